"""Pairs found by graphbuild beside textacy's subject-verb-object triples, on the same parses.

`python benchmarks/relations/compare.py --shared ../shared/eval` (needs `pip install textacy`). For each sentence of
`sentences-dev.jsonl`, every pair of arguments that the gold relates is asked for, whatever the relation: a pair is found
when both of its members are (the same words, or one name inside the other with half of its words). textacy is given the
parse of the bundled pipeline, with its labels and once more with UD's `obj` and `obl` renamed to the `dobj` and `pobj`
that it looks for.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc
from textacy.extract.triples import subject_verb_object_triples

from graphbuild.evaluation.matching import same
from graphbuild.language.pipeline import load_pipeline

ROOT = Path(__file__).resolve().parent.parent.parent
OLD_LABELS = {"obj": "dobj", "obl:arg": "dobj", "obl:agent": "agent", "nsubj:pass": "nsubjpass", "aux:pass": "auxpass", "aux:tense": "aux"}
Pair = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared" / "eval")
    rows = [json.loads(line) for line in (parser.parse_args().shared / "sentences-dev.jsonl").open(encoding="utf-8")]
    nlp = load_pipeline("fr")
    counts = {name: [0, 0] for name in ("graphbuild", "textacy", "textacy, labels renamed")}
    asked = 0
    for row in rows:
        gold = [(t["s"], t["o"]) for t in row["triples"]]
        asked += len(gold)
        doc = nlp(row["text"])
        found = {"graphbuild": ours(doc), "textacy": theirs(doc), "textacy, labels renamed": theirs(renamed(doc))}
        for name, pairs in found.items():
            right, wrong = count(pairs, gold)
            counts[name][0] += right
            counts[name][1] += wrong
    print(f"{asked} pairs in the gold of {len(rows)} sentences")
    print("| | pairs | precision | recall |\n| --- | ---: | ---: | ---: |")
    for name, (right, wrong) in counts.items():
        print(f"| {name} | {right + wrong} | {right / max(right + wrong, 1):.3f} | {right / asked:.3f} |")


def ours(doc: Doc) -> list[Pair]:
    def label(ref: dict) -> str:
        return doc._.gb_entities[ref["entity"]]["label"] if "entity" in ref else ref["label"]

    return list(dict.fromkeys((label(s["subject"]), label(s["object"])) for s in doc._.gb_statements))


def theirs(doc: Doc) -> list[Pair]:
    def words(tokens: Iterable) -> str:
        return " ".join(token.text for token in tokens)

    return list(dict.fromkeys((words(t.subject), words(t.object)) for t in subject_verb_object_triples(doc)))


def renamed(doc: Doc) -> Doc:
    copy = doc.copy()
    for token in copy:
        token.dep_ = OLD_LABELS.get(token.dep_, token.dep_)
    return copy


def count(pairs: list[Pair], gold: list[Pair]) -> tuple[int, int]:
    """How many pairs are in the gold, each gold pair counted once, and how many are not."""
    free, right = list(gold), 0
    for s, o in pairs:
        hit = next((g for g in free if same(s, g[0]) and same(o, g[1]) or same(s, g[1]) and same(o, g[0])), None)
        if hit is not None:
            free.remove(hit)
            right += 1
    return right, len(pairs) - right


if __name__ == "__main__":
    main()
