"""Named questions: SPARQL that comes with graphbuild, each with a title and a description in French and English.

They lie in `ontology/queries/NAME.rq`; leading comments hold the titles and descriptions. In: a name. Out: a `Question`.
"""

from __future__ import annotations

import difflib
import functools
import re
from dataclasses import dataclass

from ..errors import QueryError, ResourceError
from ..resources import ontology_path

_COMMENT = re.compile(r"# (title|description)\((en|fr)\): (.+)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a graph can answer; `query` is the SPARQL, its comments included."""

    name: str
    title_en: str
    title_fr: str
    description_en: str
    description_fr: str
    query: str


def question_names() -> tuple[str, ...]:
    """The names of all questions, sorted."""
    return tuple(sorted(path.stem for path in ontology_path("queries").glob("*.rq")))


@functools.cache
def read_question(name: str) -> Question:
    """The question of that name; raises QueryError that lists those that exist, nearest first."""
    names = question_names()
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise QueryError(f"there is no question {name!r}; {hint}there are: {', '.join(names)}")
    path = ontology_path("queries", f"{name}.rq")
    query = path.read_text(encoding="utf-8")
    said = {f"{what}_{language}": words for what, language, words in _COMMENT.findall(query)}
    missing = sorted({"title_en", "title_fr", "description_en", "description_fr"} - said.keys())
    if missing:
        raise ResourceError(f"{path}: has no line '# {missing[0][:-3]}({missing[0][-2:]}): …'; add it at the head of the file")
    return Question(name=name, query=query, **said)


def read_questions() -> tuple[Question, ...]:
    """All questions, by name."""
    return tuple(read_question(name) for name in question_names())
