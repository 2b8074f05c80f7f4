"""Another name beside a name, behind a word that says so: `X, anciennement Y,`, `X (ex-Y)`, `X, alias Y,`, `X, de son vrai nom Y,`.

In come the names of an `ArgumentReader`; out go candidates of `alsoKnownAs`. The words are `other_names` of `arguments.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ...resources import read_words
from ..candidates import Candidate, literal
from ..grammar.arguments import ArgumentReader
from ..grammar.syntax import lower
from ..refs import Ref
from .asides import is_acronym

_FORMER = "ex-"
_CLOSING = frozenset(",.;:!?»)")


class OtherNameReader:
    """Reads the other names of one text."""

    def __init__(self, arguments: ArgumentReader, lang: str) -> None:
        self._arguments = arguments
        config = read_words(lang, "arguments.yaml")["other_names"]
        self._of_things, self._of_people = (tuple(sorted(config[key], key=len, reverse=True)) for key in ("things", "people"))
        self._or = frozenset(config["or"])

    def read(self, doc: Doc) -> Iterator[Candidate]:
        """Candidates in the order of the entities."""
        args = self._arguments
        for entity in args.entities:
            for start, end, kind in entity["mentions"]:
                if kind != "name" or end + 2 >= len(doc) or doc[end].text not in (",", "("):
                    continue
                place = self._introduced(doc, end + 1, entity["type"], entity["label"])
                subject = args.resolve(doc[start:end].root, spread=False) if place is not None else []
                other = self._name_at(doc, place, doc[end].text, entity["label"]) if place is not None and subject else None
                if other is not None and self._may_be_one(subject[0], other) and not self._may_speak(doc, end + 1, subject[0], other):
                    yield Candidate(
                        "alsoKnownAs", subject[0], other, doc[other.start], "alsoKnownAs/beside", 1.0, "beside", True,
                        subject_token=doc[start], object_token=doc[other.start],
                    )  # fmt: skip

    def _introduced(self, doc: Doc, place: int, type_: str, label: str) -> int | None:
        """Where the other name begins, behind a word that announces it."""
        person = type_ == "Person"
        if not person and doc[place].text.startswith(_FORMER) and doc[place].text[len(_FORMER) :][:1].isupper():
            return place
        for phrase in self._of_people if person else self._of_things:
            words = phrase.split(" ")
            if [lower(t) for t in doc[place : place + len(words)]] == words:
                return place + len(words)
        if lower(doc[place]) in self._or and doc[place + 1].text.isupper() and is_acronym(doc[place + 1].text, label):
            return place + 1
        return None

    def _name_at(self, doc: Doc, place: int, opening: str, label: str) -> Ref | None:
        """The name at the place, up to what closes the aside; as words alone where coreference took it for the same thing."""
        args, closing = self._arguments, frozenset(")") if opening == "(" else _CLOSING
        while place < len(doc) and (doc[place].is_quote or doc[place].pos_ == "DET"):
            place += 1
        if place >= len(doc) or not _begins_name(doc[place]):
            return None
        end = args.mention_at(doc[place])[1] if args.is_name(doc[place]) else place + 1
        while end < len(doc) and _begins_name(doc[end]):
            end += 1
        after = next((t for t in doc[end:] if not t.is_quote), None)
        if after is not None and after.text not in closing and not after.is_space and not _is_time(after, args):
            return None
        if args.is_name(doc[place]) and args.mention_at(doc[place])[0] == place:
            found = args.resolve(doc[place:end].root, spread=False)
            if found and found[0].label != label:
                return found[0]
        return literal(doc[place:end].text.removeprefix(_FORMER), place, end)

    def _may_be_one(self, subject: Ref, other: Ref) -> bool:
        """Whether the two may be names of one thing: of one type, or a person with a name that reads like anything."""
        if other.entity is None or subject.type == "Person":
            return other.entity is None or other.key != subject.key
        return other.key != subject.key and (other.type == subject.type or "Thing" in (other.type, subject.type))


    def _may_speak(self, doc: Doc, place: int, subject: Ref, other: Ref) -> bool:
        """Whether "dit" is a verb there: `Inès, dit Paul, est prête`; a byname is one word, and stands behind a full name."""
        if doc[place].lemma_.lower() != "dire":
            return False
        known = other.entity is not None and len(self._arguments.entities[other.entity]["mentions"]) > 1
        return known or " " not in subject.label or other.end - other.start > 1


def _begins_name(token: Token) -> bool:
    return token.text[:1].isupper() or token.text.startswith(_FORMER) and token.text[len(_FORMER) :][:1].isupper()


def _is_time(token: Token, args: ArgumentReader) -> bool:
    """Whether what follows tells when: `X, anciennement Y jusqu'en 2018,`."""
    return lower(token) in ("jusque", "jusqu'", "depuis", "en", "avant") and any(args.value_at(t, "Date") for t in token.doc[token.i + 1 : token.i + 4])


__all__ = ["OtherNameReader"]
