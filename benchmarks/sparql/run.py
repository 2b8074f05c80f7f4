"""Loading and asking graphs of growing size: graphbuild, beside pyoxigraph alone and rdflib in memory, in the same run.

    python benchmarks/sparql/run.py --sizes 100000 1000000 5000000 --out benchmarks/sparql/results.json

Each load runs in a process of its own, so that its peak of memory is its own. A query is run by graphbuild and by
pyoxigraph in turn on the same open store; times are medians. `cpu` is processor time of all threads, which other work on the
machine disturbs less than the clock does. The graphs come from generate.py; draw.py draws the results.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PREFIXES = """PREFIX ent: <https://w3id.org/graphbuild/data/entity/>
PREFIX gb: <https://w3id.org/graphbuild/ontology#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
QUERIES = {
    "search by name, then all that is said": """SELECT ?relation ?object ?status WHERE {
        ?claim rdf:subject ?who ; rdf:predicate ?relation ; rdf:object/rdfs:label ?object ; gb:evidence/gb:status ?status .
        ?who rdfs:label ?name FILTER(STRENDS(?name, " 7")) }""",
    "one relation with its sources": """SELECT ?who ?what ?source WHERE {
        ?claim rdf:predicate gb:paused ; rdf:subject/rdfs:label ?who ; rdf:object/rdfs:label ?what ; gb:evidence ?evidence .
        ?evidence gb:accordingTo/rdfs:label ?source } LIMIT 1000""",
    "two steps through the graph": """SELECT ?a ?b ?c WHERE { ?a gb:acquired ?b . ?b gb:competesWith ?c } LIMIT 1000""",
    "sentences that hold a word": """SELECT ?sentence WHERE { ?s nif:anchorOf ?sentence FILTER(CONTAINS(?sentence, "acquired") && CONTAINS(?sentence, ", 77")) }""",
    "evidence by status": """SELECT ?status (COUNT(*) AS ?n) WHERE { ?evidence gb:status ?status } GROUP BY ?status""",
    "the most spoken of": """SELECT ?who (COUNT(?claim) AS ?n) WHERE { ?claim rdf:subject ?who } GROUP BY ?who ORDER BY DESC(?n) LIMIT 10""",
}


# A query that is over sooner is timed several times in a row.
_SHORTEST = 0.1


def main() -> None:
    """Runs the benchmark, or one load of it when called by itself."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000])
    parser.add_argument(
        "--rdflib-up-to", type=int, default=1_000_000, help="larger graphs are not given to rdflib, which keeps all in memory"
    )
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--one", nargs=3, metavar=("WHAT", "SOURCE", "STORE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(run_one(options.one[0], Path(options.one[1]), Path(options.one[2]), options.repeat)))
        return
    results = {"machine": f"{platform.machine()}, {platform.python_implementation()} {platform.python_version()}", "sizes": []}
    for size in options.sizes:
        results["sizes"].append(measure(size, options))  # type: ignore[attr-defined]
        if options.out:
            options.out.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def measure(size: int, options: argparse.Namespace) -> dict[str, Any]:
    """All figures of one size."""
    from generate import write_graph

    folder = Path(tempfile.mkdtemp(prefix="graphbuild-benchmark-"))
    try:
        source = folder / "graph.nq"
        started = time.perf_counter()
        written = write_graph(source, triples=size)
        say(f"{written:,} triples, {source.stat().st_size >> 20} MiB, written in {time.perf_counter() - started:.1f} s")
        found: dict[str, Any] = {"bytes": source.stat().st_size, "load": {}, "queries": {}}
        for what in ("load-pyoxigraph", "load-graphbuild"):
            found["load"][what.removeprefix("load-")] = separately(what, source, folder / what, options)
        found["store_bytes"] = sum(path.stat().st_size for path in (folder / "load-graphbuild").rglob("*") if path.is_file())
        asked = separately("ask", source, folder / "load-graphbuild", options)
        found["triples"], found["queries"] = asked["triples"], asked["queries"]
        if size <= options.rdflib_up_to:
            told = separately("rdflib", source, folder, options)
            found["load"]["rdflib"] = told["load"]
            for name, figures in told["queries"].items():
                found["queries"][name]["rdflib"] = figures
        return found
    finally:
        shutil.rmtree(folder)


def separately(what: str, source: Path, store: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Figures from a process of their own."""
    command = [sys.executable, __file__, "--repeat", str(options.repeat), "--one", what, str(source), str(store)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{what} failed:\n{done.stderr}")
    say(f"  {what}: {done.stdout.strip()[:200]}")
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def run_one(what: str, source: Path, store: Path, repeat: int) -> dict[str, Any]:
    """One measurement, in this process."""
    if what == "load-graphbuild":
        from graphbuild.graph.store import write_store

        return timed(lambda: write_store(store, source=source))
    if what == "load-pyoxigraph":
        import pyoxigraph as ox

        def load() -> None:
            opened = ox.Store(str(store))
            opened.bulk_load(path=str(source), format=ox.RdfFormat.N_QUADS)
            opened.flush()

        return timed(load)
    return ask(store, repeat) if what == "ask" else ask_rdflib(source)


def ask(path: Path, repeat: int) -> dict[str, Any]:
    """The queries by graphbuild and by pyoxigraph alone, in turn, both to SPARQL results in JSON."""
    import pyoxigraph as ox

    from graphbuild.graph.query import run_query

    store = ox.Store.read_only(str(path))
    found = {}
    for name, query in QUERIES.items():
        text = PREFIXES + query
        answers: dict[str, str] = {}
        times = 1
        figures: dict[str, list[dict[str, float]]] = {"pyoxigraph": [], "graphbuild": []}
        for turn in range(repeat + 1):
            ways: dict[str, Callable[[], Any]] = {
                "pyoxigraph": lambda: store.query(text).serialize(format=ox.QueryResultsFormat.JSON).decode(),  # noqa: B023
                "graphbuild": lambda: run_query(store, text, format="json"),  # noqa: B023
            }
            for way in sorted(ways, reverse=bool(turn % 2)):
                answers[way] = ways[way]()
                if not turn:  # for warming up, and to see how often it must run to be timed at all
                    times = max(1, int(_SHORTEST / max(timed(ways[way])["wall"], 1e-6)))
                else:
                    figures[way].append(timed(ways[way], times=times))
        assert answers["pyoxigraph"] == answers["graphbuild"]
        rows = len(json.loads(answers["graphbuild"])["results"]["bindings"])
        found[name] = {"rows": rows} | {way: middle(told) for way, told in figures.items()}
    return {"triples": len(store), "queries": found}


def ask_rdflib(source: Path) -> dict[str, Any]:
    """Load and queries by rdflib, its graph in memory."""
    import rdflib

    graph = rdflib.Graph()
    load = timed(lambda: graph.parse(str(source), format="nt"))
    return {
        "load": load,
        "queries": {name: timed(lambda q=query: list(graph.query(PREFIXES + q))) for name, query in QUERIES.items()},
    }  # type: ignore[misc]


def timed(work: Callable[[], Any], *, times: int = 1) -> dict[str, float]:
    """Seconds by the clock and by the processors for one time, and the process's peak of memory so far in MiB."""
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(times):
        work()
    told = {"wall": (time.perf_counter() - wall) / times, "cpu": (time.process_time() - cpu) / times}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return {name: round(value, 6) for name, value in told.items()} | {"peak_mib": round(peak)}


def middle(figures: list[dict[str, float]]) -> dict[str, float]:
    """The medians."""
    return {name: round(statistics.median(told[name] for told in figures), 6) for name in figures[0]}


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
