"""Word features of the language models: tokens in, vectors out.

The first layer of the tagger, the parser and the entity recogniser, as a spaCy
architecture (`graphbuild.LexiconEmbed.v1`). Beside what spaCy's own hash
embeddings see of a word (its norm, its shape, its ends) it sees what a lexicon
says about the form: which parts of speech and inflections it may be, and
whether it is a known first name, town or country. Words that the treebanks
never show are thus not unknown words. The lexicon is a file of hashes beside
the weights (`lexicon.npz`), built by `training/scripts/build_lexicon.py`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH, POS
from spacy.strings import hash_string
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array

# Of the form; the part of speech is of the token, and only there when a tagger stands before.
FEATURES = ("norm", "prefix", "suffix2", "suffix3", "suffix5", "shape", "inflection", "class")
POSITIONAL = ("part of speech",)

# The cache of word features is emptied when a stream of texts has brought this many forms.
MAX_CACHED = 200_000


class Lexicon:
    """What is known of a form, by the low 32 bits of the hash of its norm.

    `keys` are sorted; `inflections` and `classes` are small numbers that stand
    for sets ("noun, feminine singular, or verb, third person"; "first name and
    city"); `places` are bits: 1 a town, 2 a region. 0 is a form that the lexicon has not. `third` says for each inflection
    which third person of a verb is among it, by tense and number as Lefff writes them ("Ps": present, singular), or "".
    """

    def __init__(
        self,
        keys: NDArray[np.uint32],
        inflections: NDArray[np.uint16],
        classes: NDArray[np.uint16],
        places: NDArray[np.uint8],
        third: Sequence[str] = (),
    ) -> None:
        self.keys = keys
        self.inflections = inflections
        self.classes = classes
        self.places = places
        self._third = third

    def third_person(self, norm: str) -> str:
        """Tense (P, I, J, F, C, S) and number (s, p) of a norm that may be a verb in the third person; else ""."""
        inflection = self.look_up(norm)[0]
        return self._third[inflection] if inflection < len(self._third) else ""

    def look_up(self, norm: str) -> tuple[int, int, int]:
        """Inflection, class and places of a norm; (0, 0, 0) when it is not known."""
        key = hash_string(norm) & 0xFFFFFFFF
        i = int(np.searchsorted(self.keys, np.uint32(key)))
        if i < len(self.keys) and int(self.keys[i]) == key:
            return int(self.inflections[i]), int(self.classes[i]), int(self.places[i])
        return 0, 0, 0


def lexicon_path() -> Path:
    """Where the lexicon that comes with graphbuild lies: beside the French weights."""
    return Path(str(files("graphbuild.language.fr"))) / "model" / "lexicon.npz"


@functools.cache
def load_lexicon(path: str | None = None) -> Lexicon:
    """Read a lexicon; without a path the one that comes with graphbuild."""
    with np.load(Path(path) if path else lexicon_path()) as arrays:
        keys = np.cumsum(arrays["key_gaps"], dtype=np.uint32)
        return Lexicon(keys, arrays["inflections"], arrays["classes"], arrays["places"], arrays["third"].tolist())


def letter_case(word: str) -> str:
    """How a word is written: lower, Title, UPPER, miXed, or without letters."""
    letters = [character for character in word if character.isalpha()]
    if not letters:
        return "0"
    if all(letter.islower() for letter in letters):
        return "l"
    if letters[0].isupper() and all(letter.islower() for letter in letters[1:]):
        return "T" if len(letters) > 1 else "I"
    return "U" if all(letter.isupper() for letter in letters) else "X"


def word_features(word: str, norm: str, shape: str, lexicon: Lexicon, places: bool = False) -> tuple[int, ...]:
    """The hashes of one form, in the order of `FEATURES`; `places` joins these to the class. All digits count as one."""
    plain = "".join("0" if character.isdigit() else character for character in norm)
    inflection, form_class, place = lexicon.look_up(norm)
    case = letter_case(word)
    known_place = f"p{place}" if places and place else ""
    values = (
        plain,
        plain[:3],
        plain[-2:],
        plain[-3:],
        plain[-5:],
        shape,
        f"i{inflection}{case if inflection == 0 else ''}",
        f"c{form_class}{case}{known_place}",
    )
    return tuple(hash_string(value) for value in values)


def extract_features(lexicon: str | None, places: bool, pos: bool) -> Model[list[Doc], list[NDArray[np.uint64]]]:
    """Layer without weights: documents in, one row of hashes a token out."""
    return Model("extract_word_features", _forward, attrs={"lexicon": lexicon, "places": places, "pos": pos})


def _forward(
    model: Model[list[Doc], list[NDArray[np.uint64]]], docs: list[Doc], is_train: bool
) -> tuple[list[NDArray[np.uint64]], Callable[[Any], list[Doc]]]:
    # The cache hangs at the function, not at the model: what hangs at the model is written to disk.
    path, places = model.attrs["lexicon"], model.attrs.get("places", False)
    lexicon, cache = load_lexicon(path), _cache(path, places)
    if len(cache) > MAX_CACHED:
        cache.clear()
    rows = []
    pos = model.attrs.get("pos", False)
    for doc in docs:
        row = np.zeros((len(doc), len(FEATURES) + pos), dtype=np.uint64)
        orths: list[int] = [int(orth) for orth in doc.to_array([ORTH]).ravel()] if len(doc) else []
        for i, orth in enumerate(orths):
            features = cache.get(orth)
            if features is None:
                lexeme = doc.vocab[orth]
                features = word_features(lexeme.text, lexeme.norm_, lexeme.shape_, lexicon, places)
                cache[orth] = features
            row[i, : len(FEATURES)] = features
        if pos and len(doc):
            row[:, len(FEATURES)] = doc.to_array([POS]).ravel()
        rows.append(row)
    return rows, lambda gradient: []


@functools.cache
def _cache(lexicon: str | None, places: bool) -> dict[int, tuple[int, ...]]:
    return {}


@registry.architectures("graphbuild.LexiconEmbed.v1")
def create_embed(
    width: int, rows: list[int], lexicon: str | None = None, places: bool = False
) -> Model[list[Doc], Any]:
    """Embedding of words by their form and by the lexicon.

    `width` of the vectors; `rows` of each hash table, in the order of `FEATURES`
    (0 leaves the feature out), and of one more for the part of speech, where a
    tagger stands before; `lexicon` a path, or null for the
    one beside the weights; `places` whether towns and regions are told apart,
    which helps to find names and only costs elsewhere. Goes where `spacy.MultiHashEmbed.v2` goes.
    """
    if len(rows) not in (len(FEATURES), len(FEATURES) + len(POSITIONAL)):
        raise ValueError(
            f"rows has {len(rows)} numbers and needs {len(FEATURES)}, one each for {', '.join(FEATURES)}; "
            "or one more, for the part of speech"
        )
    tables = [
        HashEmbed(width, size, column=column, seed=column + 8, dropout=0.0)
        for column, size in enumerate(rows)
        if size
    ]
    mix = Maxout(width, width * len(tables), nP=3, dropout=0.0, normalize=True)
    extract = extract_features(lexicon, places, len(rows) > len(FEATURES))
    layers: Model[Any, Any] = chain(
        extract, list2ragged(), with_array(concatenate(*tables)), with_array(mix), ragged2list()
    )
    return layers
