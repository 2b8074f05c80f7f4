"""How old the persons of a text are: "le sexagénaire" is who is between sixty and seventy.

A parsed `Doc` with its values and phrases comes in; the phrases of which an age is told go out, for the pass over descriptions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .mentions import Phrase
from .syntax import small

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_YEARS = re.compile(r"P(\d{1,3})Y")


def told_ages(doc: Doc, phrases: Iterable[Phrase], old: frozenset[str]) -> Iterator[tuple[Phrase, int]]:
    """Phrases and the age in years that the text gives with them: "X, 61 ans,", "X, âgé de 61 ans,", "cette Lilloise de 47 ans".

    `old` are the words before "de" and the age ("âgé").
    """
    phrases = [phrase for phrase in phrases if phrase.form not in ("pronoun", "possessor")]
    by_head = {phrase.head: phrase for phrase in phrases}
    by_end = {phrase.end: phrase for phrase in phrases}
    for value in doc._.gb_values or ():
        years = _YEARS.fullmatch(str(value.get("value", "")))
        if value["label"] != "DURATION" or years is None or value["start"] < 2:
            continue
        age, start = int(years[1]), value["start"]
        before = doc[start - 1]
        phrase = by_end.get(start - 1)
        if before.text in (",", "(") and phrase is not None:
            yield phrase, age
        elif small(before) in ("de", "d'"):
            adjective = doc[start - 2]
            if small(adjective) in old:
                whose: Token = adjective.head
                subject = next((t for t in whose.children if t.dep_.startswith("nsubj")), None)
                found = by_head.get(whose.i) or (by_head.get(subject.i) if subject is not None else None)
            else:
                found = by_end.get(start - 1) or by_head.get(start - 2)
            if found is not None:
                yield found, age
