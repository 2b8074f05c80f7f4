"""Whole runs: what a graph folder holds, that it is the same every time, and that failures leave the earlier one whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import graphbuild as gb
from graphbuild import folder as files
from graphbuild.builder import read
from graphbuild.errors import GraphError, InputError

SAME_BYTES = (files.GRAPH, files.TURTLE, files.STATEMENTS, files.ENTITIES, files.READINGS, files.REPORT, files.PAGE)
TEXTS = {
    "a": "La société Velmont a racheté l'éditeur Ostrava en mars 2024. Velmont est dirigée par Claire Aubry.",
    "b": "Claire Aubry, la directrice de Velmont, a démenti mardi que le groupe ait vendu sa filiale Nordine.",
    "c": "Selon Le Courrier du Net, Ostrava pourrait fermer son usine de Lille. Velmont n'a pas racheté Ostrava.",
    "d": "Le musée de Grenoble a été fondé par Paul Marchand en 1967. Marchand est né à Lyon.",
}


def documents(*names: str) -> list[gb.Document]:
    return [gb.Document(name, TEXTS[name], "2024-04-02") for name in names]


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in SAME_BYTES}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "out"
    gb.build(documents("a", "b", "c", "d"), folder)
    return folder


def test_folder_holds_all_that_it_should(memo_folder: Path) -> None:
    assert sorted(path.name for path in memo_folder.iterdir()) == sorted((*SAME_BYTES, files.STORE))
    assert not [path for path in memo_folder.parent.iterdir() if path.name.startswith(".")]


def test_statements_have_the_form_of_the_design(memo_folder: Path, root: Path) -> None:
    text = (root / "data" / "memo.txt").read_bytes().decode("utf-8")
    lines = (memo_folder / files.STATEMENTS).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert rows
    keys = ["id", "subject", "predicate", "object", "status", "source", "time", "confidence", "document", "start", "end", "sentence", "rule"]
    for row in rows:
        assert list(row)[: len(keys)] == keys
        assert list(row["subject"]) == ["iri", "label", "type"]
        assert list(row["predicate"])[:2] == ["iri", "name"]
        assert list(row["object"])[:3] in (["iri", "label", "type"], ["value", "datatype", "label"])
        assert row["status"] in ("asserted", "negated", "hedged", "planned")
        assert row["source"] is None or {"iri", "label"} <= set(row["source"])
        assert 0 <= row["confidence"] <= 1
        assert row["sentence"] == text[row["start"] : row["end"]]
        for first, last in filter(None, row["spans"].values()):
            assert 0 <= first < last <= len(text)
    assert [(r["document"], r["start"], r["id"]) for r in rows] == sorted((r["document"], r["start"], r["id"]) for r in rows)


def test_report_accounts_for_every_sentence(memo_folder: Path) -> None:
    report = json.loads((memo_folder / files.REPORT).read_text(encoding="utf-8"))
    kg = gb.load(memo_folder)
    (reading,) = kg.readings
    with_statement = {(s.evidence.start, s.evidence.end) for s in kg.statements}
    without = {(row["start"], row["end"]): row for row in report["coverage"]}
    for sentence in reading.sentences:
        covered = any(start < sentence.end and sentence.start < end for start, end in with_statement)
        assert covered != ((sentence.start, sentence.end) in without)
    assert all(row["reason"] and row["kind"] in ("sentence", "heading", "question") for row in without.values())
    assert report["counts"]["headings"] + report["counts"]["questions"] >= 3
    assert report["counts"]["statements"] == len(kg.statements) == sum(report["statements_by_status"].values())
    assert len(report["canonical_hash"]) == 64
    assert report["documents"][0]["date"] == "2025-12-02"


def test_a_loaded_graph_is_a_dataset_for_reading(memo_folder: Path) -> None:
    kg = gb.load(memo_folder)
    triples = list(kg.graph.default_graph)
    assert len(triples) == len(kg.content.triples)
    with pytest.raises(GraphError, match="open for reading; copy it into a Dataset of your own"):
        kg.graph.default_graph.remove(triples[0])


def test_two_runs_and_two_workers_give_the_same_bytes(whole: Path, tmp_path: Path) -> None:
    """Each run is a process of its own with another hash seed: nothing may depend on the order of a set."""
    (tmp_path / "in.jsonl").write_text("".join(json.dumps({"id": n, "text": t, "date": "2024-04-02"}) + "\n" for n, t in TEXTS.items()))
    runs = []
    for number, workers in enumerate(("1", "2")):
        command = [sys.executable, "-m", "graphbuild", "build", "in.jsonl", "-o", f"out{number}", "--workers", workers]
        subprocess.run(command, cwd=tmp_path, check=True, env={**os.environ, "PYTHONHASHSEED": str(number + 1)}, timeout=300)
        runs.append(contents(tmp_path / f"out{number}"))
    for name in SAME_BYTES:
        assert runs[0][name] == runs[1][name], name
    assert runs[0][files.GRAPH] == (whole / files.GRAPH).read_bytes()


def test_adding_is_as_building_at_once(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    gb.build(documents("c", "a"), folder)
    gb.build(documents("d"), folder, add=True)
    gb.build(documents("b", "a"), folder, add=True)
    for name in SAME_BYTES:
        assert (folder / name).read_bytes() == (whole / name).read_bytes(), name


def test_removing_is_as_never_having_built(tmp_path: Path, whole: Path) -> None:
    folder, expected = tmp_path / "out", tmp_path / "expected"
    gb.build(documents("a", "b", "c", "d"), folder)
    gb.remove(folder, ["b", "d"])
    gb.build(documents("a", "c"), expected)
    assert contents(folder) == contents(expected)
    with pytest.raises(GraphError, match=r"no document 'x'; there are: a, c"):
        gb.remove(folder, ["x"])
    with pytest.raises(GraphError, match="no document would remain; delete the folder instead"):
        gb.remove(folder, ["a", "c"])
    assert contents(folder) == contents(expected)


def test_a_document_that_is_added_again_is_replaced(tmp_path: Path) -> None:
    folder, expected = tmp_path / "out", tmp_path / "expected"
    gb.build([gb.Document("a", TEXTS["b"], "2024-04-02")], folder)
    gb.build(documents("a"), folder, add=True)
    gb.build(documents("a"), expected)
    assert contents(folder) == contents(expected)


def test_refused_documents_are_reported_and_the_others_built(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "good.txt").write_text(TEXTS["a"], encoding="utf-8")
    (inputs / "empty.txt").write_bytes(b"")
    (inputs / "english.txt").write_text("The company said on Monday that it had bought its rival for two billion dollars.")
    kg = gb.build(inputs, tmp_path / "out")
    assert [document.id for document in kg.documents] == ["good"]
    report = json.loads((tmp_path / "out" / files.REPORT).read_text(encoding="utf-8"))
    assert [(Path(row["where"]).name, row["kind"]) for row in report["refused"]] == [
        ("empty.txt", "EmptyInput"),
        ("english.txt", "UnknownLanguage"),
    ]
    assert "there are language packs for: fr" in report["refused"][1]["reason"]
    assert [refusal.kind for refusal in gb.load(tmp_path / "out").refused] == ["EmptyInput", "UnknownLanguage"]


def test_a_defect_in_one_document_does_not_lose_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from graphbuild.language import reading as language

    real = language.read_document

    def fail_on_b(nlp: object, document: gb.Document) -> object:
        if document.id == "b":
            raise ZeroDivisionError("division by zero")
        return real(nlp, document)  # type: ignore[arg-type]

    monkeypatch.setattr(language, "read_document", fail_on_b)
    intake, readings = read(documents("a", "b"))
    assert [reading.document.id for reading in readings] == ["a"]
    (refusal,) = intake.refused
    assert (refusal.where, refusal.kind) == ("b", "Defect")
    assert "ZeroDivisionError: division by zero" in refusal.reason and "please report it" in refusal.reason


def test_nothing_read_leaves_the_earlier_graph(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    gb.build(documents("a"), folder)
    before = contents(folder)
    with pytest.raises(InputError, match=r"no document could be read\. b: holds no text"):
        gb.build(gb.Document("b", "  "), folder)
    with pytest.raises(InputError, match="no input was given"):
        gb.build([], folder)
    assert contents(folder) == before


def test_a_failure_while_writing_leaves_the_earlier_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    gb.build(documents("a"), folder)
    before = contents(folder)

    def no_space(*args: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("graphbuild.page.write_page", no_space)
    with pytest.raises(GraphError, match=r"cannot be written \(No space left on device\); the earlier graph, if any, is whole"):
        gb.build(documents("b"), folder)
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


WRITE_SLOWLY = """
import sys, time
from pathlib import Path
from graphbuild import folder
with folder.replacing(Path(sys.argv[1])) as new:
    (new / folder.GRAPH).write_text("half")
    print("writing", flush=True)
    time.sleep(60)
"""


def test_a_killed_run_leaves_the_earlier_graph(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    gb.build(documents("a"), folder)
    before = contents(folder)
    with subprocess.Popen([sys.executable, "-c", WRITE_SLOWLY, folder], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "writing\n"
        process.kill()
    assert contents(folder) == before
    with subprocess.Popen([sys.executable, "-c", WRITE_SLOWLY, folder], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "writing\n"
        gb.build(documents("b"), folder)  # clears what the killed run left, not what the other one writes
        assert len(list(tmp_path.iterdir())) == 2
        process.kill()
    assert gb.load(folder).documents[0].id == "b"


def test_a_graph_that_had_made_room_for_another_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    gb.build(documents("a"), folder)
    before = contents(folder)
    folder.rename(tmp_path / ".out.old-x")  # killed between the two moves
    with pytest.raises(RuntimeError), files.replacing(folder):
        raise RuntimeError
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_other_things_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(GraphError, match="holds other things than a graph, which would be lost"):
        gb.build(documents("a"), tmp_path / "photos")
    with pytest.raises(GraphError, match="is a file; name a folder"):
        gb.build(documents("a"), tmp_path / "photos" / "holiday.jpg")
    with pytest.raises(GraphError, match="cannot be written in"):
        gb.build(documents("a"), tmp_path / "photos" / "holiday.jpg" / "out")
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["holiday.jpg"]


def test_an_empty_folder_may_be_the_target(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    gb.build(documents("a"), tmp_path / "out")
    assert gb.load(tmp_path / "out").statements


def test_damaged_folders_are_told(tmp_path: Path, whole: Path) -> None:
    import shutil

    with pytest.raises(GraphError, match=r"there is no such folder; build one with: graphbuild build INPUT -o "):
        gb.load(tmp_path / "none")
    with pytest.raises(GraphError, match=r"no graph folder \(graph\.nq, statements\.jsonl, report\.json missing\)"):
        gb.load(tmp_path)
    folder = tmp_path / "out"
    shutil.copytree(whole, folder)
    (folder / files.STATEMENTS).write_text('{"id": "c-1"}\n')
    with pytest.raises(GraphError, match=r"statements\.jsonl:1: damaged, or of another version \(KeyError: 'subject'\)"):
        gb.load(folder)
    (folder / files.REPORT).write_text("{")
    with pytest.raises(GraphError, match=r"report\.json: damaged"):
        gb.load(folder)
    (folder / files.REPORT).write_text("{}")
    with pytest.raises(GraphError, match=r"report\.json: of another version \(no counts"):
        gb.load(folder)


def test_base_of_iris(tmp_path: Path) -> None:
    kg = gb.build(documents("a"), tmp_path / "out", base="https://example.org/press/")
    assert all(entity.iri.startswith("https://example.org/press/entity/") for entity in kg.entities)
    gb.build(documents("b"), tmp_path / "out", add=True)
    assert gb.load(tmp_path / "out").base == "https://example.org/press/"
    assert b"w3id.org/graphbuild/data" not in (tmp_path / "out" / files.GRAPH).read_bytes()


def test_long_text_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphbuild.language.reading.PART_LENGTH", 1000)
    text = "\n\n".join(f"La société Velmont{n} a racheté l'éditeur Ostrava{n}." for n in range(60))
    kg = gb.build(gb.Document("long", text))
    bought = {s.subject.label: s for s in kg.statements if s.predicate.name == "acquired"}
    assert {"Velmont0", "Velmont30", "Velmont59"} <= set(bought)
    assert all(s.evidence.sentence == text[s.evidence.start : s.evidence.end] for s in kg.statements)
