"""Which documents copy one another: near-identical texts, as when an agency's wire is printed by several papers.

Two documents are near copies when they share most of the five-word runs of the shorter one (containment of
shingles, Broder 1997); texts of a few lines must share most of the runs of both, since a single sentence may be
quoted by anybody. Only pairs that share a sampled run are compared, so a hundred thousand documents do not mean
five billion comparisons; where more than 200 share one, each is compared with the first of them alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from itertools import combinations

from ..types import Document

_RUN = 5
_THRESHOLD = 0.6
# One run in eight is looked up; a text with fewer than this many runs has all of them looked up.
_SAMPLE = 8
_SHORT = 64
_QUOTABLE = 20
_CROWD = 200
_WORD = re.compile(r"\w+")


def near_copies(documents: Iterable[Document]) -> tuple[tuple[str, str], ...]:
    """Pairs of ids of documents that are near copies, each pair and the pairs sorted."""
    shingles = {document.id: _shingles(document.text) for document in documents}
    holders: dict[int, list[str]] = {}
    for document_id in sorted(shingles):
        for run in _sample(shingles[document_id]):
            holders.setdefault(run, []).append(document_id)
    candidates: set[tuple[str, str]] = set()
    for ids in holders.values():
        candidates.update(combinations(ids, 2) if len(ids) <= _CROWD else ((ids[0], other) for other in ids[1:]))
    return tuple(sorted(pair for pair in candidates if _share(shingles[pair[0]], shingles[pair[1]]) >= _THRESHOLD))


def group_copies(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each document the least id of the documents that it is tied to by copying, itself included."""
    first = {document_id: document_id for document_id in ids}

    def find(document_id: str) -> str:
        while first[document_id] != document_id:
            document_id = first[document_id] = first[first[document_id]]
        return document_id

    for left, right in pairs:
        one, other = sorted((find(left), find(right)))
        first[other] = one
    return {document_id: find(document_id) for document_id in first}


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    runs = (" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1)))
    return frozenset(int.from_bytes(hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=8).digest(), "big") for run in runs)


def _sample(shingles: frozenset[int]) -> Iterable[int]:
    return shingles if len(shingles) < _SHORT else (run for run in shingles if run % _SAMPLE == 0)


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    shorter = min(len(one), len(other))
    return len(one & other) / (shorter if shorter >= _QUOTABLE else len(one | other))
