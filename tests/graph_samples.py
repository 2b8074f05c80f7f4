"""A small graph made by hand: every kind of statement that the graph layer must carry, about invented names."""

from __future__ import annotations

from dataclasses import replace

from graphbuild.graph.content import Content, Run
from graphbuild.graph.rdf import claim_iri
from graphbuild.iris import BASE, mint_entity, mint_open_predicate, mint_statement_id
from graphbuild.types import Document, Entity, Evidence, Predicate, Statement, Value
from graphbuild.vocabulary import read_relations

WIRE = (
    "Le groupe Altavia a suspendu mardi le projet Boréal, selon une note interne consultée par nos journalistes. "
    "La direction entend consacrer ses moyens à la messagerie Colibri, que menacent plusieurs rivaux étrangers."
)


def entity(label: str, type_: str, **more: object) -> Entity:
    return Entity(mint_entity(label), label, type_, **more)  # type: ignore[arg-type]


ALTAVIA = entity("Altavia", "Organization", aliases=("Groupe Altavia",), mentions=9, same_as=(("http://www.wikidata.org/entity/Q950001", 0.97),))
LENOIR = entity("Inès Lenoir", "Person", aliases=("Lenoir",), mentions=5)
MORVAN = entity("Yann Morvan", "Person", mentions=2)
BOREAL = entity("Boréal", "Product", mentions=6, close_match=(("http://www.wikidata.org/entity/Q950002", 0.81),))
COLIBRI = entity("Colibri", "Product", mentions=3)
NUMERIA = entity("Numéria", "Organization", mentions=3)
QUIMPER = entity("Quimper", "Place", mentions=2, same_as=(("http://www.wikidata.org/entity/Q342", 1.0),))
NOTE = entity("note interne", "Document", mentions=2)
RIVALS = entity("rivaux étrangers", "Group", mentions=1)
SUMMIT = entity("Sommet d'Arz", "Event", mentions=1)
HOLDING = entity("L'Étoile « Nord » & fils", "Organization", mentions=1)
ENTITIES = (ALTAVIA, LENOIR, MORVAN, BOREAL, COLIBRI, NUMERIA, QUIMPER, NOTE, RIVALS, SUMMIT, HOLDING)

MARCH = Document("depeche-1", WIRE, "2025-03-11", "Altavia suspend Boréal", "Agence Ouest", "fr")
COPY = Document("journal-1", WIRE + " (Avec agence.)", "2025-03-12", "Boréal en sommeil", "Le Petit Quimpérois", "fr")
DENIAL = Document("journal-2", "Inès Lenoir dément : Altavia n'a pas suspendu Boréal. Elle dirige Altavia depuis 2019.", "2025-03-14", None, "La Lettre", "fr")
JUNE = Document("journal-3", "Altavia a repris Boréal en juin. La messagerie Colibri compte plus de 3 millions d'abonnés.", "2025-06-20", "Retour de Boréal", None, "fr")
AUGUST = Document("journal-4", "Altavia a racheté Numéria. Son siège reste à Quimper, où L'Étoile la poursuit en justice.", "2025-08-02", None, "https://exemple.fr/altavia", "fr")
DOCUMENTS = (MARCH, COPY, DENIAL, JUNE, AUGUST)

USERS = Value("3000000", "xsd:decimal", "plus de 3 millions d'abonnés", {"amount": 3000000, "unit": "abonnés", "comparator": ">", "period": "mois"})
FORTUNE = Value("12.5", "xsd:decimal", "12,5 millions d'euros", {"amount": 12.5, "unit": "millions d'euros", "currency": "EUR", "from_amount": 8, "measured": "chiffre d'affaires"})


def predicate(name: str) -> Predicate:
    known = read_relations().get(name)
    return Predicate(known.iri, name) if known else Predicate(mint_open_predicate(name), name, True)


def statement(
    subject: Entity,
    name: str,
    object_: Entity | Value,
    document: Document,
    *,
    status: str = "asserted",
    source: Entity | None = None,
    time: str | None = None,
    confidence: float = 0.9,
    words: tuple[int, int] | None = None,
    trace: dict[str, object] | None = None,
) -> Statement:
    start, end = words or (0, document.text.find(".") + 1)
    made = Statement(
        id="",
        subject=subject,
        predicate=predicate(name),
        object=object_,
        status=status,  # type: ignore[arg-type]
        source=source,
        time=time,
        confidence=confidence,
        evidence=Evidence(
            document.id, start, end, document.text[start:end], f"fr/{name}/verb", (3, 17), (20, 28), None, trace or {}  # type: ignore[arg-type]
        ),
    )
    return replace(made, id=mint_statement_id(claim_iri(made, BASE)))


STATEMENTS = (
    statement(ALTAVIA, "paused", BOREAL, MARCH, source=NOTE, time="2025-03-11", trace={"pattern": "S suspendre O", "path": ["nsubj", "obj"]}),
    statement(ALTAVIA, "paused", BOREAL, COPY, source=NOTE, time="2025-03-11"),
    statement(ALTAVIA, "prioritized", COLIBRI, MARCH, status="planned", words=(108, len(WIRE))),
    statement(RIVALS, "threatens", COLIBRI, MARCH, status="hedged", confidence=0.5, words=(108, len(WIRE))),
    statement(ALTAVIA, "paused", BOREAL, DENIAL, status="negated", source=LENOIR),
    statement(LENOIR, "leads", ALTAVIA, DENIAL, time="2019", words=(54, len(DENIAL.text))),
    statement(LENOIR, "holdsPosition", Value("directrice générale", "xsd:string", "directrice générale"), DENIAL),
    statement(LENOIR, "bornOn", Value("1978-02-04", "xsd:date", "4 février 1978"), DENIAL),
    statement(MORVAN, "bornOn", Value("1981", "xsd:gYear", "vers 1981", {"comparator": "~"}), DENIAL),
    statement(LENOIR, "stated", Value("Boréal n'est pas \"suspendu\"\nni annulé", "xsd:string", "Boréal n'est pas \"suspendu\"\nni annulé"), DENIAL),
    statement(ALTAVIA, "resumed", BOREAL, JUNE, time="2025-06"),
    statement(COLIBRI, "hasMeasure", USERS, JUNE, words=(33, len(JUNE.text))),
    statement(ALTAVIA, "hasMeasure", FORTUNE, JUNE, words=(33, len(JUNE.text)), confidence=1.0),
    statement(ALTAVIA, "headquarteredIn", QUIMPER, JUNE),
    statement(ALTAVIA, "acquired", NUMERIA, JUNE, status="planned", source=MORVAN),
    statement(ALTAVIA, "acquired", HOLDING, MARCH),
    statement(MORVAN, "worksFor", NUMERIA, JUNE),
    statement(MORVAN, "féliciter", LENOIR, JUNE),
    statement(NUMERIA, "competesWith", ALTAVIA, COPY, words=(108, len(WIRE))),
    statement(SUMMIT, "tookPlaceIn", QUIMPER, DENIAL, time="2025-03-01"),
    statement(LENOIR, "participatedIn", SUMMIT, DENIAL),
    statement(ALTAVIA, "acquired", NUMERIA, AUGUST, time="2025-07"),
    statement(ALTAVIA, "headquarteredIn", QUIMPER, AUGUST, words=(27, len(AUGUST.text))),
    statement(ALTAVIA, "developed", COLIBRI, AUGUST),
    statement(NUMERIA, "partneredWith", HOLDING, AUGUST),
    statement(HOLDING, "sued", ALTAVIA, AUGUST, status="hedged", source=LENOIR, words=(27, len(AUGUST.text))),
)

CONTENT = Content.of(ENTITIES, STATEMENTS, DOCUMENTS, run=Run("0.1.0", "fr_graphbuild 0.1.0", "0f" * 32))
