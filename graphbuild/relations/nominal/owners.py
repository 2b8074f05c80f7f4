"""Whose a measure is: the owner of `son chiffre d'affaires`, `la portée du drone`, `les effectifs`.

In come words that measure (`measured_nouns` of `values.yaml`) or name; out go `Bearer`s, what a figure beside them is
said of, with what it measures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Token

from ..frames.slots import SlotFiller
from ..frames.understood import TopicReader
from ..grammar.arguments import ArgumentReader
from ..grammar.clauses import Argument, ClauseReader
from ..grammar.prepositions import contract
from ..grammar.syntax import case_of, is_verbal, lemma, lower
from ..refs import Ref

_ARTICLES = frozenset({"le", "la", "les", "l'"})
# A bearer that the passage, not the sentence, tells.
FROM_PASSAGE = 0.75


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a figure is said of: the thing, the word that stands for it here, what of it is measured, how it changes."""

    ref: Ref
    token: Token
    measured: str = ""
    change: str = ""
    weight: float = 1.0


class OwnerReader:
    """Finds owners of measures in one text; `data` is that of `values.yaml`."""

    def __init__(
        self, arguments: ArgumentReader, clauses: ClauseReader, topic: TopicReader, data: dict[str, Any], nationalities: frozenset[str]
    ) -> None:
        self._arguments = arguments
        self._clauses = clauses
        self._slots = SlotFiller(clauses, arguments)
        self._topic = topic
        names = sorted(data["measured_nouns"], key=len, reverse=True)
        self._measured = [name.replace("'", "' ").split() for name in names]
        self._body = frozenset(data["body_measures"])
        self._personal = frozenset(data["personal_measures"])
        self._changes = frozenset(data["change_nouns"])
        self._public = frozenset(data["public_measures"])
        self._nationalities = nationalities
        self._bearing = frozenset(data["bearing_verbs"])
        self._beside = frozenset(data["bearing_prepositions"])

    def measures(self, noun: Token) -> bool:
        """Whether the noun is one of measure or change."""
        return noun.pos_ in ("NOUN", "PROPN", "X") and self.end(noun) > noun.i

    def end(self, noun: Token) -> int:
        """Where the name of what is measured ends (`chiffre d'affaires`); the noun's own place where it measures nothing."""
        doc = noun.doc
        for flat in self._measured:
            if noun.i + len(flat) <= len(doc) and (lower(noun) == flat[0] or lemma(noun) == flat[0]):
                if [lower(t) for t in doc[noun.i + 1 : noun.i + len(flat)]] == flat[1:]:
                    return noun.i + len(flat)
        return noun.i + 1 if self.is_change(noun) else noun.i

    def _name(self, noun: Token) -> str:
        return " ".join(noun.doc[noun.i : self._phrase_end(noun)].text.split())

    def _phrase_end(self, noun: Token) -> int:
        end = self.end(noun)
        while end < len(noun.doc) and noun.doc[end].pos_ == "ADJ" and noun.doc[end].head.i in range(noun.i, end):
            end += 1
        return end

    def owners(self, noun: Token, depth: int = 0) -> list[Bearer]:
        """Whose `chiffre d'affaires`, `portée`, `effectifs` it is: possessive, complement, `dont`, the clause, the passage."""
        found = self._possessors(noun, depth) or self._by_role(noun, depth)
        personal = self.is_change(noun) or self._name(noun).split()[0] in self._personal
        people = [b for b in found if b.ref.type == "Person" and not personal]
        found = [b for b in found if b not in people]
        body = self._body & {self._name(noun), noun.doc[noun.i : self.end(noun)].text.replace("’", "'").lower()}
        if not found and body and depth == 0 and (people or any(c.dep_ == "det" and lower(c) in _ARTICLES for c in noun.children)):
            # "son budget", of whom the parser or the reference makes a person: the body that was named last
            own = any(b.token.i < noun.i and b.token.dep_ == "det" for b in people)
            index = None if own else self._topic.organisation(noun)
            index = self._topic.nearest(noun) if index is None and (own or not people) else index
            if index is not None:
                found = [Bearer(self.topic_ref(noun, index), noun, weight=FROM_PASSAGE)]
        if not found and self._public & {lower(noun), self._name(noun)}:
            found = self._of_country(noun)
        if self.is_change(noun):
            return [replace(b, change=lower(noun)) for b in found]
        return [replace(b, measured=b.measured or self._name(noun)) for b in found]

    def is_change(self, noun: Token) -> bool:
        """Whether the noun says that something rises or falls."""
        return lemma(noun) in self._changes

    def topic_ref(self, at: Token, index: int) -> Ref:
        """The organisation that the passage is about, by its position in the entities."""
        entity = self._arguments.entities[index]
        return Ref(at.i, at.i + 1, entity["label"], entity["type"], index, None, "understood", True, at.i)

    def _possessors(self, noun: Token, depth: int) -> list[Bearer]:
        end = self.end(noun)
        for child in sorted(noun.children, key=lambda t: t.i):
            if child.dep_.startswith("det") and "Yes" in child.morph.get("Poss"):
                possessor = self._slots.possessor(noun)
                return self._said_of(possessor.token, depth) if possessor else []
            if child.i >= end and child.dep_.startswith(("nmod", "obl")) and case_of(child) == "de":
                if self._arguments.value_at(child) is None:
                    return self._said_of(child, depth)
        end = self._phrase_end(noun)
        inner = noun.doc[end] if end < len(noun.doc) else noun
        if inner.head.i > inner.i and self._arguments.value_at(inner.head) is None:
            local = contract(inner.text) in ("à", "en", "dans") and any(b.ref.type == "Place" for b in self.named(inner.head))
            if contract(inner.text) == "de" or local:  # "le loyer à X", "l'inflation en X"
                return self._said_of(inner.head, depth)
        if (relative := self._slots.dont(noun)) is not None or (relative := self._relative(noun)) is not None:
            return self._said_of(relative.token, depth)
        return []

    def _of_country(self, noun: Token) -> list[Bearer]:
        """Whose unemployment or inflation it is: `le chômage belge`, `l'inflation a atteint 2 % en Belgique`, `Belgique : …`."""
        if any(lower(c) in self._nationalities for c in noun.children if c.dep_.startswith("amod")):
            phrase = self._arguments.phrase(noun)
            return [Bearer(phrase, noun)] if phrase is not None else []
        verb = next((a for a in noun.ancestors if is_verbal(a)), None)
        for child in verb.children if verb is not None else ():
            if child.dep_.startswith(("obl", "nmod")) and case_of(child) in ("à", "en", "dans") and self._arguments.is_name(child):
                return [b for b in self.named(child) if b.ref.type == "Place"]
        index = self._topic.heading(noun.doc[0]) if noun.i else None
        place = index is not None and self._arguments.entities[index]["type"] == "Place"
        return [Bearer(self.topic_ref(noun, index), noun, weight=FROM_PASSAGE)] if place and index is not None else []

    def _relative(self, noun: Token) -> Argument | None:
        """X of `X, dont la portée atteint …`: the pronoun hangs on the verb."""
        if noun.dep_.startswith("nsubj") and any(lower(c) == "dont" for c in noun.head.children):
            return self._slots.dont(noun.head)
        return None

    def _by_role(self, noun: Token, depth: int) -> list[Bearer]:
        """`X affiche un bénéfice`, `X, pour un budget`, `X, au capital`, `bénéfice en hausse`, `X : bénéfice`."""
        head, dep, case = noun.head, noun.dep_.split(":")[0], case_of(noun)
        if head.pos_ in ("NOUN", "PROPN", "X") and head != noun and dep in ("nmod", "appos", "conj", "obl"):
            if dep == "conj":
                # "un bénéfice de … et une dette de …": of the same thing, another measure
                return [replace(b, measured="", change="") for b in self._said_of(head, depth)]
            if self._arguments.entity_at(head) is not None or self.measures(head):
                return self._said_of(head, depth)
        verb = next((a for a in noun.ancestors if is_verbal(a)), None)
        if verb is not None and not self._arguments.is_name(verb):
            own = dep in ("obj", "obl", "xcomp") and lemma(verb) in self._bearing and noun.head == verb
            if own or case in self._beside or case == "en" and self.is_change(noun):
                return [b for a in self._clauses.surface_subjects(verb) if a.token != noun for b in self._said_of(a.token, depth)]
        first = [t for t in noun.sent if not t.is_space][:12]
        colon = next((n for n, t in enumerate(first) if t.text == ":"), None)
        if colon and first[colon].i < noun.i and all(self._arguments.is_name(t) for t in first[:colon]):
            return self._said_of(first[0], depth)
        return []

    def _said_of(self, token: Token, depth: int = 0) -> list[Bearer]:
        """What a figure beside `token` is said of; of a measure, its owner."""
        if depth < 3 and not self._arguments.is_name(token) and self.measures(token):
            return self.owners(token, depth + 1)
        refs = self._arguments.resolve(token, figures=False)
        return [Bearer(ref, token) for ref in refs if ref.value is None]

    def named(self, token: Token) -> list[Bearer]:
        """What `token` names, if it has a proper name or is described by one: `la direction de X`."""
        found = self._said_of(token)
        return [b for b in found if b.ref.named or any(self._arguments.is_name(t) for t in token.doc[b.ref.start : b.ref.end])]

    def subjects_above(self, token: Token) -> list[Bearer]:
        """The named subjects of the clause that `token` stands in; of a passive, whom it happens to."""
        verb = next((a for a in token.ancestors if is_verbal(a)), None)
        if verb is None:
            return []
        clause = self._clauses.read(verb)
        arguments = clause.bearers or (clause.objects if clause.passive else clause.subjects)
        return [replace(b, weight=a.weight) for a in arguments for b in self.named(a.token)]
