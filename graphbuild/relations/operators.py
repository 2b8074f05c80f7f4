"""Words that change what is said of an event: refuse to, plan to, fail to, ask somebody to, rumour of.

In comes `operators.yaml` and `attribution.yaml` of a lexicon folder; out go look-ups by lemma.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from spacy.tokens import Token

from ..errors import LexiconError
from ..resources import ontology_path, read_yaml
from ..types import STATUSES, Status

Understood = Literal["subject", "object", "dative"]
Mode = Literal["assert", "deny", "doubt", "wonder", "plan", "order"]
_PARTS = ("verbs", "nouns", "adverbs", "adjectives")


@dataclass(frozen=True, slots=True)
class Operators:
    """Factuality operators by part of speech and lemma, control verbs, and words of attribution."""

    verbs: Mapping[str, Status]
    nouns: Mapping[str, Status]
    adverbs: Mapping[str, Status]
    adjectives: Mapping[str, Status]
    controls: Mapping[str, Understood]
    say: Mapping[str, Mode]
    say_phrases: Mapping[tuple[str, str], Mode]
    say_prepositions: frozenset[str]
    say_nouns: Mapping[str, Mode]
    documents: frozenset[str]
    content_verbs: frozenset[str]

    def speech(self, verb: Token) -> Mode | None:
        """How this verb of speech means what it says; None when it is none. `laisser entendre`, `croire savoir`
        are verbs of two words."""
        word = verb.lemma_.lower()
        for child in verb.children:
            if child.dep_ == "xcomp" and (mode := self.say_phrases.get((word, child.lemma_.lower()))):
                return mode
        return self.say.get(word)

    def governs(self, lemma: str) -> bool:
        """Whether this verb only modifies the infinitive under it."""
        return lemma in self.verbs or lemma in self.say

    def control(self, lemma: str) -> Understood:
        """Who does the infinitive under this verb."""
        return self.controls.get(lemma, "subject")


def _lemma_of(entry: str) -> str:
    """`refuser de` → refuser, `s'apprêter à` → apprêter, `être sur le point de` → point."""
    words = entry.replace("’", "'").replace("s'", "se ").split()
    words = [w for w in words if w not in ("se", "de", "à", "que", "d'", "le", "la", "l'", "X", "en", "sur", "pour", "par")]
    if len(words) > 1 and words[0] in ("être", "avoir", "faire"):
        words = words[1:]
    return words[0] if words else entry


@functools.cache
def read_operators(lang: str) -> Operators:
    """The operators of `lang`; raises LexiconError naming file, section and the keys that exist."""
    path = ontology_path("lexicon", lang, "operators.yaml")
    content: dict[str, Any] = read_yaml(path)
    tables: dict[str, dict[str, Status]] = {part: {} for part in _PARTS}
    for status, sections in content.items():
        if status == "control":
            continue
        if status not in STATUSES:
            raise LexiconError(f"{path}: section {status!r}; known are {', '.join(STATUSES)} and control")
        for part, entries in sections.items():
            if part not in _PARTS:
                raise LexiconError(f"{path}: {status}: {part!r}; known are {', '.join(_PARTS)}")
            for entry in entries or ():
                tables[part][entry if part == "adverbs" else _lemma_of(entry)] = status
    controls = {_lemma_of(e): who for who, entries in content.get("control", {}).items() for e in entries}
    path = ontology_path("lexicon", lang, "attribution.yaml")
    content = read_yaml(path)
    say: dict[str, Mode] = {}
    say_phrases: dict[tuple[str, str], Mode] = {}
    for mode, entries in content["say"].items():
        for entry in entries:
            words = entry.replace("s'", "").split()
            if len(words) > 1 and words[1].endswith(("er", "ir", "re", "oir")):
                say_phrases[words[0], words[1]] = mode
            elif len(words) == 1 or words[0] == "se":
                say[_lemma_of(entry)] = mode
    nouns = {noun: mode for mode, found in content["nouns"].items() for noun in found}
    return Operators(
        **tables,
        controls=controls,
        say=say,
        say_phrases=say_phrases,
        say_prepositions=frozenset(content["prepositions"]),
        say_nouns=nouns,
        documents=frozenset(content["documents"]),
        content_verbs=frozenset(read_yaml(ontology_path("lexicon", lang, "arguments.yaml"))["content_verbs"]),
    )
