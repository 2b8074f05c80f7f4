"""GraphML: nodes and edges for yEd, Cytoscape, igraph, networkx."""

from __future__ import annotations

import io

from ..content import Content
from .base import Format
from .networks import make_network


def write(content: Content) -> bytes:
    from networkx import write_graphml_xml

    stream = io.BytesIO()
    write_graphml_xml(make_network(content), stream, named_key_ids=True)
    return stream.getvalue()


FORMAT = Format("graphml", ".graphml", "nodes and edges for yEd, Cytoscape, igraph", write)
