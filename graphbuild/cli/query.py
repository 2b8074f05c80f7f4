"""`graphbuild query`: SPARQL over a graph folder, in the terminal or for other programs."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from . import options as shared

EXAMPLE = shared.example("graphbuild query out 'SELECT ?who ?what { ?who gb:announced ?what }' --labels")


def command(
    folder: shared.Folder,
    sparql: Annotated[
        str | None,
        typer.Argument(metavar="SPARQL", help="The query; - or nothing reads it from standard input.", show_default=False),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A file that holds the query.", show_default=False)
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            "--name", metavar="NAME", help="A question that comes with graphbuild; a wrong name lists them.", show_default=False
        ),
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            "--format", metavar="FORMAT", help="table; csv, tsv, json, xml (rows); ttl, nt, nq, trig, rdf, jsonld (graphs)."
        ),
    ] = "table",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write; default: standard output.")
    ] = None,
    labels: Annotated[bool, shared.flag("--labels", help="Show the names of things in place of their IRIs (table).")] = False,
    width: Annotated[
        int | None,
        typer.Option("--width", min=0, metavar="N", help="Columns of a table; 0: as many as it needs. Default: the terminal's."),
    ] = None,
    rows: Annotated[int, typer.Option("--rows", min=1, metavar="N", help="Rows of a table that are shown.")] = 200,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="End the query after this time.")] = 60.0,
    explain: Annotated[
        bool, shared.flag("--explain", help="Show the plan of the query, with rows and time of each step.")
    ] = False,
) -> None:
    """Ask a graph folder in SPARQL. The prefixes of the graph (gb:, ent:, rdf:, …) need not be declared."""
    from ..graph.query import run_query

    text = _read_query(sparql, file, name)
    if width is None:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() and output is None else 0
    options = {"format": format, "labels": labels, "width": width or None, "rows": rows, "timeout": timeout, "explain": explain}
    if output is not None or format == "table" or explain:
        shared.write_data(run_query(folder, text, **options), output)  # type: ignore[arg-type]
    else:
        sys.stdout.flush()
        run_query(folder, text, output=sys.stdout.buffer, **options)  # type: ignore[arg-type]
        sys.stdout.buffer.flush()


def _read_query(sparql: str | None, file: Path | None, name: str | None) -> str:
    """The text of the query from the one place that was given."""
    from ..errors import QueryError

    given = [option for option, value in (("SPARQL", sparql), ("--file", file), ("--name", name)) if value is not None]
    if len(given) > 1:
        raise typer.BadParameter(f"{' and '.join(given)} were given; give one of them")
    if name is not None:
        from ..graph.questions import read_question

        return read_question(name).query
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{file}: cannot be read ({error})") from error
    if sparql is not None and sparql != "-":
        return sparql
    if sparql is None and sys.stdin.isatty():
        raise typer.BadParameter("no query: give it as an argument, with --file, with --name, or on standard input")
    return sys.stdin.read()
