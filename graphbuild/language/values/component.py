"""`graphbuild_values`: dates, times, durations, figures, money and percentages of a `Doc`.

Stands behind the entity recogniser and before `graphbuild_entities`. Reads the words, the parts of
speech where there are any, and `doc._.gb_document_date`; writes `doc._.gb_values` and
`doc.spans["values"]`. The readers of numbers, dates and quantities stand in `values.numbers`,
`values.dates` and `values.quantities`, their words in `ontology/lexicon/fr/values.yaml`.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from datetime import date
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from ...resources import read_words
from .. import attributes  # noqa: F401 - registers the extensions of Doc
from .dates import DateReader
from .numbers import Expression, NumberReader, plain_text
from .quantities import QuantityReader

# Names that a date or figure may stand inside of; another kind of "name" that is one is a mistake of the recogniser.
_NAMES_WITH_FIGURES = frozenset({"EVENT", "ORG", "PRODUCT", "WORK"})


@functools.cache
def _readers(lang: str) -> tuple[NumberReader, DateReader, QuantityReader]:
    data = read_words(lang, "values.yaml")
    return NumberReader(data), DateReader(data), QuantityReader(data)


class Values:
    """The component: `predict` computes, `set_annotations` writes, calling it does both."""

    def __init__(self, name: str = "graphbuild_values", *, lang: str = "fr") -> None:
        self.name = name
        self._numbers, self._dates, self._quantities = _readers(lang)

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> list[dict[str, Any]]:
        """The values of a document, sorted and apart from each other, in the form of `doc._.gb_values`:
        `start` and `end` (tokens), `label` (DATE TIME DURATION QUANTITY MONEY PERCENT), `value`,
        `datatype`, `details`."""
        text = plain_text(doc.text)
        today = self._today(doc, text)
        starts = [token.idx for token in doc]
        numbers = self._numbers.find(text)
        self._quantities.open(doc, text)
        dates = self._dates.find(
            text,
            today=today,
            future_at=lambda offset: _in_future(doc, bisect_right(starts, offset) - 1),
            counted_at=self._quantities.counted_at,
        )
        found = dates + self._quantities.find(numbers, dates)
        return _on_tokens(doc, starts, sorted(found, key=lambda expression: expression.start))

    def _today(self, doc: Doc, text: str) -> date | None:
        """The day of the report: as told by the reader of the document, else from a dateline at its head."""
        try:
            return date.fromisoformat(doc._.gb_document_date[:10])
        except (TypeError, ValueError):  # none given, or of reduced precision
            return self._dates.dateline(text)

    def set_annotations(self, doc: Doc, values: list[dict[str, Any]]) -> None:
        """Write the values; a name that the recogniser saw in a mere date or figure is taken back."""
        wrong = {ent for ent in doc.ents for value in values if value["start"] < ent.end and ent.start < value["end"]}
        if wrong:
            doc.ents = tuple(ent for ent in doc.ents if ent not in wrong)
        doc._.gb_values = values
        doc.spans["values"] = [Span(doc, value["start"], value["end"], label=value["label"]) for value in values]


def _in_future(doc: Doc, place: int) -> bool:
    """Whether the verb that governs the token at a place is in the future tense."""
    if not doc.has_annotation("DEP"):
        return False
    token = doc[max(0, place)]
    for above in (token, *token.ancestors):
        if above.pos_ in ("VERB", "AUX"):
            forms = [above, *(child for child in above.children if child.dep_.startswith("aux"))]
            return any("Fut" in form.morph.get("Tense", []) for form in forms)
    return False


def _name_end(name: Span) -> int:
    """Where a name ends for a date behind it: "le Conseil, jeudi" is no name, whatever the recogniser says; titles hold commas."""
    return name.end if name.label_ == "WORK" else next((t.i for t in name if t.text == ","), name.end)


def _on_tokens(doc: Doc, starts: list[int], found: list[Expression]) -> list[dict[str, Any]]:
    """The expressions as values over tokens; none overlaps another one or a name that may hold a figure."""
    names = [
        (ent.start, _name_end(ent)) for ent in doc.ents if ent.label_ in _NAMES_WITH_FIGURES or not re.search(r"\d", ent.text)
    ]
    everything = [(ent.start, _name_end(ent)) for ent in doc.ents]
    values: list[dict[str, Any]] = []
    reached = 0
    for expression in found:
        start = bisect_right(starts, expression.start) - 1
        end = bisect_left(starts, expression.end)
        while start < end and doc[start].is_space:
            start += 1
        inside = (
            name_start < start or end < name_end
            for name_start, name_end in everything
            if start < name_end and name_start < end
        )
        if (
            start < reached
            or start >= end
            or any(inside)
            or any(start < name_end and name_start < end for name_start, name_end in names)
        ):
            continue
        reached = end
        values.append(
            {
                "start": start,
                "end": end,
                "label": expression.label,
                "value": expression.value,
                "datatype": expression.datatype,
                "details": expression.details,
            }
        )
    return values


@Language.factory(
    "graphbuild_values",
    default_config={"lang": "fr"},
    assigns=["doc._.gb_values", "doc.spans"],
    requires=[],
)
def create_values(nlp: Language, name: str, lang: str) -> Values:
    """Factory of the component; `lang` names the folder of the lexicon."""
    return Values(name, lang=lang)
