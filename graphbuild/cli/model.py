"""`graphbuild model`: what the language pipeline is, and how good it is."""

from __future__ import annotations

import typer

from . import options as shared

app = typer.Typer(help="The language pipeline: what it is, and its scores.", no_args_is_help=True)
