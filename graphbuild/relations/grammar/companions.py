"""Who does a thing together with its subject: `X a fondé Y avec Z`.

In comes a verb; out go the arguments that `avec` adds to its agents. For which relations the companion does the same
tells `joint_relations` of `arguments.yaml`: who founds something with somebody, both have founded it; who dines with
somebody says nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from .arguments import ArgumentReader
from .clauses import Argument
from .syntax import case_of, own_phrases_after


def companions(verb: Token, arguments: ArgumentReader) -> Iterator[Argument]:
    """The named persons and organisations that a phrase with `avec` behind the verb adds to its agents."""
    for token in own_phrases_after(verb):
        if case_of(token) == "avec" and any(r.named and r.type in ("Person", "Organization") for r in arguments.resolve(token)):
            yield Argument(token, "with")


__all__ = ["companions"]
