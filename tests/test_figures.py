"""A figure goes to the thing it is said of, with what it measures."""

from __future__ import annotations

from typing import Any

import relation_samples as samples

from graphbuild.relations.grammar.operators import read_operators
from graphbuild.relations.lexicon import Lexicon, index_frames, parse_pattern
from graphbuild.relations.reader import StatementReader

REACH = index_frames(
    [
        parse_pattern("hasMeasure", "verb", "S atteindre O:Quantity"),
        parse_pattern("hasMeasure", "verb", "S passer de X:Quantity à O:Quantity"),
        parse_pattern("hasMeasure", "verb", "S remporter O:Quantity"),
        parse_pattern("hasMeasure", "verb", "X vendre S:Product|Concept O:Quantity"),
        parse_pattern("hasMeasure", "verb", "S vendre O:Quantity"),
    ]
)


def value(start: int, end: int, label: str, amount: str, **details: str | float) -> dict[str, Any]:
    kind = {"DURATION": "xsd:duration"}.get(label, "xsd:decimal")
    return {"start": start, "end": end, "label": label, "value": amount, "datatype": kind, "details": {"amount": float(amount), **details}}


def figures(table: str, names: dict[str, str], values: list[dict[str, Any]], using: Lexicon = REACH) -> list[tuple[str, str, str, str]]:
    """Bearer, figure, what it measures, word of change; sorted."""
    doc = samples.parse(table, names)
    doc._.gb_values = values
    reader = StatementReader(doc, "fr", using, read_operators("fr"), closed=True)
    entities = doc._.gb_entities
    found = [s for s in reader.statements(floor=0.0) if s["predicate"] == "hasMeasure"]
    return sorted(
        (
            entities[s["subject"]["entity"]]["label"],
            s["object"]["label"],
            s["object"]["details"].get("measured", ""),
            s["object"]["details"].get("change", ""),
        )
        for s in found
    )


def test_a_measure_of_a_thing_is_said_of_the_thing() -> None:
    table = f"""
    Le le DET det 1
    bénéfice bénéfice NOUN nsubj 5
    de de ADP case 3
    Velmont Velmont PROPN nmod 1
    a avoir AUX aux:tense 5
    atteint atteindre VERB ROOT 5 {samples.FIN}
    12 12 NUM nummod 7
    euros euro NOUN obj 5
    """
    found = figures(table, {"Velmont": "Organization"}, [value(6, 8, "MONEY", "12", unit="euros")])
    assert found == [("Velmont", "12 euros", "bénéfice", "")]


def test_both_ends_of_a_change_are_found_against_the_parse() -> None:
    """The parser makes one phrase of `9 à 14 places`."""
    table = f"""
    Velmont Velmont PROPN nsubj 2
    est être AUX aux:tense 2
    passé passer VERB ROOT 2 {samples.FIN}
    de de ADP case 7
    9 9 NUM nummod 7
    à à ADP case 6
    14 14 NUM obl:arg 4
    places place NOUN obl:arg 2
    """
    ends = [value(4, 5, "QUANTITY", "9", unit="places", to_amount=14.0), value(6, 8, "QUANTITY", "14", unit="places", from_amount=9.0)]
    assert figures(table, {"Velmont": "Organization"}, ends) == [("Velmont", "14 places", "", ""), ("Velmont", "9", "", "")]


def test_what_is_counted_has_no_price() -> None:
    """`vendre 9 000 places`: sold are the places, and they are no price of themselves."""
    table = f"""
    Velmont Velmont PROPN nsubj 1
    vend vendre VERB ROOT 1 {samples.FIN}
    9 9 NUM nummod 3
    places place NOUN obj 1
    """
    assert figures(table, {"Velmont": "Organization"}, [value(2, 4, "QUANTITY", "9", unit="places")]) == [("Velmont", "9 places", "", "")]


def test_contrasted_shares_have_each_their_own_bearer() -> None:
    """`remporte 66 % contre 34 % pour Y`, and `Y (3-1)` gives no score to who lost."""
    table = f"""
    Velmont Velmont PROPN nsubj 1
    remporte remporter VERB ROOT 1 {samples.FIN}
    66 66 NUM nummod 3
    % % NOUN obj 1
    contre contre ADP case 6
    34 34 NUM nummod 6
    % % NOUN nmod 3
    pour pour ADP case 8
    Ostrava Ostrava PROPN obl:mod 1
    ( ( PUNCT punct 10
    3-1 3-1 NUM appos 8
    ) ) PUNCT punct 10
    """
    shares = [value(2, 4, "PERCENT", "66"), value(5, 7, "PERCENT", "34"), {**value(10, 11, "QUANTITY", "3", unit="score"), "value": "3-1"}]
    found = figures(table, {"Velmont": "Organization", "Ostrava": "Organization"}, shares)
    assert found == [("Ostrava", "34 %", "", ""), ("Velmont", "66 %", "", "")]


def test_a_rise_says_by_how_much_and_a_staff_belongs_to_a_body() -> None:
    table = """
    Velmont Velmont PROPN ROOT 0
    , , PUNCT punct 3
    450 450 NUM nummod 3
    salariés salarié NOUN appos 0
    , , PUNCT punct 0
    annonce annoncer VERB acl 0
    une un DET det 7
    hausse hausse NOUN obj 5
    de de ADP case 10
    3 3 NUM nummod 10
    % % NOUN nmod 7
    """
    values = [value(2, 4, "QUANTITY", "450", unit="salariés"), value(9, 11, "PERCENT", "3", unit="%")]
    found = figures(table, {"Velmont": "Organization"}, values)
    assert found == [("Velmont", "3 %", "", "hausse"), ("Velmont", "450 salariés", "", "")]


def test_a_bare_number_behind_a_place_counts_nothing() -> None:
    """`Guerval (2B)` gives the department."""
    table = """
    Guerval Guerval PROPN ROOT 0
    ( ( PUNCT punct 2
    33 33 NUM appos 0
    ) ) PUNCT punct 2
    """
    bare = [value(2, 3, "QUANTITY", "33")]
    assert figures(table, {"Guerval": "Place"}, bare) == []
    assert figures(table, {"Guerval": "Organization"}, bare) == [("Guerval", "33", "", "")]
