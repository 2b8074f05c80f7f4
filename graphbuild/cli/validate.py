"""`graphbuild validate`: the graph against its shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from . import options as shared

EXAMPLE = shared.example("graphbuild validate out/memo")


def command(
    folder: shared.Folder,
    ontology: Annotated[
        Optional[Path], typer.Option("--ontology", metavar="FILE", help="Your own ontology, whose relations the graph uses.", show_default=False)
    ] = None,
    no_content: Annotated[bool, typer.Option("--no-content", help="Check the form only, not what a person may want to look at.")] = False,
) -> None:
    """Check a graph with SHACL: its form (status 1 when violated), and content that a person may want to look at."""
    from ..folder import GRAPH, check_folder
    from ..graph.read import read_triples
    from ..graph.validate import validate

    result = validate(read_triples(check_folder(folder) / GRAPH), ontology=ontology, content=not no_content)
    typer.echo(result.report())
    if not result.conforms:
        raise typer.Exit(1)
