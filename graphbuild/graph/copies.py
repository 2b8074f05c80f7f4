"""Which documents copy one another: near-identical texts, as when an agency's wire is printed by several papers.

Two documents are near copies when they share most of the five-word runs of the shorter one (containment of
shingles, Broder 1997); texts of a few lines must share most of the runs of both, since a single sentence may be
quoted by anybody. Only pairs that share a sampled run are compared, so a hundred thousand documents do not mean
five billion comparisons; where more than 32 share one, each is compared with the first of them alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from itertools import combinations

import numpy as np
import numpy.typing as npt

from ..types import Document

# The hashes of the runs of a text, sorted, each once.
Runs = npt.NDArray[np.uint64]

_RUN = 5
_THRESHOLD = 0.6
# One run in eight is looked up; a text with fewer than this many runs has all of them looked up.
_SAMPLE = 8
_SHORT = 64
# A text of fewer runs than this may be quoted whole without being copied.
_QUOTABLE = 20
# Of more holders of one run than this, not every pair is compared.
_CROWD = 32
_WORD = re.compile(r"\w+")


def near_copies(documents: Iterable[Document]) -> tuple[tuple[str, str], ...]:
    """Pairs of ids of documents that are near copies, each pair and the pairs sorted."""
    shingles = {document.id: _shingles(document.text) for document in documents}
    holders: dict[int, list[str]] = {}
    for document_id in sorted(shingles):
        for run in _sample(shingles[document_id]).tolist():
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


def _shingles(text: str) -> Runs:
    words = _WORD.findall(text.casefold())
    runs = {" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))}
    digests = b"".join(hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=8).digest() for run in runs)
    return np.unique(np.frombuffer(digests, dtype="<u8").astype(np.uint64))


def _sample(shingles: Runs) -> Runs:
    return shingles if len(shingles) < _SHORT else shingles[shingles % _SAMPLE == 0]


def _share(one: Runs, other: Runs) -> float:
    shorter, common = min(len(one), len(other)), len(np.intersect1d(one, other, assume_unique=True))
    return common / (shorter if shorter >= _QUOTABLE else len(one) + len(other) - common)
