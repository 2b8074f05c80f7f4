"""Brackets and quotation marks around and inside a phrase: what one of them cuts off is no part of it.

In comes the head of a phrase with its first and last word; out go its ends, and its label.
"""

from __future__ import annotations

from spacy.tokens import Doc

from .incises import QUOTES

_AROUND = " «»\"“”,;:"


def within_marks(doc: Doc, head: int, start: int, end: int) -> int:
    """Where the phrase ends: before a bracket that it does not close, before the end of a quotation that began before it."""
    opened = next((t.i for t in doc[head:end] if t.text == "("), end)
    if not any(t.text == ")" for t in doc[opened:end]):
        end = opened  # "les coureurs du Tour (198 au départ)"
    inside = {t.text for t in doc[start:end]}
    closed = next((t.i for t in doc[head + 1 : end] if t.text in "»”" and not any(QUOTES[o] == t.text for o in inside & {"«", "“"})), end)
    return closed  # "qualifié de « mentor » des deux autres"


def label_of(doc: Doc, start: int, end: int) -> str:
    """The words without signs around them, but with the mark that closes a quotation within."""
    text = " ".join(doc[start:end].text.split()).strip(_AROUND)
    opening = next((mark for mark in "«“" if text.count(mark) > text.count(QUOTES[mark])), None)
    if opening is None:
        return text
    closing = QUOTES[opening]
    if closing in {t.text for t in doc[end - 1 : end + 1]}:
        return f"{text} {closing}"
    return text[: text.index(opening)].rstrip()


__all__ = ["label_of", "within_marks"]
