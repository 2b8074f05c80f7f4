"""Who takes part in a contest that is named by its two sides: `le match entre X et Y`.

In come nouns of contests (`contests` of `arguments.yaml`); out go candidates of `participatedIn`. The sides of one match
are no rivals for that.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ...resources import read_words
from ..candidates import Candidate
from ..grammar.arguments import ArgumentReader
from ..grammar.syntax import case_of, lemma, phrases_after

_SIDES = ("Person", "Organization", "Place", "Group")


class ContestReader:
    """Reads the contests of one text."""

    def __init__(self, arguments: ArgumentReader, lang: str) -> None:
        self._arguments = arguments
        self._contests = frozenset(read_words(lang, "arguments.yaml")["contests"])

    def read(self, doc: Doc) -> Iterator[Candidate]:
        """Candidates in text order."""
        for noun in doc:
            if noun.pos_ != "NOUN" or lemma(noun) not in self._contests or self._arguments.is_name(noun):
                continue
            contest = self._arguments.resolve(noun, spread=False)
            sides = self._sides(noun)
            if len(sides) < 2 or not contest or contest[0].value is not None:
                continue
            for side in sides:
                for who in self._arguments.resolve(side, spread=False):
                    if who.type in _SIDES and who.named:
                        yield Candidate(
                            "participatedIn", who, contest[0], noun, "participatedIn/between", 0.95, "between",
                            subject_token=side, object_token=noun,
                        )  # fmt: skip

    def _sides(self, noun: Token) -> list[Token]:
        between = next((t for t in phrases_after(noun) if case_of(t) == "entre"), None)
        return self._arguments.conjuncts(between) if between is not None else []


__all__ = ["ContestReader"]
