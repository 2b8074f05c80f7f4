"""Verbs of speech put in among the words said: `…, affirme X`, `« … », a-t-il confié lundi à Y`.

In comes a verb; out goes an `Incise`: its speaker and where it begins. It is read by the order of the
words, which French keeps strictly here (a sign, the verb, its subject behind it). The parser takes such a
verb for the main clause as often as not, and the speaker for its object.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Token

from .operators import Operators
from .syntax import RELATIVE_PRONOUNS, SUBJECTS, TIMES, is_verbal, lemma, lower

QUOTES = {"«": "»", "“": "”", '"': '"', "„": "“"}
_CLOSING = frozenset(QUOTES.values())
# Signs that part an incise from what is said; a question or an exclamation ends inside its quotation.
_SIGNS = _CLOSING | {",", "–", "—", "?", "!", "…"}
_CLITICS = frozenset("se s' me m' nous vous l' le la les lui leur y en".split())
_INVERTED = ("il", "elle", "ils", "elles", "on", "je", "nous")
# What lets an infinitive of speech stand in an incise: "a tenu à préciser X", "fait savoir X".
_INTRODUCERS = frozenset({"tenir", "faire", "laisser", "croire", "vouloir", "souhaiter", "pouvoir", "devoir", "finir", "venir", "aimer"})


class CanSpeak(Protocol):
    """Whether what a phrase names can say something; with `works=False` a book or a film cannot, with `bodies=False` persons alone."""

    def __call__(self, token: Token, *, works: bool = True, bodies: bool = True) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Incise:
    """`start` is the first token of the verb group, `end` the one behind the speaker's head; `compared` is one with `comme`."""

    verb: Token
    start: int
    end: int
    speaker: Token
    compared: bool = False


class InciseReader:
    """Finds incises in one text; answers are kept, since clauses and sources both ask."""

    def __init__(self, operators: Operators, can_speak: CanSpeak) -> None:
        self._operators = operators
        self._can_speak = can_speak
        self._known: dict[int, Incise | None] = {}

    def read(self, verb: Token) -> Incise | None:
        """The incise that `verb` is the verb of, or None."""
        if verb.i not in self._known:
            self._known[verb.i] = None  # whoever asks again on the way has his answer
            self._known[verb.i] = self._read(verb)
        return self._known[verb.i]

    def _read(self, verb: Token) -> Incise | None:
        if self._operators.speech(verb) is None and not self._is_misread(verb):
            return None
        start = verb.i if verb.pos_ == "NOUN" else self._group_start(verb)
        if start is not None and (like := self._as_said(start, verb)) is not None:
            return like
        if start is None or not self._set_off(start, verb):
            return None
        speaker = self._speaker(start, verb)
        return Incise(verb, start, speaker.i + 1, speaker) if speaker is not None else None

    def _is_misread(self, word: Token) -> bool:
        """`« … », juge X`, `« … », note X`: a verb that is spelled as a noun, and has no article."""
        if word.pos_ != "NOUN" or f"{lower(word)}r" not in self._operators.say:
            return False
        return after_quotation(word)

    def _group_start(self, verb: Token) -> int | None:
        """The first token of the finite verb group that ends in `verb`."""
        doc, sentence = verb.doc, verb.sent
        start, finite, infinitive = verb.i, _finite(verb), "Inf" in verb.morph.get("VerbForm")
        while start > sentence.start:
            token = doc[start - 1]
            if lower(token) in _CLITICS or token.text.startswith("-") or token.pos_ == "ADV" or lower(token) in ("ne", "n'"):
                start -= 1
            elif lemma(token) in ("avoir", "être") and not finite:
                start, finite = start - 1, _finite(token)
            elif infinitive and not finite and (lemma(token) in _INTRODUCERS or lower(token) in ("à", "de", "d'", "par")):
                start, finite = start - 1, _finite(token)
            else:
                break
        return start if finite else None

    def _as_said(self, start: int, verb: Token) -> Incise | None:
        """`comme l'a révélé X`, `ainsi que X l'indique`: with the speaker on either side of the verb."""
        doc = verb.doc
        if not any(lower(t) in ("l'", "le") and t.pos_ == "PRON" for t in doc[start : verb.i]):
            return None
        before = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < start and lower(c) not in ("on", "nous", "je")), None)
        first = start if before is None else before.left_edge.i
        words = " ".join(lower(t) for t in doc[max(first - 2, verb.sent.start) : first])
        linker = next((w for w in ("ainsi que", "tel que", "comme") if words.endswith(w)), None)
        speaker = before if before is not None else self._speaker(start, verb)
        if linker is None or speaker is None or not self._can_speak(speaker):
            return None
        return Incise(verb, first - len(linker.split()), max(verb.i, speaker.i) + 1, speaker, compared=True)

    @staticmethod
    def _set_off(start: int, verb: Token) -> bool:
        doc, first = verb.doc, verb.sent.start
        if start == first:  # the sign ended the sentence before: « Viens ! » dit X.
            return start > 0 and doc[start - 1].text in _CLOSING
        if doc[start - 1].text not in _SIGNS:
            return False
        if doc[start - 1].text in _CLOSING or doc[start - 1].text == "," and doc[start - 2].text in _CLOSING:
            return True
        # "X, dont …, s'inquiète de Y": the verb has its subject before it
        subjects = [c for v in (verb, verb.head) for c in v.children if c.dep_ in SUBJECTS and v.i >= start]
        if any(c.i < start and not is_verbal(c) for c in subjects):
            return False
        return any(_finite(t) for t in doc[first : start - 1])

    def _speaker(self, start: int, verb: Token) -> Token | None:
        doc = verb.doc
        for token in doc[start : min(verb.i + 2, verb.sent.end)]:
            if token.text.startswith("-") and lower(token).split("-")[-1] in _INVERTED:
                return self._informant(token) if lower(token).endswith("on") else token
        for token in doc[verb.i + 1 : verb.sent.end]:
            if _finite(token) or token.text in (":", ";", "(") or token.text in QUOTES or lower(token) in RELATIVE_PRONOUNS:
                return None
            noun = token.pos_ in ("NOUN", "PROPN", "PRON", "X") and token.dep_ not in ("amod", "fixed")
            inner = token.dep_.startswith("flat") and token.head.pos_ != "PRON" and token.ent_iob_ != "B"
            if not (noun or _stands_for_noun(token)) or inner:
                continue
            if token.text.startswith("-") or lower(token) in _CLITICS or lemma(token) in TIMES or _after_preposition(token):
                continue
            return token if self._can_speak(token) else None
        return None

    def _informant(self, inverted: Token) -> Token | None:
        """Whom one has it from: `a-t-on appris auprès de X`, `apprend-on de source policière`."""
        for token in inverted.doc[inverted.i + 1 : inverted.sent.end]:
            if token.pos_ in ("NOUN", "PROPN") and _after_preposition(token):
                return token if self._can_speak(token) else None
        return None


def after_quotation(word: Token) -> bool:
    """Whether the word stands right behind the comma that ends a quotation."""
    return word.i > word.sent.start + 1 and word.nbor(-1).text == "," and word.nbor(-2).text in _CLOSING


def _finite(token: Token) -> bool:
    return "Fin" in token.morph.get("VerbForm")


def _after_preposition(token: Token) -> bool:
    """Whether the noun phrase that `token` is the head of is introduced by a preposition, by the order of the words."""
    i = token.i - 1
    while i >= token.sent.start and token.doc[i].pos_ in ("DET", "ADJ", "NUM") and token.doc[i].text != ",":
        i -= 1
    return i >= token.sent.start and token.doc[i].pos_ in ("ADP", "CCONJ")


def _stands_for_noun(token: Token) -> bool:
    """`un proche du dossier`, `cette dernière`."""
    return token.pos_ == "ADJ" and token.dep_ != "amod" and token.i > 0 and token.doc[token.i - 1].pos_ == "DET"


__all__ = ["QUOTES", "CanSpeak", "Incise", "InciseReader", "after_quotation"]
