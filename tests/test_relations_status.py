"""How a fact is meant and who says it, where grammar and not one word decides: on hand-built parses."""

from __future__ import annotations

from typing import Any

import pytest
import relation_samples as samples
from test_relations import ACQUIRED, NAMES, statements

import graphbuild as gb
from graphbuild.relations.grammar.arguments import ArgumentReader
from graphbuild.relations.grammar.operators import read_operators
from graphbuild.relations.grammar.syntax import is_reflexive
from graphbuild.relations.reader import StatementReader
from graphbuild.relations.selection import without_bolder
from graphbuild.relations.status.factuality import FactualityReader
from graphbuild.relations.times import TimeReader

FIN, CND, FUT, PART, INF = samples.FIN, samples.CND, samples.FUT, samples.PART, samples.INF
PEOPLE = {**NAMES, "Dupont": "Person"}

# "Dupont" stands in front of the verb of a relative clause: no incise, whatever the comma.
SUBJECT_BEFORE = f"""
Dupont Dupont PROPN nsubj 6
, , PUNCT punct 3
qui qui PRON nsubj 3 PronType=Rel
dirige diriger VERB acl:relcl 0 {FIN}
Velmont Velmont PROPN obj 3
, , PUNCT punct 3
dénonce dénoncer VERB ROOT 6 {FIN}
le le DET det 8
rachat rachat NOUN obj 6
de de ADP case 10
Ostrava Ostrava PROPN nmod 8
par par ADP case 12
Kelbor Kelbor PROPN nmod 8
"""

# The parser takes the verb of speech for the main clause and what is said for its complement.
INCISE_ON_TOP = f"""
Velmont Velmont PROPN nsubj 2
a avoir AUX aux:tense 2 {FIN}
racheté racheter VERB advcl 7 {PART}
Ostrava Ostrava PROPN obj 2
, , PUNCT punct 2
ont avoir AUX aux:tense 7 {FIN}
vite vite ADV advmod 7
indiqué indiquer VERB ROOT 7 {PART}
lundi lundi NOUN obl:mod 7
à à ADP case 11
la le DET det 11
presse presse NOUN obl:arg 7
Dupont Dupont PROPN nmod 11
"""

QUOTATION = f"""
« « PUNCT punct 3
Nous nous PRON nsubj 3
y y PRON iobj 3
travaillons travailler VERB ROOT 3 {FIN}
. . PUNCT punct 3
Velmont Velmont PROPN nsubj 7
a avoir AUX aux:tense 7 {FIN}
racheté racheter VERB ROOT 7 {PART}
Ostrava Ostrava PROPN obj 7
. . PUNCT punct 7
Cela cela PRON nsubj 11
va aller VERB ROOT 11 {FIN}
» » PUNCT punct 11
, , PUNCT punct 14
affirme affirmer VERB parataxis 11 {FIN}
Dupont Dupont PROPN nsubj 14
"""

ACCORDING_AT_THE_END = f"""
Velmont Velmont PROPN nsubj 2
a avoir AUX aux:tense 2 {FIN}
racheté racheter VERB ROOT 2 {PART}
Ostrava Ostrava PROPN obj 2
, , PUNCT punct 6
selon selon ADP case 6
Dupont Dupont PROPN nmod 3
. . PUNCT punct 2
"""

COMPLEMENT_AS_RELATIVE = f"""
Dupont Dupont PROPN nsubj 1
assure assurer VERB ROOT 1 {FIN}
dans dans ADP case 4
un un DET det 4
communiqué communiqué NOUN obl:arg 1
que que SCONJ obj 7
Velmont Velmont PROPN nsubj 7
rachète racheter VERB acl:relcl 4 {FIN}
Ostrava Ostrava PROPN obj 7
"""

HEARSAY_OF_SPEECH = f"""
Selon selon ADP case 1
Dupont Dupont PROPN obl:mod 5
, , PUNCT punct 1
Velmont Velmont PROPN nsubj 5
aurait avoir AUX aux:tense 5 {CND}
annoncé annoncer VERB ROOT 5 {PART}
le le DET det 7
rachat rachat NOUN obj 5
de de ADP case 9
Ostrava Ostrava PROPN nmod 7
par par ADP case 11
Velmont Velmont PROPN nmod 7
"""

FUTURE_IN_THE_PAST = f"""
Dupont Dupont PROPN nsubj 2
a avoir AUX aux:tense 2 {FIN}
indiqué indiquer VERB ROOT 2 {PART}
que que SCONJ mark 5
Velmont Velmont PROPN nsubj 5
rachèterait racheter VERB ccomp 2 {CND}
Ostrava Ostrava PROPN obj 5
"""


ACCUSED = f"""
Velmont Velmont PROPN nsubj:pass 2
est être AUX aux:pass 2 {FIN}
accusé accuser VERB ROOT 2 {PART}
d' de ADP mark 5
avoir avoir AUX aux:tense 5 {INF}
racheté racheter VERB xcomp 2 {PART}
Ostrava Ostrava PROPN obj 5
"""


# "À ses yeux" at the head of a sentence is said of whoever spoke last.
IN_HIS_EYES = f"""
Dupont Dupont PROPN nsubj 1
proteste protester VERB ROOT 1 {FIN}
. . PUNCT punct 1
À à ADP case 5
ses son DET det 5 Poss=Yes
yeux œil NOUN obl:mod 8
, , PUNCT punct 5
Velmont Velmont PROPN nsubj 8
rachète racheter VERB ROOT 8 {FIN}
Ostrava Ostrava PROPN obj 8
"""


def event(predicate: str) -> str:
    """`Le rachat d'Ostrava par Velmont …, selon Dupont`."""
    return f"""
    Le le DET det 1
    rachat rachat NOUN nsubj 7
    de de ADP case 3
    Ostrava Ostrava PROPN nmod 1
    par par ADP case 5
    Velmont Velmont PROPN nmod 1
    ne ne ADV advmod 7
    {predicate}
    pas pas ADV advmod 7
    , , PUNCT punct 11
    selon selon ADP case 11
    Dupont Dupont PROPN obl:mod 7
    """


def infinitive(verb: str, link: str = "de", *, ne: bool = False, after: str = "racheter racheter") -> str:
    """`Velmont (ne) VERB (pas) de racheter Ostrava`."""
    return f"""
    Velmont Velmont PROPN nsubj 3
    {"n' ne" if ne else "en en"} ADV advmod 3
    a avoir AUX aux:tense 3 {FIN}
    {verb} VERB ROOT 3 {PART}
    {"pas pas" if ne else "bien bien"} ADV advmod 3
    {link} {link} ADP mark 6
    {after} VERB xcomp 3 {INF}
    Ostrava Ostrava PROPN obj 6
    """


NOT_BUT = f"""
Velmont Velmont PROPN nsubj 4
n' ne ADV advmod 4
a avoir AUX aux:tense 4 {FIN}
pas pas ADV advmod 4
racheté racheter VERB ROOT 4 {PART}
Kelbor Kelbor PROPN obj 4
mais mais CCONJ cc 7
Ostrava Ostrava PROPN conj 5
"""

NOT_HE = f"""
Ce ce PRON nsubj 4
n' ne ADV advmod 4
est être AUX cop 4 {FIN}
pas pas ADV advmod 4
Velmont Velmont PROPN ROOT 4
qui qui PRON nsubj 7 PronType=Rel
a avoir AUX aux:tense 7 {FIN}
racheté racheter VERB acl:relcl 4 {PART}
Ostrava Ostrava PROPN obj 7
"""


def found(table: str) -> dict[str, Any]:
    names = {name: kind for name, kind in {**PEOPLE, "Kelbor": "Organization"}.items() if name in table}
    return next(s for s in statements(table, names) if (s["subject"], s["object"]) == ("Velmont", "Ostrava"))


@pytest.mark.parametrize(
    "table",
    [INCISE_ON_TOP, QUOTATION, ACCORDING_AT_THE_END, COMPLEMENT_AS_RELATIVE, IN_HIS_EYES],
    ids=["incise", "quotation", "selon", "que", "ses yeux"],
)
def test_the_speaker_is_found_wherever_the_parse_hangs_him(table: str) -> None:
    assert (found(table)["source"], found(table)["status"]) == ("Dupont", "asserted")


def test_a_verb_with_its_subject_before_it_is_no_incise() -> None:
    assert all(s["source"] is None for s in statements(SUBJECT_BEFORE, {**PEOPLE, "Kelbor": "Organization"}))


def test_hearsay_of_an_announcement_is_hearsay_of_what_is_announced() -> None:
    assert (found(HEARSAY_OF_SPEECH)["source"], found(HEARSAY_OF_SPEECH)["status"]) == ("Dupont", "hedged")


def test_the_future_in_the_past_is_a_plan_and_no_hearsay() -> None:
    assert found(FUTURE_IN_THE_PAST)["status"] == "planned"
    assert found(FUTURE_IN_THE_PAST.replace("a avoir", "aura avoir").replace(f"aux:tense 2 {FIN}", f"aux:tense 2 {FUT}"))["status"] == "hedged"


def test_what_is_said_of_an_event_takes_it_for_granted() -> None:
    assert (found(event(f"suffit suffire VERB ROOT 7 {FIN}"))["status"]) == "asserted"
    assert (found(event(f"suffit suffire VERB ROOT 7 {FIN}"))["source"]) is None


def test_a_verb_of_coming_to_pass_tells_whether_the_event_did() -> None:
    assert (found(event(f"aboutit aboutir VERB ROOT 7 {FIN}"))["status"]) == "negated"
    assert (found(event(f"aboutit aboutir VERB ROOT 7 {FIN}"))["source"]) == "Dupont"


def test_a_date_that_opens_the_sentence_is_the_time_of_its_main_clause() -> None:
    table = f"""
    Lundi lundi NOUN dislocated 4
    , , PUNCT punct 0
    Velmont Velmont PROPN nsubj 4
    a avoir AUX aux:tense 4 {FIN}
    racheté racheter VERB ROOT 4 {PART}
    Ostrava Ostrava PROPN obj 4
    """
    doc = samples.parse(table, NAMES)
    doc._.gb_values = [{"start": 0, "end": 1, "label": "DATE", "value": "2024-05-06", "datatype": "xsd:date", "details": {}}]
    assert TimeReader(ArgumentReader(doc, "fr")).read(doc[4]) == "2024-05-06"


@pytest.mark.parametrize(
    ("table", "status"),
    [
        (infinitive("manqué manquer", ne=True), "asserted"),
        (infinitive("refusé refuser", ne=True), "hedged"),
        (infinitive("cessé cesser"), "negated"),
        (infinitive("travaillé travailler", "à"), "planned"),
        (infinitive("dû devoir"), "asserted"),  # has done it
        (infinitive("disposé disposer", "à"), "asserted"),  # "se disposer à" is another verb
        (NOT_BUT, "asserted"),
        (NOT_HE, "negated"),
        (ACCUSED, "hedged"),
    ],
)
def test_grammar_decides_the_status(table: str, status: str) -> None:
    assert found(table)["status"] == status


# A visit beside a plan, a departure that hangs on something, a deed that is announced.
BESIDE_A_PLAN = f"""
Dupont Dupont PROPN nsubj 1
viendra venir VERB ROOT 1 {FUT}
lors lors ADV case 5
de de ADP fixed 2
son son DET det 5
rachat rachat NOUN obl:mod 1
d' de ADP case 7
Ostrava Ostrava PROPN nmod 5
par par ADP case 9
Velmont Velmont PROPN nmod 5
"""

SUSPENDED = f"""
Le le DET det 1
rachat rachat NOUN nsubj 6
d' de ADP case 3
Ostrava Ostrava PROPN nmod 1
par par ADP case 5
Velmont Velmont PROPN nmod 1
reste rester VERB ROOT 6 {FIN}
incertain incertain ADJ xcomp 6
"""


@pytest.mark.parametrize(("table", "status"), [(BESIDE_A_PLAN, "planned"), (SUSPENDED, "hedged")])
def test_what_hangs_on_a_plan_or_a_doubt_is_no_fact(table: str, status: str) -> None:
    assert {s["status"] for s in statements(table, NAMES) if s["predicate"] == "acquired"} == {status}


SCENE_OF_A_PLAN = f"""
Le le DET det 1
concert concert NOUN nsubj:pass 7
de de ADP case 3
Dupont Dupont PROPN nmod 1
à à ADP case 5
Turin Turin PROPN nmod 1
est être AUX aux:pass 7 {FIN}
reporté reporter VERB ROOT 7 {PART}
"""


def test_where_an_event_is_to_be_is_as_sure_as_that_it_will_be() -> None:
    said = statements(SCENE_OF_A_PLAN, {"Dupont": "Person", "Turin": "Place"})
    assert [(s["object"], s["status"]) for s in said if s["predicate"] == "tookPlaceIn"] == [("Turin", "planned")]


# A phrase that links a clause to the rest, whatever the parser makes of its words.
FOR_WANT_OF = f"""
Faute faute NOUN advcl 6
d' de ADP mark 3
avoir avoir AUX aux:tense 3 {INF}
racheté racheter VERB xcomp 0 {PART}
Ostrava Ostrava PROPN obj 3
Velmont Velmont PROPN nsubj 6
renonce renoncer VERB ROOT 6 {FIN}
"""

UNLESS = f"""
À à ADP advmod 8
moins moins ADV fixed 0
que que SCONJ mark 5
Velmont Velmont PROPN nsubj 5
ne ne ADV advmod 5
rachète racheter VERB ccomp 0 {FIN}
Ostrava Ostrava PROPN obj 5
Dupont Dupont PROPN nsubj 8
partira partir VERB ROOT 8 {FUT}
"""

NOTHING_PROVES = f"""
Rien rien PRON nsubj 2
ne ne ADV advmod 2
prouve prouver VERB ROOT 2 {FIN}
que que SCONJ mark 6
Velmont Velmont PROPN nsubj 6
a avoir AUX aux:tense 6 {FIN}
racheté racheter VERB ccomp 2 {PART}
Ostrava Ostrava PROPN obj 6
"""

MAKES_NO_SECRET = f"""
Velmont Velmont PROPN nsubj 2
ne ne ADV advmod 2
cache cacher VERB ROOT 2 {FIN}
pas pas ADV advmod 2
avoir avoir AUX aux:tense 5 {INF}
racheté racheter VERB xcomp 2 {PART}
Ostrava Ostrava PROPN obj 5
"""

OPPOSED = f"""
Dupont Dupont PROPN nsubj 2
s' se PRON expl:pv 2 Reflex=Yes
oppose opposer VERB ROOT 2 {FIN}
au à ADP case 4
rachat rachat NOUN obl:arg 2
d' de ADP case 6
Ostrava Ostrava PROPN nmod 4
par par ADP case 8
Velmont Velmont PROPN nmod 4
"""

AFTER_AN_INFINITIVE = f"""
Dupont Dupont PROPN nsubj 1
part partir VERB ROOT 1 {FIN}
sans sans ADP mark 3
remercier remercier VERB advcl 1 {INF}
Velmont Velmont PROPN obj 3
qui qui PRON nsubj 7 PronType=Rel
a avoir AUX aux:tense 7 {FIN}
racheté racheter VERB conj 3 {PART}
Ostrava Ostrava PROPN obj 7
"""


@pytest.mark.parametrize(
    ("table", "status"),
    [
        (FOR_WANT_OF, "negated"),
        (UNLESS, "hedged"),
        (NOTHING_PROVES, "hedged"),
        (MAKES_NO_SECRET, "asserted"),
        (OPPOSED, "planned"),
        (AFTER_AN_INFINITIVE, "asserted"),
    ],
    ids=["faute de", "à moins que", "rien ne prouve", "ne cache pas", "s'oppose", "sans …, qui"],
)
def test_what_stands_around_a_clause_decides_its_status(table: str, status: str) -> None:
    names = {name: kind for name, kind in PEOPLE.items() if name in table}
    assert {s["status"] for s in statements(table, names) if s["predicate"] == "acquired"} == {status}


def said_as(denied: str) -> str:
    return f"""
    Velmont Velmont PROPN nsubj 3
    {denied}
    rachète racheter VERB ROOT 3 {FIN}
    Ostrava Ostrava PROPN obj 3
    , , PUNCT punct 8
    comme comme SCONJ mark 8
    l' le PRON obj 8
    écrit écrire VERB advcl 3 {FIN}
    Dupont Dupont PROPN nsubj 8
    """


def test_who_said_so_is_the_source_and_not_who_said_otherwise() -> None:
    assert found(said_as("aujourd'hui aujourd'hui ADV advmod 3\n    déjà déjà ADV advmod 3"))["source"] == "Dupont"
    assert found(said_as("ne ne ADV advmod 3\n    plus plus ADV advmod 3"))["source"] is None


@pytest.mark.parametrize(("year", "report", "status"), [("1921", None, "asserted"), ("2031", None, "planned"), ("2031", "2040-05-01", "asserted")])
def test_a_future_of_the_past_has_come_to_pass(year: str, report: str | None, status: str) -> None:
    table = f"""
    Velmont Velmont PROPN nsubj 1
    rachètera racheter VERB ROOT 1 {FUT}
    Ostrava Ostrava PROPN obj 1
    en en ADP case 4
    {year} {year} NUM obl:mod 1
    """
    doc = samples.parse(table, NAMES)
    doc._.gb_document_date = report
    doc._.gb_values = [{"start": 4, "end": 5, "label": "DATE", "value": year, "datatype": "xsd:gYear", "details": {}}]
    (said,) = StatementReader(doc, "fr", ACQUIRED, read_operators("fr"), closed=True).statements(floor=0.0)
    assert said["status"] == status


def test_que_with_an_object_behind_it_is_no_relative() -> None:
    table = f"""
    Dupont Dupont PROPN nsubj 1
    assure assurer VERB ROOT 1 {FIN}
    devant devant ADP case 3
    Kelbor Kelbor PROPN obl:mod 1
    que que PRON obj 6 PronType=Rel
    Velmont Velmont PROPN nsubj 6
    rachète racheter VERB acl:relcl 3 {FIN}
    Ostrava Ostrava PROPN obj 6
    """
    said = statements(table, {**PEOPLE, "Kelbor": "Organization"})
    assert [(s["subject"], s["object"], s["source"]) for s in said if s["predicate"] == "acquired"] == [("Velmont", "Ostrava", "Dupont")]


def test_what_somebody_is_asked_to_do_is_a_plan_of_his_wherever_it_hangs() -> None:
    table = f"""
    Dupont Dupont PROPN nsubj 2
    a avoir AUX aux:tense 2 {FIN}
    demandé demander VERB ROOT 2 {PART}
    à à ADP case 4
    Velmont Velmont PROPN obl:arg 2
    de de ADP mark 6
    racheter racheter VERB acl 4 {INF}
    Ostrava Ostrava PROPN obj 6
    """
    assert found(table)["status"] == "planned"


def test_a_person_is_not_nobody() -> None:
    table = f"""
    Une un DET det 1
    personne personne NOUN nsubj 3
    a avoir AUX aux:tense 3 {FIN}
    racheté racheter VERB ROOT 3 {PART}
    Ostrava Ostrava PROPN obj 3
    """
    assert {s["status"] for s in statements(table, {"Ostrava": "Organization"})} == {"asserted"}
    nobody = table.replace("Une un DET det 1", "Et et CCONJ cc 3")
    assert {s["status"] for s in statements(nobody, {"Ostrava": "Organization"})} == {"negated"}


def test_what_comes_before_what_is_ahead_is_ahead_as_well() -> None:
    table = f"""
    Dupont Dupont PROPN nsubj 1
    signera signer VERB ROOT 1 {FUT}
    avant avant ADP advmod 1
    d' de ADP mark 5
    être être AUX aux:pass 5 {INF}
    racheté racheter VERB xcomp 2 {PART}
    par par ADP case 7
    Velmont Velmont PROPN obl:agent 5
    """
    assert {s["status"] for s in statements(table, {"Dupont": "Person", "Velmont": "Organization"}) if s["predicate"] == "acquired"} == {"planned"}


RATHER_THAN = f"""
Velmont Velmont PROPN nsubj 1
rachète racheter VERB ROOT 1 {FIN}
Dupont Dupont PROPN obj 1
plutôt plutôt ADV case 5
que que SCONJ case 5
Ostrava Ostrava PROPN obj 1
"""

IN_CASE_OF = f"""
En en ADP case 1
cas cas NOUN obl:mod 8
de de ADP case 3
rachat rachat NOUN nmod 1
d' de ADP case 5
Ostrava Ostrava PROPN nmod 3
par par ADP case 7
Velmont Velmont PROPN nmod 3
partira partir VERB ROOT 8 {FUT}
"""

A_VERSION = f"""
Dupont Dupont PROPN nsubj 1
dément démentir VERB ROOT 1 {FIN}
la le DET det 3
version version NOUN obj 1
selon selon ADP case 5
laquelle lequel PRON obl:mod 8 PronType=Rel
Velmont Velmont PROPN nsubj 8
a avoir AUX aux:tense 8 {FIN}
racheté racheter VERB acl:relcl 3 {PART}
Ostrava Ostrava PROPN obj 8
"""


@pytest.mark.parametrize(
    ("table", "status"),
    [(RATHER_THAN, "negated"), (IN_CASE_OF, "hedged"), (A_VERSION, "negated")],
    ids=["plutôt que", "en cas de", "selon laquelle"],
)
def test_small_words_that_make_no_fact_of_it(table: str, status: str) -> None:
    names = {name: kind for name, kind in PEOPLE.items() if name in table}
    said = [s for s in statements(table, names) if (s["predicate"], s["object"]) == ("acquired", "Ostrava")]
    assert [s["status"] for s in said if s["subject"] == "Velmont"] == [status]


def test_an_if_before_il_is_no_reflexive() -> None:
    doc = samples.parse(
        f"""
        s' se PRON expl:comp 2
        il il PRON nsubj 2
        rachète racheter VERB advcl 6 {FIN}
        Ostrava Ostrava PROPN obj 2
        , , PUNCT punct 2
        Dupont Dupont PROPN nsubj 6
        part partir VERB ROOT 6 {FIN}
        """
    )
    assert not is_reflexive(doc[2])
    assert FactualityReader(read_operators("fr")).read(doc[2]).status == "hedged"


def test_a_verb_outweighs_what_a_noun_of_its_own_seems_to_assert() -> None:
    seat = {"sentence": [0, 9], "subject": {"entity": 0}, "predicate": "headquarteredIn", "object": {"entity": 1}}
    denied = {**seat, "status": "negated", "rule": "headquarteredIn/verb/S avoir son siège à O"}
    noun = {**seat, "status": "asserted", "rule": "headquarteredIn/noun/siège de S à O"}
    assert without_bolder([denied, noun]) == [denied]
    assert without_bolder([{**denied, "status": "asserted"}, noun])[1:] == [noun]


def test_of_what_there_is_none_nothing_is_said_to_be() -> None:
    table = f"""
    Dupont Dupont PROPN nsubj 2
    ne ne ADV advmod 2
    subit subir VERB ROOT 2 {FIN}
    pas pas ADV advmod 2
    de de ADP case 5
    rachat rachat NOUN obj 2
    d' de ADP case 7
    Ostrava Ostrava PROPN nmod 5
    par par ADP case 9
    Velmont Velmont PROPN nmod 5
    """
    assert found(table)["status"] == "negated"
    assert found(table.replace("de de ADP case 5", "le le DET det 5 PronType=Art"))["status"] == "asserted"


HEADLINE = """
Vers vers ADP case 2
un un DET det 2
rachat rachat NOUN ROOT 2
d' de ADP case 4
Ostrava Ostrava PROPN nmod 2
par par ADP case 6
Velmont Velmont PROPN nmod 2
"""

WRONGLY = f"""
Dupont Dupont PROPN nsubj 1
affirme affirmer VERB ROOT 1 {FIN}
à à ADP case 3
tort tort NOUN obl:mod 1
que que SCONJ mark 6
Velmont Velmont PROPN nsubj 6
rachète racheter VERB ccomp 1 {FIN}
Ostrava Ostrava PROPN obj 6
"""

NOT_ALWAYS = f"""
Velmont Velmont PROPN nsubj 4
n' ne ADV advmod 4
a avoir AUX aux:tense 4 {FIN}
pas pas ADV advmod 4
racheté racheter VERB ROOT 4 {PART}
Ostrava Ostrava PROPN obj 4
"""


@pytest.mark.parametrize(
    ("table", "status"),
    [(HEADLINE, "planned"), (WRONGLY, "negated"), (NOT_ALWAYS.replace("pas pas ADV advmod 4", "pas pas ADV advmod 5\ntoujours toujours ADV advmod 5").replace(" 4", " 5"), "hedged"), (NOT_ALWAYS, "negated")],
    ids=["vers", "à tort", "pas toujours", "pas"],
)
def test_what_is_on_its_way_or_said_in_error_is_no_fact(table: str, status: str) -> None:
    names = {name: kind for name, kind in PEOPLE.items() if name in table}
    assert {s["status"] for s in statements(table, names) if s["predicate"] == "acquired"} == {status}


def test_what_is_stated_is_the_whole_quotation() -> None:
    doc = samples.parse(
        f"""
        Dupont Dupont PROPN nsubj 1
        déclare déclarer VERB ROOT 1 {FIN}
        : : PUNCT punct 1
        « « PUNCT punct 9
        Que que SCONJ mark 6
        Velmont Velmont PROPN nsubj 6
        vende vendre VERB ccomp 1 {FIN}
        Ostrava Ostrava PROPN obj 6
        est être AUX cop 9 {FIN}
        grave grave ADJ parataxis 1
        » » PUNCT punct 9
        """,
        PEOPLE,
    )
    found = StatementReader(doc, "fr", ACQUIRED, read_operators("fr"), closed=True).statements(floor=0.0)
    assert [s["object"]["label"] for s in found if s["predicate"] == "stated"] == ["Que Velmont vende Ostrava est grave"]


@pytest.mark.parametrize("last", ["à", "de", "selon"])
def test_a_text_may_be_cut_off_inside_a_phrase_that_tells_who_says_it(last: str) -> None:
    doc = gb.load_pipeline("fr")(f"Velmont rachète Ostrava {last}")
    assert [s["predicate"] for s in doc._.gb_statements] == ["acquired"]
