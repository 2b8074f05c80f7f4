"""Authority records given by the user: a CSV or SKOS file comes in, matches for entities go out.

CSV: a head line, then a record a line, with the columns `iri`, `label`, and optionally `aliases`
(separated by `|`) and `type` (a class of the ontology such as Person, or a label of the entity
recogniser such as PER; empty where it is not known). Comma, semicolon and tab are understood.

SKOS (Turtle, N-Triples, RDF/XML, JSON-LD, TriG, N-Quads, N3): concepts with skos:prefLabel, skos:altLabel, skos:hiddenLabel, or
resources with rdfs:label; their rdf:type tells the type where it names a class of graphbuild or schema.org.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from ..errors import InvalidIRI, ResourceError
from ..iris import check_iri
from ..language.coreference.lexicon import fold
from ..language.mentions import clean_label
from ..types import EntityType

COLUMNS = ("iri", "label", "aliases", "type")
SAME = 0.9  # from this score on a match says that both are the same

_RDF_SUFFIXES = {
    ".ttl": "TURTLE", ".nt": "N_TRIPLES", ".nq": "N_QUADS", ".rdf": "RDF_XML", ".xml": "RDF_XML", ".owl": "RDF_XML",
    ".jsonld": "JSON_LD", ".json": "JSON_LD", ".trig": "TRIG", ".n3": "N3",
}  # fmt: skip
_CSV_SUFFIXES = (".csv", ".tsv", ".txt")
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RECOGNISER = {
    "PER": "Person", "ORG": "Organization", "LOC": "Place", "PRODUCT": "Product", "WORK": "Work", "EVENT": "Event", "MISC": "Thing",
}  # fmt: skip
# Classes of other vocabularies, by the last part of their IRI.
_CLASSES = {
    "agent": "Organization", "airport": "Place", "book": "Work", "city": "Place", "corporation": "Organization", "country": "Place",
    "creativework": "Work", "human": "Person", "location": "Place", "movie": "Work", "organisation": "Organization",
    "administrativearea": "Place", "softwareapplication": "Product", "politicalparty": "Organization", "sportsteam": "Organization",
    "newsmediaorganization": "Organization", "governmentorganization": "Organization", "collegeoruniversity": "Organization",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """One record of an authority file; `types` is empty where the file does not tell."""

    iri: str
    label: str
    aliases: tuple[str, ...] = ()
    type: EntityType | None = None


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A record that may be an entity. `same` says that it is taken to be the same thing."""

    iri: str
    score: float
    same: bool


class Authority:
    """Records by name."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = tuple(records)
        self._by_name: dict[str, list[tuple[Record, str]]] = defaultdict(list)
        for record in self.records:
            for name in dict.fromkeys((record.label, *record.aliases)):
                self._by_name[fold(name)].append((record, name))

    def match(self, label: str, aliases: Iterable[str], type_: EntityType) -> tuple[Match, ...]:
        """The records that bear a name of the entity and are of its type, the best first.

        The score starts at 1 and is multiplied by 0.95 for a name that is an alias on either side, by 0.95
        where case or accents differ, by 0.85 where the record has no type or the entity none; it is divided
        by the number of records that fit equally well. A record of another type is no match.
        """
        best: dict[str, float] = {}
        for own, weight in ((label, 1.0), *((alias, 0.95) for alias in aliases)):
            for record, name in self._by_name.get(fold(own), ()):
                if record.type is not None and type_ != "Thing" and record.type not in (type_, "Thing"):
                    continue
                score = weight
                if name != record.label:
                    score *= 0.95
                if clean_label(name) != clean_label(own):
                    score *= 0.95
                if record.type in (None, "Thing") or type_ == "Thing":
                    score *= 0.85
                best[record.iri] = max(score, best.get(record.iri, 0.0))
        if not best:
            return ()
        top = max(best.values())
        equals = sum(1 for score in best.values() if score == top)
        matches = []
        for iri, score in best.items():
            score = round(score / equals if score == top else score * 0.5, 3)
            matches.append(Match(iri, score, score >= SAME))
        return tuple(sorted(matches, key=lambda match: (-match.score, match.iri)))


def read_authority(path: Path) -> Authority:
    """The records of a CSV or SKOS file, told by the suffix of its name.

    Raises ResourceError that names file and line, what is wrong there and what would be right.
    """
    suffix = path.suffix.lower()
    if suffix not in _RDF_SUFFIXES and suffix not in _CSV_SUFFIXES:
        raise ResourceError(
            f"{path}: not known what this is; authority files end in {', '.join(_CSV_SUFFIXES)} (CSV) "
            f"or {', '.join(sorted(_RDF_SUFFIXES))} (SKOS)"
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ResourceError(f"{path}: cannot be read ({error.strerror}); give the path of a CSV or SKOS file") from error
    records = list(_read_csv(path, data) if suffix in _CSV_SUFFIXES else _read_skos(path, data, _RDF_SUFFIXES[suffix]))
    if not records:
        raise ResourceError(f"{path}: holds no record; a record has at least an IRI and a label")
    return Authority(records)


def _read_csv(path: Path, data: bytes) -> Iterator[Record]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ResourceError(f"{path}:{line}: not UTF-8; save the file as UTF-8") from error
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if not columns:
                columns = _check_columns(path, rows.line_num, [cell.strip().lower() for cell in row])
                continue
            if len(row) > len(columns):
                raise ResourceError(
                    f"{path}:{rows.line_num}: {len(row)} cells where the head line has {len(columns)}; "
                    f"put a cell that holds {delimiter!r} in double quotes"
                )
            cells = dict(zip(columns, (cell.strip() for cell in row)))
            yield _record(
                f"{path}:{rows.line_num}",
                cells.get("iri", ""),
                cells.get("label", ""),
                tuple(alias.strip() for alias in cells.get("aliases", "").split("|") if alias.strip()),
                cells.get("type", ""),
            )
    except csv.Error as error:
        raise ResourceError(f"{path}:{rows.line_num}: not valid CSV ({error}); check the quotes") from error


def _check_columns(path: Path, line: int, columns: list[str]) -> list[str]:
    missing = [name for name in ("iri", "label") if name not in columns]
    if missing:
        raise ResourceError(
            f"{path}:{line}: no column {' and no column '.join(missing)} in the head line; "
            f"it needs iri and label and may have aliases and type; it has: {', '.join(columns)}"
        )
    return columns


def _record(where: str, iri: str, label: str, aliases: tuple[str, ...], type_: str) -> Record:
    try:
        check_iri(iri)
    except InvalidIRI as error:
        raise ResourceError(f"{where}: {error}") from error
    if not label:
        raise ResourceError(f"{where}: no label; give the name by which <{iri}> is known")
    known: EntityType | None = None
    if type_:
        name = _RECOGNISER.get(type_.upper(), type_[:1].upper() + type_[1:])
        if name not in get_args(EntityType):
            raise ResourceError(
                f"{where}: no type {type_!r}; there are: {', '.join(get_args(EntityType))} (or leave the cell empty)"
            )
        known = name  # type: ignore[assignment]
    return Record(iri, label, aliases, known)


def _read_skos(path: Path, data: bytes, format_: str) -> Iterator[Record]:
    import pyoxigraph

    labels: dict[str, list[tuple[int, str]]] = defaultdict(list)
    types: dict[str, EntityType] = {}
    ranks = {_SKOS + "prefLabel": 0, _RDFS_LABEL: 1, _SKOS + "altLabel": 2, _SKOS + "hiddenLabel": 3}
    try:
        for quad in pyoxigraph.parse(data, format=getattr(pyoxigraph.RdfFormat, format_)):
            if not isinstance(quad.subject, pyoxigraph.NamedNode):
                continue
            subject, predicate = quad.subject.value, quad.predicate.value
            if predicate in ranks and isinstance(quad.object, pyoxigraph.Literal):
                rank = ranks[predicate] * 4 + {"fr": 0, None: 1, "en": 2}.get(quad.object.language, 3)
                labels[subject].append((rank, quad.object.value))
            elif predicate == _RDF_TYPE and isinstance(quad.object, pyoxigraph.NamedNode):
                class_ = _class(quad.object.value)
                if class_ is not None:
                    types[subject] = min(class_, types.get(subject, class_))
    except SyntaxError as error:
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise ResourceError(f"{where}: not valid {format_.replace('_', ' ').title()} ({error.msg}); mend that line") from error
    for subject in sorted(labels):
        names = list(dict.fromkeys(name for _, name in sorted(labels[subject])))
        yield _record(str(path), subject, names[0], tuple(names[1:]), types.get(subject, ""))


def _class(iri: str) -> EntityType | None:
    if iri.startswith(_SKOS):  # every record is a skos:Concept: that says nothing of its type
        return None
    name = iri.replace("#", "/").rsplit("/", 1)[-1]
    known = _CLASSES.get(name.lower(), name)
    return known if known in get_args(EntityType) else None  # type: ignore[return-value]
