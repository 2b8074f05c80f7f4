"""One graph from many documents: the same whether they come at once, in any order, bit by bit, or leave again."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise

import pytest
from graph_documents import READINGS, build
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.graph.content import Content
from graphbuild.graph.rdf import canonical_hash, write_nquads
from graphbuild.iris import BASE
from graphbuild.serialize import reading_from_json, reading_to_json
from graphbuild.types import Reading
from graphbuild.vocabulary import GB


def keep(readings: list[Reading]) -> list[Reading]:
    """Through the lines that a graph folder keeps of its readings."""
    return [reading_from_json(json.loads(json.dumps(reading_to_json(reading)))) for reading in readings]


@cache
def whole() -> str:
    return canonical_hash(build(READINGS).triples)


@given(st.permutations(range(60)), st.lists(st.integers(1, 59), max_size=4))
@settings(max_examples=12, deadline=None)
def test_bit_by_bit_gives_the_same_graph_as_all_at_once(order: list[int], cuts: list[int]) -> None:
    folder: list[Reading] = []
    edges = [0, *sorted(set(cuts)), 60]
    for start, end in pairwise(edges):
        added = [READINGS[number] for number in order[start:end]]
        folder = [*keep(folder), *added]
    assert canonical_hash(build(folder).triples) == whole()


@given(st.sets(st.integers(0, 59), min_size=1, max_size=30))
@settings(max_examples=8, deadline=None)
def test_what_was_added_and_removed_leaves_no_trace(gone: set[int]) -> None:
    """Removing documents from a graph gives the graph of the others, built as if the first had never been."""
    left = [reading for number, reading in enumerate(READINGS) if number not in gone]
    again = keep([reading for reading in keep(list(READINGS)) if reading in left])
    assert write_nquads(build(again).triples) == write_nquads(build(left).triples)


@pytest.mark.parametrize("number", [0, 7, 31])
def test_removing_a_document_removes_exactly_its_evidences(number: int) -> None:
    before = build(READINGS)
    after = build([reading for reading in READINGS if reading is not READINGS[number]])
    document = f"<{BASE}document/doc-{number:02}>"

    def where(content: Content) -> set[tuple[str, ...]]:
        """The evidences, by what stands in the documents: names of entities may change as documents leave."""
        kept = (f"<{GB}status>", f"<{GB}inSentence>", f"<{GB}rule>", f"<{GB}confidence>")
        rows: dict[str, list[str]] = {}
        for subject, predicate, object_ in content.triples:
            if predicate in kept:
                rows.setdefault(subject, []).append(object_)
        return {tuple(sorted(row)) for row in rows.values()}

    lost = where(before) - where(after)
    assert where(after) <= where(before)
    assert lost and all(any(value.startswith(document[:-1] + "#") for value in row) for row in lost)
    assert not any(document in triple or document[:-1] + "#" in " ".join(triple) for triple in after.triples)


def test_the_graph_of_sixty_documents_conforms() -> None:
    from graphbuild.graph.validate import validate

    validation = validate(build(READINGS).triples, content=False)
    assert validation.conforms, validation.report()
