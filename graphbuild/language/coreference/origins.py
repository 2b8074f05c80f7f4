"""Where things are from: "le groupe nantais" is who has its seat in Nantes, or was called "nantais" before.

A parsed `Doc` and the names of places in it come in; whether the adjectives of a phrase were told of a cluster goes out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .clusters import Cluster
from .lexicon import CoreferenceLexicon, fold
from .mentions import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc

_STEM = 4  # letters that the adjective and its place must share ("nantais", "Nantes")


class Origins:
    """What the text says of where its names are from."""

    def __init__(self, doc: Doc, phrases: Iterable[Phrase], lexicon: CoreferenceLexicon) -> None:
        self._doc = doc
        self._lexicon = lexicon
        self._places = [phrase for phrase in phrases if phrase.form == "name" and "Place" in phrase.types]

    def agree(self, phrase: Phrase, cluster: Cluster) -> bool:
        """Whether an adjective of the phrase was said of the cluster, or comes from a place that was."""
        lexicon = self._lexicon
        telling = phrase.adjectives - lexicon.light_adjectives - lexicon.other_adjectives - lexicon.words["superlative"]
        if phrase.local:
            telling |= {phrase.noun}
        if telling & {a for said in (*cluster.descriptions, *cluster.mentions) if said.start < phrase.start for a in said.adjectives}:
            return True
        return any(comes_from(adjective, place) for adjective in telling for place in self._places_of(cluster, phrase.start))

    def _places_of(self, cluster: Cluster, before: int) -> Iterable[str]:
        """Places in what is said of the cluster: "X, basé à Nantes", "X emploie 300 personnes à Nantes"."""
        said = [p for p in (*cluster.descriptions, *cluster.mentions) if p.start < before and p.form not in ("pronoun", "possessor")]
        heads = {p.head for p in said} | {p.governor for p in said if p.role == "subject"}
        for place in self._places:
            if place.start < before and any(token.i in heads for token in self._doc[place.head].ancestors):
                yield place.text


def comes_from(adjective: str, place: str) -> bool:
    """Whether an adjective may be made from the name of a place: most of the name, and at least four letters, begin it."""
    one, other = fold(adjective), fold(place)
    shared = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    return shared >= max(_STEM, len(other) - 3)
