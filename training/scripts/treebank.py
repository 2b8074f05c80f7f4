"""Training examples of the parser: treebank sentences in, small varied texts out.

A treebank holds clean sentences one by one; a report holds paragraphs,
headings, typographic quotation marks and no-break spaces. The reader
`graphbuild.Treebank.v1` makes the second out of the first, anew in each epoch:
neighbouring sentences share a text, and each is varied with small
probabilities. The annotation is carried along, so that every variant is gold.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import fast_numpy  # noqa: F401
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

import graphbuild.language.fr.tokenizer  # noqa: F401 - registers what the configs name
import graphbuild.language.parsing.embed  # noqa: F401 - registers what the configs name


class Row(NamedTuple):
    """One word of a treebank; `head` counts from the start of its sentence."""

    word: str
    space: bool
    pos: str
    morph: str
    lemma: str
    head: int
    dep: str


Sentence = list[Row]


def replace(row: Row, **values: Any) -> Row:
    """The row with other values."""
    return row._replace(**values)

# Features that only some treebanks mark, or that tell about spelling alone.
_DROPPED_FEATURES = ("Emph", "ExtPos", "Foreign", "NumForm", "Style", "Typo")


def read_sentences(path: Path, vocab: spacy.vocab.Vocab) -> list[list[Sentence]]:
    """The documents of a `.spacy` file, each as a list of sentences."""
    return [
        [[_row(token, sent.start) for token in sent] for sent in doc.sents]
        for doc in DocBin().from_disk(path).get_docs(vocab)
    ]


def _row(token: spacy.tokens.Token, start: int) -> Row:
    features = token.morph.to_dict()
    morph = "|".join(f"{key}={features[key]}" for key in sorted(features) if key not in _DROPPED_FEATURES)
    return Row(token.text, bool(token.whitespace_), token.pos_, morph, token.lemma_, token.head.i - start, token.dep_)


def _blank(text: str, head: int, space: bool = False) -> Row:
    return Row(text, space, "SPACE", "", text, head, "dep")


def insert_blank(sentence: Sentence, position: int, text: str) -> Sentence:
    """The sentence with a white-space token before `position`, attached to the word before it."""
    shifted = [replace(row, head=row.head + (row.head >= position)) for row in sentence]
    head = max(position - 1, 0) if position else 1
    return [*shifted[:position], _blank(text, head), *shifted[position:]]


def vary_quotes(sentence: Sentence, rng: random.Random) -> Sentence:
    """Straight quotation marks become « » or “ ”, with no-break spaces or none inside."""
    style = rng.choice(["«»", "« »", "“”", "« »nb"])
    result, opened, blanks = list(sentence), False, []
    for i, row in enumerate(sentence):
        if row.word in ('"', "«", "»", "“", "”"):
            opened = not opened if row.word == '"' else row.word in "«“"
            result[i] = replace(row, word=style[0] if opened else style.rstrip("nb")[-1])
            if style == "« »":
                if opened:
                    result[i] = replace(result[i], space=True)
                elif i:
                    result[i - 1] = replace(result[i - 1], space=True)
            elif style == "« »nb":
                blanks.append(i + 1 if opened else i)
                if opened:
                    result[i] = replace(result[i], space=False)
                elif i:
                    result[i - 1] = replace(result[i - 1], space=False)
            elif opened:
                result[i] = replace(result[i], space=False)
            elif i:
                result[i - 1] = replace(result[i - 1], space=False)
    for position in sorted(blanks, reverse=True):
        if 0 < position <= len(result):
            result = insert_blank(result, position, rng.choice("\u00a0\u202f"))
    return result


def vary_blanks(sentence: Sentence, rng: random.Random) -> Sentence:
    """French spacing before double punctuation, and now and then a doubled blank or a broken line."""
    result = list(sentence)
    for i in range(len(sentence) - 1, 0, -1):
        if sentence[i].word in (":", ";", "?", "!", "%", "€") and rng.random() < 0.5:
            style = rng.choice(["", " ", "\u00a0", "\u202f"])
            result[i - 1] = replace(result[i - 1], space=style == " ")
            if style in "\u00a0\u202f" and style:
                result = insert_blank(result, i, style)
        elif sentence[i - 1].space and rng.random() < 0.01:
            result = insert_blank(result, i, rng.choice([" ", "\u00a0", "\n", "\t"]))
    return result


def vary_case(sentence: Sentence, rng: random.Random) -> Sentence:
    """Now and then all capitals, all lower case, capitals on content words, or a small first letter."""
    kind = rng.random()
    if kind < 0.02:
        return [replace(row, word=row.word.upper()) for row in sentence]
    if kind < 0.03:
        return [replace(row, word=row.word.lower()) for row in sentence]
    if kind < 0.04 and sentence[0].pos != "PROPN":
        return [replace(sentence[0], word=sentence[0].word.lower()), *sentence[1:]]
    return sentence


def drop_final_stop(sentence: Sentence, rng: random.Random) -> Sentence:
    """Headings have no final stop: take it away now and then."""
    last = sentence[-1]
    if len(sentence) > 2 and last.word == "." and not any(row.head == len(sentence) - 1 for row in sentence[:-1]):
        return [*sentence[:-2], replace(sentence[-2], space=True)]
    return sentence


def vary(sentence: Sentence, rng: random.Random, level: float) -> Sentence:
    """One variant of a sentence; `level` 0 leaves it alone, 1 varies as much as foreseen."""
    if rng.random() < 0.5 * level:
        apostrophe = rng.choice("'’")
        sentence = [replace(row, word=row.word.replace("'", apostrophe)) for row in sentence]
    if rng.random() < 0.6 * level:
        sentence = vary_quotes(sentence, rng)
    if rng.random() < 0.4 * level:
        sentence = vary_blanks(sentence, rng)
    if rng.random() < 0.8 * level:
        sentence = vary_case(sentence, rng)
    if rng.random() < 0.04 * level:
        sentence = drop_final_stop(sentence, rng)
    return sentence


def join(sentences: Iterable[Sentence], rng: random.Random, level: float) -> list[Sentence]:
    """Set the blanks between sentences: mostly a space, sometimes a line end or an empty line."""
    result: list[Sentence] = []
    for sentence in sentences:
        style = rng.random()
        last = replace(sentence[-1], space=style >= 0.2 * level)
        sentence = [*sentence[:-1], last]
        if style < 0.2 * level:
            sentence.append(_blank(rng.choice(["\n", "\n\n", "\n\n"]), len(sentence) - 1))
        result.append(sentence)
    return result


def make_doc(vocab: spacy.vocab.Vocab, sentences: list[Sentence]) -> Doc:
    """One gold `Doc` of some sentences."""
    rows = [row for sentence in sentences for row in sentence]
    heads, starts = [], []
    for sentence in sentences:
        offset = len(heads)
        heads.extend(offset + row.head for row in sentence)
        starts.extend([True] + [False] * (len(sentence) - 1))
    return Doc(
        vocab,
        words=[row.word for row in rows],
        spaces=[row.space for row in rows],
        pos=[row.pos for row in rows],
        morphs=[row.morph for row in rows],
        lemmas=[row.lemma for row in rows],
        heads=heads,
        deps=[row.dep for row in rows],
        # Heads alone would say it too, but a sentence of one word has none.
    )


@spacy.registry.readers("graphbuild.Treebank.v1")
def create_treebank_reader(
    paths: list[str], repeat: list[int], level: float, group: int, seed: int = 0
) -> Callable[[Language], Iterator[Example]]:
    """Reader of `.spacy` treebanks.

    `repeat` says how often each file comes in an epoch; `level` how strongly
    sentences are varied (0 for evaluation); `group` the most sentences in one
    text (each text has between 1 and `group`, exactly `group` when `level` is 0).
    """
    rng = random.Random(seed)
    loaded: dict[str, list[list[Sentence]]] = {}

    def read(nlp: Language) -> Iterator[Example]:
        texts: list[list[Sentence]] = []
        for path, times in zip(paths, repeat, strict=True):
            if path not in loaded:
                loaded[path] = read_sentences(Path(path), nlp.vocab)
            sentences = [sentence for doc in loaded[path] for sentence in doc if sentence]
            for _ in range(times):
                start = 0
                while start < len(sentences):
                    size = rng.randint(1, group) if level else group
                    texts.append(sentences[start : start + size])
                    start += size
        if level:
            rng.shuffle(texts)
        for sentences in texts:
            varied = join([vary(sentence, rng, level) for sentence in sentences], rng, level)
            gold = make_doc(nlp.vocab, varied)
            yield Example(nlp.make_doc(gold.text), gold)

    return read


@spacy.registry.callbacks("graphbuild.restore_trees.v1")
def create_restore_trees() -> Callable[[Language, dict[str, Any]], None]:
    """Before each update: give a lemmatizer that was loaded from disk its labels back.

    spaCy's lemmatizer does not write which tree has which label; trained
    further without it, it learns label 0 for every word.
    """

    def restore(nlp: Language, _: dict[str, Any]) -> None:
        lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
        if not lemmatizer.tree2label:
            lemmatizer.tree2label = {tree: label for label, tree in enumerate(lemmatizer.cfg["labels"])}

    return restore
