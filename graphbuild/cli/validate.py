"""`graphbuild validate`: the graph against its shapes."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options as shared

EXAMPLE = shared.example("graphbuild validate out/memo")


def command(
    folder: shared.Folder,
    no_content: Annotated[bool, shared.flag("--no-content", help="Check the form only, not what a person may want to look at.")] = False,
) -> None:
    """Check a graph with SHACL: its form (status 1 when violated), and content that a person may want to look at."""
    from ..folder import GRAPH, ONTOLOGY, check_folder
    from ..graph.read import read_triples
    from ..graph.validate import validate

    ontology = next(check_folder(folder).glob(ONTOLOGY), None)
    result = validate(read_triples(folder / GRAPH), ontology=ontology, content=not no_content)
    typer.echo(result.report())
    if not result.conforms:
        raise typer.Exit(1)
