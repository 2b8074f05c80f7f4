"""Figures, places and dates that stand by a thing without a verb of their own in the lexicon.

`Velmont (Nantes)`, `Tourouvre, dans l'Orne`, `la panne d'Orange à Limoges`, `l'accident du 3 mai`,
`les 640 salariés de X`, `avec 380 boutiques`, `(PPE)`, `Organisation mondiale de la santé (OMS)`, `X est rentable`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from .arguments import ArgumentReader, Ref
from .candidates import Candidate, literal
from .clauses import ClauseReader
from .syntax import ancestors_until, case_of, has_copula, lower, predicates

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_MONTHS = frozenset("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())
_WHERE = frozenset({"à", "au", "aux", "dans", "en"})
_PLACE_CASES = frozenset({"à", "en", "dans", "sur", "au large de", "près de", "au sein de", "au cœur de", "chez"})


class MeasureReader:
    """Reads figures, places and dates of one text."""

    def __init__(self, arguments: ArgumentReader, clauses: ClauseReader, nationalities: frozenset[str]) -> None:
        self._nationalities = nationalities
        self._arguments = arguments
        self._clauses = clauses

    def read(self, doc: Doc) -> Iterator[Candidate]:
        """Candidates in text order."""
        yield from self._parentheses(doc)
        yield from self._places_by_comma(doc)
        yield from self._named_events(doc)
        for token in doc:
            if token.pos_ in ("NOUN", "PROPN", "X") and not token.is_space:
                yield from self._places_and_dates(token)
                yield from self._counted(token)
                yield from self._sized(token)
        for verb in predicates(doc):
            yield from self._with_figures(verb)
        for token in doc:
            if has_copula(token):
                yield from self._qualities(token)

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

    def _named_events(self, doc: Doc) -> Iterator[Candidate]:
        """Year and place in the name of an event: `Jeux olympiques de Rio`, `élections européennes de mai 2014`."""
        args = self._arguments
        places = {e["label"]: i for i, e in enumerate(args.entities) if e["type"] == "Place"}
        for index, entity in enumerate(args.entities):
            name = next((m for m in entity["mentions"] if m[2] == "name"), None)
            if entity["type"] != "Event" or name is None:
                continue
            span = doc[name[0] : name[1]]
            event = Ref(span.start, span.end, entity["label"], "Event", index, None, "name", True, span.root.i)
            for token in span:
                if _YEAR.fullmatch(token.text):
                    start = token.i - 1 if token.i > span.start and lower(token.nbor(-1)) in _MONTHS else token.i
                    label = doc[start : token.i + 1].text
                    date = {"value": token.text, "datatype": "xsd:gYear", "label": label, "details": {}}
                    when = Ref(start, token.i + 1, label, "Date", None, date, head=token.i)
                    yield self._static("occurredOn", event, when, token, "name", span.root)
                elif token.i > span.start and lower(token.nbor(-1)) in ("de", "à", "d'") and token.text in places:
                    where = places[token.text]
                    place = Ref(token.i, token.i + 1, token.text, "Place", where, None, "name", True, token.i)
                    yield self._static("tookPlaceIn", event, place, token, "name", span.root, 0.9)

    def _life(self, person: Ref, inner: Span, name: Token) -> Iterator[Candidate]:
        """`X (28 juillet 1934 - 24 février 2018)`: born and died."""
        dates = []
        for token in inner:
            value = self._arguments.value_at(token, "Date")
            if value is not None and value not in dates and value["start"] >= inner.start and value["end"] <= inner.end:
                dates.append(value)
        dashed = any(t.text in ("-", "–", "—") for t in inner)
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

    # --- X à Y, X du 3 mai ---

    def _places_and_dates(self, noun: Token) -> Iterator[Candidate]:
        args = self._arguments
        event = args.noun_type(noun) == "Event" if not args.is_name(noun) else False
        for child in noun.children:
            if child.i <= noun.i or not child.dep_.startswith(("nmod", "appos", "obl", "dep")):
                continue
            case = case_of(child)
            if case in _PLACE_CASES and args.is_name(child):
                targets = [r for r in args.resolve(child) if r.type == "Place"]
                if not targets:
                    continue
                for subject in args.resolve(noun, spread=False):
                    for target in targets:
                        if subject.key == target.key:
                            continue
                        relation = self._place_relation(subject, event)
                        if relation:
                            yield self._static(relation, subject, target, child, "complement", noun, 0.95)
            elif (value := args.value_at(child, "Date")) is not None and case in ("de", "en", "", "dans"):
                for subject in args.resolve(noun, spread=False):
                    if (event or subject.type == "Event") and subject.value is None:
                        yield self._static("occurredOn", subject, args.value_ref(value), child, "complement", noun, 0.95)

    @staticmethod
    def _place_relation(subject: Ref, event: bool) -> str | None:
        if event or subject.type == "Event":
            return "tookPlaceIn"
        if subject.type in ("Organization", "Place") and subject.entity is not None:
            return "locatedIn"
        return None

    # --- son yacht de 74 mètres ---

    def _sized(self, noun: Token) -> Iterator[Candidate]:
        for child in noun.children:
            if child.i <= noun.i or not child.dep_.startswith("nmod") or case_of(child) != "de":
                continue
            value = self._arguments.value_at(child, "Quantity")
            if value is None or value["start"] <= noun.i < value["end"]:
                continue
            for subject in self._arguments.resolve(noun, spread=False):
                if subject.entity is not None and subject.named:
                    yield self._static("hasMeasure", subject, self._arguments.value_ref(value, child), child, "size", noun, 0.9)

    # --- les 640 salariés de X ---

    def _counted(self, noun: Token) -> Iterator[Candidate]:
        value = self._arguments.value_at(noun, "Quantity")
        if value is None or noun.i != value["end"] - 1:
            return
        for child in noun.children:
            owner = None
            if child.dep_.startswith("nmod") and case_of(child) == "de" and child.i >= value["end"]:
                owner = child
            elif child.dep_.startswith("det") and "Yes" in child.morph.get("Poss"):
                owner = child
            if owner is not None:
                for subject in self._arguments.resolve(owner):
                    if subject.named and subject.entity is not None and subject.type in ("Organization", "Event", "Product", "Work"):
                        yield self._static("hasMeasure", subject, self._arguments.value_ref(value), noun, "counted", owner, 0.9)

    # --- avec 380 boutiques ---

    def _with_figures(self, verb: Token) -> Iterator[Candidate]:
        """`avec plus de 800 millions d'utilisateurs`, `fort de 380 boutiques` beside a clause: the subject's."""
        for child in verb.subtree:
            if case_of(child) not in ("avec", "fort de", "forte de") or not child.dep_.startswith(("obl", "nmod", "advcl", "acl")):
                continue
            value = self._arguments.value_at(child, "Quantity")
            path = ancestors_until(child, verb)
            if value is None or value["label"] != "QUANTITY" or any(t.pos_ in ("VERB", "AUX") for t in path) or not path:
                continue
            for argument in self._clauses.surface_subjects(verb):
                for subject in self._arguments.resolve(argument.token):
                    if subject.named and subject.type in ("Organization", "Event", "Product", "Place"):
                        for member in self._arguments.conjuncts(child):
                            figure = self._arguments.value_at(member, "Quantity")
                            if figure is not None:
                                yield self._static(
                                    "hasMeasure",
                                    subject,
                                    self._arguments.value_ref(figure, member),
                                    verb,
                                    "with",
                                    argument.token,
                                    0.85 * argument.weight,
                                )

    # --- X est rentable ---

    def _qualities(self, adjective: Token) -> Iterator[Candidate]:
        """A plain adjective said of a named thing; participles and adjectives with complements are relations."""
        if adjective.pos_ != "ADJ" or any(c.dep_.startswith(("obl", "xcomp", "ccomp", "advcl", "nmod")) for c in adjective.children):
            return
        for argument in self._clauses.surface_subjects(adjective):
            for subject in self._arguments.resolve(argument.token):
                if subject.entity is not None and subject.named:
                    relation = "nationality" if subject.type == "Person" and lower(adjective) in self._nationalities else "hasQuality"
                    yield Candidate(
                        relation, subject, literal(adjective.text, adjective.i, adjective.i + 1), adjective, f"{relation}/copula",
                        argument.weight * 0.9, "copula", subject_token=argument.token, object_token=adjective,
                    )  # fmt: skip


def _is_acronym(short: str, name: str) -> bool:
    initials = "".join(w[0] for w in name.replace("'", " ").replace("-", " ").split() if w)
    return len(short) > 1 and short[0].lower() == name[:1].lower() and all(c in initials.upper() for c in short.upper())
