"""The store of a graph: Oxigraph, on disk beside `graph.nq` or in memory.

In: N-Quads. Out: a pyoxigraph `Store`, or an rdflib `Dataset` over one. The store on disk is made from `graph.nq` and can
be made again at any time; reading it takes no lock, so that any number of processes may read a folder at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

from ..errors import GraphError
from ..folder import GRAPH, REPORT, STORE, replacement

if TYPE_CHECKING:
    from rdflib import Dataset

    from .terms import Triple


# Some million triples, for which the bulk loader takes about a GiB. Smaller parts take less, but leave more files side by
# side, which slow queries down, or take half as much time again to merge.
_BYTES_AT_ONCE = 160 << 20


def write_store(path: Path, *, source: Path) -> None:
    """Makes the store at `path` from the N-Quads of `source`.

    It is loaded part by part, in bounded memory. The new store takes the place of an old one at the end, in one step: a
    reader of the old one is not disturbed. Raises GraphError when `source` cannot be read, is no N-Quads (with the line),
    or the store cannot be written.
    """
    path = Path(path)
    try:
        with replacement(path) as new:
            _load(new, Path(source))
    except OSError as error:
        raise GraphError(f"{path}: the store cannot be written ({error.strerror or error}); check space and permissions") from error


def _load(path: Path, source: Path) -> None:
    """Loads `source` into a new store; the store is closed, and its lock given back, when this returns."""
    store = Store(str(path))
    lines = 0
    try:
        with source.open("rb") as stream:
            # The bulk loader sorts all that it is given in memory.
            while part := stream.read(_BYTES_AT_ONCE) + stream.readline():
                store.bulk_load(part, format=RdfFormat.N_QUADS)
                lines += part.count(b"\n")
    except FileNotFoundError as error:
        raise GraphError(f"{source}: there is no such file; build the graph again") from error
    except SyntaxError as error:
        where = f"line {lines + error.lineno}" if error.lineno else str(error)
        raise GraphError(f"{source}: {where} is no valid N-Quads ({error.msg}); build the graph again") from error
    store.flush()


def find_store(folder: Path) -> Path:
    """The store of a graph folder, made from its `graph.nq` if it is missing.

    Raises GraphError when the folder holds no graph, or the store can be neither found nor made.
    """
    folder = Path(folder)
    if (folder / STORE / "CURRENT").is_file():
        return folder / STORE
    if not folder.is_dir():
        raise GraphError(f"{folder}: there is no such folder; build one with: graphbuild build INPUT -o {folder}")
    if not (folder / GRAPH).is_file():
        raise GraphError(f"{folder}: no graph folder ({GRAPH} missing); build one with: graphbuild build INPUT -o {folder}")
    write_store(folder / STORE, source=folder / GRAPH)
    return folder / STORE


def open_store(folder: Path, *, writable: bool = False) -> Store:
    """The store of a graph folder; read-only unless `writable`, which lets one process in at a time.

    A writable store is closed, and its lock given back, when the last reference to it goes. Raises GraphError when there
    is no graph, the store is damaged, or another process writes to it.
    """
    path = find_store(Path(folder))
    try:
        return Store(str(path)) if writable else Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        raise GraphError(explain_failure(path, str(error))) from error


def explain_failure(path: Path, message: str) -> str:
    """What it means that Oxigraph cannot open the store at `path`, and what to do."""
    if "lock" in message.lower():
        return f"{path}: another process writes to this store (graphbuild serve --writable?); stop it first"
    return f"{path}: the store is damaged ({message}); delete this folder, it is made again from {GRAPH}"


def memory_store(triples: Iterable[Triple]) -> Store:
    """A store in memory with these triples (as text, see `terms`); raises GraphError when one of them is none."""
    store = Store()
    try:
        store.bulk_load("".join(f"{s} {p} {o} .\n" for s, p, o in triples), format=RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise GraphError(f"not valid N-Triples: {error}") from error
    return store


def dataset(source: Store | Path, *, prefixes: Mapping[str, str] | None = None) -> Dataset:
    """An rdflib Dataset over a store, or over the store of a folder; SPARQL given to it runs in Oxigraph.

    A Dataset over a folder is for reading: writing to it raises GraphError. It holds no lock. `prefixes` are bound in it.
    """
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    class ReadOnlyStore(OxigraphStore):
        """Reads a folder; what would change it is refused with a message that says what to do."""

        def _refuse(self, *_: object, **__: object) -> None:
            raise GraphError(f"{source}: this graph is open for reading; copy it into a Dataset of your own to change it")

        add = addN = remove = update = add_graph = remove_graph = _refuse

    if isinstance(source, Store):
        graph = Dataset(store=OxigraphStore(store=source))
    else:
        graph = Dataset(store=ReadOnlyStore(store=open_store(source)))
    for prefix, namespace in (prefixes or {}).items():
        graph.bind(prefix, namespace)
    return graph


def read_base(folder: Path) -> str:
    """What the IRIs of a folder's own resources begin with, as its report says; the default base if it does not."""
    import json

    from ..iris import BASE

    try:
        report = json.loads((Path(folder) / REPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return BASE
    settings = report.get("settings") if isinstance(report, dict) else None
    base = settings.get("base") if isinstance(settings, dict) else None
    return base if isinstance(base, str) else BASE
