"""The way out to other tools: a graph's content goes in, files of a format go out.

One file a format. A format is found by its name; other packages add formats through the entry point group
`graphbuild.exports`, whose entries point to a `Format`. Files appear whole or not at all.
"""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from ...errors import GraphError, UnknownFormat
from ...folder import cannot_write, write_file
from ..content import Content
from .base import Files, Format

__all__ = ["Content", "Files", "Format", "find_format", "format_names", "write_export"]

# Modules are imported when their format is asked for: networkx alone takes longer than the whole command line.
_MODULES = {
    "csv": "tables",
    "followthemoney": "followthemoney",
    "gexf": "gexf",
    "graphml": "graphml",
    "jsonld": "jsonld",
    "nquads": "nquads",
    "ntriples": "ntriples",
    "ontolex": "ontolex",
    "quickstatements": "quickstatements",
    "rdf12": "rdf12",
    "rdfxml": "rdfxml",
    "trig": "trig",
    "turtle": "turtle",
}
# What people also call them: the names that SPARQL results use, and file endings.
_ALIASES = {
    "ftm": "followthemoney",
    "json-ld": "jsonld",
    "nq": "nquads",
    "nt": "ntriples",
    "rdf": "rdfxml",
    "ttl": "turtle",
    "xml": "rdfxml",
}


def format_names() -> tuple[str, ...]:
    """The names of all formats, sorted."""
    return tuple(sorted({*_MODULES, *(entry.name for entry in entry_points(group="graphbuild.exports"))}))


@functools.cache
def find_format(name: str) -> Format:
    """The format of that name; raises UnknownFormat that lists those that exist."""
    name = _ALIASES.get(name.lower(), name.lower())
    if name in _MODULES:
        return import_module(f".{_MODULES[name]}", __name__).FORMAT  # type: ignore[no-any-return]
    for entry in entry_points(group="graphbuild.exports", name=name):
        return entry.load()  # type: ignore[no-any-return]
    raise UnknownFormat(f"there is no format {name!r}; there are: {', '.join(format_names())}")


def write_export(content: Content, format_name: str, target: str | Path) -> Path:
    """Write a graph in a format to a file, or to a folder for formats of several files; returns the target.

    Raises UnknownFormat, and GraphError when the target cannot be written; then nothing is left half written.
    """
    chosen, path = find_format(format_name), Path(target)
    made = chosen.write(content)
    if isinstance(made, bytes):
        write_file(path, made)
        return path
    try:
        _replace_folder(path, made)
    except OSError as error:
        raise cannot_write(path, error) from error
    return path


def _replace_folder(path: Path, files: Files) -> None:
    """The folder is written under another name and moved; an earlier export of the same files is replaced."""
    if path.exists() and not path.is_dir():
        raise GraphError(f"{path}: is a file; this format writes several files, name a folder")
    others = sorted(child.name for child in path.iterdir() if child.name not in files) if path.is_dir() else []
    if others:
        raise GraphError(f"{path}: holds {others[0]}, which is not of this export and would be lost; name a new or empty folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.absolute().parent))
    try:
        for name, data in files.items():
            (temporary / name).write_bytes(data)
        temporary.chmod(0o755)
        if path.is_dir():
            for name in files:
                os.replace(temporary / name, path / name)
        else:
            os.replace(temporary, path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
