"""When and where things happen, where no verb of happening says it.

`la panne d'Orange à Limoges`, `l'accident du 3 mai`, `le sommet de Lyon`, `la visite de X à Belfast, samedi, …`; and whoever wins a race
on Sunday at Lecco has it raced there and then. In come the parsed text and what was found of taking part; out go candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token

from ...resources import read_words
from ..candidates import Candidate
from ..grammar.arguments import ArgumentReader
from ..grammar.clauses import ClauseReader
from ..grammar.prepositions import contract
from ..grammar.syntax import case_of, is_finite, lemma, lower, predicates
from ..refs import Ref

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_MONTHS = frozenset("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())
# Who does one of these to an event does it when and where it is held.
_HELD = frozenset({"launched", "organized", "participatedIn", "performedIn", "won"})
_IN_PHRASE = ("nmod", "appos", "obl", "dep")
_HELD_AT = frozenset({"à", "en", "dans", "sur"})
_PLACE_CASES = frozenset({"à", "en", "dans", "sur", "au large de", "près de", "au sein de", "au cœur de", "chez"})


class EventReader:
    """Reads places and dates of one text."""

    def __init__(self, arguments: ArgumentReader, clauses: ClauseReader, lang: str) -> None:
        self._arguments = arguments
        self._clauses = clauses
        config = read_words(lang, "arguments.yaml")
        self._continents = frozenset(config["continents"])
        self._happenings, self._spells = frozenset(config["happenings"]), frozenset(config["spells"])
        self._life = frozenset(config["life"])
        self._addressed = frozenset(config["addressed"])
        self._doing, self._done = frozenset(config["event_deeds"]), frozenset(config["event_makers"])
        self._outcomes = frozenset(config["outcomes"])
        self._deeds, self._placeless = frozenset(config["deeds"]), frozenset(config["placeless"])

    def read(self, doc: Doc, found: list[Candidate]) -> Iterator[Candidate]:
        """Candidates in text order; `found` are those of other relations."""
        yield from self._named_events(doc)
        yield from self._headlines(doc)
        for token in doc:
            if token.pos_ in ("NOUN", "PROPN", "X") and not token.is_space:
                yield from self._places_and_dates(token)
        held = [
            c
            for candidate in found
            if candidate.relation in _HELD and candidate.object.type == "Event"
            for c in (self._held(candidate) if candidate.head.pos_ in ("VERB", "AUX") else self._held_behind(candidate))
        ]
        held += self._told(doc)
        yield from held
        known = {(c.relation, c.subject.key, c.object.key) for c in held}
        yield from (c for c in self._set_off(doc) if (c.relation, c.subject.key, c.object.key) not in known)

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
                if _YEAR.fullmatch(token.text) and len(span) > 1:
                    start = token.i - 1 if token.i > span.start and lower(token.nbor(-1)) in _MONTHS else token.i
                    label = doc[start : token.i + 1].text
                    date = {"value": token.text, "datatype": "xsd:gYear", "label": label, "details": {}}
                    when = Ref(start, token.i + 1, label, "Date", None, date, head=token.i)
                    yield self._static("occurredOn", event, when, token, "name", span.root)
                elif token.i > span.start and lower(token.nbor(-1)) in ("de", "à", "d'") and token.text in places and token.text not in self._continents:
                    where = places[token.text]
                    place = Ref(token.i, token.i + 1, token.text, "Place", where, None, "name", True, token.i)
                    yield self._static("tookPlaceIn", event, place, token, "name", span.root, 0.9)

    def _headlines(self, doc: Doc) -> Iterator[Candidate]:
        """`Velmont : un incendie fait trois blessés`: the place before the colon is where it was."""
        args = self._arguments
        for sentence in doc.sents:
            words = [t for t in sentence if not t.is_space]
            colon = next((n for n, t in enumerate(words[:5]) if t.text == ":"), 0)
            if not colon or colon + 2 >= len(words) or not all(args.is_name(t) for t in words[:colon]):
                continue
            article, noun = words[colon + 1 : colon + 3]
            if lower(article) not in ("un", "une", "des") or noun.pos_ != "NOUN" or args.noun_type(noun) != "Event":
                continue
            for place in args.resolve(words[0], spread=False):
                for event in args.resolve(noun, spread=False):
                    if place.type == "Place" and event.value is None:
                        yield self._static("tookPlaceIn", event, place, words[0], "headline", noun, 0.9)

    def _static(
        self, relation: str, subject: Ref, obj: Ref, head: Token, rule: str, subject_token: Token, weight: float = 1.0
    ) -> Candidate:
        # "le concert de X à Y est reporté": what is said of the event tells whether it is; "la présidentielle de mai" is to come,
        # whatever the tense around it
        spoken = rule in ("scene", "set off") and subject.entity is None
        status = "planned" if relation == "occurredOn" and self._is_ahead(obj.value, head.doc) else None
        return Candidate(
            relation, subject, obj, subject_token if spoken else head, f"{relation}/{rule}", weight, rule, not spoken,
            subject_token=subject_token, object_token=head, status=status,
        )  # fmt: skip

    @staticmethod
    def _is_ahead(value: dict[str, Any] | None, doc: Doc) -> bool:
        today, iso = str(doc._.gb_document_date or ""), str(value["value"]) if value else ""
        size = min(len(iso), 10)
        return len(today) >= size >= 4 and re.fullmatch(r"\d{4}(-\d\d)?(-\d\d)?", iso[:size]) is not None and iso[:size] > today[:size]

    # --- X à Y, X du 3 mai ---

    def _places_and_dates(self, noun: Token) -> Iterator[Candidate]:
        args = self._arguments
        event = args.noun_type(noun) == "Event" if not args.is_name(noun) else False
        if case_of(noun) == "de" and args.is_name(noun) and self._is_deed(noun.head):
            return  # "le concert de X à Y": the concert is at Y
        for child in self._complements(noun):
            case = case_of(child)
            scene = case == "de" and lemma(noun) in self._happenings  # "le sommet de Lyon"
            if case == "à" and case_of(noun) == "de" and args.is_name(noun):
                continue  # "de Lagos à Manille"
            if case == "à" and lemma(noun) in self._addressed:
                continue  # "un entretien à L'Écho": whom it is given to
            if (case in _PLACE_CASES or scene) and args.is_name(child):
                targets = [r for r in args.resolve(child) if r.type == "Place"]
                if not targets:
                    continue
                for whole in args.resolve(noun, spread=False):
                    subject = whole if scene else args.cut(self._as_event(whole, noun), [child])
                    for target in targets:
                        if subject.key == target.key:
                            continue
                        relation = self._place_relation(subject, event)
                        if relation == "tookPlaceIn" and not self._has_scene(noun, case):
                            continue
                        if relation and not (scene and relation != "tookPlaceIn"):
                            yield self._static(relation, subject, target, child, "scene" if relation == "tookPlaceIn" else "complement", noun, 0.95)
            elif (value := args.value_at(child, "Date")) is not None and case in ("de", "en", "", "dans"):
                if lemma(noun) in self._spells | self._outcomes | self._life or value["datatype"] == "xsd:string" and value["label"] == "DATE" and _is_words(value, child.doc):
                    continue  # "la journée d'hier", "la cérémonie le lendemain"
                for subject in args.resolve(noun, spread=False):
                    subject = self._as_event(subject, noun, placeless=True)
                    if case != "de" and not case_of(noun) and (noun.dep_.startswith("obj") or not subject.named):
                        continue  # "a officialisé le transfert hier": it was made official then
                    if (event and subject.entity is None or subject.type == "Event") and subject.value is None:
                        yield self._static("occurredOn", subject, args.value_ref(value), child, "dated", noun, 0.95)

    def _has_scene(self, noun: Token, case: str) -> bool:
        """Whether what follows a noun of an event can be its place: not of `la visite à X`, `le débat sur X`."""
        return lemma(noun) not in self._placeless | self._life and (case != "sur" or lemma(noun) in self._happenings)

    def _complements(self, noun: Token) -> Iterator[Token]:
        """What follows in the phrase of a noun: of `le concert de X à Y` also Y, which parsers hang on X."""
        for child in noun.children:
            if child.i <= noun.i or not child.dep_.startswith(_IN_PHRASE) or any(t.text == ":" for t in noun.doc[noun.i : child.i]):
                continue
            yield child
            if case_of(child) in ("de", "par", "entre") and self._is_deed(noun):
                yield from (c for c in child.children if c.i > child.i and c.dep_.startswith(_IN_PHRASE) and case_of(c) != "de")

    def _is_deed(self, noun: Token) -> bool:
        """Whether a common noun denotes what happens or is done: `concert`, `visite`."""
        if noun.pos_ != "NOUN" or self._arguments.is_name(noun):
            return False
        return self._arguments.noun_type(noun) == "Event" or lemma(noun) in self._deeds | self._placeless

    def _as_event(self, ref: Ref, noun: Token, *, placeless: bool = False) -> Ref:
        """The deed of somebody with a name as an event; a visit, a birth have a day, and their place by another relation."""
        deed = ref.entity is None and ref.named and lemma(noun) in (self._deeds | self._placeless if placeless else self._deeds)
        return replace(ref, type="Event") if deed else ref

    # --- la visite de X à Belfast, samedi, …; le procès de X, à Évry ---

    def _set_off(self, doc: Doc) -> Iterator[Candidate]:
        """Date and place between commas behind the name of an event."""
        for i in range(1, len(doc) - 1):
            if doc[i].text != "," or doc[i + 1].sent != doc[i].sent:
                continue
            event = self._event_before(doc, i)
            if event is None:
                continue
            place = i + 1
            first = place + (doc[place].pos_ == "DET")
            value = self._arguments.value_at(doc[first], "Date") if first < len(doc) else None
            if value is not None and value["label"] == "DATE" and value["start"] in (place, first) and "comparator" not in value["details"]:
                if _closed(doc, value["end"]) or lower(doc[value["end"]]) in ("à", "au", "aux", "dans", "en"):
                    for subject in self._events(event, placeless=True):
                        yield self._static("occurredOn", subject, self._arguments.value_ref(value), doc[first], "set off", event, 0.95)
                place = value["end"]
            if place + 1 < len(doc) and lower(doc[place]) in ("à", "au", "aux", "dans"):
                name = place + 1 + (doc[place + 1].pos_ == "DET")
                if name < len(doc) and self._arguments.is_name(doc[name]):
                    targets = [r for r in self._arguments.resolve(doc[name], spread=False) if r.type == "Place"]
                    for subject in self._events(event):
                        for target in targets:
                            if _closed(doc, target.end):
                                yield self._static("tookPlaceIn", subject, target, doc[name], "set off", event, 0.9)

    def _event_before(self, doc: Doc, comma: int) -> Token | None:
        """The event whose phrase ends at the comma: an outer noun before an inner one, no verb between."""
        best: Token | None = None
        for token in reversed(doc[doc[comma].sent.start : comma]):
            if token.pos_ in ("VERB", "AUX") or token.is_punct and token.text != "»" or token.pos_ == "SCONJ":
                break
            if token.pos_ in ("NOUN", "PROPN") and self._events(token, placeless=True):
                best = token
            elif lemma(token) in ("début", "fin"):
                return None  # "le début de la guerre, il y a six ans"
        return best

    def _events(self, token: Token, *, placeless: bool = False) -> list[Ref]:
        named = self._arguments.is_name(token)
        if lemma(token) in self._life or not named and not self._is_deed(token) and self._arguments.entity_at(token) is None:
            return []
        refs = [self._as_event(r, token, placeless=placeless) for r in self._arguments.resolve(token, spread=False, figures=False)]
        return [r for r in refs if r.type == "Event" and r.value is None]

    # --- l'explosion a fait douze morts lundi à X; X a lancé lundi une offensive ---

    def _told(self, doc: Doc) -> Iterator[Candidate]:
        """The time and the place of a clause that tells what an event did, or that somebody made it."""
        for verb in predicates(doc):
            if not is_finite(verb) or not {lemma(verb)} & (self._doing | self._done):
                continue
            clause = self._clauses.read(verb)
            tokens = [a.token for a in (clause.subjects if lemma(verb) in self._doing else clause.objects)]
            for token in tokens:
                for event in self._events(token):
                    if self._is_deed(token) or event.entity is not None and event.named:
                        found = Candidate("", event, event, verb, "", 0.95, subject_token=token, object_token=token)
                        yield from self._held(found)

    # --- X remporte dimanche la régate, à Lecco ---

    def _held(self, found: Candidate) -> Iterator[Candidate]:
        """The time and the place of a clause that somebody wins, holds or takes part in an event."""
        verb, event, args = found.head, found.object, self._arguments
        for child in verb.children:
            if not child.dep_.startswith(("obl", "advmod", "nmod")) or child.i in range(event.start, event.end):
                continue
            value = args.value_at(child, "Date")
            if value is not None and value["label"] == "DATE" and "comparator" not in value["details"]:
                yield self._at(found, "occurredOn", args.value_ref(value, child), child)
            elif case_of(child) in _HELD_AT and args.is_name(child):
                for place in args.resolve(child):
                    if place.type == "Place":
                        yield self._at(found, "tookPlaceIn", place, child)

    def _held_behind(self, found: Candidate) -> Iterator[Candidate]:
        """`vainqueur du tournoi le 3 mai à X`: the time and the place right behind the name of the event."""
        doc, place = found.head.doc, found.object.end
        first = place + (place < len(doc) and doc[place].pos_ == "DET")
        value = self._arguments.value_at(doc[first], "Date") if first < len(doc) else None
        if value is not None and value["label"] == "DATE" and "comparator" not in value["details"]:
            yield self._at(found, "occurredOn", self._arguments.value_ref(value), doc[first])
            place = value["end"]
        name = place + 1
        if name < len(doc) and contract(doc[place].text) in _HELD_AT and self._arguments.is_name(doc[name]):
            for target in self._arguments.resolve(doc[name], spread=False):
                if target.type == "Place":
                    yield self._at(found, "tookPlaceIn", target, doc[name])

    @staticmethod
    def _at(found: Candidate, relation: str, obj: Ref, token: Token) -> Candidate:
        return replace(
            found, relation=relation, subject=found.object, object=obj, rule=f"{relation}/held", weight=found.weight * 0.95,
            subject_token=found.object_token, object_token=token, construction="held", lexicon="",
        )  # fmt: skip

    @staticmethod
    def _place_relation(subject: Ref, event: bool) -> str | None:
        if event or subject.type == "Event":
            return "tookPlaceIn"
        if subject.type in ("Organization", "Place") and subject.entity is not None:
            return "locatedIn"
        return None


def _is_words(value: dict[str, Any], doc: Doc) -> bool:
    """Whether a date is left in words, seen from a day told before: `le lendemain`."""
    return str(value["value"]).lower() == doc[value["start"] : value["end"]].text.lower() and not any(c.isdigit() for c in str(value["value"]))


def _closed(doc: Doc, end: int) -> bool:
    return end >= len(doc) or doc[end].is_punct or doc[end].is_space
