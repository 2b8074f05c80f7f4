"""Agents that a sentence leaves out and the text makes clear.

"Le mémo mentionne le report de X": by whom? In a text about one organisation, by that one. In come the
entities of the document with their mentions; out goes the entity that the passage is about, or None
when two have equal claims. Statements completed so carry a rule name that says `understood`.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc, Token

# The organisation must be spoken of at least so often, and so much more than any other.
MIN_MENTIONS, MIN_RATIO = 3, 1.5
# … and not so long ago, in tokens.
MAX_DISTANCE = 120


class TopicReader:
    """Which organisation a passage is about."""

    def __init__(self, doc: Doc, entities: list[dict[str, Any]]) -> None:
        self._organisations = [
            (index, sorted(m[0] for m in entity["mentions"]))
            for index, entity in enumerate(entities)
            if entity["type"] == "Organization" and any(m[2] == "name" for m in entity["mentions"])
        ]
        self._paragraphs = _paragraph_starts(doc)
        self._heads = {
            start: (end, index)
            for index, entity in enumerate(entities)
            for start, end, kind in entity["mentions"]
            if kind == "name" and entity["type"] in ("Organization", "Place")
        }

    def organisation(self, token: Token) -> int | None:
        """The organisation that the passage around `token` is about, as a position in the entities."""
        scores = sorted(((self._score(starts, token.i), -index) for index, starts in self._organisations), reverse=True)
        last = {index: max((s for s in starts if s <= token.i), default=None) for index, starts in self._organisations}
        if not scores or scores[0][0] < MIN_MENTIONS:
            return None
        if len(scores) > 1 and scores[0][0] < MIN_RATIO * scores[1][0]:
            return None
        latest = last[-scores[0][1]]
        return -scores[0][1] if latest is not None and token.i - latest <= MAX_DISTANCE else None

    def nearest(self, token: Token) -> int | None:
        """The organisation named last before `token` in its paragraph; None where two stand in the same sentence."""
        start = max((p for p in self._paragraphs if p <= token.i), default=0)
        last = [
            (max(s for s in starts if s < token.i), index)
            for index, starts in self._organisations
            if any(start <= s < token.i for s in starts)
        ]
        if not last:
            return self.organisation(token)
        last.sort(reverse=True)
        if len(last) > 1 and token.doc[last[0][0]].sent == token.doc[last[1][0]].sent:
            return None
        return last[0][1]

    def heading(self, token: Token) -> int | None:
        """The body or place that stands alone before a colon at the head of the sentence: `X : Y prend les rênes`."""
        end, index = self._heads.get(token.sent.start, (token.i, None))
        return index if end < token.i and token.doc[end].text == ":" else None

    def _score(self, starts: list[int], position: int) -> float:
        """Mentions so far count whole, later ones half: a text names its subject early."""
        return sum(1.0 if s <= position else 0.5 for s in starts)


def _paragraph_starts(doc: Doc) -> list[int]:
    return [0, *(t.i + 1 for t in doc if t.is_space and "\n" in t.text)]
