"""`graphbuild export`: the graph in the format of another tool."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import options as shared

EXAMPLE = shared.example("graphbuild export out/memo --format graphml -o memo.graphml")


def command(
    folder: shared.Folder,
    format: Annotated[str, typer.Option("--format", metavar="F", help="The format; a name that does not exist lists all.", show_default=False)],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The file to write (a folder for csv); - is standard output.", show_default=False),
    ] = None,
    quiet: shared.Quiet = False,
) -> None:
    """Write the graph for another tool: RDF in all forms, GraphML, GEXF, CSV with Cypher, QuickStatements and more."""
    from ..graph.exports import find_format
    from ..knowledge_graph import KnowledgeGraph

    chosen = find_format(format)
    if output is None:
        raise typer.BadParameter(f"name the file to write, such as -o graph{chosen.suffix}, or - for standard output", param_hint="-o")
    graph = KnowledgeGraph.load(folder)
    if str(output) == "-":
        data = chosen.write(graph.content)
        if not isinstance(data, bytes):
            raise typer.BadParameter(f"{format} is a folder of several files; name one", param_hint="-o")
        shared.write_data(data, None)
        return
    graph.export(format, output)
    shared.say(f"written: {output}", quiet=quiet)
