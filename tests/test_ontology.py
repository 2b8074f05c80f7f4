"""The ontology: complete, in two languages, readable by several tools, and the only list of relations."""

from __future__ import annotations

import csv
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from graph_readers import count_with_rapper

from graphbuild.errors import ResourceError
from graphbuild.resources import ontology_path
from graphbuild.types import EntityType
from graphbuild.vocabulary import GB, read_relations, read_vocabulary

TURTLES = ("graphbuild.ttl", "shapes.ttl", "content-shapes.ttl")


def test_it_holds_the_relations_that_the_evaluation_asks_for(shared: Path) -> None:
    relations = read_relations()
    with open(shared / "eval" / "relations.tsv", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    for row in rows:
        relation = relations[row["name"]]
        assert relation.domain >= set(row["domain"].split("|")), row["name"]
        assert relation.range >= set(row["range"].split("|")), row["name"]
        assert relation.symmetric == (row["symmetric"] == "yes"), row["name"]
        assert (relation.inverse or "") == row["inverse"], row["name"]


def test_it_is_aligned_as_the_evaluation_says(shared: Path) -> None:
    import rdflib

    graph = _graph("graphbuild.ttl")
    aligned = {p for p in (rdflib.OWL.equivalentProperty, rdflib.SKOS.closeMatch)}
    with open(shared / "eval" / "relations.tsv", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            names = [name for name in (row["name"], row["inverse"]) if name]
            found = {str(o).rsplit("/", 1)[1] for n in names for p in aligned for o in graph.objects(rdflib.URIRef(GB + n), p)}
            for column in ("wikidata", "schema_org"):
                wanted = row[column].strip()
                assert not wanted or wanted in found, f"{row['name']}: {wanted}"


def test_every_term_has_label_and_definition_in_both_languages() -> None:
    import rdflib
    from rdflib import OWL, RDF, RDFS, SKOS

    graph = _graph("graphbuild.ttl")
    terms = {s for s in graph.subjects(RDF.type, None) if str(s).startswith(GB)}
    assert len(terms) > 150
    for term in terms:
        for predicate in (RDFS.label, SKOS.definition):
            languages = sorted(o.language or "" for o in graph.objects(term, predicate) if isinstance(o, rdflib.Literal))
            assert languages == ["en", "fr"], (term, predicate)
        assert graph.value(term, RDFS.isDefinedBy) == rdflib.URIRef(GB.rstrip("#"))
    version = graph.value(rdflib.URIRef(GB.rstrip("#")), OWL.versionIRI)
    assert str(version).startswith("https://w3id.org/graphbuild/ontology/")


def test_labels_are_unique_in_each_language() -> None:
    for attribute in ("label_en", "label_fr"):
        labels = [getattr(relation, attribute) for relation in read_relations().values()]
        assert len(set(labels)) == len(labels)


def test_domains_and_ranges_name_classes_of_the_ontology() -> None:
    vocabulary = read_vocabulary()
    for relation in vocabulary.relations.values():
        assert relation.domain | relation.range <= vocabulary.classes.keys(), relation.name


def test_every_type_of_entity_is_a_class() -> None:
    from typing import get_args

    classes = read_vocabulary().classes
    for name in get_args(EntityType):
        assert "Thing" in classes[name].ancestors


def test_places_stand_where_agents_are_asked_for() -> None:
    vocabulary = read_vocabulary()
    assert vocabulary.fits("Person", frozenset({"Agent"}))
    assert vocabulary.fits("Place", frozenset({"Agent"}))
    assert vocabulary.fits("Concept", frozenset({"Thing"}))
    assert not vocabulary.fits("Product", frozenset({"Agent"}))
    assert not vocabulary.fits("Agent", frozenset({"Person"}))


@pytest.mark.parametrize("name", TURTLES)
def test_third_party_parsers_read_it(name: str) -> None:
    from pyoxigraph import RdfFormat, parse

    path = ontology_path(name)
    triples = len(_graph(name))
    assert len(set(parse(path=str(path), format=RdfFormat.TURTLE))) == triples
    assert count_with_rapper(path, "turtle") == triples


def test_it_is_consistent_for_a_reasoner() -> None:
    """OWL RL entailment: no class is below two that exclude each other, no property equals one of another kind."""
    import owlrl
    import rdflib

    graph = _graph("graphbuild.ttl")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    errors = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    assert not list(graph.subject_objects(errors))
    assert (rdflib.URIRef(GB + "Person"), rdflib.RDFS.subClassOf, rdflib.URIRef(GB + "Thing")) in graph


OWN = """\
@prefix ex: <https://exemple.fr/vocabulaire#> .
@prefix gb: <https://w3id.org/graphbuild/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:Navire a owl:Class ; rdfs:subClassOf gb:Product .
ex:affrète a owl:ObjectProperty ; rdfs:label "charters"@en, "affrète"@fr ;
    rdfs:domain schema:Organization ; rdfs:range ex:Navire .
ex:affrétéPar a owl:ObjectProperty ; owl:inverseOf ex:affrète .
ex:jaugeNette a owl:DatatypeProperty ; rdfs:domain ex:Navire ; rdfs:range xsd:decimal .
ex:acquired a owl:ObjectProperty ; rdfs:label "a acheté"@fr .
"""


def test_a_users_ontology_adds_relations(tmp_path: Path) -> None:
    path = tmp_path / "mer.ttl"
    path.write_text(OWN, encoding="utf-8")
    relations = read_relations(path)
    charters = relations["affrète"]
    assert charters.iri == "https://exemple.fr/vocabulaire#affrète"
    assert (charters.label_en, charters.label_fr, charters.inverse) == ("charters", "affrète", "affrétéPar")
    assert charters.domain == {"Organization"} and charters.range == {"Product"}
    assert relations["jaugeNette"].range == {"Quantity"}
    assert relations["jaugeNette"].label_en == "jauge nette"
    assert "affrétéPar" not in relations
    # A relation of the same name takes the place of graphbuild's; the others stay.
    assert relations["acquired"].iri == "https://exemple.fr/vocabulaire#acquired"
    assert relations["paused"].iri == GB + "paused"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ex:a a owl:ObjectProperty .\n", r"mer\.ttl:1: not valid Turtle .*; mend that line"),
        (OWN.replace("rdfs:subClassOf gb:Product", 'rdfs:label "navire"@fr'), r"mer\.ttl:8: the range of affrète is .*#Navire.*rdfs:subClassOf one of gb:Agent"),
        (OWN + "<https://autre.fr/affrète> a owl:ObjectProperty .\n", r"mer\.ttl:8: two relations are named affrète .*; rename one"),
        ("<https://a.fr/x> <https://a.fr/y> 1 .\n", r"mer\.ttl: declares no relation; declare at least one owl:ObjectProperty"),
    ],
)  # fmt: skip
def test_a_broken_ontology_is_named_with_line_and_mend(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mer.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ResourceError, match=message):
        read_relations(path)


def test_a_missing_ontology_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"rien\.ttl: cannot be read"):
        read_relations(tmp_path / "rien.ttl")


def _graph(name: str) -> Any:
    import rdflib

    return rdflib.Graph().parse(data=ontology_path(name).read_text(encoding="utf-8"), format="turtle")


def test_the_page_of_the_ontology_is_up_to_date(root: Path, tmp_path: Path) -> None:
    if importlib.util.find_spec("pylode") is None:
        pytest.skip("pyLODE is not installed (test extra)")
    made = tmp_path / "index.html"
    # In a process of its own: importing pyLODE sets the logging of the whole program.
    subprocess.run([sys.executable, "docs/ontology/make.py", str(made)], cwd=root, check=True, capture_output=True)
    page = (root / "docs" / "ontology" / "index.html").read_text(encoding="utf-8")
    assert page == made.read_text(encoding="utf-8"), "the ontology changed: run python docs/ontology/make.py"


def test_the_page_of_the_ontology_shows_every_term(root: Path) -> None:
    import rdflib

    html = (root / "docs" / "ontology" / "index.html").read_text(encoding="utf-8")
    assert "src=" not in html and "@import" not in html
    articles = dict(re.findall(r'<div class="property entity" id="(\w+)">(.*?)</table>', html, re.DOTALL))
    graph = _graph("graphbuild.ttl")
    for term in set(graph.subjects(rdflib.RDFS.isDefinedBy)):
        shown = articles[str(term).removeprefix(GB)]
        assert all(str(label) in shown for label in graph.objects(term, rdflib.RDFS.label)), term
    acquired, owns = articles["acquired"], articles["owns"]
    assert '#acquiredBy"' in acquired and "Inverse" in acquired and '#acquired"' in articles["acquiredBy"]
    assert "http://www.wikidata.org/prop/direct/P1830" in owns and "schema.org/owns" in owns
    assert "yes · oui" in articles["partneredWith"]
    assert '#Agent"' in articles["competesWith"] and '#Product"' in articles["competesWith"]
