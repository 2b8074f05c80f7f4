"""Who says it: the person, body or document that the text credits with a statement.

In comes the head word of a match; out goes the token of its source, found as (1) the subject of the verb of
speech that governs it, (2) the speaker of an incise or the X of "selon X" whose words it is among, (3) the
speaker of the quotation around it, (4) who has the word in a conversation. The nearest source wins. What an apposition or a relative clause behind a
comma says is the writer's own, unless it stands in the quotation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from ..grammar.clauses import ClauseReader
from ..grammar.incises import QUOTES, CanSpeak, InciseReader
from ..grammar.operators import Operators
from ..grammar.syntax import (
    case_of,
    children,
    first_conjunct,
    has_copula,
    is_finite,
    is_infinitive,
    is_past_participle,
    is_verbal,
    lemma,
    lower,
    predicates,
)
from ..lines.turns import TurnReader
from .quotations import Quotation, read_quotations
from .source_phrases import SourcePhrase, SourcePhraseReader

# "Il ressort de l'enquête que …": the investigation says so.
_EMERGING = frozenset({"découler", "ressortir", "résulter"})


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


@dataclass(frozen=True, slots=True)
class _Frame:
    """A source with the words it is given for: those from `start` to `end`, the frame itself left out."""

    source: Source
    start: int
    end: int
    own: range

    def holds(self, i: int) -> bool:
        return self.start <= i < self.end and i not in self.own


class AttributionReader:
    """Finds sources in one text."""

    def __init__(
        self, doc: Doc, operators: Operators, clauses: ClauseReader, incises: InciseReader, can_speak: CanSpeak,
        turns: TurnReader,
    ) -> None:  # fmt: skip
        self._doc = doc
        self._turns = turns
        self._can_speak = can_speak
        self._operators = operators
        self._clauses = clauses
        self._incises = incises
        self._phrases = SourcePhraseReader(operators, can_speak)
        self._frames: dict[int, list[_Frame]] = {}
        self._known_quotations: list[Quotation] | None = None

    def source(self, head: Token, *participants: Token) -> Source | None:
        """The source of what `head` says of its `participants`, or None when it is the writer's own."""
        frames = [f for f in self._frames_of(head.sent) if f.holds(head.i)]
        for token in participants:
            # "né en 1909 selon X, en 1913 selon Y": each date has its own
            if narrow := [f for f in self._frames_of(head.sent) if f.holds(token.i) and not f.holds(head.i) and token.i > head.i]:
                return narrow[0].source
        if lemma(head) in self._operators.claims and head.pos_ == "VERB" and (own := self._subject(head)) is not None:
            return own
        above, aside = self._above(head)
        if above is not None:
            return above
        quotation = self._quotation(head.i)
        if aside is not None:
            # in a relative clause behind a comma: only what stands in it or quotes it
            frames = [f for f in frames if aside <= f.own.start and f.start >= aside - 1]  # the comma may be the first
        if frames:
            return min(frames, key=lambda f: f.end - f.start).source
        if quotation is not None and quotation.speaker is not None:
            return Source(quotation.speaker, quotation.cue or quotation.speaker)
        turn = self._turns.at(head)
        return Source(turn.speaker, turn.speaker) if turn is not None and turn.speaker is not None else None

    def asked(self, token: Token) -> Token | None:
        """Whom a question is put to in which `token` stands."""
        turn = self._turns.at(token)
        return turn.asked if turn is not None else None

    def _above(self, head: Token) -> tuple[Source | None, int | None]:
        """The speaker of a verb or noun of speech above `head`; else where the aside begins that `head` stands in."""
        node = head
        for _ in range(12):
            up = self._operators.governor(node)
            if up == node or not self._climbs(node):
                return None, None
            if up == node.head and (aside := self._aside(node)) is not None:
                return None, aside
            found = self._speech_verb(up, node, "ccomp" if up != node.head else node.dep_)
            if found is not None and found.token.i != head.i:
                return found, None
            node = up
        return None, None

    @staticmethod
    def _climbs(node: Token) -> bool:
        """Whether what is said of the word above holds for this one."""
        dep = node.dep_
        if dep.startswith(("ccomp", "xcomp", "csubj", "parataxis", "conj")):
            return True
        if dep in ("acl:relcl", "acl", "advcl", "advcl:cleft"):
            return is_verbal(node) or node.pos_ == "VERB"
        return dep.split(":")[0] in ("obj", "obl", "nsubj", "nmod", "appos", "amod", "advmod")

    def _aside(self, node: Token) -> int | None:
        """Where a relative or participle clause behind a comma begins."""
        if node.dep_ == "acl:relcl":
            if has_copula(first_conjunct(node.head)):
                return None  # "c'est X, et non Y, qui …" is one clause
        elif not (node.dep_ == "acl" and is_past_participle(node)):
            return None
        start = node.left_edge.i
        if self._doc[start].text == ",":
            start += 1
        return start if start > node.sent.start and self._doc[start - 1].text == "," else None

    def _speech_verb(self, up: Token, node: Token, dep: str) -> Source | None:
        """`X affirme que …`, `X annonce le report de …`, `l'annonce par X de …`."""
        if dep.split(":")[0] not in ("ccomp", "xcomp", "obj", "csubj", "parataxis") and dep not in (
            "nsubj:pass",
            "obl:arg",
            "advcl",
            "acl",
        ):
            return None
        word = lemma(up)
        if up.pos_ in ("VERB", "AUX") and self._operators.speech(up) not in (None, "plan", "wonder") and self._incises.read(up) is None:
            spoken = self._operators.content_verbs - self._operators.infinitive_only
            if dep.split(":")[0] in ("obj", "nsubj", "obl") and not is_verbal(node) and word not in spoken:
                return None
            if dep == "advcl" and not (is_infinitive(node) and case_of(node) in ("", "de")):
                return None
            if dep.startswith("parataxis") and node.i < up.i or is_infinitive(node) and self._operators.speech(up) == "doubt":
                return None  # "hésite à vendre" says nothing
            if any("Cnd" in t.morph.get("Mood") for t in (up, *children(up, "aux"))):
                return None  # "aurait annoncé": whoever says that he announced it is the source
            return self._subject(up, exclude=node)
        if word in _EMERGING and is_finite(node):
            return next((Source(c, up) for c in up.children if c.dep_.startswith("obl") and case_of(c) == "de" and self._can_speak(c)), None)
        if word in self._operators.beliefs and dep in ("ccomp", "advcl", "acl", "parataxis", "xcomp") and node.i > up.i and is_finite(node):
            return self._subject(up, exclude=node)  # "X est convaincu que …", "X est formel : …"
        if up.pos_ == "NOUN" and word in self._operators.say_nouns and dep in ("acl", "nmod", "ccomp"):
            for child in up.children:
                if child != node and child.dep_.startswith("nmod") and case_of(child) in ("de", "par") and child.pos_ in ("PROPN", "NOUN"):
                    return Source(child, up)
        return None

    def _subject(self, verb: Token, *, exclude: Token | None = None) -> Source | None:
        subjects = self._clauses.read(verb).subjects
        if lemma(verb) in self._operators.beliefs:
            subjects = self._clauses.surface_subjects(verb)  # "est convaincu" is no passive
        for argument in subjects:
            token = argument.token
            if token is exclude or token.dep_.startswith("expl") or lower(token) == "force":
                continue  # "force est de constater que …": nobody's
            if self._can_speak(token):
                return Source(token, verb)
        return None

    # --- incises and phrases ---

    def _frames_of(self, sentence: Span) -> list[_Frame]:
        if sentence.start not in self._frames:
            self._frames[sentence.start] = []
            self._frames[sentence.start] = [*self._incise_frames(sentence), *self._phrase_frames(sentence)]
        return self._frames[sentence.start]

    def _incise_frames(self, sentence: Span) -> Iterator[_Frame]:
        for verb in sentence:
            incise = self._incises.read(verb)
            if incise is None:
                continue
            start = self._segment(sentence, incise.start)[0]
            if incise.compared and any(lower(t) in ("ne", "n'") for t in self._doc[start : incise.start]):
                continue  # "n'est pas à X, comme le dit Y, mais à Z": Y says otherwise
            before = incise.start - 1
            if before > start and self._doc[before].text == "," and self._doc[before - 1].text in QUOTES.values():
                before -= 1
            if self._doc[before].text in QUOTES.values():
                opening = next((t.i for t in reversed(self._doc[start:before]) if QUOTES.get(t.text) == self._doc[before].text), None)
                if opening is not None and opening > start and lower(self._doc[opening - 1]) in (":", "que", "qu'"):
                    start = opening
            end = self._resumes(incise.end, sentence)
            yield _Frame(Source(incise.speaker, verb), start, max(end, incise.start), range(incise.start, incise.end))

    def _resumes(self, after: int, sentence: Span) -> int:
        """Where what is said ends that goes on behind an incise; `after` itself when it does not."""
        for token in self._doc[after : sentence.end]:
            if token.text in (":", "«", "“"):
                return sentence.end
            if "Fin" in token.morph.get("VerbForm"):
                clause = token.head if token.dep_.startswith(("aux", "cop")) else token
                return after if clause.dep_ == "acl:relcl" or lower(clause.left_edge) in ("qui", "que", "dont", "où") else sentence.end
        return after

    def _phrase_frames(self, sentence: Span) -> Iterator[_Frame]:
        earlier: list[int] = []
        for phrase in self._phrases.read(sentence):
            own = range(phrase.start, phrase.end)
            second = any(i >= self._segment(sentence, phrase.start)[0] for i in earlier)  # "…, contre 11 000 selon Y": X said the rest
            earlier.append(phrase.start)
            named = self._speaker_before(sentence) if phrase.anaphoric and phrase.start - sentence.start < 2 else None
            source = Source(named or phrase.source, phrase.source)
            start, end = self._segment(sentence, phrase.start)
            before = self._doc[phrase.start - 1] if phrase.start > start else None
            if before is not None and before.text == "," and phrase.start - 2 >= start and self._doc[phrase.start - 2].pos_ == "CCONJ":
                before = self._doc[phrase.start - 2]
            if before is None or before.pos_ == "CCONJ" or before.is_quote or before.text == ":":
                yield _Frame(source, phrase.start, end, own)
            elif before.text == "," or self._is_last(phrase.end, end) and not second:
                if (clause := self._relative_around(phrase)) is not None:
                    start, end = max(start, clause.left_edge.i), min(end, clause.right_edge.i + 1)
                yield _Frame(source, start, end, own)
            else:
                marks = [t.i for t in self._doc[start : phrase.start] if t.text in (",", "(", "—", "–")]
                yield _Frame(source, max([start, *marks]), phrase.end, own)

    def _speaker_before(self, sentence: Span) -> Token | None:
        """Who spoke last, in the sentences just before: "à ses yeux" at the head of a sentence is his."""
        start = max(0, sentence.start - 80)
        for token in reversed(self._doc[start : sentence.start]):
            if token.is_space and token.text.count("\n") > 1:
                return None
            if token.pos_ in ("VERB", "AUX") and self._operators.speech(token) == "assert" and (source := self._subject(token)):
                return source.token
        return None

    def _is_last(self, after: int, end: int) -> bool:
        """Whether the clause ends with the phrase: no comma and no verb behind it."""
        return not any(t.text in (",", ")") or is_finite(t) for t in self._doc[after:end])

    def _relative_around(self, phrase: SourcePhrase) -> Token | None:
        """The relative clause that the phrase is in; behind one that commas set off, it is of the whole sentence."""
        clause = next((t for t in phrase.source.ancestors if t.dep_ == "acl:relcl" and t.left_edge.i < phrase.source.i), None)
        return None if clause is not None and clause.i < phrase.start and self._aside(clause) is not None else clause

    def _segment(self, sentence: Span, i: int) -> tuple[int, int]:
        """The part of the sentence around `i` that semicolons mark off."""
        marks = [t.i for t in sentence if t.text == ";"]
        return max([sentence.start, *(m + 1 for m in marks if m < i)]), min([sentence.end, *(m for m in marks if m >= i)])

    @property
    def _quotations(self) -> list[Quotation]:
        if self._known_quotations is None:
            self._known_quotations = read_quotations(self._doc, self._clauses, self._incises, self._operators)
        return self._known_quotations

    def _quotation(self, i: int) -> Quotation | None:
        return next((q for q in self._quotations if q.start <= i < q.end), None)

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
        quotation = next((q for q in self._quotations if q.cue == verb), None)
        for child in [
            *children(verb, "ccomp"),
            *(c for noun in children(verb, "obl") for c in noun.children if self._operators.governor(c) == verb),
            *(c for c in children(verb, "obj") if has_copula(c)),
            *(c for c in children(verb, "xcomp") if is_infinitive(c)),
            *(t for t in verb.subtree if t.dep_.startswith("acl") and t.head != verb and self._operators.governor(t) == verb),
        ]:
            tokens = [t for t in child.subtree if t.i != verb.i and not _is_under(t, verb, below=child)]
            start, end = min(t.i for t in tokens), max(t.i for t in tokens) + 1
            if start <= verb.i < end:
                continue
            if quotation is not None and quotation.start <= start and end <= quotation.end:
                break  # a part of what is quoted
            return _trim(doc[start:end])
        if quotation is not None:
            # the evidence is a sentence: of a long quotation, the part that stands in it or next to it
            sentence = doc[quotation.start].sent if quotation.start > verb.i else doc[quotation.end - 1].sent
            return _trim(doc[max(quotation.start, sentence.start) : min(quotation.end, sentence.end)])
        frame = next((f for f in self._frames_of(verb.sent) if f.source.cue == verb), None)
        if frame is None:
            return None
        end = frame.own.start if frame.start < frame.own.start else frame.end
        return _trim(doc[frame.start : end]) if end - frame.start > 2 else None


def _trim(span: Span) -> Span | None:
    """The words without the marks around them, but with the mark that closes a quotation within."""
    start, end = span.start, span.end
    doc = span.doc
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].is_quote or doc[start].text in ("que", "qu'", "qu’")):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].is_quote):
        end -= 1
    awaited: list[str] = []
    for token in doc[start:end]:
        if awaited and token.text == awaited[-1]:
            awaited.pop()
        elif token.text in QUOTES:
            awaited.append(QUOTES[token.text])
    if awaited and end < len(doc) and doc[end].text == awaited[-1]:
        end += 1
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


__all__ = ["AttributionReader", "Source", "Speech"]
