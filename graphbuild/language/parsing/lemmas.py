"""Lemmas from the lexicon: a tagged `Doc` with guessed lemmas in, known lemmas out.

Stands behind the trained lemmatizer, which guesses the lemma of any form from
its ending and sometimes invents one ("attendons": "attender"). Where the
lexicon knows exactly one lemma for a form of this part of speech, that is
the lemma; elsewhere the guess stays. Like the features of `embed.py` the table
holds hashes of forms; each points to a rule: cut so many letters, add these.
"""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.strings import hash_string
from spacy.tokens import Doc

from graphbuild.language.parsing.embed import MAX_CACHED, lexicon_path

# Auxiliaries are inflected as the verbs that they are.
PARTS_OF_SPEECH = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "ADJ": "ADJ"}


def lemma_key(norm: str, pos: str) -> int:
    """The key of a form with a part of speech: the low 32 bits of a hash."""
    return hash_string(f"{norm}|{pos}") & 0xFFFFFFFF


def make_rule(form: str, lemma: str) -> str:
    """The rule that turns a form into its lemma: how many letters to cut, and what to add ("4re")."""
    common = 0
    while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
        common += 1
    return f"{len(form) - common}{lemma[common:]}"


def apply_rule(form: str, rule: str) -> str:
    """The lemma of a form by a rule of `make_rule`."""
    digits = len(rule) - len(rule.lstrip("0123456789"))
    return form[: len(form) - int(rule[:digits])] + rule[digits:]


class LemmaTable:
    """The lemmas of forms: sorted `keys`, the number of the rule of each, and the rules."""

    def __init__(self, keys: NDArray[np.uint32], numbers: NDArray[np.uint16], rules: list[str]) -> None:
        self.keys = keys
        self.numbers = numbers
        self.rules = rules

    def look_up(self, norm: str, pos: str) -> str | None:
        """The one lemma of a norm as this part of speech, or None."""
        key = lemma_key(norm, pos)
        i = int(np.searchsorted(self.keys, np.uint32(key)))
        if i < len(self.keys) and int(self.keys[i]) == key:
            return apply_rule(norm, self.rules[int(self.numbers[i])])
        return None


@functools.cache
def load_lemmas(path: str | None = None) -> LemmaTable:
    """Read the table from a lexicon file; without a path from the one beside the French weights."""
    with np.load(Path(path) if path else lexicon_path()) as arrays:
        keys = np.cumsum(arrays["lemma_key_gaps"], dtype=np.uint32)
        return LemmaTable(keys, arrays["lemma_rules"], arrays["rules"].tolist())


class Lemmas:
    """The spaCy component `graphbuild_lemmas`."""

    def __init__(self, name: str, table: LemmaTable) -> None:
        self.name = name
        self.table = table
        self._cache: dict[tuple[int, int], str | None] = {}

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> list[tuple[int, str]]:
        """The tokens whose lemma the table knows, with the lemma."""
        if len(self._cache) > MAX_CACHED:
            self._cache.clear()
        found = []
        for token in doc:
            pos = PARTS_OF_SPEECH.get(token.pos_)
            if pos is None:
                continue
            key = (token.orth, token.pos)
            if key not in self._cache:
                self._cache[key] = self.table.look_up(token.norm_, pos)
            lemma = self._cache[key]
            if lemma is not None:
                found.append((token.i, lemma))
        return found

    def set_annotations(self, doc: Doc, lemmas: list[tuple[int, str]]) -> None:
        """Write the lemmas."""
        for i, lemma in lemmas:
            doc[i].lemma_ = lemma


@Language.factory("graphbuild_lemmas", assigns=["token.lemma"], requires=["token.pos"], default_config={"lexicon": None})
def create_lemmas(nlp: Language, name: str, lexicon: str | None) -> Lemmas:
    """Factory: `nlp.add_pipe("graphbuild_lemmas")` behind tagger and lemmatizer; `lexicon` as in `embed.py`."""
    return Lemmas(name, load_lemmas(lexicon))
