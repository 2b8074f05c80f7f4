"""One name, one type: the names of a document weighed together.

In: `Name`s of a `Doc`, some with the label of a recogniser or pattern, some candidates without. Out:
the names with the label that the whole document gives them. A name met once is met everywhere it is
written the same; a family name alone stands for the person named in full elsewhere; an acronym in
parentheses for what stands before it. Where the text itself calls one occurrence something else ("la
ville d'Orange" beside the company), that occurrence keeps what it is called.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from .entities_names import Name, NameShapes
from .typing_by_context import ContextTyper, Evidence

# What the label of the recogniser weighs beside one clue of the text (1.5), and a pattern's.
_RECOGNISER = 2.5
_PATTERN = 6.0
# A candidate that no recogniser saw is a name from this weight on.
_SURE = 1.5
_CAP = 5.0


@dataclass(slots=True)
class _Group:
    """All occurrences of one name in a document."""

    names: list[Name] = field(default_factory=list)
    said: list[Evidence] = field(default_factory=list)
    weights: Counter[str] = field(default_factory=Counter)

    def best(self) -> tuple[str | None, float]:
        if not self.weights:
            return None, 0.0
        label, weight = max(self.weights.items(), key=lambda item: (item[1], item[0]))
        return label, weight


class Agreement:
    """Gives the names of a document their labels."""

    def __init__(self, typer: ContextTyper, shapes: NameShapes) -> None:
        self._typer = typer
        self._shapes = shapes

    def settle(self, doc: Doc, names: Sequence[Name]) -> list[tuple[int, int, str]]:
        """Start, end and label of every name of the document, in order and apart from each other."""
        groups = self._grouped(doc, names)
        self._join_persons(doc, groups)
        self._join_acronyms(doc, groups)
        labels: dict[str, str] = {}
        for key, group in groups.items():
            label, weight = group.best()
            known = any(name.label for name in group.names)
            if label and (known or weight >= _SURE):
                labels[key] = label
        settled = []
        for key, group in groups.items():
            if key in labels:
                for name, evidence in zip(group.names, group.said):
                    settled.append((name.start, name.end, self._local(labels[key], group, evidence)))
        settled += self._elsewhere(doc, labels, settled)
        return sorted(settled)

    def _grouped(self, doc: Doc, names: Sequence[Name]) -> dict[str, _Group]:
        groups: dict[str, _Group] = defaultdict(_Group)
        for name in names:
            group = groups[doc[name.start : name.end].text]
            evidence = self._typer.evidence(doc, name.start, name.end)
            group.names.append(name)
            group.said.append(evidence)
            group.weights.update(evidence.weights)
        for group in groups.values():
            for label in group.weights:
                group.weights[label] = min(group.weights[label], _CAP)
            labelled = [name for name in group.names if name.label]
            for name in labelled:
                weight = _PATTERN if name.fixed else _RECOGNISER
                group.weights[name.label] += weight / len(labelled) * min(1.6, 0.7 + 0.3 * len(labelled))
        return groups

    def _join_persons(self, doc: Doc, groups: dict[str, _Group]) -> None:
        """A family name alone gets the weights of the person who bears it in full."""
        families: dict[str, str] = {}
        for key, group in groups.items():
            words = key.split()
            if len(words) > 1 and group.best()[0] == "PER":
                for first in range(1, len(words)):
                    families.setdefault(" ".join(words[first:]), key)
        for key, group in groups.items():
            if key in families and " " not in key or key in families:
                group.weights["PER"] += 4.0

    def _join_acronyms(self, doc: Doc, groups: dict[str, _Group]) -> None:
        """ "Organisation de X (OX)": what is in parentheses is what stands before them."""
        for key, group in groups.items():
            for name in group.names:
                if not key.isupper() or len(key) < 2 or name.start < 2 or doc[name.start - 1].text != "(":
                    continue
                for other, long in groups.items():
                    if any(long_name.end == name.start - 1 for long_name in long.names):
                        label = long.best()[0]
                        if label and "".join(word[0] for word in other.split() if word[0].isupper())[:1] == key[0]:
                            group.weights[label] += 3.0

    def _local(self, label: str, group: _Group, evidence: Evidence) -> str:
        """The label of one occurrence: the document's, unless the text calls this one something else."""
        if evidence.said and evidence.said != label and group.weights[evidence.said] > 0.6 * group.weights[label]:
            return evidence.said
        return label

    def _elsewhere(self, doc: Doc, labels: dict[str, str], settled: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """Further places where a name of the document is written."""
        taken = {place for start, end, _ in settled for place in range(start, end)}
        by_first: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for key, label in labels.items():
            words = [token.text for token in self._tokens(doc, settled, key)]
            if words and (words[0][0].isupper() or any(map(str.isupper, words[0]))):
                by_first[words[0]].append((words, label))
        found = []
        for token in doc:
            if token.i in taken:
                continue
            for words, label in sorted(by_first.get(token.text, ()), key=lambda entry: -len(entry[0])):
                end = token.i + len(words)
                if [word.text for word in doc[token.i : end]] == words and taken.isdisjoint(range(token.i, end)):
                    if len(words) == 1 and self._shapes.is_free(token) and self._shapes.is_function_word(token):
                        continue
                    found.append((token.i, end, label))
                    taken.update(range(token.i, end))
                    break
        return found

    def _tokens(self, doc: Doc, settled: list[tuple[int, int, str]], key: str) -> Doc | list:
        for start, end, _ in settled:
            if doc[start:end].text == key:
                return list(doc[start:end])
        return []
