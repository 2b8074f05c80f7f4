"""The arc parser: its tree is the best one, what it writes is a tree in every sentence, and weights survive the disk."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphbuild as gb
from graphbuild.language.parsing.arcs import ArcParser, maximum_tree
from graphbuild.language.parsing.recurrent import packed


def _is_tree(heads: tuple[int, ...]) -> bool:
    if sum(head == 0 for head in heads) != 1:
        return False
    for node in range(1, len(heads) + 1):
        seen = set()
        while node and node not in seen:
            seen.add(node)
            node = heads[node - 1]
        if node:
            return False
    return True


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_the_best_tree_is_found(size: int, seed: int) -> None:
    """Against all trees with one word on the root."""
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    found = tuple(int(head) for head in maximum_tree(scores))
    assert _is_tree(found)

    def total(heads: tuple[int, ...]) -> float:
        return float(sum(scores[i, head] for i, head in enumerate(heads)))

    trees = (heads for heads in itertools.product(range(size + 1), repeat=size) if _is_tree(heads))
    assert total(found) == pytest.approx(max(total(heads) for heads in trees), abs=1e-4)


TEXT = (
    "Racheté par Velmont pour un euro, le fabricant Ostrava relance ses fours.\n\nTitre seul\n"
    "« Nous partons », a dit Anna Berg ; elle rit."
)


def test_every_sentence_is_a_tree_and_borders_stay() -> None:
    nlp = gb.load_pipeline("fr")
    doc = nlp.make_doc(TEXT)
    for name, pipe in nlp.pipeline:
        if name == "graphbuild_arcs":
            borders = [(sent.start, sent.end) for sent in doc.sents]
        doc = pipe(doc)
        if name == "graphbuild_arcs":
            break
    assert [(sent.start, sent.end) for sent in doc.sents] == borders
    for sent in doc.sents:
        roots = [token for token in sent if token.dep_ == "ROOT" and not token.is_space]
        assert len(roots) == 1
        assert all(token.head in sent for token in sent)
    assert doc[0].head.text == "relance"  # the long phrase in front does not take the place of the verb


def test_weights_survive_the_disk(tmp_path: object) -> None:
    parser = gb.load_pipeline("fr").get_pipe("graphbuild_arcs")
    again = ArcParser().from_bytes(parser.to_bytes())
    doc = gb.load_pipeline("fr")("Anna Berg dirige Velmont.")
    assert [labels for _, _, labels in again.predict(doc)] == [labels for _, _, labels in parser.predict(doc)]


def test_without_weights_the_parse_stays() -> None:
    doc = gb.load_pipeline("fr")("Anna Berg dirige Velmont.")
    before = [(token.head.i, token.dep_) for token in doc]
    assert [(token.head.i, token.dep_) for token in ArcParser()(doc)] == before


def test_packed_weights_are_near() -> None:
    array = np.random.default_rng(1).normal(size=(20, 30)).astype(np.float32)
    small = packed({"x": array})
    assert small["x"].dtype == np.int8
    assert np.abs(small["x"] * small["x:scale"] - array).max() <= np.abs(array).max() / 127
