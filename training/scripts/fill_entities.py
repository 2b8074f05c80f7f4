"""Let a first model mark what the sources leave open: entity files in, `*-filled.jsonl` out.

    python fill_entities.py TEACHER TAGGER FOLDER

WiNER marks no WORK and no MISC, POPCORN not every person and place. Where the
teacher finds an entity of a type that the source does not mark, and touches no
marked one, it is taken over. Where it finds a person or a place that the source
should have marked, the span stays unknown; where it finds nothing, or an
organisation, an event or a product (mostly acronyms of common nouns), there is
nothing. What the source marked is never changed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy
from entities import load_tagger, tagged_docs

# Types of the teacher that leave a span unknown where they are not taken over.
DOUBTED = ("LOC", "MISC", "PER", "WORK")

# File, and the types that are taken over from the teacher.
SOURCES = {"winer-train": ("MISC", "WORK"), "popcorn": ("LOC", "MISC", "PER")}


def fill(record: dict[str, Any], found: list[tuple[int, int, str]], labels: Sequence[str]) -> dict[str, Any]:
    """The record with the entities of the teacher where the record says nothing."""
    marked = [(start, end) for start, end, _ in record["entities"]]
    new = [
        (start, end, label)
        for start, end, label in found
        if not any(start < e and s < end for s, e in marked)
        and any(start < e and s < end for s, e in record["unknown"])
    ]
    entities = sorted([*record["entities"], *([*span] for span in new if span[2] in labels)])
    return {
        "text": record["text"],
        "entities": entities,
        "unknown": sorted([start, end] for start, end, label in new if label in DOUBTED and label not in labels),
    }


def main(teacher: Path, tagger: Path, folder: Path) -> None:
    nlp, syntax = spacy.load(teacher), load_tagger(tagger)
    for source, labels in SOURCES.items():
        path = folder / f"{source}.jsonl"
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        added = 0
        with (folder / f"{source.removesuffix('-train')}-filled.jsonl").open("w", encoding="utf-8") as stream:
            docs = tagged_docs(nlp, syntax, [record["text"] for record in records])
            for record, doc in zip(records, nlp.pipe(docs), strict=True):
                filled = fill(record, [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents], labels)
                added += len(filled["entities"]) - len(record["entities"])
                stream.write(json.dumps(filled, ensure_ascii=False) + "\n")
        print(f"{source}: {added} entities added")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
