"""Names that their form gives away: "mairie de X", "X SA", "baptisé « X »", "M. X", "X 4".

In: a `Doc` and the names found so far. Out: the names with those that a pattern makes of a common noun
and a name joined, and new ones added. The words stand in `entities.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc, Token

from .names import Name, NameShapes

# The longest title in quotation marks that is taken for a name, in words.
_TITLE = 7
_DE = frozenset("de du des d' d’".split())
# What a name in full goes on with before its acronym, and for how many words at most.
_LINKS = frozenset("de du des d' d’ et en pour à au aux".split())
_SPELLED = 9
_INDEFINITE = frozenset("un une des quel quelle quels quelles plusieurs quelques deux trois de d' d’".split())
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
        self._capital_heads = {word: label for label, words in data["name_heads"].items() for word in words}
        for entries in self._heads.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._forms = sorted((form.split() for form in data["company_forms"]), key=len, reverse=True)
        self._first_of_forms = frozenset(form[0] for form in self._forms)
        self._naming = frozenset(data["naming_words"])
        self._participles = tuple(f"{verb[:-2]}é" for verb in data["naming_words"])
        self._award_tails = frozenset(tail.replace("'", "' ") for tail in data["award_tails"])
        self._titles = frozenset(data["titles"])

    def apply(self, doc: Doc, names: Iterable[Name]) -> list[Name]:
        """The names with those of the patterns; a longer one swallows the shorter ones inside it."""
        found = list(names)
        by_start = {name.start: name for name in found}
        found += self._headed(doc, by_start)
        found += self._companies(doc, found)
        found += self._awards(doc, found)
        found += self._spelled_out(doc, found)
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
                if (
                    [word.lower_ for word in doc[token.i : place]] != words
                    or place >= len(doc)
                    or token.pos_ in ("ADJ", "VERB")
                ):
                    continue
                if token.text[0].isupper() and self._capital_heads.get(token.text, label) != label:
                    continue  # "Tour de X" is a race, "la tour X" a building
                if token.i and doc[token.i - 1].lower_ in _INDEFINITE:
                    continue  # "un hôpital de X", "le bureau de poste de X": no name
                end = self._named_end(doc, place, label, link, by_start)
                if end is not None:
                    end = self._headed_end(doc, end, label)
                    made.append(Name(token.i, end, label, fixed=True))
                    break
        return made

    def _headed_end(self, doc: Doc, end: int, label: str) -> int:
        """The end with a year ("plan X 2035"), and with the field of a prize ("prix X de chimie")."""
        if end < len(doc) and doc[end].text.isdigit() and len(doc[end].text) == 4:
            return end + 1
        if label == "MISC" and end + 1 < len(doc) and doc[end].lower_ in _DE:
            place = end + 2 if doc[end + 1].lower_ in _ARTICLES else end + 1
            if place < len(doc) and doc[place].pos_ == "NOUN" and doc[place].text.islower():
                return place + 1
        return end

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
        while (
            end < len(doc) and doc[end].text[0].isupper() and doc[end].text[0].isalpha() and not doc[end].is_sent_start
        ):
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
        """A title in quotation marks: a few words that begin with a capital and hold no finite verb, or what stands
        after a naming word ("baptisé « Ligne verte »")."""
        inside = {place for name in names for place in range(name.start, name.end)}
        made = []
        place = 0
        while place < len(doc):
            start, closing = place + 1, self._closing(doc, place)
            if closing is None:
                place += 1
                continue
            place = closing + 1
            end = closing
            while start < end and doc[start].is_space:
                start += 1
            while end > start and doc[end - 1].is_space:
                end -= 1
            words = doc[start:end]
            if start == end or end - start > _TITLE or not (words[0].text[0].isupper() or words[0].text[0].isdigit()):
                continue
            said = words[-1].text in ".!?…," or any("Fin" in word.morph.get("VerbForm", []) for word in words)
            before = doc[start - 2 if start > 1 and not doc[start - 1].is_space else start - 3] if start > 2 else None
            named = before is not None and self.is_naming(before)
            if named or (
                not said and before is not None and before.text != ":" and not inside.isdisjoint(range(start, end))
            ):
                made.append(Name(start, end))
        return made

    def _closing(self, doc: Doc, place: int) -> int | None:
        """Where the quotation closes that opens at `place`, if it does within the length of a title."""
        pairs = {"«": "»", "“": "”", "„": "“", '"': '"', "‘": "’"}
        wanted = pairs.get(doc[place].text)
        if wanted is None:
            return None
        return next(
            (end for end in range(place + 2, min(place + _TITLE + 4, len(doc))) if doc[end].text == wanted), None
        )

    def is_naming(self, token: Token) -> bool:
        """Whether a word gives a name to what stands before it: "baptisé", "intitulée", "nommés"."""
        return token.lemma_.lower() in self._naming or token.lower_.rstrip("es").endswith(self._participles)

    def _spelled_out(self, doc: Doc, names: list[Name]) -> list[Name]:
        """ "Agence des eaux et des forêts (AEF)": the name goes on to the acronym that stands for it."""
        made = []
        for name in names:
            if name.label not in ("ORG", None) or not (name.end < len(doc) and doc[name.end].lower_ in _LINKS):
                continue
            for end in range(name.end + 1, min(name.end + _SPELLED, len(doc) - 2)):
                if doc[end].text == "(":
                    acronym = doc[end + 1].text
                    initials = {word.text[0].lower() for word in doc[name.end : end] if len(word) > 3}
                    if (
                        doc[end + 2].text == ")"
                        and acronym[0] == doc[name.start].text[0]
                        and initials & set(acronym.lower()[1:])
                    ):
                        made.append(Name(name.start, end, name.label))
                    break
                if not doc[end].text[0].islower():
                    break
        return made

    def _awards(self, doc: Doc, names: list[Name]) -> list[Name]:
        """ "le Lion d'or", "le César d'honneur"."""
        made = []
        for name in names:
            if (
                name.end - name.start > 2
                and f"{doc[name.end - 2].lower_.replace('’', chr(39))} {doc[name.end - 1].lower_}" in self._award_tails
            ):
                made.append(Name(name.start, name.end, "MISC", fixed=True))
            elif (
                name.end + 1 < len(doc)
                and f"{doc[name.end].lower_.replace('’', chr(39))} {doc[name.end + 1].lower_}" in self._award_tails
            ):
                made.append(Name(name.start, name.end + 2, "MISC", fixed=True))
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
