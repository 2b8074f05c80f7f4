"""The pattern language of the lexicon: what it means, and what is said of a pattern that breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphbuild.errors import LexiconError
from graphbuild.relations.lexicon import TOGETHER, index_frames, parse_entry, parse_pattern, read_frames, read_lexicon


def test_verb_with_fixed_words() -> None:
    frame = parse_pattern("ended", "verb", "S mettre fin à O:Product|Event")
    assert frame.heads == {"mettre"}
    assert [sorted(e.lemmas) for e in frame.fixed] == [["fin"]]
    assert frame.types("O") == {"Product", "Event"}
    assert frame.slots[0].prepositions == {"à"}


def test_preposition_of_several_words_and_contractions() -> None:
    frame = parse_pattern("sued", "verb", "S engager des poursuites à l'encontre de O")
    assert frame.slots[0].prepositions == {"à l'encontre de"}
    assert parse_pattern("leads", "verb", "S prendre le contrôle du O").slots[0].prepositions == {"de"}


def test_reflexive_alternatives_and_optional() -> None:
    frame = parse_pattern("partneredWith", "verb", "S s'associer à|avec O [pour X]")
    assert frame.reflexive and frame.slots[0].prepositions == {"à", "avec"}
    assert [e.optional for e in frame.elements] == [False, True]


def test_to_be_somewhere_is_an_attribute() -> None:
    frame = parse_pattern("leads", "verb", "S être à la tête de O")
    assert (frame.kind, frame.heads, frame.case) == ("attribute", {"tête"}, {"à"})


def test_members_of_one_coordination() -> None:
    assert parse_pattern("met", "noun", "rencontre entre S et O").slots[1].prepositions == TOGETHER
    assert parse_pattern("met", "verb", "S et O se rencontrer").slots[0].prepositions == TOGETHER


def test_a_thing_of_the_subject() -> None:
    assert parse_pattern("headquarteredIn", "verb", "siège de S se trouver à O").of == {"siège"}
    assert parse_pattern("headquarteredIn", "verb", "siège de S être à O").kind == "noun"


@pytest.mark.parametrize(
    ("kind", "pattern", "message"),
    [
        ("verb", "racheter O", "must begin with a slot"),
        ("verb", "S racheter", "needs both slots"),
        ("verb", "S racheter S", "twice|both slots"),
        ("noun", "S rachat de O", "event noun comes first"),
        ("verb", "S dépendre de", "preposition without"),
        ("verb", "S O", "no head word"),
    ],
)
def test_a_broken_pattern_is_named(kind: str, pattern: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        parse_pattern("acquired", kind, pattern)  # type: ignore[arg-type]


def test_long_form() -> None:
    frame = parse_entry("leads", "verb", {"pattern": "S viser O", "status": "planned", "confidence": 0.5, "note": "why"})
    assert (frame.status, frame.confidence) == ("planned", 0.5)
    with pytest.raises(LexiconError, match="known are asserted, negated, hedged, planned"):
        parse_entry("leads", "verb", {"pattern": "S viser O", "status": "maybe"})
    with pytest.raises(LexiconError, match="unknown keys"):
        parse_entry("leads", "verb", {"pattern": "S viser O", "satus": "planned"})


def test_a_broken_file_names_file_relation_and_section(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("acquired:\n  verbs:\n    - racheter O\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"mine\.yaml: acquired: verbs: 'racheter O' must begin with a slot"):
        read_frames(file)
    file.write_text("acquired:\n  verb:\n    - S racheter O\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="sections may be verbs, nouns, attributes"):
        read_frames(file)
    file.write_text("acquired: [", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"mine\.yaml:1: not valid YAML|mine\.yaml:2: not valid YAML"):
        read_frames(file)


def test_the_most_demanding_frame_comes_first() -> None:
    frames = [parse_pattern("a", "verb", "S mettre O"), parse_pattern("b", "verb", "S mettre fin à O")]
    assert [f.relation for f in index_frames(frames).of("verb", "mettre")] == ["b", "a"]


def test_the_bundled_lexicon_reads() -> None:
    lexicon = read_lexicon("fr")
    assert len({frame.relation for frame in lexicon.frames}) > 60
