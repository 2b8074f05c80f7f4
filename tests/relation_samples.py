"""Hand-built parses for the tests of relations: a table of words in, a `Doc` out; no model is needed."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from graphbuild.language import attributes  # noqa: F401 - registers the extensions of Doc

VOCAB = spacy.blank("xx").vocab


def parse(table: str, entities: dict[str, str] | None = None) -> Doc:
    """A `Doc` from lines `word lemma POS dep head [morph]`; `head` is the number of a line, counted from 0.

    `entities` gives names (words as they stand) and their types; each becomes an entity of the document.
    """
    rows = [line.split() for line in table.strip().splitlines()]
    doc = Doc(
        VOCAB,
        words=[row[0] for row in rows],
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        deps=[row[3] for row in rows],
        heads=[int(row[4]) for row in rows],
        morphs=[row[5] if len(row) > 5 else "" for row in rows],
    )
    doc._.gb_values = []
    doc._.gb_entities = [
        {"label": name, "type": kind, "aliases": [], "mentions": [[start, start + len(name.split()), "name"]]}
        for name, kind in (entities or {}).items()
        for start in [_find(doc, name.split())]
    ]
    return doc


def _find(doc: Doc, words: list[str]) -> int:
    texts = [token.text for token in doc]
    return next(i for i in range(len(texts)) if texts[i : i + len(words)] == words)


FIN = "Mood=Ind|Tense=Pres|VerbForm=Fin"
CND = "Mood=Cnd|Tense=Pres|VerbForm=Fin"
FUT = "Mood=Ind|Tense=Fut|VerbForm=Fin"
PART = "Tense=Past|VerbForm=Part"
INF = "VerbForm=Inf"

NAMES = {"Velmont": "Organization", "Ostrava": "Organization"}

ACTIVE = f"""
Velmont Velmont PROPN nsubj 2
a avoir AUX aux:tense 2 {FIN}
racheté racheter VERB ROOT 2 {PART}
Ostrava Ostrava PROPN obj 2
"""

PASSIVE = f"""
Ostrava Ostrava PROPN nsubj:pass 3
a avoir AUX aux:tense 3 {FIN}
été être AUX aux:pass 3 {PART}
racheté racheter VERB ROOT 3 {PART}
par par ADP case 5
Velmont Velmont PROPN obl:agent 3
"""

RELATIVE = f"""
Velmont Velmont PROPN nsubj 5
, , PUNCT punct 3
qui qui PRON nsubj 3 PronType=Rel
rachète racheter VERB acl:relcl 0 {FIN}
Ostrava Ostrava PROPN obj 3
grandit grandir VERB ROOT 5 {FIN}
"""

PARTICIPLE = f"""
Ostrava Ostrava PROPN nsubj 5
, , PUNCT punct 2
racheté racheter VERB acl 0 {PART}
par par ADP case 4
Velmont Velmont PROPN obl:agent 2
grandit grandir VERB ROOT 5 {FIN}
"""

NOMINAL = f"""
Le le DET det 1
rachat rachat NOUN nsubj 6
de de ADP case 3
Ostrava Ostrava PROPN nmod 1
par par ADP case 5
Velmont Velmont PROPN nmod 1
étonne étonner VERB ROOT 6 {FIN}
"""

INFINITIVE = f"""
Velmont Velmont PROPN nsubj 1
compte compter VERB ROOT 1 {FIN}
racheter racheter VERB xcomp 1 {INF}
Ostrava Ostrava PROPN obj 2
"""

REFUSAL = f"""
Velmont Velmont PROPN nsubj 1
refuse refuser VERB ROOT 1 {FIN}
de de ADP mark 3
racheter racheter VERB xcomp 1 {INF}
Ostrava Ostrava PROPN obj 3
"""

NEGATION = f"""
Velmont Velmont PROPN nsubj 4
n' ne ADV advmod 4 Polarity=Neg
a avoir AUX aux:tense 4 {FIN}
pas pas ADV advmod 4 Polarity=Neg
racheté racheter VERB ROOT 4 {PART}
Ostrava Ostrava PROPN obj 4
"""

HEARSAY = f"""
Velmont Velmont PROPN nsubj 2
aurait avoir AUX aux:tense 2 {CND}
racheté racheter VERB ROOT 2 {PART}
Ostrava Ostrava PROPN obj 2
"""

FUTURE = f"""
Velmont Velmont PROPN nsubj 1
rachètera racheter VERB ROOT 1 {FUT}
Ostrava Ostrava PROPN obj 1
"""

CLEFT = f"""
C' ce PRON nsubj 2
est être AUX cop 2 {FIN}
Velmont Velmont PROPN ROOT 2
, , PUNCT punct 6
et et CCONJ cc 6
non non ADV advmod 6
Dorval Dorval PROPN conj 2
, , PUNCT punct 10
qui qui PRON nsubj 10 PronType=Rel
a avoir AUX aux:tense 10 {FIN}
racheté racheter VERB acl:relcl 6 {PART}
Ostrava Ostrava PROPN obj 10
"""

INCISE = f"""
Velmont Velmont PROPN nsubj 2
a avoir AUX aux:tense 2 {FIN}
racheté racheter VERB ROOT 2 {PART}
Ostrava Ostrava PROPN obj 2
, , PUNCT punct 5
affirme affirmer VERB parataxis 2 {FIN}
Dupont Dupont PROPN obj 5
. . PUNCT punct 2
"""

ACCORDING = f"""
Selon selon ADP case 1
Dupont Dupont PROPN obl:mod 5
, , PUNCT punct 1
Velmont Velmont PROPN nsubj 5
a avoir AUX aux:tense 5 {FIN}
racheté racheter VERB ROOT 5 {PART}
Ostrava Ostrava PROPN obj 5
"""

THAT_CLAUSE = f"""
Dupont Dupont PROPN nsubj 1
dément démentir VERB ROOT 1 {FIN}
que que SCONJ mark 5
Velmont Velmont PROPN nsubj 5
ait avoir AUX aux:tense 5 {FIN}
racheté racheter VERB ccomp 1 {PART}
Ostrava Ostrava PROPN obj 5
"""

COORDINATION = f"""
Velmont Velmont PROPN nsubj 2
a avoir AUX aux:tense 2 {FIN}
repris reprendre VERB ROOT 2 {PART}
Kelbor Kelbor PROPN obj 2
et et CCONJ cc 5
racheté racheter VERB conj 2 {PART}
Ostrava Ostrava PROPN obj 5
"""

# The parser took "par Velmont" for a complement of the noun before it.
STRAYED_AGENT = f"""
Ostrava Ostrava PROPN nsubj:pass 2
est être AUX aux:pass 2 {FIN}
racheté racheter VERB ROOT 2 {PART}
à à ADP case 5
grands grand ADJ amod 5
frais frais NOUN obl:arg 2
par par ADP case 7
Velmont Velmont PROPN nmod 5
"""

# "L'économiste s'est vu décerner …": grammar's subject is the one to whom it is done
AWARDED = f"""
Rivoire Rivoire PROPN nsubj 4
s' se PRON expl:pv 4 Reflex=Yes
est être AUX aux:tense 3 {FIN}
vu voir VERB aux:caus 4 {PART}
décerner décerner VERB ROOT 4 {INF}
le le DET det 6 Definite=Def|PronType=Art
Turgot Turgot PROPN obj 4
"""

# two subjects: the parser took the object for another one
TWO_SUBJECTS = f"""
Velmont Velmont PROPN nsubj 2
a avoir AUX aux:tense 2 {FIN}
racheté racheter VERB ROOT 2 {PART}
Ostrava Ostrava PROPN nsubj 2
"""

NAMED_TO_HEAD = f"""
Velmont Velmont PROPN nsubj 2
a avoir AUX aux:tense 2 {FIN}
nommé nommer VERB ROOT 2 {PART}
Berg Berg PROPN obj 2
à à ADP case 6
la le DET det 6 Definite=Def|PronType=Art
tête tête NOUN obl:mod 2
de de ADP case 8
Ostrava Ostrava PROPN nmod 6
"""

FRONTED_PHRASE = f"""
En en ADP case 1
visite visite NOUN obl:mod 7
à à ADP case 3
Oslo Oslo PROPN nmod 1
, , PUNCT punct 1
Berg Berg PROPN nsubj 7
a avoir AUX aux:tense 7 {FIN}
parlé parler VERB ROOT 7 {PART}
"""

ANNOUNCED_LIST = f"""
Deux deux NUM nummod 1
sociétés société NOUN nsubj 2 Number=Plur
rachètent racheter VERB ROOT 2 {FIN}
Ostrava Ostrava PROPN obj 2
: : PUNCT punct 5
Velmont Velmont PROPN appos 3
et et CCONJ cc 7
Alpex Alpex PROPN conj 5
"""

HEADLINE_OF_TWO = f"""
Berg Berg PROPN nsubj 1
remporte remporter VERB ROOT 1 {FIN}
l' le DET det 3
étape étape NOUN obj 1
, , PUNCT punct 5
Duval Duval PROPN conj 3
en en ADP case 7
jaune jaune NOUN nmod 5
"""

# "est passée" with the labels of a passive
PASSED = f"""
Ostrava Ostrava PROPN nsubj:pass 2
est être AUX aux:pass 2 {FIN}
passée passer VERB ROOT 2 {PART}
sous sous ADP case 5
le le DET det 5 Definite=Def|PronType=Art
contrôle contrôle NOUN obl:mod 2
de de ADP case 7
Velmont Velmont PROPN nmod 5
"""

CLEFT_OF_MEANS = f"""
C' ce PRON expl:subj 4
est être AUX cop 4 {FIN}
par par ADP case 4
un un DET det 4
courriel courriel NOUN ROOT 4
que que PRON obj 8 PronType=Rel
Velmont Velmont PROPN nsubj 8
a avoir AUX aux:tense 8 {FIN}
racheté racheter VERB advcl:cleft 4 {PART}
Ostrava Ostrava PROPN obj 8
"""

FOR_WANT_OF = f"""
Velmont Velmont PROPN nsubj 1
rachète racheter VERB ROOT 1 {FIN}
Ostrava Ostrava PROPN obj 1
faute faute NOUN obj 1
de de ADP case 5
crédits crédit NOUN nmod 3
"""

# the parser took the antecedent for the subject
INVERTED_RELATIVE = f"""
Ostrava Ostrava PROPN nsubj 3
, , PUNCT punct 3
que que PRON obj 3 PronType=Rel
rachète racheter VERB ROOT 3 {FIN}
Velmont Velmont PROPN nsubj 3
, , PUNCT punct 3
"""

LIST_BEHIND_A_PLACE = f"""
Réunis réunir VERB advcl 8 {PART}
à à ADP case 2
Oslo Oslo PROPN obl:arg 0
, , PUNCT punct 4
Velmont Velmont PROPN conj 2
et et CCONJ cc 6
Alpex Alpex PROPN conj 2
ont avoir AUX aux:tense 8 {FIN}|Number=Plur
racheté racheter VERB ROOT 8 {PART}
la le DET det 10
mine mine NOUN nsubj 8 Number=Sing
d' de ADP case 12
Ostrava Ostrava PROPN nmod 10
"""

TAKEN_IN = f"""
Huit huit NUM nummod 1
sociétés société NOUN nsubj 8 Number=Plur
, , PUNCT punct 4
dont dont PRON nmod 4
Velmont Velmont PROPN acl:relcl 1
et et CCONJ cc 6
Alpex Alpex PROPN conj 4
, , PUNCT punct 4
rachètent racheter VERB ROOT 8 {FIN}
Ostrava Ostrava PROPN obj 8
"""

# "affirme ne pas avoir racheté": the parser hung the negation on the verb before
NEGATED_INFINITIVE = f"""
Velmont Velmont PROPN nsubj 1
affirme affirmer VERB ROOT 1 {FIN}
ne ne ADV advmod 1
pas pas ADV advmod 1
avoir avoir AUX aux:tense 5 {INF}
racheté racheter VERB xcomp 1 {PART}
Ostrava Ostrava PROPN obj 5
"""

FIRST_PERSON = f"""
« « PUNCT punct 5
Je je PRON nsubj 5 Number=Sing|Person=1|PronType=Prs
n' ne ADV advmod 5
ai avoir AUX aux:tense 5 {FIN}
pas pas ADV advmod 5
racheté racheter VERB ROOT 5 {PART}
Ostrava Ostrava PROPN obj 5
» » PUNCT punct 5
, , PUNCT punct 10
a avoir AUX aux:tense 10 {FIN}
dit dire VERB parataxis 5 {PART}
Berg Berg PROPN nsubj 10
. . PUNCT punct 5
"""

TAKEN_UP = f"""
Ostrava Ostrava PROPN dislocated 4
, , PUNCT punct 0
Velmont Velmont PROPN nsubj 4
l' le PRON obj 4 PronType=Prs
rachète racheter VERB ROOT 4 {FIN}
"""
