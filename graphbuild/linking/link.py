"""Gives the entities of all readings their IRIs and turns findings into statements."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from ..language.mentions import label_key
from ..types import Entity, Evidence, Predicate, Reading, Statement, Value

ONTOLOGY = "https://w3id.org/graphbuild/ontology#"
OPEN = "https://w3id.org/graphbuild/open#"


def link(
    readings: Iterable[Reading], *, base: str, authority: Any | None = None
) -> tuple[tuple[Entity, ...], tuple[Statement, ...]]:
    """The entities that the readings speak of and the statements about them.

    Entities come sorted by IRI, statements by document, start and id.
    """
    ordered = sorted(readings, key=lambda reading: reading.document.id)
    groups: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for number, reading in enumerate(ordered):
        for position, local in enumerate(reading.entities):
            groups.setdefault((label_key(local.label), local.type), []).append((number, position))
    counts: dict[tuple[int, int], int] = {}
    for number, reading in enumerate(ordered):
        for mention in reading.mentions:
            counts[number, mention.entity] = counts.get((number, mention.entity), 0) + 1
    homonyms: dict[str, int] = {}
    for key, _ in groups:
        homonyms[key] = homonyms.get(key, 0) + 1
    entities: dict[tuple[int, int], Entity] = {}
    for (key, type_), members in groups.items():
        locals_ = [ordered[n].entities[p] for n, p in members]
        label = min(local.label for local in locals_)
        aliases = sorted({name for local in locals_ for name in (local.label, *local.aliases)} - {label})
        suffix = f"~{_digest(type_)[:6]}" if homonyms[key] > 1 else ""
        entity = Entity(
            f"{base}entity/{_readable(label)}{suffix}", label, type_, tuple(aliases), sum(counts.get(m, 0) for m in members)
        )
        entities.update(dict.fromkeys(members, entity))
    statements = [
        _statement(reading, finding, entities, number) for number, reading in enumerate(ordered) for finding in reading.findings
    ]
    statements.sort(key=lambda s: (s.evidence.document, s.evidence.start, s.id))
    return tuple(sorted(set(entities.values()), key=lambda e: e.iri)), tuple(statements)


def _statement(reading: Reading, finding: Any, entities: dict[tuple[int, int], Entity], number: int) -> Statement:
    subject = entities[number, finding.subject]
    is_open = finding.rule.startswith("open") or ":" in finding.predicate
    predicate = Predicate((OPEN if is_open else ONTOLOGY) + finding.predicate, finding.predicate, is_open)
    object_ = finding.object if isinstance(finding.object, Value) else entities[number, finding.object]
    key = object_.iri if isinstance(object_, Entity) else f"{object_.value}^^{object_.datatype}"
    return Statement(
        id="c-" + _digest(f"{subject.iri} {predicate.iri} {key}")[:8],
        subject=subject,
        predicate=predicate,
        object=object_,
        status=finding.status,
        source=None if finding.source is None else entities[number, finding.source],
        time=finding.time,
        confidence=finding.confidence,
        evidence=Evidence(
            document=reading.document.id,
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


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _readable(label: str) -> str:
    return "".join(c if c.isalnum() or c in "-." else "_" for c in label.strip())
