"""Clusters: the phrases found so far to refer to one thing, what is known of it, and how present it is.

Shared by the passes of coreference; plain objects of one document, never handed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .lexicon import CoreferenceLexicon
from .mentions import Phrase

# Weights of salience after Lappin & Leass (1994): what is a subject is more present than what is an
# object, and all presence halves with every sentence.
_ROLE_WEIGHT = {"subject": 80.0, "object": 50.0, "oblique": 45.0, "adjunct": 35.0, "nested": 30.0, "root": 55.0}
_RECENCY, _HEADING = 60.0, 20.0
TOPIC = 10.0
_EMBEDDED = 0.7  # in a relative or adverbial clause


@dataclass(eq=False)
class Cluster:
    """`mentions` refer to it; `descriptions` are noun phrases that say what it is (apposition, title,
    attribute); `deeds` are nouns for who did what it did, `done_to` the tokens of what it did that to, `kinds`
    the nouns that were said of it and others at once ("deux villages, X et Y"); `names` are its mentions that are names."""

    mentions: list[Phrase] = field(default_factory=list)
    descriptions: list[Phrase] = field(default_factory=list)
    deeds: frozenset[str] = frozenset()
    done_to: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()

    @property
    def names(self) -> list[Phrase]:
        return [m for m in self.mentions if m.form == "name"]

    @property
    def named(self) -> bool:
        return any(m.form == "name" for m in self.mentions)

    @property
    def first(self) -> int:
        """The token where it is first spoken of."""
        return min(m.start for m in self.mentions)

    @property
    def types(self) -> frozenset[str]:
        """The types it may have: of its names if it has any, else those that all its nouns allow ("la grève", "le mouvement")."""
        source = self.names or [m for m in self.mentions if m.types]
        found = frozenset(t for m in source for t in m.types)
        if not self.names and source:
            found = frozenset.intersection(*(m.types for m in source)) or found
        return found - {"Thing"} or found

    @property
    def gender(self) -> str | None:
        """Gender where the mentions tell one."""
        sure = {m.gender for m in self.mentions if m.gender and m.form != "pronoun"}
        if self.named and "Person" in self.types:
            told = {d.gender for d in self.descriptions if d.gender and "Person" in d.types}
            honorific = {m.gender for m in self.names if m.gender}
            sure = told if len(told) == 1 else honorific
            if "f" in told and honorific != {"m"}:
                sure = {"f"}
        elif self.named:
            sure = {m.gender for m in self.names if m.gender}
            if not sure and self.types == {"Place"}:  # "la région X"
                sure = {m.gender for m in self.mentions if m.gender and m.kind == "nominal"}
        return next(iter(sure)) if len(sure) == 1 else None

    @property
    def number(self) -> str | None:
        numbers = {m.number for m in self.mentions if m.number}
        return next(iter(numbers)) if len(numbers) == 1 else None

    def nouns(self) -> set[str]:
        """The nouns by which it is known: said of it, or inside its name ("parti" of "Parti socialiste")."""
        found = {
            p.noun for p in (*self.descriptions, *self.mentions) if p.noun and p.form not in ("name", "pronoun", "possessor")
        }
        found |= {p.lemma for p in self.descriptions if p.lemma} | self.kinds
        return found

    def name_nouns(self, lexicon: CoreferenceLexicon) -> set[str]:
        """Nouns of the lexicon that begin one of its names."""
        return {
            name.text.split()[0].lower()
            for name in self.names
            if "Person" not in name.types and len(name.text.split()) > 1 and lexicon.types_of(name.text.split()[0])
        }

    def adjectives(self) -> set[str]:
        return {a for p in (*self.descriptions, *self.mentions) for a in p.adjectives}

    def salience(self, position: int, sentence: int, *, topic: float = TOPIC, reach: int | None = None) -> float:
        """How present it is to a reader at a token of a sentence (only what came before counts).

        Of several mentions in one sentence the weightiest counts: a title and its name are one. `topic` is
        what each mention adds whatever its distance; `reach` the number of sentences that are looked back on.
        """
        weights: dict[int, float] = {}
        count = 0
        for m in self.mentions:
            if m.start >= position or reach is not None and sentence - m.sentence > reach:
                continue
            weight = _RECENCY + _ROLE_WEIGHT[m.role] * (_EMBEDDED if m.embedded else 1.0) + (_HEADING if m.heading else 0.0)
            weights[m.sentence] = max(weight, weights.get(m.sentence, 0.0))
            count += m.form in ("name", "definite", "demonstrative")
        score = sum(weight * 0.5 ** max(0, sentence - at) for at, weight in weights.items())
        return score + topic * min(count, 8)

    def last_before(self, position: int) -> Phrase | None:
        """The mention that came last before a token."""
        return max((m for m in self.mentions if m.start < position), key=lambda m: m.start, default=None)


class Clusters:
    """All clusters of a document, found by mention, by the nouns they are called, and by sentence."""

    def __init__(self, phrases: Iterable[Phrase] = ()) -> None:
        self._of: dict[tuple[int, int], Cluster] = {}
        self._called: dict[str, dict[int, Cluster]] = {}
        self._in_sentence: dict[int, list[Phrase]] = {}
        self.all: dict[int, Cluster] = {}
        for phrase in phrases:
            self._in_sentence.setdefault(phrase.sentence, []).append(phrase)

    def __iter__(self) -> Iterator[Cluster]:
        return iter(list(self.all.values()))

    def add(self, phrases: Iterable[Phrase]) -> Cluster:
        """A new cluster of these phrases."""
        cluster = Cluster()
        self.all[id(cluster)] = cluster
        for phrase in phrases:
            self.attach(phrase, cluster)
        return cluster

    def of(self, phrase: Phrase) -> Cluster | None:
        return self._of.get((phrase.start, phrase.end))

    def attach(self, phrase: Phrase, cluster: Cluster) -> None:
        """Make the phrase a mention of the cluster; a cluster of its own that it had goes with it."""
        own = self.of(phrase)
        if own is cluster:
            return
        if own is not None:
            self.merge(cluster, own)
            return
        cluster.mentions.append(phrase)
        self._of[phrase.start, phrase.end] = cluster
        self.call(cluster, phrase.noun, phrase.lemma)

    def describe(self, cluster: Cluster, phrase: Phrase) -> None:
        """Keep what the phrase says of the cluster."""
        cluster.descriptions.append(phrase)
        self.call(cluster, phrase.noun, phrase.lemma)

    def call(self, cluster: Cluster, *nouns: str) -> None:
        """Let the cluster be found by these nouns, and by the first words of those that have several."""
        for noun in nouns:
            for key in (noun, noun.split(" ")[0]):
                if key:
                    self._called.setdefault(key, {})[id(cluster)] = cluster

    def called(self, *nouns: str) -> list[Cluster]:
        """The clusters that may be called by one of these nouns, in the order in which they were made."""
        keys = {key for noun in nouns for key in (noun, noun.split(" ")[0]) if key}
        found = {i for key in keys for i in self._called.get(key, ())}
        return [cluster for i, cluster in self.all.items() if i in found] if found else []

    def recent(self, position: int, sentence: int, reach: int) -> list[Cluster]:
        """The clusters with a mention before a token, at most `reach` sentences back, in the order of the text."""
        found: dict[int, Cluster] = {}
        for phrase in self.phrases(position, sentence, reach):
            cluster = self.of(phrase)
            if cluster is not None:
                found[id(cluster)] = cluster
        return list(found.values())

    def phrases(self, position: int, sentence: int, reach: int) -> list[Phrase]:
        """The phrases before a token, at most `reach` sentences back, in the order of the text."""
        window = range(max(0, sentence - reach), sentence + 1)
        return [phrase for at in window for phrase in self._in_sentence.get(at, ()) if phrase.start < position]

    def merge(self, kept: Cluster, gone: Cluster) -> None:
        """All that is of `gone` becomes of `kept`."""
        for mention in gone.mentions:
            self._of[mention.start, mention.end] = kept
        kept.mentions.extend(gone.mentions)
        kept.descriptions.extend(gone.descriptions)
        kept.deeds |= gone.deeds
        kept.done_to |= gone.done_to
        kept.kinds |= gone.kinds
        del self.all[id(gone)]
        for found in self._called.values():
            if found.pop(id(gone), None) is not None:
                found[id(kept)] = kept
