"""A layout for graphs of some hundreds to many thousands of nodes, in seconds and without a browser.

Force-directed like the small layout, but repulsion is computed for all nodes at once: nodes are spread over a
grid, the grid is convolved with the field of a single node by the fast Fourier transform, and each node reads
its force from the field (the idea of FIt-SNE: Linderman et al. 2019). One step costs the same for 500 nodes as
for 50,000, and the same input gives the same bytes.
"""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from .network import PageGraph

Array = NDArray[np.float64]

_GRID = 192
_STEPS = 160
# How much stronger neighbours hold together than all nodes hold to the middle.
_ATTRACTION = 6.0


def place_large(graph: PageGraph, *, aspect: float, seed: int) -> list[tuple[float, float]]:
    """A position for every node, in pixels, the middle of the picture at (0, 0)."""
    count = len(graph.nodes)
    ends = np.array([(edge.source, edge.target) for edge in graph.edges if edge.source != edge.target], dtype=int)
    ends = np.unique(np.sort(ends.reshape(-1, 2), axis=1), axis=0)
    degree = np.bincount(ends.ravel(), minlength=count).astype(float)
    at = _start(count, ends, seed)
    mass = 1.0 + degree
    stretch = np.array([math.sqrt(aspect), 1 / math.sqrt(aspect)])
    field = _field(_GRID)
    weaker = np.minimum(degree[ends[:, 0]], degree[ends[:, 1]]) if len(ends) else np.zeros(0)
    # With repulsion 1/d, a linear pull to the middle spreads the mass evenly over a disc; this one gives the
    # disc an area of about `count`, whatever the size of the graph.
    gravity = float(mass.sum()) / count
    for step in range(_STEPS):
        heat = 1.0 - step / _STEPS
        move = _repulsion(at, mass, field) - gravity * at
        if len(ends):
            # Attraction is shared among the edges of a hub, so that hubs do not swallow their leaves.
            pull = (at[ends[:, 1]] - at[ends[:, 0]]) * (_ATTRACTION * gravity / np.sqrt(weaker))[:, None]
            for axis in (0, 1):
                move[:, axis] += np.bincount(ends[:, 0], pull[:, axis], count) - np.bincount(ends[:, 1], pull[:, axis], count)
        move /= (gravity * (1 + _ATTRACTION * np.sqrt(degree)))[:, None]
        speed = np.sqrt((move**2).sum(axis=1)) + 1e-9
        at = at + move / speed[:, None] * np.minimum(speed * 0.6, 0.05 + 0.12 * math.sqrt(count) * heat**2)[:, None]
    at = (at - at.mean(axis=0)) * stretch
    at *= _scale(at, graph)
    low, high = at.min(axis=0), at.max(axis=0)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in at - (low + high) / 2]


def _start(count: int, ends: NDArray[np.int_], seed: int) -> Array:
    """Communities on a spiral, largest in the middle, so that what belongs together starts together."""
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(map(tuple, ends.tolist()))
    groups = sorted(
        (sorted(group) for group in nx.community.asyn_lpa_communities(graph, seed=seed)),
        key=lambda group: (-len(group), group[0]),
    )
    at = np.zeros((count, 2))
    before = 0
    noise = np.random.default_rng(seed)
    for number, group in enumerate(groups):
        radius = math.sqrt(before) * 1.1
        angle = number * 2.399963
        spread = math.sqrt(len(group)) * 0.6
        at[group] = np.array([math.cos(angle), math.sin(angle)]) * radius + noise.normal(size=(len(group), 2)) * spread
        before += len(group)
    return at


def _field(size: int) -> NDArray[np.complex128]:
    """The transformed force of one node on a grid twice as large as the picture (x force real, y imaginary)."""
    axis = np.arange(2 * size)
    axis = np.where(axis < size, axis, axis - 2 * size).astype(float)
    x, y = np.meshgrid(axis, axis, indexing="ij")
    square = x**2 + y**2
    square[0, 0] = 1.0
    kernel = (x + 1j * y) / square
    kernel[0, 0] = 0.0
    return np.fft.fft2(kernel)


def _repulsion(at: Array, mass: Array, field: NDArray[np.complex128]) -> Array:
    low, high = at.min(axis=0), at.max(axis=0)
    cell = float((high - low).max()) / (_GRID - 2) + 1e-9
    place = (at - low) / cell + 0.5
    base = np.floor(place).astype(int)
    part = place - base
    grid = np.zeros((2 * _GRID, 2 * _GRID))
    corners = []
    for dx in (0, 1):
        for dy in (0, 1):
            weight = np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1])
            corners.append((base[:, 0] + dx, base[:, 1] + dy, weight))
            np.add.at(grid, (base[:, 0] + dx, base[:, 1] + dy), weight * mass)
    force = np.fft.ifft2(np.fft.fft2(grid) * field)
    total = np.zeros(len(at), dtype=complex)
    for x, y, weight in corners:
        total += force[x, y] * weight
    total /= cell
    return np.column_stack([total.real, total.imag])


def _scale(at: Array, graph: PageGraph) -> float:
    """Enlarges the picture until the typical node has room for its shape and some of its label."""
    sample = at[:: max(1, len(at) // 1500)]
    delta = sample[:, None, :] - sample[None, :, :]
    square = (delta**2).sum(axis=2)
    np.fill_diagonal(square, np.inf)
    nearest = float(np.median(np.sqrt(square.min(axis=1)))) / math.sqrt(max(1, len(at) // len(sample)))
    return 36.0 / max(nearest, 1e-6)
