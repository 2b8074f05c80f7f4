"""What a noun, a comma and parentheses say of the name beside them, on hand-built parses."""

from __future__ import annotations

from typing import Any

import pytest
import relation_samples as samples

from graphbuild.relations.grammar.marks import label_of, within_marks
from graphbuild.relations.grammar.operators import read_operators
from graphbuild.relations.lexicon import index_frames, parse_pattern, read_lexicon
from graphbuild.relations.reader import StatementReader


def read(
    table: str, entities: dict[str, str], values: list[dict[str, Any]] | None = None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """All that is read from a table, and its entities."""
    doc = samples.parse(table, entities)
    doc._.gb_values = values or []
    found = StatementReader(doc, "fr", read_lexicon("fr"), read_operators("fr"), closed=True).statements(floor=0.0)
    return found, doc._.gb_entities


def statuses(table: str, entities: dict[str, str]) -> set[tuple[str, str]]:
    return {(s["predicate"], s["status"]) for s in read(table, entities)[0]}


def classes(table: str, entities: dict[str, str]) -> list[str]:
    return [s["object"]["label"] for s in read(table, entities)[0] if s["predicate"] == "instanceOf"]


def triples(table: str, entities: dict[str, str]) -> set[tuple[str, str, str]]:
    """Subject, predicate and object of all that is read from a table, by their labels."""
    found, named = read(table, entities)

    def label(side: dict[str, object]) -> str:
        return str(named[side["entity"]]["label"] if "entity" in side else side["label"])  # type: ignore[index]

    return {(label(s["subject"]), s["predicate"], label(s["object"])) for s in found if s["predicate"] != "instanceOf"}


def test_who_holds_a_portfolio_leads_no_field() -> None:
    table = """
    Paule Paule PROPN ROOT 0
    , , PUNCT punct 2
    ministre ministre NOUN appos 0
    de de ADP case 5
    la le DET det 5
    Santé santé PROPN nmod 2
    """
    assert triples(table, {"Paule": "Person", "Santé": "Organization"}) == {("Paule", "holdsPosition", "ministre de la Santé")}


def test_the_president_of_the_republic_does_not_lead_a_thing_called_republic() -> None:
    table = """
    Paule Paule PROPN ROOT 0
    , , PUNCT punct 2
    présidente président NOUN appos 0
    de de ADP case 5
    la le DET det 5
    République république PROPN nmod 2
    """
    found = triples(table, {"Paule": "Person", "République": "Organization"})
    assert found == {("Paule", "holdsPosition", "présidente de la République")}


def test_the_place_of_work_is_no_part_of_the_title() -> None:
    table = """
    Paule Paule PROPN ROOT 0
    , , PUNCT punct 2
    chimiste chimiste NOUN appos 0
    chez chez ADP case 4
    Ostrava Ostrava PROPN nmod 2
    """
    found = triples(table, {"Paule": "Person", "Ostrava": "Organization"})
    assert found == {("Paule", "holdsPosition", "chimiste"), ("Paule", "worksFor", "Ostrava")}


def test_a_founder_has_founded_and_holds_no_position() -> None:
    table = """
    Paule Paule PROPN ROOT 0
    , , PUNCT punct 2
    fondatrice fondatrice NOUN appos 0
    de de ADP case 4
    Velmont Velmont PROPN nmod 2
    """
    assert triples(table, {"Paule": "Person", "Velmont": "Organization"}) == {("Paule", "founded", "Velmont")}


def test_a_title_after_a_comma_is_of_the_name_before_it_whatever_the_tree() -> None:
    table = f"""
    répond répondre VERB ROOT 0 {samples.FIN}
    Paule Paule PROPN xcomp 0
    , , PUNCT punct 3
    patronne patronne NOUN conj 0
    de de ADP case 5
    Velmont Velmont PROPN nmod 3
    """
    found = triples(table, {"Paule": "Person", "Velmont": "Organization"})
    assert {("Paule", "holdsPosition", "patronne de Velmont"), ("Paule", "leads", "Velmont")} <= found


def test_the_adviser_of_a_president_is_another() -> None:
    table = """
    le le DET det 1
    conseiller conseiller NOUN ROOT 1
    du de ADP case 3
    président président NOUN nmod 1
    Dorval Dorval PROPN nmod 1
    """
    assert triples(table, {"Dorval": "Person"}) == {("Dorval", "holdsPosition", "président")}


def test_parentheses_hold_acronyms_parties_and_countries() -> None:
    table = """
    Paule Paule PROPN ROOT 0
    ( ( PUNCT punct 2
    ABC ABC PROPN appos 0
    / / PUNCT punct 4
    DEF DEF PROPN conj 2
    , , PUNCT punct 6
    Italie Italie PROPN appos 0
    ) ) PUNCT punct 0
    . . PUNCT punct 0
    """
    found = triples(table, {"Paule": "Person", "ABC": "Organization", "DEF": "Organization", "Italie": "Place"})
    assert found == {("Paule", "memberOf", "ABC/DEF"), ("Paule", "nationality", "Italie")}


def test_a_person_in_parentheses_with_a_town_is_of_no_country() -> None:
    table = """
    Paule Paule PROPN ROOT 0
    ( ( PUNCT punct 2
    Tourouvre Tourouvre PROPN appos 0
    ) ) PUNCT punct 0
    . . PUNCT punct 0
    """
    assert triples(table, {"Paule": "Person", "Tourouvre": "Place"}) == set()


def test_places_listed_in_parentheses_lie_in_the_place_before_them() -> None:
    table = """
    Europe Europe PROPN ROOT 0
    ( ( PUNCT punct 2
    Espagne Espagne PROPN appos 0
    , , PUNCT punct 4
    Portugal Portugal PROPN conj 2
    ) ) PUNCT punct 0
    . . PUNCT punct 0
    """
    found = triples(table, {"Europe": "Place", "Espagne": "Place", "Portugal": "Place"})
    assert found == {("Espagne", "locatedIn", "Europe"), ("Portugal", "locatedIn", "Europe")}


def test_of_a_company_is_employed_there_and_of_a_party_a_member() -> None:
    table = """
    Paule Paule PROPN ROOT 0
    , , PUNCT punct 3
    du de ADP case 3
    {} {} NOUN nmod 0
    Velmont Velmont PROPN nmod 3
    . . PUNCT punct 0
    """
    names = {"Paule": "Person", "Velmont": "Organization"}
    assert triples(table.format("groupe", "groupe"), names) == {("Paule", "worksFor", "Velmont")}
    assert triples(table.format("parti", "parti"), names) == {("Paule", "memberOf", "Velmont")}


def test_a_section_is_a_part_of_what_it_is_a_section_of() -> None:
    table = """
    la le DET det 1
    section section NOUN ROOT 1
    parisienne parisien ADJ amod 1
    du de ADP case 4
    Velmont Velmont PROPN nmod 1
    """
    assert triples(table, {"Velmont": "Organization"}) == {("section parisienne du Velmont", "partOf", "Velmont")}


def test_the_stage_in_a_headline_is_of_the_race_that_opens_it() -> None:
    table = f"""
    Velmontaise Velmontaise PROPN ROOT 0
    : : PUNCT punct 3
    Paule Paule PROPN nsubj 3
    perd perdre VERB parataxis 0 {samples.FIN}
    la le DET det 5
    finale final NOUN obj 3
    """
    found = triples(table, {"Velmontaise": "Event", "Paule": "Person"})
    assert ("finale", "partOf", "Velmontaise") in found


def test_each_title_in_parentheses_is_of_the_name_before_it() -> None:
    table = """
    Présents présent ADJ ROOT 0
    : : PUNCT punct 2
    Paule Paule PROPN appos 0
    ( ( PUNCT punct 4
    présidente présidente NOUN nmod 2
    ) ) PUNCT punct 4
    , , PUNCT punct 7
    Berg Berg PROPN conj 2
    ( ( PUNCT punct 9
    trésorier trésorier NOUN nmod 7
    ) ) PUNCT punct 9
    , , PUNCT punct 12
    Duval Duval PROPN conj 2
    """
    found = triples(table, {"Paule": "Person", "Berg": "Person", "Duval": "Person"})
    assert found == {("Paule", "holdsPosition", "présidente"), ("Berg", "holdsPosition", "trésorier")}


def test_what_is_not_qualified_takes_no_part() -> None:
    table = """
    Velmont Velmont PROPN ROOT 0
    , , PUNCT punct 3
    non non ADV advmod 3
    qualifié qualifier VERB acl 0 VerbForm=Part|Tense=Past|Voice=Pass
    pour pour ADP case 6
    la le DET det 6
    finale finale NOUN obl:mod 3
    """
    assert statuses(table, {"Velmont": "Organization"}) == {("participatedIn", "negated")}


def test_no_place_is_an_event_and_no_town_the_towns_it_is_listed_with() -> None:
    heading = """
    Norvège Norvège PROPN ROOT 0
    : : PUNCT punct 2
    décès décès NOUN appos 0
    de de ADP case 4
    Berg Berg PROPN nmod 2
    """
    towns = """
    quartiers quartier NOUN ROOT 0
    de de ADP case 2
    Sauvières Sauvières PROPN nmod 0
    , , PUNCT punct 4
    Lorgeac Lorgeac PROPN appos 0
    """
    assert not classes(heading, {"Norvège": "Place", "Berg": "Person"})
    assert not classes(towns, {"Sauvières": "Place", "Lorgeac": "Place"})


def test_a_comparison_gives_no_title() -> None:
    """`comme un ministre` likens, `comme ministre` tells the office."""
    table = """
Comme comme ADP case 2
un un DET det 2 Definite=Ind
ministre ministre NOUN obl:mod 5
, , PUNCT punct 2
Berg Berg PROPN nsubj 5
attend attendre VERB ROOT 5 Mood=Ind|Tense=Pres|VerbForm=Fin
"""
    assert "holdsPosition" not in {relation for _, relation, _ in triples(table, {"Berg": "Person"})}


def test_a_place_before_a_colon_only_says_where() -> None:
    table = """
    Norvège Norvège PROPN ROOT 0
    : : PUNCT punct 3
    le le DET det 3
    nom nom NOUN appos 0 Gender=Masc|Number=Sing
    de de ADP case 5
    Altavia Altavia PROPN nmod 3
    """
    assert triples(table, {"Norvège": "Place", "Altavia": "Organization"}) == set()


def test_an_age_is_no_second_place() -> None:
    table = """
    Berg Berg PROPN nsubj 2
    est être AUX aux:tense 2 Mood=Ind|Tense=Pres|VerbForm=Fin
    mort mourir VERB ROOT 2 Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part
    à à ADP case 4
    Brest Brest PROPN obl:mod 2
    , , PUNCT punct 8
    à à ADP case 8
    l' le DET det 8
    âge âge NOUN obl:mod 2 Gender=Masc|Number=Sing
    de de ADP case 10
    raison raison NOUN nmod 8
    """
    assert triples(table, {"Berg": "Person", "Brest": "Place"}) == {("Berg", "diedIn", "Brest")}


def test_a_founder_without_complement_founded_what_the_passage_is_about() -> None:
    table = """
    Velmont Velmont PROPN nsubj 1
    grandit grandir VERB ROOT 1 VerbForm=Fin
    grâce grâce ADV case 5
    au à ADP fixed 2
    le le DET det 5 Definite=Def|Number=Sing
    fondateur fondateur NOUN obl:mod 1 Number=Sing
    , , PUNCT punct 7
    Paule Paule PROPN appos 5
    """
    assert triples(table, {"Velmont": "Organization", "Paule": "Person"}) == {("Paule", "founded", "Velmont")}


def test_an_office_for_a_place_is_not_the_place() -> None:
    table = """
    Paule Paule PROPN ROOT 0
    , , PUNCT punct 2
    directrice directeur NOUN appos 0 Number=Sing
    du de ADP case 4
    bureau bureau NOUN nmod 2 Number=Sing
    Afrique Afrique PROPN appos 4
    de de ADP case 7
    Velmont Velmont PROPN nmod 4
    """
    found = triples(table, {"Paule": "Person", "Afrique": "Place", "Velmont": "Organization"})
    assert ("Paule", "leads", "bureau Afrique de Velmont") in found
    assert not {t for t in found if "Afrique" in (t[0], t[2])}


def test_a_name_behind_a_preposition_on_its_first_word_is_no_title() -> None:
    """`l'avocate de Luc Tessier`, the second word hung on the noun beside the first."""
    table = """
    avocate avocat NOUN nsubj 4 Number=Sing
    de de ADP case 2
    Luc Luc PROPN nmod 0
    Tessier Tessier PROPN nmod 0
    parle parler VERB ROOT 4 VerbForm=Fin
    """
    assert ("Luc Tessier", "holdsPosition", "avocate") not in triples(table, {"Luc Tessier": "Person"})
    assert not any(p == "holdsPosition" for _, p, _ in triples(table, {"Luc Tessier": "Person"}))


def test_a_noun_behind_a_bracket_is_said_of_no_name_before_it() -> None:
    """`a donné à la Norlande (Ostrava) une date`."""
    table = """
    donne donner VERB ROOT 0 VerbForm=Fin
    à à ADP case 2
    Norlande Norlande PROPN obl:arg 0
    ( ( PUNCT punct 4
    Ostrava Ostrava PROPN appos 2
    ) ) PUNCT punct 4
    une un DET det 7
    date date NOUN appos 2 Number=Sing
    """
    assert classes(table, {"Norlande": "Place", "Ostrava": "Place"}) == []


def test_who_does_not_miss_an_event_takes_part() -> None:
    table = """
    Paule Paule PROPN nsubj 3
    n' ne ADV advmod 3
    a avoir AUX aux:tense 3 VerbForm=Fin
    manqué manquer VERB ROOT 3 Tense=Past|VerbForm=Part
    pas pas ADV advmod 3
    le le DET det 6
    Régal Régal PROPN obj 3
    """
    assert ("participatedIn", "asserted") in statuses(table, {"Paule": "Person", "Régal": "Event"})


def test_who_stands_for_a_country_represents_it() -> None:
    """`Paule et Luc, représentant la Norlande`, which the tagger takes for a noun."""
    table = """
    Paule Paule PROPN nsubj 8
    et et CCONJ cc 2
    Luc Luc PROPN conj 0
    , , PUNCT punct 4
    représentant représentant NOUN appos 0 Number=Sing
    la le DET det 6
    Norlande Norlande PROPN nmod 4
    , , PUNCT punct 4
    gagnent gagner VERB ROOT 8 VerbForm=Fin
    """
    found = triples(table, {"Paule": "Person", "Luc": "Person", "Norlande": "Place"})
    assert {t for t in found if t[1] == "represents"} == {("Paule", "represents", "Norlande"), ("Luc", "represents", "Norlande")}
    assert classes(table, {"Paule": "Person", "Luc": "Person", "Norlande": "Place"}) == []


def test_a_word_behind_another_preposition_is_none_of_the_idiom() -> None:
    table = """
    Berg Berg PROPN nsubj 1
    reprend reprendre VERB ROOT 1 Mood=Ind|Tense=Pres|VerbForm=Fin
    le le DET det 3
    dessus dessus NOUN obj 1
    à à ADP case 6
    la le DET det 6
    suite suite NOUN obl:mod 1
    de de ADP case 8
    Lund Lund PROPN nmod 6
    """
    assert not {p for _, p, _ in triples(table, {"Berg": "Person", "Lund": "Person"})} & {"succeeded"}


def test_the_agency_of_a_dateline_is_no_other_name() -> None:
    table = """
    OSTRAVA OSTRAVA PROPN ROOT 0
    ( ( PUNCT punct 2
    Velmont Velmont PROPN appos 0
    ) ) PUNCT punct 2
    - - PUNCT punct 0
    Paule Paule PROPN nsubj 6
    sourit sourire VERB ROOT 6 VerbForm=Fin
    """
    assert triples(table, {"OSTRAVA": "Place", "Velmont": "Place", "Paule": "Person"}) == set()


def beside_a_name(noun: str) -> str:
    return f"""
    Paule Paule PROPN nsubj 1
    montre montrer VERB ROOT 1 {samples.FIN}
    le le DET det 3
    {noun} {noun} NOUN obj 1 Number=Sing
    Kelbor Kelbor PROPN nmod 3
    """


def test_what_bears_the_name_of_its_maker_or_owner_is_not_what_the_name_names() -> None:
    names = {"Paule": "Person", "Kelbor": "Organization"}
    assert (classes(beside_a_name("groupe"), names), classes(beside_a_name("calendrier"), names)) == (["groupe"], [])


def test_a_phrase_ends_where_the_quotation_ends_that_began_before_it() -> None:
    doc = samples.parse(
        """
        « « PUNCT punct 1
        mentor mentor NOUN ROOT 1
        » » PUNCT punct 1
        des de ADP case 4
        autres autre NOUN nmod 1
        propos propos NOUN dep 1
        « « PUNCT punct 7
        odieux odieux ADJ amod 5
        » » PUNCT punct 7
        """
    )
    assert within_marks(doc, 1, 1, 5) == 2
    assert label_of(doc, 5, 8) == "propos « odieux »"


def test_a_region_in_brackets_is_no_name_of_the_works_before_it() -> None:
    table = """
    L' le DET det 1
    usine usine NOUN nsubj 7
    de de ADP case 3
    Givray Givray PROPN nmod 1
    ( ( PUNCT punct 5
    Ardèche Ardèche PROPN appos 1
    ) ) PUNCT punct 5
    ferme fermer VERB ROOT 7 Mood=Ind|Tense=Pres|VerbForm=Fin
    """
    assert triples(table, {"Givray": "Place", "Ardèche": "Place"}) == {("Givray", "locatedIn", "Ardèche")}


def test_the_name_behind_what_one_is_the_head_of_is_the_heads() -> None:
    table = f"""
    Le le DET det 1
    chef chef NOUN nsubj 5
    de de ADP case 3
    police police NOUN nmod 1
    Paule Paule PROPN appos 1
    parle parler VERB ROOT 5 {samples.FIN}
    """
    titles = {o for s, p, o in triples(table, {"Paule": "Person"}) if p == "holdsPosition"}
    assert titles == {"chef de police"}


def test_what_is_said_of_the_place_at_the_comma_is_not_said_of_the_spot_in_it() -> None:
    table = f"""
    Paule Paule PROPN nsubj 1
    vit vivre VERB ROOT 1 {samples.FIN}
    dans dans ADP case 4
    le le DET det 4
    centre centre NOUN obl:mod 1
    d' de ADP case 6
    Alba Alba PROPN nmod 4
    , , PUNCT punct 9
    la le DET det 9
    capitale capitale NOUN appos 4
    de de ADP case 11
    Ruthénie Ruthénie PROPN nmod 9
    """
    found = triples(table, {"Paule": "Person", "Alba": "Place", "Ruthénie": "Place"})
    assert {(s, o) for s, p, o in found if p == "capitalOf"} == {("Alba", "Ruthénie")}


@pytest.mark.parametrize(
    ("words", "status"),
    [("future futur ADJ amod 3", "planned"), ("prétendue prétendre ADJ amod 3", "hedged"), ("jamais jamais ADV advmod 3", "negated"), ("grande grand ADJ amod 3", "asserted")],
)
def test_a_title_is_meant_as_its_own_words_mean_it(words: str, status: str) -> None:
    table = f"""
    Paule Paule PROPN nsubj 5
    , , PUNCT punct 3
    {words}
    ministre ministre NOUN appos 0
    , , PUNCT punct 3
    parle parler VERB ROOT 5 {samples.FIN}
    """
    assert statuses(table, {"Paule": "Person"}) == {("holdsPosition", status)}


def test_who_does_not_become_it_is_not() -> None:
    table = f"""
    Paule Paule PROPN nsubj 2
    ne ne ADV advmod 2
    deviendra devenir VERB ROOT 2 {samples.FUT}
    pas pas ADV advmod 2
    ministre ministre NOUN obj 2
    """
    assert ("holdsPosition", "negated") in statuses(table, {"Paule": "Person"})
    assert ("holdsPosition", "asserted") not in statuses(table, {"Paule": "Person"})


def test_a_chain_of_places_in_brackets_ends_with_its_country() -> None:
    table = """
    Givray Givray PROPN ROOT 0
    ( ( PUNCT punct 2
    Ardèche Ardèche PROPN appos 0
    , , PUNCT punct 4
    France France PROPN appos 0
    ) ) PUNCT punct 0
    . . PUNCT punct 0
    """
    found = triples(table, {"Givray": "Place", "Ardèche": "Place", "France": "Place"})
    assert found == {("Givray", "locatedIn", "Ardèche"), ("Givray", "locatedIn", "France")}


def test_one_of_a_make_is_not_called_so() -> None:
    table = """
    Un un DET det 1
    mannequin mannequin NOUN nsubj 3
    Velmont Velmont PROPN nmod 1
    tombe tomber VERB ROOT 3 Mood=Ind|Tense=Pres|VerbForm=Fin
    """
    assert triples(table, {"Velmont": "Person"}) == set()
    assert triples(table.replace("Un un", "Le le"), {"Velmont": "Person"}) == {("Velmont", "holdsPosition", "mannequin")}


def test_a_title_ends_before_the_name_that_the_parser_reads_as_an_adjective() -> None:
    table = """
    Le le DET det 1
    cardinal cardinal NOUN nsubj 6
    Paul Paul PROPN amod 1
    Roux Roux PROPN flat:name 2
    est être AUX cop 6
    l' le DET det 6
    adversaire adversaire NOUN ROOT 6
    """
    doc = samples.parse(table, {"Paul Roux": "Person"})
    doc._.gb_entities[0]["mentions"] = [[1, 2, "nominal"], [2, 4, "name"]]
    found = StatementReader(doc, "fr", index_frames([]), read_operators("fr"), closed=True).statements(floor=0.0)
    assert [s["object"]["label"] for s in found if s["predicate"] == "holdsPosition"][:1] == ["cardinal"]


def test_a_nationality_is_that_of_a_country() -> None:
    table = """
    Roux Roux PROPN nsubj 1
    possède posséder VERB ROOT 1 Mood=Ind|Tense=Pres|VerbForm=Fin
    la le DET det 4
    double double ADJ amod 4
    nationalité nationalité NOUN obj 1
    """
    own = index_frames([parse_pattern("nationality", "verb", "S posséder O")])
    doc = samples.parse(table, {"Roux": "Person"})
    reader = StatementReader(doc, "fr", own, read_operators("fr"), closed=True)
    assert not [s for s in reader.statements(floor=0.0) if s["predicate"] == "nationality"]
