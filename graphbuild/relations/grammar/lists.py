"""Lists and the noun that stands for their members: `Trois sociétés … : A, B et C`, `des géants comme A`, `huit maires, dont A`.

In comes the head of a noun phrase; out go the heads of the names that it announces, takes in or is exemplified by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from .syntax import case_of, lower

if TYPE_CHECKING:
    from .arguments import ArgumentReader


class ListReader:
    """Reads lists in one text."""

    def __init__(self, doc: Doc, arguments: ArgumentReader) -> None:
        self._doc = doc
        self._arguments = arguments
        self._announced = self._announcements()

    def enumerated(self, noun: Token) -> list[Token]:
        """The names listed behind a colon that a plural noun announces: `Trois sociétés sont en lice : A, B et C`."""
        if noun.pos_ != "NOUN" or "Plur" not in noun.morph.get("Number") or noun.i not in self._announced:
            return []
        names = self._announced[noun.i]
        kind = self._arguments.noun_type(noun)
        types = {self._arguments.entities[self._arguments.mention_at(self._doc[i])[2]]["type"] for i in names}
        if types == {"Person"} and kind == "Group" or types == {kind}:
            return [self._doc[i] for i in names]
        return []

    def _announcements(self) -> dict[int, list[int]]:
        """For plural nouns that stand before a colon: the heads of the names listed behind it."""
        found: dict[int, list[int]] = {}
        for sentence in self._doc.sents:
            colon = next((t.i for t in sentence if t.text == ":"), None)
            if colon is None or any(t.pos_ in ("VERB", "AUX") and "Fin" in t.morph.get("VerbForm") for t in self._doc[colon : sentence.end]):
                continue
            names, depth = [], 0
            for token in self._doc[colon + 1 : sentence.end]:
                depth += (token.text == "(") - (token.text == ")")
                if depth or not self._arguments.is_name(token) or case_of(token):
                    continue
                start, end, _, _ = self._arguments.mention_at(token)
                if start == token.i:
                    names.append(self._doc[start:end].root.i)
            if len(names) < 2:
                continue
            nouns = [t for t in self._doc[sentence.start : colon] if t.pos_ == "NOUN" and "Plur" in t.morph.get("Number")]
            for noun in nouns:
                counted = self._arguments.value_at(noun)
                amount = (counted or {}).get("details", {}).get("amount")
                if amount is None or float(amount) == len(names):
                    found[noun.i] = names
        return found

    def included(self, noun: Token) -> list[Token]:
        """The names that a plural takes in: `huit jeunes pousses, dont X et Y, …`."""
        words = self._doc[noun.i : noun.sent.end]
        place = next((t.i for t in words if t.text in (",", "(") or t.pos_ in ("VERB", "AUX")), None)
        if place is None or place + 2 >= noun.sent.end or self._doc[place].text not in ",(" or lower(self._doc[place + 1]) != "dont":
            return []
        found = []
        for token in self._doc[place + 2 : noun.sent.end]:
            if self._arguments.is_name(token):
                start, end, _, _ = self._arguments.mention_at(token)
                root = self._doc[start:end].root
                if self._arguments.naming.opens_clause(root):
                    return found  # "avec ses ouvriers, dont X, Y domine …"
                if start == token.i:
                    found.append(root)
            elif self._arguments.naming.title_name(token) is None and token.pos_ not in ("DET", "CCONJ") and token.text != ",":
                # "dont X est propriétaire" takes nothing in
                return [] if token.pos_ in ("VERB", "AUX") and self._doc[token.i - 1].text != "," else found
        return found

    def before(self, last: Token) -> list[Token]:
        """The names of the list that ends with `last`, by the order of words: `le Chili, le Pérou et la Colombie`."""
        found: list[Token] = []
        place = last.i
        while place >= last.sent.start and self._arguments.is_name(self._doc[place]):
            start, end, _, _ = self._arguments.mention_at(self._doc[place])
            root = self._doc[start:end].root
            if case_of(root):
                break
            found.append(root)
            place = start - 1
            place -= place >= 0 and self._doc[place].pos_ == "DET"
            if place < last.sent.start or self._doc[place].text != "," and lower(self._doc[place]) not in ("et", "ou"):
                break
            place -= 1
        return found[::-1]

    def examples(self, noun: Token) -> list[Token]:
        """The names given as examples of a noun: `des géants comme Google`, `des villes telles que Lyon`."""
        for child in noun.children:
            if child.i > noun.i and child.dep_.startswith(("nmod", "obl", "appos", "advcl", "acl")) and self._arguments.is_name(child):
                case = case_of(child)
                if case in ("comme", "tel que", "tels que", "telle que", "telles que"):
                    return [child]
        # right behind the noun it is an example, wherever the tree has it
        after = noun.i + 2
        if "Plur" in noun.morph.get("Number") and after < noun.sent.end and lower(self._doc[after - 1]) == "comme":
            if self._arguments.is_name(self._doc[after]):
                start, end, _, _ = self._arguments.mention_at(self._doc[after])
                return [self._doc[start:end].root]
        return []

    def instances(self, noun: Token) -> list[Token]:
        """What is listed after a noun with `notamment`, `dont`, `à savoir`: first members of the lists."""
        for child in noun.subtree:
            if child.i > noun.i and child.pos_ in ("NOUN", "PROPN") and not case_of(child):
                before = [lower(t) for t in self._doc[max(noun.i, child.left_edge.i - 2) : child.i]]
                if "notamment" in before or "savoir" in before:
                    return [child]
        return []
