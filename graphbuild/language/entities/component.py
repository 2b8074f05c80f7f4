"""`graphbuild_entities`: what gazetteers, patterns and the whole document add to the entity recogniser.

Stands behind `graphbuild_values`. Reads `doc.ents` (PER ORG LOC PRODUCT WORK EVENT MISC), the parse and
`doc._.gb_values`; rewrites `doc.ents`. In three steps: borders are set right and capitalised words that
the recogniser left are gathered (`entities.names`), patterns join and add names (`entities.patterns`),
and the document settles what each name is (`entities.agreement`, on `entities.clues` and
`gazetteers`). Words stand in `ontology/lexicon/fr/entities.yaml` and `nouns.yaml`.
"""

from __future__ import annotations

import functools

from spacy.language import Language
from spacy.tokens import Doc, Span

from ...resources import read_nouns, read_words
from .. import attributes  # noqa: F401 - registers the extensions of Doc
from .agreement import Agreement
from .clues import LABELS, ContextTyper
from .inhabitants import read_inhabitants
from .names import Name, NameShapes, in_capitals
from .party_names import part_bodies, part_trees
from .patterns import NamePatterns, longest


@functools.cache
def _parts(lang: str) -> tuple[NameShapes, NamePatterns, Agreement]:
    from babel.dates import get_day_names, get_month_names

    data = read_words(lang, "entities.yaml")
    calendar = [*get_month_names("wide", locale=lang).values(), *get_day_names("wide", locale=lang).values()]
    nouns = read_nouns(lang)
    offices = {noun for key in ("positions", "leaders", "not_leaders", "kinship") for noun in nouns.get(key, ())}
    fields = read_words(lang, "fields.yaml")
    labels = {label for section in ("names", "subject", "value") for words in fields[section].values() for label in words}
    labels.update(*(fields[key] for key in ("bodies", "contacts", "headings", "lives", "measures", "of_people")), nouns["Event"])
    shapes = NameShapes(data, calendar, offices, read_inhabitants(lang), labels)
    weights = read_words(lang, "entities_weights.yaml")
    return shapes, NamePatterns(data, shapes), Agreement(ContextTyper(data, lang), shapes, weights)


class Entities:
    """The component: `predict` computes, `set_annotations` writes, calling it does both."""

    def __init__(self, name: str = "graphbuild_entities", *, lang: str = "fr") -> None:
        self.name = name
        self._shapes, self._patterns, self.agreement = _parts(lang)

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> list[tuple[int, int, str]]:
        """Start, end (tokens) and label of every name, in order and apart from each other."""
        names, figures = self.gathered(doc)
        settled = self.agreement.settle(doc, names)
        return [(start, end, label) for start, end, label in settled if figures.isdisjoint(range(start, end))]

    def gathered(self, doc: Doc) -> tuple[list[Name], set[int]]:
        """The names and candidates of a document before their types are settled, and the tokens of figures."""
        figures = {place for value in doc._.gb_values or () for place in range(value["start"], value["end"])}
        names: list[Name] = []
        for ent in doc.ents:
            name = self._shapes.repaired(doc, Name(ent.start, ent.end, ent.label_ if ent.label_ in LABELS else "MISC"))
            if name is not None:
                names.append(name)
        names = self._shapes.parted(doc, names)
        taken = {place for name in names for place in range(name.start, name.end)} | figures
        names = longest(self._shapes.extended(doc, name, taken) for name in names)
        names = [part for name in names for part in self._shapes.split(doc, name)]
        taken = {place for name in names for place in range(name.start, name.end)} | figures
        found = (name for name in self._shapes.candidates(doc, taken) if not in_capitals(doc, name.start))
        names += [part for name in found for part in self._shapes.split(doc, name)]
        taken = {place for name in names for place in range(name.start, name.end)} | figures
        for place in self._shapes.small_words(doc, taken):
            label = self.agreement.typer.class_before(doc, place)
            if label in ("ORG", "PRODUCT"):  # "la start-up durimox"
                names.append(Name(place, place + 1, label, fixed=True))
        names = self._patterns.apply(doc, names)
        return part_bodies(doc, names, self.agreement.typer.class_before), figures

    def set_annotations(self, doc: Doc, names: list[tuple[int, int, str]]) -> None:
        """Write the names as `doc.ents`."""
        doc.ents = tuple(Span(doc, start, end, label=label) for start, end, label in names)
        part_trees(doc)


@Language.factory(
    "graphbuild_entities",
    default_config={"lang": "fr"},
    assigns=["doc.ents"],
)
def create_entities(nlp: Language, name: str, lang: str) -> Entities:
    """Factory of the component; `lang` names the folder of the lexicon."""
    return Entities(name, lang=lang)
