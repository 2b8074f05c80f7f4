"""The answers of the endpoint: who may ask, what is asked, and the reply.

    /            the query page            /graph      the graph page of the folder
    /sparql      queries and updates       /store      the graph store
    /queries     the named questions       /assets/…   what the query page needs
    /queries/N   the answer to one

In: HTTP/1.1 requests. Out: replies, streamed where they may be long. `protocol.py` reads requests, the pool runs them.
"""

from __future__ import annotations

import hmac
import select
import socket
import sys
import tempfile
import uuid
from base64 import b64decode
from collections.abc import Iterator, Mapping
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from .._version import __version__
from ..errors import QueryError
from ..graph.questions import read_question
from ..graph.syntax import explain_syntax
from ..graph.worker import Action, Head, Job, WorkerError
from . import pages
from .pool import Busy, WritableStore
from .protocol import (
    GRAPHS,
    SOLUTIONS,
    GraphTarget,
    Operation,
    ProtocolError,
    apply_using,
    choose,
    is_loopback,
    merge_payload,
    read_operation,
    read_payload,
    read_target,
    refuse_network,
)

if TYPE_CHECKING:
    from .server import GraphServer

_ENDPOINT = "/sparql"
_ENDPOINTS = (_ENDPOINT, "/query", "/update")
_STORE = "/store"
_QUESTIONS = "/queries/"
_COOKIE = "graphbuild"
_LARGEST_OPERATION = 16 << 20
_LARGEST_GRAPH = 256 << 20


class Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    server: GraphServer
    protocol_version = "HTTP/1.1"
    server_version = f"graphbuild/{__version__}"
    sys_version = ""
    timeout = 60
    # One write for the head and the beginning of the body: Nagle's algorithm would hold the second back.
    wbufsize = 1 << 16

    def do_GET(self) -> None:
        """Every method comes here."""
        self._begun = self._is_update = False
        self._text = ""
        try:
            body = self._read_body()
            self._check_client()
            self._route(body)
        except ProtocolError as error:
            self._fail(error.status, str(error))
        except Busy:
            self._fail(503, "all workers are busy with other queries; try again", {"Retry-After": "1"})
        except WorkerError as error:
            self._fail_job(error)

    do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = do_GET

    # Who asks -----------------------------------------------------------------------------------------------------

    def _check_client(self) -> None:
        """Raises ProtocolError for whom this server is not meant."""
        settings = self.server.settings
        try:
            host = urlsplit(f"//{self.headers['Host']}").hostname if "Host" in self.headers else None
        except ValueError as error:
            raise ProtocolError(400, f"Host {self.headers['Host']!r} is no name of a machine") from error
        if host is None and self.request_version != "HTTP/1.0":
            raise ProtocolError(400, "HTTP/1.1 asks for a Host")
        # A page of another site whose name was made to point to this machine (DNS rebinding) sends its own name.
        if host is not None and is_loopback(settings.host) and not is_loopback(host):
            raise ProtocolError(403, f"this server answers to the names of this machine alone, not to {host!r}")
        origin = self.headers.get("Origin")
        if origin and not settings.cors and urlsplit(origin).netloc != self.headers.get("Host"):
            raise ProtocolError(403, f"pages of {origin} may not ask here; the person who started the server can allow it (--cors)")
        if settings.token and self.command != "OPTIONS" and not self._knows_token(settings.token):
            raise ProtocolError(401, "a token is needed: Authorization: Bearer TOKEN, or the token as password")

    def _knows_token(self, token: str) -> bool:
        scheme, _, value = self.headers.get("Authorization", "").partition(" ")
        given = ""
        if scheme.lower() == "bearer":
            given = value.strip()
        elif scheme.lower() == "basic":
            try:
                given = b64decode(value, validate=True).decode("utf-8").partition(":")[2]
            except ValueError:
                return False
        else:
            try:
                cookie = SimpleCookie(self.headers.get("Cookie", "")).get(_COOKIE)
            except CookieError:
                return False
            given = cookie.value if cookie else dict(parse_qsl(urlsplit(self.path).query)).get("token", "")
        return hmac.compare_digest(given.encode(), token.encode())

    # What is asked ------------------------------------------------------------------------------------------------

    def _route(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        path = parts.path.rstrip("/") or "/"
        if self.command == "OPTIONS":
            self._send(204, headers={"Allow": ", ".join(self._methods(path))})
        elif path in _ENDPOINTS:
            self._allow(path)
            self._answer_endpoint(parts.query, body)
        elif path == _STORE or path.startswith(_STORE + "/"):
            self._allow(path)
            self._answer_store(parts.path, parts.query, body)
        elif path.startswith(_QUESTIONS):
            self._allow(path)
            self._answer_question(path.removeprefix(_QUESTIONS))
        else:
            self._allow(path)
            self._answer_page(path, parts.query)

    def _methods(self, path: str) -> tuple[str, ...]:
        if path in _ENDPOINTS:
            return ("GET", "HEAD", "POST", "OPTIONS")
        if path.startswith(_STORE) and self.server.settings.writable:
            return ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
        return ("GET", "HEAD", "OPTIONS")

    def _allow(self, path: str) -> None:
        if self.command not in self._methods(path):
            hint = "; this server is read-only (--writable)" if path.startswith(_STORE) else ""
            raise ProtocolError(405, f"{self.command} is not answered here{hint}")

    def _answer_page(self, path: str, query: str) -> None:
        if path == "/" and self.server.settings.token and "token=" in query:
            # The token goes from the address, where histories keep it, into a cookie that scripts cannot read.
            cookie = f"{_COOKIE}={self.server.settings.token}; HttpOnly; SameSite=Strict; Path=/"
            self._send(303, headers={"Location": "/", "Set-Cookie": cookie})
            return
        page = pages.find_page(path, self.server.settings.folder, self.server.prefixes)
        if page is None:
            raise ProtocolError(404, f"nothing is at {path}; the endpoint is at {_ENDPOINT}, the query page at /")
        if self.headers.get("If-None-Match") == page.etag:
            self._send(304, headers={"ETag": page.etag})
            return
        headers = {"ETag": page.etag, "Cache-Control": "no-cache", "Content-Security-Policy": page.policy}
        self._send(200, page.content, page.media_type, headers)

    def _answer_question(self, name: str) -> None:
        try:
            question = read_question(name)
        except QueryError as error:
            raise ProtocolError(404, str(error)) from error
        self._query(Operation("query", question.query))

    def _answer_endpoint(self, query: str, body: bytes) -> None:
        operation = read_operation(self.command, query, self.headers.get("Content-Type"), body)
        if operation is None:
            self._describe()
        elif operation.kind == "update":
            self._update(operation)
        else:
            self._query(operation)

    def _describe(self) -> None:
        """The service description; a browser that comes here is sent to the query page."""
        media_type = choose(self.headers.get("Accept"), (*GRAPHS[:4], "text/html"))
        if media_type is None:
            raise ProtocolError(406, f"none of {self.headers['Accept']} is written here; ask for one of {', '.join(GRAPHS[:4])}")
        if media_type == "text/html":
            self._send(303, headers={"Location": "/"})
            return
        description = pages.describe_service(
            self._base() + _ENDPOINT, media_type, writable=self.server.settings.writable, federation=self.server.settings.federation
        )
        self._send(200, description, _with_charset(media_type))

    def _query(self, operation: Operation) -> None:
        if not self.server.settings.federation:
            refuse_network(operation.text)
        accept = self.headers.get("Accept")
        solutions, graph = choose(accept, SOLUTIONS), choose(accept, GRAPHS)
        if solutions is None and graph is None:
            raise ProtocolError(406, f"none of {accept} is written here; ask for one of {', '.join((*SOLUTIONS[:4], *GRAPHS))}")
        self._text = operation.text
        self._read(
            Job(
                store="",
                text=operation.text,
                solutions=solutions or SOLUTIONS[0],
                graph=graph or GRAPHS[0],
                base=self._base() + _ENDPOINT,
                prefixes=self.server.prefixes,
                default_graphs=operation.default_graphs,
                named_graphs=operation.named_graphs,
            )
        )

    def _update(self, operation: Operation) -> None:
        store = self._writable()
        if not self.server.settings.federation:
            refuse_network(operation.text)
        self._text, self._is_update = apply_using(operation), True
        store.write(Job(store="", action="update", text=self._text, base=self._base() + _ENDPOINT, prefixes=self.server.prefixes))
        self._send(204)

    def _answer_store(self, path: str, query: str, body: bytes) -> None:
        target = read_target(query, path=path, root=_STORE, base=self._base())
        if self.command in ("GET", "HEAD"):
            self._read_graph(target)
        elif self.command == "DELETE":
            self._delete_graph(target)
        else:
            self._write_graph(target, body)

    def _read_graph(self, target: GraphTarget) -> None:
        if target.iri is None:
            raise ProtocolError(400, "one graph is needed: ?default or ?graph=IRI")
        media_type = choose(self.headers.get("Accept"), GRAPHS)
        if media_type is None:
            raise ProtocolError(406, f"none of {self.headers['Accept']} is written here; ask for one of {', '.join(GRAPHS)}")
        self._read(Job(store="", action="dump", target=target.iri, graph=media_type))

    def _delete_graph(self, target: GraphTarget) -> None:
        if target.iri is None:
            raise ProtocolError(400, "one graph is needed: ?default or ?graph=IRI")
        head = self._writable().write(Job(store="", action="remove", target=target.iri))
        if target.iri and not head.existed:
            raise ProtocolError(404, f"there is no graph {target.iri}")
        self._send(204)

    def _write_graph(self, target: GraphTarget, body: bytes) -> None:
        store = self._writable()
        new = target.iri is None
        if new and self.command == "PUT":
            raise ProtocolError(400, "one graph is needed: ?default or ?graph=IRI")
        iri = f"{self._base()}{_STORE}/{uuid.uuid4()}" if target.iri is None else target.iri
        parts = read_payload(self.headers.get("Content-Type"), body)
        media_type, content = parts[0] if len(parts) == 1 else ("application/n-triples", merge_payload(parts, base=iri))
        with tempfile.NamedTemporaryFile(prefix="graphbuild-") as stream:
            stream.write(content)
            stream.flush()
            action: Action = "replace" if self.command == "PUT" else "load"
            head = store.write(
                Job(store="", action=action, path=stream.name, target=iri, graph=media_type, base=iri or self._base())
            )
        if new:
            self._send(201, headers={"Location": iri})
        else:
            self._send(204 if head.existed else 201)

    def _writable(self) -> WritableStore:
        if not isinstance(self.server.store, WritableStore):
            raise ProtocolError(403, "this endpoint is read-only; the person who started it can allow updates (--writable)")
        return self.server.store

    def _read(self, job: Job) -> None:
        with self.server.store.reading(job) as placed, self.server.pool.run(placed, gone=self._gone) as (head, pieces):
            if not head.existed:
                raise ProtocolError(404, f"there is no graph {job.target}")
            self._stream(head, pieces)

    def _gone(self) -> bool:
        """Whether the client has closed its connection."""
        try:
            readable, _, _ = select.select([self.connection], [], [], 0)
            return bool(readable) and self.connection.recv(1, socket.MSG_PEEK) == b""
        except (OSError, ValueError):
            return True

    def _base(self) -> str:
        return f"http://{self.headers.get('Host') or self.server.address.removeprefix('http://')}"

    # The body -----------------------------------------------------------------------------------------------------

    def _read_body(self) -> bytes:
        """The body of the request; raises ProtocolError when it is too large or not framed as HTTP/1.1 asks."""
        limit = _LARGEST_GRAPH if urlsplit(self.path).path.startswith(_STORE) else _LARGEST_OPERATION
        coding = self.headers.get("Transfer-Encoding")
        length = self.headers.get("Content-Length", "0")
        try:
            if coding:
                if coding.lower() != "chunked" or "Content-Length" in self.headers:
                    raise ProtocolError(400, f"Transfer-Encoding {coding} is not read here, and never beside Content-Length")
                return self._read_chunks(limit)
            if not length.isascii() or not length.isdigit():
                raise ProtocolError(400, f"Content-Length {length!r} is no number")
            if int(length) > limit:
                raise ProtocolError(413, f"the body has {int(length):,} bytes; {limit:,} are read at once: send it in parts")
            body = self.rfile.read(int(length))
            if len(body) < int(length):
                raise ProtocolError(400, "the body is shorter than its Content-Length")
            return body
        except ProtocolError:
            self.close_connection = True  # the rest of the body would be taken for the next request
            raise

    def _read_chunks(self, limit: int) -> bytes:
        pieces: list[bytes] = []
        total = 0
        while True:
            line = self.rfile.readline(64).partition(b";")[0].strip()
            try:
                size = int(line, 16)
            except ValueError as error:
                raise ProtocolError(400, "a chunk of the body has no length") from error
            total += size
            if size < 0 or total > limit:
                raise ProtocolError(413, f"the body has more than {limit:,} bytes: send it in parts")
            if size == 0:
                while self.rfile.readline(1 << 16).strip():  # trailers
                    pass
                return b"".join(pieces)
            pieces.append(self.rfile.read(size))
            self.rfile.readline(2)

    # The reply ----------------------------------------------------------------------------------------------------

    def _start(self, status: int, headers: Mapping[str, str]) -> None:
        self._begun = True
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        if self.server.settings.cors:
            self.send_header("Access-Control-Allow-Origin", "*")
            if self.command == "OPTIONS":
                self.send_header("Access-Control-Allow-Methods", ", ".join(self._methods(urlsplit(self.path).path.rstrip("/"))))
                self.send_header("Access-Control-Allow-Headers", "Authorization, Content-Type, Accept")
                self.send_header("Access-Control-Max-Age", "86400")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _send(self, status: int, content: bytes = b"", media_type: str = "", headers: Mapping[str, str] | None = None) -> None:
        own = {"Content-Type": media_type} if media_type else {}
        if status not in (204, 304):
            own["Content-Length"] = str(len(content))
        self._start(status, {**own, **(headers or {})})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _stream(self, head: Head, pieces: Iterator[bytes]) -> None:
        """A result, with its length if it is short, else in chunks; a client notices when the end is missing."""
        headers = {"Content-Type": _with_charset(head.media_type), "Vary": "Accept"}
        first, second = next(pieces, b""), next(pieces, None)
        if second is None or self.command == "HEAD":
            if second is None:
                headers["Content-Length"] = str(len(first))
            self._start(200, headers)
            if self.command != "HEAD":
                self.wfile.write(first)
            return
        chunked = self.request_version != "HTTP/1.0"
        if chunked:
            headers["Transfer-Encoding"] = "chunked"
        else:
            self.close_connection = True
        self._start(200, headers)
        for piece in _chain(first, second, pieces):
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
        if chunked:
            self.wfile.write(b"0\r\n\r\n")

    def _fail(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        if self._begun:
            # The status has been told: a connection that breaks off is all that can still say it.
            self.close_connection = True
            self.log_error("broken off: %s", message)
            return
        own = {"WWW-Authenticate": 'Bearer realm="graphbuild"'} if status == 401 else {}
        if status == 405:
            own["Allow"] = ", ".join(self._methods(urlsplit(self.path).path.rstrip("/")))
        self._send(status, f"{message}\n".encode(), "text/plain; charset=utf-8", {**own, **(headers or {})})

    def _fail_job(self, error: WorkerError) -> None:
        if error.reason == "gone":
            self.close_connection = True
        elif error.reason == "syntax" and not self._text:
            self._fail(400, f"the RDF does not parse: {error}")
        elif error.reason == "syntax":
            self._fail(400, explain_syntax(self._text, str(error), prefixes=self.server.prefixes, update=self._is_update))
        elif error.reason == "timeout":
            self._fail(
                504, f"ended after {self.server.settings.timeout:g} seconds; ask for less: a LIMIT, patterns that share variables"
            )
        else:
            self._fail(500, str(error))

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """A line for each request with --verbose; without parameters, which may hold a token."""
        if self.server.settings.verbose:
            self.log_message("%s %s %s", self.command, urlsplit(self.path).path, code)

    def log_error(self, format: str, *arguments: object) -> None:
        """A line for what went wrong on the way, with --verbose."""
        if self.server.settings.verbose:
            self.log_message(format, *arguments)

    def log_message(self, format: str, *arguments: object) -> None:
        """A line on standard error, in which no control character of a client reaches a terminal."""
        line = (format % arguments).encode("unicode_escape").decode()
        print(f"{self.log_date_time_string()} {self.client_address[0]} {line}", file=sys.stderr)


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _chain(first: bytes, second: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield second
    yield from rest
