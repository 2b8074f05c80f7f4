"""FollowTheMoney entities, one JSON object a line: for Aleph and the other tools of investigative desks.

People, organisations, places, products, works, events and documents become entities, what documents assert between
them links, each with the sentence (`summary`), the document (`proof`) and the relation (`role`). Ownership,
directorship, employment, membership, representation, succession and family have their own schemata; every other
relation is an UnknownLink. Hedged, planned and denied statements, common-noun concepts and figures stay behind:
FollowTheMoney has no place for them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...iris import digest
from ...types import Document, Entity, Statement, Value
from ...vocabulary import read_relations
from ..content import Content
from ..rdf import claim_iri
from .base import Format
from .quickstatements import item_of

_SCHEMATA = {
    "Person": "Person",
    "Organization": "Organization",
    "Group": "LegalEntity",
    "Place": "Address",
    "Product": "Asset",
    "Work": "Document",
    "Document": "Document",
    "Event": "Event",
}
_LEGAL = frozenset({"Person", "Organization", "Company", "LegalEntity"})
_ORGANIZATION = frozenset({"Organization", "Company"})
_PERSON = frozenset({"Person"})
_OWNED = frozenset({"Company", "Asset"})


@dataclass(frozen=True, slots=True)
class _Link:
    """A schema of links: the property and the allowed schemata of either end of the relation."""

    schema: str
    subject: str
    subjects: frozenset[str]
    object: str
    objects: frozenset[str]


_OWNER = _Link("Ownership", "owner", _LEGAL, "asset", _OWNED)
_LINKS = {
    "owns": _OWNER,
    "acquired": _OWNER,
    "subsidiaryOf": _Link("Ownership", "asset", _OWNED, "owner", _LEGAL),
    "leads": _Link("Directorship", "director", _LEGAL, "organization", _ORGANIZATION),
    "worksFor": _Link("Employment", "employee", _PERSON, "employer", _ORGANIZATION),
    "memberOf": _Link("Membership", "member", _LEGAL, "organization", _ORGANIZATION),
    "represents": _Link("Representation", "agent", _LEGAL, "client", _LEGAL),
    "succeeded": _Link("Succession", "successor", _LEGAL, "predecessor", _LEGAL),
    **{name: _Link("Family", "person", _PERSON, "relative", _PERSON) for name in ("parentOf", "siblingOf", "spouse")},
}
_ANY = _Link("UnknownLink", "subject", frozenset(), "object", frozenset())
_DATES = ("xsd:date", "xsd:gYear", "xsd:gYearMonth")
# Statements about one thing that are properties of it.
_PROPERTIES = {
    "bornOn": ("Person", "birthDate"),
    "diedOn": ("Person", "deathDate"),
    "bornIn": ("Person", "birthPlace"),
    "holdsPosition": ("Person", "position"),
    "foundedOn": ("Organization", "incorporationDate"),
    "alsoKnownAs": ("", "alias"),
}


def write(content: Content) -> bytes:
    documents = {document.id: document for document in content.documents}
    asserted = [s for s in content.statements if s.status == "asserted"]
    schemata = _schemata(content.entities, asserted)
    made: dict[str, dict[str, object]] = {}
    for entity in content.entities:
        if entity.iri in schemata:
            made[_id(entity.iri)] = _entity(entity, schemata[entity.iri])
    claims: dict[str, list[Statement]] = {}
    for statement in asserted:
        claims.setdefault(claim_iri(statement, content.base), []).append(statement)
    used: set[str] = set()
    for claim, statements in claims.items():
        statement = statements[0]
        subject = statement.subject.iri
        if subject not in schemata:
            continue
        if isinstance(statement.object, Entity) and statement.object.iri in schemata:
            made[_id(claim)] = _link(claim, statements, schemata, documents)
            used.update(s.evidence.document for s in statements)
        _add_property(made[_id(subject)], statement, schemata[subject])
    for document_id in used:
        made[_document_id(document_id)] = _article(documents[document_id])
    return "".join(json.dumps(made[id_], ensure_ascii=False, sort_keys=True) + "\n" for id_ in sorted(made)).encode()


def _schemata(entities: tuple[Entity, ...], asserted: list[Statement]) -> dict[str, str]:
    """The schema of each entity; an organisation that somebody owns is a Company, the kind that can be owned."""
    schemata = {entity.iri: _SCHEMATA[entity.type] for entity in entities if entity.type in _SCHEMATA}
    for statement in asserted:
        if isinstance(statement.object, Entity):
            link = _LINKS.get(statement.predicate.name, _ANY)
            owned = {"asset": statement.subject}.get(link.subject) or {"asset": statement.object}.get(link.object)
            if owned and schemata.get(owned.iri) == "Organization":
                schemata[owned.iri] = "Company"
    return schemata


def _entity(entity: Entity, schema: str) -> dict[str, object]:
    properties: dict[str, list[str]] = {"name": [entity.label]}
    if entity.aliases:
        properties["alias"] = list(entity.aliases)
    if schema == "Address":
        properties["full"] = [entity.label]
    if schema == "Document":
        properties["title"] = [entity.label]
    item = item_of(entity)
    if item:
        properties["wikidataId"] = [item]
    return {"id": _id(entity.iri), "schema": schema, "properties": properties}


def _link(
    claim: str, statements: list[Statement], schemata: dict[str, str], documents: dict[str, Document]
) -> dict[str, object]:
    statement = statements[0]
    assert isinstance(statement.object, Entity)
    link = _LINKS.get(statement.predicate.name, _ANY)
    if schemata[statement.subject.iri] not in link.subjects or schemata[statement.object.iri] not in link.objects:
        link = _ANY
    relation = read_relations().get(statement.predicate.name)
    sources = [documents[s.evidence.document].source for s in statements]
    properties: dict[str, list[str]] = {
        link.subject: [_id(statement.subject.iri)],
        link.object: [_id(statement.object.iri)],
        "relationship" if link.schema == "Family" else "role": [relation.label_fr if relation else statement.predicate.name],
        "date": _sorted(s.time for s in statements if s.time and re.fullmatch(r"\d{4}(-\d\d){0,2}", s.time)),
        "summary": _sorted(s.evidence.sentence for s in statements),
        "proof": _sorted(_document_id(s.evidence.document) for s in statements),
        "sourceUrl": _sorted(source for source in sources if source and _is_address(source)),
        "publisher": _sorted(source for source in sources if source and not _is_address(source)),
    }
    return {"id": _id(claim), "schema": link.schema, "properties": {k: v for k, v in properties.items() if v}}


def _add_property(target: dict[str, object], statement: Statement, schema: str) -> None:
    wanted, name = _PROPERTIES.get(statement.predicate.name, ("", ""))
    family = {"Company": "Organization"}.get(schema, schema)
    if not name or wanted not in ("", family):
        return
    object_ = statement.object
    value = object_.value if isinstance(object_, Value) and object_.datatype in _DATES else object_.label
    if name.endswith("Date") and not (isinstance(object_, Value) and object_.datatype in _DATES):
        return  # a date in words, "jeudi", is no date to FollowTheMoney
    properties = target["properties"]
    assert isinstance(properties, dict)
    properties[name] = sorted({*properties.get(name, ()), value})


def _article(document: Document) -> dict[str, object]:
    source = document.source or ""
    properties = {
        "title": [document.title or document.id],
        "publishedAt": [document.date] if document.date else [],
        "sourceUrl": [source] if _is_address(source) else [],
        "publisher": [source] if source and not _is_address(source) else [],
    }
    return {"id": _document_id(document.id), "schema": "Article", "properties": {k: v for k, v in properties.items() if v}}


def _is_address(source: str) -> bool:
    return re.match(r"https?://\S+\Z", source) is not None


def _sorted(values: Iterable[str]) -> list[str]:
    return sorted(set(values))


def _id(iri: str) -> str:
    return f"gb-{digest((iri,))}"


def _document_id(document_id: str) -> str:
    return f"gb-document-{digest((document_id,))}"


FORMAT = Format("followthemoney", ".ftm.json", "entities and links for Aleph and other investigative tools", write)
