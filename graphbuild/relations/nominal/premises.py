"""Where a business is, by what it does there: `l'imprimerie X, qui emploie 62 salariés à Y`, `à Y, X produit des bottes`.

In come candidates of making and employing; out go candidates of `locatedIn`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from ..candidates import Candidate
from ..grammar.arguments import ArgumentReader
from ..grammar.syntax import case_of, is_finite, lemma, own_phrases_after

_EMPLOYING = frozenset({"embaucher", "employer", "salarier"})


def premises(found: Iterable[Candidate], arguments: ArgumentReader) -> Iterator[Candidate]:
    """Candidates for the town in which an organisation makes something or employs people."""
    for candidate in found:
        verb, business = candidate.head, candidate.subject
        works = candidate.relation == "manufactures" or candidate.relation == "hasMeasure" and lemma(verb) in _EMPLOYING
        if not works or verb.pos_ != "VERB" or not is_finite(verb) or business.type != "Organization" or not business.named:
            continue
        for token in _towns(verb):
            for place in arguments.resolve(token):
                if place.type == "Place" and place.named and place.mention == "name":
                    yield replace(
                        candidate, relation="locatedIn", object=place, rule="locatedIn/works", weight=candidate.weight * 0.9,
                        object_token=token, construction="works", lexicon="", status=None,
                    )  # fmt: skip


def _towns(verb: Token) -> Iterator[Token]:
    """The phrases with `à` that tell where, before or behind the verb."""
    before = (c for c in verb.children if c.i < verb.i and c.dep_.startswith("obl"))
    yield from (t for t in (*before, *own_phrases_after(verb)) if case_of(t) == "à")


__all__ = ["premises"]
