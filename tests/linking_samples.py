"""Readings made by hand, for the tests of linking."""

from __future__ import annotations

from collections.abc import Iterable

from graphbuild.types import Document, Finding, LocalEntity, Mention, Reading, Sentence


def read(
    id_: str, *entities: LocalEntity | tuple[str, str] | tuple[str, str, tuple[str, ...]], facts: Iterable[tuple] = ()
) -> Reading:
    """A reading whose text is the names of its entities, one a sentence; facts are (subject, predicate, object)."""
    locals_ = [e if isinstance(e, LocalEntity) else LocalEntity(*e) for e in entities]
    text, mentions = "", []
    for i, entity in enumerate(locals_):
        for name in (entity.label, *entity.aliases):
            kind = "nominal" if name[:1].islower() else "name"
            mentions.append(Mention(len(text), len(text) + len(name), i, kind))
            text += name + ". "
    findings = tuple(Finding(s, p, o, "asserted", None, None, 0.9, 0, len(text.rstrip()), "test/rule") for s, p, o in facts)
    return Reading(Document(id_, text), (Sentence(0, len(text.rstrip())),), tuple(mentions), tuple(locals_), findings)
