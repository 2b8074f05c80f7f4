"""From the bytes of a text file to its text: encoding, date head, characters that no graph can hold.

The text keeps its length in code points from here on, so that offsets hold in the file as well: characters
are replaced one by one, nothing is taken out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..errors import EmptyInput, InputError, NotText

# What texts in Western European languages are found in, beside UTF-8. charset-normalizer may choose among all that
# it knows only when none of these fits: on a short text it takes Icelandic or Polish code pages for French ones.
ENCODINGS = ("cp1252", "iso8859_15", "mac_roman", "cp850", "utf_16", "utf_16_le", "utf_16_be", "utf_32")

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf_32"),
    (b"\x00\x00\xfe\xff", "utf_32"),
    (b"\xef\xbb\xbf", "utf_8_sig"),
    (b"\xff\xfe", "utf_16"),
    (b"\xfe\xff", "utf_16"),
)
_USUAL = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \n\r\t.,;:!?'\"()[]{}<>-_/\\%&@+*=#$|~^"
    "àâäáãçéèêëíîïìñóôöòõúùûüÿœæßÀÂÄÁÃÇÉÈÊËÍÎÏÌÑÓÔÖÒÕÚÙÛÜŸŒÆ«»“”‘’„–—…€£°§•\xa0\u202f"
)
_SAMPLE = 200_000
_HEAD = re.compile(r"\s*date (\d{4}-\d{2}-\d{2})(?!\w)")
# Controls (all but tab and line ends), lone surrogates and non-characters: no XML, and so no RDF/XML and no
# GraphML, may hold them. A form feed ends a page and becomes a line end.
_UNFIT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and what a person should know of how it was read."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, encoding: str | None = None) -> Decoded:
    """The text in `data`; UTF-8 unless a byte order mark, `encoding` or the content says otherwise.

    Raises EmptyInput for nothing but blanks, NotText for binary data or when `encoding` does not fit,
    InputError for an encoding that does not exist.
    """
    if not data.strip():
        raise EmptyInput("holds no text (nothing but blanks)" if data else "is empty")
    notes: list[str] = []
    if encoding:
        text = _decode_as(data, encoding)
    else:
        text, encoding = _recognise(data)
        if encoding not in ("utf_8", "utf_8_sig", "utf_16", "utf_32"):
            notes.append(f"read as {encoding}, recognised from its content; name another with --encoding if it looks wrong")
        elif "\ufffd" in text and encoding == "utf_8" and b"\xef\xbf\xbd" not in data:
            notes.append(f"read as UTF-8, with {text.count(chr(0xFFFD))} broken bytes replaced by U+FFFD")
    text, mended = mend(text)
    if mended * 20 > len(text):
        raise NotText(f"is not a text: {mended} of its {len(text)} characters are control characters")
    if mended:
        notes.append(f"{mended} characters that no graph can hold (controls, lone surrogates) were replaced, one by one")
    if not text.strip():
        raise EmptyInput("holds no text (nothing but blanks)")
    return Decoded(text, encoding, tuple(notes))


def mend(text: str) -> tuple[str, int]:
    """The text without characters that RDF and XML cannot hold, at the same length, and how many there were."""
    text, count = _UNFIT.subn(lambda match: " " if match[0] < "\ud800" else "\ufffd", text)
    return text.replace("\x0c", "\n"), count


def date_head(text: str) -> tuple[str | None, str | None]:
    """The day in the head `date 2025-12-02` that a text may begin with, and what is wrong with it if it is no day."""
    match = _HEAD.match(text)
    if match is None:
        return None, None
    try:
        return date.fromisoformat(match[1]).isoformat(), None
    except ValueError:
        return None, f"the head `date {match[1]}` names no day and was left out"


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise InputError(f"there is no encoding {encoding!r}; usual ones are utf-8, {', '.join(ENCODINGS[:4])}") from None
    except UnicodeDecodeError as error:
        raise NotText(
            f"is not {encoding}: byte {error.object[error.start]:#04x} at {error.start}; "
            "leave --encoding out to have it recognised"
        ) from error


def _recognise(data: bytes) -> tuple[str, str]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf_8"
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data, cp_isolation=list(ENCODINGS))) or list(from_bytes(data))
    mended = data.decode("utf-8", errors="replace")
    if not matches and mended.count("\ufffd") * 100 > len(mended):
        raise NotText("is not a text: binary data, or an encoding that was not recognised (name it with --encoding)")
    candidates = [(str(match), match.encoding) for match in matches]
    # The sort is stable: where texts look alike, the order of charset-normalizer decides.
    candidates.sort(key=lambda candidate: _unusual(candidate[0]))
    # UTF-8 with a few broken bytes, as tools leave it that cut a text at a number of bytes.
    if not candidates or _unusual(mended) < _unusual(candidates[0][0]):
        return mended, "utf_8"
    return candidates[0]


def _unusual(text: str) -> int:
    return sum(character not in _USUAL for character in text[:_SAMPLE])
