"""Futures that lie behind the report, as lives and histories tell them: `il épousera X en 1921`, `la revue, qu'il dirigera`.

In comes the head word of what is told in the future, or under `aller` and `devoir`; out goes whether its year, or that of the clause
that a relative stands in, lies before the year of the report.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from ..grammar.syntax import is_finite, is_infinitive, is_verbal

# A text without date is of this century. So long ago, what "devait" happen is not told as a plan.
_THIS_CENTURY, _GENERATION = 2000, 25
_AHEAD = frozenset({"future", "futur", "aller", "devoir"})


class HistoryReader:
    """Judges the futures of one text."""

    def __init__(self, doc: Doc) -> None:
        date = doc._.gb_document_date
        self._report = int(date[:4]) if date else _THIS_CENTURY
        self._long_ago = min(self._report - _GENERATION, _THIS_CENTURY) if date else _THIS_CENTURY
        self._years = {v["start"]: int(v["value"][:4]) for v in doc._.gb_values if v["label"] == "DATE" and str(v["value"])[:4].isdigit()}

    def is_told(self, head: Token, marks: list[str]) -> bool:
        """Whether what `marks` make a plan was one then, and has come to pass."""
        if not marks or not set(marks) <= _AHEAD:
            return False
        before = self._report if set(marks) <= {"future", "futur"} else self._long_ago
        clause = _clause(head)
        years = self._years_of(clause, head)
        if not years and clause.dep_ == "acl:relcl":
            years = self._years_of(_clause(clause.head), clause.head)
        return bool(years) and max(years) < before

    def _years_of(self, clause: Token, head: Token) -> list[int]:
        """The years that complete `head`, its verb or an infinitive under that; not those of "la loi de 1912", "fondée en 1912"."""
        return [
            year
            for start, year in self._years.items()
            for token in clause.doc[start : start + 3]
            if token.sent == clause.sent and (token.head in (clause, head) or is_infinitive(token.head) and _clause(token.head) == clause)
        ]


def _clause(token: Token) -> Token:
    """The verb or predicate of the clause that the word stands in."""
    while token.head != token and not (is_verbal(token) and is_finite(token) and not is_infinitive(token)):
        token = token.head
    return token


__all__ = ["HistoryReader"]
