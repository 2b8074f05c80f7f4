"""Quotations and whose they are, also over several sentences.

In comes a `Doc`; out go its quotations, each with the token of its speaker, found behind it (`« … », dit X`),
inside (`« …, dit-il, … »`), before it (`X a déclaré : « … »`), or carried on from the quotation before.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ..grammar.clauses import ClauseReader
from ..grammar.incises import QUOTES, InciseReader
from ..grammar.operators import Operators
from ..grammar.syntax import is_finite

# Fewer words in quotation marks are a name or a borrowed word, not somebody's sentence.
_WORDS = 3


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks, `start` and `end` without them; `cue` is the word that names the speaker."""

    start: int
    end: int
    speaker: Token | None = None
    cue: Token | None = None


def read_quotations(doc: Doc, clauses: ClauseReader, incises: InciseReader, operators: Operators) -> list[Quotation]:
    """The quotations of the text in their order."""
    found: list[Quotation] = []
    for start, end in _pairs(doc):
        said = _behind(doc, end, incises) or _inside(doc, start, end, incises) or _before(doc, start, clauses, incises, operators)
        if said is None and found and found[-1].speaker is not None and _carries_on(doc, found[-1].end, start):
            said = found[-1].speaker, found[-1].cue or found[-1].speaker
        found.append(Quotation(start, end, *(said or (None, None))))
    return found


def _pairs(doc: Doc) -> list[tuple[int, int]]:
    pairs, i = [], 0
    while i < len(doc):
        closing = QUOTES.get(doc[i].text)
        if closing is not None:
            end = _closing(doc, i, closing)
            if end is not None and sum(not t.is_space and not t.is_punct for t in doc[i + 1 : end]) >= _WORDS:
                if any(is_finite(t) for t in doc[i + 1 : end]):
                    pairs.append((i + 1, end))
                i = end
        i += 1
    return pairs


def _closing(doc: Doc, opening: int, mark: str) -> int | None:
    """The mark that closes, in the same paragraph."""
    depth = 0
    for token in doc[opening + 1 :]:
        if token.is_space and token.text.count("\n") > 1:
            return None
        if token.text == mark:
            if depth == 0:
                return token.i
            depth -= 1
        elif token.text == doc[opening].text:
            depth += 1
    return None


def _behind(doc: Doc, end: int, incises: InciseReader) -> tuple[Token, Token] | None:
    start = end + 1
    while start < len(doc) and (doc[start].is_space or doc[start].text == ","):
        start += 1
    for token in doc[start : start + 8]:
        if (incise := incises.read(token)) is not None and incise.start == start:
            return incise.speaker, token
    return None


def _inside(doc: Doc, start: int, end: int, incises: InciseReader) -> tuple[Token, Token] | None:
    for token in doc[start:end]:
        incise = incises.read(token)
        if incise is not None and incise.start > start and incise.speaker.i < end and doc[incise.start - 1].text in ",?!":
            return incise.speaker, token
    return None


def _before(doc: Doc, start: int, clauses: ClauseReader, incises: InciseReader, operators: Operators) -> tuple[Token, Token] | None:
    colon = start - 2
    while colon > 0 and doc[colon].is_space:
        colon -= 1
    if colon < 1 or doc[colon].text != ":":
        return None
    for token in reversed(doc[doc[colon].sent.start : colon]):
        if operators.speech(token) is not None and token.pos_ in ("VERB", "AUX") and incises.read(token) is None:
            subjects = clauses.read(token).subjects
            return (subjects[0].token, token) if subjects else None
    return None


def _carries_on(doc: Doc, end: int, start: int) -> bool:
    """Whether a quotation is a sentence of its own, one sentence behind the last at most, in the same paragraph."""
    between = doc[end + 1 : start - 1]
    if any(t.is_space and t.text.count("\n") > 1 for t in between):
        return False
    opens = doc[start - 1]
    return opens.i == opens.sent.start and sum(t.is_sent_start or False for t in between) <= 1


__all__ = ["Quotation", "read_quotations"]
