"""Turtle that people read: prefixes, one block a subject, what matters first; the same bytes for the same graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from ..vocabulary import GB, RDF, XSD
from .terms import Triple, is_literal, line

# The order of blocks: plain triples and entities first, then claims with their evidences, figures, sources.
_ORDER = ("entity/", "claim/", "evidence/", "quantity/", "document/", "link/", "run/")
# A local name, once the marks that Turtle lets one escape are out of it; anything else is written as a full IRI.
_LOCAL = re.compile(r"\w[\w-]*(\.[\w-]+)*\Z")
_ESCAPABLE = re.compile(r"[!$&'()*+,;=~]")
# Letters that Python takes for word characters are wider than those of PN_CHARS: digits and marks beyond them.
_NOT_PN = re.compile("[^-.0-9A-Z_a-z\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]")
_NOT_FIRST = re.compile("[\u00b7\u0300-\u036f\u203f\u2040]")
_TYPE = f"<{RDF}type>"


def write_turtle(triples: Iterable[Triple], *, prefixes: Mapping[str, str], base: str) -> bytes:
    """The graph as Turtle in UTF-8; only prefixes that are used are declared."""
    shorten = _Shortener(prefixes)
    blocks = list(_blocks(triples, shorten, base))
    return (shorten.head() + "\n" + "\n".join(blocks)).encode()


def write_trig(graphs: Mapping[str, Iterable[Triple]], *, prefixes: Mapping[str, str], base: str) -> bytes:
    """Named graphs as TriG; the key is the name as a term, empty for the default graph."""
    shorten = _Shortener(prefixes)
    blocks = []
    for name in sorted(graphs):
        inner = "\n".join(_blocks(graphs[name], shorten, base))
        blocks.append(f"{shorten(name)} {{\n{inner}}}\n" if name else inner)
    return (shorten.head() + "\n" + "\n".join(blocks)).encode()


def sort_for_reading(triples: Iterable[Triple], *, base: str) -> list[Triple]:
    """The triples in the order in which the blocks come: entities first, every claim with its evidences behind it, the
    class of a resource before the rest."""
    triples = list(triples)
    claims = {evidence: claim for claim, predicate, evidence in triples if predicate == f"<{GB}evidence>"}
    return sorted(triples, key=lambda triple: _key(triple, claims, base))


def _blocks(triples: Iterable[Triple], shorten: _Shortener, base: str) -> Iterator[str]:
    for subject, members in groupby(sort_for_reading(triples, base=base), key=lambda triple: triple[0]):
        yield _block(subject, [(p, o) for _, p, o in members], shorten)


def _key(triple: Triple, claims: Mapping[str, str], base: str) -> tuple[int, str, str, bool, str]:
    subject = triple[0]
    owner = claims.get(subject, subject)
    local = owner[1:].removeprefix(base)
    place = next((i for i, part in enumerate(_ORDER) if local.startswith(part)), len(_ORDER))
    return place, owner, "" if owner == subject else subject, triple[1] != _TYPE, line(triple)


def _block(subject: str, pairs: list[tuple[str, str]], shorten: _Shortener) -> str:
    rows = []
    for predicate, members in groupby(pairs, key=lambda pair: pair[0]):
        verb = "a" if predicate == _TYPE else shorten(predicate)
        rows.append(f"{verb} {', '.join(shorten(o) for _, o in members)}")
    return f"{shorten(subject)} " + " ;\n    ".join(rows) + " .\n"


def _escape(mark: re.Match[str]) -> str:
    return f"\\{mark[0]}"


class _Shortener:
    """Writes terms with prefixes, and remembers which prefixes it wrote."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.used: set[str] = set()
        self._prefixes = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self._known: dict[str, str] = {}

    def head(self) -> str:
        names = dict(self._prefixes)
        return "".join(f"@prefix {prefix}: <{names[prefix]}> .\n" for prefix in sorted(self.used))

    def __call__(self, term: str) -> str:
        if is_literal(term):
            return self._literal(term)
        if term not in self._known:
            triple_term = term.startswith("<<(")
            self._known[term] = f"<<( {self._terms(term)} )>>" if triple_term else self._iri(term)
        return self._known[term]

    def _terms(self, triple_term: str) -> str:
        subject, predicate, object_ = triple_term[4:-4].split(" ", 2)
        return f"{self(subject)} {self(predicate)} {self(object_)}"

    def _literal(self, term: str) -> str:
        words, mark, datatype = term.rpartition("^^<")
        if not mark or not datatype.endswith(">") or datatype.endswith('"'):
            return term
        name = datatype[:-1].removeprefix(XSD)
        if name == "boolean" or (name == "integer" and re.fullmatch(r'"[+-]?\d+"', words)):
            return words[1:-1]
        if name == "decimal" and re.fullmatch(r'"[+-]?\d+\.\d+"', words):
            return words[1:-1]
        return f"{words}^^{self(f'<{datatype}')}"

    def _iri(self, term: str) -> str:
        for prefix, namespace in self._prefixes:
            if term.startswith(namespace, 1):
                local = term[1 + len(namespace) : -1]
                bare = _ESCAPABLE.sub("", local)
                if local == "" or (_LOCAL.match(bare) and not _NOT_PN.search(bare) and not _NOT_FIRST.match(bare)):
                    self.used.add(prefix)
                    return f"{prefix}:{_ESCAPABLE.sub(_escape, local)}"
                break
        return term


