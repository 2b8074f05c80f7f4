"""French tokenizer: text in, spaCy `Doc` of words out.

First step of the language pipeline. It follows the French treebanks of
Universal Dependencies: elided words ("l'", "qu'") and clitics behind their verb
("-t-il") are tokens, hyphenated words and figures with inner blanks ("200 000")
are one token each. What it knows about French stands in `tokenizer.yaml`; this
module turns that into two regular expressions and walks over the text with them.

Nothing of the text is lost: the tokens and their blanks give back every code
point. Line ends, doubled blanks and no-break spaces outside figures become
tokens of their own, as spaCy expects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

# Pipelines that name this tokenizer name these too; loading it registers them with spaCy.
import graphbuild.language.parsing.embed
import graphbuild.language.parsing.lemmas
import graphbuild.language.sentences  # noqa: F401

APOSTROPHES = "'’ʼ"
HYPHENS = "‐‑-"  # the plain one last: it stands in character classes
# Blanks that may stand inside a figure: space, no-break, narrow no-break, thin, figure.
FIGURE_SPACES = " \u00a0\u202f\u2009\u2007"

# Varieties of one sign that carry no meaning for the models.
_NORMAL = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


def load_tokenizer_data() -> dict[str, Any]:
    """Read `tokenizer.yaml`: the abbreviations, elisions and clitics of French."""
    path = files("graphbuild.language.fr").joinpath("tokenizer.yaml")
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def normal_form(word: str) -> str:
    """The form of a word that the models see as its NORM: lower case, plain quotes, hyphens and apostrophes.

    Blanks of any kind become one space, so that "200 000" has one form however
    it was typeset; blanks with a line end become one line end.
    """
    if word.isspace():
        return "\n" if "\n" in word or "\r" in word else " "
    return re.sub(r"\s", " ", word.lower().translate(_NORMAL))


def _either(words: Iterable[str]) -> str:
    """Alternation of literal words, longest first; any apostrophe or hyphen stands for its like."""
    escaped = "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
    return escaped.replace(r"\-", f"[{HYPHENS}]").replace("'", f"[{APOSTROPHES}]")


def _any_case(words: Iterable[str]) -> set[str]:
    """The words in lower case, with a capital, and in capitals."""
    return {form for word in words for form in (word, word[0].upper() + word[1:], word.upper())}


def compile_token(data: dict[str, Any]) -> re.Pattern[str]:
    """The pattern that finds the token at a place of the text.

    Its alternatives are tried in this order; the group names only serve the
    reader. Clitics are split off afterwards, see `compile_clitic`.
    """
    apostrophe, hyphen, space = f"[{APOSTROPHES}]", f"[{HYPHENS}]", f"[{FIGURE_SPACES}]"
    upper, lower = "A-ZÀ-ÖØ-ÞŒŠŽ", "a-zß-öø-ÿœšž"
    initials = "".join(data["name_initials"])
    # "'s" is English and a token of its own ("Moody's"); any other inner apostrophe belongs to the word.
    inner = rf"(?:[&_{HYPHENS}]|{apostrophe}(?![sS](?!\w)))\w+"
    alternatives = {
        "address": r"(?:https?://|www\.)[^\s<>\"«»]*[^\s<>\"«».,;:!?)\]'’…]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        "domain": rf"[\w-]+(?:\.[\w-]+)*\.(?:{_either(data['domains'])})(?![\w{HYPHENS}])",
        "tag": r"[@#](?=\w*[^\W\d])\w+",
        "whole": rf"(?:{_either(_any_case(data['whole']))})(?![\w{HYPHENS}])",
        "abbreviation": rf"(?:{_either(data['abbreviations'])})(?!\w)",
        # "200 000", "1 250 000,50": the first group has three digits at most, so "en 2001 200 personnes" is safe.
        "grouped": rf"\d{{1,3}}(?:{space}\d{{3}})+(?!\d)(?:[.,]\d+)?(?!\w)",
        # "3,5", "2025-12-02", "01/02/2024", "10:30", "+14", "-0,8".
        "figure": rf"(?:(?<![\w)])[+\-−±](?=\d))?\d+(?:[.,:/{HYPHENS}]\d+)*(?![\w{HYPHENS}])|\d+[.,]\d+(?=[^\W\d])",
        "degree": r"°[CFK](?!\w)|[Nn][°º]s?(?!\w)|[Nn][°º](?=\d)",
        # "U.S.", "J.-C.", "S.A.R.L."; one letter alone only before a name.
        "initials": rf"(?:[{upper}]\.{hyphen}?){{2,}}(?![{lower}])"
        rf"|[{upper}][{lower}]?\.{hyphen}[{upper}]\.|[{upper}]\.(?={space}?[{upper}])",
        "name": rf"[{initials}]{apostrophe}[{upper}][{lower}]\w*(?:{inner})*",
        "elision": rf"(?:{_either(_any_case(data['elisions']))}){apostrophe}(?=[^\s{APOSTROPHES}.,;:!?)])",
        "english": rf"{apostrophe}[sS](?!\w)",
        "optional": r"\w+\((?:e|s|es|ne|nes|le|les|trice|trices|rice|rices)\)(?:s\b)?",
        "word": rf"\w+(?:{inner})*",
        "dots": r"\.{2,}|…+",
        "dashes": r"[-–—]{2,}|_{2,}",
        "character": r"\S",
    }
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in alternatives.items()))


def compile_clitic(data: dict[str, Any]) -> re.Pattern[str]:
    """The pattern of a word that ends in clitics; group 1 is the word without them.

    "donne-le-moi" has two, "compte-t-il" one: its "t" goes with the pronoun, as
    in the treebanks. Capitals and typographic hyphens are met as well.
    """
    hyphen = f"[{HYPHENS}]"
    subject, objects, particles = (_either(data["clitics"][kind]) for kind in ("subject", "object", "demonstrative"))
    return re.compile(
        rf"(.*?\w)({hyphen}(?:{subject}))|([^\W\d_]+)((?:{hyphen}(?:{objects}))+)|(.*?\w)({hyphen}(?:{particles}))",
        re.IGNORECASE,
    )


class FrenchTokenizer:
    """Callable that makes a `Doc` of a text; `create_tokenizer` registers it with spaCy."""

    def __init__(self, vocab: Vocab, data: dict[str, Any] | None = None) -> None:
        """`data` has the keys of `tokenizer.yaml`, which is read when none is given."""
        self.vocab = vocab
        self.data = load_tokenizer_data() if data is None else data
        self._token = compile_token(self.data)
        self._clitic = compile_clitic(self.data)
        self._hyphen_clitic = re.compile(rf"[{HYPHENS}][^{HYPHENS}]+")
        # Every form that the models have not met gets its NORM from here.
        vocab.lex_attr_getters[NORM] = normal_form

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        end = 0
        for match in self._token.finditer(text):
            start = match.start()
            if start > end:
                _add_blank(text[end:start], words, spaces)
            if match.lastgroup == "word":
                words.extend(self.split_clitics(match.group()))
            else:
                words.append(match.group())
            spaces.extend([False] * (len(words) - len(spaces)))
            end = match.end()
        if end < len(text):
            _add_blank(text[end:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    def split_clitics(self, word: str) -> Iterator[str]:
        """The word without its clitics, then these: "a-t-elle" gives "a", "-t-elle"."""
        match = self._clitic.fullmatch(word) if any(hyphen in word for hyphen in HYPHENS) else None
        if match is None:
            yield word
            return
        base, tail = match[match.lastindex - 1], match[match.lastindex]  # type: ignore[operator]
        yield base
        if match.lastindex == 4:
            yield from self._hyphen_clitic.findall(tail)
        else:
            yield tail

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Tokenize a stream of texts; `batch_size` is there for spaCy's sake."""
        return map(self, texts)

    # The tokenizer has no state beside its data, which comes with the code: nothing to write or to read.
    def to_bytes(self, **kwargs: Any) -> bytes:
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> FrenchTokenizer:
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        return None

    def from_disk(self, path: str | Path, **kwargs: Any) -> FrenchTokenizer:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return FrenchTokenizer, (self.vocab, self.data)


def _add_blank(blank: str, words: list[str], spaces: list[bool]) -> None:
    """Append white space: one space goes with the word before it, the rest is a token."""
    if blank[0] == " " and words and not spaces[-1]:
        spaces[-1] = True
        blank = blank[1:]
    if blank:
        trailing = len(blank) > 1 and blank[-1] == " "
        words.append(blank[:-1] if trailing else blank)
        spaces.append(trailing)


@registry.tokenizers("graphbuild.FrenchTokenizer.v1")
def create_tokenizer() -> Callable[[Language], FrenchTokenizer]:
    """Factory for a spaCy config: `[nlp.tokenizer] @tokenizers = "graphbuild.FrenchTokenizer.v1"`."""

    def make(nlp: Language) -> FrenchTokenizer:
        return FrenchTokenizer(nlp.vocab)

    return make
