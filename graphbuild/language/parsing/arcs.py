"""The second parser: a tokenized, tagged `Doc` with sentence borders in, better heads and labels out.

spaCy's parser decides word by word from what stands near; it gets lost where a sentence begins with a long phrase
("Racheté par X, Y …") or holds another. `graphbuild_arcs` scores every pair of words of a sentence and takes the best
tree (Dozat & Manning 2017, *Deep Biaffine Attention for Neural Dependency Parsing*): hashed word features (`embed`),
three layers of bidirectional LSTM (`recurrent`), biaffine scores, the maximum spanning tree (Chu-Liu/Edmonds; McDonald et al. 2005).
It keeps the sentence borders of the parser before it, and counts its arcs as a vote. Trained with PyTorch (`training/scripts/train_arcs.py`), run
with NumPy. Weights: `arcs.npz`, with the labels.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.tokens import Doc

from .recurrent import Floats, Integers, Recurrent, groups, linear, unpacked
from .tree_rules import mend_tree

# A run of words without any border (a table, a list of codes) is left to the parser before.
LONGEST = 400

# What an arc and a label gain in score where the parser before has them too: two parsers that err differently are better than
# either (Sagae & Lavie 2006, *Parser Combination by Reparsing*). Chosen on a development treebank.
SAME_HEAD, SAME_LABEL = 1.0, 0.5

# Of a sentence: the words that were read (offsets in the `Doc`), their heads (offsets), their labels.
Tree = tuple[Integers, Integers, list[str]]


class ArcParser(Recurrent):
    """The spaCy component `graphbuild_arcs`."""

    file = "arcs.npz"

    def __init__(self, name: str = "graphbuild_arcs", *, lexicon: str | None = None) -> None:
        super().__init__(name, lexicon=lexicon)

    def __call__(self, doc: Doc) -> Doc:
        if self._weights and doc.has_annotation("DEP"):
            self.set_annotations(doc, self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> list[Tree]:
        """For each sentence: the words that it read (offsets in `doc`), their heads (offsets), their labels."""
        return self.read(doc, [np.array([t.i for t in sent if not t.is_space], dtype=np.int64) for sent in doc.sents], agreeing=True)

    def read(
        self, doc: Doc, sentences: list[Integers], instead: Mapping[int, str] = MappingProxyType({}), *, agreeing: bool = False
    ) -> list[Tree]:
        """The trees of these sentences (offsets of words), as if some of their words were others (`instead`, by offset);
        `agreeing` gives the parse that stands in `doc` a say."""
        sentences = [words for words in sentences if 1 < len(words) <= LONGEST]
        features = [np.stack([self._word(instead.get(int(i), doc[int(i)].text), doc) for i in words]) for words in sentences]
        standing = [self._standing(doc, words) for words in sentences] if agreeing else []
        found: list[Tree] = []
        for group in groups([len(words) for words in sentences]):
            trees = self._read([features[n] for n in group], [standing[n] for n in group] if agreeing else [])
            for n, (heads, labels) in zip(group, trees, strict=True):
                words = sentences[n]
                above = np.where(heads > 0, words[np.maximum(heads - 1, 0)], words)
                found.append(_mended(doc, words, above, labels, instead))
        return found

    def _standing(self, doc: Doc, words: Integers) -> tuple[Integers, Integers]:
        """The heads (counted from 1, 0 is the root) and labels (by number, -1 is one unknown) that stand in `doc`."""
        place = {int(i): n for n, i in enumerate(words, start=1)}
        heads = [0 if doc[i].head.i == i else place.get(doc[i].head.i, 0) for i in place]
        return np.array(heads), np.array([self._weights["numbers"].get(doc[i].dep_, -1) for i in place])

    def set_annotations(self, doc: Doc, trees: Iterable[Tree]) -> None:
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

    def _read(
        self, sentences: list[Integers], standing: list[tuple[Integers, Integers]]
    ) -> list[tuple[Integers, list[str]]]:
        """Heads (counted from 1, 0 is the root) and labels of sentences of word features, near what stands where that is known."""
        weights = self._weights
        found = []
        for n, words in enumerate(self._encode(sentences)):
            each = np.arange(len(words))
            heads = np.concatenate([weights["root"][None], words])
            tail = _with_one(_layer(words, weights["arc_tail"]))
            arcs = tail @ weights["arc"] @ _layer(heads, weights["arc_head"]).T
            if standing:
                arcs[each, standing[n][0]] += SAME_HEAD
            tree = maximum_tree(arcs)
            left = _with_one(_layer(words, weights["label_tail"]))
            right = _with_one(_layer(heads, weights["label_head"]))[tree]
            scores = np.einsum("pi,lij,pj->pl", left, weights["label"], right, optimize=True)
            if standing:
                same = each[(tree == standing[n][0]) & (standing[n][1] >= 0)]
                scores[same, standing[n][1][same]] += SAME_LABEL
            # the root has a label of its own, which no other word has
            scores[:, weights["root label"]] = np.where(tree == 0, np.inf, -np.inf)
            found.append((tree, [weights["labels"][i] for i in scores.argmax(1)]))
        return found

    def _network(self, arrays: dict[str, Any]) -> dict[str, Any]:
        labels = [str(label) for label in arrays["labels"]]
        return {
            **super()._network(arrays),
            "labels": labels,
            "numbers": {label: number for number, label in enumerate(labels)},
            "root label": labels.index("ROOT"),
            **{name: unpacked(arrays, name) for name in ("root", "arc", "label")},
            **{name: linear(arrays, name) for name in ("arc_head", "arc_tail", "label_head", "label_tail")},
        }


@Language.factory("graphbuild_arcs", assigns=["token.head", "token.dep"], requires=["token.dep"])
def create_arcs(nlp: Language, name: str) -> ArcParser:
    """Factory: `nlp.add_pipe("graphbuild_arcs", after="parser")`; without weights it leaves the parse as it is."""
    return ArcParser(name)


def _mended(doc: Doc, words: Integers, above: Integers, labels: list[str], verbs: Container[int]) -> Tree:
    """The tree as the rules leave it (`tree_rules`)."""
    places = words.tolist()
    heads, names = dict(zip(places, above.tolist(), strict=True)), dict(zip(places, labels, strict=True))
    mend_tree(doc, heads, names, verbs)
    return words, np.array([heads[i] for i in places], dtype=np.int64), [names[i] for i in places]


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


def _layer(x: Floats, weights: tuple[Floats, Floats]) -> Floats:
    y = x @ weights[0] + weights[1]
    return np.where(y > 0, y, 0.1 * y)


def _with_one(x: Floats) -> Floats:
    return np.concatenate([x, np.ones((len(x), 1), dtype=np.float32)], axis=1)
