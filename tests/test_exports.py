"""Exports: each is read back by tools that graphbuild did not write, and holds what the graph holds."""

from __future__ import annotations

import csv
import json
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from graph_documents import build, make_reading
from graph_readers import (
    count_with_rapper,
    gexf_with_graphology,
    lines_with_riot,
    lines_with_serdi,
    read_quickstatements,
)
from graph_samples import (
    ALTAVIA,
    CONTENT,
    DOCUMENTS,
    ENTITIES,
    STATEMENTS,
    entity,
    statement,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.errors import GraphError, UnknownFormat
from graphbuild.graph.content import Content
from graphbuild.graph.exports import find_format, format_names, write_export
from graphbuild.graph.exports.property_graph import make_property_graph, safe_text
from graphbuild.graph.rdf import write_nquads
from graphbuild.types import Document, Statement, Value

LINES = {f"{s} {p} {o} ." for s, p, o in CONTENT.triples}
FLAT = ("turtle", "ntriples", "nquads", "jsonld", "rdfxml")
SYNTAXES = {
    "turtle": {"rapper": "turtle", "serdi": "turtle", "riot": "turtle", "rdflib": "turtle"},
    "ntriples": {"rapper": "ntriples", "serdi": "ntriples", "riot": "ntriples", "rdflib": "nt"},
    "nquads": {"rapper": "nquads", "serdi": "nquads", "riot": "nquads", "rdflib": "nquads"},
    "rdfxml": {"rapper": "rdfxml", "riot": "rdfxml", "rdflib": "xml"},
    # Debian's Jena lacks the JSON parser that its reader of JSON-LD 1.1 needs; the reader of 1.0 is there.
    "jsonld": {"riot": "jsonld10", "rdflib": "json-ld"},
    "trig": {"rapper": "trig", "serdi": "trig", "riot": "trig", "rdflib": "trig"},
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every format, written once."""
    folder = tmp_path_factory.mktemp("exports")
    return {
        name: write_export(CONTENT, name, folder / f"{name}{find_format(name).suffix}") for name in format_names()
    }


def without_graph(lines: set[str]) -> set[str]:
    """Lines of N-Quads as triples: what a named graph holds, without its name."""
    from pyoxigraph import RdfFormat, parse

    return {f"{quad.triple} ." for quad in parse("\n".join(lines), format=RdfFormat.N_QUADS)}


def canonical(lines: set[str]) -> set[str]:
    """Lines of any writer in one spelling: a literal may be written with escapes or without, xsd:string or nothing."""
    return without_graph(lines)


def test_all_formats_are_there() -> None:
    assert set(format_names()) >= {
        "csv", "followthemoney", "gexf", "graphml", "jsonld", "nquads", "ntriples", "ontolex", "quickstatements",
        "rdf12", "rdfxml", "trig", "turtle",
    }  # fmt: skip


@pytest.mark.parametrize("name", FLAT)
def test_rdf_forms_hold_the_same_triples_for_oxigraph(written: dict[str, Path], name: str) -> None:
    from pyoxigraph import RdfFormat, parse

    formats = {"turtle": "TURTLE", "ntriples": "N_TRIPLES", "nquads": "N_QUADS", "jsonld": "JSON_LD", "rdfxml": "RDF_XML"}
    quads = parse(path=str(written[name]), format=getattr(RdfFormat, formats[name]))
    assert {f"{quad.triple} ." for quad in quads} == LINES


# rdflib's own parsers call what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("name", FLAT)
def test_rdf_forms_are_isomorphic_for_rdflib(written: dict[str, Path], name: str) -> None:
    import rdflib
    from rdflib.compare import isomorphic

    expected = rdflib.Graph().parse(data=write_nquads(CONTENT.triples).decode(), format="nt")
    found = rdflib.Dataset() if name == "nquads" else rdflib.Graph()
    found.parse(data=written[name].read_bytes(), format=SYNTAXES[name]["rdflib"])
    graph = rdflib.Graph()
    for triple in found.triples((None, None, None)):
        graph.add(triple[:3])
    assert isomorphic(graph, expected)


@pytest.mark.parametrize("name", [name for name in SYNTAXES if "rapper" in SYNTAXES[name]])
def test_rapper_counts_the_same_triples(written: dict[str, Path], name: str) -> None:
    assert count_with_rapper(written[name], SYNTAXES[name]["rapper"]) == len(LINES)


@pytest.mark.parametrize("name", [name for name in SYNTAXES if "serdi" in SYNTAXES[name]])
def test_serdi_reads_the_same_triples(written: dict[str, Path], name: str) -> None:
    assert canonical(lines_with_serdi(written[name], SYNTAXES[name]["serdi"])) == LINES


@pytest.mark.parametrize("name", [name for name in SYNTAXES if "riot" in SYNTAXES[name]])
def test_riot_reads_the_same_triples_without_a_warning(written: dict[str, Path], name: str) -> None:
    assert canonical(lines_with_riot(written[name], SYNTAXES[name]["riot"])) == LINES


def test_trig_keeps_the_evidence_of_each_document_in_its_own_graph(written: dict[str, Path]) -> None:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load(path=str(written["trig"]), format=RdfFormat.TRIG)
    found = store.query(
        "SELECT ?g (COUNT(?e) AS ?n) WHERE { GRAPH ?g { ?e a <https://w3id.org/graphbuild/ontology#Evidence> } } GROUP BY ?g"
    )
    counts = {row["g"].value.rsplit("/", 1)[1]: int(row["n"].value) for row in found}  # type: ignore[union-attr]
    assert counts == {d.id: sum(s.evidence.document == d.id for s in STATEMENTS) for d in DOCUMENTS}


def test_jsonld_says_the_same_to_pyld(written: dict[str, Path]) -> None:
    pyld = pytest.importorskip("pyld", reason="PyLD is not installed (test extra)")
    data = json.loads(written["jsonld"].read_text(encoding="utf-8"))
    lines = set(pyld.jsonld.to_rdf(data, {"format": "application/n-quads"}).splitlines())
    assert canonical(lines) == LINES


def test_jsonld_reads_as_plain_json(written: dict[str, Path]) -> None:
    data = json.loads(written["jsonld"].read_text(encoding="utf-8"))
    altavia = next(node for node in data["@graph"] if node["@id"] == "ent:Altavia")
    assert altavia["rdfs:label"] == "Altavia"
    assert altavia["gb:resumed"] == "ent:Boréal"
    assert altavia["gb:mentions"] == 9


def test_rdf12_makes_each_claim_reify_its_proposition(written: dict[str, Path]) -> None:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load(path=str(written["rdf12"]), format=RdfFormat.TURTLE)
    found = store.query(
        "PREFIX gb: <https://w3id.org/graphbuild/ontology#>"
        "SELECT ?claim ?s ?p ?o WHERE { ?claim a gb:Claim ; rdf:reifies <<( ?s ?p ?o )>> ; gb:evidence ?e }",
        prefixes={"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    )
    claims = {(str(row["s"]), str(row["p"]), str(row["o"])) for row in found}  # type: ignore[union-attr]
    parts = {name: {s: o for s, p, o in CONTENT.triples if p.endswith(f"ns#{name}>")} for name in ("subject", "predicate", "object")}
    assert claims == {tuple(parts[part][claim] for part in ("subject", "predicate", "object")) for claim in parts["subject"]}


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networkx_reads_the_same_nodes_and_edges(written: dict[str, Path], name: str) -> None:
    import networkx

    read = networkx.read_graphml if name == "graphml" else networkx.read_gexf
    network = read(written[name])
    graph = make_property_graph(CONTENT)
    assert {(n, d["label"], d["type"], d["mentions"]) for n, d in network.nodes(data=True)} == {
        (n.id, n.label, n.type, n.mentions) for n in graph.nodes
    }
    edges = {(s, t, d["relation"], d["status"], d["disputed"], d["sentence"]) for s, t, d in network.edges(data=True)}
    assert edges == {(e.source, e.target, e.relation, e.status, e.disputed, e.sentence) for e in graph.edges}
    assert network.number_of_edges() == len(graph.edges)


def test_graphology_reads_the_gexf(written: dict[str, Path]) -> None:
    found = gexf_with_graphology(written["gexf"])
    graph = make_property_graph(CONTENT)
    nodes = {(n["key"], n["attributes"]["label"], n["attributes"]["type"], n["attributes"]["mentions"]) for n in found["nodes"]}
    assert nodes == {(n.id, n.label, n.type, n.mentions) for n in graph.nodes}
    edges = [(e["source"], e["target"], e["attributes"]["relation"], e["attributes"]["status"], e["attributes"]["sentence"]) for e in found["edges"]]
    assert sorted(edges) == sorted((e.source, e.target, e.relation, e.status, e.sentence) for e in graph.edges)


def test_igraph_reads_the_graphml(written: dict[str, Path]) -> None:
    igraph = pytest.importorskip("igraph", reason="igraph is not installed (test extra)")
    found = igraph.Graph.Read_GraphML(str(written["graphml"]))
    graph = make_property_graph(CONTENT)
    assert sorted(found.vs["label"]) == sorted(node.label for node in graph.nodes)
    assert sorted(found.es["relation"]) == sorted(edge.relation for edge in graph.edges)


def test_gexf_is_valid_against_its_schema(written: dict[str, Path]) -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed (test extra)")
    schema = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "schemas" / "gexf-1.2.xsd")))
    schema.assertValid(etree.parse(str(written["gexf"])))


def test_the_gexf_schema_refuses_what_gephi_would() -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed (test extra)")
    schema = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "schemas" / "gexf-1.2.xsd")))
    head = '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph defaultedgetype="directed"'
    good = f'{head}><nodes><node id="a" label="A"/></nodes><edges><edge id="0" source="a" target="a"/></edges></graph></gexf>'
    assert schema.validate(etree.fromstring(good))
    for bad in (good.replace('target="a"', ""), good.replace("directed", "sideways"), good.replace('id="a" ', "")):
        assert not schema.validate(etree.fromstring(bad))


def test_csv_of_nodes_and_edges(written: dict[str, Path]) -> None:
    with open(written["csv"] / "nodes.csv", encoding="utf-8", newline="") as stream:
        nodes = list(csv.DictReader(stream))
    with open(written["csv"] / "edges.csv", encoding="utf-8", newline="") as stream:
        edges = list(csv.DictReader(stream))
    graph = make_property_graph(CONTENT)
    assert [node["id"] for node in nodes] == [node.id for node in graph.nodes]
    assert {edge["source"] for edge in edges} | {edge["target"] for edge in edges} <= {node["id"] for node in nodes}
    disputed = next(edge for edge in edges if edge["disputed"] == "true")
    assert (disputed["relation"], disputed["status"]) == ("paused", "asserted | negated")
    assert disputed["documents"] == "depeche-1 | journal-1 | journal-2"
    assert disputed["independent_documents"] == "1"


def test_ladybug_runs_the_cypher_script(written: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    ladybug = pytest.importorskip("real_ladybug", reason="real-ladybug is not installed (test extra)")
    monkeypatch.chdir(written["csv"])
    connection = ladybug.Connection(ladybug.Database())
    for command in Path("ladybug.cypher").read_text(encoding="utf-8").split(";\n"):
        if command:
            connection.execute(command)
    paused = connection.execute(
        "MATCH (a:Node)-[c:Claim {relation: 'paused'}]->(b:Node) RETURN a.label, b.label, c.disputed, c.evidences"
    )
    assert paused.get_next() == ["Altavia", "Boréal", True, 3]
    said = connection.execute("MATCH (:Node)-[c:Claim {relation: 'stated'}]->(b:Node) RETURN b.label").get_next()[0]
    assert said == "Boréal n'est pas \"suspendu\"\nni annulé"
    everything = connection.execute("MATCH ()-[c:Claim]->() RETURN count(c)").get_next()[0]
    assert everything == len(make_property_graph(CONTENT).edges)


def test_ladybug_reads_a_quoted_cell_after_many_plain_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reader guesses from the first rows what the script does not tell: there no cell has quotes."""
    ladybug = pytest.importorskip("real_ladybug", reason="real-ladybug is not installed (test extra)")
    plain = [entity(f"Nom {number:04}", "Concept") for number in range(600)]
    last = entity('Pont de 1,5 km, dit "long"', "Place", mentions=1)
    monkeypatch.chdir(write_export(Content.of([*plain, last], (), ()), "csv", tmp_path / "csv"))
    connection = ladybug.Connection(ladybug.Database())
    for command in Path("ladybug.cypher").read_text(encoding="utf-8").split(";\n"):
        if command:
            connection.execute(command)
    found = connection.execute("MATCH (n:Node {type: 'Place'}) RETURN n.id, n.label, n.mentions").get_next()
    assert found == [last.iri, last.label, 1]


def test_quickstatements_hold_linked_undisputed_facts_only(written: dict[str, Path]) -> None:
    assert read_quickstatements(written["quickstatements"].read_text(encoding="utf-8")) == [
        ("Q950001", "P159", "Q342", {}, {
            "S1476": 'fr:"Retour de Boréal"', "S577": "+2025-06-20T00:00:00Z/11", "S1683": 'fr:"Altavia a repris Boréal en juin."',
        }),
        ("Q950001", "P159", "Q342", {}, {
            "S854": '"https://exemple.fr/altavia"', "S577": "+2025-08-02T00:00:00Z/11",
            "S1683": 'fr:"Son siège reste à Quimper, où L\'Étoile la poursuit en justice."',
        }),
    ]  # fmt: skip


PERSON = entity("Maud Riou", "Person", same_as=(("http://www.wikidata.org/entity/Q7", 1.0),))
COMPANY = entity("Altavia", "Organization", same_as=(("http://www.wikidata.org/entity/Q8", 1.0),))


def quickstatements(*statements: Statement, documents: tuple[Document, ...] = DOCUMENTS) -> list[Any]:
    made = find_format("quickstatements").write(Content.of((PERSON, COMPANY), statements, documents))
    assert isinstance(made, bytes)
    return read_quickstatements(made.decode())


def test_quickstatements_turn_inverse_properties_and_write_qualifiers() -> None:
    ((item, property_, value, qualifiers, sources),) = quickstatements(statement(PERSON, "founded", COMPANY, DOCUMENTS[2], time="1999-05"))
    assert (item, property_, value) == ("Q8", "P112", "Q7")
    assert qualifiers == {"P585": "+1999-05-00T00:00:00Z/10"}
    assert list(sources) == ["S577", "S1683"]


@pytest.mark.parametrize("time", [None, "1999", "1999-05", "1999-05-07", "1999-05/1999-07", "au printemps"])
@pytest.mark.parametrize("born", ["1978", "1978-02", "1978-02-04", "vers 1978"])
def test_quickstatements_of_times_of_every_precision(time: str | None, born: str) -> None:
    date = Value(born, "xsd:date", born)
    found = quickstatements(statement(PERSON, "bornOn", date, DOCUMENTS[2], time=time))
    assert len(found) == (born != "vers 1978")
    # A thing where a date is asked for is no edit.
    assert quickstatements(statement(PERSON, "bornOn", COMPANY, DOCUMENTS[2], time=time)) == []


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20), st.integers(0, 3000))
@settings(max_examples=100, deadline=None)
def test_quickstatements_of_any_words_keep_the_grammar(title: str, words: str, address: str, length: int) -> None:
    source = "https://exemple.fr/" + address
    document = replace(DOCUMENTS[2], title=title, source=source)
    said = statement(PERSON, "founded", COMPANY, document)
    said = replace(said, evidence=replace(said.evidence, sentence=words + "x" * length))
    assert len(quickstatements(said, documents=(document,))) == 1


def test_followthemoney_entities_are_valid(written: dict[str, Path]) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed (test extra)")
    rows = [json.loads(line) for line in written["followthemoney"].read_text(encoding="utf-8").splitlines()]
    proxies = {}
    for row in rows:
        proxy = ftm.model.get_proxy(row)
        ftm.model.get(row["schema"]).validate(row)
        # What the model takes for no valid value would be dropped: everything must have been kept.
        assert {name: sorted(proxy.get(name)) for name in row["properties"]} == {n: sorted(v) for n, v in row["properties"].items()}
        proxies[proxy.id] = proxy
    for proxy in proxies.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert value in proxies and proxies[value].schema.is_a(prop.range)
    by_schema = {row["schema"] for row in rows}
    assert {"Person", "Organization", "Company", "Directorship", "Ownership", "Employment", "UnknownLink", "Article"} <= by_schema
    lenoir = next(proxy for proxy in proxies.values() if proxy.caption == "Inès Lenoir")
    assert lenoir.get("birthDate") == ["1978-02-04"] and lenoir.get("position") == ["directrice générale"]


def test_ontolex_ties_words_to_relations(written: dict[str, Path]) -> None:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load(path=str(written["ontolex"]), format=RdfFormat.TURTLE)
    found = store.query(
        "PREFIX ontolex: <http://www.w3.org/ns/lemon/ontolex#> PREFIX gb: <https://w3id.org/graphbuild/ontology#>"
        "SELECT ?words WHERE { ?entry ontolex:sense/ontolex:reference gb:acquired ; ontolex:canonicalForm/ontolex:writtenRep ?words }"
    )
    words = {row["words"].value for row in found}  # type: ignore[union-attr]
    assert {"racheter", "rachat"} <= words


@pytest.mark.parametrize("name", sorted(format_names()))
def test_the_same_graph_gives_the_same_bytes(name: str) -> None:
    backwards = Content.of(reversed(ENTITIES), reversed(STATEMENTS), reversed(DOCUMENTS), run=CONTENT.run)
    assert find_format(name).write(backwards) == find_format(name).write(CONTENT)


@pytest.mark.parametrize("name", sorted(set(format_names()) - {"ontolex"}))
def test_a_graph_of_nothing_is_written(name: str, tmp_path: Path) -> None:
    assert write_export(Content.of((), (), ()), name, tmp_path / "empty").exists()


def test_an_unknown_format_lists_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"there is no format 'visio'; there are: csv, followthemoney, gexf, graphml"):
        write_export(CONTENT, "visio", tmp_path / "x")


@pytest.mark.parametrize("name", ["turtle", "csv"])
def test_a_target_that_cannot_be_written_leaves_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("precious")
    with pytest.raises(GraphError, match="cannot be written .*; name a place that you may write to"):
        write_export(CONTENT, name, tmp_path / "file" / "x")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("file", "precious")]


def test_what_is_no_file_takes_the_data_and_a_link_stays_a_link(tmp_path: Path) -> None:
    pipe, real, link = tmp_path / "pipe", tmp_path / "real.ttl", tmp_path / "link.ttl"
    os.mkfifo(pipe)
    real.write_text("earlier")
    link.symlink_to(real)
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(pipe.read_bytes)
        write_export(CONTENT, "turtle", pipe)
        assert b"Altavia" in read.result(10)
    assert pipe.is_fifo()
    write_export(CONTENT, "turtle", link)
    assert link.is_symlink() and b"Altavia" in real.read_bytes()


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "thesis.txt").write_text("precious")
    with pytest.raises(GraphError, match="holds thesis.txt, which is not of this export"):
        write_export(CONTENT, "csv", tmp_path / "csv")
    assert [path.name for path in (tmp_path / "csv").iterdir()] == ["thesis.txt"]
    with pytest.raises(GraphError, match="is a folder; name a file"):
        write_export(CONTENT, "turtle", tmp_path / "csv")


def test_an_export_replaces_an_earlier_one(tmp_path: Path) -> None:
    for name in ("turtle", "csv"):
        write_export(Content.of((), (), ()), name, tmp_path / name)
        write_export(CONTENT, name, tmp_path / name)
    assert b"Altavia" in (tmp_path / "turtle").read_bytes()
    assert b"Altavia" in (tmp_path / "csv" / "nodes.csv").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["csv", "turtle"]


# --- The memo, and two hundred documents: every format, each read by a reader of its own ---------------------------------


@pytest.fixture(scope="module", params=["memo", "200 documents"])
def real(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Content, Path]:
    """A graph as a user has it, and the folder with all its exports."""
    if request.param == "memo":
        from graphbuild.knowledge_graph import KnowledgeGraph

        content = KnowledgeGraph.load(request.getfixturevalue("memo_folder")).content
    else:
        content = build([make_reading(number) for number in range(200)])
    folder = tmp_path_factory.mktemp("real")
    for name in format_names():
        write_export(content, name, folder / name)
    return content, folder


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_every_export_of_a_real_graph_is_read(real: tuple[Content, Path]) -> None:
    import networkx
    import rdflib
    from pyoxigraph import RdfFormat, parse

    content, folder = real
    lines = {f"{s} {p} {o} ." for s, p, o in content.triples}
    for name, kind in (("turtle", "TURTLE"), ("jsonld", "JSON_LD"), ("rdfxml", "RDF_XML"), ("ntriples", "N_TRIPLES"), ("trig", "TRIG")):
        assert {f"{quad.triple} ." for quad in parse(path=str(folder / name), format=getattr(RdfFormat, kind))} == lines, name
    assert sum(1 for _ in parse(path=str(folder / "rdf12"), format=RdfFormat.TURTLE)) < len(lines)
    assert len(rdflib.Graph().parse(data=(folder / "turtle").read_bytes(), format="turtle")) == len(lines)
    graph = make_property_graph(content)
    for read in (networkx.read_graphml(folder / "graphml"), networkx.read_gexf(folder / "gexf")):
        assert (read.number_of_nodes(), read.number_of_edges()) == (len(graph.nodes), len(graph.edges))
    read_quickstatements((folder / "quickstatements").read_text(encoding="utf-8"))


def test_rapper_serdi_and_riot_read_a_real_graph(real: tuple[Content, Path]) -> None:
    content, folder = real
    for name, syntaxes in SYNTAXES.items():
        if "rapper" in syntaxes:
            assert count_with_rapper(folder / name, syntaxes["rapper"]) == len(content.triples), name
    assert len(lines_with_serdi(folder / "turtle", "turtle")) == len(content.triples)
    for name in ("turtle", "rdfxml"):
        assert len(lines_with_riot(folder / name, SYNTAXES[name]["riot"])) == len(content.triples)


def test_graphology_reads_a_real_graph(real: tuple[Content, Path]) -> None:
    content, folder = real
    found = gexf_with_graphology(folder / "gexf")
    graph = make_property_graph(content)
    assert (len(found["nodes"]), len(found["edges"])) == (len(graph.nodes), len(graph.edges))


def test_the_other_tools_read_a_real_graph(real: tuple[Content, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    pyld = pytest.importorskip("pyld", reason="PyLD is not installed (test extra)")
    igraph = pytest.importorskip("igraph", reason="igraph is not installed (test extra)")
    ladybug = pytest.importorskip("real_ladybug", reason="real-ladybug is not installed (test extra)")
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed (test extra)")
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed (test extra)")
    content, folder = real
    graph = make_property_graph(content)
    nquads = pyld.jsonld.to_rdf(json.loads((folder / "jsonld").read_text(encoding="utf-8")), {"format": "application/n-quads"})
    assert len(set(nquads.splitlines())) == len(content.triples)
    assert igraph.Graph.Read_GraphML(str(folder / "graphml")).ecount() == len(graph.edges)
    etree.XMLSchema(etree.parse(str(Path(__file__).parent / "schemas" / "gexf-1.2.xsd"))).assertValid(etree.parse(str(folder / "gexf")))
    for line in (folder / "followthemoney").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        ftm.model.get(row["schema"]).validate(row)
    monkeypatch.chdir(folder / "csv")
    connection = ladybug.Connection(ladybug.Database())
    for command in filter(None, Path("ladybug.cypher").read_text(encoding="utf-8").split(";\n")):
        connection.execute(command)
    assert connection.execute("MATCH ()-[c:Claim]->() RETURN count(c)").get_next() == [len(graph.edges)]


def test_followthemoney_leaves_out_dates_in_words() -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed (test extra)")
    person = entity("Maud Riou", "Person")
    said = [statement(person, "diedOn", Value(day, kind, day), DOCUMENTS[0]) for day, kind in (("jeudi", "xsd:string"), ("2025-03", "xsd:gYearMonth"))]
    made = find_format("followthemoney").write(Content.of((person,), said, DOCUMENTS))
    assert isinstance(made, bytes)
    row = json.loads(made.splitlines()[0])
    ftm.model.get("Person").validate(row)
    assert row["properties"]["deathDate"] == ["2025-03"]


HOSTILE = [
    'dit "non"', "C:\\new\\table", "deux\nlignes", "retour\r\nchariot", "a,b;c\td", "a|b", "שלום\u200f", "🚀 Émoji", "<script>alert('x')</script>",
    "'; DROP TABLE", "nul\x00 et cloche\x07", "]]>", "& &amp;", "{json}", "^^<x>", '"@fr', "  bords  ", "\u2028ligne", "e\u0301",
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Content, Path]:
    """Names and values that break careless writers, in every format but RDF/XML, which refuses controls."""
    named = [entity(f"{name} nom", "Organization", aliases=(name,)) for name in HOSTILE]
    said = [statement(ALTAVIA, "alsoKnownAs", Value(name, "xsd:string", name), DOCUMENTS[0]) for name in HOSTILE]
    said += [statement(ALTAVIA, "owns", node, DOCUMENTS[0]) for node in named]
    content = Content.of((ALTAVIA, *named), said, DOCUMENTS)
    folder = tmp_path_factory.mktemp("hostile")
    for name in set(format_names()) - {"rdfxml"}:
        write_export(content, name, folder / name)
    return content, folder


def test_hostile_names_survive_in_rdf(hostile: tuple[Content, Path]) -> None:
    from pyoxigraph import RdfFormat, parse

    content, folder = hostile
    lines = {f"{s} {p} {o} ." for s, p, o in content.triples}
    for name, kind in (("turtle", "TURTLE"), ("jsonld", "JSON_LD"), ("nquads", "N_QUADS"), ("trig", "TRIG")):
        assert {f"{quad.triple} ." for quad in parse(path=str(folder / name), format=getattr(RdfFormat, kind))} == lines, name
    assert count_with_rapper(folder / "turtle", "turtle") == len(lines)
    assert canonical(lines_with_serdi(folder / "turtle", "turtle")) == lines


def test_hostile_names_reach_the_other_tools(hostile: tuple[Content, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    import networkx

    content, folder = hostile
    graph = make_property_graph(content)
    labels = sorted(safe_text(node.label) for node in graph.nodes)
    # XML parsers turn every end of line into a line feed.
    expected = sorted(label.replace("\r\n", "\n") for label in labels)
    for read in (networkx.read_graphml(folder / "graphml"), networkx.read_gexf(folder / "gexf")):
        assert sorted(d["label"].replace("\r\n", "\n") for _, d in read.nodes(data=True)) == expected
    with open(folder / "csv" / "nodes.csv", encoding="utf-8", newline="") as stream:
        assert sorted(row["label"] for row in csv.DictReader(stream)) == labels
    ladybug = pytest.importorskip("real_ladybug", reason="real-ladybug is not installed (test extra)")
    monkeypatch.chdir(folder / "csv")
    connection = ladybug.Connection(ladybug.Database())
    for command in filter(None, Path("ladybug.cypher").read_text(encoding="utf-8").split(";\n")):
        connection.execute(command)
    found = connection.execute("MATCH (n:Node) RETURN n.label")
    stored = []
    while found.has_next():
        stored.append(found.get_next()[0])
    assert sorted(stored) == labels


@pytest.mark.parametrize("name", ["cloche\x07", "nul\x00"])
def test_rdfxml_refuses_what_xml_cannot_hold(name: str, tmp_path: Path) -> None:
    said = statement(ALTAVIA, "alsoKnownAs", Value(name, "xsd:string", name), DOCUMENTS[0])
    with pytest.raises(GraphError, match="RDF/XML cannot hold this graph: no XML has .*; export another form of RDF, such as turtle"):
        write_export(Content.of((ALTAVIA,), (said,), DOCUMENTS), "rdfxml", tmp_path / "graph.rdf")
    assert list(tmp_path.iterdir()) == []


def test_another_package_adds_a_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "counting.py").write_text(
        "from graphbuild.graph.exports import Format\n"
        "FORMAT = Format('count', '.txt', 'how many statements', lambda content: str(len(content.statements)).encode())\n",
        encoding="utf-8",
    )
    metadata = tmp_path / "counting-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: counting\nVersion: 1\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text("[graphbuild.exports]\ncount = counting:FORMAT\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "count" in format_names()
    assert write_export(CONTENT, "count", tmp_path / "n.txt").read_text() == str(len(STATEMENTS))


def test_quickstatements_of_unlinked_entities_say_why_there_are_none(caplog: pytest.LogCaptureFixture) -> None:
    unlinked = [entity("Altavia", "Organization"), entity("Boréal", "Product")]
    said = statement(unlinked[0], "developed", unlinked[1], DOCUMENTS[0])
    with caplog.at_level(logging.WARNING, logger="graphbuild"):  # the command line may have silenced it
        assert find_format("quickstatements").write(Content.of(unlinked, (said,), DOCUMENTS)) == b""
    assert "link them with build --authority FILE" in caplog.text


def test_quickstatements_of_a_relation_without_property_name_it(caplog: pytest.LogCaptureFixture) -> None:
    linked = [entity("Altavia", "Organization", same_as=(("http://www.wikidata.org/entity/Q1", 1.0),)), entity("Norvent", "Organization", same_as=(("http://www.wikidata.org/entity/Q2", 1.0),))]
    said = statement(linked[0], "acquired", linked[1], DOCUMENTS[0])
    with caplog.at_level(logging.WARNING, logger="graphbuild"):
        assert find_format("quickstatements").write(Content.of(linked, (said,), DOCUMENTS)) == b""
    assert "(there is: acquired)" in caplog.text
