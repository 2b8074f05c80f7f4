"""Fact sheets, notices and conversations: what labelled lines say and who speaks, on hand-built parses and blank pipelines."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
import yaml
from relation_samples import FIN, VOCAB
from spacy.tokens import Doc, Span
from test_lexicon_data import FRENCH

from graphbuild.language.sentences import read_layout
from graphbuild.relations.grammar.arguments import ArgumentReader
from graphbuild.relations.lines.agendas import AgendaReader
from graphbuild.relations.lines.fields import members, read_fields, read_lines
from graphbuild.relations.lines.labels import LabelReader
from graphbuild.relations.lines.sheets import SheetReader
from graphbuild.relations.lines.turns import TurnReader
from graphbuild.vocabulary import read_relations


def sheet(text: str, entities: dict[str, str], values: dict[str, str] | None = None, headings: tuple[str, ...] = ()) -> Doc:
    """A `Doc` of blank-parted words, each line a sentence; `values` are words and their labels."""
    words = text.split(" ")
    pos = ["SPACE" if "\n" in w else "PUNCT" if not w[0].isalnum() else "NUM" if w[0].isdigit() else "PROPN" if w[0].isupper() else "NOUN" for w in words]
    starts = [n == 0 or "\n" in words[n - 1] for n in range(len(words))]
    doc = Doc(VOCAB, words=words, pos=pos, lemmas=[w.lower() for w in words], sent_starts=starts)
    start = 0
    for n in range(1, len(words) + 1):
        if n == len(words) or starts[n]:
            for i in range(start, n):
                doc[i].head, doc[i].dep_ = doc[start], "ROOT" if i == start else "dep"
            start = n

    def place(name: str) -> tuple[int, int]:
        parts = name.split()
        first = next(i for i in range(len(words)) if words[i : i + len(parts)] == parts)
        return first, first + len(parts)

    doc._.gb_entities = [
        {"label": name, "type": kind, "aliases": [], "mentions": [[*place(name), "name"]]} for name, kind in entities.items()
    ]
    doc._.gb_values = [
        {"start": place(name)[0], "end": place(name)[1], "label": label, "value": name, "datatype": "xsd:string", "details": {}}
        for name, label in (values or {}).items()
    ]
    doc.spans["headings"] = [Span(doc, *place(heading), label="heading") for heading in headings]
    return doc


def said(doc: Doc) -> set[tuple[str, str, str]]:
    arguments = ArgumentReader(doc, "fr")
    found = LabelReader(doc, SheetReader(doc, arguments, "fr"), arguments, "fr").read()
    return {(c.subject.label, c.relation, c.object.label) for c in found}


VELMONT = "Fiche Velmont \n\n Siège : Lorval \n Présidente : Paule Durand \n Effectif : 340 \n Concurrents : Orvane , Ostrava"
NAMES = {"Velmont": "Organization", "Lorval": "Place", "Paule Durand": "Person", "Orvane": "Organization", "Ostrava": "Organization"}


def test_labels_say_what_they_say_of_the_thing_named_in_the_heading() -> None:
    assert said(sheet(VELMONT, NAMES, {"340": "NUMBER"}, ("Fiche Velmont",))) == {
        ("Velmont", "headquarteredIn", "Lorval"),
        ("Paule Durand", "leads", "Velmont"),
        ("Velmont", "hasMeasure", "340"),
        ("Velmont", "competesWith", "Orvane"),
        ("Velmont", "competesWith", "Ostrava"),
    }


def test_a_heading_with_two_bodies_leaves_open_whose_seat_it_is() -> None:
    text = VELMONT.replace("Fiche Velmont", "Fiche Velmont Sarnel")
    assert not said(sheet(text, {**NAMES, "Sarnel": "Organization"}, headings=("Fiche Velmont Sarnel",)))


def test_the_line_of_the_name_goes_before_the_heading() -> None:
    text = "Fiche Orvane \n\n Raison sociale : Velmont \n Siège : Lorval"
    assert said(sheet(text, {n: NAMES[n] for n in ("Orvane", "Velmont", "Lorval")}, headings=("Fiche Orvane",))) == {("Velmont", "headquarteredIn", "Lorval")}


def test_a_birth_line_gives_day_and_place() -> None:
    text = "Nom : Paule Durand \n Née le : 3 mai 1950 à Lorval"
    doc = sheet(text, {"Paule Durand": "Person", "Lorval": "Place"}, {"3 mai 1950": "DATE"})
    assert said(doc) == {("Paule Durand", "bornOn", "3 mai 1950"), ("Paule Durand", "bornIn", "Lorval")}


def test_figures_behind_the_name_of_a_body_are_its_own_and_headlines_count_nothing() -> None:
    text = "Repères \n - Velmont : 95 , rachats \n Lorval : 95 morts"
    names = {"Velmont": "Organization", "Lorval": "Place"}
    assert said(sheet(text, names, {"95": "NUMBER"}, ("Repères",))) == {("Velmont", "hasMeasure", "95")}


def test_whom_one_may_ask_works_for_the_body_of_the_label() -> None:
    doc = sheet("Contacts \n Velmont : Paule Durand , directrice", {"Velmont": "Organization", "Paule Durand": "Person"}, headings=("Contacts",))
    assert said(doc) == {("Paule Durand", "worksFor", "Velmont")}


def test_who_is_present_takes_part_in_the_meeting_of_the_title() -> None:
    text = "Compte rendu de réunion \n Présents : Paule Durand , directrice ; Marc Sarnel ( Orvane )"
    doc = sheet(text, {"Paule Durand": "Person", "Marc Sarnel": "Person", "Orvane": "Organization"})
    assert said(doc) == {("Paule Durand", "participatedIn", "réunion"), ("Marc Sarnel", "participatedIn", "réunion")}


def test_members_of_a_list_are_parted_outside_names_and_parentheses() -> None:
    doc = Doc(VOCAB, words="A , B et C ( D , E ) ; F".split())
    assert [span.text for span in members(doc[:], lambda t: t.text == "et")] == ["A", "B et C", "F"]


def test_a_label_goes_on_over_the_lines_below_it() -> None:
    doc = sheet("Présents : \n - Paule \n - Marc \n\n Velmont vend", {})
    fields = read_fields(doc, read_lines(doc), frozenset())
    assert [(f.label, f.value.text) for f in fields] == [("présents", "- Paule \n - Marc")]


def test_a_value_belongs_to_its_label_though_a_sentence_begins_with_it() -> None:
    doc = Doc(VOCAB, words="Raison sociale : Maison Velmont".split(), pos=["NOUN", "ADJ", "PUNCT", "NOUN", "PROPN"], sent_starts=[True, False, False, True, False])
    fields = read_fields(doc, read_lines(doc), frozenset())
    assert [(f.label, f.value.text) for f in fields] == [("raison sociale", "Maison Velmont")]


def test_labels_name_relations_of_the_ontology() -> None:
    content: dict[str, Any] = yaml.safe_load((FRENCH / "fields.yaml").read_text("utf-8"))
    assert set(content["subject"]) | set(content["value"]) <= set(read_relations())


def test_events_below_a_date_take_place_on_it() -> None:
    doc = sheet("Agenda \n\n 9 juin \n concert Ondine , Lorval \n réunion , Lorval", {"Lorval": "Place", "Ondine": "Event"}, {"9 juin": "DATE"}, ("Agenda",))
    doc._.gb_entities[0]["mentions"].append([len(doc) - 1, len(doc), "name"])
    arguments = ArgumentReader(doc, "fr")
    found = AgendaReader(doc, SheetReader(doc, arguments, "fr"), arguments).read()
    assert {(c.subject.label, c.relation, c.object.label, c.status) for c in found} == {
        ("Ondine", "occurredOn", "9 juin", "planned"),
        ("Ondine", "tookPlaceIn", "Lorval", "planned"),
        ("réunion", "tookPlaceIn", "Lorval", "planned"),
    }


def test_dated_verbs_speak_of_the_person_of_the_sheet() -> None:
    text = "Paule Durand \n Parcours \n 2016 : dirige Velmont"
    doc = sheet(text, {"Paule Durand": "Person", "Velmont": "Organization"}, {"2016": "DATE"}, ("Paule Durand", "Parcours"))
    verb = next(t for t in doc if t.text == "dirige")
    verb.pos_ = "VERB"
    verb.set_morph(FIN)
    subjects = SheetReader(doc, ArgumentReader(doc, "fr"), "fr").dated_verbs()
    assert {i: token.text for i, token in subjects.items()} == {verb.i: "Paule"}


def test_the_body_under_a_title_is_the_signers() -> None:
    doc = sheet("Paule Durand \n directrice \n Velmont", {"Paule Durand": "Person", "Velmont": "Organization"})
    sheets = SheetReader(doc, ArgumentReader(doc, "fr"), "fr")
    title = next(t for t in doc if t.text == "directrice")
    assert [ref.label for ref in (sheets.beside(title), sheets.body_beside(title)) if ref] == ["Paule Durand", "Velmont"]


# --- conversations ---

INTERVIEW = "La Gazette : Que vend Velmont ?\nPaule Durand : Elle vend des vélos.\nLa Gazette : Et après ?\nP. D. : Rien."


def layout_starts(text: str) -> list[str]:
    return [text[start:].split()[0] for start in read_layout(text, max_heading_words=16, min_width=50, max_width=120).starts]


def test_the_label_of_a_speaker_is_no_part_of_what_is_said() -> None:
    assert layout_starts(INTERVIEW) == ["La", "Que", "Paule", "Elle", "La", "Et", "P.", "Rien."]


def test_headlines_have_no_speakers() -> None:
    assert layout_starts("Lorval : Velmont ferme\nLorval : Orvane vend\n") == ["Lorval", "Lorval"]


@pytest.fixture(scope="module")
def conversation() -> Doc:
    nlp = spacy.blank("fr", config={"nlp": {"tokenizer": {"@tokenizers": "graphbuild.FrenchTokenizer.v1"}}})
    nlp.add_pipe("graphbuild_sentences")
    doc = nlp("Trois questions à Paule Durand\n\n" + INTERVIEW)
    for token in doc:
        token.is_sent_start = bool(token.is_sent_start) if token.i else True
        if token.text == "vend":
            token.set_morph(FIN)
    return doc


def test_who_answers_is_named_by_label_and_initials(conversation: Doc) -> None:
    names = [i for i in range(len(conversation) - 1) if conversation[i : i + 2].text == "Paule Durand"]
    people = [{"label": "Paule Durand", "type": "Person", "mentions": [[i, i + 2, "name"] for i in names]}]
    turns = TurnReader(conversation, people, "fr").turns
    assert [(t.speaker.text if t.speaker else None, t.asked.text if t.asked else None) for t in turns] == [
        (None, "Paule"),
        ("Paule", None),
        (None, "Paule"),
        ("Paule", None),
    ]


def test_dated_lines_of_a_life_speak_of_the_person_in_its_head() -> None:
    text = "Paule Durand \n\n Formation \n 2019 : directrice de Velmont \n la directrice"
    doc = sheet(text, {"Paule Durand": "Person", "Velmont": "Organization"}, {"2019": "DATE"}, ("Paule Durand", "Formation"))
    sheets = SheetReader(doc, ArgumentReader(doc, "fr"), "fr")
    titles = [t for t in doc if t.text == "directrice"]
    whose = [sheets.understood(t, {"Person"}) for t in titles]
    assert [ref.label if ref else None for ref in whose] == ["Paule Durand", None]
