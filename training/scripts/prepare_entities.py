"""Bring the entity sources to one form: corpora in, `OUT/*.jsonl` out.

    python prepare_entities.py CORPORA EVAL OUT

Each line of the output has `text`, `entities` ([start, end, label]) and
`unknown` ([start, end]): spans about which the source is silent or wrong. The
guide that the labels follow is NER_GUIDE.md of the evaluation data.

- ner-fr: as it is. Sentences that stand together in the file stay in order.
- data/written.txt: sentences of this project, with types and contexts that are rare elsewhere.
- constructions, documents: names given by their surface are looked up in the text.
- WiNER: dates and times are no names here. It marks no WORK and no MISC, so that it
  says nothing about a word with a capital, or a quotation, that it leaves unmarked:
  these are unknown (`fill_entities.py` asks a first model about them). Films and
  broadcasts, PRODUCT there, are WORK where their form shows it.
- POPCORN: mentions written with a capital, of the types that have a counterpart.
  Common nouns at the start of a sentence are left unknown.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.lang.fr.stop_words import STOP_WORDS

Record = dict[str, Any]

# Paragraphs of the training part of WiNER that serve to choose between models.
WINER_DEV = 150

# Types of POPCORN and ours; mentions of other types in capitals become unknown.
POPCORN_LABELS = {
    "PLACE": "LOC",
    "CIVILIAN": "PER",
    "TERRORIST_OR_CRIMINAL": "PER",
    "MILITARY": "PER",
    "NON_GOVERNMENTAL_ORGANISATION": "ORG",
    "NON_MILITARY_GOVERNMENT_ORGANISATION": "ORG",
    "INTERGOVERNMENTAL_ORGANISATION": "ORG",
    "MILITARY_ORGANISATION": "ORG",
}


def read_lines(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if line.strip():
                yield json.loads(line)


def split(records: list[Record], held_out: int) -> tuple[list[Record], list[Record]]:
    """All but the last, and the last, so many."""
    return records[:-held_out] if len(records) > held_out else records, records[-held_out:]


def write_lines(path: Path, records: Iterable[Record]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for record in records:
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
            count += 1
    return count


def from_spans(path: Path, dropped: tuple[str, ...] = ()) -> Iterator[Record]:
    """Records that have offsets already."""
    for record in read_lines(path):
        entities = [entity for entity in record["entities"] if entity[2] not in dropped]
        yield {"text": record["text"], "entities": entities, "unknown": []}


def from_surfaces(path: Path) -> Iterator[Record]:
    """Records whose entities are surfaces in order of appearance."""
    for record in read_lines(path):
        entities, position = [], 0
        for surface, label in record["entities"]:
            start = record["text"].find(surface, position)
            if start < 0:
                raise ValueError(f"{path}: {record.get('id')}: {surface!r} is not in the text after {position}")
            position = start + len(surface)
            entities.append([start, position, label])
        yield {"text": record["text"], "entities": entities, "unknown": []}


def from_written(path: Path) -> Iterator[Record]:
    """Sentences of this project, one a line, with names written `[name|LABEL]`; `#` begins a comment."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, entities, end = "", [], 0
        for match in re.finditer(r"\[([^|\]]+)\|([A-Z]+)\]", line):
            text += line[end : match.start()]
            entities.append([len(text), len(text) + len(match[1]), match[2]])
            text += match[1]
            end = match.end()
        yield {"text": text + line[end:], "entities": entities, "unknown": []}


def from_documents(folder: Path) -> Iterator[Record]:
    """Articles whose entities list all their surfaces; those with a capital are names."""
    for path in sorted(folder.glob("*.jsonl")):
        entities = json.loads(path.read_text(encoding="utf-8").splitlines()[0])["entities"]
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        names = {
            surface: entity["label"]
            for entity in entities
            for surface in {entity["name"], *entity["mentions"]}
            if any(character.isupper() for character in surface)
        }
        pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        found = [[m.start(), m.end(), names[m.group()]] for m in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text)]
        yield {"text": text, "entities": found, "unknown": []}


CAPITALISED = re.compile(r"(?<![\w'’-])(?:[dlDL]['’])?([A-ZÀ-ÞŒ][\w-]*)")
QUOTATION = re.compile(r"[«\"“]\s*([^«»\"“”\n]{2,80}?)\s*[»\"”]")


def unmarked(text: str, entities: list[list[Any]]) -> list[list[int]]:
    """Words with a capital inside a sentence, and short quotations with one, that no entity covers."""
    taken = set()
    for start, end, _ in entities:
        taken.update(range(start, end))
    spans = []
    for match in QUOTATION.finditer(text):
        start, end = match.span(1)
        if re.search(r"[A-ZÀ-ÞŒ]", match[1]) and len(match[1].split()) <= 10 and taken.isdisjoint(range(start, end)):
            spans.append([start, end])
            taken.update(range(start, end))
    for match in CAPITALISED.finditer(text):
        start, end = match.span(1)
        known = match[1].lower() in STOP_WORDS or len(match[1]) == 1
        if not known and taken.isdisjoint(range(start, end)) and not _starts_sentence(text, match.start()):
            spans.append([start, end])
    return sorted(spans)


def from_winer(path: Path) -> Iterator[Record]:
    """Articles of WiNER, paragraph by paragraph so that texts have the length of a report's."""
    works = re.compile(r"(?:Le|La|Les|L['’]|Un|Une|The)\s?\S+(?: \S+)+")
    for record in from_spans(path, dropped=("DATE", "TIME")):
        text = record["text"]
        entities = [
            [start, end, "WORK" if label == "PRODUCT" and works.fullmatch(text[start:end]) else label]
            for start, end, label in record["entities"]
        ]
        for match in re.finditer(r"\S.*(?:\n(?=\S).*)*(?:\n\n\S.*){0,1}", text):
            left, right = match.span()
            inside = [[s - left, e - left, label] for s, e, label in entities if s >= left and e <= right]
            yield {"text": match.group(), "entities": inside, "unknown": unmarked(match.group(), inside)}


def _starts_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" «\"“\n")
    return not before or before[-1] in ".!?:…"


def from_popcorn(path: Path) -> Iterator[Record]:
    """Reports of POPCORN; every word with a capital that no name explains is unknown."""
    data = json.loads(path.read_text(encoding="utf-8"))
    records = data.values() if isinstance(data, dict) else (record for item in data for record in item.values())
    for record in records:
        text = record["text"]
        spans: dict[tuple[int, int], str] = {}
        for entity in record["entities"]:
            label = POPCORN_LABELS.get(entity["type"])
            for mention in entity["mentions"]:
                start, end = mention["start"], mention["end"]
                surface = text[start:end]
                # A common noun that opens a sentence has a capital, too: only with a second one is it surely a name.
                sure = not _starts_sentence(text, start) or len(re.findall(r"\b[A-Z]", surface)) > 1
                if label and surface[:1].isupper() and sure:
                    spans[start, end] = label
        chosen: list[list[Any]] = []
        for (start, end), label in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
            if not chosen or start >= chosen[-1][1]:
                chosen.append([start, end, label])
        covered = [range(start, end) for start, end, _ in chosen]
        unknown = [
            [m.start(), m.end()]
            for m in re.finditer(r"(?<![\w'’-])[A-ZÀ-Þ][\w-]*", text)
            if not any(m.start() in span for span in covered)
        ]
        yield {"text": text, "entities": chosen, "unknown": unknown}


def main(corpora: Path, evaluation: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    winer, winer_dev = split(list(from_winer(corpora / "winer-fr" / "train.jsonl")), WINER_DEV)
    sources: dict[str, Iterable[Record]] = {
        "ner-train": from_spans(corpora / "ner-fr" / "train.jsonl"),
        "ner-dev": from_spans(corpora / "ner-fr" / "dev.jsonl"),
        "constructions": (r for path in sorted((evaluation / "constructions").glob("*.jsonl")) for r in from_surfaces(path)),
        "written": from_written(Path(__file__).parents[1] / "data" / "written.txt"),
        "documents": from_documents(evaluation / "documents"),
        "winer-train": winer,
        "winer-dev": winer_dev,
        "popcorn": (r for name in ("train", "synthetic") for r in from_popcorn(corpora / "popcorn-fr" / f"{name}.json")),
    }
    for name, records in sources.items():
        print(f"{name}: {write_lines(out / f'{name}.jsonl', records)} texts")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
