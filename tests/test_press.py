"""What newspapers state beside their verbs: parts of bodies, gatherings, means, events that do harm, figures of countries."""

from __future__ import annotations

from typing import Any

from relation_samples import FIN, FUT, PART
from test_roles import read, statuses, triples


def test_an_organ_is_a_part_of_the_body_that_its_name_ends_with() -> None:
    table = f"""
    Le le DET det 1
    Conseil conseil NOUN nsubj 6
    de de ADP case 3
    pêche pêche NOUN nmod 1
    des de ADP case 5
    Nations nation NOUN nmod 1
    siège siéger VERB ROOT 6 {FIN}
    """
    assert ("Conseil de pêche des Nations", "partOf", "Nations") in triples(table, {"Conseil de pêche des Nations": "Organization"})


def test_a_works_council_is_no_part_of_an_unnamed_body() -> None:
    table = f"""
    Le le DET det 1
    Comité comité NOUN nsubj 4
    d' de ADP case 3
    entreprise entreprise NOUN nmod 1
    siège siéger VERB ROOT 4 {FIN}
    """
    assert triples(table, {"Comité d' entreprise": "Organization"}) == set()


def test_who_does_something_during_a_gathering_takes_part_in_it() -> None:
    table = f"""
    Lise Lise PROPN nsubj 3
    a avoir AUX aux:tense 3 {FIN}
    beaucoup beaucoup ADV advmod 3
    ri rire VERB ROOT 3 {PART}
    lors lors ADV advmod 3
    du de ADP case 6
    colloque colloque NOUN obl:arg 4
    """
    assert ("Lise", "participatedIn", "colloque") in triples(table, {"Lise": "Person"})
    assert triples(table.replace("colloque", "séisme"), {"Lise": "Person"}) == set()


def test_a_stage_is_a_part_of_its_competition() -> None:
    table = f"""
    Lise Lise PROPN nsubj 1
    suit suivre VERB ROOT 1 {FIN}
    la le DET det 3
    demi-finale demi-finale NOUN obj 1
    du de ADP case 5
    Tournoi Tournoi PROPN nmod 3
    Brun Brun PROPN flat:name 5
    """
    found = triples(table, {"Lise": "Person", "Tournoi Brun": "Event"})
    assert ("demi-finale du Tournoi Brun", "partOf", "Tournoi Brun") in found


def test_a_platform_on_which_somebody_speaks_is_used() -> None:
    table = f"""
    Lise Lise PROPN nsubj 2
    a avoir AUX aux:tense 2 {FIN}
    ri rire VERB ROOT 2 {PART}
    sur sur ADP mark 4
    Instagram Instagram VERB advcl 2
    """
    assert triples(table, {"Lise": "Person", "Instagram": "Product"}) == {("Lise", "uses", "Instagram")}


def test_what_an_event_does_it_does_where_it_takes_place() -> None:
    table = f"""
    Une un DET det 1
    explosion explosion NOUN nsubj 3
    a avoir AUX aux:tense 3 {FIN}
    détruit détruire VERB ROOT 3 {PART}
    un un DET det 5
    entrepôt entrepôt NOUN obj 3
    à à ADP case 7
    Brax Brax PROPN obl:mod 3
    """
    assert ("explosion", "tookPlaceIn", "Brax") in triples(table, {"Brax": "Place"})


def percent(start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "label": "PERCENT", "value": "9", "datatype": "xsd:decimal", "details": {"unit": "%"}}


def test_unemployment_is_that_of_the_country_named_beside_it() -> None:
    table = f"""
    Le le DET det 1
    chômage chômage NOUN nsubj 2
    atteint atteindre VERB ROOT 2 {FIN}
    9 9 NUM nummod 4
    % % NOUN obj 2
    en en ADP case 6
    Suède Suède PROPN obl:mod 2
    """
    found, entities = read(table, {"Suède": "Place"}, [percent(3, 5)])
    assert [entities[s["subject"]["entity"]]["label"] for s in found if s["predicate"] == "hasMeasure"] == ["Suède"]
    belgian = """
    Le le DET det 1
    chômage chômage NOUN nsubj 3
    belge belge ADJ amod 1
    atteint atteindre VERB ROOT 3 Mood=Ind|VerbForm=Fin
    9 9 NUM nummod 5
    % % NOUN obj 3
    """
    found, _ = read(belgian, {}, [percent(4, 6)])
    assert [s["subject"]["label"] for s in found if s["predicate"] == "hasMeasure"] == ["chômage belge"]


def test_whose_head_somebody_is_the_clitic_tells() -> None:
    table = f"""
    Velmont Velmont PROPN nsubj 1
    grandit grandir VERB ROOT 1 {FIN}
    . . PUNCT punct 1
    Lise Lise PROPN nsubj 5
    en en PRON iobj 5
    deviendra devenir VERB ROOT 5 {FUT}
    la le DET det 7
    présidente président NOUN obj 5
    """
    names = {"Velmont": "Organization", "Lise": "Person"}
    assert ("Lise", "leads", "Velmont") in triples(table, names)
    assert statuses(table, names) == {("holdsPosition", "planned"), ("leads", "planned")}


def test_a_clause_with_a_relative_of_place_has_its_subject_behind_the_verb() -> None:
    table = f"""
    la le DET det 1
    province province NOUN ROOT 1
    du de ADP case 3
    Gard Gard PROPN nmod 1
    où où PRON obl:mod 6
    se se PRON expl:pass 6
    situe situer VERB acl:relcl 1 {FIN}
    Brax Brax PROPN xcomp 6
    """
    assert ("Brax", "locatedIn", "province du Gard") in triples(table, {"Gard": "Place", "Brax": "Place"})


def test_a_title_in_front_takes_the_name_between_commas_though_its_body_has_a_noun_of_people() -> None:
    table = f"""
    Selon selon ADP case 2
    la le DET det 2
    présidente présidente NOUN obl:mod 12
    de de ADP case 4
    Médecins médecin NOUN nmod 2 Number=Plur
    du de ADP case 6
    littoral littoral NOUN nmod 4
    , , PUNCT punct 2
    Lise Lise PROPN nsubj 12
    , , PUNCT punct 2
    l' le DET det 11
    autorité autorité NOUN nsubj 12
    ment mentir VERB ROOT 12 {FIN}
    """
    names = {"Médecins du littoral": "Organization", "Lise": "Person"}
    assert ("Lise", "leads", "Médecins du littoral") in triples(table, names)


def test_what_makes_up_a_coalition_is_a_member_of_it() -> None:
    table = f"""
    La le DET det 1
    coalition coalition NOUN nsubj:pass 3
    est être AUX aux:pass 3 {FIN}
    composée composer VERB ROOT 3 {PART}
    de de ADP case 5
    Velmont Velmont PROPN obl:arg 3
    , , PUNCT punct 8
    le le DET det 8
    parti parti NOUN appos 5
    de de ADP case 10
    Lise Lise PROPN nmod 8
    , , PUNCT punct 13
    d' de ADP case 13
    Orvane Orvane PROPN conj 10
    et et CCONJ cc 16
    de de ADP case 16
    Ténor Ténor PROPN conj 10
    """
    names = {"Velmont": "Organization", "Orvane": "Organization", "Ténor": "Organization", "Lise": "Person"}
    found = {s for s, p, _ in triples(table, names) if p == "memberOf"}
    assert found == {"Velmont", "Orvane", "Ténor"}


def test_a_name_in_the_singular_is_not_that_of_a_plural_before_it() -> None:
    table = """
    le le DET det 1
    chauffeur chauffeur NOUN ROOT 1 Number=Sing
    des de ADP case 4
    deux deux NUM nummod 4
    journalistes journaliste NOUN nmod 1 Number=Plur
    , , PUNCT punct 6
    Lise Lise PROPN appos 4
    Brun Brun PROPN flat:name 6
    """
    assert triples(table, {"Lise Brun": "Person"}) == {("Lise Brun", "holdsPosition", "chauffeur des deux journalistes")}


def test_a_news_agency_is_called_by_the_name_behind_its_noun() -> None:
    table = f"""
    L' le DET det 1
    agence agence NOUN nsubj 5
    de de ADP case 3
    presse presse NOUN nmod 1 Number=Sing
    Velmont Velmont PROPN flat:name 3
    poursuit poursuivre VERB ROOT 5 {FIN}
    Orvane Orvane PROPN obj 5
    en en ADP case 8
    justice justice NOUN obl:arg 5
    """
    found = triples(table, {"Velmont": "Organization", "Orvane": "Organization"})
    assert ("Velmont", "sued", "Orvane") in found


def test_a_government_with_its_nationality_is_identified() -> None:
    table = f"""
    Le le DET det 1
    gouvernement gouvernement NOUN nsubj 3
    belge belge ADJ amod 1
    annonce annoncer VERB ROOT 3 {FIN}
    la le DET det 5
    fermeture fermeture NOUN obj 3
    du de ADP case 7
    col col NOUN nmod 5
    """
    assert ("gouvernement belge", "announced", "fermeture du col") in triples(table, {})
    assert triples(table.replace("belge", "central"), {}) == set()
