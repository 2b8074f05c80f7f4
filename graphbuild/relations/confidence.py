"""How sure a statement is: from the way it was found to a probability of being right."""

from __future__ import annotations

from .candidates import Candidate


def calibrate(candidate: Candidate, *, fit: float, entity_known: bool, object_known: bool) -> float:
    """A number between 0 and 1, rounded to two places."""
    score = candidate.weight * fit
    if not entity_known:
        score *= 0.9
    return round(max(0.05, min(0.99, score * 0.95)), 2)
