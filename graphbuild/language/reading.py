"""From a `Document` to its `Reading`: the last step of the language layer.

Runs the pipeline over the text and turns what the components left in the spaCy `Doc` (token offsets,
plain dicts) into sentences, entities, mentions and findings with code-point offsets into the text of the
document. No spaCy object goes further than this file.

Long documents are cut at paragraph boundaries and read in parts; all offsets stay those of the whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from ..errors import InputError
from ..types import Document, EntityType, Finding, LocalEntity, Mention, Reading, Sentence, SentenceKind, Value
from .mentions import label_key, visible_label

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Code points read at once: memory of the parser grows with the length of a Doc.
PART_LENGTH = 100_000

_DATE_HEAD = re.compile(r"\s*date \d{4}-\d{2}-\d{2}(?!\w)")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?…][\"'»”)\]]*\s+|\n")
_CLOSING = "\"'»”’)] \t\n\r\u00a0\u202f"


def read_document(nlp: Language, document: Document) -> Reading:
    """All that the pipeline makes of one document.

    Raises InputError for a text that cannot be cut into parts that the pipeline accepts.
    """
    return next(read_documents(nlp, [document]))


def read_documents(nlp: Language, documents: Iterable[Document]) -> Iterator[Reading]:
    """The readings of documents, in their order, read in batches."""
    from . import attributes  # noqa: F401 - registers the extensions of Doc

    def parts() -> Iterator[tuple[Doc, tuple[Document, int, bool]]]:
        for document in documents:
            document = replace(document, text=mend_surrogates(document.text))
            text = readable(document.text)
            cuts = cut_text(text, min(PART_LENGTH, nlp.max_length))
            for number, (start, end) in enumerate(cuts, start=1):
                doc = make_doc(nlp, text[start:end], document, start)
                yield doc, (document, start, number == len(cuts))

    builder: _Builder | None = None
    for doc, (document, start, last) in nlp.pipe(parts(), as_tuples=True, batch_size=16):
        builder = builder or _Builder(document)
        builder.add(doc, start)
        if last:
            yield builder.reading()
            builder = None


def make_doc(nlp: Language, text: str, document: Document, start: int) -> Doc:
    """The tokenized part of a document that begins at `start`, with what the components need to know."""
    try:
        doc = nlp.make_doc(text)
    except ValueError as error:  # spaCy's E088: longer than nlp.max_length
        raise InputError(
            f"{document.id}: the text from offset {start} cannot be read at once ({len(text)} code points, "
            f"at most {nlp.max_length}); split it into paragraphs"
        ) from error
    doc._.gb_document_date = document.date
    return doc


def mend_surrogates(text: str) -> str:
    """The text with U+FFFD in place of lone surrogates, which no encoding can write."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def readable(text: str) -> str:
    """The text as the pipeline sees it: same length, with plain blanks for blanks of other kinds (non-breaking, thin),
    for control characters and for a date head."""
    head = _DATE_HEAD.match(text)
    if head:
        text = " " * head.end() + text[head.end() :]
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zs") and c not in "\n\r\t" else c for c in text)


def cut_text(text: str, length: int) -> list[tuple[int, int]]:
    """Offsets of parts of at most `length` code points that cover the text.

    Cuts are made behind the last paragraph that fits, else behind the last sentence, else behind the last
    word; a word longer than `length` is cut in two.
    """
    cuts: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > length:
        limit = start + length
        for pattern in (_PARAGRAPH_END, _SENTENCE_END, re.compile(r"\s")):
            ends = [match.end() for match in pattern.finditer(text, start, limit)]
            if ends and ends[-1] > start:
                end = ends[-1]
                break
        else:
            end = limit
        cuts.append((start, end))
        start = end
    cuts.append((start, len(text)))
    return cuts


class _Builder:
    """Gathers the parts of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sentences: list[Sentence] = []
        self.mentions: set[Mention] = set()
        self.entities: list[LocalEntity] = []
        self.findings: list[Finding] = []
        self.by_key: dict[tuple[str, str], int] = {}

    def add(self, doc: Doc, offset: int) -> None:
        self.sentences.extend(_sentences(doc, offset))
        clusters: list[int] = []
        by_span: dict[tuple[int, int], int] = {}
        for cluster in doc._.gb_entities or ():
            position = self.entity(cluster["label"], cluster["type"], cluster.get("aliases", ()))
            clusters.append(position)
            for start, end, kind in cluster["mentions"]:
                by_span.setdefault((start, end), position)
                self.mentions.add(Mention(*_characters(doc, start, end, offset), position, kind))
        for statement in doc._.gb_statements or ():
            self.findings.append(self.finding(doc, offset, statement, clusters, by_span))

    def entity(self, label: str, type_: str, aliases: Iterable[str] = ()) -> int:
        """The position of the entity of this label and type; a new one where there is none."""
        label = visible_label(label)
        known: EntityType = type_ if type_ in get_args(EntityType) else "Thing"  # type: ignore[assignment]
        key = (label_key(label), known)
        position = self.by_key.get(key)
        if position is None:
            position = self.by_key[key] = len(self.entities)
            self.entities.append(LocalEntity(label, known))
        entity = self.entities[position]
        new = [alias for alias in (label, *aliases) if alias != entity.label and alias not in entity.aliases]
        if new:
            self.entities[position] = replace(entity, aliases=entity.aliases + tuple(dict.fromkeys(new)))
        return position

    def finding(
        self, doc: Doc, offset: int, statement: dict[str, Any], clusters: list[int], by_span: dict[tuple[int, int], int]
    ) -> Finding:
        def place(ref: dict[str, Any]) -> int:
            if "entity" in ref:
                return clusters[ref["entity"]]
            start, end = ref["start"], ref["end"]
            # a class ("X est un modèle") stands for itself, even where its words also refer to X
            position = None if ref["type"] == "Concept" else by_span.get((start, end))
            if position is None:
                position = self.entity(ref["label"], ref["type"])
                self.mentions.add(Mention(*_characters(doc, start, end, offset), position, "nominal"))
            return position

        def span(name: str) -> tuple[int, int] | None:
            tokens = statement.get(name)
            return _characters(doc, *tokens, offset) if tokens else None

        object_ = statement["object"]
        source = statement.get("source")
        start, end = _characters(doc, *statement["sentence"], offset)
        return Finding(
            subject=place(statement["subject"]),
            predicate=statement["predicate"],
            object=Value(object_["value"], object_["datatype"], object_["label"], object_.get("details") or {})
            if "value" in object_
            else place(object_),
            status=statement["status"],
            source=place(source) if source is not None else None,
            time=statement.get("time"),
            confidence=statement["confidence"],
            start=start,
            end=end,
            rule=statement["rule"],
            subject_span=span("subject_span"),
            predicate_span=span("predicate_span"),
            object_span=span("object_span"),
            trace=statement.get("trace") or {},
        )

    def reading(self) -> Reading:
        return Reading(
            document=self.document,
            sentences=tuple(self.sentences),
            mentions=tuple(sorted(self.mentions)),
            entities=tuple(self.entities),
            findings=tuple(self.findings),
        )


def _characters(doc: Doc, start: int, end: int, offset: int) -> tuple[int, int]:
    """Code points of the tokens from `start` to `end`, without blanks at the edges."""
    while start < end - 1 and doc[start].is_space:
        start += 1
    while end - 1 > start and doc[end - 1].is_space:
        end -= 1
    last = doc[end - 1]
    return doc[start].idx + offset, last.idx + len(last) + offset


def _sentences(doc: Doc, offset: int) -> Iterator[Sentence]:
    """The sentences that hold words, with their kind."""
    if not len(doc):
        return
    headings = {i for span in doc.spans.get("headings", ()) for i in range(span.start, span.end)}
    spans = list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]]
    for sentence in spans:
        if all(token.is_space for token in sentence):
            continue
        kind: SentenceKind = "sentence"
        if any(i in headings for i in range(sentence.start, sentence.end)):
            kind = "heading"
        elif sentence.text.rstrip(_CLOSING).endswith("?"):
            kind = "question"
        yield Sentence(*_characters(doc, sentence.start, sentence.end, offset), kind)
