"""`report.json`: what a build read, what it refused, what it found, and which sentences gave nothing.

Holds no time and no path of the output, so that the same inputs give the same report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ._version import __version__
from .readers import Intake
from .types import STATUSES, Entity, Reading, Sentence, Statement


def make_report(
    readings: Sequence[Reading], entities: Sequence[Entity], statements: Sequence[Statement], intake: Intake | None
) -> dict[str, Any]:
    """The report of a build; `intake` tells what was refused and noted on the way in."""
    intake = intake or Intake()
    uncovered = [row for reading in readings for row in _uncovered(reading)]
    sentences = Counter(sentence.kind for reading in readings for sentence in reading.sentences)
    per_document = Counter(statement.evidence.document for statement in statements)
    return {
        "graphbuild": __version__,
        "counts": {
            "documents": len(readings),
            "refused": len(intake.refused),
            "sentences": sentences["sentence"],
            "headings": sentences["heading"],
            "questions": sentences["question"],
            "sentences_without_statement": sum(row["kind"] == "sentence" for row in uncovered),
            "entities": len(entities),
            "statements": len(statements),
        },
        "statements_by_status": _counts(Counter(statement.status for statement in statements), STATUSES),
        "statements_by_relation": _ranked(Counter(statement.predicate.name for statement in statements)),
        "entities_by_type": _ranked(Counter(entity.type for entity in entities)),
        "documents": [
            {
                "id": reading.document.id,
                "origin": intake.origins.get(reading.document.id),
                "date": reading.document.date,
                "title": reading.document.title,
                "source": reading.document.source,
                "lang": reading.document.lang,
                "characters": len(reading.document.text),
                "sentences": len(reading.sentences),
                "statements": per_document[reading.document.id],
            }
            for reading in readings
        ],
        "refused": [{"where": r.where, "kind": r.kind, "reason": r.reason} for r in intake.refused],
        "notes": [{"where": note.where, "note": note.text} for note in intake.notes],
        "skipped_files": dict(sorted(intake.skipped.items())),
        "coverage": uncovered,
    }


def _uncovered(reading: Reading) -> Iterator[dict[str, Any]]:
    """The sentences of a document that no statement stands in, each with the reason as far as it is known."""
    covered = sorted((finding.start, finding.end) for finding in reading.findings)
    mentions = sorted((mention.start, mention.end) for mention in reading.mentions)
    for sentence in reading.sentences:
        if any(start < sentence.end and sentence.start < end for start, end in covered):
            continue
        yield {
            "document": reading.document.id,
            "start": sentence.start,
            "end": sentence.end,
            "kind": sentence.kind,
            "reason": _reason(sentence, mentions),
            "sentence": reading.document.text[sentence.start : sentence.end],
        }


def _reason(sentence: Sentence, mentions: Sequence[tuple[int, int]]) -> str:
    if sentence.kind == "heading":
        return "a heading states nothing"
    if sentence.kind == "question":
        return "a question states nothing"
    if not any(sentence.start <= start and end <= sentence.end for start, end in mentions):
        return "names nothing and refers to nothing that is named"
    return "no entry of the lexicon fits its words"


def _counts(counter: Counter[str], keys: Sequence[str]) -> dict[str, int]:
    return {key: counter[key] for key in keys}


def _ranked(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
