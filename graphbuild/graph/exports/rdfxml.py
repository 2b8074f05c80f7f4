"""RDF/XML: RDF for tools that read XML alone."""

from __future__ import annotations

from ...errors import GraphError
from ..content import Content
from ..rdf import write_nquads
from ..terms import VOCABULARIES
from .base import Format


def write(content: Content) -> bytes:
    """Raises GraphError for a predicate that has no XML name at its end: the format cannot write it."""
    from pyoxigraph import RdfFormat, parse, serialize

    triples = (quad.triple for quad in parse(write_nquads(content.triples), format=RdfFormat.N_QUADS))
    try:
        return serialize(triples, format=RdfFormat.RDF_XML, prefixes=VOCABULARIES) or b""
    except (OSError, ValueError) as error:
        raise GraphError(f"RDF/XML cannot hold this graph ({error}); export another form of RDF, such as turtle") from error


FORMAT = Format("rdfxml", ".rdf", "RDF for tools that read XML alone", write)
