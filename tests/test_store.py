"""The store: made from graph.nq, read without locks, replaced in one step, seen through rdflib."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import graph_samples
import psutil
import pyoxigraph as ox
import pytest
from sparql_servers import ENDLESS, make_folder

from graphbuild.errors import GraphError
from graphbuild.graph.store import dataset, find_store, memory_store, open_store, read_base, write_store
from graphbuild.graph.worker import Job, Worker

# rdflib's Dataset warns of a property of its own that it uses itself.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")
TRIPLES = graph_samples.CONTENT.triples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "graph")


def quads(store: ox.Store) -> set[ox.Quad]:
    return set(store.quads_for_pattern(None, None, None, None))


def test_disk_and_memory_hold_the_same(folder: Path) -> None:
    assert quads(open_store(folder)) == quads(memory_store(TRIPLES))
    assert len(open_store(folder)) == len(TRIPLES)


def test_missing_store_is_made_from_the_quads(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder / "store")
    assert find_store(folder) == folder / "store"
    assert len(open_store(folder)) == len(TRIPLES)


def test_readers_hold_no_lock(folder: Path) -> None:
    reader = open_store(folder)
    code = f"import pyoxigraph as ox; s = ox.Store({str(folder / 'store')!r}); s.flush(); print(len(s))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) == len(reader) == len(TRIPLES)


def test_two_writers_are_told(folder: Path) -> None:
    writer = open_store(folder, writable=True)
    with pytest.raises(GraphError, match="another process writes to this store"):
        open_store(folder, writable=True)
    del writer
    open_store(folder, writable=True)


def test_replaced_store_leaves_readers_alone(folder: Path) -> None:
    reader = open_store(folder)
    (folder / "small.nq").write_text("<http://a> <http://b> <http://c> .\n")
    write_store(folder / "store", source=folder / "small.nq")
    assert len(reader) == len(TRIPLES)
    assert len(open_store(folder)) == 1
    assert sorted(path.name for path in folder.iterdir()) == ["graph.nq", "small.nq", "store"]


def test_broken_quads_leave_the_store_as_it_was(folder: Path) -> None:
    (folder / "graph.nq").write_text("<http://a> <http://b> <http://c> .\n<http://a> <http://b> .\n")
    with pytest.raises(GraphError, match=r"graph\.nq: line 2 is no valid N-Quads .*build the graph again"):
        write_store(folder / "store", source=folder / "graph.nq")
    assert len(open_store(folder)) == len(TRIPLES)
    assert sorted(path.name for path in folder.iterdir()) == ["graph.nq", "store"]


def test_store_loaded_in_parts_is_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = quads(open_store(folder))
    monkeypatch.setattr("graphbuild.graph.store._BYTES_AT_ONCE", 10_000)
    write_store(folder / "parts", source=folder / "graph.nq")
    assert quads(ox.Store.read_only(str(folder / "parts"))) == whole
    with (folder / "graph.nq").open("a") as stream:
        stream.write("nonsense\n")
    with pytest.raises(GraphError, match=f"line {len(TRIPLES) + 1} is no valid N-Quads"):
        write_store(folder / "parts", source=folder / "graph.nq")


def test_errors_say_what_to_do(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(GraphError, match="there is no such folder; build one with: graphbuild build"):
        open_store(tmp_path / "none")
    with pytest.raises(GraphError, match=r"no graph folder \(graph.nq missing\)"):
        open_store(tmp_path)
    for path in (folder / "store").glob("*.sst"):
        path.write_bytes(b"damaged")
    with pytest.raises(GraphError, match=r"the store is damaged.*delete this folder, it is made again from graph.nq"):
        len(open_store(folder))


def test_rdflib_reads_and_asks_the_same_store(folder: Path) -> None:
    graph = dataset(folder, prefixes={"gb": "https://w3id.org/graphbuild/ontology#"})
    assert len(graph) == len(TRIPLES)
    assert {(s.n3(), p.n3(), o.n3()) for s, p, o, _ in graph.quads()} >= {t for t in TRIPLES if t[2].startswith("<")}
    [row] = graph.query("SELECT (COUNT(?claim) AS ?n) { ?claim a gb:Claim }")
    assert int(row[0]) == sum(1 for _, _, o in TRIPLES if o == "<https://w3id.org/graphbuild/ontology#Claim>")


def test_rdflib_cannot_change_a_folder(folder: Path) -> None:
    from rdflib import URIRef

    graph = dataset(folder)
    node = URIRef("http://example.org/new")
    with pytest.raises(GraphError, match="open for reading; copy it into a Dataset of your own"):
        graph.add((node, node, node))
    with pytest.raises(GraphError, match="open for reading"):
        graph.update("INSERT DATA { <http://a> <http://b> <http://c> }")
    assert len(open_store(folder)) == len(TRIPLES)


def test_rdflib_changes_a_store_in_memory() -> None:
    from rdflib import URIRef

    store = memory_store(TRIPLES)
    node = URIRef("http://example.org/new")
    dataset(store).add((node, node, node))
    assert len(store) == len(TRIPLES) + 1


def test_memory_store_refuses_what_is_no_triple() -> None:
    with pytest.raises(GraphError, match="not valid N-Triples"):
        memory_store([("no", "triple", "at all")])


def test_base_of_the_report(folder: Path) -> None:
    assert read_base(folder) == "https://w3id.org/graphbuild/data/"
    (folder / "report.json").write_text('{"settings": {"base": "https://example.org/news/"}}')
    assert read_base(folder) == "https://example.org/news/"


def test_time_of_a_job_that_is_over_ends_no_other(folder: Path) -> None:
    """A timer that fires as its job ends must not end the next one."""
    with Worker() as worker:
        job = Job(str(folder / "store"), text="ASK {}")
        _, pieces = worker.run(job, timeout=30)
        number = worker._job
        assert b"".join(pieces) == b'{"head":{},"boolean":true}'
        worker.stop("timeout", number)
        assert worker.usable
        assert b"".join(worker.run(job)[1]) == b'{"head":{},"boolean":true}'


def test_worker_whose_answer_was_not_read_takes_no_other_job(folder: Path) -> None:
    with Worker() as worker:
        worker.run(Job(str(folder / "store"), text="SELECT * { ?s ?p ?o }"))
        assert not worker.usable


def test_worker_ends_with_its_parent(folder: Path) -> None:
    code = (
        "import os, sys; from graphbuild.graph.worker import Job, Worker; w = Worker(); "
        f"print(w._process.pid, flush=True); w.run(Job({str(folder / 'store')!r}, text={ENDLESS!r}))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.communicate()
    child.wait(10)
