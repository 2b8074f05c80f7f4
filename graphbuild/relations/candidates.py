"""A statement on its way: arguments known, status and source still to be read."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from .refs import Ref


@dataclass(frozen=True, slots=True)
class Candidate:
    """`head` is the word that carries the statement: its marks decide status, source and time.

    `static` statements stand inside a noun phrase (title, apposition, parenthesis): they are the
    writer's own and asserted, whatever the clause around them says.
    """

    relation: str
    subject: Ref
    object: Ref
    head: Token
    rule: str
    weight: float = 1.0
    construction: str = ""
    static: bool = False
    open: bool = False
    subject_token: Token | None = None
    object_token: Token | None = None
    status: str | None = None
    lexicon: str = ""


def literal(text: str, start: int, end: int) -> Ref:
    """A Ref for words that are no entity: a job title, what somebody said."""
    value = {"value": text, "datatype": "xsd:string", "label": text, "details": {}}
    return Ref(start, end, text, "Name", None, value, head=start)
