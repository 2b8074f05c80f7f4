"""`graphbuild build`: texts in, a graph folder out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import options as shared

if TYPE_CHECKING:
    from ..knowledge_graph import KnowledgeGraph

EXAMPLE = shared.example("graphbuild build data/memo.txt -o out/memo")


def command(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The graph folder to write.", show_default=False)],
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="INPUT...", help="Files, folders, .jsonl files, or - for standard input.", show_default=False),
    ] = None,
    add: Annotated[bool, shared.flag("--add", help="Add to the graph that DIR holds; documents with the same id are replaced.")] = False,
    remove: Annotated[
        list[str] | None, typer.Option("--remove", metavar="ID", help="Take this document out of the graph that DIR holds.")
    ] = None,
    base: shared.Base = None,
    authority: Annotated[
        Path | None,
        typer.Option("--authority", metavar="FILE", help="Authority records (CSV or SKOS) to link entities to.", show_default=False),
    ] = None,
    direct: Annotated[
        str, typer.Option("--direct", metavar="WHICH", help="Plain triples for: asserted, unattributed (asserted by nobody in particular), none.")
    ] = "asserted",
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
    """Read texts and write a graph folder: RDF, statements, page, report.

    Until the new folder is complete, an earlier one stays as it was.
    """
    if bool(inputs) == bool(remove):
        raise typer.BadParameter("name INPUT..., or --remove ID (one of both)", param_hint="INPUT...")
    if direct not in ("asserted", "unattributed", "none"):
        raise typer.BadParameter(f"{direct!r} is none of: asserted, unattributed, none", param_hint="--direct")
    shared.set_verbosity(verbose)
    started = time.perf_counter()
    from ..builder import BASE, ReadOptions, build
    from ..builder import remove as remove_documents
    from ..progress import terminal_progress

    with terminal_progress(quiet=quiet) as progress:
        if remove:
            graph = remove_documents(output, remove, progress=progress)
        else:
            graph = build(
                inputs or [],
                output,
                base=base or BASE,
                workers=workers,
                add=add,
                authority=authority,
                ontology=ontology,
                direct=direct,
                options=ReadOptions(lang=lang, encoding=encoding, model=model, closed=closed, lexicons=tuple(lexicon or ())),
                progress=progress,
            )
    shared.tell_refusals(graph.refused, graph.notes, quiet=quiet, verbose=verbose)
    shared.say(summary(graph, output, time.perf_counter() - started), quiet=quiet)
    if graph.refused:
        raise typer.Exit(1)


def summary(graph: KnowledgeGraph, output: Path, seconds: float) -> str:
    """What a person wants to see after a build, in a few lines."""
    from ..explain import statement_line, telling
    from ..types import Entity

    counts = graph.report["counts"]
    by_status = ", ".join(f"{n} {status}" for status, n in graph.report["statements_by_status"].items() if n)
    by_type = ", ".join(f"{n} {name}" for name, n in graph.report["entities_by_type"].items())
    tied = len({e.iri for s in graph.statements for e in (s.subject, s.object) if isinstance(e, Entity)})
    lines = [
        f"{_count(counts, 'document')}, {_count(counts, 'sentence')} ({seconds:.1f} s)",
        f"{counts['entities']} entities, {tied} of them in statements: {by_type}",
        f"{_count(counts, 'statement')}: {by_status}" if counts["statements"] else "no statements; report.json says why of each sentence",
        *(f"  {statement_line(statement)}" for statement in telling(graph.statements)),
        f"page:  {output / 'index.html'}",
    ]
    return "\n".join(lines)


def _count(counts: dict[str, int], noun: str) -> str:
    number = counts[f"{noun}s"]
    return f"{number} {noun}{'' if number == 1 else 's'}"
