"""What the small networks of graphbuild share: a word becomes hashed features, a run of words goes through LSTMs.

`arcs` and `borders` build on it. Trained with PyTorch (`training/scripts`), run with NumPy; the weights lie on disk as
whole numbers of 8 bits in one `.npz` file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from .embed import FEATURES, load_lexicon, word_features

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

# A word has two rows in each table, so that words which share one seldom share both: the hash, and the hash from this bit on.
SECOND_HASH = 23
# Runs of words are read together as long as there are no more than this many words, padding included.
BATCH_WORDS = 4000
# The cache of word features is emptied when it holds this many forms.
MAX_CACHED = 50_000


class Recurrent:
    """A spaCy component with hashed word features, layers of bidirectional LSTM, and weights in the file `file`."""

    file = ""

    def __init__(self, name: str, *, lexicon: str | None = None) -> None:
        self.name = name
        self._lexicon_path = lexicon
        self._weights: dict[str, Any] = {}
        self._features: dict[str, Integers] = {}

    def _network(self, arrays: dict[str, Any]) -> dict[str, Any]:
        """The arrays of a file as the network uses them; a component adds its own."""
        layers = sum(name.startswith("forwards.") and name.endswith("weight_ih_l0") for name in arrays)
        return {
            "arrays": arrays,
            "tables": [unpacked(arrays, f"tables.{n}.weight") for n in range(len(FEATURES))],
            "layers": [(_direction(arrays, "forwards", n), _direction(arrays, "backwards", n)) for n in range(layers)],
        }

    def _word(self, word: str, doc: Doc) -> Integers:
        """The rows of a word in the tables, two in each."""
        found = self._features.get(word)
        if found is None:
            lexeme = doc.vocab[word]
            hashes = np.array(
                word_features(word, lexeme.norm_, lexeme.shape_, load_lexicon(self._lexicon_path)), dtype=np.uint64
            )
            rows = np.array([len(table) for table in self._weights["tables"]], dtype=np.uint64)
            found = np.stack([hashes % rows, (hashes >> np.uint64(SECOND_HASH)) % rows], 1).astype(np.int64)
            if len(self._features) > MAX_CACHED:
                self._features.clear()
            self._features[word] = found
        return found

    def _encode(self, runs: list[Integers]) -> list[Floats]:
        """A vector for each word of some runs of word features."""
        weights = self._weights
        lengths = np.array([len(run) for run in runs])
        padded = np.zeros((len(runs), int(lengths.max()), len(FEATURES), 2), dtype=np.int64)
        for n, run in enumerate(runs):
            padded[n, : len(run)] = run
        x = np.concatenate([t[padded[:, :, n, 0]] + t[padded[:, :, n, 1]] for n, t in enumerate(weights["tables"])], axis=-1)
        steps = np.arange(x.shape[1])[None, :]
        back = np.where(steps < lengths[:, None], lengths[:, None] - 1 - steps, steps)[:, :, None]
        for left, right in weights["layers"]:
            reverse = _lstm(np.take_along_axis(x, back, 1), *right)
            x = np.concatenate([_lstm(x, *left), np.take_along_axis(reverse, back, 1)], axis=-1)
        return [x[n, :length] for n, length in enumerate(lengths)]

    # --- on disk ---

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The weights as the bytes of an `.npz` file."""
        stream = io.BytesIO()
        np.savez_compressed(stream, **self._weights.get("arrays", {}))
        return stream.getvalue()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Take weights from the bytes of an `.npz` file."""
        with np.load(io.BytesIO(data)) as arrays:
            self._weights = self._network({name: arrays[name] for name in arrays.files}) if arrays.files else {}
        self._features.clear()
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the weights to `path`, a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / self.file).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Read the weights from `path`, a folder."""
        return self.from_bytes((Path(path) / self.file).read_bytes())


def groups(lengths: list[int]) -> Iterable[list[int]]:
    """Runs of like length together, so that little is padding."""
    group: list[int] = []
    for n in sorted(range(len(lengths)), key=lambda n: (lengths[n], n)):
        if group and (len(group) + 1) * lengths[n] > BATCH_WORDS:
            yield group
            group = []
        group.append(n)
    if group:
        yield group


def _lstm(x: Floats, inner: Floats, recurrent: Floats, bias: Floats) -> Floats:
    """One direction of an LSTM over (runs, words, features); the gates in PyTorch's order i, f, g, o."""
    size = recurrent.shape[0]
    gates = x @ inner + bias
    hidden = np.zeros((len(x), size), dtype=np.float32)
    cell = np.zeros_like(hidden)
    out = np.empty((*x.shape[:2], size), dtype=np.float32)
    for step in range(x.shape[1]):
        now = gates[:, step] + hidden @ recurrent
        opened = 1 / (1 + np.exp(-now))
        cell = opened[:, size : 2 * size] * cell + opened[:, :size] * np.tanh(now[:, 2 * size : 3 * size])
        hidden = opened[:, 3 * size :] * np.tanh(cell)
        out[:, step] = hidden
    return out


def _direction(arrays: Mapping[str, Any], name: str, layer: int) -> tuple[Floats, Floats, Floats]:
    inner, recurrent, *biases = (
        unpacked(arrays, f"{name}.{layer}.{part}_l0") for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    return np.ascontiguousarray(inner.T), np.ascontiguousarray(recurrent.T), biases[0] + biases[1]


def linear(arrays: Mapping[str, Any], name: str) -> tuple[Floats, Floats]:
    """Weights, for multiplication from the right, and bias of a layer."""
    return np.ascontiguousarray(unpacked(arrays, f"{name}.weight").T), unpacked(arrays, f"{name}.bias")


def packed(arrays: Mapping[str, Floats]) -> dict[str, Any]:
    """Weights for the disk: matrices as whole numbers of 8 bits with a scale for each row, the rest as 16-bit floats."""
    found: dict[str, Any] = {}
    for name, array in arrays.items():
        if array.ndim < 2:
            found[name] = array.astype(np.float16)
            continue
        scale = np.maximum(np.abs(array).max(-1, keepdims=True) / 127, 1e-8).astype(np.float32)
        found[name] = np.rint(array / scale).astype(np.int8)
        found[f"{name}:scale"] = scale
    return found


def unpacked(arrays: Mapping[str, Any], name: str) -> Floats:
    """One array of a file as `packed` wrote it, in 32 bits."""
    array = arrays[name].astype(np.float32)
    return np.ascontiguousarray(array * arrays[f"{name}:scale"] if f"{name}:scale" in arrays else array)
