"""Gives the entities of all readings their IRIs and turns findings into statements.

Readings come in; entities (sorted by IRI) and statements (sorted by document, start, id) go out, to the graph.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from ..graph.rdf import claim_iri
from ..iris import digest, mint_entity, mint_open_predicate, mint_statement_id
from ..language.coreference.lexicon import CoreferenceLexicon, read_coreference
from ..language.coreference.names import fullest
from ..language.mentions import clean_label, is_common
from ..types import Entity, EntityType, Evidence, Finding, Predicate, Reading, Statement, Value
from ..vocabulary import Relation, read_relations
from .authority import Authority, read_authority
from .resolution import Cluster, resolve


def link(
    readings: Iterable[Reading],
    *,
    base: str,
    authority: Path | str | None = None,
    ontology: Path | None = None,
    lang: str = "fr",
) -> tuple[tuple[Entity, ...], tuple[Statement, ...]]:
    """The entities that the readings speak of, over all documents, and the statements about them.

    The result depends on the set of readings, not on their order. `authority` is a file of authority records
    (CSV or SKOS) to match the entities with; `ontology` a user's own, whose relations have their own IRIs;
    `lang` the language whose conventions of names hold.
    Raises InvalidIRI for a `base` that can be none, ResourceError for an authority file or ontology that
    cannot be read.
    """
    ordered = sorted(readings, key=lambda reading: reading.document.id)
    lexicon = read_coreference(lang)
    records = read_authority(Path(authority)) if authority is not None else None
    clusters = resolve(ordered, lexicon)
    entities: dict[tuple[str, int], Entity] = {}
    for cluster, iri, label in _mint(clusters, base, lexicon):
        entity = _entity(cluster, iri, label, records)
        entities.update(((node.document, node.position), entity) for node in cluster.nodes)
    relations = read_relations(ontology)
    statements = [_statement(reading, finding, entities, relations, base) for reading in ordered for finding in reading.findings]
    statements.sort(key=lambda s: (s.evidence.document, s.evidence.start, s.id))
    unique = {entity.iri: entity for entity in entities.values()}
    return tuple(unique[iri] for iri in sorted(unique)), tuple(statements)


def _mint(clusters: list[Cluster], base: str, lexicon: CoreferenceLexicon) -> Iterable[tuple[Cluster, str, str]]:
    """Each cluster with its IRI and label. Only namesakes get a qualifier: the type where it tells them
    apart, else a hash of the documents that speak of them first. A name goes before a common noun."""
    labelled = [(cluster, _label(cluster, lexicon)) for cluster in clusters]
    namesakes: dict[str, list[tuple[Cluster, str]]] = defaultdict(list)
    for cluster, label in labelled:
        namesakes[mint_entity(label, base=base)].append((cluster, label))
    for iri, group in namesakes.items():
        plain = group[0] if len(group) == 1 else _alone([pair for pair in group if pair[0].named])
        types = Counter(_type(cluster) for cluster, _ in group)
        for cluster, label in group:
            if plain is not None and cluster is plain[0]:
                yield cluster, iri, label
                continue
            type_ = _type(cluster)
            qualifier: str = type_ if types[type_] == 1 else digest(cluster.key)[:8]
            yield cluster, mint_entity(label, base=base, qualifier=qualifier), label


def _alone(pairs: list[tuple[Cluster, str]]) -> tuple[Cluster, str] | None:
    return pairs[0] if len(pairs) == 1 else None


def _label(cluster: Cluster, lexicon: CoreferenceLexicon) -> str:
    """The fullest frequent name; of common nouns the most frequent label."""
    forms = cluster.forms()
    labels: Counter[str] = Counter()
    for node in cluster.nodes:
        labels[clean_label(node.label) or node.label] += node.mentions + 1
    if not cluster.named:
        return min(labels, key=lambda label: (-labels[label], not is_common(label), label))
    # What a document chose as label counts; forms that were only met inside it must not outdo it.
    return fullest(Counter({label: forms[label] + count for label, count in labels.items()}), lexicon)


def _type(cluster: Cluster) -> EntityType:
    """The type that most mentions have; an unknown one only where there is no other."""
    counts: Counter[EntityType] = Counter()
    for node in cluster.nodes:
        counts[node.type] += max(node.mentions, 1)
    return min(counts, key=lambda type_: (type_ == "Thing", -counts[type_], type_))


def _entity(cluster: Cluster, iri: str, label: str, records: Authority | None) -> Entity:
    aliases = {form for form in cluster.forms() if form} | {clean_label(node.label) for node in cluster.nodes}
    aliases |= {alias for node in cluster.nodes for alias, _ in node.forms}
    names = tuple(sorted(alias for alias in aliases if alias and alias != label))
    type_ = _type(cluster)
    matches = records.match(label, names, type_) if records is not None and cluster.named else ()
    return Entity(
        iri=iri,
        label=label,
        type=type_,
        aliases=names,
        mentions=sum(node.mentions for node in cluster.nodes),
        same_as=tuple((match.iri, match.score) for match in matches if match.same),
        close_match=tuple((match.iri, match.score) for match in matches if not match.same),
    )


def _statement(
    reading: Reading,
    finding: Finding,
    entities: Mapping[tuple[str, int], Entity],
    relations: Mapping[str, Relation],
    base: str,
) -> Statement:
    document = reading.document.id
    relation = relations.get(finding.predicate)
    predicate = (
        Predicate(relation.iri, relation.name)
        if relation is not None
        else Predicate(mint_open_predicate(finding.predicate), finding.predicate, open=True)
    )
    made = Statement(
        id="",
        subject=entities[document, finding.subject],
        predicate=predicate,
        object=finding.object if isinstance(finding.object, Value) else entities[document, finding.object],
        status=finding.status,
        source=None if finding.source is None else entities[document, finding.source],
        time=finding.time,
        confidence=finding.confidence,
        evidence=Evidence(
            document=document,
            start=finding.start,
            end=finding.end,
            sentence=reading.document.text[finding.start : finding.end],
            rule=finding.rule,
            subject_span=finding.subject_span,
            predicate_span=finding.predicate_span,
            object_span=finding.object_span,
            trace=finding.trace,
        ),
    )
    return replace(made, id=mint_statement_id(claim_iri(made, base)))
