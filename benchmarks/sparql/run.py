"""Loading and asking graphs of growing size: graphbuild, beside pyoxigraph alone and rdflib in memory, in one run.

    python benchmarks/sparql/run.py

measures everything (ten to fifteen minutes on a machine that does nothing else) and renews `results.json`, the drawing and the
table of docs/sparql.md; `--out DIR` writes the three there instead, to try it, say with `--sizes 100000`.

Each load runs in a process of its own, so that its peak of memory is its own. A query is run by graphbuild and by
pyoxigraph in turn on the same open store; times are medians. `cpu` is processor time of all threads, which other work on the
machine disturbs less than the clock does. The graphs come from generate.py; draw.py and report.py show the results.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from draw import draw
from generate import write_graph
from report import renew, tell_benchmark

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


HERE = Path(__file__).resolve().parent
DOCS = HERE.parents[1] / "docs"

# A query that is over sooner is timed several times in a row.
_SHORTEST = 0.1
# A query has as many turns as fit in these seconds, but so many at least and at most.
_SECONDS_A_QUERY = 4.0
_FEWEST, _MOST = 3, 9
# Loads of small graphs are repeated, one way after the other; of several the median counts.
_LOADS, _REPEATED_UP_TO = 3, 1_000_000


def main() -> None:
    """Runs the benchmark, or one measurement of it when called by itself."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000, 5_000_000])
    parser.add_argument("--out", type=Path, help="a folder for the results; default: renew those of the repository")
    parser.add_argument("--rdflib-seconds", type=float, default=300, help="rdflib is given up after this time, for each size")
    parser.add_argument("--rdflib-gib", type=int, default=20, help="the most memory that rdflib may take")
    parser.add_argument("--one", nargs=3, metavar=("WHAT", "SOURCE", "STORE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(run_one(options.one[0], Path(options.one[1]), Path(options.one[2]), options.rdflib_gib)))
        return
    started = time.perf_counter()
    results: dict[str, Any] = {"machine": describe_machine(), "sizes": [measure(size, options) for size in sorted(options.sizes)]}
    results["seconds"] = round(time.perf_counter() - started)
    target = options.out or HERE
    target.mkdir(parents=True, exist_ok=True)
    (target / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draw(results, (options.out or DOCS / "images") / "sparql-growth.svg")
    if options.out:
        (options.out / "table.md").write_text(tell_benchmark(results), encoding="utf-8")
    else:
        renew(DOCS / "sparql.md", "benchmark", tell_benchmark(results))
    say(f"all in {results['seconds']} s; written: {target / 'results.json'}, the drawing and the table")


def measure(size: int, options: argparse.Namespace) -> dict[str, Any]:
    """All figures of one size."""
    folder = Path(tempfile.mkdtemp(prefix="graphbuild-benchmark-"))
    try:
        source = folder / "graph.nq"
        started = time.perf_counter()
        written = write_graph(source, triples=size)
        say(f"{written:,} triples, {source.stat().st_size >> 20} MiB, written in {time.perf_counter() - started:.1f} s")
        found: dict[str, Any] = {"triples": written, "bytes": source.stat().st_size, "load": load_in_turn(source, folder, size)}
        store = folder / "graphbuild"
        found["store_bytes"] = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
        found["queries"] = separately("ask", source, store)
        told = measure_rdflib(source, options)
        found["rdflib"] = told.get("failed", "measured")
        if "failed" not in told:
            found["load"]["rdflib"] = told["load"]
            for name, figures in told["queries"].items():
                found["queries"][name]["rdflib"] = figures
        return found
    finally:
        shutil.rmtree(folder)


def load_in_turn(source: Path, folder: Path, size: int) -> dict[str, dict[str, float]]:
    """The loads of graphbuild and of pyoxigraph given all at once; leaves the store of graphbuild in `folder`."""
    figures: dict[str, list[dict[str, float]]] = {"pyoxigraph": [], "graphbuild": []}
    for turn in range(_LOADS if size <= _REPEATED_UP_TO else 1):
        for way in sorted(figures, reverse=bool(turn % 2)):
            shutil.rmtree(folder / way, ignore_errors=True)
            figures[way].append(separately(f"load-{way}", source, folder / way))
    shutil.rmtree(folder / "pyoxigraph")
    return {way: middle(told) for way, told in figures.items()}


def measure_rdflib(source: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The figures of rdflib, or why there are none."""
    try:
        return separately("rdflib", source, source.parent, "--rdflib-gib", str(options.rdflib_gib), seconds=options.rdflib_seconds)
    except subprocess.TimeoutExpired:
        failed = f"not done within {options.rdflib_seconds:g} s"
    except RuntimeError as error:
        if "MemoryError" not in str(error):
            raise
        failed = f"takes more than {options.rdflib_gib} GiB"
    say(f"  rdflib: {failed}")
    return {"failed": failed}


def separately(what: str, source: Path, store: Path, *options: str, seconds: float | None = None) -> dict[str, Any]:
    """Figures from a process of their own."""
    command = [sys.executable, __file__, *options, "--one", what, str(source), str(store)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds)
    if done.returncode:
        raise RuntimeError(f"{what} failed:\n{done.stderr}")
    say(f"  {what}: {done.stdout.strip()[:160]}")
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def run_one(what: str, source: Path, store: Path, gib: int) -> dict[str, Any]:
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
    return ask(store) if what == "ask" else ask_rdflib(source, gib)


def ask(path: Path) -> dict[str, Any]:
    """The queries by graphbuild and by pyoxigraph alone, in turn, both to SPARQL results in JSON."""
    import pyoxigraph as ox

    from graphbuild.graph.query import run_query

    store = ox.Store.read_only(str(path))
    found = {}
    for name, query in QUERIES.items():
        text = PREFIXES + query
        answers: dict[str, str] = {}

        def by_pyoxigraph() -> None:
            answers["pyoxigraph"] = store.query(text).serialize(format=ox.QueryResultsFormat.JSON).decode()  # noqa: B023

        def by_graphbuild() -> None:
            answers["graphbuild"] = run_query(store, text, format="json")  # noqa: B023

        ways: dict[str, Callable[[], None]] = {"graphbuild": by_graphbuild, "pyoxigraph": by_pyoxigraph}
        # The first time warms up, and shows how often it must run to be timed at all, and how many turns there is time for.
        once = max(timed(work)["wall"] for work in ways.values())
        times = max(1, int(_SHORTEST / max(once, 1e-6)))
        turns = min(_MOST, max(_FEWEST, int(_SECONDS_A_QUERY / (once * times))))
        figures: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
        for turn in range(turns):
            for way in sorted(ways, reverse=bool(turn % 2)):
                figures[way].append(timed(ways[way], times=times))
        rows = [json.loads(answer)["results"]["bindings"] for answer in answers.values()]
        assert sorted(map(json.dumps, rows[0])) == sorted(map(json.dumps, rows[1]))
        found[name] = {"rows": len(rows[0]), "turns": turns} | {way: middle(told) for way, told in figures.items()}
    return found


def ask_rdflib(source: Path, gib: int) -> dict[str, Any]:
    """Load and queries by rdflib, its graph in memory, each once; raises MemoryError when it takes more than `gib` GiB."""
    import rdflib

    resource.setrlimit(resource.RLIMIT_DATA, (gib << 30, gib << 30))
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
    return {name: round(value, 6) for name, value in told.items()} | {"peak_mib": peak_mib()}


def peak_mib() -> int:
    """The most memory that this process has taken. What getrusage tells begins, on Linux, with that of the parent."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))
    return round(int(status.partition("VmHWM:")[2].split()[0]) / (1 << 10))


def middle(figures: list[dict[str, float]]) -> dict[str, float]:
    """The medians."""
    return {name: round(statistics.median(told[name] for told in figures), 6) for name in figures[0]}


def describe_machine() -> str:
    """Processors, memory and versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    packages = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib"))
    return f"{os.cpu_count()} cores ({platform.machine()}), {memory} GiB; Python {platform.python_version()}, {packages}"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
