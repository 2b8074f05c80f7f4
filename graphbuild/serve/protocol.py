"""SPARQL 1.1 Protocol and Graph Store HTTP Protocol: what a request asks for, and in which format.

In: the parts of an HTTP request. Out: an `Operation` or a `GraphTarget`, and media types. No input or output happens here.
Everything that a request can do wrong is told as a `ProtocolError` with its HTTP status.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from typing import Literal
from urllib.parse import parse_qsl

from ..graph.syntax import blank_opaque, uses_network

# In the order of preference of the server.
SOLUTIONS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
    "text/xml",
)
GRAPHS = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/n-quads",
    "application/trig",
)
FORM = "application/x-www-form-urlencoded"
_GRAPH_FIELDS = {"query": ("default-graph-uri", "named-graph-uri"), "update": ("using-graph-uri", "using-named-graph-uri")}
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*\Z")


class ProtocolError(Exception):
    """A request that cannot be fulfilled: its HTTP status, what is wrong, and how to mend it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or update, and the dataset that the protocol gives for it."""

    kind: Literal["query", "update"]
    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read_operation(method: str, query_string: str, content_type: str | None, body: bytes) -> Operation | None:
    """The operation of a request to the endpoint; None when a GET asks for nothing (for the service description).

    Raises ProtocolError for what SPARQL 1.1 Protocol, section 2, does not allow.
    """
    fields = parse_qsl(query_string, keep_blank_values=True)
    if method in ("GET", "HEAD"):
        if any(name == "update" for name, _ in fields):
            raise ProtocolError(400, "an update changes data: send it by POST")
        if not any(name == "query" for name, _ in fields):
            return None
        return _from_fields(fields)
    media_type, parameters = _read_media_type(content_type)
    if media_type not in (FORM, "application/sparql-query", "application/sparql-update"):
        raise ProtocolError(
            415, f"Content-Type is {content_type or 'missing'}; send {FORM}, application/sparql-query or application/sparql-update"
        )
    if parameters.get("charset", "utf-8").lower().replace("_", "-") not in ("utf-8", "utf8", "us-ascii"):
        raise ProtocolError(415, f"charset {parameters['charset']} is not read here; send UTF-8")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, f"the body is not UTF-8 (byte {error.start})") from error
    if media_type == FORM:
        return _from_fields(fields + parse_qsl(text, keep_blank_values=True))
    kind: Literal["query", "update"] = "query" if media_type == "application/sparql-query" else "update"
    if any(name in ("query", "update") for name, _ in fields):
        raise ProtocolError(400, f"the {kind} is in the body: it must not stand in the address as well")
    return _make(kind, text, fields)


def _from_fields(fields: list[tuple[str, str]]) -> Operation:
    found = [(name, value) for name, value in fields if name in ("query", "update")]
    if len(found) != 1:
        raise ProtocolError(400, f"one parameter named query or update is needed; {len(found)} were sent")
    name, text = found[0]
    return _make("query" if name == "query" else "update", text, fields)


def _make(kind: Literal["query", "update"], text: str, fields: list[tuple[str, str]]) -> Operation:
    default, named = (tuple(value for name, value in fields if name == field) for field in _GRAPH_FIELDS[kind])
    for iri in (*default, *named):
        check_iri(iri)
    return Operation(kind, text, default, named)


def check_iri(iri: str) -> str:
    """The IRI of a graph itself; raises ProtocolError when it is not absolute."""
    if not _ABSOLUTE.match(iri):
        raise ProtocolError(400, f"{iri!r} is no absolute IRI of a graph")
    return iri


def refuse_network(text: str) -> None:
    """Raises ProtocolError for SERVICE and LOAD, by which a client could make this server ask others for it."""
    if uses_network(text):
        raise ProtocolError(
            403, "SERVICE and LOAD are off on this endpoint; the person who started it can allow them (--federation)"
        )


def apply_using(update: Operation) -> str:
    """The text of an update with the dataset of the protocol written into it as USING clauses (Protocol, 2.2.3).

    Raises ProtocolError when the update names a dataset itself, as the standard asks, or is a DELETE WHERE, which has no
    place for one.
    """
    if not (update.default_graphs or update.named_graphs):
        return update.text
    bare = blank_opaque(update.text)
    using = "".join(f" USING <{iri}>" for iri in update.default_graphs)
    using += "".join(f" USING NAMED <{iri}>" for iri in update.named_graphs)
    pieces: list[str] = []
    done = depth = 0
    previous = ""
    for token in re.finditer(r"[{}]|(?<![\w:?$@-])[A-Za-z]+(?![\w:-])", bare):
        word = token[0].upper()
        if word in "{}":
            depth += 1 if word == "{" else -1
        elif depth == 0:
            if word in ("USING", "WITH"):
                raise ProtocolError(
                    400, f"the update says {word}: using-graph-uri and using-named-graph-uri must not be sent with it"
                )
            if word == "WHERE":
                if previous == "DELETE":
                    raise ProtocolError(400, "using-graph-uri cannot be applied to DELETE WHERE; write DELETE { … } WHERE { … }")
                pieces += [update.text[done : token.start()], using, " "]
                done = token.start()
        previous = word
    return "".join([*pieces, update.text[done:]])


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type among `offered` that the client likes best (RFC 9110, 12.5.1); None when it takes none of them."""
    if not accept or not accept.strip():
        return offered[0]
    wanted = []
    for part in accept.split(","):
        media_type, parameters = _read_media_type(part)
        try:
            weight = float(parameters.get("q", "1"))
        except ValueError:
            weight = 0.0
        wanted.append((media_type, weight))

    def weigh(media_type: str) -> float:
        major = media_type.split("/")[0]
        for pattern in (media_type, f"{major}/*", "*/*"):
            weights = [weight for wish, weight in wanted if wish == pattern]
            if weights:
                return max(weights)
        return 0.0

    best = max(offered, key=weigh)
    return best if weigh(best) > 0 else None


def _read_media_type(value: str | None) -> tuple[str, dict[str, str]]:
    """`text/turtle; charset=utf-8` as its type, in lower case, and its parameters."""
    message = Message()
    message["Content-Type"] = (value or "").strip()
    parameters = message.get_params(header="content-type") or [("", "")]
    return parameters[0][0].lower(), {name.lower(): text for name, text in parameters[1:]}


@dataclass(frozen=True, slots=True)
class GraphTarget:
    """The graph that a request to the graph store is about: an IRI, `""` for the default graph, None for a new one."""

    iri: str | None


def read_target(query_string: str, *, path: str, root: str, base: str) -> GraphTarget:
    """The graph of a request: `?graph=IRI`, `?default`, or the path below the graph store (direct identification).

    `path` is the path of the request, `root` that of the graph store, `base` scheme and host. Raises ProtocolError.
    """
    fields = parse_qsl(query_string, keep_blank_values=True)
    graphs = [value for name, value in fields if name == "graph"]
    default = any(name == "default" for name, _ in fields)
    if path.rstrip("/") != root:
        if graphs or default:
            raise ProtocolError(400, "the graph is named by the path: send neither ?graph nor ?default with it")
        return GraphTarget(check_iri(base + path))
    if len(graphs) + default > 1:
        raise ProtocolError(400, "one graph is needed: ?default or one ?graph=IRI")
    if default:
        return GraphTarget("")
    return GraphTarget(check_iri(graphs[0])) if graphs else GraphTarget(None)


def read_payload(content_type: str | None, body: bytes) -> list[tuple[str, bytes]]:
    """The RDF of a request: (media type, content), one for each part when it is multipart/form-data.

    Raises ProtocolError for a media type that is none of RDF.
    """
    media_type, _ = _read_media_type(content_type)
    if media_type == "multipart/form-data":
        message = BytesParser(policy=HTTP).parsebytes(
            b"Content-Type: " + (content_type or "").encode("latin-1") + b"\r\n\r\n" + body
        )
        parts = [(part.get_content_type(), part.get_payload(decode=True)) for part in message.iter_parts()]
    else:
        parts = [(media_type, body)]
    for part_type, _ in parts:
        if part_type not in GRAPHS[:4]:
            raise ProtocolError(415, f"Content-Type is {part_type or 'missing'}; send one of {', '.join(GRAPHS[:4])}")
    return [(part_type, content) for part_type, content in parts if isinstance(content, bytes)]


def merge_payload(parts: Iterable[tuple[str, bytes]], *, base: str) -> bytes:
    """The RDF of several parts as N-Triples; raises ProtocolError for a part that does not parse."""
    import pyoxigraph as ox

    pieces = []
    for media_type, content in parts:
        try:
            quads = ox.parse(content, format=ox.RdfFormat.from_media_type(media_type), base_iri=base, rename_blank_nodes=True)
            pieces.append(ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b"")
        except SyntaxError as error:
            raise ProtocolError(400, f"a part of type {media_type} does not parse: {error}") from error
    return b"".join(pieces)


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
