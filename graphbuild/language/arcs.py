"""The second parser: a tokenized, tagged `Doc` with sentence borders in, better heads and labels out.

spaCy's parser decides word by word from what stands near; it gets lost where a sentence begins with a long phrase
("Racheté par X, Y …") or holds another. `graphbuild_arcs` scores every pair of words of a sentence and takes the best
tree (Dozat & Manning 2017, *Deep Biaffine Attention for Neural Dependency Parsing*): hashed word features (`embed`),
three layers of bidirectional LSTM, biaffine scores, the maximum spanning tree (Chu-Liu/Edmonds; McDonald et al. 2005).
It keeps the sentence borders of the parser before it. Trained with PyTorch (`training/scripts/train_arcs.py`), run
with NumPy. Weights: `arcs.npz`, with the labels.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.tokens import Doc

from .embed import FEATURES, Lexicon, load_lexicon, word_features

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

# A word has two rows in each table, so that words which share one seldom share both: the hash, and the hash from this bit on.
SECOND_HASH = 23
# Sentences are read together as long as there are no more than this many words, padding included.
BATCH_WORDS = 4000
# A run of words without any border (a table, a list of codes) is left to the parser before.
LONGEST = 400


class ArcParser:
    """The spaCy component `graphbuild_arcs`."""

    def __init__(self, name: str = "graphbuild_arcs", *, lexicon: str | None = None) -> None:
        self.name = name
        self._lexicon_path = lexicon
        self._weights: dict[str, Any] = {}
        self._features: dict[str, Integers] = {}

    def __call__(self, doc: Doc) -> Doc:
        if self._weights and doc.has_annotation("DEP"):
            self.set_annotations(doc, self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> list[tuple[Integers, Integers, list[str]]]:
        """For each sentence: the words that it read (offsets in `doc`), their heads (offsets), their labels."""
        lexicon = load_lexicon(self._lexicon_path)
        sentences = [np.array([t.i for t in sent if not t.is_space], dtype=np.int64) for sent in doc.sents]
        sentences = [words for words in sentences if 1 < len(words) <= LONGEST]
        features = [np.stack([self._word(doc[int(i)].text, doc, lexicon) for i in words]) for words in sentences]
        found: list[tuple[Integers, Integers, list[str]]] = []
        for group in _groups([len(words) for words in sentences]):
            trees = self._read([features[n] for n in group])
            for n, (heads, labels) in zip(group, trees, strict=True):
                words = sentences[n]
                above = np.where(heads > 0, words[np.maximum(heads - 1, 0)], words)
                found.append((words, above, labels))
        return found

    def set_annotations(self, doc: Doc, trees: Iterable[tuple[Integers, Integers, list[str]]]) -> None:
        """Write heads and labels; white space hangs on the word before it in its sentence."""
        heads = np.array([t.head.i for t in doc], dtype=np.int64)
        labels = np.array([t.dep for t in doc], dtype=np.uint64)
        for words, above, names in trees:
            heads[words] = above
            labels[words] = [doc.vocab.strings.add(name) for name in names]
            known = set(words.tolist())
            for i in range(int(words[0]), doc[int(words[-1])].sent.end):
                if i not in known:
                    heads[i] = max((w for w in words.tolist() if w < i), default=int(words[0]))
            for i in range(doc[int(words[0])].sent.start, int(words[0])):
                heads[i] = int(words[0])
        rows = np.empty((len(doc), 2), dtype=np.uint64)
        rows[:, 0] = (heads - np.arange(len(doc))).astype(np.int32).astype(np.uint64)
        rows[:, 1] = labels
        doc.from_array([HEAD, DEP], rows)

    def _word(self, word: str, doc: Doc, lexicon: Lexicon) -> Integers:
        found = self._features.get(word)
        if found is None:
            lexeme = doc.vocab[word]
            hashes = np.array(word_features(word, lexeme.norm_, lexeme.shape_, lexicon), dtype=np.uint64)
            rows = np.array([len(table) for table in self._weights["tables"]], dtype=np.uint64)
            found = np.stack([hashes % rows, (hashes >> np.uint64(SECOND_HASH)) % rows], 1).astype(np.int64)
            if len(self._features) > 50_000:
                self._features.clear()
            self._features[word] = found
        return found

    def _read(self, sentences: list[Integers]) -> list[tuple[Integers, list[str]]]:
        """Heads (counted from 1, 0 is the root) and labels of sentences of word features."""
        weights = self._weights
        lengths = np.array([len(sentence) for sentence in sentences])
        padded = np.zeros((len(sentences), int(lengths.max()), len(FEATURES), 2), dtype=np.int64)
        for n, sentence in enumerate(sentences):
            padded[n, : len(sentence)] = sentence
        x = np.concatenate([t[padded[:, :, n, 0]] + t[padded[:, :, n, 1]] for n, t in enumerate(weights["tables"])], axis=-1)
        steps = np.arange(x.shape[1])[None, :]
        back = np.where(steps < lengths[:, None], lengths[:, None] - 1 - steps, steps)[:, :, None]
        for left, right in weights["layers"]:
            reverse = _lstm(np.take_along_axis(x, back, 1), *right)
            x = np.concatenate([_lstm(x, *left), np.take_along_axis(reverse, back, 1)], axis=-1)
        found = []
        for n, length in enumerate(lengths):
            words = x[n, :length]
            heads = np.concatenate([weights["root"][None], words])
            tail = _with_one(_layer(words, weights["arc_tail"]))
            tree = maximum_tree(tail @ weights["arc"] @ _layer(heads, weights["arc_head"]).T)
            left = _with_one(_layer(words, weights["label_tail"]))
            right = _with_one(_layer(heads, weights["label_head"]))[tree]
            scores = np.einsum("pi,lij,pj->pl", left, weights["label"], right, optimize=True)
            # the root has a label of its own, which no other word has
            scores[:, weights["root label"]] = np.where(tree == 0, np.inf, -np.inf)
            found.append((tree, [weights["labels"][i] for i in scores.argmax(1)]))
        return found

    # --- on disk ---

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The weights as the bytes of an `.npz` file."""
        stream = io.BytesIO()
        np.savez_compressed(stream, **self._weights.get("arrays", {}))
        return stream.getvalue()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> ArcParser:
        """Take weights from the bytes of an `.npz` file."""
        with np.load(io.BytesIO(data)) as arrays:
            self._weights = _network({name: arrays[name] for name in arrays.files}) if arrays.files else {}
        self._features.clear()
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the weights to `path`, a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / "arcs.npz").write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> ArcParser:
        """Read the weights from `path`, a folder."""
        return self.from_bytes((Path(path) / "arcs.npz").read_bytes())


@Language.factory("graphbuild_arcs", assigns=["token.head", "token.dep"], requires=["token.dep"])
def create_arcs(nlp: Language, name: str) -> ArcParser:
    """Factory: `nlp.add_pipe("graphbuild_arcs", after="parser")`; without weights it leaves the parse as it is."""
    return ArcParser(name)


def maximum_tree(scores: Floats) -> Integers:
    """The best tree over `scores` (words × root and words): the head of each word, counted from 1; 0 is the root.

    One word alone hangs on the root. Of equal trees always the same is taken.
    """
    size = len(scores)
    arcs = np.full((size + 1, size + 1), -np.inf)
    arcs[1:] = scores
    np.fill_diagonal(arcs, -np.inf)
    heads = _edmonds(arcs)
    roots = np.flatnonzero(heads[1:] == 0) + 1
    if len(roots) > 1:
        trees = []
        for root in roots:
            alone = arcs.copy()
            alone[1:, 0] = -np.inf
            alone[root, 0] = arcs[root, 0]
            trees.append(_edmonds(alone))
        heads = max(trees, key=lambda tree: float(arcs[np.arange(1, size + 1), tree[1:]].sum()))
    return heads[1:]


def _edmonds(arcs: NDArray[np.float64]) -> Integers:
    """Chu-Liu/Edmonds: the head of each node in the best tree rooted in node 0; `arcs[tail, head]`."""
    heads = arcs.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    outside = np.setdiff1d(np.arange(len(arcs)), cycle)
    last = len(outside)
    out = arcs[np.ix_(outside, cycle)]  # a node outside hangs on one in the cycle
    enter = arcs[np.ix_(cycle, outside)] - arcs[cycle, heads[cycle]][:, None]  # the cycle is broken at one node
    small = np.full((last + 1, last + 1), -np.inf)
    small[:last, :last] = arcs[np.ix_(outside, outside)]
    small[:last, last] = out.max(1)
    small[last, :last] = enter.max(0)
    small[0] = -np.inf
    found = _edmonds(small)
    for n in range(1, last):
        heads[outside[n]] = cycle[out[n].argmax()] if found[n] == last else outside[found[n]]
    broken = enter[:, found[last]].argmax()
    heads[cycle[broken]] = outside[found[last]]
    return heads


def _cycle(heads: Integers) -> Integers | None:
    seen = np.zeros(len(heads), dtype=np.int64)
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while node and not seen[node]:
            seen[node] = start
            path.append(node)
            node = int(heads[node])
        if node and seen[node] == start:
            return np.array(path[path.index(node) :])
    return None


def _groups(lengths: list[int]) -> Iterable[list[int]]:
    """Sentences of like length together, so that little is padding."""
    group: list[int] = []
    for n in sorted(range(len(lengths)), key=lambda n: (lengths[n], n)):
        if group and (len(group) + 1) * lengths[n] > BATCH_WORDS:
            yield group
            group = []
        group.append(n)
    if group:
        yield group


def _lstm(x: Floats, inner: Floats, recurrent: Floats, bias: Floats) -> Floats:
    """One direction of an LSTM over (sentences, words, features); the gates in PyTorch's order i, f, g, o."""
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


def _layer(x: Floats, weights: tuple[Floats, Floats]) -> Floats:
    y = x @ weights[0] + weights[1]
    return np.where(y > 0, y, 0.1 * y)


def _with_one(x: Floats) -> Floats:
    return np.concatenate([x, np.ones((len(x), 1), dtype=np.float32)], axis=1)


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


def _network(arrays: dict[str, Any]) -> dict[str, Any]:
    """The arrays of a file as the network uses them: 32 bits, transposed for multiplication from the right."""

    def get(name: str) -> Floats:
        array = arrays[name].astype(np.float32)
        return np.ascontiguousarray(array * arrays[f"{name}:scale"] if f"{name}:scale" in arrays else array)

    def direction(name: str, layer: int) -> tuple[Floats, Floats, Floats]:
        parts = {part: get(f"{name}.{layer}.{part}_l0") for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
        inner, recurrent = (np.ascontiguousarray(parts[part].T) for part in ("weight_ih", "weight_hh"))
        return inner, recurrent, parts["bias_ih"] + parts["bias_hh"]

    def linear(name: str) -> tuple[Floats, Floats]:
        return np.ascontiguousarray(get(f"{name}.weight").T), get(f"{name}.bias")

    labels = [str(label) for label in arrays["labels"]]
    layers = sum(name.startswith("forwards.") and name.endswith("weight_ih_l0") for name in arrays)
    return {
        "arrays": arrays,
        "labels": labels,
        "root label": labels.index("ROOT"),
        "tables": [get(f"tables.{n}.weight") for n in range(len(FEATURES))],
        "layers": [(direction("forwards", n), direction("backwards", n)) for n in range(layers)],
        "root": get("root"),
        "arc": get("arc"),
        "label": get("label"),
        **{name: linear(name) for name in ("arc_head", "arc_tail", "label_head", "label_tail")},
    }
