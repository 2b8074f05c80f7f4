"""RDF terms as text: IRIs and literals in canonical N-Triples form, and back.

A triple is three such strings. They sort, hash and compare as they are, joined by blanks they are a line
of the file, and no RDF library is needed to make a million of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from ..errors import GraphError
from ..iris import check_iri
from ..vocabulary import GB, OWL, RDF, RDFS, SCHEMA, SKOS, XSD

Triple = tuple[str, str, str]

DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ONTOLEX = "http://www.w3.org/ns/lemon/ontolex#"

# The prefixes of Turtle, TriG and JSON-LD; the parts of the base come on top (see `prefixes`).
VOCABULARIES = {
    "gb": GB,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "schema": SCHEMA,
    "dcterms": DCTERMS,
    "prov": PROV,
    "nif": NIF,
    "open": "https://w3id.org/graphbuild/open#",
}
_PARTS = {"ent": "entity/", "doc": "document/", "claim": "claim/", "ev": "evidence/", "qty": "quantity/", "run": "run/", "link": "link/"}

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?\Z', re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\Z")
# What canonical N-Triples writes escaped; everything else stands as it is.
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_UNESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\", "'": "'"}
_LINE = re.compile(r'(<[^>]*>) (<[^>]*>) (<[^>]*>|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?) \.\Z')

# The lexical forms of the datatypes of time; a value that has none of them is written as a string.
_TIMES = {
    "date": r"-?\d{4,}-\d\d-\d\d",
    "gYearMonth": r"-?\d{4,}-\d\d",
    "gYear": r"-?\d{4,}",
    "gMonthDay": r"--\d\d-\d\d",
    "gMonth": r"--\d\d",
    "dateTime": r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
    "time": r"\d\d:\d\d:\d\d(\.\d+)?",
}


def prefixes(base: str) -> dict[str, str]:
    """The prefixes of a graph whose own IRIs are below `base`."""
    return VOCABULARIES | {prefix: base + part for prefix, part in _PARTS.items()}


def iri(value: str) -> str:
    """An IRI as a term; raises InvalidIRI when no RDF reader would take it."""
    return f"<{check_iri(value)}>"


def text(value: str, language: str | None = None) -> str:
    """A literal of words, in a language where one is given."""
    words = f'"{_ESCAPED.sub(_escape, value)}"'
    return f"{words}@{language.lower()}" if language and _LANGUAGE.match(language) else words


def typed(value: str, datatype: str) -> str:
    """A literal with a datatype, given as IRI or as `xsd:` name, in the form that stores give back unchanged.

    What is no valid form of a number or a time becomes a literal of words: nothing is lost, and no reader stumbles.
    """
    name = datatype.removeprefix("xsd:").removeprefix(XSD)
    if name == "string":
        return text(value)
    if name in ("decimal", "double", "float"):
        return decimal(value)
    if name in ("integer", "nonNegativeInteger"):
        return number(value)
    if name in _TIMES:
        return f'"{value}"^^<{XSD}{name}>' if re.fullmatch(_TIMES[name], value) and _exists(name, value) else text(value)
    return f'"{_ESCAPED.sub(_escape, value)}"^^{iri(XSD + name if datatype.startswith("xsd:") else datatype)}'


def time(value: str) -> str:
    """A literal of the time datatype that fits: `2025`, `2025-12`, `2025-12-02`; words for anything else."""
    for name in ("date", "gYearMonth", "gYear", "dateTime", "gMonthDay", "gMonth", "time"):
        if re.fullmatch(_TIMES[name], value) and _exists(name, value):
            return f'"{value}"^^<{XSD}{name}>'
    return text(value)


def number(value: str | float) -> str:
    """An `xsd:integer` or `xsd:decimal` in canonical form: no exponent, no zeros at the end."""
    try:
        amount = Decimal(str(value))
        if not amount.is_finite():
            raise InvalidOperation
    except InvalidOperation:
        return text(str(value))
    plain = format(amount.normalize(), "f")
    plain = "0" if plain == "-0" else plain
    return f'"{plain}"^^<{XSD}{"decimal" if "." in plain else "integer"}>'


def decimal(value: str | float) -> str:
    """An `xsd:decimal` in canonical form, also for whole numbers."""
    return number(value).replace(f"{XSD}integer", f"{XSD}decimal")


def integer(value: int) -> str:
    return f'"{value}"^^<{XSD}integer>'


def read_literal(term: str) -> tuple[str, str | None, str]:
    """Words, language and datatype IRI of a literal; raises GraphError when the term is none."""
    match = _LITERAL.match(term)
    if match is None:
        raise GraphError(f"{term[:80]} is no literal in N-Triples form; build the graph again")
    words, language, datatype = match.groups()
    return unescape(words), language, datatype or (RDF + "langString" if language else XSD + "string")


def is_literal(term: str) -> bool:
    return term.startswith('"')


def line(triple: Triple) -> str:
    """The triple as a line of canonical N-Triples and N-Quads (default graph), without the line end."""
    return f"{triple[0]} {triple[1]} {triple[2]} ."


def read_lines(data: str) -> Iterator[Triple]:
    """The triples of canonical N-Quads that name no graph and hold no blank node.

    Raises GraphError naming the line that is something else.
    """
    for number_, row in enumerate(data.split("\n"), start=1):
        if not row:
            continue
        match = _LINE.match(row)
        if match is None:
            raise GraphError(f"graph.nq:{number_}: not a line that graphbuild wrote; build the graph again")
        yield match.groups()  # type: ignore[misc]


def unescape(words: str) -> str:
    if "\\" not in words:
        return words
    return re.sub(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", _unescape, words)


def _escape(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04X}"


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _UNESCAPED.get(code, code)


def _exists(name: str, value: str) -> bool:
    """Whether the month, the day and the hour exist; the pattern has been checked."""
    fields = [int(part) for part in re.findall(r"\d+", value.split("T")[0])]
    if name == "time":
        return fields[0] < 24 and fields[1] < 60 and fields[2] < 60
    if name in ("gMonth", "gMonthDay"):
        fields.insert(0, 2000)
    month, day = (fields + [1, 1])[1:3]
    leap = fields[0] % 4 == 0 and (fields[0] % 100 != 0 or fields[0] % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    clock = "T" not in value or _exists("time", re.split(r"[Z+]|(?<=:\d\d)-", value.split("T")[1])[0])
    return 1 <= month <= 12 and 1 <= day <= days[month - 1] and clock
