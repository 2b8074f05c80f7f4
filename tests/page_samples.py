"""Small graphs for the tests of the page: two documents that disagree, and one whose every string is hostile."""

from __future__ import annotations

from graphbuild.page import NamedQuery, Parts
from graphbuild.types import Document, Entity, Evidence, Predicate, Statement, Value

BASE = "https://w3id.org/graphbuild/data/"
ONTOLOGY = "https://w3id.org/graphbuild/ontology#"

FIRST = "🚀 Solène Vasseur dirige Hydrélia. Selon le syndicat, Hydrélia a racheté Norvent pour 40 millions d'euros. La mairie pourrait soutenir Norvent."
SECOND = "Hydrélia n'a pas racheté Norvent. Hydrélia veut lancer Aquaflux en 2027. Solène Vasseur ne dirige plus Hydrélia."


def entity(label: str, kind: str, *aliases: str, mentions: int = 1) -> Entity:
    return Entity(f"{BASE}entity/{label.replace(' ', '_')}", label, kind, aliases, mentions)  # type: ignore[arg-type]


VASSEUR = entity("Solène Vasseur", "Person", "Mme Vasseur", mentions=3)
HYDRELIA = entity("Hydrélia", "Organization", "le groupe", mentions=6)
NORVENT = entity("Norvent", "Organization", mentions=3)
UNION = entity("syndicat", "Group")
TOWN = entity("mairie", "Concept")
AQUAFLUX = entity("Aquaflux", "Product")


def statement(
    number: int,
    text: str,
    document: str,
    subject: Entity,
    relation: str,
    thing: Entity | Value,
    *,
    words: tuple[str, str, str],
    status: str = "asserted",
    source: Entity | None = None,
    time: str | None = None,
    confidence: float = 0.9,
) -> Statement:
    """A statement in the sentence of `text` that holds the three `words`."""
    start = next(
        at
        for at in [0, *(index + 2 for index in range(len(text)) if text[index : index + 2] == ". ")]
        if all(word in text[at : text.index(".", at) + 1] for word in words)
    )
    end = text.index(".", start) + 1
    spans = [(text.index(word, start), text.index(word, start) + len(word)) for word in words]
    evidence = Evidence(document, start, end, text[start:end], f"fr/{relation}/verb", *spans)
    predicate = Predicate(ONTOLOGY + relation, relation)
    return Statement(
        f"c-{number:016x}", subject, predicate, thing, status, source, time, confidence, evidence  # type: ignore[arg-type]
    )  # fmt: skip


def disagreeing() -> Parts:
    """Two documents: a purchase said, attributed, then denied; a director named, then no more."""
    price = Value("40000000", "xsd:decimal", "40 millions d'euros", {"amount": 40_000_000.0, "unit": "euro"})
    bought = 1
    statements = [
        statement(0, FIRST, "a", VASSEUR, "leads", HYDRELIA, words=("Solène Vasseur", "dirige", "Hydrélia")),
        statement(
            bought, FIRST, "a", HYDRELIA, "acquired", NORVENT, words=("Hydrélia", "a racheté", "Norvent"),
            source=UNION, confidence=0.8,
        ),
        statement(2, FIRST, "a", NORVENT, "hasMeasure", price, words=("Norvent", "pour", "40 millions d'euros"), source=UNION),
        statement(
            3, FIRST, "a", TOWN, "supports", NORVENT, words=("La mairie", "pourrait soutenir", "Norvent"),
            status="hedged", confidence=0.5,
        ),
        statement(
            bought, SECOND, "b", HYDRELIA, "acquired", NORVENT, words=("Hydrélia", "n'a pas racheté", "Norvent"), status="negated"
        ),
        statement(
            5, SECOND, "b", HYDRELIA, "launched", AQUAFLUX, words=("Hydrélia", "veut lancer", "Aquaflux"),
            status="planned", time="2027",
        ),
        statement(
            0, SECOND, "b", VASSEUR, "leads", HYDRELIA, words=("Solène Vasseur", "ne dirige plus", "Hydrélia"), status="negated"
        ),
    ]  # fmt: skip
    documents = [
        Document("a", FIRST, "2025-03-01", "Un rachat annoncé", "La Dépêche des essais", "fr"),
        Document("b", SECOND, "2025-04-12", "Le démenti", None, "fr"),
    ]
    mentions = {
        document.id: [
            (at, at + len(one.label), one.iri)
            for one in (VASSEUR, HYDRELIA, NORVENT, AQUAFLUX)
            for at in range(len(document.text))
            if document.text.startswith(one.label, at)
        ]
        for document in documents
    }
    queries = [
        NamedQuery(
            "bought", "Qui a racheté quoi", "Who bought what",
            f"PREFIX gb: <{ONTOLOGY}>\nPREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
            "SELECT ?buyer ?bought WHERE { ?claim rdf:subject ?buyer ; rdf:predicate gb:acquired ; rdf:object ?bought }",
        )
    ]  # fmt: skip
    return Parts(documents, [VASSEUR, HYDRELIA, NORVENT, UNION, TOWN, AQUAFLUX], statements, mentions, queries=queries)


HOSTILE = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror="window.hacked=1">',
    "javascript:window.hacked=1//",
    "</script><script>window.hacked=1</script>",
    "</title><svg onload=window.hacked=1>",
    "<!--<script>",
    "A" * 10_000,
    "\u202eשלום עולם\u202c عربي",
    "a\u200bb\u200d\ufeffc\u2028d\u2029e",
    "'); window.hacked=1; ('",
    "{{ data }} {{ scripts }} ${window.hacked=1}",
    "\x00\x01\x1f\x7f",
    "__proto__",
    "👩‍👩‍👧 \ud800",
    '=HYPERLINK("http://x")',
)


def hostile() -> Parts:
    """Every name, sentence, title, id and alias is something that breaks careless pages."""
    text = " ".join(HOSTILE).replace(".", "·") + " et la suite."
    things = [
        Entity(f"{BASE}entity/h{number}", name, kind, (HOSTILE[-1 - number % len(HOSTILE)],), 2)  # type: ignore[arg-type]
        for number, (name, kind) in enumerate(
            zip(HOSTILE, ("Person", "Organization", "Concept", "Product", "Place") * 3, strict=True)
        )
    ]
    statements = []
    for number, subject in enumerate(things):
        following: Entity | Value = things[(number + 1) % len(things)]
        if number % 5 == 4:
            following = Value(HOSTILE[number], "xsd:string", HOSTILE[number])
        evidence = Evidence("<b>doc</b>", 0, len(text), text, "<i>rule</i>", (0, 8), (5, 20), (30, 40))
        predicate = Predicate(f"{ONTOLOGY}r{number}", HOSTILE[number % 4], open=True)
        statements.append(
            Statement(f"c-{number:016x}", subject, predicate, following, "asserted", things[0], "2025<b>", 0.5, evidence)
        )
    documents = [Document("<b>doc</b>", text, "2025-01-01", HOSTILE[3], HOSTILE[1], "fr")]
    return Parts(documents, things, statements)
