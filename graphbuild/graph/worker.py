"""A process that runs SPARQL, so that a query can be ended at any moment by ending the process.

Oxigraph runs a query in native code that no signal or thread can stop, and a query may ask for more memory than there
is. A `Worker` is a child process with the store open: it is sent a job, sends back the result in pieces, and is simply
killed when the time is up, the client has gone or its memory is spent. The store on disk takes no harm: what was not
confirmed is not in it.

This file runs in two places: `Worker` in the parent, `_serve` in the child, which is started from this file alone and
imports nothing but pyoxigraph, so that it is ready in a tenth of a second.

On the pipe to the child: one JSON object a line. On the pipe back: frames of one letter, four bytes of length, and the
content: `H` head (JSON: kind of result, media type), `D` data, `E` end, `X` error (JSON: kind, message).
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, Literal, Self

_FRAME = struct.Struct(">cI")
_PIECE = 1 << 16
# A query that has run this long gives way to others: the child lowers its own priority and is replaced afterwards.
_SLOW_SECONDS = 2.0

Kind = Literal["solutions", "boolean", "graph", "done"]
Action = Literal["query", "dump", "update", "load", "replace", "remove", "snapshot"]
Reason = Literal["syntax", "failed", "timeout", "gone", "died"]


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker is asked to do with the store at a path.

    `version` tells a store from an earlier one at the same path. Actions that read: `query` runs `text`, with results in
    the media types `solutions` (SELECT, ASK) or `graph` (CONSTRUCT, DESCRIBE); `dump` gives the graph `target` (`""`: the
    default graph). Actions that write, and open the store for writing: `update` runs `text`; `load` adds the file `path`
    (of media type `graph`) to the graph `target`, `replace` puts it in its place, `remove` removes the graph; `snapshot`
    copies the store to the folder `path` by hard links. Each write is one transaction.
    `default_graphs` and `named_graphs` are the dataset of the SPARQL 1.1 Protocol; none leaves it to the query.
    """

    store: str
    action: Action = "query"
    text: str = ""
    version: str = ""
    target: str = ""
    path: str = ""
    solutions: str = "application/sparql-results+json"
    graph: str = "application/n-triples"
    base: str | None = None
    prefixes: Mapping[str, str] | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def writes(self) -> bool:
        return self.action not in ("query", "dump")


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a result: its kind and the media type of the data; for a write whether the graph was there."""

    kind: Kind
    media_type: str = ""
    existed: bool = True


class WorkerError(Exception):
    """A job that gave no result; `reason` says why: its syntax, the run, time, memory or a lost client."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason: Reason = reason


class Worker:
    """A child process that runs one job at a time. Close it when it is no longer needed (`with` does).

    `memory` bounds the bytes that the child may take, where the system can do that (Linux).
    """

    def __init__(self, *, memory: int | None = None) -> None:
        # -P keeps this file's folder off the module path; the parent's environment (PYTHONPATH, venv) holds.
        command = [sys.executable, "-P", __file__, str(memory or 0), str(os.getpid())]
        # Its last words when memory runs out are native and for nobody; what can be told comes through the pipe.
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self._ended: Reason | None = None
        self._stale = self._reading = False
        self._job = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def usable(self) -> bool:
        """Whether another job can be given to it."""
        return not (self._stale or self._reading) and self._ended is None and self._process.poll() is None

    def run(self, job: Job, *, timeout: float | None = None) -> tuple[Head, Iterator[bytes]]:
        """Runs a job and gives the head of the result and its data in pieces, which must be read to the end.

        Raises WorkerError, here or while the data are read; after any but a `syntax` or `failed` error the worker is no
        longer usable.
        """
        timer = threading.Timer(timeout, self.stop, args=("timeout", self._job)) if timeout is not None else None
        if timer:
            timer.daemon = True
            timer.start()
        try:
            self._send(job)
            kind, payload = self._receive()
            if kind == b"X":
                raise self._error(payload)
            head = Head(**json.loads(payload))
            self._reading = True
        except BaseException as error:
            self._over(timer)
            if not isinstance(error, WorkerError):
                self.close()
            raise
        return head, self._data(timer)

    def stop(self, reason: Reason, job: int | None = None) -> None:
        """Ends the job by ending the process; whoever reads the result gets a WorkerError with this reason.

        `job` is the number of the job that is meant; nothing happens when that one is over.
        """
        with self._lock:
            if job is not None and job != self._job:
                return
            self._ended = self._ended or reason
            self._process.kill()

    def close(self) -> None:
        """Ends the process."""
        self._ended = self._ended or "gone"
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:  # the rest of a request that the process never read
                pass

    def _data(self, timer: threading.Timer | None) -> Iterator[bytes]:
        try:
            while True:
                kind, payload = self._receive()
                if kind == b"D":
                    yield payload
                elif kind == b"E":
                    self._stale = json.loads(payload)["slow"]
                    self._reading = False
                    return
                else:
                    self._reading = False
                    raise self._error(payload)
        finally:
            self._over(timer)
            if self._reading:
                self.stop("gone")

    def _over(self, timer: threading.Timer | None) -> None:
        with self._lock:
            self._job += 1
        if timer:
            timer.cancel()

    def _send(self, job: Job) -> None:
        assert self._process.stdin
        line = json.dumps({name: getattr(job, name) for name in Job.__slots__}) + "\n"
        try:
            self._process.stdin.write(line.encode())
            self._process.stdin.flush()
        except OSError as error:
            raise self._death() from error

    def _receive(self) -> tuple[bytes, bytes]:
        kind, length = _FRAME.unpack(self._read(_FRAME.size))
        return kind, self._read(length)

    def _read(self, size: int) -> bytes:
        assert self._process.stdout
        try:
            data = self._process.stdout.read(size)
        except (OSError, ValueError) as error:  # closed by another thread
            raise self._death() from error
        if len(data) < size:
            raise self._death()
        return data

    def _error(self, payload: bytes) -> WorkerError:
        told = json.loads(payload)
        self._stale = self._stale or told["slow"]
        return WorkerError(told["reason"], told["message"])

    def _death(self) -> WorkerError:
        self._process.wait()
        reason = self._ended or "died"
        self._ended = reason
        messages: dict[Reason, str] = {
            "timeout": "the time for this query is up",
            "gone": "nobody waits for this query any more",
            "died": "the query asked for more memory than a query may take, or its process was ended from outside",
        }
        return WorkerError(reason, messages[reason])


# The child ---------------------------------------------------------------------------------------------------------


class _Frames:
    """A file that pyoxigraph writes a result to: sends it in frames, the head before the first."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.head: Head | None = None
        self._pieces: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        self._size += len(data)
        if self._size >= _PIECE:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._size:
            self.open()
            _send_frame(self._stream, b"D", b"".join(self._pieces))
            self._pieces, self._size = [], 0

    def open(self) -> None:
        """Sends the head, once: an error before this point still reaches the client as an error."""
        if self.head:
            values = {name: getattr(self.head, name) for name in Head.__slots__}
            _send_frame(self._stream, b"H", _to_json(**values))
            self.head = None


def _send_frame(stream: IO[bytes], kind: bytes, payload: bytes) -> None:
    stream.write(_FRAME.pack(kind, len(payload)) + payload)
    stream.flush()


def _to_json(**values: Any) -> bytes:
    return json.dumps(values).encode()


def _serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    """Runs the jobs that come in, until the pipe is closed."""
    stores: dict[str, Any] = {}
    for line in requests:
        job = Job(**json.loads(line))
        slow = threading.Event()
        timer = threading.Timer(_SLOW_SECONDS, _give_way, args=(slow,))
        timer.daemon = True
        timer.start()
        try:
            _run(job, stores, replies)
            timer.cancel()
            _send_frame(replies, b"E", _to_json(slow=slow.is_set()))
        except (SyntaxError, ValueError) as error:
            # `msg` is the message without the name of the file, which is one of our own.
            message = error.msg if isinstance(error, SyntaxError) and error.filename else str(error)
            _send_frame(replies, b"X", _to_json(reason="syntax", message=message, slow=slow.is_set()))
        except (OSError, RuntimeError) as error:
            if isinstance(error, BrokenPipeError):
                return
            stores.clear()
            _send_frame(replies, b"X", _to_json(reason="failed", message=str(error), slow=slow.is_set()))
        finally:
            timer.cancel()


def _give_way(slow: threading.Event) -> None:
    slow.set()
    if hasattr(os, "nice"):
        os.nice(10)


def _run(job: Job, stores: dict[str, Any], replies: IO[bytes]) -> None:
    key = f"{job.store} {job.version}{' writable' if job.writes else ''}"
    if key not in stores:
        stores.clear()
        stores[key] = _open(job.store, writable=job.writes)
    output = _Frames(replies)

    def begin(head: Head) -> IO[bytes]:
        output.head = head
        return output  # type: ignore[return-value]

    if job.writes:
        output.head = change(stores[key], job)
    else:
        evaluate(stores[key], job, begin)
    output.open()
    output.flush()


def evaluate(store: Any, job: Job, begin: Callable[[Head], IO[bytes]]) -> None:
    """Runs a job on a pyoxigraph `Store` and writes the result to the file that `begin` gives for its head.

    Raises SyntaxError for the query, ValueError for a media type, OSError and RuntimeError for what fails on the way.
    """
    import pyoxigraph as ox

    rdf_format = ox.RdfFormat.from_media_type(job.graph)
    if rdf_format is None:
        raise ValueError(f"{job.graph} is no media type of RDF")
    if job.action == "dump":
        graph = ox.NamedNode(job.target) if job.target else ox.DefaultGraph()
        if job.target and not store.contains_named_graph(graph):
            begin(Head("graph", job.graph, existed=False))
            return
        store.dump(begin(Head("graph", job.graph)), rdf_format, from_graph=graph)
        return
    given = bool(job.default_graphs or job.named_graphs)
    result = store.query(
        job.text,
        base_iri=job.base,
        prefixes=dict(job.prefixes or {}),
        default_graph=[ox.NamedNode(iri) for iri in job.default_graphs] if given else None,
        named_graphs=[ox.NamedNode(iri) for iri in job.named_graphs] if given else None,
    )
    if isinstance(result, ox.QueryTriples):
        ox.serialize(result, begin(Head("graph", job.graph)), rdf_format, prefixes=dict(job.prefixes or {}))
        return
    kind: Kind = "boolean" if isinstance(result, ox.QueryBoolean) else "solutions"
    result.serialize(begin(Head(kind, job.solutions)), ox.QueryResultsFormat.from_media_type(job.solutions))


def change(store: Any, job: Job) -> Head:
    """Does a job that writes, in one transaction; raises what `evaluate` raises."""
    import pyoxigraph as ox

    if job.action == "snapshot":
        store.backup(job.path)
        return Head("done")
    if job.action == "update":
        store.update(job.text, base_iri=job.base, prefixes=dict(job.prefixes or {}))
        return Head("done")
    graph = ox.NamedNode(job.target) if job.target else ox.DefaultGraph()
    existed = (
        store.contains_named_graph(graph) if job.target else any(True for _ in store.quads_for_pattern(None, None, None, graph))
    )
    if job.action == "remove":
        if job.target:
            store.remove_graph(graph)
        else:
            store.clear_graph(graph)
    else:
        rdf_format = ox.RdfFormat.from_media_type(job.graph)
        if job.action == "replace":
            # Only an update clears and fills in one transaction.
            triples = (q.triple for q in ox.parse(path=job.path, format=rdf_format, base_iri=job.base, rename_blank_nodes=True))
            data = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
            if job.target:
                store.update(f"DROP SILENT GRAPH {graph}; CREATE GRAPH {graph}; INSERT DATA {{ GRAPH {graph} {{ {data} }} }}")
            else:
                store.update(f"DROP DEFAULT; INSERT DATA {{ {data} }}")
        else:
            if job.target and not existed:
                store.add_graph(graph)
            store.load(path=job.path, format=rdf_format, base_iri=job.base, to_graph=graph)
    return Head("done", existed=existed)


def _open(path: str, *, writable: bool) -> Any:
    """The store on disk, or the N-Quads of a file in memory."""
    import pyoxigraph as ox

    if os.path.isdir(path):
        return ox.Store(path) if writable else ox.Store.read_only(path)
    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    return store


def _end_with_parent(parent: int) -> None:
    """Ends this process soon after its parent was killed, even in the midst of a query."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _limit_memory(limit: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    except (ImportError, OSError, ValueError):  # Windows and macOS bound no process this way
        pass


if __name__ == "__main__":
    if int(sys.argv[1]):
        _limit_memory(int(sys.argv[1]))
    _end_with_parent(int(sys.argv[2]))
    # What native code prints must not come between the frames.
    with os.fdopen(os.dup(1), "wb") as replies:
        os.dup2(2, 1)
        try:
            _serve(sys.stdin.buffer, replies)
        except KeyboardInterrupt:
            pass
