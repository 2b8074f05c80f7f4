"""Who was bought, and by whom: what changes hands is "la société" afterwards, and who takes it "le groupe".

A parsed `Doc` and its phrases come in; the phrases that are sold and those that buy go out, for the pass over descriptions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .lexicon import CoreferenceLexicon
from .mentions import Phrase
from .syntax import small

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Deals:
    """`sold` and `buyers` of all deals of a document, told by verbs ("X rachète Y", "Y, cédé à X") and nouns ("le rachat de Y par X")."""

    def __init__(self, doc: Doc, by_head: dict[int, Phrase], lexicon: CoreferenceLexicon) -> None:
        self._words = lexicon.words
        sold: list[Token] = []
        buyers: list[Token] = []
        for token in doc:
            lemma = token.lemma_.lower()
            taking = (
                lemma in self._words["taking"]
                or lemma in self._words["control"] and token.head.lemma_.lower() in self._words["seizing"]
                or lemma in self._words["self_taking"] and any(small(t) in ("se", "s'") for t in token.children)
            )  # fmt: skip
            if not taking and lemma not in self._words["giving"] or token.pos_ not in ("VERB", "NOUN"):
                continue
            sold.extend(self._goods(token))
            buyers.extend(self._takers(token, taking=taking))
        self.sold = [by_head[i] for token in sold for i in _all_of(token) if i in by_head]
        self.buyers = [by_head[i] for token in buyers for i in _all_of(token) if i in by_head]

    def _goods(self, deal: Token) -> list[Token]:
        if deal.pos_ == "NOUN":
            return self._behind(deal, "of")
        if self._passive(deal):
            return [t for t in deal.children if t.dep_ == "nsubj:pass"] or ([deal.head] if deal.dep_ == "acl" else [])
        return [t for t in deal.children if t.dep_ == "obj" and small(t) not in ("se", "s'")] or self._behind(deal, "of")

    def _takers(self, deal: Token, *, taking: bool) -> list[Token]:
        if not taking:
            return self._behind(deal, "to")
        if deal.pos_ == "NOUN" or self._passive(deal):
            agents = self._behind(deal, "by")
            return agents if agents or deal.pos_ == "VERB" else _subjects(deal.head, before=deal)
        return _subjects(deal, before=deal)

    def _behind(self, deal: Token, kind: str) -> list[Token]:
        """The complements behind a preposition of this kind."""
        return [t for t in deal.rights if any(c.dep_ == "case" and small(c) in self._words[kind] for c in t.children)]

    def _passive(self, verb: Token) -> bool:
        auxiliaries = [t for t in verb.children if t.dep_.startswith("aux")]
        return any(t.dep_ == "aux:pass" for t in auxiliaries) or "Part" in verb.morph.get("VerbForm") and not auxiliaries


def _subjects(verb: Token, *, before: Token) -> list[Token]:
    """The subjects of a verb, or of the one that governs its infinitive ("X veut racheter Y"), that precede the deal."""
    for _ in range(3):
        found = [t for t in verb.children if t.dep_ == "nsubj" and t.i < before.i]
        if found or verb.head == verb:
            return found
        if verb.dep_ == "parataxis" and verb.head.i < verb.i:
            return [verb.head]  # "X, spécialiste de Z, a annoncé …", where the parser took the name for a sentence of its own
        if verb.dep_ not in ("xcomp", "conj"):
            return []
        verb = verb.head
    return []


def _all_of(token: Token) -> Iterator[int]:
    """The token and what is coordinated with it."""
    yield token.i
    for child in token.children:
        if child.dep_ == "conj":
            yield from _all_of(child)


def lately(phrases: Iterable[Phrase], phrase: Phrase, reach: int) -> list[Phrase]:
    """Those that stand before a phrase, at most `reach` sentences back."""
    return [p for p in phrases if p.start < phrase.start and phrase.sentence - p.sentence <= reach]
