"""What labelled lines say: `Siège : Lyon`, `Président : X`, `Effectif : 340 salariés`, a list under `Distinctions`.

In come the fields of a text and what its lines are about (`sheets`); out go candidates. The label tells the relation
(`fields.yaml`); any figure behind a colon measures the thing, and any office before one is held in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span

from ...resources import read_nouns, read_words
from ...vocabulary import Relation, read_relations
from ..candidates import Candidate, literal
from ..grammar.arguments import VALUE_TYPES, ArgumentReader
from ..grammar.syntax import is_finite, lower
from ..refs import Ref
from .fields import Field, members, read_lines
from .sheets import SheetReader

_FIGURES = VALUE_TYPES["Quantity"]
# Relations whose object is given in the words of the text.
_IN_WORDS = frozenset({"alsoKnownAs", "holdsPosition", "nationality"})
_PLACED = frozenset({"bornIn", "diedIn"})
# What stands behind these labels, whatever the recogniser takes it for.
_TYPES = {"headquarteredIn": "Place", "subsidiaryOf": "Organization"}
# What a figure may measure.
_MEASURED = frozenset({"Event", "Organization", "Person", "Place", "Product", "Work"})


class LabelReader:
    """Reads the labelled lines of one text."""

    def __init__(self, doc: Doc, sheets: SheetReader, arguments: ArgumentReader, lang: str) -> None:
        self._doc = doc
        self._sheets = sheets
        self._arguments = arguments
        self._relations = read_relations()
        data, nouns = read_words(lang, "fields.yaml"), read_nouns(lang)
        self._no_measures, self._of_people = frozenset(data["no_measures"]), frozenset(data["of_people"])
        self._positions, self._leaders, self._not_leaders, self._representatives, self._portfolios = (
            frozenset(word.lower() for word in nouns[key])
            for key in ("positions", "leaders", "not_leaders", "representatives", "portfolios")
        )

    def read(self) -> Iterator[Candidate]:
        """Candidates of each field, in text order."""
        for field in self._sheets.fields:
            said = self._sheets.relations.get(field.label, [])
            found = [c for name, forward in said if (relation := self._relations.get(name)) for c in self._related(field, relation, forward)]
            yield from found
            if not found:
                yield from self._measured(field)
                yield from self._held(field)
                yield from self._event(field)
                yield from self._staff(field)

    def _related(self, field: Field, relation: Relation, forward: bool) -> Iterator[Candidate]:
        topic = self._sheets.subject(field.head, relation.domain if forward else relation.range)
        if topic is None:
            return
        wanted = relation.range if forward else relation.domain
        for ref in self._values(field, relation.name, wanted):
            if ref.key != topic.key:
                subject, obj = (topic, ref) if forward else (ref, topic)
                yield self._candidate(relation.name, subject, obj, field, "label")

    def _values(self, field: Field, relation: str, wanted: frozenset[str]) -> Iterator[Ref]:
        """What stands behind the colon and can be what the relation asks for."""
        if "Date" in wanted:
            dates = (v for v in self._arguments.values if field.start <= v["start"] < field.end and v["label"] == "DATE")
            yield from (self._arguments.value_ref(v) for v in list(dates)[:1])
            return
        if relation in _PLACED:
            names = (ref for t in field.value if self._arguments.is_name(t) for ref in self._arguments.resolve(t, spread=False))
            yield from [ref for ref in names if ref.type == "Place"][:1]  # "Née le : 3 mai 1950 à X"
            return
        if relation in self._arguments.made:
            yield from self._works(field)
            return
        for part in members(field.value, self._arguments.is_inside_name):
            if any(is_finite(t) for t in part):
                continue
            if relation in _IN_WORDS:
                if not any(t.like_num for t in part):
                    yield literal(part.text, part.start, part.end)
                continue
            if part.start > field.start and self._describes(part):
                continue
            refs = self._sheets.named(part) or ([] if wanted <= {"Person", "Organization", "Place", "Agent"} else self._common(part))
            refs = [replace(ref, type=_TYPES.get(relation, ref.type)) if ref.named else ref for ref in refs]
            yield from (ref for ref in refs if self._arguments.satisfies(ref, wanted) >= 0.8)

    def _works(self, field: Field) -> Iterator[Ref]:
        """The titles that a list of works begins its lines with: `Le Vent, éditions X, 2016`."""
        for line in read_lines(field.value):
            first = next(members(line, self._arguments.is_inside_name), None)
            if first is not None and not self._arguments.value_at(first[0]):
                named = [ref for ref in self._sheets.named(first) if (ref.start, ref.end) == (first.start, first.end)]
                words = first.text.strip("«»\"“” ")
                yield from named or [Ref(first.start, first.end, words, "Work", None, None, "name", True, first.root.i)]

    def _describes(self, part: Span) -> bool:
        """Whether the part says what the person before it is: `X, directrice de Y`."""
        return part[0].text[0].islower() and self._arguments.noun_type(part[0]) in ("Person", "Group", "Concept")

    def _common(self, part: Span) -> list[Ref]:
        if any(self._arguments.value_at(t) for t in part) or any(is_finite(t) for t in part):
            return []
        phrase = self._arguments.phrase(part.root)
        return [phrase] if phrase is not None and part.root.pos_ == "NOUN" else []

    def _measured(self, field: Field) -> Iterator[Candidate]:
        """`Effectif : 340 salariés`, `Poids : 4,2 kg`: a figure of what the sheet is about, whatever the label; `Velmont : 95
        salariés, 11 millions d'euros`: figures of whose name the label is."""
        own = self._arguments.resolve(field.head, spread=False) if self._arguments.is_name(field.head) else []
        if own and (own[0].type not in ("Organization", "Product") or field.head.i in self._sheets.headings or any(is_finite(t) for t in field.value)):
            return  # "France : deux morts dans un incendie": a headline
        topic = own[0] if own else self._sheets.subject(field.head, _MEASURED)
        if topic is None or field.label in self._no_measures or topic.type == "Person" and field.label not in self._of_people:
            return
        for part in list(members(field.value, self._arguments.is_inside_name))[: None if own else 1]:
            value = next((v for v in self._arguments.values if v["start"] == part.start and self._ends(v["end"], part)), None)
            if value is not None and value["label"] in _FIGURES:
                ref = self._arguments.value_ref(value)
                details = value["details"] if own else {**value["details"], "measured": field.label}
                yield self._candidate("hasMeasure", topic, replace(ref, value={**(ref.value or {}), "details": details}), field, "figure")

    def _ends(self, end: int, part: Span) -> bool:
        """Whether a figure is all of a part, but for what it is a figure of: `11 M€ de chiffre d'affaires`."""
        return end == part.end or lower(self._doc[end]) in ("de", "d'", "du", "des")

    def _held(self, field: Field) -> Iterator[Candidate]:
        """`Président : X`: of the body that the sheet is about."""
        if field.label not in self._positions | self._leaders | self._not_leaders | self._representatives or field.label in self._portfolios:
            return
        if field.label in self._representatives:
            name = "represents"
        else:
            name = "leads" if field.label in self._leaders and field.label not in self._not_leaders else "worksFor"
        wanted = {"Organization", "Place"} if name == "leads" else {"Organization"}
        topic = self._sheets.party(field.head) if name == "represents" else self._sheets.subject(field.head, wanted)
        if topic is not None:
            for ref in self._values(field, name, frozenset({"Person"})):
                yield self._candidate(name, ref, topic, field, "position")

    def _event(self, field: Field) -> Iterator[Candidate]:
        """`Prochaine réunion : 9 avril, à Lyon`: when and where what the label names takes place."""
        words = [t for t in self._doc[field.head.i : field.start] if lower(t) in field.label.split() and self._arguments.noun_type(t) == "Event"]
        event = self._arguments.phrase(words[0]) if words and field.label not in self._no_measures else None
        if event is None or any(is_finite(t) for t in field.value):
            return
        days = list(self._values(field, "occurredOn", frozenset({"Date"})))
        for ref in days:
            yield self._candidate("occurredOn", event, ref, field, "event")
        for token in field.value if days else ():
            if self._arguments.is_name(token) and not self._arguments.is_inside_name(token):
                for ref in self._arguments.resolve(token, spread=False):
                    if ref.type == "Place":
                        yield self._candidate("tookPlaceIn", event, ref, field, "event")

    def _staff(self, field: Field) -> Iterator[Candidate]:
        """`Orvane : Paule Durand, directrice de la communication` under `Contacts`; `Contact : Paule Durand, directrice …`."""
        parts = list(members(field.value, self._arguments.is_inside_name))
        if not parts or not self._sheets.is_contact(field):
            return
        if self._arguments.is_name(field.head):
            bodies = self._arguments.resolve(field.head, spread=False)
        else:
            topic = self._sheets.subject(field.head, {"Organization"}) if len(parts) > 1 and self._describes(parts[1]) else None
            bodies = [topic] if topic is not None else []
        for body in bodies:
            for person in self._sheets.named(parts[0]):
                if body.type == "Organization" and person.type == "Person":
                    yield self._candidate("worksFor", person, body, field, "contact")

    def _candidate(self, relation: str, subject: Ref, obj: Ref, field: Field, way: str) -> Candidate:
        status = "planned" if self._sheets.lies_ahead(field.head) else None
        given = next((ref.start for ref in (obj, subject) if field.start <= ref.start < field.end), field.head.i)
        head = field.head if self._doc[given].sent == field.head.sent else self._doc[given]  # of a list, the line that says it
        return Candidate(
            relation, subject, obj, head, f"{relation}/field/{way}", 1.0, "field", True,
            subject_token=self._doc[subject.start], object_token=self._doc[obj.start], status=status,
        )  # fmt: skip


__all__ = ["LabelReader"]
