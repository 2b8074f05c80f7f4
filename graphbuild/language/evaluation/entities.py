"""Scores of names and figures on annotated texts, with and without the components of this package; fits the weights.

    python -m graphbuild.language.evaluation.entities GOLD... [--model NAME] [--fit FILE]

GOLD is a file of JSON lines with `text` and `entities` ([start, end, label], or [surface, label] in order),
or a folder of `NN.txt` with `NN.jsonl` beside it, whose first line names the entities with their surfaces
and whose other lines are triples; the objects of `hasMeasure`, `bornOn`, `occurredOn` … are the gold of
figures and dates. For a folder a name is right when one of its surfaces is found with its label.
`--fit` writes the weights of the clues that the same texts give (see `entities.fit`).
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from ...resources import read_words
from ..entities.clues import LABELS
from ..entities.component import Entities
from ..entities.fit import GoldName, fit_weights, read_samples, weights_text
from ..pipeline import load_pipeline
from ..values.component import Values
from .model import score_entities

VALUE_RELATIONS = frozenset(("bornOn", "diedOn", "foundedOn", "hasMeasure", "occurredOn"))


@dataclass(frozen=True, slots=True)
class GoldText:
    """An annotated text: names in code points, figures and dates as written."""

    text: str
    date: str | None
    names: tuple[GoldName, ...]
    values: tuple[str, ...]


def read_gold(path: Path) -> list[GoldText]:
    """The annotated texts of a file or folder. Raises FileNotFoundError when there is neither."""
    if path.is_dir():
        return [_read_document(file) for file in sorted(path.glob("*.txt"))]
    return [_read_record(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _read_record(record: dict[str, Any]) -> GoldText:
    text, names, reached = record["text"], [], 0
    for entity in record.get("entities", ()):
        if len(entity) == 3:
            names.append((entity[0], entity[1], entity[2]))
            continue
        surface, label = entity
        start = text.find(surface, reached)
        if start < 0:
            start = text.find(surface)
        if start >= 0:
            reached = start + len(surface)
            names.append((start, reached, label))
    values = (triple["o"] for triple in record.get("triples", ()) if triple["p"] in VALUE_RELATIONS)
    return GoldText(text, record.get("date"), tuple(names), tuple(values))


def _read_document(file: Path) -> GoldText:
    text = file.read_text(encoding="utf-8")
    head, *triples = map(json.loads, file.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines())
    names = {
        (match.start(), match.end(), entity["label"])
        for entity in head["entities"]
        for surface in {entity["name"], *entity["mentions"]}
        if any(map(str.isupper, surface[:3]))
        for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text)
    }
    kept = {
        (s, e, label) for s, e, label in names if not any(a <= s and e <= b and (a, b) != (s, e) for a, b, _ in names)
    }
    date = re.match(r"\s*date (\d{4}-\d\d-\d\d)", text)
    values = (triple["o"] for triple in triples if triple["p"] in VALUE_RELATIONS)
    return GoldText(text, date[1] if date else None, tuple(sorted(kept)), tuple(values))


def parse(nlp: Language, gold: Sequence[GoldText]) -> list[Doc]:
    """The documents with the annotations of the model alone, and the day of their report."""
    with nlp.select_pipes(
        disable=[name for name in nlp.pipe_names if name.startswith("graphbuild_") and name != "graphbuild_sentences"]
    ):
        docs = list(nlp.pipe(text.text for text in gold))
    for doc, text in zip(docs, gold, strict=True):
        doc._.gb_document_date = text.date
    return docs


def score_values(docs: Sequence[Doc], gold: Sequence[GoldText]) -> tuple[int, int, int]:
    """How many figures and dates the gold has, how many are found with the same words, and how many with
    words that hold the gold's or lie in them."""
    exact = near = total = 0
    for doc, text in zip(docs, gold, strict=True):
        found = [_words(doc[value["start"] : value["end"]].text) for value in doc._.gb_values]
        for wanted in map(_words, text.values):
            total += 1
            exact += wanted in found
            near += any(
                wanted and words and (set(wanted) <= set(words) or set(words) <= set(wanted)) for words in found
            )
    return total, exact, near


def _words(text: str) -> list[str]:
    words = re.sub(r"(?<=[ld])['’]", " ", text.lower().replace("\u00a0", " ").replace("\u202f", " ")).split()
    return [word for word in words if word not in ("le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "au")]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--model", default=None, help="name or folder of a spaCy pipeline; the bundled one by default")
    parser.add_argument("--fit", type=Path, default=None, help="write the weights that these texts give")
    options = parser.parse_args(arguments)
    nlp = load_pipeline("fr", model=options.model)
    values, entities = Values(), Entities()
    samples = []
    for path in options.gold:
        gold = read_gold(path)
        docs = parse(nlp, gold)
        names = [set(text.names) for text in gold]
        labels = [label for label in LABELS if any(name[2] == label for text in names for name in text)]
        alone = score_entities(_found(docs, labels), names, labels)
        for doc in docs:
            values(doc)
        if options.fit:
            samples += read_samples(
                entities,
                list(zip(docs, [text.names for text in gold], strict=True)),
                unknown=frozenset(LABELS) - set(labels),
            )
        for doc in docs:
            entities(doc)
        both = score_entities(_found(docs, labels), names, labels)
        print(f"{path}: {len(gold)} texts, {both['all']['gold']} names")
        for row, scores in (("recogniser alone", alone), ("with this component", both)):
            by_label = "  ".join(f"{label} {scores[label]['f']:.3f}" for label in labels)
            print(
                f"  {row:20} F {scores['all']['f']:.3f}  P {scores['all']['precision']:.3f}  R {scores['all']['recall']:.3f}  {by_label}"
            )
        total, exact, near = score_values(docs, gold)
        if total:
            print(
                f"  figures and dates    {total} in the gold, {exact} found as written, {near} found within or around"
            )
    if options.fit:
        priors = read_words("fr", "entities.yaml")["clue_priors"]
        options.fit.write_text(weights_text(fit_weights(samples, priors=priors)), encoding="utf-8")
        print(f"{options.fit}: weights of {len(samples)} names")


def _found(docs: Sequence[Doc], labels: Sequence[str]) -> list[set[GoldName]]:
    return [{(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents if ent.label_ in labels} for doc in docs]


if __name__ == "__main__":
    main()
