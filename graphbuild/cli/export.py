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
        Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write (a folder for csv).", show_default=False)
    ],
    quiet: shared.Quiet = False,
) -> None:
    """Write the graph for another tool: RDF in all forms, GraphML, GEXF, CSV with Cypher, QuickStatements and more."""
    from ..knowledge_graph import KnowledgeGraph

    KnowledgeGraph.load(folder).export(format, output)
    shared.say(f"written: {output}", quiet=quiet)
