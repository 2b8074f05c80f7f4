"""From statements to what is drawn: propositions as edges, entities and values as nodes, and the pyvis network.

Comes after `parts`, before `layout` and `payload`. Statements that say the same thing with the same status are
one edge with several evidences; the same thing said and denied is two edges side by side. A value (a figure, a
date, words) is a note beside its subject and never shared between subjects, so that a common figure ties
nothing together that the text does not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..types import Entity, Statement, Value
from .measure import box, text_width, wrap
from .parts import Parts, RelationLabel

# What common nouns denote stands back behind names: smaller, without weight.
_QUIET_TYPES = frozenset({"Concept", "Group", "Document"})

EDGE_LABEL_SIZE = 12.0
NOTE_SIZE = 11.5
_NOTE_PADDING = 7.0
_LABEL_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Node:
    """A node: an entity, or a value that one subject has. `entity` is a position in the entities of the page
    (-1 for a value); `quiet` says that a common noun names it. `radius` and `font` are pixels at scale 1; `width`, `height` the room of shape and label,
    of which the shape's centre lies `above` below the top."""

    label: str
    lines: tuple[str, ...]
    type: str
    entity: int
    importance: float
    radius: float
    font: float
    width: float
    height: float
    above: float
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A proposition with one status: positions of its nodes, its relation, and of its statements."""

    source: int
    target: int
    relation: str
    status: str
    attributed: bool
    statements: tuple[int, ...]
    width: float
    height: float
    bend: float = 0.0


@dataclass(frozen=True, slots=True)
class PageGraph:
    """Nodes and edges in a fixed order, that of the statements."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def relation_label(name: str, relations: Mapping[str, RelationLabel], lang: str) -> str:
    """The label of a relation in a language; a relation without one is its own name, taken apart."""
    label = relations.get(name)
    if label is not None:
        return (label.fr if lang == "fr" else label.en) or name
    return "".join(f" {char.lower()}" if char.isupper() else char for char in name).strip()


def build_graph(parts: Parts, relations: Mapping[str, RelationLabel], *, lang: str) -> PageGraph:
    """The nodes and edges of the page, in the order of the statements."""
    position = {entity.iri: index for index, entity in enumerate(parts.entities)}
    weight: dict[tuple[Any, ...], float] = {}
    keys: list[tuple[Any, ...]] = []
    groups: dict[tuple[Any, ...], list[int]] = {}

    index_of: dict[tuple[Any, ...], int] = {}

    def node_of(key: tuple[Any, ...], amount: float) -> int:
        if key not in index_of:
            index_of[key] = len(keys)
            keys.append(key)
            weight[key] = 0.0
        weight[key] += amount
        return index_of[key]

    for number, statement in enumerate(parts.statements):
        subject = node_of(("entity", position[statement.subject.iri]), 1.0)
        if isinstance(statement.object, Value):
            value = statement.object
            kind = "Words" if value.datatype == "xsd:string" else "Value"
            key = ("value", statement.subject.iri, statement.predicate.name, value.value, value.label, kind)
            target = node_of(key, 0.0)
        else:
            target = node_of(("entity", position[statement.object.iri]), 0.8)
        groups.setdefault((subject, target, statement.predicate.name, statement.status), []).append(number)

    scores = {key: _score(parts.entities[key[1]], amount) if key[0] == "entity" else 0.0 for key, amount in weight.items()}
    top = max(scores.values(), default=1.0) or 1.0
    nodes = tuple(_node(key, parts.entities, scores[key] / top) for key in keys)
    edges = [_edge(group, numbers, parts.statements, relations, lang) for group, numbers in groups.items()]
    return PageGraph(nodes, tuple(_bend(edges)))


def _score(entity: Entity, amount: float) -> float:
    score = amount + 0.6 * math.log1p(entity.mentions)
    return score * 0.5 if _is_quiet(entity) else score


def _is_quiet(entity: Entity) -> bool:
    return entity.type in _QUIET_TYPES or entity.label[:1].islower()


def _node(key: tuple[Any, ...], entities: Sequence[Entity], share: float) -> Node:
    if key[0] == "value":
        label = key[4]
        lines = wrap(label, columns=24, lines=3)
        width, height = box(lines, NOTE_SIZE)
        width, height = width + 2 * _NOTE_PADDING, height + 1.4 * _NOTE_PADDING
        return Node(label, tuple(lines), key[5], -1, 0.0, height / 2, NOTE_SIZE, width, height, height / 2)
    entity = entities[key[1]]
    importance = math.sqrt(share)
    quiet = _is_quiet(entity)
    if quiet:
        radius, font, face = 4.5 + 5 * importance, 12.0, "regular"
    else:
        radius, font, face = 6.5 + 14 * importance**1.5, 12.5 + 7.5 * importance**1.5, "bold"
    lines = wrap(entity.label, columns=22, lines=3)
    width, height = box(lines, font, face=face)  # type: ignore[arg-type]
    return Node(
        entity.label, tuple(lines), entity.type, key[1], round(importance, 4), round(radius, 2), round(font, 2),
        round(max(width, 2 * radius), 2), round(2 * radius + _LABEL_GAP + height, 2), round(radius, 2), quiet,
    )  # fmt: skip


def _edge(
    group: tuple[Any, ...],
    numbers: list[int],
    statements: Sequence[Statement],
    relations: Mapping[str, RelationLabel],
    lang: str,
) -> Edge:
    source, target, name, status = group
    label = relation_label(name, relations, lang)
    attributed = all(statements[number].source is not None for number in numbers)
    width = text_width(label, EDGE_LABEL_SIZE, face="relation") + (12 if attributed else 0)
    return Edge(source, target, name, status, attributed, tuple(numbers), round(width, 2), EDGE_LABEL_SIZE * 1.25)


def _bend(edges: list[Edge]) -> list[Edge]:
    """Edges between the same two nodes are bent apart; a lonely edge is straight.

    The sign tells the side as seen from source to target, so two edges of opposite direction with the same
    bend lie on different sides.
    """
    between: dict[tuple[int, int], list[int]] = {}
    for number, edge in enumerate(edges):
        between.setdefault((min(edge.source, edge.target), max(edge.source, edge.target)), []).append(number)
    bent = list(edges)
    for (low, high), numbers in between.items():
        if low == high:
            for rank, number in enumerate(numbers):
                bent[number] = replace(edges[number], bend=0.5 + 0.35 * rank)
            continue
        if len(numbers) == 1:
            continue
        for rank, number in enumerate(numbers):
            side = (rank - (len(numbers) - 1) / 2) * min(0.34, 1.2 / len(numbers))
            bent[number] = replace(edges[number], bend=round(side if edges[number].source == low else -side, 3))
    return bent


def by_importance(graph: PageGraph) -> list[int]:
    """Positions of the nodes, the most important first, in the order in which the page shows them."""
    degree = [0] * len(graph.nodes)
    for edge in graph.edges:
        degree[edge.source] += 1
        degree[edge.target] += edge.target != edge.source
    return sorted(range(len(graph.nodes)), key=lambda number: (-graph.nodes[number].importance, -degree[number], number))


def pyvis_network(graph: PageGraph, positions: Sequence[tuple[float, float]], *, first: int) -> dict[str, Any]:
    """Nodes, edges and options of vis-network, built with pyvis; the page adds shapes, colours and labels.

    Only the `first` most important nodes and the edges among them. Nothing that comes from a text goes in: pyvis
    would write titles as HTML.
    """
    from pyvis.network import Network

    network = Network(directed=True)
    network.toggle_physics(False)
    shown = set(by_importance(graph)[:first])
    for number, (node, (x, y)) in enumerate(zip(graph.nodes, positions, strict=True)):
        if number not in shown:
            continue
        network.add_node(number, label=" ", shape="custom", x=x, y=y, size=node.radius, group=node.type)
    for number, edge in enumerate(graph.edges):
        if edge.source not in shown or edge.target not in shown:
            continue
        smooth: Any = False
        if edge.bend and edge.source != edge.target:
            kind = "curvedCW" if edge.bend > 0 else "curvedCCW"
            smooth = {"enabled": True, "type": kind, "roundness": abs(edge.bend)}
        network.add_edge(edge.source, edge.target, id=number, arrows="to", smooth=smooth)
    # What is the same for all of them, or stands elsewhere in the page, is left out: large graphs have many.
    nodes = [{key: node[key] for key in ("id", "x", "y", "size")} for node in network.nodes]
    edges = [
        {key: value for key, value in edge.items() if value and key != "arrows" or key in ("id", "from", "to")}
        for edge in network.edges
    ]
    return {"nodes": nodes, "edges": edges, "options": {**_OPTIONS, "physics": {**_PHYSICS, "enabled": False}}}


# What pyvis's own options cannot say; physics runs only when the reader asks for it.
_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "multiselect": True,
        "hideEdgesOnDrag": False,
        "hideEdgesOnZoom": False,
        "keyboard": False,
        "tooltipDelay": 100000000,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "zoomSpeed": 0.6,
    },
    "nodes": {"borderWidth": 0, "chosen": False, "scaling": {"label": {"enabled": False}}},
    "edges": {"chosen": False, "selectionWidth": 0, "hoverWidth": 0, "width": 1.2},
}
_PHYSICS: dict[str, Any] = {
    "solver": "forceAtlas2Based",
    "forceAtlas2Based": {"gravitationalConstant": -90, "springLength": 110, "springConstant": 0.06, "avoidOverlap": 0.8},
    "minVelocity": 0.75,
    "stabilization": {"enabled": False},
}
