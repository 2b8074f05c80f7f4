"""Puts the lexicon files of a language in order: `python ontology/lexicon/sort_lexicon.py [--check] [LANG]`.

In come the YAML files of `ontology/lexicon/LANG` that the relation engine reads; out go the same files
with relations, patterns and words sorted as a dictionary sorts them (accents and case ignored), each
once, and word lists wrapped. Comments stay where they are. With `--check` nothing is written, and the
files that are out of order are named on standard error.
"""

from __future__ import annotations

import re
import sys
import textwrap
import unicodedata
from pathlib import Path

WIDTH = 110
WORD_FILES = ("nouns.yaml", "operators.yaml", "attribution.yaml", "fields.yaml")
# `key: [word, word, …]`, over one line or several
WORD_LIST = re.compile(r"^(?P<indent> *)(?P<key>\w+): \[(?P<words>[^\]]*)\]$", re.MULTILINE)


def dictionary_order(entry: str) -> tuple[str, str]:
    """The sort key of a word or pattern: letters without accents and case, then the entry itself."""
    letters = unicodedata.normalize("NFD", entry.replace("œ", "oe").replace("Œ", "oe").casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)), entry


def sort_words(text: str) -> str:
    """The text of a word file with every list sorted, each word once, and wrapped."""
    return WORD_LIST.sub(_sort_list, text)


def _sort_list(match: re.Match[str]) -> str:
    indent, key = match["indent"], match["key"]
    words = sorted({w.strip() for w in " ".join(match["words"].split()).split(",")} - {""}, key=dictionary_order)
    line = f"{indent}{key}: [{', '.join(words)}]"
    if len(line) <= WIDTH:
        return line
    # a word of several words must not be torn: its blanks are hidden from the wrapping
    joined = ", ".join(w.replace(" ", "\0") for w in words)
    body = textwrap.fill(
        joined, WIDTH, initial_indent=indent + "  ", subsequent_indent=indent + "  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return f"{indent}{key}: [\n{body}\n{indent}]".replace("\0", " ")


def sort_patterns(text: str) -> str:
    """The text of a relations file with relations and the patterns of each section sorted, each once."""
    head, *blocks = re.split(r"^(?=\w+:$)", text, flags=re.MULTILINE)
    ordered = sorted((_sort_block(block) for block in blocks), key=lambda b: dictionary_order(b.split(":")[0]))
    return "\n\n".join([head.rstrip(), *(block.rstrip() for block in ordered)]) + "\n"


def _sort_block(block: str) -> str:
    lines: list[str] = []
    entries: list[str] = []
    for line in [*block.splitlines(), ""]:
        if line.lstrip().startswith("- "):
            entries.append(line)
            continue
        lines.extend(sorted(set(entries), key=lambda e: dictionary_order(_pattern_of(e))))
        entries = []
        if line.strip():
            lines.append(line)
    return "\n".join(lines)


def _pattern_of(line: str) -> str:
    long_form = re.search(r'pattern: "([^"]*)"', line)
    return long_form[1] if long_form else line.strip()[2:]


def sorted_files(folder: Path) -> dict[Path, str]:
    """Every file of a lexicon folder with the text it should have."""
    files = {path: sort_words(path.read_text("utf-8")) for path in sorted(folder / name for name in WORD_FILES)}
    files |= {path: sort_patterns(path.read_text("utf-8")) for path in sorted((folder / "relations").glob("*.yaml"))}
    return files


def main(arguments: list[str]) -> int:
    """Sort the files of a language, or with `--check` only name those that are out of order."""
    check = "--check" in arguments
    lang = next((a for a in arguments if not a.startswith("-")), "fr")
    folder = Path(__file__).parent / lang
    if not folder.is_dir():
        known = ", ".join(sorted(p.name for p in Path(__file__).parent.iterdir() if (p / "relations").is_dir()))
        print(f"no lexicon folder for {lang!r}; there are: {known}", file=sys.stderr)
        return 2
    changed = [path for path, text in sorted_files(folder).items() if text != path.read_text("utf-8")]
    for path in changed:
        if check:
            print(f"out of order: {path}", file=sys.stderr)
        else:
            path.write_text(sorted_files(folder)[path], "utf-8")
            print(f"sorted: {path}")
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
