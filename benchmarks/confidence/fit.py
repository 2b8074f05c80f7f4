"""Fits the weights of confidence on the development sets: `python benchmarks/confidence/fit.py --shared ../shared/eval`.

In: the gold sets and the engine, asked for all its findings, sure or not. Out: `ontology/lexicon/fr/confidence.yaml`
and, on the terminal, how well confidences foretell what is right (five-fold cross-validation over items).
A logistic regression with a Gaussian prior, fitted by Newton's method; features seen fewer than five times are left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from graphbuild.evaluation.gold import GoldTriple, gold_texts, read_gold
from graphbuild.evaluation.matching import same_as_any
from graphbuild.language.pipeline import load_pipeline
from graphbuild.readers import read_inputs
from graphbuild.relations.reader import StatementReader
from graphbuild.vocabulary import read_relations

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = ROOT / "ontology" / "lexicon" / "fr" / "confidence.yaml"
OPTIONAL = {"instanceOf", "stated", "reported"}
# Real texts are what users bring: they weigh more than sentences written to show constructions.
WEIGHTS = {"press-dev": 3.0, "sentences-dev.jsonl": 2.0, "documents": 2.0, "constructions": 1.0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared" / "eval")
    parser.add_argument("--prior", type=float, default=1.5, help="how strongly weights are pulled to 0")
    args = parser.parse_args()
    rows, labels, weights, groups = collect(args.shared)
    names = ["bias", *sorted(n for n, c in Counter(f for row in rows for f in row).items() if c >= 5 and n != "bias")]
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    y, w = np.array(labels, dtype=float), np.array(weights)
    held = np.zeros(len(y))
    folds = np.array([hash_group(g) % 5 for g in groups])
    for fold in range(5):
        learn = folds != fold
        held[~learn] = predict(matrix[~learn], fit(matrix[learn], y[learn], w[learn], args.prior))
    report(held, y)
    final = fit(matrix, y, w, args.prior)
    lines = [f"  {name}: {value:.2f}" for name, value in sorted(zip(names, final, strict=True)) if abs(value) >= 0.05]
    head = "# Weights of the features of graphbuild/relations/confidence.py, fitted by benchmarks/confidence/fit.py: do not edit.\n"
    TARGET.write_text(head + "weights:\n" + "\n".join(quote(line) for line in lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(y)} statements, {y.mean():.2f} right; {len(lines)} weights written to {TARGET.relative_to(ROOT)}")


def quote(line: str) -> str:
    name, _, value = line.strip().rpartition(": ")
    return f'  "{name}": {value}'


def hash_group(text: str) -> int:
    return sum(ord(c) * (n + 1) for n, c in enumerate(text))


def collect(shared: Path) -> tuple[list[dict[str, float]], list[bool], list[float], list[str]]:
    """Features, truth, weight and item of every statement that the gold decides on."""
    nlp = load_pipeline("fr")
    component: Any = nlp.get_pipe("graphbuild_relations")
    known = set(read_relations())
    rows, labels, weights, groups = [], [], [], []
    sets = [shared / "press-dev", shared / "documents", shared / "sentences-dev.jsonl", *sorted((shared / "constructions").glob("*.jsonl"))]
    for path in sets:
        gold = read_gold(path)
        weight = next(v for k, v in WEIGHTS.items() if k in (path.name, path.parent.name))
        for document in read_inputs(gold_texts(path), languages=("fr",), lang="fr").documents:
            key = document.id if document.id in gold else Path(document.id).stem
            doc = nlp.make_doc(document.text)
            doc._.gb_document_date = document.date
            with nlp.select_pipes(disable=["graphbuild_relations"]):
                doc = nlp(doc)
            reader = StatementReader(doc, "fr", component.lexicon, component.operators, closed=False)
            for statement, features in zip(reader.statements(floor=0.0), reader.features, strict=True):
                truth = judge(statement, doc, gold.get(key, []), known)
                if truth is not None:
                    rows.append(features)
                    labels.append(truth)
                    weights.append(weight)
                    groups.append(f"{path.name}/{key}")
    return rows, labels, weights, groups


def judge(statement: dict[str, Any], doc: Any, gold: list[GoldTriple], known: set[str]) -> bool | None:
    """Whether the gold has it; None where the gold does not decide (open and optional relations)."""
    name = statement["predicate"]
    if statement["open"] or name not in known or name in OPTIONAL or name == "hasQuality":
        return None
    subject, obj = (label(statement[end], doc) for end in ("subject", "object"))
    for triple in gold:
        straight = same_as_any(subject, triple.subject) and same_as_any(obj, triple.object)
        crossed = same_as_any(obj, triple.subject) and same_as_any(subject, triple.object)
        if name in triple.predicates and (straight or crossed and read_relations()[name].symmetric):
            return True
    return False


def label(node: dict[str, Any], doc: Any) -> str:
    return doc._.gb_entities[node["entity"]]["label"] if "entity" in node else node["label"]


def fit(x: np.ndarray, y: np.ndarray, w: np.ndarray, prior: float) -> np.ndarray:
    """Weights of a logistic regression, shape (features,); the first feature, the bias, is free of the prior."""
    beta = np.zeros(x.shape[1])
    pull = np.full(x.shape[1], prior)
    pull[0] = 1e-6
    for _ in range(30):
        p = predict(x, beta)
        gradient = x.T @ (w * (y - p)) - pull * beta
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(pull)
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return beta


def predict(x: np.ndarray, beta: np.ndarray) -> np.ndarray:
    """Probabilities, shape (rows,)."""
    return np.asarray(1 / (1 + np.exp(-(x @ beta))))


def report(p: np.ndarray, y: np.ndarray) -> None:
    print("confidence   statements   mean   right")
    for low in np.arange(0.0, 1.0, 0.1):
        chosen = (p >= low) & (p < low + 0.1)
        if chosen.any():
            print(f"{low:.1f} – {low + 0.1:.1f}  {chosen.sum():10}  {p[chosen].mean():6.2f}  {y[chosen].mean():6.2f}")
    for floor in (0.3, 0.4, 0.5, 0.6, 0.8):
        chosen = p >= floor
        print(f"at least {floor}: {chosen.sum()} statements, {y[chosen].mean():.2f} right, {y[chosen].sum() / y.sum():.2f} of the right ones kept")


if __name__ == "__main__":
    main()
