"""A frame found in the text, and what can be told of its arguments before they are resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from ..grammar.arguments import ArgumentReader
from ..grammar.clauses import Argument
from ..grammar.relatives import relative_antecedent
from ..grammar.syntax import case_of, forms, lower
from ..lexicon import Frame
from ..refs import Ref


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found in the text. `subject` and `object` are arguments of the relation; `together` tells
    that both are members of the coordination headed by `subject`."""

    frame: Frame
    predicate: Token
    subject: Argument | None
    object: Argument | None
    weight: float = 1.0
    together: bool = False
    construction: str = ""
    words: tuple[Token, ...] = field(default=())
    # arguments that have to be there and are not kept (the slot X)
    others: tuple[Token, ...] = field(default=())


def says_otherwise(idiom: Match, plain: Match) -> bool:
    """Whether a plain frame only misreads an idiom: `attaquer en justice`, `mettre fin à` have a sense of their own.

    It does where it relates the same two things, or takes a word of the idiom for an argument; `nommer Y à la tête de Z`
    leaves `nommer Y` true.
    """
    arguments = [a.token.i for a in (plain.subject, plain.object) if a is not None]
    if any(i in {t.i for t in idiom.words} for i in arguments):
        return True
    return set(arguments) <= {a.token.i for a in (idiom.subject, idiom.object) if a is not None}


def together_pairs(argument: Argument, arguments: ArgumentReader) -> list[tuple[Ref, Ref]]:
    """The pairs of a coordination, or of those that one phrase stands for: `A, B et C` gives A–B, A–C and B–C."""
    members = [arguments.resolve(token, spread=False) for token in arguments.conjuncts(argument.token)]
    if len(members) == 1:
        members = [[ref] for ref in members[0]]
    return [(a, b) for n, first in enumerate(members) for second in members[n + 1 :] for a in first for b in second]


def possessors(arguments: list[Argument], nouns: frozenset[str]) -> list[Argument]:
    """Whose the noun is, for the arguments that are one of `nouns`: `le siège de X`, `son siège`, `dont le siège`."""
    found = []
    for argument in arguments:
        token = argument.token
        if not forms(token) & nouns:
            continue
        for child in token.children:
            if lower(child) == "dont":
                antecedent = relative_antecedent(child)
                if antecedent is not None:
                    found.append(Argument(antecedent, "dont", argument.weight))
            elif (
                child.dep_.startswith("nmod")
                and case_of(child) == "de"
                or child.dep_.startswith("det")
                and "Yes" in child.morph.get("Poss")
            ):
                found.append(Argument(child, child.dep_, argument.weight))
        if not found and any(lower(c) == "dont" for c in token.head.children):
            pronoun = next(c for c in token.head.children if lower(c) == "dont")
            antecedent = relative_antecedent(pronoun)
            if antecedent is not None:
                found.append(Argument(antecedent, "dont", argument.weight))
    return found
