"""What stands in parentheses or between commas beside a name.

`Velmont (Nantes)`, `Organisation mondiale de la santé (OMS)`, `le député X (PPE)`, `X (1934 - 2018)`,
`Tourouvre, dans l'Orne`, `À Cholet, l'usine X`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from .arguments import ArgumentReader, Ref
from .candidates import Candidate, literal
from .syntax import case_of, lower

_WHERE = frozenset({"à", "au", "aux", "dans", "en"})


class AsideReader:
    """Reads the asides of one text."""

    def __init__(self, arguments: ArgumentReader) -> None:
        self._arguments = arguments

    def read(self, doc: Doc) -> Iterator[Candidate]:
        """Candidates in text order, those of parentheses first."""
        yield from self._parentheses(doc)
        yield from self._places_by_comma(doc)

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
            if not args.is_name(before):
                continue
            holder = args.resolve(before, spread=False)
            if not holder:
                continue
            subject = holder[0]
            if subject.type == "Person":
                yield from self._life(subject, inner, before)
            root = inner.root
            listed = subject.type == "Place" and any(t.text in (",", ";") for t in inner)
            if (
                args.is_name(inner[0])
                and not listed
                and subject.type in ("Organization", "Place", "Event", "Work", "Product", "Thing", "Person")
            ):
                for ref in args.resolve(root if args.is_name(root) else inner[0]):
                    if ref.key == subject.key:
                        if len(inner) == 1 and inner.text.isupper() and len(inner.text) > 1 and subject.label != inner.text:
                            yield self._static(
                                "alsoKnownAs", subject, literal(inner.text, inner.start, inner.end), inner[0], "parenthesis", before
                            )
                        continue
                    relation = self._by_types(subject.type, ref.type)
                    if relation:
                        yield self._static(relation, subject, ref, inner[0], "parenthesis", before)
            elif len(inner) == 1 and inner.text.isupper() and inner.text.isalpha() and _is_acronym(inner.text, subject.label):
                yield self._static("alsoKnownAs", subject, literal(inner.text, inner.start, inner.end), inner[0], "parenthesis", before)

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
                    if target.type == "Place" and subject.type == "Organization" and subject.named and subject.entity is not None:
                        yield self._static("locatedIn", subject, target, tokens[1], "fronted", noun, 0.8)

    @staticmethod
    def _by_types(subject: str, obj: str) -> str | None:
        if obj == "Place" and subject in ("Organization", "Place"):
            return "locatedIn"
        if obj == "Place" and subject == "Event":
            return "tookPlaceIn"
        if obj == "Place" and subject == "Person":
            return "nationality"
        if obj == "Organization" and subject == "Person":
            return "memberOf"
        return None

    def _static(
        self, relation: str, subject: Ref, obj: Ref, head: Token, rule: str, subject_token: Token, weight: float = 1.0
    ) -> Candidate:
        return Candidate(
            relation, subject, obj, head, f"{relation}/{rule}", weight, rule, True, subject_token=subject_token, object_token=head
        )


def _is_acronym(short: str, name: str) -> bool:
    initials = "".join(w[0] for w in name.replace("'", " ").replace("-", " ").split() if w)
    return len(short) > 1 and short[0].lower() == name[:1].lower() and all(c in initials.upper() for c in short.upper())
