"""`graphbuild page`: the interactive page of a graph folder again, with other settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from . import options as shared

if TYPE_CHECKING:
    from ..page import Lang

EXAMPLE = shared.example("graphbuild page out/memo -o memo.html --page-lang en --title 'The memo'")


def command(
    folder: shared.Folder,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there; by default DIR/index.html.", show_default=False)
    ] = None,
    page_lang: Annotated[str, typer.Option("--page-lang", metavar="fr|en", help="The language that the page starts in.")] = "fr",
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The title of the page.")] = None,
    no_text: Annotated[bool, shared.flag("--no-text", help="Leave texts and sentences out, for confidential sources.")] = False,
    redact: Annotated[
        Path | None, typer.Option("--redact", metavar="FILE", help="Names to replace everywhere, one `name` or `name = replacement` a line.", show_default=False)
    ] = None,
    with_sparql: Annotated[bool, shared.flag("--with-sparql", help="Put a SPARQL engine into the page.")] = False,
    quiet: shared.Quiet = False,
) -> None:
    """Write the interactive page of a graph folder, as one file that needs no network."""
    if page_lang not in ("fr", "en"):
        raise typer.BadParameter(f"{page_lang!r} is none of: fr, en", param_hint="--page-lang")
    from ..folder import PAGE
    from ..knowledge_graph import KnowledgeGraph
    from ..page import page_html

    graph = KnowledgeGraph.load(folder)
    html = page_html(graph, lang=cast("Lang", page_lang), title=title, text=not no_text, redact=redact, with_sparql=with_sparql)
    target = output or folder / PAGE
    shared.write_data(html, target)
    shared.say(f"page:  {target}", quiet=quiet)
