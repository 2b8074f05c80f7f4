"""Scores of a pipeline: the counting on hand-built spans, the whole on a tiny corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from graphbuild.language.evaluation.model import evaluate_model, model_info, read_treebank, score_entities

SAMPLE = Path(__file__).parents[1] / "training" / "sample"


@pytest.fixture
def nlp() -> Language:
    """A pipeline without weights that knows one name."""
    nlp = spacy.blank("fr", config={"nlp": {"tokenizer": {"@tokenizers": "graphbuild.FrenchTokenizer.v1"}}})
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Brumel"}])  # type: ignore[attr-defined]
    return nlp


def test_score_entities() -> None:
    gold = [{(0, 5, "PER"), (9, 12, "LOC")}, {(0, 4, "ORG")}]
    found = [{(0, 5, "PER"), (9, 12, "ORG")}, set()]
    scores = score_entities(found, gold, ["LOC", "ORG", "PER"])
    assert scores["PER"] == {"precision": 1.0, "recall": 1.0, "f": 1.0, "gold": 1}
    assert scores["LOC"]["recall"] == 0.0 and scores["ORG"]["precision"] == 0.0
    assert scores["all"] == {"precision": 1 / 2, "recall": 1 / 3, "f": pytest.approx(2 / 5), "gold": 3}


def test_score_entities_of_nothing() -> None:
    assert score_entities([set()], [set()], ["PER"])["all"]["f"] == 0.0


def test_contracted_forms_are_one_token(tmp_path: Path) -> None:
    rows = ["1-2\tdu\t_\t_\t_\t_\t_\t_\t_\t_", "1\tde\tde\tADP\t_\t_\t3\tcase\t_\t_", "2\tle\tle\tDET\t_\t_\t3\tdet\t_\t_",
            "3\tpain\tpain\tNOUN\t_\t_\t0\troot\t_\t_"]  # fmt: skip
    path = tmp_path / "a.conllu"
    path.write_text("# text = du pain\n" + "\n".join(rows) + "\n\n", encoding="utf-8")
    (doc,) = read_treebank(path)
    assert [(token.text, token.pos_, token.lemma_) for token in doc] == [("du", "ADP", "de le"), ("pain", "NOUN", "pain")]


def test_evaluate_model(nlp: Language) -> None:
    scores = evaluate_model(nlp, SAMPLE)
    assert scores["syntax"]["Sequoia"]["tokens"] == 1.0
    assert scores["entities"]["ner-fr"]["ORG"]["f"] == 1.0
    assert scores["entities"]["ner-fr"]["PER"]["recall"] == 0.0
    assert scores["missing"] == [] and "recogniser" not in scores
    json.dumps(scores)


def test_missing_sets_are_named(nlp: Language, tmp_path: Path) -> None:
    scores = evaluate_model(nlp, tmp_path)
    assert scores["missing"] == ["ud-fr/seq-test.conllu", "ud-fr/gsd-test.conllu", "ner-fr/test.jsonl", "winer-fr/test.jsonl"]
    with pytest.raises(FileNotFoundError, match="is no folder; give the one that holds ud-fr"):
        evaluate_model(nlp, tmp_path / "none")


def test_model_info(nlp: Language, tmp_path: Path) -> None:
    nlp.meta["sources"] = [{"name": "Corpus", "license": "MIT"}]
    nlp.to_disk(tmp_path / "model")
    info = model_info(spacy.load(tmp_path / "model"))
    assert info["components"] == ["entity_ruler"]
    assert info["sources"] == ["Corpus (MIT)"]
    assert info["size"] > 0
    json.dumps(info)
