"""One lexicon entry serves every construction: the same pair comes out of each, with its status and source."""

from __future__ import annotations

from typing import Any

import pytest
import relation_samples as samples

from graphbuild.relations.grammar.operators import read_operators
from graphbuild.relations.lexicon import Lexicon, index_frames, parse_pattern
from graphbuild.relations.reader import StatementReader

NAMES = {**samples.NAMES}


def lexicon(*patterns: tuple[str, str, str]) -> Lexicon:
    return index_frames(parse_pattern(relation, kind, pattern) for relation, kind, pattern in patterns)  # type: ignore[arg-type]


ACQUIRED = lexicon(("acquired", "verb", "S racheter O"), ("acquired", "noun", "rachat de O par S"))


def statements(table: str, names: dict[str, str], using: Lexicon = ACQUIRED) -> list[dict[str, Any]]:
    doc = samples.parse(table, names)
    reader = StatementReader(doc, "fr", using, read_operators("fr"), closed=True)
    entities = doc._.gb_entities

    def label(ref: dict[str, Any] | None) -> str | None:
        return None if ref is None else entities[ref["entity"]]["label"] if "entity" in ref else ref["label"]

    return [
        {**s, "subject": label(s["subject"]), "object": label(s["object"]), "source": label(s["source"])}
        for s in reader.statements(floor=0.0)
        if s["predicate"] not in ("stated", "hasQuality", "instanceOf")
    ]


def only(table: str, names: dict[str, str] = NAMES, using: Lexicon = ACQUIRED) -> dict[str, Any]:
    found = statements(table, names, using)
    assert [(s["subject"], s["predicate"], s["object"]) for s in found] == [("Velmont", "acquired", "Ostrava")]
    return found[0]


@pytest.mark.parametrize("construction", ["ACTIVE", "PASSIVE", "RELATIVE", "PARTICIPLE", "NOMINAL", "COORDINATION", "STRAYED_AGENT"])
def test_every_construction_gives_the_fact(construction: str) -> None:
    assert only(getattr(samples, construction))["status"] == "asserted"


@pytest.mark.parametrize(
    ("construction", "status"),
    [
        ("NEGATION", "negated"),
        ("REFUSAL", "negated"),
        ("HEARSAY", "hedged"),
        ("INFINITIVE", "planned"),
        ("FUTURE", "planned"),
    ],
)
def test_what_is_no_fact_is_never_asserted(construction: str, status: str) -> None:
    assert only(getattr(samples, construction))["status"] == status


@pytest.mark.parametrize("construction", ["INCISE", "ACCORDING"])
def test_the_speaker_is_the_source(construction: str) -> None:
    found = only(getattr(samples, construction), {**NAMES, "Dupont": "Person"})
    assert (found["source"], found["status"]) == ("Dupont", "asserted")


def test_a_denial_negates_and_names_who_denies() -> None:
    found = only(samples.THAT_CLAUSE, {**NAMES, "Dupont": "Person"})
    assert (found["source"], found["status"]) == ("Dupont", "negated")


def test_cleft_with_et_non_speaks_of_the_focus() -> None:
    found = statements(samples.CLEFT, {**NAMES, "Dorval": "Organization"})
    assert ("Velmont", "acquired", "Ostrava", "asserted") in {(s["subject"], s["predicate"], s["object"], s["status"]) for s in found}
    assert not any(s["subject"] == "Dorval" and s["status"] == "asserted" for s in found)


def test_nothing_is_its_own_object() -> None:
    table = samples.ACTIVE.replace("Ostrava Ostrava", "Velmont Velmont")
    doc = samples.parse(table, {"Velmont": "Organization"})
    doc._.gb_entities[0]["mentions"].append([3, 4, "name"])
    assert StatementReader(doc, "fr", ACQUIRED, read_operators("fr"), closed=True).statements(floor=0.0) == []


def test_types_keep_a_person_from_being_launched() -> None:
    typed = lexicon(("acquired", "verb", "S racheter O:Organization"))
    assert statements(samples.ACTIVE, {"Velmont": "Organization", "Ostrava": "Person"}, typed) == []


def test_fixed_words_make_another_verb() -> None:
    """ "mettre fin à" ends; "mettre" alone does not, and what it ends is not "fin"."""
    ended = lexicon(("ended", "verb", "S mettre fin à O"), ("established", "verb", "S mettre O"))
    table = f"""
    Velmont Velmont PROPN nsubj 1
    met mettre VERB ROOT 1 {samples.FIN}
    fin fin NOUN obj 1
    à à ADP case 4
    Ostrava Ostrava PROPN obl:arg 1
    """
    assert [(s["subject"], s["predicate"], s["object"]) for s in statements(table, NAMES, ended)] == [("Velmont", "ended", "Ostrava")]


def test_a_new_verb_is_an_edit_of_data() -> None:
    """The worked example of docs/lexicon.md: one pattern, and the passive works as well."""
    table = samples.PASSIVE.replace("racheté racheter", "inauguré inaugurer")
    found = statements(table, {"Velmont": "Organization", "Ostrava": "Event"}, lexicon(("organized", "verb", "S inaugurer O:Event")))
    assert [(s["subject"], s["predicate"], s["object"]) for s in found] == [("Velmont", "organized", "Ostrava")]


def test_rule_and_path_explain_a_statement() -> None:
    found = only(samples.PASSIVE)
    assert found["rule"] == "acquired/verb/S racheter O"
    assert found["trace"]["lexicon"] == "S racheter O"
    assert found["trace"]["path"] == "Velmont ←obl:agent– racheté –nsubj:pass→ Ostrava"


def test_floor_leaves_the_unsure_out() -> None:
    doc = samples.parse(samples.ACTIVE, NAMES)
    reader = StatementReader(doc, "fr", ACQUIRED, read_operators("fr"), closed=True)
    assert reader.statements(floor=0.0) and not reader.statements(floor=1.0)


def test_an_object_taken_for_a_second_subject_is_found() -> None:
    assert only(samples.TWO_SUBJECTS)["status"] == "asserted"


def found(table: str, names: dict[str, str], using: Lexicon) -> set[tuple[Any, ...]]:
    return {(s["subject"], s["predicate"], s["object"]) for s in statements(table, names, using)}


def test_who_sees_a_prize_awarded_to_himself_receives_it() -> None:
    awarded = lexicon(("receivedAward", "verb", "X décerner O à S"))
    assert found(samples.AWARDED, {"Rivoire": "Person", "Turgot": "Thing"}, awarded) == {("Rivoire", "receivedAward", "Turgot")}


def test_an_idiom_leaves_what_is_said_of_others_true() -> None:
    names = {"Velmont": "Organization", "Berg": "Person", "Ostrava": "Organization"}
    named = lexicon(("leads", "verb", "X nommer S à la tête de O"), ("appointed", "verb", "S nommer O:Person"))
    assert found(samples.NAMED_TO_HEAD, names, named) == {("Berg", "leads", "Ostrava"), ("Velmont", "appointed", "Berg")}


def test_an_idiom_has_a_sense_of_its_own() -> None:
    """A plain verb that relates the same two things is not read beside it."""
    names = {"Velmont": "Organization", "Berg": "Person", "Ostrava": "Organization"}
    both = lexicon(("appointed", "verb", "S nommer O à la tête de X"), ("elected", "verb", "S nommer O"))
    assert found(samples.NAMED_TO_HEAD, names, both) == {("Velmont", "appointed", "Berg")}


def test_a_phrase_put_first_is_said_of_the_subject() -> None:
    visit = lexicon(("visited", "attribute", "S en visite à O:Place"))
    assert ("Berg", "visited", "Oslo") in found(samples.FRONTED_PHRASE, {"Berg": "Person", "Oslo": "Place"}, visit)


def test_a_list_behind_a_colon_says_who_is_meant() -> None:
    names = {"Ostrava": "Organization", "Velmont": "Organization", "Alpex": "Organization"}
    assert found(samples.ANNOUNCED_LIST, names, ACQUIRED) == {("Velmont", "acquired", "Ostrava"), ("Alpex", "acquired", "Ostrava")}


def test_a_name_behind_a_comma_is_no_second_object() -> None:
    won = lexicon(("won", "verb", "S remporter O"))
    assert found(samples.HEADLINE_OF_TWO, {"Berg": "Person", "Duval": "Person"}, won) == {("Berg", "won", "étape")}


def test_verbs_with_etre_have_no_passive() -> None:
    assert only(samples.PASSED, using=lexicon(("acquired", "verb", "O passer sous le contrôle de S")))["status"] == "asserted"


@pytest.mark.parametrize("sentence", ["CLEFT_OF_MEANS", "FOR_WANT_OF"])
def test_means_and_wants_are_no_objects(sentence: str) -> None:
    assert only(getattr(samples, sentence))["status"] == "asserted"


def test_a_relative_with_its_subject_behind() -> None:
    assert only(samples.INVERTED_RELATIVE)["status"] == "asserted"


def test_a_list_is_no_continuation_of_the_place_before_it() -> None:
    """What stands behind a plural verb and is singular is its object."""
    names = {"Oslo": "Place", "Velmont": "Organization", "Alpex": "Organization", "Ostrava": "Place"}
    assert {s for s, _, _ in found(samples.LIST_BEHIND_A_PLACE, names, ACQUIRED)} == {"Velmont", "Alpex"}


def test_names_taken_in_by_a_plural_do_what_it_does() -> None:
    names = {"Velmont": "Organization", "Alpex": "Organization", "Ostrava": "Organization"}
    assert found(samples.TAKEN_IN, names, ACQUIRED) >= {("Velmont", "acquired", "Ostrava"), ("Alpex", "acquired", "Ostrava")}


def test_a_negation_before_an_infinitive_is_its_own() -> None:
    assert only(samples.NEGATED_INFINITIVE)["status"] == "negated"


def test_who_says_i_is_the_speaker() -> None:
    [statement] = statements(samples.FIRST_PERSON, {"Berg": "Person", "Ostrava": "Organization"})
    assert (statement["subject"], statement["status"], statement["source"]) == ("Berg", "negated", "Berg")


def test_what_stands_in_front_and_is_taken_up_is_the_object() -> None:
    assert only(samples.TAKEN_UP)["status"] == "asserted"


def test_what_opens_the_sentence_completes_no_verb() -> None:
    """`Pour Berg, Velmont triche` makes no open relation between the two."""
    table = """
    Pour pour ADP case 1
    Berg Berg PROPN obl 4
    , , PUNCT punct 1
    Velmont Velmont PROPN nsubj 4
    triche tricher VERB ROOT 4 Mood=Ind|Tense=Pres|VerbForm=Fin
    """
    doc = samples.parse(table, {"Berg": "Person", "Velmont": "Organization"})
    reader = StatementReader(doc, "fr", ACQUIRED, read_operators("fr"), closed=False)
    assert not [s for s in reader.statements(floor=0.0) if s["open"]]


CALLED = f"""
Dorval Dorval PROPN nsubj 1
rachète racheter VERB ROOT 1 {samples.FIN}
un un DET det 3
groupe groupe NOUN obj 1
baptisé baptiser VERB acl 3 {samples.PART}
Ostrava Ostrava PROPN xcomp 4
"""

WORDS_OF_AN_IDIOM = f"""
Les le DET det 1
accusations accusation NOUN nsubj 7
lancées lancer VERB acl 1 {samples.PART}
par par ADP case 4
Dorval Dorval PROPN obl:agent 2
contre contre ADP case 6
Berg Berg PROPN obl:arg 2
tombent tomber VERB ROOT 7 {samples.FIN}
"""

ONE_OF_MANY = f"""
Velmont Velmont PROPN nsubj 1
rachète racheter VERB ROOT 1 {samples.FIN}
plusieurs plusieurs PRON obj 1
des de ADP case 4
usines usine NOUN nmod 2 Number=Plur
de de ADP case 6
Ostrava Ostrava PROPN nmod 4
"""


def test_a_participle_gives_a_noun_its_name() -> None:
    assert found(CALLED, {"Dorval": "Person", "Ostrava": "Organization"}, ACQUIRED) == {("Dorval", "acquired", "Ostrava")}


def test_a_participle_inside_an_idiom_says_nothing_by_itself() -> None:
    using = lexicon(("accused", "noun", "accusation lancée par S contre O"), ("launched", "verb", "S lancer O"))
    assert found(WORDS_OF_AN_IDIOM, {"Dorval": "Person", "Berg": "Person"}, using) == {("Dorval", "accused", "Berg")}


def test_some_of_many_are_of_their_kind() -> None:
    assert ("Velmont", "acquired", "usines de Ostrava") in found(ONE_OF_MANY, NAMES, ACQUIRED)


def test_a_person_does_not_take_the_place_of_a_company() -> None:
    succeeded = lexicon(("succeeded", "verb", "S racheter O"))
    assert not found(samples.ACTIVE, {"Velmont": "Person", "Ostrava": "Organization"}, succeeded)


BESIDE_A_FRONTED_PHRASE = f"""
De de ADP case 1
passage passage NOUN obl:mod 6
à à ADP case 3
Oslo Oslo PROPN obl:mod 6
, , PUNCT punct 1
Berg Berg PROPN nsubj 6
parle parler VERB ROOT 6 {samples.FIN}
"""

INNER_NAME = f"""
Dorval Dorval PROPN nsubj 1
rachète racheter VERB ROOT 1 {samples.FIN}
la le DET det 3
fusion fusion NOUN obj 1
des de ADP case 5
labels label NOUN nmod 3
Ostrava Ostrava PROPN appos 3
"""


def test_a_place_behind_a_phrase_put_first_is_its_own() -> None:
    visit = lexicon(("visited", "attribute", "S de passage à O:Place"))
    assert ("Berg", "visited", "Oslo") in found(BESIDE_A_FRONTED_PHRASE, {"Berg": "Person", "Oslo": "Place"}, visit)


def test_a_name_behind_an_inner_noun_with_article_is_not_the_outer_ones() -> None:
    """`la fusion des labels X`: X is a label, and no merger."""
    assert ("Dorval", "acquired", "Ostrava") not in found(INNER_NAME, {"Dorval": "Person", "Ostrava": "Organization"}, ACQUIRED)


TAKEN_UP_BY_WHOSE_IT_IS = f"""
Sa son DET det 1 Poss=Yes
rivale rival NOUN nsubj 6
, , PUNCT punct 3
Velmont Velmont PROPN appos 1
l' le PRON obj 6
a avoir AUX aux:tense 6 {samples.FIN}
rachetée racheter VERB ROOT 6 {samples.PART}
"""


def test_what_is_taken_up_may_say_first_whose_it_is() -> None:
    """`Sa rivale, X l'a rachetée`: X buys, and is no rival."""
    assert found(TAKEN_UP_BY_WHOSE_IT_IS, {"rivale": "Organization", "Velmont": "Organization"}, ACQUIRED) == {("Velmont", "acquired", "rivale")}


GAPPED = f"""
Velmont Velmont PROPN nsubj 1
rachète racheter VERB ROOT 1 {samples.FIN}
Ostrava Ostrava PROPN obj 1
et et CCONJ cc 4
Berg Berg PROPN conj 2
la le DET det 6
marque marque NOUN obj 1
Alpex Alpex PROPN appos 6
"""


def test_what_another_does_with_the_same_verb_is_not_the_first_ones() -> None:
    names = {"Velmont": "Organization", "Ostrava": "Organization", "Berg": "Person", "Alpex": "Organization"}
    assert ("Velmont", "acquired", "Alpex") not in found(GAPPED, names, ACQUIRED)


@pytest.mark.parametrize(
    ("word", "after", "type_", "expected"),
    [
        ("anciennement", ",", "Organization", ["Ostrava"]),
        ("anciennement", "parti", "Organization", []),
        ("anciennement", ",", "Place", []),
        ("alias", ",", "Organization", []),
    ],
)
def test_a_word_tells_another_name_of_the_same_thing(word: str, after: str, type_: str, expected: list[str]) -> None:
    table = f"""
    Velmont Velmont PROPN nsubj 5
    , , PUNCT punct 3
    {word} {word} ADV advmod 3
    Ostrava Ostrava PROPN appos 0
    {after} {after} PUNCT punct 3
    recule reculer VERB ROOT 5 {samples.FIN}
    """
    found = statements(table, {"Velmont": "Organization", "Ostrava": type_})
    assert [s["object"] for s in found if s["predicate"] == "alsoKnownAs"] == expected


def test_par_without_article_or_name_tells_how() -> None:
    """`Par moments, Ostrava a été rachetée` names no buyer."""
    table = """
    Par par ADP case 1
    moments moment NOUN obl:agent 6
    , , PUNCT punct 1
    Ostrava Ostrava PROPN nsubj:pass 6
    a avoir AUX aux:tense 6
    été être AUX aux:pass 6
    rachetée racheter VERB ROOT 6 Tense=Past|VerbForm=Part
    """
    assert statements(table, {"Ostrava": "Organization"}) == []


def test_a_time_told_by_another_is_no_part_of_the_object() -> None:
    """`a racheté Ostrava le même jour que Berg`: nobody bought Berg."""
    table = """
    Velmont Velmont PROPN nsubj 2
    a avoir AUX aux:tense 2
    racheté racheter VERB ROOT 2 Tense=Past|VerbForm=Part
    Ostrava Ostrava PROPN obj 2
    le le DET det 6
    même même ADJ amod 6
    jour jour NOUN obl:mod 2
    que que SCONJ case 8
    Berg Berg PROPN nmod 6
    """
    assert found(table, {**NAMES, "Berg": "Person"}, ACQUIRED) == {("Velmont", "acquired", "Ostrava")}
