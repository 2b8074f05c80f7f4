"""Writes docs/memo.md: every statement of the memo with a reader's judgement. Run with Python; part of `make quality`.

Judgements stand in data/gold/memo-judged.jsonl, one a line: subject, relation, object, status, verdict (`right`, `doubtful`,
`wrong`) and, where it is not right, why. A statement that nobody has judged yet is told and counted as doubtful.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import graphbuild as gb
from graphbuild.evaluation.tables import markdown

ROOT = Path(__file__).resolve().parent.parent
JUDGED = ROOT / "data" / "gold" / "memo-judged.jsonl"
TARGET = ROOT / "docs" / "memo.md"
MARKS = {"right": "", "doubtful": "doubtful", "wrong": "wrong"}
HEAD = """# Every statement of the memo

Made by `make quality` from `data/memo.txt` and the judgements of a careful reader in `data/gold/memo-judged.jsonl`: is it what the
sentence says, with that status and that source? What is not right is marked, with the reason.
"""


def main() -> None:
    judgements = read_judgements(JUDGED)
    kg = gb.build(ROOT / "data" / "memo.txt")
    rows, counts = [], Counter[str]()
    for statement in kg.statements:
        verdict, why = judgements.get(key(statement), ("doubtful", "not judged yet"))
        counts[verdict] += 1
        if why == "not judged yet":
            print(f"not judged yet: {' | '.join(key(statement))}", file=sys.stderr)
        rows.append(
            (
                statement.subject.label,
                statement.predicate.name,
                statement.object.label,
                statement.status,
                statement.source.label if statement.source else "",
                f"{statement.confidence:.2f}",
                ": ".join(filter(None, (MARKS[verdict], why))),
            )
        )
    total = sum(counts.values())
    share = f"{counts['right']} of {total} statements are right ({100 * counts['right'] / total:.0f} %), {counts['doubtful']} doubtful, {counts['wrong']} wrong."
    head = ("subject", "relation", "object", "status", "source", "confidence", "judgement")
    TARGET.write_text(f"{HEAD}\n{share}\n\n{markdown(head, rows)}\n", encoding="utf-8", newline="\n")
    print(f"written: {TARGET}; {share}", file=sys.stderr)


def key(statement: gb.Statement) -> tuple[str, str, str, str]:
    return statement.subject.label, statement.predicate.name, statement.object.label, statement.status


def read_judgements(path: Path) -> dict[tuple[str, str, str, str], tuple[str, str]]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()) if path.exists() else ()
    return {(r["s"], r["p"], r["o"], r["status"]): (r["verdict"], r.get("why", "")) for r in rows}


if __name__ == "__main__":
    main()
