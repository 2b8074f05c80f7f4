"""The rules that mend a tree: each puts right what no tree has, and leaves what trees have."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from graphbuild.language.parsing.tree_rules import mend_tree

FINITE, PAST = "VerbForm=Fin", "Tense=Past|VerbForm=Part"
MORPHS = {
    **dict.fromkeys(("Fondée", "Réunis", "racheté", "arrêté"), PAST),
    **dict.fromkeys(("a", "emploie", "vend", "naissait"), FINITE),
    **dict.fromkeys(("préfet", "maire"), "Number=Sing"),
    "fermées": f"Gender=Fem|Number=Plur|{PAST}",
    "groupe": "Gender=Masc|Number=Sing",
    "part": f"Number=Sing|{FINITE}",
    "usines": "Gender=Fem|Number=Plur",
    "vont": f"Number=Plur|{FINITE}",
}
LEMMAS = {"naissait": "naître"}


def mended(rows: str) -> dict[str, str]:
    """`word pos dep head-number` by line, separated by `/`: what the words hang on, after the rules, as `label head`."""
    cells = [row.split() for row in rows.split("/")]
    words = [word for word, *_ in cells]
    doc = Doc(
        Vocab(),
        words=words,
        pos=[pos for _, pos, *_ in cells],
        lemmas=[LEMMAS.get(word, word) for word in words],
        morphs=[MORPHS.get(word, "") for word in words],
    )
    heads, labels = {n: int(head) for n, (*_, head) in enumerate(cells)}, {n: dep for n, (_, _, dep, _) in enumerate(cells)}
    mend_tree(doc, heads, labels)
    return {words[n]: f"{labels[n]} {words[heads[n]]}" for n in heads}


def test_the_noun_behind_an_opening_participle_is_the_subject_of_the_verb() -> None:
    tree = mended("Fondée VERB advcl 4/, PUNCT punct 0/Velmont PROPN nsubj:pass 0/a AUX aux:tense 4/racheté VERB ROOT 4/Ostrava PROPN obj 4")
    assert (tree["Velmont"], tree["Fondée"]) == ("nsubj racheté", "advcl racheté")


def test_the_verb_heads_a_sentence_that_begins_with_a_participle() -> None:
    tree = mended("Réunis VERB ROOT 0/, PUNCT punct 3/ils PRON nsubj 3/vend VERB parataxis 0/X PROPN obj 3/. PUNCT punct 0")
    assert (tree["vend"], tree["Réunis"], tree["."]) == ("ROOT vend", "advcl vend", "punct vend")


RELATIVE = "Luc PROPN ROOT 0/, PUNCT punct 4/que SCONJ mark 4/Velmont PROPN nsubj 4/vend VERB acl:relcl 0"


@pytest.mark.parametrize(("rows", "label"), [(RELATIVE, "obj"), (RELATIVE + "/Ostrava PROPN obj 4", "mark")])
def test_que_in_a_relative_clause_is_its_object(rows: str, label: str) -> None:
    assert mended(rows)["que"] == f"{label} vend"


@pytest.mark.parametrize(("comma", "label"), [("", "obj"), (", PUNCT punct 1/", "nsubj")])
def test_a_second_subject_right_behind_the_verb_is_its_object(comma: str, label: str) -> None:
    assert mended(f"Luc PROPN nsubj 1/vend VERB ROOT 1/{comma}usine NOUN nsubj 1")["usine"] == f"{label} vend"


def test_who_is_born_is_the_subject() -> None:
    assert mended("Lundi NOUN obl:mod 1/naissait VERB ROOT 1/Anna PROPN obj 1")["Anna"] == "nsubj naissait"


ARTICLE = "Ils PRON nsubj 1/vend VERB ROOT 1/des DET case 3/montres NOUN obl:arg 1"
LINKED = "Ils PRON nsubj 1/vend VERB ROOT 1/de DET case 3/support NOUN obl:arg 1"


@pytest.mark.parametrize(("rows", "noun"), [(ARTICLE, "montres"), (LINKED, "support")])
def test_an_article_is_no_preposition(rows: str, noun: str) -> None:
    assert mended(rows)[noun] == ("obj vend" if noun == "montres" else "obl:arg vend")


@pytest.mark.parametrize(("article", "above"), [("le DET det", "Belge"), ("de ADP case", "Luc")])
def test_a_phrase_with_article_is_coordinated_to_one(article: str, above: str) -> None:
    tree = mended(f"le DET det 1/Belge NOUN ROOT 1/Luc PROPN appos 1/et CCONJ cc 5/{article} 5/Slovène NOUN conj 2")
    assert tree["Slovène"] == f"conj {above}"


def test_what_is_said_of_a_noun_agrees_with_it() -> None:
    tree = mended("usines NOUN ROOT 0/du ADP case 2/groupe NOUN nmod 0/fermées VERB acl 2/et CCONJ cc 3")
    assert tree["fermées"] == "acl usines"
    tree = mended("usines NOUN ROOT 0/du ADP case 2/groupe NOUN nmod 0/, PUNCT punct 5/qui PRON nsubj 5/part VERB acl:relcl 0")
    assert tree["part"] == "acl:relcl groupe"
    tree = mended("groupe NOUN ROOT 0/d' ADP case 2/usines NOUN nmod 0/fermées VERB acl 2")
    assert tree["fermées"] == "acl usines"


def test_a_preposition_is_repeated_in_a_coordination() -> None:
    tree = mended("contrat NOUN ROOT 0/de ADP case 2/fourniture NOUN nmod 0/et CCONJ cc 5/de ADP case 5/pose NOUN conj 0")
    assert tree["pose"] == "conj fourniture"
    tree = mended("va VERB ROOT 0/à ADP case 2/Lyon PROPN obl:arg 0/en ADP case 4/mai NOUN nmod 2/et CCONJ cc 7/à ADP case 7/Sens PROPN conj 4")
    assert tree["Sens"] == "conj Lyon"


def test_a_verb_in_the_plural_has_two_subjects() -> None:
    rows = "Le DET det 1/préfet NOUN nsubj 7/de ADP case 3/Sens PROPN nmod 1/et CCONJ cc 6/la DET det 6/maire NOUN conj 3/vont VERB ROOT 7"
    assert mended(rows)["maire"] == "conj préfet"


def test_a_name_is_that_of_the_nearer_of_two_with_articles() -> None:
    rows = "le DET det 1/préfet NOUN ROOT 1/et CCONJ cc 4/la DET det 4/maire NOUN conj 1/, PUNCT punct 6/Anna PROPN appos 1"
    assert mended(rows)["Anna"] == "appos maire"
    assert mended(rows.replace("la DET det 4", "bonne ADJ amod 4"))["Anna"] == "appos préfet"
