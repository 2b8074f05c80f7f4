"""Who owns a thing with a name of its own: `Bella Nave, son yacht`, `le nouveau bateau de la société de sauvetage, le Goéland`.

In come the nouns of things that people own (`possessions` of `arguments.yaml`); out go candidates of `owns`. A thing
without name gives none: *son usine* is as often one where somebody works.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ...resources import read_words
from ..candidates import Candidate
from ..frames.slots import SlotFiller
from ..grammar.arguments import ArgumentReader
from ..grammar.clauses import Argument, ClauseReader
from ..grammar.syntax import case_of, lemma


class PossessionReader:
    """Reads the possessions of one text."""

    def __init__(self, arguments: ArgumentReader, clauses: ClauseReader, lang: str) -> None:
        self._arguments = arguments
        self._slots = SlotFiller(clauses, arguments)
        self._things = frozenset(read_words(lang, "arguments.yaml")["possessions"])

    def read(self, doc: Doc) -> Iterator[Candidate]:
        """Candidates in text order."""
        for noun in doc:
            if noun.pos_ != "NOUN" or lemma(noun) not in self._things or self._arguments.is_name(noun):
                continue
            owner = self._slots.possessor(noun) or self._complement(noun)
            things = [r for r in self._arguments.resolve(noun, spread=False) if r.entity is not None and r.named]
            if owner is None or not things or things[0].type in ("Person", "Event"):
                continue
            for who in self._arguments.resolve(owner.token):
                if who.type in ("Person", "Organization") and who.named and who.key != things[0].key:
                    yield Candidate(
                        "owns", who, things[0], noun, "owns/possessive", owner.weight, "possessive", True,
                        subject_token=owner.token, object_token=noun,
                    )  # fmt: skip

    @staticmethod
    def _complement(noun: Token) -> Argument | None:
        found = (c for c in noun.children if c.i > noun.i and c.dep_.startswith("nmod") and case_of(c) == "de")
        return next((Argument(c, "nmod") for c in found), None)


__all__ = ["PossessionReader"]
