"""The endpoint as real clients see it: curl, SPARQLWrapper, rdflib, Comunica, and the query page in Chromium."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import graph_samples
import pyoxigraph as ox
import pytest
from npm_packages import node, npm_path
from sparql_servers import make_folder, serving

from graphbuild.serve.server import GraphServer

TRIPLES = len(graph_samples.CONTENT.triples)
PAUSED = "PREFIX gb: <https://w3id.org/graphbuild/ontology#> SELECT ?who ?what WHERE { ?who gb:paused ?what }"
ANSWER = (graph_samples.ALTAVIA.iri, graph_samples.BOREAL.iri)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphServer]:
    folder = make_folder(tmp_path_factory.mktemp("clients") / "graph")
    (folder / "index.html").write_text("<!DOCTYPE html><title>the graph page</title>")
    with serving(folder) as running:
        yield running


@pytest.mark.parametrize("way", [["-G", "--data-urlencode"], ["--data-urlencode"]], ids=["GET", "POST"])
def test_curl(server: GraphServer, way: list[str]) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed: apt-get install curl")
    command = ["curl", "-sS", "--fail", f"{server.address}/sparql", "-H", "Accept: text/csv", *way, f"query={PAUSED}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout == "who,what\n{},{}\n".format(*ANSWER)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("post", ["urlencoded", "postdirectly"])
def test_sparqlwrapper(server: GraphServer, method: str, post: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed: pip install SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{server.address}/sparql")
    client.setMethod(method)
    client.setRequestMethod(post)
    client.setReturnFormat(wrapper.JSON)
    client.setQuery(PAUSED)
    [row] = client.queryAndConvert()["results"]["bindings"]
    assert (row["who"]["value"], row["what"]["value"]) == ANSWER
    client.setQuery("ASK { ?s ?p ?o }")
    assert client.queryAndConvert()["boolean"] is True
    client.setReturnFormat(wrapper.TURTLE)
    client.setQuery("CONSTRUCT WHERE { ?s ?p ?o }")
    assert len(list(ox.parse(client.queryAndConvert(), format=ox.RdfFormat.TURTLE))) == TRIPLES


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_store(server: GraphServer, method: str) -> None:
    from rdflib import Graph, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = Graph(SPARQLStore(f"{server.address}/sparql", method=method, returnFormat="json"))
    [row] = graph.query(PAUSED)
    assert tuple(map(str, row)) == ANSWER
    assert len(graph) == TRIPLES
    assert [str(o) for o in graph.objects(URIRef(ANSWER[0]), URIRef("https://w3id.org/graphbuild/ontology#paused"))] == [ANSWER[1]]


def test_rdflib_store_writes(tmp_path: Path) -> None:
    from rdflib import Graph, URIRef
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
    from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

    node = URIRef("http://example.org/new")
    with serving(make_folder(tmp_path), writable=True, token="s3cret") as server:
        address = f"{server.address}/sparql"
        store = SPARQLUpdateStore(address, address, auth=("anybody", "s3cret"), returnFormat="json")
        graph = Graph(store, identifier=DATASET_DEFAULT_GRAPH_ID)
        graph.add((node, node, node))
        assert (node, node, node) in graph
        assert len(graph) == TRIPLES + 1


def test_comunica(server: GraphServer) -> None:
    comunica = npm_path(".bin/comunica-sparql", "@comunica/query-sparql@4")
    command = [node(), str(comunica), f"sparql@{server.address}/sparql", PAUSED, "-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    [row] = json.loads(done.stdout)["results"]["bindings"]
    assert (row["who"]["value"], row["what"]["value"]) == ANSWER


# The query page ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(server: GraphServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """The query page in headless Chromium; whatever it asks of other servers, or complains of, is kept."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
    browser_path = shutil.which("chromium")
    if not browser_path:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=arguments)
        shown = browser.new_page(locale="en-GB", viewport={"width": 1200, "height": 900})
        shown.outside, shown.complaints = [], []
        shown.on(
            "request",
            lambda request: shown.outside.append(request.url) if not request.url.startswith((server.address, "data:")) else None,
        )
        shown.on("console", lambda message: shown.complaints.append(message.text) if message.type == "error" else None)
        shown.on("pageerror", lambda error: shown.complaints.append(str(error)))
        shown.goto(f"{server.address}/")
        shown.wait_for_selector("html[data-ready]", timeout=60000)
        yield shown
        browser.close()


def test_query_page_runs_the_query_in_the_editor(page: object) -> None:
    page.click(".yasqe_queryButton")  # type: ignore[attr-defined]
    page.wait_for_selector(".yasr table tbody tr", timeout=30000)  # type: ignore[attr-defined]
    assert "Boréal" in page.inner_text(".yasr table")  # type: ignore[attr-defined]


def test_query_page_runs_named_questions(page: object) -> None:
    page.select_option("#named", "paused")  # type: ignore[attr-defined]
    page.locator(".yasr table", has_text="asserted").wait_for(timeout=30000)  # type: ignore[attr-defined]
    assert "What was put off" in page.inner_text(".yasgui .tab.active")  # type: ignore[attr-defined]


def test_query_page_shows_mistakes(page: object) -> None:
    page.evaluate("document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.setValue('SELECT * { ?s foaf:name ?o }')")  # type: ignore[attr-defined]
    page.click(".tabPanel.active .yasqe_queryButton")  # type: ignore[attr-defined]
    page.locator(".yasr", has_text="unknown prefix 'foaf'").wait_for(timeout=30000)  # type: ignore[attr-defined]


def test_query_page_asks_nobody_else(page: object) -> None:
    assert page.outside == []  # type: ignore[attr-defined]
    # Chromium tells every reply of status 400 as an error; one was asked for above.
    assert [told for told in page.complaints if "400 (Bad Request)" not in told] == []  # type: ignore[attr-defined]


def test_query_page_runs_nothing_that_a_link_brings(page: object, server: GraphServer) -> None:
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.startswith(f"{server.address}/sparql") else None)  # type: ignore[attr-defined]
    page.goto("about:blank")  # type: ignore[attr-defined]
    page.goto(f"{server.address}/#query=DROP+ALL&requestMethod=POST")  # type: ignore[attr-defined]
    page.wait_for_selector("html[data-ready]")  # type: ignore[attr-defined]
    page.wait_for_timeout(500)  # type: ignore[attr-defined]
    assert asked == []


def test_query_page_leads_to_the_graph_page(page: object) -> None:
    page.click("text=Graph page")  # type: ignore[attr-defined]
    page.wait_for_load_state()  # type: ignore[attr-defined]
    assert page.title() == "the graph page"  # type: ignore[attr-defined]
