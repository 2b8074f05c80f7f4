"""Makes `index.html` beside this file from the ontology with pyLODE: every term on one page without a server.

    python docs/ontology/make.py [FILE]

pyLODE shows what a graph says of its terms by a list of properties. Two things are done to the graph before it is shown:
the words of both languages are joined (pyLODE runs them together), and what follows from other statements is said of
every term (inverses on both sides, symmetry, the members of unions one by one, the individuals of a class). The lists of properties
get the alignments. The page loads nothing and is the same for the same ontology; a test fails when it was not made again.
"""

from __future__ import annotations

import sys
from pathlib import Path

import rdflib
from pylode.profiles.ontpub import OntPub
from pylode.rdf_elements import CLASS_PROPS, ONTDOC, PROP_PROPS
from pylode.utils import section_html
from rdflib import DCTERMS, OWL, RDF, RDFS, SDO, SKOS
from rdflib.collection import Collection

from graphbuild.resources import ontology_path
from graphbuild.vocabulary import GB

PAGE = Path(__file__).parent / "index.html"
SYMMETRIC = rdflib.URIRef(GB + "symmetric")
# What pyLODE has no words for, or leaves out: heading, and what it means.
ADDED = {
    OWL.inverseOf: ("inverse", "The same fact read from the object to the subject · le même fait lu de l'objet vers le sujet"),
    SYMMETRIC: ("symmetric · symétrique", "Whether it holds in both directions · si elle vaut dans les deux sens"),
    OWL.equivalentProperty: ("same as · identique à", "A property of another vocabulary with the same meaning"),
    OWL.equivalentClass: ("same as · identique à", "A class of another vocabulary with the same meaning"),
    SKOS.closeMatch: ("close to · proche de", "A term of another vocabulary with a like meaning"),
}
CLASSES = [prop for prop in (*CLASS_PROPS, SKOS.closeMatch) if prop != RDFS.isDefinedBy]
PROPERTIES = [
    prop
    for prop in (*PROP_PROPS, OWL.inverseOf, SYMMETRIC, OWL.equivalentProperty, SKOS.closeMatch)
    if prop != RDFS.isDefinedBy
]
SECTIONS = (
    ("Object Properties", OWL.ObjectProperty, PROPERTIES, "objectproperties"),
    ("Datatype Properties", OWL.DatatypeProperty, PROPERTIES, "datatypeproperties"),
    ("Properties", RDF.Property, PROPERTIES, "properties"),
    ("Classes", OWL.Class, CLASSES, "classes"),
    ("Named Individuals", OWL.NamedIndividual, CLASSES, "named_individuals"),
)


class Page(OntPub):  # type: ignore[misc]
    """pyLODE's page with the sections, and the properties in them, that are listed above."""

    def _make_main_sections(self) -> None:
        for prop, (title, meaning) in ADDED.items():
            self.props_labeled[prop] = {"title": title, "description": meaning, "ont_title": "OWL, SKOS"}
        # The address of a term on the page is its name in the ontology.
        self.fids.update({str(term): str(term).removeprefix(GB) for term in self.ont.subjects(RDFS.isDefinedBy)})
        for title, kind, properties, anchor in SECTIONS:
            section = section_html(
                title, self.ont, self.back_onts, self.ns, kind, properties, self.toc, anchor, self.fids, self.props_labeled
            )
            self.content.appendChild(section)


def make_page() -> str:
    """The page as HTML."""
    graph = rdflib.Graph().parse(data=ontology_path("graphbuild.ttl").read_text(encoding="utf-8"), format="turtle")
    _join_languages(graph)
    _say_what_follows(graph)
    page = Page(graph, sort_subjects=True)
    page.make_html()
    html: str = page.doc.render(pretty=False)
    return html + "\n"


def _join_languages(graph: rdflib.Graph) -> None:
    """One literal of both languages in place of two, English first; the same words once."""
    for predicate, between in ((RDFS.label, " · "), (DCTERMS.title, " · "), (SKOS.definition, "\n\n"), (DCTERMS.description, "\n\n")):
        for term in sorted(set(graph.subjects(predicate))):
            words = {getattr(o, "language", None): str(o) for o in graph.objects(term, predicate)}
            joined = between.join(dict.fromkeys((words["en"], words["fr"])))
            graph.set((term, predicate, rdflib.Literal(joined)))


def _say_what_follows(graph: rdflib.Graph) -> None:
    for one, other in list(graph.subject_objects(OWL.inverseOf)):
        graph.add((other, OWL.inverseOf, one))
    for term in list(graph.subjects(RDF.type, OWL.SymmetricProperty)):
        graph.add((term, SYMMETRIC, rdflib.Literal("yes · oui")))
    # pyLODE writes the members of a union in an order that changes from run to run.
    for predicate, includes in ((RDFS.domain, SDO.domainIncludes), (RDFS.range, SDO.rangeIncludes)):
        for term, union in list(graph.subject_objects(predicate)):
            members = graph.value(union, OWL.unionOf)
            if members is not None:
                graph.remove((term, predicate, union))
                for member in Collection(graph, members):
                    graph.add((term, includes, member))
    for node in {s for s in graph.subjects() if isinstance(s, rdflib.BNode)}:
        graph.remove((node, None, None))
    for term in list(graph.subjects(RDF.type, RDFS.Datatype)):
        graph.add((term, RDF.type, OWL.Class))
    for individual in list(graph.subjects(RDF.type, rdflib.URIRef(GB + "Status"))):
        graph.add((individual, RDF.type, OWL.NamedIndividual))
        graph.add((rdflib.URIRef(GB + "Status"), ONTDOC.hasInstance, individual))


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    target.write_text(make_page(), encoding="utf-8", newline="\n")
    print(f"written: {target}")
