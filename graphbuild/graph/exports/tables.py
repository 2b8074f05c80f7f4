"""CSV of nodes and edges, with Cypher scripts that load them: for property graph stores and spreadsheets.

A folder of `nodes.csv`, `edges.csv`, `ladybug.cypher` (LadybugDB and Kuzu: makes the tables and copies the files in)
and `neo4j.cypher` (Neo4j, Memgraph: loads the files from the import folder). Open the folder in a terminal and run
the script there; both name the files by their bare names.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, fields

from ..content import Content
from .base import Files, Format
from .property_graph import Edge, Node, make_property_graph, safe_text

_TYPES = {"int": "INT64", "float": "DOUBLE", "bool": "BOOLEAN", "str": "STRING"}


def write(content: Content) -> Files:
    graph = make_property_graph(content)
    return {
        "nodes.csv": _table(Node, graph.nodes),
        "edges.csv": _table(Edge, ((e.source, e.target, *_others(e)) for e in graph.edges), ends_first=True),
        "ladybug.cypher": _ladybug().encode(),
        "neo4j.cypher": _neo4j().encode(),
    }


def _table(kind: type, rows: Iterable[object], *, ends_first: bool = False) -> bytes:
    names = [field.name for field in fields(kind)]
    if ends_first:
        names = ["source", "target", *(name for name in names if name not in ("source", "target"))]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(names)
    writer.writerows([_cell(value) for value in (row if isinstance(row, tuple) else astuple(row))] for row in rows)  # type: ignore[call-overload]
    return stream.getvalue().encode()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # Readers in C stop at a NUL, and most stumble over other controls.
    return safe_text(str(value))


def _others(edge: Edge) -> tuple[object, ...]:
    return tuple(getattr(edge, field.name) for field in fields(Edge) if field.name not in ("source", "target"))


def _columns(kind: type) -> str:
    return ", ".join(f"{f.name} {_TYPES[str(f.type)]}" for f in fields(kind) if f.name not in ("source", "target"))


def _ladybug() -> str:
    # What is not named is guessed from the first rows, which may hold no quotes.
    options = "HEADER=true, DELIM=',', QUOTE='\"', ESCAPE='\"', PARALLEL=false"
    return (
        f"CREATE NODE TABLE Node({_columns(Node)}, PRIMARY KEY(id));\n"
        f"CREATE REL TABLE Claim(FROM Node TO Node, {_columns(Edge)});\n"
        f"COPY Node FROM 'nodes.csv' ({options});\n"
        f"COPY Claim FROM 'edges.csv' ({options});\n"
    )


def _neo4j() -> str:
    convert = {"int": "toInteger({})", "float": "toFloat({})", "bool": "toBoolean({})", "str": "{}"}

    def settings(name: str, kind: type) -> str:
        values = (f"{f.name}: {convert[str(f.type)].format('row.' + f.name)}" for f in fields(kind) if f.name not in ("source", "target"))
        return f"SET {name} = {{{', '.join(values)}}}"

    return (
        "CREATE CONSTRAINT node_id IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE;\n"
        "LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row\n"
        f"MERGE (n:Node {{id: row.id}}) {settings('n', Node)};\n"
        "LOAD CSV WITH HEADERS FROM 'file:///edges.csv' AS row\n"
        "MATCH (s:Node {id: row.source}), (t:Node {id: row.target})\n"
        f"MERGE (s)-[c:CLAIM {{id: row.id}}]->(t) {settings('c', Edge)};\n"
    )


FORMAT = Format("csv", "", "nodes and edges for Neo4j, LadybugDB and spreadsheets", write)
