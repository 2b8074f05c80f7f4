"""Labels of mentions: how two ways of writing a phrase are compared.

Used by the reading of documents, by coreference and by linking, so that all agree on what is the same words.
"""

from __future__ import annotations

import re
import unicodedata

_DETERMINERS = (
    "le la les un une des du de d' l' au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs"
).split()
_DETERMINER = re.compile(
    r"(?:" + "|".join(re.escape(word) + (r"\s*" if word.endswith("'") else r"\s+") for word in _DETERMINERS) + r")",
    re.IGNORECASE,
)


def clean_label(text: str) -> str:
    """The words of a phrase on one line: composed characters, straight apostrophes, single blanks, no signs at its edges;
    no quotation marks either, of which a phrase often holds one only (`les réseaux de la « Françafrique`)."""
    text = unicodedata.normalize("NFC", text).replace("’", "'").replace("ʼ", "'")
    text = "".join(" " if c in '«»“”"' or unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return re.sub(r"\s+", " ", text).strip(" ,;:")


def without_determiner(text: str) -> str:
    """The phrase without determiners in front: "l'entreprise" and "cette entreprise" give "entreprise"."""
    while match := _DETERMINER.match(text):
        if match.end() == len(text):
            break
        text = text[match.end() :]
    return text


def is_common(label: str) -> bool:
    """Whether the label begins as a common noun does: a small letter after its determiners."""
    return without_determiner(label)[:1].islower()


def label_key(label: str) -> str:
    """What two labels have in common when they are the same words: a determiner written small does not
    count, nor does the case of common nouns; names keep their case and their own article ("Le Monde")."""
    label = clean_label(label)
    if label[:1].islower():
        label = without_determiner(label)
    return label.casefold() if label[:1].islower() else label


def visible_label(label: str) -> str:
    """The label, or a question mark for one that has nothing to see: an entity needs a name to have an IRI."""
    return label if any(unicodedata.category(c)[0] in "LNPS" for c in label) else "?"
