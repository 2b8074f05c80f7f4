"""The named questions: each has its words in two languages and gives the right answers on a graph made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from graph_samples import CONTENT

from graphbuild.errors import QueryError
from graphbuild.graph.questions import question_names, read_question, read_questions
from graphbuild.graph.rdf import write_nquads

NOTE_SENTENCE = "Le groupe Altavia a suspendu mardi le projet Boréal, selon une note interne consultée par nos journalistes."
DENIAL_SENTENCE = "Inès Lenoir dément : Altavia n'a pas suspendu Boréal."
RIVALS_SENTENCE = "La direction entend consacrer ses moyens à la messagerie Colibri, que menacent plusieurs rivaux étrangers."
SUIT_SENTENCE = "Son siège reste à Quimper, où L'Étoile la poursuit en justice."
HOLDING = "L'Étoile « Nord » & fils"
SAID = "Boréal n'est pas \"suspendu\"\nni annulé"

# What each question answers; None stands for a variable that is not bound.
ANSWERS: dict[str, list[tuple[str | None, ...]]] = {
    "acquisitions": [
        ("Altavia", "acquired", HOLDING, "asserted", None),
        ("Altavia", "acquired", "Numéria", "asserted", "2025-07"),
        ("Altavia", "acquired", "Numéria", "planned", None),
    ],
    "came-true": [("Altavia", "acquired", "Numéria", "planned", "2025-06-20", "2025-08-02")],
    "careers": [("Yann Morvan", "worksFor", "Numéria", None)],
    "changes": [("Altavia", "Boréal", "paused", "2025-03-11", "resumed", "2025-06")],
    "competitors": [("Numéria", "competesWith", "Altavia", "asserted"), ("rivaux étrangers", "threatens", "Colibri", "hedged")],
    "conflicts": [(HOLDING, "sued", "Altavia", "hedged", "Inès Lenoir")],
    "copies": [("depeche-1", "journal-1")],
    "corroborated": [("Altavia", "headquarteredIn", "Quimper", "2")],
    "denials": [("Altavia", "paused", "Boréal", "Inès Lenoir", "journal-2", DENIAL_SENTENCE)],
    "disputed": [
        ("Altavia", "paused", "Boréal", "asserted", "note interne", "depeche-1", NOTE_SENTENCE),
        ("Altavia", "paused", "Boréal", "asserted", "note interne", "journal-1", NOTE_SENTENCE),
        ("Altavia", "paused", "Boréal", "negated", "Inès Lenoir", "journal-2", DENIAL_SENTENCE),
    ],
    "documents": [
        ("depeche-1", "2025-03-11", "Agence Ouest", "Altavia suspend Boréal", "4"),
        ("journal-1", "2025-03-12", "Le Petit Quimpérois", "Boréal en sommeil", "2"),
        ("journal-2", "2025-03-14", "La Lettre", None, "8"),
        ("journal-3", "2025-06-20", None, "Retour de Boréal", "7"),
        ("journal-4", "2025-08-02", "https://exemple.fr/altavia", None, "5"),
    ],
    "figures": [
        ("Altavia", "chiffre d'affaires", "12,5 millions d'euros", None, None, "12.5", "millions d'euros", None, "asserted", "2025-06-20", "journal-3"),
        ("Colibri", None, "plus de 3 millions d'abonnés", None, ">", "3000000", "abonnés", "mois", "asserted", "2025-06-20", "journal-3"),
    ],
    "leaders": [("Inès Lenoir", "Altavia", "2019")],
    "linked": [
        ("Altavia", "same", "http://www.wikidata.org/entity/Q950001", "0.97"),
        ("Boréal", "close", "http://www.wikidata.org/entity/Q950002", "0.81"),
        ("Quimper", "same", "http://www.wikidata.org/entity/Q342", "1"),
    ],
    "lives": [("Inès Lenoir", "bornOn", "1978-02-04"), ("Yann Morvan", "bornOn", "1981")],
    "other-relations": [("féliciter", "1")],
    "partners": [(HOLDING, "partneredWith", "Numéria")],
    "paused": [
        ("Altavia", "Boréal", "asserted", "note interne", "2025-03-11", "depeche-1"),
        ("Altavia", "Boréal", "asserted", "note interne", "2025-03-12", "journal-1"),
        ("Altavia", "Boréal", "negated", "Inès Lenoir", "2025-03-14", "journal-2"),
    ],
    "places": [("Quimper", "headquarteredIn", "Altavia"), ("Quimper", "tookPlaceIn", "Sommet d'Arz")],
    "plans": [
        ("Altavia", "acquired", "Numéria", "Yann Morvan", "journal-3", "Altavia a repris Boréal en juin."),
        ("Altavia", "prioritized", "Colibri", None, "depeche-1", RIVALS_SENTENCE),
    ],
    "positions": [("Inès Lenoir", "directrice générale")],
    "products": [("Colibri", "Altavia", "developed")],
    "quotes": [("Inès Lenoir", SAID, "journal-2")],
    "rumours": [
        (HOLDING, "sued", "Altavia", "Inès Lenoir", "journal-4", SUIT_SENTENCE),
        ("rivaux étrangers", "threatens", "Colibri", None, "depeche-1", RIVALS_SENTENCE),
    ],
    "said-by": [
        ("Inès Lenoir", "Altavia", "paused", "Boréal", "negated", "journal-2"),
        ("Inès Lenoir", HOLDING, "sued", "Altavia", "hedged", "journal-4"),
        ("Yann Morvan", "Altavia", "acquired", "Numéria", "planned", "journal-3"),
        ("note interne", "Altavia", "paused", "Boréal", "asserted", "depeche-1"),
        ("note interne", "Altavia", "paused", "Boréal", "asserted", "journal-1"),
    ],
    "timeline": [
        ("2019", "Inès Lenoir", "leads", "Altavia"),
        ("2025-03-01", "Sommet d'Arz", "tookPlaceIn", "Quimper"),
        ("2025-03-11", "Altavia", "paused", "Boréal"),
        ("2025-06", "Altavia", "resumed", "Boréal"),
        ("2025-07", "Altavia", "acquired", "Numéria"),
    ],
}
# Long answers, checked by what must and must not be among them.
PARTS: dict[str, tuple[int, tuple[str | None, ...]]] = {
    "evidence": (26, ("Altavia", "hasMeasure", "12,5 millions d'euros", "asserted", "1", "journal-3",
                      "La messagerie Colibri compte plus de 3 millions d'abonnés.")),
    "most-mentioned": (11, ("Altavia", "Organization", "9")),
    "single-source": (19, ("Altavia", "paused", "Boréal", "journal-1")),
}  # fmt: skip


@pytest.fixture(scope="module")
def answers() -> dict[str, list[tuple[str | None, ...]]]:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load(write_nquads(CONTENT.triples), format=RdfFormat.N_QUADS)
    found = {}
    for question in read_questions():
        solutions = store.query(question.query)
        names = [variable.value for variable in solutions.variables]  # type: ignore[union-attr]
        found[question.name] = [tuple(row[n].value if row[n] else None for n in names) for row in solutions]  # type: ignore
    return found


def test_there_are_questions_and_all_are_checked() -> None:
    assert len(question_names()) >= 20
    assert set(question_names()) == ANSWERS.keys() | PARTS.keys()


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_answers(answers: dict[str, list[tuple[str | None, ...]]], name: str) -> None:
    assert answers[name] == ANSWERS[name]


@pytest.mark.parametrize("name", sorted(PARTS))
def test_long_answers(answers: dict[str, list[tuple[str | None, ...]]], name: str) -> None:
    rows, row = PARTS[name]
    assert len(answers[name]) == rows
    assert row in answers[name]


def test_what_several_documents_say_rests_on_no_single_source(answers: dict[str, list[tuple[str | None, ...]]]) -> None:
    assert not any(row[1] == "headquarteredIn" for row in answers["single-source"])


@pytest.mark.parametrize("name", question_names())
def test_rdflib_gives_the_same_number_of_answers(answers: dict[str, list[tuple[str | None, ...]]], name: str) -> None:
    import rdflib

    graph = _rdflib_graph()
    assert isinstance(graph, rdflib.Graph)
    assert len(list(graph.query(read_question(name).query))) == len(answers[name])


def _rdflib_graph(_known: list[object] = []) -> object:  # noqa: B006 - parsed once for all questions
    import rdflib

    if not _known:
        _known.append(rdflib.Graph().parse(data=write_nquads(CONTENT.triples).decode(), format="nt"))
    return _known[0]


def test_every_question_speaks_french_and_english() -> None:
    for question in read_questions():
        assert question.title_en.endswith("?") and question.title_fr.endswith(" ?"), question.name
        assert question.description_en != question.description_fr


def test_the_docs_hold_every_question(root: Path) -> None:
    page = (root / "docs" / "questions.md").read_text(encoding="utf-8")
    for question in read_questions():
        for words in (f"`{question.name}`", question.title_en, question.title_fr, question.description_en, question.description_fr):
            assert words in page, f"{question.name}: {words} is missing in docs/questions.md"


def test_an_unknown_question_lists_those_that_exist() -> None:
    with pytest.raises(QueryError, match=r"there is no question 'pause'; did you mean paused\? there are: acquisitions, came-true"):
        read_question("pause")
