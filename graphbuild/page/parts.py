"""What the page is made of: documents, entities and statements in, one frozen value out.

The page knows plain values only (`graphbuild.types`): no spaCy object, no rdflib term. Anything that has the
attributes `documents`, `entities` and `statements` can be shown; `mentions` and `relations` make it richer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..errors import GraphError
from ..iris import BASE
from ..types import Document, Entity, Reading, Statement

# A mention as the page needs it: first code point, code point after the last, IRI of the entity.
TextMention = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class RelationLabel:
    """How a relation is written on the page, in its languages."""

    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A SPARQL query that the page offers by name, with its title in the languages of the page."""

    name: str
    fr: str
    en: str
    text: str


@dataclass(frozen=True, slots=True)
class Parts:
    """The values of one page. `mentions` maps a document's id to the mentions in its text; `relations` maps
    a relation's name to its labels (those of the ontology fill the gaps); `queries` are offered where the
    page can answer SPARQL, in place of graphbuild's own; below `base` lie the IRIs of claims and documents."""

    documents: Sequence[Document]
    entities: Sequence[Entity]
    statements: Sequence[Statement]
    mentions: Mapping[str, Sequence[TextMention]] = field(default_factory=dict)
    relations: Mapping[str, RelationLabel] = field(default_factory=dict)
    queries: Sequence[NamedQuery] = ()
    base: str = BASE


def read_parts(source: Any) -> Parts:
    """`source` itself if it is `Parts`, else the parts of an object that has them as attributes.

    Raises GraphError when an attribute is missing or a statement names a document that is not there.
    """
    if isinstance(source, Parts):
        parts = source
    else:
        missing = [name for name in ("documents", "entities", "statements") if not hasattr(source, name)]
        if missing:
            raise GraphError(
                f"a page needs an object with documents, entities and statements; {type(source).__name__} "
                f"has no {' and no '.join(missing)}: give graphbuild.page.Parts(documents=…, entities=…, statements=…)"
            )
        parts = Parts(
            documents=tuple(source.documents),
            entities=tuple(source.entities),
            statements=tuple(source.statements),
            mentions=dict(getattr(source, "mentions", None) or _mentions(source)),
            relations=dict(getattr(source, "relations", None) or {}),
            queries=tuple(getattr(source, "queries", None) or ()),
            base=getattr(source, "base", None) or BASE,
        )
    parts = replace(parts, entities=_all_entities(parts))
    known = {document.id for document in parts.documents}
    for statement in parts.statements:
        if statement.evidence.document not in known:
            raise GraphError(
                f"statement {statement.id} stands in the document {statement.evidence.document!r}, which is not among "
                f"the documents of the page ({', '.join(sorted(known)) or 'none'}): give the page all documents"
            )
    return parts


def _all_entities(parts: Parts) -> tuple[Entity, ...]:
    """The entities of the page, and after them those that only statements name, each once."""
    found = {entity.iri: entity for entity in parts.entities}
    for statement in parts.statements:
        for entity in (statement.subject, statement.object, statement.source):
            if isinstance(entity, Entity):
                found.setdefault(entity.iri, entity)
    return tuple(found.values())


def _mentions(source: Any) -> dict[str, list[TextMention]]:
    """Mentions by document, where the source still has its readings: a local entity is the one entity of the
    graph that has its label, of its own type if there are several."""
    by_label: dict[str, list[Entity]] = {}
    for entity in source.entities:
        for label in dict.fromkeys((entity.label, *entity.aliases)):
            by_label.setdefault(label, []).append(entity)
    found: dict[str, list[TextMention]] = {}
    readings: Sequence[Reading] = getattr(source, "readings", ())
    for reading in readings:
        rows = found.setdefault(reading.document.id, [])
        for mention in reading.mentions:
            local = reading.entities[mention.entity]
            named = by_label.get(local.label, ())
            same = next((entity for entity in named if entity.type == local.type), named[0] if named else None)
            if same is not None:
                rows.append((mention.start, mention.end, same.iri))
    return found
