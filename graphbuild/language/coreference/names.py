"""First pass of coreference: names that are the same, short forms of names, acronyms.

Names come in as strings with a type, groups of them go out; the passes over descriptions and pronouns
build on these groups. Linking over documents uses the same comparisons.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence

from .lexicon import CoreferenceLexicon, fold
from .mentions import Phrase

_SMALL_WORDS = frozenset(
    "a au aux d da de del della des di do dos du e en et for in l la las le les of on pour s sur the und y".split()
)


_DIGITS = {word: str(i) for i, word in enumerate("deux trois quatre cinq six sept huit neuf".split(), start=2)}


@functools.lru_cache(maxsize=1 << 16)
def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(name).replace("'", " ").split())


def words_of(name: str) -> list[str]:
    """The words of a name for comparison: folded, without apostrophes."""
    return list(_words(name))


def is_acronym_of(short: str, full: str) -> bool:
    """Whether the letters of `short` are the initials of the words of `full` ("OMS", "R.A.T.P.", "Onu").

    Small words may give their initial or not, but every other word must; a number gives its figure ("G7", "M5S").
    """
    letters = fold(short).replace(" ", "")
    words = words_of(full)
    if not 2 <= len(letters) <= 10 or len(words) < 2 or not short[:1].isupper() or " " in short.strip():
        return False

    def match(i: int, j: int) -> bool:
        if j == len(words):
            return i == len(letters)
        if i < len(letters) and letters[i] in (words[j][0], _DIGITS.get(words[j])) and match(i + 1, j + 1):
            return True
        return words[j] in _SMALL_WORDS and match(i, j + 1)

    return match(0, 0)


def may_abbreviate(short: str, full: str) -> bool:
    """Whether `short`, given in parentheses after `full` (or the reverse), may be its acronym.

    Weaker than `is_acronym_of`: the letters occur in the order of the full name, the first one at its
    start, and as many as half of its words give one.
    """
    letters, words = fold(short).replace(" ", ""), words_of(full)
    text = "".join(words)
    if len(words) < 2 or not 2 <= len(letters) <= 10 or len(letters) >= len(text) or not letters or letters[0] != text[0]:
        return False
    if sum(c.isupper() for c in short) < 2 and not is_acronym_of(short, full):
        return False
    position = 0
    for letter in letters:
        position = text.find(letter, position) + 1
        if not position:
            return False
    return True


def is_short_person(short: str, full: str, lexicon: CoreferenceLexicon) -> bool:
    """Whether `short` is the surname, the first name, initials with surname, or first and last word of `full`."""
    a, b = words_of(short), words_of(full)
    if not a or len(a) >= len(b) and not any(len(word) == 1 for word in a):
        return False
    if a == b:
        return False
    if len(a) == 1 and len(a[0]) < 2:
        return False
    if a == b[-len(a) :] or a == b[:1]:
        rest = b[: -len(a)]
        # "Le Pen" shortens "Marine Le Pen"; "Pen" does not.
        return a == b[:1] or not rest[-1:] or rest[-1] not in lexicon.name_particles
    if a == b[1 : 1 + len(a)] and len(b) > len(a) + 2 and b[1 + len(a)] in lexicon.name_particles | {"d"}:
        return True  # "Auriol" of "Léon Auriol d'Estrade"
    surname = [word for word in a if len(word) > 1]
    initials = [word for word in a if len(word) == 1]
    if initials and a == initials + surname:
        return surname == b[-len(surname) :] and [w[0] for w in b[: len(initials)]] == initials
    return len(a) >= 2 and len(b) > len(a) and a[0] == b[0] and a[-1] == b[-1]


def is_misspelt_person(one: str, other: str) -> bool:
    """Whether two full names differ in one letter of one long word ("Karim Benkassem", "Karim Benkasem")."""
    a, b = words_of(one), words_of(other)
    different = [(x, y) for x, y in zip(a, b) if x != y]
    if len(a) != len(b) or len(a) < 2 or len(different) != 1:
        return False
    x, y = sorted(different[0], key=len)
    if len(x) < 5 or len(y) - len(x) > 1 or x[0] != y[0] or x == y[: len(x)] or x[:-1] == y[:-1]:  # "Martin", "Martine"
        return False
    start = next((i for i, (c, d) in enumerate(zip(x, y)) if c != d), len(x))
    return x[start + 1 :] == y[start + 1 :] if len(x) == len(y) else x[start:] == y[start + 1 :]


def is_short_body(short: str, full: str, lexicon: CoreferenceLexicon) -> bool:
    """Whether `short` is the beginning of the name of a body ("Commission" of "Commission européenne"),
    or the name without its legal form. A rest of figures says another one (Orion, Orion 4)."""
    a, b = words_of(short), words_of(full)
    if not a or len(a) >= len(b):
        return False
    if [word for word in b if word not in lexicon.legal_forms and word != "&"] == a:
        return True
    rest = b[len(a) :]
    return a == b[: len(a)] and len(a[0]) > 2 and not all(word.isdigit() for word in rest)


def without_legal_form(name: str, lexicon: CoreferenceLexicon) -> str:
    """The folded name without words of legal form at its ends."""
    words = words_of(name)
    while len(words) > 1 and words[-1] in lexicon.legal_forms:
        words.pop()
    if len(words) > 1 and words[0] == "groupe":
        words.pop(0)
    return " ".join(words)


def compatible(a: str, b: str) -> bool:
    """Whether two types of names may be of one thing: the same, or one of them unknown."""
    return a == b or "Thing" in (a, b)


def group_names(names: Sequence[Phrase], lexicon: CoreferenceLexicon, between: Sequence[str]) -> list[list[Phrase]]:
    """The names of a document in groups, each of one entity; groups in the order of their first name.

    `between[i]` is the text between name i and name i + 1 (for acronyms in parentheses).
    """
    groups: dict[tuple[str, str], list[Phrase]] = {}
    for name in names:
        type_ = next(iter(name.types))
        groups.setdefault((fold(name.text), type_), []).append(name)
    groups = _split_families(_join_unknown_types(groups))
    keys = list(groups)
    joined = _Joins(keys)
    of = {id(name): key for key, members in groups.items() for name in members}

    for i, (first, second) in enumerate(zip(names, names[1:])):
        if between[i].strip() in ("(", "( «", "(«") or (between[i].strip() == "," and _is_acronym_shape(second.text)):
            a, b = of[id(first)], of[id(second)]
            strict = between[i].strip() == ","
            test = is_acronym_of if strict else may_abbreviate
            if compatible(a[1], b[1]) and (test(second.text, first.text) or test(first.text, second.text)):
                joined.join(a, b)
        elif _gives_byname(between[i], first, second, lexicon) and not any(_shortens(groups[of[id(second)]], groups[k], lexicon) for k in keys):
            joined.join(of[id(first)], of[id(second)])
    # Longer names first, so that "E. Macron" has found its full name when "Macron" looks for one.
    for key in sorted(keys, key=lambda k: (-len(words_of(k[0])), -len(k[0]), groups[k][0].gender is None, joined.rank[k])):
        candidates = [other for other in keys if other != key and _shortens(groups[key], groups[other], lexicon)]
        if not candidates:
            continue
        roots = {joined.find(candidate) for candidate in candidates}
        if len(roots) > 1:
            roots = _agreeing(
                groups[key], {root: [n for k in keys if joined.find(k) == root for n in groups[k]] for root in roots}, lexicon
            )
        if len(roots) == 1:
            joined.join(next(iter(roots)), key)
    result: dict[tuple[str, str], list[Phrase]] = {}
    for key in keys:
        result.setdefault(joined.find(key), []).extend(groups[key])
    return sorted((sorted(group, key=lambda n: n.start) for group in result.values()), key=lambda group: group[0].start)


def _gives_byname(between: str, first: Phrase, second: Phrase, lexicon: CoreferenceLexicon) -> bool:
    """Whether the words between a full name of a person and a single word say that it is a byname ("X, dit « Y »")."""
    words = between.replace("«", " ").replace('"', " ").split()
    return (
        first.types == {"Person"}
        and " " in first.text
        and " " not in second.text
        and words[:1] == [","]
        and len(words) == 2
        and words[1] in lexicon.words["byname"]
    )


def _is_acronym_shape(text: str) -> bool:
    return len(text) <= 8 and text.replace(".", "").isupper()


def _join_unknown_types(groups: dict[tuple[str, str], list[Phrase]]) -> dict[tuple[str, str], list[Phrase]]:
    """A name whose type is unknown goes with the same name of a known type, if there is one alone."""
    for key in [key for key in groups if key[1] == "Thing"]:
        known = [other for other in groups if other[0] == key[0] and other[1] != "Thing"]
        if len(known) == 1:
            groups[known[0]].extend(groups.pop(key))
    # "Belle alliance" and "Belle Alliance" are one, whatever types they got.
    for key in list(groups):
        for other in [other for other in groups if other[0] == key[0] and other != key and "Person" not in (key[1], other[1])]:
            if key in groups and " " in key[0] and not {n.text for n in groups[key]} & {n.text for n in groups[other]}:
                if len(groups[other]) >= len(groups[key]):
                    groups[other].extend(groups.pop(key))
    return groups


def _split_families(groups: dict[tuple[str, str], list[Phrase]]) -> dict[tuple[str, str], list[Phrase]]:
    """Where several persons bear one surname, "M. X", "Mme X" and plain "X" are looked up one by one."""
    surnames = [words_of(key[0])[-1] for key in groups if key[1] == "Person" and len(words_of(key[0])) > 1]
    split: dict[tuple[str, str], list[Phrase]] = {}
    for (text, type_), names in groups.items():
        shared = type_ == "Person" and surnames.count(text) > 1
        for name in names:
            split.setdefault((f"{text} {name.gender}" if shared and name.gender else text, type_), []).append(name)
    return split


def _shortens(short: list[Phrase], full: list[Phrase], lexicon: CoreferenceLexicon) -> bool:
    a, b = next(iter(short[0].types)), next(iter(full[0].types))
    if not compatible(a, b):
        return False
    name, longer = short[0].text, full[0].text
    if b == "Person":
        return is_short_person(name, longer, lexicon) or is_misspelt_person(name, longer)
    if is_acronym_of(name, longer):
        return True
    if b in ("Organization", "Event", "Product") and is_short_body(name, longer, lexicon):
        # The short form comes after the full one, and never beside it: otherwise they are two (a firm and its branch).
        first = min(n.start for n in full)
        together = {n.sentence for n in short} & {n.sentence for n in full if not n.heading}
        return a == b and all(n.start > first or n.heading for n in short) and not together
    return False


def _agreeing(
    short: list[Phrase], candidates: dict[tuple[str, str], list[Phrase]], lexicon: CoreferenceLexicon
) -> set[tuple[str, str]]:
    """Of several full names for one short form, those whose gender agrees and that were named before it."""
    gender = next((n.gender for n in short if n.gender), None)
    kept = {root for root, names in candidates.items() if not gender or all(n.gender in (None, gender) for n in names)}
    if len(kept) > 1 and next(iter(short[0].types)) == "Person" and len(words_of(short[0].text)) == 1:
        # Two of one family: the surname alone is the one whose full name came last before, where only one has come.
        first = short[0].start
        before = {root for root in kept if min(n.start for n in candidates[root]) < first}
        if len(before) == 1:
            return before
        # One that is named twice as often as any other is who the text is about.
        ranked = sorted(kept, key=lambda root: -len(candidates[root]))
        if len(candidates[ranked[0]]) >= 2 * len(candidates[ranked[1]]):
            return {ranked[0]}
    return kept


class _Joins:
    """Disjoint sets; the first key of a set stands for it."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        self.parent = {key: key for key in keys}
        self.rank = {key: i for i, key in enumerate(keys)}

    def find(self, key: tuple[str, str]) -> tuple[str, str]:
        while self.parent[key] != key:
            key = self.parent[key]
        return key

    def join(self, a: tuple[str, str], b: tuple[str, str]) -> None:
        a, b = self.find(a), self.find(b)
        if a != b:
            first, second = sorted((a, b), key=self.rank.__getitem__)
            self.parent[second] = first


def choose_label(names: Sequence[Phrase], lexicon: CoreferenceLexicon) -> tuple[str, list[str]]:
    """The fullest frequent name of a group, and the other forms in the order of the text."""
    forms = Counter(name.text for name in names)
    label = fullest(forms, lexicon)
    return label, [form for form in forms if form != label]


def fullest(forms: Counter[str], lexicon: CoreferenceLexicon) -> str:
    """Of the forms of one name, the most frequent of those that shorten no other; not in capitals if it can be."""

    def is_short(form: str) -> bool:
        return any(
            is_acronym_of(form, other)
            or is_short_person(form, other, lexicon)
            or is_short_body(form, other, lexicon)
            and without_legal_form(form, lexicon) != without_legal_form(other, lexicon)
            for other in forms
            if other != form
        )

    full = [form for form in forms if not is_short(form)] or list(forms)
    shouted = {form for form in full if len(form) > 5 and form.isupper()}
    return min(full, key=lambda form: (form in shouted, -forms[form], -len(form), form))
