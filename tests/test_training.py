"""The training recipe: whole, on the sample corpus, and its parts on hand-built examples."""

from __future__ import annotations

import importlib
import importlib.util
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import spacy
from spacy.language import Language

TRAINING = Path(__file__).parents[1] / "training"


@pytest.fixture(scope="module")
def scripts() -> Iterator[dict[str, ModuleType]]:
    """The modules of training/scripts, importable while the test runs."""
    sys.path.insert(0, str(TRAINING / "scripts"))
    names = ("collect", "entities", "fill_entities", "prepare_entities", "treebank")
    gemm = importlib.import_module("thinc.backends").NumpyOps.gemm
    try:
        yield {name: importlib.import_module(name) for name in names}
    finally:
        sys.path.remove(str(TRAINING / "scripts"))
        importlib.import_module("thinc.backends").NumpyOps.gemm = gemm


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("fr", config={"nlp": {"tokenizer": {"@tokenizers": "graphbuild.FrenchTokenizer.v1"}}})


def test_whole_recipe(tmp_path: Path) -> None:
    """assets → corpus → training → package → evaluation, in a minute or two."""
    project = tmp_path / "training"
    shutil.copytree(TRAINING, project, ignore=shutil.ignore_patterns("assets", "corpus", "trained", "__pycache__"))
    sample = project / "sample"
    with_arcs = importlib.util.find_spec("torch") is not None  # needed by the arc parser and the sentence starts alone
    variables = {
        "python": sys.executable,
        "corpora": sample,
        "evaluation": sample / "eval",
        "lefff": sample / "lefff.mlex",
        "syntax_steps": 4,
        "plain_steps": 2,
        "second_steps": 2,
        "first_steps": 4,
        "entities_steps": 4,
        "eval_frequency": 2,
        "arcs": "yes" if with_arcs else "no",
        "arcs_epochs": 1,
        "arcs_second_epochs": 1,
        "borders_epochs": 1,
    }
    options = [part for name, value in variables.items() for part in (f"--vars.{name}", str(value))]
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "weasel", "run", "all", str(project), *options],
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    model = project / "trained" / "model"
    assert (model / "lexicon.npz").is_file()
    assert (model / "graphbuild_arcs").is_dir() == (model / "graphbuild_borders").is_dir() == with_arcs
    assert "LGPL-LR" in (model / "LICENSES.txt").read_text(encoding="utf-8")
    scores = json.loads((project / "trained" / "scores.json").read_text(encoding="utf-8"))
    assert set(scores["syntax"]) == {"Sequoia", "GSD"}
    assert set(scores["entities"]) == {"ner-fr", "winer-fr"}
    assert scores["missing"] == []
    assert scores["syntax"]["Sequoia"]["tokens"] == 1.0
    config = (model / "config.cfg").read_text(encoding="utf-8")
    assert str(tmp_path) not in config and "lexicon = null" in config


def test_missing_corpora_are_named(scripts: dict[str, ModuleType], tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"ud-fr/fqb\.conllu.*training/README\.md"):
        scripts["collect"].collect(tmp_path, tmp_path / "eval", tmp_path / "assets")


def test_variants_keep_the_tree(scripts: dict[str, ModuleType], nlp: Language) -> None:
    treebank = scripts["treebank"]
    rows = [("«", False, "PUNCT", 2, "punct"), ("Un", True, "DET", 2, "det"), ("chat", False, "NOUN", 3, "nsubj"),
            ("dort", False, "VERB", 3, "ROOT"), ("»", True, "PUNCT", 3, "punct"), ("!", True, "PUNCT", 3, "punct")]  # fmt: skip
    sentence = [treebank.Row(word, space, pos, "", word.lower(), head, dep) for word, space, pos, head, dep in rows]
    rng = random.Random(1)
    seen = set()
    for _ in range(300):
        varied = treebank.vary(sentence, rng, 1.0)
        doc = treebank.make_doc(nlp.vocab, treebank.join([varied, sentence], rng, 1.0))
        assert len(list(doc.sents)) == 2
        words = [token for token in next(iter(doc.sents)) if not token.is_space]
        assert [token.head.lower_ for token in words if token.is_alpha] == ["chat", "dort", "dort"]
        assert all(token.dep_ == "dep" for token in doc if token.is_space)
        seen.add(doc.text)
    assert len(seen) > 20


def test_exchanged_names(scripts: dict[str, ModuleType], nlp: Language) -> None:
    entities = scripts["entities"]
    pieces = [("Le patron d'", ""), ("Ormel", "ORG"), (" quitte ", ""), ("Ormel", "ORG"), (".", "")]
    names = {"ORG": ["Adéa", "Brumel", "Ivry SA"]}
    for seed in range(20):
        varied = entities.exchange_names(pieces, names, random.Random(seed), 1.0)
        assert varied[1] == varied[3], "one name stays one name"
        assert varied[1][0] in ("Ormel", "Adéa", "Ivry SA"), "after d' there is a vowel"
        example = entities.make_example(nlp, varied)
        assert [(ent.text, ent.label_) for ent in example.reference.ents] == [varied[1], varied[3]]


def test_unknown_spans_are_missing(scripts: dict[str, ModuleType], nlp: Language) -> None:
    example = scripts["entities"].make_example(nlp, [("Les ", ""), ("Lillois", "?"), (" de ", ""), ("Lille", "LOC")])
    assert [token.ent_iob_ for token in example.reference] == ["O", "", "O", "B"]


def test_winer_says_nothing_about_titles_and_peoples(scripts: dict[str, ModuleType]) -> None:
    text = "Hier, les Belges ont vu « Le Grand Soir » à Paris."
    start = text.index("Paris")
    unknown = scripts["prepare_entities"].unmarked(text, [[start, start + 5, "LOC"]])
    assert [text[s:e] for s, e in unknown] == ["Belges", "Le Grand Soir"]


def test_fill(scripts: dict[str, ModuleType]) -> None:
    text = "Les Belges de Spa ont lu Zadig."
    span = {name: (text.index(name), text.index(name) + len(name)) for name in ("Belges", "Spa", "Zadig")}
    record = {"text": text, "entities": [[*span["Spa"], "LOC"]], "unknown": [[*span["Belges"]], [*span["Zadig"]]]}
    found = [(*span["Belges"], "MISC"), (*span["Spa"], "ORG"), (*span["Zadig"], "PER")]
    filled = scripts["fill_entities"].fill(record, found, ("MISC", "WORK"))
    assert filled["entities"] == [[*span["Belges"], "MISC"], [*span["Spa"], "LOC"]]
    assert filled["unknown"] == [[*span["Zadig"]]]


def test_written_sentences_are_well_formed(scripts: dict[str, ModuleType]) -> None:
    records = list(scripts["prepare_entities"].from_written(TRAINING / "data" / "written.txt"))
    assert len({record["text"] for record in records}) == len(records)
    for record in records:
        assert not set("[]|") & set(record["text"]), record["text"]
        assert all(label in scripts["entities"].LABELS for _, _, label in record["entities"]), record["text"]
