"""Writes docs/quality.md: how good the statements are, on every gold set at hand. `make quality`, or this file with Python.

Sets that are no part of the repository are looked for in `../shared/eval` beside the checkout and left out, with a note,
where they are not there.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import graphbuild as gb
from graphbuild.evaluation import GoldTriple, Score, read_gold, score
from graphbuild.evaluation.gold import gold_texts, read_facts, relation_names
from graphbuild.evaluation.scoring import score_facts
from graphbuild.evaluation.tables import causes, markdown, reliability

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "eval"
TARGET = ROOT / "docs" / "quality.md"
GOLD = ROOT / "data" / "gold"


@dataclass(frozen=True)
class Set:
    name: str
    path: Path
    words: str
    developed: bool = True


SETS = (
    Set("press-dev", SHARED / "press-dev", "14 real press articles (Wikinews), document-level gold"),
    Set("documents", GOLD / "documents", "11 articles written for this project, document-level gold"),
    Set("sentences-dev", SHARED / "sentences-dev.jsonl", "280 real sentences (encyclopedia, newspaper)"),
    Set("business", GOLD / "constructions" / "business.jsonl", "240 sentences written for this project, each relation in many constructions"),
    Set("events", GOLD / "constructions" / "events.jsonl", "240 more"),
    Set("people", GOLD / "constructions" / "people.jsonl", "240 more"),
    Set("kinds", GOLD / "kinds", "10 texts of as many kinds, from memo to court report, that nobody developed on", developed=False),
)

HEAD = """# How good the statements are

Made by `make quality`. End to end, from the bare text: tokens, parse, names, coreference, relations, linking. Every statement of a
relation of the ontology counts, not only those between pairs that the gold names. A triple is right when relation and direction are
those of the gold and both arguments match (the same content words, or one name inside the other with at least half of its words);
`strict` also asks for the right status (asserted, negated, hedged, planned). instanceOf, stated and reported are optional, because
annotators write them unevenly. All sets but the last were used for development: on texts of other kinds expect what the last one shows.
The tables after the scores leave it out.
"""


def main() -> None:
    started = time.perf_counter()
    relations, symmetric = relation_names(SHARED / "relations.tsv" if SHARED.is_dir() else None)
    parts, rows, every = [HEAD], [], Score()
    every_gold: dict[str, list[GoldTriple]] = {}
    for item in SETS:
        if not item.path.exists():
            print(f"left out: {item.path} is not here", file=sys.stderr)
            continue
        print(f"reading {item.name}", file=sys.stderr)
        gold = {f"{item.name}/{key}": triples for key, triples in read_gold(item.path).items()}
        result = score(gold, renamed(item, gb.extract_statements(gold_texts(item.path))), relations=relations, symmetric=symmetric)
        figures = result.figures()
        rows.append((f"{item.name}: {item.words}", *(figures[name] for name in COLUMNS)))
        if item.developed:
            every.outcomes += result.outcomes
            every_gold |= gold
    parts += ["## Scores", markdown(("set", *(name.replace("_", " ") for name in COLUMNS)), rows), memo(), relx()]
    parts += [RELIABILITY, markdown(("confidence", "statements", "mean confidence", "share that is right"), reliability(every))]
    parts += [CAUSES, markdown(("cause", "times", "for example"), causes(every, every_gold)[:10])]
    parts += [RELATIONS, markdown(("relation", "gold", "right", "wrong", "missed", "precision", "recall", "F1"), by_relation(every))]
    TARGET.write_text("\n\n".join(part.strip() for part in parts) + "\n", encoding="utf-8", newline="\n")
    print(f"written: {TARGET} ({time.perf_counter() - started:.0f} s)", file=sys.stderr)


COLUMNS = ("precision", "recall", "f1", "strict_f1", "status_accuracy", "source_accuracy", "gold", "predicted")
RELIABILITY = """## Can a confidence be trusted?

All sets together; statements that the gold decides on. A statement with confidence 0.8 or more should be right at least 85 times of 100."""
CAUSES = """## The commonest causes of errors

A missed triple is laid to what was read nearest to it, a wrong statement to the gold triple that it comes nearest to."""
RELATIONS = """## Relations

All sets together."""


def renamed(item: Set, statements: Iterable[gb.Statement]) -> list[gb.Statement]:
    """Statements with the set's name before their documents, so that all sets can be counted together."""
    from dataclasses import replace

    return [replace(s, evidence=replace(s.evidence, document=f"{item.name}/{s.evidence.document}")) for s in statements]


def memo() -> str:
    statements = gb.build(ROOT / "data" / "memo.txt").statements
    result = score_facts(read_facts(GOLD / "memo.jsonl"), read_facts(GOLD / "memo-forbidden.jsonl"), statements)
    return (
        f"The memo (`data/memo.txt`): {result.found} of {result.facts} facts found, {result.right} with the right status and source, "
        f"{len(result.forbidden)} forbidden statements, {len(statements)} statements in all."
    )


def relx() -> str:
    """The share of RELX items that are answered rightly, with the two entities given."""
    path = SHARED / "relx-fr-dev.tsv"
    if not path.exists():
        return ""
    from graphbuild.evaluation.relx import answer, micro_f1, read_relx
    from graphbuild.knowledge_graph import KnowledgeGraph
    from graphbuild.language.reading import read_document

    print("reading RELX", file=sys.stderr)
    nlp = gb.load_pipeline("fr")
    items = read_relx(path)
    readings = (read_document(nlp, gb.Document(item.id, item.text, lang="fr")) for item in items)
    answers = [answer(item, KnowledgeGraph.of_readings([reading]), nlp(item.text)) for item, reading in zip(items, readings)]
    figures = micro_f1((item.label, found) for item, found in zip(items, answers))
    return (
        f"RELX French, the half at hand ({len(items)} sentences, two entities marked, one of 37 labels), through the mapping of "
        f"`ontology/lexicon/relx.yaml`: precision {figures['precision']:.3f}, recall {figures['recall']:.3f}, micro F1 "
        f"{figures['f1']:.3f}. Published for models that were trained on the task: multilingual BERT 0.583, with MTMB 0.599."
    )


def by_relation(result: Score) -> Iterable[tuple[object, ...]]:
    for name, counts in result.by_relation().items():
        right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
        precision = right / (right + wrong) if right + wrong else None
        recall = right / (right + missed) if right + missed else None
        f1 = 2 * right / (2 * right + wrong + missed) if right else 0.0
        yield name, right + missed, right, wrong, missed, precision, recall, f1


if __name__ == "__main__":
    main()
