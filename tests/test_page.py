"""The page without a browser: what goes into it, where nodes stand, what redaction leaves, the same bytes twice."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
import math
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from page_samples import FIRST, HOSTILE, disagreeing, hostile

import graphbuild.page
from graphbuild.errors import GraphError, InputError
from graphbuild.page import Parts, notebook_html, page_html, write_page
from graphbuild.page.layout import LANDSCAPE, PORTRAIT, _Boxes, crossings, place
from graphbuild.page.measure import text_width, wrap
from graphbuild.page.network import build_graph
from graphbuild.page.payload import Utf16
from graphbuild.page.redaction import read_redaction
from graphbuild.page.template import safe_json

SHOWN_TYPES = (
    "Person",
    "Organization",
    "Place",
    "Product",
    "Work",
    "Event",
    "Thing",
    "Group",
    "Document",
    "Concept",
    "Value",
    "Words",
)
ASSETS = Path(graphbuild.page.__file__).parent / "assets"


class _Blocks(HTMLParser):
    """The elements of a page: script blocks by id, and all attributes that could load something."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.links: list[str] = []
        self.policy = ""
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "data", "action")]
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"] or ""
        if tag == "script":
            self.scripts.append((attributes, ""))
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            attributes, text = self.scripts[-1]
            self.scripts[-1] = (attributes, text + data)


def read_page(html: str) -> _Blocks:
    blocks = _Blocks()
    blocks.feed(html)
    return blocks


def data_of(html: str) -> dict:
    return json.loads(next(text for attributes, text in read_page(html).scripts if attributes.get("id") == "data"))


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    one = write_page(disagreeing(), tmp_path / "one.html").read_bytes()
    two = write_page(disagreeing(), tmp_path / "two.html").read_bytes()
    assert hashlib.sha256(one).digest() == hashlib.sha256(two).digest()


def test_the_page_names_no_address_and_its_policy_forbids_connections() -> None:
    page = read_page(page_html(disagreeing()))
    assert all(link.startswith(("data:", "#")) for link in page.links)
    assert "default-src 'none'" in page.policy
    assert "connect-src 'none'" in page.policy
    assert "unsafe-inline" not in page.policy
    assert "wasm" not in page.policy


def test_the_policy_allows_exactly_the_scripts_of_the_page() -> None:
    import base64

    page = read_page(page_html(disagreeing(), with_sparql=True))
    allowed = set(re.findall(r"'sha256-([^']+)'", page.policy.split("style-src")[0]))
    run = [text for attributes, text in page.scripts if "type" not in attributes]
    assert allowed == {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in run}
    assert "'wasm-unsafe-eval'" in page.policy


def test_statements_with_one_status_are_one_edge_and_disagreement_is_two() -> None:
    graph = build_graph(disagreeing(), {}, lang="fr")
    labels = [(graph.nodes[edge.source].label, edge.relation, edge.status, len(edge.statements)) for edge in graph.edges]
    assert ("Hydrélia", "acquired", "asserted", 1) in labels
    assert ("Hydrélia", "acquired", "negated", 1) in labels
    both = [edge for edge in graph.edges if edge.relation == "acquired"]
    assert both[0].bend == -both[1].bend != 0
    twice = dataclasses.replace(disagreeing(), statements=[*disagreeing().statements, disagreeing().statements[0]])
    assert max(len(edge.statements) for edge in build_graph(twice, {}, lang="fr").edges) == 2


def test_a_value_is_a_note_of_its_subject_and_common_nouns_are_smaller_than_names() -> None:
    graph = build_graph(disagreeing(), {}, lang="fr")
    node = {node.label: node for node in graph.nodes}
    assert node["40 millions d'euros"].type == "Value"
    assert node["mairie"].radius < node["Aquaflux"].radius
    assert node["Hydrélia"].importance == 1.0


@pytest.mark.parametrize("aspect", [LANDSCAPE, PORTRAIT])
def test_boxes_of_labels_do_not_overlap(aspect: float) -> None:
    graph = build_graph(disagreeing(), {}, lang="fr")
    positions = np.array(place(graph, aspect=aspect))
    boxes = _Boxes(graph)
    centres = boxes.centres(positions)
    overlap = boxes.half[:, None, :] + boxes.half[None, :, :] - np.abs(centres[:, None, :] - centres[None, :, :])
    hit = (overlap > 1.0).all(axis=2)
    np.fill_diagonal(hit, False)
    assert not hit.any()
    assert crossings(boxes.edges, positions) == 0


def test_the_layout_follows_the_shape_of_the_screen() -> None:
    graph = build_graph(disagreeing(), {}, lang="fr")
    wide, tall = (np.array(place(graph, aspect=aspect)) for aspect in (LANDSCAPE, PORTRAIT))
    assert np.ptp(wide[:, 0]) > np.ptp(wide[:, 1])
    assert np.ptp(tall[:, 1]) > np.ptp(tall[:, 0])


def test_offsets_count_as_javascript_counts() -> None:
    convert = Utf16("a🚀b")
    assert [convert(offset) for offset in range(4)] == [0, 1, 3, 4]
    row = data_of(page_html(disagreeing()))["statements"][0]
    units = FIRST.encode("utf-16-le")
    subject = row[12][0]
    assert units[2 * subject[0] : 2 * subject[1]].decode("utf-16-le") == "Solène Vasseur"


def test_labels_are_measured_and_wrapped() -> None:
    assert text_width("iii", 12) < text_width("mmm", 12)
    assert text_width("", 12) == 0
    assert wrap("agents pour le commerce et la santé publique", columns=22, lines=3) == [
        "agents pour le",
        "commerce et la",
        "santé publique",
    ]
    assert wrap("x" * 300, columns=20, lines=2)[0].endswith("…")
    assert wrap("", columns=20, lines=2) == [""]


def test_json_cannot_end_its_block() -> None:
    text = safe_json({"a": "</script><!--", "b": "\u2028\u2029", "c": "\ud800"})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["a"] == "</script><!--"


def test_hostile_strings_are_data_and_nothing_else() -> None:
    html = page_html(hostile(), title=HOSTILE[0])
    page = read_page(html)
    assert len([text for attributes, text in page.scripts if "type" not in attributes]) == 2
    assert data_of(html)["entities"][0][1] == HOSTILE[0]
    assert "<img" not in html.split("<body>")[1].split('<script type="application/json"')[0]


def test_without_text_no_sentence_is_left() -> None:
    html = page_html(disagreeing(), text=False)
    for words in ("pourrait soutenir", "Selon le syndicat", "veut lancer"):
        assert words not in html
    data = data_of(html)
    assert data["documents"][0][5] is None
    assert data["mentions"] == {}
    start, end = data["statements"][0][9:11]
    assert FIRST[start:end].startswith("🚀 Solène"), "offsets stay code points where there is no text to count in"


def test_redaction_takes_a_name_out_of_everything(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("# sources\nsolene vasseur\nHydrélia = Groupe X\n", encoding="utf-8")
    html = page_html(disagreeing(), redact=names, title="Vasseur et HYDRELIA")
    data = data_of(html)
    shown = json.dumps(data, ensure_ascii=False)
    for form in ("Vasseur", "Solène", "Hydrélia", "vasseur", "HYDRELIA", "Solène_Vasseur"):
        assert form not in shown
    assert data["title"] == "Personne 1 et Groupe X"
    assert "Personne 1 dirige Groupe X." in data["documents"][0][5]
    text, row = data["documents"][0][5], data["statements"][0]
    marked = [text.encode("utf-16-le")[2 * span[0] : 2 * span[1]].decode("utf-16-le") for span in row[12]]
    assert marked == ["Personne 1", "dirige", "Groupe X"]
    assert all(row[0].startswith("r-") for row in data["statements"]), "an id that is a hash of a name can be guessed"


def test_a_redacted_proposition_keeps_one_id_for_all_its_evidences() -> None:
    data = data_of(page_html(disagreeing(), redact={"Hydrélia": ""}))
    ids = [row[0] for row in data["statements"]]
    assert ids[0] == ids[6] and ids[1] == ids[4]
    assert len(set(ids)) == 5


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "holds no name"), (" = X", "no name before '='"), ("A = B\nA = C", "two replacements")],
)
def test_a_broken_redaction_file_says_what_is_wrong(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "names.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_redaction(path)


def test_a_missing_redaction_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_redaction(tmp_path / "none.txt")


def test_parts_that_do_not_fit_are_refused() -> None:
    with pytest.raises(GraphError, match="not among the documents"):
        page_html(dataclasses.replace(disagreeing(), documents=()))
    with pytest.raises(GraphError, match="has no documents"):
        page_html(object())


def test_an_empty_graph_has_a_page() -> None:
    assert "<title>Graphe vide</title>" in page_html(Parts((), (), ()))


def test_the_notebook_frame_is_cut_off_from_its_page() -> None:
    frame = notebook_html(disagreeing(), height=500)
    assert frame.startswith("<iframe")
    assert 'sandbox="allow-scripts' in frame and "allow-same-origin" not in frame
    assert frame.count("<") == 2, "the page inside is escaped"


def test_large_graphs_carry_both_renderers_and_show_the_most_important_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphbuild.page, "SHOWN_WHOLE", 5)
    monkeypatch.setattr(graphbuild.page, "SHOWN_FIRST", 3)
    html = page_html(disagreeing())
    data = data_of(html)
    assert "SigmaBundle" in html
    assert data["first"] == 3 and len(data["network"]["nodes"]) == 3
    shown = {data["entities"][data["nodes"][node["id"]][0]][1] for node in data["network"]["nodes"]}
    assert "Hydrélia" in shown


def test_large_layouts_are_the_same_twice_and_keep_neighbours_together(monkeypatch: pytest.MonkeyPatch) -> None:
    from graphbuild.page.layout_large import place_large

    graph = build_graph(disagreeing(), {}, lang="fr")
    one, two = (np.array(place_large(graph, aspect=1.5, seed=1)) for _ in range(2))
    assert (one == two).all()
    assert np.isfinite(one).all()


def test_vendored_files_are_those_of_the_checksums() -> None:
    for line in (ASSETS / "vendor/SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((ASSETS / name).read_bytes()).hexdigest() == digest, name


def test_every_script_and_word_of_the_page_is_used() -> None:
    from graphbuild.page.template import _SCRIPTS

    assert {path.stem for path in (ASSETS / "js").glob("*.js")} == set(_SCRIPTS)
    words = (ASSETS / "js/words.js").read_text(encoding="utf-8")
    french, english = (set(re.findall(r"(\w+): [\"\[]", part)) for part in words.split("\n};")[0].split("\n  en: {"))
    assert french == english, "both languages have the same words"
    code = "".join(path.read_text(encoding="utf-8") for path in (ASSETS / "js").glob("*.js") if path.stem != "words")
    code += (ASSETS / "page.html").read_text(encoding="utf-8")
    built = {
        *SHOWN_TYPES,
        "asserted",
        "negated",
        "hedged",
        "planned",
        "hops1",
        "hops2",
        "status",
        "source",
        "object",
        "subject",
    }
    unused = {word for word in english - built if f'"{word}"' not in code}
    assert not unused


def _seen(colour: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """A colour in CIELAB as somebody sees it whose colour vision is `matrix` (Machado, Oliveira, Fernandes 2009)."""
    values = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]
    red, green, blue = (min(1.0, max(0.0, sum(w * v for w, v in zip(row, linear, strict=True)))) for row in matrix)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


VISION = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_types_are_told_apart_with_every_colour_vision_and_without_colour(theme: str, vision: str) -> None:
    grammar = (ASSETS / "js/grammar.js").read_text(encoding="utf-8")
    block = grammar.split("const COLOURS")[1].split(f"{theme}: {{")[1].split("}")[0]
    colours = {name: colour for name, colour in re.findall(r'(\w+): "(#\w+)"', block) if name not in ("Value", "Words")}
    assert len(colours) == 10
    seen = [_seen(colour, VISION[vision]) for colour in colours.values()]
    assert min(math.dist(one, other) for one, other in itertools.combinations(seen, 2)) > 9
    shapes = dict(re.findall(r'(\w+): "(M[^"]+)"', grammar.split("const SHAPES")[1].split("};")[0]))
    assert len({shapes[name] for name in colours}) == 10
    style = (ASSETS / "css/base.css").read_text(encoding="utf-8")
    assert all(f"--{name.lower()}: {colour}" in style for name, colour in colours.items())


def test_a_name_that_is_nowhere_is_told_before_the_page_goes_out(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("WARNING", logger="graphbuild"):
        page_html(disagreeing(), redact={"Hydrélia": "", "Vasseur": "", "Vaseur": "Mme X"})
    assert caplog.messages == ["redaction: not found and so not replaced, check how they are written: Vaseur"]
