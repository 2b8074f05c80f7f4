"""Names of inhabitants: "les Suédois", "l'Arlésienne"; a token comes in, whether it names people of a place goes out.

Adjectives of nationality are in `nationalities.yaml`; those of towns are too many for a list, and are told by their ending
and by the lexicon, which has them as common words.
"""

from __future__ import annotations

import functools
import re

from spacy.tokens import Token

from ...resources import read_nouns, read_words
from ..parsing.embed import load_lexicon
from .gazetteers import plain_name, read_cities, read_countries, read_first_names, read_nationalities, read_regions

_BEFORE_PEOPLE = frozenset(
    "le la les l' un une des du aux au de d' ces deux trois plusieurs quelques nombreux millions".split()
)
_BEFORE_ONE = frozenset("le la l' un une du au ce cet cette".split())


class Inhabitants:
    """Knows the words for inhabitants; made once for a language."""

    def __init__(self, lang: str) -> None:
        data = read_words(lang, "entities.yaml")
        self._nations = frozenset(read_nationalities(lang))
        self._local = re.compile(rf"[A-ZÉ][\w-]+(?:{'|'.join(data['inhabitant_endings'])})")
        self._known = frozenset(name for known in data["known_names"].values() for name in known)
        self._nouns = frozenset(noun for nouns in read_nouns(lang).values() for noun in nouns)

    def is_nation(self, token: Token) -> bool:
        """Whether the word is an adjective of nationality."""
        return token.lower_ in self._nations

    def are_people(self, token: Token) -> bool:
        """ "Les Suédois", "un Français": an adjective of nationality with a capital and a determiner, and no country."""
        if not self.is_nation(token) or plain_name(token.text) in read_countries() or not token.i:
            return False
        return _before(token) in _BEFORE_PEOPLE

    def is_townsman(self, token: Token) -> bool:
        """ "Le Nantais", "l'Arlésienne": one inhabitant of a town."""
        word = token.text
        if not token.i or self.is_nation(token) or not self._local.fullmatch(word) or _before(token) not in _BEFORE_ONE:
            return False
        if token.lower_ in self._nouns or any(f"{article}{word}" in self._known for article in ("L'", "La ", "Le ")):
            return False
        elsewhere = word in read_first_names() or word in read_countries() or word in read_regions() or word in read_cities()
        return not elsewhere and any(load_lexicon().look_up(token.lower_))


def _before(token: Token) -> str:
    return token.nbor(-1).lower_.replace("’", "'")


@functools.cache
def read_inhabitants(lang: str) -> Inhabitants:
    """The words for inhabitants of a language."""
    return Inhabitants(lang)
