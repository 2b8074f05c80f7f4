"""The spaCy component `graphbuild_relations`: from a parsed, resolved text to its statements.

In comes a `Doc` with parse, `doc._.gb_entities` and `doc._.gb_values`; out goes `doc._.gb_statements`, a
list of plain dicts (subject, predicate, object, status, source, time, confidence, sentence, rule, spans,
trace). `predict` computes, `set_annotations` writes, as in spaCy's own components.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from ..language import attributes  # noqa: F401 - registers the extensions of Doc
from .grammar.operators import Operators, read_operators
from .lexicon import Lexicon, read_lexicon
from .reader import StatementReader


class RelationExtractor:
    """Extracts statements with the lexicon of one language."""

    def __init__(self, lang: str, lexicon: Lexicon, operators: Operators, *, closed: bool = False) -> None:
        self.lang = lang
        self.lexicon = lexicon
        self.operators = operators
        self.closed = closed

    def __call__(self, doc: Doc) -> Doc:
        """Read the statements of `doc` and write them to `doc._.gb_statements`."""
        self.set_annotations(doc, self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> list[dict[str, Any]]:
        """The statements of `doc`, in text order."""
        reader = StatementReader(doc, self.lang, self.lexicon, self.operators, closed=self.closed)
        return reader.statements()

    @staticmethod
    def set_annotations(doc: Doc, statements: list[dict[str, Any]]) -> None:
        """Write statements to `doc._.gb_statements`."""
        doc._.gb_statements = statements

    # spaCy calls these when a pipeline is saved; the component has no state of its own to keep.
    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Nothing to save: the lexicon is package data."""

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> RelationExtractor:
        """Nothing to load."""
        return self


@Language.factory("graphbuild_relations", default_config={"lang": "fr", "closed": False, "lexicons": []}, assigns=["doc._.gb_statements"])
def create_relations(nlp: Language, name: str, lang: str, closed: bool, lexicons: list[str]) -> RelationExtractor:
    """The factory: `lexicons` are paths of lexicon files to add; `closed` leaves open relations out."""
    lexicon = read_lexicon(lang, extra=[Path(path) for path in lexicons])
    return RelationExtractor(lang, lexicon, read_operators(lang), closed=closed)
