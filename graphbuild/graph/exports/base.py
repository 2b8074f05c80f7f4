"""What a format is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..content import Content

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a graph: `write` gives the bytes of one file, or several files by name.

    `suffix` is the usual ending of the file, empty for a folder; `summary` says for whom it is.
    """

    name: str
    suffix: str
    summary: str
    write: Callable[[Content], bytes | Files]
