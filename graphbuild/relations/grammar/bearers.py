"""Whom or what a noun, adjective or participle is said of.

In comes the head of an attribute (`patron` in `le patron de X, Y`); out go its bearers, in every
construction of French: copula, attributive verb, apposition on either side, title before a name,
modifier, `comme`, and the bare noun that opens a sentence.
"""

from __future__ import annotations

from spacy.tokens import Token

from .arguments import ArgumentReader
from .clauses import Argument, ClauseReader
from .relatives import agreeing
from .syntax import (
    SUBJECTS,
    TIMES,
    case_of,
    first_conjunct,
    has_copula,
    heads_preposition,
    is_nominal,
    is_passive,
    is_past_participle,
    is_verbal,
    lemma,
    lower,
)

ATTRIBUTIVE_VERBS = frozenset("devenir rester demeurer sembler paraître redevenir".split())
_ALL = frozenset({"tous", "toutes"})
# What a noun behind a name and a comma denotes where it is said of that name.
_SAID_BEHIND = frozenset({"Person", "Work"})
_SOME = frozenset({"quelques", "plusieurs", "certains", "certaines", "divers", "diverses"})
# What parts a noun from the name that it is said of.
_OPENING = frozenset(",(—–-:«\"")
APPOINTING_VERBS = frozenset("nommer élire désigner proclamer sacrer introniser promouvoir considérer juger appeler".split())


class BearerReader:
    """Finds bearers in one text."""

    def __init__(self, clauses: ClauseReader, arguments: ArgumentReader) -> None:
        self._clauses = clauses
        self._arguments = arguments

    def bearers(self, head: Token, *, cased: bool = False) -> list[Argument]:
        """Whom or what a noun, adjective or participle is said of, in every construction of French:
        copula, attributive verb, apposition on either side, title before a name, modifier, `comme`.

        `cased` asks for phrases with a preposition as well: `X, à la tête de Y, …`, `En visite à Y, X …`.
        """
        name = self._name_before(head)
        found = [Argument(name, "appos")] if name is not None else self._all_before(head) or self._bearers(head)
        if not found and cased and case_of(head):
            found = self._bearers_of_phrase(head)
        # "2007-2012 : ingénieure chez X", "Mars : acquisition de X": a date is no ingénieure
        found = [a for a in found if not self._is_date(a.token)]
        seen: set[int] = set()
        return [a for a in found if not (a.token.i in seen or seen.add(a.token.i)) and a.token.i != head.i]  # type: ignore[func-returns-value]

    def _is_date(self, token: Token) -> bool:
        return not self._arguments.is_name(token) and (self._arguments.value_at(token, "Date") is not None or lemma(token) in TIMES)

    def _bearers(self, head: Token, depth: int = 0) -> list[Argument]:
        if depth > 4:
            return []
        args = self._arguments
        if has_copula(head):
            subjects = list(self._clauses.surface_subjects(head))
            named = [a for a in subjects if lower(a.token) not in ("c'", "ce", "ç'")]
            return named
        if (head.pos_ == "ADJ" or is_nominal(head)) and (name := args.naming.title_name(head)) is not None:
            return [Argument(name, "title")]
        if (name := args.naming.explained(head)) is not None:
            return [Argument(name, "appos", 0.95)]
        if head.pos_ == "VERB" and is_passive(head):
            return list(self._clauses.surface_subjects(head))  # "X est suspendu à Y"
        dep = head.dep_.split(":")[0]
        up = head.head
        if (
            dep == "nmod"
            and case_of(head) == "de"
            and has_copula(up)
            and lower(up) in ("un", "une", "seul", "seule", "premier", "première")
        ):
            return list(self._clauses.surface_subjects(up))  # "est l'un des derniers fabricants de …"
        if dep == "nsubj" and has_copula(up) and up.pos_ in ("NOUN", "PROPN") and not case_of(up):
            return [Argument(up, "nsubj:reversed", 0.95)]  # "Le vainqueur de l'étape est X"
        if dep == "nsubj" and has_copula(up) and lower(up) == "autre":
            # "n'est autre que X"
            return [Argument(c, "nsubj:reversed", 0.95) for c in up.children if any(lower(g) in ("que", "qu'") for g in c.children)]
        # "le patron de Google, Sundar P." and "Sundar P., patron de Google"
        if listed := args.lists.enumerated(head):
            return [Argument(name, "appos") for name in listed]
        if included := args.lists.included(head):
            return [Argument(name, "appos") for name in included]  # "les 40 salariés de X, dont Y"
        below = args.naming.apposed_names(head)
        if below:
            return [Argument(below[0], "appos")]
        if (name := self._fronted_name(head)) is not None:
            return [Argument(name, "fronted", 0.95)]
        if dep in ("appos", "conj") and any(lower(c) in _SOME for c in head.children):
            return []  # "X, Y, quelques élus d'Angers": others beside X
        if dep == "conj":
            first = first_conjunct(head)
            if first != head and first.pos_ in ("NOUN", "ADJ", "VERB", "PROPN") and not args.is_name(first):
                if (name := self._name_before(first)) is not None:
                    return [Argument(name, "appos")]  # "X, père de Y et lauréat de Z"
                if first.pos_ == head.pos_ or {first.pos_, head.pos_} <= {"ADJ", "VERB", "NOUN"}:
                    return self._bearers(first, depth + 1)
        if dep == "flat" and args.is_name(up) and first_conjunct(up).head.pos_ == "VERB" and lemma(first_conjunct(up).head) in APPOINTING_VERBS:
            return [Argument(up, "obj")]  # "ont élu X présidente et Y trésorière"
        if dep == "nmod" and not case_of(head) and head.i > up.i and {args.noun_type(head), args.noun_type(up)} == {"Person"} and not args.is_name(up):
            return self._bearers(up, depth + 1)  # "est un linguiste, sinologue et explorateur"
        if dep in ("appos", "parataxis") and up.pos_ in ("NOUN", "PROPN", "X", "PRON"):
            if (named := args.naming.title_name(up)) is not None:
                return [Argument(named, "appos")]  # "Mme Untel (présidente)"
            if any(t.text == ":" for t in head.doc[up.i : head.i]) and any(ref.type == "Place" for ref in args.resolve(up)):
                return []  # "France : le nom de la région …": what stands before the colon says where
            if args.is_name(up) and head.i > up.i and not self._set_off(head):
                return []  # "a donné à X (Y) une date limite"
            if (beside := self._named_beside(head, up)) is not None:
                return [Argument(beside, "appos", 0.95)]
            return [Argument(first_conjunct(up) if up.dep_ == "conj" and args.entity_at(up) is None else up, "appos")]
        if dep in ("amod", "acl") and up.pos_ in ("NOUN", "PROPN", "X"):
            own = list(self._clauses.surface_subjects(head)) if head.pos_ == "VERB" and head.dep_ != "acl:relcl" else []
            return own if own and own[0].way.startswith("fronted") else [Argument(agreeing(head, up), dep)]
        if dep == "advcl" and is_past_participle(head) and is_past_participle(up) and head.i > up.i:
            return self._bearers(up, depth + 1)  # "Né à X, domicilié à Y, Z …"
        if dep in ("xcomp", "obj", "obl", "advcl", "ccomp") and is_verbal(up):
            word = lemma(up)
            likened = any(c.dep_ == "det" for c in head.children)  # "comme un ministre": no ministry held
            if word == "être" and dep in ("xcomp", "obj") and not case_of(head):
                return list(self._clauses.surface_subjects(up))  # "Y en est la présidente", parsed as a verb with its object
            if word in ATTRIBUTIVE_VERBS or "comme" == case_of(head) and dep != "obj" and not likened:
                return list(self._clauses.surface_subjects(up))
            if word in APPOINTING_VERBS and case_of(head) != "par":
                clause = self._clauses.read(up)
                objects = [a for a in clause.objects if a.token.i != head.i]
                return list(clause.bearers or clause.objects) if clause.passive else objects
        if (
            dep in ("advcl", "dislocated", "obl", "nmod", "amod", "appos", "parataxis", "dep", "nsubj")
            and is_verbal(up)
            and head.i < up.i
            and not case_of(head)
        ):
            # fronted: "Grand rival de X, le groupe Y réalise …"
            comma = any(t.text == "," for t in head.doc[head.i : up.i]) and lemma(head) not in TIMES
            if comma and not any(c.dep_ == "det" for c in head.children):
                return [Argument(a.token, "fronted", a.weight * 0.95) for a in self._clauses.surface_subjects(up)]
        if head.pos_ == "NOUN" and args.entity_at(head) is not None:
            return [Argument(head, "coreference", 0.95)]
        if is_past_participle(head) and dep == "ROOT":
            return list(self._clauses.surface_subjects(head))
        if heads_preposition(up) and head.i > up.i and case_of(head) == "de":
            return self._bearers(up, depth + 1)  # "X est au cœur du programme de Y"
        return []

    def _named_beside(self, head: Token, above: Token) -> Token | None:
        """X of `dans le centre de X, la capitale de Y`: the name at the comma, where the parse has the noun before it."""
        start = head.left_edge.i - (head.doc[head.left_edge.i].text != ",")
        if self._arguments.entity_at(above) is not None or not 0 < start < head.i or head.doc[start].text != "," or head.doc[start + 1].pos_ != "DET":
            return None
        name = head.doc[start - 1]
        if not self._arguments.is_name(name) or self._arguments.noun_type(head) != "Place" or not above.is_ancestor(name):
            return None
        return name if self._arguments.resolve(name, spread=False)[0].type == "Place" else None

    def _bearers_of_phrase(self, head: Token) -> list[Argument]:
        """Whom a phrase with a preposition is said of, set off by a comma behind a name or before the verb."""
        up, start = head.head, head.left_edge.i
        if start > head.sent.start and head.doc[start - 1].text != ",":
            return []
        if up.i < start and up.pos_ in ("NOUN", "PROPN", "X") and head.dep_.startswith("nmod"):
            return [Argument(up, "appos")]
        if is_verbal(up) and head.i < up.i and any(t.text == "," for t in head.doc[head.i : up.i]):
            return [Argument(a.token, "fronted", a.weight * 0.95) for a in self._clauses.surface_subjects(up)]
        return []

    @staticmethod
    def _set_off(head: Token) -> bool:
        """Whether a comma, bracket or dash opens the phrase of the noun, or it follows a name at once."""
        doc, start = head.doc, head.i
        while start and doc[start - 1].pos_ in ("DET", "ADJ", "ADV", "NUM", "ADP", "CCONJ"):
            start -= 1
        return not start or doc[start - 1].text in _OPENING or doc[start - 1].pos_ in ("PROPN", "NOUN") and start == head.i

    def _name_before(self, head: Token) -> Token | None:
        """`X, président de Y`, `X, 45 ans, ancien maire`, `X, un roman de Y`: a noun for a person or work that follows the
        name of one after a comma is said of it, whatever the tree; with an article, only where the clause ends with the phrase."""
        doc, args = head.doc, self._arguments
        if head.pos_ not in ("NOUN", "PROPN") or args.noun_type(head) not in _SAID_BEHIND or has_copula(head) or args.naming.title_name(head):
            return None
        start = head.i
        while start and doc[start - 1].pos_ in ("ADJ", "ADV") and doc[start - 1].dep_ != "ROOT":
            start -= 1
        if start and doc[start - 1].pos_ == "DET" and "Yes" not in doc[start - 1].morph.get("Poss"):
            start -= 1
            end = max(t.i for t in head.subtree) + 1
            if end < len(doc) and not (doc[end].is_punct or doc[end].is_space):
                return None
            if head.dep_ in SUBJECTS and head.i < head.head.i:
                return None
        if start > 3 and lower(doc[start - 2]) in ("ans", "an") and doc[start - 1].text == ",":
            start -= 3  # "X, 45 ans, avocat"
        if start < 2 or doc[start - 1].text not in (",", "(") or doc[start - 1].sent != head.sent:
            return None
        before = doc[start - 2]
        if before.text == ")":
            opened = next((t.i for t in reversed(doc[max(0, start - 12) : start - 2]) if t.text == "("), 0)
            before = doc[opened - 1] if opened else before
        index = args.entity_at(before)
        if index is None or not args.is_name(before) or args.entities[index]["type"] != args.noun_type(head):
            return None
        return next((t for t in (before, before.head) if args.is_name(t) and args.entity_at(t) == index and not t.dep_.startswith("flat")), before)

    def _all_before(self, head: Token) -> list[Argument]:
        """`X, Y et Z, tous trois membres de …`: the names listed before the comma, however the parser hangs them."""
        start = head.i
        while start > head.sent.start and head.doc[start - 1].pos_ in ("ADJ", "NUM", "DET", "PRON", "ADV"):
            start -= 1
        if start - 2 < head.sent.start or lower(head.doc[start]) not in _ALL or head.doc[start - 1].text != ",":
            return []
        return [Argument(t, "appos") for t in self._arguments.lists.before(head.doc[start - 2])]

    def _fronted_name(self, head: Token) -> Token | None:
        """`Porte-parole du syndicat, Y dénonce …`: the name after the first comma of a sentence that begins so."""
        doc, start = head.doc, head.sent.start
        while start < head.i and (doc[start].is_space or doc[start].pos_ in ("ADJ", "ADV") or doc[start].is_quote):
            start += 1
        if start != head.i or head.pos_ not in ("NOUN", "ADJ", "VERB"):
            return None
        comma = next(
            (t.i for t in doc[head.i : head.sent.end] if t.text == "," or t.pos_ in ("VERB", "AUX") and "Fin" in t.morph.get("VerbForm")),
            None,
        )
        if comma is None or doc[comma].text != "," or comma + 1 >= len(doc):
            return None
        after = comma + 1
        while (
            after < head.sent.end
            and doc[after].pos_ in ("DET", "NOUN", "ADJ")
            and not self._arguments.is_name(doc[after])
            and after - comma < 4
        ):
            after += 1
        if after >= len(doc):
            return None
        if doc[after].dep_ == "appos" and doc[after].head.pos_ == "NOUN" and head.is_ancestor(doc[after].head):
            return None  # "Né d'un père chilien, X, et …, Y …": the father's name
        pronoun = lower(doc[after]) in ("il", "elle") and self._arguments.entity_at(doc[after]) is not None
        return doc[after] if pronoun or self._arguments.is_name(doc[after]) else None
