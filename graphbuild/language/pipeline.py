"""Loads the language pipeline: a language code comes in, a spaCy `Language` with all components goes out.

The statistical part (tagger, parser, lemmatizer, entity recogniser) is the bundled one of the language
pack, or any spaCy pipeline with Universal Dependencies labels; the components of graphbuild go around it:

    graphbuild_sentences · model · graphbuild_values · graphbuild_entities · graphbuild_coreference · graphbuild_relations
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ResourceError, UnknownLanguage
from ..resources import language_path

if TYPE_CHECKING:
    from spacy.language import Language

# The components that read the parse, in the order in which they run.
READING_COMPONENTS = ("graphbuild_values", "graphbuild_entities", "graphbuild_coreference", "graphbuild_relations")

# What a model must bring: the annotation, the components of spaCy that give it, and what it is for.
_NEEDS = (
    ("dependency parse", ("parser", "trainable_parser", "experimental_biaffine_parser"), "relations and coreference follow it"),
    ("parts of speech", ("morphologizer", "tagger"), "nouns, verbs and names are told apart by them"),
    ("lemmas", ("lemmatizer", "trainable_lemmatizer"), "the lexicons match on them"),
)


def available_languages() -> tuple[str, ...]:
    """The languages that have a pack (a folder beside this file), sorted."""
    root = language_path("")
    return tuple(sorted(path.name for path in root.iterdir() if (path / "__init__.py").is_file()))


def load_pipeline(lang: str = "fr", *, model: str | None = None, closed: bool = False) -> Language:
    """The pipeline that reads texts in `lang`.

    `model` is the name of an installed spaCy pipeline or the path of one; without it the bundled one is
    used. With `closed`, relations that the ontology does not hold are left out.
    Raises UnknownLanguage for a language without a pack, ResourceError for a model that cannot be loaded
    or lacks what the components need.
    """
    from . import attributes  # noqa: F401 - registers the extensions of Doc

    if lang not in available_languages():
        raise UnknownLanguage(
            f"no language pack for {lang!r}; there are: {', '.join(available_languages())}. "
            "A pack is a folder of graphbuild/language with a tokenizer and a model, and one of ontology/lexicon"
        )
    nlp = _load_model(lang, model)
    _check_model(nlp, model or str(language_path(lang, "model")))
    if "graphbuild_sentences" not in nlp.pipe_names:
        _add(nlp, "graphbuild_sentences", first=True)
    for name in READING_COMPONENTS:
        if name not in nlp.pipe_names:
            options = {"config": {"closed": True}} if closed and name == "graphbuild_relations" else {}
            _add(nlp, name, **options)
    return nlp


def _load_model(lang: str, model: str | None) -> Language:
    import spacy

    place: str | Path = model or language_path(lang, "model")
    if not model and not Path(place).joinpath("meta.json").is_file():
        raise ResourceError(
            f"{place} holds no pipeline: build the bundled one with `make model`, "
            "or name another with --model (any spaCy pipeline with Universal Dependencies labels)"
        )
    try:
        return spacy.load(place)
    except (OSError, ValueError) as error:
        raise ResourceError(
            f"the model {str(place)!r} cannot be loaded: {error}. Give the name of an installed spaCy pipeline "
            "or the path of a pipeline folder"
        ) from error


def _check_model(nlp: Language, name: str) -> None:
    """Raise ResourceError, naming all that is wanting, where the model cannot carry the components."""
    wanting = [
        f"{what} (one of the components {', '.join(givers)}; {purpose})"
        for what, givers, purpose in _NEEDS
        if not set(givers) & set(nlp.pipe_names)
    ]
    if wanting:
        raise ResourceError(
            f"the model {name!r} lacks: {'; '.join(wanting)}. It has: {', '.join(nlp.pipe_names) or 'no components'}"
        )
    labels = set(nlp.pipe_labels.get("parser", ()))
    if labels and not {"nsubj", "obj"} <= labels:
        raise ResourceError(
            f"the parser of the model {name!r} does not use the labels of Universal Dependencies "
            f"(nsubj and obj are wanting); it has: {', '.join(sorted(labels)[:12])} …"
        )


def _add(nlp: Language, name: str, **options: Any) -> None:
    try:
        nlp.add_pipe(name, **options)
    except ModuleNotFoundError as error:  # a part of graphbuild that is not installed
        if importlib.util.find_spec("graphbuild") and str(error.name).startswith("graphbuild."):
            return
        raise
