"""The third-party readers that the exports are checked with, each as a function that says what it read.

Those that are programs (rapper, serdi, Jena's riot, graphology) are skipped with a reason where they are not installed. QuickStatements
has no reader that one could install: `read_quickstatements` is a strict one, after Wikidata's Help:QuickStatements.
"""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from npm_packages import node, npm_path

_JAVA = Path("/usr/share/java")
# Debian moves Jena's copy of the Xerces classes to another package, but not the messages that they load.
_MESSAGES = "org/apache/jena/ext/xerces/"


def count_with_rapper(path: Path, syntax: str) -> int:
    """How many triples rapper (Raptor 2) reads; fails on any error or warning."""
    found = _run("raptor2-utils", ["rapper", "-i", syntax, "-c", str(path)])
    assert "Error" not in found.stderr and "Warning" not in found.stderr, found.stderr
    return int(found.stderr.split("Parsing returned ")[1].split(" ")[0])


def lines_with_serdi(path: Path, syntax: str) -> set[str]:
    """The N-Quads that serdi (Serd) makes of a file in its strict mode."""
    found = _run("serdi", ["serdi", "-e", "-i", syntax, "-o", "nquads", str(path)])
    return {line for line in found.stdout.split("\n") if line}


def lines_with_riot(path: Path, syntax: str) -> set[str]:
    """The N-Quads that Jena's riot makes of a file, with its checks of IRIs and literals on."""
    found = _run(
        "libapache-jena-java", ["java", "-cp", _jena(), "riotcmd.riot", "--check", f"--syntax={syntax}", "--out=nquads", str(path)]
    )
    assert "ERROR" not in found.stderr and "WARN" not in found.stderr, found.stderr
    return {line for line in found.stdout.split("\n") if line}


_GRAPHOLOGY = """
const graph = require("graphology-gexf").parse(require("graphology").MultiDirectedGraph, require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(graph.export()));
"""


def gexf_with_graphology(path: Path) -> dict[str, Any]:
    """What graphology, the library of sigma.js and Gephi Lite, reads in a GEXF file: its nodes and edges with their attributes."""
    modules = npm_path("graphology-gexf", "graphology graphology-gexf").parent
    found = subprocess.run(
        [node(), "-e", _GRAPHOLOGY], input=path.read_text(encoding="utf-8"), capture_output=True, text=True, encoding="utf-8",
        timeout=120, check=False, env={**os.environ, "NODE_PATH": str(modules)},
    )  # fmt: skip
    assert found.returncode == 0, found.stderr[-2000:]
    return json.loads(found.stdout)


# What Wikidata's properties of dates, addresses and words hold; all others that are written hold items.
_DATATYPES = {
    **dict.fromkeys(("569", "570", "571", "577", "585"), "time"), "854": "string", **dict.fromkeys(("1476", "1683"), "words"),
}  # fmt: skip
_ZEROS = {"9": r"\+\d{4}-00-00T", "10": r"\+\d{4}-(0[1-9]|1[0-2])-00T", "11": r"\+\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T"}


def read_quickstatements(text: str) -> list[tuple[str, str, str, dict[str, str], dict[str, str]]]:
    """The commands of version 1: item, property, value, qualifiers, sources; fails on anything that the grammar lacks."""
    commands = []
    assert text == "" or text.endswith("\n")
    for line in text.split("\n")[:-1]:
        # A command ends with its line or at "||", a field at "|" or TAB, also between quotes.
        assert "||" not in line and "\t" not in line and "\r" not in line, line
        item, property_, value, *others = line.split("|")
        assert re.fullmatch(r"Q[1-9]\d*", item) and re.fullmatch(r"P[1-9]\d*", property_), line
        parts: dict[str, dict[str, str]] = {"P": {}, "S": {}}
        kinds = "".join(name[0] for name in others[::2])
        assert len(others) % 2 == 0 and re.fullmatch("P*S*", kinds), line
        for name, given in zip(others[::2], others[1::2], strict=True):
            assert re.fullmatch(r"[PS][1-9]\d*", name) and name not in parts[name[0]], line
            parts[name[0]][name] = _quickstatements_value(name[1:], given)
        commands.append((item, property_, _quickstatements_value(property_[1:], value), parts["P"], parts["S"]))
    return commands


def _quickstatements_value(number: str, value: str) -> str:
    kind = _DATATYPES.get(number, "item")
    if kind == "item":
        assert re.fullmatch(r"Q[1-9]\d*", value), value
    elif kind == "time":
        head, _, precision = value.partition("T00:00:00Z/")
        assert re.fullmatch(_ZEROS[precision], head + "T"), value
    else:
        language = r"[a-z]{2,3}:" if kind == "words" else ""
        found = re.fullmatch(rf'{language}"([^"|\x00-\x1f]{{1,1500}})"', value)
        assert found and found[1].strip() == found[1], value
    return value


def _run(package: str, command: list[str]) -> subprocess.CompletedProcess[str]:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed (Debian package {package})")
    found = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert found.returncode == 0, found.stderr[-2000:]
    return found


@functools.cache
def _jena() -> str:
    """The class path of Jena as Debian installs it."""
    core = _JAVA / "jena-core.jar"
    if not core.exists():
        pytest.skip("Apache Jena is not installed (Debian package libapache-jena-java)")
    mended = Path(tempfile.mkdtemp(prefix="jena-"))
    with zipfile.ZipFile(core) as jar:
        for name in jar.namelist():
            if name.startswith(_MESSAGES) and name.endswith(".properties"):
                target = mended / "xerces" / name.removeprefix(_MESSAGES)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    wanted = ("jena-", "commons-", "guava", "gson", "dexx", "jackson-", "slf4j-api", "slf4j-nop", "jcl-over", "protobuf", "thrift", "libthrift",
              "titanium", "jakarta.json", "jsonld-java", "httpc")  # fmt: skip
    jars = sorted(str(jar) for jar in _JAVA.glob("*.jar") if jar.name.startswith(wanted))
    return ":".join([str(mended), *jars])
