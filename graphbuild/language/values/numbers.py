"""Numbers in French prose: text in, `Number`s with their amounts out; and `Expression`, what all of `values*` find.

Figures in any French spelling ("1 250 000,50", "3.600", "4x100"), with a scale ("2,7 milliards",
"deux millions et demi"), spelled out ("quatre-vingt-dix mille", read by text2num), round numbers
("une centaine", "des milliers") and fractions ("deux tiers"). What is counted, and how much of a
number is a date, is decided by `values.quantities` and `values.dates`, which stand on this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from text_to_num import text2num

# Signs that are set in several ways and mean the same; each becomes one character, so that offsets stay.
_PLAIN = str.maketrans("\u00a0\u202f\u2009\u2007\u2008\u200a’ʼ‑‐–−×", "      ''---" + "-x")

# Figures: groups of three digits with blanks or points, or plain; then decimals.
# No ordinals ("11e", "1er"), no parts of a longer sequence ("1-2-3", "99/12").
_FIGURE = (
    r"(?:\d{1,3}(?:[ .]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?)"
    r"(?!(?:ers?|res?|es?|èmes?|emes?|nde?s?|ds?)(?!\w))(?![\d/]|[-.]\d)"
)


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A number as written at `start:end`; `amount` is None where the words name no figure ("des milliers").

    `rough` marks round numbers ("une dizaine"), `spelled` those in letters, `linked` those whose
    counted noun must follow with "de" ("millions d'utilisateurs").
    """

    start: int
    end: int
    amount: Decimal | None
    rough: bool = False
    spelled: bool = False
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """A value found in a text: where (code points), what kind, its normal form and what else is known."""

    start: int
    end: int
    label: str
    value: str
    datatype: str
    details: dict[str, str | float] = field(default_factory=dict)


def plain_text(text: str) -> str:
    """The text with one kind of blank, apostrophe, hyphen and multiplication sign; offsets are kept."""
    return text.translate(_PLAIN)


def either(words: Iterable[str]) -> str:
    """Alternation of literal words for a regular expression, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def read_figure(written: str) -> Decimal:
    """The amount of a figure: "1 250,5" and "1.250,5" are 1250.5, "3.600" is 3600, "0.125" is 0.125."""
    digits = written.replace(" ", "")
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "")
    return Decimal(digits.replace(",", "."))


class NumberReader:
    """Finds the numbers of a text; made once from the data of `values.yaml`."""

    def __init__(self, data: dict[str, Any]) -> None:
        words = either(data["number_words"])
        self._scales: dict[str, int] = data["scales"]
        self._collectives: dict[str, int] = data["collectives"]
        self._fractions = {words: Decimal(amount) for words, amount in data["fractions"].items()}
        scale, collective = either(self._scales), either(self._collectives)
        spans = "|".join(sorted(set(data["durations"])))
        spelled = rf"(?:{words})(?:(?:[ -]et[ -]|[ -])(?:{words}|une?|onze)(?!\w))*"
        self._pattern = re.compile(
            rf"(?<![\w])(?<!\w[-.,'/])(?:"
            rf"(?P<fraction>{either(self._fractions)})(?= d[e'u])"
            rf"|(?P<rough>(?:(?:une?|des|deux|trois|quatre|quelques|plusieurs|les|ces|de[s ]? ?nombreu(?:x|ses)) )"
            rf"(?:petite |bonne |grosse )?(?P<collective>{collective})s?)(?= d[e'])"
            rf"|(?P<half>un demi-(?P<half_scale>{scale}))"
            rf"|(?P<number>(?P<sign>\+ ?|(?<!\n)-)?(?P<figure>{_FIGURE})|(?<!pour )(?P<spelled>{spelled})|(?P<one>une?)(?= (?:{scale}|{spans}|pour cent)\b))"
            rf"(?:[ -](?P<scale>{scale})(?!\w))?(?P<and_half> et demie?(?!\w))?"
            rf"|(?<=(?:le|du|au|d') )(?P<bare>million|milliard)(?= d[e'])"
            rf")",
            re.IGNORECASE,
        )

    def find(self, text: str) -> list[Number]:
        """The numbers of a text made plain by `plain_text`, from left to right."""
        found = []
        for match in self._pattern.finditer(text):
            number = self._read(match)
            if number is not None:
                found.append(number)
        return found

    def _read(self, match: re.Match[str]) -> Number | None:
        start, end = match.span()
        groups = match.groupdict()
        if groups["fraction"]:
            return Number(start, end, self._fractions[groups["fraction"].lower()], spelled=True, linked=True)
        if groups["rough"]:
            return self._rough(match)
        if groups["half"]:
            amount = Decimal(10) ** self._scales[groups["half_scale"].lower()] / 2
            return Number(start, end, amount, spelled=True, linked=True)
        if groups["bare"]:
            return Number(start, end, Decimal(10) ** self._scales[groups["bare"].lower()], spelled=True, linked=True)
        if groups["figure"]:
            amount = read_figure(groups["figure"])
            if groups["sign"] and groups["sign"].startswith("-"):
                amount = -amount
        elif groups["spelled"]:
            words = " ".join(groups["spelled"].lower().replace("-", " ").split())
            try:
                amount = Decimal(text2num(words, "fr"))
            except ValueError:  # words of number that make none together: "deux trois"
                return None
        else:
            amount = Decimal(1)
        if groups["and_half"]:
            amount += Decimal("0.5")
        scale = (groups["scale"] or "").lower()
        if scale:
            amount *= Decimal(10) ** self._scales[scale]
        return Number(start, end, amount, spelled=not groups["figure"], linked=scale not in ("", "mille"))

    def _rough(self, match: re.Match[str]) -> Number | None:
        """ "une centaine", "deux millions", "des milliers": exact, round or without a figure."""
        noun = match["collective"].lower()
        article = match["rough"].lower().split()[0]
        exact = noun in ("million", "milliard")
        counts = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4}
        amount = Decimal(counts[article] * self._collectives[noun]) if article in counts else None
        return Number(*match.span(), amount, rough=not (exact and amount), spelled=True, linked=True)
