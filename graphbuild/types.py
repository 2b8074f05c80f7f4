"""The values that travel through graphbuild: frozen, comparable, free of spaCy and of rdflib.

`Document` comes from the readers. The language layer turns it into a `Reading`: sentences, mentions,
the entities of that one document, and `Finding`s (statements whose arguments are positions in
`Reading.entities`). Linking gives entities their IRIs over all documents and turns findings into
`Statement`s, which are what the graph, the page and `statements.jsonl` hold.

All offsets are Unicode code points into the untouched `Document.text`; `end` is exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["asserted", "negated", "hedged", "planned"]
STATUSES: tuple[Status, ...] = ("asserted", "negated", "hedged", "planned")

SentenceKind = Literal["sentence", "heading", "question"]
MentionKind = Literal["name", "nominal", "pronoun"]

# Classes of entities. The first seven stand for the labels of the entity recogniser
# (PER ORG LOC PRODUCT WORK EVENT MISC); the others are what common nouns denote.
EntityType = Literal[
    "Person", "Organization", "Place", "Product", "Work", "Event", "Thing", "Group", "Document", "Concept"
]


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read. `date` is ISO 8601 (the day it was reported), `lang` a two-letter code."""

    id: str
    text: str
    date: str | None = None
    title: str | None = None
    source: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A sentence of a document. A heading or question is marked: what it says is no fact."""

    start: int
    end: int
    kind: SentenceKind = "sentence"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A span of text that names or refers to the entity at position `entity` of its reading."""

    start: int
    end: int
    entity: int
    kind: MentionKind = "name"


@dataclass(frozen=True, slots=True)
class Value:
    """An object that is no entity: a date, a quantity, a title, words that were said.

    `label` is the expression as written; `value` its normal form (ISO 8601 date, decimal number,
    or the words); `datatype` a prefixed name such as `xsd:date`, `xsd:decimal`, `xsd:string`.
    `details` holds what else is known of a quantity, as plain strings and numbers: `amount`, `unit`,
    `period`, `comparator` (`>`, `>=`, `<`, `<=`, `~`), `from_amount` (a change: from … to …), `measured` (what
    the figure measures: `chiffre d'affaires`), `change` (`hausse`: by how much, not how much).
    """

    value: str
    datatype: str
    label: str
    details: Mapping[str, str | float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """What the mentions of one document resolve to, before linking gives it an IRI."""

    label: str
    type: EntityType
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement found in one document; `subject`, `object` and `source` are positions in
    `Reading.entities` (an object may be a `Value`). `start` and `end` delimit the sentence;
    `trace` says how it was found: lexicon entry, path in the parse, coreference links used."""

    subject: int
    predicate: str
    object: int | Value
    status: Status
    source: int | None
    time: str | None
    confidence: float
    start: int
    end: int
    rule: str
    # Code points of the words that express subject, predicate and object in the sentence.
    subject_span: tuple[int, int] | None = None
    predicate_span: tuple[int, int] | None = None
    object_span: tuple[int, int] | None = None
    trace: Mapping[str, str | list[str]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the language layer makes of one document."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[LocalEntity, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """What mentions resolve to, over all documents of a graph. `same_as` and `close_match` hold
    (IRI, score) pairs from an authority file; `mentions` counts the mentions of all documents."""

    iri: str
    label: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    mentions: int = 0
    same_as: tuple[tuple[str, float], ...] = ()
    close_match: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Predicate:
    """A relation: of the ontology, or minted from a verb (`open` is then true)."""

    iri: str
    name: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement stands: the sentence, as offsets and as words, and the rule that read it."""

    document: str
    start: int
    end: int
    sentence: str
    rule: str
    subject_span: tuple[int, int] | None = None
    predicate_span: tuple[int, int] | None = None
    object_span: tuple[int, int] | None = None
    trace: Mapping[str, str | list[str]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a document says. `time` is when it holds or happened (ISO 8601, reduced
    precision allowed: `2025`, `2025-12`, `2025-12-02`); `source` who the text credits with it."""

    id: str
    subject: Entity
    predicate: Predicate
    object: Entity | Value
    status: Status
    source: Entity | None
    time: str | None
    confidence: float
    evidence: Evidence
