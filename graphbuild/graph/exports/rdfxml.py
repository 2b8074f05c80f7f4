"""RDF/XML: RDF for tools that read XML alone."""

from __future__ import annotations

from xml.parsers import expat

from ...errors import GraphError
from ..content import Content
from ..rdf import write_nquads
from ..terms import VOCABULARIES
from .base import Format


def write(content: Content) -> bytes:
    """Raises GraphError for what XML cannot hold: control characters, predicates that do not end in a name."""
    from pyoxigraph import RdfFormat, parse, serialize

    triples = (quad.triple for quad in parse(write_nquads(content.triples), format=RdfFormat.N_QUADS))
    data = serialize(triples, format=RdfFormat.RDF_XML, prefixes=VOCABULARIES) or b""
    try:
        # The writer does not look at names and characters: an XML parser does.
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        line = data.splitlines()[error.lineno - 1].decode(errors="replace").strip()
        raise GraphError(
            f"RDF/XML cannot hold this graph: no XML has {line[:80]!r}, a control character or a predicate that does not end "
            "in a name; export another form of RDF, such as turtle"
        ) from error
    return data


FORMAT = Format("rdfxml", ".rdf", "RDF for tools that read XML alone", write)
