"""What an argument of a statement is, and how well it fits a class.

A `Ref` is an entity, a value or a phrase, as plain values; classes are those of the ontology and of slots.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..resources import read_nouns, read_words

# What a slot or a domain may ask for, and the types of entities that satisfy it.
SATISFIES: dict[str, frozenset[str]] = {
    "Agent": frozenset({"Person", "Organization", "Group", "Place"}),
    "Person": frozenset({"Person", "Group"}),
    "Organization": frozenset({"Organization"}),
    "Place": frozenset({"Place"}),
    "Product": frozenset({"Product", "Thing"}),
    "Work": frozenset({"Work", "Document"}),
    "Event": frozenset({"Event"}),
    "Award": frozenset({"Thing", "Award"}),
    "Position": frozenset({"Concept", "Position"}),
    "Group": frozenset({"Group"}),
    "Document": frozenset({"Document", "Work"}),
    "Concept": frozenset({"Concept"}),
}
UNIVERSAL = frozenset({"Thing", "Name", "Class", "Statement"})
_CLASSES = ("Person", "Organization", "Group", "Place", "Product", "Work", "Event", "Document", "Award")


@dataclass(frozen=True, slots=True)
class Ref:
    """An argument: an entity of the document by position, a value, or a phrase with label and type.

    `start` and `end` are token offsets of the words that stand for it in this sentence; `mention` says
    whether those are a name, a nominal or a pronoun; `named` whether what it names has a proper name.
    """

    start: int
    end: int
    label: str
    type: str
    entity: int | None = None
    value: dict[str, Any] | None = field(default=None, hash=False)
    mention: str = "name"
    named: bool = False
    head: int = -1

    @property
    def key(self) -> tuple[Any, ...]:
        """What two arguments have in common when they name the same thing."""
        if self.entity is not None:
            return ("entity", self.entity)
        if self.value is not None:
            return ("value", self.value["datatype"], self.value["value"], self.label)
        return ("phrase", self.label.casefold())

    def as_dict(self) -> dict[str, Any]:
        """The plain form that `doc._.gb_statements` holds."""
        if self.entity is not None:
            return {"entity": self.entity}
        if self.value is not None:
            return dict(self.value)
        return {"start": self.start, "end": self.end, "label": self.label, "type": self.type}


def satisfies(ref: Ref, wanted: Iterable[str], agent_endings: tuple[str, ...] = ()) -> float:
    """How well an argument fits one of these classes: 1 it does, 0 it cannot, between: unknown.

    `agent_endings` are those of nouns that mostly denote people.
    """
    wanted = frozenset(wanted)
    if not wanted or "Thing" in wanted and ref.type not in ("Date", "Quantity"):
        return 1.0
    if ref.type in ("Date", "Quantity"):
        # a share can be owned, a sum be lent: a quantity is a thing as well
        return 1.0 if ref.type in wanted else 0.8 if ref.type == "Quantity" and "Thing" in wanted else 0.0
    if ref.value is not None:
        return 1.0
    if "Concept" in wanted and ref.entity is None and not ref.named:
        return 1.0 if ref.type in ("Concept", *wanted) else 0.9  # any common noun, those of no other class first
    if "Position" in wanted and ref.entity is None and ref.type in ("Person", "Group"):
        return 1.0  # "devenir président"
    if wanted <= {"Name"} and not ref.named:
        return 0.0
    if wanted <= {"Date", "Quantity", "Clause"}:
        return 0.0
    if "School" in wanted and ref.type in ("Organization", "Place") and re.split(r"[ -]", ref.label.lower())[0] in schools():
        return 1.0
    if wanted & UNIVERSAL:
        return 1.0
    types = {t for w in wanted for t in SATISFIES.get(w, {w})}
    if ref.type in types:
        return 1.0
    if ref.type == "Concept" and "Person" in types and ref.label.split()[0].lower().endswith(agent_endings):
        return 0.8  # "chauffard", "démarcheur"
    if ref.type == "Concept":
        # an unlisted noun may be a product, a work, an event or a thing; hardly a person or a place
        return 0.9 if wanted & {"Product", "Work", "Event", "Award", "Position"} else 0.5
    if ref.type == "Thing":
        return 0.8
    return 0.0


@functools.cache
def schools(lang: str = "fr") -> frozenset[str]:
    """The nouns with which names of schools begin."""
    return frozenset(read_words(lang, "arguments.yaml")["schools"])


@functools.cache
def noun_types(lang: str) -> dict[str, str]:
    """The class that each common noun of the lexicon denotes."""
    nouns = read_nouns(lang)
    table = {word: name for name in _CLASSES for word in nouns.get(name, ())}
    for section in ("positions", "leaders", "not_leaders", "representatives", "kinship"):
        table.update(dict.fromkeys(nouns.get(section, ()), "Person"))
    return table
