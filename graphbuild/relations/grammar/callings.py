"""What a common noun is called by a participle behind it: `un salon baptisé X`, `un groupe se faisant appeler X`.

In comes the head of a noun phrase; out goes the first word behind the participle, which may begin a name. The
participles are `calling` of `arguments.yaml`.
"""

from __future__ import annotations

from spacy.tokens import Token

from .syntax import forms, is_finite, is_past_participle, lower


def called(noun: Token, calling: frozenset[str]) -> Token | None:
    """The word behind a participle of naming that is said of `noun`; None where there is none."""
    doc, end = noun.doc, noun.sent.end
    for verb in doc[noun.i + 1 : end]:
        if is_finite(verb) or verb.text in ";:(":
            return None
        if not forms(verb) & calling or not (_names(verb, noun) or _has_named(verb, noun)):
            continue
        place = verb.i + 1
        while place < end and (doc[place].is_quote or doc[place].pos_ == "ADV"):
            place += 1
        return doc[place] if place < end else None
    return None


def _names(verb: Token, noun: Token) -> bool:
    """`un salon du livre baptisé X`: hung on the noun or on what ends its phrase."""
    said_of = verb.head
    while said_of.i > noun.i and said_of.dep_.startswith("nmod") and not any(c.dep_ == "det" for c in said_of.children):
        said_of = said_of.head
    return verb.dep_.startswith(("acl", "amod")) and is_past_participle(verb) and said_of == noun


def _has_named(verb: Token, noun: Token) -> bool:
    """`se faisant appeler X`."""
    made = verb.nbor(-1)
    return lower(made) == "faisant" and noun in (made.head, verb.head, made.head.head)
