"""HTML, PDF and DOCX: what is taken out of them, and what is said of those that are damaged, locked or without words."""

from __future__ import annotations

import builtins
import io
from pathlib import Path

import pytest

from graphbuild.errors import EmptyInput, InputError, NotText
from graphbuild.readers import read_inputs
from graphbuild.readers.office import join_lines, office_format, read_office

pytest.importorskip("docx", reason="the extra graphbuild[documents] is not installed")
pytest.importorskip("pypdf", reason="the extra graphbuild[documents] is not installed")
pytest.importorskip("trafilatura", reason="the extra graphbuild[documents] is not installed")

FIRST = "La société Velmont a racheté l'éditeur Ostrava en mars 2024, a annoncé mardi sa directrice."
SECOND = "Claire Aubry dirige Velmont depuis dix ans ; elle a fondé la filiale Nordine à Grenoble."
HTML = f"""<!DOCTYPE html><html lang="fr"><head><title>Velmont rachète Ostrava</title>
<meta property="article:published_time" content="2024-04-02T08:00:00Z"></head>
<body><nav><a href="/">Accueil</a><a href="/sport">Sport</a></nav>
<article><h1>Velmont rachète Ostrava</h1><p>{FIRST}</p><p>{SECOND}</p></article>
<footer>Mentions légales</footer><script>var x = "<p>piège</p>";</script></body></html>"""


def make_pdf(*lines: str) -> bytes:
    """A PDF of one page, by hand: the smallest that readers accept."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 50 750 Td {shown}ET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return data + head + table + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))


def make_docx(*paragraphs: str, table: list[list[str]] | None = None, title: str = "") -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(made.rows, table):
            for cell, text in zip(row.cells, cells):
                cell.text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_html_gives_the_article_alone() -> None:
    document = read_office(HTML.encode("utf-8"), "html", "page")
    assert FIRST in document.text and SECOND in document.text
    assert "Accueil" not in document.text and "piège" not in document.text
    assert (document.id, document.title, document.date) == ("page", "Velmont rachète Ostrava", "2024-04-02")
    assert f"{FIRST}\n\n{SECOND}" in document.text


def test_docx_gives_paragraphs_and_tables() -> None:
    data = make_docx(FIRST, "", SECOND, table=[["Effectif", "250"], ["Siège", "Lyon"]], title="Note")
    document = read_office(data, "docx", "note")
    assert document.text == f"{FIRST}\n\n{SECOND}\n\nEffectif ; 250\n\nSiège ; Lyon"
    assert document.title == "Note"


def test_pdf_gives_paragraphs_of_joined_lines() -> None:
    lines = ["La société Velmont a racheté l'éditeur Ostrava en", "mars 2024, a annoncé mardi sa direc-", "trice. Elle dirige aussi la filiale Nordine."]
    document = read_office(make_pdf(*lines), "pdf", "note")
    assert document.text == (
        "La société Velmont a racheté l'éditeur Ostrava en mars 2024, a annoncé mardi sa directrice. "
        "Elle dirige aussi la filiale Nordine."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Une ligne assez longue qui va\njusqu'au bord.\nUne autre ligne assez longue qui\nsuit.", "Une ligne assez longue qui va jusqu'au bord.\n\nUne autre ligne assez longue qui suit."),
        ("Titre\n\nUn paragraphe.", "Titre\n\nUn paragraphe."),
        ("Jean-\nPaul Martin", "Jean-Paul Martin"),
        ("", ""),
    ],
)  # fmt: skip
def test_lines_of_a_page(text: str, expected: str) -> None:
    assert join_lines(text) == expected


def test_the_format_is_that_of_the_content() -> None:
    assert office_format(b"%PDF-1.4", ".txt") == "pdf"
    assert office_format(b"PK\x03\x04", ".txt") == "docx"
    assert office_format(b"\n<!DOCTYPE html><html>", ".txt") == "html"
    assert office_format(b"<p>fragment", ".html") == "html"
    assert office_format(b"Du texte", ".txt") is None
    assert office_format(b"", ".pdf") is None


def test_folder_of_all_formats(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(make_docx(FIRST, SECOND))
    (tmp_path / "c.pdf").write_bytes(make_pdf(FIRST, SECOND))
    intake = read_inputs([tmp_path], languages=("fr",))
    assert intake.refused == []
    assert [document.id for document in intake.documents] == ["a", "b", "c"]
    assert all("Velmont" in document.text and document.lang == "fr" for document in intake.documents)


def test_locked_and_empty_pdf() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf(FIRST))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(InputError, match="is a PDF locked with a password; save an unlocked copy"):
        read_office(locked.getvalue(), "pdf", "x")
    with pytest.raises(EmptyInput, match=r"holds no text in its PDF \(a scan\?"):
        read_office(make_pdf(), "pdf", "x")


@pytest.mark.parametrize("cut", [20, 200, 400])
def test_damaged_files_raise_input_errors(cut: int) -> None:
    for data, kind in ((make_pdf(FIRST), "pdf"), (make_docx(FIRST), "docx")):
        with pytest.raises(InputError):
            read_office(data[:cut], kind, "x")


def test_another_zip_file_is_no_docx() -> None:
    import zipfile

    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", "texte")
    with pytest.raises(NotText, match="is a ZIP file but no DOCX document"):
        read_office(data.getvalue(), "docx", "x")


def test_without_the_extra_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *arguments: object, **options: object) -> object:
        if name.split(".")[0] in ("trafilatura", "pypdf", "docx"):
            raise ImportError(f"No module named {name!r}", name=name)
        return real(name, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    for kind in ("html", "pdf", "docx"):
        with pytest.raises(InputError, match=r"pip install 'graphbuild\[documents\]'"):
            read_office(b"x", kind, "x")
