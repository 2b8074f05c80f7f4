"""A person's party or union between the office and the name: `le sénateur ABC Paul Roux`, `la déléguée CGT Anne Vial`.

Recogniser and parser both take the two names for one thing. Here the acronym becomes a body's name, and both names hang on
the office.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from .names import Name

_LONGEST = 6


def part_bodies(doc: Doc, names: Sequence[Name], class_before: Callable[[Doc, int], str | None]) -> list[Name]:
    """The names, with the acronym between a word for a person and a person's name as that of a body. `class_before` gives the
    label that the noun before a place gives to what stands there."""
    begun = {name.start: name for name in names}
    found = []
    for name in names:
        behind = begun.get(name.end)
        if behind is not None and _is_acronym(doc[name.start : name.end]) and _names_person(doc, behind):
            if name.start and doc[name.start - 1].text.islower() and class_before(doc, name.start) == "PER":
                name = replace(name, label="ORG", fixed=True)
        found.append(name)
    return found


def part_trees(doc: Doc) -> None:
    """Hang the body and the person behind it on the noun before both, where the parser hung one on the other."""
    for body, person in zip(doc.ents, doc.ents[1:]):
        if body.end != person.start or body.label_ != "ORG" or person.label_ != "PER" or not body.start or not _is_acronym(body):
            continue
        noun = doc[body.start - 1] if doc[body.start - 1].pos_ == "NOUN" else doc[body.start - 1].head
        if noun.pos_ != "NOUN" or noun.i >= body.start or noun.sent != person.root.sent:
            continue
        if noun.head in (body.root, person.root):
            top = next(root for root in (body.root, person.root) if root.head not in (body.root, person.root, noun) or root.head == root)
            noun.dep_ = top.dep_
            noun.head = noun if top.head == top else top.head
        first, strayed = person.root, [token for token in person if token.head == body.root]
        for token in strayed:
            token.head = first
        body.root.dep_, first.dep_ = "nmod", "appos"
        first.head = noun
        body.root.head = noun


def _is_acronym(span: Span) -> bool:
    return len(span) == 1 and 2 <= len(span.text) <= _LONGEST and span.text.isupper() and span.text.isalpha()


def _names_person(doc: Doc, name: Name) -> bool:
    words = doc[name.start : name.end]
    return name.label == "PER" and len(words) > 1 and all(not word.text.isupper() for word in words)
