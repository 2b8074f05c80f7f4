"""Sentence borders from the words: a tokenized `Doc` with the borders of the layout in, more sentence starts out.

A heading, an item of a list or a cell of a table has no final stop; where a text has lost its line ends, and after
quotation marks and figures, only the words tell where the next sentence begins. `graphbuild_borders` reads each run of
words between two known borders with a bidirectional LSTM (`recurrent`) and gives each word the probability that it
begins a sentence. Where that is sure the parser behind it is told so; what the layout has decided stays, and what is
doubtful the parser decides. Weights: `borders.npz`, trained by `training/scripts/train_borders.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from ..sentences import set_starts
from .recurrent import Floats, Recurrent, groups, linear

# Longer runs are read in pieces, each with so many words of the one before it as context.
LONGEST = 300
CONTEXT = 50


class Borders(Recurrent):
    """The spaCy component `graphbuild_borders`."""

    file = "borders.npz"

    def __init__(self, name: str = "graphbuild_borders", *, sure: float, never: float, lexicon: str | None = None) -> None:
        super().__init__(name, lexicon=lexicon)
        self.sure = sure
        self.never = never

    def __call__(self, doc: Doc) -> Doc:
        if self._weights:
            self.set_annotations(doc, self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> Floats:
        """The probability, for each token of `doc`, that a sentence begins with it; 0 for white space."""
        found = np.zeros(len(doc), dtype=np.float32)
        runs: list[list[int]] = []
        for token in doc:
            if token.is_space:
                continue
            if token.is_sent_start or not runs:
                runs.append([])
            elif len(runs[-1]) == LONGEST:
                runs.append(runs[-1][-CONTEXT:])
            runs[-1].append(token.i)
        features = []
        for run in runs:
            words = sided([doc[i].text for i in run], [i == 0 or doc[i - 1].is_space or bool(doc[i - 1].whitespace_) for i in run])
            features.append(np.stack([self._word(word, doc) for word in words]))
        weights, bias = self._weights["start"]
        for group in groups([len(run) for run in runs]):
            for n, words in zip(group, self._encode([features[n] for n in group]), strict=True):
                chances = 1 / (1 + np.exp(-(words @ weights + bias)[:, 0]))
                # the context of a later piece was read with more before it
                new = [k for k, i in enumerate(runs[n]) if n == 0 or i > runs[n - 1][-1]]
                found[np.array(runs[n])[new]] = chances[new]
        return found

    def set_annotations(self, doc: Doc, chances: Floats) -> None:
        """Write `Token.is_sent_start` where it is open and the network sure."""
        known: dict[int, bool] = {}
        for token in doc[1:]:
            if token.is_sent_start is None and not token.is_space:
                if chances[token.i] >= self.sure:
                    known[token.i] = True
                elif chances[token.i] <= self.never:
                    known[token.i] = False
        set_starts(doc, known)

    def _network(self, arrays: dict[str, Any]) -> dict[str, Any]:
        return {**super()._network(arrays), "start": linear(arrays, "start")}


def sided(words: Sequence[str], blanks: Sequence[bool]) -> list[str]:
    """The words with straight quotation marks as « and »: one with a blank before it opens."""
    return [("«" if blank else "»") if word == '"' else word for word, blank in zip(words, blanks, strict=True)]


@Language.factory(
    "graphbuild_borders", assigns=["token.is_sent_start"], default_config={"sure": 0.98, "never": 0.5}
)
def create_borders(nlp: Language, name: str, sure: float, never: float) -> Borders:
    """Factory: `nlp.add_pipe("graphbuild_borders", after="graphbuild_sentences")`; without weights it does nothing.

    `sure`, `never`: a word begins a sentence from the first probability on, and none up to the second.
    """
    return Borders(name, sure=sure, never=never)
