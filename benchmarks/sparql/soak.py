"""Many clients at once against `graphbuild serve`: errors, latency, memory.

    python benchmarks/sparql/soak.py

writes a graph, serves it for a minute to eight clients, and renews `soak.json` and the paragraph of docs/sparql.md; `--out DIR`
writes both there instead. Each client is a process that keeps one connection and asks the queries of run.py and three
look-ups in turn. Memory is that of the server and all its workers (proportional set size), at the end of each tenth of the
time. Exit status 1: a request went wrong.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from generate import write_graph
from report import renew, tell_soak
from run import DOCS, HERE, PREFIXES, QUERIES, say

LOOK_UPS = (
    "SELECT ?p ?o { ent:Janbel_7 ?p ?o }",
    "ASK { ?s gb:paused ?o }",
    "SELECT ?s ?o { ?s gb:acquired ?o } LIMIT 20",
)


def main() -> None:
    """Runs the soak and writes its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--out", type=Path, help="a folder for the results; default: renew those of the repository")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="graphbuild-soak-") as folder:
        triples = write_graph(Path(folder) / "graph.nq", triples=options.triples)
        with serving(Path(folder)) as (pid, port):
            figures = {"triples": triples, **soak(pid, port, options.clients, options.seconds)}
    target = options.out or HERE
    target.mkdir(parents=True, exist_ok=True)
    (target / "soak.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if options.out:
        (options.out / "soak.md").write_text(tell_soak(figures) + "\n", encoding="utf-8")
    else:
        renew(DOCS / "sparql.md", "soak", tell_soak(figures))
    say(tell_soak(figures))
    sys.exit(bool(figures["errors"]))


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, int]]:
    """The endpoint of a folder, as a person starts it: its process and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from graphbuild.cli import main; main()", "serve", str(folder), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield server.pid, port
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)


def soak(pid: int, port: int, clients: int, seconds: float) -> dict[str, Any]:
    """The figures of one soak."""
    queue: multiprocessing.Queue[tuple[list[float], int]] = multiprocessing.Queue()
    end = time.time() + seconds
    running = [multiprocessing.Process(target=client, args=(port, number, end, queue)) for number in range(clients)]
    for process in running:
        process.start()
    memory = []
    for tenth in range(1, 11):
        time.sleep(max(0, end - seconds + tenth * seconds / 10 - time.time()))
        memory.append(memory_of(pid))
    told = [queue.get(timeout=120) for _ in running]
    for process in running:
        process.join()
    latencies = sorted(latency for each, _ in told for latency in each)
    return {
        "clients": clients,
        "seconds": seconds,
        "requests": len(latencies),
        "errors": sum(errors for _, errors in told),
        "median_ms": round(statistics.median(latencies) * 1000, 1),
        "p99_ms": round(latencies[int(len(latencies) * 0.99)] * 1000, 1),
        "longest_ms": round(latencies[-1] * 1000, 1),
        "memory_mib": memory,
        "load_of_machine": round(os.getloadavg()[0], 1),
    }


def client(port: int, number: int, end: float, queue: multiprocessing.Queue[tuple[list[float], int]]) -> None:
    """Asks until the end; tells the seconds of each request and how many went wrong."""
    texts = [PREFIXES + text for text in (*QUERIES.values(), *LOOK_UPS)]
    latencies, errors = [], 0
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.time() < end:
        text = texts[(number + len(latencies)) % len(texts)]
        started = time.perf_counter()
        try:
            connection.request("GET", f"/sparql?query={quote(text)}", headers={"Accept": "application/sparql-results+json"})
            response = connection.getresponse()
            json.loads(response.read())
            errors += response.status != 200
        except (OSError, http.client.HTTPException, ValueError):
            errors += 1
            connection.close()
        latencies.append(time.perf_counter() - started)
    connection.close()
    queue.put((latencies, errors))


def memory_of(pid: int) -> int:
    """MiB of a process and its children, what they share counted once."""
    import psutil

    process = psutil.Process(pid)
    return sum(each.memory_full_info().pss for each in (process, *process.children(recursive=True))) >> 20


def wait_for(port: int) -> None:
    """Until something listens."""
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the endpoint did not start")


if __name__ == "__main__":
    main()
