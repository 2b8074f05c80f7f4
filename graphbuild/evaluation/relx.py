"""RELX (Köksal & Özgür 2020): one of 37 labels for two entities that are marked in a sentence.

In: its table (`id`, `relation`, `sentence` with `<e1> … </e1>` and `<e2> … </e2>`) and the mapping
`ontology/lexicon/relx.yaml`, whose head says how an item is answered. Out: an answer for each item, and micro F1 over the
labels other than `no_relation`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ..errors import InputError
from ..resources import ontology_path, read_nouns, read_yaml
from ..types import Entity, Value
from .matching import normal_words, same

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ..knowledge_graph import KnowledgeGraph

NO_RELATION = "no_relation"
_MARK = re.compile(r"\s*</?e[12]>\s*")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence without its marks, and where the two entities stand in it."""

    id: str
    text: str
    first: Span
    second: Span
    label: str


def read_relx(path: Path) -> list[Item]:
    """The items of a table; raises InputError naming the line of one without its two marks."""
    with open(path, encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_item(f"{path}:{number}", row) for number, row in enumerate(rows, start=2)]


def _item(where: str, row: dict[str, str]) -> Item:
    text, places, position = "", {}, 0
    for match in _MARK.finditer(row["sentence"]):
        text += row["sentence"][position : match.start()]
        name = re.sub(r"[\s<>]", "", match[0])
        apart = match[0] != match[0].strip()  # blanks stand on either side of a mark; one of them belongs to the text
        following = row["sentence"][match.end() : match.end() + 1]
        if name.startswith("/"):
            places[name] = len(text)
            text += " " if apart and following not in ".,;:!?)" else ""
        else:
            text += " " if apart and text and text[-1] not in "'’( " else ""
            places[name] = len(text)
        position = match.end()
    text += row["sentence"][position:]
    if set(places) != {"e1", "/e1", "e2", "/e2"}:
        raise InputError(f"{where}: the sentence has to mark <e1> … </e1> and <e2> … </e2>")
    return Item(row["id"], text, (places["e1"], places["/e1"]), (places["e2"], places["/e2"]), row["relation"])


@dataclass(frozen=True, slots=True)
class Argument:
    """One of the two marked words: its span, its words, what kind of thing it is, and of place."""

    span: Span
    words: str
    type: str
    place: Literal["country", "province", "city"] | None


def answer(item: Item, graph: KnowledgeGraph, doc: Doc, mapping: dict[str, Any] | None = None) -> str:
    """The label of an item, from the graph of its sentence and the parsed sentence itself."""
    mapping = mapping or read_yaml(ontology_path("lexicon", "relx.yaml"))
    first, second = (_argument(span, item.text, doc, mapping.get("names") or {}) for span in (item.first, item.second))
    return (
        _by_statement(graph, first, second, mapping["relations"])
        or _by_types(doc, first, second, mapping["pairs"])
        or NO_RELATION
    )


def micro_f1(answers: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Precision, recall and F1 over (gold, answer), where `no_relation` is what is neither asked for nor counted."""
    pairs = list(answers)
    right = sum(gold == found != NO_RELATION for gold, found in pairs)
    given = sum(found != NO_RELATION for _, found in pairs)
    asked = sum(gold != NO_RELATION for gold, _ in pairs)
    precision, recall = right / given if given else 0.0, right / asked if asked else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    accuracy = sum(gold == found for gold, found in pairs) / len(pairs) if pairs else 0.0
    return {"precision": precision, "recall": recall, "f1": f1, "accuracy": accuracy}


def _by_statement(graph: KnowledgeGraph, first: Argument, second: Argument, relations: dict[str, Any]) -> str | None:
    """The first label of the mapping that a statement between the two stands for."""
    places = _places(graph)
    between = []
    for statement in graph.statements:
        evidence = statement.evidence
        for one, other, order in ((first, second, "(e1,e2)"), (second, first, "(e2,e1)")):
            if _stands_for(statement.subject, evidence.subject_span, one, places) and _stands_for(
                statement.object, evidence.object_span, other, places
            ):
                between.append((statement, one, other, order))
    for label, rules in relations.items():
        for rule in rules:
            for statement, one, other, order in between:
                if statement.predicate.name == rule["relation"] and _holds(rule, statement.subject, statement.object, one, other):
                    turned = "(e2,e1)" if order == "(e1,e2)" else "(e1,e2)"
                    return label + (turned if rule.get("turned") else order)
    return None


def _holds(rule: dict[str, Any], subject: Entity, object_: Entity | Value, one: Argument, other: Argument) -> bool:
    if "subject" in rule and rule["subject"] not in (subject.type, one.type):
        return False
    if "object" in rule and rule["object"] not in (getattr(object_, "type", None), other.type):
        return False
    return "place" not in rule or other.place == rule["place"]


def _stands_for(node: Entity | Value, span: Span | None, argument: Argument, places: dict[str, list[Span]]) -> bool:
    """Whether a subject or object is what was marked: it overlaps it, is mentioned there, or has its name."""
    if span is not None and _overlap(span, argument.span):
        return True
    if isinstance(node, Entity) and any(_overlap(place, argument.span) for place in places.get(node.iri, ())):
        return True
    return same(node.label, argument.words)


def _by_types(doc: Doc, first: Argument, second: Argument, pairs: Sequence[dict[str, Any]]) -> str | None:
    """The first line of `pairs` that the types of the two, their distance and the words around them meet."""
    between = sorted((first.span, second.span))
    tokens = [token for token in doc if between[0][1] <= token.idx < between[1][0]]
    start = tokens[0].i if tokens else next((t.i for t in doc if t.idx >= between[1][0]), 0)
    around = doc[max(0, start - 6) : start + len(tokens) + 6]
    words = {token.lemma_.lower() for token in around} | {token.lower_ for token in around}
    for pair in pairs:
        if len(tokens) > pair["within"] or "cue" in pair and not words & set(pair["cue"]):
            continue
        for one, other, order in ((first, second, "(e1,e2)"), (second, first, "(e2,e1)")):
            if pair["first"] == one.type and pair["second"] == other.type and pair.get("place") in (None, other.place):
                turned = "(e2,e1)" if order == "(e1,e2)" else "(e1,e2)"
                return pair["label"] + (turned if pair.get("turned") else order)
    return None


def _argument(span: Span, text: str, doc: Doc, names: dict[str, Sequence[str]]) -> Argument:
    words = text[slice(*span)]
    type_ = _type_of(span, words, doc, names)
    return Argument(span, words, type_, _kind_of_place(words) if type_ == "Place" else None)


def _type_of(span: Span, words: str, doc: Doc, names: dict[str, Sequence[str]]) -> str:
    """What was marked, from the surest sign to the least: a date, an adjective of nationality, a title, the words of
    a name and those beside it, what the pipeline says of it."""
    from ..language.entities.gazetteers import read_nationalities

    if any(
        value["label"] == "DATE" and _overlap((doc[value["start"]].idx, doc[value["end"] - 1].idx + 1), span)
        for value in doc._.gb_values or ()
    ):
        return "Date"
    if " ".join(normal_words(words)) in read_nationalities("fr"):
        return "Nationality"
    lemmas = {t.lemma_.lower() for t in doc if span[0] <= t.idx < span[1]}
    if words.lower() in _positions() or words == words.lower() and lemmas & _positions():
        return "Position"
    if words[:1].isupper() and (kind := _kind_by_words(span, words, doc, names)):
        return kind
    if _kind_of_place(words) in ("country", "province"):
        return "Place"
    for entity in doc._.gb_entities or ():
        for start, end, _ in entity["mentions"]:
            if _overlap((doc[start].idx, doc[end - 1].idx + len(doc[end - 1])), span):
                return entity["type"]
    found = (_ENTITY_TYPES.get(ent.label_) for ent in doc.ents if _overlap((ent.start_char, ent.end_char), span))
    return next(filter(None, found), "Person" if words.lower() in _PRONOUNS else "Thing")


def _kind_by_words(span: Span, words: str, doc: Doc, names: dict[str, Sequence[str]]) -> str | None:
    """What a name is by its own words ("Velmont School") and by those before it ("le groupe X", "à X")."""
    from ..language.entities.gazetteers import read_cities

    # a mark may leave out the end of a name: "Savannah" of "Savannah Records"
    after = next((t.text for t in doc if t.idx >= span[1]), "")
    own = {*words.split(), *([after] if after[:1].isupper() else [])}
    if own & set(names.get("organizations", ())):
        return "Organization"
    before = [t for t in doc if t.idx < span[0]][-4:]
    if not before:
        return None
    last = before[-1]
    if last.pos_ in ("DET", "ADP") and {t.lemma_.lower() for t in before} & set(names.get("ministers", ())):
        return "Place" if _kind_of_place(words) == "country" else "Organization"
    if _kind_of_place(words) in ("country", "province") or last.lower_ in ("à", "près") and words in read_cities():
        return "Place"
    if last.lemma_.lower() in _positions():
        return "Person"
    return "Organization" if last.lemma_.lower() in names.get("kinds", ()) else None


_PRONOUNS = frozenset("il elle lui moi je tu nous vous son sa ses celui-ci celle-ci".split())
_ENTITY_TYPES = {"PER": "Person", "ORG": "Organization", "LOC": "Place", "PRODUCT": "Product", "WORK": "Work", "EVENT": "Event"}


def _positions() -> frozenset[str]:
    nouns = read_nouns("fr")
    return frozenset(noun for key in ("positions", "leaders") for noun in nouns.get(key) or ())


def _kind_of_place(words: str) -> Literal["country", "province", "city"]:
    """What a place is: a country of Babel and pycountry, a subdivision of pycountry that is not better known as
    a city, else a city."""
    import pycountry

    from ..language.entities.gazetteers import read_cities, read_countries, read_regions

    name = re.sub(r"^(l'|la |le |les )", "", words.replace("’", "'"), flags=re.IGNORECASE).strip()
    if name in read_countries("fr") or pycountry.countries.get(name=name):
        return "country"
    kinds = {subdivision.type for subdivision in pycountry.subdivisions if subdivision.name == name}
    if "Country" in kinds:  # England, Scotland
        return "country"
    if (kinds or name in read_regions("fr")) and (kinds & {"State", "Province"} or name not in read_cities()):
        return "province"
    return "city"


def _places(graph: KnowledgeGraph) -> dict[str, list[Span]]:
    places: dict[str, list[Span]] = {}
    for mentions in graph.mentions.values():
        for start, end, iri in mentions:
            places.setdefault(iri, []).append((start, end))
    return places


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
