"""How large, how fast: the page beside plain pyvis and gravis, on the same graphs, in the same run.

    python benchmarks/page/run.py [--sizes 200x260,3000x4000,20000x30000] [--tools graphbuild,pyvis,gravis]
                                  [--repeat 3] [--output FOLDER]

For every page: size of the file, time from opening to the first picture (the first frame on the screen that shows
the graph) and to the first idle moment after it, processor time of the page until then, frames a second while the
mouse drags the view and while the wheel zooms, and for graphbuild the time from a key press in the search field to
the list of results; the median of as many openings as `--repeat` says. The browser has no network, as a reader's
may not. Writes results.json beside this file and, without `--output`, the table in docs/page.md. Needs playwright
and a Chromium; pyvis, and gravis to compare with (`pip install gravis`).
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import os
import platform
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from generate import make_parts

from graphbuild.page import Parts, write_page

VIEW = {"width": 1280, "height": 800}
WAIT_AT_MOST = 45.0
GIVEN_UP_AFTER = 180.0


def write_with_graphbuild(parts: Parts, path: Path) -> None:
    write_page(parts, path)


def write_with_pyvis(parts: Parts, path: Path) -> None:
    """As pyvis's own tutorial does it: nodes, edges, default physics, everything in one file."""
    from pyvis.network import Network

    network = Network(height="750px", directed=True, cdn_resources="in_line")
    network.add_nodes([entity.iri for entity in parts.entities], label=[entity.label for entity in parts.entities])
    for statement in parts.statements:
        network.add_edge(statement.subject.iri, statement.object.iri, label=statement.predicate.name)  # type: ignore[union-attr]
    path.write_text(network.generate_html(), encoding="utf-8")


def write_with_gravis(parts: Parts, path: Path) -> None:
    import gravis
    import networkx

    graph = networkx.MultiDiGraph()
    for entity in parts.entities:
        graph.add_node(entity.label)
    for statement in parts.statements:
        graph.add_edge(statement.subject.label, statement.object.label, label=statement.predicate.name)  # type: ignore[union-attr]
    path.write_text(gravis.d3(graph, edge_label_data_source="label").to_html_standalone(), encoding="utf-8")


TOOLS = {"graphbuild": write_with_graphbuild, "pyvis": write_with_pyvis, "gravis": write_with_gravis}


def measure(path: Path, tool: str) -> dict[str, Any]:
    """What one opening of the page shows. In a process of its own: some pages never answer again, nor let their browser be closed."""
    command = [sys.executable, __file__, "--measure", str(path), "--tools", tool]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    failed = {}
    try:
        child.wait(GIVEN_UP_AFTER)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        failed = {"failed": f"no answer within {GIVEN_UP_AFTER:.0f} s"}
    assert child.stdout
    return json.loads(child.stdout.read().splitlines()[-1]) | failed


def _open_and_measure(path: Path, tool: str) -> None:
    """Prints what is known, a line of JSON, after each step: the last line holds all."""
    from playwright.sync_api import Error, sync_playwright

    result: dict[str, Any] = {"bytes": path.stat().st_size}
    print(json.dumps(result), flush=True)
    with sync_playwright() as playwright:
        executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_context(viewport=VIEW, offline=True).new_page()
        page.set_default_timeout(WAIT_AT_MOST * 1000)
        try:
            film = _Film(page)
            begin = time.time()
            page.goto(path.as_uri(), wait_until="commit")
            try:
                page.wait_for_load_state("load")
                page.evaluate("() => new Promise((done) => requestIdleCallback(done, {timeout: 60000}))")
                result["usable_s"] = round(time.time() - begin, 2)
            finally:
                if (at := film.first_picture()) is not None:
                    result["first_picture_s"] = round(at - begin, 2)
            result["usable_s"] = max(result["usable_s"], result.get("first_picture_s", 0))
            result["cpu_s"] = film.cpu_seconds()
            print(json.dumps(result), flush=True)
            result["fps_pan"] = _frames(page, _pan)
            result["fps_zoom"] = _frames(page, _zoom)
            if tool == "graphbuild":
                result["search_ms"] = _search(page)
        except Error as error:
            result["failed"] = str(error).splitlines()[0][:120]
        print(json.dumps(result), flush=True)
        browser.close()


class _Film:
    """The frames that the browser puts on the screen, with their times: unlike a screenshot, a film does not wait
    for a busy page, nor keep it busy."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._frames: list[tuple[float, str]] = []
        self._over = False
        self._session = page.context.new_cdp_session(page)
        self._session.on("Page.screencastFrame", self._keep)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._session.send("Page.startScreencast", {"format": "png", "maxWidth": 640, "maxHeight": 400})

    def _keep(self, frame: dict[str, Any]) -> None:
        if self._over:
            return
        self._frames.append((frame["metadata"]["timestamp"], frame["data"]))
        self._session.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    def first_picture(self) -> float | None:
        """When the middle of the window first showed more than its background; looked for when the page is at rest,
        so that looking takes no time from it."""
        end = time.perf_counter() + WAIT_AT_MOST
        seen, found = 0, None
        while found is None and time.perf_counter() < end:
            self._page.wait_for_timeout(500)
            for at, data in self._frames[seen:]:
                seen += 1
                if _shows_a_graph(base64.b64decode(data)):
                    found = at
                    break
        self._over = True
        return found

    def cpu_seconds(self) -> float:
        """Processor seconds of the page's main thread until now, whatever else the machine does."""
        values = {one["name"]: one["value"] for one in self._session.send("Performance.getMetrics")["metrics"]}
        return round(values["TaskDuration"], 2)


def _shows_a_graph(png: bytes) -> bool:
    """Whether the middle of the window is more than background over most of its height; a loading bar is not."""
    width, height, green = _grey(png)
    columns = range(width * 2 // 5, width * 4 // 5)
    bands = [
        [green[y * width + x] for y in range(height * band // 16, height * (band + 1) // 16) for x in columns]
        for band in range(4, 13)
    ]
    every = [value for band in bands for value in band]
    background = max(set(every), key=every.count)
    return sum(len(band) - band.count(background) > len(band) // 150 for band in bands) >= 6


def _grey(png: bytes) -> tuple[int, int, list[int]]:
    """Width, height and green channel of a PNG picture: as much of the format as the browser uses."""
    stream = io.BytesIO(png[8:])
    packed = b""
    width = height = channels = 0
    while head := stream.read(8):
        length, kind = struct.unpack(">I4s", head)
        body = stream.read(length)
        stream.read(4)
        if kind == b"IHDR":
            (width, height), channels = struct.unpack(">II", body[:8]), {2: 3, 6: 4}[body[9]]
        elif kind == b"IDAT":
            packed += body
    raw = zlib.decompress(packed)
    size = width * channels
    previous = bytearray(size)
    green: list[int] = []
    for at in range(0, len(raw), size + 1):
        kind, line = raw[at], bytearray(raw[at + 1 : at + 1 + size])
        for index in range(size):
            left = line[index - channels] if index >= channels else 0
            up = previous[index]
            corner = previous[index - channels] if index >= channels else 0
            if kind == 1:
                line[index] = (line[index] + left) & 255
            elif kind == 2:
                line[index] = (line[index] + up) & 255
            elif kind == 3:
                line[index] = (line[index] + (left + up) // 2) & 255
            elif kind == 4:
                guess = left + up - corner
                nearest = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))
                line[index] = (line[index] + nearest[2]) & 255
        green += line[1::channels]
        previous = line
    return width, height, green


def _frames(page: Any, act: Any) -> float:
    """Animation frames a second that the page manages while `act` moves the view for about three seconds."""
    page.evaluate(
        "() => { const count = window.count = { seen: 0 }; const step = () => { count.seen += 1; if (count === window.count) requestAnimationFrame(step); }; step(); }"
    )
    start, before = time.perf_counter(), page.evaluate("() => window.count.seen")
    act(page)
    seen = page.evaluate("() => window.count.seen") - before
    return round(seen / (time.perf_counter() - start), 1)


def _pan(page: Any) -> None:
    page.mouse.move(560, 640)
    page.mouse.down()
    start = time.perf_counter()
    step = 0
    while time.perf_counter() - start < 3:
        step += 1
        page.mouse.move(560 + 160 * abs((step % 60) / 30 - 1), 640 - 3 * (step % 40))
    page.mouse.up()


def _zoom(page: Any) -> None:
    page.mouse.move(700, 420)
    start = time.perf_counter()
    step = 0
    while time.perf_counter() - start < 3:
        step += 1
        page.mouse.wheel(0, -120 if step % 24 < 12 else 120)


def _search(page: Any) -> float:
    """Median milliseconds from typing to the list of results, in the page's own clock."""
    script = """(words) => new Promise((done) => {
        const input = document.getElementById("search");
        const list = document.getElementById("results");
        const begin = performance.now();
        const watcher = new MutationObserver(() => { watcher.disconnect(); requestAnimationFrame(() => done(performance.now() - begin)); });
        watcher.observe(list, {childList: true, attributes: true});
        input.value = words;
        input.dispatchEvent(new InputEvent("input"));
    })"""
    times = [
        page.evaluate(script, words)
        for words in ("ba", "chor", "neaub", "lien de type", "zzz", "té", "dit le rap", "mon", "gel", "br")
    ]
    return round(statistics.median(times), 1)


def measure_often(path: Path, tool: str, times: int) -> dict[str, Any]:
    """The median of every figure; one failure is the answer, without a second try."""
    runs: list[dict[str, Any]] = []
    for _ in range(times):
        runs.append(measure(path, tool))
        if "failed" in runs[-1]:
            return runs[-1]
    shared = [name for name in runs[0] if all(name in run for run in runs)]
    return {name: round(statistics.median(run[name] for run in runs), 2) for name in shared}


def table(rows: list[dict[str, Any]], setting: dict[str, Any]) -> str:
    """The rows in Markdown, with what they were measured on."""
    lines = [
        f"Python {setting['python']}, {setting['processors']} processors, load {setting['load_at_begin']} at the beginning, "
        f"rendering: {setting['rendering']}. A first picture that never came in {WAIT_AT_MOST:.0f} s is “none”.",
        "",
        "| nodes / edges | tool | file | first picture | usable | processor time | frames/s dragging | frames/s zooming | search |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    before = None
    for row in rows:
        size = f"{row['nodes']:,} / {row['edges']:,}"
        cells = [size if size != before else "", row["tool"], f"{row['bytes'] / 1e6:.1f} MB" if "bytes" in row else "–"]
        before = size
        for name, form in (
            ("first_picture_s", "{:.1f} s"), ("usable_s", "{:.1f} s"), ("cpu_s", "{:.1f} s"),
            ("fps_pan", "{:.0f}"), ("fps_zoom", "{:.0f}"), ("search_ms", "{:.0f} ms"),
        ):  # fmt: skip
            none = "none" if name == "first_picture_s" and "bytes" in row else "–"
            cells.append(form.format(row[name]) if name in row else none)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def write_into_docs(text: str, page: Path) -> None:
    begin, end = "<!-- made by benchmarks/page/run.py -->\n", "<!-- end -->"
    before, rest = page.read_text(encoding="utf-8").split(begin)
    page.write_text(f"{before}{begin}{text}\n{end}{rest.split(end, 1)[1]}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="200x260,3000x4000,20000x30000")
    parser.add_argument("--tools", default="graphbuild,pyvis,gravis")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        return _open_and_measure(options.measure, options.tools)
    setting = {
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "load_at_begin": round(os.getloadavg()[0], 1),
        "rendering": "software (no GPU)",
    }
    rows = []
    for size in options.sizes.split(","):
        nodes, edges = (int(part) for part in size.split("x"))
        parts = make_parts(nodes, edges)
        for tool in options.tools.split(","):
            row: dict[str, Any] = {"nodes": nodes, "edges": edges, "tool": tool}
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "page.html"
                begin, cpu = time.perf_counter(), time.process_time()
                try:
                    TOOLS[tool](parts, path)
                except Exception as error:  # noqa: BLE001 - another tool's failure is a result
                    row["failed"] = f"{type(error).__name__}: {error}"[:120]
                else:
                    row["write_s"] = round(time.perf_counter() - begin, 2)
                    row["write_cpu_s"] = round(time.process_time() - cpu, 2)
                    row |= measure_often(path, tool, options.repeat)
            rows.append(row)
            print(json.dumps(row), flush=True)
    folder = options.output or Path(__file__).parent
    folder.mkdir(parents=True, exist_ok=True)
    results = json.dumps({"setting": setting, "rows": rows}, indent=1)
    (folder / "results.json").write_text(f"{results}\n", encoding="utf-8")
    print(table(rows, setting))
    if not options.output:
        write_into_docs(table(rows, setting), Path(__file__).parents[2] / "docs/page.md")


if __name__ == "__main__":
    main()
