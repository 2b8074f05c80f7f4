"""Names that their form gives away: "mairie de X", "X SA", "baptisé « X »", "M. X", "X 4".

In: a `Doc` and the names found so far. Out: the names with those that a pattern makes of a common noun
and a name joined, and new ones added. The words stand in `entities.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc

from .entities_names import QUOTES, Name, NameShapes

_DE = frozenset("de du des d' d’".split())
_INDEFINITE = frozenset("un une des plusieurs quelques deux trois de d' d’".split())
_ARTICLES = frozenset("la le les l' l’".split())


class NamePatterns:
    """Finds names by pattern; made once from the data of `entities.yaml`."""

    def __init__(self, data: dict[str, Any], shapes: NameShapes) -> None:
        self._shapes = shapes
        self._heads: dict[str, list[tuple[list[str], str, str]]] = {}
        for label, links in data["named_heads"].items():
            for link, nouns in links.items():
                for noun in nouns:
                    words = noun.split()
                    self._heads.setdefault(words[0], []).append((words, label, link))
        for entries in self._heads.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._forms = sorted((form.split() for form in data["company_forms"]), key=len, reverse=True)
        self._first_of_forms = frozenset(form[0] for form in self._forms)
        self._naming = frozenset(data["naming_words"])
        self._titles = frozenset(data["titles"])

    def apply(self, doc: Doc, names: Iterable[Name]) -> list[Name]:
        """The names with those of the patterns; a longer one swallows the shorter ones inside it."""
        found = list(names)
        by_start = {name.start: name for name in found}
        found += self._headed(doc, by_start)
        found += self._companies(doc, found)
        found += self._quoted(doc, found)
        return longest(found)

    def _headed(self, doc: Doc, by_start: dict[int, Name]) -> list[Name]:
        """ "université de Rouen", "tribunal correctionnel de Paris", "ministère de la Culture", "prix Nobel"."""
        made = []
        for token in doc:
            if token.is_upper:
                continue
            for words, label, link in self._heads.get(token.lower_, ()):
                place = token.i + len(words)
                if [word.lower_ for word in doc[token.i : place]] != words or place >= len(doc) or token.pos_ in ("ADJ", "VERB"):
                    continue
                if token.i and doc[token.i - 1].lower_ in _INDEFINITE:
                    continue  # "un hôpital de X", "le bureau de poste de X": no name
                end = self._named_end(doc, place, label, link, by_start)
                if end is not None:
                    made.append(Name(token.i, end, label, fixed=True))
                    break
        return made

    def _named_end(self, doc: Doc, place: int, label: str, link: str, by_start: dict[int, Name]) -> int | None:
        if link == "name":
            return self._name_end(doc, place, by_start)
        steps = 0
        while place < len(doc) and steps < 2 and doc[place].text[0].islower() and doc[place].pos_ == "ADJ":
            place, steps = place + 1, steps + 1
        if place >= len(doc) or doc[place].lower_ not in _DE:
            return None
        place += 1
        if place < len(doc) and doc[place].lower_ in _ARTICLES and doc[place].text[0].islower():
            place += 1
        elif place in by_start and by_start[place].label == "PER":
            return None  # "l'équipe de Paul Durand" is no name
        if label == "EVENT" and place in by_start and by_start[place].label == "ORG":
            return None  # "la conférence de l'ONU"
        return self._name_end(doc, place, by_start)

    def _name_end(self, doc: Doc, place: int, by_start: dict[int, Name]) -> int | None:
        """Where the name that begins at `place` ends; None where none begins."""
        if place >= len(doc) or not doc[place].text[0].isupper() or doc[place].is_space:
            return None
        if name := by_start.get(place):
            return name.end
        end = place + 1
        while end < len(doc) and doc[end].text[0].isupper() and doc[end].text[0].isalpha() and not doc[end].is_sent_start:
            end += 1
        return end

    def _companies(self, doc: Doc, names: list[Name]) -> list[Name]:
        """A name with its company form: "Verdal SA", "Aubrac & Fils"."""
        made = []
        for name in names:
            if name.end >= len(doc) or doc[name.end].text not in self._first_of_forms:
                continue
            for form in self._forms:
                if [token.text for token in doc[name.end : name.end + len(form)]] == form:
                    made.append(Name(name.start, name.end + len(form), "ORG", fixed=True))
                    break
        return made

    def _quoted(self, doc: Doc, names: list[Name]) -> list[Name]:
        """What stands in quotation marks after a naming word: "baptisé « Point rouge »"; a few words at most."""
        made = []
        for token in doc:
            if token.text not in QUOTES or token.i < 2:
                continue
            before = doc[token.i - 1]
            if before.is_space:
                before = doc[token.i - 2]
            if before.lemma_.lower() not in self._naming and not any(before.lower_.startswith(word[:-1]) for word in self._naming):
                continue
            start = token.i + 1
            while start < len(doc) and doc[start].is_space:
                start += 1
            end = start
            while end < len(doc) and end - start < 9 and doc[end].text not in QUOTES:
                end += 1
            if end >= len(doc) or doc[end].text not in QUOTES or end == start:
                continue
            while end > start and doc[end - 1].is_space:
                end -= 1
            if doc[start].text[0].isupper() or doc[start].text[0].isdigit():
                made.append(Name(start, end))
        return made


def longest(names: Iterable[Name]) -> list[Name]:
    """The names that no longer one overlaps, in order; of two of one span the one with a label."""
    chosen: list[Name] = []
    taken: set[int] = set()
    for name in sorted(names, key=lambda n: (n.start - n.end, not n.fixed, n.label is None, n.start)):
        cover = range(name.start, name.end)
        if taken.isdisjoint(cover):
            taken.update(cover)
            chosen.append(name)
    return sorted(chosen)
