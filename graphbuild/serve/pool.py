"""The workers of an endpoint: how many queries run at once, on which state of the store, and what ends them.

In: jobs. Out: their results in pieces. A query that is slow, too large, or that nobody waits for any more ends with its
process; the others do not notice. With writing allowed, one process writes; readers read snapshots, which are hard links
to the files of the store: a reader sees every write that was confirmed before it asked, and none that came later.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ..errors import GraphError
from ..graph.store import explain_failure
from ..graph.worker import Head, Job, Worker, WorkerError

_WATCH_SECONDS = 0.5
_CLOSE_SECONDS = 5.0
_SUDDEN_SECONDS = 0.5
# Whoever has read within this time is thought to read on.
_RECENT_SECONDS = 5.0


class Busy(Exception):
    """No worker came free in time."""


class Pool:
    """At most `size` jobs at once, each at most `timeout` seconds and `memory` bytes."""

    def __init__(self, *, size: int, timeout: float, memory: int | None) -> None:
        self.timeout = timeout
        self._memory = memory
        self._free = threading.BoundedSemaphore(size)
        self._idle: list[Worker] = []
        self._watched: dict[Worker, Callable[[], bool]] = {}
        self._lock = threading.Lock()
        self._closed = threading.Event()
        threading.Thread(target=self._watch, name="graphbuild-watch", daemon=True).start()

    def start(self) -> None:
        """Has a first worker ready before the first query comes."""
        with self._lock:
            self._idle.append(Worker(memory=self._memory))

    @contextmanager
    def run(self, job: Job, *, gone: Callable[[], bool]) -> Iterator[tuple[Head, Iterator[bytes]]]:
        """Runs a job in a free worker; `gone` says whether the client has left, which ends it.

        Raises Busy when none comes free within the time of a query, and WorkerError as `Worker.run`.
        """
        if not self._free.acquire(timeout=self.timeout):
            raise Busy
        try:
            with self._working(gone) as worker:
                started = time.monotonic()
                try:
                    result = worker.run(job, timeout=self.timeout)
                except WorkerError as error:
                    # An idle worker that somebody has ended is noticed only now; the query is not to blame.
                    if error.reason != "died" or time.monotonic() - started > _SUDDEN_SECONDS:
                        raise
                    result = None
                if result is not None:
                    yield result
                    return
            with self._working(gone) as worker:
                yield worker.run(job, timeout=self.timeout)
        finally:
            self._free.release()

    @contextmanager
    def _working(self, gone: Callable[[], bool]) -> Iterator[Worker]:
        """A worker, watched until the block ends."""
        worker = self._take()
        with self._lock:
            self._watched[worker] = gone
        try:
            yield worker
        finally:
            with self._lock:
                del self._watched[worker]
            self._give(worker)

    def close(self) -> None:
        """Ends all workers, and with them all queries."""
        self._closed.set()
        with self._lock:
            idle, self._idle = self._idle, []
            for worker in self._watched:
                worker.stop("gone")
        for worker in idle:
            worker.close()
        # Whoever reads from the others notices at once, and closes them.
        end = time.monotonic() + _CLOSE_SECONDS
        while self._watched and time.monotonic() < end:
            time.sleep(0.01)

    def _take(self) -> Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.usable:
                    return worker
                worker.close()
        return Worker(memory=self._memory)

    def _give(self, worker: Worker) -> None:
        with self._lock:
            if worker.usable and not self._closed.is_set():
                self._idle.append(worker)
                return
        worker.close()

    def _watch(self) -> None:
        """Ends the queries of clients that have left."""
        while not self._closed.wait(_WATCH_SECONDS):
            with self._lock:
                watched = list(self._watched.items())
            for worker, gone in watched:
                if gone():
                    with self._lock:
                        # By now the worker may do the job of another client.
                        if self._watched.get(worker) is gone:
                            worker.stop("gone")


class ReadOnlyStore:
    """The store of a folder as it is now; when the folder is built anew, the next query reads the new one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def reading(self, job: Job) -> Iterator[Job]:
        """The job, told where to read."""
        try:
            state = os.stat(self._path / "CURRENT")
            version = f"{state.st_ino}-{state.st_mtime_ns}"
        except OSError:
            version = "missing"  # the worker tells that it cannot be opened
        yield replace(job, store=str(self._path), version=version)

    def close(self) -> None:
        """Nothing is held."""


class WritableStore:
    """The store of a folder with one process that writes, and snapshots for those who read.

    Raises GraphError when another process writes to the store, or it cannot be opened.
    """

    def __init__(self, path: Path, *, timeout: float, memory: int | None) -> None:
        self._path = path
        self._timeout = timeout
        self._memory = memory
        self._writer = Worker(memory=memory)
        self._writing = threading.Lock()
        self._snapshots = Path(tempfile.mkdtemp(prefix=f".{path.name}.snapshots-", dir=path.parent))
        self._readers: dict[Path, int] = {}
        self._counting = threading.Lock()
        self._current: Path | None = None
        self._count = 0
        self._last_read = float("-inf")
        try:
            self._take_snapshot()  # for the first reader; above all it takes the lock of the store
        except WorkerError as error:
            self.close()
            raise GraphError(explain_failure(path, str(error))) from error
        # With the lock, nobody reads those of a server that was killed; they would keep the space of what is deleted.
        for snapshots in path.parent.glob(f".{path.name}.snapshots-*"):
            if snapshots != self._snapshots:
                shutil.rmtree(snapshots, ignore_errors=True)

    def write(self, job: Job) -> Head:
        """Does a job that writes, after those that came before it; when this returns, it is in the store.

        Raises WorkerError, and then nothing of the job is in the store, unless it was ended at its very end.
        """
        with self._writing:
            if self._current is None and time.monotonic() - self._last_read < _RECENT_SECONDS:
                self._take_snapshot()  # for those who read while this is written
            try:
                return self._write(job)
            finally:
                with self._counting:
                    self._current = None

    def _write(self, job: Job) -> Head:
        if not self._writer.usable:
            self._writer.close()
            self._writer = Worker(memory=self._memory)
        head, pieces = self._writer.run(replace(job, store=str(self._path)), timeout=self._timeout)
        for _ in pieces:
            pass
        return head

    def _take_snapshot(self) -> None:
        self._count += 1
        snapshot = self._snapshots / str(self._count)
        self._write(Job(store="", action="snapshot", path=str(snapshot)))
        with self._counting:
            self._readers[snapshot] = 0
            self._current = snapshot

    @contextmanager
    def reading(self, job: Job) -> Iterator[Job]:
        """The job, told to read a snapshot that holds every write that was confirmed."""
        self._last_read = time.monotonic()
        snapshot = self._enter()
        while snapshot is None:
            with self._writing:
                if self._current is None:
                    self._take_snapshot()
            snapshot = self._enter()
        try:
            yield replace(job, store=str(snapshot))
        finally:
            self._leave(snapshot)

    def _enter(self) -> Path | None:
        with self._counting:
            if self._current is not None:
                self._readers[self._current] += 1
            return self._current

    def _leave(self, snapshot: Path) -> None:
        with self._counting:
            self._readers[snapshot] -= 1
            unused = [path for path, readers in self._readers.items() if not readers and path != self._current]
            for path in unused:
                del self._readers[path]
        for path in unused:
            shutil.rmtree(path, ignore_errors=True)

    def close(self) -> None:
        """Ends the process that writes; a write that was not confirmed is not in the store."""
        self._writer.close()
        shutil.rmtree(self._snapshots, ignore_errors=True)
