"""Whose a figure is, and what it measures.

In come the figures of a text (`doc._.gb_values`) and what the lexicon's verbs already said of some of them; out go
candidates of `hasMeasure`. A figure belongs to a thing by a noun that measures it (`un chiffre d'affaires de …`,
`la portée du drone`), by standing beside its name (`X, 450 salariés,`; `X, 39 ans`), by possession (`les 640 salariés
de X`, `ses 14 ouvriers`), or with its clause (`avec 34 % des voix`). The words are in `values.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token

from ...resources import read_words
from ..candidates import Candidate
from ..frames.slots import SlotFiller
from ..frames.understood import TopicReader
from ..grammar.arguments import ArgumentReader
from ..grammar.clauses import UNDERSTOOD, ClauseReader
from ..grammar.relatives import relative_antecedent
from ..grammar.syntax import case_of, forms, has_copula, is_passive, is_verbal, lemma, lower, surface_case
from ..lexicon import Lexicon
from .owners import FROM_PASSAGE, Bearer, OwnerReader

_CLOSING = frozenset({",", ".", ";", ":", ")", "!", "?", "—", "–"})
_DEFINITE = frozenset({"les", "ces", "des", "aux"})
# "aucun des trente élèves de X" speaks of some that were told before.
_SOME = frozenset({"aucun", "aucune", "un", "une", "certains", "certaines", "chacun", "chacune", "plusieurs", "la plupart"})
# What stands before "X," at the head of a sentence and makes it a circumstance, no bearer.
_CIRCUMSTANCE = frozenset({"à", "en", "dans", "selon", "pour", "chez", "sur", "d'après", "avec", "depuis", "après", "avant"})
_MAX_AGE = 120


class FigureReader:
    """Reads the figures of one text."""

    def __init__(
        self, arguments: ArgumentReader, clauses: ClauseReader, topic: TopicReader, lexicon: Lexicon, lang: str, nationalities: frozenset[str]
    ) -> None:
        self._arguments = arguments
        self._clauses = clauses
        self._slots = SlotFiller(clauses, arguments)
        self._topic = topic
        self._lexicon = lexicon
        data = read_words(lang, "values.yaml")
        self._owners = OwnerReader(arguments, clauses, topic, data, nationalities)
        self._turnout = frozenset(data["turnout_nouns"])
        self._changing = tuple(data["change_words"])
        self._staff = frozenset(data["staff_nouns"])
        self._words: dict[str, dict[str, str]] = data["measuring_words"]

    # --- what the lexicon found ---

    def settle(self, candidate: Candidate) -> Iterator[Candidate]:
        """A figure that a frame gives to `son chiffre d'affaires`, given to whose it is, with what it measures."""
        token, head = candidate.subject_token, candidate.head
        if token is None or candidate.object.value is None:
            yield candidate
            return
        if candidate.lexicon.startswith("O") and candidate.object.value["datatype"] == "xsd:duration":
            return  # "des enfants de cinq ans vivant à X": they are counted who live there, not their years
        if any(f.relation == "owns" for form in forms(head) for f in self._lexicon.of("verb", form)) and "of" in candidate.object.value["details"]:
            return  # "possède 22 % des actions" says what is owned
        change = lemma(head) if self._is_change(candidate) else ""
        words = self._words[_kind(candidate.object.value)]
        measured = next((words[form] for form in forms(head) if form in words), "")
        if self._owners.measures(token) and not self._arguments.is_name(token):
            for bearer in self._owners.owners(token):
                weight = candidate.weight * bearer.weight
                found = replace(candidate, subject=bearer.ref, subject_token=bearer.token, weight=weight)
                yield _measuring(found, bearer.measured, bearer.change or change)
        else:
            yield _measuring(candidate, measured, change)

    def _is_change(self, candidate: Candidate) -> bool:
        value = candidate.object.value
        assert value is not None
        if {"from_amount", "to_amount"} & value["details"].keys() or not lemma(candidate.head).startswith(self._changing):
            return False
        return surface_case(candidate.head.doc, candidate.object.start) == "de"

    # --- figures without a verb of the lexicon ---

    def read(self, doc: Doc, settled: list[Candidate]) -> Iterator[Candidate]:
        """Candidates for the figures of `doc`; `settled` are those that frames gave."""
        known: dict[int, list[Candidate]] = {}
        for candidate in settled:
            known.setdefault(candidate.object.start, []).append(candidate)
        before: dict[str, Any] | None = None
        for value in self._arguments.values:
            ref = self._arguments.value_ref(value)
            if ref.type != "Quantity":
                continue
            found = known.get(value["start"], [])
            if not found:
                earlier = known.get(before["start"], []) if before is not None else []
                found = list(self._following(doc, value, earlier))
                for way in (self._aged, self._beside_name, self._possessed, self._of_noun, self._level, self._with, self._score, self._where):
                    found = found or list(way(doc, value))
                yield from found
            known[value["start"]] = found
            before = value

    def _candidate(self, bearer: Bearer, value: dict[str, Any], head: Token, way: str, *, static: bool = True, weight: float = 1.0) -> Candidate:
        ref = self._arguments.value_ref(value)
        found = Candidate(
            "hasMeasure", bearer.ref, ref, head, f"hasMeasure/{way}", bearer.weight * weight, way, static,
            subject_token=bearer.token, object_token=self._root(head.doc, value),
        )  # fmt: skip
        return _measuring(found, bearer.measured, bearer.change)

    @staticmethod
    def _root(doc: Doc, value: dict[str, Any]) -> Token:
        return doc[value["start"] : value["end"]].root

    def _aged(self, doc: Doc, value: dict[str, Any]) -> Iterator[Candidate]:
        """`X, 39 ans`, `X (39 ans)`, `X, de 39 ans`; `mort à 39 ans`, `à l'âge de 39 ans`; `À 39 ans, X`."""
        root, start = self._root(doc, value), value["start"]
        if str(value["details"].get("unit", "")) not in ("an", "ans") or value["end"] - start > 4 or value["label"] != "DURATION":
            return
        if not 0 < float(value["details"].get("amount", 0)) < _MAX_AGE:
            return
        case = surface_case(doc, start)
        people: list[Bearer] = []
        if self._apposed_to(doc, value) is not None:
            people = self._owners.named(doc[start - 2])
        elif case == "de" and start > 1:
            noun = root.head if root.head.i < start and root.head not in doc[start:value["end"]] else doc[start - 2]
            if lemma(noun) == "âge":
                people = self._owners.subjects_above(noun)
            else:
                people = self._owners.named(noun) or self._owners.named(doc[start - 2])
        elif case == "à" and start > 1 and self._dies(doc[start - 2]):
            people = [b for c in doc[start - 2].children if case_of(c) == "de" for b in self._owners.named(c)]  # "le décès à 83 ans de X"
        elif case == "à":
            verb = next((a for a in root.ancestors if is_verbal(a)), None)
            fronted = verb is not None and root.i < verb.i and value["end"] < len(doc) and doc[value["end"]].text == ","
            dying = verb is not None and self._dies(verb)
            if fronted or dying or start > 1 and doc[start - 2].text == ",":
                people = self._owners.subjects_above(root)
        for bearer in people:
            if bearer.ref.type == "Person":
                yield self._candidate(replace(bearer, measured="âge"), value, root, "age")

    def _dies(self, word: Token) -> bool:
        """Whether a verb or noun tells of a death."""
        frames = (f for form in forms(word) for f in self._lexicon.of("noun" if word.pos_ == "NOUN" else "verb", form))
        return any(f.relation in ("diedIn", "diedOn") for f in frames)

    def _apposed_to(self, doc: Doc, value: dict[str, Any]) -> Token | None:
        """The name before a figure that stands between commas or in brackets behind it."""
        start, end = value["start"], value["end"]
        if start < 2 or doc[start - 1].text not in (",", "(") or doc[start].sent != doc[start - 2].sent:
            return None
        after = doc[end].text if end < len(doc) else "."
        if after not in ({")", ",", ";"} if doc[start - 1].text == "(" else _CLOSING - {")"}):
            return None
        name = doc[start - 2]
        if self._arguments.entity_at(name) is None or self._root(doc, value).dep_.startswith("nsubj"):
            return None
        while self._arguments.is_name(name.head) and self._arguments.entity_at(name.head) == self._arguments.entity_at(name):
            if name.head == name:
                break
            name = name.head
        first = doc[name.left_edge.i]
        circumstance = first.is_sent_start and surface_case(doc, min(t.i for t in name.subtree if t.pos_ != "ADP")) in _CIRCUMSTANCE
        return None if circumstance and doc[start - 1].text == "," else name

    def _beside_name(self, doc: Doc, value: dict[str, Any]) -> Iterator[Candidate]:
        """`X, 450 salariés,`, `X (+4 %)`."""
        name = self._apposed_to(doc, value)
        if name is None or value["label"] == "DURATION" or value["details"].get("unit") == "score":
            return  # "la victoire de X sur Y (3-1)" is not Y's
        for bearer in self._owners.named(name):
            bare = value["label"] == "QUANTITY" and value["details"].get("unit") is None
            if not (bearer.ref.type == "Person" and value["label"] == "QUANTITY" or bearer.ref.type == "Place" and bare):
                yield self._candidate(bearer, value, self._root(doc, value), "apposed", weight=0.95)

    def _possessed(self, doc: Doc, value: dict[str, Any]) -> Iterator[Candidate]:
        """`ses 118 ouvriers`, `les 640 salariés de X`, `X, dont les 310 salariés`, `les 640 salariés`."""
        start, end, root = value["start"], value["end"], self._root(doc, value)
        if value["label"] != "QUANTITY" or start == 0 or "unit" not in value["details"]:
            return
        article = doc[start - 1]
        if "Yes" in article.morph.get("Poss"):
            owner = article if self._arguments.entity_at(article) is not None else None
            if owner is None and (possessor := self._slots.possessor(root)) is not None:
                owner = possessor.token
            bearers = self._owners.named(owner) if owner is not None else []
        elif lower(article) in _DEFINITE and not (start > 1 and (doc[start - 2].pos_ == "NUM" or lower(doc[start - 2]) in _SOME)):
            complement = next((c for c in root.children if c.i >= end and case_of(c) == "de" and c.dep_.startswith("nmod")), None)
            relative = self._slots.dont(root) or (self._slots.dont(root.head) if root.dep_.startswith("nsubj") else None)
            if complement is not None:
                bearers = self._owners.named(complement)
            elif relative is not None:
                bearers = self._owners.named(relative.token)
            elif lower(root) in self._staff and (index := self._topic.organisation(root)) is not None:
                bearers = [Bearer(self._owners.topic_ref(root, index), root, weight=FROM_PASSAGE)]
            else:
                bearers = []
        else:
            return
        for bearer in bearers:
            if bearer.ref.type in ("Organization", "Event", "Product", "Work"):
                yield self._candidate(bearer, value, root, "possessed", weight=0.95)

    def _of_noun(self, doc: Doc, value: dict[str, Any]) -> Iterator[Candidate]:
        """`un chiffre d'affaires de 3 millions`, `son yacht de 74 mètres`."""
        start, root = value["start"], self._root(doc, value)
        if surface_case(doc, start) != "de":
            return
        span = range(start, value["end"])
        noun = self._measure_before(doc, root, span)
        if noun is not None:
            for bearer in self._owners.owners(noun):
                yield self._candidate(bearer, value, noun, "amount", static=False)
            return
        noun = root.head
        if noun.pos_ not in ("NOUN", "PROPN") or noun.i in span or noun.i > start or value["label"] == "DURATION" or root.dep_ == "conj":
            return
        if value["label"] == "QUANTITY" and self._arguments.noun_type(noun) in ("Concept", "Event", "Person") and not self._arguments.is_name(noun):
            return  # "un recours de trois communes": they are who does it
        for ref in self._arguments.resolve(noun, spread=False, figures=False):
            if ref.entity is not None and ref.named and ref.value is None and ref.type != "Person":
                yield self._candidate(Bearer(ref, noun), value, root, "size", weight=0.9)

    def _measure_before(self, doc: Doc, root: Token, span: range) -> Token | None:
        """The noun before a figure that says what it measures."""
        head = root.head
        if head.i < span.start and self._owners.measures(head):
            return head
        for token in reversed(doc[max(root.sent.start, span.start - 6) : span.start]):
            if token.pos_ in ("VERB", "AUX", "PUNCT"):
                return None
            if self._owners.measures(token) and self._owners.end(token) <= span.start:
                return token
        return None

    def _level(self, doc: Doc, value: dict[str, Any]) -> Iterator[Candidate]:
        """`double sa jauge, à 3 000 places`, `effectif de X : 1 340 salariés`, `le prix de X est de 3 euros`."""
        start, root = value["start"], self._root(doc, value)
        before = doc[start - 1].text if start else ""
        noun: Token | None = None
        if has_copula(root):
            noun = next((c for c in root.children if c.dep_.startswith("nsubj") and self._owners.measures(c)), None)
        elif before == ":" or surface_case(doc, start) == "à" and start > 1 and doc[start - 2].text == ",":
            nouns = [t for t in doc[root.sent.start : start] if self._owners.measures(t) and not self._owners.is_change(t)]
            noun = nouns[-1] if nouns else None
            if noun is not None and before == ":" and any("Fin" in t.morph.get("VerbForm") for t in doc[noun.i : start]):
                noun = None  # another clause
        if noun is not None:
            for bearer in self._owners.owners(noun):
                yield self._candidate(bearer, value, root, "level", static=False, weight=0.9)

    def _score(self, doc: Doc, value: dict[str, Any]) -> Iterator[Candidate]:
        """`X s'impose 3-1`, `X cède par 36-32`: the subject's."""
        root = self._root(doc, value)
        verb = next((a for a in root.ancestors if is_verbal(a)), None)
        before = doc[max(value["start"] - 1, 0)]
        if value["details"].get("unit") != "score" or verb is None or before.text == "(" or case_of(root) == "de" or before.pos_ == "DET":
            return  # "la suppression du 49-3": a name
        for argument in self._clauses.surface_subjects(verb):
            for bearer in self._owners.named(argument.token):
                if bearer.ref.type in ("Person", "Organization", "Group", "Place"):
                    yield self._candidate(replace(bearer, measured="score"), value, verb, "score", static=False, weight=argument.weight * 0.9)

    def _with(self, doc: Doc, value: dict[str, Any]) -> Iterator[Candidate]:
        """`avec 380 boutiques`, `avec 34 % des voix`: the subject's; `élue par 61 % des adhérents`: whose vote it was."""
        root, case = self._root(doc, value), surface_case(doc, value["start"])
        share = value["label"] == "PERCENT"
        if str(value["details"].get("of", "")) in self._turnout:
            yield from self._turnouts(doc, value)
            return
        watched = case == "devant" and value["label"] == "QUANTITY"  # "devant 1 300 spectateurs"
        if not (case == "avec" and (share or value["label"] == "QUANTITY") or case == "par" and share or watched):
            return
        verb = next((a for a in root.ancestors if is_verbal(a)), None)
        if verb is None or case == "par" and not (is_passive(verb) or "Part" in verb.morph.get("VerbForm")):
            return
        for bearer in self._owners.subjects_above(root):
            if bearer.ref.type == "Event" or not watched and (share or bearer.ref.type in ("Organization", "Group", "Product", "Place")):
                yield self._candidate(bearer, value, verb, "with", static=False, weight=0.85)

    def _turnouts(self, doc: Doc, value: dict[str, Any]) -> Iterator[Candidate]:
        """`avec 65 % de participation`: of the vote that the sentence names."""
        root = self._root(doc, value)
        for token in reversed(doc[root.sent.start : value["start"]]):
            events = [b for b in self._owners.named(token) if b.ref.type == "Event"]
            if events:
                yield self._candidate(replace(events[0], measured=str(value["details"]["of"])), value, root, "turnout", weight=0.9)
                return

    def _where(self, doc: Doc, value: dict[str, Any]) -> Iterator[Candidate]:
        """`X, où travaillent 640 personnes`."""
        root = self._root(doc, value)
        if value["label"] != "QUANTITY" or not root.dep_.startswith(("nsubj", "obj")):
            return
        pronoun = next((t for t in root.head.subtree if lower(t) == "où" and t.i < root.i), None)
        antecedent = relative_antecedent(pronoun) if pronoun is not None else None
        if antecedent is not None:
            for bearer in self._owners.named(antecedent):
                yield self._candidate(bearer, value, root.head, "where", static=False, weight=UNDERSTOOD)

    def _following(self, doc: Doc, value: dict[str, Any], earlier: list[Candidate]) -> Iterator[Candidate]:
        """A figure that leans on the one before it: `…, contre 61 000 un an plus tôt`, `de 19 à 15`, `…, en hausse de 4 %`
        are of the same thing, `66 % contre 34 % pour Y` is of Y."""
        start, end, case = value["start"], value["end"], surface_case(doc, value["start"])
        if not earlier or earlier[0].object.end < doc[start].sent.start:
            return
        noun = doc[start - 2] if case == "de" and start > 2 else None
        rising = noun is not None and self._owners.is_change(noun) and lower(doc[noun.i - 1]) == "en"
        reached = case == "à" and earlier[0].object.end == start - 1
        if not (rising or reached or case == "contre"):
            return
        other: list[Bearer] = []
        if case == "contre" and end + 1 < len(doc) and lower(doc[end]) in ("pour", "à", "chez") and self._arguments.is_name(doc[end + 1]):
            other = self._owners.named(doc[end + 1])
        for candidate in earlier:
            details = candidate.object.value["details"] if candidate.object.value else {}
            change = lower(noun) if rising and noun is not None else "" if reached else str(details.get("change", ""))
            for bearer in other or [Bearer(candidate.subject, candidate.subject_token or doc[start])]:
                found = replace(bearer, measured=str(details.get("measured", "")), change=change, weight=candidate.weight)
                yield self._candidate(found, value, candidate.head, "following", static=candidate.static, weight=0.95)


def _kind(value: dict[str, Any]) -> str:
    """`money`, `time` or `count`: a verb measures something else with each (`vendre`: a price, or a number of sales)."""
    if "currency" in value["details"]:
        return "money"
    return "time" if value["datatype"] == "xsd:duration" else "count"


def _measuring(candidate: Candidate, measured: str, change: str) -> Candidate:
    """The candidate with what its figure measures, and the word of change where it says by how much."""
    value = candidate.object.value
    said = {key: word for key, word in (("measured", measured), ("change", change)) if word}
    if value is None or not said:
        return candidate
    return replace(candidate, object=replace(candidate.object, value={**value, "details": {**value["details"], **said}}))
