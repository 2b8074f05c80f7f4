"""Phrases that name a source: `selon X`, `d'après X`, `à en croire X`, `à ses yeux`.

In comes a sentence; out go its phrases with the token of the source, found by the order of the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from ..grammar.incises import CanSpeak
from ..grammar.operators import Operators
from ..grammar.prepositions import contract
from ..grammar.syntax import lower

# Each stands in the lexicon for any possessive: "à son avis", "à leur avis".
_POSSESSIVES = frozenset({"sa", "ses", "son"})
_NAMES = ("NOUN", "PROPN", "PRON", "X")


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """`start` is the first token of the phrase, `end` the one behind the head of the source; an anaphoric one
    ("à ses yeux") only stands for the source."""

    start: int
    end: int
    source: Token
    anaphoric: bool = False


class SourcePhraseReader:
    """Finds the phrases that name sources."""

    def __init__(self, operators: Operators, can_speak: CanSpeak) -> None:
        self._can_speak = can_speak
        self._operators = operators
        self._prepositions = sorted((_words(p) for p in operators.say_prepositions), key=len, reverse=True)
        self._anaphoric = [_words(p) for p in operators.say_anaphors]

    def read(self, sentence: Span) -> Iterator[SourcePhrase]:
        """The phrases of `sentence` in their order."""
        for token in sentence:
            found = self._anaphor(token, sentence) or self._named(token, sentence)
            if found is not None:
                yield found

    def _anaphor(self, token: Token, sentence: Span) -> SourcePhrase | None:
        for words in self._anaphoric:
            tokens = token.doc[token.i : token.i + len(words)]
            if token.i + len(words) <= sentence.end and all(_fits(t, w) for t, w in zip(tokens, words, strict=True)):
                source = next((t for t, w in zip(tokens, words, strict=True) if w in _POSSESSIVES or w in ("l'", "les")), None)
                return SourcePhrase(token.i, tokens.end, source, anaphoric=True) if source is not None else None
        return None

    def _named(self, token: Token, sentence: Span) -> SourcePhrase | None:
        doc = token.doc
        for words in self._prepositions:
            end = token.i + len(words)
            if end >= sentence.end or not all(_fits(t, w) for t, w in zip(doc[token.i : end], words, strict=True)):
                continue
            source = doc[end - 1] if words[-1] == "source" else _head(end, sentence)
            if source is None:
                return None
            if words == ["pour"] and not _topic(token, source, sentence):
                return None
            author = self._author(source, sentence)
            if author is None and (source.lemma_.lower() in self._operators.never_sources or not self._speaks(words, source)):
                return None
            return SourcePhrase(token.i, source.i + 1, author or source)
        return None

    def _speaks(self, words: list[str], source: Token) -> bool:
        """`d'après` also names what a work is made from; the other words name those who speak."""
        if words == ["d'", "après"] and self._can_speak(source) and not self._can_speak(source, works=False):
            return False
        return words not in (["pour"], ["suivant"]) or self._can_speak(source, bodies=words != ["pour"] or source.pos_ == "PROPN")

    def _author(self, source: Token, sentence: Span) -> Token | None:
        """Whose words they are: `selon les estimations de X`."""
        if source.pos_ != "NOUN" or source.lemma_.lower() not in self._operators.say_nouns:
            return None
        i = source.i + 1
        while i < sentence.end and source.doc[i].pos_ == "ADJ":
            i += 1
        if i + 1 < sentence.end and contract(source.doc[i].text) == "de" and source.doc[i].pos_ == "ADP":
            head = _head(i + 1, sentence)
            return head if head is not None and self._can_speak(head) else None
        return None


def _words(phrase: str) -> list[str]:
    return phrase.replace("'", "' ").split()


def _fits(token: Token, word: str) -> bool:
    if word in _POSSESSIVES:
        return token.pos_ == "DET" and "Yes" in token.morph.get("Poss")
    return lower(token) == word or contract(token.text) == word and token.pos_ == "ADP"


def _head(start: int, sentence: Span) -> Token | None:
    """The head of the noun phrase that begins at `start`."""
    for token in sentence.doc[start : sentence.end]:
        if token.pos_ in _NAMES:
            above = token.head
            is_part = token.dep_.startswith(("flat", "amod")) and start <= above.i < sentence.end and above.pos_ in _NAMES
            return above if is_part else token
        if token.pos_ not in ("DET", "ADJ", "NUM", "ADV", "ADP") and not token.is_quote:
            return None
    return None


def _topic(token: Token, source: Token, sentence: Span) -> bool:
    """`Pour X, …` at the head of a sentence, X one speaker: what follows is X's view."""
    comma = next((t for t in source.subtree if t.i > source.i and t.text in (",", ":")), None)
    comma = comma or (source.right_edge.nbor(1) if source.right_edge.i + 1 < sentence.end else None)
    person = source.pos_ == "PROPN" or source.pos_ == "NOUN" and "Sing" in source.morph.get("Number")
    return person and token.i - sentence.start <= 3 and comma is not None and comma.text in (",", ":")


__all__ = ["SourcePhrase", "SourcePhraseReader"]
