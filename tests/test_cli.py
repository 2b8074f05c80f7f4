"""The command line: help, exit statuses, messages on standard error and data on standard output."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest
import typer

from graphbuild import folder as files
from graphbuild.cli import main
from graphbuild.cli.main import app

FRENCH = "La société Velmont a racheté l'éditeur Ostrava en mars 2024. Velmont est dirigée par Claire Aubry.\n"
COMMANDS = ("build", "extract", "query", "page", "serve", "export", "push", "validate", "explain", "evaluate", "model")


class Run(NamedTuple):
    status: int
    out: str
    err: str


class Terminal:
    """Runs commands in this process."""

    def __init__(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        self.capture = capfdbinary

    def __call__(self, *arguments: str | Path) -> Run:
        status = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = self.capture.readouterr()
        return Run(status, out.decode("utf-8"), err.decode("utf-8"))


@pytest.fixture
def terminal(capfdbinary: pytest.CaptureFixture[bytes]) -> Terminal:
    return Terminal(capfdbinary)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(FRENCH, encoding="utf-8")
    return path


def every_command() -> list[tuple[str, ...]]:
    group = typer.main.get_command(app)
    names: list[tuple[str, ...]] = []
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        names += [(name, sub) for sub in inner] if inner else [(name,)]
    return names


def test_the_commands_of_the_design_exist() -> None:
    assert {names[0] for names in every_command()} == set(COMMANDS)
    assert ("model", "info") in every_command() and ("model", "evaluate") in every_command()


@pytest.mark.parametrize("names", every_command(), ids=" ".join)
def test_help_shows_an_example_and_short_options_are_few(terminal: Terminal, names: tuple[str, ...]) -> None:
    run = terminal(*names, "--help")
    assert run.status == 0
    assert f"graphbuild {' '.join(names)}" in " ".join(run.out.split("Example:")[1].split())
    command = typer.main.get_command(app)
    for name in names:
        command = command.commands[name]  # type: ignore[attr-defined]
    for parameter in command.params:
        if parameter.param_type_name == "option":
            assert parameter.help, f"{parameter.name} has no help"
            assert {option for option in parameter.opts if len(option) == 2} <= {"-o", "-q", "-v"}


def test_help_starts_at_once() -> None:
    """The best of three, in processor time, so that other work on the machine does not count."""
    code = (
        "import sys, time\n"
        "from graphbuild.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'rdflib', 'networkx', 'pyshacl', 'pyoxigraph', 'numpy'} & set(sys.modules)\n"
        "print(time.process_time(), *sorted(heavy), file=sys.stderr)\n"
    )
    seconds = []
    for _ in range(3):
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        taken, *heavy = run.stderr.split()
        assert heavy == []
        seconds.append(float(taken))
    assert min(seconds) < 0.5


def test_version(terminal: Terminal) -> None:
    import graphbuild

    assert terminal("--version") == Run(0, f"graphbuild {graphbuild.__version__}\n", "")


def test_build_says_what_it_found(terminal: Terminal, note: Path, tmp_path: Path) -> None:
    run = terminal("build", note, "-o", tmp_path / "out")
    assert run.status == 0 and run.out == ""
    assert "1 document, 2 sentences" in run.err
    assert "Velmont –acquired→ Ostrava" in run.err
    assert f"page:  {tmp_path / 'out' / 'index.html'}" in run.err
    assert "\x1b" not in run.err  # no colours and no progress bar where there is no terminal


def test_quiet_build_says_nothing(terminal: Terminal, note: Path, tmp_path: Path) -> None:
    assert terminal("build", note, "-o", tmp_path / "out", "-q") == Run(0, "", "")


def test_status_1_when_a_document_is_refused(terminal: Terminal, note: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    run = terminal("build", note, empty, tmp_path / "absent.txt", "-o", tmp_path / "out", "-q")
    assert run.status == 1
    assert run.err.splitlines() == [
        f"refused: {empty}: is empty",
        f"refused: {tmp_path / 'absent.txt'}: does not exist; check the name and the folder you are in",
    ]
    assert (tmp_path / "out" / files.GRAPH).is_file()


def test_many_refusals_are_counted(terminal: Terminal, note: Path, tmp_path: Path) -> None:
    lines = tmp_path / "bad.jsonl"
    lines.write_text("{}\n" * 50)
    run = terminal("extract", note, lines)
    assert run.status == 1 and run.out
    assert len(run.err.splitlines()) == 21
    assert run.err.splitlines()[-1] == "refused: 30 more of 50; they are in report.json, and --verbose shows them"
    assert len(terminal("extract", note, lines, "-v").err.splitlines()) == 50


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b"  \n\t\n", "holds no text (nothing but blanks)"),
        ("binary.txt", bytes(range(256)) * 20, "is not a text"),
        ("long.txt", b"Le maire a parle. " * 290_000, "holds 5220000 characters, at most 1000000 are read as one document"),
        ("english.txt", b"The company said on Monday that it would buy its rival next year.", "there are language packs for: fr"),
        ("broken.jsonl", b'{"id": 1\n', "broken.jsonl:1: is not JSON"),
        ("fake.pdf", b"%PDF-1.7 nothing", "is a damaged PDF"),
        ("fake.docx", b"PK\x03\x04 nothing", "no DOCX document"),
        ("empty.html", b"<html><body></body></html>", "holds no text in its HTML"),
    ],
)
def test_bad_input_alone(terminal: Terminal, tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    run = terminal("build", path, "-o", tmp_path / "out")
    assert run.status == 1 and run.out == ""
    assert run.err.startswith(f"graphbuild: no document could be read. {path}")
    assert said in run.err and "Traceback" not in run.err
    assert not (tmp_path / "out").exists()


def test_control_characters_and_broken_bytes_are_mended_and_said(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(FRENCH.encode("utf-8") + b"Un caract\xc3\xa8re \x01 de contr\xc3\xb4le, un demi-mot \xed\xa0\x80 bris\xc3\xa9.\n")
    run = terminal("build", path, "-o", tmp_path / "out")
    assert run.status == 0
    assert f"note: {path}: read as UTF-8, with 3 broken bytes replaced by U+FFFD" in run.err
    assert f"note: {path}: 1 characters that no graph can hold" in run.err
    validation = terminal("validate", tmp_path / "out")
    assert validation.status == 0, validation.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build",), "Missing option"),
        (("build", "-o", "out"), "name INPUT..., or --remove ID"),
        (("build", "x.txt", "--remove", "a", "-o", "out"), "name INPUT..., or --remove ID"),
        (("build", "x.txt", "-o", "out", "--direct", "some"), "'some' is none of: asserted, unattributed, none"),
        (("build", "x.txt", "-o", "out", "--workers", "0"), "should be greater than or equal to 1"),
        (("page", "out", "--page-lang", "de"), "'de' is none of: fr, en"),
        (("model", "evaluate", "no-such-folder"), "does not exist"),
        (("nothing",), "No such command"),
    ],
)
def test_wrong_usage(terminal: Terminal, arguments: tuple[str, ...], said: str) -> None:
    run = terminal(*arguments)
    assert run.status == 2 and run.out == ""
    assert said in " ".join(run.err.replace("│", " ").split())


def test_a_folder_that_is_no_graph(terminal: Terminal, tmp_path: Path) -> None:
    for command in (("query", tmp_path, "ASK {}"), ("page", tmp_path), ("validate", tmp_path), ("explain", tmp_path, "c-1"),
                    ("export", tmp_path, "--format", "csv", "-o", tmp_path / "x")):  # fmt: skip
        run = terminal(*command)
        assert run.status == 1, command
        assert f"graphbuild: {tmp_path}: no graph folder" in run.err
        assert "graphbuild build INPUT -o" in run.err


def test_extract_writes_json_lines(terminal: Terminal, memo_folder: Path, root: Path, tmp_path: Path) -> None:
    run = terminal("extract", root / "data" / "memo.txt")
    assert run.status == 0 and run.err == ""
    assert run.out == (memo_folder / files.STATEMENTS).read_text(encoding="utf-8")
    assert terminal("extract", root / "data" / "memo.txt", "-o", tmp_path / "s.jsonl", "-q") == Run(0, "", "")
    assert (tmp_path / "s.jsonl").read_text(encoding="utf-8") == run.out


def test_extract_reads_standard_input(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FRENCH.encode("utf-8"))))
    run = terminal("extract", "-")
    rows = [json.loads(line) for line in run.out.splitlines()]
    assert ("Velmont", "acquired", "Ostrava") in {(r["subject"]["label"], r["predicate"]["name"], r["object"]["label"]) for r in rows}
    assert {r["document"] for r in rows} == {"stdin"}


def test_explain(terminal: Terminal, memo_folder: Path) -> None:
    rows = [json.loads(line) for line in (memo_folder / files.STATEMENTS).read_text(encoding="utf-8").splitlines()]
    row = next(row for row in rows if row["spans"]["subject"])
    run = terminal("explain", memo_folder, row["id"])
    assert run.status == 0
    assert f"{row['subject']['label']} –{row['predicate']['name']}→ {row['object']['label']}" in run.out
    assert row["rule"] in run.out and f"characters {row['start']} to {row['end']}" in run.out
    assert "[S " in run.out
    as_json = json.loads(terminal("explain", memo_folder, row["id"].removeprefix("c-"), "--json").out)
    assert row in as_json["evidence"]
    run = terminal("explain", memo_folder, "c-zzz")
    assert run.status == 1 and "there is no statement 'c-zzz'; ids are in statements.jsonl and look like c-" in run.err
    if len({r["id"] for r in rows}) > 1:
        run = terminal("explain", memo_folder, "c-")
        assert run.status == 1 and "is the beginning of" in run.err


def test_page_with_other_settings(terminal: Terminal, memo_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    run = terminal("page", memo_folder, "-o", target, "--page-lang", "en", "--title", "Une note", "--no-text")
    assert run.status == 0 and f"page:  {target}" in run.err
    html = target.read_text(encoding="utf-8")
    assert "Une note" in html
    assert "met en lumière l'urgence" not in html


def test_export_and_its_errors(terminal: Terminal, memo_folder: Path, tmp_path: Path) -> None:
    run = terminal("export", memo_folder, "--format", "graphml", "-o", tmp_path / "memo.graphml")
    assert run.status == 0 and (tmp_path / "memo.graphml").stat().st_size > 1000
    run = terminal("export", memo_folder, "--format", "excel", "-o", tmp_path / "memo.xls")
    assert run.status == 1 and "graphml" in run.err and "turtle" in run.err
    assert not (tmp_path / "memo.xls").exists()


def test_validate(terminal: Terminal, memo_folder: Path) -> None:
    run = terminal("validate", memo_folder)
    assert run.status == 0 and "conforms" in run.out


def test_evaluate_facts_and_triples(terminal: Terminal, root: Path, memo_folder: Path, tmp_path: Path) -> None:
    gold = root / "data" / "gold"
    run = terminal("evaluate", "--gold", gold / "memo.jsonl", "--forbidden", gold / "memo-forbidden.jsonl", memo_folder / files.STATEMENTS)
    assert run.out.splitlines()[-1].startswith("facts found ")
    assert run.status == int("forbidden 0" not in run.out)
    rows = (gold / "constructions" / "people.jsonl").read_text(encoding="utf-8").splitlines()[:20]
    (tmp_path / "gold.jsonl").write_text("\n".join(rows), encoding="utf-8")
    run = terminal("evaluate", "--gold", tmp_path / "gold.jsonl", "--reliability", "--per-relation", "--causes", "3", "--errors", "2")
    assert run.status == 0
    assert "| relation | right | wrong | missed |" in run.out and "| confidence | statements |" in run.out
    assert run.out.splitlines()[-1].startswith("precision 0.")
    figures = json.loads(terminal("evaluate", "--gold", tmp_path / "gold.jsonl", "--json").out)
    assert figures["gold"] > 10 and 0 < figures["f1"] <= 1


def test_evaluate_without_texts(terminal: Terminal, root: Path) -> None:
    run = terminal("evaluate", "--gold", root / "data" / "gold" / "memo.jsonl")
    assert run.status == 2 and "no texts lie beside" in " ".join(run.err.split())


def test_model_info(terminal: Terminal) -> None:
    run = terminal("model", "info", "--json")
    info = json.loads(run.out)
    assert run.status == 0 and info["license"] and "graphbuild_relations" in info["components"]
    assert "components" in terminal("model", "info").out
    run = terminal("model", "info", "--lang", "de")
    assert run.status == 1 and "there are: fr" in run.err


def test_an_unknown_model_is_told(terminal: Terminal, note: Path) -> None:
    run = terminal("extract", note, "--model", "fr_no_such_model")
    assert run.status == 1 and "fr_no_such_model" in run.err and "Traceback" not in run.err


def test_interruption_leaves_no_trace(tmp_path: Path) -> None:
    """Interrupted while it waits for its input, a pipe that the test opens as soon as the command does."""
    pipe, out = tmp_path / "pipe.txt", tmp_path / "out"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "graphbuild", "build", pipe, "-o", out]

    def heed_interrupts() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell that runs tests in the background has them ignored

    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=heed_interrupts)
    with open(pipe, "wb"):
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert [path.name for path in tmp_path.iterdir()] == ["pipe.txt"]


def test_a_closed_pipe_is_no_error(root: Path) -> None:
    """`graphbuild extract … | head -1`"""
    process = subprocess.Popen(
        [sys.executable, "-m", "graphbuild", "extract", root / "data" / "memo.txt"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout and process.stderr
    process.stdout.close()
    err = process.stderr.read().decode()
    process.stderr.close()
    process.wait(timeout=120)
    assert "Traceback" not in err
