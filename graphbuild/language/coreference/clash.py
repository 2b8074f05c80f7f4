"""Which phrases of one sentence cannot be one thing, by their place in the parse; for all passes of coreference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .mentions import Phrase
from .syntax import small

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OF = frozenset(("d'", "de", "des", "du"))


def clash(doc: Doc, phrase: Phrase, other: Phrase) -> bool:
    """Whether two phrases of one sentence cannot be one thing: arguments of one verb, one inside the other,
    members of one coordination."""
    if other is phrase:
        return False
    arguments = ("subject", "object", "oblique", "adjunct")
    if phrase.form != "possessor" and other.form != "possessor":
        if phrase.role in arguments and other.role in arguments and phrase.governor == other.governor:
            return True
    a, b = doc[phrase.head], doc[other.head]
    fronted = _in_fronted_participle(doc, phrase, b) and other.form != "possessor"  # "Créant sa société, elle …"
    if fronted or _in_fronted_participle(doc, other, a) and phrase.form != "possessor":
        return True
    if _beside_relative(doc, phrase, b) or _beside_relative(doc, other, a):
        return True
    if phrase.form == "possessor":
        return b.is_ancestor(a) and _plain_chain(a.head, b, through=_OF)
    if other.form == "possessor":
        return a.is_ancestor(b) and _plain_chain(b.head, a, through=_OF)
    return (b.is_ancestor(a) and _plain_chain(a, b)) or (a.is_ancestor(b) and _plain_chain(b, a)) or _coordinated(a, b)


def _in_fronted_participle(doc: Doc, phrase: Phrase, token: Token) -> bool:
    """Whether the token stands in a participle put before the phrase of which it is said ("Née à X, elle …")."""
    if token.i > phrase.head or phrase.form == "possessor":
        return False
    for ancestor in (token, *token.ancestors):
        finite = any(t.dep_.startswith("aux") for t in ancestor.children)
        if (
            ancestor.i < phrase.head
            and not finite
            and "Part" in ancestor.morph.get("VerbForm")
            and ancestor.head.i in (phrase.head, phrase.governor)
        ):
            return ancestor.head.i != ancestor.i and ancestor.dep_.startswith(
                ("acl", "advcl", "amod", "appos", "dislocated", "obl")
            )
    return False


def _beside_relative(doc: Doc, phrase: Phrase, token: Token) -> bool:
    """Whether the phrase is an argument of a relative clause in which "qui" or "que" stands for the token ("X, qui
    possède la société": the company is not X)."""
    verb = doc[phrase.governor]
    if phrase.form == "possessor" or phrase.role not in ("subject", "object", "oblique") or verb.head != token:
        return False
    return verb.dep_ == "acl:relcl" and any(small(t) in ("qui", "que", "qu'") and t.i < verb.i for t in verb.children)


def _plain_chain(token: Token, top: Token, through: frozenset[str] | None = None) -> bool:
    """Whether only noun complements lie between the token and `top`, no clause and no coordination; only those behind
    one of the prepositions `through`, if given ("le Sénat, par la voix de son président": his may be the Senate's)."""
    while token != top:
        if token.dep_.startswith(("acl", "conj", "appos", "advcl", "parataxis", "ccomp")) or token.head == token:
            return False
        if through is not None and any(t.dep_ == "case" and small(t) not in through for t in token.children):
            return False
        token = token.head
    return True


def _coordinated(a: Token, b: Token) -> bool:
    return (a.dep_ == "conj" and a.head == b) or (b.dep_ == "conj" and b.head == a)
