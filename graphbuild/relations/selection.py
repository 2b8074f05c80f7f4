"""Which of the statements found stay: what another says better, or says along with something more, goes.

In come statements as plain dicts; out go those that are kept, in the same order.
"""

from __future__ import annotations

from typing import Any

# A statement of the first kind makes one of the second between the same two superfluous.
_IMPLIES = {
    "leads": ("worksFor", "memberOf", "represents"),
    "headquarteredIn": ("locatedIn",),
    "organized": ("established",),
    "subsidiaryOf": ("partOf",),
    "founded": ("worksFor",),
}

# What a counted crowd does besides being counted; of mere people nothing is said.
_COUNTED_DEEDS, _ANYBODY = frozenset({"elected", "participatedIn"}), frozenset({"personnes", "gens"})


def without_rivals(statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of several relations that one verb gives between the same two, those whose types fit best; where
    a figure is one of them ("emploie 310 personnes"), the figure."""
    best: dict[tuple[str, ...], float] = {}
    figures = [s for s in statements if s["predicate"] == "hasMeasure" and "value" in s["object"]]
    measured = {(str(s["predicate_span"]), str(s["subject"]), i) for s in figures for i in range(*s["object_span"])}

    def key(s: dict[str, Any]) -> tuple[str, ...]:
        return (str(s["predicate_span"]), *sorted((str(s["subject"]), str(s["object"]))))

    def counts(s: dict[str, Any]) -> bool:
        # "élue par 61 % des adhérents", "4 300 coureurs prennent part à X": how many did it, and who
        doers = s["predicate"] in _COUNTED_DEEDS and s["subject"].get("label") not in _ANYBODY
        sides = ((s["subject"], s["object_span"]), *([] if doers else [(s["object"], s["subject_span"])]))
        figure = any((str(s["predicate_span"]), str(thing), span[0]) in measured for thing, span in sides if span)
        return figure and s["predicate"] != "hasMeasure"

    statements = [s for s in statements if not counts(s)]

    for s in statements:
        if s["rule"].split("/")[1] in ("verb", "attribute"):
            best[key(s)] = max(best.get(key(s), 0.0), s["confidence"])
    return [s for s in statements if s["rule"].split("/")[1] not in ("verb", "attribute") or s["confidence"] >= best[key(s)]]


def without_bolder(statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without what a title or noun seems to assert and the verb of the same sentence denies or puts off: `deviendra
    président de Y`, `n'a pas son siège à Y`."""

    def said(s: dict[str, Any]) -> tuple[str, ...]:
        return str(s["sentence"]), str(s["subject"]), s["predicate"], str(s["object"])

    meant = {said(s) for s in statements if s["status"] != "asserted" and s["rule"].split("/")[1] == "verb"}
    return [s for s in statements if s["status"] != "asserted" or s["rule"].split("/")[1] == "verb" or said(s) not in meant]


def without_implied(statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without what another statement between the same two implies, and classes that a relation tells."""

    def ends(s: dict[str, Any]) -> tuple[str, str]:
        return str(s["subject"]), str(s["object"])

    implied = {(*ends(s), other) for s in statements for other in _IMPLIES.get(s["predicate"], ())}
    said = {(str(s["subject"]), i) for s in statements if s["predicate"] != "instanceOf" for i in range(*s["predicate_span"])}

    said |= {(str(s["subject"]), i) for s in statements if s["predicate"] == "holdsPosition" for i in range(*s["object_span"])}

    def repeats(s: dict[str, Any]) -> bool:
        # "X est membre de Y" says more than that X is a member
        return s["predicate"] == "instanceOf" and any((str(s["subject"]), i) in said for i in range(*s["object_span"]))

    return [s for s in statements if (*ends(s), s["predicate"]) not in implied and not repeats(s)]
