"""Names: borders, patterns, clues and agreement over a document, on hand-built documents."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from graphbuild.language.entities.agreement import abbreviates
from graphbuild.language.entities.clues import LABELS
from graphbuild.language.entities.component import Entities
from graphbuild.language.entities.fit import fit_weights, weights_text
from graphbuild.language.entities.gazetteers import (
    read_brands,
    read_cities,
    read_countries,
    read_first_names,
    read_nationalities,
)
from graphbuild.language.fr.tokenizer import FrenchTokenizer
from graphbuild.resources import ontology_path, read_yaml

BLANK = spacy.blank("fr")
TOKENIZE = FrenchTokenizer(BLANK.vocab)
ENTITIES = Entities()


def names(text: str, *recognised: tuple[str, str], tags: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """Names and labels after the component; `recognised` is what the recogniser is made to say (first occurrence)."""
    doc = TOKENIZE(text)
    for place, token in enumerate(doc):
        token.is_sent_start = place == 0 or doc[place - 1].text in ".?!\n"
        if tags and token.text in tags:
            token.pos_ = tags[token.text]
    ents = []
    for words, label in recognised:
        start = text.index(words)
        ents.append(doc.char_span(start, start + len(words), label=label, alignment_mode="expand"))
    doc.ents = ents
    return [(ent.text, ent.label_) for ent in ENTITIES(doc).ents]


@pytest.mark.parametrize(
    ("text", "recognised", "expected"),
    [
        ("Il a vu la France hier.", ("la France", "LOC"), "France"),
        ("Il a vu M. Durand hier.", ("M. Durand", "PER"), "Durand"),
        ("Il a vu le président Paul Durand hier.", ("président Paul Durand", "PER"), "Paul Durand"),
        ("Ni Paul Durand ni elle.", ("Ni Paul Durand", "PER"), "Paul Durand"),
        ("Il a vu Paul Durand hier.", ("Paul", "PER"), "Paul Durand"),
        ("Il a lu « Le Grand Soir » hier.", ("Grand Soir", "WORK"), "Le Grand Soir"),
        ("Il a vu Paul von Durand hier.", ("Paul", "PER"), "Paul von Durand"),
        ("Il teste Vortal 4 depuis hier.", ("Vortal", "PRODUCT"), "Vortal 4"),
        ("Il a vu le baron von Durand hier.", ("Durand", "PER"), "von Durand"),
        ("Elle cite l'Agence du lin et par ailleurs Lorval", ("Agence du lin et par ailleurs Lorval", "ORG"), "Agence du lin"),
        ("Il admire Adalbert le Sage depuis hier.", ("Adalbert", "PER"), "Adalbert le Sage"),
    ],
)
def test_borders_follow_the_guide(text, recognised, expected):
    assert [name for name, _ in names(text, recognised)] == [expected]


def test_the_name_of_a_body_goes_on_to_the_end_of_its_complements():
    words = "L' Office national de la pêche , du chalut et des phares ferme".split()
    tags = "DET NOUN ADJ ADP DET NOUN PUNCT ADP NOUN CCONJ ADP NOUN VERB".split()
    heads = [1, 12, 1, 5, 5, 1, 8, 8, 5, 11, 11, 5, 12]
    deps = "det nsubj amod case det nmod punct case conj cc case conj ROOT".split()
    doc = Doc(BLANK.vocab, words=words, pos=tags, heads=heads, deps=deps)
    doc.ents = [Span(doc, 1, 6, label="ORG")]
    assert [ent.text for ent in ENTITIES(doc).ents] == ["Office national de la pêche , du chalut et des phares"]


def test_what_an_adjective_begins_a_complement_ends():
    words = "L' Office européen de la pêche ferme".split()
    doc = Doc(
        BLANK.vocab, words=words, pos="DET NOUN ADJ ADP DET NOUN VERB".split(), heads=[1, 6, 1, 5, 5, 1, 6],
        deps="det nsubj amod case det nmod ROOT".split(),
    )  # fmt: skip
    doc.ents = [Span(doc, 1, 3, label="ORG")]
    assert [ent.text for ent in ENTITIES(doc).ents] == ["Office européen de la pêche"]


def test_the_name_of_a_body_ends_before_a_verb():
    doc = Doc(
        BLANK.vocab,
        words="Le Mouvement des pêcheurs manifeste".split(),
        pos="DET NOUN ADP NOUN VERB".split(),
        morphs=["", "", "", "", "VerbForm=Fin"],
    )
    doc.ents = [Span(doc, 1, 5, label="ORG")]
    assert [ent.text for ent in ENTITIES(doc).ents] == ["Mouvement des pêcheurs"]


def test_an_adjective_that_belongs_to_another_noun_is_no_part_of_a_name():
    doc = Doc(
        BLANK.vocab,
        words="Sur la page Vortal officielle , on lit".split(),
        pos="ADP DET NOUN PROPN ADJ PUNCT PRON VERB".split(),
        heads=[2, 2, 7, 2, 2, 7, 7, 7],
        deps="case det obl nmod amod punct nsubj ROOT".split(),
    )
    doc.ents = [Span(doc, 3, 4, label="PRODUCT")]
    assert [ent.text for ent in ENTITIES(doc).ents] == ["Vortal"]


def test_a_class_noun_makes_a_name_of_an_unknown_small_word():
    tags = {"start-up": "NOUN", "durimox": "NOUN", "durimoxien": "ADJ"}
    assert names("Ici la start-up durimox recrute.", tags=tags) == [("durimox", "ORG")]
    assert names("Ici le groupe durimoxien recrute.", tags=tags) == []


def test_what_is_said_of_a_list_is_said_of_all_its_names():
    doc = TOKENIZE("Ils ont vu les films Vortal, Tempo et Radiel hier.")
    doc[4].pos_, doc[4].lemma_ = "NOUN", "film"
    groups = ENTITIES.agreement.grouped(doc, ENTITIES.gathered(doc)[0])
    assert all("list of:WORK" in groups[name].clues for name in ("Tempo", "Radiel"))


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("ONP", "Office national de la pêche", True),
        ("Onapê", "Office national de la pêche", True),
        ("Paris", "Office national de la pêche", False),
        ("Orteil", "Office national de la pêche", False),
    ],
)
def test_what_abbreviates_a_name(short, name, expected):
    assert abbreviates(short, name) is expected


def test_question_words_months_and_offices_are_no_names():
    assert names("Pourquoi partir ?", ("Pourquoi", "PER")) == []
    assert names("Lundi, il part.", ("Lundi", "PER")) == []
    assert names("La Présidente part.", ("Présidente", "PER")) == []


def test_an_inhabitant_and_a_person_are_two_names():
    assert names("La Danoise Karen Holm gagne.", ("Danoise Karen Holm", "PER")) == [
        ("Danoise", "MISC"),
        ("Karen Holm", "PER"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Il dirige la mairie de Valmont.", "mairie de Valmont", "ORG"),
        ("Il enseigne à l'université de Valmont.", "université de Valmont", "ORG"),
        ("Le ministère de la Culture refuse.", "ministère de la Culture", "ORG"),
        ("Le tribunal correctionnel de Valmont siège.", "tribunal correctionnel de Valmont", "ORG"),
        ("Elle a reçu le prix Delval.", "prix Delval", "MISC"),
        ("Il est né près du lac de Valmont.", "lac de Valmont", "LOC"),
        ("Le festival de Valmont finit.", "festival de Valmont", "EVENT"),
    ],
)
def test_a_common_noun_and_a_name_make_a_name(text, name, label):
    assert (name, label) in names(text)


def test_an_indefinite_article_makes_no_name():
    assert names("Il est né dans un hôpital de Paris.", ("Paris", "LOC")) == [("Paris", "LOC")]


def test_the_team_of_a_person_is_no_name():
    assert names("Le conseil municipal de Paul Durand vote.", ("Paul Durand", "PER")) == [("Paul Durand", "PER")]


def test_company_forms_make_organisations():
    assert names("Il a vendu Verdal SAS hier.", ("Verdal", "PER")) == [("Verdal SAS", "ORG")]


def test_what_the_text_calls_a_thing_settles_its_type():
    assert names("Elle a lancé l'application Tempo.", ("Tempo", "PER")) == [("Tempo", "PRODUCT")]
    assert names("Il a fondé la société Tempo.", ("Tempo", "PRODUCT")) == [("Tempo", "ORG")]
    assert names("Il habite la ville de Tempo.", ("Tempo", "ORG")) == [("Tempo", "LOC")]


def test_a_nationality_in_small_letters_is_a_company_and_small_words_in_quotation_marks_are_a_title():
    assert names("Elle vend à l'indien Sarvo Steel.", ("Sarvo Steel", "PER")) == [("Sarvo Steel", "ORG")]
    doc = TOKENIZE("« Les Nuits blanches », grand vainqueur du soir, sort.")
    doc[3].pos_ = "ADJ"
    assert "quoted small words" in ENTITIES.agreement.typer.clues(doc, 1, 4).names


def test_the_maker_of_software_is_no_software():
    words = ["L'", "éditeur", "de", "logiciels", "Tempo", "recrute", "."]
    doc = Doc(
        BLANK.vocab,
        words=words,
        pos=["DET", "NOUN", "ADP", "NOUN", "PROPN", "VERB", "PUNCT"],
        lemmas=["le", "éditeur", "de", "logiciel", "Tempo", "recruter", "."],
    )
    clues = ENTITIES.agreement.typer.clues(doc, 4, 5)
    assert "class:PRODUCT" not in clues.names and clues.said is None


def test_a_name_met_once_is_met_everywhere():
    found = names("Karen Holm dirige Tempo SA. Hier, Karen Holm a parlé.", ("Karen Holm", "PER"), ("Tempo", "ORG"))
    assert found.count(("Karen Holm", "PER")) == 2


def test_a_family_name_alone_is_the_person():
    assert ("Holm", "PER") in names("Karen Holm est là. Selon Holm, tout va.", ("Karen Holm", "PER"), ("Holm, ", "LOC"))


def test_one_name_has_one_type_over_the_document():
    text = "Le groupe Tempo recrute. Tempo a vendu une usine. Tempo investit."
    doc = TOKENIZE(text)
    doc.ents = [Span(doc, 2, 3, label="ORG"), Span(doc, 5, 6, label="PRODUCT")]
    labels = {ent.label_ for ent in ENTITIES(doc).ents if ent.text == "Tempo"}
    assert labels == {"ORG"}


def test_names_stay_out_of_values():
    doc = TOKENIZE("Le 7 mai 2017 à Paris.")
    doc._.gb_values = [{"start": 1, "end": 4}]
    doc.ents = [Span(doc, 2, 3, label="PER"), Span(doc, 5, 6, label="LOC")]
    assert [ent.text for ent in ENTITIES(doc).ents] == ["Paris"]


def test_a_heading_in_capitals_gives_no_new_names():
    assert names("LES PRIX MONTENT ENCORE PARTOUT.") == []


def test_predict_leaves_the_document_alone():
    doc = TOKENIZE("Il a vu la France hier.")
    doc.ents = [Span(doc, 3, 5, label="LOC")]
    ENTITIES.predict(doc)
    assert [ent.text for ent in doc.ents] == ["la France"]


def test_the_factory_is_registered():
    nlp = spacy.blank("fr")
    nlp.add_pipe("graphbuild_entities")
    assert isinstance(nlp("Rien ici."), Doc)


def test_gazetteers_hold_french_names():
    assert {"Allemagne", "Côte d'Ivoire", "États-Unis"} <= read_countries("fr")
    assert {"Londres", "Pékin", "Moscou"} <= set(read_cities())
    assert {"Paul", "Karen"} <= read_first_names()
    assert read_brands("fr")["Michelin"] == "company"
    nationalities = read_nationalities("fr")
    assert nationalities["danoise"] == "Danemark" and nationalities["suisses"] == "Suisse"


def test_nationalities_are_sorted_lower_case_and_complete():
    data = read_yaml(ontology_path("lexicon", "fr", "nationalities.yaml"))
    assert all(form == form.lower() for forms in data.values() for form in forms)
    assert all(len(set(forms)) == len(forms) for forms in data.values())
    assert len(data) > 220


def test_weights_speak_of_known_labels_and_are_sorted():
    path = ontology_path("lexicon", "fr", "entities_weights.yaml")
    weights = read_yaml(path)
    assert list(weights) == sorted(weights)
    assert {label for by_label in weights.values() for label in by_label} <= {*LABELS, "NONE"}


def test_fitted_weights_tell_the_labels_of_their_samples_apart():
    samples = [(frozenset({"any name", "title"}), "PER")] * 9 + [(frozenset({"any name", "country"}), "LOC")] * 9
    weights = fit_weights(samples, penalty=0.1)
    assert weights["title"]["PER"] > 0 > weights["title"]["LOC"]
    assert '"country": {' in weights_text(weights)


@pytest.mark.parametrize("file", ["entities.yaml", "values.yaml"])
def test_no_word_stands_twice_in_a_list(file):
    def lists(data, path):
        if isinstance(data, dict):
            for key, value in data.items():
                yield from lists(value, f"{path}/{key}")
        elif isinstance(data, list):
            yield path, data

    for path, words in lists(read_yaml(ontology_path("lexicon", "fr", file)), file):
        twice = {str(word) for word in words if words.count(word) > 1}
        assert not twice, f"{path}: twice {sorted(twice)}"


@pytest.mark.parametrize(
    ("text", "recognised", "expected"),
    [
        ("Hier, le Brestois sourit.", ("Brestois", "ORG"), [("Brestois", "MISC")]),
        ("Hier, la Brestoise sourit.", ("Brestoise", "PRODUCT"), [("Brestoise", "MISC")]),
        ("Il voit la Brestoise Inès Durand.", ("Brestoise Inès Durand", "PER"), [("Brestoise", "MISC"), ("Inès Durand", "PER")]),
        ("Il lit Le Parisien.", ("Le Parisien", "ORG"), [("Le Parisien", "ORG")]),
        ("Il a visité la Lorraine.", ("Lorraine", "LOC"), [("Lorraine", "LOC")]),
    ],
)
def test_an_inhabitant_of_a_town_has_an_article_and_a_word_of_the_lexicon(text, recognised, expected):
    assert names(text, recognised) == expected


def test_the_head_of_a_column_is_no_name():
    assert names("Portrait. Inès Durand sourit.", ("Portrait", "PER"), ("Inès Durand", "PER")) == [("Inès Durand", "PER")]


def test_to_whom_something_is_sold_is_no_place():
    words = "Elle vend tout à Lorvis".split()
    doc = Doc(BLANK.vocab, words=words, pos="PRON VERB PRON ADP PROPN".split(), lemmas="elle vendre tout à Lorvis".split(),
              heads=[1, 1, 1, 4, 1], deps="nsubj ROOT obj case obl:arg".split())  # fmt: skip
    assert "given to" in ENTITIES.agreement.typer.clues(doc, 4, 5).names
    assert [(ent.text, ent.label_) for ent in ENTITIES(doc).ents] == [("Lorvis", "ORG")]


def test_an_acronym_in_parentheses_is_a_candidate_whatever_its_tag():
    found = names("La Fédération des phares (FDP) recrute.", ("Fédération des phares", "ORG"), tags={"FDP": "NOUN"})
    assert ("FDP", "ORG") in found
