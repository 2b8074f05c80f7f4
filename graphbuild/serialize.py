"""Statements, entities and readings as JSON, and back: the lines of `statements.jsonl` and its sisters in a graph folder.

Keys come in the order in which a person reads them, which is also the order of bytes: the same values give the same
lines. What JSON cannot tell apart (tuples) is restored on reading.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from .errors import GraphError
from .types import (
    Document,
    Entity,
    Evidence,
    Finding,
    LocalEntity,
    Mention,
    Predicate,
    Reading,
    Sentence,
    Statement,
    Value,
)

T = TypeVar("T")
Json = dict[str, Any]


def statement_order(statement: Statement) -> tuple[str, int, str]:
    """What statements are sorted by: document, start, id."""
    return statement.evidence.document, statement.evidence.start, statement.id


def statement_to_json(statement: Statement) -> Json:
    """One line of `statements.jsonl`: the keys of the format first, then spans and trace."""
    evidence = statement.evidence
    return {
        "id": statement.id,
        "subject": _node_to_json(statement.subject),
        "predicate": {"iri": statement.predicate.iri, "name": statement.predicate.name}
        | ({"open": True} if statement.predicate.open else {}),
        "object": _node_to_json(statement.object),
        "status": statement.status,
        "source": _source_to_json(statement.source),
        "time": statement.time,
        "confidence": statement.confidence,
        "document": evidence.document,
        "start": evidence.start,
        "end": evidence.end,
        "sentence": evidence.sentence,
        "rule": evidence.rule,
        "spans": {
            "subject": _span_to_json(evidence.subject_span),
            "predicate": _span_to_json(evidence.predicate_span),
            "object": _span_to_json(evidence.object_span),
        },
        "trace": dict(evidence.trace),
    }


def statement_from_json(row: Json, entities: Mapping[str, Entity] | None = None) -> Statement:
    """The statement of a line; entities are looked up by IRI in `entities`, or made of what the line says of them."""
    spans = row.get("spans") or {}
    return Statement(
        id=row["id"],
        subject=_entity_of(row["subject"], entities),
        predicate=Predicate(row["predicate"]["iri"], row["predicate"]["name"], row["predicate"].get("open", False)),
        object=_entity_of(row["object"], entities) if "iri" in row["object"] else _value_of(row["object"]),
        status=row["status"],
        source=_entity_of(row["source"], entities) if row.get("source") else None,
        time=row.get("time"),
        confidence=row["confidence"],
        evidence=Evidence(
            document=row["document"],
            start=row["start"],
            end=row["end"],
            sentence=row["sentence"],
            rule=row["rule"],
            subject_span=_pair(spans.get("subject")),
            predicate_span=_pair(spans.get("predicate")),
            object_span=_pair(spans.get("object")),
            trace=row.get("trace") or {},
        ),
    )


def entity_to_json(entity: Entity) -> Json:
    """One line of `entities.jsonl`."""
    return asdict(entity)


def entity_from_json(row: Json) -> Entity:
    return Entity(
        iri=row["iri"],
        label=row["label"],
        type=row["type"],
        aliases=tuple(row.get("aliases", ())),
        mentions=row.get("mentions", 0),
        same_as=tuple((iri, score) for iri, score in row.get("same_as", ())),
        close_match=tuple((iri, score) for iri, score in row.get("close_match", ())),
    )


def reading_to_json(reading: Reading) -> Json:
    """One line of `readings.jsonl`: all that was read in one document, so that folders grow without reading again."""
    return asdict(reading)


def reading_from_json(row: Json) -> Reading:
    return Reading(
        document=Document(**row["document"]),
        sentences=tuple(Sentence(**sentence) for sentence in row["sentences"]),
        mentions=tuple(Mention(**mention) for mention in row["mentions"]),
        entities=tuple(LocalEntity(**{**entity, "aliases": tuple(entity["aliases"])}) for entity in row["entities"]),
        findings=tuple(_finding_of(finding) for finding in row["findings"]),
    )


def write_lines(path: Path, rows: Iterable[Json]) -> None:
    """Writes JSON lines: UTF-8, no escapes but those of JSON, one line feed each."""
    with open(path, "w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(line(row) + "\n" for row in rows)


def line(row: Json) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def read_lines(path: Path, convert: Callable[[Json], T]) -> Iterator[T]:
    """The values of a file of JSON lines; raises GraphError naming file and line when one is damaged."""
    try:
        stream = open(path, encoding="utf-8")
    except OSError as error:
        raise GraphError(f"{path}: cannot be read ({error.strerror}); build the graph again") from error
    with stream:
        for number, text in enumerate(stream, start=1):
            try:
                yield convert(json.loads(text))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise GraphError(
                    f"{path}:{number}: damaged, or of another version ({type(error).__name__}: {error}); build the graph again"
                ) from error


def _node_to_json(node: Entity | Value) -> Json:
    if isinstance(node, Entity):
        return {"iri": node.iri, "label": node.label, "type": node.type}
    row: Json = {"value": node.value, "datatype": node.datatype, "label": node.label}
    return row | ({"details": dict(node.details)} if node.details else {})


def _source_to_json(source: Entity | None) -> Json | None:
    return None if source is None else {"iri": source.iri, "label": source.label, "type": source.type}


def _span_to_json(span: tuple[int, int] | None) -> list[int] | None:
    return None if span is None else list(span)


def _pair(span: list[int] | None) -> tuple[int, int] | None:
    return None if span is None else (span[0], span[1])


def _entity_of(row: Json, entities: Mapping[str, Entity] | None) -> Entity:
    known = entities.get(row["iri"]) if entities is not None else None
    return known or Entity(row["iri"], row["label"], row["type"])


def _value_of(row: Json) -> Value:
    return Value(row["value"], row["datatype"], row["label"], row.get("details") or {})


def _finding_of(row: Json) -> Finding:
    object_ = row["object"]
    spans = {name: _pair(row[name]) for name in ("subject_span", "predicate_span", "object_span")}
    return Finding(**{**row, **spans, "object": object_ if isinstance(object_, int) else Value(**object_)})
