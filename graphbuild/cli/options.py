"""Options that several commands share, and the way in which commands speak to people."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ..readers import Note, Refusal


def flag(*names: str, help: str) -> typer.models.OptionInfo:
    """An option without a value; without `metavar` the help would show one."""
    return typer.Option(*names, help=help, metavar="")  # type: ignore[no-any-return]


Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help="Files, folders, .jsonl files, or - for standard input.", show_default=False)
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A graph folder, as `graphbuild build` writes it.", show_default=False)]
Quiet = Annotated[bool, flag("--quiet", "-q", help="Say nothing but errors.")]
Verbose = Annotated[bool, flag("--verbose", "-v", help="Say more: notes on every document, tracebacks of defects.")]
Lang = Annotated[str | None, typer.Option("--lang", metavar="CODE", help="The language of the texts, in place of recognising it.")]
Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="The encoding of the texts, in place of recognising it.")
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Another spaCy pipeline with Universal Dependencies labels than the bundled one."),
]
Closed = Annotated[bool, flag("--closed", help="Only relations of the ontology; no predicates minted from verbs.")]
Workers = Annotated[int, typer.Option("--workers", min=1, metavar="N", help="Processes that read in parallel; the result is the same.")]
Base = Annotated[str | None, typer.Option("--base", metavar="IRI", help="What the IRIs of entities and documents begin with.")]

Lexicons = Annotated[
    list[Path] | None,
    typer.Option("--lexicon", metavar="FILE", help="A lexicon of your own, added to that of the language.", show_default=False),
]
Ontology = Annotated[
    Path | None,
    typer.Option("--ontology", metavar="FILE", help="An ontology of your own, whose relations are added.", show_default=False),
]


def example(text: str) -> str:
    """The epilog of a command's help: an example that can be copied."""
    return f"Example:  {text}"


def say(text: str, *, quiet: bool = False) -> None:
    """A message for people, on standard error."""
    if not quiet:
        print(text, file=sys.stderr)


def tell_refusals(refused: Sequence[Refusal], notes: Sequence[Note], *, quiet: bool, verbose: bool) -> None:
    """Says what was refused and why, and what was noted: some of it, or all with --verbose."""
    _tell([f"refused: {refusal.where}: {refusal.reason}" for refusal in refused], 20, verbose)
    if not quiet:
        _tell([f"note: {note.where}: {note.text}" for note in notes], 5, verbose)


def _tell(lines: Sequence[str], some: int, verbose: bool) -> None:
    shown = lines if verbose else lines[:some]
    for text in shown:
        say(text)
    if len(shown) < len(lines):
        kind = lines[0].split(":")[0]
        say(f"{kind}: {len(lines) - len(shown)} more of {len(lines)}; they are in report.json, and --verbose shows them")


def set_verbosity(verbose: bool) -> None:
    """Tracebacks of defects are shown with --verbose only; the refusal names the defect in any case."""
    logging.getLogger("graphbuild.defects").setLevel(logging.DEBUG if verbose else logging.CRITICAL)


def write_data(data: str | bytes, output: Path | None) -> None:
    """Data to a file, which appears whole or not at all, or to standard output (no file, or `-`)."""
    encoded = data.encode("utf-8") if isinstance(data, str) else data
    if output is None or str(output) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(encoded)
        sys.stdout.buffer.flush()
        return
    from ..folder import write_file

    write_file(output, encoded)
