"""Who says it: the person, body or document that the text credits with a statement.

In comes the head word of a match; out goes the token of its source, found as (1) the subject of the
verb of speech that governs it, (2) the subject of an incise or quotation frame, (3) a phrase such as
"selon X". The nearest source wins. What an apposition says inside a noun phrase is the writer's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from .clauses import ClauseReader
from .operators import Operators
from .syntax import case_of, children, has_copula, is_infinitive, is_verbal, lemma, lower, phrases_after, predicates

QUOTES = {"«": "»", "“": "”", '"': '"', "„": "“"}


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it, by the head token of the phrase; `cue` is the word that says so."""

    token: Token
    cue: Token


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody says something: `content` is the span of the words said or reported."""

    speaker: Token
    verb: Token
    content: Span


class AttributionReader:
    """Finds sources in one text."""

    def __init__(self, operators: Operators, clauses: ClauseReader, can_speak: Callable[[Token], bool]) -> None:
        self._can_speak = can_speak
        self._operators = operators
        self._clauses = clauses

    def source(self, head: Token) -> Source | None:
        """The source of what `head` says, or None when it is the writer's own."""
        node = head
        for _ in range(12):
            found = self._frame_below(node, head)
            if found is not None:
                return found
            up = node.head
            if up == node:
                return None
            if not self._climbs(node):
                return None
            found = self._speech_verb(up, node)
            if found is not None and found.token.i != head.i:
                return found
            node = up
        return None

    @staticmethod
    def _climbs(node: Token) -> bool:
        """Whether what is said of the word above holds for this one."""
        dep = node.dep_
        if dep.startswith(("ccomp", "xcomp", "csubj", "parataxis", "conj")):
            return True
        if dep in ("acl:relcl", "acl", "advcl", "advcl:cleft"):
            return is_verbal(node) or node.pos_ == "VERB"
        return dep.split(":")[0] in ("obj", "obl", "nsubj", "nmod", "appos", "amod", "advmod")

    def _speech_verb(self, up: Token, node: Token) -> Source | None:
        """`X affirme que …`, `X annonce le report de …`, `l'annonce par X de …`."""
        if node.dep_.split(":")[0] not in ("ccomp", "xcomp", "obj", "csubj", "parataxis") and node.dep_ not in (
            "nsubj:pass",
            "obl:arg",
            "advcl",
            "acl",
        ):
            return None
        word = lemma(up)
        if up.pos_ in ("VERB", "AUX") and self._operators.speech(up) not in (None, "plan", "wonder"):
            if node.dep_.split(":")[0] in ("obj", "nsubj", "obl") and not is_verbal(node) and word not in self._operators.content_verbs:
                return None
            if node.dep_ == "advcl" and not (is_infinitive(node) and case_of(node) in ("", "de")):
                return None
            return self._subject(up, exclude=node)
        if up.pos_ == "NOUN" and word in self._operators.say_nouns and node.dep_ in ("acl", "nmod", "ccomp"):
            for child in up.children:
                if child != node and child.dep_.startswith("nmod") and case_of(child) in ("de", "par") and child.pos_ in ("PROPN", "NOUN"):
                    return Source(child, up)
        return None

    def _subject(self, verb: Token, *, exclude: Token | None = None) -> Source | None:
        clause = self._clauses.read(verb)
        for argument in clause.subjects:
            token = argument.token
            if (
                token is exclude
                or lower(token) in ("on", "il", "c'", "ce", "qui")
                and token.pos_ == "PRON"
                and token.dep_.startswith("expl")
            ):
                continue
            if self._can_speak(token):
                return Source(token, verb)
        return None

    def _frame_below(self, node: Token, head: Token) -> Source | None:
        """An incise ("…, affirme X") or a phrase ("selon X") that hangs on this clause."""
        if not (is_verbal(node) or node.pos_ in ("VERB", "AUX") or node.head == node or node.dep_ in ("conj", "ccomp", "parataxis")):
            return None
        for child in node.children:
            if child.pos_ in ("VERB", "AUX") and (
                child.dep_.startswith("parataxis") and self._operators.speech(child) is not None or self._clauses.is_incise(child)
            ):
                if _is_under(head, child):
                    continue
                found = self._subject(child)
                if found is not None:
                    return found
        for child in node.children:
            if lemma(child) == "croire" and child.i >= 2 and [lower(t) for t in child.doc[child.i - 2 : child.i]] == ["à", "en"]:
                source = next(phrases_after(child, stop_at_comma=True), None)
                if source is not None:
                    return Source(source, child)
            found = self._phrase(child)
            if found is not None and not _is_under(head, child):
                return found
        return None

    def _phrase(self, child: Token) -> Source | None:
        case = case_of(child)
        if not case:
            return None
        if case in self._operators.say_prepositions and case != "pour":
            return Source(child, child)
        text = " ".join(lower(t) for t in child.doc[child.left_edge.i : child.i + 1]).replace("' ", "'")
        for preposition in self._operators.say_prepositions:
            if " " in preposition and (text + " ").startswith(preposition + " "):
                inner = [c for c in child.children if c.dep_.startswith("nmod") and c.pos_ in ("NOUN", "PROPN", "PRON")]
                return Source(inner[0] if inner and case_of(inner[0]) == "de" else child, child)
        if case == "pour" and child.pos_ == "PROPN" and child.i < child.head.i and child.i - child.sent.start <= 3:
            after = child.right_edge.i + 1
            if after < len(child.doc) and child.doc[after].text == ",":
                return Source(child, child)
        return None

    # --- speech itself ---

    def speeches(self, doc: Doc) -> Iterator[Speech]:
        """Every verb of speech with a speaker and the words that are its content."""
        for verb in predicates(doc):
            if self._operators.speech(verb) != "assert":
                continue  # what is denied, feared or planned is not what somebody stated
            source = self._subject(verb)
            if source is None:
                continue
            content = self._content(verb)
            if content is not None and not content.start <= source.token.i < content.end:
                yield Speech(source.token, verb, content)

    def _content(self, verb: Token) -> Span | None:
        doc = verb.doc
        for child in [
            *children(verb, "ccomp"),
            *(c for c in children(verb, "obj") if has_copula(c)),
            *(c for c in children(verb, "xcomp") if is_infinitive(c)),
        ]:
            tokens = [t for t in child.subtree if t.i != verb.i and not _is_under(t, verb, below=child)]
            start, end = min(t.i for t in tokens), max(t.i for t in tokens) + 1
            if start <= verb.i < end:
                continue
            return _trim(doc[start:end])
        if (verb.dep_.startswith("parataxis") or self._clauses.is_incise(verb)) and verb.head != verb:
            group = [c.i for c in verb.children if c.i < verb.i and c.dep_.startswith(("aux", "expl", "iobj", "nsubj", "advmod"))]
            start, end = verb.sent.start, min([verb.i, *(i for i in group if verb.i - i <= 4)])
            closing = [t.i for t in doc[start:end] if t.text in QUOTES.values()]
            if closing and doc[start].text in QUOTES:
                end = closing[-1]
            if start < end - 1 and verb.head.i < end:
                return _trim(doc[start:end])
        quote = quoted_near(verb)
        return quote


def quoted_near(verb: Token) -> Span | None:
    """The quotation of the verb's sentence: after `verb :` or before an incise."""
    sentence = verb.sent
    for token in sentence:
        if token.text in QUOTES:
            closing = next((t for t in sentence if t.i > token.i and t.text == QUOTES[token.text]), None)
            words = sum(not t.is_space for t in sentence.doc[token.i + 1 : closing.i]) if closing is not None else 0
            if closing is not None and words > 2 and not token.i < verb.i < closing.i:
                return _trim(verb.doc[token.i + 1 : closing.i])
    return None


def _trim(span: Span) -> Span | None:
    start, end = span.start, span.end
    doc = span.doc
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].is_quote or lower(doc[start]) in ("que", "qu'")):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].is_quote):
        end -= 1
    return doc[start:end] if end > start else None


def _is_under(token: Token, top: Token, *, below: Token | None = None) -> bool:
    """Whether `token` is `top` or hangs below it (with `below`: but not through that child)."""
    node = token
    for _ in range(60):
        if below is not None and node == below:
            return False
        if node == top:
            return True
        if node.head == node:
            return False
        node = node.head
    return False


__all__ = ["AttributionReader", "Source", "Speech", "quoted_near"]
