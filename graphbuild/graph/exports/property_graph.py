"""The graph as nodes and edges with properties: what GraphML, GEXF and CSV share.

A node is an entity or a value (a date, a figure, words); an edge is a claim, from its subject to its object, with
its evidences folded into properties. Claims of every status are edges: look at `status` before reading one as a fact.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ...iris import digest
from ...types import STATUSES, Entity, Statement, Value
from ...vocabulary import read_relations
from ..content import Content
from ..copies import group_copies, near_copies
from ..rdf import claim_iri, is_disputed, object_term


@dataclass(frozen=True, slots=True)
class Node:
    """An entity, or a value (`type` is then `Value` and `id` a hash)."""

    id: str
    label: str
    type: str
    aliases: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim. Where several evidences give several values, they are joined by ` | `."""

    id: str
    source: str
    target: str
    relation: str
    label: str
    status: str
    according_to: str
    time: str
    first_reported: str
    last_reported: str
    documents: str
    evidences: int
    independent_documents: int
    disputed: bool
    confidence: float
    sentence: str


@dataclass(frozen=True, slots=True)
class PropertyGraph:
    """Nodes and edges, each sorted by id."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def make_property_graph(content: Content) -> PropertyGraph:
    """The nodes and edges of a graph."""
    nodes = {e.iri: Node(e.iri, e.label, e.type, " | ".join(e.aliases), e.mentions) for e in content.entities}
    claims: dict[str, list[Statement]] = {}
    for statement in content.statements:
        claims.setdefault(claim_iri(statement, content.base), []).append(statement)
        for end in (statement.subject, statement.object):
            node = _node_of(end, content.base)
            nodes.setdefault(node.id, node)
    dates = {document.id: document.date or "" for document in content.documents}
    first = group_copies(dates, near_copies(content.documents))
    edges = (_edge(claim, statements, dates, first, content.base) for claim, statements in claims.items())
    return PropertyGraph(
        tuple(sorted(nodes.values(), key=lambda node: node.id)), tuple(sorted(edges, key=lambda edge: edge.id))
    )


def properties(item: Node | Edge) -> dict[str, Any]:
    """The properties of a node or an edge that are no ends or identifiers."""
    return {key: value for key, value in asdict(item).items() if key not in ("id", "source", "target")}


def safe_text(text: str) -> str:
    """The text with what XML 1.0 cannot hold (controls, noncharacters, surrogates) replaced by U+FFFD."""
    return "".join(
        c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "\ufffd" for c in text
    )


def _node_of(end: Entity | Value, base: str) -> Node:
    if isinstance(end, Entity):
        return Node(end.iri, end.label, end.type, " | ".join(end.aliases), end.mentions)
    term = object_term(end, base)
    return Node(term[1:-1] if term.startswith("<") else f"value/{digest((term,))}", end.label, "Value", "", 0)


def _edge(claim: str, statements: list[Statement], dates: dict[str, str], first: dict[str, str], base: str) -> Edge:
    statement = statements[0]
    relation = read_relations().get(statement.predicate.name)
    reported = sorted({dates[s.evidence.document] for s in statements} - {""})
    return Edge(
        id=claim,
        source=statement.subject.iri,
        target=_node_of(statement.object, base).id,
        relation=statement.predicate.name,
        label=relation.label_fr if relation else statement.predicate.name,
        status=" | ".join(status for status in STATUSES if any(s.status == status for s in statements)),
        according_to=_join(s.source.label for s in statements if s.source),
        time=_join(s.time for s in statements if s.time),
        first_reported=reported[0] if reported else "",
        last_reported=reported[-1] if reported else "",
        documents=_join(s.evidence.document for s in statements),
        evidences=len(statements),
        independent_documents=len({first[s.evidence.document] for s in statements if s.status == "asserted"}),
        disputed=is_disputed(statements),
        confidence=max(s.confidence for s in statements),
        sentence=min(statements, key=lambda s: (s.evidence.document, s.evidence.start)).evidence.sentence,
    )


def _join(values: Any) -> str:
    return " | ".join(sorted(set(values)))
