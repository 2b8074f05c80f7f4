"""Names taken out of a page, everywhere and consistently, for confidential sources.

Parts and a table of names in, parts without those names out, before anything else is computed. A name stands for
the whole entity: its label, its aliases and, for a person, each part of the name. Offsets follow the replaced
text; identifiers that were hashed from the names are numbered anew, because a hash can be checked by a guess.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from ..errors import InputError
from ..types import Document, Entity, Evidence, Statement, Value
from .parts import Parts

_log = logging.getLogger("graphbuild")
_PLACEHOLDER = {
    "Person": "Personne", "Organization": "Organisation", "Place": "Lieu", "Product": "Produit",
    "Work": "Œuvre", "Event": "Événement",
}  # fmt: skip


def read_redaction(path: Path) -> dict[str, str]:
    """The names of a redaction file: one a line, `name` or `name = replacement`; `#` begins a comment.

    A name without a replacement becomes “Personne 1”, “Organisation 2” … by its type. Raises InputError for a
    file that cannot be read, a line without a name, or a name given twice with two replacements.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text ({error}); write one name a line") from error
    names: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, _, replacement = (part.strip() for part in line.partition("="))
        if not name:
            raise InputError(f"{path}:{number}: no name before '='; write 'name = replacement'")
        if names.get(name, replacement) != replacement:
            raise InputError(f"{path}:{number}: {name!r} has two replacements, {names[name]!r} and {replacement!r}; keep one")
        names[name] = replacement
    if not names:
        raise InputError(f"{path}: holds no name; write one a line, 'name' or 'name = replacement'")
    return names


def apply_redaction(parts: Parts, names: Mapping[str, str], *, title: str | None = None) -> tuple[Parts, str | None]:
    """`parts` and `title` with every name replaced, in every text, label, identifier and offset."""
    replacer = _Replacer(_forms(parts, names))
    documents = {document.id: _Text(document.text, replacer) for document in parts.documents}
    document_id = {document.id: replacer.line(document.id) for document in parts.documents}
    entities = {entity.iri: _entity(entity, replacer, number) for number, entity in enumerate(parts.entities, start=1)}
    ids = {name: f"r-{number}" for number, name in enumerate(dict.fromkeys(one.id for one in parts.statements), start=1)}
    redacted = Parts(
        documents=[
            Document(
                document_id[document.id],
                documents[document.id].text,
                document.date,
                _optional(document.title, replacer),
                _optional(document.source, replacer),
                document.lang,
            )
            for document in parts.documents
        ],
        entities=list(entities.values()),
        statements=[
            _statement(statement, entities, documents, document_id, replacer, ids[statement.id])
            for statement in parts.statements
        ],
        mentions={
            document_id[name]: [
                (documents[name].at(start), documents[name].at(end), entities[iri].iri)
                for start, end, iri in mentions
                if iri in entities
            ]
            for name, mentions in parts.mentions.items()
            if name in documents
        },
        relations=parts.relations,
        queries=parts.queries,
    )
    title = _optional(title, replacer)
    known = {fold(form) for entity in parts.entities for form in (entity.label, *entity.aliases)} | replacer.met
    if unmet := [name for name in names if fold(name) not in known]:
        _log.warning("redaction: not found and so not replaced, check how they are written: %s", ", ".join(unmet))
    return redacted, title


def _forms(parts: Parts, names: Mapping[str, str]) -> dict[str, str]:
    """Every form to replace, folded, with what stands in its place."""
    forms: dict[str, str] = {}
    counts: dict[str, int] = {}
    for name, given in names.items():
        folded = fold(name)
        entity = next((e for e in parts.entities if folded in {fold(form) for form in (e.label, *e.aliases)}), None)
        kind = _PLACEHOLDER.get(entity.type if entity else "", "Nom")
        if not given:
            counts[kind] = counts.get(kind, 0) + 1
        replacement = given or f"{kind} {counts[kind]}"
        known = [name, *((entity.label, *entity.aliases) if entity else ())]
        for form in known:
            # An alias in lower case is a common noun ("the company"): it names nobody.
            if form == name or any(char.isupper() for char in form):
                forms.setdefault(fold(form), replacement)
        if entity is not None and entity.type == "Person":
            for form in known:
                for word in re.findall(r"\w[\w'’-]*", form):
                    if len(word) > 2 and word[0].isupper():
                        forms.setdefault(fold(word), replacement)
    return forms


def fold(text: str) -> str:
    """Without case and accents, one character for each character of `text`."""
    folded = []
    for char in text:
        base = unicodedata.normalize("NFD", char)[0].casefold()
        folded.append(base if len(base) == 1 else char)
    return "".join(folded)


class _Replacer:
    def __init__(self, forms: Mapping[str, str]) -> None:
        self._forms = dict(forms)
        self.met: set[str] = set()
        longest = sorted(self._forms, key=lambda form: (-len(form), form))
        pattern = "|".join(re.escape(form).replace(r"\ ", r"[\s_]+") for form in longest)
        # An underscore separates words here: IRIs and file names write names with it.
        self._pattern = re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])")

    def find(self, text: str) -> list[tuple[int, int, str]]:
        found = [(match.start(), match.end(), re.sub(r"[\s_]+", " ", match[0])) for match in self._pattern.finditer(fold(text))]
        self.met.update(form for _, _, form in found)
        return [(start, end, self._forms[form]) for start, end, form in found]

    def line(self, text: str) -> str:
        return _Text(text, self).text


class _Text:
    """A text with its names replaced, and where an offset of the old text stands in the new one."""

    def __init__(self, text: str, replacer: _Replacer) -> None:
        self._changes: list[tuple[int, int, int, int]] = []
        done: list[str] = []
        length = last = 0
        for start, end, replacement in replacer.find(text):
            done += [text[last:start], replacement]
            length += start - last
            self._changes.append((start, end, length, length + len(replacement)))
            length += len(replacement)
            last = end
        self.text = "".join([*done, text[last:]])

    def at(self, offset: int) -> int:
        shift = 0
        for start, end, new_start, new_end in self._changes:
            if offset <= start:
                break
            if offset < end:
                # Inside a replaced name: the whole replacement belongs to what began or ended there.
                return new_end
            shift = new_end - end
        return offset + shift


def _optional(text: str | None, replacer: _Replacer) -> str | None:
    return None if text is None else replacer.line(text)


def _entity(entity: Entity, replacer: _Replacer, number: int) -> Entity:
    label = replacer.line(entity.label)
    aliases = tuple(sorted({replacer.line(alias) for alias in entity.aliases} - {label}))
    if label == entity.label and set(aliases) == set(entity.aliases) and not replacer.find(entity.iri):
        return entity
    base = entity.iri.rsplit("/", 1)[0]
    # An authority's identifier names the person as surely as the name does.
    return replace(entity, iri=f"{base}/redacted-{number}", label=label, aliases=aliases, same_as=(), close_match=())


def _statement(
    statement: Statement,
    entities: Mapping[str, Entity],
    documents: Mapping[str, _Text],
    document_id: Mapping[str, str],
    replacer: _Replacer,
    new_id: str,
) -> Statement:
    evidence = statement.evidence
    at: Callable[[int], int] = documents[evidence.document].at

    def span(value: tuple[int, int] | None) -> tuple[int, int] | None:
        return None if value is None else (at(value[0]), at(value[1]))

    thing = statement.object
    if isinstance(thing, Value):
        thing = Value(
            replacer.line(thing.value),
            thing.datatype,
            replacer.line(thing.label),
            {key: replacer.line(part) if isinstance(part, str) else part for key, part in thing.details.items()},
        )
    else:
        thing = entities[thing.iri]
    return replace(
        statement,
        id=new_id,
        subject=entities[statement.subject.iri],
        object=thing,
        source=None if statement.source is None else entities[statement.source.iri],
        evidence=Evidence(
            document_id[evidence.document],
            at(evidence.start),
            at(evidence.end),
            replacer.line(evidence.sentence),
            evidence.rule,
            span(evidence.subject_span),
            span(evidence.predicate_span),
            span(evidence.object_span),
        ),
    )
