"""The nodes and edges of a graph as a networkx graph, for the formats that networkx writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..content import Content
from .property_graph import make_property_graph, properties, safe_text

if TYPE_CHECKING:
    import networkx


def make_network(content: Content) -> networkx.MultiDiGraph:
    """Entities and values as nodes, claims as edges keyed by the claim; strings hold only what XML can."""
    import networkx

    network = networkx.MultiDiGraph()
    graph = make_property_graph(content)
    for node in graph.nodes:
        network.add_node(node.id, **_safe(properties(node)))
    for edge in graph.edges:
        network.add_edge(edge.source, edge.target, key=edge.id, **_safe(properties(edge)))
    return network


def _safe(values: dict[str, Any]) -> dict[str, Any]:
    return {key: safe_text(value) if isinstance(value, str) else value for key, value in values.items()}
