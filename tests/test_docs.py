"""The documentation: its commands and examples are run, its links lead somewhere, its references are complete."""

from __future__ import annotations

import doctest
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def workplace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data of the checkout, in which the commands of the README run."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(root / "data", folder / "data")
    return folder


def test_readme_commands_print_what_it_says(root: Path, workplace: Path) -> None:
    """`$ command`, then what it prints; `...` stands for anything, also for whole lines."""
    commands = 0
    for block in blocks((root / "README.md").read_text(encoding="utf-8"), "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            commands += 1
            printed = run(command, workplace)
            # The second try lets a closing line `...` stand for nothing.
            assert any(doctest.OutputChecker().check_output(expected, text, doctest.ELLIPSIS) for text in (printed, printed + "\n")), (
                f"$ {command}\n--- README.md says\n{expected}\n--- it prints\n{printed}"
            )
    assert commands >= 7


def run(command: str, folder: Path) -> str:
    """What a command of a document prints, on either stream, with `graphbuild` being this one."""
    command = re.sub(r"^graphbuild\b", f'"{sys.executable}" -m graphbuild', command)
    environment = {**os.environ, "COLUMNS": "120"}
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, text=True, timeout=300,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.stdout


def test_readme_python_runs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    (block,) = blocks((root / "README.md").read_text(encoding="utf-8"), "python")
    test = doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0)
    said: list[str] = []
    results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=said.append)
    assert results.attempted >= 5 and results.failed == 0, "".join(said)


def test_reference_of_the_command_line_is_up_to_date(root: Path) -> None:
    made = runpy.run_path(str(root / "docs" / "make_cli.py"))
    assert made["TARGET"].read_text(encoding="utf-8") == made["reference"](), "run `make docs`"


def test_every_command_is_documented(root: Path) -> None:
    import typer

    from graphbuild.cli.main import app

    text = (root / "docs" / "cli.md").read_text(encoding="utf-8")
    for name in typer.main.get_command(app).commands:  # type: ignore[attr-defined]
        assert f"## {name}" in text


def test_links_lead_somewhere(root: Path) -> None:
    pages = [*root.glob("*.md"), *(root / "docs").glob("*.md"), *(root / "training").glob("*.md")]
    missing = []
    for page in pages:
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            if not target.startswith(("http:", "https:", "mailto:")) and not (page.parent / unquote(target)).exists():
                missing.append(f"{page.relative_to(root)}: {target}")
    assert missing == []


def test_the_repository_speaks_of_itself_alone(root: Path) -> None:
    """No path of somebody's machine in what people read."""
    pages = [*root.glob("*.md"), *(root / "docs").glob("*.md"), root / "Makefile", root / ".ci" / "run"]
    for page in pages:
        assert not re.search(r"(?<![\w.])/(?:home|root|Users|work)/", page.read_text(encoding="utf-8")), page


@pytest.mark.parametrize("name", ["01_memo_to_graph.ipynb"])
def test_notebooks_run(root: Path, name: str, tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat", reason="the extra graphbuild[notebook] is not installed")
    nbclient = pytest.importorskip("nbclient", reason="the extra graphbuild[notebook] is not installed")
    notebook = nbformat.read(root / "notebooks" / name, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), f"clear the outputs of {name}"
    nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(root / "notebooks")}}
    ).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    text = str(outputs)
    assert "OpenAI" in text and "image/png" in text and "iframe" in text
