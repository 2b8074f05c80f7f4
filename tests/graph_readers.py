"""The third-party readers that the exports are checked with, each as a function that says what it read.

Those that are programs (rapper, serdi, Jena's riot) are skipped with a reason where they are not installed.
"""

from __future__ import annotations

import functools
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import pytest

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
