"""What somebody does something with: `à l'aide du télescope X, Y a observé …`, `Y a réagi sur Twitter`.

In come clauses of the text; out go candidates of `uses`. The platforms on which one speaks stand in `arguments.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ...resources import read_words
from ..candidates import Candidate
from ..grammar.arguments import ArgumentReader
from ..grammar.clauses import ClauseReader
from ..grammar.syntax import case_of, is_finite, lower, predicates

_WITH = frozenset({"grâce à", "à l'aide de", "au moyen de"})
_WHO = ("Person", "Organization", "Group")
_THINGS = ("Product", "Thing")


class MeansReader:
    """Reads the means of one text."""

    def __init__(self, arguments: ArgumentReader, clauses: ClauseReader, lang: str) -> None:
        self._arguments = arguments
        self._clauses = clauses
        self._platforms = frozenset(read_words(lang, "arguments.yaml")["platforms"])

    def read(self, doc: Doc) -> Iterator[Candidate]:
        """Candidates in text order."""
        for verb in predicates(doc):
            if not is_finite(verb):
                continue
            for token in self._phrases(verb):
                for means in self._arguments.resolve(token):
                    for who in self._clauses.read(verb).subjects:
                        for subject in self._arguments.resolve(who.token):
                            if subject.type in _WHO and subject.named and means.named and means.key != subject.key:
                                yield Candidate(
                                    "uses", subject, means, verb, "uses/means", who.weight * 0.9, "means",
                                    subject_token=who.token, object_token=token,
                                )  # fmt: skip

    def _phrases(self, verb: Token) -> Iterator[Token]:
        """The names of things behind `à l'aide de`, of platforms behind `sur`, in the clause."""
        for child in verb.children:
            platform = lower(child) in self._platforms and self._arguments.is_name(child)  # which taggers may take for a verb
            if platform and child.i and lower(child.nbor(-1)) == "sur":
                yield child
            elif child.dep_.startswith(("obl", "nmod")) and case_of(child) in _WITH:
                named = self._arguments.is_name(child) or self._arguments.naming.title_name(child) is not None
                if named and any(r.type in _THINGS for r in self._arguments.resolve(child)):
                    yield child


__all__ = ["MeansReader"]
