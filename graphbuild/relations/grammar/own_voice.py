"""For whom a text speaks that says `nous` or `je`: the body whose memo, letter or release it is, and who wrote it.

In come a text and its entities; out go the words of the first person that stand outside quotations, with the entity that they
mean. A text has a voice of its own where it greets its readers as letters do, begins with lines that tell its sender, or is signed
by somebody who directs a body. `nous` is the body beside the sender's name, else the one that the text speaks of most; `je`
is the sender, or whose name stands behind `Par` at the head.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc, Token

from .syntax import is_finite, lower

OWN_WORDS = frozenset({"nous", "notre", "nos"})
_I = frozenset({"je", "j'", "moi", "mon", "ma", "mes"})
# So many lines at the end may hold the signature, of so many words at most, and so many at the head the sender.
_LINES, _WORDS, _HEADER = 4, 8, 8
# The organisation must be named so often, and so much more than any other.
_NAMED, _RATIO = 2, 1.5


def own_words(
    doc: Doc, entities: list[dict[str, Any]], greetings: frozenset[str], heads: frozenset[str], senders: frozenset[str] = frozenset()
) -> dict[int, int]:
    """The offsets of words by which the text means its own house or its author, with the position of that entity; `greetings`
    are words that open a letter, `heads` offices at the head of a body, `senders` labels of the line that names the sender."""
    words = [t for t in doc if lower(t) in OWN_WORDS | _I and not _is_quoted(t)]
    if not words:
        return {}
    lines = _lines(doc)
    header = next((line for line in lines[:_HEADER] if _label(line) in senders), [])
    letter = bool(header) or _greets(doc, greetings) or is_signed(doc, heads)
    signed = lines[-_LINES:] if letter else []
    people, bodies = (_named(entities, kind) for kind in ("Person", "Organization"))
    byline = [line for line in lines[:_LINES] if lower(line[0]) == "par" and len(line) <= 2 * _WORDS and not _asks(lines)]
    author = next((people[t.i] for line in [header, *byline] for t in line if t.i in people), None)
    if author is None:
        author = next((people[line[0].i] for line in reversed(signed) if all(people.get(t.i) == people.get(line[0].i) for t in line) and line[0].i in people), None)
    beside = {bodies[t.i] for line in [header, *signed] if line and _is_bare(line) for t in line if t.i in bodies}
    house = next(iter(beside)) if len(beside) == 1 else _house(entities) if letter else None
    meant = {True: author, False: house}
    return {t.i: who for t in words if (who := meant[lower(t) in _I]) is not None}


def _label(line: list[Token]) -> str:
    """What stands before the colon of a line."""
    colon = next((n for n, t in enumerate(line) if t.text == ":"), 0)
    return " ".join(lower(t) for t in line[:colon])


def _named(entities: list[dict[str, Any]], kind: str) -> dict[int, int]:
    """The tokens of the names of one type, with the position of the entity."""
    return {i: n for n, e in enumerate(entities) if e["type"] == kind for start, end, form in e["mentions"] if form == "name" for i in range(start, end)}


def _asks(lines: list[list[Token]]) -> bool:
    """Whether lines that only ask make the text an interview, whose `je` is who answers."""
    return sum(line[-1].text == "?" for line in lines) > 1


def is_signed(doc: Doc, heads: frozenset[str]) -> bool:
    """Whether one of the last lines is a signature with an office."""
    return any(_holds(line, heads) for line in _lines(doc)[-_LINES:])


def _holds(line: list[Token], heads: frozenset[str]) -> bool:
    text = f" {' '.join(lower(t) for t in line)} "
    return len(line) <= _WORDS and _is_bare(line) and any(f" {office.lower()} " in text for office in heads)


def _is_bare(line: list[Token]) -> bool:
    """Whether a line is no sentence."""
    return len(line) <= 2 * _WORDS and not any(is_finite(t) for t in line) and line[-1].text not in (".", "!", "?", ":")


def _greets(doc: Doc, greetings: frozenset[str]) -> bool:
    return any(line and lower(line[0]) in greetings and len(line) <= _WORDS for line in _lines(doc))


def _lines(doc: Doc) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    for token in doc:
        if not token.is_space:
            lines[-1].append(token)
        elif "\n" in token.text and lines[-1]:
            lines.append([])
    return [line for line in lines if line]


def _house(entities: list[dict[str, Any]]) -> int | None:
    """The organisation named most, if clearly more than any other."""
    counts = sorted(
        ((sum(m[2] == "name" for m in e["mentions"]), -n) for n, e in enumerate(entities) if e["type"] == "Organization"), reverse=True
    )
    if not counts or counts[0][0] < _NAMED or len(counts) > 1 and counts[0][0] < _RATIO * counts[1][0]:
        return None
    return -counts[0][1]


def _is_quoted(token: Token) -> bool:
    """Whether a quotation opened before the word in its paragraph is not closed yet."""
    for before in reversed(token.doc[max(0, token.i - 200) : token.i]):
        if before.is_space and before.text.count("\n") > 1 or before.text in ("»", "”"):
            return False
        if before.text in ("«", "“"):
            return True
    return False


__all__ = ["OWN_WORDS", "is_signed", "own_words"]
