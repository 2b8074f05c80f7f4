"""Checks a graph against the shapes: triples in, a `Validation` out, with a report that people read.

Two sets of shapes. `shapes.ttl` says what every graph is: a violation means damage. `content-shapes.ttl` says what a
person may want to look at in a sound graph (an acquisition without a date, a claim that another document denies);
what it finds are notes, and the graph still conforms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ResourceError
from ..resources import ontology_path
from ..vocabulary import GB, RDF, RDFS, read_relations
from .rdf import write_nquads
from .terms import Triple

if TYPE_CHECKING:
    import rdflib

_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What a shape found: `kind` is what is wrong, `resource` what it is wrong with, `words` the same in words, with what
    the shape says of it."""

    kind: str
    resource: str
    words: str


@dataclass(frozen=True, slots=True)
class Validation:
    """`violations` are damage of the graph, `notes` what to look at in it; both are sorted."""

    violations: tuple[Problem, ...]
    notes: tuple[Problem, ...]

    @property
    def conforms(self) -> bool:
        return not self.violations

    def report(self, *, limit: int = 20) -> str:
        """The report for people, with at most `limit` resources for each kind of problem."""
        if self.conforms:
            lines = ["The graph conforms to its shapes."]
        else:
            lines = [f"The graph does not conform: {_count(len(self.violations), 'violation')}.", *_list(self.violations, limit)]
            lines.append("Mend: build the graph again, or take back the edit.")
        if self.notes:
            lines += ["", f"{_count(len(self.notes), 'thing')} to look at:", *_list(self.notes, limit)]
        return "\n".join(lines) + "\n"


def validate(triples: Iterable[Triple], *, ontology: Path | None = None, content: bool = True) -> Validation:
    """Check the triples of a graph with pySHACL; with `content`, also look for what a person may want to see.

    `ontology` is the user's own, whose relations are then known. Takes seconds for ten thousand statements.
    """
    graph = _load(triples, ontology)
    return Validation(
        violations=_check(graph, ontology_path("shapes.ttl")),
        notes=_check(graph, ontology_path("content-shapes.ttl")) if content else (),
    )


def _load(triples: Iterable[Triple], ontology: Path | None) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    graph.parse(data=write_nquads(triples).decode(), format="nt")
    # The shapes ask that predicates be properties; the ontology is not in the graph, so its relations are told here.
    for relation in read_relations(ontology).values():
        graph.add((rdflib.URIRef(relation.iri), rdflib.RDF.type, rdflib.RDF.Property))
    return graph


def _check(graph: rdflib.Graph, shapes: Path) -> tuple[Problem, ...]:
    import pyshacl
    import rdflib

    shacl = rdflib.Graph().parse(data=shapes.read_text(encoding="utf-8"), format="turtle")
    _, results, _ = pyshacl.validate(graph, shacl_graph=shacl, inplace=True, allow_warnings=True)
    if not isinstance(results, rdflib.Graph):
        raise ResourceError(f"{shapes}: pySHACL cannot run these shapes ({results}); install graphbuild again")
    nodes = results.subjects(rdflib.RDF.type, rdflib.URIRef(_SH + "ValidationResult"))
    return tuple(sorted({_problem(results, node, graph, shacl) for node in nodes}))


def _problem(results: rdflib.Graph, node: rdflib.term.Node, graph: rdflib.Graph, shapes: rdflib.Graph) -> Problem:
    import rdflib

    def get(name: str) -> rdflib.term.Node | None:
        return results.value(node, rdflib.URIRef(_SH + name))

    constraint, message, value = get("sourceConstraint"), str(get("resultMessage")), get("value")
    if constraint is not None:
        # The question was asked of the whole graph: the problem is with the value, and the message says what was found.
        words = re.sub(r"<?https?://\S*[/#](\S+?)>?(?=[}\s,]|$)", r"\1", message)
        return Problem(str(shapes.value(constraint, rdflib.RDFS.label)), str(value), words)
    words = _describe(get("focusNode"), graph)
    return Problem(message, str(get("focusNode")), f"{words}  has: {_describe(value, graph)}" if value is not None else words)


def _describe(node: rdflib.term.Node | None, graph: rdflib.Graph) -> str:
    """The resource in words: a claim as its proposition, an evidence as its claim and document, else its label."""
    import rdflib

    if not isinstance(node, rdflib.URIRef):
        return "" if node is None else str(node)
    claim = node
    for owner in graph.subjects(rdflib.URIRef(GB + "evidence"), node):
        claim = owner  # type: ignore[assignment]
    subject, predicate, object_ = (graph.value(claim, rdflib.URIRef(RDF + n)) for n in ("subject", "predicate", "object"))
    if subject is not None and predicate is not None and object_ is not None:
        words = f"{_label(subject, graph)} –{_local(predicate)}→ {_label(object_, graph)}"
        return words if claim == node else f"evidence of {words}"
    return _label(node, graph)


def _label(node: rdflib.term.Node, graph: rdflib.Graph) -> str:
    import rdflib

    label = graph.value(node, rdflib.URIRef(RDFS + "label"))
    return str(label) if label is not None else _local(node) if isinstance(node, rdflib.URIRef) else str(node)


def _local(node: object) -> str:
    return re.split(r"[#/](?=[^#/]*$)", str(node))[-1]


def _list(problems: Iterable[Problem], limit: int) -> list[str]:
    by_kind: dict[str, list[Problem]] = {}
    for problem in problems:
        by_kind.setdefault(problem.kind, []).append(problem)
    lines = []
    for kind, members in by_kind.items():
        lines.append(f"- {kind} ({len(members)})")
        lines += [f"    {problem.words}  <{problem.resource}>" for problem in members[:limit]]
        if len(members) > limit:
            lines.append(f"    … and {len(members) - limit} more")
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
