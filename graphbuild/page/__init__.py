"""The graph page: what a person opens, shows and sends. Plain values in, one self-contained HTML file out.

The last layer over the graph: it knows `graphbuild.types` alone, no spaCy and no rdflib. `write_page` writes the
file, `page_html` gives its text, `notebook_html` puts it into a notebook.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from .parts import NamedQuery, Parts, RelationLabel, read_parts

__all__ = ["NamedQuery", "Parts", "RelationLabel", "notebook_html", "page_html", "write_page"]

Lang = Literal["fr", "en"]

# A larger graph opens with this many nodes, the most important ones; the others come on demand.
SHOWN_WHOLE = 4000
SHOWN_FIRST = 2000


def page_html(
    source: Any,
    *,
    lang: Lang = "fr",
    title: str | None = None,
    text: bool = True,
    redact: Path | str | Mapping[str, str] | None = None,
    with_sparql: bool = False,
) -> str:
    """The text of the page. See `write_page`."""
    from .._version import __version__
    from .layout import layouts
    from .network import build_graph, pyvis_network
    from .payload import build_payload
    from .redaction import apply_redaction, read_redaction
    from .template import render_page

    parts = read_parts(source)
    if redact is not None:
        rules = redact if isinstance(redact, Mapping) else read_redaction(Path(redact))
        parts, title = apply_redaction(parts, rules, title=title)
    if with_sparql and not parts.queries:
        parts = replace(parts, queries=_named_queries())
    relations = {**_ontology_labels(parts), **parts.relations}
    graph = build_graph(parts, relations, lang=lang)
    placed = layouts(graph)
    large = len(graph.nodes) > SHOWN_WHOLE
    first = SHOWN_FIRST if large else len(graph.nodes)
    payload = build_payload(
        parts,
        relations,
        graph,
        placed,
        title=title or default_title(parts, lang),
        lang=lang,
        text=text,
        version=__version__,
        first=first,
        network=pyvis_network(graph, placed["wide"], first=first),
    )
    return render_page(payload, webgl=large, triples=_triples(parts, text=text) if with_sparql else None)


def write_page(
    source: Any,
    path: Path | str,
    *,
    lang: Lang = "fr",
    title: str | None = None,
    text: bool = True,
    redact: Path | str | Mapping[str, str] | None = None,
    with_sparql: bool = False,
) -> Path:
    """Writes the interactive page of a graph as one self-contained file and returns its path.

    `source` is `Parts`, or any object with documents, entities and statements. `lang` is the language the page
    starts in (`fr` or `en`; the reader can switch). `text=False` leaves the texts and sentences out; `redact` is
    a file of names to replace everywhere (or a mapping of them); `with_sparql` puts a SPARQL engine inside. The
    same input gives the same bytes.

    Raises GraphError when the parts do not fit together, InputError for a broken redaction file, ResourceError
    when a file of the installation is missing.
    """
    path = Path(path)
    html = page_html(source, lang=lang, title=title, text=text, redact=redact, with_sparql=with_sparql)
    path.write_text(html, encoding="utf-8", newline="\n")
    return path


def notebook_html(source: Any, *, height: int = 640, **options: Any) -> str:
    """The page as an inline frame for a notebook, cut off from the notebook's own page.

    `options` are those of `page_html`. The frame may run its scripts and offer downloads, nothing else.
    """
    from html import escape

    page = escape(page_html(source, **options), quote=True)
    return (
        f'<iframe title="graphbuild" srcdoc="{page}" sandbox="allow-scripts allow-downloads allow-popups" '
        f'style="width:100%;height:{int(height)}px;border:1px solid #ddd;border-radius:6px"></iframe>'
    )


def default_title(parts: Parts, lang: Lang) -> str:
    """The title of the only document, or how many documents there are."""
    if len(parts.documents) == 1:
        document = parts.documents[0]
        return document.title or document.id
    return f"{len(parts.documents)} documents" if parts.documents else ("Graphe vide" if lang == "fr" else "Empty graph")


def _ontology_labels(parts: Parts) -> dict[str, RelationLabel]:
    """Labels of the ontology; a relation minted from a verb is written as that verb."""
    from ..vocabulary import read_relations

    labels = {
        name: RelationLabel(fr=_first(relation.label_fr), en=_first(relation.label_en))
        for name, relation in read_relations().items()
    }
    for statement in parts.statements:
        if statement.predicate.open:
            words = statement.predicate.name.replace("_", " ")
            labels.setdefault(statement.predicate.name, RelationLabel(words, words))
    return labels


def _first(label: str) -> str:
    """`a lancé` of `a lancé, a mis en service`, `est` of `est (qualité)`: a line on a drawing holds one wording."""
    return re.sub(r"\s*\([^)]*\)", "", label).split(",")[0].strip() or label


def _named_queries() -> tuple[NamedQuery, ...]:
    from ..graph.questions import read_questions

    return tuple(NamedQuery(one.name, one.title_fr, one.title_en, one.query) for one in read_questions())


def _triples(parts: Parts, *, text: bool) -> str:
    """The graph as N-Triples, for the engine inside the page: the same triples as in `graph.nq`, of what the page
    may show. Without texts no sentence is left, nor words that were said."""
    from ..graph.content import Content
    from ..graph.terms import line

    content = Content(tuple(parts.entities), tuple(parts.statements), tuple(parts.documents), base=parts.base)
    words = ("nif-core#anchorOf>", "nif-core#isString>", "ontology#objectText>", "ontology#trace>")
    rows = (line(triple) for triple in content.triples if text or not triple[1].endswith(words))
    return "".join(f"{row}\n" for row in rows)
