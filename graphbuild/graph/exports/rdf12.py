"""RDF 1.2 in Turtle: every claim reifies its proposition as a triple term.

`claim rdf:reifies <<( subject predicate object )>>` stands in place of `rdf:subject`, `rdf:predicate`, `rdf:object`;
everything else is the Turtle of RDF 1.1. For stores that speak RDF 1.2 (Oxigraph and Jena among them).
"""

from __future__ import annotations

from collections.abc import Iterator

from ...vocabulary import RDF
from ..content import Content
from ..terms import Triple, prefixes
from ..turtle import write_turtle
from .base import Format

_PARTS = tuple(f"<{RDF}{name}>" for name in ("subject", "predicate", "object"))


def write(content: Content) -> bytes:
    return write_turtle(_reify(content.triples), prefixes=prefixes(content.base), base=content.base)


def _reify(triples: tuple[Triple, ...]) -> Iterator[Triple]:
    parts: dict[str, dict[str, str]] = {}
    for triple in triples:
        subject, predicate, object_ = triple
        if predicate in _PARTS:
            parts.setdefault(subject, {})[predicate] = object_
        elif object_ != f"<{RDF}Statement>":
            yield triple
    for claim, terms in parts.items():
        yield claim, f"<{RDF}reifies>", f"<<( {' '.join(terms[part] for part in _PARTS)} )>>"


FORMAT = Format("rdf12", ".ttl", "RDF 1.2, claims as triple terms", write)
