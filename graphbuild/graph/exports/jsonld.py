"""JSON-LD 1.1 with a context: RDF for programmers who have a JSON parser and no RDF library.

`@graph` holds one object a resource, entities first, as the Turtle does. Keys are the names of the vocabularies
(`gb:status`); where a property only ever has resources as values, the context says so and they are plain strings.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from ...vocabulary import RDF, XSD
from ..content import Content
from ..terms import is_literal, prefixes, read_literal
from ..turtle import sort_for_reading
from .base import Format


def write(content: Content) -> bytes:
    # A prefix that is also the scheme of an IRI of the graph would be read as that prefix.
    schemes = {term[1:].split(":", 1)[0] for triple in content.triples for term in triple if term.startswith("<")}
    names = {prefix: iri for prefix, iri in prefixes(content.base).items() if prefix not in schemes}
    to_resources = {p for _, p, o in content.triples if not is_literal(o)} - {p for _, p, o in content.triples if is_literal(o)}
    to_resources.discard(f"<{RDF}type>")
    context: dict[str, Any] = dict(sorted(names.items()))
    context |= {_compact(p, names): {"@type": "@id"} for p in sorted(to_resources)}
    graph = []
    ordered = sort_for_reading(content.triples, base=content.base)
    for subject, members in groupby(ordered, key=lambda triple: triple[0]):
        node: dict[str, Any] = {"@id": _compact(subject, names)}
        for predicate, values in groupby(members, key=lambda triple: triple[1]):
            objects = [_value(triple[2], predicate in to_resources, predicate, names) for triple in values]
            node["@type" if predicate == f"<{RDF}type>" else _compact(predicate, names)] = (
                objects if len(objects) > 1 else objects[0]
            )
        graph.append(node)
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1).encode() + b"\n"


def _value(term: str, resources_only: bool, predicate: str, names: Mapping[str, str]) -> Any:
    if not is_literal(term):
        compact = _compact(term, names)
        return compact if resources_only or predicate == f"<{RDF}type>" else {"@id": compact}
    words, language, datatype = read_literal(term)
    if language:
        return {"@value": words, "@language": language}
    if datatype == XSD + "string":
        return words
    if datatype == XSD + "boolean" and words in ("true", "false"):
        return words == "true"
    # Readers turn JSON numbers beyond 2^53, and all with a fraction, into xsd:double.
    if datatype == XSD + "integer" and str(int(words)) == words and abs(int(words)) < 2**53:
        return int(words)
    return {"@value": words, "@type": _compact(f"<{datatype}>", names)}


def _compact(term: str, names: Mapping[str, str]) -> str:
    iri = term[1:-1]
    for prefix, namespace in sorted(names.items(), key=lambda item: -len(item[1])):
        if iri.startswith(namespace) and not iri[len(namespace) :].startswith("//"):
            return f"{prefix}:{iri[len(namespace):]}"
    return iri


FORMAT = Format("jsonld", ".jsonld", "RDF as JSON", write)
