"""Packages of npm that tests use as other people's tools: clients, readers, judges of the page.

They lie where `GRAPHBUILD_NODE_MODULES` says, or in `.cache/npm/node_modules` of the checkout:
`npm install --prefix .cache/npm @comunica/query-sparql@4 axe-core vnu-jar graphology graphology-gexf`.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

_HERE = Path(__file__).resolve().parent.parent / ".cache/npm/node_modules"


def npm_path(name: str, install: str) -> Path:
    """The path `name` among npm's modules; skips the test, saying what to install, where it is not there."""
    path = Path(os.environ.get("GRAPHBUILD_NODE_MODULES") or _HERE) / name
    if not path.exists():
        pytest.skip(f"{name} is not here: npm install --prefix .cache/npm {install}")
    return path


def node() -> str:
    """Node's command; skips the test where there is none."""
    return shutil.which("node") or pytest.skip("no node here: apt-get install nodejs")
