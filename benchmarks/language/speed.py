"""Words per second of the language pipeline on one core: `python benchmarks/language/speed.py [TEXT ...]`.

Compares a blank French pipeline of spaCy, the tokenizer alone, the parser alone,
the bundled model, and the model with all that graphbuild puts behind it
(values, entities, coreference, relations), on the same texts (by default the memo that comes
with the repository, forty times). Prints a table; the best of three runs counts.
"""

from __future__ import annotations

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # before NumPy is loaded

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy
from spacy.language import Language

from graphbuild.language.pipeline import load_pipeline
from graphbuild.resources import language_path

MEMO = Path(__file__).parents[2] / "data" / "memo.txt"


def words_per_second(run: Callable[[Sequence[str]], int], texts: Sequence[str], *, repeat: int = 3) -> float:
    """The best of some runs; processor time, so that other work on the machine does not count."""
    best = 0.0
    for _ in range(repeat):
        start = time.process_time()
        words = run(texts)
        best = max(best, words / (time.process_time() - start))
    return best


def through(nlp: Language) -> Callable[[Sequence[str]], int]:
    """A function that sends texts through a pipeline and counts words."""
    return lambda texts: sum(sum(not token.is_space for token in doc) for doc in nlp.pipe(texts))


def main(paths: Sequence[Path]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in paths] * (40 if len(paths) == 1 else 1)
    nlp = spacy.load(language_path("fr", "model"))
    others = [name for name in nlp.pipe_names if name not in ("tok2vec", "parser", "graphbuild_arcs")]
    rows = {
        'spacy.blank("fr")': through(spacy.blank("fr")),
        "tokenizer of graphbuild": lambda texts: sum(len(nlp.make_doc(text)) for text in texts),
        "parser alone": lambda texts: sum(len(doc) for doc in nlp.pipe(texts, disable=[*others, "graphbuild_arcs"])),
        "both parsers": lambda texts: sum(len(doc) for doc in nlp.pipe(texts, disable=others)),
        "bundled model": through(nlp),
        "whole pipeline": through(load_pipeline("fr")),
    }
    print(f"{'':26}{'words/s':>10}")
    for name, run in rows.items():
        print(f"{name:26}{words_per_second(run, texts):>10,.0f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="*", type=Path, default=[MEMO])
    main(parser.parse_args().texts)
