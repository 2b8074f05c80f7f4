"""Readers: what they make of files of all kinds, and what they say of those that cannot be read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.errors import EmptyInput, InputError, NotText, UnknownLanguage
from graphbuild.readers import Intake, read_inputs
from graphbuild.readers.inputs import SUFFIXES
from graphbuild.readers.languages import check_language
from graphbuild.readers.text import date_head, decode, mend
from graphbuild.types import Document

FRENCH = "Le président a déclaré : « L'été dernier, la société Nébulis a été rachetée ; cœur, naïveté, où, ça. »\n"


def read(*inputs: str | Path | Document, **options: object) -> Intake:
    return read_inputs(inputs, languages=("fr",), **options)  # type: ignore[arg-type]


def reasons(intake: Intake) -> list[str]:
    return [f"{refusal.where}: {refusal.reason}" for refusal in intake.refused]


def test_text_is_untouched(tmp_path: Path) -> None:
    text = "Une ligne\u00a0: « l’été ».\r\n\r\nUne autre ligne du même texte.\r\n"
    path = tmp_path / "note.txt"
    path.write_bytes(text.encode("utf-8"))
    (document,) = read(path).documents
    assert document == Document(id="note", text=text, lang="fr")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "cp850", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("times", [1, 40])
def test_encodings_are_recognised(encoding: str, times: int) -> None:
    text = FRENCH * times
    if encoding == "cp850":  # has no œ
        text = text.replace("œ", "oe")
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert bool(decoded.notes) == (not encoding.startswith(("utf-8", "utf-16", "utf-32")) or encoding == "utf-16-le")


def test_recognised_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes((FRENCH * 3).encode("cp1252"))
    intake = read(path)
    assert [(note.where, "cp1252" in note.text, "--encoding" in note.text) for note in intake.notes] == [(str(path), True, True)]


def test_encoding_can_be_given() -> None:
    assert decode("прекрасный день".encode("koi8-r"), encoding="koi8-r").text == "прекрасный день"
    with pytest.raises(InputError, match=r"there is no encoding 'utf-9'; usual ones are utf-8, cp1252"):
        decode(b"a", encoding="utf-9")
    with pytest.raises(NotText, match=r"is not utf-8: byte 0xe9 at 2; leave --encoding out"):
        decode("l'été".encode("cp1252"), encoding="utf-8")


def test_broken_bytes_in_utf8_are_replaced_and_said() -> None:
    data = (FRENCH * 5).encode("utf-8") + b"fin \xed\xa0\x80 du texte"
    decoded = decode(data)
    assert decoded.text == FRENCH * 5 + "fin \ufffd\ufffd\ufffd du texte"
    assert decoded.notes == ("read as UTF-8, with 3 broken bytes replaced by U+FFFD",)


def test_empty_blank_and_binary(tmp_path: Path) -> None:
    files = {"empty.txt": b"", "blank.txt": b" \n\t \r\n", "nbsp.txt": "\u00a0\u202f\n".encode(), "binary.txt": bytes(range(256)) * 40}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    intake = read(*(tmp_path / name for name in files))
    assert intake.documents == []
    assert [refusal.kind for refusal in intake.refused] == ["EmptyInput", "EmptyInput", "EmptyInput", "NotText"]
    assert all(str(tmp_path / name) == refusal.where for name, refusal in zip(files, intake.refused))
    assert intake.refused[0].reason == "is empty"
    assert "not a text" in intake.refused[3].reason


def test_missing_and_unreadable(tmp_path: Path) -> None:
    missing = tmp_path / "absent.txt"
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    dangling = tmp_path / "sub" / "dangling.txt"
    dangling.parent.mkdir()
    dangling.symlink_to(tmp_path / "nowhere")
    assert reasons(read(missing)) == [f"{missing}: does not exist; check the name and the folder you are in"]
    assert len(read(loop).refused) == 1
    assert reasons(read(dangling.parent)) == [f"{dangling}: cannot be read (No such file or directory)"]


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests may run as root, who reads everything: the error is raised where the system would raise it."""
    path = tmp_path / "closed.txt"
    path.write_text(FRENCH)
    path.chmod(0)
    try:
        path.read_bytes()
    except PermissionError:
        pass
    else:

        def refuse(self: Path) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "read_bytes", refuse)
    assert reasons(read(path)) == [f"{path}: cannot be read (Permission denied)"]


def test_folder_is_read_in_order_and_accounts_for_every_file(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.txt", ".hidden/d.txt", "sub/.e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(FRENCH)
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "sub" / "other.png").write_bytes(b"\x89PNG")
    intake = read(tmp_path)
    assert [document.id for document in intake.documents] == ["a", "b", "sub/c"]
    assert intake.skipped == {".png": 2}
    assert intake.refused == []


def test_folder_without_texts(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (reason,) = reasons(read(tmp_path))
    assert reason.startswith(f"{tmp_path}: is a folder without texts; files that are read end in .txt")


def test_same_id_twice(tmp_path: Path) -> None:
    for name in ("one/note.txt", "two/note.txt", "three/note.md"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(FRENCH)
    intake = read(*(tmp_path / name for name in ("one/note.txt", "two/note.txt", "three/note.md")))
    assert [document.id for document in intake.documents] == ["note", "note.txt", "note.md"]
    assert len(intake.notes) == 2 and "'note.txt'" in intake.notes[0].text


def test_standard_input() -> None:
    intake = read("-", stdin=io.BytesIO(b" date 2024-02-29 " + FRENCH.encode()))
    (document,) = intake.documents
    assert (document.id, document.date) == ("stdin", "2024-02-29")
    assert document.text == " date 2024-02-29 " + FRENCH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date 2025-12-02\nTexte", ("2025-12-02", None)),
        (" date 2025-12-02 Texte", ("2025-12-02", None)),
        ("\n\ndate 2025-12-02", ("2025-12-02", None)),
        ("date 2025-12-021 Texte", (None, None)),
        ("La date 2025-12-02", (None, None)),
        ("date 2025-02-30\nTexte", (None, "the head `date 2025-02-30` names no day and was left out")),
    ],
)
def test_date_head(text: str, expected: tuple[str | None, str | None]) -> None:
    assert date_head(text) == expected


def test_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    rows = [
        json.dumps({"id": "a", "text": FRENCH, "date": "2025-12-02T08:00:00Z", "title": " Titre ", "source": "Le Courrier", "lang": "fr-FR"}),
        "{broken",
        json.dumps([1]),
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "text": "  "}),
        json.dumps({"id": "a", "text": FRENCH}),
        "",
        json.dumps({"text": FRENCH}),
        json.dumps({"id": 12, "text": FRENCH}),
        json.dumps({"id": "d", "text": FRENCH, "date": "hier"}),
        json.dumps({"id": None, "text": FRENCH}),
        json.dumps({"id": "e", "text": FRENCH, "title": 3}),
        "[" * 100_000,
        '{"id": "f", "text": "Le maire \\ud800 a parlé \\u0000 aux habitants de la ville."}',
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    intake = read(path)
    assert [document.id for document in intake.documents] == ["a", "corpus-8", "12", "f"]
    assert intake.documents[0] == Document("a", FRENCH, "2025-12-02", "Titre", "Le Courrier", "fr")
    assert intake.documents[3].text == "Le maire \ufffd a parlé   aux habitants de la ville."
    said = reasons(intake)
    lines = {int(reason.removeprefix(f"{path}:").split(":")[0]): reason.split(": ", 1)[1] for reason in said}
    assert sorted(lines) == [2, 3, 4, 5, 6, 10, 11, 12, 13]
    assert lines[2].startswith("is not JSON (Expecting property name")
    assert lines[3] == "holds a list, not an object with `id` and `text`"
    assert lines[4] == "has no `text`"
    assert lines[6] == "the id 'a' is that of line 1; ids are given once"
    assert lines[10] == "`date` is 'hier'; it is written 2025-12-02"
    assert lines[11] == "`id` is null; it is a string or a whole number"
    assert lines[12] == "`title` is a number, not a string"
    assert [note.where for note in intake.notes] == [f"{path}:14"]


def test_jsonl_without_a_document(tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_bytes(b"\n")
    assert reasons(read(path)) == [f"{path}:1: holds no text (nothing but blanks)"]


def test_long_line(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Le maire a parlé. " * 300_000)
    (reason,) = reasons(read(path))
    assert reason == (
        f"{path}: holds 5400000 characters, at most 1000000 are read as one document; "
        "cut it into chapters or articles, one file each"
    )


@pytest.mark.parametrize(
    "text",
    [
        "The company announced on Monday that it would acquire its rival for two billion dollars.",
        "Die Firma hat am Montag angekündigt, ihren Konkurrenten für zwei Milliarden Euro zu übernehmen.",
        "La empresa anunció el lunes que compraría a su rival por dos mil millones de dólares.",
        "Компания объявила в понедельник о покупке конкурента за два миллиарда долларов.",
    ],
)
def test_language_without_a_pack(text: str) -> None:
    with pytest.raises(UnknownLanguage, match=r"there are language packs for: fr\. If it is in one of these, say so with --lang"):
        check_language(text, ("fr",))
    assert check_language(text, ("fr",), lang="fr-CA") == "fr"


def test_language_said_but_without_a_pack() -> None:
    with pytest.raises(UnknownLanguage, match=r"is said to be in 'de'; there are language packs for: fr"):
        check_language("Guten Tag", ("fr",), lang="de")


@pytest.mark.parametrize("text", ["OpenAI", "12 345", "Google rachète Fitbit", "Mercato d'hiver : Amougou file à Nottingham Forest"])
def test_short_texts_are_not_refused_on_a_guess(text: str) -> None:
    assert check_language(text, ("fr",)) == "fr"


def test_rest_of_the_batch_goes_on(tmp_path: Path) -> None:
    (tmp_path / "english.txt").write_text("The board decided to pause the project until further notice, the company said.")
    (tmp_path / "french.txt").write_text(FRENCH)
    intake = read(tmp_path)
    assert [document.id for document in intake.documents] == ["french"]
    assert [(refusal.where, refusal.kind) for refusal in intake.refused] == [(str(tmp_path / "english.txt"), "UnknownLanguage")]


def test_documents_made_elsewhere() -> None:
    intake = read(Document("a", FRENCH), Document("b", " "))
    assert [document.id for document in intake.documents] == ["a"]
    assert reasons(intake) == ["b: holds no text (nothing but blanks)"]


@given(st.text())
def test_mend_keeps_the_length_and_leaves_only_what_xml_holds(text: str) -> None:
    mended, count = mend(text)
    assert len(mended) == len(text)
    assert (count == 0) == (mended == text.replace("\x0c", "\n"))
    mended.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\t\n\r" for c in mended)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_an_input_error(data: bytes) -> None:
    try:
        decoded = decode(data)
    except InputError:
        return
    assert decoded.text.strip()
    decoded.text.encode("utf-8")


def test_suffixes_are_lower_case_and_distinct() -> None:
    assert len(set(SUFFIXES)) == len(SUFFIXES)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUFFIXES)


def test_nothing_but_blanks_is_said_apart() -> None:
    with pytest.raises(EmptyInput, match="is empty"):
        decode(b"")
    with pytest.raises(EmptyInput, match="nothing but blanks"):
        decode(b"\xef\xbb\xbf \n")


def test_a_graph_among_the_texts_is_no_text(tmp_path: Path) -> None:
    """Built into the folder of its texts, and built again."""
    (tmp_path / "note.txt").write_text("Altavia a racheté Norvent.", encoding="utf-8")
    graph = tmp_path / "out"
    graph.mkdir()
    for name in ("graph.nq", "statements.jsonl", "report.json", "index.html"):
        (graph / name).write_text("{}", encoding="utf-8")
    intake = read_inputs([tmp_path], languages=["fr"])
    assert [document.id for document in intake.documents] == ["note"] and not intake.refused
    assert [note.where for note in intake.notes] == [str(graph)]
