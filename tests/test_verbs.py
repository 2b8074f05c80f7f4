"""Finite verbs that were read as nouns or adjectives: put right where tree or text tell, left alone elsewhere."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

import graphbuild as gb
from graphbuild.language.parsing.embed import load_lexicon
from graphbuild.language.parsing.verbs import FiniteVerbs


def make_doc(rows: str) -> Doc:
    """A parsed Doc of lines `word pos dep head-number`; finite verbs are marked `VERB!`."""
    cells = [row.split() for row in rows.strip().splitlines()]
    doc = Doc(
        Vocab(),
        words=[word for word, *_ in cells],
        pos=[pos.rstrip("!") for _, pos, *_ in cells],
        deps=[dep for *_, dep, _ in cells],
        heads=[int(head) for *_, head in cells],
        morphs=["Number=Sing|Person=3|VerbForm=Fin" if pos.endswith("!") else "" for _, pos, *_ in cells],
    )
    return doc


SUBJECT = "La DET det 1\nbanque NOUN nsubj 2\nprête ADJ ROOT 2\ntrois NUM nummod 4\nmillions NOUN obj 2"
COPULA = "La DET det 1\nbanque NOUN nsubj 3\nest AUX cop 3\nprête ADJ ROOT 3"
COORDINATE = "Il PRON nsubj 1\ndirige VERB! ROOT 1\nVelmont PROPN obj 1\net CCONJ cc 4\npilote NOUN conj 1\nle DET det 6\nprojet NOUN obj 4"
TITLE = "Il PRON nsubj 1\ndirige VERB! ROOT 1\nl' DET det 3\nusine NOUN obj 1\net CCONJ cc 6\nle DET det 6\npilote NOUN conj 3"
INCISE = "« PUNCT punct 1\nNon INTJ ROOT 1\n» PUNCT punct 1\n, PUNCT punct 1\njuge NOUN nmod 1\nAnna PROPN nmod 4"


@pytest.mark.parametrize(
    ("rows", "verbs"),
    [(SUBJECT, [("prêter", 2)]), (COPULA, []), (COORDINATE, [("piloter", 4)]), (TITLE, []), (INCISE, [("juger", 4)])],
)
def test_tree_and_text_tell_a_verb(rows: str, verbs: list[tuple[str, int]]) -> None:
    doc = FiniteVerbs("verbs", "fr", None)(make_doc(rows))
    assert [(t.lemma_, t.i) for t in doc if t.lemma_] == verbs
    assert all(doc[i].pos_ == "VERB" and doc[i].morph.get("Tense") == ["Pres"] for _, i in verbs)


@pytest.mark.parametrize(
    ("text", "verb", "lemma"),
    [
        ("Le groupe chiffre à douze millions le coût du projet.", "chiffre", "chiffrer"),
        ("Le maire, Luc Berg, charge son adjoint de l'enquête.", "charge", "charger"),
        ("Anna Berg cofonda la société Velmont en 1998.", "cofonda", "cofonder"),
    ],
)
def test_a_sentence_without_verb_is_read_anew(text: str, verb: str, lemma: str) -> None:
    token = next(t for t in gb.load_pipeline("fr")(text) if t.text == verb)
    assert (token.pos_, token.dep_, token.lemma_) == ("VERB", "ROOT", lemma)
    assert {"nsubj", "obj"} <= {child.dep_ for child in token.children}


@pytest.mark.parametrize("text", ["Une enquête interne pour fraude.", "Luc Berg, pilote de ligne.", "Velmont : forte hausse des ventes."])
def test_a_phrase_stays_a_phrase(text: str) -> None:
    assert not any("Fin" in token.morph.get("VerbForm") for token in gb.load_pipeline("fr")(text))


def test_the_lexicon_knows_third_persons() -> None:
    lexicon = load_lexicon()
    assert [lexicon.third_person(form) for form in ("juge", "ferment", "vainquit", "maison")] == ["Ps", "Pp", "Js", ""]
