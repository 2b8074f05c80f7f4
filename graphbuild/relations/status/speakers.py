"""Who can say something, and how a source is named.

In comes the head token of a phrase; out goes whether what it names can speak, and the reference of a source.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from ..grammar.arguments import ArgumentReader
from ..grammar.operators import Operators
from ..grammar.syntax import lemma
from ..refs import Ref
from .attribution import Source

_SPEAKING = ("Person", "Organization", "Group", "Place", "Document")


class SpeakerReader:
    """Judges and names the speakers of one text."""

    def __init__(self, doc: Doc, operators: Operators, arguments: ArgumentReader) -> None:
        self._doc = doc
        self._operators = operators
        self._arguments = arguments

    def can_speak(self, token: Token, *, works: bool = True, bodies: bool = True) -> bool:
        """Whether what a phrase names can say something: results and products prove, but do not speak."""
        if not bodies:
            return any(r.type == "Person" for r in self._arguments.resolve(token, figures=False))
        if lemma(token) in self._operators.documents:
            return True
        refs = self._arguments.resolve(token, figures=False)
        return not refs or any(
            r.type in _SPEAKING or works and r.type == "Work" or r.entity is not None and r.type == "Thing" for r in refs
        )

    def reference(self, source: Source | None, subject: Ref, *, stated: bool) -> Ref | None:
        """What `source` names; None for the one who states something, since he is its subject already."""
        refs = self._arguments.resolve(source.token, figures=False) if source is not None else ()
        if source is None or not refs:
            return None
        ref = refs[0]
        if stated and ref.key == subject.key or ref.value is not None:
            return None
        if ref.key == subject.key and source.token == source.cue and source.token.pos_ == "NOUN":
            # "d'après le syndicat, X pourrait …": X is no name of the syndicat
            ref = self._arguments.phrase(source.token) or ref
        if ref.entity is None and (participle := next((c for c in source.token.children if c.dep_ == "acl" and c.i == ref.end), None)):
            # "un audit commandé par la région": which one
            end = next((t.i for t in self._doc[ref.end : participle.right_edge.i + 1] if t.text == ","), participle.right_edge.i + 1)
            ref = replace(ref, end=end, label=" ".join(self._doc[ref.start : end].text.split()))
        return ref


__all__ = ["SpeakerReader"]
