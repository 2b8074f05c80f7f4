"""What reports, minutes, releases and portraits do that plain sentences do not, on hand-built parses."""

from __future__ import annotations

from relation_samples import FIN, PART, VOCAB
from spacy.tokens import Doc
from test_roles import read, triples

from graphbuild.relations.grammar.own_voice import own_words
from graphbuild.relations.lexicon import read_lexicon
from graphbuild.relations.lines.items import item_subjects
from graphbuild.relations.refs import Ref, satisfies


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
    avocat avocat NOUN nsubj 8
    de de ADP case 3
    Paule Paule PROPN nmod 1
    , , PUNCT punct 5
    Me maître NOUN appos 1
    Durand Durand PROPN nmod 5
    , , PUNCT punct 5
    arrive arriver VERB ROOT 8 {FIN}
    """
    assert ("Durand", "represents", "Paule") in triples(table, {"Paule": "Person", "Durand": "Person"})


def test_a_title_that_the_tagger_takes_for_an_adjective_is_one_behind_a_name() -> None:
    table = """
    Paule Paule PROPN ROOT 0
    , , PUNCT punct 2
    patronne patron ADJ appos 0
    de de ADP case 4
    Velmont Velmont PROPN nmod 2
    """
    assert ("Paule", "leads", "Velmont") in triples(table, {"Paule": "Person", "Velmont": "Organization"})


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


HOUSE = [{"label": "Velmont", "type": "Organization", "mentions": [[4, 5, "name"], [11, 12, "name"]]}]


def own(text: str) -> dict[int, int]:
    return own_words(Doc(VOCAB, words=text.split(" ")), HOUSE, frozenset({"bonjour"}), frozenset({"directrice générale"}))


def test_a_memo_that_greets_its_readers_says_we_for_its_own_house() -> None:
    text = "Bonjour à tous \n Velmont grandit : nous embauchons . \n Velmont vend ."
    assert own(text) == {7: 0}
    assert own(text.replace("Bonjour", "Hier")) == {}


def test_who_signs_with_an_office_says_we_for_the_house() -> None:
    text = "Comme nous disions , Velmont grandit . \n Paule Durand \n {} Velmont"
    assert own(text.format("Directrice générale de")) == {1: 0}
    assert own(text.format("Amie de")) == {}


def test_we_in_a_quotation_is_not_the_house() -> None:
    assert own("Bonjour à tous \n Velmont dit « nous vendons » . \n Velmont vend .") == {}


def test_who_writes_a_mail_says_i_and_we_for_the_body_under_the_name() -> None:
    text = "De : Paule Durand \n Objet : Velmont \n Hier , j' ai vu Orvane , Orvane et Orvane pour nous . \n Paule Durand \n Achats – Velmont"
    words = text.split(" ")
    names = {"Paule": "Person", "Velmont": "Organization", "Orvane": "Organization"}
    entities = [
        {"label": name, "type": kind, "mentions": [[i, i + 1 + (name == "Paule"), "name"] for i, w in enumerate(words) if w == name]}
        for name, kind in names.items()
    ]
    meant = own_words(Doc(VOCAB, words=words), entities, frozenset(), frozenset(), frozenset({"de"}))
    assert {words[i]: entities[n]["label"] for i, n in meant.items()} == {"j'": "Paule", "nous": "Velmont"}


def test_items_go_on_with_the_sentence_above_them() -> None:
    words = "Le jury : \n - condamne Velmont".split(" ")
    pos = ["DET", "NOUN", "PUNCT", "SPACE", "PUNCT", "VERB", "PROPN"]
    deps, heads = ["det", "ROOT", "punct", "dep", "punct", "ROOT", "nsubj"], [1, 1, 1, 1, 5, 5, 5]
    doc = Doc(VOCAB, words=words, pos=pos, deps=deps, heads=heads, morphs=["", "", "", "", "", FIN, ""])
    assert {doc[i].text: subject.text for i, subject in item_subjects(doc).items()} == {"condamne": "jury"}


def test_an_infinitive_in_a_list_is_nobodys_deed() -> None:
    table = """
    1. 1. NUM ROOT 0
    de de ADP mark 2
    suspendre suspendre VERB ROOT 2 VerbForm=Inf
    le le DET det 4
    chantier chantier NOUN obj 2
    """
    assert not triples(table, {})


def test_who_enters_a_school_studies_there() -> None:
    assert "studiedAt" in {f.relation for f in read_lexicon("fr").of("verb", "intégrer") if "School" in f.types("O")}
    assert satisfies(Ref(0, 2, "École normale de Lorval", "Organization"), {"School"}) == 1.0
    assert satisfies(Ref(0, 1, "Velmont", "Organization"), {"School"}) == 0.0


def test_the_seat_of_a_body_lies_where_a_participle_puts_it() -> None:
    table = f"""
    Le le DET det 1
    siège siège NOUN nsubj:pass 5
    de de ADP case 3
    Velmont Velmont PROPN nmod 1
    est être AUX aux:pass 5 {FIN}
    situé situer VERB ROOT 5 {PART}
    à à ADP case 7
    Lorval Lorval PROPN obl:arg 5
    """
    assert ("Velmont", "headquarteredIn", "Lorval") in triples(table, {"Velmont": "Organization", "Lorval": "Place"})
