"""What texts say of people in more words than a title: careers, couples, nationality, works; on hand-built parses."""

from __future__ import annotations

from relation_samples import CND, FIN, FUT, PART
from test_roles import statuses, triples

FEM, PLUR = "Gender=Fem|Number=Sing", "Number=Plur"


def test_who_does_it_with_somebody_is_not_alone() -> None:
    table = f"""
    Paule Paule PROPN nsubj 2
    a avoir AUX aux:tense 2 {FIN}
    fondé fonder VERB ROOT 2 {PART}
    Velmont Velmont PROPN obj 2
    avec avec ADP case 6
    sa son DET det 6 Poss=Yes
    sœur sœur NOUN obl:mod 2
    Irma Irma PROPN appos 6
    """
    found = triples(table, {"Paule": "Person", "Velmont": "Organization", "Irma": "Person"})
    assert {("Paule", "founded", "Velmont"), ("Irma", "founded", "Velmont")} <= found


def test_a_title_in_the_plural_goes_before_each_name() -> None:
    table = f"""
    Les le DET det 1
    chimistes chimiste NOUN nsubj 6 {PLUR}
    Paule Paule PROPN appos 1
    et et CCONJ cc 4
    Irma Irma PROPN conj 2
    ont avoir AUX aux:tense 6 {FIN}
    fondé fonder VERB ROOT 6 {PART}
    Velmont Velmont PROPN obj 6
    """
    found = triples(table, {"Paule": "Person", "Velmont": "Organization", "Irma": "Person"})
    assert {("Paule", "founded", "Velmont"), ("Irma", "founded", "Velmont")} <= found


def test_his_wife_is_the_wife_of_whom_she_is_named_with() -> None:
    table = f"""
    Paul Paul PROPN nsubj 7
    et et CCONJ cc 3
    sa son DET det 3 Poss=Yes
    femme femme NOUN conj 0
    , , PUNCT punct 5
    Irma Irma PROPN appos 3
    , , PUNCT punct 5
    travaillent travailler VERB ROOT 7 {FIN}
    """
    assert ("Irma", "spouse", "Paul") in triples(table, {"Paul": "Person", "Irma": "Person"})


def test_a_name_that_a_verb_follows_explains_no_noun_before_it() -> None:
    table = f"""
    Interrogée interroger VERB advcl 7 {PART}
    sur sur ADP case 3
    le le DET det 3
    ministre ministre NOUN obl:arg 0
    , , PUNCT punct 0
    Paule Paule PROPN appos 3
    a avoir AUX aux:tense 7 {FIN}
    souri sourire VERB ROOT 7 {PART}
    """
    assert triples(table, {"Paule": "Person"}) == set()


def test_whoever_is_set_off_with_chez_works_there() -> None:
    table = f"""
    Paule Paule PROPN nsubj 6
    , , PUNCT punct 4
    désormais désormais ADV advmod 4
    chez chez ADP case 4
    Velmont Velmont PROPN nmod 0
    , , PUNCT punct 4
    sourit sourire VERB ROOT 6 {FIN}
    """
    assert triples(table, {"Paule": "Person", "Velmont": "Organization"}) == {("Paule", "worksFor", "Velmont")}


def test_a_work_is_by_whom_stands_behind_it() -> None:
    table = f"""
    Brume Brume PROPN nsubj 4
    , , PUNCT punct 3
    de de ADP case 3
    Irma Irma PROPN nmod 0
    étonne étonner VERB ROOT 4 {FIN}
    """
    assert triples(table, {"Brume": "Work", "Irma": "Person"}) == {("Irma", "authorOf", "Brume")}


def test_a_work_without_a_name_has_its_author_too() -> None:
    table = f"""
    Le le DET det 1
    film film NOUN nsubj 2
    suit suivre VERB ROOT 2 {FIN}
    un un DET det 4
    roman roman NOUN obj 2
    de de ADP case 6
    Irma Irma PROPN nmod 4
    """
    assert ("Irma", "authorOf", "roman") in triples(table, {"Irma": "Person"})


def test_a_participle_belongs_to_the_noun_that_it_agrees_with() -> None:
    table = f"""
    Elle elle PRON nsubj 1
    soigne soigner VERB ROOT 1 {FIN}
    des un DET det 3
    malades malade NOUN obj 1 {PLUR}
    avec avec ADP case 5
    Irma Irma PROPN obl:mod 1 {FEM}
    , , PUNCT punct 7
    née naître VERB acl 3 Gender=Fem|Number=Sing|{PART}
    à à ADP case 9
    Riga Riga PROPN obl:arg 7
    """
    assert triples(table, {"Irma": "Person", "Riga": "Place"}) == {("Irma", "bornIn", "Riga")}


def test_what_but_corrects_may_have_a_clause_behind_it() -> None:
    table = f"""
    Irma Irma PROPN nsubj 4
    n' ne ADV advmod 4
    est être AUX aux:tense 4 {FIN}
    pas pas ADV advmod 4
    née naître VERB ROOT 4 {PART}
    à à ADP case 6
    Riga Riga PROPN obl:arg 4
    , , PUNCT punct 9
    comme comme SCONJ mark 9
    dit dire VERB advcl 4 {FIN}
    Paule Paule PROPN nsubj 9
    , , PUNCT punct 14
    mais mais CCONJ cc 14
    à à ADP case 14
    Lodz Lodz PROPN obl:mod 9
    """
    names = {"Irma": "Person", "Riga": "Place", "Lodz": "Place", "Paule": "Person"}
    assert {("Irma", "bornIn", "Riga"), ("Irma", "bornIn", "Lodz")} <= triples(table, names)
    assert {("bornIn", "negated"), ("bornIn", "asserted")} <= statuses(table, names)


def test_whoever_directs_a_body_and_resigns_leaves_that_body() -> None:
    table = f"""
    Paule Paule PROPN nsubj 7
    , , PUNCT punct 2
    patronne patronne NOUN appos 0
    de de ADP case 4
    Velmont Velmont PROPN nmod 2
    , , PUNCT punct 2
    a avoir AUX aux:tense 7 {FIN}
    démissionné démissionner VERB ROOT 7 {PART}
    """
    assert ("Paule", "resignedFrom", "Velmont") in triples(table, {"Paule": "Person", "Velmont": "Organization"})


def test_a_headline_tells_what_somebody_takes_over() -> None:
    table = f"""
    Velmont Velmont PROPN dep 3
    : : PUNCT punct 3
    Paule Paule PROPN nsubj 3
    prend prendre VERB ROOT 3 {FIN}
    les le DET det 5
    rênes rêne NOUN obj 3
    """
    assert triples(table, {"Paule": "Person", "Velmont": "Organization"}) == {("Paule", "leads", "Velmont")}


def test_each_nationality_that_somebody_has() -> None:
    table = f"""
    Paule Paule PROPN nsubj 1
    a avoir VERB ROOT 1 {FIN}
    la le DET det 4
    double double ADJ amod 4
    nationalité nationalité NOUN obj 1
    , , PUNCT punct 6
    belge belge ADJ amod 4
    et et CCONJ cc 8
    turque turc ADJ conj 6
    """
    found = triples(table, {"Paule": "Person"})
    assert {("Paule", "nationality", "belge"), ("Paule", "nationality", "turque")} <= found


def test_the_bare_noun_that_opens_a_sentence_stands_for_the_name() -> None:
    table = f"""
    Ingénieure ingénieur NOUN nsubj 6 {FEM}
    née naître VERB acl 0 Gender=Fem|Number=Sing|{PART}
    à à ADP case 3
    Riga Riga PROPN obl:arg 1
    , , PUNCT punct 0
    Irma Irma PROPN nsubj 6
    sourit sourire VERB ROOT 6 {FIN}
    """
    assert ("Irma", "bornIn", "Riga") in triples(table, {"Irma": "Person", "Riga": "Place"})


def test_all_three_of_a_list_are_members() -> None:
    table = f"""
    Réunis réunir VERB advcl 13 {PART}
    à à ADP case 2
    Riga Riga PROPN obl:arg 0
    , , PUNCT punct 4
    Velmont Velmont PROPN conj 2
    et et CCONJ cc 6
    Ostrava Ostrava PROPN conj 2
    , , PUNCT punct 9
    tous tout ADJ amod 9
    membres membre NOUN obj 0 {PLUR}
    de de ADP case 11
    Albia Albia PROPN nmod 9
    , , PUNCT punct 13
    rient rire VERB ROOT 13 {FIN}
    """
    names = {"Riga": "Place", "Velmont": "Organization", "Ostrava": "Organization", "Albia": "Organization"}
    found = {t for t in triples(table, names) if t[1] == "memberOf"}
    assert found == {("Velmont", "memberOf", "Albia"), ("Ostrava", "memberOf", "Albia")}


def test_a_title_tagged_as_an_adjective_is_a_title() -> None:
    table = f"""
    La le DET det 1
    cavalière cavalier ADJ nsubj 3
    Irma Irma PROPN appos 1
    sourit sourire VERB ROOT 3 {FIN}
    """
    assert triples(table, {"Irma": "Person"}) == {("Irma", "holdsPosition", "cavalière")}


def test_offices_behind_the_names_of_those_elected() -> None:
    table = f"""
    Velmont Velmont PROPN nsubj 1
    nommerait nommer VERB ROOT 1 {CND}
    Paul Paul PROPN obj 1
    directeur directeur NOUN flat:name 2 Number=Sing
    et et CCONJ cc 5
    Irma Irma PROPN conj 2
    trésorière trésorier NOUN flat:name 5 Number=Sing
    """
    names = {"Velmont": "Organization", "Paul": "Person", "Irma": "Person"}
    found = {t for t in triples(table, names) if t[1] == "holdsPosition"}
    assert found == {("Paul", "holdsPosition", "directeur"), ("Irma", "holdsPosition", "trésorière")}
    assert ("holdsPosition", "hedged") in statuses(table, names)


def test_a_date_between_parts_no_complement() -> None:
    table = f"""
    Exclue exclure VERB advcl 7 {FEM}|{PART}
    en en ADP case 2
    juin juin NOUN obl:mod 0
    de de ADP case 4
    Velmont Velmont PROPN nmod 2
    , , PUNCT punct 0
    Irma Irma PROPN nsubj 7 {FEM}
    sourit sourire VERB ROOT 7 {FIN}
    """
    assert ("Irma", "memberOf", "Velmont") in triples(table, {"Irma": "Person", "Velmont": "Organization"})


def test_the_second_whose_is_whose_the_first_is() -> None:
    table = f"""
    Paul Paul PROPN nsubj 14
    , , PUNCT punct 4
    dont dont PRON nmod 4
    le le DET det 4
    père père NOUN nsubj 5
    peint peindre VERB acl:relcl 0 {FIN}
    et et CCONJ cc 13
    dont dont PRON nmod 9
    la le DET det 9
    sœur sœur NOUN nsubj 13
    , , PUNCT punct 11
    Irma Irma PROPN appos 9
    , , PUNCT punct 11
    chante chanter VERB conj 14 {FIN}
    sourit sourire VERB ROOT 14 {FIN}
    """
    assert ("Irma", "siblingOf", "Paul") in triples(table, {"Paul": "Person", "Irma": "Person"})


def test_whoever_is_to_be_replaced_has_been_there() -> None:
    table = f"""
    Paul Paul PROPN nsubj 1
    succédera succéder VERB ROOT 1 {FUT}
    à à ADP case 3
    Irma Irma PROPN obl:arg 1
    à à ADP case 6
    la le DET det 6
    tête tête NOUN obl:mod 1
    de de ADP case 8
    Velmont Velmont PROPN nmod 6
    """
    names = {"Paul": "Person", "Irma": "Person", "Velmont": "Organization"}
    assert {("Paul", "leads", "Velmont"), ("Irma", "leads", "Velmont")} <= triples(table, names)
    assert {("leads", "planned"), ("leads", "asserted")} <= statuses(table, names)


def test_her_brothers_beside_each_other_are_hers() -> None:
    table = f"""
    Irma Irma PROPN nsubj 1
    aide aider VERB ROOT 1 {FIN}
    ses son DET det 3 Poss=Yes
    frères frère NOUN obj 1 {PLUR}
    Paul Paul PROPN appos 3
    et et CCONJ cc 6
    Jean Jean PROPN conj 4
    """
    found = triples(table, {"Irma": "Person", "Paul": "Person", "Jean": "Person"})
    assert ("Paul", "siblingOf", "Jean") not in found and ("Paul", "siblingOf", "Irma") in found


def test_the_name_of_a_parent_is_not_the_child() -> None:
    table = f"""
    Né naître VERB advcl 8 {PART}
    d' de ADP case 3
    un un DET det 3
    père père NOUN obl:arg 0
    , , PUNCT punct 5
    Jean Jean PROPN appos 3
    , , PUNCT punct 5
    Paul Paul PROPN nsubj 8
    sourit sourire VERB ROOT 8 {FIN}
    """
    found = {t for t in triples(table, {"Jean": "Person", "Paul": "Person"}) if t[1] == "parentOf"}
    assert found == {("Jean", "parentOf", "Paul")}


def test_a_branch_set_off_behind_a_name_is_that_body() -> None:
    table = """
    Paul Paul PROPN nsubj 3
    est être AUX cop 3
    le le DET det 3
    patron patron NOUN ROOT 3
    de de ADP case 5
    Velmont Velmont PROPN nmod 3
    , , PUNCT punct 8
    une un DET det 8
    branche branche NOUN appos 3
    de de ADP case 10
    Ostrava Ostrava PROPN nmod 8
    . . PUNCT punct 3
    """
    names = {"Paul": "Person", "Velmont": "Organization", "Ostrava": "Organization"}
    assert {t for t in triples(table, names) if t[1] == "partOf"} == {("Velmont", "partOf", "Ostrava")}


def test_a_second_office_behind_a_name_is_the_same_persons() -> None:
    table = """
    mort mort NOUN ROOT 0
    de de ADP case 2
    Paul Paul PROPN nmod 0
    , , PUNCT punct 4
    père père NOUN appos 0
    de de ADP case 6
    Irma Irma PROPN nmod 4
    et et CCONJ cc 8
    lauréat lauréat NOUN conj 4
    de de ADP case 10
    Ribo Ribo PROPN nmod 8
    """
    assert ("Paul", "receivedAward", "Ribo") in triples(table, {"Paul": "Person", "Irma": "Person", "Ribo": "Award"})
