"""Statements of an invented press, as many as wanted, written by the graph layer itself: the graphs of the benchmark.

In: a number of triples and a seed. Out: N-Quads in the model of docs/rdf.md, the same bytes for the same seed. Who is spoken
of how often follows Zipf's law, as in real reports: a few entities have most of the statements.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from graphbuild.graph.content import Content, Run
from graphbuild.graph.rdf import claim_iri, write_nquads
from graphbuild.iris import BASE, mint_entity, mint_statement_id
from graphbuild.types import STATUSES, Document, Entity, Evidence, Predicate, Statement
from graphbuild.vocabulary import read_relations

_RELATIONS = (
    "acquired",
    "announced",
    "competesWith",
    "employs",
    "investsIn",
    "locatedIn",
    "paused",
    "prioritized",
    "supplies",
    "worksFor",
)
_TYPES = ("Organization", "Person", "Product", "Place")
_SYLLABLES = (
    "ba",
    "bel",
    "cor",
    "dan",
    "fel",
    "gor",
    "hal",
    "jan",
    "kem",
    "lor",
    "mar",
    "nov",
    "pal",
    "ras",
    "sol",
    "tar",
    "ul",
    "ver",
    "zel",
)
_STATEMENTS_A_DOCUMENT = 8
_DOCUMENTS_AT_ONCE = 100


def write_graph(path: Path, *, triples: int, seed: int = 1) -> int:
    """Writes a graph of so many triples and returns their number. The lines are sorted block by block only."""
    seen: set[int] = set()
    with path.open("wb") as stream:
        for block in _blocks(seed, expected=triples):
            # Blocks share entities and claims; a triple is written once.
            new = [line for line in write_nquads(block.triples).splitlines(keepends=True) if hash(line) not in seen]
            new = new[: triples - len(seen)]
            seen.update(map(hash, new))
            stream.writelines(new)
            if len(seen) >= triples:
                break
    return len(seen)


def _blocks(seed: int, *, expected: int) -> Iterator[Content]:
    """Graphs of a hundred documents each, about the same entities."""
    chance = random.Random(seed)
    known = {name: relation for name, relation in read_relations().items()}
    relations = [Predicate(known[name].iri, name) for name in _RELATIONS if name in known]
    entities = [_entity(number) for number in range(max(100, expected // 200))]
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(entities))))
    number = 0
    while True:
        documents, statements = [], []
        for _ in range(_DOCUMENTS_AT_ONCE):
            document, said = _document(number, chance, entities, weights, relations)
            documents.append(document)
            statements += said
            number += 1
        named = {s.subject for s in statements} | {s.object for s in statements if isinstance(s.object, Entity)}
        named |= {s.source for s in statements if s.source}
        yield Content.of(sorted(named, key=lambda e: e.iri), statements, documents, run=Run("0.1.0", "benchmark", "0" * 64))


def _entity(number: int) -> Entity:
    syllables = []
    rest = number + len(_SYLLABLES)
    while rest:
        rest, place = divmod(rest, len(_SYLLABLES))
        syllables.append(_SYLLABLES[place])
    label = f"{''.join(syllables).capitalize()} {number}"
    return Entity(mint_entity(label), label, _TYPES[number % len(_TYPES)], mentions=1)  # type: ignore[arg-type]


def _document(
    number: int, chance: random.Random, entities: list[Entity], weights: list[float], relations: list[Predicate]
) -> tuple[Document, list[Statement]]:
    sentences, drawn = [], []
    for _ in range(_STATEMENTS_A_DOCUMENT):
        subject, target, source = chance.choices(entities, cum_weights=weights, k=3)
        relation = chance.choice(relations)
        sentences.append(f"{source.label} : {subject.label} {relation.name} {target.label}, {chance.randrange(10**6)}.")
        drawn.append((subject, relation, target, source))
    day = (date(2015, 1, 1) + timedelta(days=chance.randrange(4000))).isoformat()
    document = Document(f"depeche-{number}", " ".join(sentences), day, f"Dépêche {number}", "Agence", "fr")
    statements, start = [], 0
    for sentence, (subject, relation, target, source) in zip(sentences, drawn, strict=True):
        end = start + len(sentence)
        status = chance.choices(STATUSES, weights=(80, 6, 8, 6))[0]
        evidence = Evidence(document.id, start, end, sentence, f"fr/{relation.name}/verb")
        made = Statement(
            "",
            subject,
            relation,
            target,
            status,
            source if chance.random() < 0.4 else None,
            None,
            round(chance.uniform(0.4, 0.99), 2),
            evidence,
        )
        statements.append(
            Statement(
                mint_statement_id(claim_iri(made, BASE)),
                subject,
                relation,
                target,
                status,
                made.source,
                None,
                made.confidence,
                evidence,
            )
        )
        start = end + 1
    return document, statements
