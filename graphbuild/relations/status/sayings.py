"""What is said in so many words, and where: who states it, on which service, at which event."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from ..candidates import Candidate, literal
from ..grammar.arguments import ArgumentReader
from ..grammar.syntax import case_of
from ..refs import Ref
from .attribution import AttributionReader, Speech

# What one speaks at: `lors d'une conférence de presse`, `au sommet de X`.
_OCCASIONS = frozenset({"à", "en", "lors de", "au cours de", "pendant", "durant", "à l'occasion de"})


def spoken(doc: Doc, attribution: AttributionReader, arguments: ArgumentReader) -> Iterator[Candidate]:
    """A statement of each quotation and reported clause with a speaker."""
    for speech in attribution.speeches(doc):
        text = " ".join(speech.content.text.split())
        for ref in arguments.resolve(speech.speaker):
            if ref.entity is not None or ref.type in ("Document", "Organization"):
                words = literal(text, speech.content.start, speech.content.end)
                yield from _medium(ref, speech, arguments)
                yield from _occasion(ref, speech, arguments)
                yield Candidate(
                    "stated", ref, words, speech.verb, f"stated/speech/{speech.verb.lemma_}", 0.9, "speech",
                    subject_token=speech.speaker, object_token=speech.content.root,
                )  # fmt: skip


def _medium(speaker: Ref, speech: Speech, arguments: ArgumentReader) -> Iterator[Candidate]:
    """`a écrit sur Y`: the service that a speaker uses to say it."""
    for child in speech.verb.children:
        if child.dep_.startswith("obl") and case_of(child) == "sur" and arguments.is_name(child):
            for ref in arguments.resolve(child):
                if ref.type in ("Product", "Organization", "Thing"):
                    yield Candidate(
                        "uses", speaker, ref, speech.verb, "uses/medium", 0.8, "medium",
                        subject_token=speech.speaker, object_token=child,
                    )  # fmt: skip


def _occasion(speaker: Ref, speech: Speech, arguments: ArgumentReader) -> Iterator[Candidate]:
    """`a déclaré X lors du sommet`: where a speaker says it, the speaker takes part."""
    for child in speech.verb.children:
        if child.dep_.startswith("obl") and case_of(child) in _OCCASIONS:
            for ref in arguments.resolve(child, figures=False):
                if ref.type == "Event" and speaker.type == "Person":
                    yield Candidate(
                        "participatedIn", speaker, ref, speech.verb, "participatedIn/occasion", 0.9, "occasion",
                        subject_token=speech.speaker, object_token=child,
                    )  # fmt: skip
