"""What stands in parentheses or between commas beside a name.

`Velmont (Nantes)`, `Organisation mondiale de la santé (OMS)`, `le député X (PPE)`, `X (1934 - 2018)`,
`Tourouvre, dans l'Orne`, `À Cholet, l'usine X`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from ...language.entities.gazetteers import plain_name, read_cities
from ..candidates import Candidate, literal
from ..grammar.arguments import ArgumentReader
from ..grammar.syntax import case_of, lower
from ..refs import Ref

_WHERE = frozenset({"à", "au", "aux", "dans", "en"})


class AsideReader:
    """Reads the asides of one text."""

    def __init__(self, arguments: ArgumentReader, countries: frozenset[str]) -> None:
        self._arguments = arguments
        self._countries = countries

    def read(self, doc: Doc) -> Iterator[Candidate]:
        """Candidates in text order, those of parentheses first."""
        yield from self._parentheses(doc)
        yield from self._places_by_comma(doc)
        yield from self._places_of_buildings(doc)

    # --- X (Y) ---

    def _parentheses(self, doc: Doc) -> Iterator[Candidate]:
        args = self._arguments
        for i, token in enumerate(doc[:-2]):
            if token.text != "(" or i == 0:
                continue
            close = next((t.i for t in doc[i + 1 : i + 12] if t.text == ")"), None)
            if close is None or close == i + 1:
                continue
            before, inner = doc[i - 1], doc[i + 1 : close]
            if not args.is_name(before) or _is_dateline(doc, i, close):
                continue
            holder = args.resolve(before, spread=False)
            if not holder:
                continue
            subject = holder[0]
            if subject.type == "Person":
                yield from self._life(subject, inner, before)
            parts = list(_segments(inner))
            places = [r for part in parts for r in self._named(part) if r.type == "Place"]
            if subject.type == "Place" and len(places) > 1:
                # "l'Europe (Espagne, Portugal)": what the place holds; "Givray (Ardèche, France)": where it lies
                lies = places[-1].label in self._countries and not {places[0].label, subject.label} & self._countries
                for place in places:
                    inside, around = (subject, place) if lies else (place, subject)
                    yield self._static("locatedIn", inside, around, doc[place.head], "parenthesis", before)
                continue
            for part in parts:
                yield from self._part(subject, part, before, alone=len(parts) == 1)

    def _part(self, subject: Ref, part: Span, before: Token, *, alone: bool) -> Iterator[Candidate]:
        """What one of the things in the parentheses says of the name before them."""
        other = literal(part.text, part.start, part.end)
        if alone and self._renames(subject, part):
            yield self._static("alsoKnownAs", subject, other, part[0], "parenthesis", before)
            return
        for ref in self._named(part):
            relation = self._by_types(subject, ref)
            if relation and ref.key != subject.key:
                yield self._static(relation, subject, ref, part[0], "parenthesis", before)

    def _named(self, part: Span) -> list[Ref]:
        """The entity that a part names whole; lists joined by a slash (`A/B`) are one name."""
        args = self._arguments
        if not args.is_name(part[0]):
            return []
        joined = any(t.text == "/" for t in part)
        if joined and all(args.is_name(t) or t.text == "/" for t in part):
            kind = args.resolve(part[0], spread=False)[0].type
            return [Ref(part.start, part.end, "".join(t.text for t in part), kind, None, None, "name", True, part.start)]
        return args.resolve(part.root if args.is_name(part.root) else part[0], spread=False)

    def _renames(self, subject: Ref, part: Span) -> bool:
        """Whether the parentheses hold another name of what stands before them: its acronym, or what the text takes for the same."""
        args, short = self._arguments, part.text
        if subject.type == "Person" or short in subject.label or any(t.like_num for t in part):
            return False
        inner = args.entity_at(part[0]) if args.is_name(part[0]) else None
        if inner is not None and inner == subject.entity:
            return len(part) == 1
        if len(part) == 1 and short.isupper() and short.isalpha() and is_acronym(short, subject.label):
            return True
        if inner is None or not all(args.entity_at(t) == inner for t in part):
            return False
        kind = args.entities[inner]["type"]
        if kind == "Organization" and plain_name(short) in read_cities():
            return False  # "l'agence X (Nantes)", which the recogniser took for a body
        if kind == subject.type == "Place":
            return {subject.label, short} <= self._countries  # "la Birmanie (Myanmar)"
        return kind == subject.type and kind in ("Organization", "Work")

    def _life(self, person: Ref, inner: Span, name: Token) -> Iterator[Candidate]:
        """`X (28 juillet 1934 - 24 février 2018)`: born and died."""
        dates = []
        for token in inner:
            value = self._arguments.value_at(token, "Date")
            if value is not None and value not in dates and value["start"] >= inner.start and value["end"] <= inner.end:
                dates.append(value)
        dashed = any(t.text in ("-", "--", "–", "—") for t in inner)
        if len(dates) == 1 and (years := re.fullmatch(r"(\d{4})/(\d{4})", str(dates[0]["value"]))):
            # "(1911-1987)": one stretch of time to the reader of dates
            for relation, year in zip(("bornOn", "diedOn"), years.groups(), strict=True):
                date = {"value": year, "datatype": "xsd:gYear", "label": year, "details": {}}
                yield self._static(relation, person, Ref(inner.start, inner.end, year, "Date", None, date, head=inner.start), inner[0], "lifespan", name)
        if len(dates) == 2 and dashed:
            for relation, value in zip(("bornOn", "diedOn"), dates, strict=True):
                yield self._static(relation, person, self._arguments.value_ref(value), inner[0], "lifespan", name)

    def _places_by_comma(self, doc: Doc) -> Iterator[Candidate]:
        """`l'usine X, à Cholet, …`, `Tourouvre, dans l'Orne`; `À Cholet, l'usine X …` for what stands somewhere."""
        args = self._arguments
        for entity in args.entities:
            if entity["type"] not in ("Organization", "Place"):
                continue
            for start, end, kind in entity["mentions"]:
                if kind != "name" or end + 2 >= len(doc) or doc[end].text != "," or lower(doc[end + 1]) not in _WHERE:
                    continue
                place = end + 2 + (doc[end + 2].pos_ == "DET")
                if place >= len(doc) or not args.is_name(doc[place]) or doc[place].sent != doc[start].sent:
                    continue
                after = next((t for t in doc[place:] if not args.is_name(t)), None)
                subject = args.resolve(doc[start:end].root, spread=False)
                if lower(doc[end + 1]) == case_of(doc[start:end].root):
                    continue  # "en France, en Hongrie": a list
                for target in args.resolve(doc[place], spread=False):
                    if (
                        target.type == "Place"
                        and subject
                        and subject[0].key != target.key
                        and (after is None or after.is_punct or after.is_space)
                    ):
                        yield self._static("locatedIn", subject[0], target, doc[place], "comma", doc[start], 0.85)
        for sentence in doc.sents:
            tokens = [t for t in sentence if not t.is_space][:8]
            if len(tokens) < 5 or lower(tokens[0]) not in _WHERE or not args.is_name(tokens[1]):
                continue
            comma = next((n for n, t in enumerate(tokens) if t.text == ","), None)
            if comma is None or not all(args.is_name(t) for t in tokens[1:comma]) or comma + 2 >= len(tokens):
                continue
            noun = tokens[comma + 2]
            if tokens[comma + 1].pos_ != "DET" or args.noun_type(noun) not in ("Organization", "Place"):
                continue
            for target in args.resolve(tokens[1], spread=False):
                for subject in args.resolve(noun, spread=False):
                    built = subject.type in ("Organization", "Place") and subject.key != target.key
                    if target.type == "Place" and built and subject.named and subject.entity is not None:
                        yield self._static("locatedIn", subject, target, tokens[1], "fronted", noun, 0.8)

    def _places_of_buildings(self, doc: Doc) -> Iterator[Candidate]:
        """`le lycée X de Niort`: a body or building with a name of its own stands in the town named behind it."""
        args = self._arguments
        for entity in args.entities:
            for start, end, kind in entity["mentions"]:
                if kind != "name" or not start or end + 1 >= len(doc) or lower(doc[end]) not in ("de", "d'") or not args.is_name(doc[end + 1]):
                    continue
                noun = next((t for t in (doc[start], doc[start - 1]) if args.noun_type(t) in ("Organization", "Place")), None)
                if noun is None or end - start < 2 and noun.i == start or entity["type"] not in ("Organization", "Place"):
                    continue
                if args.naming.premises_end(noun) is not None:
                    continue  # "l'usine X de Y": the works are in Y, not all of X
                for target in args.resolve(doc[end + 1], spread=False):
                    subject = args.resolve(doc[start:end].root, spread=False)
                    if target.type == "Place" and target.label not in self._countries and subject and subject[0].key != target.key:
                        yield self._static("locatedIn", subject[0], target, doc[end + 1], "complement", doc[start], 0.9)

    def _by_types(self, subject: Ref, obj: Ref) -> str | None:
        if obj.type == "Place" and subject.type in ("Organization", "Place"):
            return "locatedIn"
        if obj.type == "Place" and subject.type == "Event":
            return "tookPlaceIn"
        if obj.type == "Place" and subject.type == "Person" and obj.label in self._countries:
            return "nationality"
        if obj.type == "Organization" and subject.type == "Person":
            return "memberOf"
        return None

    def _static(
        self, relation: str, subject: Ref, obj: Ref, head: Token, rule: str, subject_token: Token, weight: float = 1.0
    ) -> Candidate:
        return Candidate(
            relation, subject, obj, head, f"{relation}/{rule}", weight, rule, True, subject_token=subject_token, object_token=head
        )


def _is_dateline(doc: Doc, opened: int, close: int) -> bool:
    """`LYON (Agence X) -` at the head of a line: where and by whom it was written."""
    start = opened - 1
    while start and not doc[start - 1].is_space and not doc[start].is_sent_start:
        start -= 1
    dash = close + 1 < len(doc) and doc[close + 1].text in ("-", "–", "—", "--")
    return dash and opened - start <= 4 and doc[start:opened].text.isupper()


def _segments(inner: Span) -> Iterator[Span]:
    """The parts of a list in parentheses."""
    start = inner.start
    for token in inner:
        if token.text in (",", ";") or lower(token) in ("et", "ou"):
            if token.i > start:
                yield inner.doc[start : token.i]
            start = token.i + 1
    if start < inner.end:
        yield inner.doc[start : inner.end]


def is_acronym(short: str, name: str) -> bool:
    """Whether the letters are initials of the words of the name, in any order: `Station spatiale internationale (ISS)`."""
    words = [w for w in name.replace("'", " ").replace("’", " ").replace("-", " ").split() if w]
    initials = "".join(w[0] for w in words).upper()
    return len(short) > 1 and len(words) > 1 and all(c in initials for c in short.upper())
