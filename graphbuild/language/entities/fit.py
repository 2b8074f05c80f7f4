"""Fits the weights by which clues decide the type of a name.

In: `Doc`s with the names of a recogniser, and the names that they should have. Out: the content of
`entities_weights.yaml`, clue → label → weight: a multinomial logistic regression with a penalty on
the squares of how far the weights stray from what `clue_priors` of `entities.yaml` expects of them (Berger,
Della Pietra & Della Pietra 1996; Chelba & Acero 2004), so that rare clues keep what they say on the face of it. The names must come from texts
that the recogniser was not trained on, or it would be trusted too much. `docs/entities.md` tells which
texts the weights in the repository come from, and the command.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from spacy.tokens import Doc

from .agreement import NONE
from .clues import LABELS
from .component import Entities

Sample = tuple[frozenset[str], str]
GoldName = tuple[int, int, str]
_CLASSES = (*LABELS, NONE)


def read_samples(
    component: Entities, docs: Iterable[tuple[Doc, Sequence[GoldName]]], *, unknown: frozenset[str] = frozenset()
) -> list[Sample]:
    """The clues of every name of the documents with its right label; gold names are in code points.

    Names whose label is `unknown` to the gold (it does not mark works, say) are left out.
    """
    samples = []
    for doc, gold in docs:
        names, _ = component.gathered(doc)
        for group in component.agreement.grouped(doc, names).values():
            if group.fixed:
                continue
            labels: Counter[str] = Counter()
            for name in group.names:
                start, end = doc[name.start].idx, doc[name.end - 1].idx + len(doc[name.end - 1])
                labels.update(label for first, last, label in gold if first < end and start < last)
            recognised = {name.label for name in group.names} & unknown
            if labels or not recognised:
                samples.append((frozenset(group.clues), labels.most_common(1)[0][0] if labels else NONE))
    return samples


def expected_weights(priors: Mapping[str, float | Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Clue → label → weight before any sample is seen. A number stands for a family of clues that end in the
    label they speak for (`class` for `class:ORG` …), a mapping for one clue."""
    expected: dict[str, dict[str, float]] = {}
    for clue, weight in priors.items():
        if isinstance(weight, Mapping):
            expected[clue] = dict(weight)
        else:
            expected.update({f"{clue}:{label}": {label: weight} for label in LABELS})
    return expected


def fit_weights(
    samples: Sequence[Sample],
    *,
    priors: Mapping[str, float | Mapping[str, float]] | None = None,
    penalty: float = 2.0,
    steps: int = 400,
    rarest: int = 4,
) -> dict[str, dict[str, float]]:
    """Clue → label → weight. Clues of fewer than `rarest` names that no prior knows are left out."""
    expected = expected_weights(priors or {})
    counts = Counter(clue for clues, _ in samples for clue in clues)
    clues = sorted({clue for clue, count in counts.items() if count >= rarest} | set(expected))
    column = {clue: place for place, clue in enumerate(clues)}
    prior = np.array([[expected.get(clue, {}).get(label, 0.0) for label in _CLASSES] for clue in clues])
    features = np.zeros((len(samples), len(clues)))
    target = np.zeros((len(samples), len(_CLASSES)))
    for row, (found, label) in enumerate(samples):
        features[row, [column[clue] for clue in found if clue in column]] = 1
        target[row, _CLASSES.index(label)] = 1
    weights = prior.copy()
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):  # gradient descent with momentum and scaling (Adam)
        scores = features @ weights
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        gradient = features.T @ (odds - target) + penalty * (weights - prior)
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        weights -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return {
        clue: {
            label: round(float(weights[row, place]), 2)
            for place, label in enumerate(_CLASSES)
            if abs(weights[row, place]) >= 0.05
        }
        for clue, row in column.items()
    }


def weights_text(weights: dict[str, dict[str, float]]) -> str:
    """The weights as YAML, one clue a line, sorted."""
    lines = [
        "# How much each clue of entities.clues and entities.agreement speaks for each label.",
        "# Written by graphbuild/language/entities/fit.py; see docs/entities.md.",
        "",
    ]
    for clue in sorted(weights):
        entries = ", ".join(f"{label}: {weight}" for label, weight in sorted(weights[clue].items()))
        lines.append(f'"{clue}": {{{entries}}}')
    return "\n".join(lines) + "\n"
