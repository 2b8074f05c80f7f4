"""`graphbuild_entities`: what gazetteers, patterns and the whole document add to the entity recogniser.

Stands behind `graphbuild_values`; reads and rewrites `doc.ents`.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span


class Entities:
    """The component: `predict` computes, `set_annotations` writes, calling it does both."""

    def __init__(self, name: str = "graphbuild_entities", *, lang: str = "fr") -> None:
        self.name = name
        self.lang = lang

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> list[Span]:
        """The names of the document."""
        return list(doc.ents)

    def set_annotations(self, doc: Doc, names: list[Span]) -> None:
        """Write the names as `doc.ents`."""
        doc.ents = names


@Language.factory("graphbuild_entities", default_config={"lang": "fr"}, assigns=["doc.ents"])
def create_entities(nlp: Language, name: str, lang: str) -> Entities:
    """Factory of the component; `lang` names the folder of the lexicon."""
    return Entities(name, lang=lang)
