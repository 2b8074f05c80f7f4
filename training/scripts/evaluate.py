"""Score a packaged pipeline: `python evaluate.py MODEL CORPORA SCORES.json`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import spacy

import graphbuild.language.fr.tokenizer
import graphbuild.language.parsing.arcs
import graphbuild.language.parsing.borders
import graphbuild.language.sentences  # noqa: F401 - registers what the config names
from graphbuild.language.evaluation.model import evaluate_model


def main(model: Path, corpora: Path, out: Path) -> None:
    scores = evaluate_model(spacy.load(model), corpora)
    out.write_text(json.dumps(scores, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for name, values in scores["syntax"].items():
        print(name, " ".join(f"{key} {value:.4f}" for key, value in values.items() if value <= 1))
    for name, labels in scores["entities"].items():
        print(name, " ".join(f"{label} {value['f']:.3f}" for label, value in labels.items()))
    for name in scores["missing"]:
        print(f"missing: {name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
