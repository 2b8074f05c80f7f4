"""What a named thing is like: `X est rentable`, `X est française`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from .arguments import ArgumentReader
from .candidates import Candidate, literal
from .clauses import ClauseReader
from .syntax import has_copula, lower


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
