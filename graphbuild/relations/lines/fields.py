"""Lines that begin with a label: `Siège : Lyon`, `Présents : A, B et C`.

In comes a `Doc`; out go its lines, and its fields: the label as the lexicon writes labels, and the words behind the colon,
which may go on over the lines below. What the labels say stands in `fields.yaml`; `sheets` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

# A label has so many words at most.
_WORDS = 6
_COLONS = frozenset({":", "|"})
MARKS = "-–—•*·▪◦‣✓→"
_UNLABELLED = re.compile(r"\([^)]*\)|\b\d{4}\b|[«»\"*#]")


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its words as the lexicon has them, and where the words behind its colon start and end."""

    label: str
    head: Token
    start: int
    end: int

    @property
    def value(self) -> Span:
        """The words behind the colon."""
        return self.head.doc[self.start : self.end]


def read_lines(doc: Doc | Span) -> list[Span]:
    """The lines that hold more than blanks, without the blanks around them."""
    lines: list[Span] = []
    words: list[Token] = []
    for token in (*doc, None):
        if token is not None and not (token.is_space and "\n" in token.text):
            words += [] if token.is_space else [token]
        elif words:
            lines.append(words[0].doc[words[0].i : words[-1].i + 1])
            words = []
    return lines


def read_fields(doc: Doc, lines: list[Span], modifiers: frozenset[str]) -> list[Field]:
    """The labelled lines and, inside lines, labelled sentences."""
    found: list[Field] = []
    for number, line in enumerate(lines):
        starts = [line.start, *(t.i for t in line[1:] if t.is_sent_start and t.nbor(-1).is_punct and t.nbor(-1).text not in _COLONS)]
        for start, end in zip(starts, [*starts[1:], line.end], strict=True):
            colon = next((t.i for t in doc[start : min(start + _WORDS + 2, end)] if t.text in _COLONS or "\t" in t.text), None)
            head = next((t for t in doc[start:colon] if t.text[0].isalpha()), None) if colon is not None else None
            if colon is None or head is None or any(_says(t) for t in doc[start:colon]):
                continue
            if colon + 1 < end:
                value = colon + 1, end
            elif end == line.end and number + 1 < len(lines):
                value = lines[number + 1].start, _block_end(doc, lines, number)
            else:
                continue
            found.append(Field(_label(doc[head.i : colon].text, modifiers), head, *value))
    return found


def _says(token: Token) -> bool:
    """Whether the word is a finite verb other than that of `Étaient présents : …`."""
    return "Fin" in token.morph.get("VerbForm") and token.lower_ not in ("sont", "étaient", "ont")


def read_sections(doc: Doc, lines: list[Span], headings: set[int], modifiers: frozenset[str]) -> list[Field]:
    """The short headings with the lines below them, to the next blank line: `Distinctions`, and what is listed there."""
    found: list[Field] = []
    for number, line in enumerate(lines[:-1]):
        head = next((t for t in line if t.text[0].isalpha()), None)
        if line.start in headings and head is not None and len(line) <= _WORDS and ":" not in line.text:
            found.append(Field(_label(line.text, modifiers), head, lines[number + 1].start, _block_end(doc, lines, number + 1)))
    return found


def _block_end(doc: Doc, lines: list[Span], number: int) -> int:
    """The end of the lines below a label that has nothing behind its colon: to the next blank line or label."""
    end = lines[number].end
    for before, line in zip(lines[number:], lines[number + 1 :], strict=False):
        gap = doc[before.end : line.start].text.count("\n")
        if gap > 1 or line.text.endswith(":") or any(t.text == ":" for t in line[: _WORDS + 2]) and line[0].is_alpha:
            break
        end = line.end
    return end


def _label(text: str, modifiers: frozenset[str]) -> str:
    words = _UNLABELLED.sub(" ", text.lower().replace("’", "'")).split()
    return " ".join(w for w in words if w not in modifiers).strip(" -–—.")


def members(span: Span, inside: Callable[[Token], bool]) -> Iterator[Span]:
    """The things listed in a span: what commas, semicolons, `et` and line ends part, `inside` a name they do not; what stands
    in parentheses is left out."""
    start, depth = span.start, 0
    for token in span:
        opens, closes = token.text in ("(", "["), token.text in (")", "]")
        parts = token.text in (",", ";", "/") or token.lower_ == "et" or token.is_space and "\n" in token.text
        if depth == 0 and (opens or parts and not inside(token)):
            yield from _trimmed(span.doc[start : token.i])
            start = token.i + 1
        depth += opens
        if closes and depth:
            depth -= 1
            start = token.i + 1
    if depth == 0:
        yield from _trimmed(span.doc[start : span.end])


def _trimmed(span: Span) -> Iterator[Span]:
    words = [t.i for t in span if not t.is_space and t.text not in MARKS]
    if words:
        yield span.doc[words[0] : words[-1] + 1]


__all__ = ["MARKS", "Field", "members", "read_fields", "read_lines", "read_sections"]
