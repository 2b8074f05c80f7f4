"""Statements as RDF: plain triples, claims, evidences, sentences, documents, entities, the way of reading.

In: `Content`. Out: triples as text (see `terms`), sorted as their N-Quads are, without blank nodes. The graph is a
function of the set of statements, entities and documents alone, never of their order: building in one go, adding
documents later or removing some gives the same bytes as building what remains.

Because there is no blank node, the canonical form of RDFC-1.0 (W3C, 2024) is the sorted N-Quads themselves, and the
canonical hash is their SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..iris import (
    mint_claim,
    mint_document,
    mint_evidence,
    mint_link,
    mint_quantity,
    mint_run,
    mint_span,
)
from ..types import Document, Entity, Statement, Value
from ..vocabulary import GB, OWL, RDF, RDFS, SCHEMA, SKOS, read_vocabulary
from .content import Content
from .copies import group_copies, near_copies
from .terms import (
    DCTERMS,
    NIF,
    PROV,
    Triple,
    decimal,
    integer,
    iri,
    line,
    text,
    time,
    typed,
)

SOFTWARE = "https://w3id.org/graphbuild/software"

# The keys of a quantity's details that have a property of their own; the others go into gb:details.
QUANTITY_KEYS = {
    "amount": SCHEMA + "value",
    "unit": SCHEMA + "unitText",
    "currency": SCHEMA + "currency",
    "period": GB + "period",
    "comparator": GB + "comparator",
    "from_amount": GB + "fromAmount",
    "to_amount": GB + "toAmount",
    "low": SCHEMA + "minValue",
    "high": SCHEMA + "maxValue",
    "measured": GB + "measured",
    "change": GB + "change",
}
AMOUNTS = frozenset({"amount", "from_amount", "to_amount", "low", "high"})
_NUMERIC = frozenset({"xsd:decimal", "xsd:integer", "xsd:double", "xsd:float"})
_TYPE = f"<{RDF}type>"


def load_statements(content: Content) -> tuple[Triple, ...]:
    """The triples of a graph, sorted; raises InvalidIRI when an entity's IRI is none."""
    found: set[Triple] = set()
    for entity in content.entities:
        found.update(entity_triples(entity, content.base))
    pairs = near_copies(content.documents)
    for document in content.documents:
        found.update(_document_triples(document, content.base))
    for left, right in pairs:
        one, other = (iri(mint_document(id_, base=content.base)) for id_ in (left, right))
        found.update({(one, f"<{GB}nearCopyOf>", other), (other, f"<{GB}nearCopyOf>", one)})
    if content.statements:
        found.update(_run_triples(content))
    first = group_copies((document.id for document in content.documents), pairs)
    documents = {document.id: document for document in content.documents}
    claims: dict[str, list[Statement]] = defaultdict(list)
    figures: dict[str, list[Value]] = defaultdict(list)
    run = run_iri(content)
    for evidence, (claim, statement) in _one_each(content).items():
        claims[claim].append(statement)
        document = documents[statement.evidence.document]
        found.update(_evidence_triples(statement, claim, evidence, document, run, content.base))
        if isinstance(statement.object, Value) and is_quantity(statement.object):
            figures[quantity_iri(statement.object, content.base)].append(statement.object)
    for claim, statements in claims.items():
        found.update(_claim_triples(claim, statements, first, content))
    for quantity, values in figures.items():
        found.update(_quantity_triples(quantity, values))
    return tuple(sorted(found, key=line))


def _one_each(content: Content) -> dict[str, tuple[str, Statement]]:
    """By evidence the claim and the statement; of statements that one evidence would stand for, the surest."""
    best: dict[str, tuple[str, Statement]] = {}
    for statement in content.statements:
        claim = claim_iri(statement, content.base)
        evidence = _evidence_iri(claim, statement, content.base)
        known = best.get(evidence)
        if known is None or _sureness(statement) > _sureness(known[1]):
            best[evidence] = claim, statement
    return best


def _sureness(statement: Statement) -> tuple[float, str]:
    return statement.confidence, _json(statement.evidence.trace)


def write_nquads(triples: Iterable[Triple]) -> bytes:
    """The graph as canonical N-Quads: one line a triple, sorted, UTF-8."""
    return "".join(row + "\n" for row in sorted({line(triple) for triple in triples})).encode()


def canonical_hash(triples: Iterable[Triple]) -> str:
    """The RDFC-1.0 canonical hash (SHA-256) of a graph that has no blank nodes, in hexadecimal digits."""
    return hashlib.sha256(write_nquads(triples)).hexdigest()


def claim_iri(statement: Statement, base: str) -> str:
    """The IRI of the proposition that a statement makes."""
    return mint_claim(statement.subject.iri, statement.predicate.iri, _object_key(statement.object, base), base=base)


def evidence_iri(statement: Statement, base: str) -> str:
    """The IRI of the evidence that a statement is."""
    return _evidence_iri(claim_iri(statement, base), statement, base)


def _evidence_iri(claim: str, statement: Statement, base: str) -> str:
    evidence = statement.evidence
    return mint_evidence(
        claim,
        (
            evidence.document,
            evidence.start,
            evidence.end,
            statement.status,
            statement.source.iri if statement.source else None,
            statement.time,
            evidence.rule,
            [evidence.subject_span, evidence.predicate_span, evidence.object_span],
        ),
        base=base,
    )


def quantity_iri(value: Value, base: str) -> str:
    """The IRI of a figure; two documents that give the same figure in other words share it."""
    figures = {key: decimal(d) if key in AMOUNTS else d for key, d in value.details.items()}
    return mint_quantity(typed(value.value, value.datatype), value.datatype, figures, base=base)


def run_iri(content: Content) -> str:
    """The IRI of the way of reading."""
    run = content.run
    return mint_run((run.software, run.model, run.ontology), base=content.base)


def is_quantity(value: Value) -> bool:
    """Whether a value becomes a resource with amount and unit, rather than a literal."""
    return bool(AMOUNTS & value.details.keys()) or (_is_number(value) and bool(value.details))


def _is_number(value: Value) -> bool:
    return value.datatype in _NUMERIC


def object_term(object_: Entity | Value, base: str) -> str:
    """The object of a statement as an RDF term."""
    if isinstance(object_, Entity):
        return iri(object_.iri)
    return iri(quantity_iri(object_, base)) if is_quantity(object_) else typed(object_.value, object_.datatype)


def entity_triples(entity: Entity, base: str) -> Iterator[Triple]:
    """What the graph says of an entity beside its statements."""
    node = iri(entity.iri)
    known = read_vocabulary().classes[entity.type]
    yield node, _TYPE, iri(known.iri)
    for standard in known.standard:
        if not standard.startswith(PROV):
            yield node, _TYPE, iri(standard)
    yield node, f"<{RDFS}label>", text(entity.label)
    for alias in entity.aliases:
        yield node, f"<{SKOS}altLabel>", text(alias)
    yield node, f"<{GB}mentions>", integer(entity.mentions)
    for predicate, matches in ((OWL + "sameAs", entity.same_as), (SKOS + "closeMatch", entity.close_match)):
        for authority, score in matches:
            link = iri(mint_link(entity.iri, authority, base=base))
            yield node, f"<{predicate}>", iri(authority)
            yield link, _TYPE, f"<{GB}AuthorityLink>"
            yield link, f"<{GB}entity>", node
            yield link, f"<{GB}authority>", iri(authority)
            yield link, f"<{GB}score>", decimal(score)


def _object_key(object_: Entity | Value, base: str) -> str:
    return object_.iri if isinstance(object_, Entity) else object_term(object_, base)


def _claim_triples(claim: str, statements: list[Statement], first: dict[str, str], content: Content) -> Iterator[Triple]:
    node, statement = iri(claim), statements[0]
    subject, predicate = iri(statement.subject.iri), iri(statement.predicate.iri)
    object_ = object_term(statement.object, content.base)
    yield node, _TYPE, f"<{GB}Claim>"
    yield node, _TYPE, f"<{RDF}Statement>"
    yield node, f"<{RDF}subject>", subject
    yield node, f"<{RDF}predicate>", predicate
    yield node, f"<{RDF}object>", object_
    if statement.predicate.open:
        yield predicate, _TYPE, f"<{RDF}Property>"
        yield predicate, f"<{RDFS}label>", text(statement.predicate.name.replace("_", " "))
    asserted = [s for s in statements if s.status == "asserted"]
    if content.direct == "unattributed":
        stated_here = [s for s in asserted if s.source is None]
    else:
        stated_here = asserted if content.direct == "asserted" else []
    if stated_here:
        yield subject, predicate, object_
    yield node, f"<{GB}independentDocuments>", integer(len({first[s.evidence.document] for s in asserted}))
    if is_disputed(statements):
        yield node, f"<{GB}disputed>", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'


def is_disputed(statements: Iterable[Statement]) -> bool:
    """Whether one statement asserts what another denies. Where both give a time and the times differ, each may be
    right in its own time: that is a change, no dispute."""
    statements = tuple(statements)
    denied = [s.time for s in statements if s.status == "negated"]
    asserted = [s.time for s in statements if s.status == "asserted"]
    return any(one is None or other is None or one == other for one in asserted for other in denied)


def _evidence_triples(
    statement: Statement, claim: str, minted: str, document: Document, run: str, base: str
) -> Iterator[Triple]:
    evidence = statement.evidence
    document_iri = mint_document(document.id, base=base)
    sentence = iri(mint_span(document_iri, evidence.start, evidence.end))
    node = iri(minted)
    yield iri(claim), f"<{GB}evidence>", node
    yield node, _TYPE, f"<{GB}Evidence>"
    yield node, f"<{DCTERMS}identifier>", text(statement.id)
    yield node, f"<{GB}status>", f"<{GB}{statement.status.capitalize()}>"
    if statement.source is not None:
        yield node, f"<{GB}accordingTo>", iri(statement.source.iri)
    if statement.time is not None:
        yield node, f"<{GB}time>", time(statement.time)
    yield node, f"<{GB}confidence>", decimal(statement.confidence)
    if document.date is not None:
        yield node, f"<{GB}reportedOn>", time(document.date)
    yield node, f"<{GB}inSentence>", sentence
    yield node, f"<{GB}rule>", text(evidence.rule)
    yield node, f"<{PROV}wasDerivedFrom>", iri(document_iri)
    yield node, f"<{PROV}wasGeneratedBy>", iri(run)
    for name in ("subject", "predicate", "object"):
        span = getattr(evidence, f"{name}_span")
        if span is not None:
            yield node, f"<{GB}{name}Span>", iri(mint_span(document_iri, *span))
    if evidence.trace:
        yield node, f"<{GB}trace>", text(_json(evidence.trace))
    if isinstance(statement.object, Value):
        yield node, f"<{GB}objectText>", text(statement.object.label)
        if statement.object.details and not is_quantity(statement.object):
            yield node, f"<{GB}details>", text(_json(statement.object.details))
    yield sentence, _TYPE, f"<{NIF}Sentence>"
    yield sentence, _TYPE, f"<{NIF}RFC5147String>"
    yield sentence, f"<{NIF}referenceContext>", iri(document_iri)
    yield sentence, f"<{NIF}beginIndex>", integer(evidence.start)
    yield sentence, f"<{NIF}endIndex>", integer(evidence.end)
    yield sentence, f"<{NIF}anchorOf>", text(evidence.sentence, document.lang)


def _quantity_triples(quantity: str, values: list[Value]) -> Iterator[Triple]:
    node, details = iri(quantity), values[0].details
    yield node, _TYPE, f"<{GB}Quantity>"
    yield node, _TYPE, f"<{SCHEMA}QuantitativeValue>"
    # Documents may word the same figure differently; the shortest wording names it.
    yield node, f"<{RDFS}label>", text(min((value.label for value in values), key=lambda label: (len(label), label)))
    yield node, f"<{RDF}value>", typed(values[0].value, values[0].datatype)
    if "amount" not in details and _is_number(values[0]):
        yield node, f"<{SCHEMA}value>", decimal(values[0].value)
    for key, predicate in QUANTITY_KEYS.items():
        if key in details:
            value = details[key]
            yield node, f"<{predicate}>", decimal(value) if key in AMOUNTS else text(str(value))
    others = {key: value for key, value in details.items() if key not in QUANTITY_KEYS}
    if others:
        yield node, f"<{GB}details>", text(_json(others))


def _document_triples(document: Document, base: str) -> Iterator[Triple]:
    node = iri(mint_document(document.id, base=base))
    yield node, _TYPE, f"<{GB}SourceDocument>"
    yield node, _TYPE, f"<{NIF}Context>"
    yield node, _TYPE, f"<{SCHEMA}CreativeWork>"
    yield node, f"<{DCTERMS}identifier>", text(document.id)
    if document.title is not None:
        yield node, f"<{DCTERMS}title>", text(document.title, document.lang)
    if document.date is not None:
        yield node, f"<{DCTERMS}issued>", time(document.date)
    if document.source is not None:
        yield node, f"<{DCTERMS}source>", text(document.source)
    if document.lang is not None:
        yield node, f"<{DCTERMS}language>", text(document.lang)
    yield node, f"<{NIF}beginIndex>", integer(0)
    yield node, f"<{NIF}endIndex>", integer(len(document.text))
    yield node, f"<{GB}textHash>", text(hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest())


def _run_triples(content: Content) -> Iterator[Triple]:
    node, run = iri(run_iri(content)), content.run
    yield node, _TYPE, f"<{GB}Run>"
    yield node, _TYPE, f"<{PROV}Activity>"
    yield node, f"<{GB}softwareVersion>", text(run.software)
    if run.model:
        yield node, f"<{GB}model>", text(run.model)
    if run.ontology:
        yield node, f"<{GB}ontologyHash>", text(run.ontology)
    yield node, f"<{PROV}wasAssociatedWith>", iri(SOFTWARE)
    yield iri(SOFTWARE), _TYPE, f"<{PROV}SoftwareAgent>"
    yield iri(SOFTWARE), f"<{RDFS}label>", text("graphbuild")


def _json(value: object) -> str:
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))  # type: ignore[call-overload]
