"""What stands in front of its clause and is taken up by a pronoun: `Son prix, X l'a reçu`.

In comes a verb with an object pronoun; out go the thing in front and, where the parse hides it, who acts.
"""

from __future__ import annotations

from spacy.tokens import Token

from .syntax import SUBJECTS, TIMES, case_of, lemma, lower


def topic_of(verb: Token) -> Token | None:
    """What stands in front, set off by a comma, and is taken up by a pronoun: `Son prix, X l'a reçu`."""
    subject = next((c for c in reversed(list(verb.children)) if c.dep_ in SUBJECTS and c.i < verb.i), None)
    if subject is None:
        return None
    if subject_after(subject) is not None:
        return subject
    for child in verb.children:
        if child.i < subject.i and child.pos_ in ("NOUN", "PROPN") and not case_of(child) and lemma(child) not in TIMES:
            set_off = any(t.text == "," for t in verb.doc[child.i : subject.i])
            if set_off and (child.dep_ == "dislocated" or child.left_edge.i == verb.sent.start):
                return child
    return None


def subject_after(topic: Token) -> Token | None:
    """X in `Son prix, X l'a reçu`, which parsers take for an apposition of the prize: no comma parts it from the pronoun."""
    if topic.left_edge.i > topic.sent.start or not any("Yes" in c.morph.get("Poss") for c in topic.children):
        return None
    for child in topic.children:
        end = child.right_edge.i + 1
        if child.dep_ == "appos" and child.pos_ == "PROPN" and lower(topic.doc[end]) in ("l'", "le", "la", "les"):
            return child if topic.doc[end].pos_ == "PRON" else None
    return None


__all__ = ["subject_after", "topic_of"]
