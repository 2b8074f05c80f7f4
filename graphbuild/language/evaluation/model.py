"""What a language pipeline is and how good it is: a loaded pipeline in, plain dictionaries out.

`model_info` and `evaluate_model` stand behind `graphbuild model info` and
`graphbuild model evaluate`. The gold lies outside the package: a folder with
`ud-fr/*.conllu` (Universal Dependencies) and `ner-fr/test.jsonl`,
`winer-fr/test.jsonl` (JSON lines with `text` and `entities`, offsets in code
points). What is missing there is named in the result and skipped.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.converters import conllu_to_docs

TREEBANKS = {"Sequoia": "ud-fr/seq-test.conllu", "GSD": "ud-fr/gsd-test.conllu"}
ENTITY_SETS = {"ner-fr": "ner-fr/test.jsonl", "winer-fr": "winer-fr/test.jsonl"}

# What each set of entities marks; other predictions are not counted on it.
ENTITY_LABELS = {
    "ner-fr": ("EVENT", "LOC", "MISC", "ORG", "PER", "PRODUCT", "WORK"),
    "winer-fr": ("EVENT", "LOC", "ORG", "PER", "PRODUCT"),
}

SYNTAX_SCORES = {
    "token_f": "tokens",
    "pos_acc": "UPOS",
    "morph_acc": "features",
    "lemma_acc": "lemma",
    "dep_uas": "UAS",
    "dep_las": "LAS",
    "sents_f": "sentences",
}

# Components that change no score here, and those that change entities only.
READING = ("graphbuild_coreference", "graphbuild_relations")
NAMES = ("ner", "graphbuild_values", "graphbuild_entities")

Offsets = tuple[int, int, str]


def model_info(nlp: Language) -> dict[str, Any]:
    """What a pipeline is: name, version, components, labels, size in bytes, data and licences."""
    meta = nlp.meta
    path = nlp.path
    size = sum(file.stat().st_size for file in Path(path).rglob("*") if file.is_file()) if path else 0
    return {
        "name": f"{meta.get('lang', '')}_{meta.get('name', '')}",
        "version": meta.get("version", ""),
        "description": meta.get("description", ""),
        "license": meta.get("license", ""),
        "spacy": meta.get("spacy_version", ""),
        "path": str(path or ""),
        "size": size,
        "components": list(nlp.pipe_names),
        "labels": {
            name: sorted(str(label) for label in getattr(nlp.get_pipe(name), "labels", ()))
            for name in ("parser", "ner")
            if name in nlp.pipe_names
        },
        "sources": [f"{source['name']} ({source['license']})" for source in meta.get("sources") or []],
        "performance": meta.get("performance") or {},
    }


def read_treebank(path: Path, *, sentences: int = 10) -> list[Doc]:
    """Gold documents of a CoNLL-U file, so many sentences in each.

    Contracted forms ("du", "aux") stay one token, as texts have them.
    """
    text = path.read_text(encoding="utf-8")
    return list(conllu_to_docs(text, n_sents=sentences, merge_subtokens=True, no_print=True))


def score_syntax(nlp: Language, gold: Sequence[Doc]) -> dict[str, float]:
    """Scores of tokens to sentences between 0 and 1, on predicted tokens, and words per second."""
    texts = [doc.text for doc in gold]
    start = time.perf_counter()
    predicted = list(nlp.pipe(texts))
    seconds = time.perf_counter() - start
    # Gold and prediction must share a vocabulary: strings of both are needed to compare labels.
    examples = [
        Example(doc, Doc(nlp.vocab).from_bytes(reference.to_bytes()))
        for doc, reference in zip(predicted, gold, strict=True)
    ]
    scores = Scorer(nlp).score(examples) | Scorer.score_tokenization(examples)
    result = {name: float(scores[key]) for key, name in SYNTAX_SCORES.items() if scores.get(key) is not None}
    result["words per second"] = sum(map(len, predicted)) / seconds if seconds else 0.0
    return result


def read_entities(path: Path) -> tuple[list[str], list[set[Offsets]]]:
    """The texts of a JSON-lines file and the entities of each as (start, end, label)."""
    texts, entities = [], []
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            texts.append(record["text"])
            entities.append({(start, end, label) for start, end, label in record["entities"]})
    return texts, entities


def score_entities(
    predicted: Iterable[set[Offsets]], gold: Iterable[set[Offsets]], labels: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Precision, recall and F of exact spans with their label, for each label and for `all`.

    `gold` is the number of entities of the label in the gold.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for found, expected in zip(predicted, gold, strict=True):
        for _, _, label in found:
            counts["found", label] += 1
        for entity in expected:
            counts["gold", entity[2]] += 1
            counts["right", entity[2]] += entity in found
    scores = {}
    for name, group in [("all", list(labels)), *((label, [label]) for label in labels)]:
        right, found_count, gold_count = (sum(counts[kind, label] for label in group) for kind in ("right", "found", "gold"))
        precision = right / found_count if found_count else 0.0
        recall = right / gold_count if gold_count else 0.0
        f_score = 2 * right / (found_count + gold_count) if found_count + gold_count else 0.0
        scores[name] = {"precision": precision, "recall": recall, "f": f_score, "gold": gold_count}
    return scores


def evaluate_entities(nlp: Language, path: Path, labels: Sequence[str]) -> dict[str, dict[str, float]]:
    """Scores of the pipeline's entities on a JSON-lines file, counting only `labels`."""
    texts, gold = read_entities(path)
    predicted = [
        {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents if ent.label_ in labels}
        for doc in nlp.pipe(texts)
    ]
    return score_entities(predicted, [{e for e in entities if e[2] in labels} for entities in gold], labels)


def evaluate_model(nlp: Language, corpora_dir: str | Path) -> dict[str, Any]:
    """All scores of a pipeline on the test sets under `corpora_dir`.

    The result has `syntax` (by treebank), `entities` (by set, then by label),
    `recogniser` (the same for the statistical recogniser alone, where rules
    stand behind it) and `missing`, the files that are not there. Raises
    FileNotFoundError when the folder itself is missing.
    """
    folder = Path(corpora_dir)
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is no folder; give the one that holds ud-fr, ner-fr and winer-fr")
    result: dict[str, Any] = {"syntax": {}, "entities": {}, "recogniser": {}, "missing": []}
    for name, file in TREEBANKS.items():
        if (folder / file).is_file():
            with _without(nlp, *READING, *NAMES):
                result["syntax"][name] = score_syntax(nlp, read_treebank(folder / file))
        else:
            result["missing"].append(file)
    for name, file in ENTITY_SETS.items():
        if (folder / file).is_file():
            with _without(nlp, *READING):
                result["entities"][name] = evaluate_entities(nlp, folder / file, ENTITY_LABELS[name])
            if "graphbuild_entities" in nlp.pipe_names:
                with _without(nlp, *READING, "graphbuild_entities"):
                    result["recogniser"][name] = evaluate_entities(nlp, folder / file, ENTITY_LABELS[name])
        else:
            result["missing"].append(file)
    return {key: value for key, value in result.items() if value or key != "recogniser"}


def _without(nlp: Language, *names: str) -> AbstractContextManager[Any]:
    """The pipeline without some components, for a while."""
    return nlp.select_pipes(disable=[name for name in names if name in nlp.pipe_names])
