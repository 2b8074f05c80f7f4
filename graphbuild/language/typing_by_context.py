"""What kind of thing a name stands for, from the words around it: a span in, weights by label out.

The text tells the type of a name in many small ways: a class noun beside it ("l'application Pulse"), a
title, an apposition or copula ("X, éditeur de logiciels,"), the verb it is subject or object of (what
launches is an agent, what is launched a product), the noun it completes ("le maire de X"), its
preposition, its own shape ("Orion 4", "X SA") and the gazetteers. Each adds weight to labels; nothing
decides alone except a class noun, which `Evidence.said` holds. The words stand in `nouns.yaml` and
`entities.yaml`; the sums over a document are made by `entities_agreement`.

Reads parts of speech and dependencies of Universal Dependencies where a pipeline has set them, and the
order of the words where not.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Span, Token

from ..resources import read_nouns
from .gazetteers import plain_name, read_cities, read_countries, read_nationalities, read_regions

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
_QUOTES = frozenset("«»\"“”„'‘’")
_ARTICLES = frozenset("le la les l' l’ un une des".split())
_DE = frozenset("de du des d' d’".split())


@dataclass(slots=True)
class Evidence:
    """Weights by label, and the label that the text says in so many words (a class noun or title)."""

    weights: Counter[str] = field(default_factory=Counter)
    said: str | None = None

    def add(self, label: str, weight: float) -> None:
        self.weights[label] += weight  # type: ignore[assignment]

    def say(self, label: str, weight: float = 3.0) -> None:
        self.weights[label] += weight  # type: ignore[assignment]
        self.said = self.said or label


class ContextTyper:
    """Weighs what the text says of a name; made once from `entities.yaml` and `nouns.yaml`."""

    def __init__(self, data: dict[str, Any], lang: str = "fr") -> None:
        nouns = read_nouns(lang)
        self._class_of: dict[str, str] = {}
        for name, label in _LABEL_OF_CLASS.items():
            for noun in nouns.get(name, ()):
                self._class_of.setdefault(noun, label)
        for key in ("kinship", "positions", "leaders", "not_leaders"):
            for noun in nouns.get(key, ()):
                self._class_of.setdefault(noun, "PER")
        self._words_of_class = max((noun.count(" ") for noun in self._class_of), default=0) + 1
        self._both = {noun for noun in nouns.get("positions", ()) if self._class_of.get(noun) != "PER"}
        self._complements = _labels_of(data["complement_nouns"])
        self._subjects = _labels_of(data["verbs"]["subject"])
        self._objects = _labels_of(data["verbs"]["object"])
        self._prepositions: dict[str, dict[str, float]] = {}
        for label, weights in data["prepositions"].items():
            for words, weight in weights.items():
                self._prepositions.setdefault(words, {})[label] = weight
        self._titles = frozenset(data["titles"])
        self._company_forms = tuple(data["company_forms"])
        self._heads = {
            **{word: ("LOC", 1.5) for word in data["place_heads"]},
            **{word: ("MISC", 2.0) for word in data["award_heads"]},
            **{word: ("EVENT", 2.0) for word in data["event_heads"]},
            **{word: ("ORG", 2.0) for word in data["organization_heads"]},
        }
        self._weak_heads = frozenset(data["weak_heads"])
        self._tails = frozenset(data["organization_tails"])
        self._unsure = frozenset(data["unsure_places"])
        self._lang = lang

    def evidence(self, doc: Doc, start: int, end: int) -> Evidence:
        """All that the text says of the type of the name at tokens `start:end`."""
        found = Evidence()
        span = doc[start:end]
        self._shape(span, found)
        self._gazetteer(span, found)
        self._before(span, found)
        if doc.has_annotation("DEP"):
            self._syntax(span, found)
        return found

    # --- the name itself ------------------------------------------------------------------------

    def _shape(self, span: Span, found: Evidence) -> None:
        words = [token.text for token in span]
        text = span.text
        if words[0] in self._heads and len(words) > 1:
            label, weight = self._heads[words[0]]
            found.add(label, weight / 2 if words[0] in self._weak_heads else weight)
        if len(words) > 1 and (words[-1] in self._tails or text.endswith(tuple(f" {form}" for form in self._company_forms))):
            found.add("ORG", 3.0)
        if re.fullmatch(r".*[^\W\d][ -]?(?:\d+(?:\.\d+)*|[IVX]{2,4}|[A-Z]?\d+[a-z]?)(?: (?:Pro|Max|Mini|Plus|Ultra|Lite|Air))?", text) and not text.isdigit():
            found.add("PRODUCT", 1.0 if "-" in text or " " in text else 0.6)
        if len(words) == 1:
            if text.isupper() and 2 <= len(text) <= 6 and text.isalpha():
                found.add("ORG", 1.0)
            elif re.match(r"[a-zé]{1,2}[A-Z]", text):
                found.add("PRODUCT", 0.7)
            elif re.search(r"[a-z][A-Z]", text) and not text.startswith(("Mc", "Mac", "De", "Le", "La")):
                found.add("ORG", 0.7)
            if re.search(r"-(?:sur|sous|en|lès|les|le|la|aux|de|du|Ville|Rivière)-|^Saint(?:e)?-", text):
                found.add("LOC", 1.5)
        if re.fullmatch(r"(?:[A-Z]\.[- ]?)+ ?[A-Z][\w'-]+", text):
            found.add("PER", 1.5)

    def _gazetteer(self, span: Span, found: Evidence) -> None:
        name = plain_name(span.text)
        if name in self._unsure:
            return
        if name in read_countries(self._lang):
            found.add("LOC", 4.0)
        elif name in read_regions(self._lang):
            found.add("LOC", 1.5)
        elif population := read_cities().get(name):
            found.add("LOC", 2.0 if population > 500_000 else 1.2 if population > 100_000 else 0.7)
        if len(span) == 1 and name[0].isupper() and name.lower() in read_nationalities(self._lang):
            found.add("MISC", 3.0)

    # --- the words before -----------------------------------------------------------------------

    def _before(self, span: Span, found: Evidence) -> None:
        doc, place = span.doc, span.start - 1
        quoted = place >= 0 and doc[place].text in _QUOTES
        while place >= 0 and doc[place].text in _QUOTES:
            place -= 1
        if place < 0 or doc[place].is_space:
            return
        token = doc[place]
        if token.text in self._titles:
            found.say("PER")
            return
        if noun := self._class_noun(doc, place):
            found.say(noun, 2.5)
            return
        if token.lower_ in _DE or (token.lower_ in ("la", "le", "l'", "l’", "les") and place and doc[place - 1].lower_ in _DE):
            head = place - 1 if token.lower_ in _DE else place - 2
            self._complement(doc, head, found, bare=token.lower_ in ("de", "d'", "d’"))
        elif not quoted:
            self._preposition(doc, place, found)
            if token.lower_ in ("le", "la", "l'", "l’", "les", "du", "des", "au", "aux", "un", "une"):
                found.add("PER", -1.0)
                if token.lower_ in ("un", "une"):
                    found.add("PRODUCT", 0.7)

    def _class_noun(self, doc: Doc, place: int) -> str | None:
        """The label of the class noun that ends at `place`, adjectives and nationality aside:
        "l'application", "le groupe français", "la ministre suédoise de l'Énergie" (not reached)."""
        steps = 0
        while place >= 0 and steps < 3:
            for length in range(min(self._words_of_class, place + 1), 0, -1):
                words = doc[place - length + 1 : place + 1]
                surface = words.text.lower()
                label = self._class_of.get(surface) or (self._class_of.get(doc[place].lemma_.lower()) if length == 1 else None)
                if label:
                    last = doc[place]
                    if length == 1 and last.pos_ in ("VERB", "AUX", "ADP", "ADV", "PRON", "DET"):
                        return None
                    return self._of_class(doc, place - length + 1, surface, label)
            token = doc[place]
            if token.pos_ != "ADJ" and token.lower_ not in read_nationalities(self._lang):
                return None
            if steps == 0 and token.lower_ in read_nationalities(self._lang) and place and doc[place - 1].lower_ in ("le", "la", "l'", "l’", "du", "au"):
                return "PER"  # "le Français X" with or without its capital
            place, steps = place - 1, steps + 1
        return None

    def _of_class(self, doc: Doc, first: int, noun: str, label: str) -> str | None:
        """A noun that is both an office and a body (éditeur) is settled by nothing here: no label then.

        Bare "par producteur X" is no class noun either: it wants a determiner, an adjective or a comma before it.
        """
        return None if noun in self._both else label

    def _complement(self, doc: Doc, head: int, found: Evidence, *, bare: bool) -> None:
        """ "le maire de X": the noun before "de" tells what X is; place nouns say it outright ("la ville de X")."""
        steps = 0
        while head >= 0 and steps < 3 and doc[head].pos_ == "ADJ" and doc[head].lower_ not in self._complements:
            head, steps = head - 1, steps + 1
        if head < 0:
            return
        noun = doc[head]
        key = noun.lower_ if noun.lower_ in self._complements else noun.lemma_.lower()
        if bare and key in ("ville", "commune", "village", "région", "département", "province", "île", "port", "quartier", "comté", "capitale"):
            found.say("LOC", 2.0)
        for label, weight in self._complements.get(key, {}).items():
            found.add(label, weight)

    def _preposition(self, doc: Doc, place: int, found: Evidence) -> None:
        token = doc[place]
        words = token.lower_.replace("’", "'")
        if words in ("de", "d'") and place:
            words = f"{doc[place - 1].lower_} de"
        for label, weight in self._prepositions.get(words, {}).items():
            found.add(label, weight)

    # --- the parse ------------------------------------------------------------------------------

    def _syntax(self, span: Span, found: Evidence) -> None:
        root = span.root
        head = root.head
        relation = root.dep_.split(":")[0]
        if root.dep_ in ("appos", "nmod:appos") and head.i not in range(span.start, span.end):
            self._apposed(head, found)
        for child in root.children:
            if child.dep_ == "appos" and child.i >= span.end and child.pos_ == "NOUN":
                self._apposed(child, found)
        conjoined = root
        if relation == "conj":
            conjoined, relation = head, head.dep_.split(":")[0]
            head = conjoined.head
        if relation == "nsubj" and head.pos_ in ("NOUN", "ADJ") and any(child.dep_ == "cop" for child in head.children):
            if head.pos_ == "NOUN":
                self._apposed(head, found)
            return
        deep = conjoined.dep_
        if deep in ("nsubj", "nsubj:caus") or deep == "obl:agent":
            self._weigh(self._subjects, head, found)
        elif deep in ("obj", "nsubj:pass"):
            self._weigh(self._objects, head, found)
        for child in root.children:
            if child.dep_ == "acl" and child.i >= span.end and "Part" in child.morph.get("VerbForm"):
                self._weigh(self._objects if child.morph.get("Tense") == ["Past"] else self._subjects, child, found)
                if child.lemma_ in ("naître", "mourir", "âger", "décéder", "âgé"):
                    found.add("PER", 2.0)
            elif child.dep_ == "acl:relcl" and any(word.lower_ == "qui" for word in child.children):
                self._weigh(self._subjects, child, found, share=0.7)

    def _apposed(self, noun: Token, found: Evidence) -> None:
        """A noun that classes the name by apposition or copula."""
        label = self._class_of.get(noun.lemma_.lower()) or self._class_of.get(noun.lower_)
        if label and noun.lower_ not in self._both:
            found.add(label, 2.0)

    def _weigh(self, table: dict[str, dict[str, float]], verb: Token, found: Evidence, share: float = 1.0) -> None:
        for label, weight in table.get(verb.lemma_.lower(), {}).items():
            found.add(label, weight * share)


def _labels_of(by_label: dict[str, list[str]]) -> dict[str, dict[str, float]]:
    """Word → label → weight; a word under several labels shares its weight among them."""
    counts = Counter(word for words in by_label.values() for word in words)
    table: dict[str, dict[str, float]] = {}
    for label, words in by_label.items():
        for word in words:
            table.setdefault(word, {})[label] = 1.5 / counts[word] ** 0.5
    return table
