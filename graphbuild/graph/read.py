"""RDF back to values: the statements, entities and documents that a graph holds.

In: triples, from `graph.nq` or from any RDF library that can write N-Quads. Out: the `Content` that they were made
from, except for what RDF does not keep: the texts of the documents.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..errors import GraphError
from ..iris import BASE, OPEN
from ..types import Document, Entity, Evidence, Predicate, Statement, Value
from ..vocabulary import GB, OWL, RDF, RDFS, SKOS, XSD, read_vocabulary
from .content import Content, Run
from .rdf import QUANTITY_KEYS
from .terms import DCTERMS, NIF, Triple, is_literal, read_lines, read_literal

_SPAN = re.compile(r"#char=(\d+),(\d+)>\Z")
Properties = Mapping[str, list[str]]


def read_triples(path: Path) -> tuple[Triple, ...]:
    """The triples of a `graph.nq`; raises GraphError naming the line that is damaged."""
    try:
        return tuple(read_lines(path.read_bytes().decode("utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(f"{path}: cannot be read ({error}); build the graph again") from error


def read_content(triples: Iterable[Triple], *, base: str = BASE) -> Content:
    """What the triples were made from. Raises GraphError that names a resource and what it lacks."""
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in triples:
        nodes[subject][predicate[1:-1]].append(object_)
    reader = _Reader(nodes, base)
    return Content.of(
        (reader.entity(node) for node, values in nodes.items() if GB + "mentions" in values),
        reader.statements(),
        (reader.document(node) for node, values in nodes.items() if f"<{GB}SourceDocument>" in values.get(RDF + "type", ())),
        base=base,
        run=reader.run(),
    )


class _Reader:
    """Looks resources up in an index of the triples by subject and predicate."""

    def __init__(self, nodes: Mapping[str, Properties], base: str) -> None:
        self._nodes, self._base = nodes, base
        classes = read_vocabulary().classes
        self._types = {f"<{c.iri}>": c.name for c in classes.values() if "Thing" in c.ancestors}
        self._entities: dict[str, Entity] = {}

    def statements(self) -> Iterable[Statement]:
        for claim, values in self._nodes.items():
            if f"<{GB}Claim>" in values.get(RDF + "type", ()):
                for evidence in values.get(GB + "evidence", ()):
                    yield self._statement(claim, evidence)

    def entity(self, node: str) -> Entity:
        if node not in self._entities:
            values = self._nodes.get(node, {})
            types = [self._types[t] for t in values.get(RDF + "type", ()) if t in self._types]
            if len(types) != 1:
                raise GraphError(f"{node}: an entity has one class of graphbuild's, this one has {types or 'none'}")
            self._entities[node] = Entity(
                iri=node[1:-1],
                label=self._words(node, RDFS + "label"),
                type=types[0],  # type: ignore[arg-type]
                aliases=tuple(sorted(read_literal(a)[0] for a in values.get(SKOS + "altLabel", ()))),
                mentions=int(self._words(node, GB + "mentions")),
                same_as=self._links(node, OWL + "sameAs"),
                close_match=self._links(node, SKOS + "closeMatch"),
            )
        return self._entities[node]

    def document(self, node: str) -> Document:
        return Document(
            id=self._words(node, DCTERMS + "identifier"),
            text="",
            date=self._maybe(node, DCTERMS + "issued"),
            title=self._maybe(node, DCTERMS + "title"),
            source=self._maybe(node, DCTERMS + "source"),
            lang=self._maybe(node, DCTERMS + "language"),
        )

    def run(self) -> Run:
        for node, values in self._nodes.items():
            if f"<{GB}Run>" in values.get(RDF + "type", ()):
                names = ("softwareVersion", "model", "ontologyHash")
                return Run(*(self._maybe(node, GB + name) or "" for name in names))
        return Run()

    def _statement(self, claim: str, node: str) -> Statement:
        sentence = self._one(node, GB + "inSentence")
        document = self._words(self._one(sentence, NIF + "referenceContext"), DCTERMS + "identifier")
        source = self._nodes[node].get(GB + "accordingTo")
        trace = self._maybe(node, GB + "trace")
        spans = {f"{name}_span": self._span(node, f"{GB}{name}Span") for name in ("subject", "predicate", "object")}
        return Statement(
            id=self._words(node, DCTERMS + "identifier"),
            subject=self.entity(self._one(claim, RDF + "subject")),
            predicate=self._predicate(self._one(claim, RDF + "predicate")),
            object=self._object(self._one(claim, RDF + "object"), node),
            status=self._one(node, GB + "status")[len(GB) + 1 : -1].lower(),  # type: ignore[arg-type]
            source=self.entity(source[0]) if source else None,
            time=self._maybe(node, GB + "time"),
            confidence=float(self._words(node, GB + "confidence")),
            evidence=Evidence(
                document=document,
                start=int(self._words(sentence, NIF + "beginIndex")),
                end=int(self._words(sentence, NIF + "endIndex")),
                sentence=self._words(sentence, NIF + "anchorOf"),
                rule=self._words(node, GB + "rule"),
                trace=json.loads(trace) if trace else {},
                **spans,
            ),
        )

    def _predicate(self, node: str) -> Predicate:
        if node.startswith(f"<{OPEN}"):
            return Predicate(node[1:-1], self._words(node, RDFS + "label").replace(" ", "_"), True)
        return Predicate(node[1:-1], re.split(r"[#/]", node[1:-1])[-1])

    def _object(self, term: str, evidence: str) -> Entity | Value:
        details = self._maybe(evidence, GB + "details")
        if is_literal(term):
            words, _, datatype = read_literal(term)
            return Value(words, _short(datatype), self._words(evidence, GB + "objectText"), json.loads(details) if details else {})
        values = self._nodes.get(term, {})
        if f"<{GB}Quantity>" not in values.get(RDF + "type", ()):
            return self.entity(term)
        words, _, datatype = read_literal(self._one(term, RDF + "value"))
        others = self._maybe(term, GB + "details")
        known: dict[str, Any] = {key: self._detail(values[p][0]) for key, p in QUANTITY_KEYS.items() if p in values}
        return Value(
            words, _short(datatype), self._words(evidence, GB + "objectText"), known | (json.loads(others) if others else {})
        )

    def _detail(self, term: str) -> str | float:
        words, _, datatype = read_literal(term)
        if datatype == XSD + "string":
            return words
        amount = Decimal(words)
        return int(amount) if amount == amount.to_integral_value() else float(amount)

    def _links(self, node: str, predicate: str) -> tuple[tuple[str, float], ...]:
        found = []
        for authority in self._nodes[node].get(predicate, ()):
            scores = [
                float(read_literal(values[GB + "score"][0])[0])
                for values in self._links_of(node)
                if values[GB + "authority"] == [authority]
            ]
            found.append((authority[1:-1], scores[0] if scores else 1.0))
        return tuple(sorted(found))

    def _links_of(self, node: str) -> list[Properties]:
        if not hasattr(self, "_link_index"):
            self._link_index: dict[str, list[Properties]] = defaultdict(list)
            for values in self._nodes.values():
                if GB + "score" in values:
                    self._link_index[values[GB + "entity"][0]].append(values)
        return self._link_index[node]

    def _span(self, node: str, predicate: str) -> tuple[int, int] | None:
        terms = self._nodes[node].get(predicate)
        match = _SPAN.search(terms[0]) if terms else None
        return (int(match[1]), int(match[2])) if match else None

    def _one(self, node: str, predicate: str) -> str:
        values = self._nodes.get(node, {}).get(predicate, ())
        if len(values) != 1:
            raise GraphError(f"{node}: needs one <{predicate}>, has {len(values)}; validate the graph, or build it again")
        return values[0]

    def _words(self, node: str, predicate: str) -> str:
        return read_literal(self._one(node, predicate))[0]

    def _maybe(self, node: str, predicate: str) -> str | None:
        values = self._nodes.get(node, {}).get(predicate)
        return read_literal(values[0])[0] if values else None


def _short(datatype: str) -> str:
    return "xsd:" + datatype[len(XSD) :] if datatype.startswith(XSD) else datatype
