"""Names as spans: which words can be part of one, where it begins and ends.

In: a `Doc` and the spans of the entity recogniser. Out: `Name`s whose borders follow the guide (no
article, title or preposition unless it belongs to the name), and the capitalised words that no
recogniser took, as candidates. Types are weighed later, by `entities.agreement`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Doc, Token

from ..parsing.embed import load_lexicon
from .gazetteers import plain_name, read_countries, read_first_names
from .inhabitants import Inhabitants

QUOTES = frozenset('«»"“”„‘‹›')
# What the recogniser may take an inhabitant for.
_TOWNSMEN = (None, "PER", "ORG", "PRODUCT", "MISC")
_CAPITAL_ARTICLES = frozenset(("L'", "L’", "Le", "La", "Les"))
_SMALL_ARTICLES = frozenset(("la", "l'", "l’", "le", "les"))
_DE = frozenset(("de", "du", "des", "d'", "d’"))
_DEFINITE = frozenset(("la", "le", "l'", "l’", "du", "au"))
_NEVER_INSIDE = frozenset(("aux", "pour", "par", "dans", "avec", "sur", "contre", "qui", "que", ","))
_INNER_CAPITAL = re.compile(r"[a-zé]{1,3}[A-Z][\w-]+|[a-z]+[A-Z][a-z]\w+")


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name at tokens `start:end`. `label` is what a recogniser or pattern says of it, None where it is
    only a candidate; `fixed` marks those whose label a pattern settles for all its occurrences."""

    start: int
    end: int
    label: str | None = None
    fixed: bool = False


class NameShapes:
    """Judges borders and candidates; made once from the data of `entities.yaml`."""

    def __init__(
        self, data: dict[str, Any], calendar: Iterable[str], offices: Iterable[str], inhabitants: Inhabitants, labels: Iterable[str] = ()
    ) -> None:
        """`calendar` are names of days and months, `offices` nouns that are written before a person's name
        ("Président"), `labels` what stands before colons ("Siège :"); all in lower case."""
        self._labels = frozenset(labels)
        self._offices = frozenset(offices)
        self._first_names = read_first_names()
        self._inhabitants = inhabitants
        self._particles = frozenset(data["particles"])
        self._no_names = frozenset(data["no_names"])
        self._common = frozenset(data["common_capitals"])
        self._titles = frozenset(data["titles"])
        self._connectors = frozenset(data["connectors"])
        self._heads = frozenset(word for words in data["name_heads"].values() for word in words)
        self._lower_heads = frozenset(
            noun.split()[0] for links in data["named_heads"].values() for nouns in links.values() for noun in nouns
        )
        self._adjective = tuple(data["adjective_endings"])
        self._calendar = frozenset(calendar)

    # --- words ----------------------------------------------------------------------------------

    def is_capital(self, token: Token) -> bool:
        """Whether a word is written as names are: a capital first, or a capital inside ("iFoo")."""
        text = token.text
        return text[0].isupper() or _INNER_CAPITAL.fullmatch(text) is not None

    def is_free(self, token: Token) -> bool:
        """Whether a capital is owed to the place of the word (head of a sentence, line or quotation)."""
        if token.i == 0 or token.is_sent_start:
            return True
        before = token.doc[token.i - 1]
        return before.is_space or before.text in QUOTES or before.text in (":", "-", "–", "—", "•", "(", "...", "…")

    def is_function_word(self, token: Token) -> bool:
        return token.lower_.replace("’", "'") in self._no_names or token.pos_ in (
            "DET",
            "ADP",
            "PRON",
            "CCONJ",
            "SCONJ",
            "AUX",
            "PUNCT",
        )

    # --- borders --------------------------------------------------------------------------------

    def repaired(self, doc: Doc, name: Name) -> Name | None:
        """The name with borders set right, or None where nothing of it is a name."""
        start, end = name.start, self._cut(doc, name)
        colon = next((t.i for t in doc[start:end] if t.text == ":"), start)
        if colon > start and " ".join(t.lower_ for t in doc[start:colon]).replace("’", "'") in self._labels:
            start = colon + 1  # "Lieu : Lorval"
        while start < end and self._no_first(doc[start], alone=end - start == 1):
            start += 1
        while end > start and self._no_last(doc[end - 1]):
            end -= 1
        # "jeux olympiques d'hiver", "ministère de l'économie"
        small_name = end - start > 1 and name.label in ("EVENT", "ORG") and doc[start].lower_ in self._lower_heads
        if start >= end or not (
            small_name or any(self.is_capital(token) or any(map(str.isdigit, token.text)) for token in doc[start:end])
        ):
            return None
        first = doc[start]
        if end - start == 1 and (self._is_no_name(first)):
            return None
        return replace(name, start=start, end=end)

    def _cut(self, doc: Doc, name: Name) -> int:
        """Where the name ends at the latest: no name but a title holds a verb in small letters; persons, places and
        awards hold no "pour", "aux", "dans"."""
        end = name.end
        if name.label not in ("WORK", "PRODUCT"):
            verbs = (
                token.i
                for token in doc[name.start + 1 : end]
                if token.pos_ == "VERB" and token.text.islower() and {"Fin", "Inf"} & set(token.morph.get("VerbForm", []))
            )
            end = next(verbs, end)
            # "l'Agence X et par la fondation Y" are two
            end = next((t.i for t in doc[name.start + 1 : end - 1] if t.lower_ in ("et", "ou") and t.nbor().lower_ in _NEVER_INSIDE), end)
        for place in range(name.start + 1, end - 1):
            if doc[place].text == "," and doc[place + 1].lower_ in self._calendar:
                end = place  # "le Conseil, jeudi"
                break
        if name.label in ("PER", "LOC", "MISC"):
            for place in range(name.start + 1, end):
                before_small = (
                    doc[place].lower_ in ("de", "d'", "d’") and place + 1 < end and doc[place + 1].text[0].islower()
                )
                if doc[place].text in _NEVER_INSIDE or name.label == "PER" and before_small:
                    end = place
                    break
        return end

    def parted(self, doc: Doc, names: Sequence[Name]) -> list[Name]:
        """ "Orion de Velmont" are two names where the document has "Velmont" by itself as well."""
        alone = {doc[name.start : name.end].text: name.label for name in names}
        stems = {text.rpartition(" ")[0] for text in alone if text.rpartition(" ")[2][:1].isdigit()}
        parted: list[Name] = []
        for name in names:
            for place in range(name.start + 1, name.end - 1):
                owner = alone.get(doc[place + 1 : name.end].text)
                # … or where the first of the two has a version elsewhere ("Orion 4")
                versioned = doc[name.start : place].text in stems
                foreign = owner and (versioned or owner != name.label and name.label in ("PER", "PRODUCT", "WORK"))
                if (
                    foreign
                    and doc[place].text in ("de", "d'", "d’")
                    and not {doc[name.start].text, doc[name.start].lower_} & (self._heads | self._lower_heads)
                ):
                    assert owner is not None
                    parted += [replace(name, end=place), Name(place + 1, name.end, owner)]
                    break
            else:
                parted.append(name)
        return parted

    def split(self, doc: Doc, name: Name) -> list[Name]:
        """ "le Danois Jens Holm" is two names, an inhabitant and a person; so is one that a place or an
        acronym got glued to by the extension of its borders."""
        first, whose = doc[name.start], self._inhabitants
        alone = name.end - name.start == 1
        if not alone and doc[name.start + 1].text[0].isupper():
            if whose.is_nation(first) or name.label == "PER" and whose.is_townsman(first):
                return [Name(name.start, name.start + 1, "MISC", fixed=True), replace(name, start=name.start + 1)]
        person = name.label in _TOWNSMEN or name.label == "LOC" and first.dep_.startswith("nsubj")
        if alone and (whose.are_people(first) or person and whose.is_townsman(first)):
            return [replace(name, label="MISC", fixed=True)]
        return [name]

    def _no_first(self, token: Token, *, alone: bool) -> bool:
        if token.is_space or token.text in QUOTES or (token.is_punct and not token.text[0].isalnum()):
            return True
        if token.text in self._titles and not alone:
            return True
        if (
            token.lower_ in self._offices
            and token.text not in self._first_names
            and not alone
            and token.i + 1 < len(token.doc)
            and token.nbor(1).text[0].isupper()
        ):
            return True
        if token.text[0].islower():
            return token.lower_ not in self._lower_heads and not _INNER_CAPITAL.fullmatch(token.text)
        if self.is_free(token) and not alone:
            word = token.lower_.replace("’", "'")
            return word in self._no_names or word in (
                "le",
                "la",
                "les",
                "l'",
                "un",
                "une",
                "des",
                "d'",
                "de",
                "du",
                "au",
                "aux",
                "en",
                "à",
            )
        return token.text in ("L'", "D'", "L’", "D’") and self.is_free(token)

    def _no_last(self, token: Token) -> bool:
        if token.is_space or token.text in QUOTES or token.text in (",", ";", ":", "(", "-", "–", "—", "?", "…"):
            return True
        return token.pos_ in ("ADP", "DET", "CCONJ") and token.text.islower()

    def _is_no_name(self, token: Token) -> bool:
        text = token.text
        if (
            text in self._common
            or (text[0].islower() and not _INNER_CAPITAL.fullmatch(text))
            or len(text) == 1
            and not text.isupper()
        ):
            return True
        if len(text) == 1 and text not in "XY" and token.i and token.nbor(-1).pos_ == "NOUN" and token.nbor(-1).text.islower():
            return True  # "le groupe A", "le plan B": which one of several
        lower = token.lower_.replace("’", "'")
        if lower in self._offices and text not in self._first_names:
            return True
        if lower in self._calendar and self.is_free(token):
            return True
        if lower in self._labels and self.is_free(token) and _ends_label(token):
            return True
        return self.is_free(token) and (
            lower in self._no_names or token.pos_ in ("ADP", "DET", "PRON", "CCONJ", "SCONJ", "AUX")
        )

    def extended(self, doc: Doc, name: Name, taken: frozenset[int] | set[int]) -> Name:
        """The name with the capitalised words and version numbers that stand right beside it."""
        start, end = name.start, name.end
        while end < len(doc) and end not in taken and doc[end - 1].whitespace_ and self._continues(doc[end]):
            end += 1
        if (
            name.label == "PER"
            and end + 1 < len(doc)
            and re.fullmatch(r"[A-Z]\.", doc[end].text)
            and self._continues(doc[end + 1])
        ):
            end += 2  # "John M. Durand"
        # "Carl von Linné": a particle and a capital go on with the name of a person.
        if (
            end + 1 < len(doc)
            and end not in taken
            and doc[end].text in self._particles
            and end + 1 not in taken
            and doc[end + 1].text[0].isupper()
            and name.label == "PER"
        ):
            end += 2
            while end < len(doc) and end not in taken and doc[end - 1].whitespace_ and self._continues(doc[end]):
                end += 1
        if name.label == "PER":
            while start > 1 and start - 1 not in taken and doc[start - 1].text in self._particles - _DE:
                start -= 1  # "le baron von Linné"
            if (
                end - start == 1
                and end + 1 < len(doc)
                and taken.isdisjoint((end, end + 1))
                and doc[end].text in ("le", "la", "l'", "l’")
                and doc[end + 1].text.istitle()
                and not doc[end + 1].is_sent_start
            ):
                end += 2  # "Constance la Grande"
        if end < len(doc) and doc[end - 1].whitespace_ and self._numbers(doc, end):
            end += 1
        elif name.label not in ("PER", "LOC"):
            noun = start + 1 if doc[start].text in _CAPITAL_ARTICLES else start
            if end - noun == 1:
                end = self._with_modifiers(doc, noun, taken)
            end = self._with_complements(doc, noun, end, taken)
        if start > 1 and doc[start - 1].text in _CAPITAL_ARTICLES and name.label != "PER":
            opened = doc[start - 2].text in QUOTES and any(token.text in QUOTES for token in doc[end : end + 1])
            if opened or not self.is_free(doc[start - 1]):
                return replace(name, start=start - 1, end=end)
        while (
            start > 0 and start - 1 not in taken and doc[start - 1].whitespace_ and self._precedes(doc[start - 1], name)
        ):
            start -= 1
        return replace(name, start=start, end=end)

    def _with_modifiers(self, doc: Doc, start: int, taken: frozenset[int] | set[int]) -> int:
        """Where a name ends that begins with a common noun: "Force ouvrière", "Ronde des Vallées"."""
        first, end = doc[start], start + 1
        if (
            end >= len(doc)
            or self.is_free(first)
            and (not start or doc[start - 1].text not in QUOTES)
            or not first.whitespace_
            or end in taken
        ):
            return end
        if plain_name(first.text) in read_countries() or first.is_upper:
            return end
        following = doc[end]
        if following.pos_ == "ADJ" and following.text.islower() and not self._inhabitants.is_nation(following):
            # "Force ouvrière" is a name; in "la page Vortal officielle" it is the page that is official.
            return end + (following.head == first or following.head == first.head and first.pos_ == "NOUN")
        if first.pos_ == "NOUN" and following.text in _DE:
            last = end + 1
            if last < len(doc) and doc[last].text in _SMALL_ARTICLES:
                last += 1
            if (
                last < len(doc)
                and last not in taken
                and doc[last].pos_ in ("NOUN", "PROPN")
                and doc[last].head in (first, first.head)
            ):
                return last + 1
        return end

    def _with_complements(self, doc: Doc, start: int, end: int, taken: frozenset[int] | set[int]) -> int:
        """Where the name of a body or an event ends that goes on in small words: "Haut Conseil pour le climat",
        "Institut national de la statistique et des études économiques"."""
        words = doc[start : start + 2]
        if not any(word.text in self._heads or word.lower_ in self._lower_heads for word in words):
            return end
        while (last := self._complement(doc, start, end)) and taken.isdisjoint(range(end, last)):
            end = last
        return end

    def _complement(self, doc: Doc, start: int, end: int) -> int | None:
        """Where the complement ends that stands behind `start:end` and depends on a word of it, if there is one."""
        place, more = end, end < len(doc) and doc[end].text in (",", "et")
        linked = any(word.lower_ in _DE for word in doc[start:end])
        if more:
            place += 1
        # "Institut européen de la traduction": what an adjective begins, a complement ends
        adjective = doc[end - 1].pos_ == "ADJ" and doc[end - 1].text.islower()
        linking = _DE if more and linked else {"pour", *_DE} if adjective and not more else {"pour"}
        if place + 2 >= len(doc) or doc[place].lower_ not in linking:
            return None
        place += 2 if doc[place + 1].lower_ in _SMALL_ARTICLES else 1
        noun = doc[place]
        if (
            noun.pos_ != "NOUN"
            or not noun.text.islower()
            or noun.dep_ not in ("nmod", "conj")
            or not start <= noun.head.i < place
            or noun.lower_ in self._offices | self._lower_heads
        ):
            return None
        end = place + 1
        while end < len(doc) and doc[end].pos_ == "ADJ" and doc[end].text.islower() and doc[end].head == noun:
            end += 1
        return end

    def _continues(self, token: Token) -> bool:
        if token.is_sent_start or not (token.text[0].isalpha() or token.text[0].isdigit()):
            return False
        if token.text[0].isdigit():
            return False
        return self.is_capital(token) and token.text not in self._common and token.text not in self._titles

    def _precedes(self, token: Token, name: Name) -> bool:
        if (
            not self.is_capital(token)
            or token.text in self._titles
            or token.text in self._common
            or not token.text[0].isalpha()
        ):
            return False
        if (
            token.text.endswith(".")
            and len(token.text) > 3
            or token.lower_ in self._offices
            or self._inhabitants.is_nation(token)
        ):
            return False
        before = token.nbor(-1).lower_.replace("’", "'") if token.i else ""
        if name.label == "PER" and (
            token.is_upper
            and len(token) > 1
            or before in ("de", "du", "des", "d'", "à", "en", "l'", "la", "le", "les", "au", "aux")
        ):
            return False
        return token.pos_ == "PROPN" if self.is_free(token) else not self.is_function_word(token)

    def _numbers(self, doc: Doc, place: int) -> bool:
        """Whether the figure at `place` belongs to the name before it ("Orion 4") and counts nothing."""
        if not re.fullmatch(r"\d{1,2}(?:\.\d+)*|\d{1,2}[a-z]?", doc[place].text):
            return False
        following = doc[place + 1] if place + 1 < len(doc) else None
        if following is None or following.is_space:
            return True
        return (
            following.pos_ not in ("NOUN", "ADJ", "SYM", "NUM")
            and following.lower_ not in self._calendar
            and following.text not in "%€$°h"
        )

    # --- candidates -----------------------------------------------------------------------------

    def candidates(self, doc: Doc, taken: set[int]) -> Iterator[Name]:
        """Runs of capitalised words outside `taken`; one at the head of a sentence must be tagged a name."""
        place, size = 0, len(doc)
        while place < size:
            token = doc[place]
            if place in taken or not self._may_begin(token):
                place += 1
                continue
            end = place + 1
            while end < size and end not in taken:
                following = doc[end]
                if self._continues(following) and not doc[end - 1].is_punct:
                    end += 1
                elif (
                    following.lower_ in self._connectors
                    and doc[place].text in self._heads | {"&"}
                    or following.text == "&"
                ):
                    last = end
                    while last < size and doc[last].lower_ in self._connectors and last - end < 2:
                        last += 1
                    if last < size and last not in taken and self._continues(doc[last]):
                        end = last + 1
                    else:
                        break
                else:
                    break
            if end < size and end not in taken and self._numbers(doc, end):
                end += 1
            name = self.extended(doc, Name(place, end), taken)
            end = max(end, name.end)
            yield Name(place, end)
            place = end

    def small_words(self, doc: Doc, taken: set[int]) -> Iterator[int]:
        """Words in small letters that no lexicon has and that do not end as adjectives do, behind a definite
        article and one more word: names where that word is a class noun."""
        for token in doc[2:]:
            if (
                token.i not in taken
                and token.is_alpha
                and token.is_lower
                and len(token) > 2
                and token.nbor(-2).lower_ in _DEFINITE
                and token.pos_ in ("ADJ", "NOUN", "PROPN", "X")
                and not token.text.endswith(self._adjective)
                and not load_lexicon().look_up(token.norm_)[0]
            ):
                yield token.i

    def _may_begin(self, token: Token) -> bool:
        if not self.is_capital(token) or self._is_no_name(token) or token.text in self._titles or token.like_url:
            return False
        if not token.text[0].isalpha() or token.text[0] == "@":
            return False
        if self.is_free(token) and not _in_parentheses(token):
            return token.pos_ == "PROPN" and not token.lower_.endswith(("é", "ée", "és", "ées"))
        return token.pos_ not in ("DET", "ADP", "PRON", "CCONJ", "SCONJ", "AUX", "NUM")


def _ends_label(token: Token) -> bool:
    """Whether a colon, `de` or the end of the line follows: `Siège : X`, `Séance du 3 mai`, `Distinctions`."""
    if token.i + 1 == len(token.doc) or token.nbor().text == ":" or token.nbor().lower_ in ("de", "du", "des", "d'", "d’"):
        return True
    return token.nbor().is_space and "\n" in token.nbor().text


def _in_parentheses(token: Token) -> bool:
    """Whether an acronym stands alone in parentheses, whatever the tagger makes of it: `la Fédération des phares (FDP)`."""
    doc, i = token.doc, token.i
    return token.text.isupper() and 2 <= len(token) <= 8 and 0 < i < len(doc) - 1 and doc[i - 1].text == "(" and doc[i + 1].text == ")"


def in_capitals(doc: Doc, place: int) -> bool:
    """Whether the sentence around a token is set in capitals: there a capital says nothing."""
    around = doc[place].sent if doc.has_annotation("SENT_START") else doc
    words = [token.text for token in around if token.is_alpha and len(token) > 1]
    return len(words) > 3 and sum(word.isupper() for word in words) > 0.7 * len(words)
