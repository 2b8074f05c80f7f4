"""Whose head or part somebody or something is, where `en` says it: `X a été fondée en 2011. Y en est la présidente.`

In come a text, its entities and their mentions; out go the words `en` that stand before a verb of being with a noun, each with
the thing that it means: the last one named before it that is no person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.tokens import Doc, Token

from .syntax import SUBJECTS, has_copula, lemma, lower

_BEING = frozenset({"demeurer", "devenir", "redevenir", "rester", "être"})
_OWNERS = ("Event", "Organization", "Place", "Product", "Work")
# How many words back the thing may be named.
_REACH = 60


def owners_by_clitic(doc: Doc, entities: list[dict[str, Any]], mentions: Mapping[int, tuple[int, int, int, str]]) -> dict[int, int]:
    """The offsets of `en` with the position of the entity whose head, part or member it makes somebody or something."""
    found: dict[int, int] = {}
    for token in doc:
        if lower(token) != "en" or not token.dep_.startswith(("iobj", "nmod", "expl", "obl", "obj")) or token.i + 1 >= len(doc):
            continue
        noun = predicate_of(token)
        if noun is None or doc[token.i + 1].pos_ not in ("VERB", "AUX"):
            continue
        above = noun if has_copula(noun) else noun.head
        taken = {mentions[t.i][2] for c in above.children if c.dep_ in SUBJECTS for t in (c, c.head.head) if t.i in mentions}
        for before in reversed(doc[max(0, token.i - _REACH) : token.i]):
            mention = mentions.get(before.i)
            if mention is not None and mention[2] not in taken and entities[mention[2]]["type"] in _OWNERS:
                found[token.i] = mention[2]
                break
    return found


def predicate_of(clitic: Token) -> Token | None:
    """`présidente` in `Y en est la présidente`."""
    head = clitic.head
    if head.pos_ == "NOUN" and (has_copula(head) or lemma(head.head) in _BEING):
        return head
    if lemma(head) not in _BEING:
        return None
    return next((c for c in head.children if c.i > head.i and c.pos_ == "NOUN" and c.dep_ in ("obj", "xcomp", "attr")), None)


__all__ = ["owners_by_clitic", "predicate_of"]
