"""The endpoint: starts and stops, and what it was started with.

In: a graph folder and settings. Out: a server on an address until a signal comes. `handler.py` answers the requests,
`pool.py` runs the queries.
"""

from __future__ import annotations

import re
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..errors import ServerError
from ..graph.store import find_store, read_base
from ..graph.terms import prefixes
from .handler import Handler
from .pool import Pool, ReadOnlyStore, WritableStore
from .protocol import is_loopback

_MOST_CONNECTIONS = 256
# What may stand in a cookie (RFC 6265) and in the header of authorization as it is.
_TOKEN = re.compile(r"[!#-+\--:<-\[\]-~]+\Z")


@dataclass(frozen=True, slots=True)
class Settings:
    """How an endpoint was started; the meaning of each is told at `run_server`."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 7878
    token: str | None = None
    writable: bool = False
    cors: bool = False
    federation: bool = False
    timeout: float = 30.0
    workers: int = 8
    memory: int | None = 2 << 30
    verbose: bool = False


class GraphServer(ThreadingHTTPServer):
    """An endpoint that listens from its making on; `with` closes it. `address` is where it can be reached.

    Raises ServerError when it cannot listen, and GraphError when the folder holds no graph or another process writes to it.
    """

    daemon_threads = True
    request_queue_size = 128
    # A port whose last owner has just ended is free for us; one that somebody listens on is not.
    allow_reuse_address = True

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        path = find_store(settings.folder)
        self.prefixes = prefixes(read_base(settings.folder))
        if ":" in settings.host:
            self.address_family = socket.AF_INET6
        self.store: ReadOnlyStore | WritableStore = ReadOnlyStore(path)
        if settings.writable:
            self.store = WritableStore(path, timeout=settings.timeout, memory=settings.memory)
        try:
            super().__init__((settings.host, settings.port), Handler)
        except OSError as error:
            self.store.close()
            raise ServerError(_explain(settings, error)) from error
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        self.address = f"http://{host}:{self.server_address[1]}"
        self._connections = threading.BoundedSemaphore(_MOST_CONNECTIONS)
        self.pool = Pool(size=settings.workers, timeout=settings.timeout, memory=settings.memory)
        self.pool.start()

    def server_bind(self) -> None:
        """Binds without the look-up of the machine's name that the parent makes: it may take seconds without network."""
        socket.socket.bind(self.socket, self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serves a connection in a thread of its own, as long as there are not too many."""
        if not self._connections.acquire(blocking=False):
            request.sendall(b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serves a connection to its end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._connections.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error; all else is a defect and keeps its traceback."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Stops listening and ends all queries; what was confirmed is in the store."""
        self.server_close()
        self.pool.close()
        self.store.close()


def run_server(
    folder: Path,
    *,
    port: int = 7878,
    host: str = "127.0.0.1",
    token: str | None = None,
    writable: bool = False,
    cors: bool = False,
    federation: bool = False,
    timeout: float = 30.0,
    workers: int = 8,
    memory: int | None = 2048,
    verbose: bool = False,
    say: Callable[[str], None] = print,
) -> None:
    """Serves a graph folder as a SPARQL 1.1 endpoint with a query page, until SIGINT or SIGTERM.

    `host` other than this machine's own (127.0.0.1, ::1, localhost) and `writable` need a token: `token`, or one that is
    made up and told. Whoever asks must send it: `Authorization: Bearer TOKEN`, as the password of basic authentication, or
    once as `/?token=TOKEN` in a browser. `cors` lets pages of other origins ask. `federation` allows SERVICE and LOAD.
    A query may take `timeout` seconds and `memory` MiB; `workers` run at once. `port` 0 takes any that is free. `verbose`
    logs requests. `say` gets what a person should read.

    Raises ServerError when the port is taken or the address is not of this machine, GraphError when there is no graph, or
    another process writes to it.
    """
    if timeout <= 0 or workers < 1:
        raise ServerError("a server needs a timeout above 0 seconds and at least one worker")
    if token is not None and not _TOKEN.match(token):
        raise ServerError("a token is made of letters, digits and signs without blanks, quotes, commas and semicolons")
    made_up = token is None and (writable or not is_loopback(host))
    if made_up:
        token = secrets.token_urlsafe(18)
    settings = Settings(
        folder=Path(folder),
        host=host,
        port=port,
        token=token,
        writable=writable,
        cors=cors,
        federation=federation,
        timeout=timeout,
        workers=workers,
        memory=memory << 20 if memory else None,
        verbose=verbose,
    )
    with GraphServer(settings) as server:
        _stop_on_signals(server)
        say(f"query page  {server.address}/" + (f"?token={token}" if made_up else ""))
        say(f"endpoint    {server.address}/sparql  ({'writable' if writable else 'read-only'}; stop with Ctrl-C)")
        server.serve_forever(poll_interval=0.2)
    say("stopped")


def _stop_on_signals(server: GraphServer) -> None:
    def stop(number: int, frame: object) -> None:
        # `shutdown` waits for the loop that this very thread runs.
        threading.Thread(target=server.shutdown, daemon=True).start()

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and threading.current_thread() is threading.main_thread():
            signal.signal(getattr(signal, name), stop)


def _explain(settings: Settings, error: OSError) -> str:
    import errno

    where = f"{settings.host}:{settings.port}"
    if error.errno == errno.EADDRINUSE:
        return f"port {settings.port} of {settings.host} is taken by another program; stop it, or choose another port with --port N (0: any)"
    if error.errno == errno.EACCES:
        return f"port {settings.port} is reserved for the system; choose one above 1023 with --port N"
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return f"{settings.host} is no address of this machine; choose one with --host, such as 127.0.0.1 or 0.0.0.0"
    return f"{where}: cannot listen ({error.strerror or error})"
