"""What a named thing is like, and what it is for or against: `X est rentable`, `X est française`, `X est contre Y`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from .arguments import ArgumentReader
from .candidates import Candidate, literal
from .clauses import ClauseReader
from .syntax import case_of, has_copula, lower

_STANCES = {"contre": "opposes", "pour": "supports"}


class QualityReader:
    """Reads the adjectives that a copula says of named things."""

    def __init__(self, arguments: ArgumentReader, clauses: ClauseReader, nationalities: frozenset[str]) -> None:
        self._nationalities = nationalities
        self._arguments = arguments
        self._clauses = clauses

    def read(self, doc: Doc) -> Iterator[Candidate]:
        """Candidates in text order."""
        for token in doc:
            if has_copula(token):
                yield from self._qualities(token)
                yield from self._stance(token)

    def _qualities(self, adjective: Token) -> Iterator[Candidate]:
        """A plain adjective said of a named thing; participles and adjectives with complements are relations."""
        if adjective.pos_ != "ADJ" or any(c.dep_.startswith(("obl", "xcomp", "ccomp", "advcl", "nmod")) for c in adjective.children):
            return
        for argument in self._clauses.surface_subjects(adjective):
            for subject in self._arguments.resolve(argument.token):
                if subject.entity is not None and subject.named:
                    relation = "nationality" if subject.type == "Person" and lower(adjective) in self._nationalities else "hasQuality"
                    yield Candidate(
                        relation, subject, literal(adjective.text, adjective.i, adjective.i + 1), adjective, f"{relation}/copula",
                        argument.weight * 0.9, "copula", subject_token=argument.token, object_token=adjective,
                    )  # fmt: skip

    def _stance(self, noun: Token) -> Iterator[Candidate]:
        """`X est contre Y`, `X est pour Y`: the preposition says it."""
        relation = _STANCES.get(case_of(noun))
        if relation is None or noun.pos_ not in ("NOUN", "PROPN"):
            return
        for argument in self._clauses.surface_subjects(noun):
            for subject in self._arguments.resolve(argument.token):
                for target in self._arguments.resolve(noun, figures=False):
                    if subject.type in ("Person", "Organization", "Group") and target.value is None:
                        yield Candidate(
                            relation, subject, target, noun, f"{relation}/stance", argument.weight * 0.9, "copula",
                            subject_token=argument.token, object_token=noun,
                        )  # fmt: skip
