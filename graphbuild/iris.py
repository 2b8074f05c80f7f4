"""Every IRI of a graph is minted here: readable, stable, and valid whatever the name.

In: names and the parts of claims and evidences. Out: IRIs as strings (RFC 3987). A name keeps its
letters of any script, its accents, its apostrophes and its emoji; blanks become `_`; what no IRI may
hold (controls, quotes, bidirectional marks, private-use characters) and what would change its structure
(`/`, `?`, `#`, `%`, and `_` itself) is percent-encoded. Two names that differ by more than Unicode
normalisation, runs of blanks, and the case of the first letter never share an IRI.

Claims, evidences, quantities, runs and links have IRIs from hashes of their content: 16 hexadecimal
digits, so that a graph of ten million claims has less than three chances in a million of a collision.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from .errors import InvalidIRI

BASE = "https://w3id.org/graphbuild/data/"
OPEN = "https://w3id.org/graphbuild/open#"

# Names longer than this are cut and closed with a hash: some stores and all file systems need it.
_LONGEST_NAME = 120

# RFC 3987: what may stand in a path segment beside letters, digits and `-._~`. `%` is only ever
# written by the encoder; `_` stands for a blank.
_SEGMENT = frozenset("-.~!$&'()*+,;=:@")
_UCSCHAR = (
    (0xA0, 0xD7FF),
    (0xF900, 0xFDCF),
    (0xFDF0, 0xFFEF),
    *((plane << 16, (plane << 16) | 0xFFFD) for plane in range(1, 14)),
    (0xE1000, 0xEFFFD),
)
_BIDI_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# An absolute IRI, as far as every RDF reader agrees: a scheme, then none of the characters that
# N-Triples forbids between `<` and `>`.
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f-\x9f\ud800-\udfff]*\Z")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def check_iri(iri: str) -> str:
    """`iri` itself when it is an absolute IRI that every RDF reader takes; raises InvalidIRI otherwise."""
    if not _ABSOLUTE.match(iri):
        raise InvalidIRI(
            f"{iri!r} is no absolute IRI: it needs a scheme such as https: and no blanks, quotes, controls or any of <>{{}}|\\^`"
        )
    if _BAD_PERCENT.search(iri):
        raise InvalidIRI(f"{iri!r} is no IRI: a % must be followed by two hexadecimal digits")
    if any(character in _BIDI_MARKS for character in iri):
        raise InvalidIRI(f"{iri!r} is no IRI: it holds a mark of writing direction; remove it")
    return iri


def check_base(base: str) -> str:
    """`base` itself when IRIs can be minted below it; raises InvalidIRI otherwise."""
    check_iri(base)
    if "#" in base or "?" in base:
        raise InvalidIRI(f"{base!r} cannot be a base: places in documents need the # (…/document/memo#char=0,12); end the base in /")
    if not base.endswith(("/", ":")):
        raise InvalidIRI(f"{base!r} cannot be a base: it must end in / (did you mean {base}/ ?)")
    return base


def mint_entity(label: str, *, base: str = BASE, qualifier: str | None = None) -> str:
    """The IRI of an entity: `{base}entity/Mémo_interne`; `qualifier` tells namesakes apart: `Mercure_(Place)`.

    Raises InvalidIRI for a label that has nothing visible, or that is not Unicode text.
    """
    name = _encode(_capitalise(_normalise(label, "an entity")))
    if qualifier:
        name += f"_({_encode(_normalise(qualifier, 'a qualifier'))})"
    return f"{check_base(base)}entity/{name}"


def mint_document(document_id: str, *, base: str = BASE) -> str:
    """The IRI of a document: `{base}document/memo`; raises InvalidIRI as `mint_entity`."""
    return f"{check_base(base)}document/{_encode(_normalise(document_id, 'a document'))}"


def mint_name(name: str) -> str:
    """A name as the last part of an IRI, its case kept; raises InvalidIRI as `mint_entity`."""
    return _encode(_normalise(name, "a resource"))


def mint_span(document_iri: str, start: int, end: int) -> str:
    """The IRI of a place in a document, by code points (RFC 5147, as NIF uses it)."""
    return f"{document_iri}#char={start},{end}"


def mint_open_predicate(verb: str) -> str:
    """The IRI of a relation that the ontology does not have: `https://w3id.org/graphbuild/open#féliciter`.

    `_` stands for a blank here: `animer_pour` is the verb with its preposition.
    """
    return OPEN + _encode(_normalise(verb.replace("_", " "), "a predicate"))


def mint_claim(subject: str, predicate: str, object_: str, *, base: str = BASE) -> str:
    """The IRI of a proposition; the three terms are IRIs, or for a literal its N-Triples form."""
    return f"{check_base(base)}claim/{digest((subject, predicate, object_))}"


def mint_evidence(claim: str, parts: Iterable[object], *, base: str = BASE) -> str:
    """The IRI of an evidence; `parts` are what tells it from other evidences of the claim."""
    return f"{check_base(base)}evidence/{digest((claim, *parts))}"


def mint_quantity(value: str, datatype: str, details: Mapping[str, object], *, base: str = BASE) -> str:
    """The IRI of a figure: the same value, unit, period and bounds have the same IRI."""
    return f"{check_base(base)}quantity/{digest((value, datatype, dict(details)))}"


def mint_run(parts: Iterable[object], *, base: str = BASE) -> str:
    """The IRI of a way of reading, from the versions of software, model and ontology."""
    return f"{check_base(base)}run/{digest(parts)}"


def mint_link(entity: str, authority: str, *, base: str = BASE) -> str:
    """The IRI of a match between an entity and an authority record."""
    return f"{check_base(base)}link/{digest((entity, authority))}"


def mint_statement_id(claim: str) -> str:
    """The `id` of a line of `statements.jsonl`: `c-` and the hash of its claim."""
    return "c-" + claim.rsplit("/", 1)[-1]


def digest(parts: Iterable[object]) -> str:
    """16 hexadecimal digits of the SHA-256 of the parts, unambiguous where one part ends and the next begins."""
    content = json.dumps(list(parts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _normalise(name: str, what: str) -> str:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidIRI(
            f"{name!r} cannot name {what}: character {error.start} is half of a surrogate pair; read the text as UTF-8"
        ) from None
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not any(unicodedata.category(character)[0] in "LMNPS" or _private(character) for character in name):
        raise InvalidIRI(f"{name!r} cannot name {what}: it has no visible character")
    return name


def _private(character: str) -> bool:
    return unicodedata.category(character) in ("Co", "Cn")


def _capitalise(name: str) -> str:
    """The first letter in upper case, where that is one letter (ß has none, ŉ would become two) which leads back to it
    (the capital of ı and of i is the same I: they are two letters)."""
    upper = name[0].upper()
    return upper + name[1:] if upper.lower() == name[0] and unicodedata.is_normalized("NFC", upper + name[1:]) else name


def _encode(name: str) -> str:
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME].rstrip()} ~{digest((name,))}"
    encoded = "".join("_" if c == " " else c if _allowed(c) else quote(c, safe="") if c != "_" else "%5F" for c in name)
    # `.` and `..` alone would be read as steps in a path.
    return encoded if encoded.strip(".") else "_" + encoded


def _allowed(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character in _SEGMENT
    code = ord(character)
    return character not in _BIDI_MARKS and any(low <= code <= high for low, high in _UCSCHAR)
