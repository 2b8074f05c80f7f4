"""`graphbuild push`: the graph of a folder into any SPARQL 1.1 store."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options as shared

EXAMPLE = shared.example("graphbuild push out --endpoint http://localhost:7878/update")


def command(
    folder: shared.Folder,
    endpoint: Annotated[
        str,
        typer.Option("--endpoint", metavar="IRI", help="Where the store takes updates, or its graph store.", show_default=False),
    ],
    protocol: Annotated[
        str, typer.Option("--protocol", metavar="NAME", help="update (SPARQL Update) or graph-store (Graph Store Protocol).")
    ] = "update",
    graph: Annotated[
        str | None,
        typer.Option("--graph", metavar="IRI", help="The named graph to fill; default: the default graph.", show_default=False),
    ] = None,
    replace: Annotated[bool, shared.flag("--replace", help="Empty the graph first.")] = False,
    user: Annotated[
        str | None, typer.Option("--user", metavar="NAME", help="For basic and digest authentication.", show_default=False)
    ] = None,
    password: Annotated[
        str | None,
        typer.Option(
            "--password", metavar="TEXT", envvar="GRAPHBUILD_PASSWORD", help="The password of --user.", show_default=False
        ),
    ] = None,
    token: Annotated[
        str | None, typer.Option("--token", metavar="TEXT", envvar="GRAPHBUILD_TOKEN", help="A bearer token.", show_default=False)
    ] = None,
    batch: Annotated[int, typer.Option("--batch", min=1, metavar="N", help="Triples a request.")] = 1000,
    attempts: Annotated[int, typer.Option("--attempts", min=1, metavar="N", help="How often a request is tried.")] = 6,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="The time of a request.")] = 60.0,
    restart: Annotated[bool, shared.flag("--restart", help="Begin anew where an earlier push was broken off.")] = False,
    quiet: shared.Quiet = False,
) -> None:
    """Send the graph of a folder to a SPARQL store. Sending it twice changes nothing; a push that broke off goes on."""
    from ..progress import terminal_progress
    from ..serve import push

    with terminal_progress(quiet=quiet) as progress:
        done = push(
            folder,
            endpoint=endpoint,
            protocol=protocol,  # type: ignore[arg-type]
            graph=graph,
            replace=replace,
            user=user,
            password=password,
            token=token,
            batch=batch,
            attempts=attempts,
            timeout=timeout,
            resume=not restart,
            progress=progress,
        )
    told = f"{done.triples:,} triples sent in {done.batches:,} requests, {done.seconds:.1f} s"
    told += f"; {done.skipped:,} requests were confirmed earlier" if done.skipped else ""
    told += f"; {done.retries:,} were repeated" if done.retries else ""
    shared.say(told, quiet=quiet)
