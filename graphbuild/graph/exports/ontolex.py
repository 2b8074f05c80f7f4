"""OntoLex-Lemon: the lexicon that read the texts, as linked data, for lexicographers.

The words come from the lexicon folder of the languages of the documents, not from the graph: each pattern is a
lexical entry whose sense refers to the relation of the ontology. The pattern itself, with its slots, stays as a
syntactic frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from ...errors import ResourceError
from ...iris import digest, mint_name
from ...relations.grammar.prepositions import PREPOSITIONS, contract
from ...resources import ontology_path, read_yaml
from ...vocabulary import RDF, RDFS, read_relations
from ..content import Content
from ..terms import ONTOLEX, VOCABULARIES, Triple, iri, text
from ..turtle import write_turtle
from .base import Format

LEXICON = "https://w3id.org/graphbuild/lexicon/"
_LIME = "http://www.w3.org/ns/lemon/lime#"
_SYNSEM = "http://www.w3.org/ns/lemon/synsem#"
_LEXINFO = "http://www.lexinfo.net/ontology/3.0/lexinfo#"
_PREFIXES = VOCABULARIES | {"ontolex": ONTOLEX, "lime": _LIME, "synsem": _SYNSEM, "lexinfo": _LEXINFO}
_SPEECH = {"verbs": "verb", "nouns": "noun"}
_OPTIONAL = re.compile(r"\[[^\]]*\]")
_SLOT = re.compile(r"[SOX](?::[\w|]+)?\Z")


def write(content: Content) -> bytes:
    languages = sorted({document.lang or "fr" for document in content.documents})
    triples = {triple for language in languages for triple in lexicon_triples(language)}
    prefixes = _PREFIXES | {f"lex-{language}": f"{LEXICON}{language}/" for language in languages}
    return write_turtle(triples, prefixes=prefixes, base=LEXICON)


def lexicon_triples(language: str) -> Iterator[Triple]:
    """The lexicon of a language as triples; languages without a lexicon give none."""
    try:
        files = sorted(ontology_path("lexicon", language, "relations").glob("*.yaml"))
    except ResourceError:
        return
    lexicon = iri(LEXICON + language)
    yield lexicon, f"<{RDF}type>", f"<{_LIME}Lexicon>"
    yield lexicon, f"<{_LIME}language>", text(language)
    yield lexicon, f"<{RDFS}label>", text(f"graphbuild {language}")
    relations = read_relations()
    for relation, section, pattern in _patterns(files):
        if relation in relations:
            yield from _entry(lexicon, language, relations[relation].iri, section, pattern)


def _patterns(files: list[Path]) -> Iterator[tuple[str, str, str]]:
    for file in files:
        for relation, sections in (read_yaml(file) or {}).items():
            for section, patterns in (sections or {}).items():
                for pattern in patterns or ():
                    yield relation, section, _pattern_of(pattern)


def _pattern_of(pattern: Any) -> str:
    return str(pattern["pattern"] if isinstance(pattern, dict) else pattern)


def _entry(lexicon: str, language: str, relation: str, section: str, pattern: str) -> Iterator[Triple]:
    words, *others = _spellings(_words(pattern))
    name = f"{LEXICON}{language}/{mint_name(words)}.{_SPEECH.get(section, 'attribute')}"
    entry, form = iri(name), iri(name + "#form")
    sense, frame = iri(f"{name}#sense-{digest((relation,))}"), iri(f"{name}#frame-{digest((relation, pattern))}")
    kind = "MultiwordExpression" if " " in words else "Word"
    yield lexicon, f"<{_LIME}entry>", entry
    yield entry, f"<{RDF}type>", f"<{ONTOLEX}{kind}>"
    yield entry, f"<{RDFS}label>", text(words, language)
    if section in _SPEECH:
        yield entry, f"<{_LEXINFO}partOfSpeech>", f"<{_LEXINFO}{_SPEECH[section]}>"
    yield entry, f"<{ONTOLEX}canonicalForm>", form
    yield form, f"<{RDF}type>", f"<{ONTOLEX}Form>"
    yield form, f"<{ONTOLEX}writtenRep>", text(words, language)
    for other in others:
        variant = iri(f"{name}#form-{mint_name(other)}")
        yield entry, f"<{ONTOLEX}otherForm>", variant
        yield variant, f"<{RDF}type>", f"<{ONTOLEX}Form>"
        yield variant, f"<{ONTOLEX}writtenRep>", text(other, language)
    yield entry, f"<{ONTOLEX}sense>", sense
    yield sense, f"<{RDF}type>", f"<{ONTOLEX}LexicalSense>"
    yield sense, f"<{ONTOLEX}reference>", iri(relation)
    yield entry, f"<{_SYNSEM}synBehavior>", frame
    yield frame, f"<{RDF}type>", f"<{_SYNSEM}SyntacticFrame>"
    yield frame, f"<{RDFS}label>", text(pattern, language)


def _words(pattern: str) -> str:
    """The words of a pattern without its slots, the prepositions that introduce them, and what is optional."""
    parts = _OPTIONAL.sub(" ", pattern).split()
    kept: list[str] = []
    for part in parts:
        if not _SLOT.match(part):
            kept.append(part)
            continue
        while len(kept) > 1 and (kept[-1] == "et" or {contract(word) for word in kept[-1].split("|")} <= PREPOSITIONS):
            kept.pop()
    return " ".join(kept) or pattern


def _spellings(words: str) -> list[str]:
    """`crédité|créditée` as its two spellings."""
    return [" ".join(choice) for choice in product(*(word.split("|") for word in words.split()))]


FORMAT = Format("ontolex", ".ttl", "the lexicon as OntoLex-Lemon, for lexicographers", write)
