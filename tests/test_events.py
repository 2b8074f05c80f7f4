"""Events get the date and the place that the text gives them."""

from __future__ import annotations

from typing import Any

import relation_samples as samples

from graphbuild.relations.grammar.operators import read_operators
from graphbuild.relations.lexicon import index_frames, parse_pattern
from graphbuild.relations.reader import StatementReader

WON = index_frames(
    [
        parse_pattern("won", "verb", "S remporter O:Event"),
        parse_pattern("bornIn", "verb", "S naître à|dans O:Place"),
        parse_pattern("occurredOn", "verb", "X reporter S:Event à O:Date"),
    ]
)


def found(table: str, names: dict[str, str], values: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    doc = samples.parse(table, names)
    doc._.gb_values = values
    reader = StatementReader(doc, "fr", WON, read_operators("fr"), closed=True)
    entities = doc._.gb_entities

    def label(ref: dict[str, Any]) -> str:
        return str(entities[ref["entity"]]["label"] if "entity" in ref else ref["label"])

    return {(label(s["subject"]), s["predicate"], label(s["object"])) for s in reader.statements(floor=0.0)}


def date(start: int, end: int, value: str) -> dict[str, Any]:
    return {"start": start, "end": end, "label": "DATE", "value": value, "datatype": "xsd:date", "details": {}}


def test_who_wins_an_event_wins_it_when_and_where_it_is_held() -> None:
    table = f"""
    Dorval Dorval PROPN nsubj 1
    remporte remporter VERB ROOT 1 {samples.FIN}
    dimanche dimanche NOUN obl:mod 1
    la le DET det 4
    Ronde Ronde PROPN obj 1
    à à ADP case 6
    Ostrava Ostrava PROPN obl:mod 1
    """
    names = {"Dorval": "Person", "Ronde": "Event", "Ostrava": "Place"}
    assert found(table, names, [date(2, 3, "2024-06-02")]) >= {("Ronde", "occurredOn", "dimanche"), ("Ronde", "tookPlaceIn", "Ostrava")}


def test_date_and_place_set_off_behind_an_event() -> None:
    table = f"""
    Le le DET det 1
    procès procès NOUN nsubj 9
    de de ADP case 3
    Dorval Dorval PROPN nmod 1
    , , PUNCT punct 5
    samedi samedi NOUN obl:mod 9
    à à ADP case 7
    Ostrava Ostrava PROPN nmod 5
    , , PUNCT punct 5
    surprend surprendre VERB ROOT 9 {samples.FIN}
    """
    said = found(table, {"Dorval": "Person", "Ostrava": "Place"}, [date(5, 6, "2024-06-01")])
    assert said >= {("procès de Dorval", "occurredOn", "samedi"), ("procès de Dorval", "tookPlaceIn", "Ostrava")}


def test_of_two_places_the_nearer_is_the_place_of_birth() -> None:
    table = f"""
    Dorval Dorval PROPN nsubj 2
    est être AUX aux:tense 2
    née naître VERB ROOT 2 {samples.PART}
    à à ADP case 4
    Ostrava Ostrava PROPN obl:arg 2
    , , PUNCT punct 8
    dans dans ADP case 8
    le le DET det 8
    Montreval Montreval PROPN obl:mod 2
    """
    said = found(table, {"Dorval": "Person", "Ostrava": "Place", "Montreval": "Place"}, [])
    assert {o for _, p, o in said if p == "bornIn"} == {"Ostrava"}


def test_what_parsers_hang_on_whose_event_it_is_tells_where() -> None:
    table = f"""
    Le le DET det 1
    concert concert NOUN nsubj 6
    de de ADP case 3
    Dorval Dorval PROPN nmod 1
    à à ADP case 5
    Ostrava Ostrava PROPN nmod 3
    plaît plaire VERB ROOT 6 {samples.FIN}
    """
    assert ("concert de Dorval", "tookPlaceIn", "Ostrava") in found(table, {"Dorval": "Person", "Ostrava": "Place"}, [])


def test_works_in_a_town_are_a_part_of_their_owner() -> None:
    table = f"""
    L' le DET det 1
    usine usine NOUN nsubj 5
    Velmont Velmont PROPN nmod 1
    de de ADP case 4
    Ostrava Ostrava PROPN nmod 2
    ferme fermer VERB ROOT 5 {samples.FIN}
    """
    said = found(table, {"Velmont": "Organization", "Ostrava": "Place"}, [])
    assert not any(s == "Velmont" and p == "locatedIn" for s, p, _ in said)


def test_the_day_on_which_an_event_is_put_off_is_not_its_own() -> None:
    table = f"""
    Le le DET det 1
    concert concert NOUN nsubj:pass 4
    a avoir AUX aux:tense 4 {samples.FIN}
    été être AUX aux:pass 4 {samples.PART}
    reporté reporter VERB ROOT 4 {samples.PART}
    {{}} {{}} ADP case 6
    samedi samedi NOUN obl:mod 4
    """
    said = {case: found(table.format(case, case), {}, [date(6, 7, "2024-06-01")]) for case in ("à", "depuis")}
    assert ("concert", "occurredOn", "samedi") in said["à"]
    assert not said["depuis"]
