"""Servers and folders for the tests of SPARQL: our endpoint, the server of Oxigraph, Virtuoso, each on a free port."""

from __future__ import annotations

import http.client
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import graph_samples
import pytest

from graphbuild.errors import GraphError
from graphbuild.graph.rdf import write_nquads
from graphbuild.graph.store import open_store, write_store
from graphbuild.serve.server import GraphServer, Settings

# Three patterns that share no variable: on a thousand triples a thousand million combinations, each of them compared.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?a != ?d && ?d != ?g && ?g != ?j) }"


def make_folder(folder: Path) -> Path:
    """A graph folder with the sample, as far as SPARQL needs one."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "graph.nq").write_bytes(write_nquads(graph_samples.CONTENT.triples))
    write_store(folder / "store", source=folder / "graph.nq")
    return folder


@contextmanager
def serving(folder: Path, **settings: Any) -> Iterator[GraphServer]:
    """Our endpoint in this process, on a free port."""
    with GraphServer(replace(Settings(folder, port=0), **settings)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


def ask(
    address: str,
    method: str = "GET",
    *,
    body: bytes | str | None = None,
    headers: dict[str, str] | None = None,
    timeout: float = 30,
) -> Reply:
    """One request, just as it is given: nothing is added but what HTTP/1.1 needs."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
    try:
        connection.request(method, f"{parts.path}{'?' + parts.query if parts.query else ''}", body, headers or {})
        response = connection.getresponse()
        return Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
    finally:
        connection.close()


def query(server: GraphServer, text: str, accept: str = "text/csv", **options: Any) -> Reply:
    """A query by GET."""
    return ask(f"{server.address}/sparql?query={quote(text)}", headers={"Accept": accept}, **options)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Waits until the condition holds; fails when it never does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def answers(address: str) -> bool:
    """Whether a server answers there."""
    try:
        return ask(address, timeout=2).status < 500
    except OSError:
        return False


@contextmanager
def process(command: list[str], *, ready: Callable[[], bool], seconds: float = 30) -> Iterator[subprocess.Popen[bytes]]:
    """A server in a process of its own, from when it answers until the block ends."""
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: running.poll() is not None or ready(), seconds)
        assert running.poll() is None, f"{command[0]} ended with {running.returncode}"
        yield running
    finally:
        if running.poll() is None:
            running.send_signal(signal.SIGTERM)
            try:
                running.wait(10)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


@contextmanager
def graphbuild_process(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Our endpoint as a person starts it, and its address."""
    port = free_port()
    command = [sys.executable, "-c", "from graphbuild.cli import main; main()", "serve", str(folder), "--port", str(port), *options]
    with process(command, ready=lambda: answers(f"http://127.0.0.1:{port}/")) as running:
        yield running, f"http://127.0.0.1:{port}"


def can_be_written(folder: Path) -> bool:
    """Whether nobody holds the lock of the store: the writer of a killed server ends a moment after it."""
    try:
        open_store(folder, writable=True)
    except GraphError:
        return False
    return True


@contextmanager
def oxigraph(location: Path | None = None) -> Iterator[str]:
    """The server of the PyPI package `oxigraph`, writable; its address."""
    beside = Path(sys.executable).with_name("oxigraph")
    command = str(beside) if beside.exists() else shutil.which("oxigraph")
    if not command:
        pytest.skip("the oxigraph server is not installed: pip install oxigraph")
    port = free_port()
    where = ["--location", str(location)] if location else []
    with process([command, "serve", *where, "--bind", f"127.0.0.1:{port}"], ready=lambda: answers(f"http://127.0.0.1:{port}/")):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Virtuoso with an empty database below `folder`; its address. User and password are dba."""
    command = shutil.which("virtuoso-t")
    if not command:
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource")
    web, sql = free_port(), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    files = {"DatabaseFile": "db", "ErrorLogFile": "log", "LockFile": "lck", "TransactionFile": "trx", "xa_persistent_file": "pxa"}
    lines = ["[Database]", *(f"{name} = {folder}/virtuoso.{ending}" for name, ending in files.items())]
    lines += ["[TempDatabase]", f"DatabaseFile = {folder}/temp.db", f"TransactionFile = {folder}/temp.trx"]
    lines += ["[Parameters]", f"ServerPort = 127.0.0.1:{sql}", "NumberOfBuffers = 2000", "MaxDirtyBuffers = 1200"]
    lines += ["[HTTPServer]", f"ServerPort = 127.0.0.1:{web}"]
    (folder / "virtuoso.ini").write_text("\n".join(lines) + "\n", encoding="utf-8")
    address = f"http://127.0.0.1:{web}"
    command_line = [command, "-f", "+configfile", str(folder / "virtuoso.ini")]
    with process(command_line, ready=lambda: answers(f"{address}/sparql?query=ASK%7B%7D"), seconds=60):
        yield address


def count(endpoint: str, where: str = "?s ?p ?o") -> int:
    """How many triples a store holds, as it says itself."""
    request = urllib.request.Request(
        f"{endpoint}?query={quote(f'SELECT (COUNT(*) AS ?n) {{ {where} }}')}", headers={"Accept": "text/csv"}
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        return int(response.read().decode().split()[1].strip('"'))
