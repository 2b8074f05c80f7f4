"""What the lexicon adds to words: features for the models and lemmas, on hand-built lexicons and Docs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.strings import hash_string
from spacy.tokens import Doc
from spacy.vocab import Vocab

from graphbuild.language.fr.tokenizer import FrenchTokenizer
from graphbuild.language.parsing.embed import FEATURES, Lexicon, create_embed, extract_features, letter_case, word_features
from graphbuild.language.parsing.lemmas import Lemmas, LemmaTable, apply_rule, lemma_key, load_lemmas, make_rule


def make_lexicon(**forms: tuple[int, int, int]) -> Lexicon:
    """A lexicon of some norms with inflection, class and places."""
    keys = {hash_string(norm) & 0xFFFFFFFF: values for norm, values in forms.items()}
    ordered = sorted(keys)
    columns = [[keys[key][column] for key in ordered] for column in range(3)]
    return Lexicon(
        np.array(ordered, dtype=np.uint32),
        np.array(columns[0], dtype=np.uint16),
        np.array(columns[1], dtype=np.uint16),
        np.array(columns[2], dtype=np.uint8),
    )


@pytest.fixture
def lexicon_file(tmp_path: Path) -> Path:
    """A lexicon on disk: "maison" with a class, and the lemma of the verb form "attendons"."""
    lexicon = make_lexicon(maison=(3, 2, 0), lyon=(0, 1, 1))
    path = tmp_path / "lexicon.npz"
    np.savez_compressed(
        path,
        key_gaps=np.diff(lexicon.keys.astype(np.int64), prepend=0).astype(np.uint32),
        inflections=lexicon.inflections,
        classes=lexicon.classes,
        places=lexicon.places,
        third=np.array([""]),
        lemma_key_gaps=np.array([lemma_key("attendons", "VERB")], dtype=np.uint32),
        lemma_rules=np.array([0], dtype=np.uint16),
        rules=np.array([make_rule("attendons", "attendre")]),
    )
    return path


def test_look_up() -> None:
    lexicon = make_lexicon(maison=(3, 2, 0), lyon=(0, 1, 1))
    assert lexicon.look_up("maison") == (3, 2, 0)
    assert lexicon.look_up("lyon") == (0, 1, 1)
    assert lexicon.look_up("zzz") == (0, 0, 0)
    assert make_lexicon().look_up("maison") == (0, 0, 0)


@pytest.mark.parametrize(
    ("word", "case"), [("mot", "l"), ("Mot", "T"), ("MOT", "U"), ("iPad", "X"), ("A", "I"), ("12", "0"), ("GPT-4", "U")]
)
def test_letter_case(word: str, case: str) -> None:
    assert letter_case(word) == case


def test_word_features() -> None:
    lexicon = make_lexicon(lyon=(0, 1, 1))
    one, two = (word_features(word, word.lower(), "Xxxx", lexicon) for word in ("Lyon", "LYON"))
    assert len(one) == len(FEATURES)
    # The same but for the case, which goes with the class and, for forms without inflection, with that.
    assert [a == b for a, b in zip(one, two, strict=True)] == [True] * 6 + [False, False]
    assert word_features("1997", "1997", "dddd", lexicon) == word_features("2024", "2024", "dddd", lexicon)
    towns = word_features("Lyon", "lyon", "Xxxx", lexicon, places=True)
    assert [a == b for a, b in zip(one, towns, strict=True)] == [True] * 7 + [False]


def test_features_of_a_text(lexicon_file: Path) -> None:
    doc = FrenchTokenizer(Vocab())("La maison de Lyon")
    (rows,) = extract_features(str(lexicon_file), False, False).predict([doc])
    assert rows.shape == (4, len(FEATURES)) and rows.dtype == np.uint64
    doc[1].pos_ = "NOUN"
    (tagged,) = extract_features(str(lexicon_file), False, True).predict([doc])
    assert (tagged[:, :-1] == rows).all()
    assert tagged[:, -1].tolist() == [token.pos for token in doc]
    (empty,) = extract_features(str(lexicon_file), False, True).predict([Doc(doc.vocab)])
    assert empty.shape == (0, len(FEATURES) + 1)


def test_embedding(lexicon_file: Path) -> None:
    docs = [FrenchTokenizer(Vocab())(text) for text in ("La maison", "Lyon")]
    embed = create_embed(width=8, rows=[10] * len(FEATURES), lexicon=str(lexicon_file)).initialize(docs)
    assert [vectors.shape for vectors in embed.predict(docs)] == [(2, 8), (1, 8)]
    with pytest.raises(ValueError, match="rows has 2 numbers and needs 8, one each for norm, prefix"):
        create_embed(width=8, rows=[10, 10])


@given(st.text("abcdéœ", min_size=1), st.text("abcdéœ", min_size=1))
def test_rules_turn_forms_into_lemmas(form: str, lemma: str) -> None:
    assert apply_rule(form, make_rule(form, lemma)) == lemma


def test_lemmas(lexicon_file: Path) -> None:
    vocab = FrenchTokenizer(Vocab()).vocab
    words = ["Attendons", "attendons", "suis"]
    doc = Doc(vocab, words=words, pos=["VERB", "NOUN", "AUX"], lemmas=["attender", "attendon", "être"])
    Lemmas("lemmas", load_lemmas(str(lexicon_file)))(doc)
    # The verb form is known; the noun and the ambiguous verb are left to the guess.
    assert [token.lemma_ for token in doc] == ["attendre", "attendon", "être"]


def test_empty_table() -> None:
    table = LemmaTable(np.array([], dtype=np.uint32), np.array([], dtype=np.uint16), [])
    assert table.look_up("attendons", "VERB") is None
