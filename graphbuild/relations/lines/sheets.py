"""What the lines of a text are about that gives its facts line by line: fact sheets, minutes, notices, the foot of a release.

In come a text and its entities; out goes, for a line, what is named by the nearest heading or line above it, and whether what
the line says lies ahead. Where two things could be meant there is no answer.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Doc, Span, Token

from ...resources import read_words
from ..candidates import literal
from ..grammar.arguments import ArgumentReader
from ..grammar.syntax import TIMES, is_finite, is_infinitive, is_past_participle, lower
from ..refs import Ref
from .fields import MARKS, Field, members, read_fields, read_lines, read_sections

# So many lines at the head of a text may say what it is about without being headings; a person is named in one of so many.
_TITLES, _PERSON = 3, 6
# A line that gives somebody's title has so many words at most.
_TITLE = 14
_CIVIL = frozenset({"m", "mme", "mlle", "monsieur", "madame", "dr", "docteur", "me", "maître", "pr", "professeur"})
# Words before a name that are no part of it and do not say that the name is another's: `Mme X`, `le groupe X`.
_BEFORE = frozenset({"DET", "NOUN", "ADJ", "PROPN", "PUNCT", "SPACE"})
# Words before the dates that open a line: `Depuis 2019 : directrice de X`.
_SINCE = frozenset({"aujourd'hui", "ce", "présent", "de", "depuis", "en", "à", "dès", "jusqu'en", "jusqu'à", "et"})

_YEARS = re.compile(r"\d{4}(?:[-–/]\d{2,4})?")


@dataclass(frozen=True, slots=True)
class _Opener:
    """A line that names what the lines below are about; `sure` where it says so."""

    start: int
    refs: tuple[Ref, ...]
    sure: bool


class SheetReader:
    """Tells what the lines of one text are about. `is_agenda` tells whether they lie ahead; `lines` are its lines, `fields` those with labels and sections, `labels` the words of
    labels that the lexicon knows, and `relations` what they say: the relation, and whether the thing is its subject."""

    def __init__(self, doc: Doc, arguments: ArgumentReader, lang: str) -> None:
        self._doc = doc
        self._arguments = arguments
        data = read_words(lang, "fields.yaml")
        self._about, self._ahead, self._lives, self._contacts = (frozenset(data[key]) for key in ("about", "ahead", "lives", "contacts"))
        self._names = {label: kind for kind, labels in data["names"].items() for label in labels}
        self.relations: dict[str, list[tuple[str, bool]]] = {}
        for section in ("subject", "value"):
            for relation, labels in data[section].items():
                for label in labels:
                    self.relations.setdefault(label, []).append((relation, section == "subject"))
        self.lines = read_lines(doc)
        self.headings = {i for span in doc.spans.get("headings", ()) for i in range(span.start, span.end)}
        self._starts = [line.start for line in self.lines]
        self._heading_starts = [line.start for line in self.lines if self._heads(line)]
        modifiers = frozenset(data["modifiers"])
        inline = read_fields(doc, self.lines, modifiers)
        self._sections = read_sections(doc, self.lines, self.headings, modifiers)
        listed = [s for s in self._sections if s.label in self.relations and not any(is_finite(t) for t in s.value)]
        self.fields = sorted([*inline, *listed], key=lambda f: f.head.i)
        known = [f for f in self.fields if f.label in self.relations or f.label in self._names]
        self.labels = {t.i for f in known for t in doc[f.head.i : min(f.start, f.head.sent.end)]}
        self._titled = {t.i for f in inline if ("holdsPosition", True) in self.relations.get(f.label, ()) for t in doc[f.head.i : f.start]}
        self._is_body = any(f.label in data["bodies"] for f in inline)
        titles = {lower(t) for line in self.lines[:_TITLES] for t in line}
        self.is_agenda = bool(titles & frozenset(data["agendas"]))
        self._openers = self._read_openers({f.head.i: f for f in inline})
        self._is_life = any(f.label in self._lives for f in (*self._sections, *self.fields))
        self._person = self._read_person() if self._is_life else None

    def _read_openers(self, labelled: dict[int, Field]) -> list[_Opener]:
        found: list[_Opener] = []
        for number, line in enumerate(self.lines):
            field = next((labelled[t.i] for t in line[:3] if t.i in labelled), None)
            text = " ".join(lower(t) for t in line[:5])
            finite = any(is_finite(t) for t in line)
            if field is not None and field.label in self._names:
                if not self._is_inside(line, found) and (ref := self._called(field)) is not None:
                    found.append(_Opener(line.start, (self._typed(ref, self._names[field.label]),), True))
            elif any(text.startswith(about) for about in self._about):
                found.append(_Opener(line.start, tuple(self._names_in(line)[-1:]), True))
            elif field is None and (line.start in self.headings or number < _TITLES and not finite):
                refs = self._names_in(line) + (self._events_in(line) if number < _TITLES and not finite else [])
                refs = refs or ([named] if number == 0 and not finite and (named := self._unknown(line)) is not None else [])
                if refs and (number < _TITLES or not finite):
                    found.append(_Opener(line.start, tuple(refs), False))
        return found

    def _unknown(self, line: Span) -> Ref | None:
        """The body whose name is the first line of its sheet, though it was not recognised: it has a capital within."""
        capitals = [t for t in line[1:] if t.text[0].isupper() and not t.text.isupper()]
        if not self._is_body or not capitals or any(t.is_punct or t.like_num for t in line):
            return None
        return Ref(line.start, line.end, line.text, "Organization", None, None, "name", True, line.root.i)

    def _typed(self, ref: Ref, kind: str) -> Ref:
        """The thing with the type that its label gives it, or that the labels of a body do."""
        kind = "Organization" if kind == "Thing" and self._is_body and ref.type != "Person" else kind
        return ref if kind == "Thing" else replace(ref, type=kind)

    def _is_inside(self, line: Span, openers: list[_Opener]) -> bool:
        """Whether the block of lines, with no blank one between, has named its thing already: `Société` below `Nom` tells more of it."""
        last = next((opener.start for opener in openers[-1:] if opener.sure), None)
        return last is not None and not re.search(r"\n[ \t]*\n", self._doc[last : line.start].text)

    def _called(self, field: Field) -> Ref | None:
        """What `Nom : X` names."""
        first = next(members(field.value, self._arguments.is_inside_name), None)
        if first is None:
            return None
        return next(iter(self.named(first)), replace(literal(first.text, first.start, first.end), type="Thing", named=True, value=None))

    def _names_in(self, line: Span) -> list[Ref]:
        found: dict[Any, Ref] = {}
        for token in line:
            if self._arguments.is_name(token) and not self._arguments.is_inside_name(token):
                for ref in self._arguments.resolve(token, spread=False):
                    found.setdefault(ref.key, ref)
        return list(found.values())

    def _events_in(self, line: Span) -> list[Ref]:
        """The meeting of `Compte rendu de la réunion du 12 mars`."""
        nouns = [t for t in line if not self._arguments.is_name(t) and self._arguments.noun_type(t) == "Event"]
        return [ref for noun in nouns[:1] if (ref := self._arguments.phrase(noun)) is not None]

    def _read_person(self) -> Ref | None:
        """Whose life the text tells: it says so in a heading or a label, and has the name in a line of its own near its head."""
        for line in self.lines[:_PERSON]:
            if (person := self._alone(line)) is not None:
                return person
        return next((r for o in self._openers if o.sure for r in o.refs if r.type == "Person"), None)

    # --- what is asked ---

    def subject(self, at: Token, wanted: Iterable[str]) -> Ref | None:
        """What the line with `at` is about, if it is one of the classes `wanted` and no other thing comes into question."""
        if self._person is not None and self._person.start < at.i and self._arguments.satisfies(self._person, wanted) == 1.0:
            return self._person
        for opener in reversed([o for o in self._openers if o.start < at.i]):
            fitting = [ref for ref in opener.refs if self._arguments.satisfies(ref, wanted) == 1.0]
            if fitting or opener.sure:
                return fitting[0] if len(fitting) == 1 else None
        return None

    def understood(self, head: Token, wanted: Iterable[str]) -> Ref | None:
        """Of what `head` is said that opens a line without subject and verb: `Depuis 2019 : directrice de X`, `Née à X`,
        `- ouverture d'une usine`."""
        if any(is_finite(t) for t in head.sent):
            return None
        before = [t for t in self._doc[self._line(head).start : head.i] if not t.is_space]
        if not all(self._opens(t) or t.i in self._titled for t in before) or is_infinitive(head) or any(t.dep_ == "det" for t in head.children):
            return None
        if self._person is not None and self._person.start < head.i:
            return self._person if self._arguments.satisfies(self._person, wanted) == 1.0 else None
        listed = (before or is_past_participle(head)) and not self._is_life
        topic = self.subject(head, wanted) if listed else None
        return topic if topic is not None and topic.type != "Person" else None

    def dates(self, noun: Token) -> bool:
        """Whether `noun` opens a dated line of somebody's life, so that no name behind it is its bearer: `2018 : directeur, X`."""
        before = self._doc[self._line(noun).start : noun.i]
        return self._person is not None and any(self._is_date(t) for t in before) and all(t.is_space or self._opens(t) for t in before)

    def dated_verbs(self) -> dict[int, Token]:
        """The verbs without subject that open dated lines (`1998 : rachète X`), with the name of what the lines are about."""
        found: dict[int, Token] = {}
        for line in self.lines:
            verb = self.first_word(line)
            dated = verb is not None and any(self._is_date(t) for t in line.doc[line.start : verb.i])
            if verb is None or not dated or verb.pos_ not in ("VERB", "AUX") or "Fin" not in verb.morph.get("VerbForm"):
                continue
            topic = self._person if self._is_life else self.subject(verb, {"Organization"})
            if topic is not None and topic.start < verb.i:
                found[verb.i] = self._doc[topic.start]
        return found

    def first_word(self, line: Span) -> Token | None:
        """The word of a line behind its mark and its date."""
        return next((t for t in line if not self._opens(t)), None)

    def _opens(self, token: Token) -> bool:
        """Whether a word belongs to the mark or the date that opens a line."""
        return token.is_punct or token.text in MARKS or lower(token) in _SINCE or self._is_date(token)

    def body_beside(self, noun: Token) -> Ref | None:
        """The body behind the title that `noun` begins: `Responsable des achats – Velmont`, or alone in the line below."""
        number = self._number(noun) + 1
        line = self.lines[number - 1]
        sign = next((t for t in self._doc[noun.i : line.end] if t.text in ("–", "—", "-", "|", ",", "/")), None)
        rest = self._doc[sign.i + 1 : line.end] if sign is not None else None
        rest = next(members(rest, self._arguments.is_inside_name), None) if rest is not None else None
        if rest is None and number < len(self.lines) and self._touch(number - 1, number):
            rest = self.lines[number]
        if rest is None or not len(rest) or any(t.text in (",", ";", ".", ":") or is_finite(t) for t in rest):
            return None
        bodies = [ref for ref in self.named(rest) if ref.type == "Organization" and ref.entity is not None]
        return bodies[0] if len(bodies) == len(self._names_in(rest)) == 1 else None

    def _line(self, at: Token) -> Span:
        return self.lines[self._number(at)]

    def _number(self, at: Token) -> int:
        return bisect.bisect_right(self._starts, at.i) - 1

    def _is_date(self, token: Token) -> bool:
        return self._arguments.value_at(token, "Date") is not None or lower(token) in TIMES or _YEARS.fullmatch(token.text) is not None

    def beside(self, noun: Token) -> Ref | None:
        """The person named alone in the line above or below a title: `Paule Durand` above `Directrice des achats`, as those sign
        who write a letter."""
        number = self._number(noun)
        line = self.lines[number]
        opens = noun.i == line.start or noun.i == line.start + 1 and line[0].pos_ == "DET"
        titled = any(ref.type == "Person" for ref in self._names_in(line))
        if not opens or titled or len(line) > _TITLE or any(is_finite(t) for t in line):
            return None
        around = [other for other in (number - 1, number + 1) if 0 <= other < len(self.lines) and self._touch(number, other)]
        found = [(other, person) for other in around if (person := self._alone(self.lines[other])) is not None]
        if line[-1].text == ",":
            found = [(other, person) for other, person in found if other > number]  # "Le préfet," over the name
        return found[0][1] if len(found) == 1 else None

    def _touch(self, number: int, other: int) -> bool:
        first, second = (self.lines[n] for n in sorted((number, other)))
        return self._doc[first.end : second.start].text.count("\n") == 1

    def _alone(self, line: Span) -> Ref | None:
        """The person whose name is all that a line holds."""
        words = [t for t in line if t.is_alpha]
        people = [ref for ref in self._names_in(line) if ref.type == "Person"]
        return people[0] if len(people) == 1 and words and all(self._arguments.is_name(t) or lower(t) in _CIVIL for t in words) else None

    def party(self, at: Token) -> Ref | None:
        """Whom `Avocat : X` speaks for: the one named in the line above, else what the sheet says that it is about."""
        number = self._number(at)
        above = self._names_in(self.lines[number - 1]) if number and self._touch(number - 1, number) else []
        agents = [ref for ref in above if ref.type in ("Person", "Organization")]
        if agents:
            return agents[0] if len(agents) == 1 else None
        sure = [opener.refs for opener in self._openers if opener.sure and opener.start < at.i]
        return next((ref for ref in sure[-1] if ref.type == "Organization"), None) if sure else None

    def lies_ahead(self, at: Token) -> bool:
        """Whether the heading above is one of what is planned."""
        return self._is_below(at, self._ahead)

    def is_item_ahead(self, head: Token) -> bool:
        """Whether `head` stands in a line without a verb of its own below such a heading."""
        return not any(is_finite(t) for t in head.sent) and self.lies_ahead(head) and not self._heads(self._line(head))

    def is_contact(self, field: Field) -> bool:
        """Whether a label or the heading above announces whom one may ask."""
        return field.label in self._contacts or self._is_below(field.head, self._contacts)

    def _is_below(self, at: Token, headings: frozenset[str]) -> bool:
        place = bisect.bisect_right(self._heading_starts, at.i) - 1
        heading = self._line(self._doc[self._heading_starts[place]]) if place >= 0 else None
        text = " ".join(lower(t) for t in heading if t.is_alpha) if heading is not None else ""
        return any(text == words or text.startswith(f"{words} ") for words in headings)

    def _heads(self, line: Span) -> bool:
        return line.start in self.headings or line.text.endswith(":")

    def named(self, part: Span) -> list[Ref]:
        """The entity that a part of a list names, with nothing before the name but its noun or title."""
        for token in part:
            if self._arguments.is_name(token):
                return self._arguments.resolve(token, spread=False)
            if token.pos_ not in _BEFORE:
                return []
        return []


__all__ = ["SheetReader"]
