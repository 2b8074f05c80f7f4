"""What fills the slots of a frame under its head: direct, prepositional, possessed, or read by place.

In come a head word and the elements of a frame; out go `Argument`s. The tree is asked first; where it has
nothing, the order of the words is (`nearby`), since parsers err and French word order does not.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from ...vocabulary import read_relations
from ..grammar.arguments import ArgumentReader
from ..grammar.clauses import UNDERSTOOD, Argument, Clause, ClauseReader
from ..grammar.prepositions import contract
from ..grammar.relatives import noun_before, phrase_before, relative_antecedent
from ..grammar.syntax import (
    RELATIVE_PRONOUNS,
    TIMES,
    case_matches,
    case_of,
    first_conjunct,
    forms,
    has_copula,
    heads_preposition,
    is_verbal,
    lemma,
    lower,
    phrases_after,
    surface_case,
)
from ..lexicon import Element, Frame, Slot

# A phrase attached one step away from where the pattern has it (`une usine à Lyon` for `ouvrir … à Lyon`).
MISATTACHED = 0.9
# Possessives of who speaks.
FIRST_PERSON = frozenset({"mon", "ma", "mes", "notre", "nos"})
SPEECH = FIRST_PERSON | {"votre", "vos"}
# A phrase found by its place in the text, against the tree.
NEARBY = 0.8
# Prepositions of phrases that tell when.
_SETTINGS = frozenset({"dans", "lors de", "pendant", "au cours de", "avant", "après"})
_TIMELY = frozenset({"après", "avant", "depuis", "durant", "dès", "lors de", "pendant"})
# Before a date other prepositions stand for one another ("en mai", "à la mi-mai"); these say what they say where a pattern has
# them alone: "reporté au 3 mai" is no "reporté hier".
_EXACT = frozenset({"depuis", "jusque", "pour", "à"})

# "La raison pour laquelle il se bat", "les conditions dans lesquelles": what he fights for, and where, is another thing.
_HOW_AND_WHY = frozenset({"cas", "circonstance", "condition", "cause", "façon", "manière", "mesure", "moment", "motif", "raison", "sens"})


class SlotFiller:
    """Finds what fills slots, in one text."""

    def __init__(self, clauses: ClauseReader, arguments: ArgumentReader) -> None:
        self._relations = read_relations()
        self._clauses = clauses
        self._arguments = arguments

    def direct_fallback(self, verb: Token, direct: Element | None, fixed: Iterable[Token] = ()) -> list[Argument]:
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
                if c.i > verb.i
                and c.pos_ not in ("VERB", "AUX")
                and self._value_under(c, kinds) is not None
                and (not case_of(c) or "Date" in kinds or case_of(c) == "à")
            ]
        found = [
            Argument(c, c.dep_, MISATTACHED) for c in verb.children if c.dep_ == "xcomp" and c.pos_ in ("NOUN", "PROPN") and not case_of(c)
        ]
        return found or self.nearby(verb, direct, fixed)

    def fitting(self, argument: Argument, slot: Slot | None, relation: str, name: str, verb: Token) -> Argument | None:
        """The argument if its type fits; for a relative clause else the noun next to it:
        `le corps de X, qui enseignait …`."""
        if self.fits(argument, slot) and (">acl" not in argument.way or self._belongs(argument, relation, name)):
            return argument
        if ">acl" in argument.way:
            pronoun = next((t for t in verb.subtree if lower(t) in RELATIVE_PRONOUNS), None)
            other = noun_before(pronoun) if pronoun is not None else None
            if other is not None and other != argument.token:
                near = Argument(other, argument.way, argument.weight * MISATTACHED)
                if self.fits(near, slot) and self._belongs(near, relation, name):
                    return near
        return argument if self.fits(argument, slot) else None

    def _belongs(self, argument: Argument, relation: str, name: str) -> bool:
        """Whether the argument's type is one that the relation is made for."""
        known = self._relations.get(relation)
        refs = self._arguments.resolve(argument.token)
        return known is None or any(self._arguments.satisfies(r, known.domain if name == "S" else known.range) >= 0.9 for r in refs)

    def nearby(self, head: Token, element: Element, fixed: Iterable[Token] = ()) -> list[Argument]:
        """What stands where the slot should be, whatever the tree says: the first phrase after `head` with the
        preposition asked for; for an object, the first phrase without one, before any comma. Phrases of the idiom
        (`fixed`) and figures are passed over."""
        assert element.slot is not None
        if element.slot.types & {"Clause", "Date", "Quantity"}:
            return []
        idiom = {t.i for t in fixed}
        for token in phrases_after(head, stop_at_comma=not element.prepositions):
            if token.i in idiom and case_of(token) or element.prepositions and self._arguments.value_at(token) is not None:
                continue
            if element.prepositions:
                if heads_preposition(token) or token.head.pos_ == "VERB" and token.head.i > head.i:
                    continue  # "revendiqué par X, lié à Y": what another verb takes
                if token.head.pos_ == "NOUN" and token.head.i > head.i and case_of(token.head) in _SETTINGS:
                    continue  # "alliés dans la chasse aux fuites": what the chase is for
                if case_of(token) == "de" and token.dep_ == "nmod" and token.head.i > head.i and token.head not in fixed and not heads_preposition(token.head):
                    if case_of(token.head) or token.head.dep_ == "appos" and token.head.pos_ == "NOUN":
                        continue  # "prend la barre en pleine crise des X": whose crisis it is
                first = first_conjunct(token)
                own = first.dep_ == "nmod" and first.head.pos_ == "NOUN" and first.head.i > head.i and case_of(first.head) == "de"
                if own and first.head not in fixed and not any(" " in p for p in element.prepositions):
                    continue  # "revendiqué par X, groupe de soutien à Y"
                if case_matches(token, element.prepositions) and self.fits(Argument(token), element.slot):
                    return [Argument(token, "nearby", NEARBY)]
                continue
            if lemma(token) in TIMES or self._arguments.value_at(token, "Date"):
                continue
            if case_of(token) or token.dep_.startswith(("nsubj", "conj", "appos")):
                return []
            if any(c.dep_ == "det" for c in token.children) or self._arguments.is_name(token):
                return [Argument(token, "nearby", NEARBY)] if self.fits(Argument(token), element.slot) else []
            return []
        return []

    def beside_fronted(self, head: Token, element: Element) -> list[Argument]:
        """X of `De passage à X, Y a …`, which parsers hang on the verb."""
        behind = (t for t in phrases_after(head, stop_at_comma=True) if t.head == head.head and case_matches(t, element.prepositions))
        return [Argument(t, "nearby", MISATTACHED) for t in behind if self.fits(Argument(t), element.slot)][:1]

    def figures(self, head: Token, element: Element) -> list[Argument]:
        """The figure behind `head` with the preposition asked for, by the order of words alone: parsers hang the two ends
        of `de 9 à 14 millions`, and what stands behind an adverbial, anywhere. Between may stand adverbs, times and figures."""
        for value in self._arguments.figures_after(head):
            start = value["start"]
            between = [t for t in head.doc[head.i + 1 : start] if not self._arguments.value_at(t)]
            if any(t.pos_ not in ("ADV", "ADP", "DET", "PUNCT", "AUX") or t.text in ";:(" for t in between):
                return []
            if surface_case(head.doc, start) in (element.prepositions or {""}):
                return [Argument(head.doc[start : value["end"]].root, "figure")]
        return []

    def is_measured(self, head: Token) -> bool:
        """Whether `à 30 %` follows, which parsers take for what the complement belongs to."""
        after = head.doc[head.i + 1 : min(head.i + 5, head.sent.end)]
        return len(after) > 1 and contract(after[0].text) == "à" and any("%" in t.text for t in after)

    def _value_under(self, token: Token, kinds: Iterable[str]) -> Token | None:
        if self._arguments.value_at(token, *kinds):
            return token
        for child in token.children:
            if child.dep_ in ("nummod", "case", "fixed", "det", "advmod", "nmod") and self._arguments.value_at(child, *kinds):
                return child
        return None

    def fixed_words(self, head: Token, frame: Frame, *, given: Token | None = None) -> list[Token] | None:
        """The fixed words of the frame under `head`, or None when one is wanting; `given` stands for the first of them."""
        found: list[Token] = [] if given is None else [given]
        for element in frame.fixed[len(found) :]:
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
                        case = "" if element.prepositions else case_of(token)
                        if case and (token is not child or case != "de"):
                            continue  # "demander le maintien d'un arrêt" is no "demander l'arrêt"; "à la suite de" no "suite"
                        if self._arguments.value_at(token, "Quantity"):
                            continue  # "remporter 66 % des suffrages" is no "remporter les suffrages"
                        if (
                            element.prepositions
                            and not case_matches(token, element.prepositions)
                            and not _preceded_by(token, element.prepositions)
                        ):
                            continue
                        return token
        return None

    def obliques(
        self, head: Token, others: list[Token], element: Element, clause: Clause | None, *, fixed: Iterable[Token] = ()
    ) -> list[Argument]:
        """What fills a prepositional slot under `head`, or one step away under `others`; a word of the idiom (`fixed`)
        fills none: `bailleur de fonds de X`, `donner le coup d'envoi de X`."""
        assert element.slot is not None
        idiom = {t.i for t in fixed}
        # "exclue en juin du parti", "filiale à 100 % de X": the parser hangs the body on the date, on the figure
        between = [c for c in head.children if c.i > head.i and (lemma(c) in TIMES or c.text == "%" or self._arguments.value_at(c, "Date"))]
        for place, weight in [(head, 1.0), *((o, MISATTACHED) for o in (*others, *between) if o != head)]:
            found = []
            for child in place.children:
                if child.i in idiom or child.dep_.split(":")[0] not in (
                    "obl",
                    "nmod",
                    "iobj",
                    "advmod",
                    "xcomp",
                    "dep",
                    "obj",
                    "expl",
                    "ccomp",
                    "advcl",
                    "appos",
                    "acl",
                ):
                    continue
                if place.i < head.i and child.i < head.i:
                    continue  # what stands before the infinitive belongs to the verb above it
                argument = self.oblique(child, element, head)
                if argument is not None:
                    found.append(Argument(argument.token, argument.way, argument.weight * weight))
            if found:
                return found
        if clause is not None:
            if "à" in element.prepositions:
                given = [a for a in clause.datives if self.fits(a, element.slot)]
                if given:
                    return given
            focus = clause.verb.head
            if clause.verb.dep_ in ("advcl:cleft", "ccomp", "acl:relcl", "advcl") and has_copula(focus) and case_of(focus):
                if case_matches(focus, element.prepositions) and self.fits(Argument(focus), element.slot):
                    return [Argument(focus, "cleft")]
        return []

    def oblique(self, child: Token, element: Element, head: Token) -> Argument | None:
        slot = element.slot
        assert slot is not None
        dated = slot.types & {"Date", "Quantity"}
        if dated and slot.types <= {"Date", "Quantity"}:
            value = self._value_under(child, dated)
            exact = "Quantity" in dated or element.prepositions and element.prepositions <= _EXACT
            if value is None or exact and not case_matches(child, element.prepositions):
                return None
            return Argument(value, child.dep_)
        if "Clause" in slot.types and child.dep_ in ("xcomp", "advcl", "ccomp", "obl:arg") and is_verbal(child):
            introduced = not case_of(child) or case_matches(child, element.prepositions)
            return Argument(child, child.dep_) if introduced else None
        if child.pos_ in ("VERB", "AUX") and not self._arguments.is_name(child):
            return None
        word = lower(child)
        if word in RELATIVE_PRONOUNS:
            wanted = {"à", "dans", "en", "chez", "sur"} if word == "où" else {case_of(child)}
            if wanted & set(element.prepositions):
                resolved = [a for a in self._clauses.resolve_relative(child, head) if lemma(a.token) not in _HOW_AND_WHY]
                return next((a for a in resolved if self.fits(a, slot)), None)
            return None
        if not case_matches(child, element.prepositions) or heads_preposition(child) or self._arguments.is_adverbial(child):
            return None
        argument = Argument(child, child.dep_)
        return argument if self.fits(argument, slot) else None

    def fits(self, argument: Argument, slot: Slot | None) -> bool:
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

    def possessor(self, noun: Token) -> Argument | None:
        """Whose a noun with `son`, `leur` … is: what the possessive refers to, else the subject of its clause."""
        for child in noun.children:
            if child.dep_.startswith(("det", "nmod")) and "Yes" in child.morph.get("Poss"):
                if self._arguments.entity_at(child) is not None or lower(child) in SPEECH:
                    return Argument(child, "det:poss", UNDERSTOOD)
                if (partner := self._partner(noun)) is not None:
                    return partner
                for verb in noun.ancestors:
                    if not is_verbal(verb):
                        continue
                    for subject in self._clauses.surface_subjects(verb):
                        if (
                            subject.token != noun
                            and self._arguments.entity_at(subject.token) is not None
                            and noun not in subject.token.subtree
                        ):
                            return Argument(subject.token, "det:poss", subject.weight * NEARBY)
                return self._organisation_before(noun) if self._arguments.noun_type(noun) == "Person" else None
        return None

    def _organisation_before(self, noun: Token) -> Argument | None:
        """X of `X a été cédé, confirme sa directrice`: the organisation that the sentence named first."""
        for token in noun.doc[noun.sent.start : noun.i]:
            index = self._arguments.entity_at(token) if self._arguments.is_name(token) else None
            if index is not None and self._arguments.entities[index]["type"] == "Organization":
                return Argument(token, "det:poss", NEARBY)
            if token.pos_ == "NOUN" and token.dep_.startswith("nsubj") and self._arguments.noun_type(token) in ("Organization", "Group"):
                if self._arguments.naming.title_name(token) is None:
                    return None  # "La start-up a levé des fonds auprès de X, confirme sa fondatrice"
        return None

    def _partner(self, noun: Token) -> Argument | None:
        """X of `X et sa femme, Y, …`: whose wife she is."""
        first = first_conjunct(noun)
        if first == noun or not any(r.named for r in self._arguments.resolve(first, spread=False)):
            return None
        return Argument(first, "det:poss", UNDERSTOOD)

    @staticmethod
    def dont(head: Token) -> Argument | None:
        """X in `X, dont Y est propriétaire`."""
        for token in head.subtree:
            if lower(token) == "dont" and token.i < head.i and head.i - token.i < 12:
                before = token.doc[token.sent.start : token.i]
                if len(before) and lower(before[-1]) in ("et", "mais", "ou"):
                    # "X, dont le père, Y, … et dont la sœur, Z, …": of the same
                    token = next((t for t in reversed(before) if lower(t) == "dont"), token)
                antecedent = relative_antecedent(token) or phrase_before(token)
                return Argument(antecedent, "dont", NEARBY) if antecedent is not None else None
        return None

    def set_off_date(self, noun: Token) -> Argument | None:
        """The date between commas behind a noun and its complement: `la mort de X, le 5 avril 2022, …`."""
        doc, end = noun.doc, noun.sent.end
        comma = next((t.i for t in doc[noun.i + 1 : end] if t.is_punct or t.pos_ in ("VERB", "AUX", "SCONJ")), end)
        if comma + 2 >= end or doc[comma].text != ",":
            return None
        first = doc[comma + 1 + (doc[comma + 1].pos_ == "DET")]
        value = self._arguments.value_at(first, "Date")
        if value is None or value["label"] != "DATE" or value["start"] not in (comma + 1, first.i):
            return None
        return Argument(first, "set off", MISATTACHED)

    def strayed_complement(self, noun: Token, element: Element) -> Argument | None:
        """`la victoire de X sur Y`, `le lancement de X par Y`: parsers hang the second on the first."""
        for token in phrases_after(noun, stop_at_comma="par" not in element.prepositions):
            if heads_preposition(token) or token.head.i > noun.i and case_of(token.head) in _TIMELY:
                continue  # "sa priorité dès son élection à X": the election's
            if token.head.pos_ == "NOUN" and token.head.i > noun.i and not noun.is_ancestor(token):
                continue  # "la fermeture de l'usine et le transfert à X"
            if case_matches(token, element.prepositions) and self.fits(Argument(token), element.slot):
                return Argument(token, "nearby", MISATTACHED)
        return None

    def behind_agent(self, noun: Token, agent: Argument, slot: Slot) -> Argument | None:
        """Y in `l'annulation par X de Y`: parsers hang the second complement on the first."""
        refs = self._arguments.resolve(agent.token, spread=False)
        if case_of(agent.token) != "par" or agent.token.left_edge.i > noun.i + 2 or not refs or refs[0].entity is None:
            return None
        for token in phrases_after(agent.token, stop_at_comma=True):
            if token.i >= refs[0].end and case_of(token) == "de" and token.head in (agent.token, noun):
                found = Argument(token, "nearby", MISATTACHED)
                return found if self.fits(found, slot) else None
        return None


def _preceded_by(token: Token, prepositions: frozenset[str]) -> bool:
    before = [t for t in token.doc[max(0, token.i - 3) : token.i] if t.dep_ not in ("det", "amod")]
    return bool(before) and contract(before[-1].text) in prepositions
