"""Training examples of the entity recogniser: annotated texts in, varied texts out.

The sources disagree in what they mark. `prepare_entities.py` brings them to one
form, JSON lines with `text`, `entities` and `unknown` (spans about which the
source says nothing); the reader `graphbuild.Entities.v1` turns these into
examples, anew in each epoch: typography varies, sentences share a text, and a
name is now and then exchanged for another of its type, so that the model
learns from the words around a name and not only from the name.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fast_numpy  # noqa: F401
import spacy
import yaml
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

import graphbuild.language.fr.tokenizer  # noqa: F401 - registers what the configs name
import graphbuild.language.parsing.embed  # noqa: F401 - registers what the configs name

LABELS = ("EVENT", "LOC", "MISC", "ORG", "PER", "PRODUCT", "WORK")
UNKNOWN = "?"

# A text as pieces: (text, label); "" for the words between names.
Piece = tuple[str, str]


def read_texts(path: Path) -> list[list[Piece]]:
    """The texts of a file of `prepare_entities.py`, each cut into pieces."""
    texts = []
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            record: dict[str, Any] = json.loads(line)
            spans = [*record["entities"], *([*span, UNKNOWN] for span in record.get("unknown", []))]
            pieces: list[Piece] = []
            end = 0
            for start, stop, label in sorted(spans):
                if start < end:
                    continue
                pieces.append((record["text"][end:start], ""))
                pieces.append((record["text"][start:stop], label))
                end = stop
            pieces.append((record["text"][end:], ""))
            texts.append([piece for piece in pieces if piece[0]])
    return texts


VOWELS = "aeiouyhéèêîôâœ"


def invent_name(label: str, data: dict[str, Any], rng: random.Random) -> str:
    """A name that no text holds, in one of the shapes of `data/names.yaml`."""

    def syllables() -> str:
        return "".join(rng.choice(data["syllables"]) for _ in range(rng.randint(2, 3))).capitalize()

    name = rng.choice(data["shapes"][label])
    name = re.sub(r"\{s\}", lambda _: syllables(), name)
    name = re.sub(r"\{w\}", lambda _: rng.choice(data["words"]), name)
    name = re.sub(r"\{A\}", lambda _: "".join(rng.choices("ABCDEFGILMNOPRSTVX", k=rng.randint(3, 4))), name)
    return re.sub(r"\{n\}", lambda _: str(rng.choice([1, 2, 3, 4, 5, 7, 9, 12, 360, 3000])), name)


def exchange_names(
    pieces: list[Piece],
    names: dict[str, list[str]],
    rng: random.Random,
    probability: float,
    invented: dict[str, Any] | None = None,
) -> list[Piece]:
    """Some names exchanged for others of their type or for invented ones, the same one in the whole text."""
    chosen: dict[Piece, str] = {}
    result = []
    for text, label in pieces:
        if label in names:
            if (text, label) not in chosen:
                new = text
                if rng.random() < probability:
                    invent = invented is not None and label in invented["shapes"] and rng.random() < 0.4
                    new = invent_name(label, invented, rng) if invent and invented else rng.choice(names[label])
                # "d'Auran" must not become "d'Velmont": keep names beginning alike, vowel or consonant.
                chosen[text, label] = new if (new[0].lower() in VOWELS) == (text[0].lower() in VOWELS) else text
            text = chosen[text, label]
        result.append((text, label))
    return result


def vary_typography(pieces: list[Piece], rng: random.Random) -> list[Piece]:
    """Apostrophes, quotation marks, blanks and now and then the case of a whole text."""
    table: dict[str, str] = {}
    if rng.random() < 0.5:
        apostrophe = rng.choice("'’")
        table = {"'": apostrophe, "’": apostrophe}
    if rng.random() < 0.3:
        table |= rng.choice([{"«": '"', "»": '"'}, {"«": "“", "»": "”"}, {"\u00a0": " ", "\u202f": " "}])
    changed = [(piece.translate(str.maketrans(table)), label) for piece, label in pieces]
    kind = rng.random()
    if kind < 0.015:
        return [(piece.upper(), label) for piece, label in changed]
    if kind < 0.025:
        return [(piece.lower(), label) for piece, label in changed]
    return changed


def load_tagger(path: str | Path) -> Language:
    """The part of a syntax pipeline that gives parts of speech."""
    return spacy.load(path, exclude=["parser", "trainable_lemmatizer"])


def tagged_docs(nlp: Language, syntax: Language | None, texts: list[str]) -> list[Doc]:
    """The tokenized texts, with parts of speech when there is a pipeline that gives them."""
    docs = [nlp.make_doc(text) for text in texts]
    if syntax is not None:
        for doc, other in zip(docs, syntax.pipe(texts), strict=True):
            for token, model in zip(doc, other, strict=True):
                token.pos = model.pos
    return docs


def make_example(nlp: Language, pieces: list[Piece], predicted: Doc | None = None) -> Example:
    """The example of a text; names that do not fall on token borders count as unknown."""
    if predicted is None:
        predicted = nlp.make_doc("".join(piece for piece, _ in pieces))
    gold = Doc(nlp.vocab, words=[t.text for t in predicted], spaces=[bool(t.whitespace_) for t in predicted])
    entities: list[Span] = []
    unknown: set[int] = set()
    offset = 0
    for piece, label in pieces:
        end = offset + len(piece)
        if label:
            exact = gold.char_span(offset, end, label=label) if label != UNKNOWN else None
            if exact is not None:
                entities.append(exact)
            else:
                wide = gold.char_span(offset, end, alignment_mode="expand")
                if wide is not None:
                    unknown.update(token.i for token in wide)
        offset = end
    unknown -= {token.i for span in entities for token in span}
    missing = [gold[i : i + 1] for i in sorted(unknown)]
    gold.set_ents(entities, missing=missing, default="outside")
    return Example(predicted, gold)


@spacy.registry.readers("graphbuild.Entities.v1")
def create_entities_reader(
    paths: list[str],
    repeat: list[int],
    level: float,
    group: int,
    exchange: list[float] | None = None,
    names: str | None = None,
    tagger: str | None = None,
    seed: int = 0,
) -> Callable[[Language], Iterator[Example]]:
    """Reader of the files of `prepare_entities.py`.

    `repeat` says how often each file comes in an epoch; `level` 0 leaves texts
    alone (evaluation), 1 varies all; up to `group` short texts are joined;
    `exchange` is, for each file, the probability that a name is exchanged for
    another; `names` a file with the parts of invented names; `tagger` a
    pipeline that gives the parts of speech, as it will where the model is used.
    """
    invented = yaml.safe_load(Path(names).read_text(encoding="utf-8")) if names else None
    chances = exchange or [0.0] * len(paths)
    rng = random.Random(seed)
    loaded: dict[str, list[list[Piece]]] = {}
    syntax = load_tagger(tagger) if tagger else None

    def tagged(nlp: Language, texts: list[list[Piece]]) -> Iterator[Example]:
        docs = tagged_docs(nlp, syntax, ["".join(piece for piece, _ in pieces) for pieces in texts])
        for pieces, doc in zip(texts, docs, strict=True):
            yield make_example(nlp, pieces, doc)

    def read(nlp: Language) -> Iterator[Example]:
        for path in paths:
            if path not in loaded:
                loaded[path] = read_texts(Path(path))
        by_label: dict[str, list[str]] = defaultdict(list)
        for texts in loaded.values():
            for text in texts:
                for piece, label in text:
                    if label in LABELS and "\n" not in piece:
                        by_label[label].append(piece)
        unique = {label: sorted(set(values)) for label, values in by_label.items()}
        grouped: list[tuple[list[Piece], float]] = []
        for path, times, chance in zip(paths, repeat, chances, strict=True):
            for _ in range(times):
                texts = loaded[path]
                start = 0
                while start < len(texts):
                    size = rng.randint(1, group) if level else 1
                    if sum(len(piece) for piece, _ in texts[start]) > 600:
                        size = 1
                    blank = rng.choice([" ", " ", "\n", "\n\n"])
                    joined: list[Piece] = []
                    for text in texts[start : start + size]:
                        joined.extend([(blank, ""), *text] if joined else text)
                    grouped.append((joined, chance))
                    start += size
        if level:
            rng.shuffle(grouped)
        pending: list[list[Piece]] = []
        for pieces, chance in grouped:
            if rng.random() < level:
                pieces = vary_typography(exchange_names(pieces, unique, rng, chance, invented), rng)
            pending.append(pieces)
            if len(pending) == 64:
                yield from tagged(nlp, pending)
                pending = []
        yield from tagged(nlp, pending)

    return read
