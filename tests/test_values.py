"""Dates, times and figures: read on hand-built documents, without a model."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from graphbuild.language.fr.tokenizer import FrenchTokenizer
from graphbuild.language.values.component import Values

BLANK = spacy.blank("fr")
TOKENIZE = FrenchTokenizer(BLANK.vocab)
VALUES = Values()
DAY = "2025-12-02"  # a Tuesday


def read(text: str, *, today: str | None = DAY, tags: dict[str, str] | None = None) -> list[tuple[str, str, str, dict]]:
    """Words, label, value and details of every value; `tags` gives words their part of speech (else NOUN for none)."""
    doc = TOKENIZE(text)
    if tags is not None:
        for token in doc:
            token.pos_ = tags.get(
                token.text, "PUNCT" if not token.text[0].isalnum() else "NUM" if token.text[0].isdigit() else "X"
            )
    doc._.gb_document_date = today
    VALUES(doc)
    return [(doc[v["start"] : v["end"]].text, v["label"], v["value"], v["details"]) for v in doc._.gb_values]


def one(text: str, **options) -> tuple[str, str, str, dict]:
    found = read(text, **options)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Il est né le 7 mai 2017.", "7 mai 2017", "2017-05-07"),
        ("Il est né le 1er mai 2017.", "1er mai 2017", "2017-05-01"),
        ("Il est né le 1 er mai 2017.", "1 er mai 2017", "2017-05-01"),
        ("Publié le 2025-11-30.", "2025-11-30", "2025-11-30"),
        ("Publié le 12/03/2021.", "12/03/2021", "2021-03-12"),
        ("Fondée en mars 2020, elle dure.", "mars 2020", "2020-03"),
        ("Fondée en 1911.", "1911", "1911"),
        ("Le bail court depuis 2009.", "2009", "2009"),
        ("Un roman du XXe siècle.", "XXe siècle", "19XX"),
        ("Dans les années 1950, tout change.", "années 1950", "195X"),
        ("Au premier trimestre 2024, elle recule.", "premier trimestre 2024", "2024-01/2024-03"),
        ("Né au printemps 2019.", "printemps 2019", "2019-21"),
        ("La guerre de 2009 à 2012.", "2009 à 2012", "2009/2012"),
        ("Il a été fermé hier.", "hier", "2025-12-01"),
        ("Il a été reçu lundi.", "lundi", "2025-12-01"),
        ("Il a été reçu mardi dernier.", "mardi dernier", "2025-11-25"),
        ("Vu le mois dernier.", "mois dernier", "2025-11"),
        ("Vu en mars.", "mars", "2025-03"),
        ("Vu le 20 octobre dernier.", "20 octobre dernier", "2025-10-20"),
        ("Vu la semaine prochaine.", "semaine prochaine", "2025-W50"),
        ("Vu l'an dernier.", "l'an dernier", "2024"),
        ("Vu il y a trois ans.", "il y a trois ans", "2022"),
        ("Vu il y a deux semaines.", "il y a deux semaines", "2025-11-18"),
        ("Vu mi-avril.", "mi-avril", "2025-04"),
        ("Tout change du 3 au 9 juin 2024.", "du 3 au 9 juin 2024", "2024-06-03/2024-06-09"),
        ("Dimanche soir vers 17h40, il part.", "Dimanche soir vers 17h40", "2025-11-30T17:40:00"),
    ],
)
def test_dates_are_normalised_to_reduced_precision(text, words, value):
    assert one(text)[:3] == (words, "DATE", value)


@pytest.mark.parametrize(
    ("text", "sign"),
    [("Il court depuis 2009.", ">="), ("Fini d'ici 2030.", "<="), ("Vu avant 2030.", "<"), ("Vu vers 1950.", "~")],
)
def test_the_side_of_a_date_is_told(text, sign):
    assert one(text)[3]["comparator"] == sign


def test_the_end_of_the_year_has_the_year_as_value():
    words, label, value, details = one("Prêt d'ici à la fin de l'année.")
    assert (words, label, value) == ("la fin de l'année", "DATE", "2025")
    assert details == {"part": "end", "comparator": "<="}


def test_a_future_verb_turns_a_bare_date_to_the_future():
    words = ["Il", "viendra", "en", "mars", "."]
    doc = Doc(
        BLANK.vocab,
        words=words,
        pos=["PRON", "VERB", "ADP", "NOUN", "PUNCT"],
        heads=[1, 1, 3, 1, 1],
        deps=["nsubj", "ROOT", "case", "obl:mod", "punct"],
    )
    doc[1].set_morph("Tense=Fut|VerbForm=Fin")
    doc._.gb_document_date = DAY
    assert VALUES(doc)._.gb_values[0]["value"] == "2026-03"


def test_without_a_day_of_report_relative_dates_keep_their_words():
    assert one("Vu hier.", today=None)[2] == "hier"
    assert one("Vu le 7 mai.", today=None)[2] == "--05-07"


def test_a_dateline_stands_for_the_day_of_the_report():
    found = read("Un titre\n\n7 mai 2017. –\nIl a été élu hier.", today=None)
    assert [value[2] for value in found] == ["2017-05-07", "2017-05-06"]


def test_a_day_that_no_calendar_has_is_no_date():
    assert all(value[0] != "31 février 2020" for value in read("Vu le 31 février 2020."))


@pytest.mark.parametrize(
    ("text", "words", "label", "value"),
    [
        ("Elle vaut 2,7 milliards d'euros.", "2,7 milliards d'euros", "MONEY", "2700000000"),
        ("Elle vaut 12 M$.", "12 M$", "MONEY", "12000000"),
        ("Elle vaut 149 €.", "149 €", "MONEY", "149"),
        ("Un parc de 3 000 m².", "3 000 m²", "QUANTITY", "3000"),
        ("Il fait 12 °C.", "12 °C", "QUANTITY", "12"),
        ("Il fait 12\u00a0°C.", "12\u00a0°C", "QUANTITY", "12"),
        ("Le relais 4x100 m.", "4x100 m", "QUANTITY", "4x100 m"),
        ("Il a franchi 5m98.", "5m98", "QUANTITY", "5.98"),
        ("Il revendique 1,1 million.", "1,1 million", "QUANTITY", "1100000"),
        ("Le cours gagne 3,05 %.", "3,05 %", "PERCENT", "3.05"),
        ("Il a 39 ans.", "39 ans", "DURATION", "P39Y"),
        ("Cela dure deux ans et demi.", "deux ans et demi", "DURATION", "P30M"),
        ("Une victoire 3-1.", "3-1", "QUANTITY", "3-1"),
        ("Cinquante-deux salariés.", "Cinquante-deux salariés", "QUANTITY", "52"),
        ("Il part à 6 h 40.", "6 h 40", "TIME", "06:40:00"),
    ],
)
def test_figures_have_a_decimal_or_iso_value(text, words, label, value):
    assert one(text)[:3] == (words, label, value)


def test_the_unit_is_the_counted_noun_phrase_and_the_comparator_belongs_to_the_span():
    tags = {
        "utilisateurs": "NOUN",
        "hebdomadaires": "ADJ",
        "millions": "NOUN",
        "d'": "ADP",
        "plus": "ADV",
        "de": "ADP",
        "Il": "PRON",
        "a": "VERB",
    }
    words, label, value, details = one("Il a plus de 800 millions d'utilisateurs hebdomadaires.", tags=tags)
    assert words == "plus de 800 millions d'utilisateurs hebdomadaires"
    assert (label, value) == ("QUANTITY", "800000000")
    assert details == {"amount": 800000000.0, "unit": "utilisateurs hebdomadaires", "comparator": ">"}


def test_a_change_keeps_both_ends_and_shares_the_unit():
    before, after = read("La base passe de 450 millions à 650 millions d'utilisateurs.")
    assert before[3]["to_amount"] == 650_000_000 and before[3]["unit"] == "utilisateurs"
    assert after[0] == "650 millions d'utilisateurs" and after[3]["from_amount"] == 450_000_000


def test_a_scale_said_once_counts_for_both_ends():
    before, _ = read("Le budget est passé de 9 à 14 millions d'euros.")
    assert (before[1], before[2]) == ("MONEY", "9000000")


def test_a_range_is_no_change():
    words, label, value, details = one("Entre 10 et 15 % des voix.")
    assert (label, value) == ("PERCENT", "10/15")
    assert (details["low"], details["high"]) == (10, 15) and "from_amount" not in details


def test_rates_name_their_period():
    assert one("Elle coûte 149 euros par mois.")[3]["period"] == "mois"


@pytest.mark.parametrize(
    "text",
    [
        "Voir l'article 49.",
        "Voir page 12.",
        "La 11e étape.",
        "Le 1er.",
        "Voir 99/99/9999.",
        "Deux d'entre eux.",
        "Un bâtiment neuf.",
    ],
)
def test_figures_of_order_and_words_that_count_nothing_are_no_values(text):
    assert read(text) == []


def test_the_dash_of_a_list_is_no_sign():
    assert [value[2] for value in read("Prix :\n- 12 €\n- 13 €")] == ["12", "13"]


def test_a_year_is_not_taken_for_a_count_nor_a_count_for_a_year():
    assert read("En 2001, 2 000 salariés partent.")[0][1:3] == ("DATE", "2001")
    assert read("Il fut en 2014 candidat.", tags={"candidat": "NOUN"})[0][1:3] == ("DATE", "2014")
    assert read("Elle emploie 2000 salariés.", tags={"salariés": "NOUN"})[0][1] == "QUANTITY"


def test_values_stay_out_of_names():
    doc = TOKENIZE("Le modèle Orion 4 coûte 20 euros.")
    doc.ents = [Span(doc, 2, 4, label="PRODUCT")]
    VALUES(doc)
    assert [doc[v["start"] : v["end"]].text for v in doc._.gb_values] == ["20 euros"]
    assert [ent.text for ent in doc.ents] == ["Orion 4"]


def test_a_date_taken_for_a_place_is_given_back():
    doc = TOKENIZE("Fondée en mars 2020.")
    doc.ents = [Span(doc, 2, 4, label="LOC")]
    VALUES(doc)
    assert not doc.ents and doc._.gb_values[0]["value"] == "2020-03"


def test_values_are_sorted_and_also_spans():
    doc = TOKENIZE("Le 7 mai 2017, 62 salariés ont touché 12 €.")
    VALUES(doc)
    spans = doc.spans["values"]
    assert [span.label_ for span in spans] == ["DATE", "QUANTITY", "MONEY"]
    assert [(span.start, span.end) for span in spans] == [(v["start"], v["end"]) for v in doc._.gb_values]


def test_the_factory_is_registered():
    nlp = spacy.blank("fr")
    nlp.add_pipe("graphbuild_values")
    assert [value["label"] for value in nlp("Elle vaut 149 €.")._.gb_values] == ["MONEY"]
