"""What is installed: every file of the packages is in the wheel, and the wheel works away from the checkout."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import graphbuild


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of what git knows, so that nothing of the working folder helps it along."""
    copy = tmp_path_factory.mktemp("source")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True)
    if listed.returncode:
        pytest.skip("not a git checkout: the wheel is built from the files that git knows")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if name.startswith(("graphbuild/", "ontology/")) or "/" not in name:
            if (root / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                (copy / name).write_bytes((root / name).read_bytes())
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", target, copy]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, timeout=300)
    (path,) = target.glob("*.whl")
    return path


def files_of_the_packages(root: Path) -> set[str]:
    """Every file that git knows below the packages, by its name in the wheel."""
    listed = subprocess.run(["git", "ls-files", "-z", "graphbuild", "ontology"], cwd=root, capture_output=True, check=True)
    names = [name for name in listed.stdout.decode().split("\0") if name and (root / name).is_file()]
    return {re.sub("^ontology/", "graphbuild/ontology/", name) for name in names}


def test_the_wheel_holds_every_file_of_the_packages(root: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        licences = [name for name in archive.namelist() if ".dist-info/" in name and name.endswith(("LICENSE", "NOTICE"))]
    assert files_of_the_packages(root) - packed == set(), "list them in [options.packages] or [options.package_data] of setup.cfg"
    assert packed - files_of_the_packages(root) == set()
    assert len(licences) == 2


def test_the_wheel_works_away_from_the_checkout(root: Path, wheel: Path, tmp_path: Path) -> None:
    """A clean environment that sees the installed dependencies but not the checkout."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "env"], check=True)
    (site,) = (tmp_path / "env").glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "dependencies.pth").write_text("".join(f"{path}\n" for path in sys.path if path.endswith("site-packages")))
    text = tmp_path / "note.txt"
    text.write_text("La société Velmont a racheté l'éditeur Ostrava en mars 2024.\n", encoding="utf-8")
    python = tmp_path / "env" / "bin" / "python"
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [python, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300
        )

    where = run("-c", "import graphbuild; print(graphbuild.__file__)").stdout.strip()
    assert where == str(site / "graphbuild" / "__init__.py")
    built = run("-m", "graphbuild", "build", "note.txt", "-o", "out")
    assert built.returncode == 0, built.stderr
    assert "Velmont –acquired→ Ostrava" in built.stderr
    answer = run("-m", "graphbuild", "query", "out", "SELECT ?x { ?x gb:acquired ?y }", "--format", "csv")
    assert answer.stdout.split() == ["x", "https://w3id.org/graphbuild/data/entity/Velmont"]
    assert run("-m", "graphbuild", "validate", "out").returncode == 0


def test_every_package_is_listed(root: Path) -> None:
    config = configparser.ConfigParser(interpolation=None)
    config.read(root / "setup.cfg", encoding="utf-8")
    listed = set(config["options"]["packages"].split())
    found = {".".join(path.parent.relative_to(root).parts) for path in (root / "graphbuild").rglob("__init__.py")}
    assert listed == found | {"graphbuild.ontology"}


def test_spacy_finds_the_components() -> None:
    from importlib.metadata import entry_points

    factories = {entry.name: entry for entry in entry_points(group="spacy_factories") if entry.name.startswith("graphbuild_")}
    assert set(factories) >= {f"graphbuild_{name}" for name in ("sentences", "values", "entities", "coreference", "relations")}
    for entry in factories.values():
        assert callable(entry.load())


def test_public_face() -> None:
    assert sorted(graphbuild.__all__) == dir(graphbuild)
    for name in graphbuild.__all__:
        assert getattr(graphbuild, name).__doc__ or name == "__version__"
    with pytest.raises(AttributeError, match=r"has no attribute 'bild'; it has: Document, Entity"):
        graphbuild.bild  # noqa: B018


def test_importing_is_free() -> None:
    code = "import sys, graphbuild; print({'spacy', 'rdflib', 'numpy', 'yaml'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_the_version_is_told_once() -> None:
    from importlib.metadata import version

    assert version("graphbuild") == graphbuild.__version__


def test_the_licence_is_whole(root: Path) -> None:
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert text.lstrip().startswith("Apache License") and "END OF TERMS AND CONDITIONS" in text
