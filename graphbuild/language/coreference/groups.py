"""Phrases that stand for several names at once: "ils" after "X et Y", "les deux hommes", "le couple".

What is coordinated comes from here to the pass over pronouns; phrases with a number are resolved here, before it.
An entity is one thing, so that groups stand beside the entities and not among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..entities.gazetteers import plain_name, read_cities, read_countries
from .clash import clash
from .clusters import Cluster, Clusters
from .lexicon import CoreferenceLexicon
from .mentions import Phrase
from .syntax import follows_source_words, role_of, small

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REACH = 3  # sentences back for names that a phrase with a number counts
PLURAL_REACH = 2  # … and for what a pronoun takes up
MARGIN = 1.3  # by which the last member must outdo the first who is none
# Types whose names may be counted together.
_COUNTED = frozenset({"Person", "Organization", "Place"})


@dataclass(frozen=True, slots=True)
class Group:
    """A phrase that stands for several entities."""

    phrase: Phrase
    members: tuple[Cluster, ...]


def coordinated(doc: Doc, phrase: Phrase, by_head: dict[int, Phrase], clusters: Clusters) -> tuple[Cluster, ...]:
    """The entities of a coordination that begins with `phrase`; empty unless each has a name and all are of one type."""
    found: list[Cluster] = []
    for member in _members(doc, phrase, by_head):
        cluster = clusters.of(member)
        if cluster is None or not cluster.named:
            return ()
        if cluster not in found:
            found.append(cluster)
    types = frozenset.intersection(*(cluster.types for cluster in found)) if found else frozenset()
    return tuple(found) if len(found) > 1 and types & _COUNTED else ()


def _members(doc: Doc, phrase: Phrase, by_head: dict[int, Phrase]) -> Iterator[Phrase]:
    yield phrase
    for child in doc[phrase.head].children:
        if child.dep_ == "conj" and child.i > phrase.head and child.i in by_head:
            yield from _members(doc, by_head[child.i], by_head)


def plural_candidates(
    doc: Doc, pronoun: Phrase, clusters: Clusters, by_head: dict[int, Phrase], groups: list[Group]
) -> list[tuple[float, tuple[Cluster, ...]]]:
    """How present the coordinations before a plural pronoun are, and whom they name: they may be meant, and are no one entity."""
    found: dict[tuple[Cluster, ...] | int, tuple[float, tuple[Cluster, ...]]] = {}

    def add(phrase: Phrase, members: tuple[Cluster, ...]) -> None:
        weight = Cluster([phrase]).salience(pronoun.start, pronoun.sentence, topic=0.0)
        key = members or phrase.start
        found[key] = (weight + found.get(key, (0.0, ()))[0], members)

    for phrase in clusters.phrases(pronoun.start, pronoun.sentence, PLURAL_REACH):
        if phrase.form in ("pronoun", "possessor") or phrase.number == "p" and phrase.types == frozenset():
            continue
        if any(t.dep_ == "conj" and t.i in by_head and t.i < pronoun.start for t in doc[phrase.head].children):
            members = coordinated(doc, phrase, by_head, clusters)
            men = pronoun.form == "pronoun" and any(c.gender == "m" and "Person" in c.types for c in members)
            add(phrase, () if pronoun.gender == "f" and men or clash(doc, pronoun, phrase) else members)
    for group in groups:
        near = group.phrase.start < pronoun.start and pronoun.sentence - group.phrase.sentence <= PLURAL_REACH
        if near and not clash(doc, pronoun, group.phrase):
            add(group.phrase, group.members)
    return list(found.values())


def counted_groups(doc: Doc, phrases: Iterable[Phrase], clusters: Clusters, lexicon: CoreferenceLexicon) -> list[Group]:
    """The groups that a number or a noun such as `couple` tells: "les deux hommes", "ces trois pays"."""
    finder = _Finder(doc, list(phrases), clusters, lexicon)
    return [group for token in doc if (group := finder.group(token)) is not None]


class _Finder:
    def __init__(self, doc: Doc, phrases: list[Phrase], clusters: Clusters, lexicon: CoreferenceLexicon) -> None:
        self.doc = doc
        self.clusters = clusters
        self.lexicon = lexicon
        self.names = {i for phrase in phrases if phrase.form == "name" for i in range(phrase.start, phrase.end)}
        self.sentence_at = {i: phrase.sentence for phrase in phrases for i in range(phrase.start, phrase.end)}

    def group(self, noun: Token) -> Group | None:
        """The group that the phrase of this noun stands for."""
        if noun.pos_ != "NOUN" or noun.i in self.names:
            return None
        start, number = self.count(noun)
        if not number or self.is_told_apart(noun) or self.is_introduced(noun, number):
            return None
        sentence = self.sentence_of(noun)
        ranked = sorted(
            (
                (cluster.salience(start, sentence), -cluster.first, cluster)
                for cluster in self.clusters.recent(start, sentence, REACH)
                if cluster.named and self.fits(noun, cluster) and not self.only_speaks(cluster, start)
            ),
            key=lambda entry: entry[:2],
            reverse=True,
        )
        if len(ranked) < number or len(ranked) > number and ranked[number - 1][0] < MARGIN * ranked[number][0]:
            return None
        members = sorted((cluster for _, _, cluster in ranked[:number]), key=lambda cluster: cluster.first)
        role, governor = role_of(noun)
        text = self.doc[start : noun.i + 1].text
        phrase = Phrase(start, noun.i + 1, noun.i, "definite", text, number="p", role=role, governor=governor, sentence=sentence)
        return Group(phrase, tuple(members))

    def count(self, noun: Token) -> tuple[int, int]:
        """Where the phrase starts behind its determiner, and how many it speaks of; 0 where it does not say."""
        before = small(self.doc[noun.i - 1]) if noun.i else ""
        number = self.lexicon.numbers.get(before)
        if number is not None:
            definite = noun.i > 1 and small(self.doc[noun.i - 2]) in self.lexicon.words["counted"]
            return noun.i - 1, number if definite else 0
        definite = before in self.lexicon.words["definite"] | self.lexicon.words["fused"]
        return noun.i, self.lexicon.pairs.get(noun.lower_, 0) if definite else 0

    def is_told_apart(self, noun: Token) -> bool:
        """Whether more is said of the noun than that they are so many: `les deux clubs anglais`, `les deux fils de X`."""
        behind = self.doc[noun.i + 1] if noun.i + 1 < len(self.doc) else None
        if behind is None:
            return False
        return behind.i in self.names or small(behind) in self.lexicon.words["of"] or behind.head == noun and not behind.is_punct

    def is_introduced(self, noun: Token, number: int) -> bool:
        """Whether the text has spoken of such people or things before without a name: `deux hommes ont été arrêtés`."""
        for token in self.doc[1 : noun.i]:
            if token.lower_ != noun.lower_ or self.is_called(token):
                continue
            before = small(self.doc[token.i - 1])
            if noun.lower_ in self.lexicon.pairs:
                if before in self.lexicon.words["one"]:
                    return True
            elif self.lexicon.numbers.get(before) == number and not self.count(token)[1]:
                return True
        return False

    def is_called(self, noun: Token) -> bool:
        """Whether names follow behind a comma: `deux hommes, X et Y`."""
        return noun.i + 2 < len(self.doc) and self.doc[noun.i + 1].text in (",", ":") and noun.i + 2 in self.names

    def sentence_of(self, noun: Token) -> int:
        """The number of the sentence, by the phrases around: those that figures hold have none of their own."""
        near = range(noun.i, noun.sent.end)
        return next((self.sentence_at[i] for i in [*near, *range(noun.i, -1, -1)] if i in self.sentence_at), 0)

    def fits(self, noun: Token, cluster: Cluster) -> bool:
        """Whether the noun may be said of what the cluster names."""
        lexicon, word = self.lexicon, noun.lemma_.lower()
        if noun.lower_ in lexicon.pairs:
            return cluster.types == {"Person"}
        if not lexicon.types_of(word) & cluster.types & _COUNTED:
            return False
        own = {group for group in lexicon.groups_of(word) if group.split("/")[0] in cluster.types}
        known = {group for said in cluster.nouns() | cluster.name_nouns(lexicon) for group in lexicon.groups_of(said)}
        if "Place" in cluster.types:
            places = [plain_name(name.text) for name in cluster.names]
            if "Place/country" in own:
                return any(place in read_countries() for place in places)
            return "Place/city" in own and any(place in read_cities() and place not in read_countries() for place in places)
        if "Person" in cluster.types:
            feminine = "Fem" in noun.morph.get("Gender")
            if feminine and cluster.gender == "m" or word in ("femme",) and cluster.gender != "f":
                return False
            return bool(lexicon.any_types(word)) or bool(own & known)
        return not (own and known) or bool(own & known) or bool(lexicon.any_types(word))

    def only_speaks(self, cluster: Cluster, before: int) -> bool:
        """Whether all that the text has of it is what it says ("selon X")."""
        seen = [m for m in cluster.mentions if m.start < before]
        return all(follows_source_words(self.doc, m.start, self.lexicon.words["source"]) for m in seen)
