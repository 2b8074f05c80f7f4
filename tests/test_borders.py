"""Sentence starts from the words: headings without their line ends are set apart, what the layout says stays."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.lang.xx import MultiLanguage

import graphbuild as gb
from graphbuild.language.parsing.borders import CONTEXT, LONGEST, Borders, sided


@pytest.fixture(scope="module")
def borders() -> Borders:
    found = gb.load_pipeline("fr").get_pipe("graphbuild_borders")
    assert isinstance(found, Borders)
    return found


def test_a_heading_without_its_line_end_is_a_sentence(borders: Borders) -> None:
    doc = gb.load_pipeline("fr").make_doc(
        "Comment conserver ce produit Ne le laissez pas au soleil. Que contient la boîte La boîte contient dix flacons."
    )
    chances = borders.predict(doc)
    assert [token.text for token in doc if chances[token.i] > 0.5] == ["Comment", "Ne", "Que", "La"]


def test_only_what_is_open_is_decided() -> None:
    """The layout has spoken about the third and fourth word; the fifth is doubtful and stays open."""
    component = Borders(sure=0.9, never=0.2)
    doc = MultiLanguage().make_doc("un deux trois quatre cinq six sept")
    doc[2].is_sent_start, doc[3].is_sent_start = False, True
    component.set_annotations(doc, np.array([0.0, 0.95, 0.99, 0.01, 0.5, 0.1, 0.9], dtype=np.float32))
    assert [token.is_sent_start for token in doc][1:] == [True, False, True, None, False, True]


def test_without_weights_nothing_is_decided() -> None:
    doc = MultiLanguage().make_doc("un deux trois")
    assert [token.is_sent_start for token in Borders(sure=0.5, never=0.1)(doc)][1:] == [None, None]


def test_a_run_longer_than_a_piece_is_read_to_its_end(borders: Borders) -> None:
    """Each word gets a chance, also those that a piece shares with the next."""
    doc = gb.load_pipeline("fr").make_doc("La maire reçoit la presse. " * (2 * LONGEST // 6))
    assert len(doc) > 2 * LONGEST - CONTEXT
    chances = borders.predict(doc)
    assert [token.i for token in doc if chances[token.i] > 0.5] == [token.i for token in doc if token.text == "La"]


def test_straight_quotation_marks_get_a_side() -> None:
    assert sided(["dit", '"', "oui", '"', "."], [True, True, False, False, False]) == ["dit", "«", "oui", "»", "."]
