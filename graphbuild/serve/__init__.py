"""The graph for other programs: a SPARQL 1.1 endpoint over a folder, and the way into any other store."""

from .push import push
from .server import run_server

__all__ = ["push", "run_server"]
