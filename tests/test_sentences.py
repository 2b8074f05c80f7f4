"""Sentence borders and headings from the layout, on blank pipelines: no model is needed."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.language.sentences import impossible_starts, is_finished, read_layout, read_lines

WRAPPED = """Le tribunal a examiné lundi la demande de la société, qui contestait la
décision prise au printemps par le conseil de la ville. Les débats, ouverts
à dix heures, ont duré jusqu'au soir. Une décision est attendue en juin."""


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("fr", config={"nlp": {"tokenizer": {"@tokenizers": "graphbuild.FrenchTokenizer.v1"}}})
    nlp.add_pipe("graphbuild_sentences")
    return nlp


def starts(doc: Doc) -> list[str]:
    """The words at which the layout starts a sentence."""
    return [token.text for token in doc if token.i and token.is_sent_start is True]


def headings(doc: Doc) -> list[tuple[str, str]]:
    return [(span.label_, span.text) for span in doc.spans["headings"]]


def test_line_ends_are_borders(nlp: Language) -> None:
    doc = nlp("Un titre court\n\nLe premier paragraphe finit ici.\nLe second commence.")
    assert starts(doc) == ["Le", "Le"]
    assert headings(doc) == [("heading", "Un titre court")]


def test_white_space_goes_with_the_sentence_before(nlp: Language) -> None:
    doc = nlp("Fini.\n\nSuite.")
    assert [token.is_sent_start for token in doc if token.is_space] == [False]


def test_head_line(nlp: Language) -> None:
    doc = nlp(" date 2025-12-02 Révélée hier, la note circule.\n\nUne note interne\n\nElle date de mars.")
    assert headings(doc) == [("date", "date 2025-12-02"), ("heading", "Une note interne")]
    assert starts(doc) == ["Révélée", "Une", "Elle"]
    # The blank before it makes no sentence of its own.
    assert doc[1].is_sent_start is False


def test_head_line_alone(nlp: Language) -> None:
    assert headings(nlp("date 2025-12-02\nLa note circule.")) == [("date", "date 2025-12-02")]


@pytest.mark.parametrize("text", ["La date 2025-12-02 est fausse.", "date demain Le texte."])
def test_no_head_line(nlp: Language, text: str) -> None:
    assert headings(nlp(text)) == []


def test_wrapped_text_is_left_to_the_parser(nlp: Language) -> None:
    doc = nlp(WRAPPED)
    assert starts(doc) == []
    # The lines go on in lower case: no border can be there.
    assert doc.char_span(WRAPPED.index("décision"), WRAPPED.index("décision") + 8)[0].is_sent_start is False
    assert headings(doc) == []


def test_heading_above_wrapped_text(nlp: Language) -> None:
    doc = nlp("Une longue audience\n\n" + WRAPPED)
    assert headings(doc) == [("heading", "Une longue audience")]
    assert starts(doc) == ["Le"]


@pytest.mark.parametrize("head", ["•", "3.", "b)", "🔥", "Lyon, le 6 février 2024 –", "PARIS (AFP) -", "Orval-les-Bains, 3 mai (APX) —"])
def test_what_marks_an_item_or_dates_a_dispatch_is_no_part_of_its_sentence(nlp: Language, head: str) -> None:
    assert starts(nlp(f"{head} Velmont vend tout")) == ["Velmont"]


def test_an_aside_is_no_dateline(nlp: Language) -> None:
    assert starts(nlp("Orvane (groupe Velmont) – numéro un – recrute")) == []


def test_lists_are_not_wrapped(nlp: Language) -> None:
    doc = nlp("Au menu :\n- des figues\n- du pain\n- du fromage de chèvre")
    assert starts(doc) == ["-", "-", "-"]
    assert headings(doc) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Des emplois menacés ?", True),
        ("« Nous tiendrons »", True),
        ("## Le contexte", True),
        ("Le directeur est parti.", False),
        ("Voici la liste :", False),
        ("en bas de casse", False),
        ("- un point de liste", False),
        ("Une phrase sans point final mais si longue que personne n'en ferait un titre de quelque texte que ce soit", False),
    ],
)
def test_headings(nlp: Language, line: str, expected: bool) -> None:
    doc = nlp(f"Un paragraphe d'abord.\n\n{line}\n\nEt la suite du texte.")
    assert bool(headings(doc)) is expected


def test_last_line_is_no_heading(nlp: Language) -> None:
    assert headings(nlp("Le texte finit.\n\nJeanne Roy")) == []


def test_a_question_inside_a_paragraph_is_no_heading(nlp: Language) -> None:
    assert headings(nlp("Qui a signé ?\nPersonne ne le sait dans la maison, dit-on.")) == []


def test_read_lines_keeps_offsets() -> None:
    text = "  Un  \r\n\r\n Deux\u2028Trois"
    lines = read_lines(text)
    assert [(line.text, line.first, line.last) for line in lines] == [
        ("Un", True, True),
        ("Deux", True, False),
        ("Trois", False, True),
    ]
    assert all(text[line.start : line.end] == line.text for line in lines)


def test_is_finished() -> None:
    assert is_finished("Il part. »")
    assert is_finished("Il part…")
    assert not is_finished("Il part")


def test_layout_of_nothing() -> None:
    layout = read_layout("", max_heading_words=16, min_width=50, max_width=120)
    assert layout.starts == layout.headings == ()


def test_empty_document(nlp: Language) -> None:
    assert headings(nlp("")) == []


def test_impossible_starts(nlp: Language) -> None:
    doc = nlp('Il a dit "oui, merci". Puis (à tort) il partit ; Jeanne resta.\n"Non" fut sa réponse.')
    impossible = {doc[i].text for i in impossible_starts(doc)}
    # Behind an opening quotation mark, a bracket, a semicolon or a comma; closing marks; lower case behind a word.
    assert {"oui", ",", "merci", ".", "à", ")", ";", "Jeanne", "a", "dit", "Non"} <= impossible
    # … and any word or bracket right behind a word, capital or not.
    assert "(" in impossible
    assert not {"Il", "Puis"} & impossible
    quotes = [token for token in doc if token.text == '"']
    assert [quote.i in impossible_starts(doc) for quote in quotes] == [True, True, False, True]


def test_a_capital_behind_a_word_starts_a_sentence_only_where_the_layout_is_lost(nlp: Language) -> None:
    short = nlp("Hier Jeanne est venue.")
    assert 1 in impossible_starts(short)
    long = nlp("Le contexte Jeanne est venue. " + "Elle est repartie sans un mot. " * 15)
    assert 2 not in impossible_starts(long)
    laid_out = nlp(long.text.strip() + "\nFin.")
    assert 2 in impossible_starts(laid_out)


def test_a_small_word_with_a_capital_starts_a_sentence_where_the_layout_is_lost(nlp: Language) -> None:
    text = "Le contexte Dans la nuit, Jeanne est venue ; Sur place, rien. " + "Elle est repartie sans un mot. " * 15
    starts = {token.text for token in nlp(text) if token.is_sent_start and token.i}
    assert {"Dans", "Sur"} <= starts and "Jeanne" not in starts
    assert not {"Dans", "Sur"} & {token.text for token in nlp(text[:62]) if token.is_sent_start}
