"""Graphs of any size for the page: a number of nodes and edges in, `Parts` out, the same for the same numbers.

The names are put together from syllables; degrees follow a power law, as they do in graphs of news, and every
statement has a sentence in a document, so that size and search are those of a real page.
"""

from __future__ import annotations

import random

from graphbuild.page import Parts
from graphbuild.types import STATUSES, Document, Entity, Evidence, Predicate, Statement

BASE = "https://w3id.org/graphbuild/data/"
ONTOLOGY = "https://w3id.org/graphbuild/ontology#"
RELATIONS = (
    "leads",
    "owns",
    "funds",
    "launched",
    "acquired",
    "partneredWith",
    "competesWith",
    "worksFor",
    "supports",
    "criticized",
)
TYPES = ("Person", "Organization", "Place", "Product", "Event", "Work", "Concept")
_ONSETS = ("b", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "ch", "br", "tr")
_RIMES = ("a", "é", "i", "o", "u", "an", "on", "el", "or", "ine", "eau", "ac")


def make_parts(nodes: int, edges: int, *, seed: int = 7, per_document: int = 20) -> Parts:
    """`nodes` entities and `edges` statements, about `per_document` of them a document."""
    chance = random.Random(seed)
    entities = [_entity(number, chance) for number in range(nodes)]
    communities = max(3, nodes // 60)
    home = [number % communities for number in range(nodes)]
    members = [[number for number in range(nodes) if home[number] == one] for one in range(communities)]
    documents: list[Document] = []
    statements: list[Statement] = []
    seen: set[tuple[int, int, str]] = set()
    while len(statements) < edges:
        name = f"doc-{len(documents):05d}"
        text = ""
        for _ in range(min(per_document, edges - len(statements))):
            group = members[chance.randrange(communities)] if chance.random() < 0.85 else range(nodes)
            one, other = _pick(group, chance), _pick(group, chance)
            if len(statements) < nodes:  # every node has an edge
                one = len(statements)
                other = _pick(members[home[one]], chance)
            relation = chance.choice(RELATIONS)
            if one == other or (one, other, relation) in seen:
                one, other = other, (one * 7 + 1 + len(seen)) % nodes
                if one == other:
                    continue
            seen.add((one, other, relation))
            status = chance.choices(STATUSES, (80, 4, 8, 8))[0]
            start = len(text)
            subject, thing = entities[one], entities[other]
            sentence = (
                f"{subject.label} a, selon nos informations, un lien de type {relation} avec {thing.label}, dit le rapport."
            )
            spans = [
                (start + sentence.index(part), start + sentence.index(part) + len(part))
                for part in (subject.label, relation, thing.label)
            ]
            text += sentence + " "
            number = len(statements)
            evidence = Evidence(name, start, start + len(sentence), sentence, f"fr/{relation}/verb", *spans)
            source = entities[_pick(range(nodes), chance)] if chance.random() < 0.1 else None
            statements.append(
                Statement(
                    f"c-{number:016x}",
                    subject,
                    Predicate(ONTOLOGY + relation, relation),
                    thing,
                    status,
                    source,
                    None,
                    0.5 + chance.random() / 2,
                    evidence,
                )
            )
        documents.append(
            Document(
                name,
                text,
                f"2025-{1 + len(documents) % 12:02d}-{1 + len(documents) % 28:02d}",
                f"Dépêche {len(documents)}",
                None,
                "fr",
            )
        )
    return Parts(documents, entities, statements, {document.id: () for document in documents})


def _pick(group: range | list[int], chance: random.Random) -> int:
    """A member of a group; the first ones much more often than the last ones."""
    return group[int(len(group) * chance.random() ** 2.6)]


def _entity(number: int, chance: random.Random) -> Entity:
    words = [
        "".join(chance.choice(_ONSETS) + chance.choice(_RIMES) for _ in range(chance.randint(2, 3))).capitalize()
        for _ in range(chance.choice((1, 2, 2)))
    ]
    label = f"{' '.join(words)} {number}"
    return Entity(f"{BASE}entity/{label.replace(' ', '_')}", label, TYPES[number % 11 % 7], (), chance.randint(1, 30))
