"""Build the list of companies and brands: two name lists in, `brands.tsv` out.

    python build_brands.py ontology/lexicon/fr/brands.tsv

pytickersymbols (MIT) gives the companies of the large stock indices, simplepycons (MIT; names of Simple Icons,
CC0) brands of companies, services and software. A company is told from a brand by the index alone. Names that
are French words, first names or places as well are left out, unless the company is one of those that French
texts speak of (indices of Paris, Brussels and Frankfurt).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from pytickersymbols import PyTickerSymbols

from graphbuild.language.entities.gazetteers import plain_name, read_cities, read_countries, read_first_names, read_regions
from graphbuild.language.parsing.embed import load_lexicon

NEAR = ("BEL 20", "CAC_40", "CAC Mid 60", "DAX", "EURO STOXX 50")
LEGAL_FORM = re.compile(
    r"(?:,? (?:Inc\.?|plc|PLC|SA|S\.A\.|AG|N\.V\.|NV|SE|Corp\.?|Corporation|Co\.?|Company|Ltd\.?|Limited|Group|Holdings?"
    r"|SpA|S\.p\.A\.|AB|ASA|Oyj|A/S|KGaA|& Co\.?|REIT|Trust))+$"
)


def companies(indices: tuple[str, ...]) -> set[str]:
    """The companies of these indices without their legal form."""
    stocks = PyTickerSymbols()
    names = (stock["name"] for index in indices for stock in stocks.get_stocks_by_index(index))
    return {plain_name(LEGAL_FORM.sub("", re.sub(r" \(.*\)", "", name)).strip(" ,")) for name in names}


def brands() -> Iterator[str]:
    """The titles of Simple Icons, read from the sources of the package: importing it loads every picture."""
    spec = find_spec("simplepycons")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("simplepycons is not installed; see training/requirements.txt")
    for file in Path(spec.origin).parent.glob("_*.py"):
        if match := re.search(r'def title\(self\) -> "str":\n\s+return "([^"\\]+)"', file.read_text(encoding="utf-8")):
            yield plain_name(match[1])


def is_ambiguous(name: str) -> bool:
    """Whether a name is a word, a first name or a place as well."""
    word = " " not in name and load_lexicon().look_up(name.lower())[0] != 0
    places = name in read_cities() or name in read_countries() or name in read_regions()
    return word or places or name in read_first_names()


def is_name(name: str) -> bool:
    """Whether French text writes it as a name: letters, with a capital among the first three."""
    return len(name) > 1 and name[0].isalpha() and any(map(str.isupper, name[:3])) and "." not in name


def names_of_the_example() -> set[str]:
    """The words with a capital in `data/memo.txt` that no lexicon has: they stay out, so that the example shows what is read."""
    words = set(re.findall(r"[A-Z]\w+", (Path(__file__).parents[2] / "data" / "memo.txt").read_text(encoding="utf-8")))
    return {word for word in words if load_lexicon().look_up(word.lower())[0] == 0}


def main(out: Path) -> None:
    example = names_of_the_example()
    near = companies(NEAR)
    kinds = {name: "brand" for name in brands() if not is_ambiguous(name)}
    kinds |= {name: "company" for name in companies(tuple(PyTickerSymbols().get_all_indices())) if not is_ambiguous(name)}
    kinds |= dict.fromkeys(near, "company")
    lines = [f"{name}\t{kind}\n" for name, kind in sorted(kinds.items()) if is_name(name) and not example & set(re.findall(r"\w+", name))]
    out.write_text("".join(lines), encoding="utf-8")
    print(f"{out}: {len(lines)} names")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
