"""One name, one type: the names of a document weighed together.

In: `Name`s of a `Doc`, some with the label of a recogniser or pattern, some candidates without. Out:
the names with the label that the whole document gives them. The clues of all occurrences of a name
(`entities.clues`) are put together with what the recogniser says of them and of their neighbours;
the weights of `entities_weights.yaml` turn the clues into the best label, or none. A name met once is
met everywhere it is written the same; a family name alone stands for the person named in full
elsewhere; an acronym in parentheses for what stands before it. Where the text itself calls one
occurrence something else ("la ville d'Orange" beside the company), that occurrence keeps it.

The weights are those of a multinomial logistic regression (maximum entropy); `entities.fit` fits them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from .clues import ContextTyper
from .names import Name, NameShapes

# What the gazetteers take a name for; how far the recogniser is to be trusted depends on it.
_KINDS = {
    "country": {"country"},
    "brand": {"known company", "known brand"},
    "person": {"first name", "first name alone", "family name", "initial"},
    "place": {"city:large", "city", "region"},
    "small place": {"city:small", "place shape"},
    "body": {"company form", "head:ORG", "weak head:ORG"},
    "acronym": {"acronym"},
}
# Clues to the first name of a list that hold for the others, and what stands between the names of a list.
_OF_LISTS = ("class:", "example of:")
_BETWEEN = frozenset((",", "et", "ou"))
# The label of what is no name.
NONE = "NONE"
# How much weaker than the document's label another one may be that the text says outright of one occurrence.
_MARGIN = 4.0
# Texts of more words than this name a person in full before they use the family name alone.
_LONG = 120
# How much more it takes to unmake a name of the recogniser than to leave a candidate aside.
_TRUST = 1.0
# What the one label of the recogniser weighs more than fitted: the bundled recogniser has learnt from twice the
# texts of the one that the weights were fitted on (chosen on ner-fr/dev).
_STEADY = 0.6
# Of a name that no gazetteer knows, the recogniser knows little either: what the text says of it weighs more, so
# that a text tells the same of an invented name as of a famous one.
_SAID = ("class and comma:", "complement:")
_SAID_MORE = 0.5
# A single unknown word in a long text that names its persons in full is hardly a person.
_ALONE = frozenset({"alone among full names", "alone in a long text"})
_NOBODY = 0.8


@dataclass(slots=True)
class Group:
    """All occurrences of one name in a document: where, what the text says outright there, and all clues."""

    names: list[Name] = field(default_factory=list)
    said: list[str | None] = field(default_factory=list)
    clues: set[str] = field(default_factory=set)

    @property
    def fixed(self) -> str | None:
        """The label that a pattern settles, if one does."""
        return next((name.label for name in self.names if name.fixed), None)


class Agreement:
    """Gives the names of a document their labels; `weights` maps clue → label → weight."""

    def __init__(self, typer: ContextTyper, shapes: NameShapes, weights: Mapping[str, Mapping[str, float]]) -> None:
        self.typer = typer
        self._shapes = shapes
        self._weights = weights

    def settle(self, doc: Doc, names: Sequence[Name]) -> list[tuple[int, int, str]]:
        """Start, end and label of every name of the document, in order and apart from each other."""
        labels: dict[str, str] = {}
        settled: list[tuple[int, int, str]] = []
        for key, group in self.grouped(doc, names).items():
            totals = self.weigh(group.clues)
            if any(clue.startswith("stranger as:") for clue in group.clues):
                for label, weight in self.weigh({clue for clue in group.clues if clue.startswith(_SAID)}).items():
                    totals[label] += _SAID_MORE * weight  # type: ignore[assignment]
                if group.clues >= _ALONE:
                    totals["PER"] -= _NOBODY  # type: ignore[assignment]
            recognised = {name.label for name in group.names if name.label}
            if recognised:
                totals[NONE] -= _TRUST  # type: ignore[assignment]
            if len(recognised) == 1:
                totals[recognised.pop()] += _STEADY  # type: ignore[assignment,index]
            label = group.fixed or max(totals, key=lambda name: (totals[name], name))
            if label == NONE:
                continue
            labels[key] = label
            for name, said in zip(group.names, group.said):
                other = said and not group.fixed and totals[said] > totals[label] - _MARGIN
                settled.append((name.start, name.end, said if other and said else label))
        settled += self._elsewhere(doc, labels, settled)
        return sorted(settled)

    def weigh(self, clues: set[str]) -> Counter[str]:
        """The total weight of every label."""
        totals: Counter[str] = Counter()
        for clue in sorted(clues):  # sums of fractions depend on their order
            for label, weight in self._weights.get(clue, {}).items():
                totals[label] += weight  # type: ignore[assignment]
        return totals

    def grouped(self, doc: Doc, names: Sequence[Name]) -> dict[str, Group]:
        """The names of a document by how they are written, each with its clues."""
        groups: dict[str, Group] = defaultdict(Group)
        for name in names:
            group = groups[doc[name.start : name.end].text]
            found = self.typer.clues(doc, name.start, name.end)
            group.names.append(name)
            group.said.append(found.said)
            group.clues |= found.names
        self._add_families(groups)
        self._add_versions(groups)
        self._add_strangers(groups, long=len(doc) > _LONG)
        for group in groups.values():
            self._add_recogniser(group)
        self._add_neighbours(doc, groups)
        self._add_lists(doc, groups)
        self._add_acronyms(doc, groups)
        return groups

    def _add_recogniser(self, group: Group) -> None:
        """What the recogniser says of the name: every label it gave, and the one it gave alone."""
        group.clues.add("any name")
        labels = Counter(name.label for name in group.names if name.label)
        for label in labels:
            group.clues.add(f"recogniser:{label}")
        kind = next((kind for kind, clues in _KINDS.items() if group.clues & clues), "stranger")
        for label in labels or ("none",):
            group.clues.add(f"{kind} as:{label}")
        if not labels:
            group.clues.add("recogniser:none")
        elif len(labels) == 1 and len(group.names) == labels.total():
            group.clues.add(f"recogniser always:{next(iter(labels))}")
            if labels.total() > 2:
                group.clues.add(f"recogniser often:{next(iter(labels))}")

    def _add_neighbours(self, doc: Doc, groups: Mapping[str, Group]) -> None:
        """What stands in a list with a name is most often of its kind: "Tempo ou Vortal"."""
        if not doc.has_annotation("DEP"):
            return
        owner = {
            place: (key, name)
            for key, group in groups.items()
            for name in group.names
            for place in range(name.start, name.end)
        }
        for group in groups.values():
            for name in group.names:
                root = doc[name.start : name.end].root
                linked = [root.head] if root.dep_ == "conj" else []
                linked += [child for child in root.children if child.dep_ == "conj"]
                for token in linked:
                    other = owner.get(token.i)
                    if other and other[1] is not name and other[1].label:
                        group.clues.add(f"listed with:{other[1].label}")

    def _add_lists(self, doc: Doc, groups: Mapping[str, Group]) -> None:
        """ "les films X, Y et Z", "des villes comme X ou Y": what the text says of the first is said of all."""
        places = {name.start: (name, group) for group in groups.values() for name in group.names}
        for name, _ in list(places.values()):
            before = doc[max(0, name.start - 4) : name.start]
            if not any(word.pos_ == "NOUN" and word.text.endswith(("s", "x")) for word in before):
                continue
            clues = self.typer.clues(doc, name.start, name.end).names
            said = {clue.rpartition(":")[2] for clue in clues if clue.startswith(_OF_LISTS)}
            end = name.end
            while said and end < len(doc) and doc[end].lower_ in _BETWEEN and end + 1 in places:
                following, group = places[end + 1]
                group.clues.update(f"list of:{label}" for label in said)
                end = following.end

    def _add_families(self, groups: Mapping[str, Group]) -> None:
        """A family name alone is the person who bears it in full."""
        ends: set[str] = set()
        for key, group in groups.items():
            words = key.split()
            known = group.clues & {"first name", "initial", "title", "age"} or "small words" not in group.clues
            if len(words) > 1 and known and any(name.label == "PER" for name in group.names):
                ends.update(" ".join(words[first:]) for first in range(1, len(words)))
                # "Auriol", of "Léon Auriol d'Estrade"
                ends.update(word for word, following in zip(words[1:], words[2:]) if following.startswith(("d'", "d’")))
                group.clues.add("full name of a person")
        for key, group in groups.items():
            if key in ends:
                group.clues.add("family name")

    def _add_strangers(self, groups: Mapping[str, Group], *, long: bool) -> None:
        """A single word that is nobody's family name: where the text is long, or names others in full, no person."""
        others = any("full name of a person" in group.clues for group in groups.values())
        for group in groups.values():
            if "no first name alone" in group.clues and "family name" not in group.clues:
                if long:
                    group.clues.add("alone in a long text")
                if others:
                    group.clues.add("alone among full names")

    def _add_versions(self, groups: Mapping[str, Group]) -> None:
        """What has a version in the same text is a product itself: "Orion 4" and "Orion"."""
        for key, group in groups.items():
            stem, _, number = key.rpartition(" ")
            if number[:1].isdigit() and "version" in group.clues and stem in groups:
                groups[stem].clues.add("has a version")

    def _add_acronyms(self, doc: Doc, groups: Mapping[str, Group]) -> None:
        """ "Organisation de X (OX)": what is in parentheses is what stands before them."""
        ends = {name.end: group for group in groups.values() for name in group.names}
        for key, group in groups.items():
            for name in group.names:
                long = ends.get(name.start - 1)
                if (
                    long
                    and long is not group
                    and name.start
                    and doc[name.start - 1].text == "("
                    and abbreviates(key, doc[long.names[0].start : long.names[0].end].text)
                ):
                    for label in {other.label for other in long.names if other.label}:
                        group.clues.add(f"acronym of:{label}")

    def _elsewhere(
        self, doc: Doc, labels: Mapping[str, str], settled: Sequence[tuple[int, int, str]]
    ) -> list[tuple[int, int, str]]:
        """Further places where a name of the document is written."""
        taken = {place for start, end, _ in settled for place in range(start, end)}
        by_first: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
        for start, end, _ in settled:
            words = tuple(token.text for token in doc[start:end])
            label = labels.get(doc[start:end].text)
            if label and (words[0][0].isupper() or any(map(str.isupper, words[0]))):
                by_first[words[0]][words] = label
        found = []
        for token in doc:
            if token.i in taken:
                continue
            for words, label in sorted(by_first.get(token.text, {}).items(), key=lambda entry: -len(entry[0])):
                end = token.i + len(words)
                if tuple(word.text for word in doc[token.i : end]) == words and taken.isdisjoint(range(token.i, end)):
                    if len(words) == 1 and self._shapes.is_free(token) and self._shapes.is_function_word(token):
                        continue
                    found.append((token.i, end, label))
                    taken.update(range(token.i, end))
                    break
        return found


def abbreviates(short: str, name: str) -> bool:
    """Whether one word may stand for a name: in capitals, or with a capital first and its letters in their order."""
    if len(short) < 2 or not short.isalpha() or short[0] != name[0].upper():
        return False
    letters = iter(name.lower())
    return short.isupper() or all(letter in letters for letter in short.lower())
