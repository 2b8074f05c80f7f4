"""How well a noun of a class goes with what is known of a cluster: "l'entreprise" with a firm, "le fleuve" with no town.

A phrase and a cluster come in; a weight goes out, 0 where they do not go together. For the pass over descriptions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..entities.gazetteers import plain_name, read_brands, read_cities, read_countries
from .clusters import Cluster
from .lexicon import CoreferenceLexicon, fold
from .mentions import Phrase
from .syntax import small

if TYPE_CHECKING:
    from spacy.tokens import Doc

# How well: nouns of one group, a noun of the class, a role or a kind of which nothing was told, one of whom another is told.
BEST, GOOD, _UNKNOWN, _TOLD = 1.3, 1.0, 0.7, 0.5
_LARGER = 0.8  # "le groupe X" is not what "l'entreprise" means, where there is another
# Groups of nouns for what somebody is all the time.
CALLINGS = frozenset(f"Person/{kind}" for kind in ("scholar", "writer"))
# What "le groupe" never is.
_NO_GROUPS = frozenset(f"Organization/{kind}" for kind in ("court", "family", "public", "school", "union"))
_VILLAGE = 50_000  # a place of more inhabitants is no village, a smaller one may bear the name of a town elsewhere


class ClassFit:
    """Compares the phrases and clusters of one document."""

    def __init__(self, doc: Doc, by_head: dict[int, Phrase], lexicon: CoreferenceLexicon) -> None:
        self.doc = doc
        self.by_head = by_head
        self.lexicon = lexicon

    def fit(self, phrase: Phrase, cluster: Cluster, groups: frozenset[str], generic: frozenset[str]) -> float:
        """How well the noun goes with what the cluster is known as; 0 where it does not."""
        lexicon = self.lexicon
        types = cluster.types & (phrase.types | generic)
        if not types:
            return 0.0
        nouns = cluster.nouns() | cluster.name_nouns(lexicon) | cluster.deeds
        if phrase.noun in lexicon.relational_bodies and phrase.form == "definite" and phrase.noun not in nouns:
            return 0.0
        if self.is_too_large(phrase, nouns, cluster):
            return 0.0
        nouns |= self.well_known(cluster)
        known = {group for noun in nouns for group in self.telling_groups(noun) if group.split("/")[0] in types}
        own = {group for group in groups if group.split("/")[0] in types}
        if known and phrase.noun in lexicon.words["takers"] and known <= _NO_GROUPS:
            return 0.0
        if own & known or self.nations({phrase.noun}) & self.nations(cluster.adjectives() | cluster.nouns()):
            return BEST
        if generic & cluster.types and "Person" not in types:
            return GOOD if not (known and own) else 0.0
        if "Person" in types:
            if generic & {"Person"}:
                return GOOD
            # A role that nothing was said of: only for a person of whom no role is known.
            if "Person/founder" in known and "Person/head" in own and phrase.form == "definite":
                return _UNKNOWN  # who founded it is mostly who leads it
            told = any("Person" in d.types for d in cluster.descriptions)
            if not lexicon.types_of(phrase.noun) & {"Organization"}:
                # Who "dirige le domaine" may be a scholar or a grower.
                known = {group for noun in nouns - cluster.deeds for group in self.telling_groups(noun) if group.startswith("Person/")}
            if phrase.form == "demonstrative" and not phrase.quote:
                return _TOLD if told or known else _UNKNOWN  # "ce fils de mineur": whatever else was said of him
            return 0.0 if told or known else _UNKNOWN
        if "Place" in types:
            return GOOD if own and self.place_group(cluster) in {group.split("/")[1] for group in own} else 0.0
        if own:
            if known:
                return 0.0
            if own <= {"Organization/court", "Organization/public", "Organization/school"}:
                return 0.0
            if phrase.noun in lexicon.uncertain_bodies and phrase.form == "definite":
                return 0.0
            if "Organization/business" not in own:
                return _UNKNOWN
            return _LARGER if "groupe" in nouns and phrase.noun not in ("groupe", "géant", "multinationale") else GOOD
        if types <= {"Organization", "Event"}:
            return 0.0  # "la guerre", "la rentrée" are no festival that was named
        same_class = [noun for noun in nouns if lexicon.types_of(noun) & types]
        return 0.0 if same_class else GOOD

    def well_known(self, cluster: Cluster) -> set[str]:
        """What a well-known body is, or one that stands in a list with it: `la CFDT et Sud Littoral`."""
        names = {name.head: name.text for name in cluster.names}
        for head in list(names):
            token = self.doc[head]
            listed = [*(t for t in token.children if t.dep_ == "conj"), *([token.head] if token.dep_ == "conj" else [])]
            names |= {t.i: self.by_head[t.i].text for t in listed if t.i in self.by_head and self.by_head[t.i].form == "name"}
        return {self.lexicon.known_bodies[name] for name in map(fold, names.values()) if name in self.lexicon.known_bodies}

    def nations(self, words: Iterable[str]) -> set[str]:
        """The countries whose adjectives stand among the words."""
        return {self.lexicon.nationalities[word] for word in words if word in self.lexicon.nationalities}

    def telling_groups(self, noun: str) -> frozenset[str]:
        """The groups of a noun, unless it may be said of anything ("site", "plateforme")."""
        return frozenset() if self.lexicon.any_types(noun) else self.lexicon.groups_of(noun)

    def place_group(self, cluster: Cluster) -> str:
        """City or country by the gazetteers; a city also by "à X"."""
        for name in cluster.names:
            if plain_name(name.text) in read_countries():
                return "country"
            if plain_name(name.text) in read_cities():
                return "city"
            before = small(self.doc[name.start - 1]) if name.start else ""
            if before in self.lexicon.words["before_cities"]:
                return "city"
        return ""

    def is_too_large(self, phrase: Phrase, nouns: set[str], cluster: Cluster) -> bool:
        """Whether one of "la ville" and "le village", "le géant" and "la start-up" is said here and the other fits what the cluster is."""
        words = self.lexicon.words
        for large, small_ones in (("towns", "villages"), ("giants", "small_firms")):
            if phrase.noun in words[large] and nouns & words[small_ones] or phrase.noun in words[small_ones] and nouns & words[large]:
                return True
        names = [plain_name(name.text) for name in cluster.names]
        if phrase.noun in words["villages"]:
            return any(read_cities().get(name, 0) > _VILLAGE for name in names)
        return phrase.noun in words["small_firms"] and any(read_brands().get(name) == "company" for name in names)
