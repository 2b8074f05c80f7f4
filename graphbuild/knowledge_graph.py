"""`KnowledgeGraph`: what a build gives, in Python, in Jupyter, and from a graph folder on disk.

Holds the readings of the documents and what follows from them: entities, statements, the RDF graph. The graph is made
when it is first asked for; a loaded folder queries its store on disk.
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import folder as files
from .errors import GraphError
from .progress import Progress, Silent
from .report import make_report
from .serialize import (
    entity_from_json,
    entity_to_json,
    line,
    read_lines,
    reading_from_json,
    reading_to_json,
    statement_from_json,
    statement_order,
    statement_to_json,
    write_lines,
)
from .types import Document, Entity, Reading, Statement

if TYPE_CHECKING:
    import networkx
    import rdflib

    from .readers import Intake


class KnowledgeGraph:
    """Statements about entities, with the sentence behind each, as values and as an RDF graph.

    Made by `graphbuild.build` and `graphbuild.load`.
    """

    def __init__(
        self,
        *,
        readings: Sequence[Reading],
        entities: Sequence[Entity],
        statements: Sequence[Statement],
        base: str,
        report: dict[str, Any],
        direct: str = "asserted",
        folder: Path | None = None,
    ) -> None:
        self.readings: tuple[Reading, ...] = tuple(readings)
        self.entities: tuple[Entity, ...] = tuple(entities)
        self.statements: tuple[Statement, ...] = tuple(statements)
        self.base = base
        self.report = report
        self.direct = direct
        self.folder = folder

    @classmethod
    def of_readings(
        cls,
        readings: Sequence[Reading],
        *,
        base: str,
        authority: Any | None = None,
        direct: str = "asserted",
        intake: Intake | None = None,
    ) -> KnowledgeGraph:
        """The graph of what several documents say: entities linked over all of them."""
        from .linking import link

        entities, statements = link(readings, base=base, authority=authority)
        statements = tuple(sorted(statements, key=statement_order))
        report = make_report(readings, entities, statements, intake)
        return cls(
            readings=readings, entities=entities, statements=statements, base=base, report=report, direct=direct
        )

    @classmethod
    def load(cls, folder: str | Path) -> KnowledgeGraph:
        """The graph of a folder that `build` or `save` wrote.

        Raises GraphError when the folder is missing, damaged or of another version.
        """
        path = files.check_folder(Path(folder))
        try:
            report = json.loads((path / files.REPORT).read_text(encoding="utf-8"))
            settings = report["settings"]
        except (ValueError, KeyError, OSError) as error:
            raise GraphError(f"{path / files.REPORT}: damaged ({error}); build the graph again") from error
        entities = tuple(read_lines(path / files.ENTITIES, entity_from_json))
        by_iri = {entity.iri: entity for entity in entities}
        return cls(
            readings=tuple(read_lines(path / files.READINGS, reading_from_json)),
            entities=entities,
            statements=tuple(read_lines(path / files.STATEMENTS, lambda row: statement_from_json(row, by_iri))),
            base=settings["base"],
            report=report,
            direct=settings["direct"],
            folder=path,
        )

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that were read, sorted by id."""
        return tuple(reading.document for reading in self.readings)

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """What was not read when the graph was built, with the reasons."""
        return tuple(Refusal(row["where"], row["kind"], row["reason"]) for row in self.report["refused"])

    @property
    def notes(self) -> tuple[Note, ...]:
        """What a person should know of how documents were read."""
        return tuple(Note(row["where"], row["note"]) for row in self.report["notes"])

    @cached_property
    def content(self) -> Content:
        """Entities, statements and documents as the one value that RDF and all exports are made from."""
        from .graph.content import Content

        return Content.of(self.entities, self.statements, self.documents, base=self.base, direct=self.direct, run=self._run())

    @cached_property
    def mentions(self) -> dict[str, list[tuple[int, int, str]]]:
        """For each document's id the places that name or refer to entities: (start, end, IRI)."""
        from .language.mentions import label_key

        by_name: dict[tuple[str, str], str] = {}
        for entity in self.entities:
            for name in (entity.label, *entity.aliases):
                by_name.setdefault((label_key(name), entity.type), entity.iri)
                by_name.setdefault((label_key(name), ""), entity.iri)
        places: dict[str, list[tuple[int, int, str]]] = {}
        for reading in self.readings:
            iris = [
                by_name.get((label_key(local.label), local.type)) or by_name.get((label_key(local.label), ""))
                for local in reading.entities
            ]
            places[reading.document.id] = [(m.start, m.end, iri) for m in reading.mentions if (iri := iris[m.entity])]
        return places
