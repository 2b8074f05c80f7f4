"""Queries: tables for people, W3C formats for programs, errors that help, an end in time."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import graph_samples
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sparql_servers import ENDLESS, make_folder

from graphbuild.errors import GraphError, QueryError, UnknownFormat
from graphbuild.graph.query import run_query
from graphbuild.graph.store import memory_store
from graphbuild.graph.syntax import blank_opaque, explain_syntax, uses_network
from graphbuild.graph.table import draw_table, read_solutions, shorten

PAUSED = "SELECT ?who ?what { ?who gb:paused ?what }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_folder(tmp_path_factory.mktemp("query") / "graph")


def test_table_has_prefixed_names(folder: Path) -> None:
    assert run_query(folder, PAUSED).splitlines() == [
        "who          what",
        "───────────  ──────────",
        "ent:Altavia  ent:Boréal",
        "(1 row)",
    ]


def test_table_has_labels_on_demand(folder: Path) -> None:
    assert run_query(folder, PAUSED, labels=True).splitlines()[2] == "Altavia  Boréal"


def test_label_in_the_language_that_was_asked() -> None:
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    store = memory_store(
        [("<http://e/x>", label, '"mouse"@en'), ("<http://e/x>", label, '"souris"@fr'), ("<http://e/x>", label, '"ratón"@es')]
    )
    for language, expected in (("fr", "souris"), ("en", "mouse"), ("de", "mouse")):
        assert run_query(store, "SELECT DISTINCT ?s { ?s ?p ?o }", labels=True, language=language).splitlines()[2] == expected


def test_wide_cells_are_cut_and_told(folder: Path) -> None:
    text = "SELECT ?text ?s { ?s nif:anchorOf ?text } ORDER BY ?s LIMIT 3"
    lines = run_query(folder, text, width=60).splitlines()
    assert all(len(line) <= 60 for line in lines[:-1])
    assert "…" in lines[2]
    assert lines[-1].startswith("(3 rows; ") and lines[-1].endswith("cells cut; --width 0 or --format csv show all)")
    assert "…" not in run_query(folder, text)


def test_many_rows_are_told(folder: Path) -> None:
    total = len(graph_samples.CONTENT.triples)
    lines = run_query(folder, "SELECT * { ?s ?p ?o }", rows=5).splitlines()
    assert len(lines) == 8
    assert lines[-1] == f"({total} rows; the first 5 shown; --rows N shows more)"


def test_columns_of_star_come_as_written(folder: Path) -> None:
    assert run_query(folder, "SELECT * { ?z gb:paused ?a } # ?a").splitlines()[0].split() == ["z", "a"]


def test_ask_and_construct_in_the_terminal(folder: Path) -> None:
    assert run_query(folder, "ASK { ?a gb:paused ?b }").splitlines()[2] == "true"
    turtle = run_query(folder, "CONSTRUCT { ?a gb:paused ?b } WHERE { ?a gb:paused ?b }")
    assert turtle == (
        "@prefix ent: <https://w3id.org/graphbuild/data/entity/> .\n"
        "@prefix gb: <https://w3id.org/graphbuild/ontology#> .\n"
        "ent:Altavia gb:paused ent:Boréal .\n"
    )


@pytest.mark.parametrize(
    ("format", "reader"),
    [("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML), ("tsv", ox.QueryResultsFormat.TSV)],
)
def test_formats_of_rows(folder: Path, format: str, reader: ox.QueryResultsFormat) -> None:
    rows = ox.parse_query_results(run_query(folder, PAUSED, format=format), reader)
    assert [[term.value for term in row] for row in rows] == [[graph_samples.ALTAVIA.iri, graph_samples.BOREAL.iri]]  # type: ignore[union-attr]


def test_csv(folder: Path) -> None:
    assert run_query(folder, PAUSED, format="csv") == f"who,what\r\n{graph_samples.ALTAVIA.iri},{graph_samples.BOREAL.iri}\r\n"


@pytest.mark.parametrize(
    ("format", "reader"),
    [
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("nq", ox.RdfFormat.N_QUADS),
        ("trig", ox.RdfFormat.TRIG),
        ("rdf", ox.RdfFormat.RDF_XML),
        ("xml", ox.RdfFormat.RDF_XML),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("json", ox.RdfFormat.JSON_LD),
    ],
)
def test_formats_of_graphs(folder: Path, format: str, reader: ox.RdfFormat) -> None:
    text = run_query(folder, "CONSTRUCT WHERE { ?s ?p ?o }", format=format)
    expected = {quad.triple for quad in memory_store(graph_samples.CONTENT.triples)}
    assert {quad.triple for quad in ox.parse(text, format=reader)} == expected


def test_unfit_formats_are_told(folder: Path) -> None:
    with pytest.raises(UnknownFormat, match="format 'exel' does not exist; choose one of table, csv"):
        run_query(folder, PAUSED, format="exel")
    with pytest.raises(UnknownFormat, match="SELECT and ASK give rows; choose table or one of csv, tsv, json, xml"):
        run_query(folder, PAUSED, format="ttl")
    with pytest.raises(UnknownFormat, match="CONSTRUCT and DESCRIBE give a graph; choose table or one of ttl"):
        run_query(folder, "CONSTRUCT WHERE { ?s ?p ?o }", format="csv")


def test_large_answers_go_to_a_stream(folder: Path) -> None:
    output = io.BytesIO()
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 50000"
    assert run_query(folder, text, format="csv", output=output, timeout=30) == ""
    assert output.getvalue().count(b"\r\n") == 50001


@pytest.mark.parametrize("apart", [False, True])
def test_same_answer_here_and_apart(folder: Path, apart: bool) -> None:
    store = memory_store(graph_samples.CONTENT.triples)
    text = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
    assert run_query(store, text, timeout=20 if apart else None) == run_query(folder, text)


def test_timeout_ends_a_query_cleanly(folder: Path) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError, match=r"ended after 0.5 seconds; give it more time \(--timeout\)"):
        run_query(folder, ENDLESS, timeout=0.5)
    assert time.monotonic() - started < 5
    assert run_query(folder, "ASK {}", timeout=20).splitlines()[2] == "true"


def test_what_a_text_says_cannot_reach_the_terminal() -> None:
    store = memory_store([("<http://e/x>", "<http://e/p>", r'"\u001B[2Jgone\nnext"')])
    assert "�[2Jgone next" in run_query(store, "SELECT ?o { ?s ?p ?o }")


def test_explain_shows_the_plan(folder: Path) -> None:
    try:
        plan = run_query(folder, "SELECT ?n { ?who gb:paused ?what ; gb:paused/rdfs:label ?n }", explain=True)
    except QueryError as error:
        assert "pip install 'graphbuild[server]'" in str(error)
        pytest.skip("the oxigraph command is not installed")
    assert plan.startswith("planned in ")
    assert "QuadPattern(?who gb:paused ?what)   1 rows" in plan
    assert "rdfs:label ?n)" in plan and "?_1" in plan  # what the path made
    with pytest.raises(GraphError, match="a plan is told for a graph folder only"):
        run_query(memory_store([]), "ASK {}", explain=True)


MISTAKES = [
    ("SELECT * {", 1, 10, "'{' is not closed", "add '}'"),
    ("SELECT * { ?s ?p ?o }}", 1, 22, "'}' closes nothing", "remove it"),
    ("SELECT *\nWHERE { ?s foaf:knows ?o }", 2, 12, "unknown prefix 'foaf'", "PREFIX foaf: <http://xmlns.com/foaf/0.1/>"),
    ("SELECT * { ?s gbb:paused ?o }", 1, 15, "unknown prefix 'gbb'", "did you mean gb: ?"),
    ("select ?x wher { ?x ?y ?z }", 1, 11, "unknown word 'wher'", "did you mean WHERE?"),
    ("SELEC * { ?s ?p ?o }", 1, 1, "unknown word 'SELEC'", "did you mean SELECT?"),
    ("SELECT ?x { ?x ?y ?z FLTER(?x = 1) }", 1, 22, "unknown word 'FLTER'", "did you mean FILTER?"),
    ('ASK {\n\t?s ?p "open }', 2, 8, "a string that is not closed", 'close it with "'),
    ("SELECT ?x (COUNT(*) AS ?c) { ?x ?y ?z }", 1, 1, "neither bound in WHERE nor grouped", "GROUP BY"),
    ("SELECT * {\n ?s ?p ?o FILTER(?o > )\n}", 2, 21, "nothing to the right of >", "complete the comparison"),
    ("SELECT * { ?s a ?p } LIMIT", 1, 22, "LIMIT without a number", "write e.g. LIMIT 10"),
    ("SELECT ?limit { ?limit ?order } ORDER ?limit", 1, 33, "ORDER without BY", "write ORDER BY"),
    ("ASK { ?s ?p ?o FILTER regex(?o 'a') }", 1, 31, "no comma between the arguments of regex", "REGEX(?a, ?b)"),
    ("ASK { ?s ?p ?o FILTER(?o IN 3) }", 1, 33, "unexpected end of the query", "here or a little before"),
    ("INSERT DATA { <http://a> <http://b> 1 }", 1, 1, "this is an update, not a query", "--writable"),
    ("SELECT * { <Paris> ?p ?o }", 1, 12, "<Paris> is no absolute IRI", "begin with BASE"),
    ("SELECT ?s, ?p { ?s ?p ?o }", 1, 10, "a comma between variables", "by blanks"),
    ("SELECT * { ?s ?p ?o . OPTIONAL ?s ?y ?z }", 1, 32, "unexpected '?s'", "here could stand: {"),
    ("   ", 1, 1, "the query is empty", "write one"),
]


@pytest.mark.parametrize(("text", "line", "column", "what", "hint"), MISTAKES, ids=[what for _, _, _, what, _ in MISTAKES])
def test_mistakes_are_told_with_place_and_hint(folder: Path, text: str, line: int, column: int, what: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        run_query(folder, text)
    first, shown, mark, told = str(caught.value).split("\n")
    assert first.startswith(f"SPARQL syntax error at line {line}, column {column}: ")
    assert what in first
    assert hint in told
    assert shown == "  " + text.split("\n")[line - 1]
    assert len(mark) == column + 2 and mark.endswith("^")


@given(st.text(alphabet="SELECT{}?.<>\"'#()x:a \n\\=,é🙂", max_size=60))
def test_any_mistake_can_be_told(text: str) -> None:
    try:
        ox.Store().query(text)
    except SyntaxError as error:
        assert explain_syntax(text, str(error), prefixes={"gb": "https://example.org/"}).startswith("SPARQL")


@given(st.text(max_size=40))
def test_blanking_keeps_every_position(text: str) -> None:
    bare = blank_opaque(text)
    assert len(bare) == len(text)
    assert [c for c in bare if c == "\n"] == [c for c in text if c == "\n"]


def test_requests_to_other_servers_are_noticed() -> None:
    assert uses_network("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")
    assert uses_network("select * {service silent ?x{}}")
    assert uses_network("LOAD <http://x/>")
    for innocent in ('ASK { ?service ex:service "SERVICE" } # SERVICE', "ASK { ?s ?p <http://x/SERVICE> ; ex:LOAD 1 }"):
        assert not uses_network(innocent)


def test_longest_namespace_wins() -> None:
    prefixes = {"a": "http://x/", "b": "http://x/y/"}
    assert shorten("http://x/y/z", prefixes) == "b:z"
    assert shorten("http://x/q/z", prefixes) == "<http://x/q/z>"
    assert shorten("http://other/z", prefixes) == "<http://other/z>"


@given(width=st.integers(20, 120), cells=st.lists(st.text(min_size=1, max_size=80), min_size=3, max_size=3))
def test_table_keeps_within_its_width(width: int, cells: list[str]) -> None:
    from rich.cells import cell_len

    bindings = [{f"v{n}": {"type": "literal", "value": cell} for n, cell in enumerate(cells)}]
    table = read_solutions(json.dumps({"head": {"vars": ["v0", "v1", "v2"]}, "results": {"bindings": bindings}}).encode())
    drawn = draw_table(table, prefixes={}, names={}, width=max(width, 28)).split("\n")
    assert all(cell_len(line) <= max(width, 28) for line in drawn[:3])


# The command ------------------------------------------------------------------------------------------------------


def graphbuild(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from graphbuild.cli import main; main()", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, timeout=60)


def test_command_reads_the_query_from_anywhere(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(PAUSED)
    expected = run_query(folder, PAUSED, format="csv")
    for arguments, stdin in (([PAUSED], None), (["--file", str(tmp_path / "q.rq")], None), (["-"], PAUSED), ([], PAUSED)):
        done = graphbuild("query", str(folder), *arguments, "--format", "csv", stdin=stdin)
        assert (done.stdout, done.stderr, done.returncode) == (expected.replace("\r\n", "\n"), "", 0)


def test_command_runs_named_questions(folder: Path) -> None:
    done = graphbuild("query", str(folder), "--name", "paused", "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert "Altavia" in done.stdout
    wrong = graphbuild("query", str(folder), "--name", "pausd")
    assert wrong.returncode == 1
    assert "did you mean paused?" in wrong.stderr


def test_command_tells_errors(folder: Path, tmp_path: Path) -> None:
    wrong = graphbuild("query", str(folder), "SELECT * {")
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("graphbuild: SPARQL syntax error at line 1, column 10: '{' is not closed")
    slow = graphbuild("query", str(folder), ENDLESS, "--timeout", "0.5")
    assert (slow.returncode, slow.stdout) == (1, "")
    assert "ended after 0.5 seconds" in slow.stderr
    twice = graphbuild("query", str(folder), PAUSED, "--name", "paused")
    assert twice.returncode == 2
    nothing = graphbuild("query", str(tmp_path / "none"), PAUSED)
    assert nothing.returncode == 1
    assert "there is no such folder" in nothing.stderr
