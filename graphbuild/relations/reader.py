"""Brings the parts together for one text: candidates are gathered, completed, judged and sorted.

frames · roles · asides · affiliations · figures · events · speech · open relations ─▶ Candidate ─▶ status, source, time, confidence ─▶ dict
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token

from ..resources import ontology_path, read_yaml
from ..vocabulary import Relation, read_relations
from .affiliations import AffiliationReader
from .arguments import ArgumentReader
from .asides import AsideReader
from .attribution import AttributionReader, Source, Speech
from .bearers import BearerReader
from .candidates import Candidate, literal
from .clauses import Argument, ClauseReader
from .companions import companions
from .confidence import Calibration, describe
from .contests import ContestReader
from .events import EventReader
from .factuality import FactualityReader
from .figures import FigureReader
from .incises import InciseReader
from .lexicon import Lexicon
from .matching import FrameMatcher, Match, together_pairs
from .open_relations import OpenRelationReader
from .operators import Operators
from .possessions import PossessionReader
from .premises import premises
from .qualities import QualityReader
from .refs import Ref
from .roles import RoleReader
from .selection import without_implied, without_rivals
from .slots import FIRST_PERSON, SlotFiller
from .speakers import SpeakerReader
from .syntax import case_of, has_article, is_finite, is_infinitive, is_question, is_second_subject, is_verbal, lemma, lower, path_between
from .times import TimeReader
from .understood import TopicReader

# Below this a finding is more often wrong than right (docs/quality.md) and is not given.
MIN_CONFIDENCE = 0.35
# A main clause that no relation covers is given in its own words, unless it is hardly ever right.
MIN_MAIN_CONFIDENCE = 0.15

_PLURAL = frozenset({"nous", "notre", "nos"})

# Relations to the place of one event in a life: the nearer place of two tells it.
_PLACED = frozenset({"bornIn", "diedIn", "tookPlaceIn"})

# What one speaks at: `lors d'une conférence de presse`, `au sommet de X`.
_OCCASIONS = frozenset({"à", "en", "lors de", "au cours de", "pendant", "durant", "à l'occasion de"})

# A person takes the place of a person, a company that of a company.
_AMONG_EQUALS, _PEOPLE = frozenset({"succeeded"}), frozenset({"Person", "Group"})

# Relations in which no sum or number can be the object.
_UNCOUNTED = frozenset({"attacked", "competesWith", "criticized", "opposes", "outperforms", "partOf", "supports", "threatens"})

# Prepositions before an event in which the subject of the clause takes part.
_MEANWHILE = frozenset({"après", "avant", "pendant", "durant", "lors de", "au cours de", "à l'occasion de", "depuis"})

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
        self._clauses = ClauseReader(operators, incises)
        bearers = BearerReader(self._clauses, self._arguments)
        self._matcher = FrameMatcher(lexicon, self._clauses, self._arguments, bearers)
        self._topic = TopicReader(doc, self._arguments.entities)
        self._roles = RoleReader(self._arguments, bearers, SlotFiller(self._clauses, self._arguments), self._topic, lang)
        self._affiliations = AffiliationReader(self._arguments, lang)
        self._asides = AsideReader(self._arguments, self._roles.countries)
        self._events = EventReader(self._arguments, lang)
        self._contests = ContestReader(self._arguments, lang)
        self._possessions = PossessionReader(self._arguments, self._clauses, lang)
        self._qualities = QualityReader(self._arguments, self._clauses, bearers, self._roles.nationalities, self._speaking)
        self._figures = FigureReader(self._arguments, self._clauses, self._topic, lexicon, lang)
        self._open = OpenRelationReader(self._arguments, self._clauses, operators)
        self._factuality = FactualityReader(operators)
        self._attribution = AttributionReader(doc, operators, self._clauses, incises, self._speakers.can_speak)
        config = read_yaml(ontology_path("lexicon", lang, "arguments.yaml"))
        self._operators = operators
        self._times = TimeReader(self._arguments)
        self._calibration = Calibration(lang)
        self.features: list[dict[str, float]] = []
        self._led: dict[int | None, int] = {}
        self._employers: dict[int | None, int] = {}
        self._posts: dict[int | None, Ref] = {}
        self._support_verbs = frozenset(config["support_verbs"])
        self._opposing = frozenset(config["opposing_verbs"])
        self._ahead, self._announcing, self._done_by_saying = (
            frozenset(config[key]) for key in ("announced_ahead", "announcing_verbs", "done_by_saying")
        )
        self._carried = frozenset(config["carried_relations"])
        self._shared = frozenset(config["share_relations"])
        self._lived = frozenset(config["lived_relations"])
        self._joint = frozenset(config["joint_relations"])
        self._acting = frozenset(config["acting_things"])
        self._announced = frozenset(config["announced_acts"]) | frozenset(config["understood_agents"])
        self._understood = frozenset(config["understood_agents"])
        self._understood_objects = frozenset(config["understood_objects"])
        self._left = frozenset(config["left_relations"])
        self._headed = frozenset(config["headed_relations"])
        self._headings = {i for span in doc.spans.get("headings", ()) for i in range(span.start, span.end)}

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
            if sentence.start not in said and sentence.start not in self._headings and not is_question(sentence):
                for candidate in self._open.main_clause(sentence):
                    found = self._judge(candidate)
                    if found is None or self._closed and candidate.open or found["confidence"] < min(floor, MIN_MAIN_CONFIDENCE):
                        continue
                    self._keep(candidate, found, best)
        kept = without_implied(without_rivals([found for found, _ in best.values()]))
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
        for role in (*roles, *affiliations):
            if role.relation == "leads" and role.object.entity is not None:
                self._posts.setdefault(role.subject.entity, role.object)
            if role.object.type == "Organization" and role.object.entity is not None:
                if role.relation == "leads":
                    self._led.setdefault(role.subject.entity, role.object.entity)
                elif role.relation in ("represents", "worksFor"):
                    self._employers.setdefault(role.subject.entity, role.object.entity)
        yield from roles
        figures: list[Candidate] = []
        others: list[Candidate] = []
        for match in self._matcher.match(self._doc):
            for candidate in self._complete(match):
                covered.update(t.i for t in match.words)
                if candidate.relation in _PLACED and self._is_region(candidate.object_token):
                    continue
                if candidate.relation == "hasMeasure":
                    figures.extend(self._figures.settle(candidate))
                else:
                    others.append(candidate)
        yield from others
        yield from figures
        yield from self._figures.read(self._doc, figures)
        yield from affiliations
        yield from self._asides.read(self._doc)
        yield from self._events.read(self._doc, others)
        yield from premises([*others, *figures], self._arguments)
        yield from self._contests.read(self._doc)
        yield from self._possessions.read(self._doc)
        yield from self._qualities.read(self._doc)
        yield from self._speech()
        if not self._closed:
            yield from self._open.read(self._doc, covered)

    def _is_region(self, place: Token | None) -> bool:
        """Y of `né à X, dans le Y`, which tells where X is."""
        if place is None:
            return False
        start = place.i - 1
        while start > 2 and (self._doc[start].pos_ == "DET" or self._arguments.is_name(self._doc[start])):
            start -= 1
        before = self._doc[start - 2]
        return self._doc[start].lower_ in ("dans", "en") and self._doc[start - 1].text == "," and self._arguments.is_name(before)

    def _complete(self, match: Match) -> Iterator[Candidate]:
        """Resolve the arguments of a match; understand an agent that is left out."""
        frame = match.frame
        if frame.relation in ("stated", "reported") and "Clause" in frame.types("O"):
            return  # `_speech` gives the words themselves
        relation = self._relations.get(frame.relation)
        rule = frame.rule
        if match.together:
            argument = match.subject or match.object
            if argument is None:
                return
            for s, o in together_pairs(argument, self._arguments):
                yield self._candidate(match, s, o, Argument(self._doc[s.head]), Argument(self._doc[o.head]), rule, 1.0)
            return
        subjects = self._refs(match, "S")
        objects = self._refs(match, "O")
        if subjects and frame.relation in self._joint and frame.kind != "noun" and " avec " not in frame.pattern:
            known = {ref.key for ref, _ in subjects}
            joint = [(ref, a) for a in companions(match.predicate, self._arguments) for ref in self._arguments.resolve(a.token)]
            subjects += [(ref, a) for ref, a in joint if ref.key not in known]
        weight = 1.0
        if not subjects and objects and match.construction != "participle" and (match.subject is None or self._vacant(match.subject)):
            way, agent = self._missing_agent(match, relation)
            if agent is None:
                return
            weight, rule = {"owner": 0.9, "doer": 0.85, "understood": 0.75}[way], f"{rule}/{way}"
            subjects = [(agent, match.subject or Argument(match.predicate))]
        if subjects and match.object is None and frame.relation in self._understood_objects:
            target = self._topic_ref(match.predicate, self._topic.organisation(match.predicate))
            if target is not None:
                objects, weight, rule = [(target, Argument(match.predicate))], 0.75, rule + "/understood"
        if subjects and match.object is None and frame.relation in self._headed:
            target = self._topic_ref(match.predicate, self._topic.heading(match.predicate))
            if target is not None:
                objects, rule = [(target, Argument(match.predicate))], rule + "/heading"
        if len(subjects) == 1 and match.object is None and frame.relation in self._left:
            # "le patron de X a démissionné": from X
            post = self._posts.get(subjects[0][0].entity)
            if post is not None:
                objects, rule = [(replace(post, mention="understood"), Argument(match.predicate))], rule + "/post"
        for s, s_argument in subjects:
            for o, o_argument in objects:
                others = [t for t in match.others if case_of(t) != "de" or not has_article(t)]  # "accuser le chef de l'usine"
                words = [w for w in (*match.words, *others) if w != match.predicate]
                if s_argument.way != "itself":  # "un remake de X" is based on X
                    s, o = self._arguments.cut(s, [*words, o_argument.token]), self._arguments.cut(o, [*words, s_argument.token])
                yield self._candidate(match, s, o, s_argument, o_argument, rule, weight)

    def _candidate(self, match: Match, s: Ref, o: Ref, sa: Argument, oa: Argument, rule: str, weight: float) -> Candidate:
        static = match.construction.startswith("attribute:") and match.construction.split(":")[1] in (
            "title",
            "appos",
            "amod",
            "coreference",
            "fronted",
            "itself",
        )
        return Candidate(
            match.frame.relation, s, o, match.predicate, rule, match.weight * weight, match.construction, static,
            subject_token=sa.token, object_token=oa.token, status=match.frame.status, lexicon=match.frame.pattern,
        )  # fmt: skip

    def _refs(self, match: Match, name: str) -> list[tuple[Ref, Argument]]:
        argument = match.subject if name == "S" else match.object
        if argument is None:
            return []
        if argument.token.pos_ in ("VERB", "AUX") and not self._arguments.is_name(argument.token):
            if "Clause" not in match.frame.types(name):
                return []
            text = self._clause_text(argument.token)
            return [(text, argument)] if text else []
        relation = self._relations.get(match.frame.relation)
        wanted = match.frame.types(name) | ((relation.domain if name == "S" else relation.range) if relation else frozenset())
        refs = self._arguments.resolve(argument.token, figures=bool(wanted & {"Quantity", "Date"})) or self._speaking(argument.token)
        if name == "O" and not any(self._arguments.satisfies(ref, wanted) for ref in refs):
            refs = self._taken_up(argument.token, match, wanted) or refs
        if name == "O" and match.frame.relation in self._carried:
            refs = [self._arguments.carried(ref) or ref for ref in refs]
        if name == "O" and match.frame.relation in self._shared:
            refs = [shared for ref in refs for shared in (ref, *self._arguments.share_of(ref))]
        return [(ref, replace(argument, token=self._doc[ref.head])) for ref in refs]

    def _taken_up(self, pronoun: Token, match: Match, wanted: frozenset[str]) -> list[Ref]:
        """What `l'`, `le`, `la` stands for that no reference was found for: the only thing in the sentence that it can be."""
        if pronoun.pos_ != "PRON" or lower(pronoun) not in ("l'", "le", "la"):
            return []
        done_by = {ref.key for ref, _ in self._refs(match, "S")}
        sentence, types = pronoun.sent, match.frame.types("O") or wanted
        things: dict[int, Ref] = {}
        for place in (range(sentence.start, pronoun.i), range(pronoun.i, sentence.end)):
            for i in place:
                index = self._arguments.entity_at(self._doc[i]) if self._arguments.is_name(self._doc[i]) else None
                entity = self._arguments.entities[index] if index is not None else {}
                if index is None or entity["type"] in ("Person", "Organization") or ("entity", index) in done_by:
                    continue
                ref = Ref(pronoun.i, pronoun.i + 1, entity["label"], entity["type"], index, None, "pronoun", True, pronoun.i)
                if self._arguments.satisfies(ref, types) >= 0.8:
                    things[index] = ref
            if things:
                break
        return list(things.values()) if len(things) == 1 else []

    def _speaking(self, pronoun: Token) -> list[Ref]:
        """Who says `je`, `mon`, and for whom `nous`, `notre` is said, in a quotation."""
        own = pronoun.pos_ == "PRON" and lower(pronoun) in ("je", "j'", "moi", "nous")
        if not own and (pronoun.pos_ != "DET" or lower(pronoun) not in FIRST_PERSON):
            return []
        source = self._attribution.source(pronoun)
        refs = self._arguments.resolve(source.token, spread=False) if source is not None else []
        if not refs or refs[0].type not in ("Person", "Organization"):
            return []
        speaker = self._organisation_of(refs[0], spoken_for=True) if lower(pronoun) in _PLURAL else refs[0]
        if lower(pronoun) in _PLURAL and speaker.type == "Person":
            return []  # who belongs to "nous" is not told
        return [replace(speaker, start=pronoun.i, end=pronoun.i + 1, mention="pronoun", head=pronoun.i)]

    def _clause_text(self, verb: Token) -> Ref | None:
        tokens = [t for t in verb.subtree if not t.is_space]
        start, end = min(t.i for t in tokens), max(t.i for t in tokens) + 1
        while start < end and (self._doc[start].dep_ in ("mark", "case", "punct") or self._doc[start].is_punct):
            start += 1
        while end > start and self._doc[end - 1].is_punct:
            end -= 1
        if end <= start:
            return None
        label = " ".join(self._doc[start:end].text.split())
        return Ref(
            start, end, label, "Concept", None, None, "nominal", any(self._arguments.is_name(t) for t in self._doc[start:end]), verb.i
        )

    def _missing_agent(self, match: Match, relation: Relation | None) -> tuple[str, Ref | None]:
        """Who does what a noun or a passive leaves without agent, and how that is known."""
        if match.frame.kind == "noun" and not match.frame.cases("S") & {"de", "par"}:
            return "understood", None  # "la vente de sa filiale (à X)": the owner is not who buys
        if owner := self._owner(match.object):
            return "owner", owner
        if doer := self._doer(match, relation):
            return "doer", doer
        noun = match.predicate
        if match.frame.kind == "noun" and case_of(noun) and noun.head.pos_ not in ("VERB", "AUX") or noun.head.dep_ == "acl":
            return "understood", None  # "le report du lancement de X": nobody has launched X
        return "understood", self._agent(match, relation)

    def _doer(self, match: Match, relation: Relation | None) -> Ref | None:
        """The subject of the verb that carries an event noun: `X annonce le gel de …`, `X procède au rachat de …`."""
        noun = match.predicate
        if match.frame.kind != "noun" or relation is None:
            return None
        if relation.name in self._lived and case_of(noun) in _MEANWHILE and is_verbal(noun.head):
            # "Après des études à X, elle s'installe à Y"
            subjects = [r for a in self._clauses.surface_subjects(noun.head) for r in self._arguments.resolve(a.token)]
            return next((r for r in subjects if r.named and self._arguments.satisfies(r, relation.domain) == 1.0), None)
        roles = ("obj", "obl:arg", "obl:mod", "obl") if "Quantity" in relation.range else ("obj", "obl:arg")
        strayed = noun.dep_ == "nsubj" and noun.i > noun.head.i and noun in [a.token for a in self._clauses.read(noun.head).objects]
        if noun.head.pos_ != "VERB" or noun.dep_ not in roles and not strayed:
            return None
        if (
            "Quantity" not in relation.range
            and lemma(noun.head) not in self._support_verbs
            and not self._does_it_oneself(noun.head, relation)
        ):
            return None
        if lemma(noun.head) in self._operators.content_verbs and relation.name not in self._announced:
            return None  # who announces an arrest has not made it
        for argument in self._clauses.read(noun.head).subjects:
            for ref in self._arguments.resolve(argument.token):
                if self._arguments.satisfies(ref, relation.domain) >= 0.9 and (ref.named or ref.type == "Organization"):
                    return self._organisation_of(ref) if relation.name in self._understood else ref
        return None

    def _does_it_oneself(self, verb: Token, relation: Relation) -> bool:
        """Whether who is for or against a deed speaks of one of their own: `X envisage l'extension`, not `X refuse l'extension`."""
        own = self._operators.control(lemma(verb)) == "subject" and lemma(verb) not in self._opposing
        own = own and self._operators.speech(verb) not in ("order", "doubt") or relation.symmetric  # "réclame une rencontre avec Y"
        return own and self._operators.governs(verb)

    def _organisation_of(self, ref: Ref, *, spoken_for: bool = False) -> Ref:
        """The organisation that a person directs, where the text says which: what its head announces, it does. `spoken_for`:
        also the one that a person only works for, which says `nous` of it."""
        index = self._led.get(ref.entity)
        if index is None and spoken_for:
            index = self._employers.get(ref.entity)
        if index is None:
            return ref
        entity = self._arguments.entities[index]
        return replace(ref, label=entity["label"], type=entity["type"], entity=index, mention="understood")

    def _owner(self, argument: Argument | None) -> Ref | None:
        """Whose thing it is that something happens to: `le lancement de son dernier modèle`."""
        if argument is None:
            return None
        for child in argument.token.children:
            if child.dep_.startswith("det") and "Yes" in child.morph.get("Poss"):
                owners = [r for r in self._arguments.resolve(child) if r.type in ("Organization", "Person")]
                if owners:
                    return owners[0]
        return None

    def _vacant(self, argument: Argument) -> bool:
        return argument.token.pos_ not in ("PRON",)

    def _agent(self, match: Match, relation: Relation | None) -> Ref | None:
        if relation is None or relation.name not in self._understood:
            return None
        verb = match.predicate
        item = verb.head == verb or lower(verb.sent[0]) in ("à", "au", "aux", "de", "d'")
        if is_infinitive(verb) and item and not any(is_finite(t) for t in verb.ancestors):
            return None  # "1. de suspendre les travaux": an item of a list of what others shall do
        return self._topic_ref(verb, self._topic.organisation(verb))

    def _topic_ref(self, at: Token, index: int | None) -> Ref | None:
        if index is None:
            return None
        entity = self._arguments.entities[index]
        return Ref(at.i, at.i + 1, entity["label"], entity["type"], index, None, "understood", True, at.i)

    def _speech(self) -> Iterator[Candidate]:
        for speech in self._attribution.speeches(self._doc):
            text = " ".join(speech.content.text.split())
            for ref in self._arguments.resolve(speech.speaker):
                if ref.entity is not None or ref.type in ("Document", "Organization"):
                    words = literal(text, speech.content.start, speech.content.end)
                    yield from self._medium(ref, speech)
                    yield from self._occasion(ref, speech)
                    yield Candidate(
                        "stated", ref, words, speech.verb, f"stated/speech/{speech.verb.lemma_}", 0.9, "speech",
                        subject_token=speech.speaker, object_token=speech.content.root,
                    )  # fmt: skip

    def _medium(self, speaker: Ref, speech: Speech) -> Iterator[Candidate]:
        """`a écrit sur Y`: the service that a speaker uses to say it."""
        for child in speech.verb.children:
            if child.dep_.startswith("obl") and case_of(child) == "sur" and self._arguments.is_name(child):
                for ref in self._arguments.resolve(child):
                    if ref.type in ("Product", "Organization", "Thing"):
                        yield Candidate(
                            "uses", speaker, ref, speech.verb, "uses/medium", 0.8, "medium",
                            subject_token=speech.speaker, object_token=child,
                        )  # fmt: skip

    def _occasion(self, speaker: Ref, speech: Speech) -> Iterator[Candidate]:
        """`a déclaré X lors du sommet`: where a speaker says it, the speaker takes part."""
        for child in speech.verb.children:
            if child.dep_.startswith("obl") and case_of(child) in _OCCASIONS:
                for ref in self._arguments.resolve(child, figures=False):
                    if ref.type == "Event" and speaker.type == "Person":
                        yield Candidate(
                            "participatedIn", speaker, ref, speech.verb, "participatedIn/occasion", 0.9, "occasion",
                            subject_token=speech.speaker, object_token=child,
                        )  # fmt: skip

    # --- judging ---

    def _judge(self, candidate: Candidate) -> dict[str, Any] | None:
        """Status, source, time and confidence; None for what is no statement."""
        subject, obj = candidate.subject, candidate.object
        if subject.key == obj.key or subject.value is not None:
            return None
        main = candidate.construction == "main clause" and subject.entity is not None
        dated = candidate.relation == "occurredOn" and subject.type == "Event"  # "le procès s'ouvrira le 4 mars"
        if not (subject.named or obj.named or main or dated or "Document" in (subject.type, obj.type)):
            return None
        if candidate.relation in _UNCOUNTED and obj.entity is None and self._arguments.value_at(self._doc[obj.head], "Quantity"):
            return None
        if candidate.relation == "instanceOf" and obj.mention == "name":
            return None
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
            status = candidate.status or "asserted"
            source: Source | None = None
            marks: list[str] = []
        else:
            participants = [t for t in (candidate.subject_token, candidate.object_token) if t is not None]
            factuality = self._factuality.read(head, *participants)
            status, marks = factuality.status, factuality.marks
            # an event that is the subject of what is said is not what is said
            granted = factuality.presupposed and candidate.rule.split("/")[1] == "noun" and candidate.relation != "hasMeasure"
            source = None if granted else self._attribution.source(head, *participants)
            if source is not None and candidate.relation == "stated" and obj.start <= source.cue.i < obj.end:
                source = None  # "« Mon client a reconnu les faits », a plaidé X": the client says it in what X says
        if status == "asserted" and self._lies_ahead(candidate):
            status, marks = "planned", [*marks, lower(head.head)]
        if candidate.status and (status == "asserted" or candidate.status == "asserted"):
            status = candidate.status
        elif candidate.status == status == "negated":
            status = "asserted"  # "n'a pas manqué le rendez-vous"
        if is_question(head.sent) and head.i in self._headings:
            return None
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
            if r.mention in ("pronoun", "nominal") and r.entity is not None
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
