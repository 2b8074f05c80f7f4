"""A graph folder on disk: which files it holds, and how a new one takes the place of an old one.

A folder is written beside its place under a hidden name and moved there at the end. Whatever fails or is killed before
that move leaves the earlier folder as it was.
"""

from __future__ import annotations

import errno
import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import GraphError

GRAPH = "graph.nq"
TURTLE = "graph.ttl"
STATEMENTS = "statements.jsonl"
ENTITIES = "entities.jsonl"
READINGS = "readings.jsonl"
REPORT = "report.json"
PAGE = "index.html"
STORE = "store"
# Files of the user's own that the graph was built with, with whatever suffix they had.
AUTHORITY = "authority.*"
ONTOLOGY = "ontology.*"


def check_folder(folder: Path) -> Path:
    """The folder, if it holds a graph; raises GraphError that says what is missing."""
    if not folder.is_dir():
        raise GraphError(f"{folder}: there is no such folder; build one with: graphbuild build INPUT -o {folder}")
    if missing := _missing(folder):
        raise GraphError(f"{folder}: no graph folder ({', '.join(missing)} missing); build one with: graphbuild build INPUT -o {folder}")
    return folder


def is_graph(folder: Path) -> bool:
    """Whether graphbuild wrote the folder."""
    return not _missing(folder)


def _missing(folder: Path) -> list[str]:
    return [name for name in (GRAPH, STATEMENTS, REPORT) if not (folder / name).is_file()]


def check_target(folder: Path) -> None:
    """Raises GraphError when writing to `folder` would destroy something that is no graph, or cannot succeed."""
    if folder.is_symlink():
        folder = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise GraphError(f"{folder}: is a file; name a folder to write the graph to")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / REPORT).is_file():
        raise GraphError(f"{folder}: holds other things than a graph, which would be lost; name a new or empty folder")
    parent = next(path for path in folder.absolute().parents if path.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
        raise GraphError(f"{folder}: cannot be written in {parent}; name a folder that you may write to")


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new folder to write into, which takes the place of `folder` when the block ends without an error.

    Raises GraphError when it cannot be written.
    """
    check_target(folder)
    try:
        with replacement(folder.resolve()) as new:
            yield new
    except OSError as error:
        raise GraphError(f"{folder}: cannot be written ({error.strerror or error}); the earlier graph, if any, is whole") from error


@contextmanager
def replacement(target: Path) -> Iterator[Path]:
    """A new folder beside `target` that takes its place when the block ends without an error; raises OSError.

    Who reads the earlier one is not disturbed. What killed processes have left beside it is cleared first.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _clear(target)
    new = Path(tempfile.mkdtemp(prefix=f".{target.name}.new-", dir=target.parent))
    lock = _lock(new)
    try:
        yield new
        new.chmod(0o777 & ~_umask())
        _swap(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _clear(target: Path) -> None:
    """An unfinished folder that no process holds goes; an earlier one whose place is still empty comes back."""
    name = glob.escape(target.name)
    for old in target.parent.glob(f".{name}.old-*"):
        if not target.exists():
            old.rename(target)
    for left in (*target.parent.glob(f".{name}.new-*"), *target.parent.glob(f".{name}.old-*")):
        lock = _lock(left)
        if lock is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """Holds a folder for this process, until it closes the file that is returned or dies; None where another holds it."""
    try:
        import fcntl
    except ImportError:  # Windows: nothing is cleared
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _swap(new: Path, target: Path) -> None:
    """Puts `new` in the place of `target`; on failure `target` is what it was."""
    if not target.exists():
        new.rename(target)
        return
    old = new.with_name(new.name.replace(".new-", ".old-"))
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_file(path: Path, data: bytes) -> None:
    """Writes a file that appears whole or not at all, under its own name where `path` is a link; what is no file (a pipe,
    a device) takes the data as they come. Raises GraphError when it cannot be written."""
    if path.is_dir():
        raise GraphError(f"{path}: is a folder; name a file to write to, such as {path / 'graph'}")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            os.chmod(name, 0o666 & ~_umask())
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> GraphError:
    """The error that says why something could not be written, and what to do."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    mend = "make room there, or name another place" if full else "name a place that you may write to"
    return GraphError(f"{path}: cannot be written ({error.strerror or error}); {mend}")
