"""`graphbuild_coreference`: who and what the mentions of a document refer to.

Comes after the entities and before the relations. A sieve of passes, the surest first, in the manner of
Raghunathan et al. (2010) and Lee et al. (2013): names and their short forms, titles and appositions,
definite descriptions, pronouns. Each pass sees the clusters of those before it; a link that is not clear
is not made, since a wrong link makes a wrong fact.

It leaves in `doc._.gb_entities` a list of dicts: `label`, `type`, `aliases`, `mentions` ([start, end, kind]
in tokens), `descriptions` ([start, end]: what appositions and attributes say of it, which are no mentions);
and the mentions as span groups `coref_clusters_1` …  What stands for several of them ("ils", "les deux hommes") is in
`doc._.gb_groups`: `start`, `end`, `kind`, and `members`, the positions of the entities.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from spacy.language import Language
from spacy.tokens import Doc

from ...types import EntityType
from .. import attributes  # noqa: F401 - registers the extensions of Doc
from .clusters import Cluster, Clusters
from .descriptions import resolve_descriptions
from .groups import Group, counted_groups
from .learning import join_own_companies, learn_descriptions
from .lexicon import CoreferenceLexicon, read_coreference
from .mentions import Phrase, find_phrases
from .names import choose_label, group_names
from .pronouns import resolve_pronouns

# Where a cluster may be of several types, the first of these is taken.
_PREFERENCE = ("Person", "Organization", "Place", "Product", "Work", "Event", "Document", "Group", "Thing", "Concept")


class Coreference:
    """Computes the entities of a `Doc` (`resolve`) and writes them (`set_annotations`)."""

    def __init__(self, lexicon: CoreferenceLexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, *self.resolve(doc))
        return doc

    def resolve(self, doc: Doc) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The entities of the document, in the order in which they are first spoken of, and the groups of them."""
        phrases = find_phrases(doc, self.lexicon)
        clusters = Clusters(phrases)
        names = [phrase for phrase in phrases if phrase.form == "name"]
        between = [doc[a.end : b.start].text if a.end <= b.start else "" for a, b in zip(names, names[1:])]
        for group in group_names(names, self.lexicon, between):
            clusters.add(group)
        learn_descriptions(doc, phrases, clusters, self.lexicon)
        resolve_descriptions(doc, phrases, clusters, self.lexicon)
        groups = resolve_pronouns(doc, phrases, clusters, self.lexicon, counted_groups(doc, phrases, clusters, self.lexicon))
        join_own_companies(doc, phrases, clusters, self.lexicon)
        kept = [cluster for cluster in clusters if cluster.named or len(cluster.mentions) > 1 and _has_noun(cluster)]
        kept.sort(key=lambda cluster: cluster.first)
        return [self._entity(cluster) for cluster in kept], list(_plain(groups, kept))

    def set_annotations(self, doc: Doc, entities: list[dict[str, Any]], groups: list[dict[str, Any]]) -> None:
        """Write the entities into `doc._.gb_entities`, their mentions as span groups, and the groups into `doc._.gb_groups`."""
        doc._.gb_entities = entities
        doc._.gb_groups = groups
        for number, entity in enumerate(entities, start=1):
            doc.spans[f"coref_clusters_{number}"] = [doc[start:end] for start, end, _ in entity["mentions"]]

    def _entity(self, cluster: Cluster) -> dict[str, Any]:
        mentions = sorted(cluster.mentions, key=lambda m: (m.start, m.end))
        names = [m for m in mentions if m.form == "name"]
        if names:
            label, aliases = choose_label(names, self.lexicon)
        else:
            label, aliases = _noun_label(mentions), []
        return {
            "label": label,
            "type": _type(cluster),
            "aliases": aliases,
            "mentions": [[m.start, m.end, m.kind] for m in mentions],
            "descriptions": sorted(
                [d.start, d.end] for d in {id(d): d for d in cluster.descriptions}.values() if d not in mentions
            ),
        }


def _plain(groups: list[Group], kept: list[Cluster]) -> Iterator[dict[str, Any]]:
    positions = {id(cluster): i for i, cluster in enumerate(kept)}
    for group in sorted(groups, key=lambda group: group.phrase.start):
        phrase, members = group.phrase, [positions[id(m)] for m in group.members if id(m) in positions]
        if len(members) == len(group.members):
            yield {"start": phrase.start, "end": phrase.end, "kind": phrase.kind, "members": members}


def _has_noun(cluster: Cluster) -> bool:
    return any(m.form not in ("pronoun", "possessor") for m in cluster.mentions)


def _noun_label(mentions: list[Phrase]) -> str:
    """The fullest of the first noun phrases that speak of it."""
    nominal = [m for m in mentions if m.form not in ("pronoun", "possessor")]
    label = max(nominal[:3], key=lambda m: (min(len(m.text.split()), 6), -m.start)).text
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _type(cluster: Cluster) -> EntityType:
    types = cluster.types
    if not cluster.named:
        first = next(m for m in sorted(cluster.mentions, key=lambda m: m.start) if m.form not in ("pronoun", "possessor"))
        types = first.types or types
    for type_ in _PREFERENCE:
        if type_ in types and type_ in get_args(EntityType):
            return type_  # type: ignore[return-value]
    return "Thing" if cluster.named else "Concept"


@Language.factory("graphbuild_coreference", assigns=["doc._.gb_entities"], requires=["doc.ents", "token.dep"])
def create_coreference(nlp: Language, name: str) -> Coreference:
    """Factory of the component."""
    return Coreference(read_coreference(nlp.lang))
