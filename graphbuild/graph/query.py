"""SPARQL over a graph: the text goes to Oxigraph as it is, the answer comes back as a table or in a W3C format.

In: a graph folder, a store or a file of N-Quads, and the text of a query. Out: text or bytes. With a `timeout` the query
runs in a process of its own, which is ended when the time is up; nothing else can stop a query in native code.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ..errors import GraphError, QueryError, UnknownFormat
from ..iris import BASE
from .store import find_store, open_store, read_base
from .syntax import blank_opaque, explain_syntax
from .table import draw_table, read_solutions, shorten
from .terms import prefixes as graph_prefixes
from .worker import Head, Job, Worker, WorkerError, evaluate

if TYPE_CHECKING:
    from pyoxigraph import Store

_ROWS = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}
_GRAPHS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
    "xml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "json": "application/ld+json",
}
_STAR = re.compile(r"\bSELECT\s+(DISTINCT\s+|REDUCED\s+)?\*", re.IGNORECASE)
FORMATS = ("table", *dict.fromkeys([*_ROWS, *_GRAPHS]))


def run_query(
    source: Store | Path | str,
    text: str,
    *,
    format: str = "table",
    timeout: float | None = None,
    explain: bool = False,
    labels: bool = False,
    language: str = "fr",
    width: int | None = None,
    rows: int = 200,
    base: str | None = None,
    output: IO[bytes] | None = None,
) -> str:
    """The answer to a SPARQL query, as text; or written to `output`, which takes answers of any size.

    `source` is a graph folder or a pyoxigraph `Store`. `format` is `table` (for people), `csv`, `tsv`, `json` or `xml` for
    SELECT and ASK, `ttl`, `nt`, `nq`, `trig`, `rdf` (also `xml`) or `jsonld` (also `json`) for CONSTRUCT and DESCRIBE.
    `timeout` seconds end the query. `explain` gives the plan of the query instead of its answer.
    A table has prefixed names, or with `labels` the names of things (in `language` where there are several); it is at
    most `width` columns wide (None: as wide as it needs) and shows `rows` rows; what is cut is told below it.
    The prefixes of the graph need not be declared. `base` is what the graph's own IRIs begin with, where `source` is a Store.

    Raises QueryError for a query that does not parse (line, column, hint), fails or takes too long, UnknownFormat for a
    format that does not exist or does not suit the kind of query, and GraphError when there is no graph.
    """
    if format not in FORMATS:
        raise UnknownFormat(f"format {format!r} does not exist; choose one of {', '.join(FORMATS)}")
    if explain:
        return _deliver(explain_query(source, text, timeout=timeout).encode(), output)
    prefixes = graph_prefixes(base or (read_base(Path(source)) if isinstance(source, (str, Path)) else BASE))
    with _runner(source, timeout) as run:
        job = Job(
            store="",
            text=text,
            solutions=_ROWS.get(format, _ROWS["json"]),
            graph=_GRAPHS.get(format, _GRAPHS["ttl"]),
            prefixes=prefixes,
        )
        try:
            if format != "table":
                return _write(run(job), format, output)
            head, pieces = run(job)
            if head.kind == "graph":
                return _write((head, pieces), "ttl", output)
            table = read_solutions(b"".join(pieces))
            if _STAR.search(blank_opaque(text)):
                table = table.ordered_as(blank_opaque(text))
            names = _find_labels(run, table.iris(rows), language) if labels else {}
            drawn = draw_table(table, prefixes=prefixes, names=names, width=width, rows=rows)
            return _deliver(drawn.encode(), output)
        except WorkerError as error:
            raise _tell(error, text, timeout, prefixes) from error


def _write(answer: tuple[Head, Iterator[bytes]], format: str, output: IO[bytes] | None) -> str:
    head, pieces = answer
    if format not in (_GRAPHS if head.kind == "graph" else _ROWS):
        what = "CONSTRUCT and DESCRIBE give a graph" if head.kind == "graph" else "SELECT and ASK give rows"
        fitting = ", ".join(_GRAPHS if head.kind == "graph" else _ROWS)
        raise UnknownFormat(f"format {format!r} does not suit this query: {what}; choose table or one of {fitting}")
    if head.kind == "graph" and format in ("ttl", "trig"):
        pieces = _sort_prefixes(pieces)
    if output is None:
        return b"".join(pieces).decode("utf-8")
    for piece in pieces:
        output.write(piece)
    return ""


def _sort_prefixes(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The Turtle of Oxigraph with its prefixes in order (they come in any), and only those in use if it is short."""
    first, second = next(pieces, b""), next(pieces, None)
    lines = first.splitlines(keepends=True)
    count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    body = b"".join(lines[count:])
    yield b"".join(line for line in sorted(lines[:count]) if second is not None or line.split()[1] in body)
    yield body
    if second is not None:
        yield second
    yield from pieces


def _deliver(data: bytes, output: IO[bytes] | None) -> str:
    if output is None:
        return data.decode("utf-8")
    output.write(data)
    return ""


class _Here:
    """Runs jobs in this process, on an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, job: Job) -> tuple[Head, Iterator[bytes]]:
        buffer = io.BytesIO()
        heads: list[Head] = []

        def begin(head: Head) -> IO[bytes]:
            heads.append(head)
            return buffer

        try:
            evaluate(self._store, job, begin)
        except (SyntaxError, ValueError) as error:
            raise WorkerError("syntax", str(error)) from error
        except (OSError, RuntimeError) as error:
            raise WorkerError("failed", str(error)) from error
        return heads[0], iter((buffer.getvalue(),))


class _Apart:
    """Runs jobs in a process of its own, on the store at a path, each within the time."""

    def __init__(self, worker: Worker, path: str, timeout: float) -> None:
        self._worker, self._path, self._timeout = worker, path, timeout

    def __call__(self, job: Job) -> tuple[Head, Iterator[bytes]]:
        values = {name: getattr(job, name) for name in Job.__slots__}
        return self._worker.run(Job(**values | {"store": self._path}), timeout=self._timeout)


@contextmanager
def _runner(source: Store | Path | str, timeout: float | None) -> Iterator[_Here | _Apart]:
    if timeout is None:
        yield _Here(open_store(Path(source)) if isinstance(source, (str, Path)) else source)
        return
    if timeout <= 0:
        raise QueryError(f"timeout {timeout:g}: a query needs some time; give seconds above 0, or no timeout at all")
    with _on_disk(source) as path, Worker() as worker:
        yield _Apart(worker, str(path), timeout)


@contextmanager
def _on_disk(source: Store | Path | str) -> Iterator[Path]:
    """Where another process can read the source: a folder's own store, or a copy of a store in memory."""
    if isinstance(source, (str, Path)):
        yield find_store(Path(source))
        return
    from pyoxigraph import RdfFormat

    with tempfile.TemporaryDirectory(prefix="graphbuild-") as folder:
        path = Path(folder) / "graph.nq"
        source.dump(str(path), RdfFormat.N_QUADS)
        yield path


def _tell(error: WorkerError, text: str, timeout: float | None, prefixes: dict[str, str]) -> QueryError:
    if error.reason == "syntax":
        return QueryError(explain_syntax(text, str(error), prefixes=prefixes))
    if error.reason == "timeout":
        return QueryError(
            f"the query was ended after {timeout:g} seconds; give it more time (--timeout), or ask for less: "
            "a LIMIT, a constant in place of a variable, patterns that share variables"
        )
    return QueryError(f"the query failed: {error}")


def _find_labels(run: _Here | _Apart, iris: list[str], language: str) -> dict[str, str]:
    """The names of things: skos:prefLabel or rdfs:label, in `language`, else without a language, else any."""
    from pyoxigraph import Literal, NamedNode

    names: dict[str, tuple[int, str, str]] = {}
    for start in range(0, len(iris), 500):
        values = " ".join(f"<{iri}>" for iri in iris[start : start + 500])
        query = (
            "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
            f"SELECT ?thing ?name WHERE {{ VALUES ?thing {{ {values} }} ?thing rdfs:label|skos:prefLabel ?name }}"
        )
        _, pieces = run(Job(store="", text=query))
        for thing, name in read_solutions(b"".join(pieces)).rows:
            if not isinstance(thing, NamedNode) or not isinstance(name, Literal):
                continue
            tag = name.language
            rank = 0 if tag == language else 1 if tag is None else 2
            candidate = (rank, tag or "", name.value)
            names[thing.value] = min(names.get(thing.value, candidate), candidate)
    return {iri: name for iri, (_, _, name) in names.items()}


def explain_query(source: Store | Path | str, text: str, *, timeout: float | None = None) -> str:
    """The plan by which Oxigraph runs a query on a graph folder, with the number of rows and the time of each step.

    The query is run for that. Raises QueryError when it does not parse, takes too long, or when the `oxigraph` command,
    which alone tells plans, is not installed, and GraphError when `source` is no folder: a plan needs a store on disk.
    """
    if not isinstance(source, (str, Path)):
        raise GraphError("a plan is told for a graph folder only; save the graph and name the folder")
    path = find_store(Path(source))
    prefixes = graph_prefixes(read_base(Path(source)))
    kind = _kind(text, prefixes)
    with tempfile.TemporaryDirectory(prefix="graphbuild-") as folder:
        plan = Path(folder) / "plan.json"
        query = Path(folder) / "query.rq"
        query.write_text("".join(f"PREFIX {p}: <{namespace}> " for p, namespace in prefixes.items()) + text, encoding="utf-8")
        command = [find_oxigraph(), "query", "--location", str(path), "--query-file", str(query)]
        command += ["--results-format", "nt" if kind == "graph" else "json", "--explain-file", str(plan), "--stats"]
        try:
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True, timeout=timeout)
        except subprocess.TimeoutExpired as error:
            raise _tell(WorkerError("timeout", ""), text, timeout, prefixes) from error
        except subprocess.CalledProcessError as error:
            raise QueryError(f"the query failed: {error.stderr.strip().splitlines()[0]}") from error
        return _draw_plan(json.loads(plan.read_text(encoding="utf-8")), prefixes)


def _kind(text: str, prefixes: dict[str, str]) -> str:
    """Which kind of answer a query gives; raises QueryError when it does not parse."""
    import pyoxigraph as ox

    try:
        result = ox.Store().query(text, prefixes=prefixes)
    except SyntaxError as error:
        raise QueryError(explain_syntax(text, str(error), prefixes=prefixes)) from error
    return "graph" if isinstance(result, ox.QueryTriples) else "rows"


def _draw_plan(explanation: dict[str, Any], prefixes: dict[str, str]) -> str:
    """A plan as a tree: each step with its rows and its time, that of the steps below it included."""
    lines = [f"planned in {explanation['planning duration in seconds'] * 1000:.2f} ms"]
    numbers: dict[str, str] = {}

    def draw(node: dict[str, Any], lead: str, below: str) -> None:
        name = re.sub(r"<([^<>\s]*)>", lambda iri: shorten(iri[1], prefixes), node["name"])
        # Variables that Oxigraph makes for paths and brackets have names that nobody can tell apart.
        name = re.sub(r"\?[0-9a-f]{30,32}\b", lambda made: numbers.setdefault(made[0], f"?_{len(numbers) + 1}"), name)
        rows, seconds = node.get("number of results"), node.get("duration in seconds")
        cost = f"   {rows:,} rows" if rows is not None else ""
        cost += f", {seconds * 1000:,.1f} ms" if seconds is not None else ""
        lines.append(f"{lead}{name}{cost}")
        children = node.get("children", [])
        for position, child in enumerate(children):
            last = position == len(children) - 1
            draw(child, below + ("└ " if last else "├ "), below + ("  " if last else "│ "))

    draw(explanation["plan"], "", "")
    return "\n".join(lines) + "\n"


def find_oxigraph() -> str:
    """The path of the `oxigraph` command, beside this Python or on PATH; raises QueryError when it is not installed."""
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.exists() else shutil.which("oxigraph")
    if not found:
        raise QueryError("the oxigraph command is not installed; it comes with: pip install 'graphbuild[server]'")
    return found
