"""Who takes part in a gathering by doing something there: `lors du sommet de X, Y a …`, `en conférence de presse, Y s'est excusé`.

In come clauses of the text; out go candidates of `participatedIn`. The gatherings stand in `arguments.yaml`: whoever works
during a strike takes no part in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ...resources import read_words
from ..candidates import Candidate
from ..grammar.arguments import ArgumentReader
from ..grammar.clauses import Clause, ClauseReader
from ..grammar.syntax import NEGATIONS, case_of, is_finite, lemma, lower, predicates

_DURING = frozenset({"lors de", "pendant", "durant", "au cours de", "à l'occasion de", "à l'issue de"})
_WHO = ("Person", "Organization")


class OccasionReader:
    """Reads the occasions of one text."""

    def __init__(self, arguments: ArgumentReader, clauses: ClauseReader, lang: str) -> None:
        self._arguments = arguments
        self._clauses = clauses
        config = read_words(lang, "arguments.yaml")
        self._gatherings, self._bare = frozenset(config["gatherings"]), frozenset(config["bare_gatherings"])

    def read(self, doc: Doc) -> Iterator[Candidate]:
        """Candidates in text order."""
        for verb in predicates(doc):
            if not is_finite(verb) or any(lower(c) in NEGATIONS for c in verb.children):
                continue
            events = [t for t in self._phrases(verb) if self._gathers(t)]
            if not events:
                continue
            for who in self._subjects(self._clauses.read(verb)):
                for subject in self._arguments.resolve(who):
                    for event in events:
                        for ref in self._arguments.resolve(event, spread=False, figures=False):
                            if subject.type in _WHO and subject.named and ref.type == "Event" and subject.key != ref.key:
                                yield Candidate(
                                    "participatedIn", subject, ref, verb, "participatedIn/occasion", 0.9, "occasion",
                                    subject_token=who, object_token=event,
                                )  # fmt: skip

    @staticmethod
    def _subjects(clause: Clause) -> list[Token]:
        return [a.token for a in (clause.objects if clause.passive else clause.subjects)]

    @staticmethod
    def _phrases(verb: Token) -> Iterator[Token]:
        """The phrases of the clause that tell when; parsers make an adverb of `lors` that has the noun under it."""
        for child in verb.children:
            if child.dep_.startswith("obl") and (case_of(child) in _DURING or case_of(child) == "en"):
                yield child
            elif lower(child) == "lors":
                yield from (c for c in child.children if c.dep_.startswith(("obl", "nmod")) and case_of(c) == "de")

    def _gathers(self, noun: Token) -> bool:
        words = {lemma(noun), f"{lemma(noun)} {' '.join(lower(t) for t in noun.doc[noun.i + 1 : noun.i + 3])}"}
        return bool(words & (self._bare if case_of(noun) == "en" else self._gatherings))


__all__ = ["OccasionReader"]
