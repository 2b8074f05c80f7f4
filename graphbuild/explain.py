"""Why a statement is in the graph: its sentences with subject, predicate and object marked, who says so, how it was
read, and what else the graph says of the same entities.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .errors import GraphError
from .serialize import statement_to_json
from .types import Entity, Statement

if TYPE_CHECKING:
    from .knowledge_graph import KnowledgeGraph

_NEIGHBOURS = 10


def explain(graph: KnowledgeGraph, statement: str) -> dict[str, Any]:
    """All that is known of a statement, as plain values; `statement` is its id (`c-7678f7dcc3e0b397`), the beginning of it,
    or the IRI of its claim.

    Raises GraphError when there is none, or several different ones.
    """
    wanted = "c-" + re.sub(r"^(?:.*/)?(?:c-)?", "", statement.strip("<>"))
    found = [s for s in graph.statements if s.id.startswith(wanted)]
    ids = sorted({s.id for s in found})
    if not ids:
        some = ", ".join(sorted({s.id for s in graph.statements})[:3])
        raise GraphError(f"there is no statement {statement!r}; ids are in statements.jsonl and look like {some or 'c-7678f7dcc3e0b397'}")
    if len(ids) > 1:
        raise GraphError(f"{statement!r} is the beginning of {len(ids)} statements: {', '.join(ids[:5])}; write more of it")
    nodes = {node.iri for s in found for node in (s.subject, s.object) if isinstance(node, Entity)}
    neighbours = [
        s
        for s in graph.statements
        if s.id != ids[0] and (s.subject.iri in nodes or isinstance(s.object, Entity) and s.object.iri in nodes)
    ]
    neighbours.sort(key=lambda s: (-s.confidence, s.id))
    return {
        "id": ids[0],
        "statement": statement_line(found[0]),
        "evidence": [statement_to_json(s) for s in found],
        "neighbours": [{"id": s.id, "statement": statement_line(s)} for s in neighbours[:_NEIGHBOURS]],
        "more_neighbours": max(0, len(neighbours) - _NEIGHBOURS),
    }


def statement_line(statement: Statement) -> str:
    """A statement as Velmont –acquired→ Ostrava, with its status where that is not `asserted`."""
    status = "" if statement.status == "asserted" else f"  ({statement.status})"
    return f"{statement.subject.label} –{statement.predicate.name}→ {statement.object.label}{status}"


def telling(statements: tuple[Statement, ...], number: int = 8) -> list[Statement]:
    """A few statements that show what the graph is about: between the entities most spoken of, each relation once."""
    def weight(statement: Statement) -> tuple[float, ...]:
        object_mentions = statement.object.mentions if isinstance(statement.object, Entity) else 0
        return (
            statement.predicate.open,
            statement.status != "asserted",
            not isinstance(statement.object, Entity),
            -(statement.confidence * (statement.subject.mentions + object_mentions)),
        )

    chosen: dict[str, Statement] = {}
    for statement in sorted(statements, key=weight):
        chosen.setdefault(statement.predicate.name, statement)
    return list(chosen.values())[:number]


def explanation_to_text(explanation: dict[str, Any]) -> str:
    """An explanation for people."""
    lines = [explanation["statement"], f"id          {explanation['id']}"]
    for evidence in explanation["evidence"]:
        source = evidence["source"]["label"] if evidence["source"] else "nobody in particular (the text itself)"
        lines += [
            "",
            f"sentence    {marked(evidence)}",
            f"            {evidence['document']}, characters {evidence['start']} to {evidence['end']}",
            f"status      {evidence['status']}, according to {source}",
            f"time        {evidence['time'] or 'not said'}",
            f"confidence  {evidence['confidence']:.2f}",
            f"rule        {evidence['rule']}",
            *(f"  {key:<12}{_words(value)}" for key, value in evidence["trace"].items()),
        ]
    if explanation["neighbours"]:
        lines += ["", "the graph also says"]
        lines += [f"  {neighbour['id']}  {neighbour['statement']}" for neighbour in explanation["neighbours"]]
    if explanation["more_neighbours"]:
        lines.append(f"  and {explanation['more_neighbours']} more")
    return "\n".join(lines)


def _words(value: str | list[str]) -> str:
    return value if isinstance(value, str) else " · ".join(value)


def marked(evidence: dict[str, Any]) -> str:
    """The sentence with the words of subject, predicate and object in brackets: [S OpenAI] …"""
    text, start = evidence["sentence"], evidence["start"]
    places = []
    for letter, name in (("S", "subject"), ("P", "predicate"), ("O", "object")):
        span = evidence["spans"][name]
        if span and start <= span[0] < span[1] <= evidence["end"]:
            places.append((span[0] - start, span[1] - start, letter))
    # From the end, so that earlier offsets hold; of spans that overlap, the later one is left unmarked.
    end = len(text)
    for first, last, letter in sorted(places, reverse=True):
        if last <= end:
            text = f"{text[:first]}[{letter} {text[first:last]}]{text[last:]}"
            end = first
    return " ".join(text.split())
