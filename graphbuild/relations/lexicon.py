"""The lexicon of relations: from patterns a linguist writes to frames the engine matches.

In comes `ontology/lexicon/LANG/relations/*.yaml` (format: docs/lexicon.md); out goes a `Lexicon`,
frames indexed by the lemma of their head word. Patterns are checked here, so that a mistake is
reported with file, relation and pattern before any text is read.

A pattern is a sentence in the neutral order, `S mettre fin à O`; its grammar:

    pattern    = [slot | word "de" slot] ["se"] head {element}
    element    = [preposition] (slot | word) | "et" slot | "[" element "]"
    slot       = ("S" | "O" | "X") [":" type {"|" type}]
    word       = lemma {"|" lemma}

`siège de S se trouver à O`: the grammatical subject is a thing of S. `S et O s'associer`, `accord entre S et O`: the two slots are members of one coordination.

Frames know nothing of passives, relatives or coordination: those belong to `clauses`.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ..errors import LexiconError
from ..resources import ontology_path, read_yaml
from ..types import STATUSES, Status
from ..vocabulary import read_vocabulary
from .grammar.prepositions import DETERMINERS, PREPOSITIONS, REFLEXIVES, contract

Kind = Literal["verb", "noun", "attribute"]
SECTIONS: dict[str, Kind] = {"verbs": "verb", "nouns": "noun", "attributes": "attribute"}
SLOTS = ("S", "O", "X")
# What a slot may ask for beside the classes of the ontology.
GRAMMAR_TYPES = frozenset({"Clause", "School"})
# In place of a preposition: this slot is coordinated with the slot before it.
TOGETHER = frozenset({"et"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for an argument. `types` is empty where anything fits."""

    name: str
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Element:
    """What stands under the head: a slot or a fixed word, with the prepositions that introduce it."""

    prepositions: frozenset[str]
    slot: Slot | None = None
    lemmas: frozenset[str] = frozenset()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of saying a relation. `first` is the slot before the head: the grammatical subject of
    a verb, what an attribute is said of; nouns have none. `case` is the preposition that an attribute's
    own head needs (`S à la tête de O`)."""

    relation: str
    kind: Kind
    heads: frozenset[str]
    pattern: str
    first: Slot | None = None
    reflexive: bool = False
    case: frozenset[str] = frozenset()
    elements: tuple[Element, ...] = ()
    status: Status | None = None
    confidence: float = 1.0
    # lemmas of the noun that is the grammatical subject and belongs to `first`
    of: frozenset[str] = frozenset()

    @property
    def rule(self) -> str:
        """The name under which evidence cites this frame, e.g. `acquired/verb/S racheter O`."""
        return f"{self.relation}/{self.kind}/{self.pattern}"

    def types(self, name: str) -> frozenset[str]:
        """What the slot of this name asks for."""
        slots = [e.slot for e in self.elements if e.slot] + ([self.first] if self.first else [])
        return next((slot.types for slot in slots if slot.name == name), frozenset())

    def cases(self, name: str) -> frozenset[str]:
        """The prepositions before the slot of this name."""
        return next((e.prepositions for e in self.elements if e.slot and e.slot.name == name), frozenset())

    @property
    def fixed(self) -> tuple[Element, ...]:
        """The fixed words that must stand under the head."""
        return tuple(element for element in self.elements if element.slot is None and not element.optional)

    @property
    def slots(self) -> tuple[Element, ...]:
        """The places for arguments under the head."""
        return tuple(element for element in self.elements if element.slot is not None)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Frames of one language by kind and head lemma."""

    frames: tuple[Frame, ...]
    by_head: Mapping[tuple[Kind, str], tuple[Frame, ...]] = field(hash=False, repr=False)

    def of(self, kind: Kind, lemma: str) -> tuple[Frame, ...]:
        """The frames whose head is `lemma`, the most specific first."""
        return self.by_head.get((kind, lemma), ())


def read_lexicon(lang: str, *, extra: Iterable[Path] = ()) -> Lexicon:
    """The lexicon of `lang`, with the files in `extra` added; raises LexiconError."""
    files = sorted(ontology_path("lexicon", lang, "relations").glob("*.yaml"))
    frames: list[Frame] = []
    for path in [*files, *extra]:
        frames.extend(read_frames(path))
    return index_frames(frames)


def check_lexicon(path: Path, ontology: Path | None = None) -> None:
    """Raises LexiconError for a file of a user's own that says nothing, or names a relation or class that neither the
    ontology nor the user's own one has."""
    frames, vocabulary = read_frames(path), read_vocabulary(ontology)
    if not frames:
        raise LexiconError(f"{path}: holds no pattern; write a relation, a section and patterns, as docs/lexicon.md shows")
    types = {t for r in vocabulary.relations.values() for t in r.domain | r.range} | set(vocabulary.classes) | GRAMMAR_TYPES
    for frame in frames:
        if frame.relation not in vocabulary.relations:
            raise LexiconError(f"{path}: {frame.relation}: {_unknown('relation', frame.relation, vocabulary.relations)}; or declare it with --ontology")
        for slot in (frame.first, *(element.slot for element in frame.elements)):
            for name in sorted(slot.types - types if slot else ()):
                raise LexiconError(f"{path}: {frame.relation}: {frame.pattern!r}: {_unknown('class', name, types)}")


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, known, 3) or sorted(known)[:10]
    return f"there is no {kind} {name!r}; there is: {', '.join(near)}"


def index_frames(frames: Iterable[Frame]) -> Lexicon:
    """A lexicon of these frames; of two frames on one head the one that asks for more comes first."""
    unique = tuple(dict.fromkeys(frames))
    table: dict[tuple[Kind, str], list[Frame]] = defaultdict(list)
    for frame in unique:
        for head in frame.heads:
            table[frame.kind, head].append(frame)
    ordered = {key: tuple(sorted(found, key=lambda f: (tuple(-n for n in _demand(f)), f.pattern))) for key, found in table.items()}
    return Lexicon(unique, ordered)


def _demand(frame: Frame) -> tuple[int, int, int]:
    typed = sum(bool(e.slot and e.slot.types) for e in frame.elements) + bool(frame.first and frame.first.types)
    return len(frame.fixed), len(frame.slots), typed


def read_frames(path: Path) -> list[Frame]:
    """The frames of one lexicon file; raises LexiconError with file, relation and pattern."""
    content = read_yaml(path) or {}
    if not isinstance(content, dict):
        raise LexiconError(f"{path}: expected a mapping of relation names to sections, found {type(content).__name__}")
    frames = []
    for relation, sections in content.items():
        if not isinstance(sections, dict) or not set(sections) <= set(SECTIONS):
            raise LexiconError(f"{path}: {relation}: sections may be {', '.join(SECTIONS)}; found {sections!r:.80}")
        for section, entries in sections.items():
            for entry in entries or ():
                try:
                    frames.append(parse_entry(relation, SECTIONS[section], entry))
                except LexiconError as error:
                    raise LexiconError(f"{path}: {relation}: {section}: {error}") from None
    return frames


def parse_entry(relation: str, kind: Kind, entry: str | Mapping[str, Any]) -> Frame:
    """A frame from a pattern, or from its long form with `pattern`, `status`, `confidence`, `note`."""
    if isinstance(entry, str):
        return parse_pattern(relation, kind, entry)
    if not isinstance(entry, Mapping) or "pattern" not in entry:
        raise LexiconError(f"{entry!r}: write a pattern such as 'S racheter O', or a mapping with the key 'pattern'")
    if unknown := set(entry) - {"pattern", "status", "confidence", "note"}:
        raise LexiconError(f"{entry['pattern']}: unknown keys {sorted(unknown)}; known are pattern, status, confidence, note")
    status = entry.get("status")
    if status is not None and status not in STATUSES:
        raise LexiconError(f"{entry['pattern']}: status {status!r}; known are {', '.join(STATUSES)}")
    confidence = float(entry.get("confidence", 1.0))
    return parse_pattern(relation, kind, entry["pattern"], status=status, confidence=confidence)


def parse_pattern(relation: str, kind: Kind, pattern: str, *, status: Status | None = None, confidence: float = 1.0) -> Frame:
    """The frame that `pattern` describes; raises LexiconError when it breaks the grammar above."""
    words = _words(pattern)
    first = None
    if words and (slot := _slot(words[0])):
        first = slot
        words.pop(0)
    of: frozenset[str] = frozenset()
    if kind == "verb" and first is None and len(words) > 3 and words[1] == "de" and (slot := _slot(words[2])):
        of, first, words = frozenset(words[0].split("|")), slot, words[3:]
    if of and words[:1] == ["être"] and contract(words[1].split("|")[0]) in PREPOSITIONS:
        # "siège de S être à O": said of the noun, whatever stands between
        owner = Element(frozenset({"de"}), first)
        return _checked(
            Frame(relation, "noun", of, pattern, elements=(owner, *_elements(words[1:], pattern)), status=status, confidence=confidence)
        )
    if kind == "verb" and words[:1] == ["être"]:
        # "S être à la tête de O" is parsed with the noun as head and a copula: an attribute.
        kind, words = "attribute", words[1:]
    if kind != "noun" and first is None:
        raise LexiconError(f"{pattern!r} must begin with a slot S or O")
    if kind == "noun" and first is not None:
        raise LexiconError(f"{pattern!r}: an event noun comes first, e.g. 'rachat de O par S'")
    reflexive = bool(words) and words[0] in REFLEXIVES
    if reflexive:
        words.pop(0)
    case: set[str] = set()
    together = words[:1] == ["et"]
    elements: tuple[Element, ...] = ()
    if together and len(words) > 1 and (slot := _slot(words[1])):
        elements = (Element(TOGETHER, slot),)
        words = words[2:]
        reflexive = words[:1] != [] and words[0] in REFLEXIVES
        words = words[1:] if reflexive else words
        if words[:1] == ["être"]:
            kind, words = "attribute", words[1:]  # "S et O être partenaires"
    while words and (preposition := _preposition(words)):
        case |= preposition
    while len(words) > 1 and words[0] in DETERMINERS:
        words.pop(0)
    if not words or _slot(words[0]) or words[0] in "[]":
        raise LexiconError(f"{pattern!r} has no head word")
    heads = frozenset(words.pop(0).split("|"))
    elements += _elements(words, pattern)
    return _checked(Frame(relation, kind, heads, pattern, first, reflexive, frozenset(case), elements, status, confidence, of))


def _checked(frame: Frame) -> Frame:
    named = [e.slot.name for e in frame.elements if e.slot] + ([frame.first.name] if frame.first else [])
    if "S" not in named or "O" not in named:
        raise LexiconError(f"{frame.pattern!r} needs both slots, S and O")
    if len(named) != len(set(named)):
        raise LexiconError(f"{frame.pattern!r} names a slot twice")
    return frame


def _words(pattern: str) -> list[str]:
    spaced = re.sub(r"([\[\]])", r" \1 ", pattern.replace("’", "'"))
    spaced = re.sub(r"(\b[a-zà-ÿ]{1,2}')", r"\1 ", spaced)
    return spaced.split()


def _slot(word: str) -> Slot | None:
    name, _, types = word.partition(":")
    if name not in SLOTS:
        return None
    return Slot(name, frozenset(types.split("|")) if types else frozenset())


def _preposition(words: list[str]) -> frozenset[str]:
    """Take a preposition off the front of `words`; the longest wins (`au sein de`)."""
    for length in (5, 4, 3, 2, 1):
        if len(words) < length:
            continue
        if length == 1:
            options = frozenset(contract(option) for option in words[0].split("|"))
            if options <= PREPOSITIONS:
                words.pop(0)
                return options
        else:
            joined = " ".join([*words[: length - 1], contract(words[length - 1])]).replace("' ", "'")
            if joined in PREPOSITIONS:
                del words[:length]
                return frozenset({joined})
    return frozenset()


def _elements(words: list[str], pattern: str) -> tuple[Element, ...]:
    words = list(words)
    elements: list[Element] = []
    optional = False
    while words:
        if words[0] in "[]":
            optional = words.pop(0) == "["
            continue
        prepositions: set[str] = set()
        # "engager des poursuites": an article; "prendre le contrôle des magasins": a preposition
        if words[0] in DETERMINERS and (words[0] not in ("du", "des") or not elements):
            words.pop(0)
            continue
        if words[0] == "et":
            words.pop(0)
            prepositions = set(TOGETHER)
        while words and (found := _preposition(words)):
            prepositions = set(found)
        if words and words[0].lower() in DETERMINERS:
            words.pop(0)
        if not words or words[0] in "[]":
            raise LexiconError(f"{pattern!r} ends in a preposition without a slot or word")
        word = words.pop(0)
        slot = _slot(word)
        lemmas = frozenset() if slot else frozenset(word.split("|"))
        elements.append(Element(frozenset(prepositions), slot, lemmas, optional))
    return tuple(elements)
