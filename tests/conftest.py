"""What the tests share: the data of the repository, the data beside it, and one build of the memo for all."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data beside the checkout; tests that need it are skipped where it is missing."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here: it holds development data that is no part of the repository")
    return folder


@pytest.fixture(scope="session")
def memo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of the memo, built once. Tests must not write into it."""
    import graphbuild as gb

    folder = tmp_path_factory.mktemp("memo") / "memo"
    gb.build(ROOT / "data" / "memo.txt", folder)
    return folder
