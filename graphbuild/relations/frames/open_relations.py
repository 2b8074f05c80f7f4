"""Clauses between two named things that no relation of the lexicon covers: the verb becomes the predicate.

`Trump a félicité Macron` gives `open:féliciter`. Only finite content counts: no auxiliaries, no modal or
aspectual verbs, and both arguments must be entities of the document. A statement must read as a sentence, `X verb Y`:
so none is made of a verb that is only half of a predicate (`conduire X à …`), of a complement behind an object that
is left out (`couper les vivres à X`), or of one that only tells how, when or where.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from ..candidates import Candidate
from ..grammar.arguments import ArgumentReader
from ..grammar.clauses import Argument, ClauseReader
from ..grammar.operators import Operators
from ..grammar.syntax import TIMES, case_of, children, has_copula, is_infinitive, is_reflexive, lemma, predicates
from ..refs import Ref

_EMPTY_VERBS = frozenset("être avoir faire aller venir pouvoir devoir falloir vouloir sembler paraître laisser".split())
_ARGUMENT_CASES = frozenset({"à", "de", "avec", "contre", "pour", "sur", "chez", "envers", "face à", "auprès de", "vers"})
# Arguments that were sought beside the tree are not good enough for a verb that nobody has described.
_SURE = 0.9


class OpenRelationReader:
    """Finds open relations in one text."""

    def __init__(self, arguments: ArgumentReader, clauses: ClauseReader, operators: Operators) -> None:
        self._arguments = arguments
        self._clauses = clauses
        self._operators = operators

    def read(self, doc: Doc, covered: set[int]) -> Iterator[Candidate]:
        """Candidates of the verbs that are not in `covered` (token offsets of verbs that a frame explains)."""
        for verb in predicates(doc):
            word = lemma(verb)
            if verb.i in covered or word in _EMPTY_VERBS or not word.isalpha() or verb.dep_.startswith(("aux", "cop", "fixed", "case")):
                continue
            if self._operators.governs(verb) or self._arguments.is_inside_name(verb):
                continue
            yield from self._verb(verb)

    def main_clause(self, sentence: Span) -> Iterator[Candidate]:
        """What a sentence says at its root, for one that says nothing else: about an entity at least on one side."""
        root = sentence.root
        if has_copula(root) and root.pos_ == "NOUN" and not case_of(root):
            phrase = self._arguments.phrase(root)
            for argument in self._clauses.surface_subjects(root):
                for subject in self._arguments.resolve(argument.token, spread=False):
                    if phrase is not None and subject.entity is not None:
                        concept = replace(phrase, type="Concept")
                        yield Candidate(
                            "instanceOf", subject, concept, root, "instanceOf/main clause", 0.7, "main clause",
                            subject_token=argument.token, object_token=root,
                        )  # fmt: skip
        elif root.pos_ == "VERB":
            yield from self._main_verb(root)

    def _main_verb(self, verb: Token) -> Iterator[Candidate]:
        """`X met Y sous pression`: the verb with its plain complement is the predicate (`mettre_sous_pression`)."""
        while self._operators.governs(verb) and (below := next((c for c in children(verb, "xcomp") if is_infinitive(c)), None)):
            verb = below  # "X tente de doubler Y" is about doubling
        clause = self._clauses.read(verb)
        if children(verb, "xcomp", "ccomp"):
            return
        name = ("se_" if is_reflexive(verb) else "") + lemma(verb)
        if clause.objects:
            other = clause.objects[0]
            plain = next((c for c in children(verb, "obl") if self._is_plain(c, other.token)), None)
            name += f"_{case_of(plain)}_{lemma(plain)}".replace(" ", "_") if plain is not None else ""
        elif obliques := [c for c in children(verb, "obl") if self._completes(c) and c.pos_ == "NOUN"]:
            other = Argument(obliques[0], obliques[0].dep_, 0.9)
            name += f"_{case_of(obliques[0])}".replace(" ", "_")
        else:
            return
        for argument in clause.subjects:
            for subject in self._arguments.resolve(argument.token, spread=False):
                for target in self._arguments.resolve(other.token, spread=False):
                    if (subject.named or target.named) and subject.key != target.key and subject.value is None:
                        yield Candidate(
                            name, subject, target, verb, f"open/{name}/main clause", 0.5, "main clause", open=True,
                            subject_token=argument.token, object_token=other.token,
                        )  # fmt: skip

    def _verb(self, verb: Token) -> Iterator[Candidate]:
        clause = self._clauses.read(verb)
        name = ("se " if is_reflexive(verb) else "") + lemma(verb)
        subjects = self._named(clause.subjects)
        if not subjects or children(verb, "xcomp", "ccomp"):
            return
        targets = [(r, a, name) for r, a in self._named(clause.objects or clause.bearers)]
        if not targets and not clause.objects:
            for child in children(verb, "obl", "iobj"):
                case = case_of(child)
                if self._completes(child):
                    targets.extend(
                        (r, a, f"{name} {case}") for r, a in self._named((Argument(child, child.dep_, 0.9),)) if r.type not in ("Place",)
                    )
        for subject, argument in subjects:
            for target, other, predicate in targets:
                if subject.key != target.key:
                    yield Candidate(
                        predicate.replace(" ", "_"), subject, target, verb, f"open/{predicate.replace(' ', '_')}",
                        0.8 * argument.weight * other.weight, "open", open=True,
                        subject_token=argument.token, object_token=other.token,
                    )  # fmt: skip

    def _named(self, arguments: tuple[Argument, ...]) -> list[tuple[Ref, Argument]]:
        """The named things among arguments that the parse has where they belong."""
        sure = (a for a in arguments if a.weight >= _SURE)
        return [(r, a) for a in sure for r in self._arguments.resolve(a.token) if r.entity is not None and r.named]

    def _completes(self, child: Token) -> bool:
        """Whether a phrase completes the verb rather than telling how, when or where."""
        if child.pos_ != "PRON" and child.i < child.head.i:
            return False  # "Pour X, Y se trompe": what opens the sentence
        if child.dep_ == "obl:agent" or case_of(child) not in _ARGUMENT_CASES or lemma(child) in TIMES or self._arguments.is_adverbial(child):
            return False
        return self._arguments.value_at(child) is None

    @staticmethod
    def _is_plain(child: Token, other: Token) -> bool:
        """`sous pression` in `met Y sous pression`: a bare noun behind the object, part of the verb."""
        bare = child.pos_ == "NOUN" and not any(c.dep_ != "case" for c in child.children)
        return bare and bool(case_of(child)) and child.dep_ != "obl:agent" and child.i > other.i
