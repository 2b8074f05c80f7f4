"""The French lexicon as data: it parses, it is in order, and it names only what the ontology knows."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from graphbuild.errors import LexiconError
from graphbuild.relations.grammar.operators import read_operators
from graphbuild.relations.grammar.prepositions import DETERMINERS, PREPOSITIONS
from graphbuild.relations.lexicon import GRAMMAR_TYPES, SECTIONS, index_frames, parse_entry, read_frames, read_lexicon
from graphbuild.vocabulary import read_relations, read_vocabulary

LEXICON = Path(__file__).resolve().parent.parent / "ontology" / "lexicon"
FRENCH = LEXICON / "fr"
RELATION_FILES = sorted((FRENCH / "relations").glob("*.yaml"))
NOUN_CLASSES = ("Person", "Organization", "Group", "Place", "Product", "Work", "Event", "Document", "Award")
# What a slot may ask for beside the classes of the ontology.
# Said by grammar alone (copula, apposition, speech verbs), so that the lexicon need not hold words for them.
BY_GRAMMAR = {"hasQuality", "instanceOf", "stated"}


@pytest.fixture(scope="module")
def sorter() -> ModuleType:
    """The module that sorts the lexicon; it is a script, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location("sort_lexicon", LEXICON / "sort_lexicon.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def patterns(path: Path) -> list[tuple[str, str, str]]:
    """(relation, section, pattern) of every entry of a relations file."""
    content = yaml.safe_load(path.read_text("utf-8"))
    return [
        (relation, section, entry if isinstance(entry, str) else entry["pattern"])
        for relation, sections in content.items()
        for section, entries in sections.items()
        for entry in entries
    ]


def words() -> dict[str, list[str]]:
    """The word lists of nouns.yaml by key."""
    content: dict[str, list[str]] = yaml.safe_load((FRENCH / "nouns.yaml").read_text("utf-8"))
    return content


# --- order and form ---


def test_lexicon_files_are_sorted(sorter: ModuleType) -> None:
    wrong = [path for path, text in sorter.sorted_files(FRENCH).items() if text != path.read_text("utf-8")]
    assert not wrong, f"out of order: {[p.name for p in wrong]}; mend with: python ontology/lexicon/sort_lexicon.py"


def test_the_sorter_keeps_every_pattern_and_comment(sorter: ModuleType) -> None:
    text = "# Head\n\nowns:\n  verbs:\n    - S posséder O\n    - S détenir O\n    - S détenir O\nacquired:\n  verbs:\n    - S racheter O\n"
    assert sorter.sort_patterns(text) == (
        "# Head\n\nacquired:\n  verbs:\n    - S racheter O\n\nowns:\n  verbs:\n    - S détenir O\n    - S posséder O\n"
    )
    assert sorter.sort_words("# People.\nPerson: [\n  voisin, élève,\n  ami, ami\n]\n") == "# People.\nPerson: [ami, élève, voisin]\n"


@pytest.mark.parametrize("path", RELATION_FILES, ids=lambda p: p.name)
def test_no_pattern_twice_within_a_relation(path: Path) -> None:
    found = patterns(path)
    twice = {entry for entry in found if found.count(entry) > 1}
    assert not twice, f"{path.name}: remove one of each: {sorted(twice)}"


# --- relations ---


@pytest.mark.parametrize("path", RELATION_FILES, ids=lambda p: p.name)
def test_every_pattern_parses(path: Path) -> None:
    wrong = []
    for relation, sections in yaml.safe_load(path.read_text("utf-8")).items():
        for section, entries in sections.items():
            for entry in entries:
                try:
                    parse_entry(relation, SECTIONS[section], entry)
                except LexiconError as error:
                    wrong.append(f"{relation}: {section}: {error}")
    assert not wrong, f"{path.name}: see the grammar in docs/lexicon.md\n" + "\n".join(wrong)


def test_every_relation_of_the_lexicon_is_in_the_ontology() -> None:
    known = set(read_relations())
    used = {relation for path in RELATION_FILES for relation, _, _ in patterns(path)}
    unknown = sorted(used - known)
    assert not unknown, f"declare these in ontology/graphbuild.ttl or mend their names: {unknown}"


def test_every_relation_of_the_ontology_has_words() -> None:
    sections: dict[str, set[str]] = {}
    for path in RELATION_FILES:
        for relation, section, _ in patterns(path):
            sections.setdefault(relation, set()).add(section)
    wordless = sorted(set(read_relations()) - set(sections) - BY_GRAMMAR)
    assert not wordless, f"add patterns to ontology/lexicon/fr/relations for: {wordless}"


def test_a_relation_stands_in_one_file_only() -> None:
    places: dict[str, set[str]] = {}
    for path in RELATION_FILES:
        for relation, _, _ in patterns(path):
            places.setdefault(relation, set()).add(path.name)
    split = {relation: sorted(names) for relation, names in places.items() if len(names) > 1}
    assert not split, f"bring each relation together in one file: {split}"


def test_slot_types_are_classes_of_the_ontology() -> None:
    known = set(read_vocabulary().classes) | GRAMMAR_TYPES | {t for r in read_relations().values() for t in r.domain | r.range}
    wrong = []
    for frame in read_lexicon("fr").frames:
        slots = [element.slot for element in frame.slots] + [frame.first]
        wrong += [f"{frame.rule}: {t}" for slot in slots if slot for t in slot.types if t not in known]
    assert not wrong, f"known slot types: {', '.join(sorted(known))}; mend: {sorted(wrong)}"


def test_typical_words_of_business_people_and_events_are_there() -> None:
    lexicon = read_lexicon("fr")

    def relations(kind: str, lemma: str) -> set[str]:
        return {frame.relation for frame in lexicon.of(kind, lemma)}  # type: ignore[arg-type]

    assert "acquired" in relations("verb", "racheter") and "acquired" in relations("noun", "rachat")
    assert "founded" in relations("verb", "fonder") and "founded" in relations("attribute", "fondatrice")
    assert "defeated" in relations("verb", "battre") and "defeated" in relations("noun", "victoire")
    assert "bornIn" in relations("verb", "naître") and "diedIn" in relations("noun", "mort")
    assert "paused" in relations("noun", "report") and "cancelled" in relations("noun", "annulation")


# --- a linguist's own entries ---


def test_who_loses_or_stays_away_has_not_won_nor_taken_part() -> None:
    lexicon = read_lexicon("fr")
    for kind, head, relation, word in (
        ("verb", "perdre", "won", "finale"),
        ("verb", "déclarer", "participatedIn", "forfait"),
        ("noun", "absence", "participatedIn", "absence"),
    ):
        frames = [f for f in lexicon.of(kind, head) if f.relation == relation and word in f.pattern]
        assert frames and {f.status for f in frames} == {"negated"}, (head, relation)


def test_who_only_offers_to_buy_has_not_bought() -> None:
    lexicon = read_lexicon("fr")
    for kind, head, word in (("verb", "lancer", "OPA"), ("attribute", "candidat", "reprise"), ("verb", "convoiter", "convoiter")):
        frames = [f for f in lexicon.of(kind, head) if f.relation == "acquired" and word in f.pattern]  # type: ignore[arg-type]
        assert frames and {f.status for f in frames} == {"planned"}, head


def test_what_is_made_after_something_is_based_on_it() -> None:
    (frame,) = [f for f in read_lexicon("fr").of("verb", "tourner") if f.relation == "basedOn"]
    assert [sorted(e.prepositions) for e in frame.elements if e.slot and e.slot.name == "O"] == [["d'après"]]


def test_no_pattern_is_headed_by_an_adverb_of_degree_or_negation() -> None:
    """"S être plus rapide que O" would wait for a word that heads nothing in a parse; "S rapide plus que O" is found."""
    heads = {head: f.rule for f in read_lexicon("fr").frames for head in f.heads}
    assert not {head: heads[head] for head in ("ne", "plus", "moins", "très") if head in heads}


def test_attacking_somebody_in_court_is_no_use_of_force() -> None:
    courts = {lemma for f in read_lexicon("fr").of("verb", "attaquer") if f.relation == "sued" for e in f.fixed for lemma in e.lemmas}
    assert {"tribunal", "justice", "diffamation"} <= courts


def test_a_verb_is_added_by_an_edit_of_data(tmp_path: Path) -> None:
    """The worked example of docs/lexicon.md."""
    extra = tmp_path / "mine.yaml"
    extra.write_text("launched:\n  verbs:\n    - S couper le ruban de O\n", "utf-8")
    (frame,) = index_frames(read_frames(extra)).of("verb", "couper")
    assert frame.rule == "launched/verb/S couper le ruban de O"
    assert [sorted(element.lemmas) for element in frame.fixed] == [["ruban"]]


def test_a_mistake_names_file_relation_and_pattern(tmp_path: Path) -> None:
    extra = tmp_path / "mine.yaml"
    extra.write_text("launched:\n  verbs:\n    - inaugurer O\n", "utf-8")
    with pytest.raises(LexiconError, match=r"mine\.yaml: launched: verbs: 'inaugurer O' must begin with a slot"):
        read_frames(extra)


# --- nouns ---


def test_a_noun_stands_under_one_class() -> None:
    lists = words()
    places: dict[str, list[str]] = {}
    for name in NOUN_CLASSES:
        for word in lists[name]:
            places.setdefault(word, []).append(name)
    double = {word: names for word, names in places.items() if len(names) > 1}
    assert not double, f"choose one class for each in nouns.yaml: {double}"


def test_positions_and_kinship_are_not_repeated_as_people() -> None:
    lists = words()
    again = set(lists["Person"]) & (set(lists["positions"]) | set(lists["kinship"]))
    assert not again, f"positions and kinship are people already; take out of Person: {sorted(again)}"


def test_no_position_both_leads_and_does_not() -> None:
    lists = words()
    both = set(lists["leaders"]) & (set(lists["not_leaders"]) | set(lists["representatives"]))
    assert not both, f"decide in nouns.yaml whether these direct their complement: {sorted(both)}"


def test_classes_hold_enough_words_to_type_common_nouns() -> None:
    lists = words()
    assert all(len(lists[name]) >= 100 for name in NOUN_CLASSES if name != "Award")
    assert len(lists["positions"]) >= 800
    assert {"présidente", "directrice générale", "chercheuse", "chef d'orchestre"} <= set(lists["positions"])


# --- operators and attribution ---


def test_operators_are_read_with_one_status_each() -> None:
    operators = read_operators("fr")
    assert operators.verbs["refuser"].status == "negated"
    assert operators.verbs["envisager"].status == "planned"
    assert operators.verbs["sembler"].status == "hedged"
    assert operators.verbs["réussir"].status == "asserted"
    assert operators.nouns["rumeur"] == "hedged"
    assert operators.control("obliger") == "object" and operators.control("demander") == "dative"
    assert operators.say["démentir"] == "deny" and operators.say["affirmer"] == "assert"


def test_a_verb_has_one_status_only() -> None:
    content = yaml.safe_load((FRENCH / "operators.yaml").read_text("utf-8"))
    for part in ("verbs", "nouns", "adverbs", "adjectives"):
        places: dict[str, list[str]] = {}
        for status in ("negated", "hedged", "planned", "asserted"):
            for entry in content[status].get(part, ()):
                places.setdefault(entry, []).append(status)
        double = {entry: found for entry, found in places.items() if len(found) > 1}
        assert not double, f"operators.yaml: {part}: choose one status for each: {double}"


def test_relx_mapping_names_known_relations() -> None:
    content = yaml.safe_load((LEXICON / "relx.yaml").read_text("utf-8"))
    known = set(read_relations())
    used = {rule["relation"] for rules in content["relations"].values() for rule in rules}
    assert used <= known, f"relx.yaml: no such relations: {sorted(used - known)}"
    assert len(content["relations"]) == 18, "RELX has 18 relations beside no_relation"
    assert {rule["label"] for rule in content["pairs"]} <= set(content["relations"])


def test_prepositions_joined_by_a_bar_are_single_words() -> None:
    """`à|lors de O` would read `à|lors` as fixed words: each preposition of several words has a pattern of its own."""
    closed = PREPOSITIONS | DETERMINERS | {"au", "aux", "auprès", "face", "lors"}
    wrong = [
        frame.rule
        for frame in read_lexicon("fr").frames
        for element in frame.fixed
        if element.lemmas & closed and len(element.lemmas) > 1
    ]
    assert not wrong, f"write one pattern for each preposition: {wrong}"
