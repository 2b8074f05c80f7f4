"""Write the scores of the bundled pipeline into docs/model-card.md.

    python benchmarks/language/model_card.py CORPORA

Runs what `graphbuild model evaluate CORPORA` runs, on the model without the
rules behind it and with them, and puts tables between the two comments.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from graphbuild.language.evaluation.model import evaluate_model, model_info
from graphbuild.language.pipeline import load_pipeline

CARD = Path(__file__).parents[2] / "docs" / "model-card.md"
SYNTAX = ("tokens", "UPOS", "features", "lemma", "UAS", "LAS", "sentences")
# Scores that spaCy publishes of its large French pipeline, on Sequoia.
ANCHOR = {"UPOS": 0.973, "lemma": 0.914, "UAS": 0.897, "LAS": 0.858, "sentences": 0.896}


def percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f}"


def syntax_table(scores: dict[str, dict[str, float]]) -> list[str]:
    rows = [f"| test set | {' | '.join(SYNTAX)} |", "|---" * (len(SYNTAX) + 1) + "|"]
    for name, values in scores.items():
        rows.append(f"| UD French {name} | {' | '.join(percent(values.get(key)) for key in SYNTAX)} |")
    rows.append(f"| *fr_core_news_lg, published* | {' | '.join(percent(ANCHOR.get(key)) for key in SYNTAX)} |")
    return rows


def entity_table(scores: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    rows = []
    for name, labels in scores.items():
        rows += ["", f"| {name} | precision | recall | F | in the gold |", "|---|---|---|---|---|"]
        for label, values in labels.items():
            numbers = " | ".join(percent(values[key]) for key in ("precision", "recall", "f"))
            rows.append(f"| {label} | {numbers} | {values['gold']} |")
    return rows[1:]


def card(scores: dict[str, Any], info: dict[str, Any]) -> str:
    """The section of the scores in Markdown."""
    lines = [
        f"Version {info['version']}, {info['size'] / 1e6:.1f} MB on disk. Measured with `graphbuild model evaluate CORPORA`",
        "on predicted tokens, in texts of ten sentences on one line each (syntax) and as the sets have them (entities: exact",
        "spans with their type), in percent.",
        "",
        *syntax_table(scores["syntax"]),
        "",
        "The recogniser alone:",
        "",
        *entity_table(scores["recogniser"]),
        "",
        "With the values and entity rules of graphbuild behind it:",
        "",
        *entity_table(scores["entities"]),
    ]
    return "\n".join(lines)


def main(corpora: Path) -> None:
    nlp = load_pipeline("fr")
    section = card(evaluate_model(nlp, corpora), model_info(nlp))
    text = CARD.read_text(encoding="utf-8")
    pattern = re.compile(r"(<!-- scores: .*? -->\n).*?(<!-- end of scores -->)", re.DOTALL)
    CARD.write_text(pattern.sub(lambda match: f"{match[1]}{section}\n{match[2]}", text), encoding="utf-8")
    print(section)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
