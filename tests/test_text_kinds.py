"""What reports, minutes, releases and portraits do that plain sentences do not, on hand-built parses."""

from __future__ import annotations

from relation_samples import FIN, PART
from test_roles import read, triples


def test_a_plural_introduces_each_name_behind_it() -> None:
    table = f"""
    Velmont Velmont PROPN nsubj 2
    , , PUNCT punct 2
    fondée fonder VERB acl 0 {PART}
    par par ADP case 5
    les le DET det 5
    chimistes chimiste NOUN obl:agent 2 Number=Plur
    Lise Lise PROPN nmod 5
    et et CCONJ cc 8
    Marc Marc PROPN conj 6
    , , PUNCT punct 2
    grandit grandir VERB ROOT 10 {FIN}
    """
    found = triples(table, {"Velmont": "Organization", "Lise": "Person", "Marc": "Person"})
    assert {("Lise", "founded", "Velmont"), ("Marc", "founded", "Velmont")} <= found


def test_a_form_of_address_stands_between_a_title_and_its_name() -> None:
    table = f"""
    L' le DET det 1
    avocat avocat NOUN nsubj 7
    de de ADP case 3
    Paule Paule PROPN nmod 1
    , , PUNCT punct 5
    Me maître NOUN appos 1
    Durand Durand PROPN nmod 5
    arrive arriver VERB ROOT 7 {FIN}
    """
    assert ("Durand", "represents", "Paule") in triples(table, {"Paule": "Person", "Durand": "Person"})


def test_the_name_of_a_group_is_not_that_of_its_branch() -> None:
    table = """
    Orvane Orvane PROPN ROOT 0
    , , PUNCT punct 2
    filiale filiale NOUN appos 0 Number=Sing
    du de ADP case 4
    groupe groupe NOUN nmod 2 Number=Sing
    Velmont Velmont PROPN nmod 4
    """
    assert ("Orvane", "subsidiaryOf", "Velmont") in triples(table, {"Orvane": "Organization", "Velmont": "Organization"})


def test_a_verb_spelled_as_a_noun_behind_a_quotation_is_no_title() -> None:
    table = f"""
    « « PUNCT punct 2
    C' ce PRON nsubj 2
    tarde tarder VERB ROOT 2 {FIN}
    » » PUNCT punct 2
    , , PUNCT punct 2
    juge juge NOUN parataxis 2
    Paule Paule PROPN nmod 5
    """
    assert not triples(table, {"Paule": "Person"})


def test_what_opens_a_sentence_comma_by_comma_is_said_of_its_subject() -> None:
    table = f"""
    Élue élire VERB advcl 10 {PART}
    maire maire NOUN xcomp 0
    de de ADP case 3
    Lorval Lorval PROPN nmod 1
    , , PUNCT punct 5
    décorée décorer VERB acl 3 {PART}
    du de ADP case 7
    Mérite mérite PROPN obl:arg 5
    , , PUNCT punct 0
    Paule Paule PROPN nsubj 10
    écrit écrire VERB ROOT 10 {FIN}
    """
    found = triples(table, {"Lorval": "Place", "Mérite": "Award", "Paule": "Person"})
    assert ("Paule", "receivedAward", "Mérite") in found and ("Lorval", "receivedAward", "Mérite") not in found


def test_a_participle_behind_a_comma_is_of_the_noun_before_it() -> None:
    table = f"""
    Paule Paule PROPN nsubj 1
    écrit écrire VERB ROOT 1 {FIN}
    avec avec ADP case 3
    Marc Marc PROPN obl:mod 1
    , , PUNCT punct 5
    mort mourir VERB conj 1 {PART}
    en en ADP case 7
    2009 2009 NUM obl:mod 5
    """
    doc_date = {"start": 7, "end": 8, "label": "DATE", "value": "2009", "datatype": "xsd:gYear", "details": {}}
    found, named = read(table, {"Paule": "Person", "Marc": "Person"}, [doc_date])
    assert {named[s["subject"]["entity"]]["label"] for s in found if s["predicate"] == "diedOn"} == {"Marc"}


def test_a_word_inside_a_title_is_no_verb() -> None:
    table = f"""
    Paule Paule PROPN nsubj 1
    signe signer VERB ROOT 1 {FIN}
    Terre terre NOUN obj 1
    à à ADP mark 4
    vendre vendre VERB acl 2 VerbForm=Inf
    Orvane Orvane PROPN obj 4
    """
    assert not any(p == "acquired" or o == "Orvane" for _, p, o in triples(table, {"Terre à vendre": "Work", "Paule": "Person", "Orvane": "Organization"}))
