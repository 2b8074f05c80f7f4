"""The data that travels inside the page: parts, graph and layouts in, one JSON-ready value out.

Comes after `layout`, before `template`. Rows are lists, so that a large graph stays small; `assets/js/data.js`
reads them and names the same fields in the same order. JavaScript counts UTF-16 code units where graphbuild
counts code points: every offset is converted here, once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from ..graph.rdf import claim_iri, evidence_iri, is_disputed, is_quantity, quantity_iri
from ..types import STATUSES, Entity, Statement, Value
from .network import Edge, PageGraph, relation_label
from .parts import Parts, RelationLabel

FORMAT = 1


class Utf16:
    """Converts offsets of one text from code points to UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._wide = [index for index, char in enumerate(text) if ord(char) > 0xFFFF]

    def __call__(self, offset: int) -> int:
        return offset + bisect_right(self._wide, offset - 1)


def build_payload(
    parts: Parts,
    relations: Mapping[str, RelationLabel],
    graph: PageGraph,
    layouts: Mapping[str, Sequence[tuple[float, float]]],
    *,
    title: str,
    lang: str,
    text: bool,
    version: str,
    first: int,
    network: Mapping[str, Any],
) -> dict[str, Any]:
    """Everything the page knows. `text` false leaves out the texts, the sentences and all words that were said.

    `first` is how many nodes are shown at first; `network` is what pyvis built of these.
    """
    entity_at = {entity.iri: index for index, entity in enumerate(parts.entities)}
    document_at = {document.id: index for index, document in enumerate(parts.documents)}
    names = sorted({statement.predicate.name for statement in parts.statements})
    relation_at = {name: index for index, name in enumerate(names)}
    predicates = {statement.predicate.name: statement.predicate for statement in parts.statements}
    # Without the texts nobody can count in them: offsets stay code points.
    offsets = [Utf16(document.text if text else "") for document in parts.documents]
    rules = sorted({statement.evidence.rule for statement in parts.statements})
    rule_at = {rule: index for index, rule in enumerate(rules)}
    texts = [document.text for document in parts.documents]

    def row(statement: Statement) -> list[Any]:
        evidence = statement.evidence
        number = document_at[evidence.document]
        at = offsets[number]
        spans = [evidence.subject_span, evidence.predicate_span, evidence.object_span]
        in_text = texts[number][evidence.start : evidence.end] == evidence.sentence
        return [
            statement.id,
            entity_at[statement.subject.iri],
            relation_at[statement.predicate.name],
            entity_at[statement.object.iri] if isinstance(statement.object, Entity) else _value(statement.object, text),
            STATUSES.index(statement.status),
            -1 if statement.source is None else entity_at[statement.source.iri],
            statement.time,
            round(statement.confidence, 3),
            number,
            at(evidence.start),
            at(evidence.end),
            rule_at[evidence.rule],
            [[at(span[0]), at(span[1])] if span else None for span in spans],
            # The sentence itself only where the text of the document does not hold it at these offsets.
            evidence.sentence if text and not in_text else None,
            _iris(statement, parts.base),
        ]

    statements = [row(statement) for statement in parts.statements]
    said: dict[tuple[int, str, int], list[Statement]] = {}
    for edge in graph.edges:
        said.setdefault(_proposition(edge), []).extend(parts.statements[number] for number in edge.statements)
    disputed = {proposition: is_disputed(together) for proposition, together in said.items()}
    return {
        "format": FORMAT,
        "version": version,
        "title": title,
        "base": parts.base,
        "lang": lang,
        "text": text,
        "relations": [
            [name, predicates[name].iri, relation_label(name, relations, "fr"), relation_label(name, relations, "en")]
            for name in names
        ],
        "rules": rules,
        "documents": [
            [document.id, document.title, document.date, document.source, document.lang, document.text if text else None]
            for document in parts.documents
        ],
        "entities": [
            [entity.iri, entity.label, entity.type, list(entity.aliases), entity.mentions, [iri for iri, _ in entity.same_as]]
            for entity in parts.entities
        ],
        "statements": statements,
        "mentions": _mentions(parts, entity_at, document_at, offsets) if text else {},
        "nodes": [
            [
                node.entity,
                node.type,
                node.importance,
                node.radius,
                node.font,
                _shown_lines(node, text),
                int(node.quiet),
                round(node.width / 2, 1),
            ]
            for node in graph.nodes
        ],
        "edges": [
            [
                edge.source,
                edge.target,
                relation_at[edge.relation],
                STATUSES.index(edge.status),
                int(edge.attributed),
                list(edge.statements),
                edge.bend,
                int(disputed[_proposition(edge)]),
            ]
            for edge in graph.edges
        ],
        "layouts": {name: [coordinate for point in positions for coordinate in point] for name, positions in layouts.items()},
        "first": first,
        "network": network,
        "queries": [[query.name, query.fr, query.en, query.text] for query in parts.queries],
    }


def _proposition(edge: Edge) -> tuple[int, str, int]:
    return edge.source, edge.relation, edge.target


def _iris(statement: Statement, base: str) -> list[str | None]:
    """The ends of the IRIs of evidence, figure and claim, as they are in the graph; the claim's where it is not
    the statement's id."""
    iris: list[str | None] = [evidence_iri(statement, base).rsplit("/", 1)[-1]]
    if isinstance(statement.object, Value) and is_quantity(statement.object):
        iris.append(quantity_iri(statement.object, base).rsplit("/", 1)[-1])
    claim = claim_iri(statement, base).rsplit("/", 1)[-1]
    if statement.id != f"c-{claim}":
        iris = [iris[0], iris[1] if len(iris) > 1 else None, claim]
    return iris


def _value(value: Value, text: bool) -> dict[str, Any]:
    label, words = value.label, value.value
    if not text and value.datatype == "xsd:string" and _is_quotation(label):
        label = words = "…"
    shown: dict[str, Any] = {"value": words, "datatype": value.datatype, "label": label}
    if value.details and text:
        shown["details"] = dict(sorted(value.details.items()))
    return shown


def _shown_lines(node: Any, text: bool) -> list[str]:
    """The lines of a label; words that were said are no label where texts are left out."""
    return ["…"] if not text and node.type == "Words" and _is_quotation(node.label) else list(node.lines)


def _is_quotation(words: str) -> bool:
    """Whether words are an excerpt of the text, rather than a title or a quality."""
    return len(words.split()) > 4


def _mentions(
    parts: Parts, entity_at: Mapping[str, int], document_at: Mapping[str, int], offsets: Sequence[Utf16]
) -> dict[str, list[list[int]]]:
    """Mentions by document, in the order of the text, without those that overlap an earlier or longer one.

    Where a document comes without mentions, the subjects and objects of its statements stand in for them.
    """
    found: dict[str, list[list[int]]] = {}
    for document in parts.documents:
        given = parts.mentions.get(document.id)
        if given is None:
            given = [
                (span[0], span[1], entity.iri)
                for statement in parts.statements
                if statement.evidence.document == document.id
                for span, entity in (
                    (statement.evidence.subject_span, statement.subject),
                    (statement.evidence.object_span, statement.object),
                )
                if span is not None and isinstance(entity, Entity)
            ]
        at = offsets[document_at[document.id]]
        rows: list[list[int]] = []
        for start, end, iri in sorted(set(given), key=lambda mention: (mention[0], -mention[1], mention[2])):
            if iri in entity_at and (not rows or at(start) >= rows[-1][1]) and end > start:
                rows.append([at(start), at(end), entity_at[iri]])
        if rows:
            found[str(document_at[document.id])] = rows
    return found
