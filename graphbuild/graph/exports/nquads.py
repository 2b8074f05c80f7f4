"""N-Quads (RDF 1.1), canonical: the same graph gives the same bytes, sorted, one triple a line."""

from __future__ import annotations

from ..content import Content
from ..rdf import write_nquads
from .base import Format


def write(content: Content) -> bytes:
    return write_nquads(content.triples)


FORMAT = Format("nquads", ".nq", "RDF for bulk loading, for diffs and for hashes", write)
