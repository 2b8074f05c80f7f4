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
- verbs of coming to be have no object: a noun behind one without subject is its subject ("En 1933 naissait à X la pilote Y").
"""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
# With these a verb has no object of its own beside the relative pronoun.
_COMPLETE = ("obj", "ccomp", "xcomp", "cop", "aux:pass", "expl")
_NO_OBJECT = frozenset("advenir arriver décéder intervenir mourir naître parvenir provenir survenir venir".split())
_TIMES = frozenset("an année heure jour minute mois semaine".split())
_NAMING = frozenset({"NOUN", "PROPN", "NUM"})
_CONTRACTED = {"d'": "de", "du": "de", "des": "de", "au": "à", "aux": "à"}
_OPENING = frozenset({"advcl", "acl", "amod", "xcomp"})


def mend_tree(doc: Doc, heads: dict[int, int], labels: dict[int, str], verbs: Container[int] = ()) -> None:
    """Put right, in place, the heads and labels of a sentence, both by the offset of the word in the tagged `doc`; `verbs` are
    verbs too, whatever their tag."""
    children: dict[int, list[int]] = {}
    for i, head in heads.items():
        if head != i:
            children.setdefault(head, []).append(i)
    _head_by_verb(doc, children, heads, labels)
    for i, own in list(children.items()):
        _relative_object(doc, i, own, heads, labels)
        _parallel(doc, i, own, children, heads, labels)
        _agree(doc, i, own, children, heads, labels)
        _article(doc, i, own, children, heads, labels)
        _beside_name(doc, i, children, heads, labels)
        subjects = [c for c in own if labels[c] in _SUBJECTS]
        main = heads[i]
        if _is_bare_participle(doc[i], [labels[c] for c in own]):
            verbal = labels[i] in _OPENING and _is_finite(doc, main, children.get(main, []), labels)
            if verbal and not any(labels[c] in _SUBJECTS and c < main for c in children[main]):
                for c in (c for c in subjects if i < c < main):
                    heads[c], labels[c] = main, "nsubj"
        elif len(subjects) > 1 and subjects[0] < i < subjects[-1] and not any(labels[c].startswith(_COMPLETE) for c in own):
            between = {t.text for t in doc[i + 1 : subjects[-1]]}
            if (doc[i].pos_ == "VERB" or i in verbs) and doc[subjects[-1]].pos_ in ("NOUN", "PROPN") and not between & {",", ":", "(", "»", "et", "comme", "que"}:
                quoted = doc[subjects[0]].text in ("il", "Il") or any(t.text in ("»", "”", '"') for t in doc[subjects[0] : i])
                labels[subjects[-1]] = labels[subjects[-1]] if quoted else "obj"
        elif not subjects and doc[i].lemma_ in _NO_OBJECT and _is_finite(doc, i, own, labels) and labels[i] != "conj":
            for c in (c for c in own if labels[c] == "obj" and c > i and doc[c].pos_ in ("NOUN", "PROPN") and doc[c].lemma_ not in _TIMES):
                labels[c] = "nsubj"


def _head_by_verb(doc: Doc, children: dict[int, list[int]], heads: dict[int, int], labels: dict[int, str]) -> None:
    root = next(i for i in heads if heads[i] == i)
    own = children.get(root, [])
    opening = doc[root].pos_ == "ADJ" or _is_bare_participle(doc[root], [labels[c] for c in own])
    if root != min(heads) or not opening or any(labels[c].startswith(("aux", "cop", "det")) for c in own):
        return
    finite = (c for c in own if labels[c] in ("parataxis", "ccomp") and _is_finite(doc, c, children.get(c, []), labels))
    main = next((c for c in finite if any(t.text == "," for t in doc[root:c])), None)
    if main is None or any(labels[c] in ("cc", "mark") for c in children.get(main, [])):
        return
    heads[main], labels[main], heads[root], labels[root] = main, "ROOT", main, "advcl"
    children[main] = [*children.get(main, []), root]
    for c in (c for c in own if c > main):
        heads[c] = main
        children[main].append(c)
    children[root] = [c for c in own if c < main]


def _relative_object(doc: Doc, verb: int, own: list[int], heads: dict[int, int], labels: dict[int, str]) -> None:
    if labels[verb] != "acl:relcl" or doc[heads[verb]].pos_ not in ("NOUN", "PROPN") or any(labels[c].startswith(_COMPLETE) for c in own):
        return
    for c in own:
        if labels[c] == "mark" and doc[c].text in ("que", "qu'", "qu’") and heads[verb] < c < verb:
            if doc[c - 1].text == "," or doc[c - 1].pos_ == "PROPN":
                labels[c] = "obj"


def _parallel(doc: Doc, i: int, own: list[int], children: dict[int, list[int]], heads: dict[int, int], labels: dict[int, str]) -> None:
    above = heads[i]
    case = _case(doc, i, own, labels)
    if labels[i] != "conj" or not case or doc[above].pos_ not in _NAMING:
        return
    if any(_CONTRACTED.get(doc[c].text.lower(), doc[c].text.lower()) == case for c in children[above] if c < above):
        return
    inside = [c for c in children[above] if above < c < i and labels[c] == "nmod"]
    upward = [heads[above], heads[heads[above]]]
    for member in (*reversed(inside), *upward):
        if member < i and doc[member].pos_ in _NAMING and _case(doc, member, children.get(member, []), labels) == case:
            if labels[member].startswith(("nmod", "obl", "conj")):
                heads[i] = member
                return


def _case(doc: Doc, i: int, own: list[int], labels: dict[int, str]) -> str:
    """The one preposition before a word, without the article in it; empty without one or with several."""
    words = [doc[c].text.lower().replace("’", "'") for c in own if labels[c] == "case" and c < i and doc[c].pos_ != "DET"]
    return _CONTRACTED.get(words[0], words[0]) if len(words) == 1 else ""


def _agree(doc: Doc, i: int, own: list[int], children: dict[int, list[int]], heads: dict[int, int], labels: dict[int, str]) -> None:
    noun, said, start = heads[i], doc[i], i
    if labels[i] == "acl:relcl":
        start = next((c for c in own if labels[c] in _SUBJECTS and doc[c].text == "qui"), -1)
        said = next((doc[c] for c in (*own, i) if (c == i or labels[c].startswith(("aux", "cop"))) and "Fin" in doc[c].morph.get("VerbForm")), said)
    elif labels[i] not in ("acl", "amod") or not _is_bare_participle(said, [labels[c] for c in own]):
        return
    if not noun < start or doc[heads[noun]].text in ("un", "une") or not _conflict(doc, said, noun, children, labels):
        return
    near = start - 1
    while near > noun and (doc[near].is_punct or doc[near].pos_ not in ("NOUN", "PROPN")):
        near -= 1
    for _ in range(6):
        if doc[near].pos_ not in ("NOUN", "PROPN"):
            return
        if near != noun and labels[near] != "flat:name" and _conflict(doc, said, near, children, labels) is False:
            heads[i] = near
            return
        if heads[near] == near:
            return
        near = heads[near]


def _conflict(doc: Doc, said: Token, noun: int, children: dict[int, list[int]], labels: dict[int, str]) -> bool | None:
    """Whether two words differ in number or gender; None where nothing is known, as of several nouns together."""
    if any(labels[c] == "conj" for c in children.get(noun, [])) or labels[noun] == "conj":
        return None
    pairs = [(said.morph.get(feature), doc[noun].morph.get(feature)) for feature in ("Number", "Gender")]
    known = [one != other for one, other in pairs if one and other]
    return any(known) if known else None


def _article(doc: Doc, noun: int, own: list[int], children: dict[int, list[int]], heads: dict[int, int], labels: dict[int, str]) -> None:
    """`des` grenades, `de nouveaux` statuts: what the tagger has as an article, alone before a noun behind a verb."""
    verb = heads[noun]
    marks = [c for c in own if labels[c] in ("case", "det")]
    if len(marks) != 1 or labels[marks[0]] != "case" or doc[marks[0]].pos_ != "DET" or not labels[noun].startswith("obl"):
        return
    adjective = any(labels[c] == "amod" and c < noun for c in own)
    if not adjective and doc[marks[0]].text.lower() != "des" or doc[noun].lemma_ in _TIMES:
        return  # "servir de support", "datent des années 1980"
    above = [labels[c] for c in children[verb]]
    if doc[verb].pos_ == "VERB" and verb < noun and not any(label.startswith(_COMPLETE) for label in above):
        if not _is_bare_participle(doc[verb], above):
            labels[marks[0]], labels[noun] = "det", "obj"


def _beside_name(doc: Doc, name: int, children: dict[int, list[int]], heads: dict[int, int], labels: dict[int, str]) -> None:
    """What is coordinated to a name right behind a noun with article, and has an article itself, goes up to the noun."""
    noun = heads[name]
    if doc[name].pos_ != "PROPN" or labels[name] not in ("appos", "nmod", "flat:name") or doc[noun].morph.get("Number") == ["Plur"]:
        return
    if not 0 < name - noun <= 2 or any(labels[c] in ("det", "case") for c in children[name]) or not _has_article(doc, noun, children, labels):
        return
    for c in children[name]:
        if labels[c] == "conj" and _has_article(doc, c, children, labels) and not any(labels[g] == "case" for g in children[c]):
            heads[c] = noun


def _has_article(doc: Doc, noun: int, children: dict[int, list[int]], labels: dict[int, str]) -> bool:
    """An article or possessive; behind "cette épreuve" no name follows that the noun is the title of."""
    return any(labels[c] == "det" and c < noun and not doc[c].text.lower().startswith("ce") for c in children.get(noun, []))


def _is_bare_participle(token: Token, labels: list[str]) -> bool:
    past = token.pos_ in ("VERB", "ADJ") and "Part" in token.morph.get("VerbForm") and "Past" in token.morph.get("Tense")
    return past and not any(label.startswith(("aux", "cop")) for label in labels)


def _is_finite(doc: Doc, verb: int, own: list[int], labels: dict[int, str]) -> bool:
    """Whether a word, its auxiliary or its copula is finite."""
    parts = [verb, *(c for c in own if labels[c].startswith(("aux", "cop")))]
    return any("Fin" in doc[i].morph.get("VerbForm") for i in parts)
