"""Linking over documents: what becomes one entity, what stays apart, and that order plays no part."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking_samples import read

from graphbuild.errors import InvalidIRI
from graphbuild.iris import BASE
from graphbuild.linking import link
from graphbuild.types import Entity, Reading, Value


def labels(readings: Iterable[Reading]) -> list[tuple[str, str, int]]:
    entities, _ = link(readings, base=BASE)
    return sorted((e.label, e.type, e.mentions) for e in entities)


def by_iri(entities: Iterable[Entity]) -> dict[str, Entity]:
    return {e.iri.removeprefix(BASE + "entity/"): e for e in entities}


# --- one entity ---


def test_the_same_name_and_type_are_one() -> None:
    assert labels([read("a", ("Valmora", "Organization")), read("b", ("Valmora", "Organization"))]) == [
        ("Valmora", "Organization", 2)
    ]


@pytest.mark.parametrize("other", ["VALMORA", "Valmora SA", "Groupe Valmora", "Valmôra"])
def test_case_accents_and_legal_form_do_not_count(other: str) -> None:
    entities, _ = link([read("a", ("Valmora", "Organization")), read("b", (other, "Organization"))], base=BASE)
    assert [e.mentions for e in entities] == [2]


def test_an_unknown_type_goes_with_the_known_one() -> None:
    found = labels([read("a", ("Valmora", "Organization")), read("b", ("Valmora", "Thing"))])
    assert found == [("Valmora", "Organization", 2)]


def test_a_surname_goes_with_the_one_person_who_bears_it() -> None:
    entities, _ = link([read("a", ("Inès Kervadec", "Person")), read("b", ("Kervadec", "Person"))], base=BASE)
    assert [(e.label, e.aliases) for e in entities] == [("Inès Kervadec", ("Kervadec",))]


def test_initials_and_middle_names() -> None:
    readings = [
        read("a", ("Inès Kervadec", "Person")),
        read("b", ("I. Kervadec", "Person")),
        read("c", ("Inès Anne Kervadec", "Person")),
    ]
    assert [label for label, _, _ in labels(readings)] in (["Inès Kervadec"], ["Inès Anne Kervadec"])


def test_an_acronym_goes_with_its_expansion() -> None:
    readings = [
        read("a", ("Office central des phares", "Organization", ("OCP",))),
        read("b", ("OCP", "Organization")),
    ]
    assert labels(readings) == [("Office central des phares", "Organization", 3)]


def test_concepts_are_shared_and_documents_are_not() -> None:
    def one(id_: str) -> Reading:
        return read(id_, ("centres de données", "Concept"), ("mémo interne", "Document"))

    entities, _ = link([one("a"), one("b")], base=BASE)
    assert sorted((e.label, e.mentions) for e in entities) == [
        ("centres de données", 2),
        ("mémo interne", 1),
        ("mémo interne", 1),
    ]
    assert len({e.iri for e in entities}) == 3


def test_the_label_is_the_fullest_frequent_name() -> None:
    readings = [read(i, ("Inès Kervadec", "Person", ("Kervadec", "Kervadec", "Kervadec"))) for i in "ab"]
    readings.append(read("c", ("KERVADEC", "Person")))
    (entity,), _ = link(readings, base=BASE)
    assert entity.label == "Inès Kervadec"


# --- namesakes ---


def test_a_clash_of_types_keeps_namesakes_apart() -> None:
    entities, _ = link([read("a", ("Mercure", "Organization")), read("b", ("Mercure", "Place"))], base=BASE)
    assert sorted(by_iri(entities)) == ["Mercure_(Organization)", "Mercure_(Place)"]


def test_two_persons_of_one_surname_keep_the_surname_apart() -> None:
    readings = [read("a", ("Inès Kervadec", "Person")), read("b", ("Paul Kervadec", "Person")), read("c", ("Kervadec", "Person"))]
    assert [label for label, _, _ in labels(readings)] == ["Inès Kervadec", "Kervadec", "Paul Kervadec"]


def test_other_roles_and_no_common_acquaintance_make_two_persons() -> None:
    baker = read("a", ("Jean Morel", "Person"), ("boulanger", "Concept"), ("Lille", "Place"), facts=[(0, "holdsPosition", 1)])
    lawyer = read("b", ("Jean Morel", "Person"), ("avocat", "Concept"), ("Nice", "Place"), facts=[(0, "holdsPosition", 1)])
    entities, _ = link([baker, lawyer], base=BASE)
    morels = [e for e in entities if e.label == "Jean Morel"]
    assert len(morels) == 2
    assert all(re.fullmatch(r"Jean_Morel_\([0-9a-f]{8}\)", e.iri.rsplit("/", 1)[1]) for e in morels)


def test_other_roles_with_a_common_acquaintance_make_one() -> None:
    one = read(
        "a", ("Jean Morel", "Person"), ("boulanger", "Concept"), ("Valmora", "Organization"), facts=[(0, "holdsPosition", 1)]
    )
    two = read("b", ("Jean Morel", "Person"), ("maire", "Concept"), ("Valmora", "Organization"), facts=[(0, "holdsPosition", 1)])
    assert ("Jean Morel", "Person", 2) in labels([one, two])


def test_roles_of_one_kind_make_one() -> None:
    one = read("a", ("Jean Morel", "Person"), ("PDG", "Concept"), facts=[(0, "holdsPosition", 1)])
    two = read("b", ("Jean Morel", "Person"), ("patron", "Concept"), facts=[(0, "holdsPosition", 1)])
    assert ("Jean Morel", "Person", 2) in labels([one, two])


def test_other_years_of_birth_make_two_whatever_else_is_common() -> None:
    def born(id_: str, day: str) -> Reading:
        value = Value(day, "xsd:date", day)
        return read(id_, ("Jean Morel", "Person"), ("Valmora", "Organization"), facts=[(0, "bornOn", value)])

    assert [n for label, _, n in labels([born("a", "1950-02-01"), born("b", "1981-05-06")]) if label == "Jean Morel"] == [1, 1]


def test_other_places_make_two_bodies() -> None:
    def court(id_: str, place: str) -> Reading:
        return read(id_, ("Cour du Nord", "Organization"), (place, "Place"), facts=[(0, "headquarteredIn", 1)])

    assert [n for label, _, n in labels([court("a", "Douai"), court("b", "Oslo")]) if label == "Cour du Nord"] == [1, 1]


def test_entities_of_one_document_are_never_joined() -> None:
    reading = read("a", ("Mercure", "Organization"), ("Mercure", "Place"))
    other = read("b", ("Mercure", "Thing"))
    assert len([label for label, _, _ in labels([reading, other]) if label == "Mercure"]) == 3


def test_a_name_keeps_the_plain_iri_beside_a_common_noun() -> None:
    entities, _ = link([read("a", ("Orange", "Organization")), read("b", ("orange", "Concept"))], base=BASE)
    assert {key: e.type for key, e in by_iri(entities).items()} == {"Orange": "Organization", "Orange_(Concept)": "Concept"}


def test_versions_of_a_product_stay_apart() -> None:
    readings = [read("a", ("Gamma 3", "Product")), read("b", ("Gamma", "Product")), read("c", ("Gamma 2", "Product"))]
    assert [label for label, _, _ in labels(readings)] == ["Gamma", "Gamma 2", "Gamma 3"]


# --- statements ---


def test_statements_carry_their_evidence_and_share_the_claim() -> None:
    readings = [read(id_, ("Valmora", "Organization"), ("Lumo", "Product"), facts=[(0, "launched", 1)]) for id_ in ("b", "a")]
    _, statements = link(readings, base=BASE)
    assert [s.evidence.document for s in statements] == ["a", "b"]
    assert len({s.id for s in statements}) == 1
    first = statements[0]
    assert (first.subject.label, first.predicate.name, first.object.label) == ("Valmora", "launched", "Lumo")
    assert not first.predicate.open
    assert first.evidence.sentence == "Valmora. Lumo."


def test_a_predicate_that_the_ontology_does_not_hold_is_open() -> None:
    _, (statement,) = link([read("a", ("Ann Lee", "Person"), ("Bo Ek", "Person"), facts=[(0, "féliciter", 1)])], base=BASE)
    assert statement.predicate.open
    assert statement.predicate.iri == "https://w3id.org/graphbuild/open#féliciter"


def test_nothing_read_gives_nothing() -> None:
    assert link([], base=BASE) == ((), ())


def test_a_bad_base_is_refused() -> None:
    with pytest.raises(InvalidIRI, match="must end in /"):
        link([read("a", ("Valmora", "Organization"))], base="https://example.org/x")


# --- order ---

NAMES = [
    "Inès Kervadec",
    "Paul Kervadec",
    "Kervadec",
    "I. Kervadec",
    "Valmora",
    "Valmora SA",
    "OCP",
    "Office central des phares",
    "Mercure",
]
TYPES = ["Person", "Organization", "Place", "Product", "Thing"]
ROLES = ["boulanger", "avocat", "PDG", "patron"]


@st.composite
def some_readings(draw: st.DrawFn) -> list[Reading]:
    count = draw(st.integers(1, 6))
    readings = []
    for number in range(count):
        chosen = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(TYPES)), min_size=1, max_size=4, unique=True))
        role = draw(st.none() | st.sampled_from(ROLES))
        entities: list[tuple[str, str]] = list(chosen)
        facts = []
        if role is not None:
            facts.append((0, "holdsPosition", len(entities)))
            entities.append((role, "Concept"))
        if len(chosen) > 1:
            facts.append((0, "met", 1))
        readings.append(read(f"d{number}", *entities, facts=facts))
    return readings


@settings(max_examples=150, deadline=None)
@given(some_readings(), st.randoms(use_true_random=False))
def test_the_order_of_readings_plays_no_part(readings: list[Reading], random) -> None:  # noqa: ANN001
    shuffled = list(readings)
    random.shuffle(shuffled)
    assert link(shuffled, base=BASE) == link(readings, base=BASE)


@settings(max_examples=100, deadline=None)
@given(some_readings())
def test_every_local_entity_is_in_one_entity_and_iris_are_unique(readings: list[Reading]) -> None:
    entities, statements = link(readings, base=BASE)
    assert len({e.iri for e in entities}) == len(entities)
    assert sum(e.mentions for e in entities) == sum(len(r.mentions) for r in readings)
    assert len(statements) == sum(len(r.findings) for r in readings)
    known = set(entities)
    assert all(s.subject in known and s.object in known for s in statements)
