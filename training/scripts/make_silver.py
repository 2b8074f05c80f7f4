"""Parsed press text for a second round of training: two models and raw texts in, `silver.spacy` out.

    python make_silver.py FIRST SECOND OUT TEXTS.jsonl... [--agreement 0.9]

Either may be the weights of an arc parser (`arcs.npz`), which then reads what the other has tagged; where that file is
not there, nothing is made.

Both models parse the texts (JSON lines with `text`). A sentence is kept when
both see the same sentence and agree on nearly all its heads, labels and parts
of speech; its annotation is that of the first, the better one. Where two
different models agree they are mostly right, so that the kept sentences teach
words and constructions which the treebanks do not have.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import spacy
import treebank  # noqa: F401 - registers what the configs name
from spacy.language import Language
from spacy.tokens import DocBin, Span

import graphbuild.language.parsing.arcs  # noqa: F401 - registers the component

SHORTEST, LONGEST = 5, 60


def read_texts(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        with path.open(encoding="utf-8") as stream:
            for line in stream:
                yield json.loads(line)["text"]


def agreement(first: Span, second: Span) -> float:
    """The share of words that two parses of one sentence analyse alike."""
    same = sum(
        a.pos == b.pos and a.dep == b.dep and a.head.i - first.start == b.head.i - second.start
        for a, b in zip(first, second, strict=True)
    )
    return same / len(first)


def load(path: Path, other: Path) -> Language:
    """The model at `path`; for an arc parser, the other model with it behind."""
    if path.suffix != ".npz":
        return spacy.load(path)
    nlp = spacy.load(other)
    nlp.add_pipe("graphbuild_arcs", after="parser").from_bytes(path.read_bytes())
    return nlp


def main(first: Path, second: Path, out: Path, paths: list[Path], needed: float) -> None:
    """Keep the sentences of which at least the share `needed` of the words is analysed alike."""
    if missing := [path for path in (first, second) if not path.exists()]:
        print(f"{missing[0]} is not there: nothing made")
        return
    texts = list(read_texts(paths))
    models = [load(first, second), load(second, first)]
    for nlp in models:
        if "graphbuild_sentences" not in nlp.pipe_names:
            nlp.add_pipe("graphbuild_sentences", first=True)
    kept = DocBin(attrs=["ORTH", "SPACY", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"])
    seen = total = words = 0
    for one, two in zip(*(nlp.pipe(texts) for nlp in models), strict=True):
        others = {(sent.start, sent.end): sent for sent in two.sents}
        for sent in one.sents:
            total += 1
            other = others.get((sent.start, sent.end))
            if other is None or not SHORTEST <= len(sent) <= LONGEST or any(token.is_space for token in sent[:-1]):
                continue
            if agreement(sent, other) >= needed:
                end = sent.end - 1 if sent[-1].is_space else sent.end
                if one[end - 1].head.i < end and all(token.head.i < end for token in one[sent.start : end]):
                    kept.add(one[sent.start : end].as_doc())
                    seen += 1
                    words += end - sent.start
    kept.to_disk(out)
    print(f"{seen} of {total} sentences kept, {words} words")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("first", "second", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--agreement", type=float, default=0.9)
    given = parser.parse_args()
    main(given.first, given.second, given.out, given.texts, given.agreement)
