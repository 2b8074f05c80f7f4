"""Entities over all documents: readings come in, entities with IRIs and statements go out.

`link` stands between the language layer and the graph. What it decides depends on the set of readings
alone, never on their order: adding documents later gives the same graph as building all at once.
"""

from __future__ import annotations

from .authority import Authority, read_authority
from .link import link

__all__ = ["Authority", "link", "read_authority"]
