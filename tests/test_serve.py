"""The endpoint: what it answers, whom it refuses, what ends a query, how it starts and stops."""

from __future__ import annotations

import http.client
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlsplit

import graph_samples
import psutil
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sparql_servers import ENDLESS, ask, can_be_written, count, graphbuild_process, make_folder, query, serving, wait_until

from graphbuild.errors import GraphError, ServerError
from graphbuild.graph.store import open_store, write_store
from graphbuild.serve.protocol import Operation, ProtocolError, apply_using, choose, read_operation, read_payload, read_target
from graphbuild.serve.server import GraphServer, Settings, run_server

TRIPLES = len(graph_samples.CONTENT.triples)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPDATE = {"Content-Type": "application/sparql-update"}
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "graph")


@pytest.fixture(scope="module")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_folder(tmp_path_factory.mktemp("serve") / "graph")
    (folder / "index.html").write_text("<!DOCTYPE html><title>the graph page</title>")
    return folder


@pytest.fixture(scope="module")
def server(shared_folder: Path) -> Iterator[GraphServer]:
    with serving(shared_folder, timeout=10.0) as running:
        yield running


# What it answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values, text/csv;q=0.5", "text/tab-separated-values"),
        ("application/json", "application/json"),
        ("text/*;q=0.3, application/sparql-results+xml;q=0.2", "text/csv"),
        ("text/turtle", "application/sparql-results+json"),  # meant for the other kind of query: rows come all the same
    ],
)
def test_rows_come_in_the_format_asked_for(server: GraphServer, accept: str, media_type: str) -> None:
    reply = query(server, COUNT, accept)
    assert (reply.status, reply.media_type) == (200, media_type)


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig"]
)
def test_graphs_come_in_the_format_asked_for(server: GraphServer, media_type: str) -> None:
    reply = query(server, "CONSTRUCT WHERE { ?s ?p ?o }", media_type)
    assert reply.media_type == media_type
    format = ox.RdfFormat.from_media_type(media_type)
    assert len({quad.triple for quad in ox.parse(reply.body, format=format)}) == TRIPLES


def test_unknown_format_is_not_acceptable(server: GraphServer) -> None:
    reply = query(server, COUNT, "image/png")
    assert reply.status == 406
    assert "ask for one of application/sparql-results+json" in reply.text


def test_long_answers_stream_to_their_end(server: GraphServer) -> None:
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 40000"
    reply = query(server, text)
    assert reply.headers["transfer-encoding"] == "chunked"
    assert reply.body.count(b"\r\n") == 40001
    old = http.client.HTTPConnection(*server.server_address[:2])
    old._http_vsn, old._http_vsn_str = 10, "HTTP/1.0"  # a client of before chunks
    old.request("GET", f"/sparql?query={quote(text)}", headers={"Accept": "text/csv"})
    assert old.getresponse().read().count(b"\r\n") == 40001
    old.close()


def test_one_connection_serves_many_requests(server: GraphServer) -> None:
    connection = http.client.HTTPConnection(*server.server_address[:2], timeout=10)
    for method, path, body, status in (
        ("GET", "/sparql?query=ASK%7B%7D", None, 200),
        ("POST", "/sparql", "query=ASK%7B", 400),
        ("HEAD", "/sparql?query=ASK%7B%7D", None, 200),
        ("GET", "/nothing", None, 404),
        ("POST", "/sparql", "query=ASK%7B%7D", 200),
    ):
        connection.request(method, path, body, FORM if body else {})
        response = connection.getresponse()
        response.read()
        assert response.status == status, path
    connection.close()


def test_chunked_requests_are_read(server: GraphServer) -> None:
    connection = http.client.HTTPConnection(*server.server_address[:2], timeout=10)
    connection.request("POST", "/sparql", iter([b"query=", b"ASK%7B%7D"]), FORM, encode_chunked=True)
    assert connection.getresponse().read() == b'{"head":{},"boolean":true}'
    connection.close()


def test_mistakes_are_told_as_in_the_terminal(server: GraphServer) -> None:
    reply = query(server, "SELECT * { ?s foaf:name ?o }")
    assert (reply.status, reply.media_type) == (400, "text/plain")
    assert "line 1, column 15: unknown prefix 'foaf'" in reply.text


def test_methods_and_paths(server: GraphServer) -> None:
    for method, path, status in (
        ("PUT", "/sparql", 405),
        ("DELETE", "/store?default", 405),
        ("PATCH", "/", 405),
        ("GET", "/sparql?update=CLEAR+ALL", 400),
        ("GET", "/store", 400),
        ("GET", "/store?graph=relative", 400),
        ("GET", "/store?graph=http://none", 404),
        ("GET", "/assets/../server.py", 404),
    ):
        assert ask(server.address + path, method).status == status, path
    assert ask(f"{server.address}/sparql", "OPTIONS").headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_graph_store_can_be_read(server: GraphServer) -> None:
    reply = ask(f"{server.address}/store?default", headers={"Accept": "application/n-triples"})
    assert len(reply.text.splitlines()) == TRIPLES


def test_pages(server: GraphServer) -> None:
    page = ask(f"{server.address}/")
    assert "yasgui.min.js" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert ask(f"{server.address}/", headers={"If-None-Match": page.headers["etag"]}).status == 304
    assert "the graph page" in ask(f"{server.address}/graph").text
    assert '"name": "paused"' in ask(f"{server.address}/queries").text
    browser = ask(f"{server.address}/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (browser.status, browser.headers["location"]) == (303, "/")


def test_named_questions_have_addresses(server: GraphServer) -> None:
    reply = ask(f"{server.address}/queries/paused", headers={"Accept": "text/csv"})
    assert reply.text.splitlines()[0] == "by,paused,status,source,reported,document"
    assert "Altavia,Boréal,asserted" in reply.text
    missing = ask(f"{server.address}/queries/pausd")
    assert (missing.status, "did you mean paused?" in missing.text) == (404, True)


def test_assets_are_what_their_notice_says() -> None:
    import hashlib

    import graphbuild.serve

    assets = Path(graphbuild.serve.__file__).parent / "assets"
    notice = (assets / "NOTICE.md").read_text()
    for path in assets.glob("yasgui*"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in notice, f"{path.name}: renew version and sum in NOTICE.md"


# Whom it refuses --------------------------------------------------------------------------------------------------


def test_read_only_takes_no_update(server: GraphServer, shared_folder: Path) -> None:
    reply = ask(f"{server.address}/sparql", "POST", body="CLEAR ALL", headers=UPDATE)
    assert reply.status == 403
    assert "read-only; the person who started it can allow updates (--writable)" in reply.text
    assert len(open_store(shared_folder)) == TRIPLES


def test_names_and_origins_of_elsewhere_are_refused(server: GraphServer) -> None:
    address = f"{server.address}/sparql?query=ASK%7B%7D"
    rebound = ask(address, headers={"Host": "attacker.example"})
    assert (rebound.status, "attacker.example" in rebound.text) == (403, True)
    assert ask(address, headers={"Origin": "https://attacker.example"}).status == 403
    assert ask(address, headers={"Origin": server.address}).status == 200
    assert ask(address, headers={"Host": f"localhost:{server.server_address[1]}"}).status == 200
    assert "access-control-allow-origin" not in ask(address).headers


def test_cors_when_asked_for(folder: Path) -> None:
    with serving(folder, cors=True) as server:
        reply = ask(
            f"{server.address}/sparql",
            "OPTIONS",
            headers={"Origin": "https://page.example", "Access-Control-Request-Method": "POST"},
        )
        assert reply.headers["access-control-allow-origin"] == "*"
        assert "POST" in reply.headers["access-control-allow-methods"]
        assert ask(f"{server.address}/sparql?query=ASK%7B%7D", headers={"Origin": "https://page.example"}).status == 200


def test_token(folder: Path) -> None:
    with serving(folder, token="s3cret") as server:
        address = f"{server.address}/sparql?query=ASK%7B%7D"
        refused = ask(address)
        assert (refused.status, refused.headers["www-authenticate"]) == (401, 'Bearer realm="graphbuild"')
        for header in ("Bearer wrong", "Basic !!", "Basic eDp3cm9uZw==", "Bearer \xe9"):
            assert ask(address, headers={"Authorization": header}).status == 401
        assert ask(address, headers={"Authorization": "Bearer s3cret"}).status == 200
        assert ask(address, headers={"Authorization": "Basic eDpzM2NyZXQ="}).status == 200  # anybody:s3cret
        assert ask(f"{server.address}/").status == 401
        entered = ask(f"{server.address}/?token=s3cret")
        assert (entered.status, entered.headers["location"]) == (303, "/")
        assert "HttpOnly; SameSite=Strict" in entered.headers["set-cookie"]
        assert ask(f"{server.address}/", headers={"Cookie": entered.headers["set-cookie"].partition(";")[0]}).status == 200


@pytest.mark.parametrize("options", [{"writable": True}, {"host": "0.0.0.0"}])
def test_token_is_made_up_where_one_is_needed(folder: Path, options: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(GraphServer, "serve_forever", lambda self, poll_interval: told.append(str(self.settings.token)))
    run_server(folder, port=0, say=told.append, **options)  # type: ignore[arg-type]
    token = told[0].partition("?token=")[2]
    assert len(token) >= 20
    assert told[2] == token


@pytest.mark.parametrize("token", ["", "two words", "a;b", 'a"b', "a\r\nSet-Cookie: b", "é"])
def test_token_that_no_header_holds_is_refused(folder: Path, token: str) -> None:
    with pytest.raises(ServerError, match="a token is made of letters, digits and signs"):
        run_server(folder, port=0, token=token)


def test_other_servers_are_not_asked(server: GraphServer) -> None:
    reply = query(server, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    assert (reply.status, "--federation" in reply.text) == (403, True)


@pytest.mark.parametrize(
    "head",
    [
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n",
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
        "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
    ],
)
def test_broken_requests_are_refused_and_the_connection_closed(server: GraphServer, head: str) -> None:
    with socket.create_connection(server.server_address[:2], timeout=10) as connection:  # type: ignore[arg-type]
        connection.sendall(head.encode())
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert answer.split()[1][:1] == b"4"
    assert query(server, COUNT).status == 200


# What ends a query ------------------------------------------------------------------------------------------------


def test_slow_queries_do_not_block_others(folder: Path) -> None:
    with serving(folder, workers=4, timeout=8.0) as server, ThreadPoolExecutor(3) as slow:
        endless = [slow.submit(query, server, ENDLESS) for _ in range(3)]
        time.sleep(0.5)
        for _ in range(5):
            started = time.monotonic()
            assert query(server, COUNT).text.split()[1] == str(TRIPLES)
            assert time.monotonic() - started < 4
        assert not any(job.done() for job in endless)
        replies = [job.result() for job in endless]
    assert [reply.status for reply in replies] == [504] * 3
    assert "ended after 8 seconds" in replies[0].text


def test_full_server_says_when_to_come_back(folder: Path) -> None:
    with serving(folder, workers=1, timeout=1.5) as server, ThreadPoolExecutor(4) as clients:
        replies = [job.result() for job in [clients.submit(query, server, ENDLESS) for _ in range(4)]]
        statuses = sorted(reply.status for reply in replies)
        assert set(statuses) <= {503, 504} and 503 in statuses and 504 in statuses
        assert all(reply.headers["retry-after"] == "1" for reply in replies if reply.status == 503)
        assert query(server, COUNT).status == 200


def test_query_of_a_client_that_left_is_ended(folder: Path) -> None:
    with serving(folder, timeout=60.0) as server:
        with socket.create_connection(server.server_address[:2]) as connection:  # type: ignore[arg-type]
            connection.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            wait_until(lambda: len(server.pool._watched) == 1)
        wait_until(lambda: len(server.pool._watched) == 0, seconds=10)


def test_hungry_query_ends_alone(folder: Path) -> None:
    with serving(folder, memory=256 << 20, timeout=60.0) as server:
        reply = query(server, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g LIMIT 1")
        if reply.status == 200:
            pytest.skip("this system does not bound the memory of a process")
        assert reply.status == 500
        assert "more memory than a query may take" in reply.text
        assert query(server, COUNT).status == 200


def test_answer_that_breaks_off_is_seen_to(folder: Path) -> None:
    """The time is up in the midst of a long answer: its end is missing, and the client cannot take it for whole."""
    with serving(folder, timeout=4.0) as server:
        assert query(server, COUNT).status == 200  # now a worker is ready, and the answer begins well within the time
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            query(server, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")


def test_killed_worker_is_replaced(folder: Path) -> None:
    with serving(folder) as server:
        assert query(server, COUNT).status == 200
        for child in psutil.Process().children():
            child.kill()
        assert query(server, COUNT).text.split()[1] == str(TRIPLES)


def test_rebuilt_graph_is_served_at_once(folder: Path) -> None:
    with serving(folder) as server:
        assert query(server, COUNT).text.split()[1] == str(TRIPLES)
        (folder / "graph.nq").write_text("<http://a> <http://b> <http://c> .\n")
        write_store(folder / "store", source=folder / "graph.nq")
        assert query(server, COUNT).text.split()[1] == "1"


# Writing ----------------------------------------------------------------------------------------------------------


def test_confirmed_writes_are_seen_by_every_later_read(folder: Path) -> None:
    with serving(folder, writable=True) as server:
        for number in range(1, 6):
            text = f"INSERT DATA {{ GRAPH <http://g> {{ <http://s> <http://p> {number} }} }}"
            assert ask(f"{server.address}/update", "POST", body=text, headers=UPDATE).status == 204
            assert count(f"{server.address}/sparql", "GRAPH <http://g> { ?s ?p ?o }") == number
        snapshots = next(folder.glob(".store.snapshots-*"))
        assert len(list(snapshots.iterdir())) <= 2
    assert not list(folder.glob(".store.snapshots-*"))
    assert len(open_store(folder)) == TRIPLES + 5


def test_readers_go_on_while_a_long_update_runs(folder: Path) -> None:
    endless = "INSERT { <http://n> <http://n> ?n } WHERE { " + ENDLESS[ENDLESS.index("{") + 1 :]
    with serving(folder, writable=True, timeout=4.0) as server:
        assert query(server, COUNT).status == 200
        with ThreadPoolExecutor(1) as other:
            running = other.submit(ask, f"{server.address}/update", "POST", body=endless, headers=UPDATE)
            time.sleep(0.5)
            assert query(server, COUNT).text.split()[1] == str(TRIPLES)
            assert not running.done()
            assert running.result().status == 504
        assert query(server, COUNT).text.split()[1] == str(TRIPLES)
        assert ask(f"{server.address}/update", "POST", body="CLEAR ALL", headers=UPDATE).status == 204
        assert query(server, COUNT).text.split()[1] == "0"


def test_two_that_write_one_folder_are_told(folder: Path) -> None:
    with serving(folder, writable=True) as server:
        with pytest.raises(GraphError, match="another process writes to this store"):
            GraphServer(Settings(folder, port=0, writable=True))
        assert query(server, COUNT).text.split()[1] == str(TRIPLES)


def test_snapshots_of_a_killed_server_are_removed_by_the_next(folder: Path) -> None:
    with graphbuild_process(folder, "--writable", "--token", "t") as (process, _):
        process.kill()
        process.wait()
    left = list(folder.glob(".store.snapshots-*"))
    wait_until(lambda: can_be_written(folder))
    with serving(folder, writable=True) as server:
        assert count(f"{server.address}/sparql") == TRIPLES
        assert not set(left) & set(folder.glob(".store.snapshots-*"))
    assert left and not list(folder.glob(".store.snapshots-*"))


def test_broken_update_changes_nothing(folder: Path) -> None:
    with serving(folder, writable=True) as server:
        reply = ask(f"{server.address}/update", "POST", body="CLEAR ALL; INSERT DATA {", headers=UPDATE)
        assert (reply.status, "is not closed" in reply.text) == (400, True)
        broken = ask(
            f"{server.address}/store?default", "PUT", body="<http://a> <http://b> ", headers={"Content-Type": "text/turtle"}
        )
        assert (broken.status, "the RDF does not parse" in broken.text) == (400, True)
        assert count(f"{server.address}/sparql") == TRIPLES


def test_dataset_of_the_protocol_is_written_into_updates() -> None:
    text = 'DELETE { ?s ?p "WHERE" } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o } ; CLEAR DEFAULT'
    told = apply_using(Operation("update", text, ("http://d",), ("http://n",)))
    assert told == text.replace("} WHERE {", "}  USING <http://d> USING NAMED <http://n> WHERE {")
    with pytest.raises(ProtocolError, match="using-graph-uri cannot be applied to DELETE WHERE"):
        apply_using(Operation("update", "DELETE WHERE { ?s ?p ?o }", ("http://d",)))
    with pytest.raises(ProtocolError, match="the update says WITH"):
        apply_using(Operation("update", "WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", ("http://d",)))


@given(
    method=st.sampled_from(["GET", "POST"]),
    address=st.text(alphabet="queryupdate=&%20?+{}<>é", max_size=40),
    content_type=st.none()
    | st.text(max_size=30)
    | st.sampled_from([*FORM.values(), *UPDATE.values(), 'application/sparql-query; charset="x']),
    body=st.binary(max_size=60),
)
def test_any_request_is_read_or_refused(method: str, address: str, content_type: str | None, body: bytes) -> None:
    try:
        operation = read_operation(method, address, content_type, body)
        apply_using(operation) if operation else None
        choose(content_type, ("text/csv", "text/turtle"))
        read_target(address, path="/store/x", root="/store", base="http://h")
        read_payload(content_type, body)
    except ProtocolError as error:
        assert 400 <= error.status < 500


def test_negotiation_follows_the_weights() -> None:
    offered = ("a/x", "a/y", "b/z")
    for accept, expected in (
        (None, "a/x"),
        ("a/y", "a/y"),
        ("a/*;q=0.1, b/z", "b/z"),
        ("*/*, a/x;q=0", "a/y"),
        ("c/d", None),
        ("a/x;q=x", None),
    ):
        assert choose(accept, offered) == expected


# Starting and stopping --------------------------------------------------------------------------------------------


def test_port_in_use_is_told(server: GraphServer, shared_folder: Path) -> None:
    port = int(server.server_address[1])
    with pytest.raises(ServerError, match=rf"port {port} of 127.0.0.1 is taken by another program.*--port N \(0: any\)"):
        GraphServer(Settings(shared_folder, port=port))
    with pytest.raises(ServerError, match="203.0.113.9 is no address of this machine"):
        GraphServer(Settings(shared_folder, host="203.0.113.9", port=0))


def test_missing_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"no graph folder \(graph.nq missing\)"):
        GraphServer(Settings(tmp_path, port=0))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_shut_down_cleanly(folder: Path, number: int) -> None:
    with graphbuild_process(folder, "--timeout", "60") as (process, address):
        running = threading.Thread(target=_ask_in_vain, args=(address,), daemon=True)
        running.start()
        wait_until(lambda: any(child.cpu_times().user > 0.3 for child in psutil.Process(process.pid).children()))
        children = psutil.Process(process.pid).children()
        process.send_signal(number)
        assert process.wait(10) == 0
        _, alive = psutil.wait_procs(children, 5)
        assert not alive


def _ask_in_vain(address: str) -> None:
    try:
        ask(f"{address}/sparql?query={quote(ENDLESS)}")
    except (OSError, http.client.HTTPException):
        pass


def test_kill_during_reads_leaves_nothing_behind(folder: Path) -> None:
    with graphbuild_process(folder) as (process, address):
        with ThreadPoolExecutor(4) as clients:
            jobs = [clients.submit(_ask_in_vain, address) for _ in range(4)]
            time.sleep(0.7)
            children = psutil.Process(process.pid).children()
            process.kill()
            process.wait()
            for job in jobs:
                job.result(30)
        _, alive = psutil.wait_procs(children, 5)
        assert not alive, "a query went on without its server"
    assert len(open_store(folder)) == TRIPLES
    with graphbuild_process(folder) as (_, address):
        assert count(f"{address}/sparql") == TRIPLES


def test_eight_clients_for_a_while(server: GraphServer) -> None:
    """The short form of the soak in docs/sparql.md: no error, the same answers, no growth of workers."""
    texts = [COUNT, "SELECT ?w ?x { ?w gb:paused ?x }", "ASK { ?s gb:acquired ?o }", "SELECT * { ?s ?p ?o } LIMIT 100"]
    others = {child.pid for child in psutil.Process().children()}  # of servers of other tests
    expected = [query(server, text).body for text in texts]
    end = time.monotonic() + 3

    def client(number: int) -> int:
        done = 0
        while time.monotonic() < end:
            which = (number + done) % len(texts)
            assert query(server, texts[which]).body == expected[which]
            done += 1
        return done

    with ThreadPoolExecutor(8) as clients:
        assert sum(clients.map(client, range(8))) > 20
    assert len({child.pid for child in psutil.Process().children()} - others) <= server.settings.workers


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_addresses_of_this_machine(folder: Path, host: str) -> None:
    if host == "::1" and not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    try:
        with serving(folder, host=host) as server:
            assert urlsplit(server.address).hostname == host
            assert query(server, COUNT).text.split()[1] == str(TRIPLES)
    except ServerError as error:
        assert host == "::1", error
        pytest.skip("this machine has no IPv6")
