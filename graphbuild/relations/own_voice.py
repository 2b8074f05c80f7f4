"""For whom a text speaks that says `nous`: the body whose memo, letter or release it is.

In come a text and its entities; out go the words `nous`, `notre`, `nos` that stand outside quotations, with the
organisation that they mean. A text has a voice of its own where it greets its readers as letters do, or where somebody
signs it who directs a body; the organisation must be the one that it speaks of most.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc, Token

from .syntax import is_finite, lower

OWN_WORDS = frozenset({"nous", "notre", "nos"})
# So many lines at the end may hold the signature, of so many words at most.
_LINES, _WORDS = 4, 8
# The organisation must be named so often, and so much more than any other.
_NAMED, _RATIO = 2, 1.5


def own_words(doc: Doc, entities: list[dict[str, Any]], greetings: frozenset[str], heads: frozenset[str]) -> dict[int, int]:
    """The offsets of words by which the text means its own house, with the position of that entity; `greetings` are words
    that open a letter, `heads` offices at the head of a body."""
    words = [t.i for t in doc if lower(t) in OWN_WORDS and not _is_quoted(t)]
    house = _house(entities) if words and (_greets(doc, greetings) or is_signed(doc, heads)) else None
    return {} if house is None else dict.fromkeys(words, house)


def is_signed(doc: Doc, heads: frozenset[str]) -> bool:
    """Whether one of the last lines is a signature with an office."""
    return any(_holds(line, heads) for line in _lines(doc)[-_LINES:])


def _holds(line: list[Token], heads: frozenset[str]) -> bool:
    short = len(line) <= _WORDS and not any(is_finite(t) for t in line) and line[-1].text not in (".", "!", "?", ":")
    text = f" {' '.join(lower(t) for t in line)} "
    return short and any(f" {office.lower()} " in text for office in heads)


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
