"""Events in the lines of an agenda or a chronicle: `Lundi 9 juin` above `18 h : concert de X, église Y`, `12 mars : réunion de X`.

In come the lines of a text; out go candidates for when and where the event takes place with whose noun a line begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc, Span, Token

from ..candidates import Candidate
from ..grammar.arguments import ArgumentReader
from ..grammar.syntax import is_finite
from ..refs import Ref
from .fields import members
from .sheets import SheetReader


class AgendaReader:
    """Reads the agenda of one text."""

    def __init__(self, doc: Doc, sheets: SheetReader, arguments: ArgumentReader) -> None:
        self._doc = doc
        self._sheets = sheets
        self._arguments = arguments

    def read(self) -> Iterator[Candidate]:
        """Candidates in text order."""
        above: dict[str, Any] | None = None
        for line in self._sheets.lines:
            noun = self._sheets.first_word(line)
            day = next((v for v in self._arguments.values if v["label"] == "DATE" and line.start <= v["start"] < (line.end if noun is None else noun.i)), None)
            if noun is None or line.start in self._sheets.headings:
                above = day if noun is None else None  # a line that is only a date holds for those below
                continue
            day = day or above
            if day is None or any(is_finite(t) for t in line) or self._arguments.noun_type(noun) != "Event":
                continue
            named = (ref for ref in self._arguments.resolve(noun, spread=False) if ref.type == "Event")
            event = next(named, None) or self._arguments.phrase(noun)  # "réunion, salle X": X is no name of the meeting
            if event is not None:
                if event.named:  # any town has a meeting on a Monday
                    yield self._candidate("occurredOn", event, self._arguments.value_ref(day), noun)
                yield from self._places(event, line, noun)

    def _places(self, event: Ref, line: Span, noun: Token) -> Iterator[Candidate]:
        """The places set off behind the event: `…, salle Pasteur`."""
        for part in list(members(self._doc[noun.i : line.end], self._arguments.is_inside_name))[1:]:
            named = [t for t in part if self._arguments.is_name(t)]
            for ref in self._sheets.named(part) if named else ():
                if ref.type == "Place" or self._arguments.noun_type(part[0]) == "Place":
                    place = ref if ref.type == "Place" else self._arguments.phrase(part[0])
                    if place is not None:
                        yield self._candidate("tookPlaceIn", event, place, noun)

    def _candidate(self, relation: str, event: Ref, obj: Ref, noun: Token) -> Candidate:
        status = "planned" if self._sheets.is_agenda else None
        return Candidate(
            relation, event, obj, noun, f"{relation}/agenda", 1.0, "field", True,
            subject_token=noun, object_token=self._doc[obj.start], status=status,
        )  # fmt: skip


__all__ = ["AgendaReader"]
