"""Readings of many invented documents: shared names, namesakes, copies, and statements of every status."""

from __future__ import annotations

import random

from graphbuild.graph.content import Content
from graphbuild.iris import BASE
from graphbuild.linking import link
from graphbuild.types import (
    Document,
    Finding,
    LocalEntity,
    Mention,
    Reading,
    Sentence,
    Value,
)

# Names that several documents share, with the forms that they take: some need linking, some are namesakes.
PEOPLE = [("Inès Lenoir", "Lenoir"), ("Yann Morvan", "Morvan"), ("Paul Lenoir", "Lenoir"), ("Maud Riou",), ("Zoé d'Arz",)]
BODIES = [("Altavia", "Groupe Altavia"), ("Numéria",), ("Conseil du Nord", "CDN"), ("Mercure",)]
THINGS = [("Boréal", "Product"), ("Colibri", "Product"), ("Mercure", "Place"), ("Quimper", "Place"), ("note interne", "Document")]
STATUSES = ["asserted", "asserted", "asserted", "negated", "hedged", "planned"]


def make_reading(number: int) -> Reading:
    """What a document of invented news might be read as; one in ten copies another."""
    source = random.Random(number if number % 10 else number + 1)
    entities: list[LocalEntity] = []
    mentions: list[Mention] = []
    findings: list[Finding] = []
    text = ""
    for names in source.sample(PEOPLE, 2):
        forms = tuple(source.sample(names, source.randint(1, len(names))))
        entities.append(LocalEntity(forms[0], "Person", forms[1:]))
    for names in source.sample(BODIES, 2):
        entities.append(LocalEntity(names[0], "Organization", names[1:]))
    for label, type_ in source.sample(THINGS, 2):
        entities.append(LocalEntity(label, type_))  # type: ignore[arg-type]
    sentences = []
    for _ in range(source.randint(2, 5)):
        subject, object_ = source.sample(range(len(entities)), 2)
        start = len(text)
        text += f"{entities[subject].label} et {entities[object_].label} {source.choice(['hier', 'demain', 'ici'])} numéro {source.randint(0, 9)}. "
        sentences.append(Sentence(start, len(text) - 1))
        mentions += [Mention(start, start + len(entities[subject].label), subject), Mention(start + 1, start + 2, object_)]
        value = Value("3", "xsd:decimal", "3 millions", {"amount": 3, "unit": "euros"})
        findings.append(
            Finding(
                subject, source.choice(["paused", "leads", "acquired", "féliciter"]), value if source.random() < 0.2 else object_,
                source.choice(STATUSES), source.choice([None, 0]), source.choice([None, "2025", "2025-03"]),  # type: ignore[arg-type]
                source.choice([0.5, 0.75, 1.0]), start, len(text) - 1, "fr/rule",
            )
        )  # fmt: skip
    document = Document(f"doc-{number:02}", text, f"2025-{1 + number % 12:02}-01", None, None, "fr")
    return Reading(document, tuple(sentences), tuple(sorted(mentions)), tuple(entities), tuple(findings))


READINGS = tuple(make_reading(number) for number in range(60))


def build(readings: tuple[Reading, ...] | list[Reading]) -> Content:
    entities, statements = link(readings, base=BASE)
    return Content.of(entities, statements, [reading.document for reading in readings])
