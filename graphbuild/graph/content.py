"""What a graph holds, as values: the one thing that RDF and every export are made from.

In: entities and statements from linking, documents from the readers. Out: the same, together, with how they
were read (`Run`) and where their IRIs live (`base`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from .._version import __version__
from ..errors import GraphError
from ..iris import BASE
from ..types import Document, Entity, Statement

if TYPE_CHECKING:
    from .terms import Triple

Direct = Literal["asserted", "unattributed", "none"]
DIRECT: tuple[Direct, ...] = get_args(Direct)


@dataclass(frozen=True, slots=True)
class Run:
    """A way of reading: versions of the software, the language pipeline, the ontology with the lexicon."""

    software: str = __version__
    model: str = ""
    ontology: str = ""


@dataclass(frozen=True)
class Content:
    """Entities, statements and documents of a graph.

    `direct` says which plain triples are written: `asserted` all that a document states as a fact, `unattributed`
    only what a document states in its own voice, `none` no plain triple, claims alone.
    """

    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    documents: tuple[Document, ...]
    base: str = BASE
    direct: str = "asserted"
    run: Run = field(default_factory=Run)

    def __post_init__(self) -> None:
        if self.direct not in DIRECT:
            raise GraphError(f"direct={self.direct!r}: there is no such choice; choose one of {', '.join(DIRECT)}")
        known = {document.id for document in self.documents}
        for statement in self.statements:
            if statement.evidence.document not in known:
                raise GraphError(
                    f"statement {statement.id} stands in document {statement.evidence.document!r}, "
                    "which is not among the documents of the graph; add it"
                )

    @classmethod
    def of(
        cls,
        entities: Iterable[Entity],
        statements: Iterable[Statement],
        documents: Iterable[Document],
        *,
        base: str = BASE,
        direct: str = "asserted",
        run: Run | None = None,
    ) -> Content:
        """The content from any iterables, in the order that does not depend on theirs."""
        return cls(
            entities=tuple(sorted(entities, key=lambda entity: entity.iri)),
            statements=tuple(sorted(statements, key=lambda s: (s.evidence.document, s.evidence.start, s.id, s.status))),
            documents=tuple(sorted(documents, key=lambda document: document.id)),
            base=base,
            direct=direct,
            run=run or Run(),
        )

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """The RDF of the graph, sorted as its N-Quads are (see `graphbuild.graph.rdf`)."""
        from .rdf import load_statements

        return load_statements(self)
