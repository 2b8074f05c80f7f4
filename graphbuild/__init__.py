"""graphbuild reads reports and writes what they say as a knowledge graph.

    import graphbuild as gb
    kg = gb.build("report.txt")
    kg.statements, kg.entities, kg.graph
    kg.query("SELECT …")

The names below are the public face; they are imported when they are first used, so that `import graphbuild` is free.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .builder import ReadOptions as ReadOptions
    from .builder import build as build
    from .builder import extract_statements as extract_statements
    from .builder import remove as remove
    from .errors import GraphbuildError as GraphbuildError
    from .knowledge_graph import KnowledgeGraph as KnowledgeGraph
    from .knowledge_graph import load as load
    from .language.pipeline import load_pipeline as load_pipeline
    from .types import Document as Document
    from .types import Entity as Entity
    from .types import Evidence as Evidence
    from .types import Mention as Mention
    from .types import Predicate as Predicate
    from .types import Statement as Statement
    from .types import Value as Value

_HOMES = {
    "build": "builder",
    "extract_statements": "builder",
    "remove": "builder",
    "ReadOptions": "builder",
    "GraphbuildError": "errors",
    "KnowledgeGraph": "knowledge_graph",
    "load": "knowledge_graph",
    "load_pipeline": "language.pipeline",
    **dict.fromkeys(("Document", "Entity", "Evidence", "Mention", "Predicate", "Statement", "Value"), "types"),
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'graphbuild' has no attribute {name!r}; it has: {', '.join(sorted(_HOMES))}")
    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
