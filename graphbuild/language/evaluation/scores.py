"""Scores of coreference: MUC, B³, CEAFe and their mean (the CoNLL score).

In come two partitions, gold and predicted: lists of clusters, a cluster is a set of hashable mentions.
Out come precision, recall and F1 of each measure.

MUC: Vilain et al. (1995). B³: Bagga & Baldwin (1998). CEAFe: Luo (2005), with the entity similarity φ4.
Mentions that only one side has count as in the official scorer: they have no link and no cluster there.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

Partition = Sequence[AbstractSet[Hashable]]


@dataclass(frozen=True, slots=True)
class Counts:
    """Numerators and denominators of precision and recall, so that documents can be added up."""

    right_p: float = 0.0
    all_p: float = 0.0
    right_r: float = 0.0
    all_r: float = 0.0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right_p + other.right_p, self.all_p + other.all_p, self.right_r + other.right_r, self.all_r + other.all_r
        )

    @property
    def precision(self) -> float:
        return self.right_p / self.all_p if self.all_p else 0.0

    @property
    def recall(self) -> float:
        return self.right_r / self.all_r if self.all_r else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class CoreferenceScores:
    """The three measures of one or more documents."""

    muc: Counts = Counts()
    b3: Counts = Counts()
    ceafe: Counts = Counts()

    def __add__(self, other: CoreferenceScores) -> CoreferenceScores:
        return CoreferenceScores(self.muc + other.muc, self.b3 + other.b3, self.ceafe + other.ceafe)

    @property
    def mean(self) -> float:
        """The mean of the three F1."""
        return (self.muc.f1 + self.b3.f1 + self.ceafe.f1) / 3


def score_coreference(gold: Partition, predicted: Partition) -> CoreferenceScores:
    """The scores of one document. Clusters of one mention count for B³ and CEAFe where they are given."""
    gold = [cluster for cluster in gold if cluster]
    predicted = [cluster for cluster in predicted if cluster]
    return CoreferenceScores(_muc(gold, predicted), _b3(gold, predicted), _ceafe(gold, predicted))


def sum_scores(scores: Iterable[CoreferenceScores]) -> CoreferenceScores:
    """The scores over several documents: counts are added, not rates."""
    return sum(scores, CoreferenceScores())


def _cluster_of(partition: Partition) -> dict[Hashable, int]:
    return {mention: number for number, cluster in enumerate(partition) for mention in cluster}


def _links(clusters: Partition, other: Partition) -> tuple[float, float]:
    """Links of `clusters` that `other` keeps, and all of them (MUC)."""
    of = _cluster_of(other)
    kept = links = 0
    for cluster in clusters:
        parts = {of.get(mention, ("alone", mention)) for mention in cluster}
        kept += len(cluster) - len(parts)
        links += len(cluster) - 1
    return kept, links


def _muc(gold: Partition, predicted: Partition) -> Counts:
    return Counts(*_links(predicted, gold), *_links(gold, predicted))


def _overlaps(clusters: Partition, other: Partition) -> tuple[float, float]:
    """Summed share of each mention's cluster that its cluster on the other side holds, and mentions (B³)."""
    of = _cluster_of(other)
    total = 0.0
    mentions = 0
    for cluster in clusters:
        mentions += len(cluster)
        counts: dict[int, int] = {}
        for mention in cluster:
            if mention in of:
                counts[of[mention]] = counts.get(of[mention], 0) + 1
        total += sum(count * count for count in counts.values()) / len(cluster)
    return total, mentions


def _b3(gold: Partition, predicted: Partition) -> Counts:
    return Counts(*_overlaps(predicted, gold), *_overlaps(gold, predicted))


def _ceafe(gold: Partition, predicted: Partition) -> Counts:
    import networkx as nx

    of = _cluster_of(predicted)
    graph = nx.Graph()
    for number, cluster in enumerate(gold):
        for other in {of[mention] for mention in cluster if mention in of}:
            similarity = 2 * len(cluster & predicted[other]) / (len(cluster) + len(predicted[other]))
            graph.add_edge(("gold", number), ("predicted", other), weight=similarity)
    best = sum(graph[a][b]["weight"] for a, b in nx.max_weight_matching(graph))
    return Counts(best, len(predicted), best, len(gold))
