"""Lists whose items go on with the sentence above them: `Le tribunal : – condamne X ; – ordonne Y`, `Le conseil décide : – de financer Z`.

In comes a text; out goes, for each verb that opens an item, the word that its subject is.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from ..grammar.syntax import is_finite, is_infinitive, lower
from .fields import MARKS, read_lines

_NUMBER = re.compile(r"\d{1,2}[.)°]?|[a-z]\)")


def item_subjects(doc: Doc) -> dict[int, Token]:
    """The subjects of the verbs that open items, by the offsets of these verbs."""
    found: dict[int, Token] = {}
    lead: Span | None = None
    lines = read_lines(doc)
    for before, line in zip([None, *lines], lines, strict=False):
        verb = _opening_verb(line)
        if before is not None and doc[before.end : line.start].text.count("\n") > 2:
            lead = None
        if verb is None:
            lead = line
        elif lead is not None and (subject := _subject(lead, finite=is_finite(verb))) is not None:
            found[verb.i] = subject
    return found


def _opening_verb(line: Span) -> Token | None:
    """The verb with which an item begins, its mark and `de` aside."""
    marked = line[0].text in MARKS or _NUMBER.fullmatch(line[0].text) is not None
    for token in line:
        if token.text in MARKS or token.is_punct or _NUMBER.fullmatch(token.text) or marked and lower(token) in ("de", "d'"):
            continue
        opens = token.pos_ == "VERB" and (is_finite(token) or marked and is_infinitive(token))
        return token if opens and "Imp" not in token.morph.get("Mood") and "Sing" in token.morph.get("Number", ["Sing"]) else None
    return None


def _subject(lead: Span, *, finite: bool) -> Token | None:
    """The subject of the line above a list: of its verb, which infinitives complete, or the noun that it is."""
    root = lead[-1].sent.root
    if is_finite(root):
        subject = next((c for c in root.children if c.dep_ == "nsubj" and c.i < root.i), None)
        return subject if not finite and lead.text.endswith(":") else None
    return root if finite and root.pos_ in ("NOUN", "PROPN") and lead[-1].text not in (".", "!", "?") else None


__all__ = ["item_subjects"]
