"""Party and union between an office and a name: the names are parted, and the tree with them."""

from __future__ import annotations

import relation_samples as samples
from spacy.tokens import Span

from graphbuild.language.entities.names import Name
from graphbuild.language.entities.party_names import part_bodies, part_trees
from graphbuild.relations.grammar.operators import read_operators
from graphbuild.relations.lexicon import index_frames
from graphbuild.relations.reader import StatementReader

SENATOR = f"""
Le le DET det 1
sénateur sénateur NOUN nsubj 5
ABC ABC PROPN nmod 1
Paul Paul PROPN flat:name 2
Roux Roux PROPN flat:name 2
proteste protester VERB ROOT 5 {samples.FIN}
"""


def test_an_acronym_between_an_office_and_a_name_is_a_body() -> None:
    doc = samples.parse(SENATOR)
    names = [Name(2, 3, "PER"), Name(3, 5, "PER")]
    assert [name.label for name in part_bodies(doc, names, lambda doc, place: "PER")] == ["ORG", "PER"]
    assert part_bodies(doc, names, lambda doc, place: "ORG") == names, "`le groupe ABC Paul` is no person's"


def test_both_hang_on_the_office_and_the_person_belongs_to_the_body() -> None:
    doc = samples.parse(SENATOR, {"ABC": "Organization", "Paul Roux": "Person"})
    doc.ents = (Span(doc, 2, 3, label="ORG"), Span(doc, 3, 5, label="PER"))
    part_trees(doc)
    assert [(t.text, t.dep_, t.head.text) for t in doc[2:5]] == [
        ("ABC", "nmod", "sénateur"), ("Paul", "appos", "sénateur"), ("Roux", "flat:name", "Paul"),
    ]  # fmt: skip
    found = StatementReader(doc, "fr", index_frames([]), read_operators("fr"), closed=True).statements(floor=0.0)
    entities = doc._.gb_entities
    said = {(entities[s["subject"]["entity"]]["label"], s["predicate"], s["object"].get("label") or entities[s["object"]["entity"]]["label"]) for s in found}
    assert said == {("Paul Roux", "memberOf", "ABC"), ("Paul Roux", "holdsPosition", "sénateur")}
