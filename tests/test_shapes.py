"""The shapes: graphs that graphbuild writes conform, and random edits that break the model are caught."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from graph_samples import (
    ALTAVIA,
    BOREAL,
    COLIBRI,
    CONTENT,
    DENIAL,
    DOCUMENTS,
    ENTITIES,
    HOLDING,
    JUNE,
    LENOIR,
    MARCH,
    MORVAN,
    NOTE,
    NUMERIA,
    USERS,
    entity,
    statement,
)  # fmt: skip
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graphbuild.graph.content import Content
from graphbuild.graph.terms import Triple
from graphbuild.graph.validate import Validation, validate
from graphbuild.iris import BASE, check_base
from graphbuild.types import Value
from graphbuild.vocabulary import GB, RDF, RDFS, SKOS


def found_by(validation: Validation) -> set[str]:
    return {f"{problem.kind}: {problem.words}" for problem in (*validation.violations, *validation.notes)}


def test_what_graphbuild_writes_conforms() -> None:
    validation = validate(CONTENT.triples)
    assert validation.violations == ()
    assert validation.conforms
    assert validate(Content.of((), (), ()).triples).conforms
    assert validate(replace(CONTENT, direct="none").triples).conforms


def test_the_report_reads_well() -> None:
    report = validate(CONTENT.triples).report()
    assert report.startswith("The graph conforms to its shapes.\n\n")
    assert "- claims that one document states and another denies (1)\n" in report
    assert "    Altavia paused Boréal  <https://w3id.org/graphbuild/data/claim/" in report
    broken = [t for t in CONTENT.triples if not (t[1] == f"<{GB}status>" and t[2] == f"<{GB}Negated>")]
    report = validate(broken, content=False).report()
    assert report.startswith("The graph does not conform: 2 violations.\n")
    assert "- an evidence has one status: gb:Asserted, gb:Negated, gb:Hedged or gb:Planned (1)\n" in report
    assert "    evidence of Altavia –paused→ Boréal  <" in report
    assert report.endswith("Mend: build the graph again, or take back the edit.\n")


def test_the_report_is_cut_and_says_so() -> None:
    broken = [t for t in CONTENT.triples if t[1] != f"<{GB}rule>"]
    report = validate(broken, content=False).report(limit=3)
    assert "… and 23 more" in report


def notes(*statements: object, entities: tuple[object, ...] = ENTITIES) -> set[str]:
    content = Content.of(entities, statements, DOCUMENTS)  # type: ignore[arg-type]
    validation = validate(content.triples)
    assert validation.conforms, validation.report()
    return found_by(validation)


@pytest.mark.parametrize(
    ("statements", "note"),
    [
        ([statement(ALTAVIA, "acquired", NUMERIA, JUNE)], "acquisitions without a date: Altavia acquired Numéria"),
        ([statement(ALTAVIA, "acquired", NUMERIA, JUNE, time="2025")], None),
        ([statement(ALTAVIA, "acquired", NUMERIA, JUNE, status="planned")], None),
        (
            [statement(ALTAVIA, "owns", BOREAL, JUNE), statement(ALTAVIA, "owns", BOREAL, DENIAL, status="negated")],
            "claims that one document states and another denies: Altavia owns Boréal",
        ),
        (
            [statement(LENOIR, "bornOn", Value(day, "xsd:date", day), MARCH) for day in ("1978-02-04", "1979-02-04")],
            "people with two birth dates: Inès Lenoir: 1978-02-04 and 1979-02-04",
        ),
        (
            [statement(LENOIR, "bornOn", Value("1978-02-04", "xsd:date", ""), MARCH), statement(LENOIR, "bornOn", Value("1978", "xsd:gYear", ""), JUNE)],
            None,
        ),
        (
            [statement(LENOIR, "bornOn", Value("1978", "xsd:gYear", ""), MARCH), statement(LENOIR, "diedOn", Value("1901-01-01", "xsd:date", ""), MARCH)],
            "people who died before they were born: Inès Lenoir: born 1978, died 1901-01-01",
        ),
        (
            [statement(LENOIR, "bornOn", Value("1978", "xsd:gYear", ""), MARCH), statement(LENOIR, "diedOn", Value("--03-27", "xsd:gMonthDay", ""), MARCH)],
            None,
        ),
        (
            [statement(LENOIR, "leads", ALTAVIA, JUNE), statement(MORVAN, "leads", ALTAVIA, MARCH)],
            "what is led by two people: Altavia: Inès Lenoir and Yann Morvan, at the same time or one after the other?",
        ),
        ([statement(LENOIR, "diedOn", Value("jeudi", "xsd:string", "jeudi"), JUNE)], "dates that are known in words only: Inès Lenoir: jeudi"),
        ([statement(LENOIR, "diedOn", Value("2025-03-01/2025-03-02", "xsd:string", "début mars"), JUNE)], None),
        ([statement(ALTAVIA, "competesWith", ALTAVIA, JUNE)], "claims that tie a thing to itself: Altavia competesWith itself"),
        ([statement(COLIBRI, "hasMeasure", Value("3", "xsd:decimal", "3", {"amount": 3}), JUNE)], "figures without a unit: 3"),
        ([statement(COLIBRI, "hasMeasure", USERS, JUNE)], None),
        (
            [statement(ALTAVIA, "owns", BOREAL, JUNE, confidence=0.4)],
            "facts that rest on one uncertain reading: Altavia owns Boréal (confidence 0.4)",
        ),
        ([statement(ALTAVIA, "owns", BOREAL, JUNE, confidence=0.4), statement(ALTAVIA, "owns", BOREAL, MARCH)], None),
    ],
)  # fmt: skip
def test_content_that_a_person_may_want_to_see(statements: list[object], note: str | None) -> None:
    assert notes(*statements) == ({note} if note else set())


def test_namesakes_are_shown_once_however_many() -> None:
    others = [replace(entity("Boréal", kind), iri=f"{BASE}entity/Boréal_({kind})") for kind in ("Place", "Event")]
    found = validate(Content.of((*ENTITIES, *others), (statement(ALTAVIA, "owns", BOREAL, JUNE),), DOCUMENTS).triples).notes
    assert [problem.words for problem in found] == ["Boréal: the same thing, or namesakes?"]


def test_a_relation_that_no_ontology_has_is_a_violation(tmp_path: Path) -> None:
    foreign = [(s, p, o.replace(GB + "resumed", "https://exemple.fr/v#relance")) for s, p, o in CONTENT.triples]
    foreign = [(s, p.replace(GB + "resumed", "https://exemple.fr/v#relance"), o) for s, p, o in foreign]
    assert found_by(validate(foreign, content=False)) == {
        "a claim has one predicate, which is a relation of the ontology or an open one with a label: Altavia –relance→ Boréal  has: relance"
    }
    own = tmp_path / "own.ttl"
    own.write_text("<https://exemple.fr/v#relance> a <http://www.w3.org/2002/07/owl#ObjectProperty> .", encoding="utf-8")
    assert validate(foreign, ontology=own).conforms


# --- A thousand random edits --------------------------------------------------------------------------
# Copies of one small graph, each under a base of its own, are edited and checked together: pySHACL's start costs more
# than the check, and a violation tells by its base which copy it is of.

COPIES = 100
SMALL = tuple(
    Content.of(entities, statements, (MARCH,)).triples
    for entities, statements in (
        ((ALTAVIA, BOREAL), (statement(ALTAVIA, "paused", BOREAL, MARCH, time="2025-03-11", trace={"pattern": "S suspendre O"}),)),
        ((COLIBRI, NOTE), (statement(COLIBRI, "hasMeasure", USERS, MARCH, source=NOTE),)),
    )
)

# What a graph may lack: it says less then, and is still sound.
OPTIONAL = {
    f"<{predicate}>"
    for predicate in (
        *(GB + name for name in ("accordingTo", "time", "reportedOn", "trace", "subjectSpan", "predicateSpan", "objectSpan", "objectText", "period", "comparator", "paused", "hasMeasure", "model", "ontologyHash")),
        *("https://schema.org/" + name for name in ("value", "unitText")),
        *("http://purl.org/dc/terms/" + name for name in ("issued", "title", "source", "language")),
        SKOS + "altLabel",
    )
}  # fmt: skip
_SHARED = ("<https://w3id.org/graphbuild/software>",)


def is_required(triple: Triple) -> bool:
    subject, predicate, object_ = triple
    if predicate in OPTIONAL or subject in _SHARED:
        return False
    # Classes of other vocabularies repeat what graphbuild's class says.
    return not (predicate == f"<{RDF}type>" and "schema.org" in object_)


REQUIRED = [(number, triple) for number, graph in enumerate(SMALL) for triple in graph if is_required(triple)]
EDITS = st.lists(st.tuples(st.sampled_from(REQUIRED), st.sampled_from(["drop", "retype", "break"])), min_size=COPIES, max_size=COPIES)


def _edited(triple: Triple, kind: str) -> Triple:
    subject, predicate, object_ = triple
    if object_.startswith("<"):
        return subject, predicate, f"<{GB}Status>" if kind == "retype" else object_[:-1] + "-gone>"
    return subject, predicate, f"<{GB}Status>" if kind == "retype" else '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'


def _rebase(triple: Triple, number: int) -> Triple:
    base = check_base(f"https://exemple.fr/{number}/")
    return tuple(term.replace(BASE, base) for term in triple)  # type: ignore[return-value]


def test_every_single_edit_that_breaks_the_model_is_caught() -> None:
    _check_edits([(where, kind) for where in REQUIRED for kind in ("drop", "retype", "break")])


@given(EDITS)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
def test_a_thousand_random_edits_that_break_the_model_are_caught(made: list[tuple[tuple[int, Triple], str]]) -> None:
    _check_edits(made)


def _check_edits(made: list[tuple[tuple[int, Triple], str]]) -> None:
    triples = []
    for copy, ((number, gone), kind) in enumerate(made):
        instead = () if kind == "drop" else (_edited(gone, kind),)
        triples += [_rebase(triple, copy) for triple in (*(t for t in SMALL[number] if t != gone), *instead)]
    caught = {problem.resource.split("/")[3] for problem in validate(triples, content=False).violations}
    missed = [edit for copy, edit in enumerate(made) if str(copy) not in caught]
    assert not missed, missed


def test_copies_that_lack_what_is_optional_conform() -> None:
    optional = [(number, triple) for number, graph in enumerate(SMALL) for triple in graph if triple[1] in OPTIONAL]
    triples = [_rebase(t, copy) for copy, (number, gone) in enumerate(optional) for t in SMALL[number] if t != gone]
    assert len(optional) > 20
    assert validate(triples, content=False).violations == ()


def test_a_plain_triple_without_evidence_is_caught() -> None:
    added: Triple = (f"<{ALTAVIA.iri}>", f"<{GB}owns>", f"<{HOLDING.iri}>")
    assert found_by(validate([*CONTENT.triples, added], content=False)) == {
        "plain triples without an asserted evidence: Altavia owns L'Étoile_«_Nord_»_&_fils"
    }
    labelled: Triple = (f"<{ALTAVIA.iri}>", f"<{RDFS}label>", '"Autre nom"')
    assert found_by(validate([*CONTENT.triples, labelled], content=False)) == {"an entity has one label: Altavia"}


@pytest.mark.parametrize("name", ["measured", "change"])
def test_a_figure_has_one_word_for_what_it_measures_and_for_its_change(name: str) -> None:
    growth = replace(USERS, details={**USERS.details, "measured": "audience", "change": "hausse"})
    triples = Content.of(ENTITIES, (statement(COLIBRI, "hasMeasure", growth, JUNE),), DOCUMENTS).triples
    assert validate(triples, content=False).conforms
    figure = next(s for s, p, _ in triples if p == f"<{GB}{name}>")
    assert not validate([*triples, (figure, f"<{GB}{name}>", '"autre"')], content=False).conforms


def test_every_shape_has_a_message() -> None:
    from graphbuild.resources import ontology_path

    for name in ("shapes.ttl", "content-shapes.ttl"):
        text = ontology_path(name).read_text(encoding="utf-8")
        shapes = text.count(" a sh:PropertyShape") + text.count(" a sh:SPARQLConstraint")
        assert text.count("sh:message ") == shapes



def test_the_memo_conforms(memo_folder: Path) -> None:
    from graphbuild.graph.read import read_triples

    validation = validate(read_triples(memo_folder / "graph.nq"))
    assert validation.conforms, validation.report()
