"""What links a clause to the words around it, by their order: `faute de`, `à moins que`, `même si`.

In comes the head of a clause; out goes the phrase of the lexicon that stands right before it. Parsers make adverbs,
nouns and prepositions of these phrases and hang the clause on one of their words.
"""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

from .prepositions import contract
from .syntax import children, is_finite, is_infinitive, lower

_WHETHER = frozenset({"que", "qu'", "où", "si", "s'"})
# The longest phrase has so many words.
_WORDS = 6


def linker_of(clause: Token, phrases: Collection[str]) -> str | None:
    """The longest of `phrases` that introduces the clause; None where none does."""
    end = _end(clause)
    if end is None:
        return None
    words = [_plain(lower(t)) for t in clause.doc[max(clause.sent.start, end - _WORDS) : end]]
    found = [p for p in phrases if words[-len(_split(p)) :] == _split(p)]
    return max(found, key=len, default=None)


def set_against(phrase: Token) -> bool:
    """Whether a phrase names what it is not: `X plutôt que Y`, `non pas X`."""
    start = phrase.left_edge.i
    words = [lower(t) for t in phrase.doc[max(start - 2, phrase.sent.start) : start + 2]]
    pairs = {tuple(words[i : i + 2]) for i in range(len(words) - 1)}
    return bool(pairs & {("plutôt", "que"), ("plutôt", "qu'"), ("non", "pas")})


def _end(clause: Token) -> int | None:
    """The place behind the last word of what introduces the clause."""
    if is_infinitive(clause):
        start = min(t.i for t in (clause, *children(clause, "aux", "cop")))
        while start > clause.sent.start and (clause.doc[start - 1].pos_ == "PRON" or lower(clause.doc[start - 1]) in ("ne", "pas", "plus", "jamais")):
            start -= 1
        return start
    if clause.pos_ == "NOUN" and not children(clause, "cop"):
        start = clause.i
        while start > clause.sent.start and clause.doc[start - 1].pos_ in ("ADJ", "NUM") or clause.doc[start - 1].pos_ == "DET" and start > clause.sent.start:
            start -= 1
        return start
    if not is_finite(clause):
        return None
    marks = [t for c in clause.children if c.i < clause.i for t in (c, *children(c, "fixed")) if lower(t) in _WHETHER and t.dep_ != "obj"]
    return max(t.i for t in marks) + 1 if marks else None


def _plain(word: str) -> str:
    return {"qu'": "que", "s'": "si", "l'": "le"}.get(word, contract(word))


def _split(phrase: str) -> list[str]:
    return [_plain(word) for word in phrase.replace("'", "' ").split()]


__all__ = ["linker_of", "set_against"]
