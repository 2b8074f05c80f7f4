"""Training material of the arc parser: treebank sentences in, varied sentences as arrays out.

Beside the variants of `treebank.vary` (quotation marks, capitals, missing stops) sentences are rebuilt as the press
writes them and treebanks seldom do: what follows the verb is put first ("Racheté par X, Y …"), somebody is credited
with what is said (", affirme X", "Selon X, …"). Each rebuilt sentence has the tree that the annotation of the treebanks
would give it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from treebank import Row, Sentence, replace, vary

# Verbs of speech as they follow what was said, with auxiliary where there is one.
_SAID = (
    ("affirme",), ("précise",), ("explique",), ("indique",), ("assure",), ("estime",), ("rappelle",), ("confie",),
    ("ajoute",), ("souligne",), ("annonce",), ("note",), ("déplore",), ("martèle",), ("raconte",), ("rapporte",),
    ("a", "déclaré"), ("a", "indiqué"), ("a", "annoncé"), ("a", "précisé"), ("a", "confirmé"), ("a", "expliqué"),
    ("a", "affirmé"), ("a", "ajouté"), ("a", "assuré"), ("ont", "indiqué"), ("ont", "annoncé"),
)  # fmt: skip
_CREDITS = (("Selon",), ("D'", "après"), ("Pour",))
_SUBJECTS = ("nsubj", "nsubj:pass")
_MOVABLE = ("advcl", "obl:mod", "obl", "acl")


def without_blanks(sentence: Sentence) -> Sentence:
    """The sentence without its white-space tokens."""
    kept = [i for i, row in enumerate(sentence) if row.pos != "SPACE"]
    place = {old: new for new, old in enumerate(kept)}
    return [replace(sentence[i], head=place.get(sentence[i].head, 0)) for i in kept]


def children(sentence: Sentence, head: int) -> list[int]:
    """The words that hang on a word."""
    return [i for i, row in enumerate(sentence) if row.head == head and i != head]


def subtree(sentence: Sentence, head: int) -> list[int]:
    """A word and all below it, in order."""
    found, queue = {head}, [head]
    while queue:
        for child in children(sentence, queue.pop()):
            if child not in found:
                found.add(child)
                queue.append(child)
    return sorted(found)


def root_of(sentence: Sentence) -> int:
    """The word that is its own head."""
    return next(i for i, row in enumerate(sentence) if row.head == i)


def reorder(sentence: Sentence, order: Sequence[int]) -> Sentence:
    """The sentence with its words in another order."""
    place = {old: new for new, old in enumerate(order)}
    return [replace(sentence[i], head=place[sentence[i].head]) for i in order]


def put_first(sentence: Sentence, rng: random.Random) -> Sentence:
    """A phrase or clause that follows the verb comes first, set off by a comma; unchanged where none can."""
    root = root_of(sentence)
    if sentence[0].pos in ("PUNCT", "CCONJ", "SCONJ") or sentence[-1].pos != "PUNCT" or sentence[root].pos not in ("VERB", "NOUN", "ADJ"):
        return sentence
    subjects = [i for i in children(sentence, root) if sentence[i].dep in _SUBJECTS and i < root and sentence[i].pos in ("NOUN", "PROPN")]
    if not subjects:
        return sentence
    options = []
    for i, row in enumerate(sentence):
        adverbial = row.head == root and i > root and row.dep in _MOVABLE[:3]
        participle = row.head == subjects[0] and i > row.head and row.dep in ("acl", "appos") and row.pos in ("VERB", "NOUN")
        if participle and row.pos == "VERB" and "VerbForm=Part" not in row.morph:
            continue
        if not (adverbial or participle):
            continue
        span = subtree(sentence, i)
        span = [j for j in span if not (sentence[j].pos == "PUNCT" and j in (span[0], span[-1]))]
        if span[-1] - span[0] + 1 != len(span) or len(span) < 2 or any(sentence[j].dep == "cc" and sentence[j].head == i for j in span):
            continue
        if participle and row.dep == "appos" and any(sentence[j].pos == "DET" and sentence[j].head == i for j in span):
            continue
        options.append((i, span, participle))
    if not options:
        return sentence
    head, span, participle = rng.choice(options)
    # commas that set the phrase off where it was
    gone = {j for j in (span[0] - 1, span[-1] + 1) if 0 <= j < len(sentence) - 1 and sentence[j].word == ","}
    rest = [j for j in range(len(sentence)) if j not in span and j not in gone]
    if any(sentence[j].head in gone for j in rest) or any(sentence[j].head in span for j in rest):
        return sentence
    rows = list(sentence)
    rows[head] = replace(rows[head], head=root, dep="advcl" if participle else rows[head].dep)
    comma = len(rows)
    rows.append(Row(",", True, "PUNCT", "", ",", head, "punct"))
    result = reorder(rows, [*span, comma, *rest])
    first, next_first = 0, len(span) + 1
    result[first] = replace(result[first], word=result[first].word[:1].upper() + result[first].word[1:])
    if result[next_first].pos != "PROPN" and result[next_first].word[1:2] not in ("'", "’") or result[next_first].pos in ("DET", "PRON"):
        result[next_first] = replace(result[next_first], word=result[next_first].word[:1].lower() + result[next_first].word[1:])
    return result


def speakers(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Noun phrases that may say something: short subjects, as sentences of their own whose root is their head."""
    found = []
    for sentence in sentences:
        for i, row in enumerate(sentence):
            if row.dep not in _SUBJECTS or row.pos not in ("NOUN", "PROPN"):
                continue
            span = subtree(sentence, i)
            if span[-1] - span[0] + 1 != len(span) or len(span) > 8 or any(sentence[j].pos in ("VERB", "AUX", "PUNCT", "PRON") for j in span):
                continue
            place = {old: new for new, old in enumerate(span)}
            phrase = [replace(sentence[j], head=place.get(sentence[j].head, place[i])) for j in span]
            if phrase[0].pos != "PROPN":
                phrase[0] = replace(phrase[0], word=phrase[0].word[:1].lower() + phrase[0].word[1:])
            found.append(phrase)
    return found


def credit(sentence: Sentence, phrase: Sentence, rng: random.Random) -> Sentence:
    """Somebody is said to say it: an incise before the final stop, or `Selon X,` in front."""
    root = root_of(sentence)
    if sentence[-1].word != "." or sentence[-1].head != root or len(sentence) < 5:
        return sentence
    head = root_of(phrase)
    if rng.random() < 0.6:
        verb = rng.choice(_SAID)
        start = len(sentence) - 1
        said = start + len(verb)
        rows = [Row(",", True, "PUNCT", "", ",", said, "punct")]
        if len(verb) == 2:
            rows.append(Row(verb[0], True, "AUX", "VerbForm=Fin", verb[0], said, "aux:tense"))
        rows.append(Row(verb[-1], True, "VERB", "VerbForm=Fin", verb[-1], root, "parataxis"))
        shift = start + len(rows)
        for i, row in enumerate(phrase):
            rows.append(replace(row, head=said if i == head else row.head + shift, dep="nsubj" if i == head else row.dep))
        stop = replace(sentence[-1])
        return [*sentence[:-1], *rows, stop]
    if sentence[0].pos in ("PUNCT", "CCONJ", "ADP"):
        return sentence
    words = rng.choice(_CREDITS)
    shift = len(words) + len(phrase) + 1
    noun = len(words) + head
    rows = [Row(words[0], True, "ADP", "", words[0], noun, "case")]
    if len(words) == 2:
        rows.append(Row(words[1], True, "ADP", "", words[1], 0, "fixed"))
    for i, row in enumerate(phrase):
        rows.append(replace(row, head=root + shift if i == head else row.head + len(words), dep="obl:mod" if i == head else row.dep))
    rows.append(Row(",", True, "PUNCT", "", ",", noun, "punct"))
    moved = [replace(row, head=row.head + shift) for row in sentence]
    if moved[0].pos != "PROPN":
        moved[0] = replace(moved[0], word=moved[0].word[:1].lower() + moved[0].word[1:])
    return [*rows, *moved]


def rebuild(sentence: Sentence, phrases: Sequence[Sentence], rng: random.Random, level: float) -> Sentence:
    """One variant of a sentence, as the press might have written it."""
    if rng.random() < 0.3 * level:
        sentence = put_first(sentence, rng)
    if rng.random() < 0.12 * level:
        sentence = credit(sentence, rng.choice(phrases), rng)
    return without_blanks(vary(sentence, rng, 0.5 * level))
