"""How a statement is meant: asserted, negated, hedged or planned.

In comes the head word of a match; out goes its status and the marks that led to it. Marks are looked
for on the word itself and on the way up through the words that govern it (refuse to, plan to, the
rumour of …), never sideways: a negated relative clause says nothing about the main one.
The idea follows Saurí and Pustejovsky (2012), De Facto: polarity and certainty change at each operator.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from ..types import Status
from .operators import Operators
from .syntax import NEGATIONS, SUBJECTS, case_of, has_copula, is_finite, is_infinitive, is_question, is_verbal, lemma, lower

# Dependencies through which a clause is the content of the word above it.
_CONTENT = frozenset({"xcomp", "ccomp", "csubj", "csubj:pass", "obl:arg", "advcl", "acl", "obl:mod", "obl", "nmod", "conj", "parataxis"})
_NOUN_ROLES = frozenset({"obj", "obj:lvc", "nsubj", "nsubj:pass", "obl:arg", "obl:mod", "obl", "nmod", "xcomp", "appos", "conj"})
_NO_ONE = frozenset({"aucun", "aucune", "nul", "nulle", "personne", "rien", "ni"})
_PLANNED_CASES = frozenset({"pour", "afin de", "en vue de", "de façon à", "de manière à", "histoire de", "dans le but de"})
_NEGATED_CASES = frozenset({"sans", "faute de", "au lieu de", "plutôt que de", "loin de"})


@dataclass(slots=True)
class Factuality:
    """What the marks on the way up add up to."""

    negated: bool = False
    hedged: bool = False
    planned: bool = False
    marks: list[str] = field(default_factory=list)

    @property
    def status(self) -> Status:
        """Negation outweighs doubt, doubt outweighs intention."""
        if self.negated:
            return "negated"
        if self.hedged:
            return "hedged"
        return "planned" if self.planned else "asserted"

    def deny(self, mark: str) -> None:
        """Negate; a second negation leaves the matter open."""
        self.marks.append(mark)
        if self.negated:
            self.negated, self.hedged = False, True
        else:
            self.negated = True

    def apply(self, status: Status, mark: str) -> None:
        """What an operator does to what it governs."""
        if status == "negated":
            self.deny(mark)
        elif status == "hedged":
            self.hedged = True
            self.marks.append(mark)
        elif status == "planned":
            self.planned = True
            self.marks.append(mark)


class FactualityReader:
    """Reads the status of matches in one text."""

    def __init__(self, operators: Operators) -> None:
        self._operators = operators

    def read(self, head: Token, *participants: Token) -> Factuality:
        """The factuality of what `head` says; `participants` are the tokens of its arguments."""
        found = Factuality()
        if is_question(head.sent):
            found.apply("hedged", "question")
        for token in participants:
            self._quantifier(token, found)
        self._climb(head, found)
        return found

    def _quantifier(self, token: Token, found: Factuality) -> None:
        words = {lower(c) for c in token.children if c.dep_ in ("det", "advmod", "cc", "nmod", "amod")} | {lower(token)}
        if words & _NO_ONE and not found.negated:
            found.deny("aucun")
        elif "non" in words and token.dep_ in ("conj", "appos"):
            found.deny("et non")

    def _climb(self, node: Token, found: Factuality) -> None:
        for _ in range(10):
            self._own_marks(node, found)
            up = node.head
            if up == node:
                return
            dep = node.dep_
            if is_verbal(node) or self._participle(node):
                if dep == "conj":
                    if is_finite(node) and is_finite(up):
                        # its own tense and negation; an operator above both still holds
                        node = self._skip_conjuncts(node)
                        if node.head == node or not self._is_content(node):
                            return
                        up, dep = node.head, node.dep_
                    else:
                        node = up
                        continue
                if not self._is_content(node):
                    self._adverbial(node, found)
                    return
                self._adverbial(node, found)
                if not self._operator(up, node, found):
                    return
            else:
                if dep not in _NOUN_ROLES:
                    return
                if dep == "conj":
                    node = up
                    continue
                if not self._operator(up, node, found):
                    return
            node = up

    @staticmethod
    def _participle(node: Token) -> bool:
        return "Part" in node.morph.get("VerbForm") or "Inf" in node.morph.get("VerbForm")

    @staticmethod
    def _skip_conjuncts(node: Token) -> Token:
        while node.dep_ == "conj" and node.head != node:
            node = node.head
        return node

    @staticmethod
    def _is_content(node: Token) -> bool:
        """Whether the clause completes the word above it; relative and participle clauses do not."""
        dep = node.dep_
        if dep not in _CONTENT:
            return False
        if dep == "acl":
            return is_infinitive(node) or any(lower(c) in ("que", "qu'") for c in node.children if c.dep_ == "mark")
        if dep in ("advcl", "obl:mod", "obl", "nmod"):
            return is_infinitive(node) and case_of(node) in ("", "à", "de")
        return dep != "parataxis"

    def _adverbial(self, node: Token, found: Factuality) -> None:
        case = case_of(node)
        marks = {lower(c) for c in node.children if c.dep_ in ("mark", "case", "advmod")}
        if node.dep_ in ("advcl", "obl:mod", "obl", "acl", "xcomp", "nmod", "obl:arg"):
            if case in _NEGATED_CASES or marks & {"sans"}:
                found.deny(case or "sans")
            elif (case in _PLANNED_CASES or marks & {"pour", "afin"}) and is_infinitive(node):
                found.apply("planned", case or "pour")
        if marks & {"si", "s'"} and is_finite(node) and node.dep_ in ("advcl", "ccomp", "conj", "obl:mod"):
            found.apply("hedged", "si")

    def _own_marks(self, node: Token, found: Factuality) -> None:
        """Negation, mood, tense and adverbs on the word itself and on its auxiliaries."""
        verbs = [node, *(c for c in node.children if c.dep_.startswith(("aux", "cop")))]
        around = [c for v in verbs for c in v.children]
        words = {lower(c) for c in around if c.dep_ in ("advmod", "advcl", "obl:mod", "det", "cc", "neg", "obj", "nsubj", "obl", "mark")}
        has_ne = bool(words & {"ne", "n'"})
        only = (
            any(lower(c) in ("que", "qu'") and c.dep_ in ("advmod", "mark", "case", "cc") for c in node.subtree if c.i > node.i) and has_ne
        )
        if has_ne and words & (NEGATIONS | _NO_ONE) or has_ne and not only and "ni" in words:
            if not (only and not words & {"pas", "jamais"}) and not (
                found.negated and found.marks[:1] == ["aucun"] and not words & {"pas", "plus", "jamais"}
            ):
                found.deny("ne … " + next(iter(sorted(words & (NEGATIONS | _NO_ONE))), "pas"))
        elif "pas" in words or ("jamais" in words and not is_finite(node)):
            found.deny("pas")
        if node.pos_ in ("NOUN", "PROPN"):
            if case_of(node) == "sans":
                found.deny("sans")
            for child in node.children:
                if child.dep_ == "amod" and (status := self._operators.adjectives.get(lemma(child))):
                    found.apply(status, lower(child))
        if has_copula(node):
            for child in node.children:
                # "L'objectif est de …", "le risque est que …"
                if child.dep_ in SUBJECTS and (status := self._operators.nouns.get(lemma(child))):
                    found.apply(status, lower(child))
        for verb in verbs:
            mood, tense = verb.morph.get("Mood"), verb.morph.get("Tense")
            if "Cnd" in mood:
                found.apply("hedged", "conditional")
            elif "Fut" in tense and "Ind" in (mood or ["Ind"]) and verb.pos_ in ("VERB", "AUX"):
                found.apply("planned", "future")
        for child in node.children:
            if child.dep_ in ("advmod", "obl:mod", "discourse", "obl"):
                status = self._operators.adverbs.get(lower(child)) or self._operators.adverbs.get(_phrase(child))
                if status and status != "negated":
                    found.apply(status, lower(child))

    def _operator(self, up: Token, node: Token, found: Factuality) -> bool:
        """Apply the word above; False when its influence, and that of all above it, ends here."""
        word = lemma(up)
        verbal_content = is_verbal(node) or self._participle(node)
        if up.pos_ in ("NOUN", "PROPN") and not has_copula(up):
            status = self._operators.nouns.get(word)
            if status is None and word not in self._operators.say_nouns:
                return False
            if status is not None:
                found.apply(status, word)
            return True
        if up.pos_ in ("ADJ", "NOUN", "ADV") and has_copula(up):
            status = self._operators.adjectives.get(word)
            if status is not None:
                found.apply(status, word)
            return verbal_content or status is not None
        if up.pos_ not in ("VERB", "AUX"):
            return False
        mode = self._operators.speech(up)
        if mode is not None and (verbal_content or node.dep_ in ("obj", "obl:arg")):
            self._say(mode, up, found)
            # "dément vouloir vendre": the wish is no speech, what stands above it still counts
            return mode == "plan" and is_infinitive(node)
        if verbal_content:
            # "a pour objectif de", "pose comme priorité de"
            for child in up.children:
                if child.dep_.startswith(("obj", "obl")) and (aim := self._operators.nouns.get(lemma(child))):
                    found.apply(aim, lower(child))
        status = self._operators.verbs.get(word)
        if status is not None:
            if not verbal_content and node.dep_ in SUBJECTS and not node.dep_.endswith("pass") and status in ("planned",):
                return False
            found.apply(status, word)
            return True
        # a subordinate clause under any other verb of complement, e.g. "il semble que"
        return verbal_content and node.dep_.startswith(("xcomp",)) and node.pos_ == "VERB"

    def _say(self, mode: str, verb: Token, found: Factuality) -> None:
        if mode == "deny":
            found.deny(lemma(verb))
        elif mode in ("doubt", "wonder"):
            found.apply("hedged", lemma(verb))
        elif mode in ("plan", "order"):
            found.apply("planned", lemma(verb))
        own = Factuality()
        self._own_marks(verb, own)
        if own.negated:
            # "n'a pas dit que": left open; "n'a pas démenti que": not denied
            found.negated = False
            found.apply("hedged", "not said")


def _phrase(token: Token) -> str:
    return " ".join(lower(t) for t in token.subtree if not t.is_punct)
