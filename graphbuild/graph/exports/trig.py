"""TriG (RDF 1.1): one named graph a document, for stores that keep provenance by graph.

The graph named by a document's IRI holds the evidences and sentences of that document, so that `GRAPH ?document`
asks for what one document says; the default graph holds everything else. The union of all graphs is the Turtle.
"""

from __future__ import annotations

from collections import defaultdict

from ...vocabulary import GB
from ..content import Content
from ..terms import NIF, PROV, Triple, prefixes
from ..turtle import write_trig
from .base import Format


def write(content: Content) -> bytes:
    graph_of = {
        subject: object_
        for subject, predicate, object_ in content.triples
        if predicate in (f"<{NIF}referenceContext>", f"<{PROV}wasDerivedFrom>")
    }
    named: dict[str, list[Triple]] = defaultdict(list)
    for triple in content.triples:
        about = triple[2] if triple[1] == f"<{GB}evidence>" else triple[0]
        named[graph_of.get(about, "")].append(triple)
    return write_trig(named, prefixes=prefixes(content.base), base=content.base)


FORMAT = Format("trig", ".trig", "RDF with one named graph a document", write)
