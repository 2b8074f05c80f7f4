"""When two names of an argument are the same: `la société Nébulis` and `Nébulis`, `l’appel` and `appel`.

Equal after normalising case, apostrophes, quotation marks and leading determiners; or the content words of one contain
those of the other and they share at least half of them.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

ANYTHING = "*"

_DETERMINERS = frozenset(
    "le la les l' un une des du de d' ce cet cette ces son sa ses leur leurs notre nos votre vos mon ma mes the a an its his "
    "her their".split()
)
_FUNCTION_WORDS = _DETERMINERS | frozenset("et à au aux en pour par sur dans of to for in and".split())
_QUOTES_AND_BRACKETS = re.compile(r"[«»\"“”()\[\]]")
_ELISION = re.compile(r"(\b[a-zà-ÿ]{1,2}')")
_EDGE_PUNCTUATION = ".;:!?"


@functools.lru_cache(maxsize=65536)
def normal_words(text: str) -> tuple[str, ...]:
    """The words of a name in normal form, without leading determiners."""
    text = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("ʼ", "'")
    text = _ELISION.sub(r"\1 ", _QUOTES_AND_BRACKETS.sub(" ", text))
    words = text.replace(",", " ").split()
    first = next((number for number, word in enumerate(words) if word not in _DETERMINERS), len(words))
    stripped = (word.strip(_EDGE_PUNCTUATION) for word in words[first:])
    return tuple(word for word in stripped if word)


def same(left: str, right: str) -> bool:
    """Whether two names are the same."""
    x, y = normal_words(left), normal_words(right)
    if not x or not y:
        return False
    if x == y:
        return True
    a, b = _content(x), _content(y)
    return (a <= b or b <= a) and 2 * len(a & b) >= max(len(a), len(b))


def same_as_any(name: str, surfaces: Iterable[str]) -> bool:
    """Whether a name is the same as one of `surfaces`, of which `*` is any name."""
    return any(surface == ANYTHING or same(name, surface) for surface in surfaces)


def equal_to_any(name: str, surfaces: Iterable[str]) -> bool:
    """Whether a name has the very words of one of `surfaces`, of which `*` is any name."""
    return any(surface == ANYTHING or normal_words(name) == normal_words(surface) for surface in surfaces)


def _content(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for word in words if word not in _FUNCTION_WORDS) or frozenset(words)
