"""Train the arc parser: treebanks in, `arcs.npz` out. Needs PyTorch, which graphbuild itself does not.

    python train_arcs.py OUT LEXICON --gold FILE.spacy ... --dev FILE.spacy [--silver FILE.spacy ...] [--start OUT.pt]

The network is described in `graphbuild/language/parsing/arcs.py`, which runs it with NumPy. Sentences are varied anew in each
epoch (`arc_data.rebuild`); the weights kept are a running mean. `--minutes` bounds the time.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import arc_data
import numpy as np
import spacy
from treebank import Sentence, read_sentences

if ["--when", "no"] == sys.argv[1:3]:  # left out, and PyTorch with it
    sys.exit(0)
try:
    import torch
    from torch import Tensor, nn
    from torch.nn import functional
except ImportError:
    sys.exit("the arc parser is trained with PyTorch, which is not installed: pip install torch; or leave it out: --vars.arcs no")

from graphbuild.language.parsing.arcs import maximum_tree
from graphbuild.language.parsing.embed import FEATURES, load_lexicon, word_features
from graphbuild.language.parsing.recurrent import SECOND_HASH, packed

ROWS = (8000, 2000, 800, 3000, 6000, 800, 1500, 500)
WIDTHS = (100, 32, 32, 50, 64, 32, 64, 32)
HIDDEN, LAYERS, ARC, LABEL = 200, 3, 256, 96
PARTS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X")


class Averaged:
    """Training with Adam at a rate that falls to nothing, and the running mean of the weights that it goes through.

    In: the network, the first rate, how many epochs and minutes at most, and how much of the mean a step keeps.
    """

    def __init__(self, network: nn.Module, *, rate: float, epochs: int, minutes: float, memory: float) -> None:
        self._network, self._rate, self._epochs, self._minutes, self._memory = network, rate, epochs, minutes, memory
        self._mean = {name: value.clone() for name, value in network.state_dict().items()}
        self._optimizer = torch.optim.Adam(network.parameters(), lr=rate, betas=(0.9, 0.95))
        self._started, self._epoch, self.step = time.time(), 0, 0

    @property
    def minutes(self) -> float:
        return (time.time() - self._started) / 60

    def epochs(self) -> Iterator[int]:
        for epoch in range(self._epochs):
            self._epoch = epoch
            self._network.train()
            yield epoch
            if self.minutes > self._minutes:
                return

    def learn(self, loss_of: Callable[[], Tensor]) -> float:
        """One step; the loss before it."""
        spent = max(self._epoch / self._epochs, self.minutes / self._minutes)
        for setting in self._optimizer.param_groups:
            setting["lr"] = self._rate * max(0.02, 1 - spent) * min(1.0, (self.step + 1) / 50)
        self._optimizer.zero_grad()
        loss = loss_of()
        loss.backward()
        nn.utils.clip_grad_norm_(self._network.parameters(), 5.0)
        self._optimizer.step()
        self.step += 1
        keep = min(self._memory, self.step / (self.step + 10))
        with torch.no_grad():
            for name, value in self._network.state_dict().items():
                self._mean[name].mul_(keep).add_(value, alpha=1 - keep)
        return float(loss)

    @contextlib.contextmanager
    def mean(self) -> Iterator[None]:
        """Within, the network holds the mean and is only asked."""
        self._network.eval()
        now = {name: value.clone() for name, value in self._network.state_dict().items()}
        self._network.load_state_dict(self._mean)
        yield
        self._network.load_state_dict(now)


class Recurrent(nn.Module):
    """Hashed word features and bidirectional LSTMs, as `graphbuild/language/parsing/recurrent.py` runs them."""

    def __init__(self, rows: Sequence[int], widths: Sequence[int], hidden: int, layers: int) -> None:
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(size, width) for size, width in zip(rows, widths, strict=True))
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.1)
        sizes = [sum(widths)] + [2 * hidden] * (layers - 1)
        self.forwards = nn.ModuleList(nn.LSTM(size, hidden, batch_first=True) for size in sizes)
        self.backwards = nn.ModuleList(nn.LSTM(size, hidden, batch_first=True) for size in sizes)

    def encode(self, features: Tensor, lengths: Tensor, dropout: float) -> Tensor:
        """Features (batch, words, features, 2 rows) to vectors of words."""
        batch, longest = features.shape[:2]
        parts = []
        for n, table in enumerate(self.tables):
            vectors = table(features[:, :, n, 0]) + table(features[:, :, n, 1])
            if dropout:
                keep = torch.rand(batch, longest, 1) > (dropout * (0.8 if n == 0 else 0.35))
                vectors = vectors * keep
            parts.append(vectors)
        x = torch.cat(parts, -1)
        # positions of the reversed sentence, padding left in place
        steps = torch.arange(longest).expand(batch, longest)
        back = torch.where(steps < lengths[:, None], lengths[:, None] - 1 - steps, steps)
        for layer, (forward, backward) in enumerate(zip(self.forwards, self.backwards, strict=True)):
            x = drop_columns(x, dropout if layer else dropout * 0.6)
            left, _ = forward(x)
            right, _ = backward(x.gather(1, back[:, :, None].expand_as(x)))
            right = right.gather(1, back[:, :, None].expand_as(right))
            x = torch.cat([left, right], -1)
        return x


class Network(Recurrent):
    """Biaffine scores of heads and labels over the words (Dozat & Manning 2017)."""

    def __init__(self, labels: int) -> None:
        super().__init__(ROWS, WIDTHS, HIDDEN, LAYERS)
        self.root = nn.Parameter(torch.randn(2 * HIDDEN) * 0.1)
        self.arc_head, self.arc_tail = nn.Linear(2 * HIDDEN, ARC), nn.Linear(2 * HIDDEN, ARC)
        self.label_head, self.label_tail = nn.Linear(2 * HIDDEN, LABEL), nn.Linear(2 * HIDDEN, LABEL)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.label = nn.Parameter(torch.zeros(labels, LABEL + 1, LABEL + 1))
        self.part = nn.Linear(2 * HIDDEN, len(PARTS))

    def forward(self, features: Tensor, lengths: Tensor, *, dropout: float = 0.0) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Features (batch, words, features, 2 rows) to scores of arcs (tail, head), the label sides, and parts of speech.

        Heads are counted from 1; head 0 is the root.
        """
        batch, longest = features.shape[:2]
        x = self.encode(features, lengths, dropout)
        parts_of_speech = self.part(x)
        x = drop_columns(x, dropout)
        heads = torch.cat([self.root.expand(batch, 1, -1), x], 1)
        arc_head = drop_columns(functional.leaky_relu(self.arc_head(heads), 0.1), dropout)
        arc_tail = drop_columns(functional.leaky_relu(self.arc_tail(x), 0.1), dropout)
        tail = torch.cat([arc_tail, torch.ones(batch, longest, 1)], -1)
        arcs = tail @ self.arc @ arc_head.transpose(1, 2)
        label_head = drop_columns(functional.leaky_relu(self.label_head(heads), 0.1), dropout)
        label_tail = drop_columns(functional.leaky_relu(self.label_tail(x), 0.1), dropout)
        return arcs, label_head, label_tail, parts_of_speech

    def labels_of(self, label_tail: Tensor, label_head: Tensor) -> Tensor:
        """Scores of all labels for pairs of words: (pairs, label width) twice in, (pairs, labels) out."""
        tail = torch.cat([label_tail, torch.ones(len(label_tail), 1)], -1)
        head = torch.cat([label_head, torch.ones(len(label_head), 1)], -1)
        left = torch.einsum("pi,lij->plj", tail, self.label)
        return torch.einsum("plj,pj->pl", left, head)


def drop_columns(x: Tensor, dropout: float) -> Tensor:
    """Drop the same columns for all words of a sentence."""
    if not dropout:
        return x
    mask = (torch.rand(x.shape[0], 1, x.shape[2]) > dropout) / (1 - dropout)
    return x * mask


class Encoder:
    """Sentences to arrays."""

    def __init__(self, lexicon: str, labels: list[str], rows: Sequence[int] = ROWS) -> None:
        self.rows = np.array(rows, dtype=np.uint64)
        self.lexicon, self.vocab = load_lexicon(lexicon), spacy.blank("xx").vocab
        self.labels = {label: n for n, label in enumerate(labels)}
        self.parts = {part: n for n, part in enumerate(PARTS)}
        self.cache: dict[str, np.ndarray] = {}

    def word(self, word: str) -> np.ndarray:
        if word not in self.cache:
            lexeme = self.vocab[word]
            hashes = np.array(word_features(word, lexeme.norm_, lexeme.shape_, self.lexicon), dtype=np.uint64)
            self.cache[word] = np.stack([hashes % self.rows, (hashes >> np.uint64(SECOND_HASH)) % self.rows], 1).astype(np.int64)
        return self.cache[word]

    def batch(self, sentences: list[Sentence]) -> tuple[Tensor, ...]:
        lengths = torch.tensor([len(s) for s in sentences])
        longest = int(lengths.max())
        features = np.zeros((len(sentences), longest, len(FEATURES), 2), dtype=np.int64)
        heads = np.full((len(sentences), longest), -1)
        labels, parts = heads.copy(), heads.copy()
        for n, sentence in enumerate(sentences):
            for i, row in enumerate(sentence):
                features[n, i] = self.word(row.word)
                heads[n, i] = 0 if row.head == i else row.head + 1
                labels[n, i] = self.labels.get("ROOT" if row.head == i else row.dep, -1)
                parts[n, i] = self.parts.get(row.pos, -1)
        return torch.from_numpy(features), lengths, torch.from_numpy(heads), torch.from_numpy(labels), torch.from_numpy(parts)


def batches(sentences: list[Sentence], words: int, rng: random.Random) -> Iterator[list[Sentence]]:
    """Sentences of like length together, about `words` words in each batch."""
    order = sorted(sentences, key=lambda s: len(s) + rng.random() * 4)
    groups, group, size = [], [], 0
    for sentence in order:
        group.append(sentence)
        size += len(sentence)
        if size >= words:
            groups.append(group)
            group, size = [], 0
    if group:
        groups.append(group)
    rng.shuffle(groups)
    yield from groups


def loss_of(network: Network, arrays: tuple[Tensor, ...], dropout: float) -> Tensor:
    features, lengths, heads, labels, parts = arrays
    arcs, label_head, label_tail, part_scores = network(features, lengths, dropout=dropout)
    longest = features.shape[1]
    blocked = torch.arange(longest + 1)[None, None, :] > lengths[:, None, None]
    arcs = arcs.masked_fill(blocked, -1e9)
    known = heads >= 0
    loss = functional.cross_entropy(arcs[known], heads[known])
    labelled = known & (labels >= 0)
    batch, word = labelled.nonzero(as_tuple=True)
    scores = network.labels_of(label_tail[batch, word], label_head[batch, heads[batch, word]])
    loss = loss + functional.cross_entropy(scores, labels[labelled])
    tagged = parts >= 0
    return loss + 0.3 * functional.cross_entropy(part_scores[tagged], parts[tagged])


@torch.no_grad()
def evaluate(network: Network, encoder: Encoder, sentences: list[Sentence]) -> tuple[float, float]:
    """UAS and LAS on given tokens and sentences, punctuation left out, subtypes kept."""
    total = right = labelled = 0
    for start in range(0, len(sentences), 40):
        group = sentences[start : start + 40]
        features, lengths, heads, labels, _ = encoder.batch(group)
        arcs, label_head, label_tail, _ = network(features, lengths)
        for n, sentence in enumerate(group):
            size = len(sentence)
            tree = torch.from_numpy(maximum_tree(arcs[n, :size, : size + 1].numpy()))
            scores = network.labels_of(label_tail[n, :size], label_head[n, tree]).argmax(-1)
            for i, row in enumerate(sentence):
                if row.pos == "PUNCT":
                    continue
                total += 1
                hit = int(tree[i]) == int(heads[n, i])
                right += hit
                labelled += hit and int(scores[i]) == int(labels[n, i])
    return right / total, labelled / total


def save(network: Network, labels: list[str], path: Path) -> None:
    """The weights as `arcs.packed` writes them, with the labels; parts of speech only helped to learn."""
    arrays = {name: value.detach().numpy() for name, value in network.state_dict().items() if not name.startswith("part.")}
    np.savez_compressed(path, labels=np.array(labels), **packed(arrays))


def load_sentences(paths: list[Path], vocab: spacy.vocab.Vocab) -> list[Sentence]:
    found = [arc_data.without_blanks(s) for path in paths for doc in read_sentences(path, vocab) for s in doc]
    return [s for s in found if 1 < len(s) <= 90]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--when", choices=("yes", "no"), default="yes", help="no: do nothing")
    parser.add_argument("out", type=Path)
    parser.add_argument("lexicon")
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--silver", type=Path, nargs="*", default=[])
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a checkpoint (.pt) to go on from")
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=1e9)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--words", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--silver-share", type=float, default=1.0)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    vocab = spacy.blank("xx").vocab
    gold, silver = load_sentences(args.gold, vocab), load_sentences(args.silver, vocab)
    dev = load_sentences([args.dev], vocab)
    labels = sorted({"ROOT" if row.head == i else row.dep for s in gold for i, row in enumerate(s)})
    encoder, network = Encoder(args.lexicon, labels), Network(len(labels))
    phrases = arc_data.speakers(gold)
    if args.start:
        network.load_state_dict(torch.load(args.start))
    training = Averaged(network, rate=args.rate, epochs=args.epochs, minutes=args.minutes, memory=0.998)
    best = 0.0
    print(f"{len(gold)} gold and {len(silver)} silver sentences, {sum(p.numel() for p in network.parameters())} weights", flush=True)
    for epoch in training.epochs():
        chosen = rng.sample(silver, int(len(silver) * args.silver_share))
        varied = [arc_data.rebuild(s, phrases, rng, 1.0) for s in [*gold, *chosen]]
        losses = []
        for group in batches([s for s in varied if len(s) > 1], args.words, rng):
            losses.append(training.learn(functools.partial(loss_of, network, encoder.batch(group), 0.33)))
        with training.mean():
            uas, las = evaluate(network, encoder, dev)
            if las >= best:
                best = las
                save(network, labels, args.out)
                torch.save(network.state_dict(), args.out.with_suffix(".pt"))
        print(f"epoch {epoch} step {training.step} loss {statistics.mean(losses):.3f} dev UAS {uas:.4f} LAS {las:.4f} best {best:.4f} "
              f"{training.minutes:.1f} min", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
