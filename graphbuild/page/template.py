"""One file out of many: payload and assets in, the text of an HTML page out.

The last step of the page. Styles, scripts, fonts and data are written into the file; a content security policy
allows exactly those scripts and styles (by hash) and no connection at all. Data stands in JSON blocks that no
browser runs, with every character escaped that could end the block.
"""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import json
import re
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from typing import Any

from ..errors import ResourceError

# In this order: later files use what earlier ones define.
_SCRIPTS = (
    "words", "data", "state", "grammar", "filters", "labels", "view", "renderer_vis", "renderer_sigma", "interface",
    "panel", "reader", "legend", "search", "table", "timeline", "changes", "turtle", "exports", "sparql",
    "keyboard", "main",
)  # fmt: skip
_STYLES = ("base", "stage", "panel", "drawer", "print")

# Family, file, weights, style, characters. The second file of a family travels only where its characters occur.
_LATIN = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
_LATIN_EXTENDED = "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113"
_FONTS = (
    ("Libre Franklin", "libre-franklin-{}-wght-normal", "100 900", "normal"),
    ("Newsreader", "newsreader-{}-wght-normal", "200 800", "normal"),
    ("Newsreader", "newsreader-{}-wght-italic", "200 800", "italic"),
)
_EXTENDED = re.compile("[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1e00-\u1eff]")


def render_page(payload: dict[str, Any], *, webgl: bool, triples: str | None) -> str:
    """The text of the page. `webgl` adds sigma.js for graphs that vis-network cannot carry; `triples` (the graph
    as N-Triples) adds Oxigraph to query them.

    Raises ResourceError when a file of the page is missing or damaged.
    """
    data = safe_json(payload)
    style = "\n".join([_font_faces(bool(_EXTENDED.search(data))), *(_asset(f"css/{name}.css") for name in _STYLES)])
    scripts = [_vis_network(), *([_asset("vendor/sigma.min.js")] if webgl else [])]
    blocks = [
        f'<script type="application/json" id="data">{data}</script>',
        '<script type="application/json" id="saved">null</script>',
    ]
    if triples is not None:
        scripts.append(_asset("vendor/oxigraph.min.js"))
        for name, packed in (
            ("oxigraph", _bytes("vendor/oxigraph.wasm.gz")),
            ("triples", gzip.compress(triples.encode("utf-8", "replace"), mtime=0)),
        ):
            block = base64.b64encode(packed).decode("ascii")
            blocks.append(f'<script type="application/octet-stream" id="{name}">{block}</script>')
    scripts.append(_page_script())
    page = _asset("page.html")
    # Each placeholder occurs once and the values are put in by one pass, so that no value is searched itself.
    values = {
        "lang": escape(payload["lang"]),
        "title": _in_markup(payload["title"]),
        "policy": _policy(scripts, style, wasm=triples is not None),
        "version": escape(payload["version"]),
        "style": f"<style>{style}</style>",
        "data": "\n".join(blocks),
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    return re.sub(r"\{\{ (\w+) \}\}", lambda match: values[match[1]], page)


def safe_json(value: Any) -> str:
    """JSON that may stand inside a script element and inside JavaScript: no `<`, `>`, `&`, no line separators.

    Lone surrogates, which UTF-8 cannot write, become question marks.
    """
    text = _writable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    return _UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


# What could end the block, what ends a line of JavaScript, and what no HTML document may hold.
_PLANE_ENDS = "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
_UNSAFE = re.compile(f"[<>&\u2028\u2029\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff{_PLANE_ENDS}]")


def _writable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _in_markup(text: str) -> str:
    """Text as it may stand in markup: escaped, without control characters."""
    return escape(re.sub("[\x00-\x1f\x7f-\x9f]+", " ", _writable(text)))


def _policy(scripts: Iterable[str], style: str, *, wasm: bool) -> str:
    allowed = " ".join(_hash(script) for script in scripts) + (" 'wasm-unsafe-eval'" if wasm else "")
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; font-src data:; img-src data: blob:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@functools.cache
def _page_script() -> str:
    parts = [f"// {name}.js\n{_asset(f'js/{name}.js')}" for name in _SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


@functools.cache
def _font_faces(extended: bool) -> str:
    rules = []
    for family, name, weights, style in _FONTS:
        for subset, characters in (("latin", _LATIN), ("latin-ext", _LATIN_EXTENDED))[: 2 if extended else 1]:
            font = base64.b64encode(_bytes(f"fonts/{name.format(subset)}.woff2")).decode("ascii")
            rules.append(
                f"@font-face{{font-family:'{family}';font-style:{style};font-weight:{weights};font-display:block;"
                f"src:url(data:font/woff2;base64,{font}) format('woff2');unicode-range:{characters}}}"
            )
    return "\n".join(rules)


@functools.cache
def _vis_network() -> str:
    """vis-network as pyvis carries it."""
    path = files("pyvis") / "lib/vis-9.1.2/vis-network.min.js"
    if not path.is_file():
        raise ResourceError(f"{path} is missing: the page needs pyvis 0.3.2 with its vis-network 9.1.2; install pyvis again")
    return _checked(path.read_text(encoding="utf-8"), str(path))


@functools.cache
def _asset(name: str) -> str:
    return _checked(_bytes(name).decode("utf-8"), name)


def _bytes(name: str) -> bytes:
    path = files("graphbuild.page") / "assets" / name
    if not path.is_file():
        raise ResourceError(f"{path} is missing: the installation is incomplete; install graphbuild again")
    return path.read_bytes()


def _checked(text: str, name: str) -> str:
    # Windows line ends would change the text a browser hashes.
    text = text.replace("\r\n", "\n")
    if name.endswith(".js") and "</script" in text.lower():
        raise ResourceError(f"{name} holds '</script', which would end its element in the page")
    # vis-network has a list of blanks with one that no HTML document may hold; escaped it is the same string.
    return text.replace("\x85", "\\u0085")
