"""Authority files: what is read of them, what matches, and what a broken one is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from linking_samples import read

from graphbuild.errors import ResourceError
from graphbuild.iris import BASE
from graphbuild.linking import link, read_authority

CSV = """iri,label,aliases,type
http://example.org/v,Valmora,Valmora Group|VLM,Organization
http://example.org/v2,Valmora,,Place
http://example.org/k,Inès Kervadec,Kervadec,PER
http://example.org/m1,Mercure,,
http://example.org/m2,Mercure,,
"""

SKOS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
<http://example.org/v> a skos:Concept, schema:Organization ; skos:prefLabel "Valmora"@fr, "Valmora Inc"@en ; skos:altLabel "VLM" .
<http://example.org/p> a skos:Concept ; skos:prefLabel "Lumo"@fr .
"""


@pytest.fixture
def csv_file(tmp_path: Path) -> Path:
    path = tmp_path / "authority.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def test_a_name_and_type_that_fit_are_the_same(csv_file: Path) -> None:
    (entity,), _ = link([read("a", ("Valmora", "Organization"))], base=BASE, authority=csv_file)
    assert entity.same_as == (("http://example.org/v", 1.0),)
    assert entity.close_match == ()


def test_an_alias_counts_a_little_less(csv_file: Path) -> None:
    (entity,), _ = link([read("a", ("VLM", "Organization"))], base=BASE, authority=csv_file)
    assert entity.same_as == (("http://example.org/v", 0.95),)


def test_records_that_fit_equally_well_are_only_close(csv_file: Path) -> None:
    (entity,), _ = link([read("a", ("Mercure", "Product"))], base=BASE, authority=csv_file)
    assert entity.same_as == ()
    assert entity.close_match == (("http://example.org/m1", 0.425), ("http://example.org/m2", 0.425))


def test_another_type_is_no_match(csv_file: Path) -> None:
    (entity,), _ = link([read("a", ("Inès Kervadec", "Organization"))], base=BASE, authority=csv_file)
    assert entity.same_as == entity.close_match == ()


def test_common_nouns_are_not_matched(csv_file: Path) -> None:
    (entity,), _ = link([read("a", ("mercure", "Concept"))], base=BASE, authority=csv_file)
    assert entity.close_match == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(CSV.replace(",", delimiter), encoding="utf-8-sig")
    assert len(read_authority(path).records) == 5


def test_skos(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(SKOS, encoding="utf-8")
    records = {record.iri: record for record in read_authority(path).records}
    assert records["http://example.org/v"].label == "Valmora"
    assert records["http://example.org/v"].aliases == ("Valmora Inc", "VLM")
    assert records["http://example.org/v"].type == "Organization"
    assert records["http://example.org/p"].type is None


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "iri,name\nhttp://example.org/a,A\n", r"a\.csv:1: no column label .* it has: iri, name"),
        ("a.csv", "iri,label\nnot an iri,A\n", r"a\.csv:2: 'not an iri' is no absolute IRI"),
        ("a.csv", "iri,label\nhttp://example.org/a,\n", r"a\.csv:2: no label"),
        ("a.csv", "iri,label,type\nhttp://example.org/a,A,Firm\n", r"a\.csv:2: no type 'Firm'; there are: Person"),
        ("a.csv", "iri,label\nhttp://example.org/a,A,B\n", r"a\.csv:2: 3 cells where the head line has 2"),
        ("a.csv", 'iri,label\nhttp://example.org/a,"A\n', r"a\.csv:2: not valid CSV"),
        ("a.csv", "iri,label\n", r"a\.csv: holds no record"),
        ("a.ttl", "@prefix skos: <http://x/> .\n<a b> skos:prefLabel 1 .", r"a\.ttl:2: not valid Turtle"),
        ("a.xlsx", "", r"authority files end in \.csv"),
    ],
)
def test_what_a_broken_file_is_told(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ResourceError, match=message):
        read_authority(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="cannot be read"):
        read_authority(tmp_path / "none.csv")


def test_an_encoding_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("iri,label\nhttp://example.org/a,Été\n".encode("latin-1"))
    with pytest.raises(ResourceError, match=r"a\.csv:2: not UTF-8"):
        read_authority(path)
