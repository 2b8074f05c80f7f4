"""The evaluation of coreference: where the gold says mentions are, and what counts of the predictions."""

from __future__ import annotations

import json
from pathlib import Path

from coreference_samples import make_doc

from graphbuild.language.coreference.component import Coreference
from graphbuild.language.coreference.lexicon import read_coreference
from graphbuild.language.evaluation.coreference import find_surfaces, predicted_heads, read_popcorn, read_surfaces


def test_every_occurrence_of_a_surface_is_a_mention_longer_ones_first() -> None:
    text = "Le groupe Valmora recule. Valmora ferme. Le groupe attend."
    found = find_surfaces(text, [["Valmora", "groupe Valmora", "le groupe", "groupe"], ["ferme"]])
    assert [[text[start:end] for start, end in spans] for spans in found] == [["groupe Valmora", "Valmora", "groupe"], ["ferme"]]


def test_a_surface_is_a_whole_word_and_loses_its_article() -> None:
    text = "L’équipementier et l’équipe."
    assert [[text[s:e] for s, e in spans] for spans in find_surfaces(text, [["l’équipe"]])] == [["équipe"]]


def test_a_folder_of_gold(tmp_path: Path) -> None:
    (tmp_path / "01.txt").write_text("Valmora recule.", encoding="utf-8")
    (tmp_path / "01.jsonl").write_text(
        json.dumps({"entities": [{"name": "Valmora", "mentions": ["Valmora"]}]}) + "\n", encoding="utf-8"
    )
    (gold,) = read_surfaces(tmp_path)
    assert (gold.id, gold.clusters) == ("01", (((0, 7),),))


def test_attributes_of_popcorn_are_no_clusters(tmp_path: Path) -> None:
    mention = {"value": "Paul", "start": 0, "end": 4}
    item = {
        "text": "Paul part.",
        "entities": [{"type": "CIVILIAN", "mentions": [mention, mention]}, {"type": "TIME_EXACT", "mentions": [mention]}],
    }
    path = tmp_path / "p.json"
    path.write_text(json.dumps({"1": item}), encoding="utf-8")
    (gold,) = read_popcorn(path)
    assert gold.clusters == (((0, 4),),)


def test_what_counts_of_the_predictions() -> None:
    doc = Coreference(read_coreference("fr"))(make_doc("gender"))
    heads = {frozenset(cluster) for cluster in predicted_heads(doc, named=False)}
    assert heads == {frozenset({0, 10}), frozenset({4, 7})}
    assert {frozenset(cluster) for cluster in predicted_heads(doc, named=True)} == {frozenset({0}), frozenset({4})}
    doc = Coreference(read_coreference("fr"))(make_doc("possessive"))
    assert predicted_heads(doc, named=False) == [{0}], "possessives are not counted"
