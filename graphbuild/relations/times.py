"""When it is so: the date that the text gives for a statement.

In comes the head word of a match; out goes the date in ISO 8601, or the words of one that nothing places. A
date counts that hangs on the head, on what stands between the head and its clause, or that opens the clause
(`Lundi 3 mai, X a racheté Y`). A date of a clause below, or of a noun (`la loi du 3 mai`), does not.
"""

from __future__ import annotations

from spacy.tokens import Token

from .grammar.arguments import ArgumentReader
from .grammar.syntax import case_of, is_finite, is_verbal

# Dependencies through which a word belongs to the same event as the one above.
_SAME_EVENT = ("xcomp", "conj", "obj", "ccomp", "aux", "cop")
_ADVERBIAL = ("obl", "advmod", "nmod", "advcl", "obj", "nummod", "dep")
# Dates on one side of which, and not at which, something happens.
_BOUNDS = frozenset({"<", "<=", ">"})


class TimeReader:
    """Reads the times of statements in one text."""

    def __init__(self, arguments: ArgumentReader) -> None:
        self._arguments = arguments

    def read(self, head: Token) -> str | None:
        """The date of what `head` says, None where the text gives none."""
        node = head
        for _ in range(3):
            found = self._below(node)
            if found is not None:
                return found
            if node.dep_ not in _SAME_EVENT or node.head == node:
                break
            node = node.head
        return self._opening(head)

    def _below(self, node: Token) -> str | None:
        """A date among the children of `node`, or strayed onto a noun of its clause without preposition."""
        for child in node.children:
            if child.dep_.split(":")[0] in _ADVERBIAL and (found := self._date(child)) is not None:
                return found
        if not is_verbal(node):
            return None
        for token in node.doc[node.i + 1 : node.sent.end]:
            if is_finite(token) or token.text in (";", ":") or token.is_quote:
                return None
            if token.dep_.startswith("nmod") and not case_of(token) and self._clause(token) == node and (found := self._date(token)):
                return found
        return None

    @staticmethod
    def _clause(token: Token) -> Token | None:
        """The nearest verb above."""
        return next((t for t in token.ancestors if is_verbal(t)), None)

    def _opening(self, head: Token) -> str | None:
        """A date at the head of the sentence, before a comma, for what its main clause says."""
        sentence = head.sent
        colon = next((t.i for t in sentence[:6] if t.text == ":"), sentence.start)
        if colon > sentence.start and head.i > colon and self._opens(sentence.doc[colon - 1], sentence.start):
            return self._date(sentence.doc[colon - 1])  # "1998 : rachat de X"
        comma = next((t.i for t in sentence[:8] if t.text == ","), None)
        if comma is None or not self._in_main_clause(head):
            return None
        for token in sentence.doc[sentence.start : comma]:
            if token.pos_ in ("VERB", "AUX"):
                return None
            if (found := self._date(token)) is not None and self._opens(token, sentence.start):
                return found
        return None

    def _opens(self, token: Token, start: int) -> bool:
        """Whether only a preposition and an article stand before the date."""
        value = self._arguments.value_at(token, "Date")
        return value is not None and all(t.pos_ in ("ADP", "DET", "ADV", "CCONJ", "PUNCT", "SPACE") for t in token.doc[start : value["start"]])

    @staticmethod
    def _in_main_clause(head: Token) -> bool:
        node = head
        while node.head != node:
            if node.dep_.startswith(("acl", "advcl", "parataxis", "appos")) or node.dep_.startswith("ccomp") and is_finite(node):
                return False
            node = node.head
        return True

    def _date(self, token: Token) -> str | None:
        value = self._arguments.value_at(token, "Date")
        if value is None or value["label"] != "DATE" or value.get("details", {}).get("comparator") in _BOUNDS:
            return None
        return str(value["value"])


__all__ = ["TimeReader"]
