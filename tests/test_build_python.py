"""The Python door: what a `KnowledgeGraph` offers, from memory and from a folder alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import graphbuild as gb
from graphbuild import folder as files
from graphbuild.errors import LexiconError, QueryError, UnknownFormat
from graphbuild.types import Entity

TEXT = "La société Velmont a racheté l'éditeur Ostrava en mars 2024. Velmont est dirigée par Claire Aubry."
WHO_BOUGHT = "SELECT ?who ?what { ?who gb:acquired ?what }"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kg") / "out"
    gb.build(gb.Document("note", TEXT), folder)
    return folder


@pytest.fixture(params=["memory", "folder"], scope="module")
def kg(request: pytest.FixtureRequest, saved: Path) -> gb.KnowledgeGraph:
    return gb.load(saved) if request.param == "folder" else gb.build(gb.Document("note", TEXT))


def test_values(kg: gb.KnowledgeGraph) -> None:
    assert [document.text for document in kg.documents] == [TEXT]
    assert {("Velmont", "acquired", "Ostrava"), ("Claire Aubry", "leads", "Velmont")} <= {
        (s.subject.label, s.predicate.name, s.object.label) for s in kg.statements
    }
    by_label = {entity.label: entity for entity in kg.entities}
    assert by_label["Claire Aubry"].type == "Person"
    assert by_label["Velmont"].mentions >= 2
    for statement in kg.statements:
        nodes = [node for node in (statement.subject, statement.object) if isinstance(node, Entity)]
        assert all(node in kg.entities for node in nodes)


def test_loading_gives_back_what_was_saved(saved: Path, tmp_path: Path) -> None:
    built, loaded = gb.build(gb.Document("note", TEXT)), gb.load(saved)
    assert loaded.readings == built.readings
    assert loaded.entities == built.entities
    assert loaded.statements == built.statements
    loaded.save(tmp_path / "again")
    for name in (files.GRAPH, files.TURTLE, files.STATEMENTS, files.READINGS, files.ENTITIES, files.REPORT, files.PAGE):
        assert (tmp_path / "again" / name).read_bytes() == (saved / name).read_bytes(), name


def test_query(kg: gb.KnowledgeGraph) -> None:
    rows = [(row.who, row.what) for row in kg.query(WHO_BOUGHT)]
    base = "https://w3id.org/graphbuild/data/entity/"
    assert [(str(who), str(what)) for who, what in rows] == [(f"{base}Velmont", f"{base}Ostrava")]
    assert kg.query("ASK { ent:Velmont gb:acquired ent:Ostrava }").askAnswer is True
    with pytest.raises(QueryError, match=r"(?s)line 1.*"):
        kg.query("SELECT ?x { ?x gb:acquired }")


def test_graph_is_an_rdflib_dataset(kg: gb.KnowledgeGraph) -> None:
    from rdflib import RDFS, Dataset, URIRef

    assert isinstance(kg.graph, Dataset)
    velmont = URIRef("https://w3id.org/graphbuild/data/entity/Velmont")
    assert [str(label) for label in kg.graph.default_graph.objects(velmont, RDFS.label)] == ["Velmont"]
    assert len(kg.graph.default_graph) == len(kg.content.triples)


def test_networkx(kg: gb.KnowledgeGraph) -> None:
    import networkx

    network = kg.to_networkx()
    assert isinstance(network, networkx.MultiDiGraph)
    labels = networkx.get_node_attributes(network, "label")
    edges = {(labels[s], labels[o]) for s, o in network.edges()}
    assert ("Velmont", "Ostrava") in edges


def test_export(kg: gb.KnowledgeGraph, tmp_path: Path) -> None:
    kg.export("ntriples", tmp_path / "note.nt")
    assert len((tmp_path / "note.nt").read_text(encoding="utf-8").splitlines()) == len(kg.content.triples)
    with pytest.raises(UnknownFormat, match="graphml"):
        kg.export("excel", tmp_path / "note.xls")


def test_in_a_notebook(kg: gb.KnowledgeGraph) -> None:
    html = kg._repr_html_()
    assert "Velmont" in html and "acquired" in html
    hostile = gb.build(gb.Document("x", "L'entreprise <b>Velmont</b> a racheté Ostrava. " + TEXT))._repr_html_()
    assert "<b>Velmont" not in hostile
    shown = kg.show(height=300)
    assert "<iframe" in shown._repr_html_() and "height:300px" in shown._repr_html_()
    assert repr(kg).startswith("<KnowledgeGraph: 1 documents, ")


def test_mentions_name_the_entities(kg: gb.KnowledgeGraph) -> None:
    labels = {entity.iri: entity.label for entity in kg.entities}
    named = {(TEXT[start:end], labels[iri]) for start, end, iri in kg.mentions["note"]}
    assert ("Claire Aubry", "Claire Aubry") in named and ("Ostrava", "Ostrava") in named


def test_pipeline_is_a_spacy_language() -> None:
    nlp = gb.load_pipeline("fr")
    doc = nlp(TEXT)
    assert {"Claire Aubry", "Velmont"} <= {ent.text for ent in doc.ents}
    assert doc._.gb_statements and doc._.gb_entities


def test_statements_at_once() -> None:
    assert gb.extract_statements(gb.Document("note", TEXT)) == gb.build(gb.Document("note", TEXT)).statements


def test_authority_stays_with_the_folder(tmp_path: Path) -> None:
    authority = tmp_path / "records.csv"
    authority.write_text("iri,label,aliases,type\nhttps://example.org/Q1,Velmont,Groupe Velmont,Organization\n", encoding="utf-8")
    folder = tmp_path / "out"
    gb.build(gb.Document("a", TEXT), folder, authority=authority)
    authority.unlink()
    gb.build(gb.Document("b", "Velmont a vendu Ostrava à Nordine."), folder, add=True)
    linked = {entity.label: entity.same_as or entity.close_match for entity in gb.load(folder).entities}
    assert linked["Velmont"][0][0] == "https://example.org/Q1"
    assert b"https://example.org/Q1" in (folder / files.GRAPH).read_bytes()


def test_a_lexicon_of_ones_own(tmp_path: Path) -> None:
    lexicon = tmp_path / "own.yaml"
    lexicon.write_text("acquired:\n  verbs:\n    - S phagocyter O\n", encoding="utf-8")
    text = "La société Velmont a phagocyté l'éditeur Ostrava."
    found = {
        (s.subject.label, s.predicate.name)
        for s in gb.extract_statements(gb.Document("a", text), options=gb.ReadOptions(lexicons=(lexicon,)))
    }
    assert ("Velmont", "acquired") in found


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("aquired:\n  verbs:\n    - S phagocyter O\n", "aquired: there is no relation 'aquired'; there is: acquired"),
        ("acquired:\n  verbs:\n    - S gober O:Organisation\n", "'S gober O:Organisation': there is no class 'Organisation'; there is: Organization"),
        ("", "holds no pattern"),
    ],
)
def test_a_lexicon_with_a_slip_is_refused_before_any_text_is_read(content: str, message: str, tmp_path: Path) -> None:
    lexicon = tmp_path / "own.yaml"
    lexicon.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(str(lexicon)) + ".*" + re.escape(message)):
        gb.build(gb.Document("a", "Altavia a gobé Norvent."), options=gb.ReadOptions(lexicons=(lexicon,)))
