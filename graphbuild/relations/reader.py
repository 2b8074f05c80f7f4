"""Brings the parts together for one text: candidates are gathered, completed, judged and sorted.

frames · roles · asides · affiliations · figures · events · speech · open relations ─▶ Candidate ─▶ status, source, time, confidence ─▶ dict
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc, Token

from ..language.entities.gazetteers import plain_name, read_cities
from ..resources import read_words
from ..vocabulary import read_relations
from .candidates import Candidate
from .confidence import Calibration, describe
from .frames.completion import MatchCompleter
from .frames.matches import Match
from .frames.matching import FrameMatcher
from .frames.open_relations import OpenRelationReader
from .frames.slots import SlotFiller
from .frames.understood import TopicReader
from .grammar.arguments import ArgumentReader
from .grammar.bearers import BearerReader
from .grammar.clauses import ClauseReader
from .grammar.incises import InciseReader
from .grammar.operators import Operators
from .grammar.syntax import is_question, is_second_subject, lemma, lower, path_between
from .lexicon import Lexicon
from .lines.agendas import AgendaReader
from .lines.items import item_subjects
from .lines.labels import LabelReader
from .lines.sheets import SheetReader
from .lines.turns import TurnReader
from .nominal.affiliations import AffiliationReader
from .nominal.asides import AsideReader
from .nominal.contests import ContestReader
from .nominal.events import EventReader
from .nominal.figures import FigureReader
from .nominal.means import MeansReader
from .nominal.occasions import OccasionReader
from .nominal.other_names import OtherNameReader
from .nominal.possessions import PossessionReader
from .nominal.premises import premises
from .nominal.qualities import QualityReader
from .nominal.roles import RoleReader
from .refs import Ref
from .selection import without_bolder, without_implied, without_rivals
from .status.attribution import AttributionReader, Source
from .status.factuality import FactualityReader
from .status.history import HistoryReader
from .status.sayings import spoken
from .status.speakers import SpeakerReader
from .times import TimeReader

# Below this a finding is more often wrong than right (docs/quality.md) and is not given.
MIN_CONFIDENCE = 0.35
# A main clause that no relation covers is given in its own words, unless it is hardly ever right.
MIN_MAIN_CONFIDENCE = 0.15

# Relations to the place of one event in a life: the nearer place of two tells it.
_PLACED = frozenset({"bornIn", "diedIn", "tookPlaceIn"})

# Who says `nous` for a body.
_HEADING = frozenset({"founded", "leads"})

# A person takes the place of a person, a company that of a company.
_AMONG_EQUALS, _PEOPLE = frozenset({"succeeded"}), frozenset({"Person", "Group"})

# Relations in which no sum or number can be the object.
_UNCOUNTED = frozenset({"attacked", "competesWith", "criticized", "opposes", "outperforms", "partOf", "supports", "threatens"})

# Statements found so far, by what makes two of them the same, with their features.
Best = dict[tuple[Any, ...], tuple[dict[str, Any], dict[str, float]]]


class StatementReader:
    """Reads the statements of one text."""

    def __init__(self, doc: Doc, lang: str, lexicon: Lexicon, operators: Operators, *, closed: bool) -> None:
        self._doc = doc
        self._closed = closed
        self._relations = read_relations()
        self._arguments = ArgumentReader(doc, lang)
        self._speakers = SpeakerReader(doc, operators, self._arguments)
        incises = InciseReader(operators, self._speakers.can_speak)
        self._sheets = SheetReader(doc, self._arguments, lang)
        self._clauses = ClauseReader(operators, incises, item_subjects(doc) | self._sheets.dated_verbs())
        bearers = BearerReader(self._clauses, self._arguments)
        self._matcher = FrameMatcher(lexicon, self._clauses, self._arguments, bearers)
        turns = TurnReader(doc, self._arguments.entities, lang)
        self._topic = TopicReader(doc, self._arguments.entities)
        self._attribution = AttributionReader(doc, operators, self._clauses, incises, self._speakers.can_speak, turns)
        self._completer = MatchCompleter(doc, self._arguments, self._clauses, self._attribution, operators, self._topic, self._sheets, lang)
        self._roles = RoleReader(self._arguments, bearers, SlotFiller(self._clauses, self._arguments), self._topic, self._sheets, self._completer.speaking, lang)
        self._affiliations = AffiliationReader(self._arguments, bearers, lang)
        self._asides = AsideReader(self._arguments, self._roles.countries)
        self._other_names = OtherNameReader(self._arguments, lang)
        self._labels = LabelReader(doc, self._sheets, self._arguments, lang)
        self._events = EventReader(self._arguments, self._clauses, lang)
        self._contests = ContestReader(self._arguments, lang)
        self._means = MeansReader(self._arguments, self._clauses, lang)
        self._occasions = OccasionReader(self._arguments, self._clauses, lang)
        self._possessions = PossessionReader(self._arguments, self._clauses, lang)
        self._qualities = QualityReader(self._arguments, self._clauses, bearers, self._roles.nationalities, self._completer.speaking)
        self._figures = FigureReader(self._arguments, self._clauses, self._topic, lexicon, lang, self._roles.nationalities)
        self._open = OpenRelationReader(self._arguments, self._clauses, operators)
        self._factuality = FactualityReader(operators)
        self._history = HistoryReader(doc)
        config = read_words(lang, "arguments.yaml")
        self._times = TimeReader(self._arguments)
        self._calibration = Calibration(lang)
        self.features: list[dict[str, float]] = []
        self._ahead, self._announcing, self._done_by_saying = (
            frozenset(config[key]) for key in ("announced_ahead", "announcing_verbs", "done_by_saying")
        )
        self._acting = frozenset(config["acting_things"])
        intended = {noun for noun, status in operators.nouns.items() if status == "planned"}
        self._empty = {"announced": intended.union(config["voices"]), "won": frozenset(config["successes"])}

    def statements(self, *, floor: float = MIN_CONFIDENCE) -> list[dict[str, Any]]:
        """The statements in text order, each proposition once a sentence, that are at least so sure as `floor`.

        `features` then holds the features of each, in the same order.
        """
        best: Best = {}
        for candidate in self._candidates():
            found = self._judge(candidate)
            if found is not None and found["confidence"] >= floor:
                self._keep(candidate, found, best)
        said = {key[0] for key in best}
        for sentence in self._doc.sents:
            # nothing that is stated is lost: where no relation was found, the main clause speaks
            if sentence.start not in said and sentence.start not in self._sheets.headings and not is_question(sentence):
                for candidate in self._open.main_clause(sentence):
                    found = self._judge(candidate)
                    if found is None or self._closed and candidate.open or found["confidence"] < min(floor, MIN_MAIN_CONFIDENCE):
                        continue
                    self._keep(candidate, found, best)
        kept = without_implied(without_bolder(without_rivals([found for found, _ in best.values()])))
        kept.sort(key=lambda s: (s["sentence"], s["predicate_span"], s["predicate"], str(s["subject"]), str(s["object"])))
        described = {id(found): features for found, features in best.values()}
        self.features = [described[id(found)] for found in kept]
        return kept

    def _keep(self, candidate: Candidate, found: dict[str, Any], best: Best) -> None:
        """Enter a statement into `best`, unless the same is there with more confidence."""
        features = found.pop("features")
        subject, obj = candidate.subject.key, candidate.object.key
        if self._is_symmetric(candidate.relation):
            subject, obj = sorted((subject, obj), key=str)
        key = (*found["sentence"], subject, candidate.relation, obj, found["status"])
        if key not in best or best[key][0]["confidence"] < found["confidence"]:
            best[key] = (found, features)

    # --- gathering ---

    def _candidates(self) -> Iterator[Candidate]:
        covered: set[int] = set()
        roles = list(self._roles.read(self._doc))
        affiliations = list(self._affiliations.read(self._doc))
        self._completer.know([*roles, *affiliations])
        matches = list(self._matcher.match(self._doc))
        headed = [c for match in matches if match.frame.relation in _HEADING for c in self._completer.complete(match)]
        self._completer.know(c for c in headed if self._factuality.read(c.head).status == "asserted")
        yield from roles
        figures: list[Candidate] = []
        others: list[Candidate] = []
        for match in matches:
            if self._sheets.labels.intersection(self._words(match)):
                continue  # "Concurrents : X, Y": what a label says is said of something else
            for candidate in self._completer.complete(match):
                covered.update(t.i for t in match.words)
                if candidate.relation in _PLACED and self._is_region(candidate.object_token):
                    continue
                if candidate.relation == "hasMeasure":
                    figures.extend(self._figures.settle(candidate))
                else:
                    others.append(self._affiliations.as_member(candidate))
        yield from others
        yield from figures
        yield from self._figures.read(self._doc, figures)
        yield from affiliations
        yield from self._asides.read(self._doc)
        yield from self._other_names.read(self._doc)
        yield from self._labels.read()
        yield from AgendaReader(self._doc, self._sheets, self._arguments).read()
        yield from self._events.read(self._doc, others)
        yield from premises([*others, *figures], self._arguments)
        yield from self._contests.read(self._doc)
        yield from self._means.read(self._doc)
        yield from self._occasions.read(self._doc)
        yield from self._possessions.read(self._doc)
        yield from self._qualities.read(self._doc)
        yield from spoken(self._doc, self._attribution, self._arguments)
        if not self._closed:
            yield from self._open.read(self._doc, covered)

    @staticmethod
    def _words(match: Match) -> list[int]:
        return [match.predicate.i, *(a.token.i for a in (match.subject, match.object) if a is not None)]

    def _is_region(self, place: Token | None) -> bool:
        """Y of `né à X, dans le Y`, which tells where X is."""
        if place is None:
            return False
        start = place.i - 1
        while start > 2 and (self._doc[start].pos_ == "DET" or self._arguments.is_name(self._doc[start])):
            start -= 1
        before = self._doc[start - 2]
        return self._doc[start].lower_ in ("dans", "en") and self._doc[start - 1].text == "," and self._arguments.is_name(before)

    # --- judging ---

    def _judge(self, candidate: Candidate) -> dict[str, Any] | None:
        """Status, source, time and confidence; None for what is no statement."""
        subject, obj = candidate.subject, candidate.object
        if candidate.relation == "hasMeasure" and candidate.object_token is not None and subject.start <= obj.start < subject.end:
            subject = self._arguments.cut(subject, [candidate.object_token])  # "une hausse de la taxe de 2 points"
        if subject.key == obj.key or subject.value is not None:
            return None
        if obj.entity is None and obj.label.lower().split(" ")[-1] in self._empty.get(candidate.relation, ()):
            return None  # "annonce sa volonté de …", "remporte la victoire": what it is they do not say
        if candidate.relation == "alsoKnownAs" and subject.type == "Person" and obj.entity is not None and obj.type == "Place":
            return None  # "se nommerait X, à Y": a place is no other name
        if candidate.relation == "organized" and candidate.rule.endswith("/owner"):
            return None  # "l'organisation de ses obsèques"
        main = candidate.construction == "main clause" and subject.entity is not None
        dated = candidate.relation == "occurredOn" and subject.type == "Event"  # "le procès s'ouvrira le 4 mars"
        measured = candidate.relation == "hasMeasure" and self._roles.is_identified(self._doc[subject.head])
        official = subject.type in ("Organization", "Group") and self._roles.is_of_country(self._doc[subject.head])  # "le gouvernement belge"
        if not (subject.named or obj.named or official or main or dated or measured or "Document" in (subject.type, obj.type)):
            return None
        if candidate.relation in _UNCOUNTED and obj.entity is None and self._arguments.value_at(self._doc[obj.head], "Quantity"):
            return None
        if candidate.relation == "nationality" and not {obj.label, obj.label.lower()} & (self._roles.nationalities | self._roles.countries):
            return None  # "la double nationalité"
        if candidate.relation == "locatedIn" and subject.label in self._roles.countries:
            if obj.label in self._roles.countries or plain_name(obj.label) in read_cities():
                return None  # "Canada : fin des frappes en Irak"
        if candidate.relation == "locatedIn" and not candidate.static and subject.start == obj.end + 1 and self._doc[obj.end].text == "(":
            return None  # "la commune de X (Y)"
        if candidate.relation == "instanceOf":
            formed = candidate.construction in ("passive", "participle") and obj.head < candidate.head.i
            if obj.mention == "name" or formed:
                return None  # "un groupe constitué par X": no X is a group
        if obj.type == "Quantity" and self._arguments.is_group(subject):
            return None  # "les deux groupes emploient 400 personnes": together
        relation = self._relations.get(candidate.relation)
        fit = 1.0
        if relation is not None:
            fit = self._fit(subject, relation.domain) * self._fit(obj, relation.range)
            if relation.name in self._acting and subject.type in ("Product", "Work"):
                fit = 0.9 * self._fit(obj, relation.range)  # "la mise à jour améliore X"
            if fit == 0.0 or candidate.relation in _AMONG_EQUALS and (subject.type in _PEOPLE) != (obj.type in _PEOPLE) and "Thing" not in (subject.type, obj.type):
                return None
        head = candidate.head
        if candidate.static:
            aside = self._factuality.read_aside(head)
            status, marks = candidate.status or aside.status, aside.marks
            if status == "planned" and self._history.is_told(head, marks):
                status, marks = "asserted", []  # "en 1933 naissait la future aviatrice X"
            source: Source | None = None
        else:
            participants = [t for t in (candidate.subject_token, candidate.object_token) if t is not None]
            factuality = self._factuality.read(head, *participants)
            status, marks = factuality.status, factuality.marks
            if status == "planned" and self._history.is_told(head, marks):
                status, marks = "asserted", []
            # an event that is the subject of what is said is not what is said
            granted = factuality.presupposed and candidate.rule.split("/")[1] == "noun" and candidate.relation != "hasMeasure"
            source = None if granted else self._attribution.source(head, *participants)
            if source is not None and candidate.relation == "stated" and obj.start <= source.cue.i < obj.end:
                source = None  # "« Mon client a reconnu les faits », a plaidé X": the client says it in what X says
        if status == "asserted" and self._lies_ahead(candidate):
            status, marks = "planned", [*marks, lower(head.head)]
        if status == "asserted" and not candidate.static and self._sheets.is_item_ahead(head):
            status, marks = "planned", [*marks, "heading"]
        if candidate.status and (status == "asserted" or candidate.status == "asserted"):
            status = candidate.status
        elif candidate.status == status == "negated":
            status = "asserted"  # "n'a pas manqué le rendez-vous"
        if is_question(head.sent) and (head.i in self._sheets.headings or not candidate.static and self._attribution.asked(head) is not None):
            return None  # what somebody is asked is no fact
        speaker = self._speakers.reference(source, subject, stated=candidate.relation == "stated")
        features = describe(candidate, subject, obj, fit=fit, status=status)
        confidence = self._calibration.confidence(features)
        sentence = head.sent
        trace: dict[str, Any] = {
            "path": path_between(candidate.subject_token, candidate.object_token)
            if candidate.subject_token is not None and candidate.object_token is not None
            else ""
        }
        if candidate.lexicon:
            trace["lexicon"] = candidate.lexicon
        if marks:
            trace["status"] = marks
        links = [
            f"{self._doc[r.start : r.end].text} → {r.label}"
            for r in (subject, obj)
            if r.mention in ("pronoun", "nominal") and r.entity is not None and self._doc[r.start : r.end].text != r.label
        ]
        if links:
            trace["coreference"] = links
        if source is not None and speaker is not None:
            trace["source"] = source.cue.text
        return {
            "subject": subject.as_dict(),
            "predicate": candidate.relation,
            "open": candidate.open,
            "object": obj.as_dict(),
            "status": status,
            "source": speaker.as_dict() if speaker is not None else None,
            "time": None if obj.type == "Date" or candidate.relation == "instanceOf" else self._times.read(head),
            "confidence": confidence,
            "features": features,
            "sentence": [sentence.start, sentence.end],
            "rule": candidate.rule,
            "trace": trace,
            "subject_span": [subject.start, subject.end] if subject.mention != "understood" else None,
            "predicate_span": [head.i, head.i + 1],
            "object_span": [obj.start, obj.end] if obj.mention != "understood" else None,
        }

    def _lies_ahead(self, candidate: Candidate) -> bool:
        """`X annonce le lancement de Y`, `X confirme sa venue à Y`: not done yet; `X annonce le report de Y` puts it off."""
        head = candidate.head
        if candidate.static or candidate.rule.split("/")[1] != "noun" or candidate.relation not in self._ahead:
            return False
        said = head.dep_.startswith(("obj", "nsubj:pass")) or is_second_subject(head)
        return said and lemma(head.head) in self._announcing and lemma(head) not in self._done_by_saying

    def _fit(self, ref: Ref, wanted: frozenset[str]) -> float:
        """How well an argument fits a domain or range; what a common noun denotes is known less surely than what a name does."""
        fit = self._arguments.satisfies(ref, wanted)
        common = ref.entity is None and ref.value is None and not wanted <= {"Date", "Quantity", "Name", "Clause"}
        return max(fit, 0.5) if common else fit

    def _is_symmetric(self, name: str) -> bool:
        relation = self._relations.get(name)
        return relation is not None and relation.symmetric
