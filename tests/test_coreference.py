"""Coreference on parsed texts: what refers to whom, and what is left alone."""

from __future__ import annotations

import pytest
from coreference_samples import PARSED, make_doc

from graphbuild.language.coreference.component import Coreference
from graphbuild.language.coreference.lexicon import read_coreference
from graphbuild.language.coreference.names import (
    is_acronym_of,
    is_misspelt_person,
    is_short_body,
    is_short_person,
    may_abbreviate,
)
from graphbuild.resources import ontology_path, read_yaml

LEXICON = read_coreference("fr")
COREFERENCE = Coreference(LEXICON)


def entities(name: str) -> dict[str, list[str]]:
    """The entities of a sample by label, with the words of their mentions."""
    doc = COREFERENCE(make_doc(name))
    return {e["label"]: [doc[start:end].text for start, end, _ in e["mentions"]] for e in doc._.gb_entities}


# --- names ---


def test_a_surname_goes_with_the_full_name() -> None:
    assert entities("surname")["Inès Kervadec"] == ["Inès Kervadec", "Kervadec"]


def test_of_two_of_one_family_the_title_tells() -> None:
    found = entities("family")
    assert found["Inès Kervadec"] == ["Inès Kervadec", "Kervadec"]
    assert found["Paul Kervadec"] == ["Paul Kervadec"]


def test_an_acronym_in_parentheses() -> None:
    assert entities("acronym") == {"Office central des phares": ["Office central des phares", "OCP", "OCP"]}


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("OMS", "Organisation mondiale de la santé", True),
        ("R.A.T.P.", "Régie autonome des transports parisiens", True),
        ("Onu", "Organisation des Nations unies", True),
        ("R4C", "Rassemblement des quatre cantons", True),
        ("OMS", "Organisation mondiale du commerce", False),
        ("Santé", "Organisation mondiale de la santé", False),
        ("os", "Organisation mondiale de la santé", False),
    ],
)
def test_acronyms(short: str, full: str, expected: bool) -> None:
    assert is_acronym_of(short, full) is expected


def test_an_acronym_of_syllables_only_in_parentheses() -> None:
    assert may_abbreviate("INSEE", "Institut national de la statistique et des études économiques")
    assert not may_abbreviate("INSEE", "Ministère de l'Économie")


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Kervadec", "Inès Kervadec", True),
        ("Inès", "Inès Kervadec", True),
        ("I. Kervadec", "Inès Kervadec", True),
        ("P. Kervadec", "Inès Kervadec", False),
        ("Le Bihan", "Ronan Le Bihan", True),
        ("Bihan", "Ronan Le Bihan", False),
        ("Jean Morel", "Jean Paul Morel", True),
        ("Paul Morel", "Jean Morel", False),
        ("Inès Kervadec", "Kervadec", False),
        ("Auriol", "Léon Auriol d'Estrade", True),
    ],
)
def test_short_forms_of_persons(short: str, full: str, expected: bool) -> None:
    assert is_short_person(short, full, LEXICON) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Karim Benkassem", "Karim Benkasem", True),
        ("Martin Kervadec", "Martine Kervadec", False),
        ("Paulo Tessier", "Paula Tessier", False),
        ("Inès Kervadec", "Paul Kervadec", False),
    ],
)
def test_one_letter_amiss_in_the_name_of_a_person(one: str, other: str, expected: bool) -> None:
    assert is_misspelt_person(one, other) is expected


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Commission", "Commission européenne", True),
        ("Valmora", "Valmora SA", True),
        ("Gamma", "Gamma 3", False),
        ("européenne", "Commission européenne", False),
    ],
)
def test_short_forms_of_bodies(short: str, full: str, expected: bool) -> None:
    assert is_short_body(short, full, LEXICON) is expected


# --- descriptions ---


def test_a_title_is_a_mention_and_takes_the_name_up_later() -> None:
    assert entities("title") == {"Paul Morel": ["patron", "Paul Morel", "patron"]}


def test_an_apposition_teaches_what_a_thing_is_called() -> None:
    doc = COREFERENCE(make_doc("apposition"))
    (lumo,) = doc._.gb_entities
    assert [doc[start:end].text for start, end in lumo["descriptions"]] == ["assistant vocal"]
    assert [doc[start:end].text for start, end, _ in lumo["mentions"]] == ["Lumo", "assistant"]


def test_nouns_of_one_group_are_said_of_one_person() -> None:
    assert entities("role")["Inès Kervadec"] == ["Inès Kervadec", "patronne"]


def test_a_deed_teaches_a_noun() -> None:
    assert entities("deed")["Paul Morel"] == ["Paul Morel", "fondateur"]


def test_a_participle_that_names() -> None:
    assert entities("naming") == {"Point bleu": ["réunion", "Point bleu", "réunion"]}


def test_a_class_noun_stands_for_the_only_name_of_its_class() -> None:
    assert entities("class") == {"Valmora": ["Valmora", "entreprise"], "Lumo": ["Lumo"]}


def test_a_city_is_told_by_its_preposition() -> None:
    assert entities("city")["Lille"] == ["Lille", "ville"]


def test_a_memo_is_a_document() -> None:
    assert entities("memo") == {"mémo interne": ["mémo interne", "document"]}


@pytest.mark.parametrize("name", ["argument", "other", "indefinite", "accuser"])
def test_what_must_not_stand_for_the_name(name: str) -> None:
    assert entities(name) == {"Valmora": ["Valmora"]}


def test_another_nationality_is_another_president() -> None:
    assert entities("nation") == {"Luc Tessier": ["président italien", "Luc Tessier"]}


def test_the_winner_is_who_the_text_says_it_is() -> None:
    doc = COREFERENCE(make_doc("identity"))
    (morel,) = doc._.gb_entities
    assert [doc[start:end].text for start, end in morel["descriptions"]] == ["vainqueur"]


def test_the_man_is_who_was_named_since() -> None:
    assert entities("man")["Luc Tessier"] == ["Luc Tessier", "homme"]


# --- pronouns ---


def test_gender_by_first_names() -> None:
    assert entities("gender") == {"Paul Morel": ["Paul Morel", "Il"], "Marie Leroux": ["Marie Leroux", "Elle"]}


def test_an_object_is_not_its_subject() -> None:
    assert entities("binding") == {"Paul Morel": ["Paul Morel", "le"], "Luc Tessier": ["Luc Tessier"]}


def test_il_that_stands_for_nothing() -> None:
    assert entities("expletive") == {"Paul Morel": ["Paul Morel"]}


def test_a_possessive_is_the_subject() -> None:
    assert entities("possessive") == {"Paul Morel": ["Paul Morel", "sa"]}


def test_a_possessive_before_its_subject() -> None:
    assert entities("cataphora")["Paul Morel"] == ["son", "Paul Morel"]


def test_the_latter() -> None:
    assert entities("latter")["Luc Tessier"] == ["Luc Tessier", "Ce dernier"]


def groups(name: str) -> dict[str, list[str]]:
    """The phrases of a sample that stand for several names."""
    doc = COREFERENCE(make_doc(name))
    labels = [e["label"] for e in doc._.gb_entities]
    return {doc[g["start"] : g["end"]].text: [labels[i] for i in g["members"]] for g in doc._.gb_groups}


def test_a_plural_pronoun_is_for_the_names_together() -> None:
    found = entities("coordination")
    assert "salariés" not in found
    assert found == {"Paul Morel": ["Paul Morel"], "Luc Tessier": ["Luc Tessier"]}
    assert groups("coordination") == {"Ils": ["Paul Morel", "Luc Tessier"]}


def test_a_number_of_men_are_those_who_were_named() -> None:
    assert groups("two men") == dict.fromkeys(("deux hommes", "Ils"), ["Paul Morel", "Luc Tessier"])


def test_men_who_were_spoken_of_without_a_name_are_others() -> None:
    assert groups("two other men") == {}


def test_a_source_is_not_who_is_spoken_of() -> None:
    assert entities("source") == {"Valmora": ["Valmora"]}


def test_one_s_own_stands_in_a_phrase_beside_the_name() -> None:
    assert entities("senate")["Valmora"] == ["Valmora", "son"]


def test_a_participle_put_first_is_said_of_the_pronoun() -> None:
    assert entities("fronted") == {"Marie Leroux": ["Marie Leroux", "elle"], "Valmora": ["Valmora"]}


def test_a_pronoun_that_repeats_its_subject() -> None:
    assert entities("doubled")["Lumo"] == ["Lumo", "Lumo", "-t-elle"]


def test_a_person_with_a_title_is_more_present_than_the_body_of_an_apposition() -> None:
    assert entities("titled")["Inès Kervadec"] == ["Inès Kervadec", "Elle"]


def test_kinship_is_of_persons() -> None:
    assert entities("kinship")["Paul Morel"] == ["Paul Morel", "sa"]


def test_elle_aussi_is_the_subject_and_not_the_source() -> None:
    assert entities("too")["Kerbrat"] == ["Kerbrat", "elle"]


def test_il_y_a_inside_a_clause_stands_for_nothing() -> None:
    assert entities("some days ago") == {"Valmora": ["Valmora"]}


def test_who_owns_the_company_is_not_the_company() -> None:
    found = entities("owner")
    assert found["Orlane"] == ["Orlane"]
    assert found["Valmora"] == ["Valmora", "société"]


def test_a_budget_is_of_a_body() -> None:
    assert entities("budget")["Valmora"] == ["Valmora", "Son"]


def test_an_event_is_called_by_a_noun_of_its_group_alone() -> None:
    assert entities("war")["Marées"] == ["festival", "Marées", "manifestation"]


def test_who_founded_it_is_called_its_head() -> None:
    assert entities("founder")["Inès Kervadec"] == ["Inès Kervadec", "patronne"]


def test_the_company_is_one_s_company_rather_than_one_that_was_named() -> None:
    found = entities("one's company")
    assert found["Orlane"] == ["Orlane"]
    assert found["société"] == ["société", "entreprise"]


def test_one_s_company_is_the_one_that_one_founded() -> None:
    assert entities("owner's company")["Valmora"] == ["Valmora", "société"]


def test_a_union_and_who_stands_beside_it_are_no_company() -> None:
    assert entities("union")["Valmora"] == ["Valmora", "entreprise"]


def test_a_movement_is_the_strike_and_no_company() -> None:
    found = entities("strike")
    assert found["Valmora"] == ["Valmora"]
    assert found["grève"] == ["grève", "mouvement"]


def test_one_s_own_in_a_participle_put_first() -> None:
    assert entities("her studio")["Inès Kervadec"] == ["Inès Kervadec", "sa", "elle"]


def test_the_company_is_the_one_that_was_sold() -> None:
    assert entities("sale")["Orlane"] == ["Orlane", "société"]


def test_its_founder_is_who_founded_it() -> None:
    assert "fondateur" in entities("its founder")["Paul Morel"]


def test_a_name_behind_an_age() -> None:
    assert entities("age")["Paul Morel"] == ["Belge", "Paul Morel"]


def test_brackets_tell_who_a_pronoun_is() -> None:
    assert entities("bracket")["Lumo"] == ["Lumo", "Il", "Lumo"]


def test_who_wants_and_who_is_named_in_the_wish_are_two() -> None:
    assert entities("disjoint") == {"Paul Morel": ["Paul Morel", "Morel"]}


def test_who_goes_on_speaking_after_a_quotation() -> None:
    assert entities("speaker")["Inès Kervadec"] == ["Inès Kervadec", "-t-elle"]


def test_what_was_bought_is_the_company_and_who_bought_it_the_group() -> None:
    assert entities("deal") == {"Valmora": ["Valmora", "groupe", "repreneur"], "Borelis": ["Borelis", "entreprise", "Son"]}
    assert entities("sold") == {"Borelis": ["Borelis"], "Valmora": ["Valmora", "groupe"]}


def test_the_adjective_of_a_town_tells_whose_seat_it_is() -> None:
    assert entities("origin")["Valmora"] == ["Valmora", "entreprise rennaise"]


def test_an_inhabitant_of_a_town_is_who_was_named() -> None:
    assert entities("townswoman") == {"Inès Kervadec": ["Inès Kervadec", "Brestoise"]}


def test_a_portrait_takes_a_person_up_by_origin_and_past() -> None:
    assert entities("portrait")["Inès Kervadec"] == ["Inès Kervadec", "fille de marins", "ancienne juge"]


def test_who_is_a_judge_is_no_company() -> None:
    assert entities("somebody")["Inès Kervadec"] == ["Inès Kervadec", "Elle"]


def test_a_town_is_no_village() -> None:
    assert entities("village") == {"Corval": ["ville de Corval", "Corval"]}


def test_whose_son_it_is_the_surname_tells() -> None:
    assert entities("kin")["Inès Kervadec"] == ["Inès Kervadec", "Son"]


def test_the_age_tells_who_the_sexagenarian_is() -> None:
    assert entities("decade")["Paul Morel"] == ["Paul Morel", "sexagénaire"]


def test_a_giant_is_no_start_up() -> None:
    assert entities("start-up")["Borelis"] == ["Borelis", "start-up"]


def test_what_a_list_is_introduced_by_is_said_of_each_of_its_names() -> None:
    assert entities("villages")["Corval"] == ["Corval", "Corval", "ville"]


def test_who_heads_a_party_is_the_head_of_the_party() -> None:
    assert entities("head of")["Inès Kervadec"] == ["Inès Kervadec", "présidente du parti"]


def test_who_a_text_begins_with_is_named_later() -> None:
    assert entities("coming")["Inès Kervadec"] == ["Elle", "Inès Kervadec"]


def test_titles_tell_two_of_one_family_apart_each_time() -> None:
    found = entities("two of one family")
    assert found == {"Inès Kervadec": ["Inès Kervadec", "Kervadec"], "Paul Kervadec": ["Paul Kervadec", "Kervadec"]}


def test_the_latter_is_what_stands_beside_and_a_phrase_put_first_belongs_to_the_subject() -> None:
    found = entities("the latter")
    assert found["Corvan"] == ["Corvan", "ce dernier"]
    assert found["Morel"] == ["sa", "Morel"]


def test_the_new_company_is_the_one_that_was_made() -> None:
    assert entities("new company")["Borelis"] == ["Borelis", "nouvelle société"]
    assert entities("no new company") == {"Valmora": ["Valmora"]}


def test_a_byname_is_the_same_person() -> None:
    assert entities("byname") == {"Paul Morel": ["Paul Morel", "Tibor"]}


def test_a_participle_agrees_with_who_was_hired() -> None:
    assert entities("hired")["Luc Tessier"] == ["Luc Tessier", "l'"]


def test_who_is_named_at_last_was_spoken_of() -> None:
    assert entities("named at last") == {"Inès Kervadec": ["gérante", "Cette dernière", "Inès Kervadec"]}


def test_benches_have_no_founders() -> None:
    assert entities("founders") == {"Paul": ["Paul"]}


# --- the component ---


@pytest.mark.parametrize("name", sorted(PARSED))
def test_annotations_are_plain_and_point_into_the_text(name: str) -> None:
    doc = COREFERENCE(make_doc(name))
    seen = set()
    for number, entity in enumerate(doc._.gb_entities, start=1):
        assert set(entity) == {"label", "type", "aliases", "mentions", "descriptions"}
        for start, end, kind in entity["mentions"]:
            assert 0 <= start < end <= len(doc)
            assert kind in ("name", "nominal", "pronoun")
            assert (start, end) not in seen, "a phrase refers to one entity"
            seen.add((start, end))
        assert [span.text for span in doc.spans[f"coref_clusters_{number}"]] == [
            doc[start:end].text for start, end, _ in entity["mentions"]
        ]


def test_every_name_is_in_an_entity() -> None:
    for name in PARSED:
        doc = COREFERENCE(make_doc(name))
        mentions = {(start, end) for entity in doc._.gb_entities for start, end, _ in entity["mentions"]}
        assert {(span.start, span.end) for span in doc.ents} <= mentions


def test_a_text_without_words() -> None:
    from coreference_samples import VOCAB
    from spacy.tokens import Doc

    assert COREFERENCE(Doc(VOCAB))._.gb_entities == []


def test_the_lexicon_has_every_noun_once_in_a_list() -> None:
    data = read_yaml(ontology_path("lexicon", "fr", "coreference.yaml"))
    lists = {key: value for key, value in data.items() if isinstance(value, list)}
    lists |= {
        f"{key}/{name}": members
        for key, value in data.items()
        if isinstance(value, dict)
        for name, members in value.items()
        if isinstance(members, list)
    }
    twice = {key: sorted({word for word in words if words.count(word) > 1}) for key, words in lists.items()}
    assert not {key: words for key, words in twice.items() if words}
    not_words = {key: [word for word in words if not isinstance(word, str)] for key, words in lists.items()}
    assert not {key: words for key, words in not_words.items() if words}, 'quote words such as "on" that YAML reads as true'
