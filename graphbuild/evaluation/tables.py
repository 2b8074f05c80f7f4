"""Tables of an evaluation, in Markdown: reliability of confidences, relations, commonest causes of errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..types import Statement
from .gold import GoldTriple
from .matching import same_as_any
from .scoring import Outcome, Score

# Edges of the confidences that are counted together; 0.8 is the one above which statements are promised to be right.
_BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0001)


def reliability(score: Score) -> list[tuple[str, int, float, float]]:
    """How often statements of a confidence are right: (range, statements, mean confidence, share that is right).

    Only statements that the gold decides on count: right ones (whatever their status) and wrong ones.
    """
    judged = [
        (outcome.statement.confidence, outcome.kind != "wrong")
        for outcome in score.outcomes
        if outcome.statement is not None and outcome.kind in ("right", "status", "wrong")
    ]
    rows = []
    for low, high in zip(_BINS, _BINS[1:]):
        rows.append(_reliability_row(f"{low:.1f} to {min(high, 1.0):.1f}", [j for j in judged if low <= j[0] < high]))
    rows.append(_reliability_row("0.8 and more", [j for j in judged if j[0] >= 0.8]))
    return [row for row in rows if row[1]]


def _reliability_row(name: str, judged: Sequence[tuple[float, bool]]) -> tuple[str, int, float, float]:
    number = len(judged)
    if not number:
        return name, 0, 0.0, 0.0
    return name, number, sum(c for c, _ in judged) / number, sum(right for _, right in judged) / number


def causes(score: Score, gold: Mapping[str, Sequence[GoldTriple]]) -> list[tuple[str, int, str]]:
    """The causes of errors, the commonest first: (cause, how often, an example).

    A missed triple is laid to what was extracted in its place, a wrong statement to the gold triple that it is nearest
    to; what is wrong and what is missed by the same fault therefore count under the same words.
    """
    by_item: dict[str, list[Statement]] = {}
    for outcome in score.outcomes:
        if outcome.statement is not None:
            by_item.setdefault(outcome.item, []).append(outcome.statement)
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for outcome in score.outcomes:
        statement, triple = outcome.statement, outcome.gold
        if outcome.kind == "status" and statement and triple:
            cause = f"status: {triple.status} read as {statement.status}"
        elif outcome.kind == "missed" and triple:
            near = max((_nearness(other, triple) for other in by_item.get(outcome.item, ())), default=0)
            cause = f"missed: {_NEARNESS[near][0]}"
        elif outcome.kind == "wrong" and statement:
            near = max((_nearness(statement, other) for other in gold[outcome.item]), default=0)
            cause = f"wrong: {_NEARNESS[near][1]}"
        else:
            continue
        counts[cause] += 1
        examples.setdefault(cause, _show(outcome))
    return [(cause, number, examples[cause]) for cause, number in counts.most_common()]


# What stands nearest to a triple or statement on the other side, from far to near: words for what was missed, and for
# what is wrong.
_NEARNESS = (
    ("nothing was read near it", "nothing of it is in the gold"),
    ("one argument was read in another relation", "one argument stands in another relation"),
    ("another subject was read", "another subject"),
    ("another object was read", "another object"),
    ("another relation was read between its arguments", "another relation between its arguments"),
    ("it was read in the wrong direction", "the wrong direction"),
)


def _nearness(statement: Statement, triple: GoldTriple) -> int:
    """How near a statement comes to a gold triple that it does not match: a position in `_NEARNESS`."""
    relation = statement.predicate.name == triple.predicate
    subject = same_as_any(statement.subject.label, triple.subject)
    object_ = same_as_any(statement.object.label, triple.object)
    if relation and same_as_any(statement.object.label, triple.subject) and same_as_any(statement.subject.label, triple.object):
        return 5
    if subject and object_:
        return 4
    if relation and (subject or object_):
        return 3 if subject else 2
    return int(subject or object_)


def _show(outcome: Outcome) -> str:
    parts = []
    if outcome.gold is not None:
        parts.append(f"gold {outcome.gold}")
    if outcome.statement is not None:
        s = outcome.statement
        parts.append(f"read {s.subject.label} | {s.predicate.name} | {s.object.label} | {s.status}")
    return f"{outcome.item}: {'; '.join(parts)}"


def markdown(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; figures with three decimals."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    text = f"{value:.3f}" if isinstance(value, float) else str(value)
    return text.replace("|", "\\|").replace("\n", " ")
