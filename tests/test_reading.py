"""From a document to its reading: offsets into the untouched text, whatever the text holds."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.errors import ResourceError, UnknownLanguage
from graphbuild.language.fr.tokenizer import FrenchTokenizer
from graphbuild.language.mentions import clean_label, is_common, label_key, visible_label, without_determiner
from graphbuild.language.pipeline import available_languages, load_pipeline
from graphbuild.language.reading import PART_LENGTH, cut_text, read_document, read_documents, readable
from graphbuild.types import Document, Value


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A pipeline that finds sentences alone, for what does not depend on a model."""
    nlp = spacy.blank("fr")
    nlp.tokenizer = FrenchTokenizer(nlp.vocab)
    nlp.add_pipe("graphbuild_sentences")
    nlp.add_pipe("sentencizer", config={"overwrite": False})
    return nlp


@Language.component("make_statements")
def make_statements(doc: Doc) -> Doc:
    """Makes of the first, second and third word a statement about an entity and a phrase."""
    if len(doc) < 3:
        return doc
    doc._.gb_entities = [
        {"label": doc[0].text, "type": "Person", "aliases": [], "mentions": [[0, 1, "name"]], "descriptions": []}
    ]
    phrase = {"start": 2, "end": 3, "label": doc[2].text, "type": "Concept"}
    common = {
        "predicate": "uses", "open": False, "status": "asserted", "time": None, "confidence": 0.5, "sentence": [0, len(doc)],
        "rule": "test", "trace": {"path": "nsubj"}, "subject_span": [0, 1], "predicate_span": [1, 2], "object_span": [2, 3],
    }  # fmt: skip
    value = {"value": "3", "datatype": "xsd:decimal", "label": doc[2].text, "details": {"amount": 3.0}}
    doc._.gb_statements = [
        {**common, "subject": {"entity": 0}, "object": phrase, "source": None},
        {**common, "subject": {"entity": 0}, "object": value, "source": phrase},
    ]
    return doc


# --- offsets ---


def test_sentences_and_their_kinds(nlp: Language) -> None:
    text = "Valmora recule\n\nLe groupe ferme un site. Que fera-t-il ? Rien, dit-il."
    reading = read_document(nlp, Document("d", text))
    assert [(text[s.start : s.end], s.kind) for s in reading.sentences] == [
        ("Valmora recule", "heading"),
        ("Le groupe ferme un site.", "sentence"),
        ("Que fera-t-il ?", "question"),
        ("Rien, dit-il.", "sentence"),
    ]


def test_a_date_head_is_no_sentence(nlp: Language) -> None:
    text = "date 2025-12-02 Valmora recule."
    reading = read_document(nlp, Document("d", text))
    assert [text[s.start : s.end] for s in reading.sentences] == ["Valmora recule."]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(nlp: Language, text: str) -> None:
    reading = read_document(nlp, Document("d", text))
    for sentence in reading.sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
    assert len(reading.document.text) == len(text)
    reading.document.text.encode("utf-8")


def test_control_characters_and_lone_surrogates_keep_the_offsets(nlp: Language) -> None:
    text = "Valmora\x00 \ud800 recule.\x07 Rien ne va."
    reading = read_document(nlp, Document("d", text))
    assert reading.document.text == text.replace("\ud800", "\ufffd")
    assert (reading.sentences[0].start, reading.sentences[-1].end) == (0, len(text))


@given(st.text(max_size=200))
def test_the_pipeline_sees_a_text_of_the_same_length(text: str) -> None:
    assert len(readable(text)) == len(text)


# --- long documents ---


def test_a_long_document_is_read_in_parts_with_its_own_offsets(nlp: Language) -> None:
    paragraph = "Valmora recule encore. Le groupe ferme un site.\n\n"
    text = paragraph * (2 * PART_LENGTH // len(paragraph) + 10)
    reading = read_document(nlp, Document("d", text))
    words = {text[s.start : s.end] for s in reading.sentences}
    assert words == {"Valmora recule encore.", "Le groupe ferme un site."}
    assert reading.sentences[-1].end == len(text) - 2


def test_one_line_without_end_is_cut_at_sentences(nlp: Language) -> None:
    text = "Valmora recule. " * (2 * PART_LENGTH // 16)
    reading = read_document(nlp, Document("d", text))
    assert {text[s.start : s.end] for s in reading.sentences} == {"Valmora recule."}


def test_one_word_without_end_is_cut_somewhere(nlp: Language) -> None:
    reading = read_document(nlp, Document("d", "a" * (PART_LENGTH + 10)))
    assert [s.end - s.start for s in reading.sentences] == [PART_LENGTH, 10]


@given(st.text(alphabet="ab .\n", max_size=300), st.integers(1, 50))
def test_parts_cover_the_text(text: str, length: int) -> None:
    cuts = cut_text(text, length)
    assert "".join(text[start:end] for start, end in cuts) == text
    assert all(end - start <= length for start, end in cuts)


def test_documents_come_out_in_their_order(nlp: Language) -> None:
    documents = [Document(str(i), ("Valmora recule. " * 50 + "\n\n") * (i % 3 * 130 + 1)) for i in range(6)]
    assert [reading.document.id for reading in read_documents(nlp, documents)] == [d.id for d in documents]


# --- entities and findings ---


@pytest.fixture(scope="module")
def made() -> Language:
    nlp = spacy.blank("fr")
    nlp.tokenizer = FrenchTokenizer(nlp.vocab)
    nlp.add_pipe("make_statements")
    return nlp


def test_phrases_become_entities_and_values_stay_values(made: Language) -> None:
    text = "\n Inès utilise trois outils"
    reading = read_document(made, Document("d", text.strip()))
    assert [(e.label, e.type) for e in reading.entities] == [("Inès", "Person"), ("trois", "Concept")]
    assert [(m.start, m.end, m.entity, m.kind) for m in reading.mentions] == [(0, 4, 0, "name"), (13, 18, 1, "nominal")]
    first, second = reading.findings
    assert (first.subject, first.object, first.source) == (0, 1, None)
    assert (second.object, second.source) == (Value("3", "xsd:decimal", "trois", {"amount": 3.0}), 1)
    assert first.subject_span == (0, 4) and first.object_span == (13, 18) and first.trace == {"path": "nsubj"}


def test_one_label_and_type_is_one_entity_over_all_parts(made: Language) -> None:
    paragraph = "Inès utilise trois outils " * 2000 + "\n\n"
    text = paragraph * 3
    reading = read_document(made, Document("d", text))
    assert [e.label for e in reading.entities] == ["Inès", "trois"]
    assert len(reading.findings) == len(reading.mentions) == 6
    assert all(text[m.start : m.end] in ("Inès", "trois") for m in reading.mentions)


# --- labels ---


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l'entreprise", "entreprise"),
        ("l’entreprise", "cette entreprise"),
        ("des Agents IA", "les agents IA"),
        ("centres  de\ndonnées", "centres de données"),
    ],
)
def test_labels_that_are_the_same_words(one: str, other: str) -> None:
    assert label_key(one).casefold() == label_key(other).casefold()


def test_names_keep_their_case_and_their_article() -> None:
    assert label_key("Le Monde") != label_key("monde")
    assert label_key("Orange") != label_key("orange")
    assert without_determiner("le") == "le"
    assert is_common("l'entreprise") and not is_common("La Poste")
    assert clean_label(" « Point\u00a0rouge », ") == "Point rouge"
    assert clean_label("les réseaux de la « Brumafrique") == "les réseaux de la Brumafrique"


def test_a_label_has_something_to_see() -> None:
    assert visible_label("\u200b ") == "?"
    assert visible_label("😀") == "😀"


# --- pipelines ---


def test_french_has_a_pack_and_others_are_told() -> None:
    assert "fr" in available_languages()
    with pytest.raises(UnknownLanguage, match="no language pack for 'xx'; there are: .*fr"):
        load_pipeline("xx")


def test_a_model_that_is_not_there() -> None:
    with pytest.raises(ResourceError, match="'no_such_model' cannot be loaded"):
        load_pipeline("fr", model="no_such_model")


def test_a_model_without_parser_is_told_what_it_lacks(tmp_path) -> None:  # noqa: ANN001
    blank = spacy.blank("fr")
    blank.add_pipe("sentencizer")
    blank.to_disk(tmp_path / "blank")
    with pytest.raises(ResourceError, match="lacks a dependency parse .*; parts of speech .*; lemmas .* It has: sentencizer"):
        load_pipeline("fr", model=str(tmp_path / "blank"))


def test_a_parser_with_other_labels_is_refused(tmp_path) -> None:  # noqa: ANN001
    other = spacy.blank("fr")
    other.add_pipe("tagger").add_label("X")
    other.add_pipe("parser").add_label("dobj")
    other.add_pipe("lemmatizer", config={"mode": "rule"})
    other.remove_pipe("lemmatizer")
    other.add_pipe("trainable_lemmatizer")
    nlp = other
    from graphbuild.language.pipeline import _check_model

    with pytest.raises(ResourceError, match="Universal Dependencies .* it has: dobj"):
        _check_model(nlp, "other")


def test_the_bundled_pipeline_has_every_component_in_order() -> None:
    names = load_pipeline("fr").pipe_names
    assert names[0] == "graphbuild_sentences"
    assert names[-4:] == ["graphbuild_values", "graphbuild_entities", "graphbuild_coreference", "graphbuild_relations"]
