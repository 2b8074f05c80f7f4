"""How much room a label takes: text and size in, wrapped lines and a box in CSS pixels out.

Stands before the layout, which needs the boxes of all labels, and before the browser, which draws exactly
these lines. The widths are those of the fonts that the page carries (`assets/fonts/widths.json`, thousandths
of an em, measured once in a browser); a character that is not in the table counts as wide as an average one,
East Asian wide characters as a full em.
"""

from __future__ import annotations

import functools
import json
import unicodedata
from importlib.resources import files
from typing import Literal

Face = Literal["regular", "bold", "relation"]

LINE_HEIGHT = 1.22
ELLIPSIS = "…"
_UNKNOWN = 600
_WIDE = 1000


@functools.cache
def _widths(face: Face) -> dict[str, int]:
    table = json.loads((files("graphbuild.page") / "assets/fonts/widths.json").read_text(encoding="utf-8"))
    return {char: int(width) for width, chars in table[face].items() for char in chars}


def text_width(text: str, size: float, *, face: Face = "regular") -> float:
    """The width of `text` on one line, in pixels, at a font size in pixels."""
    widths = _widths(face)
    total = 0
    for char in text:
        width = widths.get(char)
        if width is None:
            if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
                width = 0
            else:
                width = _WIDE if unicodedata.east_asian_width(char) in "WF" else _UNKNOWN
        total += width
    return total * size / 1000


def wrap(text: str, *, columns: int, lines: int) -> list[str]:
    """`text` in at most `lines` lines of about `columns` characters, cut with an ellipsis where it is longer.

    Lines are balanced: the last line of a label is never a single short word if that can be helped.
    """
    words = text.split() or [""]
    length = len(" ".join(words))
    for wanted in range(max(1, -(-length // columns)), lines + 1):
        # The narrowest column that holds the text in so many lines leaves them all about as long.
        for width in range(min(columns, -(-length // wanted)), columns + 1):
            done = _fill(words, width)
            if len(done) <= wanted:
                return [_cut(line, columns) for line in done]
    done = _fill(words, columns)
    kept = done[: lines - 1] + [" ".join(done[lines - 1 :])]
    return [_cut(line, columns) for line in kept]


def _fill(words: list[str], columns: int) -> list[str]:
    done = [words[0]]
    for word in words[1:]:
        if len(done[-1]) + 1 + len(word) <= columns:
            done[-1] += f" {word}"
        else:
            done.append(word)
    return done


def _cut(text: str, columns: int) -> str:
    return text if len(text) <= columns else text[: columns - 1].rstrip() + ELLIPSIS


def box(lines: list[str], size: float, *, face: Face = "regular") -> tuple[float, float]:
    """Width and height, in pixels, of a label of several lines."""
    return max(text_width(line, size, face=face) for line in lines), len(lines) * size * LINE_HEIGHT
