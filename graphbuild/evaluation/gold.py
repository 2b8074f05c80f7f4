"""Gold triples from their three forms on disk.

- Sentences: JSON lines `{"id", "text", "triples": [{"s", "p", "o", "status", "source"}, …]}`.
- Documents: a folder of `NAME.jsonl`, each beside its text `NAME.txt`: first a line with the entities and the surfaces
  that name them, then one triple a line.
- Facts of one document, each with all acceptable surfaces: JSON lines `{"s": [...], "p": "…", "o": [...], …}`.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError


@dataclass(frozen=True, slots=True)
class GoldTriple:
    """What a careful reader takes out of a text; each argument with all surfaces that are right for it."""

    subject: tuple[str, ...]
    predicates: tuple[str, ...]
    object: tuple[str, ...]
    status: str
    source: tuple[str, ...] = ()
    why: str = ""

    @property
    def predicate(self) -> str:
        return self.predicates[0]

    def __str__(self) -> str:
        return f"{self.subject[0]} | {self.predicate} | {self.object[0]} | {self.status}"


def read_gold(path: Path) -> dict[str, list[GoldTriple]]:
    """The triples of each item, by its id; raises InputError naming file and line."""
    if path.is_dir():
        files = sorted(path.glob("*.jsonl"))
        if not files:
            raise InputError(f"{path}: a folder without gold (NAME.jsonl)")
        return {file.stem: _read_document(file) for file in files}
    return {
        _get(path, number, row, "id"): [_triple(path, number, triple) for triple in _get(path, number, row, "triples")]
        for number, row in _rows(path)
    }


def holds_facts(path: Path) -> bool:
    """Whether a file holds facts of one document (see `read_facts`) and no items with triples."""
    rows = [] if path.is_dir() else _rows(path)
    return bool(rows) and "triples" not in rows[0][1]


def relation_names(table: Path | None = None) -> tuple[frozenset[str], frozenset[str]]:
    """The relations that a gold was annotated with, and which of them are symmetric.

    Those of the ontology, or of a table with the columns `name` and `symmetric` (`yes`, `no`), tabs between them.
    """
    if table is None:
        from ..vocabulary import read_relations

        relations = read_relations()
        return frozenset(relations), frozenset(name for name, relation in relations.items() if relation.symmetric)
    try:
        with open(table, encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter="\t"))
        return frozenset(r["name"] for r in rows), frozenset(r["name"] for r in rows if r["symmetric"] == "yes")
    except (OSError, UnicodeDecodeError, KeyError) as error:
        raise InputError(f"{table}: no table of relations with columns `name` and `symmetric` ({error})") from error


def read_facts(path: Path) -> list[GoldTriple]:
    """Facts, each with all acceptable surfaces, or what must never come out of a document (then with `why`)."""
    return [_triple(path, number, row) for number, row in _rows(path)]


def gold_texts(path: Path) -> list[str]:
    """The inputs that belong to a gold: the texts beside the files of a folder, or the file itself if it holds texts."""
    if path.is_dir():
        return [str(file.with_suffix(".txt")) for file in sorted(path.glob("*.jsonl")) if file.with_suffix(".txt").is_file()]
    rows = _rows(path)
    return [str(path)] if rows and "text" in rows[0][1] else []


def _read_document(path: Path) -> list[GoldTriple]:
    (number, head), *rows = _rows(path) or [(1, {})]
    surfaces = {
        _get(path, number, entity, "name"): (entity["name"], *_get(path, number, entity, "mentions"))
        for entity in _get(path, number, head, "entities")
    }
    return [_triple(path, number, row, surfaces) for number, row in rows]


def _triple(path: Path, number: int, row: dict[str, Any], surfaces: dict[str, tuple[str, ...]] | None = None) -> GoldTriple:
    def names(key: str) -> tuple[str, ...]:
        value = row.get(key) or ()
        if isinstance(value, str):
            return (surfaces or {}).get(value, (value,))
        return tuple(value)

    predicate = _get(path, number, row, "p")
    return GoldTriple(
        subject=names("s"),
        predicates=(predicate,) if isinstance(predicate, str) else tuple(predicate),
        object=names("o"),
        status=_get(path, number, row, "status"),
        source=names("source"),
        why=row.get("why", ""),
    )


def _rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as gold ({error})") from error
    rows = []
    for number, text in enumerate(lines, start=1):
        if text.strip():
            try:
                row = json.loads(text)
            except ValueError as error:
                raise InputError(f"{path}:{number}: not JSON ({error})") from error
            if not isinstance(row, dict):
                raise InputError(f"{path}:{number}: not an object")
            rows.append((number, row))
    return rows


def _get(path: Path, number: int, row: dict[str, Any], key: str) -> Any:
    try:
        return row[key]
    except KeyError:
        raise InputError(f"{path}:{number}: has no `{key}`; gold needs it (there are: {', '.join(row)})") from None
