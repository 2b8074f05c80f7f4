"""`KnowledgeGraph`: what a build gives, in Python, in Jupyter, and from a graph folder on disk.

Holds the readings of the documents and what follows from them: entities, statements, the RDF graph. The graph is made
when it is first asked for; a loaded folder queries its store on disk.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import folder as files
from .errors import GraphError
from .iris import BASE
from .progress import Progress, Silent
from .readers import Note, Refusal
from .report import make_report
from .serialize import (
    entity_from_json,
    entity_to_json,
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
    import pyoxigraph
    import rdflib

    from .graph.content import Content
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
        report: dict[str, Any],
        authority: Path | None = None,
        ontology: Path | None = None,
        folder: Path | None = None,
    ) -> None:
        self.readings: tuple[Reading, ...] = tuple(readings)
        self.entities: tuple[Entity, ...] = tuple(entities)
        self.statements: tuple[Statement, ...] = tuple(statements)
        self.report = report
        self.authority = authority
        self.ontology = ontology
        self.folder = folder

    @classmethod
    def of_readings(
        cls,
        readings: Sequence[Reading],
        *,
        base: str = BASE,
        direct: str = "asserted",
        authority: Path | None = None,
        ontology: Path | None = None,
        run: Mapping[str, str] | None = None,
        intake: Intake | None = None,
    ) -> KnowledgeGraph:
        """The graph of what several documents say: entities linked over all of them.

        `authority` and `ontology` are files of the user's own; `run` says what read the documents (`model`, and
        `ontology` as a hash); `intake` tells what was refused on the way in.
        """
        from .linking import link

        readings = sorted(readings, key=lambda reading: reading.document.id)
        entities, statements = link(readings, base=base, authority=authority, ontology=ontology)
        statements = tuple(sorted(statements, key=statement_order))
        report = make_report(readings, entities, statements, intake)
        report["settings"] = {"base": base, "direct": direct, "model": "", "ontology": "", **(run or {})}
        return cls(
            readings=readings, entities=entities, statements=statements, report=report, authority=authority, ontology=ontology
        )

    @classmethod
    def load(cls, folder: str | Path) -> KnowledgeGraph:
        """The graph of a folder that `build` or `save` wrote.

        Raises GraphError when the folder is missing, damaged or of another version.
        """
        path = files.check_folder(Path(folder))
        try:
            report = json.loads((path / files.REPORT).read_text(encoding="utf-8"))
            missing = {"settings", "counts", "refused", "notes", "documents"} - set(report)
        except (ValueError, OSError) as error:
            raise GraphError(f"{path / files.REPORT}: damaged ({error}); build the graph again") from error
        if missing:
            raise GraphError(f"{path / files.REPORT}: of another version (no {', '.join(sorted(missing))}); build the graph again")
        entities = tuple(read_lines(path / files.ENTITIES, entity_from_json))
        by_iri = {entity.iri: entity for entity in entities}
        return cls(
            readings=tuple(read_lines(path / files.READINGS, reading_from_json)),
            entities=entities,
            statements=tuple(read_lines(path / files.STATEMENTS, lambda row: statement_from_json(row, by_iri))),
            report=report,
            authority=next(path.glob(files.AUTHORITY), None),
            ontology=next(path.glob(files.ONTOLOGY), None),
            folder=path,
        )

    def __repr__(self) -> str:
        counts = self.report["counts"]
        return (
            f"<KnowledgeGraph: {counts['documents']} documents, {counts['entities']} entities, "
            f"{counts['statements']} statements>"
        )

    @property
    def base(self) -> str:
        """What the IRIs of the graph's own resources begin with."""
        return self.report["settings"]["base"]

    @property
    def direct(self) -> str:
        """Which plain triples the graph holds: `asserted`, `unattributed` or `none`."""
        return self.report["settings"]["direct"]

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
        from .graph.content import Content, Run

        settings = self.report["settings"]
        return Content.of(
            self.entities,
            self.statements,
            self.documents,
            base=self.base,
            direct=self.direct,
            run=Run(software=self.report["graphbuild"], model=settings["model"], ontology=settings["ontology"]),
        )

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

    @cached_property
    def graph(self) -> rdflib.Dataset:
        """The RDF graph as an rdflib Dataset over the Oxigraph store that `query` asks: on disk, to read; in memory, to change too."""
        from .graph.store import dataset
        from .graph.terms import prefixes

        return dataset(self.folder or self.store, prefixes=prefixes(self.base))

    @cached_property
    def store(self) -> pyoxigraph.Store:
        """The Oxigraph store: that of the folder (read-only) if the graph has one, else one in memory."""
        from .graph.store import memory_store, open_store

        return open_store(self.folder) if self.folder is not None else memory_store(self.content.triples)

    def query(self, sparql: str) -> rdflib.query.Result:
        """The answer to a SPARQL query, whose prefixes (gb:, ent:, rdf: …) need not be declared.

        Iterate over it for rows with the variables as attributes; Oxigraph runs the query. Raises QueryError for a query
        that does not parse, with the line and column.
        """
        from .errors import QueryError
        from .graph.syntax import explain_syntax
        from .graph.terms import prefixes

        try:
            # The store itself: rdflib's Dataset.query warns of a name that rdflib no longer likes.
            return self.graph.store.query(sparql, prefixes(self.base), {}, self.graph.default_graph.identifier)
        except SyntaxError as error:
            raise QueryError(explain_syntax(sparql, str(error), prefixes=prefixes(self.base))) from error

    def to_networkx(self) -> networkx.MultiDiGraph:
        """Entities and values as nodes, statements as edges keyed by their ids, with all that is known as attributes."""
        from .graph.exports.networks import make_network

        return make_network(self.content)

    def export(self, format: str, target: str | Path) -> None:
        """Write the graph in another format; raises UnknownFormat that lists those that exist."""
        from .graph.exports import write_export

        write_export(self.content, format, Path(target))

    def save(self, folder: str | Path, *, progress: Progress | None = None) -> Path:
        """Write the graph folder: all of it, or nothing at all when something fails; returns its path.

        Raises GraphError when the folder cannot be written or holds something else than a graph.
        """
        from .graph.rdf import canonical_hash, write_nquads
        from .graph.store import write_store
        from .graph.terms import prefixes
        from .graph.turtle import write_turtle
        from .page import write_page

        progress = progress or Silent()
        path = Path(folder)
        with files.replacing(path) as new:
            progress.stage("writing the graph")
            triples = self.content.triples
            (new / files.GRAPH).write_bytes(write_nquads(triples))
            (new / files.TURTLE).write_bytes(write_turtle(triples, prefixes=prefixes(self.base), base=self.base))
            write_lines(new / files.STATEMENTS, map(statement_to_json, self.statements))
            write_lines(new / files.ENTITIES, map(entity_to_json, self.entities))
            write_lines(new / files.READINGS, map(reading_to_json, self.readings))
            self.report["counts"]["triples"] = len(triples)
            self.report["canonical_hash"] = canonical_hash(triples)
            report = json.dumps(self.report, ensure_ascii=False, indent=2) + "\n"
            (new / files.REPORT).write_text(report, encoding="utf-8", newline="\n")
            write_store(new / files.STORE, source=new / files.GRAPH)
            for source, name in ((self.authority, files.AUTHORITY), (self.ontology, files.ONTOLOGY)):
                if source is not None:  # so that the folder can grow later, and be checked, without the original
                    shutil.copyfile(source, new / name.replace(".*", source.suffix))
            progress.stage("drawing the page")
            write_page(self, new / files.PAGE)
        self.folder = path
        return path

    def _repr_html_(self) -> str:
        """What Jupyter shows: the counts and a few statements; `show()` gives the whole page."""
        from .explain import telling

        counts = self.report["counts"]
        rows = "".join(
            f"<tr><td>{escape(s.subject.label)}</td><td>{escape(s.predicate.name)}</td><td>{escape(s.object.label)}</td>"
            f"<td>{s.status}</td><td>{escape(s.source.label) if s.source else ''}</td></tr>"
            for s in telling(self.statements)
        )
        return (
            f"<p><b>Knowledge graph</b>: {counts['documents']} documents, {counts['entities']} entities, "
            f"{counts['statements']} statements, of them:</p>"
            "<table><tr><th>subject</th><th>relation</th><th>object</th><th>status</th><th>source</th></tr>"
            f"{rows}</table>"
        )

    def show(self, *, height: int = 640, **options: Any) -> Inline:
        """The interactive page, inline in a notebook; `options` are those of `graphbuild.page.page_html`."""
        from .page import notebook_html

        return Inline(notebook_html(self, height=height, **options))


class Inline:
    """HTML that a notebook shows as it is (IPython's own class for that warns of frames)."""

    def __init__(self, html: str) -> None:
        self.html = html

    def _repr_html_(self) -> str:
        return self.html


def load(folder: str | Path) -> KnowledgeGraph:
    """The graph of a folder that `build` wrote; raises GraphError when it is missing, damaged or of another version."""
    return KnowledgeGraph.load(folder)
