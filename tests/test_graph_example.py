"""The example of a user's own ontology and lexicon: its relations come out under their own IRIs, and the graph conforms."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graphbuild.vocabulary import read_relations

SEA = "https://example.org/maritime#"


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from graphbuild.cli.main import app

    example = root / "data" / "examples" / "maritime"
    output = tmp_path_factory.mktemp("maritime") / "out"
    found = CliRunner().invoke(
        app,
        ["build", str(example / "nouvelles.txt"), "-o", str(output), "--ontology", str(example / "maritime.ttl"),
         "--lexicon", str(example / "maritime.yaml")],
    )  # fmt: skip
    assert found.exit_code == 0, found.output
    return output


def test_the_ontology_adds_three_relations(root: Path) -> None:
    relations = read_relations(root / "data" / "examples" / "maritime" / "maritime.ttl")
    assert {name: relations[name].range for name in ("chartered", "calledAt", "ranAground")} == {
        "chartered": {"Product"}, "calledAt": {"Place"}, "ranAground": {"Place"},
    }  # fmt: skip
    assert relations["chartered"].inverse == "charteredBy"
    assert "paused" in relations


def test_the_text_is_read_with_them(folder: Path) -> None:
    from graphbuild.cli.main import app

    query = f"PREFIX sea: <{SEA}> SELECT ?who ?ship {{ ?a sea:chartered ?b . ?a rdfs:label ?who . ?b rdfs:label ?ship }} ORDER BY ?who"
    found = CliRunner().invoke(app, ["query", str(folder), "--format", "csv", query])
    rows = list(csv.reader(io.StringIO(found.stdout)))
    assert rows[0] == ["who", "ship"]
    assert ["Kerlan", "Astrolabe"] in rows


def test_the_graph_conforms_with_its_own_relations(folder: Path) -> None:
    from graphbuild.cli.main import app

    found = CliRunner().invoke(app, ["validate", str(folder)])
    assert found.exit_code == 0 and "The graph conforms to its shapes." in found.stdout


def test_exports_carry_them(folder: Path, tmp_path: Path) -> None:
    from graphbuild.graph.exports import write_export
    from graphbuild.knowledge_graph import KnowledgeGraph

    write_export(KnowledgeGraph.load(folder).content, "turtle", tmp_path / "graph.ttl")
    assert f"<{SEA}chartered>" in (tmp_path / "graph.ttl").read_text(encoding="utf-8")
