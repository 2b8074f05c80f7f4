"""Which phrase can be the subject of a verb, by number and by place.

In come a phrase and a finite verb, or two phrases before it; out goes whether they go together.
"""

from __future__ import annotations

from spacy.tokens import Token

from .syntax import children


def agrees(subject: Token, verb: Token) -> bool:
    """Whether a phrase behind a finite verb can be its subject, by number."""
    finite = next((t for t in (*children(verb, "aux"), verb) if "Fin" in t.morph.get("VerbForm")), None)
    numbers = [t.morph.get("Number") for t in (subject, finite)] if finite is not None else []
    if len(numbers) < 2 or not all(numbers) or any(c.dep_ in ("conj", "nummod") for c in subject.children):
        return True
    return numbers[0] == numbers[1] or subject.pos_ == "PROPN"


def is_bare_behind(first: Token, second: Token) -> bool:
    """Whether a noun without article follows another phrase at once."""
    words = second.doc[first.i : second.i]
    return second.pos_ == "NOUN" and not list(second.lefts) and not any(t.text == "," or t.pos_ == "CCONJ" for t in words)


def is_too_few(subject: Token, verb: Token) -> bool:
    """Whether a verb in the plural cannot share this one subject."""
    plural = [t for t in (subject, *children(subject, "det", "conj", "nummod")) if "Plur" in t.morph.get("Number") or t.dep_ in ("conj", "nummod")]
    finite = [t for t in (verb, *children(verb, "aux", "cop")) if "Fin" in t.morph.get("VerbForm")]
    return not plural and subject.pos_ in ("PROPN", "NOUN") and any("Plur" in t.morph.get("Number") for t in finite)


__all__ = ["agrees", "is_bare_behind", "is_too_few"]
