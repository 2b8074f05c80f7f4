"""From a pattern that matched to candidates: its arguments resolved, and an agent that is left out understood.

Who acts in `le report de son procès`, `X annonce le gel de Y`, or in a text about one organisation, is read from the owner, the
verb that carries the noun, or the topic; the name of the rule says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from ...resources import read_words
from ...vocabulary import Relation, read_relations
from ..candidates import Candidate
from ..grammar.arguments import ArgumentReader
from ..grammar.clauses import Argument, ClauseReader
from ..grammar.companions import companions
from ..grammar.operators import Operators
from ..grammar.own_voice import OWN_WORDS
from ..grammar.syntax import (
    case_of,
    has_article,
    is_finite,
    is_infinitive,
    is_passive,
    is_past_participle,
    is_verbal,
    lemma,
    lower,
)
from ..lines.sheets import SheetReader
from ..lines.turns import ASKED
from ..refs import Ref
from ..status.attribution import AttributionReader
from .matches import Match, together_pairs
from .slots import FIRST_PERSON
from .understood import TopicReader

# Prepositions before an event in which the subject of the clause takes part.
_MEANWHILE = frozenset({"après", "avant", "pendant", "durant", "lors de", "au cours de", "à l'occasion de", "depuis"})
# Those who speak.
_SPEAKERS = frozenset({"je", "j'", "moi", "nous"})
# What fills one side of a match.
Filled = list[tuple[Ref, Argument]]


class MatchCompleter:
    """Completes the matches of one text."""

    def __init__(
        self, doc: Doc, arguments: ArgumentReader, clauses: ClauseReader, attribution: AttributionReader, operators: Operators,
        topic: TopicReader, sheets: SheetReader, lang: str,
    ) -> None:  # fmt: skip
        self._doc = doc
        self._relations = read_relations()
        self._arguments = arguments
        self._clauses = clauses
        self._attribution = attribution
        self._operators = operators
        self._topic = topic
        self._sheets = sheets
        self._led: dict[int | None, int] = {}
        self._employers: dict[int | None, int] = {}
        self._houses: dict[int | None, set[int]] = {}
        self._posts: dict[int | None, Ref] = {}
        config = read_words(lang, "arguments.yaml")
        self._support_verbs = frozenset(config["support_verbs"])
        self._opposing = frozenset(config["opposing_verbs"])
        self._carried = frozenset(config["carried_relations"])
        self._shared = frozenset(config["share_relations"])
        self._lived = frozenset(config["lived_relations"])
        self._joint = frozenset(config["joint_relations"])
        self._announced = frozenset(config["announced_acts"]) | frozenset(config["understood_agents"])
        self._understood = frozenset(config["understood_agents"])
        self._understood_objects = frozenset(config["understood_objects"])
        self._left = frozenset(config["left_relations"])
        self._headed = frozenset(config["headed_relations"])

    def know(self, roles: Iterable[Candidate]) -> None:
        """What the roles of people in this text say of whom they head, lead and work for."""
        for role in roles:
            if role.relation == "leads" and role.object.entity is not None:
                self._posts.setdefault(role.subject.entity, role.object)
                self._houses.setdefault(role.subject.entity, set()).add(role.object.entity)
                if role.object.type == "Place":
                    self._employers.setdefault(role.subject.entity, role.object.entity)
            if role.object.type == "Organization" and role.object.entity is not None:
                if role.relation == "leads":
                    self._led.setdefault(role.subject.entity, role.object.entity)
                elif role.relation in ("founded", "represents", "worksFor"):
                    self._employers.setdefault(role.subject.entity, role.object.entity)

    def complete(self, match: Match) -> Iterator[Candidate]:
        """Resolve the arguments of a match; understand an agent that is left out."""
        frame = match.frame
        if frame.relation in ("stated", "reported") and "Clause" in frame.types("O"):
            return  # `spoken` gives the words themselves
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
        if relation is not None and (filled := self._of_sheet(match, relation, subjects, objects)) is not None:
            subjects, objects = filled
            rule += "/sheet"
        active = is_finite(match.predicate) and not is_passive(match.predicate)  # has a subject, though it was not found
        if not subjects and objects and not active and match.construction != "participle" and (match.subject is None or match.subject.token.pos_ != "PRON"):
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

    def _of_sheet(self, match: Match, relation: Relation, subjects: Filled, objects: Filled) -> tuple[Filled, Filled] | None:
        """Subjects and objects where a line of a sheet leaves one to what the sheet is about: `Née à X`, `1998 : rachat par Y`."""
        head, missing = match.predicate, Argument(match.predicate)
        if match.subject is not None and match.subject.token.i > head.i and is_past_participle(head):
            subjects = []  # "Mariée à X, deux enfants"
        side = "S" if objects and not subjects else "O" if subjects and not objects and match.object is None else ""
        if not side or match.frame.kind == "noun" and not match.frame.cases(side) & {"de", "par"}:
            return None
        topic = self._sheets.understood(head, relation.domain if side == "S" else relation.range)
        kinds = {"noun": "Organization", "attribute": "Person"}
        if topic is None or topic.type != kinds.get(match.frame.kind, topic.type):
            return None
        filled = [(topic, missing)]
        return (filled, objects) if side == "S" else (subjects, filled)

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
        # "A, constructeur de X, et B annoncent …": one alone is a constructeur
        first = match.frame.first
        single = match.construction == "attribute:appos" and first is not None and first.name == name and "Sing" in match.predicate.morph.get("Number")
        refs = self._arguments.resolve(argument.token, spread=not single, figures=bool(wanted & {"Quantity", "Date"}))
        refs = refs or [ref for ref in self.speaking(argument.token) if self._arguments.satisfies(ref, match.frame.types(name))]
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

    def speaking(self, pronoun: Token) -> list[Ref]:
        """Who says `je`, `mon`, and for whom `nous`, `notre` is said, in a quotation."""
        word = lower(pronoun)
        if pronoun.pos_ == "PRON" and word in _SPEAKERS or pronoun.pos_ == "DET" and word in FIRST_PERSON:
            source = self._attribution.source(pronoun)
            token = source.token if source is not None else None
        elif word in ASKED:
            token = self._attribution.asked(pronoun)
        else:
            return []
        refs = self._arguments.resolve(token, spread=False) if token is not None else []
        if not refs or refs[0].type not in ("Person", "Organization"):
            return []
        house = word in OWN_WORDS or word in ("votre", "vos")
        speaker = self._organisation_of(refs[0], spoken_for=True) if house else refs[0]
        if house and speaker.type == "Person":
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
        if match.frame.kind == "noun" and "de" in match.frame.cases("S") and "de" not in match.frame.cases("O"):
            if any(c.dep_.startswith("nmod") and case_of(c) == "de" and c.i > match.predicate.i for c in match.predicate.children):
                return "understood", None  # "a terminé l'installation de la fibre à X": nobody has settled in X
        if doer := self._doer(match, relation):
            return "doer", doer
        noun = match.predicate
        if match.frame.kind == "noun" and case_of(noun) and noun.head.pos_ not in ("VERB", "AUX") or noun.head.dep_ == "acl":
            return "understood", None  # "le report du lancement de X": nobody has launched X
        agent = self._agent(match, relation)
        if agent is not None and noun.dep_.startswith("obj"):
            # "X a accompagné la fermeture de Y": X has not closed it
            subjects = [ref for a in self._clauses.read(noun.head).subjects for ref in self._arguments.resolve(a.token)]
            agent = None if any(ref.key == agent.key for ref in subjects) else agent
        return "understood", agent

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
        also the one that a person only works for, which says `nous` of it; of several, nobody knows which."""
        if spoken_for and len(self._houses.get(ref.entity, ())) > 1:
            return ref
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

    def _agent(self, match: Match, relation: Relation | None) -> Ref | None:
        if relation is None or relation.name not in self._understood:
            return None
        verb = match.predicate
        if is_infinitive(verb) and not any(is_finite(t) for t in verb.sent):
            return None  # "1. de suspendre les travaux": an item of a list of what others shall do
        return self._topic_ref(verb, self._topic.organisation(verb))

    def _topic_ref(self, at: Token, index: int | None) -> Ref | None:
        if index is None:
            return None
        entity = self._arguments.entities[index]
        return Ref(at.i, at.i + 1, entity["label"], entity["type"], index, None, "understood", True, at.i)
