"""`graphbuild extract`: texts in, statements out as JSON lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import options as shared

EXAMPLE = shared.example("graphbuild extract data/memo.txt | head -3")


def command(
    inputs: shared.Inputs,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there in place of standard output.", show_default=False)
    ] = None,
    base: shared.Base = None,
    lang: shared.Lang = None,
    encoding: shared.Encoding = None,
    model: shared.Model = None,
    closed: shared.Closed = False,
    lexicon: shared.Lexicons = None,
    ontology: shared.Ontology = None,
    workers: shared.Workers = 1,
    quiet: shared.Quiet = False,
    verbose: shared.Verbose = False,
) -> None:
    """Read texts and write their statements as JSON lines, sorted by document, start and id."""
    shared.set_verbosity(verbose)
    from ..builder import BASE, ReadOptions, build
    from ..progress import terminal_progress
    from ..serialize import line, statement_to_json

    with terminal_progress(quiet=quiet) as progress:
        graph = build(
            inputs,
            base=base or BASE,
            workers=workers,
            ontology=ontology,
            options=ReadOptions(lang=lang, encoding=encoding, model=model, closed=closed, lexicons=tuple(lexicon or ())),
            progress=progress,
        )
    shared.tell_refusals(graph.refused, graph.notes, quiet=quiet, verbose=verbose)
    shared.write_data("".join(line(statement_to_json(statement)) + "\n" for statement in graph.statements), output)
    if graph.refused:
        raise typer.Exit(1)
