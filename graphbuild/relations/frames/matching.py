"""Frames meet the text: the lexicon's frames are sought at verbs, event nouns and attributes.

In come a `Lexicon`, clauses and phrases; out go `Match`es: a relation with the tokens that fill its
slots, still unresolved, without status or source. A slot that the sentence leaves out is None; the
next step may understand it from the text, or drop the match.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ..grammar.arguments import ArgumentReader
from ..grammar.bearers import ATTRIBUTIVE_VERBS, BearerReader
from ..grammar.clauses import Argument, Clause, ClauseReader
from ..grammar.syntax import (
    case_matches,
    case_of,
    children,
    forms,
    has_copula,
    is_infinitive,
    is_passive,
    is_past_participle,
    lemma,
    lower,
    predicates,
)
from ..lexicon import TOGETHER, Element, Frame, Lexicon, Slot
from .matches import Match, possessors, says_otherwise
from .slots import SPEECH, SlotFiller

# What the noun of a work that says whence it comes may have for its complement.
_SOURCES = ("Work", "Product", "Thing", "Organization")
# The verb whose infinitive is the head in Universal Dependencies.
CAUSATIVE = frozenset({"faire"})
# Prepositions behind which a noun still says something of what it is said of; behind any other it does only of a name set
# off behind it (`dans sa capitale, X`).
_CASES = frozenset({"", "comme", "de", "à", "par", "avec", "pour", "chez", "en", "sur", "contre"})
# A work by what it is alone.
UNNAMED = 0.9
_PERSON = Slot("S", frozenset({"Person"}))


@dataclass(slots=True)
class _Binding:
    slots: dict[str, Argument | None]
    weight: float = 1.0
    together: bool = False


class FrameMatcher:
    """Finds the frames of a lexicon in one text."""

    def __init__(self, lexicon: Lexicon, clauses: ClauseReader, arguments: ArgumentReader, bearers: BearerReader) -> None:
        self._lexicon = lexicon
        self._slots = SlotFiller(clauses, arguments)
        self._bearers = bearers
        self._clauses = clauses
        self._arguments = arguments

    def match(self, doc: Doc) -> Iterator[Match]:
        """All matches of a text, in text order of their head words."""
        verbs = {t.i for t in predicates(doc)}
        taken: set[int] = set()  # words of an idiom say nothing by themselves: "les accusations lancées par X contre Y"
        for token in doc:
            if token.is_space or token.is_punct or token.i in taken:
                continue
            if token.i in verbs and not self._arguments.is_inside_name(token):
                yield from self._verb(token)
            if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "ADV", "X"):
                if self._arguments.is_name(token):
                    continue
                attributes = list(self._attribute(token))
                # "X est le soutien de Y": who supports, and no support
                meant = {m.frame.relation for m in attributes if m.subject is not None and m.object is not None}
                for match in self._noun(token) if token.pos_ in ("NOUN", "PROPN", "X") else ():
                    if match.frame.relation in meant:
                        continue
                    if match.subject is not None and match.object is not None:
                        taken.update(t.i for t in match.words[1:])
                    yield match
                yield from attributes

    # --- verbs ---

    def _verb(self, verb: Token) -> Iterator[Match]:
        clause = self._clauses.read(verb)
        matches: list[Match] = []
        said: dict[str, int] = {}
        idioms: list[Match] = []
        if any(c.dep_ == "xcomp" and is_infinitive(c) for c in verb.children) and lemma(verb) == "aller":
            return  # a tense, no movement
        for frame in [*self._causatives(verb), *_frames(self._lexicon, "verb", verb)]:
            # "remplacer X par Y" leaves nothing for "remplacer X" to say of the same relation
            together = any(e.prepositions == TOGETHER for e in frame.slots)
            if frame.relation in said and together:
                continue  # "X et Y se sont opposés à Z" says it of Z
            if said.get(frame.relation, 0) > len(frame.elements):
                continue
            plain = not frame.fixed and not frame.of
            for match in self._verb_frame(verb, clause, frame):
                if plain and any(says_otherwise(idiom, match) for idiom in idioms):
                    continue
                if match.object is not None:
                    said[frame.relation] = max(said.get(frame.relation, 0), len(frame.elements))
                    if not plain:
                        idioms.append(match)
                matches.append(match)
        # who enters a school studies there and is no member
        schooled = {m.object.token.i for m in matches if m.object is not None and "School" in m.frame.types("O")}
        matches = [m for m in matches if m.object is None or m.object.token.i not in schooled or m.frame.relation == "studiedAt"]
        # what is left to be understood ("S rivaliser") gives way to what is said ("S et O rivaliser")
        whole = {m.frame.relation for m in matches if m.object is not None or m.together}
        yield from (m for m in matches if m.object is not None or m.together or m.frame.relation not in whole)

    def _causatives(self, verb: Token) -> list[Frame]:
        """Frames of `faire` with this infinitive (`S faire vivre O`): the parser makes the infinitive the head."""
        if not any(c.dep_ == "aux:caus" and lemma(c) == "faire" for c in verb.children):
            return []
        frames = self._lexicon.of("verb", "faire")
        return [f for f in frames if f.heads == CAUSATIVE and f.fixed and not f.fixed[0].prepositions and f.fixed[0].lemmas & forms(verb)]

    def _verb_frame(self, verb: Token, clause: Clause, frame: Frame) -> Iterator[Match]:
        participle = bool(clause.bearers) and clause.passive
        if frame.reflexive and not (clause.reflexive or participle and frame.relation not in self._arguments.changes):
            return
        if frame.case and not any(lower(t) in frame.case for t in (*verb.children, *verb.doc[max(verb.i - 2, 0) : verb.i])):
            return  # "s'en prendre à X": the clitic belongs to the verb
        if clause.reflexive and not frame.reflexive:
            return
        causative = frame.heads == CAUSATIVE and bool(children(verb, "aux:caus"))
        fixed = self._slots.fixed_words(verb, frame, given=verb if causative else None)
        if fixed is None:
            return
        direct = next((e for e in frame.slots if not e.prepositions), None)
        assert frame.first is not None
        slots: dict[str, list[Argument]] = {}
        first, patient = frame.first.name, direct.slot.name if direct and direct.slot else None
        if clause.passive:
            if patient is not None and not frame.reflexive:
                slots[patient] = list(clause.bearers) or list(clause.objects)
                slots[first] = list(clause.subjects)
            elif patient is None and any(f.dep_ in ("nsubj:pass", "nsubj") for f in fixed):
                slots[first] = list(clause.subjects)
            elif patient is None and participle and not is_passive(verb):
                slots[first] = list(clause.bearers)
            elif patient is None and not fixed:
                slots[first] = list(clause.bearers) or list(clause.objects)
            elif patient is None and frame.reflexive:
                slots[first] = list(clause.bearers)
            else:
                slots[first] = list(clause.subjects)
        else:
            slots[first] = list(clause.subjects)
            if patient is not None:
                skip = {t.i for t in fixed}
                slots[patient] = [a for a in clause.objects if a.token.i not in skip]
                if not slots[patient]:
                    slots[patient] = self._slots.direct_fallback(verb, direct, fixed)
                if not slots[patient] and direct is not None and _counts(direct):
                    slots[patient] = self._slots.figures(verb, direct)
                if not slots[patient] and patient == "X" and not (direct and direct.optional):
                    return
        words = (verb, *fixed)
        if frame.of:
            words += tuple(a.token for a in slots[first])
            slots[first] = possessors(slots[first], frame.of)
            if not slots[first]:
                return
        # "installé à X" is "qui s'est installé" less surely than "qui est établi"
        bindings = [_Binding({}, 0.85 if frame.reflexive and not clause.reflexive else 1.0)]
        for name, found in slots.items():
            slot = frame.first if name == first else direct.slot if direct else None
            fitting = [f for a in found if (f := self._slots.fitting(a, slot, frame.relation, name, verb)) is not None]
            if found and not fitting:
                return
            bindings = [
                _Binding({**b.slots, name: argument}, b.weight * (argument.weight if argument else 1.0))
                for b in bindings
                for argument in (fitting or [None])
            ]
        others = [*fixed, *(t for a in clause.objects for t in self._arguments.words_of_value(a.token))]
        for element in frame.slots:
            if element is direct:
                continue
            assert element.slot is not None
            if element.prepositions == TOGETHER:
                bindings = [_Binding(b.slots, b.weight, True) for b in bindings]
                continue
            if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX"):
                others.append(verb.head)
            found = self._slots.figures(verb, element) if _counts(element) else []
            found = found or self._slots.obliques(verb, others, element, clause, fixed=fixed)
            if len(found) > 1:
                # "À la demande de X, Y s'attaque à Z": what opens the sentence gives way
                found = [a for a in found if a.token.i > verb.i or a.token.pos_ == "PRON"] or found
            if not found or all(a.token.i < verb.i and a.way == "obl:mod" for a in found):
                # "À Bessines, X a mis fin à Y": what follows the verb goes before what opens the sentence
                found = self._slots.nearby(verb, element, fixed) or found
            if not found:
                if element.optional or element.slot.name == "O" and frame.fixed and frame.relation in self._arguments.understood_objects:
                    continue
                return
            others.extend(a.token for a in found)
            bindings = [
                _Binding({**b.slots, element.slot.name: argument}, b.weight * argument.weight) for b in bindings for argument in found
            ]
        for binding in bindings:
            third = binding.slots.get("X")
            filled = [a.token.i for a in binding.slots.values() if a is not None]
            if len(set(filled)) < len(filled):
                continue  # "vendre 58 000 billets": the tickets are not what is sold at that price
            yield Match(
                frame,
                verb,
                binding.slots.get("S"),
                binding.slots.get("O"),
                binding.weight * frame.confidence,
                binding.together,
                _construction(verb, clause),
                words,
                (third.token,) if third is not None else (),
            )
            if frame.relation == "hasMeasure" and third is not None and "Quantity" in frame.types("X"):
                # "est passé de 450 à 650 millions": the figure it had is a figure too
                yield Match(frame, verb, binding.slots.get("S"), third, binding.weight * frame.confidence, False, "before", words)

    # --- event nouns ---

    def _noun(self, noun: Token) -> Iterator[Match]:
        matches = [m for frame in _frames(self._lexicon, "noun", noun) if (m := self._noun_frame(noun, frame)) is not None]
        # "le soutien de X à Y" leaves nobody to be understood who supports X
        whole = {m.frame.relation for m in matches if m.subject is not None and m.object is not None}
        yield from (m for m in matches if m.subject is not None or m.together or m.frame.relation not in whole)

    def _noun_frame(self, noun: Token, frame: Frame) -> Match | None:
        fixed = self._slots.fixed_words(noun, frame)
        if fixed is None:
            return None
        if frame.case and not case_matches(noun, frame.case):
            return None
        binding = _Binding({"S": None, "O": None})
        taken: set[int] = {t.i for t in fixed}
        for element in frame.slots:
            assert element.slot is not None
            if element.prepositions == TOGETHER:
                binding.together = True
                continue
            # "les menaces répétées de X": the participle takes what is the noun's
            places = [noun, *fixed, *(c for c in noun.children if c.dep_ == "acl" and c.i == noun.i + 1 and is_past_participle(c))]
            if "de" in element.prepositions:
                # "la mort à Riga du dessinateur X": the parser hangs the second on the first; a common noun has its own
                args, seen = self._arguments, [noun.doc[i] for i in sorted(taken - {t.i for t in fixed})]
                places += [t for t in seen if case_of(t) != "de" and (args.is_name(t) or args.value_at(t))]
            found = None
            for place in places:
                for child in sorted(place.children, key=lambda t: t.i):
                    if child.i in taken or child.dep_.split(":")[0] not in (
                        "nmod",
                        "obl",
                        "appos",
                        "dep",
                        "acl",
                        "amod",
                        "flat",
                        "compound",
                    ):
                        continue
                    argument = self._slots.oblique(child, element, noun)
                    if argument is not None and argument.token.i != noun.i:
                        found = argument
                        break
                if found:
                    break
            if found is None and element.prepositions - {"de"}:
                found = self._slots.strayed_complement(noun, element)
            if found is None and element.slot.types == {"Date"}:
                found = self._slots.set_off_date(noun)
            if (
                found is None
                and noun.dep_.startswith("nsubj")
                and has_copula(noun.head)
                and self._slots.oblique(noun.head, element, noun) is not None
            ):
                found = Argument(noun.head, "copula")  # "le siège de X est à Y", "le prix de X est de 3 euros"
            if found is None:
                continue
            taken.add(found.token.i)
            binding.slots[element.slot.name] = found
            binding.weight *= found.weight
        thing = next((e.slot for e in frame.slots if e.slot and e.slot.name == "O" and "de" in e.prepositions), None)
        agent = binding.slots["S"]
        if thing is not None and agent is not None and binding.slots["O"] is None:
            binding.slots["O"] = self._slots.behind_agent(noun, agent, thing)
        if binding.slots["O"] is None and any(e.slot and e.slot.name == "O" for e in frame.slots):
            # "des améliorations, notamment la vitesse": examples tell what the event is about
            for example in self._arguments.lists.instances(noun):
                binding.slots["O"] = Argument(example, "example", 0.9)
        argument = self._slots.possessor(noun) or self._slots.dont(noun)
        if argument is not None:
            for element in sorted(frame.slots, key=lambda e: "de" not in e.prepositions):
                name = element.slot.name if element.slot else ""
                if (
                    name in ("S", "O")
                    and binding.slots[name] is None
                    and "de" in element.prepositions | {"de"}
                    and not (name == "O" and lower(argument.token) in SPEECH and "par" not in frame.cases("S"))  # "nos ventes à X"
                    and self._slots.fits(argument, element.slot)
                ):
                    binding.slots[name] = argument
                    binding.weight *= argument.weight
                    break
        if binding.slots["O"] is None and binding.slots["S"] is None:
            return None
        if any(e.slot and e.slot.name == "X" and not e.optional for e in frame.slots):
            if not any(self._slots.oblique(c, e, noun) for e in frame.slots if e.slot and e.slot.name == "X" for c in noun.children):
                return None
        return Match(
            frame,
            noun,
            binding.slots["S"],
            binding.slots["O"],
            binding.weight * frame.confidence,
            binding.together,
            "noun",
            (noun, *fixed),
        )

    # --- attributes ---

    def _attribute(self, head: Token) -> Iterator[Match]:
        if self._arguments.is_vessel_link(head):
            return  # "les projets liés à X" names X
        if head.pos_ == "NOUN" and head.dep_ == "amod":
            return  # "expérience utilisateur": the noun only sorts
        if head.pos_ == "VERB" and ("Fin" in head.morph.get("VerbForm") or children(head, "aux:tense") and not children(head, "aux:pass")):
            return  # "elle enseigne à X", "elle était devenue X": no noun and no participle that stands alone
        frames = _frames(self._lexicon, "attribute", head)
        if not frames:
            return
        everyone = self._bearers.bearers(head, cased=any(frame.case for frame in frames))
        for frame in frames:
            bearers = possessors(everyone, frame.of) if frame.of else everyone
            if not bearers and frame.relation == "basedOn" and self._is_of_name(head):
                bearers = [Argument(head, "itself")]  # "le remake de X" is what is based on X
            if frame.of and not bearers:
                continue
            fixed = self._slots.fixed_words(head, frame)
            if fixed is None:
                continue
            if frame.case and not case_matches(head, frame.case):
                continue
            if not frame.case and case_of(head) not in _CASES and not (everyone and all(b.way == "appos" for b in everyone)):
                continue
            if any(e.prepositions == TOGETHER for e in frame.slots) and any("Yes" in c.morph.get("Poss") for c in head.children):
                continue  # "associé à ses frères X et Y": brothers of another
            slots: dict[str, Argument | None] = {"S": None, "O": None}
            weight = frame.confidence
            complete = True
            for element in frame.slots:
                assert element.slot is not None
                if element.prepositions == TOGETHER:
                    continue
                # "X reste dépendant de Y": the parser may hang Y on the verb
                above = [head.head] if head.dep_ == "xcomp" and lemma(head.head) in ATTRIBUTIVE_VERBS else []
                found = self._slots.obliques(head, [*fixed, *above], element, None, fixed=fixed)
                if not found and frame.case and head.i < head.head.i:
                    found = self._slots.beside_fronted(head, element)
                found = [a for a in found if a.token.i not in {b.token.i for b in bearers}]
                if not element.prepositions:
                    found = found or [
                        Argument(c, c.dep_)
                        for c in children(head, "obj", "nmod")
                        if self._slots.fits(Argument(c), element.slot) and not case_of(c)
                    ]
                if not found and element.prepositions & {"de"}:
                    owner = self._slots.possessor(head) or self._slots.dont(head)
                    sorts = any(c.i == head.i + 1 and c.dep_ == "nmod" and not case_of(c) for c in head.children)
                    if owner is not None and not (sorts and frame.relation == "leads") and self._slots.fits(owner, element.slot):
                        found = [owner]
                if not found and element.prepositions and self._slots.is_measured(head):
                    found = self._slots.nearby(head, element)  # "dépendante à 30 % de X"
                if not found:
                    complete = complete and element.optional
                    continue
                if element.slot.name in slots:
                    slots[element.slot.name] = found[0]
                    weight *= found[0].weight
            assert frame.first is not None
            together = any(e.prepositions == TOGETHER for e in frame.slots)
            if not complete and not (frame.relation in ("leads", "represents", "founded") and not self._has_complement(head)):
                continue
            for bearer in bearers or self._itself(head, frame, slots) or [None]:
                if bearer is not None and not self._slots.fits(bearer, frame.first):
                    continue
                filled = {**slots, frame.first.name: bearer}
                yield Match(
                    frame,
                    head,
                    filled["S"],
                    filled["O"],
                    weight * (bearer.weight if bearer else 1.0),
                    together,
                    f"attribute:{bearer.way}" if bearer else "attribute",
                    (head, *fixed),
                )

    def _itself(self, head: Token, frame: Frame, slots: dict[str, Argument | None]) -> list[Argument]:
        """A thing that has no name and is told by who made it: `un roman de X`."""
        maker = slots["S"]
        if frame.relation not in self._arguments.made or head.pos_ != "NOUN" or maker is None or maker.way.startswith("det"):
            return []
        return [Argument(head, "itself", UNNAMED)] if self._slots.fits(maker, _PERSON) else []

    def _is_of_name(self, head: Token) -> bool:
        """Whether the noun is of a work, and its complement the name of another."""
        if self._arguments.noun_type(head) not in ("Work", "Document"):
            return False
        names = [c for c in head.children if c.i > head.i and case_of(c) == "de" and self._arguments.is_name(c)]
        return any(r.type in _SOURCES for c in names for r in self._arguments.resolve(c, spread=False))

    @staticmethod
    def _has_complement(head: Token) -> bool:
        return any(c.dep_.startswith(("nmod", "obl")) and c.i > head.i for c in head.children)


def _counts(element: Element) -> bool:
    """Whether only a figure fills the slot."""
    return element.slot is not None and element.slot.types == {"Quantity"}


def _frames(lexicon: Lexicon, kind: str, token: Token) -> list[Frame]:
    found = {frame: None for form in sorted(forms(token)) for frame in lexicon.of(kind, form)}  # type: ignore[arg-type]
    return sorted(found, key=lambda frame: (any(e.prepositions == TOGETHER for e in frame.slots), -len(frame.elements)))


def _construction(verb: Token, clause: Clause) -> str:
    if clause.passive:
        return "participle" if clause.bearers and not is_passive(verb) else "passive"
    return verb.dep_.split(":")[0] if verb.dep_ in ("acl:relcl", "xcomp", "advcl", "acl") else "active"
