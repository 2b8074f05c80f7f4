"""What coreference knows of a language: `coreference.yaml` and `nouns.yaml` of its lexicon, made ready to ask.

Nothing here looks at a text; a noun comes in, what it may denote goes out.
"""

from __future__ import annotations

import functools
import importlib
import unicodedata
from dataclasses import dataclass
from typing import Any

from ...errors import LexiconError
from ...resources import ontology_path, read_nouns, read_words, read_yaml

CLASSES = ("Person", "Organization", "Group", "Place", "Product", "Work", "Event", "Document")


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A third-person pronoun. `near` marks those that take up what was named last ("celui-ci")."""

    gender: str | None = None
    number: str | None = None
    near: bool = False
    clitic: bool = False


@dataclass(frozen=True)
class CoreferenceLexicon:
    """The forms that refer and the nouns that stand for names."""

    words: dict[str, frozenset[str]]
    pronouns: dict[str, Pronoun]
    possessives: dict[str, str]
    latter: frozenset[str]
    relative: frozenset[str]
    expletive_verbs: frozenset[str]
    expletive_frames: frozenset[str]
    expletive_passives: frozenset[str]
    agent_verbs: frozenset[str]
    person_verbs: frozenset[str]
    person_victims: frozenset[str]
    personal_nouns: frozenset[str]
    bodily_nouns: frozenset[str]
    naming_verbs: frozenset[str]
    time_nouns: frozenset[str]
    agent_nouns: dict[str, frozenset[str]]
    patient_nouns: dict[str, frozenset[str]]
    nationalities: dict[str, str]
    own_idioms: frozenset[str]
    locution_nouns: frozenset[str]
    set_phrases: frozenset[str]
    kinship: frozenset[str]
    places_of_name: frozenset[str]
    unique_bodies: frozenset[str]
    masculine_places: frozenset[str]
    noun_endings: tuple[tuple[str, str], ...]
    honorifics: dict[str, str]
    light_adjectives: frozenset[str]
    other_adjectives: frozenset[str]
    noun_types: dict[str, frozenset[str]]
    noun_groups: dict[str, frozenset[str]]
    any_noun: dict[str, frozenset[str]]
    collective: frozenset[str]
    uncertain_bodies: frozenset[str]
    relational_bodies: frozenset[str]
    own_companies: frozenset[str]
    known_bodies: dict[str, str]
    numbers: dict[str, int]
    decades: dict[str, int]
    pairs: dict[str, int]
    legal_forms: frozenset[str]
    name_particles: frozenset[str]
    first_names: dict[str, str | None]
    first_name_endings: tuple[tuple[str, str], ...]

    def types_of(self, noun: str) -> frozenset[str]:
        """The entity types that the noun may denote; empty for one that is in no list."""
        noun = noun.lower()
        for form in (noun, noun[:-1] if noun[-1:] in "sx" else noun):
            if form in self.noun_types:
                return self.noun_types[form]
        return frozenset()

    def groups_of(self, noun: str) -> frozenset[str]:
        """The groups of nouns that are said of the same one and to which this noun belongs."""
        noun = noun.lower()
        found = self.noun_groups.get(noun)
        if found is None and " " in noun:  # "entreprise familiale"
            found = self.noun_groups.get(noun.split(" ")[0], frozenset()) & {"Organization/business"}
        return found or frozenset()

    def any_types(self, noun: str) -> frozenset[str]:
        """The types that a noun which says little more than a pronoun may stand for ("société", "homme")."""
        if noun.lower() in self.nationalities:
            return frozenset(("Person", "Organization"))
        return self.any_noun.get(noun.lower(), frozenset())

    def gender_of_noun(self, noun: str) -> str | None:
        """m, f, or None where the ending does not tell ("ministre", "journaliste")."""
        noun = noun.lower().split()[0]
        return next((gender for ending, gender in self.noun_endings if noun.endswith(ending)), None)

    def gender_of_first_name(self, name: str) -> str | None:
        """m, f, or None where the name does not tell."""
        name = name.lower()
        for form in (name, name.split("-")[0]):
            if form in self.first_names:
                return self.first_names[form]
            counted = _first_name_genders().get(form)
            if counted is not None:
                men, women = counted
                return "m" if men > 2 * women else "f" if women > 2 * men else None
        return next((gender for ending, gender in self.first_name_endings if name.endswith(ending)), None)


@functools.lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Small letters without accents, blanks for hyphens, nothing for dots: for comparing names."""
    text = unicodedata.normalize("NFD", text.casefold().replace("’", "'").replace("-", " ").replace("‑", " ").replace(".", ""))
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())


# Faker's locales whose first names are met in French texts.
_LOCALES = "ar_AA de_DE en_GB en_US es_ES fr_BE fr_CH fr_DZ fr_FR fr_QC it_IT nl_NL no_NO pl_PL pt_PT ro_RO sv_SE".split()


@functools.cache
def _first_name_genders() -> dict[str, tuple[int, int]]:
    """In how many countries a first name is one of men, and of women."""
    counts: dict[str, list[int]] = {}
    for locale in _LOCALES:
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:  # a locale that this version of Faker does not have
            continue
        for column, kind in enumerate(("first_names_male", "first_names_female")):
            for name in {name.lower() for name in getattr(provider, kind, ())}:
                counts.setdefault(name, [0, 0])[column] += 3 if locale.startswith("fr") else 1
    return {name: (men, women) for name, (men, women) in counts.items()}


@functools.cache
def read_coreference(lang: str) -> CoreferenceLexicon:
    """The lexicon of a language; raises LexiconError naming the file and the section that is wanting."""
    path = ontology_path("lexicon", lang, "coreference.yaml")
    data = read_yaml(path)
    nouns = read_nouns(lang)
    nationalities = read_words(lang, "nationalities.yaml")
    try:
        return _build(data, nouns, nationalities)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise LexiconError(f"{path}: section {error} is missing or not of the form that the head of the file shows") from error


def _build(data: dict[str, Any], nouns: dict[str, Any], nationalities: dict[str, list[str]]) -> CoreferenceLexicon:
    types: dict[str, set[str]] = {}
    for class_ in CLASSES:
        for noun in nouns.get(class_, ()):
            types.setdefault(noun.lower(), set()).add(class_)
    for section in ("positions", "leaders", "kinship"):
        for noun in nouns.get(section, ()):
            types.setdefault(noun.lower(), set()).add("Person")
    any_noun: dict[str, set[str]] = {}
    for section, allowed in (
        ("any_person", {"Person"}),
        ("any_organisation", {"Organization"}),
        ("any_product", {"Product"}),
        ("any_service", {"Product", "Organization"}),
        ("any_actor", {"Person", "Organization", "Product"}),
        ("any_document", {"Document"}),
    ):
        for noun in data[section]:
            any_noun.setdefault(noun.lower(), set()).update(allowed)
            types.setdefault(noun.lower(), set()).update(allowed)
    groups: dict[str, set[str]] = {}
    for section, class_ in (
        ("person_groups", "Person"),
        ("organisation_groups", "Organization"),
        ("place_groups", "Place"),
        ("event_groups", "Event"),
    ):
        for group, members in data[section].items():
            for noun in members:
                groups.setdefault(noun.lower(), set()).add(f"{class_}/{group}")
                types.setdefault(noun.lower(), set()).add(class_)
    first_names = {name: gender if gender != "both" else None for gender, names in data["first_names"].items() for name in names}
    return CoreferenceLexicon(
        words={kind: frozenset(found) for kind, found in data["words"].items()},
        pronouns={form: Pronoun(**features) for form, features in data["pronouns"].items()},
        possessives=dict(data["possessives"]),
        latter=frozenset(data["latter"]),
        relative=frozenset(data["relative"]),
        expletive_verbs=frozenset(data["expletive_verbs"]),
        expletive_frames=frozenset(data["expletive_frames"]),
        expletive_passives=frozenset(data["expletive_passives"]),
        agent_verbs=frozenset(data["agent_verbs"]),
        person_verbs=frozenset(data["person_verbs"]),
        person_victims=frozenset(data["person_victims"]),
        personal_nouns=frozenset(data["personal_nouns"]),
        bodily_nouns=frozenset(data["bodily_nouns"]),
        naming_verbs=frozenset(data["naming_verbs"]),
        time_nouns=frozenset(data["time_nouns"]),
        agent_nouns={verb: frozenset(found) for verb, found in data["agent_nouns"].items()},
        patient_nouns={verb: frozenset(found) for verb, found in data["patient_nouns"].items()},
        honorifics={word: gender for gender, words in data["honorifics"].items() for word in words},
        light_adjectives=frozenset(data["light_adjectives"]),
        other_adjectives=frozenset(data["other_adjectives"]),
        noun_types={noun: frozenset(found) for noun, found in types.items()},
        noun_groups={noun: frozenset(found) for noun, found in groups.items()},
        any_noun={noun: frozenset(found) for noun, found in any_noun.items()},
        nationalities={form: place for place, forms in reversed(nationalities.items()) for form in forms},
        own_idioms=frozenset(data["own_idioms"]),
        locution_nouns=frozenset(data["locution_nouns"]),
        set_phrases=frozenset(data["set_phrases"]),
        kinship=frozenset(noun.lower() for noun in nouns["kinship"]),
        places_of_name=frozenset(data["places_of_name"]),
        unique_bodies=frozenset(data["unique_bodies"]),
        masculine_places=frozenset(data["masculine_places"]),
        noun_endings=_endings(data["noun_endings"]),
        collective=frozenset(noun.lower() for noun in nouns.get("collective", ())),
        uncertain_bodies=frozenset(data["uncertain_bodies"]),
        relational_bodies=frozenset(data["relational_bodies"]),
        own_companies=frozenset(noun.lower() for noun in data["own_companies"]),
        known_bodies={fold(name): noun for noun, names in data["known_bodies"].items() for name in names},
        numbers=dict(data["numbers"]),
        decades=dict(data["decades"]),
        pairs=dict(data["pairs"]),
        legal_forms=frozenset(data["legal_forms"]),
        name_particles=frozenset(data["name_particles"]),
        first_names=first_names,
        first_name_endings=_endings(data["first_name_endings"]),
    )


def _endings(groups: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    """(ending, gender), the longest first."""
    return tuple(
        sorted(
            ((ending, gender) for gender, group in groups.items() for ending in group), key=lambda pair: (-len(pair[0]), pair[0])
        )
    )
