"""The memo: what must come out of it, and that the same comes out of it with other names and other typography."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import graphbuild as gb
from graphbuild import folder as files
from graphbuild.evaluation.gold import read_facts
from graphbuild.evaluation.scoring import score_facts
from graphbuild.types import Entity

# Invented names for all names of the memo; the initials of those that are elided before stay vowels.
RENAMINGS = {
    "plausible": {
        "OpenAI": "Ovalys",
        "Sam Altman": "Marc Delorme",
        "Altman": "Delorme",
        "ChatGPT": "Parlobot",
        "Pulse": "Cadence",
        "Nick Turley": "Paul Verrier",
        "Google": "Drakonis",
        "Gemini": "Centaure",
        "Anthropic": "Emerald",
    },
    "outlandish": {
        "OpenAI": "Uxmalion",
        "Sam Altman": "Jorn Kvistrad",
        "Altman": "Kvistrad",
        "ChatGPT": "TalkBQR",
        "Pulse": "Vrill",
        "Nick Turley": "Oskar Bremmel",
        "Google": "Zorvex",
        "Gemini": "Tolmak",
        "Anthropic": "Ipsologic",
    },
}


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "data" / "memo.txt").read_bytes().decode("utf-8")


def graph_of(text: str) -> list[tuple[str, ...]]:
    """What a text says, without offsets and confidences: labels and types, relation, status, source, time."""

    def show(node: Entity | gb.Value | None) -> tuple[str, str]:
        if node is None:
            return "", ""
        return plain(node.label), node.type if isinstance(node, Entity) else node.datatype

    statements = gb.build(gb.Document("memo", text, "2025-12-02")).statements
    rows = [
        (*show(s.subject), s.predicate.name, *show(s.object), s.status, *show(s.source), s.time or "") for s in statements
    ]
    return sorted(rows)


def plain(label: str) -> str:
    """A label without the typography that the variants change: blanks, apostrophes, quotation marks."""
    return " ".join(re.sub('["«»“”]', " ", label.replace("’", "'")).split())


def rename(text: str, names: dict[str, str]) -> str:
    pattern = re.compile(r"\b(" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")\b")
    return pattern.sub(lambda match: names[match[1]], text)


@pytest.fixture(scope="module")
def expected(text: str) -> list[tuple[str, ...]]:
    rows = graph_of(text)
    assert len(rows) > 20
    return rows


def assert_same(found: list[tuple[str, ...]], expected: list[tuple[str, ...]]) -> None:
    lost, gained = sorted(set(expected) - set(found)), sorted(set(found) - set(expected))
    assert (lost, gained) == ([], [])
    assert found == expected


@pytest.mark.parametrize("kind", RENAMINGS)
def test_other_names_give_the_same_graph(kind: str, text: str, expected: list[tuple[str, ...]]) -> None:
    names = RENAMINGS[kind]
    renamed = rename(text, names)
    assert not any(re.search(rf"\b{name}\b", renamed) for name in names)
    assert_same(graph_of(renamed), sorted(tuple(rename(value, names) for value in row) for row in expected))


@pytest.mark.parametrize(
    ("variant", "change"),
    {
        "typographic apostrophes": lambda text: text.replace("'", "’"),
        "typographic quotation marks": lambda text: re.sub(r'" ?([^"]+?) ?"', r"« \1 »", text),
        "English quotation marks": lambda text: re.sub(r'" ?([^"]+?) ?"', r"“\1”", text),
        "straight quotation marks without blanks": lambda text: re.sub(r'" ?([^"]+?) ?"', r'"\1"', text),
        "Windows line ends": lambda text: text.replace("\n", "\r\n"),
        "non-breaking spaces": lambda text: re.sub(
            r'(?<=") | (?=")', "\u00a0", re.sub(r" (?=[:;!?])", "\u202f", re.sub(r"(?<=\d) (?=\w)", "\u00a0", text))
        ),
        "date head on a line of its own": lambda text: re.sub(r"^ date (\S+) ", r"date \1\n\n", text),
    }.items(),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_typography_gives_the_same_graph(variant: str, change: Callable[[str], str], text: str, expected: list[tuple[str, ...]]) -> None:
    changed = change(text)
    assert changed != text
    assert_same(graph_of(changed), expected)


def test_the_facts_are_found_and_nothing_forbidden_comes_out(memo_folder: Path, root: Path) -> None:
    gold = root / "data" / "gold"
    statements = gb.load(memo_folder).statements
    result = score_facts(read_facts(gold / "memo.jsonl"), read_facts(gold / "memo-forbidden.jsonl"), statements)
    assert [why for why, _ in result.forbidden] == []
    assert result.found >= 27, "\n".join(map(str, result.missing))
    assert result.right >= 26, "\n".join(map(str, result.missing))


def test_the_reference_scorer_agrees(memo_folder: Path, shared: Path) -> None:
    command = [sys.executable, shared / "eval" / "score_memo.py", memo_folder / files.STATEMENTS]
    run = subprocess.run(command, capture_output=True, text=True)
    found, full = map(int, re.findall(r"(\d+)/28", run.stdout))
    assert found >= 27 and full >= 26 and "forbidden 0" in run.stdout, run.stdout


def test_every_sentence_that_states_something_yields_something(memo_folder: Path) -> None:
    report = json.loads((memo_folder / files.REPORT).read_text(encoding="utf-8"))
    assert [row["sentence"] for row in report["coverage"] if row["kind"] == "sentence"] == []


def test_headings_and_questions_state_nothing(memo_folder: Path) -> None:
    kg = gb.load(memo_folder)
    (reading,) = kg.readings
    marked = [sentence for sentence in reading.sentences if sentence.kind != "sentence"]
    assert len(marked) == 3
    for sentence in marked:
        said = [s for s in kg.statements if sentence.start <= s.evidence.start < sentence.end]
        assert all(s.status != "asserted" for s in said)


def test_what_was_paused_and_who_says_so(memo_folder: Path) -> None:
    rows = gb.load(memo_folder).query(
        """
        SELECT ?what ?who ?sentence WHERE {
          ?claim rdf:subject ent:OpenAI ; rdf:predicate gb:paused ; rdf:object/rdfs:label ?what ; gb:evidence ?evidence .
          ?evidence gb:inSentence/nif:anchorOf ?sentence .
          OPTIONAL { ?evidence gb:accordingTo/rdfs:label ?who }
        }
        """
    )
    answers = [(str(row.what), str(row.who or ""), str(row.sentence)) for row in rows]
    pulse = [(who, sentence) for what, who, sentence in answers if "Pulse" in what]
    assert pulse and all("mémo" in who for who, _ in pulse) and all("Pulse" in sentence for _, sentence in pulse)


def test_the_words_of_a_speaker_keep_both_marks_of_a_quotation(memo_folder: Path) -> None:
    said = [s.object.label for s in gb.load(memo_folder).statements if s.predicate.name == "stated"]
    assert any('"' in words for words in said)
    assert all(words.count('"') % 2 == 0 for words in said)
