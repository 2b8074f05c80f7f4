"""From what a person names (files, folders, `-`, JSON lines) to documents, with an account of all that was not read.

The account is complete: every file that was met is a document, several documents (`.jsonl`), a refusal, or counted
among the files left aside because their suffix is none of a text.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from ..errors import EmptyInput, InputError
from ..folder import REPORT, is_graph
from ..types import Document
from .jsonl import read_jsonl
from .languages import check_language
from .office import OFFICE_SUFFIXES, office_format, read_office
from .text import date_head, decode, mend

TEXT_SUFFIXES = (".txt", ".text", ".md")
SUFFIXES = (*TEXT_SUFFIXES, ".jsonl", *OFFICE_SUFFIXES)
STDIN = "-"

# One text of more characters is a long book or a broken file; it would take many minutes to read.
MAX_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """What was not read: `where` is a file, `file:line` or a document; `kind` the name of the error class."""

    where: str
    kind: str
    reason: str

    @classmethod
    def of(cls, where: str, error: Exception) -> Refusal:
        """The refusal that an error stands for."""
        return cls(where, type(error).__name__, str(error))


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """What a person should know of how something was read."""

    where: str
    text: str


@dataclass(slots=True)
class Intake:
    """All that came of the inputs: documents in the order of the inputs, refusals, notes.

    `origins` says for each document's id where it was found; `skipped` counts the files of folders by suffix that
    are no texts.
    """

    documents: list[Document] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)

    def refuse(self, where: str, error: Exception) -> None:
        self.refused.append(Refusal.of(where, error))


def read_inputs(
    inputs: Iterable[str | Path | Document],
    *,
    languages: Sequence[str],
    lang: str | None = None,
    encoding: str | None = None,
    stdin: BinaryIO | None = None,
    max_characters: int = MAX_CHARACTERS,
) -> Intake:
    """Every document of the inputs: paths of files and folders, `-`, or documents made elsewhere.

    `languages` are those that have a pack; `lang` and `encoding` overrule what would be recognised. Errors of single
    inputs are in `Intake.refused`.
    """
    intake = Intake()
    for where, document, notes in _found(inputs, intake, encoding, stdin):
        try:
            if len(document.text) > max_characters:
                raise InputError(
                    f"holds {len(document.text)} characters, at most {max_characters} are read as one document; "
                    "cut it into chapters or articles, one file each"
                )
            document = replace(document, lang=check_language(document.text, tuple(languages), lang=lang or document.lang))
        except InputError as error:
            intake.refuse(where, error)
            continue
        taken = intake.origins.get(document.id)
        if taken is not None:
            document = replace(document, id=_free_id(document.id, where, intake.origins))
            intake.notes.append(Note(where, f"has the id of {taken}; its own is now {document.id!r}"))
        intake.documents.append(document)
        intake.origins[document.id] = where
        intake.notes.extend(Note(where, note) for note in notes)
    return intake


def _found(
    inputs: Iterable[str | Path | Document], intake: Intake, encoding: str | None, stdin: BinaryIO | None
) -> Iterator[tuple[str, Document, tuple[str, ...]]]:
    for item in inputs:
        if isinstance(item, Document):
            text, _ = mend(item.text)
            if text.strip():
                yield item.id, replace(item, text=text), ()
            else:
                intake.refuse(item.id, EmptyInput("holds no text (nothing but blanks)"))
        elif str(item) == STDIN:
            yield from _from_bytes("standard input", "stdin", (stdin or sys.stdin.buffer).read(), intake, encoding)
        else:
            for path, name in _files(Path(item), intake):
                try:
                    data = path.read_bytes()
                except OSError as error:
                    intake.refuse(str(path), InputError(f"cannot be read ({error.strerror or error})"))
                    continue
                yield from _from_bytes(str(path), name, data, intake, encoding)


def _files(path: Path, intake: Intake) -> Iterator[tuple[Path, str]]:
    """The files that a path stands for, each with the id that its document gets."""
    if not path.is_dir():
        if path.exists():
            yield path, path.stem
        else:
            intake.refuse(str(path), InputError("does not exist; check the name and the folder you are in"))
        return
    found = False
    try:
        below = sorted(p for p in path.rglob("*") if not any(part.startswith(".") for part in p.relative_to(path).parts))
    except OSError as error:
        intake.refuse(str(path), InputError(f"cannot be listed ({error.strerror or error})"))
        return
    graphs = {file.parent for file in below if file.name == REPORT and is_graph(file.parent)}
    for folder in sorted(graphs):
        intake.notes.append(Note(str(folder), "is a graph that graphbuild wrote, and no text"))
    for file in below:
        if not graphs.isdisjoint(file.parents):
            continue
        if file.suffix.lower() in SUFFIXES and not file.is_dir():
            found = True
            yield file, file.relative_to(path).with_suffix("").as_posix()
        elif file.is_file():
            suffix = file.suffix.lower() or "(no suffix)"
            intake.skipped[suffix] = intake.skipped.get(suffix, 0) + 1
    if not found:
        intake.refuse(str(path), EmptyInput(f"is a folder without texts; files that are read end in {', '.join(SUFFIXES)}"))


def _from_bytes(
    where: str, name: str, data: bytes, intake: Intake, encoding: str | None
) -> Iterator[tuple[str, Document, tuple[str, ...]]]:
    suffix = Path(where).suffix.lower()
    if suffix == ".jsonl":
        yield from read_jsonl(where, name, data, lambda line, error: intake.refuse(f"{where}:{line}", error), encoding=encoding)
        return
    try:
        kind = office_format(data, suffix)
        if kind is not None:
            yield where, read_office(data, kind, name), ()
            return
        decoded = decode(data, encoding=encoding)
    except InputError as error:
        intake.refuse(where, error)
        return
    day, problem = date_head(decoded.text)
    yield where, Document(id=name, text=decoded.text, date=day), decoded.notes + ((problem,) if problem else ())


def _free_id(name: str, where: str, taken: dict[str, str]) -> str:
    """An id near `name`: with the suffix of its file, else with a number."""
    with_suffix = name + Path(where).suffix
    if with_suffix != name and with_suffix not in taken:
        return with_suffix
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
