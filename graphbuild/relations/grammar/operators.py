"""Words that change what is said of an event: refuse to, plan to, fail to, ask somebody to, rumour of.

In comes `operators.yaml` and `attribution.yaml` of a lexicon folder; out go look-ups by lemma.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from spacy.tokens import Token

from ...errors import LexiconError
from ...resources import ontology_path, read_words, read_yaml
from ...types import STATUSES, Status
from .syntax import OBJECTS, case_of, governor, is_finite, is_infinitive, is_reflexive, lemma

_LINKS = frozenset({"de", "à", "que", "sur", "pour", "par", "en", "contre"})
Understood = Literal["subject", "object", "dative"]
Mode = Literal["assert", "deny", "doubt", "wonder", "plan", "order"]
_GRAMMAR = ("control", "infinitive_only", "cessation", "two_way", "occurrence", "leaving", "linkers", "factive")
_PARTS = ("verbs", "nouns", "adverbs", "adjectives")


@dataclass(frozen=True, slots=True)
class VerbOperator:
    """What a verb does to the event under it; `links` are the words before it ("appeler À", "refuser DE"), empty
    for a verb without. One that takes no noun says something else with it ("compter trois rachats")."""

    status: Status
    links: frozenset[str]
    takes_nouns: bool = True

    def takes(self, content: Token) -> bool:
        """Whether `content`, an infinitive, a clause or a noun of an event, is what the verb is about."""
        case = case_of(content)
        if is_finite(content):
            return True
        if is_infinitive(content):
            return bool(self.links & {"", case}) or not case and self.links != {"à"}
        if not self.takes_nouns:
            return False
        if content.dep_.startswith("obj") or content.dep_ == "nsubj:pass":
            return bool(self.links & {"", "de"})
        return bool(case) and case in self.links


@dataclass(frozen=True, slots=True)
class Operators:
    """Factuality operators by part of speech and lemma, control verbs, and words of attribution."""

    verbs: Mapping[str, VerbOperator]
    nouns: Mapping[str, Status]
    adverbs: Mapping[str, Status]
    adjectives: Mapping[str, Status]
    plain_adjectives: Mapping[str, Status]
    controls: Mapping[str, Understood]
    cessation: frozenset[str]
    two_way: frozenset[str]
    leaving: frozenset[str]
    occurrence: Mapping[str, Status]
    linkers: Mapping[str, Status]
    factive: frozenset[str]
    infinitive_only: frozenset[str]
    say: Mapping[str, Mode]
    say_phrases: Mapping[tuple[str, str], Mode]
    say_prepositions: frozenset[str]
    say_anaphors: frozenset[str]
    say_nouns: Mapping[str, Mode]
    beliefs: frozenset[str]
    accusing: frozenset[str]
    charging: frozenset[str]
    claims: frozenset[str]
    never_sources: frozenset[str]
    documents: frozenset[str]
    content_verbs: frozenset[str]

    def speech(self, verb: Token) -> Mode | None:
        """How this verb of speech means what it says; None when it is none. `laisser entendre`, `croire savoir`
        are verbs of two words."""
        word = lemma(verb)
        for child in verb.children:
            if child.dep_ == "xcomp" and (mode := self.say_phrases.get((word, child.lemma_.lower()))):
                return mode
            if child.dep_ == "aux:caus" and (mode := self.say_phrases.get((child.lemma_.lower(), word))):
                return mode
        return self.say.get(f"se {word}", self.say.get(word)) if is_reflexive(verb) else self.say.get(word)

    def operator(self, verb: Token) -> VerbOperator | None:
        """What this verb does to what is under it; a reflexive verb is another verb ("se garder de")."""
        word = lemma(verb)
        for child in verb.children:  # "mettre fin à", "avoir pour effet de"
            if child.dep_.startswith(("obj", "obl")) and child.i > verb.i and (phrase := self.verbs.get(f"{word} {lemma(child)}")):
                return phrase
        return self.verbs.get(f"se {word}", self.verbs.get(word)) if is_reflexive(verb) else self.verbs.get(word)

    def is_addressee(self, noun: Token) -> bool:
        """Whether an infinitive that hangs on the noun completes the verb above: `demande au maire de …`, `appelle X à …`."""
        if noun.head.pos_ != "VERB" or noun.i < noun.head.i or lemma(noun) in self.nouns:
            return False
        who = self.controls.get(lemma(noun.head))
        return who == "object" and noun.dep_ in OBJECTS or who == "dative" and noun.dep_.startswith(("iobj", "obl")) and case_of(noun) == "à"

    def governor(self, clause: Token) -> Token:
        """The word above a clause, of which it is the content."""
        up = governor(clause)
        hung = clause.dep_.startswith("acl") and is_infinitive(clause)
        return up.head if hung and up == clause.head and self.is_addressee(up) else up

    def is_factive(self, word: Token) -> bool:
        """Whether what is under this word is so whatever is said of the word: "ne cache pas que", "regrette de"."""
        return lemma(word) in self.factive or is_reflexive(word) and f"se {lemma(word)}" in self.factive

    def governs(self, verb: Token) -> bool:
        """Whether this verb only modifies the infinitive under it."""
        return self.operator(verb) is not None or self.speech(verb) is not None

    def control(self, lemma: str) -> Understood:
        """Who does the infinitive under this verb."""
        return self.controls.get(lemma, "subject")


def _words_of(entry: str) -> list[str]:
    """`s'apprêter à` → se, apprêter, à."""
    return entry.replace("’", "'").replace("s'", "se ").split()


def _verb_of(entry: str) -> str:
    """The key of a verb: `refuser de` → refuser, `se garder de` → se garder, `mettre fin à` → mettre fin."""
    words = [w for w in _words_of(entry) if w not in _LINKS and w not in ("d'", "le", "la", "l'", "un", "X")]
    return " ".join(words[:2])


@functools.cache
def read_operators(lang: str) -> Operators:
    """The operators of `lang`; raises LexiconError naming file, section and the keys that exist."""
    path = ontology_path("lexicon", lang, "operators.yaml")
    content: dict[str, Any] = read_yaml(path)
    tables: dict[str, dict[str, Status]] = {part: {} for part in _PARTS if part != "verbs"}
    verbs: dict[str, VerbOperator] = {}
    for status, sections in content.items():
        if status in _GRAMMAR:
            continue
        if status not in STATUSES:
            raise LexiconError(f"{path}: section {status!r}; known are {', '.join((*STATUSES, *_GRAMMAR))}")
        for part, entries in sections.items():
            if part not in _PARTS:
                raise LexiconError(f"{path}: {status}: {part!r}; known are {', '.join(_PARTS)}")
            for entry in entries or ():
                if part != "verbs":
                    tables[part][entry if part == "adverbs" else _verb_of(entry)] = status
                    continue
                key, last = _verb_of(entry), _words_of(entry)[-1]
                known = verbs.get(key)
                links = {last if last in _LINKS else ""} | (known.links if known and known.status == status else set())
                verbs[key] = VerbOperator(status, frozenset(links), key not in content["infinitive_only"])
    controls = {_verb_of(e).removeprefix("se "): who for who, entries in content.get("control", {}).items() for e in entries}
    grammar = content
    plain = {entry: status for status in STATUSES for entry in content[status]["adjectives"] if " " not in entry}
    path = ontology_path("lexicon", lang, "attribution.yaml")
    content = read_yaml(path)
    say: dict[str, Mode] = {}
    say_phrases: dict[tuple[str, str], Mode] = {}
    for mode, entries in content["say"].items():
        for entry in entries:
            words = _words_of(entry)
            if len(words) > 1 and words[0] != "se" and words[1].endswith(("er", "ir", "re", "oir")):
                say_phrases[words[0], words[1]] = mode
            elif len(words) == 1 or words[0] == "se":
                say[_verb_of(entry)] = mode
    nouns = {noun: mode for mode, found in content["nouns"].items() for noun in found}
    return Operators(
        verbs,
        **tables,
        plain_adjectives=plain,
        controls=controls,
        cessation=frozenset(grammar["cessation"]),
        two_way=frozenset(grammar["two_way"]),
        leaving=frozenset(grammar["leaving"]),
        occurrence={_verb_of(e): status for status, found in grammar["occurrence"].items() for e in found},
        linkers={phrase: status for status, found in grammar["linkers"].items() for phrase in found},
        infinitive_only=frozenset(grammar["infinitive_only"]),
        factive=frozenset(" ".join(_words_of(e)) for e in grammar["factive"]),
        say=say,
        say_phrases=say_phrases,
        say_prepositions=frozenset(content["prepositions"]),
        say_anaphors=frozenset(content["anaphors"]),
        say_nouns=nouns,
        beliefs=frozenset(content["beliefs"]),
        accusing=frozenset(content["accusing"]),
        charging=frozenset(content["charging"]),
        claims=frozenset(content["claims"]),
        never_sources=frozenset(content["never_sources"]),
        documents=frozenset(content["documents"]),
        content_verbs=frozenset(read_words(lang, "arguments.yaml")["content_verbs"]),
    )
