"""Where parsers err most, a second look: coordinations and appositions put back where they belong.

In comes a parsed text; out go two maps of token offsets. French marks coordination by repeating the
preposition ("liés à X, au Y, ainsi qu'au Z") and apposition by adjacency and sense ("le lancement de son
modèle, Nova 2": Nova 2 is the model). Both are cues that a parser trained on little data misses.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Token

from .syntax import case_of, has_copula, is_finite, lower, stands_as_noun

_NOMINAL_DEPS = ("nmod", "obl", "conj")
# Prepositions that French repeats before each member of a coordination.
_REPEATED = frozenset({"de", "à", "en"})
_COORDINATORS = frozenset({",", "et", "ou", "ainsi", "comme", "mais", "ni", "puis"})


def coordination(doc: Doc, is_adverbial: Callable[[Token], bool]) -> dict[int, int]:
    """For each token of a coordination that the parser misplaced: the member it is coordinated to.

    `is_adverbial` tells phrases that are coordinated to none: `mort à Paris, à l'âge de 90 ans`.
    """
    found: dict[int, int] = {}
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN", "NUM") or not token.dep_.startswith((*_NOMINAL_DEPS, "appos")):
            continue
        case = case_of(token)
        listed = token.dep_ == "conj" or token.dep_ == "appos" and token.pos_ == "NOUN" and any(
            c.dep_ == "conj" and c.i > token.i and not case_of(c) for c in token.head.children
        )  # "les choix de X, le silence de Y et l'état de Z"
        if not case and listed and case_of(token.head) in _REPEATED and any(c.dep_ == "det" for c in token.children):
            # "ses centres de données et sa recherche": a bare phrase is not coordinated to "de données"
            above = token.head.head
            if above.pos_ in ("NOUN", "PROPN") and case_of(above) not in _REPEATED:
                found[token.i] = above.i
            continue
        if not case or is_adverbial(token):
            continue
        start = min(c.i for c in token.children if c.dep_ in ("case", "mark"))
        if start == 0 or not _coordinator_before(doc, start):
            continue
        if token.dep_ == "conj" and case_of(token.head) == case:
            # "composé de X, le parti de Y, de Z et de V": Z is no party of Y's, nor is V
            explained = token.head.head
            first = next((c for c in token.head.children if c.dep_ == "conj" and c.i in found and c.i < token.i), None)
            if first is not None:
                found[token.i] = found[first.i]
            elif explained.dep_ == "appos" and case_of(explained.head) == case and lower(doc[start - 1]) == ",":
                found[token.i] = explained.head.i
            continue
        if case == "de" and lower(doc[start - 1]) != "mais":
            continue
        parallel = _parallel(token, case, found)
        if parallel is not None:
            found[token.i] = parallel.i
    return found


def _coordinator_before(doc: Doc, start: int) -> bool:
    before = doc[start - 1]
    return lower(before) in _COORDINATORS or lower(before) in ("que", "qu'") and start > 1 and lower(doc[start - 2]) == "ainsi"


def _parallel(token: Token, case: str, moved: dict[int, int]) -> Token | None:
    """The nearest phrase to the left, in the same sentence, with the same preposition and no verb between."""
    start = min(c.i for c in token.children if c.dep_ in ("case", "mark"))
    contrast = lower(token.doc[start - 1]) == "mais"
    if contrast and start > 1 and token.doc[start - 2].text == ",":
        # "n'a pas été remis à X, contrairement à ce qu'on disait, mais à Y"
        aside = next((t.i for t in reversed(token.doc[token.sent.start : start - 2]) if t.text == ","), start)
        start = aside if any(is_finite(t) for t in token.doc[aside : start - 2]) else start
    for other in reversed(token.doc[token.sent.start : start]):
        if other.pos_ in ("VERB", "AUX") and "Fin" in other.morph.get("VerbForm"):
            return None
        if other.pos_ in ("NOUN", "PROPN", "NUM") and case_of(other) == case and (other.dep_.startswith(("nmod", "obl")) or other.i in moved):
            head = token.head if token.dep_ == "conj" else token
            listed = any(c.dep_ == "conj" and case_of(c) == case for c in token.children) or contrast
            if token.dep_ == "conj" or other.head == token.head or head.i < other.i or listed:
                return other
            return None
    return None


def apposition(
    doc: Doc, is_name: Callable[[Token], bool], fits: Callable[[Token, Token], bool], is_kin: Callable[[Token], bool]
) -> dict[int, int]:
    """For each apposed name that the parser hung on the wrong noun: the noun before the comma that it names.

    `fits(noun, name)` tells whether the noun may denote what the name names. Of two nouns that fit, the
    parser's choice stands, but `la veuve d'un livreur, X` names the widow: a noun of kinship (`is_kin`)
    takes the name from its complement.
    """
    found: dict[int, int] = {}
    for token in doc:
        # "par son comptable, X, la maison Y relance": a subject that another one follows
        subject = token.dep_ == "nsubj" and any(c.dep_ == "nsubj" and token.i < c.i < token.head.i for c in token.head.children)
        if not subject and token.dep_ not in ("appos", "nmod", "conj", "flat:name", "parataxis") or not is_name(token) or case_of(token):
            continue
        comma, title = token.i - 1, token.head if token.head.pos_ in ("NOUN", "ADJ") else token
        while comma > 0 and (is_name(doc[comma]) or doc[comma].pos_ in ("DET", "ADJ") or doc[comma] == title):
            comma -= 1
        if comma < 1 or doc[comma].text != "," or token.dep_ == "nmod" and comma < token.head.i < token.i and is_name(token.head):
            continue  # also the second word of a name that looks like a complement of the first: "Paul Le Berre"
        if token.head.pos_ == "NOUN" and token.head.i < comma and fits(token.head, token):
            above = token.head.head
            if token.head.dep_.startswith("nmod") and is_kin(above) and not has_copula(above):
                found[token.i] = above.i
            continue
        node = doc[comma - 1]
        if comma < title.i < token.i:
            # "son frère aîné, le notaire X": a brother; "le maire, le notaire X": two people
            node = node if node.pos_ == "NOUN" else node.head
            if title.dep_.startswith(("appos", "nmod", "conj")) and is_kin(node) and fits(node, token):
                found[token.i] = node.i
            continue
        for _ in range(3):
            common = not is_name(node)  # "la présidente de Médecins du littoral, X": no médecin
            if common and (node.pos_ == "NOUN" or stands_as_noun(node)) and fits(node, token) and node != token.head:
                found[token.i] = node.i
                break
            if common and node.pos_ == "NOUN" and fits(node, token) or node.head == node or node == token.head:
                break
            node = node.head
    return found


def set_off(doc: Doc, is_name: Callable[[Token], bool], fits: Callable[[Token, Token], bool]) -> tuple[dict[int, int], dict[int, int]]:
    """Appositions by the order of the words alone, which parsers take for objects, subjects or conjuncts.

    Two maps: names to the noun before the comma that they tell the name of (`un utilitaire, le Mistral 2, dès mai`), and nouns
    to the name before the comma that they explain (`Orion 4, une montre connectée`).
    """
    named: dict[int, int] = {}
    explained: dict[int, int] = {}
    for comma in doc:
        if comma.text != "," or not comma.sent.start < comma.i < comma.sent.end - 2:
            continue
        start = comma.i + 1 + (doc[comma.i + 1].pos_ == "DET" or lower(doc[comma.i + 1]) in ("le", "la", "l'"))
        before = doc[comma.i - 1]
        if is_name(doc[start]) and not is_name(before):
            noun = _noun_ending_at(before)
            if noun is not None and _is_closed(doc, start, is_name) and fits(noun, doc[start]):
                named[start] = noun.i
        elif is_name(before) and lower(doc[comma.i + 1]) in ("un", "une", "son", "sa"):
            noun = next((t for t in doc[comma.i + 2 : comma.i + 4] if t.pos_ == "NOUN"), None)
            if noun is not None and fits(noun, before) and not _opens_with_preposition(before) and not _is_sole_subject(noun):
                if not any(lower(c) in ("et", "ou") for m in noun.children if m.dep_ == "conj" for c in m.children):
                    explained[noun.i] = before.i
    return named, explained


def _noun_ending_at(last: Token) -> Token | None:
    """The noun with article whose phrase ends at `last`, and is no circumstance that opens the sentence."""
    node = last
    while node.head != node and node.head.i < last.i and node.dep_.startswith(("nmod", "amod", "acl", "flat")):
        node = node.head
    articled = any(c.dep_ == "det" and "Plur" not in c.morph.get("Number") for c in node.children)
    return node if node.pos_ == "NOUN" and articled and not _opens_with_preposition(node) else None


def _opens_with_preposition(token: Token) -> bool:
    """Whether the sentence opens with a phrase with preposition, in which `token` stands: `Selon le régulateur, X, …`."""
    first = token.sent[0]
    between = token.doc[first.i : token.i]
    return first.pos_ in ("ADP", "ADV") and not any(t.text == "," or t.pos_ in ("VERB", "AUX") for t in between)


def _is_closed(doc: Doc, start: int, is_name: Callable[[Token], bool]) -> bool:
    """Whether the name that starts here stands alone: neither the subject of what follows nor one of a list."""
    end = start
    while end < len(doc) and is_name(doc[end]):
        end += 1
    if end >= len(doc) or doc[end].sent.start != doc[start].sent.start or doc[end].text in (".", ")", ";", ":"):
        return True
    listed = doc[end].text == "," and end + 1 < len(doc) and is_name(doc[end + 1])
    return not listed and (doc[end].text == "," or doc[end].pos_ == "ADP" or lower(doc[end]) in ("qui", "que", "dont", "où"))


def _is_sole_subject(noun: Token) -> bool:
    """Whether a verb behind the noun has it for its only subject: `Pour X, une hausse est prévue`."""
    verb = noun.head
    return noun.dep_.startswith("nsubj") and verb.i > noun.i and sum(c.dep_.startswith("nsubj") for c in verb.children) == 1
