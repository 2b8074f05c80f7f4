"""What a named thing is like, and what it is for or against: `X est française`, `X a été naturalisé belge`, `X est contre Y`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from ..candidates import Candidate, literal
from ..grammar.arguments import ArgumentReader
from ..grammar.bearers import BearerReader
from ..grammar.clauses import Argument, ClauseReader
from ..grammar.syntax import case_of, has_copula, lemma, lower
from ..refs import Ref

_STANCES = {"contre": "opposes", "pour": "supports"}
# Nouns and the verb that an adjective of nationality completes.
_CITIZENSHIP = frozenset({"nationalité", "citoyenneté"})
_NATURALISE = "naturaliser"

_PLACES_IN_A_ROW = frozenset({"dernier", "deuxième", "même", "premier", "second", "seul", "tel", "troisième"})


class QualityReader:
    """Reads the adjectives that are said of named things. `speaker` tells whom `je` names."""

    def __init__(
        self,
        arguments: ArgumentReader,
        clauses: ClauseReader,
        bearers: BearerReader,
        nationalities: frozenset[str],
        speaker: Callable[[Token], list[Ref]],
    ) -> None:
        self._nationalities = nationalities
        self._arguments = arguments
        self._clauses = clauses
        self._bearers = bearers
        self._speaker = speaker

    def read(self, doc: Doc) -> Iterator[Candidate]:
        """Candidates in text order."""
        for token in doc:
            if has_copula(token):
                yield from self._qualities(token)
                yield from self._stance(token)
            if lower(token) in self._nationalities and token.pos_ in ("ADJ", "NOUN", "VERB", "PROPN"):
                yield from self._citizenship(token)

    def _qualities(self, adjective: Token) -> Iterator[Candidate]:
        """A plain adjective said of a named thing; participles and adjectives with complements are relations."""
        if adjective.pos_ != "ADJ" or any(c.dep_.startswith(("obl", "xcomp", "ccomp", "advcl", "nmod")) for c in adjective.children):
            return
        after = lower(adjective.nbor(1)) if adjective.i + 1 < adjective.sent.end else ""
        if after in ("que", "qu'") or "Ord" in adjective.morph.get("NumType") or lemma(adjective) in _PLACES_IN_A_ROW:
            return  # "est certain que …", "est le premier à …"
        for argument in self._clauses.surface_subjects(adjective):
            for subject in self._arguments.resolve(argument.token) or self._speaker(argument.token):
                if subject.entity is not None and subject.named:
                    relation = "nationality" if subject.type == "Person" and lower(adjective) in self._nationalities else "hasQuality"
                    yield self._candidate(relation, subject, adjective, adjective, argument, "copula")

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

    def _citizenship(self, adjective: Token) -> Iterator[Candidate]:
        """`X possède la nationalité turque`, `X, de nationalité turque`, `X est naturalisé turc`."""
        above = adjective.head
        while above.dep_ in ("conj", "amod", "appos") and lower(above) in self._nationalities:
            above = above.head  # "la double nationalité, belge et turque"
        if above.pos_ == "NOUN" and lemma(above) in _CITIZENSHIP:
            head = above.head if above.head.pos_ == "VERB" and not case_of(above) else above
            people = self._clauses.read(head).subjects if head != above else tuple(self._bearers.bearers(above, cased=True))
        elif lemma(above) == _NATURALISE and adjective.dep_ != "nsubj":
            head, clause = above, self._clauses.read(above)
            people = clause.bearers or clause.objects
        else:
            return
        for person in people:
            for subject in self._arguments.resolve(person.token) or self._speaker(person.token):
                if subject.type == "Person" and subject.named:
                    yield self._candidate("nationality", subject, adjective, head, person, "citizenship")

    def _candidate(self, relation: str, subject: Ref, adjective: Token, head: Token, argument: Argument, way: str) -> Candidate:
        return Candidate(
            relation, subject, literal(adjective.text, adjective.i, adjective.i + 1), head, f"{relation}/{way}",
            argument.weight * 0.9, "copula", subject_token=argument.token, object_token=adjective,
        )  # fmt: skip
