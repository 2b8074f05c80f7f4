"""What companies own, make, share and contest, on hand-built parses read with the whole lexicon."""

from __future__ import annotations

from test_roles import read, triples

FIN = "Mood=Ind|Tense=Pres|VerbForm=Fin"


def test_who_founds_with_somebody_both_have_founded() -> None:
    table = f"""
    Berg Berg PROPN nsubj 1
    fonde fonder VERB ROOT 1 {FIN}
    Alpex Alpex PROPN obj 1
    avec avec ADP case 4
    Lund Lund PROPN nmod 2
    """
    found = triples(table, {"Berg": "Person", "Alpex": "Organization", "Lund": "Person"})
    assert found >= {("Berg", "founded", "Alpex"), ("Lund", "founded", "Alpex")}


def test_a_named_thing_of_somebody_is_owned() -> None:
    table = f"""
    Berg Berg PROPN nsubj 1
    vend vendre VERB ROOT 1 {FIN}
    Goéland Goéland PROPN obj 1
    , , PUNCT punct 5
    son son DET det 5 Poss=Yes
    yacht yacht NOUN appos 2 Number=Sing
    """
    assert ("Berg", "owns", "Goéland") in triples(table, {"Berg": "Person", "Goéland": "Product"})


def test_who_employs_people_in_a_town_is_there() -> None:
    table = f"""
    Alpex Alpex PROPN nsubj 1
    fabrique fabriquer VERB ROOT 1 {FIN}
    des un DET det 3
    bottes botte NOUN obj 1 Number=Plur
    à à ADP case 5
    Vannes Vannes PROPN nmod 3
    """
    assert ("Alpex", "locatedIn", "Vannes") in triples(table, {"Alpex": "Organization", "Vannes": "Place"})


def test_the_sides_of_a_match_take_part_in_it() -> None:
    table = f"""
    Le le DET det 1
    match match NOUN nsubj 6 Number=Sing
    entre entre ADP case 3
    Caen Caen PROPN nmod 1
    et et CCONJ cc 5
    Brest Brest PROPN conj 3
    commence commencer VERB ROOT 6 {FIN}
    """
    found = triples(table, {"Caen": "Organization", "Brest": "Organization"})
    assert {(s, p) for s, p, _ in found} == {("Caen", "participatedIn"), ("Brest", "participatedIn")}


def test_a_word_of_an_idiom_is_no_argument() -> None:
    table = """
    Berg Berg PROPN ROOT 0
    , , PUNCT punct 2
    bailleur bailleur NOUN appos 0 Number=Sing
    de de ADP case 4
    fonds fonds NOUN nmod 2
    d' de ADP case 6
    Alpex Alpex PROPN nmod 2
    """
    assert {(s, o) for s, p, o in triples(table, {"Berg": "Person", "Alpex": "Organization"}) if p == "funds"} == {("Berg", "Alpex")}


def test_what_is_put_back_relies_on_nobody() -> None:
    """`s'en remettre à` is no `remettre à`."""
    table = """
    Le le DET det 1
    rapport rapport NOUN ROOT 1 Number=Sing
    d' de ADP case 3
    Alpex Alpex PROPN nmod 1
    remis remettre VERB acl 1 Tense=Past|VerbForm=Part
    à à ADP case 6
    Lund Lund PROPN obl:arg 4
    """
    assert not [p for _, p, _ in triples(table, {"Alpex": "Organization", "Lund": "Organization"}) if p == "dependsOn"]


def test_what_somebody_does_stands_behind_him() -> None:
    """`l'annulation par X de Y`, the second complement hung on the first."""
    table = """
    L' le DET det 1
    annulation annulation NOUN ROOT 1 Number=Sing
    par par ADP case 3
    Alpex Alpex PROPN nmod 1
    de de ADP case 6
    ses son DET det 6 Poss=Yes
    vols vol NOUN nmod 3 Number=Plur
    """
    assert ("Alpex", "cancelled", "vols") in triples(table, {"Alpex": "Organization"})


def test_several_things_have_no_single_name() -> None:
    """`X lance des meubles, Y des abris`: Y is no piece of furniture."""
    table = f"""
    Alpex Alpex PROPN nsubj 1
    lance lancer VERB ROOT 1 {FIN}
    des un DET det 3
    meubles meuble NOUN obj 1 Number=Plur
    , , PUNCT punct 5
    Ostrava Ostrava PROPN appos 3
    """
    found = triples(table, {"Alpex": "Organization", "Ostrava": "Organization"})
    assert ("Alpex", "launched", "meubles") in found and ("Alpex", "launched", "Ostrava") not in found


def test_degree_is_no_property_of_a_thing() -> None:
    table = f"""
    Alpex Alpex PROPN nsubj 1
    soutient soutenir VERB ROOT 1 {FIN}
    la le DET det 4
    seule seul ADJ amod 4
    réforme réforme NOUN obj 1 Number=Sing
    """
    assert ("Alpex", "supports", "réforme") in triples(table, {"Alpex": "Organization"})


def test_a_name_between_commas_tells_what_a_thing_is_called() -> None:
    """The parser takes the name for an object of its own."""
    table = f"""
    Alpex Alpex PROPN nsubj 1
    produit produire VERB ROOT 1 {FIN}
    un un DET det 3
    utilitaire utilitaire NOUN obj 1 Number=Sing
    , , PUNCT punct 6
    le le DET det 6
    Zorgo Zorgo PROPN parataxis 1
    , , PUNCT punct 6
    bientôt bientôt ADV advmod 1
    """
    assert ("Alpex", "manufactures", "Zorgo") in triples(table, {"Alpex": "Organization", "Zorgo": "Product"})


def test_what_explains_a_name_is_the_thing_named() -> None:
    """`Zorgo, une montre vendue à X`, the watch taken for the object."""
    table = f"""
    Alpex Alpex PROPN nsubj 1
    lance lancer VERB ROOT 1 {FIN}
    Zorgo Zorgo PROPN obl:mod 1
    , , PUNCT punct 5
    une un DET det 5
    montre montre NOUN obj 1 Number=Sing
    """
    assert ("Alpex", "launched", "Zorgo") in triples(table, {"Alpex": "Organization", "Zorgo": "Product"})


def test_a_title_between_a_noun_and_its_name() -> None:
    """`son concepteur, l'ingénieur Lund`."""
    table = f"""
    Le le DET det 1
    concepteur concepteur NOUN nsubj 9 Number=Sing
    de de ADP case 3
    Zorgo Zorgo PROPN nmod 1
    , , PUNCT punct 6
    l' le DET det 6
    ingénieur ingénieur NOUN appos 1 Number=Sing
    Lund Lund PROPN appos 6
    , , PUNCT punct 6
    parle parler VERB ROOT 9 {FIN}
    """
    assert ("Lund", "developed", "Zorgo") in triples(table, {"Zorgo": "Product", "Lund": "Person"})


def test_a_plural_has_all_the_names_behind_it() -> None:
    table = f"""
    Les le DET det 1 Number=Plur
    géants géant NOUN nsubj 5 Number=Plur
    Alpex Alpex PROPN nmod 1
    et et CCONJ cc 4
    Ostrava Ostrava PROPN conj 2
    rachètent racheter VERB ROOT 5 {FIN}
    Velmont Velmont PROPN obj 5
    """
    found = triples(table, {"Alpex": "Organization", "Ostrava": "Organization", "Velmont": "Organization"})
    assert {(s, p) for s, p, _ in found} == {("Alpex", "acquired"), ("Ostrava", "acquired")}


def test_what_somebody_makes_is_not_called_so() -> None:
    """`le fabricant de vélos Alpex` makes bicycles."""
    table = f"""
    Le le DET det 1
    fabricant fabricant NOUN nsubj 5 Number=Sing
    de de ADP case 3
    vélos vélo NOUN nmod 1 Number=Plur
    Alpex Alpex PROPN nmod 1
    grandit grandir VERB ROOT 5 {FIN}
    """
    assert ("Alpex", "manufactures", "vélos") in triples(table, {"Alpex": "Organization"})


def test_a_cleft_denies_one_and_asserts_the_other() -> None:
    """`Ce n'est pas Alpex, mais Ostrava, qui a racheté Velmont`."""
    table = """
    Ce ce PRON nsubj 4
    n' ne ADV advmod 4
    est être AUX cop 4 Mood=Ind|Tense=Pres|VerbForm=Fin
    pas pas ADV advmod 4
    Alpex Alpex PROPN ROOT 4
    , , PUNCT punct 7
    mais mais CCONJ cc 7
    Ostrava Ostrava PROPN conj 4
    qui qui PRON nsubj 10
    a avoir AUX aux:tense 10 Mood=Ind|Tense=Pres|VerbForm=Fin
    racheté racheter VERB acl:relcl 7 Tense=Past|VerbForm=Part
    Velmont Velmont PROPN obj 10
    """
    found, entities = read(table, {"Alpex": "Organization", "Ostrava": "Organization", "Velmont": "Organization"})
    said = {(entities[s["subject"]["entity"]]["label"], s["status"]) for s in found if s["predicate"] == "acquired"}
    assert said == {("Alpex", "negated"), ("Ostrava", "asserted")}


def test_what_voila_presents_is_the_object() -> None:
    """`La suppression du bonus, voilà ce qu'annonce Alpex`."""
    table = f"""
    La le DET det 1
    suppression suppression NOUN ROOT 1 Number=Sing
    du de ADP case 3
    bonus bonus NOUN nmod 1
    , , PUNCT punct 5
    voilà voilà VERB acl 1
    ce ce PRON obj 5
    qu' que PRON obj 8
    annonce annoncer VERB acl:relcl 6 {FIN}
    Alpex Alpex PROPN nsubj 8
    """
    assert ("Alpex", "announced", "suppression du bonus") in triples(table, {"Alpex": "Organization"})


def test_who_is_about_to_do_something_does_it() -> None:
    """`Alpex est en passe de racheter Velmont`."""
    table = f"""
    Alpex Alpex PROPN nsubj 3
    est être AUX cop 3 {FIN}
    en en ADP case 3
    passe passe NOUN ROOT 3
    de de ADP mark 5
    racheter racheter VERB acl 3 VerbForm=Inf
    Velmont Velmont PROPN obj 5
    """
    assert ("Alpex", "acquired", "Velmont") in triples(table, {"Alpex": "Organization", "Velmont": "Organization"})


def test_whose_director_speaks_without_reference() -> None:
    """`Alpex grandit, confirme sa directrice générale, Lund`: the organisation that the sentence named first."""
    table = f"""
    Alpex Alpex PROPN nsubj 1
    grandit grandir VERB ROOT 1 {FIN}
    , , PUNCT punct 3
    confirme confirmer VERB parataxis 1 {FIN}
    sa son DET det 5 Poss=Yes
    directrice directeur NOUN nsubj 3 Gender=Fem|Number=Sing
    générale général ADJ amod 5
    , , PUNCT punct 8
    Lund Lund PROPN appos 5
    """
    assert ("Lund", "leads", "Alpex") in triples(table, {"Alpex": "Organization", "Lund": "Person"})


def test_a_clitic_is_the_only_thing_that_it_can_be() -> None:
    """`Zorgo sort en mai, et Alpex l'éditera`."""
    table = f"""
    Zorgo Zorgo PROPN nsubj 1
    sort sortir VERB ROOT 1 {FIN}
    et et CCONJ cc 5
    Alpex Alpex PROPN nsubj 5
    l' le PRON obj 5
    édite éditer VERB conj 1 {FIN}
    """
    assert ("Alpex", "released", "Zorgo") in triples(table, {"Zorgo": "Product", "Alpex": "Organization"})


def test_a_work_of_a_named_author_needs_no_title() -> None:
    table = f"""
    Alpex Alpex PROPN nsubj 1
    publie publier VERB ROOT 1 {FIN}
    un un DET det 3
    roman roman NOUN obj 1 Number=Sing
    de de ADP case 5
    Lund Lund PROPN nmod 3
    """
    assert ("Lund", "authorOf", "roman") in triples(table, {"Alpex": "Organization", "Lund": "Person"})


def test_a_product_may_improve_something() -> None:
    table = f"""
    Zorgo Zorgo PROPN nsubj 1
    améliore améliorer VERB ROOT 1 {FIN}
    la le DET det 3
    recherche recherche NOUN obj 1 Number=Sing
    """
    assert ("Zorgo", "improved", "recherche") in triples(table, {"Zorgo": "Product"})


def test_two_that_are_partners_are_so_of_each_other() -> None:
    """`Alpex et Ostrava sont partenaires`, where the verb is a copula."""
    table = """
    Alpex Alpex PROPN nsubj 4
    et et CCONJ cc 2
    Ostrava Ostrava PROPN conj 0
    sont être AUX cop 4 Mood=Ind|Tense=Pres|VerbForm=Fin
    partenaires partenaire NOUN ROOT 4 Number=Plur
    """
    assert ("Alpex", "partneredWith", "Ostrava") in triples(table, {"Alpex": "Organization", "Ostrava": "Organization"})


def test_who_is_no_other_than_somebody_is_that_person() -> None:
    """`Le propriétaire de Zorgo n'est autre que Lund`."""
    table = """
    Le le DET det 1
    propriétaire propriétaire NOUN nsubj 6 Number=Sing
    de de ADP case 3
    Zorgo Zorgo PROPN nmod 1
    n' ne ADV advmod 6
    est être AUX cop 6 Mood=Ind|Tense=Pres|VerbForm=Fin
    autre autre ADJ ROOT 6
    que que SCONJ case 8
    Lund Lund PROPN obl 6
    """
    assert ("Lund", "owns", "Zorgo") in triples(table, {"Zorgo": "Product", "Lund": "Person"})


def test_who_sells_is_not_who_buys() -> None:
    """`Alpex étudie la vente de sa filiale`: nobody has bought it."""
    table = f"""
    Alpex Alpex PROPN nsubj 1
    étudie étudier VERB ROOT 1 {FIN}
    la le DET det 3
    vente vente NOUN obj 1 Number=Sing
    de de ADP case 6
    sa son DET det 6 Poss=Yes
    filiale filiale NOUN nmod 3 Number=Sing
    """
    assert not [p for _, p, _ in triples(table, {"Alpex": "Organization"}) if p == "acquired"]
