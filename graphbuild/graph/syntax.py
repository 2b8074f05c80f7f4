"""What is wrong with a SPARQL text, told to the person who wrote it: line, column, the place marked, a hint.

In: the text and the message of Oxigraph's parser, which names the furthest place that it reached, often a little behind
the mistake. Out: a message of a few lines. Each check below looks for one mistake that people make, and gives its place;
where none finds anything, the place and the list of the parser are told.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

# Namespaces that people use without declaring them; the prefixes of the graph itself come on top.
WELL_KNOWN = {
    "dbo": "http://dbpedia.org/ontology/",
    "dbr": "http://dbpedia.org/resource/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "sh": "http://www.w3.org/ns/shacl#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
}
# SPARQL 1.1, sections 19.8 (grammar) and 17.4 (functions).
_KEYWORDS = (
    "A AS ASC ASK BASE BIND BY CONSTRUCT DEFAULT DESC DESCRIBE DISTINCT EXISTS FALSE FILTER FROM GRAPH GROUP HAVING IN LATERAL "
    "LIMIT MINUS NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT SEPARATOR SERVICE SILENT TRUE UNDEF UNION VALUES WHERE"
)
_FUNCTIONS = (
    "ABS ADJUST AVG BNODE BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY ENCODE_FOR_URI FLOOR GROUP_CONCAT HOURS IF IRI "
    "ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGMATCHES LCASE MAX MD5 MIN MINUTES MONTH NOW OBJECT PREDICATE RAND "
    "REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN "
    "STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TRIPLE TZ UCASE URI UUID YEAR"
)
_UPDATES = "ADD CLEAR COPY CREATE DELETE DROP INSERT LOAD MOVE WITH"
_OF_UPDATES = "ALL DATA INTO TO USING"
_KNOWN = frozenset(f"{_KEYWORDS} {_FUNCTIONS} {_UPDATES} {_OF_UPDATES}".split())
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
# Strings, IRIs and comments, in which nothing is a keyword or a bracket.
_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r"|<[^<>\"{}|^`\\\s]*>|#[^\n]*",
    re.DOTALL,
)
# A word that is no variable, no part of a prefixed name, no language tag and no blank node.
_WORD = re.compile(r"(?<![\w?$:@.-])[A-Za-z_]+(?![\w:-])")
_NETWORK = re.compile(r"(?<![\w:?$@-])(?:SERVICE|LOAD)(?![\w:-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mistake:
    """A mistake at a position of the text, in words, and what to do about it."""

    position: int
    what: str
    hint: str = ""


# What looks for a mistake in a text, given also without strings and comments, and the place that the parser reached.
_Check = Callable[[str, str, int], _Mistake | None]


def explain_syntax(text: str, message: str, *, prefixes: Mapping[str, str], update: bool = False) -> str:
    """The parser's message as a person can use it: place, the line with a mark below it, a hint.

    `update` says that the text was meant as an update, not as a query.
    """
    found = _PLACE.match(message)
    if not found:
        return f"SPARQL error: {message}"
    lines = text.split("\n")
    line = min(int(found[1]), len(lines))
    reached = sum(len(before) + 1 for before in lines[: line - 1]) + min(int(found[2]) - 1, len(lines[line - 1]))
    mistake = _judge(text, reached, found[3], prefixes, update)
    line = text.count("\n", 0, mistake.position) + 1
    column = mistake.position - (text.rfind("\n", 0, mistake.position) + 1) + 1
    shown = lines[line - 1].replace("\r", "")
    mark = re.sub(r"[^\t]", " ", shown[: column - 1]) + "^"
    told = f"SPARQL syntax error at line {line}, column {column}: {mistake.what}\n  {shown}\n  {mark}"
    return f"{told}\n  hint: {mistake.hint}" if mistake.hint else told


def uses_network(text: str) -> bool:
    """Whether a query or update asks for something from another server (SERVICE, LOAD)."""
    return bool(_NETWORK.search(blank_opaque(text)))


def blank_opaque(text: str) -> str:
    """The text with blanks in the place of strings, IRIs and comments; all else keeps its position."""
    return _OPAQUE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _judge(text: str, reached: int, expected: str, prefixes: Mapping[str, str], update: bool) -> _Mistake:
    if not text.strip():
        return _Mistake(0, "the query is empty", "write one, e.g. SELECT * WHERE { ?s ?p ?o } LIMIT 10")
    if "Prefix not found" in expected:
        return _unknown_prefix(text, reached, prefixes)
    if "variable that is unbound" in expected:
        return _Mistake(
            text.upper().find("SELECT"),
            "a variable of SELECT is neither bound in WHERE nor grouped",
            "beside COUNT, SUM, … every variable of SELECT must stand in GROUP BY",
        )
    bare = blank_opaque(text)
    checks: list[_Check] = [_open_string, _relative_iri, _misspelt, _comma, _arguments, _by, _count, _half_filter, _brackets]
    for check in checks if update else [_update, *checks]:
        mistake = check(text, bare, reached)
        if mistake:
            return mistake
    there = text[reached:].split(None, 1)
    return _Mistake(reached, f"unexpected {there[0]!r}" if there else "unexpected end of the query", _list_expected(expected))


def _unknown_prefix(text: str, reached: int, prefixes: Mapping[str, str]) -> _Mistake:
    name = re.search(r"([^\s<>\"{}|^`\\(),;?$/*+!=&]*):[^\s:]*\Z", text[:reached])
    prefix = name[1] if name else ""
    namespace = {**WELL_KNOWN, **prefixes}.get(prefix)
    hint = f"begin the query with: PREFIX {prefix}: <{namespace or '…'}>"
    if not namespace:
        close = difflib.get_close_matches(prefix, prefixes, n=1)
        hint = f"did you mean {close[0]}: ? or {hint}" if close else f"{hint} (known without it: {', '.join(sorted(prefixes))})"
    return _Mistake(name.start() if name else reached, f"unknown prefix {prefix!r}", hint)


def _update(text: str, bare: str, reached: int) -> _Mistake | None:
    first = next((w for w in _WORD.finditer(bare) if w[0].upper() not in ("PREFIX", "BASE")), None)
    if not first or first[0].upper() not in _UPDATES.split():
        return None
    return _Mistake(first.start(), "this is an update, not a query", "queries only read; graphbuild serve --writable takes updates")


def _open_string(text: str, bare: str, reached: int) -> _Mistake | None:
    quote = re.search(r"[\"']", bare)
    return _Mistake(quote.start(), "a string that is not closed", f"close it with {quote[0]}") if quote else None


def _relative_iri(text: str, bare: str, reached: int) -> _Mistake | None:
    if re.search(r"\bBASE\b", bare, re.IGNORECASE):
        return None
    for token in _OPAQUE.finditer(text):
        if token[0].startswith("<") and not re.match(r"<[A-Za-z][A-Za-z0-9+.-]*:", token[0]):
            return _Mistake(
                token.start(), f"{token[0]} is no absolute IRI", "write it with its scheme, <https://…>, or begin with BASE <…>"
            )
    return None


def _misspelt(text: str, bare: str, reached: int) -> _Mistake | None:
    """The last unknown word up to the place that the parser reached, if it is like a keyword."""
    for word in reversed([w for w in _WORD.finditer(bare) if w.start() <= reached]):
        if word[0].upper() in _KNOWN:
            continue
        close = difflib.get_close_matches(word[0].upper(), sorted(_KNOWN - {"A"}), n=1, cutoff=0.6)
        hint = f"did you mean {close[0]}?" if close else "names need a prefix (ex:name), variables a ? (?name)"
        return _Mistake(word.start(), f"unknown word {word[0]!r}", hint)
    return None


def _comma(text: str, bare: str, reached: int) -> _Mistake | None:
    found = re.search(r"\bSELECT\b[^{(,]*(,)", bare, re.IGNORECASE)
    return _Mistake(found.start(1), "a comma between variables", "separate the variables of SELECT by blanks") if found else None


def _arguments(text: str, bare: str, reached: int) -> _Mistake | None:
    found = re.search(rf"\b({_FUNCTIONS.replace(' ', '|')})\s*\(\s*[?$]\w+(?=\s+[?$\"'])", text, re.IGNORECASE)
    if not found or bare[found.start()] == " ":
        return None
    return _Mistake(found.end(), f"no comma between the arguments of {found[1]}", f"write e.g. {found[1].upper()}(?a, ?b)")


def _by(text: str, bare: str, reached: int) -> _Mistake | None:
    found = re.search(r"(?<![\w:?$@-])(ORDER|GROUP)\b(?!\s+BY\b)", bare, re.IGNORECASE)
    return _Mistake(found.start(), f"{found[0]} without BY", f"write {found[0].upper()} BY") if found else None


def _count(text: str, bare: str, reached: int) -> _Mistake | None:
    found = re.search(r"(?<![\w:?$@-])(LIMIT|OFFSET)\b(?!\s*\d)", bare, re.IGNORECASE)
    return _Mistake(found.start(), f"{found[0]} without a number", f"write e.g. {found[0].upper()} 10") if found else None


def _half_filter(text: str, bare: str, reached: int) -> _Mistake | None:
    found = re.search(r"(=|<|>|&&|\|\|)\s*\)", bare)
    return _Mistake(found.start(), f"nothing to the right of {found[1]}", "complete the comparison") if found else None


def _brackets(text: str, bare: str, reached: int) -> _Mistake | None:
    """The first bracket that closes nothing, or the last one that is not closed."""
    pairs = {"}": "{", ")": "(", "]": "["}
    waiting: list[int] = []
    for match in re.finditer(r"[][{}()]", bare):
        bracket = match[0]
        if bracket not in pairs:
            waiting.append(match.start())
        elif not waiting or bare[waiting.pop()] != pairs[bracket]:
            return _Mistake(match.start(), f"{bracket!r} closes nothing", f"remove it, or open it with {pairs[bracket]!r}")
    if not waiting:
        return None
    opened = bare[waiting[-1]]
    closing = next(c for c, o in pairs.items() if o == opened)
    return _Mistake(waiting[-1], f"{opened!r} is not closed", f"add {closing!r}")


def _list_expected(expected: str) -> str:
    """The few signs of the parser's list that a person would type; its lists of words are no guide."""
    signs = list(dict.fromkeys(re.findall(r'"([^"\s\\\w]{1,2})"', expected)))
    return f"here could stand: {' '.join(signs)}" if 0 < len(signs) <= 8 else "the mistake is here or a little before"
