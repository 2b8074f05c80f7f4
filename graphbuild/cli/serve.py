"""`graphbuild serve`: a graph folder as a SPARQL 1.1 endpoint with a query page."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options as shared

EXAMPLE = shared.example("graphbuild serve out --port 7878")


def command(
    folder: shared.Folder,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port to listen on; 0: any that is free.")
    ] = 7878,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="The address to listen on; another than this machine's needs a token.")
    ] = "127.0.0.1",
    writable: Annotated[bool, shared.flag("--writable", help="Take updates too; needs a token.")] = False,
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            metavar="TEXT",
            envvar="GRAPHBUILD_TOKEN",
            help="What clients must send; made up and told where one is needed.",
            show_default=False,
        ),
    ] = None,
    cors: Annotated[bool, shared.flag("--cors", help="Let web pages of other origins ask.")] = False,
    federation: Annotated[
        bool, shared.flag("--federation", help="Allow SERVICE and LOAD, by which a query makes this machine ask others.")
    ] = False,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="End queries after this time.")] = 30.0,
    workers: Annotated[int, typer.Option("--workers", min=1, metavar="N", help="Queries that run at once.")] = 8,
    memory: Annotated[
        int, typer.Option("--memory", min=0, metavar="MIB", help="The most memory a query may take; 0: all there is.")
    ] = 2048,
    verbose: shared.Verbose = False,
) -> None:
    """Serve a graph folder to SPARQL clients and browsers, on this machine and read-only unless asked otherwise."""
    from ..serve import run_server

    run_server(
        folder,
        port=port,
        host=host,
        token=token,
        writable=writable,
        cors=cors,
        federation=federation,
        timeout=timeout,
        workers=workers,
        memory=memory or None,
        verbose=verbose,
        say=shared.say,
    )
