"""Frames meet the text: the lexicon's frames are sought at verbs, event nouns and attributes.

In come a `Lexicon`, clauses and phrases; out go `Match`es: a relation with the tokens that fill its
slots, still unresolved, without status or source. A slot that the sentence leaves out is None; the
next step may understand it from the text, or drop the match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from ..vocabulary import read_relations
from .arguments import ArgumentReader
from .clauses import UNDERSTOOD, Argument, Clause, ClauseReader, noun_before, phrase_before, relative_antecedent
from .lexicon import TOGETHER, Element, Frame, Lexicon, Slot
from .syntax import (
    TIMES,
    RELATIVE_PRONOUNS,
    case_matches,
    case_of,
    children,
    first_conjunct,
    forms,
    has_copula,
    is_infinitive,
    is_passive,
    is_past_participle,
    is_verbal,
    lemma,
    lower,
    phrases_after,
    predicates,
)

# A phrase attached one step away from where the pattern has it (`une usine à Lyon` for `ouvrir … à Lyon`).
MISATTACHED = 0.9
# A phrase found by its place in the text, against the tree.
NEARBY = 0.8
ATTRIBUTIVE_VERBS = frozenset("devenir rester demeurer sembler paraître redevenir".split())
APPOINTING_VERBS = frozenset("nommer élire désigner proclamer sacrer introniser promouvoir considérer juger appeler".split())


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found in the text. `subject` and `object` are arguments of the relation; `together` tells
    that both are members of the coordination headed by `subject`."""

    frame: Frame
    predicate: Token
    subject: Argument | None
    object: Argument | None
    weight: float = 1.0
    together: bool = False
    construction: str = ""
    words: tuple[Token, ...] = field(default=())


@dataclass(slots=True)
class _Binding:
    slots: dict[str, Argument | None]
    weight: float = 1.0
    together: bool = False


class FrameMatcher:
    """Finds the frames of a lexicon in one text."""

    def __init__(self, lexicon: Lexicon, clauses: ClauseReader, arguments: ArgumentReader) -> None:
        self._lexicon = lexicon
        self._relations = read_relations()
        self._clauses = clauses
        self._arguments = arguments

    def match(self, doc: Doc) -> Iterator[Match]:
        """All matches of a text, in text order of their head words."""
        verbs = {t.i for t in predicates(doc)}
        for token in doc:
            if token.is_space or token.is_punct:
                continue
            if token.i in verbs:
                yield from self._verb(token)
            if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "ADV", "X"):
                if token.pos_ in ("NOUN", "PROPN", "X") and not self._arguments.is_name(token):
                    yield from self._noun(token)
                if not self._arguments.is_name(token):
                    yield from self._attribute(token)

    # --- verbs ---

    def _verb(self, verb: Token) -> Iterator[Match]:
        clause = self._clauses.read(verb)
        said: dict[str, int] = {}
        idiom = False
        if any(c.dep_ == "xcomp" and is_infinitive(c) for c in verb.children) and lemma(verb) == "aller":
            return  # a tense, no movement
        for frame in _frames(self._lexicon, "verb", verb):
            # "remplacer X par Y" leaves nothing for "remplacer X" to say of the same relation
            if said.get(frame.relation, 0) > len(frame.elements) or idiom and not frame.fixed and not frame.of:
                continue
            for match in self._verb_frame(verb, clause, frame):
                said[frame.relation] = max(said.get(frame.relation, 0), len(frame.elements))
                # "mettre fin à", "attaquer en justice": the words together have a sense of their own
                idiom = idiom or bool(frame.fixed)
                yield match

    def _verb_frame(self, verb: Token, clause: Clause, frame: Frame) -> Iterator[Match]:
        participle = bool(clause.bearers) and clause.passive
        if frame.reflexive and not (clause.reflexive or participle):
            return
        if clause.reflexive and not frame.reflexive and not _has_slot_for_reflexive(frame):
            return
        fixed = self._fixed(verb, frame)
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
                    slots[patient] = self._direct_fallback(verb, direct)
                if not slots[patient] and patient == "X" and not (direct and direct.optional):
                    return
        if frame.of:
            slots[first] = _possessors(slots[first], frame.of)
            if not slots[first]:
                return
        words = (verb, *fixed)
        # "installé à X" is "qui s'est installé" less surely than "qui est établi"
        bindings = [_Binding({}, 0.85 if frame.reflexive and not clause.reflexive else 1.0)]
        for name, found in slots.items():
            slot = frame.first if name == first else direct.slot if direct else None
            fitting = [f for a in found if (f := self._fitting(a, slot, frame.relation, name, verb)) is not None]
            if found and not fitting:
                return
            bindings = [
                _Binding({**b.slots, name: argument}, b.weight * (argument.weight if argument else 1.0))
                for b in bindings
                for argument in (fitting or [None])
            ]
        others = [*fixed, *(a.token for a in clause.objects)]
        for element in frame.slots:
            if element is direct:
                continue
            assert element.slot is not None
            if element.prepositions == TOGETHER:
                bindings = [_Binding(b.slots, b.weight, True) for b in bindings]
                continue
            if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX"):
                others.append(verb.head)
            found = self._obliques(verb, others, element, clause)
            if not found or all(a.token.i < verb.i and a.way == "obl:mod" for a in found):
                # "À Bessines, X a mis fin à Y": what follows the verb goes before what opens the sentence
                found = self._nearby(verb, element) or found
            if not found:
                if element.optional or element.slot.name == "O" and frame.relation in self._arguments.understood_objects:
                    continue
                return
            others.extend(a.token for a in found)
            bindings = [
                _Binding({**b.slots, element.slot.name: argument}, b.weight * argument.weight) for b in bindings for argument in found
            ]
        for binding in bindings:
            yield Match(
                frame,
                verb,
                binding.slots.get("S"),
                binding.slots.get("O"),
                binding.weight * frame.confidence,
                binding.together,
                _construction(verb, clause),
                words,
            )
            before = binding.slots.get("X")
            if frame.relation == "hasMeasure" and before is not None and "Quantity" in frame.types("X"):
                # "est passé de 450 à 650 millions": the figure it had is a figure too
                yield Match(frame, verb, binding.slots.get("S"), before, binding.weight * frame.confidence, False, "before", words)

    def _direct_fallback(self, verb: Token, direct: Element | None) -> list[Argument]:
        """Objects that parsers label otherwise: figures as obl:mod or xcomp, dates, predicates of the object."""
        if direct is None or direct.slot is None:
            return []
        if direct.slot.types & {"Clause"}:
            return [Argument(c, c.dep_) for c in verb.children if c.dep_ in ("xcomp", "ccomp")]
        kinds = direct.slot.types & {"Quantity", "Date"}
        if kinds:
            return [
                Argument(c, c.dep_, MISATTACHED)
                for c in verb.children
                if c.i > verb.i and c.pos_ not in ("VERB", "AUX") and self._value_under(c, kinds) is not None and (not case_of(c) or "Date" in kinds or case_of(c) == "à")
            ]
        found = [Argument(c, c.dep_, MISATTACHED) for c in verb.children if c.dep_ == "xcomp" and c.pos_ in ("NOUN", "PROPN") and not case_of(c)]
        return found or self._nearby(verb, direct)

    def _fitting(self, argument: Argument, slot: Slot | None, relation: str, name: str, verb: Token) -> Argument | None:
        """The argument if its type fits; for a relative clause else the noun next to it:
        `le corps de X, qui enseignait …`."""
        if self._fits(argument, slot) and (">acl" not in argument.way or self._belongs(argument, relation, name)):
            return argument
        if ">acl" in argument.way:
            pronoun = next((t for t in verb.subtree if lower(t) in RELATIVE_PRONOUNS), None)
            other = noun_before(pronoun) if pronoun is not None else None
            if other is not None and other != argument.token:
                near = Argument(other, argument.way, argument.weight * MISATTACHED)
                if self._fits(near, slot) and self._belongs(near, relation, name):
                    return near
        return argument if self._fits(argument, slot) else None

    def _belongs(self, argument: Argument, relation: str, name: str) -> bool:
        """Whether the argument's type is one that the relation is made for."""
        known = self._relations.get(relation)
        refs = self._arguments.resolve(argument.token)
        return known is None or any(self._arguments.satisfies(r, known.domain if name == "S" else known.range) >= 0.9 for r in refs)

    def _nearby(self, head: Token, element: Element) -> list[Argument]:
        """What stands where the slot should be, whatever the tree says: the first phrase after `head` with the
        preposition asked for; for an object, the first phrase without one, before any comma."""
        assert element.slot is not None
        if element.slot.types & {"Clause", "Date", "Quantity"}:
            return []
        for token in phrases_after(head, stop_at_comma=not element.prepositions):
            if element.prepositions:
                if case_matches(token, element.prepositions) and self._fits(Argument(token), element.slot):
                    return [Argument(token, "nearby", NEARBY)]
                continue
            if lemma(token) in TIMES or self._arguments.value_at(token, "Date"):
                continue
            if case_of(token) or token.dep_.startswith(("nsubj", "conj", "appos")):
                return []
            if any(c.dep_ == "det" for c in token.children) or self._arguments.is_name(token):
                return [Argument(token, "nearby", NEARBY)] if self._fits(Argument(token), element.slot) else []
            return []
        return []

    def _value_under(self, token: Token, kinds: Iterable[str]) -> Token | None:
        if self._arguments.value_at(token, *kinds):
            return token
        for child in token.children:
            if child.dep_ in ("nummod", "case", "fixed", "det", "advmod", "nmod") and self._arguments.value_at(child, *kinds):
                return child
        return None

    def _fixed(self, head: Token, frame: Frame) -> list[Token] | None:
        """The fixed words of the frame under `head`, or None when one is wanting."""
        found: list[Token] = []
        for element in frame.fixed:
            token = self._fixed_word([head, *found], element)
            if token is None:
                return None
            found.append(token)
        return found

    def _fixed_word(self, heads: list[Token], element: Element) -> Token | None:
        for head in reversed(heads):
            for child in head.children:
                if child.dep_.startswith(("aux", "cop", "punct")):
                    continue
                for token in [child, *(g for g in child.children if child.pos_ not in ("VERB", "AUX"))]:
                    if forms(token) & element.lemmas or token.text in element.lemmas:
                        if element.prepositions and not case_matches(token, element.prepositions) and not _preceded_by(token, element.prepositions):
                            continue
                        return token
        return None

    def _obliques(self, head: Token, others: list[Token], element: Element, clause: Clause | None) -> list[Argument]:
        """What fills a prepositional slot under `head`, or one step away under `others`."""
        assert element.slot is not None
        for place, weight in [(head, 1.0), *((o, MISATTACHED) for o in others if o != head)]:
            found = []
            for child in place.children:
                if child.dep_.split(":")[0] not in ("obl", "nmod", "iobj", "advmod", "xcomp", "dep", "obj", "expl", "ccomp", "advcl", "appos", "acl"):
                    continue
                if place.i < head.i and child.i < head.i:
                    continue  # what stands before the infinitive belongs to the verb above it
                argument = self._oblique(child, element, head)
                if argument is not None:
                    found.append(Argument(argument.token, argument.way, argument.weight * weight))
            if found:
                return found
        if clause is not None:
            focus = clause.verb.head
            if clause.verb.dep_ in ("advcl:cleft", "ccomp", "acl:relcl", "advcl") and has_copula(focus) and case_of(focus):
                if case_matches(focus, element.prepositions) and self._fits(Argument(focus), element.slot):
                    return [Argument(focus, "cleft")]
        return []

    def _oblique(self, child: Token, element: Element, head: Token) -> Argument | None:
        slot = element.slot
        assert slot is not None
        dated = slot.types & {"Date", "Quantity"}
        if dated and slot.types <= {"Date", "Quantity"}:
            value = self._value_under(child, dated)
            if value is None or ("Quantity" in dated and not case_matches(child, element.prepositions)):
                return None
            return Argument(value, child.dep_)
        if "Clause" in slot.types and child.dep_ in ("xcomp", "advcl", "ccomp", "obl:arg") and is_verbal(child):
            return Argument(child, child.dep_)
        if child.pos_ in ("VERB", "AUX") and not self._arguments.is_name(child):
            return None
        word = lower(child)
        if word in RELATIVE_PRONOUNS:
            wanted = {"à", "dans", "en", "chez", "sur"} if word == "où" else {case_of(child)}
            if wanted & set(element.prepositions):
                resolved = self._clauses.resolve_relative(child, head)
                return next((a for a in resolved if self._fits(a, slot)), None)
            return None
        if not case_matches(child, element.prepositions):
            return None
        argument = Argument(child, child.dep_)
        return argument if self._fits(argument, slot) else None

    def _fits(self, argument: Argument, slot: Slot | None) -> bool:
        """Whether an argument may fill a typed slot; an argument that resolves to nothing is let through."""
        if slot is None or not slot.types:
            return True
        if "Clause" in slot.types and is_verbal(argument.token):
            return True
        kinds = slot.types & {"Date", "Quantity"}
        if kinds and self._value_under(argument.token, kinds) is not None:
            return True
        refs = self._arguments.resolve(argument.token, figures=bool(kinds))
        if not refs:
            return not kinds and "Clause" not in slot.types
        return any(self._arguments.satisfies(ref, slot.types) >= (1.0 if ref.type == "Concept" else 0.6) for ref in refs)

    # --- event nouns ---

    def _noun(self, noun: Token) -> Iterator[Match]:
        for frame in _frames(self._lexicon, "noun", noun):
            match = self._noun_frame(noun, frame)
            if match is not None:
                yield match

    def _noun_frame(self, noun: Token, frame: Frame) -> Match | None:
        fixed = self._fixed(noun, frame)
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
            places = [noun, *fixed]
            found = None
            for place in places:
                for child in sorted(place.children, key=lambda t: t.i):
                    if child.i in taken or child.dep_.split(":")[0] not in ("nmod", "obl", "appos", "dep", "acl", "amod", "flat", "compound"):
                        continue
                    argument = self._oblique(child, element, noun)
                    if argument is not None and argument.token.i != noun.i:
                        found = argument
                        break
                if found:
                    break
            if found is None and element.prepositions - {"de"}:
                found = self._strayed_complement(noun, element)
            if found is None and noun.dep_.startswith("nsubj") and has_copula(noun.head) and self._oblique(noun.head, element, noun) is not None:
                found = Argument(noun.head, "copula")  # "le siège de X est à Y", "le prix de X est de 3 euros"
            if found is None:
                continue
            taken.add(found.token.i)
            binding.slots[element.slot.name] = found
            binding.weight *= found.weight
        if binding.slots["O"] is None and any(e.slot and e.slot.name == "O" for e in frame.slots):
            # "des améliorations, notamment la vitesse": examples tell what the event is about
            for example in self._arguments.instances(noun):
                binding.slots["O"] = Argument(example, "example", 0.9)
        argument = self._possessor(noun) or self._dont(noun)
        if argument is not None:
            for element in sorted(frame.slots, key=lambda e: "de" not in e.prepositions):
                name = element.slot.name if element.slot else ""
                if name in ("S", "O") and binding.slots[name] is None and "de" in element.prepositions | {"de"} and self._fits(argument, element.slot):
                    binding.slots[name] = argument
                    binding.weight *= argument.weight
                    break
        if binding.slots["O"] is None and binding.slots["S"] is None:
            return None
        if any(e.slot and e.slot.name == "X" and not e.optional for e in frame.slots):
            if not any(self._oblique(c, e, noun) for e in frame.slots if e.slot and e.slot.name == "X" for c in noun.children):
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

    def _strayed_complement(self, noun: Token, element: Element) -> Argument | None:
        """`la victoire de X sur Y`, `le lancement de X par Y`: parsers hang the second on the first."""
        for token in phrases_after(noun, stop_at_comma="par" not in element.prepositions):
            if case_matches(token, element.prepositions) and self._fits(Argument(token), element.slot):
                return Argument(token, "nearby", MISATTACHED)
        return None

    def _possessor(self, noun: Token) -> Argument | None:
        """Whose a noun with `son`, `leur` … is: what the possessive refers to, else the subject of its clause."""
        for child in noun.children:
            if child.dep_.startswith(("det", "nmod")) and "Yes" in child.morph.get("Poss"):
                if self._arguments.entity_at(child) is not None:
                    return Argument(child, "det:poss", UNDERSTOOD)
                for verb in noun.ancestors:
                    if not is_verbal(verb):
                        continue
                    for subject in self._clauses.surface_subjects(verb):
                        if subject.token != noun and self._arguments.entity_at(subject.token) is not None and noun not in subject.token.subtree:
                            return Argument(subject.token, "det:poss", subject.weight * NEARBY)
        return None

    @staticmethod
    def _dont(head: Token) -> Argument | None:
        """X in `X, dont Y est propriétaire`."""
        for token in head.subtree:
            if lower(token) == "dont" and token.i < head.i and head.i - token.i < 12:
                antecedent = relative_antecedent(token) or phrase_before(token)
                return Argument(antecedent, "dont", NEARBY) if antecedent is not None else None
        return None

    # --- attributes ---

    def _attribute(self, head: Token) -> Iterator[Match]:
        if self._arguments.is_vessel_link(head):
            return  # "les projets liés à X" names X
        if head.pos_ == "NOUN" and head.dep_ == "amod":
            return  # "expérience utilisateur": the noun only sorts
        frames = _frames(self._lexicon, "attribute", head)
        if not frames:
            return
        everyone = self.bearers(head)
        for frame in frames:
            bearers = _possessors(everyone, frame.of) if frame.of else everyone
            if frame.of and not bearers:
                continue
            fixed = self._fixed(head, frame)
            if fixed is None:
                continue
            if frame.case and not case_matches(head, frame.case):
                continue
            if not frame.case and case_of(head) not in ("", "comme", "de", "à", "par", "avec", "pour", "chez", "en", "sur", "contre"):
                continue
            slots: dict[str, Argument | None] = {"S": None, "O": None}
            weight = frame.confidence
            complete = True
            for element in frame.slots:
                assert element.slot is not None
                if element.prepositions == TOGETHER:
                    continue
                found = self._obliques(head, fixed, element, None)
                found = [a for a in found if a.token.i not in {b.token.i for b in bearers}]
                if not element.prepositions:
                    found = found or [Argument(c, c.dep_) for c in children(head, "obj", "nmod") if self._fits(Argument(c), element.slot) and not case_of(c)]
                if not found and element.prepositions & {"de"}:
                    owner = self._possessor(head) or self._dont(head)
                    if owner is not None and self._fits(owner, element.slot):
                        found = [owner]
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
            for bearer in bearers or [None]:
                if bearer is not None and not self._fits(bearer, frame.first):
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

    def _fronted_name(self, head: Token) -> Token | None:
        """`Porte-parole du syndicat, Y dénonce …`: the name after the first comma of a sentence that begins so."""
        doc, start = head.doc, head.sent.start
        while start < head.i and (doc[start].is_space or doc[start].pos_ in ("ADJ", "ADV") or doc[start].is_quote):
            start += 1
        if start != head.i or head.pos_ not in ("NOUN", "ADJ", "VERB"):
            return None
        comma = next((t.i for t in doc[head.i : head.sent.end] if t.text == "," or t.pos_ in ("VERB", "AUX") and "Fin" in t.morph.get("VerbForm")), None)
        if comma is None or doc[comma].text != "," or comma + 1 >= len(doc):
            return None
        after = comma + 1
        while after < head.sent.end and doc[after].pos_ in ("DET", "NOUN", "ADJ") and not self._arguments.is_name(doc[after]) and after - comma < 4:
            after += 1
        if after >= len(doc):
            return None
        pronoun = lower(doc[after]) in ("il", "elle") and self._arguments.entity_at(doc[after]) is not None
        return doc[after] if pronoun or self._arguments.is_name(doc[after]) else None

    @staticmethod
    def _has_complement(head: Token) -> bool:
        return any(c.dep_.startswith(("nmod", "obl")) and c.i > head.i for c in head.children)

    def bearers(self, head: Token) -> list[Argument]:
        """Whom or what a noun, adjective or participle is said of, in every construction of French:
        copula, attributive verb, apposition on either side, title before a name, modifier, `comme`."""
        found = self._bearers(head)
        seen: set[int] = set()
        return [a for a in found if not (a.token.i in seen or seen.add(a.token.i)) and a.token.i != head.i]  # type: ignore[func-returns-value]

    def _bearers(self, head: Token, depth: int = 0) -> list[Argument]:
        if depth > 4:
            return []
        args = self._arguments
        if has_copula(head):
            subjects = list(self._clauses.surface_subjects(head))
            named = [a for a in subjects if lower(a.token) not in ("c'", "ce", "ç'")]
            return named
        if head.pos_ in ("NOUN", "ADJ", "PROPN") and (name := args.title_name(head)) is not None:
            return [Argument(name, "title")]
        dep = head.dep_.split(":")[0]
        up = head.head
        if dep == "nmod" and case_of(head) == "de" and has_copula(up) and lower(up) in ("un", "une", "seul", "seule", "premier", "première"):
            return list(self._clauses.surface_subjects(up))  # "est l'un des derniers fabricants de …"
        if dep == "nsubj" and has_copula(up) and up.pos_ in ("NOUN", "PROPN") and not case_of(up):
            return [Argument(up, "nsubj:reversed", 0.95)]  # "Le vainqueur de l'étape est X"
        # "le patron de Google, Sundar P." and "Sundar P., patron de Google"
        below = args.apposed_names(head)
        if below:
            return [Argument(below[0], "appos")]
        if (name := self._fronted_name(head)) is not None:
            return [Argument(name, "fronted", 0.95)]
        if dep == "conj":
            first = first_conjunct(head)
            if first != head and first.pos_ in ("NOUN", "ADJ", "VERB", "PROPN") and not args.is_name(first):
                if first.pos_ == head.pos_ or {first.pos_, head.pos_} <= {"ADJ", "VERB", "NOUN"}:
                    return self._bearers(first, depth + 1)
        if dep in ("appos", "parataxis") and up.pos_ in ("NOUN", "PROPN", "X", "PRON"):
            return [Argument(first_conjunct(up) if up.dep_ == "conj" and args.entity_at(up) is None else up, "appos")]
        if dep in ("amod", "acl") and up.pos_ in ("NOUN", "PROPN", "X"):
            own = [] if head.pos_ != "VERB" else [Argument(up, dep)]
            return own or [Argument(up, dep)]
        if dep in ("xcomp", "obj", "obl", "advcl", "ccomp") and is_verbal(up):
            word = lemma(up)
            if word in ATTRIBUTIVE_VERBS or "comme" == case_of(head) and dep != "obj":
                return list(self._clauses.surface_subjects(up))
            if word in APPOINTING_VERBS:
                clause = self._clauses.read(up)
                objects = [a for a in clause.objects if a.token.i != head.i]
                return list(clause.bearers or clause.objects) if clause.passive else objects
        if dep in ("advcl", "dislocated", "obl", "nmod", "amod", "appos", "parataxis", "dep", "nsubj") and is_verbal(up) and head.i < up.i and not case_of(head):
            # fronted: "Grand rival de X, le groupe Y réalise …"
            comma = any(t.text == "," for t in head.doc[head.i : up.i])
            if comma and not any(c.dep_ == "det" for c in head.children):
                return [Argument(a.token, "fronted", a.weight * 0.95) for a in self._clauses.surface_subjects(up)]
        if head.pos_ == "NOUN" and args.entity_at(head) is not None:
            return [Argument(head, "coreference", 0.95)]
        if is_past_participle(head) and dep == "ROOT":
            return list(self._clauses.surface_subjects(head))
        return []


def together_pairs(argument: Argument, arguments: ArgumentReader) -> list[tuple[Token, Token]]:
    """The pairs of a coordination: `A, B et C` gives A–B, A–C and B–C."""
    members = arguments.conjuncts(argument.token)
    return [(a, b) for n, a in enumerate(members) for b in members[n + 1 :]]


def _possessors(arguments: list[Argument], nouns: frozenset[str]) -> list[Argument]:
    """Whose the noun is, for the arguments that are one of `nouns`: `le siège de X`, `son siège`, `dont le siège`."""
    found = []
    for argument in arguments:
        token = argument.token
        if not forms(token) & nouns:
            continue
        for child in token.children:
            if lower(child) == "dont":
                antecedent = relative_antecedent(child)
                if antecedent is not None:
                    found.append(Argument(antecedent, "dont", argument.weight))
            elif child.dep_.startswith("nmod") and case_of(child) == "de" or child.dep_.startswith("det") and "Yes" in child.morph.get("Poss"):
                found.append(Argument(child, child.dep_, argument.weight))
        if not found and any(lower(c) == "dont" for c in token.head.children):
            pronoun = next(c for c in token.head.children if lower(c) == "dont")
            antecedent = relative_antecedent(pronoun)
            if antecedent is not None:
                found.append(Argument(antecedent, "dont", argument.weight))
    return found


def _frames(lexicon: Lexicon, kind: str, token: Token) -> list[Frame]:
    found = {frame: None for form in sorted(forms(token)) for frame in lexicon.of(kind, form)}  # type: ignore[arg-type]
    return sorted(found, key=lambda frame: -len(frame.elements))


def _has_slot_for_reflexive(frame: Frame) -> bool:
    return False


def _preceded_by(token: Token, prepositions: frozenset[str]) -> bool:
    from .prepositions import contract

    before = [t for t in token.doc[max(0, token.i - 3) : token.i] if t.dep_ not in ("det", "amod")]
    return bool(before) and contract(before[-1].text) in prepositions


def _construction(verb: Token, clause: Clause) -> str:
    if clause.passive:
        return "participle" if clause.bearers and not is_passive(verb) else "passive"
    return verb.dep_.split(":")[0] if verb.dep_ in ("acl:relcl", "xcomp", "advcl", "acl") else "active"
