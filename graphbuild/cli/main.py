"""The `graphbuild` command: gathers the commands, tells errors to people, sets exit statuses.

0 done · 1 done but with documents refused or shapes violated, or not done for a reason that the message tells ·
2 an option or argument that is missing, unknown or malformed · 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from .._version import __version__
from ..errors import GraphbuildError
from . import build, evaluate, explain, export, extract, model, page, push, query, serve, validate

app = typer.Typer(
    name="graphbuild",
    help="Reads reports and writes what they say as a knowledge graph, with the sentence behind every triple.",
    epilog="Start with:  graphbuild build report.txt -o out",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["--help", "-h"]},
)

for module in (build, extract, query, page, serve, export, push, validate, explain, evaluate):
    app.command(epilog=module.EXAMPLE)(module.command)
    app.registered_commands[-1].name = module.__name__.rsplit(".", 1)[-1]
app.add_typer(model.app, name="model")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"graphbuild {__version__}")
        raise typer.Exit()


@app.callback()
def _root(
    version: Annotated[
        bool | None, typer.Option("--version", metavar="", help="Print the version.", callback=_show_version, is_eager=True)
    ] = None,
) -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the process with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(args=arguments, prog_name="graphbuild")
    except GraphbuildError as error:
        print(f"graphbuild: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("graphbuild: interrupted; nothing was changed", file=sys.stderr)
        sys.exit(130)
