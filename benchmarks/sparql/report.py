"""The results of run.py and soak.py as text for docs/sparql.md, and where they go in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from graphbuild.evaluation.tables import markdown


def tell_benchmark(results: dict[str, Any]) -> str:
    """What was measured, in words and as a table."""
    sizes = results["sizes"]
    worst, where = max(
        (ratio(figures, "pyoxigraph"), f"{name}, {millions(size)}")
        for size in sizes
        for name, figures in [("load", size["load"]), *size["queries"].items()]
    )
    rows = [
        ("load", *(cell(size["load"]) for size in sizes)),
        ("load, by the clock", *(seconds(size["load"]["graphbuild"]["wall"]) for size in sizes)),
        *((name, *(cell(size["queries"][name]) for size in sizes)) for name in sizes[0]["queries"]),
        *(
            (f"peak of memory, {way}", *(mebibytes(size["load"].get(way, {}).get("peak_mib")) for size in sizes))
            for way in ("graphbuild", "pyoxigraph", "rdflib")
        ),
        ("`graph.nq`", *(mebibytes(size["bytes"] / 2**20) for size in sizes)),
        ("`store/`", *(mebibytes(size["store_bytes"] / 2**20) for size in sizes)),
    ]
    missing = [f"{millions(size)} triples: {size['rdflib']}" for size in sizes if size["rdflib"] != "measured"]
    told = (
        f"One run of {results['seconds'] / 60:.0f} minutes on {results['machine']}. Times are seconds of processor time by graphbuild; "
        "in brackets how it stands to pyoxigraph (1.05: 5 % more), and how many times as long rdflib takes. The greatest ratio to "
        f"pyoxigraph is {worst:.2f} ({where})."
    )
    if missing:
        told += f" rdflib is missing where it failed ({'; '.join(missing)})."
    return f"{told}\n\n{markdown(('', *(f'{millions(size)} triples' for size in sizes)), rows)}"


def tell_soak(figures: dict[str, Any]) -> str:
    """What a soak showed, in words."""
    memory = figures["memory_mib"]
    return (
        f"{figures['clients']} clients for {figures['seconds']:g} s on {figures['triples']:,} triples (load of the machine "
        f"{figures['load_of_machine']}): {figures['requests']:,} requests, {figures['errors'] or 'no'} errors, median {figures['median_ms']:g} ms, "
        f"99th percentile {figures['p99_ms']:g} ms, longest {figures['longest_ms']:g} ms; memory of server and workers "
        f"{memory[0]} MiB at the first tenth of the time, {memory[-1]} MiB at the last, {max(memory)} MiB at most."
    )


def renew(page: Path, name: str, text: str) -> None:
    """Puts the text between the marks of that name in a page."""
    marks = re.compile(rf"(<!-- {name}: [^>]*-->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    old = page.read_text(encoding="utf-8")
    assert len(marks.findall(old)) == 1, f"{page}: has no one place for {name}"
    new = marks.sub(lambda found: f"{found[1]}{text.strip()}\n{found[2]}", old)
    page.write_text(new, encoding="utf-8", newline="\n")


def cell(figures: dict[str, Any]) -> str:
    """Seconds of graphbuild and how they stand to those of the others."""
    told = f"{ratio(figures, 'pyoxigraph'):.2f}"
    if "rdflib" in figures:
        told += f"; rdflib {figures['rdflib']['cpu'] / figures['graphbuild']['cpu']:.1f} ×"
    return f"{seconds(figures['graphbuild']['cpu'])} ({told})"


def ratio(figures: dict[str, Any], way: str) -> float:
    """How often the processor time of another way goes into that of graphbuild."""
    return float(figures["graphbuild"]["cpu"] / figures[way]["cpu"])


def seconds(value: float) -> str:
    """Seconds or milliseconds, with three digits."""
    if value < 1:
        return f"{value * 1000:.3g} ms"
    return f"{value:.3g} s"


def mebibytes(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f} MiB"


def millions(size: dict[str, Any]) -> str:
    return f"{size['triples'] / 1e6:g} M"
