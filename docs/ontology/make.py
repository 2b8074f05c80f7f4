"""Makes `index.html` beside this file from the ontology: every term in French and English, on one page without a server.

    python docs/ontology/make.py

The page loads nothing, works without JavaScript (which only adds the filter and the choice of language), and is the
same for the same ontology; a test fails when it was not made again.
"""

from __future__ import annotations

import html
from pathlib import Path

import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.collection import Collection

from graphbuild.resources import ontology_path
from graphbuild.vocabulary import GB, SCHEMA, WIKIDATA_PROPERTY

PAGE = Path(__file__).parent / "index.html"
NAMES = {
    SCHEMA: "schema:",
    WIKIDATA_PROPERTY: "wdt:",
    "http://www.wikidata.org/entity/": "wd:",
    "http://www.w3.org/ns/prov#": "prov:",
    "http://www.w3.org/ns/org#": "org:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#": "nif:",
}
# Heading in English and French, and which terms stand under it.
SECTIONS = (
    ("relations", "Relations", "Relations", "What documents say of things.", "Ce que les documents disent des choses."),
    ("classes", "Classes", "Classes", "What things are.", "Ce que sont les choses."),
    ("model", "The model of claims", "Le modèle des affirmations", "How the graph says who says it.", "Comment le graphe dit qui le dit."),
    ("status", "Statuses", "Statuts", "How surely a sentence speaks.", "Avec quelle assurance une phrase parle."),
    ("inverses", "Inverses", "Inverses", "Relations read from object to subject.", "Les relations lues de l'objet vers le sujet."),
)
STYLE = """
:root { color-scheme: light dark; --line: #8884; --link: #0b5cad; --soft: #8881; }
@media (prefers-color-scheme: dark) { :root { --link: #7ab8ff; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
a { color: var(--link); } code { font-size: .9em; } h1 { margin-bottom: 0; }
header, nav { border-bottom: 1px solid var(--line); padding-bottom: 1rem; margin-bottom: 1rem; }
nav a { margin-right: 1rem; } nav label { margin-right: 1rem; } input[type=search] { font: inherit; width: 16rem; max-width: 100%; }
article { border-top: 1px solid var(--line); padding: .75rem 0; } article:target { background: var(--soft); }
h3 { margin: 0; font-size: 1.05rem; } h3 code { font-weight: 600; } p { margin: .25rem 0; }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .1rem 1rem; margin: .4rem 0 0; font-size: .92rem; }
dt { opacity: .75; } dd { margin: 0; overflow-wrap: anywhere; }
body.en [lang=fr], body.fr [lang=en], body.en .gap, body.fr .gap { display: none; }
"""
SCRIPT = """
const box = document.querySelector('#filter');
box.addEventListener('input', () => {
  const words = box.value.toLocaleLowerCase();
  for (const term of document.querySelectorAll('article')) term.hidden = !term.textContent.toLocaleLowerCase().includes(words);
});
for (const choice of document.querySelectorAll('input[name=language]'))
  choice.addEventListener('change', () => { document.body.className = choice.value; });
document.querySelector('nav').hidden = false;
"""


def make_page() -> str:
    """The page as HTML."""
    graph = rdflib.Graph().parse(data=ontology_path("graphbuild.ttl").read_text(encoding="utf-8"), format="turtle")
    ontology = rdflib.URIRef(GB.rstrip("#"))
    parts = "".join(_section(graph, *section) for section in SECTIONS)
    links = " | ".join(f'<a href="#{name}">{_both(en, fr)}</a>' for name, en, fr, _, _ in SECTIONS)
    choices = "".join(
        f'<label><input type="radio" name="language" value="{value}"{" checked" if not value else ""}> {words}</label>'
        for value, words in (("", "English + français"), ("en", "English"), ("fr", "français"))
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_words(graph, ontology, DCTERMS.title, 'en')}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n"
        f"<h1>{_pair(graph, ontology, DCTERMS.title, '<br>')}</h1>\n<p>{_pair(graph, ontology, DCTERMS.description, '<br>')}</p>\n"
        f"<p><code>{ontology}</code> · version {graph.value(ontology, OWL.versionInfo)} · prefix <code>gb:</code> · "
        '<a href="../../ontology/graphbuild.ttl">Turtle</a> · Apache-2.0</p>\n</header>\n'
        f'<nav hidden><input type="search" id="filter" placeholder="filter · filtrer" aria-label="filter terms"> {choices}</nav>\n'
        f"<p>{links}</p>\n{parts}<script>{SCRIPT}</script>\n</body>\n</html>\n"
    )


def _section(graph: rdflib.Graph, name: str, en: str, fr: str, about_en: str, about_fr: str) -> str:
    terms = sorted((s for s in set(graph.subjects(RDF.type)) if isinstance(s, rdflib.URIRef) and _kind(graph, s) == name), key=str)
    body = "".join(_term(graph, term) for term in terms)
    return f'<section>\n<h2 id="{name}">{_both(en, fr, " · ")} ({len(terms)})</h2>\n<p>{_both(about_en, about_fr, " · ")}</p>\n{body}</section>\n'


def _kind(graph: rdflib.Graph, term: rdflib.URIRef) -> str:
    """The section that a term stands in."""
    if not str(term).startswith(GB):
        return ""
    types = set(graph.objects(term, RDF.type))
    if rdflib.URIRef(GB + "Relation") in types:
        return "relations"
    if rdflib.URIRef(GB + "Status") in types:
        return "status"
    if graph.value(term, OWL.inverseOf) is not None:
        return "inverses"
    thing = rdflib.URIRef(GB + "Thing")
    if RDFS.Datatype in types or thing in graph.transitive_objects(term, RDFS.subClassOf):
        return "classes"
    return "model"


def _term(graph: rdflib.Graph, term: rdflib.URIRef) -> str:
    local = str(term).removeprefix(GB)
    rows = [
        ("is a · est un", _links(graph, graph.objects(term, RDFS.subClassOf))),
        ("from · de", _links(graph, graph.objects(term, RDFS.domain))),
        ("to · vers", _links(graph, graph.objects(term, RDFS.range))),
        ("inverse", _links(graph, [*graph.subjects(OWL.inverseOf, term), *graph.objects(term, OWL.inverseOf)])),
        ("symmetric", "yes · oui" if (term, RDF.type, OWL.SymmetricProperty) in graph else ""),
        ("below · sous", _links(graph, graph.objects(term, RDFS.subPropertyOf))),
        ("same as · identique", _links(graph, [*graph.objects(term, OWL.equivalentProperty), *graph.objects(term, OWL.equivalentClass)])),
        ("close to · proche", _links(graph, graph.objects(term, SKOS.closeMatch))),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value)
    return (
        f'<article id="{local}">\n<h3><code>gb:{local}</code> {_pair(graph, term, RDFS.label, " · ")}</h3>\n'
        f"<p>{_pair(graph, term, SKOS.definition, '<br>')}</p>\n{f'<dl>{listed}</dl>' if listed else ''}\n</article>\n"
    )


def _links(graph: rdflib.Graph, nodes: object) -> str:
    return ", ".join(sorted({_link(node) for value in nodes for node in _members(graph, value)}))  # type: ignore[attr-defined]


def _members(graph: rdflib.Graph, node: rdflib.term.Node) -> list[rdflib.term.Node]:
    """The members of a union, or the node itself."""
    union = graph.value(node, OWL.unionOf)
    return list(Collection(graph, union)) if union is not None else [node]


def _link(node: rdflib.term.Node) -> str:
    iri = str(node)
    if iri.startswith(GB):
        local = iri.removeprefix(GB)
        return f'<a href="#{local}"><code>gb:{local}</code></a>'
    namespace = next((n for n in NAMES if iri.startswith(n)), "")
    name = html.escape(NAMES[namespace] + iri.removeprefix(namespace) if namespace else iri)
    return f'<a href="{html.escape(iri)}"><code>{name}</code></a>'


def _words(graph: rdflib.Graph, term: rdflib.term.Node, predicate: rdflib.URIRef, language: str) -> str:
    return html.escape(next(str(o) for o in graph.objects(term, predicate) if getattr(o, "language", "") == language), quote=False)


def _pair(graph: rdflib.Graph, term: rdflib.term.Node, predicate: rdflib.URIRef, between: str) -> str:
    return _spans(_words(graph, term, predicate, "en"), _words(graph, term, predicate, "fr"), between)


def _both(en: str, fr: str, between: str = " · ") -> str:
    return html.escape(en, quote=False) if en == fr else _spans(html.escape(en, quote=False), html.escape(fr, quote=False), between)


def _spans(en: str, fr: str, between: str) -> str:
    return f'<span lang="en">{en}</span><span class="gap">{between}</span><span lang="fr">{fr}</span>'


if __name__ == "__main__":
    PAGE.write_text(make_page(), encoding="utf-8", newline="\n")
    print(f"written: {PAGE}")
