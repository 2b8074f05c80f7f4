"""graphbuild reads reports and writes what they say as a knowledge graph."""

from ._version import __version__

__all__ = ["__version__"]
