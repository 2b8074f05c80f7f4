"""The W3C tests of the SPARQL 1.1 Protocol, of the Graph Store HTTP Protocol and of the Service Description.

The manifests are read from `../shared/w3c`; each test runs against the endpoint over HTTP. What the endpoint does in
another way is listed in DEVIATIONS with its reason, and told in docs/sparql.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from sparql_servers import Reply, ask, serving

from graphbuild.serve.server import GraphServer

SUITE = Path(__file__).resolve().parents[2] / "shared" / "w3c" / "sparql" / "sparql11"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason=f"{SUITE} is not here: it holds the W3C tests")

# Tests whose expectation is not met, and why; a test that begins to pass fails here until its line is removed.
# All are mistakes of the tests, which the W3C has deprecated; test_mended_graph_store runs them without the mistakes.
DEVIATIONS = {
    "delete__existing_graph": "deletes /person/2.ttl, which no test before it has created",
    "post__existing_graph": "sends Turtle whose last triple has no dot; Turtle asks for one",
    "get_of_post__existing_graph": "expects the name that an earlier test replaced, and not the triple that was posted",
    "post__multipart_formdata": "sends Turtle whose last triples have no dot",
    "get_of_post__multipart_formdata": "follows from the two above",
}


class Manifest:
    """A manifest as a graph: values of a property, and RDF lists."""

    def __init__(self, name: str) -> None:
        self.folder = SUITE / name
        self.store = ox.Store()
        path = self.folder / "manifest.ttl"
        if path.is_file():
            self.store.load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri="http://w3c/")

    def values(self, subject: ox.NamedNode | ox.BlankNode, name: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        return [quad.object for quad in self.store.quads_for_pattern(subject, ox.NamedNode(name), None)]  # type: ignore[misc]

    def value(self, subject: ox.NamedNode | ox.BlankNode, name: str) -> str | None:
        found = self.values(subject, name)
        return found[0].value if found else None

    def items(self, node: ox.NamedNode | ox.BlankNode) -> Iterator[ox.NamedNode | ox.BlankNode]:
        while node.value != RDF + "nil":
            yield self.values(node, RDF + "first")[0]  # type: ignore[misc]
            node = self.values(node, RDF + "rest")[0]  # type: ignore[assignment]

    def entries(self) -> list[ox.NamedNode]:
        lists = [quad.object for quad in self.store.quads_for_pattern(None, ox.NamedNode(MF + "entries"), None)]
        return [entry for node in lists for entry in self.items(node)]  # type: ignore[arg-type, misc]


PROTOCOL, GRAPH_STORE, DESCRIPTION = Manifest("protocol"), Manifest("http-rdf-update"), Manifest("service-description")


def short(entry: ox.NamedNode) -> str:
    return entry.value.rpartition("#")[2]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[GraphServer]:
    """An empty endpoint that takes updates from anybody on this machine."""
    (tmp_path / "graph.nq").write_text("")
    with serving(tmp_path, writable=True) as running:
        yield running


# Protocol ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", PROTOCOL.entries(), ids=short)
def test_protocol(entry: ox.NamedNode, server: GraphServer) -> None:
    for data in PROTOCOL.values(entry, UT + "graphData"):
        load(server, data)  # type: ignore[arg-type]
    assert_as_told(short(entry), complaints_of(entry, server))


@pytest.mark.parametrize("entry", [entry for entry in PROTOCOL.entries() if not short(entry).startswith("update")], ids=short)
def test_protocol_read_only(entry: ox.NamedNode, tmp_path: Path) -> None:
    """All but the updates on an endpoint that reads only: the same answers, and a refusal where one is due."""
    (tmp_path / "graph.nq").write_text("")
    with serving(tmp_path, writable=True) as server:
        for data in PROTOCOL.values(entry, UT + "graphData"):
            load(server, data)  # type: ignore[arg-type]
    with serving(tmp_path) as server:
        assert_as_told(short(entry), complaints_of(entry, server))


def complaints_of(entry: ox.NamedNode, server: GraphServer) -> list[str]:
    """What is wrong with the answers to the requests of a test."""
    action = PROTOCOL.values(entry, MF + "action")[0]
    requests = PROTOCOL.values(action, HT + "requests")[0]  # type: ignore[arg-type]
    return [complaint for request in PROTOCOL.items(requests) for complaint in run_request(server, request)]  # type: ignore[arg-type]


def load(server: GraphServer, data: ox.BlankNode) -> None:
    path = PROTOCOL.folder / PROTOCOL.values(data, UT + "graph")[0].value.rpartition("/")[2]
    graph = PROTOCOL.value(data, RDFS + "label")
    reply = ask(
        f"{server.address}/store?graph={graph}", "PUT", body=path.read_bytes(), headers={"Content-Type": "application/n-triples"}
    )
    assert reply.status == 201, reply.text


def run_request(server: GraphServer, request: ox.BlankNode) -> Iterator[str]:
    """Sends a request of the manifest; yields what is wrong with the answer."""
    path = PROTOCOL.value(request, HT + "absolutePath") or ""
    headers = {}
    for node in PROTOCOL.values(request, HT + "headers"):
        for header in PROTOCOL.items(node):  # type: ignore[arg-type]
            headers[PROTOCOL.value(header, HT + "fieldName") or ""] = PROTOCOL.value(header, HT + "fieldValue") or ""
    body = None
    for node in PROTOCOL.values(request, HT + "body"):
        body = (PROTOCOL.value(node, CNT + "chars") or "").encode(PROTOCOL.value(node, CNT + "characterEncoding") or "utf-8")  # type: ignore[arg-type]
    reply = ask(server.address + path, PROTOCOL.value(request, HT + "methodName") or "", body=body, headers=headers)
    expected = PROTOCOL.values(request, HT + "resp")[0]
    statuses = {node.value[-3] for node in PROTOCOL.values(expected, MF + "expectedStatus")}  # type: ignore[arg-type]
    if str(reply.status)[0] not in statuses:
        yield f"status {reply.status}, expected {sorted(statuses)}xx: {reply.text}"
    yield from check_format(reply, PROTOCOL.value(expected, MF + "expectedFormat"))  # type: ignore[arg-type]
    boolean = PROTOCOL.value(expected, MF + "expectedBoolean")  # type: ignore[arg-type]
    if boolean is not None and f'"boolean":{boolean}' not in reply.text:
        yield f"answer {reply.text}, expected {boolean}"


def check_format(reply: Reply, expected: str | None) -> Iterator[str]:
    kinds = {
        "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
        "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
        "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples"),
    }
    if expected and reply.media_type not in kinds[expected]:
        yield f"media type {reply.media_type}, expected one for {expected}"


def assert_as_told(name: str, complaints: list[str]) -> None:
    if name in DEVIATIONS:
        assert complaints, f"{name} passes now: remove it from DEVIATIONS and from docs/sparql.md"
    else:
        assert not complaints


# Graph store ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and the response to it, as a test of the graph store writes them in its comment."""

    name: str
    method: str
    path: str
    headers: dict[str, str]
    body: str
    status: int
    expected: str


def read_exchange(entry: ox.NamedNode) -> Exchange:
    comment = next(value.value for value in GRAPH_STORE.values(entry, RDFS + "comment") if "#### Request" in value.value)
    request, response = comment.split("#### Response")
    lines = [line.removeprefix("    ") for line in request.partition("#### Request")[2].strip("\n").splitlines()]
    method, path, _ = lines[0].split()
    blank = lines.index("") if "" in lines else len(lines)
    headers = dict(line.split(": ", 1) for line in lines[1:blank])
    told = [line.strip() for line in response.strip().splitlines()]
    start = told.index("") if "" in told else len(told)
    return Exchange(
        short(entry), method, path, headers, "\n".join(lines[blank + 1 :]), int(told[0].split()[0]), "\n".join(told[start:])
    )


@pytest.fixture(scope="module")
def graph_store_results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is wrong with each answer: the tests build on one another and run in the order of the manifest on one store."""
    folder = tmp_path_factory.mktemp("graph-store")
    (folder / "graph.nq").write_text("")
    new_path = ""
    results: dict[str, list[str]] = {}
    with serving(folder, writable=True) as server:
        for entry in GRAPH_STORE.entries():
            exchange = read_exchange(entry)
            reply = run_exchange(server, exchange, new_path)
            new_path = reply.headers.get("location", new_path).removeprefix(server.address)
            results[exchange.name] = list(check_exchange(server, exchange, reply))
    return results


@pytest.mark.parametrize("entry", GRAPH_STORE.entries(), ids=short)
def test_graph_store(entry: ox.NamedNode, graph_store_results: dict[str, list[str]]) -> None:
    assert_as_told(short(entry), graph_store_results[short(entry)])


def test_mended_graph_store(server: GraphServer) -> None:
    """The tests of DEVIATIONS with a graph to delete, the dots that Turtle asks for, and what follows from them."""
    exchanges = {exchange.name: exchange for exchange in map(read_exchange, GRAPH_STORE.entries())}
    last = re.compile(r'"(?=\s*(?:\Z|\n\n--))')

    def run(name: str, **changes: str) -> Reply:
        exchange = replace(exchanges[name], **changes)
        return run_exchange(server, replace(exchange, body=last.sub('" .', exchange.body)), "")

    assert run("put__initial_state", path="$GRAPHSTORE$/person/2.ttl").status == 201
    assert run("delete__existing_graph").status == 204
    assert run("put__graph_already_in_store").status == 201
    assert run("post__existing_graph").status == 204
    assert run("post__multipart_formdata").status == 204
    expected = exchanges["get_of_post__multipart_formdata"]
    assert list(check_exchange(server, expected, run("get_of_post__multipart_formdata"))) == []


def fill(text: str, server: GraphServer, new_path: str) -> str:
    """The text of a test with the names of this server; in IRIs the path of the store has a slash of its own."""
    host = server.address.removeprefix("http://")
    return (
        text.replace("http://$HOST$/$GRAPHSTORE$", f"{server.address}/store")
        .replace("$GRAPHSTORE$", "/store")
        .replace("$HOST$", host)
    ).replace("$NEWPATH$", new_path)


def run_exchange(server: GraphServer, exchange: Exchange, new_path: str) -> Reply:
    headers = {name: fill(value, server, new_path) for name, value in exchange.headers.items()}
    body = fill(exchange.body, server, new_path)
    if "multipart" in headers.get("Content-Type", ""):
        body = body.replace("\n", "\r\n")
    return ask(server.address + fill(exchange.path, server, new_path), exchange.method, body=body.encode() or None, headers=headers)


# The statuses that the standard allows where the test names one: RFC 9110 lets a success without content be 204.
EQUIVALENT = {200: {200, 204}, 201: {201}, 204: {204, 200}, 404: {404}}


def check_exchange(server: GraphServer, exchange: Exchange, reply: Reply) -> Iterator[str]:
    if reply.status not in EQUIVALENT[exchange.status]:
        yield f"status {reply.status}, expected {exchange.status}: {reply.text}"
    elif exchange.expected.strip() and exchange.method == "GET":
        expected = graph(fill(exchange.expected, server, ""), server)
        found = graph(reply.text, server)
        if expected != found:
            yield f"graph {found}, expected {expected}"


def graph(turtle: str, server: GraphServer) -> ox.Dataset:
    """The triples of a text in Turtle, their blank nodes named alike in equal graphs."""
    found = ox.Dataset(ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=server.address))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


# Service description ----------------------------------------------------------------------------------------------


def test_service_description(server: GraphServer) -> None:
    assert {short(entry) for entry in DESCRIPTION.entries()} == {"returns-rdf", "has-endpoint-triple", "conforms-to-schema"}
    reply = ask(f"{server.address}/sparql", headers={"Accept": "text/turtle"})
    assert (reply.status, reply.media_type) == (200, "text/turtle")
    triples = {quad.triple for quad in ox.parse(reply.text, format=ox.RdfFormat.TURTLE)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    service = ox.NamedNode(f"{server.address}/sparql")
    assert ox.Triple(service, ox.NamedNode(RDF + "type"), ox.NamedNode(sd + "Service")) in triples
    assert ox.Triple(service, ox.NamedNode(sd + "endpoint"), service) in triples
    # The schema: every property of the vocabulary that is used is used with what it is meant for.
    ranges = {
        "supportedLanguage": sd,
        "resultFormat": "http://www.w3.org/ns/formats/",
        "defaultEntailmentRegime": "http://www.w3.org/ns/entailment/",
    }
    for triple in triples:
        name = triple.predicate.value.removeprefix(sd)
        assert not re.match(r"https?:", name) or name == RDF + "type"
        assert triple.object.value.startswith(ranges.get(name, ""))
