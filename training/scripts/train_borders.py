"""Train the finder of sentence starts: treebanks in, `borders.npz` out. Needs PyTorch, which graphbuild itself does not.

    python train_borders.py OUT LEXICON --gold FILE.spacy ... --dev FILE.spacy [--press FILE.spacy] [--minutes N]

The network is described in `graphbuild/language/parsing/borders.py`. Each epoch makes new texts of one to ten sentences, as a
report has them when its line ends are lost: neighbours or strangers, a quarter without final stop, phrases taken out as
headings and items of lists. The weights kept are a running mean.
"""

from __future__ import annotations

import argparse
import functools
import random
import statistics
from pathlib import Path
from typing import NamedTuple

import arc_data
import numpy as np
import spacy
from train_arcs import (  # leaves where PyTorch is not wanted
    PARTS,
    Averaged,
    Encoder,
    Recurrent,
    drop_columns,
    functional,
    nn,
    torch,
)
from treebank import Sentence, drop_final_stop, read_sentences, replace, vary

from graphbuild.language.parsing.borders import sided
from graphbuild.language.parsing.recurrent import packed

ROWS = (3000, 1000, 500, 1500, 2000, 500, 1500, 500)
WIDTHS = (48, 16, 16, 24, 24, 24, 48, 24)
HIDDEN, LAYERS = 80, 2
NOUNS = ("NOUN", "PROPN")
ITEM_MARKS = ("-", "-", "•", "*", "1.", "2.", "3.", "a)", "b)")


class Network(Recurrent):
    """The chance that a word begins a sentence; parts of speech only help to learn."""

    def __init__(self) -> None:
        super().__init__(ROWS, WIDTHS, HIDDEN, LAYERS)
        self.start = nn.Linear(2 * HIDDEN, 1)
        self.part = nn.Linear(2 * HIDDEN, len(PARTS))

    def forward(self, features: torch.Tensor, lengths: torch.Tensor, *, dropout: float = 0.0) -> tuple[torch.Tensor, torch.Tensor]:
        x = drop_columns(self.encode(features, lengths, dropout), dropout)
        return self.start(x)[:, :, 0], self.part(x)


class Text(NamedTuple):
    """The words of some sentences, their parts of speech, and which begin a sentence."""

    words: list[str]
    parts: list[str]
    starts: list[bool]


def make_text(sentences: list[Sentence]) -> Text:
    """One text of some sentences, without white space."""
    sentences = [kept for kept in map(arc_data.without_blanks, sentences) if kept]
    rows = [row for sentence in sentences for row in sentence]
    blanks = [True, *(row.space for row in rows[:-1])]
    starts = [i == 0 for sentence in sentences for i in range(len(sentence))]
    return Text(sided([row.word for row in rows], blanks), [row.pos for row in rows], starts)


def spaced(sentence: Sentence) -> Sentence:
    """The sentence with a blank behind it."""
    return [*sentence[:-1], replace(sentence[-1], space=True)]


def phrase(sentence: Sentence, rng: random.Random) -> Sentence | None:
    """A noun with what hangs on it as a heading or an item of a list, mostly with a capital."""
    heads = [i for i, row in enumerate(sentence) if row.pos in NOUNS and row.head != i]
    if not heads:
        return None
    words = arc_data.subtree(sentence, rng.choice(heads))
    while words and sentence[words[0]].pos in ("ADP", "PUNCT", "CCONJ", "DET") and rng.random() < 0.9:
        words = words[1:]
    if not 1 <= len(words) <= 14 or words[-1] - words[0] != len(words) - 1 or sentence[words[-1]].pos == "PUNCT":
        return None
    found = [replace(sentence[i], head=0, space=sentence[i].space or i == words[-1]) for i in words]
    if rng.random() < 0.8:
        found[0] = replace(found[0], word=found[0].word[:1].upper() + found[0].word[1:])
    if rng.random() < 0.15:
        found = [replace(row, word=row.word.upper()) for row in found]
    if rng.random() < 0.25:
        found.append(replace(found[-1], word=rng.choice(":;,;"), pos="PUNCT", space=True))
    if rng.random() < 0.2:
        found.insert(0, replace(found[0], word=rng.choice(ITEM_MARKS), pos="PUNCT", space=True))
    return found


def texts_of(sentences: list[Sentence], rng: random.Random, ordered: bool) -> list[list[Sentence]]:
    """Small texts out of all sentences, each varied: as they follow one another, or at random."""
    if not ordered:
        sentences = rng.sample(sentences, len(sentences))
    found, start = [], rng.randint(-9, 0)
    while start < len(sentences):
        size = rng.randint(1, 10)
        text: list[Sentence] = []
        plain = rng.random() < 0.4  # most texts have their stops
        for sentence in sentences[max(0, start) : start + size]:
            varied = vary(sentence, rng, 0.6)
            if not plain and rng.random() < 0.35:
                varied = drop_final_stop(varied, rng)
            if not plain and rng.random() < 0.2 and (made := phrase(sentence, rng)):
                text.extend([made] if rng.random() < 0.7 else [made, *filter(None, [phrase(sentence, rng)])])
            text.append(spaced(varied))
        if text:
            found.append(text)
        start += size
    return found


def batches(texts: list[Text], words: int, rng: random.Random) -> list[list[Text]]:
    """Texts of like length together, about `words` words in each batch."""
    found: list[list[Text]] = [[]]
    for text in sorted(texts, key=lambda text: len(text.words)):
        if found[-1] and (len(found[-1]) + 1) * len(text.words) > words:
            found.append([])
        found[-1].append(text)
    rng.shuffle(found)
    return found


def arrays_of(texts: list[Text], encoder: Encoder) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Features, lengths, starts and parts of speech; -1 where there is nothing to learn."""
    lengths = [len(text.words) for text in texts]
    features = np.zeros((len(texts), max(lengths), *encoder.word(".").shape), dtype=np.int64)
    starts = np.full(features.shape[:2], -1)
    parts = starts.copy()
    for n, text in enumerate(texts):
        features[n, : lengths[n]] = [encoder.word(word) for word in text.words]
        starts[n, : lengths[n]] = text.starts
        parts[n, : lengths[n]] = [encoder.parts.get(part, -1) for part in text.parts]
    return torch.from_numpy(features), torch.tensor(lengths), torch.from_numpy(starts), torch.from_numpy(parts)


def loss_of(network: Network, arrays: tuple[torch.Tensor, ...], dropout: float) -> torch.Tensor:
    features, lengths, starts, parts = arrays
    scores, part_scores = network(features, lengths, dropout=dropout)
    known = starts >= 0
    known[:, 0] = False  # the first word of a text always begins a sentence
    loss = functional.binary_cross_entropy_with_logits(scores[known], starts[known].float())
    return 10 * loss + 0.3 * functional.cross_entropy(part_scores[parts >= 0], parts[parts >= 0])


@torch.no_grad()
def evaluate(network: Network, encoder: Encoder, texts: list[Text], level: float = 0.5) -> tuple[float, float, float]:
    """Precision, recall and F of sentence starts, the first of each text among them."""
    found = gold = right = 0
    for text in texts:
        features, lengths, starts, _ = arrays_of([text], encoder)
        scores = torch.sigmoid(network(features, lengths)[0][0])
        scores[0] = 1.0
        guess, truth = scores >= level, starts[0] == 1
        found, gold, right = found + int(guess.sum()), gold + int(truth.sum()), right + int((guess & truth).sum())
    return right / max(1, found), right / max(1, gold), 2 * right / max(1, found + gold)


def load(paths: list[Path], vocab: spacy.vocab.Vocab) -> list[list[Sentence]]:
    """The sentences of each file."""
    return [[sentence for doc in read_sentences(path, vocab) for sentence in doc if sentence] for path in paths]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--when", choices=("yes", "no"), default="yes", help="no: do nothing")
    parser.add_argument("out", type=Path)
    parser.add_argument("lexicon")
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--press", type=Path, help="parsed press sentences: names inside sentences")
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=1e9)
    parser.add_argument("--held", action="store_true", help="keep an eighth of the first treebank, in blocks, for measuring")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--words", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    vocab = spacy.blank("xx").vocab
    gold, (dev,) = load(args.gold, vocab), load([args.dev], vocab)
    press = load([args.press], vocab)[0] if args.press else []
    measured = {"dev": dev}
    if args.held:
        measured["held"] = [s for n, s in enumerate(gold[0]) if n // 80 % 8 == 4]
        gold[0] = [s for n, s in enumerate(gold[0]) if n // 80 % 8 != 4]
    tests = {
        name: [make_text([spaced(s) for s in sentences[n : n + 10]]) for n in range(0, len(sentences), 10)]
        for name, sentences in measured.items()
    }
    encoder, network = Encoder(args.lexicon, [], ROWS), Network()
    training = Averaged(network, rate=args.rate, epochs=args.epochs, minutes=args.minutes, memory=0.995)
    print(f"{sum(map(len, gold))} sentences, {sum(p.numel() for p in network.parameters())} weights", flush=True)
    for epoch in training.epochs():
        texts = [text for sentences in gold for text in texts_of(sentences, rng, ordered=rng.random() < 0.7)]
        texts += texts_of(rng.sample(press, min(len(press), 3000)), rng, ordered=False) if press else []
        losses = []
        for group in batches([made for made in map(make_text, texts) if len(made.words) > 1], args.words, rng):
            losses.append(training.learn(functools.partial(loss_of, network, arrays_of(group, encoder), 0.3)))
        with training.mean():
            scores = {name: "P {:.3f} R {:.3f} F {:.4f}".format(*evaluate(network, encoder, test)) for name, test in tests.items()}
            arrays = {name: value.numpy() for name, value in network.state_dict().items() if not name.startswith("part.")}
            np.savez_compressed(args.out, **packed(arrays))
        print(f"epoch {epoch} step {training.step} loss {statistics.mean(losses):.3f} {scores} {training.minutes:.1f} min", flush=True)


if __name__ == "__main__":
    main()
