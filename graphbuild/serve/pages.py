"""What the endpoint shows besides answers: the query page, the graph page, the named queries, the service description.

In: a path below the server's address. Out: content with its media type. Everything is read from the package or the graph
folder; the pages fetch nothing from elsewhere, and their Content-Security-Policy forbids it.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ..folder import PAGE
from ..graph.questions import read_questions

_HERE = Path(__file__).parent
_ASSETS = {
    "yasgui.min.js": "text/javascript; charset=utf-8",
    "yasgui.min.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
_HTML = "text/html; charset=utf-8"
_STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# The graph page is one file with everything inside; it needs nothing from anywhere.
_INLINE = (
    "default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
    "worker-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FORMATS = "http://www.w3.org/ns/formats/"


@dataclass(frozen=True, slots=True)
class Page:
    """A page or file: its bytes, what they are, a tag that changes with them, and what the browser may load for it."""

    content: bytes
    media_type: str
    policy: str = _STRICT

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.content).hexdigest()[:16]}"'


def find_page(path: str, folder: Path, prefixes: Mapping[str, str]) -> Page | None:
    """What is shown at a path, or None."""
    if path == "/":
        return Page(_read_asset("page.html"), _HTML)
    if path == "/graph":
        return _graph_page(folder)
    if path == "/queries":
        listed = {"prefixes": dict(prefixes), "queries": [asdict(question) for question in read_questions()]}
        return Page(json.dumps(listed, ensure_ascii=False).encode(), "application/json")
    name = path.removeprefix("/assets/")
    return Page(_read_asset(f"assets/{name}"), _ASSETS[name]) if name in _ASSETS else None


def _graph_page(folder: Path) -> Page | None:
    try:
        return Page((folder / PAGE).read_bytes(), _HTML, _INLINE)
    except OSError:
        return None


@functools.cache
def _read_asset(name: str) -> bytes:
    return (_HERE / name).read_bytes()


def describe_service(endpoint: str, media_type: str, *, writable: bool, federation: bool) -> bytes:
    """The service description (SPARQL 1.1 Service Description) of this endpoint in a media type of RDF."""
    import pyoxigraph as ox

    languages = ["sd:SPARQL10Query", "sd:SPARQL11Query", *(["sd:SPARQL11Update"] if writable else [])]
    features = ["sd:BasicFederatedQuery"] if federation else []
    results = ["SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"]
    results += ["Turtle", "N-Triples", "RDF_XML", "JSON-LD"]
    turtle = f"""
        PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
        <{endpoint}> a sd:Service ;
          sd:endpoint <{endpoint}> ;
          sd:supportedLanguage {", ".join(languages)} ;
          {f"sd:feature {', '.join(features)} ;" if features else ""}
          sd:resultFormat {", ".join(f"<{_FORMATS}{name}>" for name in results)} ;
          sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/Simple> ;
          sd:defaultDataset <{endpoint}#dataset> .
        <{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#default> .
        <{endpoint}#default> a sd:Graph .
    """
    triples = (quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    return ox.serialize(triples, format=ox.RdfFormat.from_media_type(media_type)) or b""
