"""IRI minting: readable, stable, valid for any name, and never the same for two names."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from graphbuild.errors import InvalidIRI
from graphbuild.iris import (
    BASE,
    check_base,
    check_iri,
    digest,
    mint_claim,
    mint_document,
    mint_entity,
    mint_evidence,
    mint_open_predicate,
    mint_quantity,
    mint_span,
)

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)
# RFC 3987: ipchar without percent-encoding, and what N-Triples and Turtle allow between < and >.
FORBIDDEN = re.compile("[\x00-\x20<>\"{}|^`\\\\\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]")


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("OpenAI", "OpenAI"),
        ("mémo interne", "Mémo_interne"),
        ("L'Équipe", "L'Équipe"),
        ("C++", "C++"),
        ("AC/DC", "AC%2FDC"),
        ("100 %", "100_%25"),
        ("snake_case", "Snake%5Fcase"),
        ("🚀 Émoji", "🚀_Émoji"),
        ("Cafe\u0301", "Café"),
        ("שלום\u200f", "שלום%E2%80%8F"),
        ("  deux \n espaces ", "Deux_espaces"),
        ("..", "_.."),
        ("a\x00b", "A%00b"),
    ],
)
def test_entities_are_readable(label: str, expected: str) -> None:
    assert mint_entity(label) == f"{BASE}entity/{expected}"


def test_a_qualifier_tells_namesakes_apart() -> None:
    assert mint_entity("Mercure", qualifier="Place") == f"{BASE}entity/Mercure_(Place)"
    assert mint_entity("Mercure", qualifier="Place") != mint_entity("Mercure")


def test_documents_keep_the_case_of_their_id() -> None:
    assert mint_document("memo") == f"{BASE}document/memo"
    assert mint_document("a/b.txt") == f"{BASE}document/a%2Fb.txt"
    assert mint_span(mint_document("memo"), 10, 20) == f"{BASE}document/memo#char=10,20"
    assert mint_open_predicate("féliciter") == "https://w3id.org/graphbuild/open#féliciter"
    assert mint_open_predicate("s'appuyer_sur") == "https://w3id.org/graphbuild/open#s'appuyer_sur"


def test_hashes_do_not_change_between_versions() -> None:
    """Graphs of two years must share their claims: these values may never change."""
    claim = mint_claim(f"{BASE}entity/A", "https://w3id.org/graphbuild/ontology#paused", f"{BASE}entity/B")
    assert claim == f"{BASE}claim/274ef13848397294"
    assert mint_evidence(claim, ("memo", 1, 2)) == f"{BASE}evidence/a83b9ee7fbf83c75"
    assert mint_quantity("8", "xsd:decimal", {"unit": "m", "amount": 8}) == mint_quantity("8", "xsd:decimal", {"amount": 8, "unit": "m"})
    assert digest(("a", "bc")) != digest(("ab", "c"))


@given(NAMES)
@example("\u00df")
@example("ŉ")
@example("\u0345")
@settings(max_examples=500, deadline=None)
def test_any_visible_name_gives_an_iri_that_rdf_tools_read(name: str) -> None:
    from pyoxigraph import NamedNode, RdfFormat, parse

    assume(any(unicodedata.category(c)[0] in "LNPS" for c in name))
    iri = mint_entity(name)
    assert not FORBIDDEN.search(iri)
    assert check_iri(iri) == iri
    assert mint_entity(name) == iri
    (quad,) = parse(f"<{iri}> <{iri}> <{iri}> .".encode(), format=RdfFormat.N_TRIPLES)
    assert quad.subject == NamedNode(iri)
    assert len(iri) < len(BASE) + 12 * 130


@given(NAMES)
@settings(max_examples=300, deadline=None)
def test_rdflib_writes_and_reads_what_is_minted(name: str) -> None:
    import rdflib

    assume(any(unicodedata.category(c)[0] in "LNPS" for c in name))
    node = rdflib.URIRef(mint_entity(name))
    graph = rdflib.Graph()
    graph.add((node, rdflib.RDF.type, node))
    assert list(rdflib.Graph().parse(data=graph.serialize(format="turtle"), format="turtle")) == list(graph)


@given(NAMES, NAMES)
@example("a b", "a_b")
@example("a/b", "a%2Fb")
@example(".", "_.")
@settings(max_examples=500, deadline=None)
def test_two_names_never_share_an_iri(one: str, other: str) -> None:
    def essence(name: str) -> str:
        name = " ".join(unicodedata.normalize("NFC", name).split())
        return name[:1].upper() + name[1:]

    assume(essence(one) != essence(other))
    try:
        assert mint_entity(one) != mint_entity(other)
    except InvalidIRI:
        assume(False)


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u200e", "\x00\x01"])
def test_a_name_without_a_visible_character_is_refused(name: str) -> None:
    with pytest.raises(InvalidIRI, match="it has no visible character"):
        mint_entity(name)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(InvalidIRI, match="character 1 is half of a surrogate pair; read the text as UTF-8"):
        mint_entity("a\ud800b")


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("data/", "is no absolute IRI"),
        ("https://exemple.fr/mes données/", "is no absolute IRI"),
        ("https://exemple.fr/data", "it must end in / .did you mean https://exemple.fr/data/ .*"),
        ("https://exemple.fr/data#", "places in documents need the #"),
        ("https://exemple.fr/%zz/", "a % must be followed by two hexadecimal digits"),
    ],
)
def test_a_base_that_is_none_is_refused(base: str, message: str) -> None:
    with pytest.raises(InvalidIRI, match=message):
        mint_entity("x", base=base)


def test_bases_of_all_kinds() -> None:
    for base in ("https://exemple.fr/données/", "http://localhost:8000/g/", "urn:example:"):
        assert check_base(base) == base
        assert mint_entity("Été", base=base) == f"{base}entity/Été"


def test_letters_that_share_a_capital_are_two_names() -> None:
    assert mint_entity("ılgın") != mint_entity("Ilgın")
    assert mint_entity("ſaint") != mint_entity("Saint")
    assert mint_entity("mémo") == mint_entity("Mémo")
