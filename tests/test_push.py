"""Push: into Oxigraph, Virtuoso and our own endpoint; twice, broken off, refused, killed."""

from __future__ import annotations

import base64
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import graph_samples
import pyoxigraph as ox
import pytest
from sparql_servers import ask, can_be_written, count, graphbuild_process, make_folder, oxigraph, serving, virtuoso, wait_until

from graphbuild.errors import GraphError, InvalidIRI, ServerError
from graphbuild.graph.store import open_store
from graphbuild.serve import push

TRIPLES = len(graph_samples.CONTENT.triples)
EXPECTED = {
    str(quad.triple)
    for quad in ox.parse("".join(f"{' '.join(t)} .\n" for t in graph_samples.CONTENT.triples), format=ox.RdfFormat.N_TRIPLES)
}
GRAPH = "http://example.org/graphs/été 1".replace(" ", "_")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "graph")


def held(endpoint: str, graph: str | None = None) -> set[str]:
    """The triples that a store gives back, as N-Triples."""
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    address = f"{endpoint}?query={quote(f'CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}')}"
    request = urllib.request.Request(address, headers={"Accept": "application/n-triples, text/ntriples;q=0.9, text/plain;q=0.8"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return {str(quad.triple) for quad in ox.parse(response.read(), format=ox.RdfFormat.N_TRIPLES)}


# Real servers -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def oxigraph_server() -> Iterator[str]:
    with oxigraph() as address:
        yield address


@pytest.fixture(scope="module")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


@pytest.mark.parametrize("graph", [None, GRAPH], ids=["default", "named"])
@pytest.mark.parametrize("protocol", ["update", "graph-store"])
def test_oxigraph(oxigraph_server: str, folder: Path, protocol: Any, graph: str | None) -> None:
    endpoint = f"{oxigraph_server}/{'update' if protocol == 'update' else 'store'}"
    for replace in (True, False):  # the second time nothing changes
        done = push(folder, endpoint=endpoint, protocol=protocol, graph=graph, batch=100, replace=replace)
        assert (done.triples, done.skipped, done.retries) == (TRIPLES, 0, 0)
        assert done.batches == -(-TRIPLES // 100)
        assert held(f"{oxigraph_server}/query", graph) == EXPECTED
    (folder / "graph.nq").write_text("<http://a> <http://b> <http://c> .\n")
    push(folder, endpoint=endpoint, protocol=protocol, graph=graph)
    assert len(held(f"{oxigraph_server}/query", graph)) == TRIPLES + 1
    push(folder, endpoint=endpoint, protocol=protocol, graph=graph, replace=True)
    assert held(f"{oxigraph_server}/query", graph) == {"<http://a> <http://b> <http://c>"}


@pytest.mark.parametrize("protocol", ["update", "graph-store"])
def test_virtuoso(virtuoso_server: str, folder: Path, protocol: Any) -> None:
    """Digest authentication; Virtuoso has no default graph to write to. It keeps numbers in its own form."""
    graph = f"http://example.org/{protocol}"
    endpoint = f"{virtuoso_server}/{'sparql-auth' if protocol == 'update' else 'sparql-graph-crud-auth'}"
    for _ in range(2):
        done = push(folder, endpoint=endpoint, protocol=protocol, graph=graph, user="dba", password="dba", batch=150)
        assert (done.triples, done.retries) == (TRIPLES, 0)
        assert count(f"{virtuoso_server}/sparql", f"GRAPH <{graph}> {{ ?s ?p ?o }}") == TRIPLES
    found = held(f"{virtuoso_server}/sparql", graph)
    assert {t for t in EXPECTED if "XMLSchema#" not in t} <= found
    with pytest.raises(ServerError, match="401.*give --user and the password, or a token"):
        push(folder, endpoint=endpoint, protocol=protocol, graph=graph, user="dba", password="wrong", attempts=1)


def test_own_endpoint_with_a_token(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "graph.nq").write_text("")
    with serving(tmp_path / "target", writable=True, token="s3cret") as server:
        with pytest.raises(ServerError, match="401 Unauthorized"):
            push(folder, endpoint=f"{server.address}/sparql")
        push(folder, endpoint=f"{server.address}/sparql", token="s3cret")
        push(folder, endpoint=f"{server.address}/store", protocol="graph-store", graph=GRAPH, user="anybody", password="s3cret")
    assert len(open_store(tmp_path / "target")) == 2 * TRIPLES


# A server that fails ----------------------------------------------------------------------------------------------


@contextmanager
def failing(reply: Callable[[int], tuple[int, dict[str, str]]]) -> Iterator[tuple[str, list[bytes]]]:
    """A server that answers the n-th request as `reply` says; its address and the bodies that it confirmed."""
    confirmed: list[bytes] = []
    seen = iter(range(1, 10000))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, headers = reply(next(seen))
            if status == 0:  # breaks the connection off
                self.connection.close()
                return
            if status < 300:
                confirmed.append(body)
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/update", confirmed
        finally:
            server.shutdown()


def parse(bodies: list[bytes]) -> set[str]:
    store = ox.Store()
    for body in bodies:
        store.update(body.decode())
    return {str(quad.triple) for quad in store}


def test_passing_failures_are_tried_again(folder: Path) -> None:
    waits: list[float] = []
    replies = {1: (503, {"Retry-After": "7"}), 2: (500, {}), 3: (0, {}), 5: (429, {})}
    with failing(lambda n: replies.get(n, (204, {}))) as (endpoint, confirmed):
        done = push(folder, endpoint=endpoint, batch=200, wait=waits.append)
    assert waits == [7.0, 1.0, 2.0, 0.5]
    assert (done.retries, done.triples) == (4, TRIPLES)
    assert parse(confirmed) == EXPECTED


def test_broken_push_goes_on_where_it_stopped(folder: Path) -> None:
    with failing(lambda n: (204, {}) if n <= 3 else (503, {})) as (endpoint, confirmed):
        with pytest.raises(
            ServerError, match=r"503 .*it failed 2 times; what was confirmed is kept, the same command goes on from there"
        ):
            push(folder, endpoint=endpoint, batch=100, attempts=2, wait=lambda _: None)
        first = list(confirmed)
    port = int(endpoint.rpartition(":")[2].partition("/")[0])
    second: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            second.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        done = push(folder, endpoint=endpoint, batch=100)
        assert (done.skipped, done.batches) == (3, len(second))
        assert parse(first + second) == EXPECTED
        assert not set(first) & set(second)
        assert push(folder, endpoint=endpoint, batch=100).skipped == 0  # finished: the next push is a whole one
        server.shutdown()


def test_changed_graph_is_not_resumed(folder: Path) -> None:
    with failing(lambda n: (204, {}) if n != 3 else (400, {})) as (endpoint, _):
        with pytest.raises(ServerError, match="400 Bad Request"):
            push(folder, endpoint=endpoint, batch=100)
        with (folder / "graph.nq").open("a") as stream:
            stream.write("<http://a> <http://b> <http://c> .\n")
        done = push(folder, endpoint=endpoint, batch=100)
        assert (done.skipped, done.triples) == (0, TRIPLES + 1)


@pytest.mark.parametrize(
    ("status", "headers", "message"),
    [
        (302, {"Location": "http://127.0.0.1:9/other"}, "it has moved to http://127.0.0.1:9/other: push there"),
        (401, {"WWW-Authenticate": "Bearer"}, "401"),
        (403, {}, "this user may not write there, or the endpoint is read-only"),
        (404, {}, "the address is not that of an endpoint for updates"),
        (405, {}, "try --protocol graph-store or another address"),
        (413, {}, r"send smaller batches \(--batch\)"),
        (415, {}, r"try the other \(--protocol\)"),
    ],
)
@pytest.mark.parametrize("user", [None, "somebody"])
def test_refusals_are_told(folder: Path, status: int, headers: dict[str, str], message: str, user: str | None) -> None:
    with failing(lambda n: (status, headers)) as (endpoint, _), pytest.raises(ServerError, match=message):
        push(folder, endpoint=endpoint, user=user, password="x", wait=lambda _: pytest.fail("tried again"))


def test_credentials_go_only_to_who_asks(folder: Path) -> None:
    seen: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            seen.append(self.headers.get("Authorization"))
            self.send_response(204 if seen[-1] else 401)
            self.send_header("WWW-Authenticate", 'Basic realm="store"')
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        endpoint = f"http://127.0.0.1:{server.server_address[1]}/"
        done = push(folder, endpoint=endpoint, user="zoé", password="pass:word", batch=TRIPLES // 2 + 1)
        push(folder, endpoint=endpoint, token="abc", batch=10000)
        server.shutdown()
    basic = "Basic " + base64.b64encode("zoé:pass:word".encode()).decode()
    assert (seen, done.retries) == ([None, basic, basic, "Bearer abc"], 0)


def test_nobody_there_is_told(folder: Path) -> None:
    with pytest.raises(ServerError, match=r"no answer after 3 attempts \(.*refused\)"):
        push(folder, endpoint="http://127.0.0.1:9/update", attempts=3, wait=lambda _: None)


def test_what_cannot_be_pushed_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidIRI):
        push(folder, endpoint="localhost 3030")
    with pytest.raises(InvalidIRI, match="an endpoint begins with http:// or https://"):
        push(folder, endpoint="ftp://example.org/")
    with pytest.raises(InvalidIRI):
        push(folder, endpoint="http://127.0.0.1:9/", graph="my graph")
    with pytest.raises(ServerError, match="protocol 'soap' does not exist; choose one of update, graph-store"):
        push(folder, endpoint="http://127.0.0.1:9/", protocol="soap")  # type: ignore[arg-type]
    with pytest.raises(GraphError, match=r"graph.nq: there is no such file"):
        push(tmp_path / "none", endpoint="http://127.0.0.1:9/")
    (folder / "graph.nq").write_text("<http://a> <http://b> _:c .\n")
    with pytest.raises(GraphError, match="has a blank node, which a second push would double"):
        push(folder, endpoint="http://127.0.0.1:9/")


# Killed -----------------------------------------------------------------------------------------------------------


def test_kill_of_the_server_during_a_push_loses_nothing_that_was_confirmed(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    (target / "graph.nq").write_text("")
    with graphbuild_process(target, "--writable", "--token", "t") as (process, address):

        def kill_in_time() -> None:
            wait_until(lambda: bool(list(folder.glob(".push-*.json"))))
            time.sleep(0.1)
            process.kill()

        killer = threading.Thread(target=kill_in_time)
        killer.start()
        with pytest.raises(ServerError, match="what was confirmed is kept"):
            push(folder, endpoint=f"{address}/sparql", token="t", batch=1, attempts=2, wait=lambda _: None)
        killer.join()
        process.wait()
    journal = next(folder.glob(".push-*.json")).read_text()
    confirmed = int(journal.rpartition(":")[2].strip(" }"))
    wait_until(lambda: can_be_written(target))
    lines = [str(quad.triple) for quad in ox.parse(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)]
    assert set(lines[:confirmed]) <= {str(quad.triple) for quad in open_store(target)}
    with serving(target, writable=True) as server:
        push(folder, endpoint=f"{server.address}/sparql")
        assert held(f"{server.address}/sparql") == EXPECTED


def test_kill_of_a_push_can_be_resumed(folder: Path, oxigraph_server: str) -> None:
    endpoint = f"{oxigraph_server}/update"
    graph = "http://example.org/killed"
    command = [
        sys.executable,
        "-c",
        "from graphbuild.cli import main; main()",
        "push",
        str(folder),
        "--endpoint",
        endpoint,
        "--graph",
        graph,
    ]
    pushing = subprocess.Popen([*command, "--batch", "1"], stderr=subprocess.DEVNULL)
    wait_until(lambda: bool(list(folder.glob(".push-*.json"))))
    time.sleep(0.1)
    pushing.kill()
    pushing.wait()
    done = subprocess.run([*command, "--batch", "1"], capture_output=True, text=True, check=True, timeout=120)
    assert "requests were confirmed earlier" in done.stderr
    assert held(f"{oxigraph_server}/query", graph) == EXPECTED
    assert not list(folder.glob(".push-*"))


def test_read_only_endpoint_refuses(folder: Path) -> None:
    with serving(folder) as server:
        with pytest.raises(ServerError, match="403 Forbidden: this endpoint is read-only"):
            push(folder, endpoint=f"{server.address}/sparql")
        assert ask(f"{server.address}/sparql?query=ASK%7B%7D").status == 200
