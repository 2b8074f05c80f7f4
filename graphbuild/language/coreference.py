"""`graphbuild_coreference`: who and what the mentions of a document refer to.

Comes after the entities and before the relations; leaves the entities of the document, each with its
mentions, in `doc._.gb_entities` and as span groups `coref_clusters_1..n`.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from . import attributes  # noqa: F401 - registers the extensions of Doc
from .mentions import clean_label, label_key

TYPES = {
    "PER": "Person",
    "ORG": "Organization",
    "LOC": "Place",
    "PRODUCT": "Product",
    "WORK": "Work",
    "EVENT": "Event",
    "MISC": "Thing",
}


class Coreference:
    """Computes the entities of a `Doc` (`resolve`) and writes them (`set_annotations`)."""

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.resolve(doc))
        return doc

    def resolve(self, doc: Doc) -> list[dict[str, Any]]:
        """The entities of the document: label, type, aliases, mentions."""
        clusters: dict[tuple[str, str], dict[str, Any]] = {}
        for span in doc.ents:
            type_ = TYPES.get(span.label_, "Thing")
            label = clean_label(span.text)
            cluster = clusters.setdefault(
                (label_key(label), type_), {"label": label, "type": type_, "aliases": [], "mentions": []}
            )
            cluster["mentions"].append([span.start, span.end, "name"])
        return list(clusters.values())

    def set_annotations(self, doc: Doc, entities: list[dict[str, Any]]) -> None:
        """Write the entities into `doc._.gb_entities` and as span groups."""
        doc._.gb_entities = entities
        for number, entity in enumerate(entities, start=1):
            doc.spans[f"coref_clusters_{number}"] = [doc[start:end] for start, end, _ in entity["mentions"]]


@Language.factory("graphbuild_coreference", assigns=["doc._.gb_entities"])
def create_coreference(nlp: Language, name: str) -> Coreference:
    """Factory of the component."""
    return Coreference()
