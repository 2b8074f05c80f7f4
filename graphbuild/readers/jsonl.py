"""JSON lines: one document a line, with `id` and `text`, and optionally `date`, `title`, `source` and `lang`.

A line that is no document is refused by its number; the other lines are read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from ..errors import BadLine, EmptyInput, InputError
from ..types import Document
from .text import date_head, decode, mend

_OPTIONAL = ("date", "title", "source", "lang")


def read_jsonl(
    where: str, name: str, data: bytes, refuse: Callable[[int, Exception], None], *, encoding: str | None = None
) -> Iterator[tuple[str, Document, tuple[str, ...]]]:
    """The documents of a file, each with its place (`file:line`) and notes; `refuse` takes line number and error.

    A file that cannot be decoded is refused at line 1.
    """
    try:
        decoded = decode(data, encoding=encoding)
    except InputError as error:
        refuse(1, error)
        return
    first_line: dict[str, int] = {}
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            document, notes = _document(line, f"{name}-{number}")
            if document.id in first_line:
                raise BadLine(f"the id {document.id!r} is that of line {first_line[document.id]}; ids are given once")
        except InputError as error:
            refuse(number, error)
            continue
        first_line[document.id] = number
        yield f"{where}:{number}", document, (decoded.notes if len(first_line) == 1 else ()) + notes


def _document(line: str, default_id: str) -> tuple[Document, tuple[str, ...]]:
    try:
        row = json.loads(line)
    except ValueError as error:  # JSONDecodeError, or a number of too many digits
        raise BadLine(f"is not JSON ({error}); a line is one object, such as {{\"id\": \"a\", \"text\": \"…\"}}") from error
    except RecursionError:
        raise BadLine("is nested too deeply to be a document") from None
    if not isinstance(row, dict):
        raise BadLine(f"holds a {_kind(row)}, not an object with `id` and `text`")
    if not isinstance(row.get("text"), str):
        raise BadLine("has no `text`" if row.get("text") is None else f"`text` is a {_kind(row['text'])}, not a string")
    identifier = row.get("id", default_id)
    if isinstance(identifier, bool) or not isinstance(identifier, (str, int)) or not str(identifier).strip():
        raise BadLine(f"`id` is {json.dumps(identifier)[:40]}; it is a string or a whole number")
    for key in _OPTIONAL:
        if row.get(key) is not None and not isinstance(row[key], str):
            raise BadLine(f"`{key}` is a {_kind(row[key])}, not a string")
    text, mended = mend(row["text"])
    if not text.strip():
        raise EmptyInput("its `text` holds nothing but blanks")
    notes = []
    if mended:
        notes.append(f"{mended} characters that no graph can hold (controls, lone surrogates) were replaced, one by one")
    day, problem = date_head(text)
    if problem:
        notes.append(problem)
    document = Document(
        id=mend(str(identifier))[0],
        text=text,
        date=_day(row["date"]) if row.get("date") else day,
        title=_clean(row.get("title")),
        source=_clean(row.get("source")),
        lang=_clean(row.get("lang")),
    )
    return document, tuple(notes)


def _day(text: str) -> str:
    """An ISO 8601 day from `2025-12-02` or from a date and time."""
    try:
        return date.fromisoformat(text.strip()[:10]).isoformat()
    except ValueError:
        raise BadLine(f"`date` is {text!r}; it is written 2025-12-02") from None


def _clean(text: str | None) -> str | None:
    return mend(text)[0].strip() or None if text else None


def _kind(value: Any) -> str:
    return {dict: "object", list: "list", str: "string", bool: "truth value", type(None): "null"}.get(type(value), "number")
