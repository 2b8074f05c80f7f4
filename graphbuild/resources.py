"""Where the data that comes with graphbuild lives: ontology, shapes, queries, lexicons, the language pipeline.

Everything here is read-only package data, found through `importlib.resources`, so that it works from a
checkout, from an editable install and from a wheel alike. Files are read once per process.
"""

from __future__ import annotations

import functools
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from .errors import LexiconError, ResourceError

try:  # libyaml reads the lexicons ten times faster than the Python parser
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


def ontology_path(*parts: str) -> Path:
    """The path of a file or folder of the ontology package, e.g. `ontology_path("shapes.ttl")`.

    Raises ResourceError when it does not exist.
    """
    path = Path(str(files("graphbuild.ontology"))).joinpath(*parts)
    if not path.exists():
        raise ResourceError(f"{path} is missing: the installation is incomplete; install graphbuild again")
    return path


def language_path(lang: str, *parts: str) -> Path:
    """The path of a file or folder of a language pack, e.g. `language_path("fr", "model")`."""
    return Path(str(files("graphbuild.language"))).joinpath(lang, *parts)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; raises LexiconError naming file, line and what is wrong."""
    try:
        with open(path, encoding="utf-8") as stream:
            return yaml.load(stream, Loader=_Loader)  # noqa: S506 - CSafeLoader is the safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise LexiconError(f"{where}: not valid YAML ({getattr(error, 'problem', error)}); check indentation and quotes") from error
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read ({error.strerror})") from error


@functools.cache
def read_words(lang: str, name: str) -> Any:
    """The content of a file of the lexicon folder of `lang`, read once and shared: who asks for it leaves it as it is."""
    return read_yaml(ontology_path("lexicon", lang, name))


def read_nouns(lang: str) -> dict[str, Any]:
    """Common nouns by what they denote (`nouns.yaml`)."""
    nouns: dict[str, Any] = read_words(lang, "nouns.yaml")
    return nouns
