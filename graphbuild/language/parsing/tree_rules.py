"""What holds in every French tree and a parser that scores arc by arc may miss: heads and labels in, better ones out.

Each rule names a combination that the treebanks never show, and the reading that is left:

- "que" behind a name or a comma, in a relative clause, is its object ("X, que la police avait arrêté") and no conjunction;
- a past participle without auxiliary has its subject before it, if any ("les travaux finis, …"): the noun behind it is the subject of
  the verb that follows ("Fondée en 1998, X, qui emploie 300 personnes, a racheté Y");
- a sentence that begins with such a participle, or an adjective, and has a finite verb is headed by the verb;
- a verb has one subject: a second one right behind it is its object;
- a phrase with article is coordinated to the noun with article, not to the name beside it ("le Belge X et l'Italien Y");
- an article is no preposition: "des grenades" behind "tirent" is its object;
- what is said of a noun agrees with it: participles and relative clauses with "qui" go to the noun near by that does ("une usine du
  groupe fermée en mai", "le départ des ouvriers, qui partent");
- French repeats the preposition before each member of a coordination ("le contrat de fourniture et de pose");
- a verb in the plural has a subject in the plural: of "X, sis à Y, et Z, son rival, vont" X and Z are the subject;
- verbs of coming to be have no object: a noun behind one without subject is its subject ("En 1933 naissait à X la pilote Y").
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
# With these a verb has no object of its own beside the relative pronoun.
_COMPLETE = ("obj", "ccomp", "xcomp", "cop", "aux:pass", "expl")
_NO_OBJECT = frozenset("advenir arriver décéder intervenir mourir naître parvenir provenir survenir venir".split())
# Nouns that stand behind a verb and are no object.
_TIMES = frozenset("an année heure jour minute mois semaine".split())
_NAMING = frozenset({"NOUN", "PROPN", "NUM"})
_CONTRACTED = {"d'": "de", "du": "de", "des": "de", "au": "à", "aux": "à"}
# Where a participle stands that opens its sentence.
_OPENING = frozenset({"advcl", "acl", "amod", "xcomp"})


def mend_tree(doc: Doc, heads: dict[int, int], labels: dict[int, str], verbs: Container[int] = ()) -> None:
    """Put right, in place, the heads and labels of a sentence, both by the offset of the word in the tagged `doc`; `verbs` are
    verbs too, whatever their tag."""
    tree = _Tree(doc, heads, labels, verbs)
    _head_by_verb(tree)
    for i in list(heads):
        for rule in (_relative_object, _nearest_apposed, _parallel, _agree, _article, _beside_name, _second_subject, _subject, _object):
            rule(tree, i)


@dataclass(slots=True)
class _Tree:
    doc: Doc
    heads: dict[int, int]
    labels: dict[int, str]
    verbs: Container[int]
    children: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for i, head in self.heads.items():
            if head != i:
                self.children.setdefault(head, []).append(i)

    def below(self, i: int, *labels: str) -> list[int]:
        """The children of a word, all or those with a label that begins so."""
        return [c for c in self.children.get(i, []) if not labels or self.labels[c].startswith(labels)]

    def move(self, i: int, head: int) -> None:
        """Hang a word on another, unless that hangs on it."""
        node = head
        while node != i and self.heads[node] != node:
            node = self.heads[node]
        if node != i:
            self.children[self.heads[i]].remove(i)
            self.heads[i] = head
            self.children.setdefault(head, []).append(i)

    def finite(self, i: int) -> Token | None:
        """The finite one of a word, its auxiliary or its copula."""
        parts = (self.doc[c] for c in (*self.below(i, "aux", "cop"), i))
        return next((t for t in parts if "Fin" in t.morph.get("VerbForm")), None)

    def is_bare_participle(self, i: int) -> bool:
        """A past participle without auxiliary."""
        token = self.doc[i]
        past = "Part" in token.morph.get("VerbForm") and "Past" in token.morph.get("Tense")
        return past and token.pos_ in ("VERB", "ADJ") and not self.below(i, "aux", "cop")

    def has_article(self, i: int) -> bool:
        """An article or possessive; behind "cette épreuve" no name follows that the noun is the title of."""
        return any(c < i and not self.doc[c].text.lower().startswith("ce") for c in self.below(i, "det"))

    def case(self, i: int) -> str:
        """The one preposition before a word, without the article in it; empty without one or with several."""
        words = [_plain(self.doc[c]) for c in self.below(i, "case") if c < i and self.doc[c].pos_ != "DET"]
        return words[0] if len(words) == 1 else ""


def _plain(token: Token) -> str:
    word = token.text.lower().replace("’", "'")
    return _CONTRACTED.get(word, word)


def _head_by_verb(tree: _Tree) -> None:
    root = next(i for i in tree.heads if tree.heads[i] == i)
    opening = tree.doc[root].pos_ == "ADJ" or tree.is_bare_participle(root)
    if root != min(tree.heads) or not opening or tree.below(root, "aux", "cop", "det"):
        return
    finite = (c for c in tree.below(root, "parataxis", "ccomp") if tree.finite(c))
    main = next((c for c in finite if any(t.text == "," for t in tree.doc[root:c])), None)
    if main is None or tree.below(main, "cc", "mark"):
        return
    tree.children[root].remove(main)
    tree.heads[main], tree.labels[main], tree.labels[root] = main, "ROOT", "advcl"
    tree.heads[root] = main
    tree.children.setdefault(main, []).append(root)
    for c in tree.below(root):
        if c > main:
            tree.move(c, main)


def _relative_object(tree: _Tree, verb: int) -> None:
    noun = tree.heads[verb]
    if tree.labels[verb] != "acl:relcl" or tree.doc[noun].pos_ not in ("NOUN", "PROPN") or tree.below(verb, *_COMPLETE):
        return
    for c in tree.below(verb, "mark"):
        if tree.doc[c].text in ("que", "qu'", "qu’") and noun < c < verb and (tree.doc[c - 1].text == "," or tree.doc[c - 1].pos_ == "PROPN"):
            tree.labels[c] = "obj"


def _subject(tree: _Tree, participle: int) -> None:
    main = tree.heads[participle]
    if not tree.is_bare_participle(participle) or tree.labels[participle] not in _OPENING or not tree.finite(main):
        return
    if not any(c < main and tree.labels[c] in _SUBJECTS for c in tree.below(main)):
        for c in tree.below(participle):
            if tree.labels[c] in _SUBJECTS and participle < c < main:
                tree.labels[c] = "nsubj"
                tree.move(c, main)


def _object(tree: _Tree, verb: int) -> None:
    """The second subject of a verb is its object; the object of a verb that has none is its subject."""
    doc, labels = tree.doc, tree.labels
    subjects = [c for c in tree.below(verb) if labels[c] in _SUBJECTS]
    if len(subjects) > 1 and (doc[verb].pos_ == "VERB" or verb in tree.verbs):
        first, last = min(subjects), max(subjects)
        if not first < verb < last or doc[last].pos_ not in ("NOUN", "PROPN") or tree.below(verb, *_COMPLETE):
            return
        apart = {t.text for t in doc[verb + 1 : last]} & {",", ":", "(", "»", "et", "comme", "que"}
        quoted = any(t.text in ("»", "”", '"') for t in doc[first:verb])
        if not apart and not quoted and doc[first].text not in ("il", "Il"):
            labels[last] = "obj"
    elif not subjects and doc[verb].lemma_ in _NO_OBJECT and tree.finite(verb) and labels[verb] != "conj":
        for c in tree.below(verb):
            if labels[c] == "obj" and c > verb and doc[c].pos_ in ("NOUN", "PROPN") and doc[c].lemma_ not in _TIMES:
                labels[c] = "nsubj"


def _nearest_apposed(tree: _Tree, name: int) -> None:
    """`le préfet et la maire de Lens, X`: the name of the nearer, which has its own article (unlike `l'acteur et réalisateur X`)."""
    if tree.labels[name] != "appos" or tree.doc[name].pos_ != "PROPN" or tree.below(name, "conj"):
        return
    head = tree.heads[name]
    nearer = [c for c in tree.below(head, "conj") if head < c < name and tree.doc[c].pos_ == "NOUN"]
    if nearer and tree.doc[max(nearer)].morph.get("Number") != ["Plur"] and tree.has_article(max(nearer)):
        tree.move(name, max(nearer))


def _parallel(tree: _Tree, i: int) -> None:
    above, case = tree.heads[i], tree.case(i)
    if tree.labels[i] != "conj" or not case or tree.doc[above].pos_ not in _NAMING:
        return
    if any(_plain(tree.doc[c]) == case for c in tree.below(above) if c < above):
        return
    inside = sorted((c for c in tree.below(above, "nmod") if above < c < i), reverse=True)
    for member in (*inside, tree.heads[above], tree.heads[tree.heads[above]]):
        if member < i and tree.doc[member].pos_ in _NAMING and tree.case(member) == case:
            if tree.labels[member].startswith(("nmod", "obl", "conj")):
                tree.move(i, member)
                return


def _second_subject(tree: _Tree, verb: int) -> None:
    subjects = [c for c in tree.below(verb) if tree.labels[c] in _SUBJECTS]
    finite = tree.finite(verb)
    if len(subjects) != 1 or subjects[0] > verb or finite is None or finite.morph.get("Number") != ["Plur"]:
        return
    subject = tree.doc[subjects[0]]
    if subject.pos_ not in _NAMING or tree.below(subject.i, "conj") or any(tree.doc[c].text.lower() == "les" for c in tree.below(subject.i)):
        return
    if subject.morph.get("Number") != ["Sing"] and subject.pos_ != "PROPN":
        return
    for c in range(subject.i + 1, verb):
        if tree.labels.get(c) == "conj" and tree.doc[c].pos_ in _NAMING and tree.below(c, "cc") and not tree.below(c, "case"):
            node = tree.heads[c]
            while node not in (subject.i, tree.heads[node]):
                node = tree.heads[node]
            if node == subject.i and (tree.doc[c].pos_ == "PROPN" or tree.below(c, "det")):
                tree.move(c, subject.i)


def _agree(tree: _Tree, i: int) -> None:
    noun, said, start = tree.heads[i], tree.doc[i], i
    if tree.labels[i] == "acl:relcl":
        start = next((c for c in tree.below(i) if tree.labels[c] in _SUBJECTS and tree.doc[c].text == "qui"), -1)
        said = tree.finite(i) or said
    elif tree.labels[i] not in ("acl", "amod") or not tree.is_bare_participle(i):
        return
    if not noun < start or tree.doc[tree.heads[noun]].text in ("un", "une") or not _conflict(tree, said, noun):
        return
    near = start - 1
    while near > noun and (tree.doc[near].is_punct or tree.doc[near].pos_ not in ("NOUN", "PROPN")):
        near -= 1
    for _ in range(6):
        if tree.doc[near].pos_ not in ("NOUN", "PROPN"):
            return
        if near != noun and tree.labels[near] != "flat:name" and _conflict(tree, said, near) is False:
            tree.move(i, near)
            return
        near = tree.heads[near]


def _conflict(tree: _Tree, said: Token, noun: int) -> bool | None:
    """Whether two words differ in number or gender; None where nothing is known, as of several nouns together."""
    if tree.below(noun, "conj") or tree.labels[noun] == "conj":
        return None
    pairs = [(said.morph.get(feature), tree.doc[noun].morph.get(feature)) for feature in ("Number", "Gender")]
    known = [one != other for one, other in pairs if one and other]
    return any(known) if known else None


def _article(tree: _Tree, noun: int) -> None:
    """`des` grenades, `de nouveaux` statuts: what the tagger has as an article, alone before a noun behind a verb."""
    verb, marks = tree.heads[noun], tree.below(noun, "case", "det")
    if len(marks) != 1 or tree.labels[marks[0]] != "case" or tree.doc[marks[0]].pos_ != "DET" or not tree.labels[noun].startswith("obl"):
        return
    adjective = any(c < noun for c in tree.below(noun, "amod"))
    if not adjective and tree.doc[marks[0]].text.lower() != "des" or tree.doc[noun].lemma_ in _TIMES:
        return  # "servir de support", "datent des années 1980"
    if tree.doc[verb].pos_ == "VERB" and verb < noun and not tree.below(verb, *_COMPLETE) and not tree.is_bare_participle(verb):
        tree.labels[marks[0]], tree.labels[noun] = "det", "obj"


def _beside_name(tree: _Tree, name: int) -> None:
    """What is coordinated to a name right behind a noun with article, and has an article itself, goes up to the noun."""
    noun = tree.heads[name]
    if tree.doc[name].pos_ != "PROPN" or tree.labels[name] not in ("appos", "nmod", "flat:name") or not 0 < name - noun <= 2:
        return
    if tree.doc[noun].morph.get("Number") == ["Plur"] or tree.below(name, "det", "case") or not tree.has_article(noun):
        return
    for c in tree.below(name, "conj"):
        if tree.has_article(c) and not tree.below(c, "case"):
            tree.move(c, noun)
