"""Sentence borders from the layout of a text: a tokenized `Doc` in, sentence starts and headings out.

Stands right behind the tokenizer, before the parser, which keeps the borders
set here and finds the others. A line end ends a sentence, so that a heading
never glues to the paragraph below it; only the line ends of hard-wrapped text
(mail, some plain-text exports) are left to the parser. Headings and the head
line `date 2025-12-02` are given as plain values in `doc.spans["headings"]`,
with the labels `heading` and `date`.
"""

from __future__ import annotations

import collections
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..errors import ResourceError
from ..resources import read_words

# A report may begin with its date; the text then follows on the same line or on the next.
HEAD_LINE = re.compile(r"\s*(date\s+\d{4}-\d{2}-\d{2})(?=\s|$)", re.IGNORECASE)
LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")

# Marks that close something: no sentence starts with them. Marks that open or go on: none starts behind them.
NEVER_FIRST = frozenset([".", ",", ";", ":", "!", "?", "…", "...", ")", "]", "}", "»", "”", "%", "€"])
NEVER_BEFORE = frozenset([",", ";", "(", "[", "{", "«", "“", "/"])

# A text of more tokens than this on a single line may have lost its line ends.
LONG_LINE = 80

# What stands at the head of a line and is no part of its sentence: the mark of a list item ("•", "3.", "b)"; a dash is, as in
# the treebanks), and the dateline of a dispatch ("Lyon, le 6 février 2024 –", "PARIS, 3 mai (AFP) -").
ITEM = re.compile(r"(?:[^\w\s«»\"“”„'‘’()\[\]…–—-]+|\d{1,2}[.)]|[a-z]\))[ \t\u00a0\u202f]+(?=\S)")
_PLACE = r"[^\W\d_a-zß-ÿ][\w'’.-]*(?:[ -](?:[^\W\d_]{1,3}[ -])?[^\W\d_a-zß-ÿ][\w'’.-]*){0,3}"
_DAY = r"(?:le )?\d{1,2}(?:er)? [^\W\d_]{3,10}\.?(?: \d{4})?"
DATELINE = re.compile(rf"(?:{_PLACE},? {_DAY}(?: \([^()\n]{{2,40}}\))?|[^\W\d_a-zß-ÿ' -]{{2,}} \([^()\n]{{2,40}}\)) ?[-–—]{{1,2}} +(?=\S)")

# Who speaks, at the head of a line of an interview or of minutes ("Q. –", "Mme Durand :", "La Gazette :"), before a sentence.
_SPEAKER = re.compile(r"([^\W\d_a-zß-ÿ][^\n\d:?!;«»]{0,45}?) ?(?::|(?<=\.) [-–—])[ \t]+(?=[«“\"—–-]? ?[^\W\d_a-zß-ÿ])")

FINAL_MARKS = ".!?…"
CLOSING_MARKS = "\"'»”’)]"
LIST_MARKS = "-–—•*·▪◦‣"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: offsets without its outer blanks, and whether it opens and closes a paragraph."""

    start: int
    end: int
    text: str
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """What the layout says, in offsets: where sentences start, where they cannot, and the labelled headings."""

    starts: tuple[int, ...]
    continued: tuple[int, ...]
    headings: tuple[tuple[int, int, str], ...]


def read_lines(text: str, start: int = 0) -> list[Line]:
    """The lines of a text from an offset on that hold more than blanks."""
    borders = [start, *(end for match in LINE_END.finditer(text, start) for end in match.span()), len(text)]
    spans = []
    for i in range(0, len(borders), 2):
        raw = text[borders[i] : borders[i + 1]]
        left = borders[i] + len(raw) - len(raw.lstrip())
        spans.append((left, left + len(raw.strip())))
    lines = []
    for i, (left, right) in enumerate(spans):
        if right > left:
            first = i == 0 or spans[i - 1][0] >= spans[i - 1][1]
            last = i == len(spans) - 1 or spans[i + 1][0] >= spans[i + 1][1]
            lines.append(Line(left, right, text[left:right], first, last))
    return lines


def _paragraphs(lines: list[Line]) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for line in lines:
        paragraph.append(line)
        if line.last:
            yield paragraph
            paragraph = []


def is_finished(text: str) -> bool:
    """Whether a line ends as a sentence does: with a final mark, quotes and brackets behind it aside."""
    return text.rstrip(CLOSING_MARKS + " \u00a0\u202f")[-1:] in tuple(FINAL_MARKS + ":;")


def is_wrapped(paragraph: list[Line], *, min_width: int, max_width: int) -> bool:
    """Whether the lines of a paragraph were broken by a program that fills lines.

    Such a program breaks a line only where the next word does not fit: the
    first word of each line must have been too long for the line before it. A
    sentence running over some line end must show that the lines do belong together.
    """
    width = max(len(line.text) for line in paragraph)
    if len(paragraph) < 2 or not min_width <= width <= max_width:
        return False
    pairs = list(zip(paragraph, paragraph[1:], strict=False))
    full = sum(len(line.text) + 1 + len(following.text.split()[0]) > width for line, following in pairs)
    runs_on = any(_runs_on(line, following) for line, following in pairs)
    listed = any(line.text[0] in LIST_MARKS for line in paragraph)
    return runs_on and not listed and full >= 0.8 * len(pairs)


def _runs_on(line: Line, following: Line) -> bool:
    return not is_finished(line.text) and following.text[0].islower()


def is_heading(line: Line, following: Line | None, *, max_words: int) -> bool:
    """Whether a line is a heading: short, without final stop, alone, and with text below it.

    A question or an exclamation is one only where blank lines set it apart; a
    line directly above others only where it is clearly shorter than the next.
    """
    text = line.text.lstrip("#= ")
    marked = line.text.startswith(("# ", "## ", "### ", "=="))
    if following is None or not text or text[0] in LIST_MARKS or len(text.split()) > max_words:
        return False
    if marked:
        return True
    opening = text.lstrip("\"'«“‘([ \u00a0\u202f")
    if not opening or opening[0].islower():
        return False
    last = text.rstrip(CLOSING_MARKS + " \u00a0\u202f")[-1:]
    if last in tuple(".,;:…-–—"):
        return False
    alone = line.first and line.last
    if last in ("?", "!"):
        return alone
    return alone or (line.first and 2 * len(text) < len(following.text))


def read_speakers(lines: list[Line]) -> dict[int, int]:
    """Where the labels of speakers end, by the starts of their lines: a label is one that comes back, or stands before a
    question and right above another; between such labels every label is one. Headlines ("X : …") end without a stop."""
    labels = [(n, match) for n, line in enumerate(lines) if is_finished(line.text) and (match := _SPEAKER.match(line.text)) is not None]
    counts = collections.Counter(match[1] for _, match in labels)
    sure = {n for n, match in labels if counts[match[1]] > 1}
    for (n, _), (after, _) in zip(labels, labels[1:], strict=False):
        if after == n + 1 and lines[n].text.endswith("?"):
            sure |= {n, after}
    return {lines[n].start: lines[n].start + match.end() for n, match in labels if sure and min(sure) <= n <= max(sure)}


def read_layout(text: str, *, max_heading_words: int, min_width: int, max_width: int) -> Layout:
    """Where the layout of a text puts sentence borders, and its headings."""
    starts: list[int] = []
    continued: list[int] = []
    headings: list[tuple[int, int, str]] = []
    body = 0
    head = HEAD_LINE.match(text)
    if head is not None:
        headings.append((*head.span(1), "date"))
        body = head.end()
    lines = read_lines(text, body)
    following = dict(zip(lines, lines[1:], strict=False))
    speakers = read_speakers(lines)
    for paragraph in _paragraphs(lines):
        wrapped = is_wrapped(paragraph, min_width=min_width, max_width=max_width)
        for i, line in enumerate(paragraph):
            before = paragraph[i - 1] if i else None
            # Outside wrapped text, too, a long unfinished line that goes on in lower case is one sentence.
            if before is not None and _runs_on(before, line) and (wrapped or len(before.text) >= min_width):
                continued.append(line.start)
            elif before is None or not wrapped:
                starts.append(line.start)
                if line.start in speakers:
                    starts.append(speakers[line.start])
                elif (opening := ITEM.match(line.text) or DATELINE.match(line.text)) is not None:
                    starts.append(line.start + opening.end())
            if not wrapped and is_heading(line, following.get(line), max_words=max_heading_words):
                headings.append((line.start, line.end, "heading"))
    return Layout(tuple(starts), tuple(continued), tuple(headings))


def is_unlaid(doc: Doc) -> bool:
    """Whether a text may have lost its line ends: it is long and has none."""
    return len(doc) > LONG_LINE and not any(LINE_END.search(token.text) for token in doc if token.is_space)


def sure_starts(doc: Doc, small: frozenset[str]) -> set[int]:
    """The tokens that begin a sentence in a text without line ends: a word of `small` with a capital ("Dans",
    "Pour": none of a name) behind a word or a semicolon, as after a heading or an item of a list."""
    return {
        token.i
        for token in doc[1:]
        if token.text.istitle()
        and token.lower_ in small
        and (token.nbor(-1).is_alpha or token.nbor(-1).text in (";", ")"))
        and not token.nbor(-1).text.istitle()
    }


def impossible_starts(doc: Doc) -> set[int]:
    """The tokens with which no sentence can start, by the signs around them.

    A closing mark; a word behind an opening mark or a comma; a word in lower
    case behind another word. A word with a capital behind another word neither:
    names have capitals too. Only a long text without any line end may have lost
    its layout, and have headings inside its lines; there the parser decides.
    Straight quotation marks open and close in turn, anew on each line.
    """
    unlaid = is_unlaid(doc)
    found = set()
    before = ""
    quoted = False
    for token in doc:
        text = token.text
        if token.is_space:
            if LINE_END.search(text):
                before, quoted = "", False
            continue
        if text == '"':
            quoted = not quoted
            closing = not quoted
        else:
            closing = text in NEVER_FIRST
        opened = before in NEVER_BEFORE or (before == '"' and quoted and text != '"')
        behind_word = before[-1:].isalnum() and (text[0].islower() or not unlaid)
        if closing or opened or behind_word:
            found.add(token.i)
        before = text
    return found


class Sentences:
    """The spaCy component `graphbuild_sentences`."""

    def __init__(
        self,
        name: str,
        *,
        max_heading_words: int,
        min_width: int,
        max_width: int,
        spans_key: str,
        small: frozenset[str] = frozenset(),
    ) -> None:
        self.name = name
        self.small = small
        self.max_heading_words = max_heading_words
        self.min_width = min_width
        self.max_width = max_width
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> Layout:
        """The layout of the text of `doc`, in character offsets."""
        return read_layout(
            doc.text, max_heading_words=self.max_heading_words, min_width=self.min_width, max_width=self.max_width
        )

    def set_annotations(self, doc: Doc, layout: Layout) -> None:
        """Write sentence starts (`Token.is_sent_start`) and headings (`Doc.spans`).

        Where no sentence can start the parser is told so. White space belongs
        to the sentence before it. Tokens about which nothing is known stay open
        for the parser.
        """
        starts, continued = set(layout.starts), set(layout.continued)
        impossible = impossible_starts(doc)
        sure = sure_starts(doc, self.small) if is_unlaid(doc) else set()
        blank = True  # nothing but white space so far: it makes no sentence of its own
        known: dict[int, bool] = {}
        for token in doc:
            if token.i == 0:
                blank = token.is_space
            elif token.is_space or blank:
                known[token.i] = False
                blank = blank and token.is_space
            elif token.idx in starts or token.i in sure:
                known[token.i] = True
            elif token.idx in continued or token.i in impossible:
                known[token.i] = False
        set_starts(doc, known)
        spans = []
        for start, end, label in layout.headings:
            span = doc.char_span(start, end, label=label, alignment_mode="expand")
            if isinstance(span, Span):
                spans.append(span)
        doc.spans[self.spans_key] = spans


def set_starts(doc: Doc, known: Mapping[int, bool]) -> None:
    """Says of the tokens in `known` whether a sentence starts with them, all at once: `Token.is_sent_start` looks at the whole
    text each time that it is set."""
    values = doc.to_array("SENT_START").astype("int64")
    for i, is_start in known.items():
        values[i] = 1 if is_start else -1
    doc.from_array(["SENT_START"], values.astype("uint64"))


@functools.cache
def small_words(lang: str) -> frozenset[str]:
    """The words with which sentences begin and names do not (`no_names` of the lexicon)."""
    try:
        return frozenset(read_words(lang, "entities.yaml")["no_names"])
    except ResourceError:
        return frozenset()


@Language.factory(
    "graphbuild_sentences",
    assigns=["token.is_sent_start", "doc.spans"],
    default_config={"max_heading_words": 16, "min_width": 50, "max_width": 120, "spans_key": "headings"},
)
def create_sentences(
    nlp: Language, name: str, max_heading_words: int, min_width: int, max_width: int, spans_key: str
) -> Sentences:
    """Factory: `nlp.add_pipe("graphbuild_sentences", first=True)`.

    `max_heading_words`: the most words of a heading; `min_width`, `max_width`:
    the line widths, in characters, that hard-wrapped text may have;
    `spans_key`: where headings go in `doc.spans`. The small words that begin no name are those of the
    lexicon of the language, where there is one.
    """
    return Sentences(
        name,
        max_heading_words=max_heading_words,
        min_width=min_width,
        max_width=max_width,
        spans_key=spans_key,
        small=small_words(nlp.lang),
    )
