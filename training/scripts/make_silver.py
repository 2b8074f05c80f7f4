"""Parsed press text for a second round of training: two models and raw texts in, `silver.spacy` out.

    python make_silver.py FIRST SECOND OUT TEXTS.jsonl...

Both models parse the texts (JSON lines with `text`). A sentence is kept when
both see the same sentence and agree on nearly all its heads, labels and parts
of speech; its annotation is that of the first, the better one. Where two
different models agree they are mostly right, so that the kept sentences teach
words and constructions which the treebanks do not have.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
import treebank  # noqa: F401 - registers what the configs name
from spacy.tokens import DocBin, Span

# At least this share of a sentence's words must have the same head, label and part of speech in both.
AGREEMENT = 0.9
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


def main(first: Path, second: Path, out: Path, paths: list[Path]) -> None:
    texts = list(read_texts(paths))
    models = [spacy.load(path) for path in (first, second)]
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
            if agreement(sent, other) >= AGREEMENT:
                end = sent.end - 1 if sent[-1].is_space else sent.end
                if one[end - 1].head.i < end and all(token.head.i < end for token in one[sent.start : end]):
                    kept.add(one[sent.start : end].as_doc())
                    seen += 1
                    words += end - sent.start
    kept.to_disk(out)
    print(f"{seen} of {total} sentences kept, {words} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), [Path(argument) for argument in sys.argv[4:]])
