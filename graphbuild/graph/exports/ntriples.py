"""N-Triples (RDF 1.1), canonical. All triples are in the default graph, so these are the bytes of the N-Quads."""

from __future__ import annotations

from ..content import Content
from ..rdf import write_nquads
from .base import Format


def write(content: Content) -> bytes:
    return write_nquads(content.triples)


FORMAT = Format("ntriples", ".nt", "RDF for bulk loading, without named graphs", write)
