"""`graphbuild explain`: why a statement is in the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options as shared

EXAMPLE = shared.example("graphbuild explain out/memo c-7678f7dcc3e0b397")


def command(
    folder: shared.Folder,
    statement: Annotated[str, typer.Argument(metavar="STATEMENT", help="The id of a statement, its beginning, or the IRI of its claim.", show_default=False)],
    as_json: Annotated[bool, shared.flag("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Show the sentence behind a statement, the rule that read it, its path in the parse, and its neighbours."""
    from ..explain import explain, explanation_to_text
    from ..knowledge_graph import KnowledgeGraph

    explanation = explain(KnowledgeGraph.load(folder), statement)
    if as_json:
        from ..serialize import line

        typer.echo(line(explanation))
    else:
        typer.echo(explanation_to_text(explanation))
