"""Quantities in French prose: a `Doc` and its numbers in, `Expression`s out.

A number becomes a quantity with what it counts ("650 millions d'utilisateurs actifs mensuels"), an amount
of money, a percentage, a duration, or a score; with the comparator before it ("plus de"), the rate behind
it ("par mois"), and, where the text says from what to what something changed, the amount it had before.
The counted noun phrase is read off the parts of speech; without them, off the shape of the words.

The span covers what a person would cite: comparator, number, unit. `details` holds `amount`, `unit` (as
written), `currency` (ISO 4217), `period` (what a rate is given per), `comparator`, `from_amount` or
`to_amount` (the two ends of a change), `low` and `high` (the ends of a range).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from spacy.tokens import Doc

from .numbers import Expression, Number, either

_NOMINAL = frozenset({"NOUN", "PROPN"})
_DETERMINERS = frozenset(
    "le la les l' un une des du ces ses leurs son sa leur cette ce cet nos vos d' de aux au".split()
)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A quantity in the making: its span, kind, and what is known so far."""

    start: int
    end: int
    number: Number
    label: str
    details: dict[str, str | float]


class QuantityReader:
    """Makes quantities of numbers; made once from the data of `values.yaml`."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._durations: dict[str, str] = data["durations"]
        self._not_counted = frozenset(data["not_counted"])
        self._ordering = frozenset(data["ordering_words"])
        self._change = tuple(data["change_words"])
        self._signs = {words: sign for sign, list_ in data["comparators"].items() for words in list_}
        self._short_scales: dict[str, int] = data["short_scales"]
        currencies: dict[str, str] = data["currencies"]
        self._currencies = {_plural(name): code for name, code in currencies.items()} | currencies
        self._symbols: dict[str, str] = data["currency_symbols"]
        codes = "EUR|USD|GBP|CHF|JPY|CNY|CAD|AUD"
        short = "|".join(self._short_scales)
        self._money = re.compile(
            rf" ?(?:de |d')?(?:(?P<scale>{short})(?= ?(?:{either(self._symbols)}|{codes}|euros?|dollars?)))? ?"
            rf"(?:(?P<word>{either(self._currencies)})(?!\w)|(?P<symbol>{either(self._symbols)})(?!\w)|(?P<code>{codes})(?!\w))"
        )
        self._money_before = re.compile(rf"(?P<symbol>{either(set(self._symbols) - {'F', 'FF'})}) ?$")
        self._percent = re.compile(r" ?(?:%|‰|pour cent(?!\w)|p\. ?100)")
        self._unit = re.compile(rf" ?(?P<unit>{either(set(data['unit_symbols']) - {'%', '‰'})})(?![\w'])")
        self._compound = re.compile(
            r"(?P<first>\d+) ?x ?(?P<second>\d+)(?: ?(?P<unit>m|km|cm|mm))?(?!\w)|(?P<metres>\d+)m(?P<centimetres>\d\d)(?!\w)"
        )
        self._score = re.compile(r"(?<![\w,.-])(?P<one>\d{1,3})-(?P<two>\d{1,3})(?![\w,.-]*\w)(?! ?[%€])")
        self._duration = re.compile(
            rf" ?(?:de |d')?(?P<unit>{either(self._durations)})(?!\w)(?P<half> et demie?)?", re.IGNORECASE
        )
        self._rate = re.compile(
            rf" ?(?:par |/ ?|l'|le |la |pour une? )(?P<per>(?:{either(data['rates'])})s?)(?!\w)(?! (?:derni|proch|pass))"
        )
        self._before = re.compile(rf"(?:^|(?<=[\W_]))(?P<words>{either(self._signs)}) ?$", re.IGNORECASE)

    def open(self, doc: Doc, text: str) -> None:
        """Take up a document; `text` is its plain text. `find` and `counted_at` then speak of it."""
        self._doc, self._text = doc, text
        self._starts = [token.idx for token in doc]
        self._tagged = doc.has_annotation("POS")

    def find(self, numbers: Sequence[Number], taken: Sequence[Expression]) -> list[Expression]:
        """The quantities of the document outside the expressions `taken` before (dates)."""
        covered = [(expression.start, expression.end) for expression in taken]
        fixed, used = self._fixed_shapes(covered)
        drafts: list[_Draft] = []
        for number in numbers:
            if not any(number.start < end and start < number.end for start, end in covered + used):
                draft = self._draft(number)
                if draft is not None and not (drafts and drafts[-1].end > draft.start):
                    drafts.append(draft)
        return sorted(fixed + self._paired(drafts), key=lambda expression: expression.start)

    # --- one number -----------------------------------------------------------------------------

    def _draft(self, number: Number) -> _Draft | None:
        text, end = self._text, number.end
        details: dict[str, str | float] = {}
        label = "QUANTITY"
        start = number.start
        if self._is_order(number):
            return None
        if match := self._percent.match(text, end):
            label, end = "PERCENT", match.end()
            details["unit"] = "%"
            end, of = self._share(end)
            if of:
                details["of"] = of
        elif match := self._money.match(text, end):
            label, end = "MONEY", match.end()
            if match["scale"]:
                number = replace(
                    number, amount=(number.amount or 1) * Decimal(10) ** self._short_scales[match["scale"]]
                )
            word = match["word"] or match["symbol"] or match["code"]
            code = self._currencies.get(word, self._symbols.get(word, match["code"] or ""))
            details["unit"] = word
            if code:
                details["currency"] = code
            end = self._complement(end)
        elif match := self._money_before.search(text, max(0, start - 4), start):
            label, start = "MONEY", match.start()
            details |= {"unit": match["symbol"], "currency": self._symbols[match["symbol"]]}
        elif match := self._duration.match(text, end):
            label, end = "DURATION", match.end()
            details["unit"] = match["unit"]
            if match["half"]:
                number = replace(number, amount=(number.amount or 0) + Decimal("0.5"))
            if counted := self._noun_phrase(end, after_de=True):
                end = counted[1]
        elif match := self._unit.match(text, end):
            end = match.end()
            details["unit"] = match["unit"]
            end = self._complement(end)
        elif counted := self._noun_phrase(end, after_de=number.linked):
            details["unit"] = text[counted[0] : counted[1]]
            end = counted[1]
        elif (number.spelled and not number.linked) or number.amount is None:
            return None
        if label != "PERCENT" and (match := self._rate.match(text, end)):
            details["period"] = match["per"]
            end = match.end()
        if number.rough:
            details["comparator"] = "~"
        if match := self._before.search(text, max(0, start - 24), start):
            details["comparator"] = self._signs[match["words"].lower()]
            start = match.start("words")
        return _Draft(start, end, number, label, details)

    def _is_order(self, number: Number) -> bool:
        """A figure that numbers a thing and counts none: after "article", in a list, glued to a name."""
        before = self._text[max(0, number.start - 16) : number.start]
        word = re.search(r"([^\s(«\"']+)[ ]?$", before)
        if word is None:
            # A number alone at the head of a line, followed by a point or bracket, numbers a list.
            at_head = number.start == 0 or "\n" in before[-1:]
            return at_head and bool(re.match(r"[.)](?:\s|$)|\s*(?:\n|$)", self._text[number.end : number.end + 3]))
        last = word.group(1)
        if last.lower() in self._ordering:
            return True
        # A name and its number ("Apollo 11"): only where no counted noun follows, which is decided by the caller's unit.
        if last[0].isupper() and last.isalnum() and not number.linked:
            place = bisect_left(self._starts, number.start) - 1
            token = self._doc[max(place, 0)]
            first = token.i == 0 or token.is_sent_start
            named = token.pos_ == "PROPN" if self._tagged else not first
            return (
                named
                and not self._noun_phrase(number.end, after_de=False)
                and not re.match(r" ?[%€$]| ?\w", self._text[number.end :])
            )
        return False

    # --- what is counted ------------------------------------------------------------------------

    def counted_at(self, offset: int) -> bool:
        """Whether a counted noun, unit or currency begins at an offset: then the figure before is no year."""
        text = self._text
        if self._percent.match(text, offset) or self._money.match(text, offset) or self._duration.match(text, offset):
            return True
        return bool(self._unit.match(text, offset)) or self._noun_phrase(offset, after_de=False) is not None

    def _noun_phrase(self, offset: int, *, after_de: bool) -> tuple[int, int] | None:
        """Start and end of the noun phrase that begins at `offset`, with "de" before it where asked."""
        doc = self._doc
        place = bisect_left(self._starts, offset)
        if (
            place >= len(doc)
            or self._text[offset : doc[place].idx].strip(" ")
            or "\n" in self._text[offset : doc[place].idx]
        ):
            return None
        if after_de:
            if doc[place].lower_ not in ("de", "d'", "d’", "des", "du"):
                return None
            place += 1
            if place < len(doc) and doc[place].lower_ in ("ses", "leurs", "ces", "nos", "la", "le", "l'", "l’"):
                place += 1
        first = place
        while place < len(doc) and self._is_adjective(place) and place - first < 3:
            place += 1
        if place >= len(doc) or not self._is_noun(place):
            # Taggers take rare nouns for adjectives: the last one then is the noun.
            place -= 1
            if place < first or not self._tagged:
                return None
        last = self._modifiers(place)
        return doc[first].idx, doc[last].idx + len(doc[last])

    def _modifiers(self, place: int) -> int:
        """The last token of the noun at `place` with its adjectives and one complement "de" + bare noun."""
        doc, last, complements = self._doc, place, 0
        while last + 1 < len(doc):
            token = doc[last + 1]
            if self._is_adjective(last + 1) and not self._governs(last + 1):
                last += 1
            elif token.lower_ in ("de", "d'", "d’", "en", "à") and complements < 1 and last + 2 < len(doc):
                if (
                    not self._is_noun(last + 2)
                    or not doc[last + 2].text[0].islower()
                    or doc[last + 2].ent_iob in (1, 3)
                ):
                    break
                if token.lower_ in ("en", "à") and not (
                    self._tagged and token.head.i == last + 2 and doc[last + 2].head.i == place
                ):
                    break
                if doc[last + 2].lower_ in self._durations:
                    break
                last, complements = last + 2, complements + 1
            else:
                break
        return last

    def _share(self, offset: int) -> tuple[int, str]:
        """ "des voix", "de ses agents" after a percentage: where it ends, and the words of what the share is of."""
        doc = self._doc
        place = bisect_left(self._starts, offset)
        if place >= len(doc) or doc[place].lower_ not in ("de", "d'", "d’", "des", "du"):
            return offset, ""
        first = place + 1
        while first < len(doc) and doc[first].lower_ in _DETERMINERS:
            first += 1
        if first >= len(doc) or not doc[first].text[0].islower():
            return offset, ""
        found = self._noun_phrase(doc[first].idx, after_de=False)
        if found is None or doc[first].ent_iob in (1, 3):
            return offset, ""
        return found[1], self._text[found[0] : found[1]]

    def _complement(self, offset: int) -> int:
        """The end of "de recettes" after "euros", "de cacao" after "tonnes"; `offset` where there is none."""
        found = self._noun_phrase(offset, after_de=True)
        if found is None or not self._text[found[0]].islower():
            return offset
        return found[1] if re.match(r" (?:de|d')\s?\w", self._text[offset : found[0] + 1]) else offset

    def _is_noun(self, place: int) -> bool:
        token = self._doc[place]
        if token.ent_iob in (1, 3) or not token.text[0].isalpha() or token.lower_ in self._not_counted:
            return False
        if self._tagged:
            return token.pos_ in _NOMINAL and (token.text[0].islower() or token.pos_ == "NOUN")
        return token.text[0].islower() and len(token) > 2

    def _is_adjective(self, place: int) -> bool:
        token = self._doc[place]
        if not self._tagged or not token.text[0].islower() or token.lower_ in self._not_counted:
            return False
        return token.pos_ == "ADJ" or (
            token.pos_ == "VERB"
            and "Part" in token.morph.get("VerbForm", [])
            and "Past" in token.morph.get("Tense", [])
        )

    def _governs(self, place: int) -> bool:
        """Whether a participle has complements of its own, which make it a clause: "employés par l'usine"."""
        token = self._doc[place]
        return token.pos_ == "VERB" and any(
            child.i > place and child.dep_ not in ("punct",) for child in token.children
        )

    # --- shapes that hold two numbers -----------------------------------------------------------

    def _fixed_shapes(self, covered: list[tuple[int, int]]) -> tuple[list[Expression], list[tuple[int, int]]]:
        """ "4x100 m", "5m98" and scores ("3-1"): the expressions, and the spans they take."""
        found = []
        for match in self._compound.finditer(self._text):
            if self._text[max(0, match.start() - 1) : match.start()].isalnum():
                continue
            details: dict[str, str | float]
            if match["metres"]:
                value, details = f"{match['metres']}.{match['centimetres']}", {"unit": "m"}
                details["amount"] = float(value)
                found.append(Expression(*match.span(), "QUANTITY", value, "xsd:decimal", details))
            else:
                details = {"unit": match["unit"]} if match["unit"] else {}
                found.append(Expression(*match.span(), "QUANTITY", match.group(), "xsd:string", details))
        for match in self._score.finditer(self._text):
            value = f"{match['one']}-{match['two']}"
            found.append(Expression(*match.span(), "QUANTITY", value, "xsd:string", {"unit": "score"}))
        found = [f for f in found if not any(f.start < end and start < f.end for start, end in covered)]
        return found, [(f.start, f.end) for f in found]

    def _paired(self, drafts: list[_Draft]) -> list[Expression]:
        """Expressions of the drafts; "de 9 à 14 millions" and "contre 12" link a draft to its neighbour."""
        found: list[Expression] = []
        place, went = 0, ""
        while place < len(drafts):
            draft = drafts[place]
            following = drafts[place + 1] if place + 1 < len(drafts) else None
            between = self._text[draft.end : following.start] if following else ""
            if following and re.fullmatch(r" (?:à|et) (?:plus de |près de |environ )?", between):
                before = self._text[max(0, draft.start - 60) : draft.start]
                opened = re.search(r"(?:^|\W)(de|d'|entre) ?$", before.lower())
                words = re.findall(r"[\w-]+", before.lower())[-9:]
                changing = any(word.startswith(self._change) for word in words)
                # "A passe de 17 à 9 points, B de 19 à 15": the verb is said once.
                again = (
                    place
                    and re.fullmatch(r"[^.;!?\n]{1,60}", self._text[drafts[place - 1].end : draft.start])
                    and "to" in went
                )
                # "progresse de 8 % à 1,2 milliard": by how much and to what, no two ends
                ends = self._same_kind(draft, following)
                if ends and between.startswith(" à") and opened and opened[1] != "entre" and (changing or again):
                    found += self._change_of(draft, following)
                    went = "to"
                    place += 2
                    continue
                if (between.startswith(" à") or (opened and opened[1] == "entre")) and self._same_kind(
                    draft, following
                ):
                    found.append(self._range_of(draft, following))
                    place += 2
                    continue
            if found and re.search(r"\bcontre $", self._text[max(0, draft.start - 8) : draft.start]) and place:
                previous = drafts[place - 1]
                if self._same_kind(draft, previous) and "\n" not in self._text[previous.end : draft.start]:
                    unit = draft.details.get("unit") or previous.details.get("unit", "")
                    draft = replace(
                        draft, label=previous.label, details=draft.details | ({"unit": unit} if unit else {})
                    )
            found.append(self._expression(draft))
            place += 1
        return found

    def _same_kind(self, one: _Draft, two: _Draft) -> bool:
        """Whether two drafts measure the same: one of them may leave its unit to the other."""
        bare = "unit" not in one.details or "unit" not in two.details
        return bare or (one.label == two.label and one.details.get("unit") == two.details.get("unit"))

    def _completed(self, draft: _Draft, other: _Draft) -> _Draft:
        """The draft with the unit, and the scale, that it leaves to the other one: "de 9 à 14 millions d'euros"."""
        if "unit" in draft.details:
            return draft
        number = draft.number
        written = self._text[other.number.start : other.number.end]
        scaled = re.search(r"(millions?|milliards?)$", written)
        if scaled and number.amount is not None and other.number.amount and number.amount < 1000 and not number.linked:
            number = replace(
                number, amount=number.amount * (1_000_000 if scaled[1].startswith("million") else 1_000_000_000)
            )
        shared = {key: other.details[key] for key in ("unit", "currency", "of", "period") if key in other.details}
        return replace(draft, number=number, label=other.label, details=shared | draft.details)

    def _change_of(self, old: _Draft, new: _Draft) -> list[Expression]:
        new = self._completed(new, old)
        old = self._completed(old, new)
        if old.number.amount is not None and new.number.amount is not None:
            old.details["to_amount"] = float(new.number.amount)
            new.details["from_amount"] = float(old.number.amount)
        return [self._expression(old), self._expression(new)]

    def _range_of(self, low: _Draft, high: _Draft) -> Expression:
        low = self._completed(low, high)
        made = self._expression(high)
        if low.number.amount is None or high.number.amount is None:
            return replace(made, start=low.start)
        details = {key: value for key, value in made.details.items() if key != "amount"}
        details |= {"low": float(low.number.amount), "high": float(high.number.amount)}
        value = f"{decimal_text(low.number.amount)}/{decimal_text(high.number.amount)}"
        return Expression(low.start, made.end, made.label, value, "xsd:string", details)

    def _expression(self, draft: _Draft) -> Expression:
        amount = draft.number.amount
        if amount is None:
            words = self._text[draft.start : draft.end]
            return Expression(draft.start, draft.end, draft.label, words, "xsd:string", draft.details)
        details = {"amount": float(amount)} | draft.details
        if draft.label == "DURATION":
            span = duration_text(amount, self._durations[str(details["unit"]).lower()])
            if span:
                return Expression(draft.start, draft.end, draft.label, span, "xsd:duration", details)
        return Expression(draft.start, draft.end, draft.label, decimal_text(amount), "xsd:decimal", details)


def decimal_text(amount: Decimal) -> str:
    """The amount as `xsd:decimal`: no exponent, no needless zeros."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def duration_text(amount: Decimal, unit: str) -> str:
    """The amount of a unit (`Y`, `3M`, `W`, `TH`) as `xsd:duration`; "" where halves have no ISO form."""
    match = re.fullmatch(r"(T?)(\d*)([A-Z])", unit)
    assert match is not None, unit
    designator, total = match[3], amount * int(match[2] or 1)
    if designator == "W":
        designator, total = "D", total * 7
    if total != int(total):
        smaller = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60), "D": ("H", 24), "M": ("D", 30)}
        following = smaller.get(match[1] + designator)
        if following is None or total * following[1] != int(total * following[1]):
            return ""
        designator, total = following[0], total * following[1]
        return f"P{'T' if match[1] or designator == 'H' else ''}{int(total)}{designator}"
    return f"P{match[1]}{int(total)}{designator}"


def _plural(name: str) -> str:
    """ "livre sterling" is "livres sterling", "franc suisse" "francs suisses", "franc CFA" "francs CFA"."""
    invariable = {"sterling", "CFA", "de", "Hongkong", "yuan"}
    return " ".join(word if word in invariable or word.endswith("s") else f"{word}s" for word in name.split())
