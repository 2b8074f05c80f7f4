"""Statements against gold, end to end.

A statement is right when predicate and direction are those of a gold triple and both arguments match (`matching`).
Symmetric relations match both ways; each gold triple is matched once, by the statement with the right status if there
is one. Not asked for and not counted against: gold triples `other:VERB`, and those of `OPTIONAL` relations, which
annotators write unevenly. Statements of open or optional relations are left out of precision and counted apart; so are
repeats of a triple that was matched. Status and source are scored on matched triples.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from ..types import Statement
from .gold import GoldTriple
from .matching import equal_to_any, normal_words, same_as_any

# instanceOf: some read it off every "la société X", some only off a copula; stated and reported: not always written
# beside the triple that was said.
OPTIONAL = frozenset({"instanceOf", "stated", "reported"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one statement or one gold triple. `kind` is `right`, `status` (right but for its status),
    `wrong`, `missed`, `repeat`, `excused` or `open`."""

    item: str
    kind: str
    statement: Statement | None = None
    gold: GoldTriple | None = None

    @property
    def relation(self) -> str:
        return self.statement.predicate.name if self.statement else self.gold.predicate  # type: ignore[union-attr]


@dataclass(slots=True)
class Score:
    """Counts and the figures that follow from them; `outcomes` in the order of the gold."""

    outcomes: list[Outcome] = field(default_factory=list)
    sources_asked: int = 0
    sources_right: int = 0

    def count(self, *kinds: str) -> int:
        return sum(outcome.kind in kinds for outcome in self.outcomes)

    @property
    def correct(self) -> int:
        return self.count("right", "status")

    @property
    def precision(self) -> float:
        return _share(self.correct, self.correct + self.count("wrong"))

    @property
    def recall(self) -> float:
        return _share(self.correct, self.correct + self.count("missed"))

    @property
    def f1(self) -> float:
        return _f1(self.precision, self.recall)

    @property
    def strict_f1(self) -> float:
        right = self.count("right")
        return _f1(
            _share(right, self.correct + self.count("wrong")), _share(right, self.correct + self.count("missed"))
        )

    @property
    def status_accuracy(self) -> float:
        return _share(self.count("right"), self.correct)

    @property
    def source_accuracy(self) -> float | None:
        return self.sources_right / self.sources_asked if self.sources_asked else None

    def figures(self) -> dict[str, float | int | None]:
        """The figures by name, in the order in which they are shown."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "strict_f1": self.strict_f1,
            "status_accuracy": self.status_accuracy,
            "source_accuracy": self.source_accuracy,
            "gold": self.correct + self.count("missed"),
            "predicted": self.correct + self.count("wrong"),
            "correct": self.correct,
            "open_relations": self.count("open"),
            "repeats": self.count("repeat"),
        }

    def by_relation(self) -> dict[str, Counter[str]]:
        """For each relation how many were `right`, `wrong` and `missed`, the most frequent in the gold first."""
        table: dict[str, Counter[str]] = {}
        for outcome in self.outcomes:
            kind = "right" if outcome.kind == "status" else outcome.kind
            if kind in ("right", "wrong", "missed"):
                table.setdefault(outcome.relation, Counter())[kind] += 1
        return dict(sorted(table.items(), key=lambda row: (-(row[1]["right"] + row[1]["missed"]), row[0])))


def score(
    gold: Mapping[str, Sequence[GoldTriple]],
    statements: Iterable[Statement],
    *,
    relations: Collection[str],
    symmetric: Collection[str],
) -> Score:
    """Score statements against gold; `relations` are the names that the gold was annotated with."""
    result = Score()
    by_item = group_by_item(statements, gold)
    for item, triples in gold.items():
        _score_item(result, item, triples, by_item.get(item, ()), relations, symmetric)
    return result


def group_by_item(statements: Iterable[Statement], items: Collection[str]) -> dict[str, list[Statement]]:
    """Statements by gold item: the one whose id is the statement's document, or the last part of it."""
    groups: dict[str, list[Statement]] = {}
    for statement in statements:
        document = statement.evidence.document
        for key in (document, re.split("[/#]", document)[-1], PurePath(document).stem):
            if key in items:
                groups.setdefault(key, []).append(statement)
                break
    return groups


def _score_item(
    result: Score,
    item: str,
    triples: Sequence[GoldTriple],
    statements: Sequence[Statement],
    relations: Collection[str],
    symmetric: Collection[str],
) -> None:
    optional = [t for t in triples if t.predicate.startswith("other:") or t.predicate in OPTIONAL]
    asked = [t for t in triples if t not in optional]
    free = list(asked)
    for statement in _distinct(statements):
        relation = statement.predicate.name
        if relation not in relations or relation in OPTIONAL:
            result.outcomes.append(Outcome(item, "open", statement))
            continue
        hits = [t for t in free if t.predicate == relation and _fits(statement, t, relation in symmetric)]
        if hits:
            hit = next((t for t in hits if t.status == statement.status), hits[0])
            free.remove(hit)
            result.outcomes.append(Outcome(item, "right" if hit.status == statement.status else "status", statement, hit))
            if hit.source or statement.source:
                result.sources_asked += 1
                result.sources_right += bool(
                    hit.source and statement.source and same_as_any(statement.source.label, hit.source)
                )
        elif any(_fits(statement, t) for t in optional):
            result.outcomes.append(Outcome(item, "excused", statement))
        elif any(t.predicate == relation and _fits(statement, t) for t in asked):
            result.outcomes.append(Outcome(item, "repeat", statement))
        else:
            result.outcomes.append(Outcome(item, "wrong", statement))
    result.outcomes.extend(Outcome(item, "missed", gold=triple) for triple in free)


def _distinct(statements: Iterable[Statement]) -> list[Statement]:
    """Statements without those that say the same with the same status."""
    seen: dict[tuple[object, ...], Statement] = {}
    for statement in statements:
        key = (
            normal_words(statement.subject.label),
            statement.predicate.name,
            normal_words(statement.object.label),
            statement.status,
        )
        seen.setdefault(key, statement)
    return list(seen.values())


def _fits(statement: Statement, triple: GoldTriple, symmetric: bool = False) -> bool:
    subject, object_ = statement.subject.label, statement.object.label
    return (same_as_any(subject, triple.subject) and same_as_any(object_, triple.object)) or (
        symmetric and same_as_any(object_, triple.subject) and same_as_any(subject, triple.object)
    )


@dataclass(frozen=True, slots=True)
class FactScore:
    """How many facts were found (predicate and arguments; then with status and source), and what must not come out."""

    facts: int
    found: int
    right: int
    missing: tuple[GoldTriple, ...]
    forbidden: tuple[tuple[str, Statement], ...]


def score_facts(facts: Sequence[GoldTriple], forbidden: Sequence[GoldTriple], statements: Sequence[Statement]) -> FactScore:
    """Score the statements of one document against facts, and look for statements that are forbidden."""
    found, right, missing = 0, 0, []
    for fact in facts:
        hits = [s for s in statements if _has_predicate(s, fact) and _fits(s, fact)]
        good = [s for s in hits if _has_status(s, fact) and (not fact.source or s.source and same_as_any(s.source.label, fact.source))]
        found += bool(hits)
        right += bool(good)
        if not good:
            missing.append(fact)
    bad = tuple(
        (row.why, s)
        for row in forbidden
        for s in statements
        if _has_predicate(s, row)
        and _has_status(s, row)
        and equal_to_any(s.subject.label, row.subject)
        and equal_to_any(s.object.label, row.object)
    )
    return FactScore(len(facts), found, right, tuple(missing), bad)


def _has_predicate(statement: Statement, fact: GoldTriple) -> bool:
    return "*" in fact.predicates or statement.predicate.name in fact.predicates


def _has_status(statement: Statement, fact: GoldTriple) -> bool:
    return fact.status in ("*", statement.status)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
