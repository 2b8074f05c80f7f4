"""Loads the language pipeline: a language code comes in, a spaCy `Language` with all components goes out.

The statistical part (tagger, parser, lemmatizer, entity recogniser) is the bundled one of the language
pack, or any spaCy pipeline with Universal Dependencies labels; the components of graphbuild go around it:

    graphbuild_sentences · model · graphbuild_verbs · graphbuild_values · graphbuild_entities · graphbuild_coreference · graphbuild_relations
"""

from __future__ import annotations

from collections.abc import Sequence
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
    ("a dependency parse", ("parser", "trainable_parser", "experimental_biaffine_parser"), "relations and coreference follow it"),
    ("parts of speech", ("morphologizer", "tagger"), "nouns, verbs and names are told apart by them"),
    ("lemmas", ("lemmatizer", "trainable_lemmatizer", "graphbuild_lemmas"), "the lexicons match on them"),
)


def available_languages() -> tuple[str, ...]:
    """The languages that have a pack (a folder beside this file with a tokenizer), sorted."""
    return tuple(sorted(path.parent.name for path in language_path("").glob("*/tokenizer.py")))


def load_pipeline(lang: str = "fr", *, model: str | None = None, closed: bool = False, lexicons: Sequence[Path] = ()) -> Language:
    """The pipeline that reads texts in `lang`.

    `model` is the name of an installed spaCy pipeline or the path of one; without it the bundled one is
    used. With `closed`, relations that the ontology does not hold are left out; `lexicons` are files of
    patterns to add to those of the language.
    Raises UnknownLanguage for a language without a pack, ResourceError for a model that cannot be loaded
    or lacks what the components need, LexiconError for a lexicon that cannot be read.
    """
    from . import attributes  # noqa: F401 - registers the extensions of Doc
    from .parsing import verbs  # noqa: F401 - registers the component

    if lang not in available_languages():
        raise UnknownLanguage(
            f"no language pack for {lang!r}; there are: {', '.join(available_languages())}. "
            "A pack is a folder of graphbuild/language with a tokenizer and a model, and one of ontology/lexicon"
        )
    nlp = _load_named(model) if model else _load_bundled(lang)
    _check_model(nlp, model or str(language_path(lang, "model")))
    if "graphbuild_sentences" not in nlp.pipe_names:
        nlp.add_pipe("graphbuild_sentences", first=True)
    if "graphbuild_verbs" not in nlp.pipe_names:
        # before the recogniser, which reads the tags
        nlp.add_pipe("graphbuild_verbs", after="graphbuild_arcs" if "graphbuild_arcs" in nlp.pipe_names else None)
    options: dict[str, dict[str, Any]] = {
        "graphbuild_relations": {"lang": lang, "closed": closed, "lexicons": [str(path) for path in lexicons]}
    }
    for name in READING_COMPONENTS:
        if name not in nlp.pipe_names:
            nlp.add_pipe(name, config=options.get(name, {}))
    return nlp


def _load_bundled(lang: str) -> Language:
    """The pipeline of the language pack.

    Not through `spacy.load`: that imports spaCy's own class of the language, whose tokenizer exceptions
    cost seconds and are of no use here, since the pack has its tokenizer.
    """
    import spacy
    from spacy.language import BaseDefaults, Language

    from . import sentences  # noqa: F401 - registers what the bundled pipeline is made of
    from .parsing import arcs, borders, lemmas  # noqa: F401

    place = language_path(lang, "model")
    if not (place / "meta.json").is_file():
        raise ResourceError(
            f"{place} holds no pipeline: build the bundled one with `make model`, "
            "or name another with --model (any spaCy pipeline with Universal Dependencies labels)"
        )

    class Defaults(BaseDefaults):
        syntax_iterators = {"noun_chunks": _noun_chunks}

    bare = type("Bare", (Language,), {"lang": lang, "Defaults": Defaults})
    try:
        nlp = bare.from_config(spacy.util.load_config(place / "config.cfg"), meta=spacy.util.load_meta(place / "meta.json"))
        return nlp.from_disk(place)
    except (OSError, ValueError) as error:
        raise ResourceError(f"the bundled pipeline in {place} is damaged ({error}); install graphbuild again") from error


def _noun_chunks(doclike: Any) -> Any:
    """spaCy's own noun chunks of French, imported by whoever asks for them."""
    from spacy.lang.fr.syntax_iterators import noun_chunks

    return noun_chunks(doclike)


def _load_named(model: str) -> Language:
    import spacy

    try:
        return spacy.load(model)
    except (OSError, ValueError) as error:
        raise ResourceError(
            f"the model {model!r} cannot be loaded: {error}. Give the name of an installed spaCy pipeline "
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
            f"the model {name!r} lacks {'; '.join(wanting)}. It has: {', '.join(nlp.pipe_names) or 'no components'}"
        )
    labels = set(nlp.pipe_labels.get("parser", ()))
    if labels and not {"nsubj", "obj"} <= labels:
        raise ResourceError(
            f"the parser of the model {name!r} does not use the labels of Universal Dependencies "
            f"(nsubj and obj are wanting); it has: {', '.join(sorted(labels)[:12])} …"
        )
