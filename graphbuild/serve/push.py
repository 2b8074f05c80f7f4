"""The graph of a folder into any SPARQL 1.1 store: in batches, again after failures, on from where it stopped.

In: `graph.nq`. Out: requests of SPARQL Update (INSERT DATA) or of the Graph Store HTTP Protocol (POST). A graph is a set and
ours has no blank nodes, so sending a batch twice changes nothing: that makes retries, resuming and a second push harmless.
"""

from __future__ import annotations

import hashlib
import http.client
import itertools
import json
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, urlsplit

from ..errors import GraphError, InvalidIRI, ServerError
from ..folder import GRAPH, write_file
from ..iris import check_iri
from ..progress import Silent

if TYPE_CHECKING:
    from ..progress import Progress

Protocol = Literal["update", "graph-store"]
PROTOCOLS: tuple[Protocol, ...] = ("update", "graph-store")
# The server is busy or something on the way failed: the same request may succeed later.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT = 60.0
_LARGEST_BATCH = 1 << 20


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: triples and batches sent, batches that an earlier push had sent, requests that were repeated."""

    triples: int
    batches: int
    skipped: int
    retries: int
    seconds: float


@dataclass(slots=True)
class _Target:
    """Where to send, as whom, and how often to try; `basic` are credentials for a server that asks for them."""

    endpoint: str
    protocol: Protocol
    opener: urllib.request.OpenerDirector
    headers: dict[str, str]
    basic: str | None
    attempts: int
    timeout: float
    wait: Callable[[float], None]
    retries: int = field(default=0)

    def add(self, graph: str, triples: list[str]) -> None:
        """Adds triples, as lines of N-Triples, to a graph (`""`: the default graph)."""
        lines = "".join(triples)
        if self.protocol == "graph-store":
            self._send("POST", self._graph_address(graph), lines, "application/n-triples")
        else:
            data = f"GRAPH <{graph}> {{\n{lines}}}" if graph else lines
            self._send("POST", self.endpoint, f"INSERT DATA {{\n{data}}}\n", "application/sparql-update")

    def clear(self, graph: str) -> None:
        """Empties a graph."""
        if self.protocol == "graph-store":
            self._send("DELETE", self._graph_address(graph), "", None, missing_is_fine=True)
        else:
            self._send(
                "POST", self.endpoint, f"CLEAR SILENT {f'GRAPH <{graph}>' if graph else 'DEFAULT'}", "application/sparql-update"
            )

    def _graph_address(self, graph: str) -> str:
        return f"{self.endpoint}{'&' if '?' in self.endpoint else '?'}{'graph=' + quote(graph, safe='') if graph else 'default'}"

    def _send(self, method: str, address: str, text: str, media_type: str | None, *, missing_is_fine: bool = False) -> None:
        """Sends a request until it succeeds; raises ServerError when it is refused, or fails too often."""
        for attempt in itertools.count(1):
            headers = {**self.headers, **({"Content-Type": media_type} if media_type else {})}
            request = urllib.request.Request(address, data=text.encode() if media_type else None, method=method, headers=headers)
            try:
                with self.opener.open(request, timeout=self.timeout) as response:
                    response.read()
                return
            except urllib.error.HTTPError as error:
                with error:
                    message = error.read(2000).decode("utf-8", "replace").strip()
                if error.code == 404 and missing_is_fine:
                    return
                if error.code == 401 and self._gives_basic():
                    continue
                if error.code not in _PASSING or attempt >= self.attempts:
                    raise ServerError(_explain(self.endpoint, error, message, attempt)) from error
                pause = _read_pause(error.headers.get("Retry-After"), attempt)
            except ValueError as error:  # urllib: a way of authentication that it does not know
                if self._gives_basic():
                    continue
                raise ServerError(f"{self.endpoint}: 401, {error}; try a token") from error
            except (OSError, http.client.HTTPException) as error:
                if attempt >= self.attempts:
                    reason = getattr(error, "reason", error)
                    raise ServerError(
                        f"{self.endpoint}: no answer after {attempt} attempts ({reason}); what was confirmed is kept, "
                        "the same command goes on from there"
                    ) from error
                pause = _read_pause(None, attempt)
            self.retries += 1
            self.wait(pause)

    def _gives_basic(self) -> bool:
        """Whether name and password go with the requests from now on; they go only to a server that has asked."""
        if self.basic is None or "Authorization" in self.headers:
            return False
        self.headers["Authorization"] = self.basic
        return True


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirected POST would become a GET, which stores nothing, and take the password elsewhere."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def push(
    folder: Path,
    *,
    endpoint: str,
    protocol: Protocol = "update",
    graph: str | None = None,
    replace: bool = False,
    user: str | None = None,
    password: str | None = None,
    token: str | None = None,
    batch: int = 1000,
    attempts: int = 6,
    timeout: float = 60.0,
    resume: bool = True,
    progress: Progress | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> Pushed:
    """Sends the graph of a folder to a SPARQL store; returns what was done.

    `endpoint` is the IRI for updates (`protocol` "update") or of the graph store ("graph-store"). The triples go to the
    default graph, or to the one named by `graph`; with `replace` it is emptied first, else they are added. `user` and
    `password` serve basic and digest authentication, `token` a bearer token. A request holds up to `batch` triples (and
    1 MiB), is tried up to `attempts` times with growing pauses, and may take `timeout` seconds. Where an earlier push of
    the same graph to the same place was broken off, this one goes on from there, unless `resume` is false.

    Raises ServerError when the store cannot be reached or refuses, GraphError when there is no graph to send, and
    InvalidIRI for `graph` or `endpoint`.
    """
    source = Path(folder) / GRAPH
    if not source.is_file():
        raise GraphError(f"{source}: there is no such file; build one with: graphbuild build INPUT -o {folder}")
    if protocol not in PROTOCOLS:
        raise ServerError(f"protocol {protocol!r} does not exist; choose one of {', '.join(PROTOCOLS)}")
    if urlsplit(check_iri(endpoint)).scheme not in ("http", "https"):
        raise InvalidIRI(f"{endpoint}: an endpoint begins with http:// or https://")
    if graph is not None:
        check_iri(graph)
    if batch < 1 or attempts < 1:
        raise ServerError("a push needs batches of at least one triple and at least one attempt")
    started = time.monotonic()
    headers = {"User-Agent": "graphbuild", "Accept": "*/*", **({"Authorization": f"Bearer {token}"} if token else {})}
    opener, basic = _authenticate(endpoint, user=user, password=password or "")
    target = _Target(endpoint, protocol, opener, headers, basic, attempts, timeout, wait)
    journal = _Journal(Path(folder), endpoint=endpoint, graph=graph or "", settings=[protocol, batch, replace], source=source)
    skipped = journal.read() if resume else 0
    total = -(-_count_lines(source) // batch)
    if replace and not skipped:
        for name in [graph] if graph is not None else sorted({"", *_graphs(source)}):
            target.clear(name)
    sent = triples = 0
    for number, (name, lines) in enumerate((progress or Silent()).track(_batches(source, graph, batch), "sending", total), start=1):
        if number <= skipped:
            continue
        target.add(name, lines)
        journal.write(number)
        sent, triples = sent + 1, triples + len(lines)
    journal.remove()
    return Pushed(triples, sent, skipped, target.retries, time.monotonic() - started)


def _batches(source: Path, graph: str | None, size: int) -> Iterator[tuple[str, list[str]]]:
    """Runs of triples that go to the same graph, as lines of N-Triples; raises GraphError for what cannot be sent twice."""
    name, length = "", 0
    lines: list[str] = []
    for quad in _read(source):
        place = graph if graph is not None else getattr(quad.graph_name, "value", "")
        line = f"{quad.triple} .\n"
        if "_:" in line and _has_blank(quad):
            raise GraphError(f"{source}: {line.strip()} has a blank node, which a second push would double; give it an IRI")
        if lines and (place != name or len(lines) >= size or length + len(line) > _LARGEST_BATCH):
            yield name, lines
            lines, length = [], 0
        name = place
        lines.append(line)
        length += len(line)
    if lines:
        yield name, lines


def _read(source: Path) -> Iterator[Any]:
    import pyoxigraph as ox

    try:
        yield from ox.parse(path=str(source), format=ox.RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise GraphError(f"{source}: no valid N-Quads ({error}); build the graph again") from error


def _graphs(source: Path) -> set[str]:
    return {getattr(quad.graph_name, "value", "") for quad in _read(source)}


def _has_blank(quad: Any) -> bool:
    from pyoxigraph import BlankNode

    return any(isinstance(term, BlankNode) for term in (quad.subject, quad.object, quad.graph_name))


def _count_lines(source: Path) -> int:
    with source.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))


class _Journal:
    """How many batches a store has confirmed, kept in the folder while a push is not finished."""

    def __init__(self, folder: Path, *, endpoint: str, graph: str, settings: list[Any], source: Path) -> None:
        place = hashlib.sha256(json.dumps([endpoint, graph]).encode()).hexdigest()[:12]
        self._path = folder / f".push-{place}.json"
        with source.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
        self._what = [content, *settings]
        self._writable = True

    def read(self) -> int:
        """The number of batches confirmed for this very graph and these settings."""
        try:
            noted = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return 0
        return int(noted["confirmed"]) if noted.get("what") == self._what else 0

    def write(self, confirmed: int) -> None:
        """Notes it, where the folder can be written: without, a push that breaks off begins anew, which is harmless."""
        if not self._writable:
            return
        try:
            write_file(self._path, json.dumps({"what": self._what, "confirmed": confirmed}).encode())
        except GraphError:
            self._writable = False

    def remove(self) -> None:
        """The push is finished."""
        self._path.unlink(missing_ok=True)


def _authenticate(endpoint: str, *, user: str | None, password: str) -> tuple[urllib.request.OpenerDirector, str | None]:
    """What sends requests and answers a demand for digest authentication, and the header of basic authentication."""
    if user is None:
        return urllib.request.build_opener(_NoRedirects()), None
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, endpoint, user, password)
    opener = urllib.request.build_opener(_NoRedirects(), urllib.request.HTTPDigestAuthHandler(passwords))
    return opener, "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def _read_pause(retry_after: str | None, attempt: int) -> float:
    """Seconds to wait: what the server asks for, else 0.5, 1, 2, 4 …, a minute at most."""
    if retry_after and retry_after.isdigit():
        return min(float(retry_after), _LONGEST_WAIT)
    return float(min(0.5 * 2 ** (attempt - 1), _LONGEST_WAIT))


def _explain(endpoint: str, error: urllib.error.HTTPError, message: str, attempt: int) -> str:
    told = f"{endpoint}: {error.code} {error.reason}"
    if message:
        told += f": {message[:300]}"
    hints = {
        401: "give --user and the password, or a token",
        403: "this user may not write there, or the endpoint is read-only",
        404: "the address is not that of an endpoint for updates",
        405: "the address is not that of an endpoint for updates; try --protocol graph-store or another address",
        413: "send smaller batches (--batch)",
        415: "it does not take this protocol; try the other (--protocol)",
    }
    if 300 <= error.code < 400:
        return f"{told}; it has moved to {error.headers.get('Location', 'nowhere')}: push there"
    if error.code in _PASSING:
        return f"{told}; it failed {attempt} times; what was confirmed is kept, the same command goes on from there"
    return f"{told}; {hints[error.code]}" if error.code in hints else told
