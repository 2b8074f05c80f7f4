"""Draws how cost grows with size: the results of run.py as an SVG, both axes logarithmic."""

from __future__ import annotations

import math
from html import escape
from pathlib import Path
from typing import Any

COLOURS = {"graphbuild": "#0550ae", "pyoxigraph": "#bc4c00", "rdflib": "#6e7781"}
WIDTH, HEIGHT, LEFT, TOP, GAP = 300, 190, 62, 56, 46


def draw(results: dict[str, Any], target: Path) -> None:
    """Writes the drawing."""
    sizes = results["sizes"]
    panels = {"load": [(size["triples"], {way: told["cpu"] for way, told in size["load"].items()}) for size in sizes]}
    for name in sizes[0]["queries"]:
        panels[name] = [(s["triples"], {w: t["cpu"] for w, t in s["queries"][name].items() if w in COLOURS}) for s in sizes]
    columns = 3
    rows = -(-len(panels) // columns)
    width, height = columns * (WIDTH + LEFT) + GAP, rows * (HEIGHT + TOP) + TOP
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">']
    parts.append(f'<rect width="{width}" height="{height}" fill="#fff"/>')
    for number, (way, colour) in enumerate(COLOURS.items()):
        x = LEFT + number * 110
        parts.append(f'<circle cx="{x}" cy="16" r="4" fill="{colour}"/><text x="{x + 9}" y="20">{way}</text>')
    parts.append(f'<text x="{LEFT + 340}" y="20" fill="#57606a">seconds of processor time, by number of triples</text>')
    for number, (name, points) in enumerate(panels.items()):
        parts.append(panel(name, points, LEFT + (number % columns) * (WIDTH + LEFT), TOP + number // columns * (HEIGHT + TOP)))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")


def panel(name: str, points: list[tuple[int, dict[str, float]]], left: int, top: int) -> str:
    """One diagram: a line for each way."""
    values = [value for _, ways in points for value in ways.values()]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    first, last = math.log10(points[0][0]), math.log10(points[-1][0])

    def x(triples: int) -> float:
        return left + (math.log10(triples) - first) / max(last - first, 1e-9) * (WIDTH - 20)

    def y(seconds: float) -> float:
        return top + HEIGHT - (math.log10(seconds) - low) / max(high - low, 1) * HEIGHT

    parts = [f'<text x="{left}" y="{top - 10}" font-weight="bold">{escape(name)}</text>']
    for power in range(low, high + 1):
        parts.append(
            f'<line x1="{left}" x2="{left + WIDTH - 20}" y1="{y(10**power):.1f}" y2="{y(10**power):.1f}" stroke="#d0d7de"/>'
        )
        parts.append(f'<text x="{left - 6}" y="{y(10**power) + 4:.1f}" text-anchor="end">{10**power:g} s</text>')
    for triples, _ in points:
        parts.append(f'<text x="{x(triples):.1f}" y="{top + HEIGHT + 15}" text-anchor="middle">{triples / 1e6:.1f} M</text>')
    for way, colour in reversed(COLOURS.items()):
        line = [(x(triples), y(ways[way])) for triples, ways in points if way in ways]
        dash = ' stroke-dasharray="5 4"' if way == "graphbuild" else ""
        parts.append(
            f'<polyline points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in line)}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
        )
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in line]
    return "\n".join(parts)

