"""Who speaks in a conversation and who is asked: `Mme X : …`, `Q. – … R. – …`, questions in lines of their own.

In come a text and its entities; out go its turns, one a line. The speaker is named by the label of the line or of the one before
it; behind a question it is who is asked, whom the lines above the first question present. What a turn says is the speaker's:
`je` is theirs, `nous` that of their house, and `vous` in a question means who is asked.
"""

from __future__ import annotations

import bisect
import collections
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span, Token

from ...language.sentences import read_lines as layout_lines
from ...language.sentences import read_speakers
from ...resources import read_words
from ..grammar.syntax import is_finite, lower
from .fields import read_lines

# A label has so many words at most; so many of them, or of questions without labels, make a conversation.
_LABEL, _LABELS, _QUESTIONS = 8, 3, 2
_SIGNS = frozenset({":", "–", "—", "-"})
ASKED = frozenset({"vous", "votre", "vos"})
_OWN = frozenset({"je", "j'", "mon", "ma", "mes", "nous", "notre", "nos"})


@dataclass(frozen=True, slots=True)
class Turn:
    """The words from `start` to `end` are said by `speaker`, or ask `asked` something."""

    start: int
    end: int
    speaker: Token | None = None
    asked: Token | None = None


@dataclass(frozen=True, slots=True)
class _Label:
    """The label of a line: its words, the person whom it names, and where the words behind it begin."""

    text: str
    start: int
    root: Token
    person: Token | None


class TurnReader:
    """Reads the turns of one text."""

    def __init__(self, doc: Doc, entities: list[dict[str, Any]], lang: str) -> None:
        data = read_words(lang, "attribution.yaml")
        self._questions, self._answers, self._interviews, self._credits = (
            frozenset(data[key]) for key in ("question_labels", "answer_labels", "interview_words", "interview_credits")
        )
        self._doc = doc
        people = [e for e in entities if e["type"] == "Person" and any(m[2] == "name" for m in e["mentions"])]
        self._names = {i: n for n, e in enumerate(people) for start, end, kind in e["mentions"] if kind == "name" for i in range(start, end)}
        self._initials = {
            tuple(word[0] for word in e["label"].split() if word[0].isupper()): doc[start]
            for e in reversed(people)
            for start, _, kind in reversed(e["mentions"])
            if kind == "name" and len(e["label"]) > 6
        }
        self._lines = read_lines(doc)
        ends = read_speakers(layout_lines(doc.text))
        self._labels = {line.start: label for line in self._lines if (label := self._label(line, ends)) is not None}
        self.turns = self._read()

    def at(self, token: Token) -> Turn | None:
        """The turn in which a word is said."""
        place = bisect.bisect_right(self.turns, token.i, key=lambda turn: turn.start) - 1
        return self.turns[place] if place >= 0 and token.i < self.turns[place].end else None

    def _label(self, line: Span, ends: dict[int, int]) -> _Label | None:
        """The label that the layout has found before the first sentence of a line."""
        sign = next((t for t in line[1:_LABEL] if t.text in _SIGNS), None)
        if sign is None or sign.i + 1 >= line.end or ends.get(line[0].idx) != sign.nbor(1).idx:
            return None
        words = [t for t in self._doc[line.start : sign.i] if t.text[0].isalpha()]
        text = " ".join(lower(t) for t in words).rstrip(" .")
        short = all(len(t.text.rstrip(".")) < 3 for t in words)
        person = self._initials.get(tuple(c for t in words for c in t.text if c.isupper())) if short else None
        person = person or next((t for t in words if t.i in self._names), None)
        return _Label(text, sign.i + 1, self._doc[line.start : sign.i].root, person)

    def _read(self) -> list[Turn]:
        asking = self._asking()
        questions = [n for n, line in enumerate(self._lines) if self._asks(line, asking)]
        labelled = len(self._labels) >= _LABELS
        if not labelled and (len(questions) < _QUESTIONS or not self._is_interview(questions[0])):
            return []
        first = min([*questions[:1], *(n for n, line in enumerate(self._lines) if line.start in self._labels)])
        main = self._interviewee(self._lines[:first])
        speaker = None
        turns: list[Turn] = []
        for n, line in enumerate(self._lines[first:], start=first):
            label = self._labels.get(line.start)
            if any(" ".join(lower(t) for t in line[:6]).startswith(words) for words in self._credits):
                break
            if label is None and labelled and line.start > max(self._labels) and self._is_apart(n):
                break
            if n in questions:
                answer = next((self._labels.get(other.start) for other in self._lines[n + 1 :] if other.start not in asking), None)
                speaker = answer.person if answer is not None and answer.person is not None else main
                turns.append(Turn(line.start, line.end, asked=speaker))
                continue
            if label is not None and label.text not in self._answers:
                speaker = label.person or label.root
            if speaker is not None:
                turns.append(Turn(line.start if label is None else label.start, line.end, speaker=speaker))
        return turns

    def _asking(self) -> frozenset[int]:
        """The starts of the labelled lines of those who ask: of a label for questions, or one most of whose lines are questions."""
        lines = {line.start: line for line in self._lines}
        asked = collections.Counter(label.text for start, label in self._labels.items() if lines[start].text.endswith("?"))
        said = collections.Counter(label.text for label in self._labels.values())
        asking = {text for text in said if text in self._questions or 2 * asked[text] >= said[text] and text not in self._answers}
        return frozenset(start for start, label in self._labels.items() if label.text in asking)

    def _asks(self, line: Span, asking: frozenset[int]) -> bool:
        return line.start in asking or line.start not in self._labels and _is_question(line)

    def _is_interview(self, first: int) -> bool:
        """Whether questions say `vous` and what follows them `je`."""
        words = {lower(t) for line in self._lines[first:] for t in line}
        return bool(words & ASKED) and bool(words & {"je", "j'"})

    def _is_apart(self, n: int) -> bool:
        """Whether a line begins a paragraph that does not speak of its speaker."""
        gap = self._doc[self._lines[n - 1].end : self._lines[n].start].text.count("\n")
        return gap > 1 and not _OWN & {lower(t) for t in self._lines[n]}

    def _interviewee(self, head: list[Span]) -> Token | None:
        """Whom the lines above the conversation present: `Trois questions à X`, else the person named most, else first."""
        named = [t for line in head for t in line if t.i in self._names]
        announced = [t for t in named if any(lower(w) in self._interviews for w in self._doc[max(0, t.i - 6) : t.i])]
        counts = collections.Counter(self._names[t.i] for t in named)
        return announced[0] if announced else max(named, key=lambda t: (counts[self._names[t.i]], -t.i), default=None)


def _is_question(line: Span) -> bool:
    """Whether a line does nothing but ask."""
    return line.text.rstrip(" »").endswith("?") and any(is_finite(t) for t in line) and not line.text.startswith(("«", "“"))


__all__ = ["ASKED", "Turn", "TurnReader"]
