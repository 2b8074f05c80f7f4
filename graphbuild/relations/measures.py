"""Places, dates and qualities that stand by a thing without a verb of their own in the lexicon.

`la panne d'Orange à Limoges`, `l'accident du 3 mai`, `X est rentable`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from .arguments import ArgumentReader, Ref
from .candidates import Candidate, literal
from .clauses import ClauseReader
from .syntax import case_of, has_copula, lower

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_MONTHS = frozenset("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())
_PLACE_CASES = frozenset({"à", "en", "dans", "sur", "au large de", "près de", "au sein de", "au cœur de", "chez"})


class MeasureReader:
    """Reads places, dates and qualities of one text."""

    def __init__(self, arguments: ArgumentReader, clauses: ClauseReader, nationalities: frozenset[str]) -> None:
        self._nationalities = nationalities
        self._arguments = arguments
        self._clauses = clauses

    def read(self, doc: Doc) -> Iterator[Candidate]:
        """Candidates in text order."""
        yield from self._named_events(doc)
        for token in doc:
            if token.pos_ in ("NOUN", "PROPN", "X") and not token.is_space:
                yield from self._places_and_dates(token)
        for token in doc:
            if has_copula(token):
                yield from self._qualities(token)

    # --- Jeux olympiques de Rio ---

    def _named_events(self, doc: Doc) -> Iterator[Candidate]:
        """Year and place in the name of an event: `Jeux olympiques de Rio`, `élections européennes de mai 2014`."""
        args = self._arguments
        places = {e["label"]: i for i, e in enumerate(args.entities) if e["type"] == "Place"}
        for index, entity in enumerate(args.entities):
            name = next((m for m in entity["mentions"] if m[2] == "name"), None)
            if entity["type"] != "Event" or name is None:
                continue
            span = doc[name[0] : name[1]]
            event = Ref(span.start, span.end, entity["label"], "Event", index, None, "name", True, span.root.i)
            for token in span:
                if _YEAR.fullmatch(token.text):
                    start = token.i - 1 if token.i > span.start and lower(token.nbor(-1)) in _MONTHS else token.i
                    label = doc[start : token.i + 1].text
                    date = {"value": token.text, "datatype": "xsd:gYear", "label": label, "details": {}}
                    when = Ref(start, token.i + 1, label, "Date", None, date, head=token.i)
                    yield self._static("occurredOn", event, when, token, "name", span.root)
                elif token.i > span.start and lower(token.nbor(-1)) in ("de", "à", "d'") and token.text in places:
                    where = places[token.text]
                    place = Ref(token.i, token.i + 1, token.text, "Place", where, None, "name", True, token.i)
                    yield self._static("tookPlaceIn", event, place, token, "name", span.root, 0.9)

    def _static(
        self, relation: str, subject: Ref, obj: Ref, head: Token, rule: str, subject_token: Token, weight: float = 1.0
    ) -> Candidate:
        return Candidate(
            relation, subject, obj, head, f"{relation}/{rule}", weight, rule, True, subject_token=subject_token, object_token=head
        )

    # --- X à Y, X du 3 mai ---

    def _places_and_dates(self, noun: Token) -> Iterator[Candidate]:
        args = self._arguments
        event = args.noun_type(noun) == "Event" if not args.is_name(noun) else False
        for child in noun.children:
            if child.i <= noun.i or not child.dep_.startswith(("nmod", "appos", "obl", "dep")):
                continue
            case = case_of(child)
            if case in _PLACE_CASES and args.is_name(child):
                targets = [r for r in args.resolve(child) if r.type == "Place"]
                if not targets:
                    continue
                for subject in args.resolve(noun, spread=False):
                    for target in targets:
                        if subject.key == target.key:
                            continue
                        relation = self._place_relation(subject, event)
                        if relation:
                            yield self._static(relation, subject, target, child, "complement", noun, 0.95)
            elif (value := args.value_at(child, "Date")) is not None and case in ("de", "en", "", "dans"):
                for subject in args.resolve(noun, spread=False):
                    if (event or subject.type == "Event") and subject.value is None:
                        yield self._static("occurredOn", subject, args.value_ref(value), child, "complement", noun, 0.95)

    @staticmethod
    def _place_relation(subject: Ref, event: bool) -> str | None:
        if event or subject.type == "Event":
            return "tookPlaceIn"
        if subject.type in ("Organization", "Place") and subject.entity is not None:
            return "locatedIn"
        return None

    # --- X est rentable ---

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
