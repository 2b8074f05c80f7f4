"""How good coreference is: a loaded pipeline and folders of gold come in, scores go out.

Three sets, each with its own conventions:

- `popcorn-fr/train.json` (in the folder of corpora): mentions with offsets, pronouns and common nouns
  among them; possessives are not marked, so that those found are left out of the count.
- `documents` and `press-dev` (in the folder of evaluation data beside it): each entity with its surfaces,
  no pronouns, no common nouns that stand for no name. Every occurrence of a surface counts as a mention
  (longer surfaces first); of what is predicted, the entities with a name count, and no pronouns.

Mentions are compared by their head word. "gold mentions": the predicted clusters, cut down to the mentions
of the gold; a gold mention that was not found is alone. "predicted": everything as predicted, clusters of
one mention left out on both sides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..reading import readable
from .scores import CoreferenceScores, score_coreference

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Types of POPCORN that are attributes of a mention (age, colour, date …), not things that are mentioned.
_ATTRIBUTES = (
    "CATEGORY COLOR FIRSTNAME HEIGHT LASTNAME LATITUDE LENGTH LONGITUDE MATERIAL_REFERENCE NATIONALITY QUANTITY TIME WEIGHT"
).split()
_ARTICLE = re.compile(r"(?:(?:le|la|les|un|une|ce|cet|cette|son|sa) |l['’])", re.IGNORECASE)
_POSSESSIVES = frozenset("son sa ses leur leurs".split())


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text and its clusters, each a tuple of (start, end) in code points."""

    id: str
    text: str
    clusters: tuple[tuple[tuple[int, int], ...], ...]


def read_popcorn(path: Path) -> Iterator[GoldText]:
    """The texts of a POPCORN file."""
    for id_, item in json.loads(path.read_text(encoding="utf-8")).items():
        clusters = tuple(
            tuple(sorted({(mention["start"], mention["end"]) for mention in entity["mentions"]}))
            for entity in item["entities"]
            if not entity["type"].startswith(tuple(_ATTRIBUTES))
        )
        yield GoldText(id_, item["text"], clusters)


def read_surfaces(folder: Path) -> Iterator[GoldText]:
    """The texts of a folder of `NN.txt` with `NN.jsonl`, whose first line lists entities and surfaces."""
    for path in sorted(folder.glob("*.jsonl")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        with path.open(encoding="utf-8") as stream:
            entities = json.loads(stream.readline())["entities"]
        yield GoldText(path.stem, text, find_surfaces(text, [[e["name"], *e["mentions"]] for e in entities]))


def find_surfaces(text: str, surfaces: list[list[str]]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Where the surfaces of each entity stand, longer ones first; articles at their head do not count."""
    taken = bytearray(len(text))
    spans: list[list[tuple[int, int]]] = [[] for _ in surfaces]
    ordered = sorted(
        {(surface, i) for i, group in enumerate(surfaces) for surface in group}, key=lambda s: (-len(s[0]), s[1], s[0])
    )
    for surface, i in ordered:
        for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            article = _ARTICLE.match(text, start, end)
            spans[i].append((article.end() if article and article.end() < end else start, end))
    return tuple(tuple(sorted(group)) for group in spans)


def evaluate_coreference(nlp: Language, corpora: Path, *, evaluation: Path | None = None) -> dict[str, dict[str, Any]]:
    """Scores by set and condition; what is missing in the folders is named and skipped.

    `corpora` holds `popcorn-fr`; `evaluation` (by default the folder `eval` beside it) holds `documents`
    and `press-dev`.
    """
    evaluation = evaluation or corpora.parent / "eval"
    results: dict[str, dict[str, Any]] = {}
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name == "graphbuild_relations"]):
        for name, path in (("documents", evaluation / "documents"), ("press-dev", evaluation / "press-dev")):
            results[name] = _evaluate(nlp, read_surfaces(path), named=True) if path.is_dir() else {"missing": str(path)}
        path = corpora / "popcorn-fr" / "train.json"
        results["popcorn-fr"] = _evaluate(nlp, read_popcorn(path), named=False) if path.is_file() else {"missing": str(path)}
    return results


def _evaluate(nlp: Language, texts: Iterator[GoldText], *, named: bool) -> dict[str, Any]:
    given, predicted = CoreferenceScores(), CoreferenceScores()
    pairs = ((readable(gold.text), gold) for gold in texts)
    for doc, gold in nlp.pipe(pairs, as_tuples=True, batch_size=16):
        key = _gold_heads(doc, gold)
        found = predicted_heads(doc, named=named)
        mentions = set().union(*key)
        cut = [cluster & mentions for cluster in found]
        alone = mentions.difference(*cut)
        given += score_coreference(key, [*cut, *({head} for head in alone)])
        predicted += score_coreference(_several(key), _several(found))
    return {"gold mentions": _table(given), "predicted": _table(predicted)}


def _several(clusters: list[set[int]]) -> list[set[int]]:
    return [cluster for cluster in clusters if len(cluster) > 1]


def _gold_heads(doc: Doc, gold: GoldText) -> list[set[int]]:
    """The clusters as head tokens; a word that heads mentions of two clusters belongs to the first."""
    seen: set[int] = set()
    clusters = []
    for cluster in gold.clusters:
        heads = set()
        for start, end in cluster:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None and span.root.i not in seen:
                heads.add(span.root.i)
        seen |= heads
        clusters.append(heads)
    return clusters


def predicted_heads(doc: Doc, *, named: bool) -> list[set[int]]:
    """The entities of a document as head tokens of mentions and descriptions.

    With `named`, only entities that have a name, without their pronouns; else all, without possessives.
    """
    clusters = []
    for entity in doc._.gb_entities:
        mentions = entity["mentions"]
        if named and not any(kind == "name" for _, _, kind in mentions):
            continue
        heads = {doc[start:end].root.i for start, end in entity["descriptions"]}
        for start, end, kind in mentions:
            if kind == "pronoun":
                # "Ce dernier": the second word; otherwise there is one.
                if not named and doc[end - 1].lower_ not in _POSSESSIVES:
                    heads.add(end - 1)
            else:
                heads.add(doc[start:end].root.i)
        clusters.append(heads)
    return clusters


def _table(scores: CoreferenceScores) -> dict[str, float]:
    return {
        "MUC precision": scores.muc.precision,
        "MUC recall": scores.muc.recall,
        "MUC": scores.muc.f1,
        "B3 precision": scores.b3.precision,
        "B3 recall": scores.b3.recall,
        "B3": scores.b3.f1,
        "CEAFe": scores.ceafe.f1,
        "mean": scores.mean,
    }
