"""Turtle (RDF 1.1): the form of the graph that people read."""

from __future__ import annotations

from ..content import Content
from ..terms import prefixes
from ..turtle import write_turtle
from .base import Format


def write(content: Content) -> bytes:
    return write_turtle(content.triples, prefixes=prefixes(content.base), base=content.base)


FORMAT = Format("turtle", ".ttl", "RDF that people read", write)
