"""How sure a statement is: from the way it was found to a probability of being right.

In comes a `Candidate` with what is known of its arguments; out go features (`describe`) and, by a
logistic model over them, a confidence. The weights are fitted on the development sets by
`benchmarks/confidence/fit.py` and stand in `ontology/lexicon/LANG/confidence.yaml`; the reliability
table is in docs/quality.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from ..resources import read_words
from .candidates import Candidate
from .refs import Ref


def describe(candidate: Candidate, subject: Ref, obj: Ref, *, fit: float, status: str) -> dict[str, float]:
    """The features of a candidate, by name; a feature that is not named is 0."""
    kind, _, way = candidate.rule.partition("/")[2].partition("/")
    weight = max(candidate.weight * fit, 0.05)
    features = {
        "bias": 1.0,
        "doubt": -math.log(weight),
        f"kind={kind}": 1.0,
        f"construction={candidate.construction.split(':')[0]}": 1.0,
        f"way={candidate.construction.split(':')[-1]}": 1.0,
        f"subject={_nature(subject)}": 1.0,
        f"object={_nature(obj)}": 1.0,
        f"status={status}": 1.0,
    }
    for mark in ("understood", "doer", "owner"):
        if way.endswith(mark):
            features[f"filled={mark}"] = 1.0
    return features


def _nature(ref: Ref) -> str:
    if ref.value is not None:
        return "value"
    if not ref.named and ref.type in ("Event", "Document"):
        return ref.type.lower()
    if ref.entity is None:
        return "phrase with name" if ref.named else "phrase"
    return ref.mention if ref.named else f"unnamed {ref.mention}"


class Calibration:
    """The logistic model of one language."""

    def __init__(self, lang: str) -> None:
        self._weights: Mapping[str, float] = read_words(lang, "confidence.yaml")["weights"]

    def confidence(self, features: Mapping[str, float]) -> float:
        """The probability that a statement with these features is right, rounded to two places."""
        score = sum(value * self._weights.get(name, 0.0) for name, value in features.items())
        return round(1 / (1 + math.exp(-score)), 2)
