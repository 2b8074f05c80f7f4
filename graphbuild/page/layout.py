"""Where the nodes stand: a graph with measured labels in, one position a node out. The same bytes every time.

Comes after `network`, before `payload`. Small graphs, which are read, get a layout that knows the room of every
label: stress majorisation (Gansner, Koren, North 2004) for the shape, then springs in which the boxes of nodes,
of their labels and of the labels of edges push one another apart and edges keep clear of nodes they do not
touch; of several starts the one with the fewest faults is kept. Large graphs, which are explored, get
`layout_large`. A layout is made for a landscape and for a portrait screen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from .network import PageGraph

Array = NDArray[np.float64]
Positions = list[tuple[float, float]]

# Above this many nodes, labels no longer fit on a screen together.
READ_WHOLE = 320

LANDSCAPE = 1.5
PORTRAIT = 0.55

_MARGIN = np.array([16.0, 10.0])


def place(graph: PageGraph, *, aspect: float, seed: int = 1) -> Positions:
    """A position for every node, in pixels, the middle of the picture at (0, 0).

    `aspect` is the wished width of the picture over its height.
    """
    if not graph.nodes:
        return []
    if len(graph.nodes) > READ_WHOLE:
        from .layout_large import place_large

        return place_large(graph, aspect=aspect, seed=seed)
    tries = 4 if len(graph.nodes) <= 60 else 1
    best: tuple[float, Array] | None = None
    for start in range(tries):
        positions = _place_once(graph, aspect, seed + start)
        cost = faults(graph, positions, aspect)
        if best is None or cost < best[0]:
            best = (cost, positions)
    assert best is not None
    return [(round(float(x), 1), round(float(y), 1)) for x, y in _centred(best[1], graph)]


def _place_once(graph: PageGraph, aspect: float, seed: int) -> Array:
    """One attempt: every connected part by itself, then the parts side by side."""
    pairs = nx.Graph()
    pairs.add_nodes_from(range(len(graph.nodes)))
    pairs.add_edges_from((edge.source, edge.target) for edge in graph.edges if edge.source != edge.target)
    parts = sorted((sorted(part) for part in nx.connected_components(pairs)), key=lambda part: (-len(part), part[0]))
    positions = np.zeros((len(graph.nodes), 2))
    boxes = _Boxes(graph)
    for part in parts:
        if len(part) > 1:
            start = _stress(pairs.subgraph(part), part, seed)
            positions[part] = _orient(start, aspect)
            _relax(boxes, part, positions, aspect if len(part) > 8 else 1.0)
    _pack(boxes, parts, positions, aspect)
    return positions


def _stress(pairs: Any, part: list[int], seed: int) -> Array:
    """Positions whose distances follow the shortest paths (SMACOF with weights 1/d²)."""
    size = len(part)
    index = {node: number for number, node in enumerate(part)}
    target = np.full((size, size), 1.0)
    for node, lengths in nx.all_pairs_shortest_path_length(pairs):
        for other, length in lengths.items():
            target[index[node], index[other]] = length
    # A hub needs a longer arm for each of its many leaves, or their labels would not find room.
    degree = np.array([pairs.degree(node) for node in part], dtype=float)
    reach = 120.0 + 9.0 * np.sqrt(np.add.outer(degree, degree))
    target = target * reach
    np.fill_diagonal(target, 1.0)
    weight = target**-2.0
    np.fill_diagonal(weight, 0.0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.pinv(laplacian)
    positions: Array = np.random.default_rng(seed).normal(size=(size, 2)) * 200
    for _ in range(60):
        delta = positions[:, None, :] - positions[None, :, :]
        distance = np.sqrt((delta**2).sum(axis=2))
        np.fill_diagonal(distance, 1.0)
        ratio = weight * target / np.maximum(distance, 1e-9)
        pull = np.diag(ratio.sum(axis=1)) - ratio
        positions = inverse @ pull @ positions
    return positions


def _orient(positions: Array, aspect: float) -> Array:
    """Turns the longer axis of a part along the longer side of the screen."""
    centred = positions - positions.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    major = axes[:, 1]
    if major[int(np.argmax(np.abs(major)))] < 0:
        major = -major
    turned = np.column_stack([centred @ major, centred @ np.array([-major[1], major[0]])])
    if aspect < 1:
        turned = turned[:, ::-1]
    stretch = math.sqrt(aspect)
    result: Array = turned * np.array([stretch, 1 / stretch]) ** 0.6
    return result


class _Boxes:
    """The rooms that must not overlap: one for every node with its label, one for every edge's label."""

    def __init__(self, graph: PageGraph) -> None:
        self.half = np.array([[node.width / 2, node.height / 2] for node in graph.nodes]).reshape(-1, 2)
        # From the centre of the shape to the centre of shape and label together.
        self.drop = np.array([node.height / 2 - node.above for node in graph.nodes])
        self.edges = np.array([[edge.source, edge.target] for edge in graph.edges], dtype=int).reshape(-1, 2)
        self.bends = np.array([edge.bend for edge in graph.edges])
        self.label_half = np.array([[edge.width / 2, edge.height / 2] for edge in graph.edges]).reshape(-1, 2)

        # A name that has one line only, and where that line leads: its label stands on the other side.
        ends = self.edges[self.edges[:, 0] != self.edges[:, 1]]
        degree = np.bincount(self.edges.ravel(), minlength=len(self.drop))
        both = np.vstack([ends, ends[:, ::-1]])
        self.leaves = both[degree[both[:, 0]] == 1]

    def drops(self, positions: Array) -> Array:
        """How far below its shape the middle of each box lies: above it, where the only neighbour lies below
        (the page draws the label there too, see `opens` in labels.js)."""
        drops = self.drop.copy()
        leaf, other = self.leaves.T
        across, down = np.abs(positions[other, 0] - positions[leaf, 0]), positions[other, 1] - positions[leaf, 1]
        drops[leaf] = np.where(down > 0.6 * across, -self.drop[leaf], self.drop[leaf])
        return drops

    def centres(self, positions: Array) -> Array:
        result: Array = positions + np.column_stack([np.zeros(len(positions)), self.drops(positions)])
        return result

    def label_centres(self, positions: Array, rows: NDArray[np.int_]) -> Array:
        """Where the labels of edges stand: in the middle of the line, or of the bow where it is bent."""
        a, b = positions[self.edges[rows, 0]], positions[self.edges[rows, 1]]
        normal = np.column_stack([(b - a)[:, 1], (a - b)[:, 0]])
        result: Array = (a + b) / 2 + normal * (self.bends[rows] / 2)[:, None]
        return result


def _relax(boxes: _Boxes, part: list[int], positions: Array, aspect: float) -> None:
    """Springs with boxes: moves the nodes of a part, in place, until nothing overlaps that can be helped."""
    nodes = np.array(part)
    inside = (
        np.isin(boxes.edges[:, 0], nodes) & (boxes.edges[:, 0] != boxes.edges[:, 1]) if len(boxes.edges) else np.zeros(0, bool)
    )
    rows = np.flatnonzero(inside)
    lookup = np.full(int(nodes.max()) + 1, -1)
    lookup[nodes] = np.arange(len(nodes))
    ends = lookup[boxes.edges[rows]]
    at = positions[nodes].copy()
    half = np.vstack([boxes.half[nodes], boxes.label_half[rows]]) + _MARGIN / 2
    count = len(nodes)
    rounds = min(220, 30 + 9 * count, max(60, 33_000 // len(half)))
    pull = np.array([1.0, aspect]) / math.sqrt(aspect)
    # A phone has no room to spare.
    near, push_apart, gravity = (92.0, 9000.0, 0.006) if aspect >= 1 else (50.0, 2500.0, 0.015)
    degree = np.bincount(ends.ravel(), minlength=count).astype(float)
    reach = half[:, None, 0] + half[:, 0], half[:, None, 1] + half[:, 1]

    def drops() -> Array:
        positions[nodes] = at
        return boxes.drops(positions)[nodes]

    for step in range(rounds):
        heat = 1.0 - step / rounds
        move = np.zeros_like(at)
        away_x, away_y = at[:, None, 0] - at[None, :, 0], at[:, None, 1] - at[None, :, 1]
        square = away_x * away_x + away_y * away_y + 1.0
        strength = (push_apart * (0.5 + heat) * 0.6) / (square * np.sqrt(square))
        move[:, 0] += (away_x * strength).sum(axis=1)
        move[:, 1] += (away_y * strength).sum(axis=1)
        if len(ends):
            span = at[ends[:, 1]] - at[ends[:, 0]]
            length = np.sqrt((span**2).sum(axis=1)) + 1e-9
            flat = np.abs(span[:, 0]) / length
            room = boxes.half[nodes[ends[:, 0]]] + boxes.half[nodes[ends[:, 1]]]
            ideal = np.where(
                flat > 0.5,
                flat * (2 * boxes.label_half[rows, 0] + 0.55 * room[:, 0] + 20),
                2 * boxes.label_half[rows, 1] + room[:, 1] + 34,
            )
            ideal = np.maximum(ideal, near) + 5 * np.sqrt(np.maximum(degree[ends].max(axis=1) - 4, 0))
            force = (span / length[:, None]) * ((length - ideal) * 0.075)[:, None]
            np.add.at(move, ends[:, 0], force)
            np.add.at(move, ends[:, 1], -force)
        move -= (at - at.mean(axis=0)) * pull * gravity * (0.4 + heat)
        at = at + np.clip(move, -24, 24) * (0.25 + 0.75 * heat)
        push = _separate(at, drops(), half, reach, ends, boxes.bends[rows])
        at = at + push * (0.35 + 0.5 * (1 - heat))
        if step % 3 == 0 or heat < 0.2:
            at = at + _clear_lines(at, drops(), boxes.half[nodes], ends) * (0.25 + 0.4 * (1 - heat))
    # At last the names alone: whatever the springs would like, no two of them touch.
    for _ in range(80):
        push = _separate(
            at, drops(), half[:count], (reach[0][:count, :count], reach[1][:count, :count]), ends[:0], boxes.bends[:0]
        )
        if not push.any():
            break
        at = at + push
    positions[nodes] = at


def _separate(at: Array, drops: Array, half: Array, reach: tuple[Array, Array], ends: Any, bends: Array) -> Array:
    """For every node, the shift that takes its box, and those of its edges' labels, out of the others."""
    count = len(at)
    centres = at + np.column_stack([np.zeros(count), drops])
    if len(ends):
        a, b = at[ends[:, 0]], at[ends[:, 1]]
        normal = np.column_stack([(b - a)[:, 1], (a - b)[:, 0]])
        centres = np.vstack([centres, (a + b) / 2 + normal * (bends / 2)[:, None]])
    x, y = centres.T
    hit = (np.abs(x[:, None] - x) < reach[0]) & (np.abs(y[:, None] - y) < reach[1])
    # Few boxes overlap at any time: only those pairs are worked out.
    one, other = np.nonzero(hit)
    one, other = one[one != other], other[one != other]
    delta = centres[one] - centres[other]
    depth = half[one] + half[other] - np.abs(delta)
    shift = np.where(delta < 0, -depth, depth) * 0.5
    shift[depth[:, 0] < depth[:, 1], 1] = 0.0
    shift[depth[:, 0] >= depth[:, 1], 0] = 0.0
    total = np.column_stack([np.bincount(one, shift[:, axis], len(half)) for axis in (0, 1)]).clip(-30, 30)
    push: Array = total[:count].copy()
    if len(ends):
        np.add.at(push, ends[:, 0], total[count:] * 0.6)
        np.add.at(push, ends[:, 1], total[count:] * 0.6)
    return push


def _clear_lines(at: Array, drops: Array, half: Array, ends: Any) -> Array:
    """For every node, the shift that takes its box off the lines of edges it has no part in."""
    push = np.zeros_like(at)
    if not len(ends) or len(at) * len(ends) > 60_000:
        return push
    centres = at + np.column_stack([np.zeros(len(at)), drops])
    a, b = at[ends[:, 0]], at[ends[:, 1]]
    line_x, line_y = (b - a).T
    length = line_x**2 + line_y**2 + 1e-9
    from_x, from_y = centres[:, None, 0] - a[:, 0], centres[:, None, 1] - a[:, 1]
    along = (from_x * line_x + from_y * line_y) / length
    away_x, away_y = from_x - along * line_x, from_y - along * line_y
    distance = np.sqrt(away_x**2 + away_y**2) + 1e-9
    half = half + 3.0
    lack = (np.abs(away_x) * half[:, None, 0] + np.abs(away_y) * half[:, None, 1]) / distance - distance
    lack[ends[:, 0], np.arange(len(ends))] = 0.0
    lack[ends[:, 1], np.arange(len(ends))] = 0.0
    share = np.where((lack > 0) & (along > 0.02) & (along < 0.98), np.minimum(lack, 26.0), 0.0) / distance
    shift_x, shift_y = away_x * share, away_y * share
    push += np.column_stack([shift_x.sum(axis=1), shift_y.sum(axis=1)]) * 0.5
    back = np.column_stack([shift_x.sum(axis=0), shift_y.sum(axis=0)]) * 0.2
    np.add.at(push, ends[:, 0], -back)
    np.add.at(push, ends[:, 1], -back)
    return np.clip(push, -22, 22)


def _pack(boxes: _Boxes, parts: list[list[int]], positions: Array, aspect: float) -> None:
    """Puts the parts beside one another: the largest in the middle, each next one as near to it as it fits."""
    taken: list[Array] = []
    for part in parts:
        rows = np.flatnonzero(np.isin(boxes.edges[:, 0], part)) if len(boxes.edges) else np.zeros(0, dtype=int)
        centres = np.vstack([boxes.centres(positions)[part], boxes.label_centres(positions, rows)])
        half = np.vstack([boxes.half[part], boxes.label_half[rows]]) + _MARGIN
        low, high = (centres - half).min(axis=0), (centres + half).max(axis=0)
        own = np.column_stack([centres - half, centres + half])
        if not taken:
            positions[part] -= (low + high) / 2
            taken.append(own - np.tile((low + high) / 2, 2))
            continue
        others = np.vstack(taken)
        shift = _nearest_room(own - np.tile((low + high) / 2, 2), others, aspect)
        positions[part] += shift - (low + high) / 2
        taken.append(own + np.tile(shift - (low + high) / 2, 2))


def _nearest_room(own: Array, others: Array, aspect: float) -> Array:
    """The shift at which the boxes `own` (around the origin) overlap none of `others` and the whole picture stays
    as small on the screen as it can; among equals the one nearest to the middle."""
    low, high = others[:, :2].min(axis=0), others[:, 2:].max(axis=0)
    half = own[:, 2:].max(axis=0)
    # Some thirty places across and twenty down, from just outside the picture on one side to the other.
    across = np.linspace(low[0] - half[0] - 2, high[0] + half[0] + 2, 33)
    down = np.linspace(low[1] - half[1] - 2, high[1] + half[1] + 2, 23)
    shifts = np.array(np.meshgrid(across, down)).reshape(2, -1).T
    free = np.ones(len(shifts), dtype=bool)
    for left, top, right, bottom in own:
        x, y = shifts[:, :1], shifts[:, 1:]
        hit = (x + left < others[:, 2]) & (x + right > others[:, 0]) & (y + top < others[:, 3]) & (y + bottom > others[:, 1])
        free &= ~hit.any(axis=1)
    shifts = shifts[free]
    width = np.maximum(high[0], shifts[:, 0] + half[0]) - np.minimum(low[0], shifts[:, 0] - half[0])
    height = np.maximum(high[1], shifts[:, 1] + half[1]) - np.minimum(low[1], shifts[:, 1] - half[1])
    size = (
        np.maximum(width, height * aspect) + 0.05 * (width + height * aspect) + 0.1 * np.hypot(*(shifts - (low + high) / 2).T)
    )
    shift: Array = shifts[int(np.argmin(size))]
    return shift


def _extent(graph: PageGraph, positions: Array) -> tuple[Array, Array]:
    boxes = _Boxes(graph)
    centres = boxes.centres(positions)
    return (centres - boxes.half).min(axis=0), (centres + boxes.half).max(axis=0)


def _centred(positions: Array, graph: PageGraph) -> Array:
    low, high = _extent(graph, positions)
    return positions - (low + high) / 2


def faults(graph: PageGraph, positions: Array, aspect: float) -> float:
    """How bad a layout is: overlapping boxes, crossing edges, a picture too large for the screen."""
    boxes = _Boxes(graph)
    rows = np.arange(len(boxes.edges))
    centres = np.vstack([boxes.centres(positions), boxes.label_centres(positions, rows)])
    half = np.vstack([boxes.half, boxes.label_half])
    overlap = half[:, None, :] + half[None, :, :] - np.abs(centres[:, None, :] - centres[None, :, :])
    area = np.where((overlap > 0).all(axis=2), overlap.clip(min=0).prod(axis=2), 0.0)
    np.fill_diagonal(area, 0.0)
    low, high = _extent(graph, positions)
    width, height = high - low
    screen = max(width, height * aspect)
    return float(np.sqrt(area).sum() * 4 + 60 * crossings(boxes.edges, positions) + screen * 1.2)


def crossings(edges: NDArray[np.int_], positions: Array) -> int:
    """How many pairs of edges cross."""
    if len(edges) < 2:
        return 0
    a, b = positions[edges[:, 0]], positions[edges[:, 1]]

    def side(p: Array, q: Array, r: Array) -> Array:
        result: Array = (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])
        return result

    p, q, r, s = a[:, None], b[:, None], a[None, :], b[None, :]
    cross = (side(p, q, r) * side(p, q, s) < 0) & (side(r, s, p) * side(r, s, q) < 0)
    shared = (edges[:, None, :, None] == edges[None, :, None, :]).any(axis=(2, 3))
    return int((cross & ~shared).sum() // 2)


def layouts(graph: PageGraph) -> dict[str, Sequence[tuple[float, float]]]:
    """The two layouts of a page: `wide` for a desk, `tall` for a phone (a large graph is turned on its side)."""
    wide = place(graph, aspect=LANDSCAPE)
    tall = place(graph, aspect=PORTRAIT) if len(graph.nodes) <= 120 else [(y, x) for x, y in wide]
    return {"wide": wide, "tall": tall}
