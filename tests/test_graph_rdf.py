"""Statements as RDF: the form of the design, one graph whatever the order, and back to the same statements."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from graph_samples import (
    ALTAVIA,
    BOREAL,
    CONTENT,
    DENIAL,
    DOCUMENTS,
    ENTITIES,
    JUNE,
    MARCH,
    STATEMENTS,
    entity,
    statement,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.errors import GraphError, InvalidIRI
from graphbuild.graph.content import Content, Run
from graphbuild.graph.copies import group_copies, near_copies
from graphbuild.graph.rdf import canonical_hash, claim_iri, write_nquads
from graphbuild.graph.read import read_content, read_triples
from graphbuild.graph.terms import Triple, prefixes, time, typed
from graphbuild.graph.turtle import write_turtle
from graphbuild.iris import BASE
from graphbuild.types import (
    STATUSES,
    Document,
    Entity,
    Evidence,
    Predicate,
    Statement,
    Value,
)
from graphbuild.vocabulary import GB

PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes(BASE).items())


def ask(triples: tuple[Triple, ...], pattern: str) -> bool:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load(write_nquads(triples), format=RdfFormat.N_QUADS)
    return bool(store.query(f"{PREFIXES} ASK {{ {pattern} }}"))


@pytest.mark.parametrize(
    "pattern",
    [
        "ent:Altavia gb:resumed ent:Boréal",
        "?c a gb:Claim, rdf:Statement ; rdf:subject ent:Altavia ; rdf:predicate gb:paused ; rdf:object ent:Boréal",
        "?c rdf:predicate gb:paused ; gb:evidence ?e . ?e a gb:Evidence ; gb:status gb:Negated ; gb:accordingTo ent:Inès_Lenoir",
        '?e gb:reportedOn "2025-03-11"^^xsd:date ; gb:confidence 0.9 ; gb:time "2025-03-11"^^xsd:date',
        "?e gb:inSentence <https://w3id.org/graphbuild/data/document/depeche-1#char=0,107>",
        "?s a nif:Sentence ; nif:referenceContext doc:depeche-1 ; nif:beginIndex 0 ; nif:endIndex 107",
        '?s nif:anchorOf "Altavia a repris Boréal en juin."@fr',
        '?e prov:wasGeneratedBy ?r . ?r a gb:Run, prov:Activity ; gb:softwareVersion "0.1.0" ; gb:model "fr_graphbuild 0.1.0"',
        'doc:journal-3 dcterms:title "Retour de Boréal"@fr ; dcterms:issued "2025-06-20"^^xsd:date ; dcterms:language "fr"',
        'ent:Altavia a gb:Organization, schema:Organization ; rdfs:label "Altavia" ; skos:altLabel "Groupe Altavia" ; gb:mentions 9',
        "ent:Altavia owl:sameAs <http://www.wikidata.org/entity/Q950001> . ?l gb:entity ent:Altavia ; gb:score 0.97",
        "ent:Boréal skos:closeMatch <http://www.wikidata.org/entity/Q950002>",
        'ent:Inès_Lenoir gb:bornOn "1978-02-04"^^xsd:date . ent:Yann_Morvan gb:bornOn "1981"^^xsd:gYear',
        'ent:Colibri gb:hasMeasure ?q . ?q schema:value 3000000.0 ; schema:unitText "abonnés" ; gb:comparator ">"',
        'ent:Yann_Morvan open:féliciter ent:Inès_Lenoir . open:féliciter rdfs:label "féliciter"',
        '?e gb:trace ?t FILTER (CONTAINS(?t, "S suspendre O"))',
    ],
)
def test_the_form_of_the_design(pattern: str) -> None:
    assert ask(CONTENT.triples, pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "ent:Altavia gb:prioritized ?o",  # planned
        "ent:rivaux_étrangers gb:threatens ?o",  # hedged
        "?s ?p ?o FILTER (isBlank(?s) || isBlank(?o))",
        "GRAPH ?g { ?s ?p ?o }",
    ],
)
def test_what_must_not_be_there(pattern: str) -> None:
    assert not ask(CONTENT.triples, pattern)


def test_direct_says_which_plain_triples_are_written() -> None:
    pattern = "ent:Altavia gb:paused ent:Boréal"
    assert ask(CONTENT.triples, pattern)
    unattributed = replace(CONTENT, direct="unattributed")
    assert not ask(unattributed.triples, pattern)
    assert ask(unattributed.triples, "ent:Altavia gb:resumed ent:Boréal")
    none = replace(CONTENT, direct="none")
    assert not ask(none.triples, "ent:Altavia gb:resumed ent:Boréal")
    assert ask(none.triples, "?c rdf:predicate gb:resumed")
    with pytest.raises(GraphError, match="direct='all': there is no such choice; choose one of asserted, unattributed, none"):
        replace(CONTENT, direct="all")


def test_documents_that_say_the_same_share_the_claim() -> None:
    one = Content.of(ENTITIES, STATEMENTS[:1], DOCUMENTS)
    two = Content.of(ENTITIES, STATEMENTS[:2], DOCUMENTS)
    claims = [t for t in two.triples if t[2] == f"<{GB}Claim>"]
    assert len(claims) == 1 and len([t for t in two.triples if t[1] == f"<{GB}evidence>"]) == 2
    assert {t for t in one.triples if GB + "Claim" in t[2]} == set(claims)


def test_a_claim_that_is_asserted_and_denied_is_disputed() -> None:
    disputed = "?c rdf:predicate gb:paused ; gb:disputed true"
    assert ask(CONTENT.triples, disputed)
    yes = statement(ALTAVIA, "paused", BOREAL, MARCH, time="2025-03")
    for denied, expected in (
        (statement(ALTAVIA, "paused", BOREAL, DENIAL, status="negated"), True),
        (statement(ALTAVIA, "paused", BOREAL, DENIAL, status="negated", time="2025-03"), True),
        (statement(ALTAVIA, "paused", BOREAL, DENIAL, status="negated", time="2025-07"), False),
        (statement(ALTAVIA, "paused", BOREAL, DENIAL, status="hedged"), False),
    ):
        assert ask(Content.of(ENTITIES, (yes, denied), DOCUMENTS).triples, disputed) is expected


def test_copies_count_once() -> None:
    assert ask(CONTENT.triples, "?c rdf:predicate gb:paused ; gb:independentDocuments 1")
    assert ask(CONTENT.triples, "?c rdf:predicate gb:headquarteredIn ; gb:independentDocuments 2")
    assert ask(CONTENT.triples, "doc:depeche-1 gb:nearCopyOf doc:journal-1 . doc:journal-1 gb:nearCopyOf doc:depeche-1")


LONG = " ".join(f"mot{n}" for n in range(400))


@pytest.mark.parametrize(
    ("other", "copy"),
    [
        (LONG, True),
        (LONG.replace("mot17 ", "mot "), True),
        (LONG + " " + " ".join(f"suite{n}" for n in range(900)), True),  # a wire inside a longer article
        (" ".join(LONG.split()[:90]), True),  # a wire that was cut
        (" ".join(LONG.split()[::-1]), False),
        (" ".join(f"mot{n}" if n % 7 < 2 else f"autre{n}" for n in range(400)), False),
        ("mot1 mot2 mot3 mot4 mot5 mot6", False),  # a line that anybody may quote
    ],
)
def test_near_copies(other: str, copy: bool) -> None:
    pairs = near_copies([Document("a", LONG), Document("b", other), Document("c", "tout autre chose")])
    assert pairs == ((("a", "b"),) if copy else ())


def test_copies_of_copies_are_one_group() -> None:
    assert group_copies("abcde", [("c", "b"), ("b", "a"), ("d", "e")]) == {"a": "a", "b": "a", "c": "a", "d": "d", "e": "d"}


def test_the_graph_does_not_depend_on_the_order() -> None:
    backwards = Content.of(reversed(ENTITIES), reversed(STATEMENTS), reversed(DOCUMENTS), run=CONTENT.run)
    assert write_nquads(backwards.triples) == write_nquads(CONTENT.triples)


def test_nquads_are_the_canonical_form() -> None:
    """The hash is that of RDFC-1.0 as another implementation computes it."""
    import hashlib

    from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

    data = write_nquads(CONTENT.triples)
    dataset = Dataset(parse(data, format=RdfFormat.N_QUADS))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0_SHA_256)
    assert sorted(f"{quad} ." for quad in dataset) == sorted(data.decode().splitlines())
    assert canonical_hash(CONTENT.triples) == hashlib.sha256(data).hexdigest()


def test_pyld_normalises_to_the_same_bytes() -> None:
    pyld = pytest.importorskip("pyld", reason="PyLD is not installed (test extra)")
    data = write_nquads(CONTENT.triples).decode()
    options = {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"}
    assert pyld.jsonld.normalize(data, options) == data


def test_the_hash_is_the_same_on_every_machine() -> None:
    small = Content.of((ALTAVIA, BOREAL), (statement(ALTAVIA, "resumed", BOREAL, JUNE),), (JUNE,), run=Run("0", "m", "o"))
    assert canonical_hash(small.triples) == "4958bf42fc9380fe4a6670074c0b3584f2ad3672e67fd7d4d058da1b28701711"


def test_turtle_is_readable_and_the_same_graph() -> None:
    from pyoxigraph import RdfFormat, parse

    turtle = write_turtle(CONTENT.triples, prefixes=prefixes(BASE), base=BASE)
    assert {f"{q.triple} ." for q in parse(turtle, format=RdfFormat.TURTLE)} == {" ".join(t) + " ." for t in CONTENT.triples}
    text = turtle.decode()
    assert text.startswith("@prefix claim: <https://w3id.org/graphbuild/data/claim/> .\n")
    assert "\nent:Altavia a schema:Organization, gb:Organization ;\n" in text
    assert "    gb:resumed ent:Boréal" in text
    assert max(len(line) for line in text.splitlines()) < 400


def test_statements_come_back(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_bytes(write_nquads(CONTENT.triples))
    back = read_content(read_triples(path))
    assert back.statements == CONTENT.statements
    assert [s.evidence.trace for s in back.statements] == [dict(s.evidence.trace) for s in CONTENT.statements]
    assert [s.object.details for s in back.statements if isinstance(s.object, Value)] == [
        dict(s.object.details) for s in CONTENT.statements if isinstance(s.object, Value)
    ]
    assert back.entities == CONTENT.entities
    assert back.documents == tuple(replace(document, text="") for document in CONTENT.documents)
    assert back.run == CONTENT.run


def test_a_damaged_graph_is_named(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_bytes(write_nquads(CONTENT.triples).replace(b"> .\n", b">\n", 1))
    with pytest.raises(GraphError, match=r"graph\.nq:\d+: not a line that graphbuild wrote; build the graph again"):
        read_triples(path)
    lost = [t for t in CONTENT.triples if not t[1].endswith("status>")]
    with pytest.raises(GraphError, match=r"evidence/.*needs one <.*status>, has 0; validate the graph"):
        read_content(lost)


def test_an_entity_whose_iri_is_none_is_refused() -> None:
    broken = replace(ALTAVIA, iri="https://exemple.fr/le groupe")
    with pytest.raises(InvalidIRI, match="no blanks"):
        _ = Content.of((broken,), (), ()).triples


def test_a_statement_in_an_unknown_document_is_refused() -> None:
    with pytest.raises(GraphError, match="stands in document 'depeche-1', which is not among the documents"):
        Content.of(ENTITIES, STATEMENTS[:1], ())


@pytest.mark.parametrize(
    ("value", "datatype", "expected"),
    [
        ("2025-02-28", "xsd:date", '"2025-02-28"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("2025-02-30", "xsd:date", '"2025-02-30"'),
        ("2024-02-29", "xsd:date", '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("2025-13", "xsd:gYearMonth", '"2025-13"'),
        ("--12-25", "xsd:gMonthDay", '"--12-25"^^<http://www.w3.org/2001/XMLSchema#gMonthDay>'),
        ("08:30:00", "xsd:time", '"08:30:00"^^<http://www.w3.org/2001/XMLSchema#time>'),
        ("2025-03-11T25:00:00", "xsd:dateTime", '"2025-03-11T25:00:00"'),
        ("8.50", "xsd:decimal", '"8.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("1e3", "xsd:decimal", '"1000"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("beaucoup", "xsd:decimal", '"beaucoup"'),
        ("P39Y", "xsd:duration", '"P39Y"^^<http://www.w3.org/2001/XMLSchema#duration>'),
        ('dit "non"\n', "xsd:string", '"dit \\"non\\"\\n"'),
    ],
)
def test_literals_are_valid_or_words(value: str, datatype: str, expected: str) -> None:
    assert typed(value, datatype) == expected


def test_times_of_every_precision() -> None:
    kinds = [time(value).rpartition("#")[2].rstrip(">") for value in ("2025", "2025-12", "2025-12-02", "--12", "2025/2026")]
    assert kinds == ["gYear", "gYearMonth", "date", "gMonth", '"2025/2026"']


# --- model → RDF → model, and incremental = whole, over random graphs ------------------------------------

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).map(str.strip).filter(bool)
SPANS = st.none() | st.tuples(st.integers(0, 40), st.integers(41, 80))
VALUES = st.one_of(
    st.dates().map(lambda day: Value(day.isoformat(), "xsd:date", f"le {day}")),
    st.builds(Value, WORDS, st.just("xsd:string"), WORDS),
    st.builds(
        lambda amount, unit, label: Value(str(amount), "xsd:decimal", label, {"amount": amount, "unit": unit}),
        st.integers(0, 10**15), WORDS, WORDS,
    ),
)  # fmt: skip


@st.composite
def contents(draw: st.DrawFn) -> Content:
    names = draw(st.lists(WORDS.filter(str.isalnum), min_size=2, max_size=6, unique_by=lambda name: name.casefold()))
    types = st.sampled_from(["Person", "Organization", "Place", "Product", "Event", "Concept"])
    entities = [replace(entity(name, draw(types)), mentions=draw(st.integers(0, 9))) for name in names]
    documents = [
        Document(f"d{n}", draw(WORDS), draw(st.none() | st.dates().map(str)), draw(st.none() | WORDS), draw(st.none() | WORDS), "fr")
        for n in range(draw(st.integers(1, 4)))
    ]
    statements = draw(st.lists(_statements(entities, documents), max_size=8))
    unique = {(claim_iri(s, BASE), s.evidence.document, s.evidence.start): s for s in statements}
    return Content.of(entities, unique.values(), documents)


def _statements(entities: list[Entity], documents: list[Document]) -> st.SearchStrategy[Statement]:
    things, predicates = st.sampled_from(entities), st.sampled_from(["paused", "leads", "hasMeasure"])
    evidence = st.builds(
        Evidence, st.sampled_from([d.id for d in documents]), st.integers(0, 99), st.integers(100, 200),
        WORDS, WORDS, SPANS, SPANS, SPANS, st.dictionaries(WORDS, WORDS | st.lists(WORDS), max_size=2),
    )  # fmt: skip
    return st.builds(
        Statement, st.just("c-0123456789abcdef"), things, predicates.map(lambda name: Predicate(GB + name, name)), things | VALUES,
        st.sampled_from(STATUSES), st.none() | things, st.none() | st.dates().map(str),
        st.integers(0, 100).map(lambda percent: percent / 100), evidence,
    )  # fmt: skip


def _one_sentence_each(content: Content) -> Content:
    """A place in a document holds one sentence: the words that came first."""
    words: dict[tuple[str, int, int], str] = {}
    for said in content.statements:
        words.setdefault((said.evidence.document, said.evidence.start, said.evidence.end), said.evidence.sentence)
    return replace(
        content,
        statements=tuple(
            replace(s, evidence=replace(s.evidence, sentence=words[s.evidence.document, s.evidence.start, s.evidence.end]))
            for s in content.statements
        ),
    )


@given(contents().map(_one_sentence_each))
@settings(max_examples=150, deadline=None)
def test_model_to_rdf_to_model(content: Content) -> None:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load(write_nquads(content.triples), format=RdfFormat.N_QUADS)
    # Through a store, which writes literals in its own way.
    stored = tuple(tuple(str(term) for term in quad.triple) for quad in store)
    back = read_content(stored)  # type: ignore[arg-type]
    assert sorted(back.statements, key=repr) == sorted(content.statements, key=repr)
    assert back.entities == content.entities


def _by_subject(triples: tuple[Triple, ...]) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for subject, predicate, object_ in triples:
        found.setdefault(subject, set()).add((predicate, object_))
    return found


@given(contents().map(_one_sentence_each), st.data())
@settings(max_examples=60, deadline=None)
def test_removing_a_document_removes_exactly_its_evidences(content: Content, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(content.documents)).id
    rest = Content.of(
        content.entities,
        [s for s in content.statements if s.evidence.document != gone],
        [d for d in content.documents if d.id != gone],
    )
    before, after = _by_subject(content.triples), _by_subject(rest.triples)
    document = f"<{BASE}document/{gone}>"
    evidences = {t[0] for t in content.triples if t[1] == f"<{GB}status>"}
    of_the_document = {t[0] for t in content.triples if t[1].endswith("wasDerivedFrom>") and t[2] == document}
    assert {node for node in evidences if node not in after} == of_the_document
    assert all(after[node] == before[node] for node in evidences - of_the_document)
    # A claim stays as it was, but for its counts, as long as another document speaks of it.
    about_claims = (f"<{GB}independentDocuments>", f"<{GB}disputed>")
    for claim, node in {(t[0], t[2]) for t in content.triples if t[1] == f"<{GB}evidence>"}:
        if node not in of_the_document:
            gone_from_claim = before[claim] - after[claim]
            assert {p for p, o in gone_from_claim if o not in of_the_document} <= set(about_claims)
    added = set(rest.triples) - set(content.triples)
    assert {t[1] for t in added} <= set(about_claims) | {"<http://www.w3.org/2000/01/rdf-schema#label>"}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30), min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_turtle_of_any_names_is_read_by_two_parsers(names: list[str]) -> None:
    import rdflib
    from pyoxigraph import RdfFormat, parse

    from graphbuild.graph.terms import iri, text
    from graphbuild.iris import mint_entity

    triples = set()
    for name in names:
        try:
            triples.add((iri(mint_entity(name)), f"<{GB}label>", text(name)))
        except InvalidIRI:
            continue
    turtle = write_turtle(triples, prefixes=prefixes(BASE), base=BASE)
    assert {tuple(str(t) for t in quad.triple) for quad in parse(turtle, format=RdfFormat.TURTLE)} == triples
    found = rdflib.Graph().parse(data=turtle, format="turtle")
    assert {(str(s), str(o)) for s, _, o in found} == {(s[1:-1], name) for s, _, o in triples for name in names if text(name) == o}
