"""Finite verbs that were read as something else: a parsed `Doc` in, tags and trees put right out.

Many a French verb is a noun or an adjective too ("juge", "livre", "ferme"), and one that is made with a prefix no lexicon has
("cofonda"). Signs in the tree or the text tell that such a word is the verb of its clause, whatever the tagger says: it has a subject
and no copula, it heads a relative clause, it is coordinated to a verb, it follows a quotation.

Where the tree errs as well, the sentence is read anew, with commutation, as a linguist tries a word: of "le groupe chiffre le coût" the
arc parser reads "le groupe propose le coût". That tree is kept if the word heads a clause in it and the subject before it agrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from ...resources import language_path, read_yaml
from .arcs import ArcParser, Tree
from .embed import load_lexicon
from .lemmas import load_lemmas

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X", "NUM"})
# Places in the tree that a noun has and a finite verb has not; "acl" without relative pronoun is that of a participle.
_NOMINAL_DEPS = frozenset({"nmod", "appos", "amod", "flat", "obl", "obj", "nsubj", "acl"})
_CLAUSES = frozenset({"ROOT", "parataxis", "advcl", "ccomp", "acl:relcl"})
# What a finite verb has not and a noun or adjective has.
_NOT_OF_VERBS = frozenset({"det", "case", "cop", "aux", "aux:tense", "aux:pass", "amod", "nummod"})
# What stands behind a finite verb; a word that is an adjective or a preposition besides must show more.
_BEHIND = frozenset({"DET", "NUM", "PROPN", "ADP", "ADV", "PRON", "SCONJ", "NOUN"})
_COMPLEMENT = frozenset({"DET", "NUM", "PRON"})
_GOES_ON = {"ADJ": frozenset({"DET", "NUM", "PROPN"}), "ADP": frozenset({"ADP"})}

_TENSES = {"P": "Mood=Ind|Tense=Pres", "I": "Mood=Ind|Tense=Imp", "J": "Mood=Ind|Tense=Past", "F": "Mood=Ind|Tense=Fut",
           "C": "Mood=Cnd|Tense=Pres", "S": "Mood=Sub|Tense=Pres"}  # fmt: skip
_NUMBERS = {"s": "Sing", "p": "Plur"}


@dataclass(frozen=True, slots=True)
class FiniteVerb:
    """A word that is a verb: where it stands, its features and its lemma."""

    i: int
    morph: str
    lemma: str


class FiniteVerbs:
    """The spaCy component `graphbuild_verbs`; without a `parser` no tree is read anew."""

    def __init__(self, name: str, lang: str, parser: ArcParser | None) -> None:
        self.name = name
        data = read_yaml(language_path(lang, "verbs.yaml"))
        self._prefixes: list[str] = sorted(data["prefixes"], key=len, reverse=True)
        self._never = frozenset(data["never"])
        self._substitutes: dict[str, str] = data["substitutes"]
        self._parser = parser

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, *self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> tuple[list[FiniteVerb], list[Tree]]:
        """The words that are verbs, and the trees of the sentences that are to be read anew."""
        found: set[int] = set()
        for token in doc:
            third = self._third(token)
            if third and (_has_subject(token, third) or _is_incise(token) or _is_coordinate(token, third, token.head.i in found)):
                found.add(token.i)
        trees: list[Tree] = []
        for sentence in doc.sents if self._parser is not None else ():
            instead: dict[int, str] = {}
            tree: Tree | None = None
            for token in self._candidates(sentence, found):
                anew = self._commuted(token, instead)
                if anew is not None:
                    tree = anew
                    instead[token.i] = self._substitutes[self._number(token)]
                    found.update({token.i} if self._third(token) else ())
            if tree is not None:
                trees.append(tree)
        return [self._verb(doc[i]) for i in sorted(found)], trees

    def set_annotations(self, doc: Doc, verbs: Iterable[FiniteVerb], trees: Iterable[Tree]) -> None:
        """Write part of speech, features and lemma of the verbs, heads and labels of the trees."""
        for verb in verbs:
            token = doc[verb.i]
            token.pos_, token.lemma_ = "VERB", verb.lemma
            token.set_morph(verb.morph)
        trees = list(trees)
        if self._parser is not None and trees:
            self._parser.set_annotations(doc, trees)

    # --- what a form may be ---

    def _third(self, token: Token) -> str:
        """Tense and number of a word that may be a verb in the third person, and is not read as one."""
        if token.pos_ in ("VERB", "AUX", "PUNCT", "SPACE") or not token.text.islower() or token.text in self._never:
            return ""
        return load_lexicon().third_person(self._stem(token.text))

    def _number(self, token: Token) -> str:
        """The number of a word that may be a verb in the third person and has no place as one in the tree; else ""."""
        if token.pos_ == "VERB" and _is_finite(token):
            number = token.morph.get("Number")
            placed = token.dep_.split(":")[0] not in _NOMINAL_DEPS or token.dep_ == "acl:relcl" or "3" not in token.morph.get("Person")
            return "" if placed or not number else number[0][0].lower()
        return self._third(token)[-1:]

    def _stem(self, norm: str) -> str:
        """The form that the lexicon has of a verb: the word itself, else without its prefix."""
        lexicon = load_lexicon()
        if lexicon.look_up(norm)[0]:
            return norm
        rests = (norm[len(prefix) :] for prefix in self._prefixes if norm.startswith(prefix))
        return next((rest for rest in rests if len(rest) > 3 and lexicon.third_person(rest)), norm)

    def _verb(self, token: Token) -> FiniteVerb:
        stem = self._stem(token.text)
        tense, number = tuple(load_lexicon().third_person(stem))
        lemma = load_lemmas().look_up(stem, "VERB") or _regular(stem)
        prefix = token.text[: len(token.text) - len(stem)]
        return FiniteVerb(token.i, f"{_TENSES[tense]}|Number={_NUMBERS[number]}|Person=3|VerbForm=Fin", prefix + lemma)

    # --- trees anew ---

    def _candidates(self, sentence: Span, found: set[int]) -> Iterator[Token]:
        """The words that may be a verb by what stands around them, in a sentence without one, or that the tagger takes for one and
        the parser does not."""
        root = sentence.root
        headless = not any(_is_finite(t) or t.i in found for t in (root, *root.children) if t == root or t.dep_.startswith(("aux", "cop")))
        for token in sentence[1:-1]:
            if token.i in found or not self._number(token):
                continue
            before, after = token.nbor(-1), token.nbor(1)
            if before.pos_ == "CCONJ":
                coined = self._stem(token.text) != token.text
                if after.pos_ in _COMPLEMENT or coined and after.pos_ == "PROPN":
                    yield token
            elif headless or token.pos_ == "VERB":
                opened = before.text in (",", ")", "»") and before.i > sentence.start
                if after.pos_ in _GOES_ON.get(token.pos_, _BEHIND) and (opened or before.pos_ in _NOMINAL | {"ADJ", "ADV", "VERB"}):
                    yield token

    def _commuted(self, token: Token, instead: dict[int, str]) -> Tree | None:
        """The tree of the sentence with an unmistakable verb in the place of `token`, if it heads a clause with a subject there, or
        is coordinated to a verb."""
        assert self._parser is not None
        words = np.array([t.i for t in token.sent if not t.is_space], dtype=np.int64)
        number = self._number(token)
        tree = next(iter(self._parser.read(token.doc, [words], {**instead, token.i: self._substitutes[number]})), None)
        if tree is None:
            return None
        heads = {int(i): int(head) for i, head in zip(tree[0], tree[1], strict=True)}
        labels = {int(i): label for i, label in zip(tree[0], tree[2], strict=True)}
        if labels[token.i] == "conj" and token.nbor(-1).pos_ == "CCONJ":
            above = token.doc[heads[token.i]]
            return tree if _is_finite(above) and above.morph.get("Number") == [_NUMBERS[number]] else None
        if labels[token.i] not in _CLAUSES or token.nbor(-1).pos_ == "CCONJ":
            return None
        for i in (i for i in heads if heads[i] == token.i and i < token.i and labels[i] in _SUBJECTS):
            near = token.i - 1
            while heads[near] == token.i and labels[near] in ("advmod", "punct"):
                near -= 1
            while near != i and heads[near] != near:
                near = heads[near]
            between = [t.text for t in token.doc[i : token.i]]
            closed = ":" not in between and between.count(",") != 1
            articled = token.doc[i].pos_ == "PROPN" or any(heads[n] == i and labels[n] == "det" for n in heads)
            if near == i and closed and articled and _may_be_subject(token.doc[i], number):
                return tree
        return None


def _is_finite(token: Token) -> bool:
    return "Fin" in token.morph.get("VerbForm")


def _has_subject(token: Token, third: str) -> bool:
    """Whether the parser gave the word a subject, or a relative clause to head, and nothing that a verb has not."""
    own = list(token.children)
    if any(c.dep_ in _NOT_OF_VERBS and c.i < token.i for c in own):
        return False
    subjects = [c for c in own if c.dep_ in _SUBJECTS and _may_be_subject(c, third[1])]
    return any(c.i < token.i for c in subjects) or token.dep_ == "acl:relcl" and bool(subjects)


def _is_coordinate(token: Token, third: str, to_verb: bool) -> bool:
    """`ferme l'usine et livre ses clients`: a word without article, coordinated to a verb (`to_verb`: one found before, else one of
    the tagger) and followed by a complement."""
    above, before = token.head, token.nbor(-1) if token.i else token
    if token.dep_ != "conj" or before.pos_ != "CCONJ" or token.i + 1 >= len(token.doc) or token.nbor(1).pos_ not in _COMPLEMENT:
        return False
    agrees = to_verb or above.pos_ == "VERB" and _is_finite(above) and above.morph.get("Number") == [_NUMBERS[third[1]]]
    return agrees and not any(c.dep_ in _NOT_OF_VERBS and c.i < token.i for c in token.children)


def _is_incise(token: Token) -> bool:
    """`« … », juge X`: what stands right behind a quotation and its comma, before a name or an article."""
    if token.i < 2 or token.i + 1 >= len(token.doc) or token.nbor(1).pos_ not in ("PROPN", "DET"):
        return False
    return token.nbor(-1).text == "," and token.nbor(-2).text in ("»", "”", '"')


def _may_be_subject(token: Token, number: str) -> bool:
    """Whether a noun phrase agrees in number with a verb."""
    known = token.morph.get("Number")
    several = any(c.dep_ == "conj" for c in token.children)
    alone = token.pos_ == "PROPN" and number == "s"
    return token.pos_ in _NOMINAL and (several or alone or (not known and token.pos_ != "PROPN") or known == [_NUMBERS[number]])


def _regular(form: str) -> str:
    """The infinitive of a form in -er, the conjugation of all new verbs."""
    for ending in ("èrent", "eront", "eraient", "aient", "erait", "era", "ait", "ent", "e", "a"):
        if form.endswith(ending):
            return form[: -len(ending)] + "er"
    return form


@Language.factory("graphbuild_verbs", assigns=["token.pos", "token.morph", "token.lemma", "token.head", "token.dep"], requires=["token.dep"])
def create_verbs(nlp: Language, name: str) -> FiniteVerbs:
    """Factory: `nlp.add_pipe("graphbuild_verbs")` behind the parsers."""
    parser = nlp.get_pipe("graphbuild_arcs") if "graphbuild_arcs" in nlp.pipe_names else None
    return FiniteVerbs(name, nlp.lang or "fr", parser if isinstance(parser, ArcParser) else None)
