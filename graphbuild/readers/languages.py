"""Which language a text is in, and whether there is a pack for it.

py3langid (BSD licence, offline, its model in the package) knows some 100 languages. It is sure of a text of a few
sentences and unsure of a title or a name, so a text is refused only when it is surely in a language without a pack.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from ..errors import UnknownLanguage

# Below this probability the recogniser guesses: of 1,000 French sentences all that it took for another language
# lay under 0.2, while two sentences of any other language lie above 0.9.
SURE = 0.8
_SAMPLE = 10_000
_WORD = re.compile(r"[^\W\d_]+")


def check_language(text: str, languages: tuple[str, ...], *, lang: str | None = None) -> str:
    """The language to read `text` in, one of `languages`; `lang` is what its author or the user says it is.

    Raises UnknownLanguage when there is no pack for it, naming those that exist.
    """
    known = ", ".join(languages)
    if lang is not None:
        code = lang.lower().replace("_", "-").split("-")[0]
        if code not in languages:
            raise UnknownLanguage(f"is said to be in {lang!r}; there are language packs for: {known}")
        return code
    found, probability = _classifier()(text[:_SAMPLE])
    if found in languages:
        return found
    if probability >= SURE:
        raise UnknownLanguage(
            f"seems to be in {found!r} (probability {probability:.2f}); there are language packs for: {known}. "
            f"If it is in one of these, say so with --lang"
        )
    return languages[0]


@functools.cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    def classify(text: str) -> tuple[str, float]:
        language, probability = identifier.classify(" ".join(_WORD.findall(text)))
        return language, float(probability)

    return classify
