"""Clues to what kind of thing a name stands for: a span of a `Doc` in, the names of clues out.

A text tells the type of a name in many small ways: a class noun beside it ("l'application Vortal"), a
title, an apposition or copula ("X, éditeur de logiciels,"), the verb it is subject or object of (what
launches is an agent, what is launched a product), the noun it completes ("le maire de X"), its article
and preposition, its neighbours in a list, its own shape ("Orion 4", "X SA") and the gazetteers. Each is
a clue with a readable name (`class:PRODUCT`, `subject:ORG`, `city`, `preposition:chez`); how much a clue
speaks for which label stands in `entities_weights.yaml`, and `entities.agreement` sums over a document.

The words stand in `nouns.yaml` and `entities.yaml`. Reads parts of speech and dependencies of Universal
Dependencies where a pipeline has set them, and the order of the words where not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Span, Token

from ...resources import read_nouns
from .gazetteers import (
    plain_name,
    read_brands,
    read_cities,
    read_countries,
    read_first_names,
    read_nationalities,
    read_regions,
)  # fmt: skip

LABELS = ("PER", "ORG", "LOC", "PRODUCT", "WORK", "EVENT", "MISC")
_LABEL_OF_CLASS = {
    "Person": "PER",
    "Organization": "ORG",
    "Place": "LOC",
    "Product": "PRODUCT",
    "Work": "WORK",
    "Event": "EVENT",
    "Document": "WORK",
    "Group": "ORG",
}
# The class of nouns that stand for a place and for the body in it ("l'usine X"): a clue, but not said outright.
_UNSURE = "house"
# The class of nouns that name an office as well as a body ("l'éditeur X").
_EITHER = "person or body"
_QUOTES = frozenset("«»\"“”„'‘’")
_DE = frozenset(("de", "du", "des", "d'"))
_ARTICLES = frozenset(("le", "la", "les", "l'"))
_THE = _ARTICLES | {"du", "au"}
_DETERMINERS = frozenset("le la l' un une son sa ses leur notre".split())
_COPULAS = frozenset("est était sera serait fut n'".split())
_FUNCTION = frozenset(("VERB", "AUX", "ADP", "ADV", "PRON", "DET"))
_VERSION = re.compile(
    r".*[^\W\d](?:-|[ ])?(?:\d+(?:\.\d+)*|[IVX]{2,4}|[A-Z]?\d+[a-z]?)(?: (?:Pro|Max|Mini|Plus|Ultra|Lite|Air))?"
)


@dataclass(slots=True)
class Clues:
    """What speaks for the type of one name; `said` is the label that a class noun or title says outright."""

    names: set[str] = field(default_factory=set)
    said: str | None = None


class ContextTyper:
    """Gathers the clues of a name; made once from `entities.yaml` and `nouns.yaml`."""

    def __init__(self, data: dict[str, Any], lang: str = "fr") -> None:
        nouns = read_nouns(lang)
        self._class_of: dict[str, str] = {}
        for name, label in _LABEL_OF_CLASS.items():
            for noun in nouns.get(name, ()):
                self._class_of.setdefault(noun, label)
        for key in ("kinship", "positions", "leaders", "not_leaders"):
            for noun in nouns.get(key, ()):
                self._class_of.setdefault(noun, "PER")
        for noun in data["class_nouns_unsure"]:
            self._class_of[noun] = _UNSURE
        self._longest_class = max((noun.count(" ") for noun in self._class_of), default=0) + 1
        for noun in nouns.get("positions", ()):
            if self._class_of.get(noun) != "PER":
                self._class_of[noun] = _EITHER
        for noun in data["class_nouns_either"]:
            self._class_of[noun] = _EITHER
        self._complements = _labels_of(data["complement_nouns"])
        self._subjects = _labels_of(data["verbs"]["subject"])
        self._objects = _labels_of(data["verbs"]["object"])
        self._naming = frozenset(data["naming_words"])
        self._participles = tuple(f"{verb[:-2]}é" for verb in data["naming_words"])
        self._speech = frozenset(data["speech_verbs"])
        self._giving = frozenset(data["giving_verbs"])
        self._studies = frozenset(data["study_verbs"])
        self._place_nouns = frozenset(data["place_nouns"])
        self._prepositions = frozenset(data["prepositions"])
        self._titles = frozenset(data["titles"])
        self._company_forms = tuple(f" {form}" for form in data["company_forms"])
        self._heads = {word: label for label, words in data["name_heads"].items() for word in words}
        self._weak_heads = frozenset(data["weak_heads"])
        self._tails = frozenset(data["organization_tails"])
        self._unsure = frozenset(data["unsure_places"])
        self._known = {name: label for label, known in data["known_names"].items() for name in known}
        self._events = re.compile(rf"(?:{'|'.join(data['event_acronyms'])})(?:[ -]?\d{{1,4}})?")
        self._inhabitant = re.compile(rf"[A-ZÉ][\w-]+(?:{'|'.join(data['inhabitant_endings'])})")
        self._lower_heads = {
            noun: label for label, links in data["named_heads"].items() for nouns in links.values() for noun in nouns
        }
        self._invested = frozenset(data["invested"])
        self._lang = lang

    def clues(self, doc: Doc, start: int, end: int) -> Clues:
        """All that the text says of the type of the name at tokens `start:end`."""
        found = Clues()
        span = doc[start:end]
        self._shape(span, found)
        self._gazetteers(span, found)
        self._before(span, found)
        self._after(span, found)
        if doc.has_annotation("DEP"):
            self._syntax(span, found)
        return found

    def class_before(self, doc: Doc, place: int) -> str | None:
        """The label that the class noun before `place` gives to what stands there, if there is one."""
        return self._class_noun(doc, place - 1) if place else None

    # --- the name itself ------------------------------------------------------------------------

    def _shape(self, span: Span, found: Clues) -> None:
        words = [token.text for token in span]
        text, add = span.text, found.names.add
        add("words:1" if len(words) == 1 else "words:2" if len(words) == 2 else "words:3+")
        if len(words) > 1 and (label := self._heads.get(words[0])):
            add(f"{'weak head' if words[0] in self._weak_heads else 'head'}:{label}")
        if len(words) > 1 and (label := self._lower_heads.get(words[0])):
            add(f"small head:{label}")
        if len(words) > 1 and (words[-1] in self._tails or text.endswith(self._company_forms)):
            add("company form")
        if not text.isdigit() and _VERSION.fullmatch(text):
            add("version")
        if len(words) > 1 and any(word[0].islower() and word.isalpha() for word in words):
            add("small words")
        if re.match(r"[a-zé]{1,3}[A-Z]", text):
            add("small first letter")
        if self._events.fullmatch(text):
            add("event acronym")
        if len(words) == 1:
            if text.isupper() and 2 <= len(text) <= 6:
                add("acronym")
            elif re.search(r"[a-z][A-Z]", text) and not text.startswith(("Mc", "Mac", "De", "Le", "La")):
                add("inner capital")
            if self._inhabitant.fullmatch(text):
                add("inhabitant shape")
            if re.search(r"-(?:sur|sous|en|lès|les|le|la|aux|de|du|d)-|^Sainte?-", text):
                add("place shape")
        if re.fullmatch(r"(?:[A-Z]\.[- ]?)+ ?[A-Z][\w'-]+", text):
            add("initial")
        elif words[0][0].isupper():
            known = words[0] in read_first_names() or words[0].split("-")[0] in read_first_names()
            if len(words) == 1:
                add("first name alone" if known else "no first name alone")
            else:
                add("first name" if known and words[1][0].isupper() else "no first name")

    def _gazetteers(self, span: Span, found: Clues) -> None:
        name, add = plain_name(span.text), found.names.add
        if len(span) == 1 and name[0].isupper() and name.lower() in read_nationalities(self._lang):
            add("inhabitant")
        brands = read_brands(self._lang)
        if label := self._known.get(name):
            add(f"known:{label}")
        elif kind := brands.get(name):
            add(f"known {kind}")
        elif len(span) > 1 and brands.get(plain_name(span[0].text)) == "company":
            add("begins with a company")
        if name in self._unsure:
            return
        if name in read_countries(self._lang):
            add("country")
        elif name in read_regions(self._lang):
            add("region")
        elif population := read_cities().get(name):
            add("city:large" if population > 500_000 else "city" if population > 100_000 else "city:small")

    # --- the words around -----------------------------------------------------------------------

    def _before(self, span: Span, found: Clues) -> None:
        doc, place, add = span.doc, span.start - 1, found.names.add
        if span.start == 0 or span[0].is_sent_start:
            add("sentence start")
        if place >= 0 and doc[place].text in _QUOTES:
            add("quoted")
            small = [word.text for word in span if word.text.islower() and word.is_alpha and word.pos_ not in _FUNCTION]
            if small and span[0].text[0].isupper():
                add("quoted small words")  # « Les Marées blanches »
        while place >= 0 and doc[place].text in _QUOTES:
            place -= 1
        if place < 0 or doc[place].is_space or span[0].is_sent_start:
            return
        token, word = doc[place], _plain(doc[place])
        if token.text in self._titles:
            add("title")
            found.said = "PER"
            return
        if token.lemma_.lower() in self._naming or word.rstrip("es").endswith(self._participles):
            add("named")
            if label := self._class_noun(doc, place - 1):
                add(f"class:{label}")
                found.said = label if label in LABELS else None
            return
        if token.lower_ in read_nationalities(self._lang):
            add("after an inhabitant" if token.text[0].isupper() else "after a nationality")
            if token.text[0].islower() and place and _plain(doc[place - 1]) in _THE:
                add("nationality as a noun")  # "le coréen X": a company; a person is "le Coréen X"
        if (label := self._class_noun(doc, place)) and self._linked(span, place):
            add(f"class:{label}")
            found.said = label if label in LABELS else None
            return
        if word in _ARTICLES or word in ("un", "une"):
            add(f"article:{word}")
            # "la ville de la Rochelle", "le maire du Havre"
            if place and _plain(doc[place - 1]) in _DE:
                self._complement(doc, place - 2, found, bare=False)
        elif word in _DE:
            add(f"article:{word}" if word in ("du", "des") else "de")
            self._complement(doc, place - 1, found, bare=word in ("de", "d'"))
        elif word in ("au", "aux"):
            add(f"article:{word}")
        elif word in self._prepositions:
            add(f"preposition:{word}")
            if word in ("comme", "que", "dont") and (
                label := self._class_noun(doc, place - (2 if word == "que" else 1))
            ):
                add(f"example of:{label}")  # "des géants comme X", "des groupes tels que X"
            if word == "dans" and self._invests(span, place):
                add("invested in")
            if word == "sur" and span.root.head.lemma_.lower() in self._speech:
                add("said on")
            if word in ("à", "chez") and place and (label := self._class_of.get(doc[place - 1].lemma_.lower())):
                add(f"post at:{label}")
            if word == "à" and place and doc[place - 1].lemma_.lower() in self._studies:
                add("studies at")
            if word == "à" and span.root.head.pos_ == "VERB" and span.root.head.lemma_.lower() in self._giving:
                add("given to")
        elif word in ("(", ","):
            add(f"after {word}")
            if word == "," and (label := self._class_noun(doc, place - 1)):
                add(f"class and comma:{label}")

    def _invests(self, span: Span, place: int) -> bool:
        """ "investir dans X", "une participation dans X": what money goes into is a company."""
        before = span.doc[max(0, place - 4) : place]
        return any(word.lemma_.lower() in self._invested for word in (span.root.head, *before))

    def _after(self, span: Span, found: Clues) -> None:
        doc, place, add = span.doc, span.end, found.names.add
        while place < len(doc) and doc[place].text in _QUOTES:
            place += 1
        if place >= len(doc):
            return
        token = doc[place]
        if token.text in ("(", ":"):
            add(f"before {token.text}")
        elif (
            token.text == ","
            and place + 2 < len(doc)
            and doc[place + 1].text.isdigit()
            and _plain(doc[place + 2]) == "ans"
        ):
            add("age")
        elif token.text == ",":
            add("before ,")
            self._explained(doc, place + 1, found)
        elif _plain(token) in _COPULAS:
            # "X est un logiciel", "X n'est pas un sous-marin"
            article = next((word for word in doc[place + 1 : place + 4] if _plain(word) in _DETERMINERS), None)
            if article is not None:
                self._explained(doc, article.i, found)
        if "(" in span.doc[max(0, span.start - 1)].text and token.text == ")":
            add("in parentheses")

    def _explained(self, doc: Doc, place: int, found: Clues) -> None:
        """ "X, le logiciel de comptabilité que …", "X, filiale de …": the noun that begins what is put beside the name."""
        if place < len(doc) and _plain(doc[place]) in _DETERMINERS:
            place += 1
        while place < len(doc) and doc[place].pos_ == "ADJ" and doc[place].lower_ not in self._class_of:
            place += 1
        if place >= len(doc) or doc[place].pos_ in _FUNCTION or not doc[place].text[0].islower():
            return
        if doc[place].dep_.startswith("nsubj") and doc[place].head.i > place:
            return  # "Fondée par X, l'entreprise recrute": the noun is what the sentence is about
        for length in range(self._longest_class, 0, -1):
            if label := self._class_of.get(doc[place : place + length].text.lower()):
                found.names.add(f"explained:{label}")
                return

    def _class_noun(self, doc: Doc, place: int) -> str | None:
        """The label of the class noun that ends at `place`, adjectives aside: "le groupe français X", "le Français X"."""
        nationalities = read_nationalities(self._lang)
        for steps in range(3):
            if place < 0:
                return None
            token = doc[place]
            for length in range(min(self._longest_class, place + 1), 0, -1):
                noun = doc[place - length + 1 : place + 1].text.lower()
                label = self._class_of.get(noun) or (self._class_of.get(token.lemma_.lower()) if length == 1 else None)
                if label:
                    if length == 1 and token.pos_ in _FUNCTION:
                        return None
                    first = place - length + 1
                    if first > 1 and _plain(doc[first - 1]) in ("de", "d'", "en") and doc[first - 2].pos_ == "NOUN":
                        place = first - 2  # "l'éditeur de logiciels X": the noun before "de" classes
                        token = doc[place]
                        return self._class_of.get(token.lower_) or self._class_of.get(token.lemma_.lower())
                    return label
            if token.lower_ in nationalities:
                if (
                    steps == 0
                    and place
                    and _plain(doc[place - 1]) in ("le", "la", "l'", "du", "au")
                    and token.text[0].islower()
                ):
                    return None  # "le coréen X" is a person or a company: the text does not say which
            elif token.pos_ != "ADJ":
                return None
            place -= 1
        return None

    def _linked(self, span: Span, place: int) -> bool:
        """Whether the parse lets the noun before a name class it: not where the name depends on a verb of its own
        ("dans quelle ville X est-il né"), or stands beside a noun further off ("le candidat à la présidence X")."""
        if not span.doc.has_annotation("DEP"):
            return True
        root, noun = span.root, span.doc[place]
        if root.dep_ in ("appos", "nmod:appos") and root.head.pos_ == "NOUN" and root.head.i < place - 2:
            return False
        if root.dep_ in ("nsubj", "nsubj:pass", "obj", "iobj", "root", "ROOT") or root.dep_.startswith("obl"):
            return span.start <= noun.head.i < span.end or span.start <= noun.head.head.i < span.end
        return True

    def _complement(self, doc: Doc, head: int, found: Clues, *, bare: bool) -> None:
        """ "le maire de X": the noun before "de" tells what X is; place nouns say it outright ("la ville de X")."""
        steps = 0
        while head >= 0 and steps < 3 and doc[head].pos_ == "ADJ" and doc[head].lower_ not in self._complements:
            head, steps = head - 1, steps + 1
        if head < 0:
            return
        noun = doc[head]
        key = noun.lower_ if noun.lower_ in self._complements else noun.lemma_.lower()
        if bare and key in self._place_nouns:
            found.names.add("class:LOC")
            found.said = "LOC"
        for speaks_for in self._complements.get(key, ()):
            found.names.add(f"complement:{speaks_for}")
        if key not in self._complements and (label := self._class_of.get(key)):
            found.names.add(f"complement of:{label}")
        elif noun.text[0].isupper() and noun.pos_ == "PROPN":
            found.names.add("complement of a name")

    # --- the parse ------------------------------------------------------------------------------

    def _syntax(self, span: Span, found: Clues) -> None:
        root = span.root
        add = found.names.add
        if root.dep_ in ("appos", "nmod:appos") and not span.start <= root.head.i < span.end:
            self._apposed(root.head, found)
        for child in root.children:
            if child.dep_ == "appos" and child.i >= span.end and child.pos_ == "NOUN":
                self._apposed(child, found)
        governor, relation = root.head, root.dep_
        if relation == "conj":
            governor, relation = root.head.head, root.head.dep_
        add(f"relation:{relation}")
        if relation == "nsubj" and governor.pos_ == "NOUN" and any(child.dep_ == "cop" for child in governor.children):
            self._apposed(governor, found, "is")
        elif relation in ("nsubj", "nsubj:caus", "obl:agent"):
            self._governed(self._subjects, governor, "subject", found)
        elif relation in ("obj", "nsubj:pass"):
            self._governed(self._objects, governor, "object", found)
        clauses = list(root.children)
        if span.start > 1 and _plain(span.doc[span.start - 1]) == "comme":
            clauses += [child for child in span.doc[span.start - 2].children if child.i >= span.end]  # "des géants comme X, qui …"
        for child in clauses:
            if child.dep_ == "acl" and child.i >= span.end and "Part" in child.morph.get("VerbForm", []):
                if child.lemma_ in ("naître", "mourir", "décéder"):
                    add("subject:PER")
                elif child.morph.get("Tense", []) == ["Past"]:
                    self._governed(self._objects, child, "object", found)
                else:
                    self._governed(self._subjects, child, "subject", found)
            elif child.dep_ == "acl:relcl":
                pronouns = {_plain(word) for word in child.children}
                if "qui" in pronouns:
                    self._governed(self._subjects, child, "subject", found)
                elif pronouns & {"que", "qu'"}:
                    self._governed(self._objects, child, "object", found)

    def _apposed(self, noun: Token, found: Clues, kind: str = "apposition") -> None:
        """A noun that classes the name by apposition or copula."""
        label = self._class_of.get(noun.lemma_.lower()) or self._class_of.get(noun.lower_)
        if label:
            found.names.add(f"{kind}:{label}")

    def _governed(self, table: dict[str, tuple[str, ...]], verb: Token, kind: str, found: Clues) -> None:
        for label in table.get(verb.lemma_.lower(), ()):
            found.names.add(f"{kind}:{label}")


def _plain(token: Token) -> str:
    return token.lower_.replace("’", "'")


def _labels_of(by_label: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Word → the labels it stands under."""
    table: dict[str, tuple[str, ...]] = {}
    for label, words in by_label.items():
        for word in words:
            table[word] = (*table.get(word, ()), label)
    return table
