"""Answers of SELECT and ASK as a table for a terminal: prefixed names or labels, wide cells cut, and told so.

In: SPARQL results in JSON. Out: lines of text. Nothing that is cut goes untold; the other formats hold everything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QueryResultsFormat, Triple, parse_query_results

Term = NamedNode | BlankNode | Literal | Triple
_NUMERIC = frozenset(
    f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float", "int", "long")
)
_LOCAL = re.compile(r"[^\s/#?<>\"{}|^`\\]*\Z")
_NARROWEST = 8
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Solutions:
    """The variables and rows of a SELECT; of an ASK one row with `answer`, which is true or false."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def iris(self, rows: int) -> list[str]:
        """The distinct IRIs of the first rows."""
        found = (term.value for row in self.rows[:rows] for term in row if isinstance(term, NamedNode))
        return list(dict.fromkeys(found))

    def ordered_as(self, query: str) -> Solutions:
        """The columns in the order in which the query names its variables; `SELECT *` leaves them in any order."""
        places = {name: re.search(rf"[?$]{re.escape(name)}\b", query) for name in self.variables}
        order = sorted(range(len(self.variables)), key=lambda n: m.start() if (m := places[self.variables[n]]) else len(query))
        return Solutions(tuple(self.variables[n] for n in order), tuple(tuple(row[n] for n in order) for row in self.rows))


def read_solutions(answer: bytes) -> Solutions:
    """Reads SPARQL results in JSON."""
    result = parse_query_results(answer, QueryResultsFormat.JSON)
    if isinstance(result, QueryBoolean):
        return Solutions(("answer",), ((Literal(bool(result)),),))
    variables = tuple(variable.value for variable in result.variables)
    return Solutions(variables, tuple(tuple(solution) for solution in result))


def draw_table(
    solutions: Solutions, *, prefixes: Mapping[str, str], names: Mapping[str, str], width: int | None = None, rows: int = 200
) -> str:
    """The table as text, with a line below it that tells the number of rows and what was cut.

    `names` stand in the place of IRIs where they are known. `width` is the most columns a line may take.
    """
    from rich.cells import cell_len, set_cell_size

    shown = [[_show(term, prefixes, names) for term in row] for row in solutions.rows[:rows]]
    natural = [
        max([cell_len(name), *(cell_len(row[column]) for row in shown)], default=0)
        for column, name in enumerate(solutions.variables)
    ]
    widths = _fit(natural, width)
    right = [bool(shown) and all(_is_number(row[column]) for row in solutions.rows[:rows]) for column in range(len(widths))]
    cut = 0

    def line(cells: list[str]) -> str:
        nonlocal cut
        padded = []
        for text, size, numeric in zip(cells, widths, right, strict=True):
            if cell_len(text) > size:
                cut += 1
                text = set_cell_size(text, size - 1).rstrip() + "…"
            padding = " " * (size - cell_len(text))
            padded.append(padding + text if numeric else text + padding)
        return _GAP.join(padded).rstrip()

    lines = [line(list(solutions.variables)), _GAP.join("─" * size for size in widths)] if widths else []
    lines += [line(row) for row in shown]
    return "\n".join([*lines, _tell(len(solutions.rows), len(shown), cut)]) + "\n"


def _tell(total: int, shown: int, cut: int) -> str:
    told = [f"({total:,} row{'' if total == 1 else 's'}"]
    if shown < total:
        told.append(f"the first {shown:,} shown; --rows N shows more")
    if cut:
        told.append(f"{cut} cell{'' if cut == 1 else 's'} cut; --width 0 or --format csv show all")
    return "; ".join(told) + ")"


def _fit(natural: list[int], width: int | None) -> list[int]:
    """Column widths: the natural ones if they fit, else the widest columns give until all do."""
    if not width or not natural:
        return natural
    room = width - len(_GAP) * (len(natural) - 1)
    if sum(natural) <= room:
        return natural
    # The largest limit at which all columns fit; narrow ones keep their width.
    limit = max(natural)
    while limit > _NARROWEST and sum(min(size, limit) for size in natural) > room:
        limit -= 1
    widths = [min(size, limit) for size in natural]
    spare = room - sum(widths)
    for column, size in enumerate(natural):
        if spare > 0 and widths[column] < size:
            widths[column] += 1
            spare -= 1
    return widths


def _show(term: Term | None, prefixes: Mapping[str, str], names: Mapping[str, str]) -> str:
    """A term in a cell: a name or prefixed name, the words of a literal, on one line."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return _plain(names.get(term.value) or shorten(term.value, prefixes))
    if isinstance(term, Literal):
        return _plain(term.value)
    if isinstance(term, Triple):
        return "<<( " + " ".join(_show(part, prefixes, names) for part in (term.subject, term.predicate, term.object)) + " )>>"
    return str(term)


def _plain(text: str) -> str:
    """On one line, and without the control characters by which a text could take over a terminal."""
    return "".join(" " if character in "\n\r\t" else character if character.isprintable() else "\ufffd" for character in text)


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """The prefixed name of an IRI by the longest namespace that fits; `<IRI>` when none does."""
    best = max((p for p in prefixes if iri.startswith(prefixes[p])), key=lambda p: len(prefixes[p]), default=None)
    if best is not None and _LOCAL.match(iri, len(prefixes[best])):
        return f"{best}:{iri[len(prefixes[best]) :]}"
    return f"<{iri}>"


def _is_number(term: Term | None) -> bool:
    return isinstance(term, Literal) and term.datatype.value in _NUMERIC
