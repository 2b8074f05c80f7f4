"""HTML, PDF and DOCX, through the extra `graphbuild[documents]`: trafilatura, pypdf, python-docx.

The text of such a document is what the library takes out of it, paragraphs apart by an empty line; offsets count in
that text. Title and date come from the file's own metadata where it has them.
"""

from __future__ import annotations

import io
import logging
import re
from datetime import date
from typing import Any
from zipfile import BadZipFile

from ..errors import EmptyInput, InputError, NotText
from ..types import Document
from .text import mend

OFFICE_SUFFIXES = (".html", ".htm", ".pdf", ".docx")
_FORMATS = {".html": "html", ".htm": "html", ".pdf": "pdf", ".docx": "docx"}
_HTML_START = re.compile(rb"\s*(<!doctype html|<html)", re.IGNORECASE)


def office_format(data: bytes, suffix: str) -> str | None:
    """`html`, `pdf` or `docx`, from the content before the suffix; None for anything else."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if _HTML_START.match(data):
        return "html"
    return _FORMATS.get(suffix) if data.strip() else None


def read_office(data: bytes, kind: str, name: str) -> Document:
    """The document in `data`, of format `kind`.

    Raises InputError when the extra is not installed or the file is damaged or locked, EmptyInput when there are no
    words in it.
    """
    try:
        text, title, day = {"html": _read_html, "pdf": _read_pdf, "docx": _read_docx}[kind](data)
    except ImportError as error:
        raise InputError(
            f"is {kind.upper()}; reading it needs more than is installed ({error}): pip install 'graphbuild[documents]'"
        ) from error
    text, _ = mend(text)
    if not text.strip():
        raise EmptyInput(f"holds no text in its {kind.upper()} (a scan? it needs optical character recognition first)")
    return Document(id=name, text=text, title=mend(title)[0].strip() or None if title else None, date=day)


def _read_html(data: bytes) -> tuple[str, str | None, str | None]:
    import trafilatura

    found: Any = trafilatura.bare_extraction(data, include_comments=False, include_tables=False, with_metadata=True)
    if found is None:
        return "", None, None
    return "\n\n".join(line for line in (found.text or "").splitlines() if line.strip()), found.title, _day(found.date)


def _read_pdf(data: bytes) -> tuple[str, str | None, str | None]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every oddity that it can read over
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("is a PDF locked with a password; save an unlocked copy")
        text = "\n\n".join(join_lines(page.extract_text()) for page in reader.pages)
        metadata = reader.metadata
        title = metadata.title if metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:  # pypdf lets these through on damage
        raise NotText(f"is a damaged PDF ({error})") from error
    return text, title, None


def _read_docx(data: bytes) -> tuple[str, str | None, str | None]:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, BadZipFile, LxmlError, KeyError, ValueError, OSError) as error:
        raise NotText("is a ZIP file but no DOCX document; save it as DOCX or PDF") from error
    blocks: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            blocks.extend(" ; ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows)
        else:
            blocks.append(block.text)
    return "\n\n".join(text for text in blocks if text.strip()), document.core_properties.title, None


def join_lines(text: str) -> str:
    """The text of a page with its lines joined to paragraphs and words put together that were hyphenated.

    The hyphen stays before a capital (Jean-Paul) and goes before a small letter, also where the word has one of its own.
    A line end is that of a paragraph where the line closes a sentence and is shorter than the widest, or where the
    next line is empty.
    """
    lines = [line.strip() for line in text.splitlines()]
    width = max(map(len, lines), default=0)
    parts: list[str] = []
    for number, line in enumerate(lines):
        if not line:
            continue
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if following and re.search(r"[^\W\d_]-$", line) and following[0].isalpha():
            parts.append(line[:-1] if following[0].islower() else line)
        elif not following or len(line) < 0.8 * width and (line[-1] in ".!?…»\"" or following[0].isupper()):
            parts.append(line + "\n\n")
        else:
            parts.append(line + " ")
    return "".join(parts).strip()


def _day(value: Any) -> str | None:
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        return None
