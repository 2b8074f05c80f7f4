"""What coreference asks of the parse: tokens come in, answers about their place in the clause go out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Role = Literal["subject", "object", "oblique", "adjunct", "nested", "root"]


def small(token: Token) -> str:
    """The form in small letters, with a straight apostrophe, without the hyphen (and "t") of an inverted pronoun."""
    form = token.lower_.replace("’", "'").replace("‑", "-")
    return form.removeprefix("-t-").removeprefix("-") or form


def is_inside(token: Token, top: Token) -> bool:
    """Whether the token belongs to the plain phrase of `top`: no clause, apposition or coordination between."""
    while token != top:
        if token.dep_.startswith(("acl", "appos", "conj", "cc", "punct", "parataxis", "advcl")) or token.is_space:
            return False
        token = token.head
    return True


def predicate_gender(token: Token) -> str | None:
    """The gender of the participle or adjective said of a subject ("a été délocalisée"; "victime" tells nothing)."""
    verb = token.head
    if token.dep_ == "nsubj:pass" or (
        token.dep_ == "nsubj" and any(t.lemma_ == "être" for t in verb.children if t.dep_.startswith("aux"))
    ):
        return _gender(verb) if verb.pos_ in ("VERB", "ADJ") else None
    if token.dep_ == "nsubj" and any(t.dep_ == "cop" for t in verb.children) and verb.pos_ in ("ADJ", "VERB"):
        return _gender(verb)
    return None


def agreeing_participle(token: Token) -> str | None:
    """The gender of the participle that agrees with the object before it ("il l'a nommée"); many write the masculine for both."""
    verb = token.head
    return _gender(verb) if any(t.dep_ == "aux:tense" and t.lemma_ == "avoir" for t in verb.children) else None


def _gender(token: Token) -> str | None:
    return {"Fem": "f", "Masc": "m"}.get(next(iter(token.morph.get("Gender")), ""))


def _is_titled(token: Token) -> bool:
    """Whether the name hangs on a title before it ("Mme X", "le président X"), in whose place it stands."""
    return token.dep_ == "nmod" and token.head.i < token.i and not any(t.dep_ == "case" for t in token.children)


def role_of(token: Token) -> tuple[Role, int]:
    """What the phrase of this head is in its clause, and the token on which it depends."""
    top = token
    while top.head != top and (top.dep_ in ("conj", "appos", "flat", "flat:name", "dislocated") or _is_titled(top)):
        top = top.head
    dep, head = top.dep_, top.head
    if top == head:
        return "root", head.i
    if dep.startswith(("nsubj", "csubj")):
        return "subject", head.i
    if dep in ("obj", "iobj", "obj:agent", "obj:lvc"):
        return ("object" if dep != "iobj" else "oblique"), head.i
    if dep in ("obl:arg", "obl:agent"):
        return "oblique", head.i
    if dep.startswith("obl") or dep in ("advcl", "advmod", "vocative"):
        return "adjunct", head.i
    if dep in ("xcomp", "ccomp", "parataxis"):
        return "object", head.i
    return "nested", head.i


def follows_source_words(doc: Doc, start: int, phrases: frozenset[str]) -> bool:
    """Whether what starts at this token is named as a source, behind one of `phrases` ("selon X", "à en croire le journal X")."""
    while start and (doc[start - 1].pos_ == "DET" or doc[start - 1].is_quote):
        start -= 1
    before = " ".join(small(t) for t in doc[max(0, start - 5) : start]).replace("' ", "'")
    return any(before == phrase or before.endswith(" " + phrase) for phrase in phrases)
