"""The page in a browser, as a reader has it: no network, a keyboard, a mouse, a screen reader, a phone.

Needs playwright and a Chromium (`apt-get install chromium`, or its path in CHROMIUM). axe-core and the Nu HTML
checker are used where npm has put them (see `npm_packages`).
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import math
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from npm_packages import npm_path
from page_samples import FIRST, HOSTILE, disagreeing, hostile

from graphbuild.page import _triples, notebook_html, write_page

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright drives the browser: pip install playwright")
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not executable:
        pytest.skip("no Chromium here: apt-get install chromium, or set CHROMIUM to its path")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    return {
        "sample": write_page(disagreeing(), folder / "sample.html", title="Rachat & démenti"),
        "sparql": write_page(disagreeing(), folder / "sparql.html", with_sparql=True),
        "silent": write_page(disagreeing(), folder / "silent.html", text=False),
        "hostile": write_page(hostile(), folder / "hostile.html", title=HOSTILE[4], with_sparql=True),
    }


class Watched:
    """A page, and everything it asked for or complained about."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(f"{error}\n{error.stack}"))
        page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))


@pytest.fixture
def opened(browser: Any, files: dict[str, Path]) -> Iterator[Callable[..., Any]]:
    """Opens a page with the network refused; at the end nothing may have been asked for, nothing gone wrong.

    The system asks for less motion: what a test does next meets the view where it will stay.
    """
    all_watched: list[tuple[Watched, Any, Path]] = []

    def open_page(name: str = "sample", fragment: str = "", *, view: dict[str, int] = DESK, **settings: Any) -> Any:
        settings = {"viewport": view, "offline": True, "accept_downloads": True, "locale": "fr-FR", **settings}
        context = browser.new_context(reduced_motion="reduce", **settings)
        page = context.new_page()
        all_watched.append((Watched(page), context, files[name]))
        page.goto(files[name].as_uri() + (f"#{fragment}" if fragment else ""))
        page.wait_for_selector("html[data-ready]", timeout=30_000)
        return page

    yield open_page
    for watched, context, path in all_watched:
        context.close()
        outside = [
            url for url in watched.requests if not url.startswith(("data:", "blob:")) and url.split("#")[0] != path.as_uri()
        ]
        assert not outside
        assert not watched.complaints


def download(page: Any, choice: str) -> bytes:
    page.click("#open-export")
    with page.expect_download() as waiting:
        page.click(f"#export-{choice}")
    return Path(waiting.value.path()).read_bytes()


def shown_edges(page: Any) -> list[str]:
    """Subject, relation, object and status of the rows of the table: what is visible, in words."""
    if page.locator("#drawer").is_hidden():
        page.click('[data-drawer="table"]')
    rows = page.locator("#table-region tbody tr").all()
    return [" ".join(cell.inner_text() for cell in row.locator("th, td").all()[:4]) for row in rows]


def test_the_page_opens_in_french_with_its_title(opened: Callable[..., Any]) -> None:
    page = opened()
    assert page.inner_text("#title") == "Rachat & démenti"
    assert "2 documents · 5 entités · 7 énoncés · 1 mars 2025 – 12 avril 2025" in page.inner_text("#summary")
    assert page.get_attribute("html", "lang") == "fr"


@pytest.mark.parametrize("view", [DESK, PHONE], ids=["desk", "phone"])
def test_every_name_is_readable_at_first_sight(opened: Callable[..., Any], view: dict[str, int]) -> None:
    """Labels are drawn on a canvas: what is drawn there is recorded, and the boxes compared."""
    page = opened(view=view)
    drawn = page.evaluate(
        """async () => {
          const drawn = [];
          const proto = CanvasRenderingContext2D.prototype;
          const original = proto.fillText;
          proto.fillText = function (text, x, y) { drawn.push({text, x, y, width: this.measureText(text).width, size: parseFloat(this.font.match(/([\\d.]+)px/)[1])}); return original.call(this, text, x, y); };
          dispatchEvent(new Event("resize"));
          await new Promise((done) => setTimeout(done, 500));
          proto.fillText = original;
          const last = drawn.map((one) => one.text).lastIndexOf(drawn[0].text);
          return drawn.slice(last);
        }"""
    )
    words = " ".join(one["text"] for one in drawn)
    for name in ("Solène Vasseur", "Hydrélia", "Norvent", "Aquaflux", "mairie"):
        assert all(part in words for part in name.split())
    assert min(one["size"] for one in drawn) >= 10
    boxes = [
        (one["x"] - one["width"] / 2, one["y"] - one["size"] * 0.75, one["x"] + one["width"] / 2, one["y"] + one["size"] * 0.2)
        for one in drawn
    ]
    for row, a in enumerate(boxes):
        assert 0 <= a[0] and a[2] <= view["width"]
        for b in boxes[row + 1 :]:
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]), (drawn[row], b)


def test_an_edge_shows_its_sentence_with_its_parts_marked(opened: Callable[..., Any]) -> None:
    page = opened(fragment="e=c-0000000000000003h")
    panel = page.locator("#panel")
    assert "incertain" in panel.inner_text()
    assert [mark.inner_text() for mark in panel.locator("mark").all()] == ["La mairie", "pourrait soutenir", "Norvent"]
    assert "Un rachat annoncé" in panel.inner_text() and "confiance 50 %" in panel.inner_text()


def test_a_disputed_statement_shows_both_sides(opened: Callable[..., Any]) -> None:
    page = opened(fragment="e=c-0000000000000001n")
    assert "contesté" in page.inner_text("#panel")
    page.click("#panel section .edge")
    assert "selon" in page.inner_text("#panel") and "syndicat" in page.inner_text("#panel")
    page.click('[data-drawer="changes"]')
    assert page.locator(".contradiction").count() == 2
    assert "Le démenti" in page.inner_text("#table-region")


def test_a_node_shows_what_is_said_of_it_and_leads_on(opened: Callable[..., Any]) -> None:
    page = opened(fragment="n=Hydr%C3%A9lia")
    assert "Aussi : le groupe" in page.inner_text("#panel")
    page.click("#panel .edge:has-text('Aquaflux')")
    assert page.locator("#panel mark.object").inner_text() == "Aquaflux"
    page.click("#panel .proposition button:has-text('Aquaflux')")
    assert page.inner_text("#panel h2") == "Aquaflux"


def test_the_text_shows_mentions_and_selects_from_sentences(opened: Callable[..., Any]) -> None:
    page = opened(fragment="e=c-0000000000000000a")
    page.click("text=Ouvrir le texte")
    assert page.locator(".text").inner_text().startswith("🚀 Solène Vasseur dirige Hydrélia.")
    assert page.locator(".sentence.chosen").count() == 1
    assert page.locator(".mention.type-Organization").count() >= 3
    page.locator(".sentence").nth(1).locator(".count").click()
    assert page.locator(".sentence.chosen").inner_text().startswith("Selon le syndicat")
    page.click("#panel .close")
    assert "2 énoncés sélectionnés" in page.inner_text("#panel")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("HYDRELIA", "Hydrélia"),
        ("vass", "Solène Vasseur"),
        ("le groupe", "Hydrélia"),
        ("millions", "40 millions d'euros"),
        ("aquaf", "Aquaflux"),
    ],
)
def test_search_finds_names_without_case_and_accents(opened: Callable[..., Any], typed: str, found: str) -> None:
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type(typed)
    assert page.locator("#results [role=option]").first.inner_text().startswith(found)
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == found


def test_search_finds_relations_and_sentences(opened: Callable[..., Any]) -> None:
    page = opened()
    page.fill("#search", "POURRAIT")
    assert page.locator("#results mark").inner_text() == "pourrait"
    page.fill("#search", "a racheté")
    page.locator("#results [role=option]").first.click()
    assert "2 énoncés sélectionnés" in page.inner_text("#panel")
    page.fill("#search", "zzz")
    assert page.locator("#results .none").count() == 1


def test_the_legend_filters_graph_and_table(opened: Callable[..., Any]) -> None:
    page = opened()
    assert len(shown_edges(page)) == 7
    page.locator("label[for=f-statuses-negated]").click()
    assert len(shown_edges(page)) == 5
    page.locator("label[for=f-types-Organization]").click()
    assert shown_edges(page) == []
    assert "Filtres actifs" in page.inner_text("#notices")
    page.click("#notices button")
    assert len(shown_edges(page)) == 7
    page.locator("label[for=f-statuses-attributed]").click()
    assert not any("40 millions" in row for row in shown_edges(page))


def test_filters_by_document_date_and_confidence(opened: Callable[..., Any]) -> None:
    page = opened()
    page.fill("#f-from", "2025-04")
    page.keyboard.press("Tab")
    assert len(shown_edges(page)) == 3
    page.fill("#f-from", "")
    page.fill("#f-to", "2025-03-31")
    page.keyboard.press("Tab")
    assert len(shown_edges(page)) == 4
    page.fill("#f-to", "")
    page.keyboard.press("Tab")
    page.locator("#f-confidence").fill("85")
    assert len(shown_edges(page)) == 5


def test_the_table_sorts_and_copies(opened: Callable[..., Any]) -> None:
    page = opened()
    shown_edges(page)
    page.click("#table-region th button:has-text('Objet')")
    first = [row.locator("td").nth(1).inner_text() for row in page.locator("#table-region tbody tr").all()]
    assert first[0] == "40 millions d'euros" and first[1] == "Aquaflux"
    page.click("#table-region th button:has-text('Objet')")
    assert page.locator("#table-region th[aria-sort=descending]").count() == 1
    with page.expect_download() as waiting:
        page.click("#drawer-tools button:has-text('CSV')")
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8-sig"))))
    assert len(rows) == 7
    assert rows[0]["object"] == "Norvent"


def test_a_view_opens_at_its_top_however_far_another_was_read(opened: Callable[..., Any]) -> None:
    page = opened(view={"width": 1280, "height": 420}, fragment="view=table")
    region = page.locator("#table-region")
    region.evaluate("region => { region.scrollTop = 1e6; }")
    assert region.evaluate("region => region.scrollTop") > 0
    page.click('[data-drawer="timeline"]')
    assert region.evaluate("region => region.scrollTop") == 0


def test_the_selection_and_the_table_stay_in_step(opened: Callable[..., Any]) -> None:
    page = opened()
    shown_edges(page)
    page.locator("#table-region tbody tr").nth(3).locator("button").click()
    assert page.locator("tr.chosen").count() == 1
    assert "mairie" in page.inner_text("#panel h2")
    page.check("#only-selection")
    assert len(shown_edges(page)) == 1


def test_exports_hold_the_selection(opened: Callable[..., Any]) -> None:
    import rdflib

    page = opened(fragment="e=c-0000000000000001a")
    graph = rdflib.Graph().parse(data=download(page, "turtle").decode(), format="turtle")
    gb = rdflib.Namespace("https://w3id.org/graphbuild/ontology#")
    assert len(list(graph.subjects(rdflib.RDF.type, gb.Claim))) == 1
    assert len(list(graph.triples((None, gb.acquired, None)))) == 1
    assert len(list(graph.triples((None, gb.accordingTo, None)))) == 1
    whole = rdflib.Graph()
    whole.parse(data=_triples(disagreeing(), text=True), format="nt")
    assert not set(graph) - set(whole), "the selection is a part of the graph, term by term"
    begin = next(
        graph.objects(None, rdflib.URIRef("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#beginIndex"))
    )
    assert FIRST[int(begin) :].startswith("Selon le syndicat")
    rows = list(csv.DictReader(io.StringIO(download(page, "csvFile").decode("utf-8-sig"))))
    assert [row["status"] for row in rows] == ["asserted"] and rows[0]["start"] == str(begin)
    notes = download(page, "notes").decode()
    assert "[1] Hydrélia — « a racheté » — Norvent" in notes and "1 mars 2025" in notes and f"caractères {begin}–" in notes


def test_a_negated_statement_gives_no_plain_triple(opened: Callable[..., Any]) -> None:
    import rdflib

    page = opened(fragment="e=c-0000000000000001n")
    graph = rdflib.Graph().parse(data=download(page, "turtle").decode(), format="turtle")
    assert not list(graph.triples((None, rdflib.URIRef("https://w3id.org/graphbuild/ontology#acquired"), None)))


def test_pictures_are_pictures(opened: Callable[..., Any]) -> None:
    from xml.etree import ElementTree

    page = opened()
    assert download(page, "png")[:8] == b"\x89PNG\r\n\x1a\n"
    drawing = ElementTree.fromstring(download(page, "svg"))
    texts = {element.text for element in drawing.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Hydrélia", "Norvent", "Aquaflux"} <= texts


def test_the_permalink_brings_the_view_back(opened: Callable[..., Any]) -> None:
    page = opened()
    page.locator("label[for=f-statuses-negated]").click()
    page.click('[data-drawer="table"]')
    page.fill("#search", "aquaflux")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "n=Aquaflux" in url)
    fragment = page.evaluate("location.hash").lstrip("#")
    again = opened(fragment=fragment)
    assert again.inner_text("#panel h2") == "Aquaflux"
    assert len(shown_edges(again)) == 5
    assert not again.locator("#f-statuses-negated").is_checked()


def test_a_damaged_permalink_does_no_harm(opened: Callable[..., Any]) -> None:
    page = opened(fragment="n=%E0%A4%A&e=nothing&types=%%%&pin=a:b:c&from=<script>&view=nowhere&confidence=x")
    assert page.locator("#panel").is_hidden()


def test_positions_are_kept_in_the_permalink_and_in_a_saved_copy(
    opened: Callable[..., Any], browser: Any, tmp_path: Path
) -> None:
    page = opened(fragment="pin=Norvent:345:-123")
    saved = tmp_path / "saved.html"
    saved.write_bytes(download(page, "savedCopy"))
    context = browser.new_context(viewport=DESK, offline=True)
    copy = context.new_page()
    watched = Watched(copy)
    copy.goto(saved.as_uri())
    copy.wait_for_selector("html[data-ready]")
    copy.fill("#search", "norvent")
    copy.keyboard.press("Enter")
    assert copy.locator("button:has-text('Désépingler')").count() == 1
    assert not watched.complaints
    context.close()


def test_the_keyboard_goes_all_the_way(opened: Callable[..., Any]) -> None:
    page = opened()
    page.focus("#graph")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#panel h2") == "Hydrélia", "the first step selects the most important node"
    names = set()
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        names.add(page.inner_text("#panel h2"))
    assert len(names) > 1
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.id") == "graph"
    page.keyboard.press("t")
    assert page.locator("#drawer").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#drawer").is_hidden()
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")


def test_tab_reaches_every_control_and_shows_where_it_is(opened: Callable[..., Any]) -> None:
    page = opened()
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "document.activeElement.id || document.activeElement.dataset.drawer || document.activeElement.tagName"
            )
        )
        outline = page.evaluate(
            "(() => { const e = document.activeElement; const s = getComputedStyle(e.closest('.switch') || e); return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; })()"
        )
        assert outline or seen[-1] == "BODY", seen[-1]
    assert {"skip", "search", "table", "open-export", "switch-lang", "f-types-Person", "graph", "zoom-fit"} <= set(seen)


def test_neighbourhood_path_hide_and_pin(opened: Callable[..., Any]) -> None:
    page = opened(fragment="n=Aquaflux")
    page.click("button:has-text('Voisinage')")
    assert len(shown_edges(page)) == 1
    page.click("#notices button:has-text('Voir tout')")
    assert len(shown_edges(page)) == 7
    page.click("#panel button:has-text('Chemin vers')")
    page.fill("#search", "vasseur")
    page.keyboard.press("Enter")
    assert "Chemin de 2 liens" in page.inner_text("#notices")
    page.click("#notices button")
    page.fill("#search", "norvent")
    page.keyboard.press("Enter")
    page.click("button:has-text('Masquer')")
    assert len(shown_edges(page)) == 3
    page.click("#notices button:has-text('Montrer')")
    assert len(shown_edges(page)) == 7


def test_dragging_a_node_pins_it(opened: Callable[..., Any]) -> None:
    page = opened(fragment="n=Aquaflux")
    box = page.locator("#graph").bounding_box()
    found = page.evaluate(
        """() => { const canvas = document.querySelector('#graph canvas'); const context = canvas.getContext('2d');
          const ratio = canvas.width / canvas.clientWidth; const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
          let sx = 0, sy = 0, n = 0;
          for (let i = 0; i < data.length; i += 4) if (Math.abs(data[i] - 0x27) < 6 && Math.abs(data[i+1] - 0x9b) < 6 && Math.abs(data[i+2] - 0x72) < 6 && data[i+3] > 250) { const p = i / 4; sx += p % canvas.width; sy += Math.floor(p / canvas.width); n += 1; }
          return {x: sx / n / ratio, y: sy / n / ratio, n}; }"""
    )
    assert found["n"] > 50
    page.mouse.move(box["x"] + found["x"], box["y"] + found["y"])
    page.mouse.down()
    page.mouse.move(box["x"] + found["x"] + 60, box["y"] + found["y"] + 60, steps=5)
    page.mouse.up()
    page.wait_for_url(lambda url: "pin=" in url)


def test_both_languages(opened: Callable[..., Any]) -> None:
    page = opened()
    page.click("#switch-lang")
    assert page.get_attribute("html", "lang") == "en"
    assert page.inner_text('[data-drawer="table"]') == "Table"
    assert any("acquired" in row for row in shown_edges(page))
    assert "undefined" not in page.inner_text("body")


def test_the_timeline_has_stated_and_reported_dates(opened: Callable[..., Any]) -> None:
    page = opened(fragment="view=timeline")
    steps = [heading.inner_text() for heading in page.locator(".timeline h3").all()]
    assert steps == ["1 mars 2025", "12 avril 2025", "2027"]
    page.click(".moment:has-text('Aquaflux')")
    assert "2027" in page.inner_text("#panel")


def test_queries_run_inside_the_page(opened: Callable[..., Any]) -> None:
    page = opened("sparql", "view=sparql")
    page.select_option("#drawer-tools select", label="Qui a racheté quoi")
    page.wait_for_selector("#answer table", timeout=30_000)
    assert page.locator("#answer tbody tr").count() == 1
    assert page.locator("#answer tbody td").all_inner_texts() == ["Hydrélia", "Norvent"]
    assert "2 énoncés sélectionnés" in page.inner_text("#panel")
    page.fill("#query", "SELECT broken")
    page.click("#run-query")
    page.wait_for_selector("#answer .error")
    page.fill("#query", "ASK { ?s ?p ?o }")
    page.click("#run-query")
    page.wait_for_selector("#answer .boolean")
    assert page.inner_text("#answer") == "oui"


def test_the_query_of_the_filters_means_the_filters(opened: Callable[..., Any]) -> None:
    page = opened("sparql")
    page.locator("label[for=f-statuses-negated]").click()
    page.locator("label[for=f-types-Concept]").click()
    visible = len(shown_edges(page))
    page.click("button:has-text('Requête SPARQL de ces filtres')")
    page.click("#run-query")
    page.wait_for_selector("#answer table", timeout=30_000)
    assert page.locator("#answer tbody tr").count() == visible == 4


def test_without_an_engine_the_query_can_still_be_read(opened: Callable[..., Any]) -> None:
    page = opened(fragment="view=sparql")
    assert "SELECT ?subject" in page.input_value("#query")
    assert "--with-sparql" in page.inner_text("#table-region")


def test_without_texts_the_page_still_shows_where(opened: Callable[..., Any]) -> None:
    page = opened("silent", "e=c-0000000000000001a")
    assert "Phrase non incluse (caractères" in page.inner_text("#panel")
    page.click("#open-texts")
    assert "ne contient pas les textes" in page.inner_text("#panel")


def test_hostile_strings_do_nothing(opened: Callable[..., Any]) -> None:
    page = opened("hostile", "view=table")
    assert page.inner_text("#title") == HOSTILE[4]
    for row in page.locator("#table-region tbody tr").all():
        row.locator("button").click()
        assert page.locator("#panel img, #panel script, #panel svg[onload]").count() == 0
    for name in ("timeline", "changes", "sparql", "table"):
        page.click(f'[data-drawer="{name}"]')
    page.fill("#search", "<script")
    assert "<script>" in page.locator("#results [role=option]").first.inner_text()
    page.keyboard.press("Enter")
    page.click("#open-texts")
    page.click("#switch-lang")
    for choice in ("svg", "turtle", "csvFile", "notes", "savedCopy"):
        content = download(page, choice)
        if choice == "csvFile":
            assert b'"=HYPERLINK' not in content, "a spreadsheet would run it"
        if choice == "turtle":
            import rdflib

            rdflib.Graph().parse(data=content.decode(), format="turtle")
    assert page.evaluate("window.hacked") is None
    page.click('[data-drawer="sparql"]')
    page.click("#run-query")
    page.wait_for_selector("#answer table", timeout=30_000)
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= DESK["width"]


def test_large_graphs_open_with_the_first_nodes_and_expand(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both renderers, on a small graph that counts as large."""
    import graphbuild.page

    monkeypatch.setattr(graphbuild.page, "SHOWN_WHOLE", 5)
    monkeypatch.setattr(graphbuild.page, "SHOWN_FIRST", 3)
    path = write_page(disagreeing(), tmp_path / "large.html")
    # The page decides by number of nodes; here WebGL takes over at once, and no script may differ from its hash.
    context = browser.new_context(viewport=DESK, offline=True)
    page = context.new_page()
    watched = Watched(page)
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    assert "Les 3 nœuds les plus importants" in page.inner_text("#notices")
    few = len(shown_edges(page))
    page.click("#notices button")
    assert len(shown_edges(page)) == 7 > few
    page.fill("#search", "mairie")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "mairie"
    assert not watched.complaints
    context.close()


# Keeps, as the page draws, what is inked of the first picture, a grid of 64 by 40 cells, and where each word was drawn last.
_KEEP_WHAT_IS_DRAWN = """
window.places = {};
const original = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) { window.places[text] = [x, y]; return original.call(this, text, x, y); };
window.inkOf = (canvases) => {
  const small = new OffscreenCanvas(64, 40).getContext("2d", {willReadFrequently: true});
  for (const canvas of canvases) small.drawImage(canvas, 0, 0, 64, 40);
  const {data} = small.getImageData(0, 0, 64, 40);
  return [...Array(64 * 40).keys()].filter((cell) => data[4 * cell + 3] > 16);
};
new MutationObserver(() => {
  const first = document.querySelector("canvas.first-picture");
  if (first) window.firstInk = window.inkOf([first]);
}).observe(document, {childList: true, subtree: true});
"""


def test_a_large_graph_is_drawn_at_once_and_looked_into_from_afar(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a small graph that counts as one of many lines: the first picture has the renderer's places, and nothing of it stays."""
    from graphbuild.page import template

    script = template._page_script()
    for count in ("MANY_LINES", "LINES_ALONE_BELOW"):
        script = re.sub(rf"const {count} = [0-9.]+;", f"const {count} = {2 if count[0] == 'L' else 1};", script)
    monkeypatch.setattr(template, "_page_script", lambda: script)
    path = write_page(disagreeing(), tmp_path / "many.html")
    context = browser.new_context(viewport=DESK, offline=True, reduced_motion="reduce")
    page = context.new_page()
    watched = Watched(page)
    page.add_init_script(_KEEP_WHAT_IS_DRAWN)
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", timeout=30_000)
    page.wait_for_timeout(500)
    assert page.locator("canvas.first-picture").count() == 0
    first = set(page.evaluate("window.firstInk"))
    after = set(page.evaluate("window.inkOf(document.querySelectorAll('#graph canvas'))"))
    assert len(first) > 50
    assert len(first & after) / len(first | after) > 0.7
    # What is searched in a graph seen from afar comes near, with its neighbours.
    places = page.evaluate("window.places")
    for _ in range(3):
        page.click("#zoom-out")
        page.wait_for_timeout(300)
    page.fill("#search", "mairie")
    page.keyboard.press("Enter")
    page.wait_for_timeout(800)
    near = page.evaluate("window.places")
    assert math.dist(near["mairie"], near["Norvent"]) > 0.9 * math.dist(places["mairie"], places["Norvent"])
    assert not watched.complaints
    context.close()


def test_webgl_draws_the_same_graph(browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import graphbuild.page
    from graphbuild.page import template

    monkeypatch.setattr(graphbuild.page, "SHOWN_WHOLE", 5)
    script = template._page_script().replace("const WEBGL_FROM = 4500;", "const WEBGL_FROM = 1;")
    monkeypatch.setattr(template, "_page_script", lambda: script)
    path = write_page(disagreeing(), tmp_path / "webgl.html")
    context = browser.new_context(viewport=DESK, offline=True, accept_downloads=True)
    page = context.new_page()
    watched = Watched(page)
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", timeout=60_000)
    assert page.locator("#graph canvas.labels").count() == 1
    page.focus("#graph")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#panel h2") == "Hydrélia"
    page.click("#zoom-in")
    page.click("#zoom-fit")
    assert download(page, "png")[:4] == b"\x89PNG"
    assert b"Hydr" in download(page, "svg")
    page.locator("label[for=f-statuses-negated]").click()
    assert len(shown_edges(page)) == 5
    assert not watched.complaints
    context.close()


def test_an_empty_graph_and_a_graph_of_one_statement_open(browser: Any, tmp_path: Path) -> None:
    whole = disagreeing()
    for name, statements in (("empty", ()), ("one", whole.statements[:1])):
        path = write_page(dataclasses.replace(whole, statements=statements, entities=()), tmp_path / f"{name}.html")
        context = browser.new_context(viewport=DESK, offline=True)
        page = context.new_page()
        watched = Watched(page)
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]")
        for view in ("table", "timeline", "changes", "sparql"):
            page.click(f'[data-drawer="{view}"]')
        page.click("#open-texts")
        assert ("Aucun énoncé" in page.inner_text("#notices")) == (name == "empty")
        assert not watched.complaints
        context.close()


def test_the_notebook_frame_works_on_its_own(browser: Any) -> None:
    context = browser.new_context(viewport=DESK, offline=True)
    page = context.new_page()
    watched = Watched(page)
    page.set_content(notebook_html(disagreeing(), height=700))
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for(timeout=30_000)
    frame.locator("#search").fill("aquaflux")
    frame.locator("#search").press("Enter")
    assert frame.locator("#panel h2").inner_text() == "Aquaflux"
    assert not watched.complaints
    assert not [url for url in watched.requests if not url.startswith(("data:", "blob:", "about:"))]
    context.close()


@pytest.mark.parametrize(
    ("fragment", "settings"),
    [
        ("", {}),
        ("n=Hydr%C3%A9lia&view=table", {}),
        ("e=c-0000000000000001n&view=changes", {"color_scheme": "dark"}),
        ("text=a&view=timeline", {}),
        ("view=sparql&statuses=negated", {"color_scheme": "dark"}),
        ("n=Norvent", {"view": PHONE}),
    ],
)
def test_axe_finds_no_violation(opened: Callable[..., Any], fragment: str, settings: dict[str, Any]) -> None:
    axe = npm_path("axe-core/axe.min.js", "axe-core").read_text(encoding="utf-8")
    page = opened(fragment=fragment, **settings)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert not [(one["id"], [node["target"] for node in one["nodes"]][:4], one["nodes"][0]["failureSummary"]) for one in found]


def test_the_nu_checker_finds_no_error(files: dict[str, Path]) -> None:
    jar = npm_path("vnu-jar/build/dist/vnu.jar", "vnu-jar")
    if not shutil.which("java"):
        pytest.skip("no java here: the Nu HTML checker needs it")
    done = subprocess.run(
        ["java", "-jar", str(jar), "--format", "json", "--errors-only", str(files["sample"]), str(files["hostile"])],
        check=False, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert [message["message"] for message in json.loads(done.stderr)["messages"]] == []


def test_the_html_parses_without_error(files: dict[str, Path]) -> None:
    html5lib = pytest.importorskip("html5lib", reason="html5lib parses strictly: pip install html5lib")
    for path in files.values():
        html5lib.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))


def test_on_paper_the_graph_and_the_table_stay(opened: Callable[..., Any]) -> None:
    page = opened(fragment="view=table")
    page.emulate_media(media="print")
    assert page.locator("#graph canvas").is_visible()
    assert page.locator("#table-region").is_visible()
    assert page.locator("#open-export").is_hidden()
