"""The French tokenizer: what is one token, and that no code point is lost."""

from __future__ import annotations

import pytest
import spacy
import yaml
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from graphbuild.language.fr.tokenizer import FrenchTokenizer, load_tokenizer_data, normal_form

TOKENIZER = FrenchTokenizer(Vocab())


def words(text: str) -> list[str]:
    return [token.text for token in TOKENIZER(text) if not token.is_space]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Elisions, with either apostrophe.
        ("L'usine d’Albi", ["L'", "usine", "d’", "Albi"]),
        ("jusqu'au bout, lorsqu’il", ["jusqu'", "au", "bout", ",", "lorsqu’", "il"]),
        ("qu'« aucun »", ["qu'", "«", "aucun", "»"]),
        ("aujourd'hui, quelqu’un", ["aujourd'hui", ",", "quelqu’un"]),
        ("N'Golo Kanté n'a pas joué", ["N'Golo", "Kanté", "n'", "a", "pas", "joué"]),
        ("Côte d'Ivoire", ["Côte", "d'", "Ivoire"]),
        # Clitics behind their verb.
        ("compte-t-il", ["compte", "-t-il"]),
        ("Comment va-t-elle ?", ["Comment", "va", "-t-elle", "?"]),
        ("dit-il, est-ce vrai", ["dit", "-il", ",", "est", "-ce", "vrai"]),
        ("Donne-le-moi", ["Donne", "-le", "-moi"]),
        ("A-T-ON VU", ["A", "-T-ON", "VU"]),
        ("ce jour-là, cette fois-ci", ["ce", "jour", "-là", ",", "cette", "fois", "-ci"]),
        ("celui-ci et celles-là", ["celui-ci", "et", "celles-là"]),
        ("un rendez-vous peut-être", ["un", "rendez-vous", "peut-être"]),
        # Hyphenated names.
        ("Jean-Claude à Aix-en-Provence", ["Jean-Claude", "à", "Aix-en-Provence"]),
        ("Chavannes-sur-l'Étang", ["Chavannes-sur-l'Étang"]),
        # Abbreviations and initials.
        ("M. Duval et Mme. Roy", ["M.", "Duval", "et", "Mme.", "Roy"]),
        ("art. 3, n° 12, N°5", ["art.", "3", ",", "n°", "12", ",", "N°", "5"]),
        ("J.-C. Blin et A. Roy", ["J.-C.", "Blin", "et", "A.", "Roy"]),
        ("aux U.S.A.", ["aux", "U.S.A."]),
        ("la vitamine C.", ["la", "vitamine", "C", "."]),
        ("pommes, etc.", ["pommes", ",", "etc."]),
        # Figures.
        ("200 000 euros", ["200 000", "euros"]),
        ("1\u202f250\u00a0000,50 €", ["1\u202f250\u00a0000,50", "€"]),
        ("en 2001 200 personnes", ["en", "2001", "200", "personnes"]),
        ("3,5 % ou 12%", ["3,5", "%", "ou", "12", "%"]),
        ("150€ et $20", ["150", "€", "et", "$", "20"]),
        ("le 2025-12-02 à 18h30", ["le", "2025-12-02", "à", "18h30"]),
        ("-0,8 point, +14", ["-0,8", "point", ",", "+14"]),
        ("il fait 20 °C", ["il", "fait", "20", "°C"]),
        # Names with figures and signs.
        ("Orion-4 et Nimbus 3", ["Orion-4", "et", "Nimbus", "3"]),
        ("AT&T, Moody's", ["AT&T", ",", "Moody", "'s"]),
        # Punctuation.
        ("« Oui », dit \"non\"…", ["«", "Oui", "»", ",", "dit", '"', "non", '"', "…"]),
        ("Attends... (bien)", ["Attends", "...", "(", "bien", ")"]),
        ("voir https://exemple.fr/a?b=1.", ["voir", "https://exemple.fr/a?b=1", "."]),
        ("écrire à a.b@exemple.org, lemonde.fr", ["écrire", "à", "a.b@exemple.org", ",", "lemonde.fr"]),
        ("et/ou traité(e)s", ["et", "/", "ou", "traité(e)s"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_white_space_becomes_tokens() -> None:
    doc = TOKENIZER(" Un\u00a0mot.\n\nDeux  mots ")
    assert [token.text for token in doc] == [" ", "Un", "\u00a0", "mot", ".", "\n\n", "Deux", " ", "mots"]
    assert doc.text == " Un\u00a0mot.\n\nDeux  mots "


@given(st.text(alphabet=st.sampled_from("aÉœ'’-–. ,;\n\u00a0\u202f0123«»\"(/)%€°tilM"), max_size=60))
def test_no_code_point_is_lost(text: str) -> None:
    doc = TOKENIZER(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    assert TOKENIZER(text).text == text


def test_normal_form() -> None:
    assert normal_form("L’") == "l'"
    assert normal_form("200\u202f000") == "200 000"
    assert normal_form("\r\n") == "\n"
    assert TOKENIZER("«\u00a0D’accord").vocab["D’"].norm_ == "d'"


def test_in_a_config() -> None:
    nlp = spacy.blank("fr", config={"nlp": {"tokenizer": {"@tokenizers": "graphbuild.FrenchTokenizer.v1"}}})
    assert [token.text for token in nlp("l'usine")] == ["l'", "usine"]
    again = spacy.blank("fr", config={"nlp": nlp.config["nlp"]}).from_bytes(nlp.to_bytes())
    assert [token.text for token in again("l'usine")] == ["l'", "usine"]


def test_data_is_sorted() -> None:
    data = load_tokenizer_data()
    lists = {key: value for key, value in data.items() if isinstance(value, list)} | data["clitics"]
    for key, values in lists.items():
        assert values == sorted(set(values)), f"{key} of tokenizer.yaml should read: {yaml.safe_dump(sorted(set(values)))}"
