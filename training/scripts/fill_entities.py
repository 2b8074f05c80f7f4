"""Let a first model mark what the sources leave open: entity files in, `*-filled.jsonl` out.

    python fill_entities.py TEACHER FOLDER

WiNER marks no WORK and no MISC and POPCORN only some names. Where the teacher
finds an entity that touches an unknown span and no marked one, it is taken over;
unknown spans about which it says nothing stay unknown. The names that the
source marked are never changed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import spacy

import entities  # noqa: F401 - registers what the config names

SOURCES = ("winer", "popcorn")


def fill(record: dict[str, Any], found: list[tuple[int, int, str]]) -> dict[str, Any]:
    """The record with the entities of the teacher where the record says nothing."""
    marked = [(start, end) for start, end, _ in record["entities"]]
    unknown = [tuple(span) for span in record["unknown"]]
    taken = [
        [start, end, label]
        for start, end, label in found
        if not any(start < e and s < end for s, e in marked) and any(start < e and s < end for s, e in unknown)
    ]
    left = [[s, e] for s, e in unknown if not any(start < e and s < end for start, end, _ in taken)]
    return {"text": record["text"], "entities": sorted([*record["entities"], *taken]), "unknown": left}


def main(teacher: Path, folder: Path) -> None:
    nlp = spacy.load(teacher)
    for source in SOURCES:
        path = folder / ("winer-train.jsonl" if source == "winer" else f"{source}.jsonl")
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        added = 0
        with (folder / f"{source}-filled.jsonl").open("w", encoding="utf-8") as stream:
            for record, doc in zip(records, nlp.pipe(record["text"] for record in records), strict=True):
                filled = fill(record, [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents])
                added += len(filled["entities"]) - len(record["entities"])
                stream.write(json.dumps(filled, ensure_ascii=False) + "\n")
        print(f"{source}: {added} entities added")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main(Path(sys.argv[1]), Path(sys.argv[2]))
