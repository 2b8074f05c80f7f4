"""Wikidata QuickStatements (version 1): what documents assert, as edits that a person can review and run.

Only claims whose subject, and object where it is an entity, are linked to Wikidata; whose relation means the same as
a Wikidata property; and that no document denies. Each carries the time as qualifier (P585) and the document as
source: its address (P854) where it is one, its title (P1476), its date (P577), and the sentence (P1683).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator

from ...types import Document, Entity, Statement, Value
from ...vocabulary import read_relations
from ..content import Content
from ..rdf import claim_iri, is_disputed
from .base import Format

_log = logging.getLogger("graphbuild")
_ITEM = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9]\d*)\Z")
# Wikidata's precision of time: 9 a year, 10 a month, 11 a day.
_PRECISION = {4: 9, 7: 10, 10: 11}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# The most characters that Wikidata takes in one value of words.
_LONGEST = 1500


def write(content: Content) -> bytes:
    documents = {document.id: document for document in content.documents}
    claims: dict[str, list[Statement]] = {}
    for statement in content.statements:
        claims.setdefault(claim_iri(statement, content.base), []).append(statement)
    rows = {
        row
        for statements in claims.values()
        if not is_disputed(statements)
        for statement in statements
        if statement.status == "asserted"
        for row in _rows(statement, documents[statement.evidence.document])
    }
    if content.statements and not rows:
        _log.warning("QuickStatements: %s", _why_none(content.statements))
    return "".join(row + "\n" for row in sorted(rows)).encode()


def _why_none(statements: Iterable[Statement]) -> str:
    tied = [s for s in statements if item_of(s.subject) is not None and _object(s.object) is not None]
    if not tied:
        return "no statement ties entities linked to Wikidata; link them with build --authority FILE"
    names = ", ".join(sorted({s.predicate.name for s in tied})[:5])
    return f"nothing that ties linked entities is undisputed and of a relation with a Wikidata property (there is: {names})"


def _rows(statement: Statement, document: Document) -> Iterator[str]:
    relation = read_relations().get(statement.predicate.name)
    subject, object_ = item_of(statement.subject), _object(statement.object)
    if relation is None or subject is None or object_ is None or isinstance(statement.object, Entity) == ("Date" in relation.range):
        return
    qualifier = _time(statement.time) if statement.time else None
    tail = [*(["P585", qualifier] if qualifier else []), *_source(statement, document)]
    for property_ in relation.wikidata:
        yield "|".join([subject, property_, object_, *tail])
    if isinstance(statement.object, Entity):
        for property_ in relation.wikidata_inverse:
            yield "|".join([object_, property_, subject, *tail])


def item_of(entity: Entity) -> str | None:
    """The Wikidata item that an entity is the same as."""
    matches = (_ITEM.match(iri) for iri, _ in entity.same_as)
    return next((match[1] for match in matches if match), None)


def _object(object_: Entity | Value) -> str | None:
    if isinstance(object_, Entity):
        return item_of(object_)
    return _time(object_.value) if object_.datatype in ("xsd:date", "xsd:gYear", "xsd:gYearMonth") else None


def _time(value: str) -> str | None:
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        return None
    full = value + "-00-00"[len(value) - 4 :] if len(value) < 10 else value
    return f"+{full}T00:00:00Z/{_PRECISION[len(value)]}"


def _source(statement: Statement, document: Document) -> Iterator[str]:
    language = document.lang or "fr"
    source = document.source if document.source and re.match(r"https?://\S+\Z", document.source) else ""
    address = _quote(source.replace('"', "%22").replace("|", "%7C"))
    title, sentence = _quote(document.title or ""), _quote(statement.evidence.sentence)
    if address:
        yield from ("S854", address)
    if title:
        yield from ("S1476", f"{language}:{title}")
    date = _time(document.date) if document.date else None
    if date:
        yield from ("S577", date)
    if sentence:
        yield from ("S1683", f"{language}:{sentence}")


def _quote(words: str) -> str | None:
    """Words in quotes; None where Wikidata would not take them, because there are none or too many.

    QuickStatements has no escapes: what would end a field is written as the like character.
    """
    words = " ".join(_CONTROLS.sub(" ", words).split()).replace('"', "”").replace("|", "¦")
    return f'"{words}"' if 0 < len(words) <= _LONGEST else None


FORMAT = Format("quickstatements", ".qs", "edits for Wikidata, to be reviewed", write)
