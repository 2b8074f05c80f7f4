"""Small questions about a token in a Universal Dependencies parse; every other module asks them here.

Labels are those of UD French; subtypes are kept where they matter (`nsubj:pass`, `obl:agent`).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from .prepositions import PREPOSITIONS, contract

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:caus", "csubj", "csubj:pass", "nsubj:outer"})
OBJECTS = frozenset({"obj", "obj:lvc", "obj:agent"})
RELATIVE_PRONOUNS = frozenset({"qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles",
                               "auquel", "auxquels", "auxquelles", "duquel", "desquels", "desquelles"})  # fmt: skip
NEGATIONS = frozenset({"pas", "plus", "jamais", "point", "guère", "aucunement", "nullement", "non"})
# Nouns that stand without preposition as adverbials of time: "a lancé jeudi".
TIMES = frozenset(
    """lundi mardi mercredi jeudi vendredi samedi dimanche jour semaine mois année an matin soir nuit
    midi minuit heure fois janvier février mars avril mai juin juillet août septembre octobre novembre décembre""".split()
)


# Verbs that form their tenses with être, so that it makes no passive: "est passée sous le contrôle de X".
WITH_ETRE = frozenset(
    """advenir aller arriver décéder devenir échoir entrer intervenir mourir naître parvenir partir passer provenir redevenir
    repartir repasser rester retomber revenir survenir tomber venir""".split()
)

# Verbs whose object is who is told it: "informe le comité que …".
_TELLING = frozenset({"alerter", "assurer", "avertir", "aviser", "convaincre", "informer", "persuader", "prévenir", "rassurer"})


def lower(token: Token) -> str:
    """The word in lower case with a straight apostrophe."""
    return token.lower_.replace("’", "'")


def lemma(token: Token) -> str:
    """The lemma in lower case; the word itself where the pipeline gives none."""
    return (token.lemma_ or token.text).lower().replace("’", "'")


def forms(token: Token) -> frozenset[str]:
    """Lemma, word, and for a participle its masculine singular: what a lexicon may name this token by."""
    word = lower(token)
    found = {lemma(token), word}
    if token.pos_ in ("VERB", "ADJ", "AUX") and "Part" in token.morph.get("VerbForm", ["Part"]):
        for ending in ("es", "e", "s"):
            if word.endswith(ending):
                found.add(word[: -len(ending)])
    return frozenset(found)


def children(token: Token, *deps: str) -> list[Token]:
    """Children with one of these labels; a label without subtype takes in its subtypes."""
    return [c for c in token.children if c.dep_ in deps or c.dep_.split(":")[0] in deps]


def case_of(token: Token) -> str:
    """The preposition that introduces `token`, contracted and whole (`au sein de`); empty without one.

    A clitic or relative pronoun carries its own: lui → à, en → de, y → à, dont → de, auquel → à.
    """
    marks = [c for c in token.children if c.dep_ in ("case", "mark") and c.i < token.i and c.pos_ != "SCONJ"]
    if not marks:
        word = lower(token)
        if token.pos_ == "PRON" or token.dep_.startswith(("iobj", "expl")):
            if word in ("lui", "leur", "-lui", "-leur", "y", "-y", "auquel", "auxquels", "auxquelles"):
                return "à"
            if word in ("en", "-en", "dont", "duquel", "desquels", "desquelles"):
                return "de"
        return ""
    words = [w for mark in marks for w in [mark, *(t for t in mark.subtree if t.dep_ == "fixed")]]
    words.sort(key=lambda t: t.i)
    if words[-1].pos_ in ("ADJ", "ADV") and len(words) > 1:
        return ""  # "à nouveau": an adverb that the parser took for a preposition
    text = " ".join([lower(w) for w in words[:-1]] + [contract(words[-1].text)])
    return text.replace("' ", "'")


def surface_case(doc: Doc, start: int) -> str:
    """The preposition that stands before the phrase beginning at `start`, an article aside; empty without one."""
    place = start - 1
    if place > 0 and doc[place].pos_ == "DET" and doc[place - 1].pos_ == "ADP":
        place -= 1
    word = contract(doc[place].text) if place >= 0 else ""
    return word if word in PREPOSITIONS else ""


def case_matches(token: Token, prepositions: frozenset[str]) -> bool:
    """Whether `token` is introduced by one of `prepositions` (none asked: by none at all)."""
    case = case_of(token)
    if not prepositions:
        return not case
    if "que" in prepositions and _phrase_before(token).split(" ")[-1:] in (["que"], ["qu'"]):
        return True
    if case in prepositions or (contract(case.split(" ")[0]) if case else "") in prepositions and " " not in case:
        return True
    # "au sein de X" parsed as a noun phrase: à + sein, de + X
    return any(" " in p and _phrase_before(token).endswith(p) for p in prepositions)


def heads_preposition(token: Token) -> bool:
    """Whether the noun is the middle of a preposition of several words: `profit` in `au profit de X`."""
    if token.pos_ != "NOUN" or token.i + 1 >= len(token.doc):
        return False
    after = contract(token.doc[token.i + 1].text)
    return any(
        " ".join([*(lower(t) for t in token.doc[start : token.i + 1]), after]).replace("' ", "'") in PREPOSITIONS
        for start in range(max(0, token.i - 2), token.i + 1)
    )


def _phrase_before(token: Token) -> str:
    start = min([token.i, *(c.i for c in token.children if c.dep_ in ("det", "case", "amod", "nummod") and c.i < token.i)])
    if start and token.doc[start].pos_ == "DET":
        return " ".join(lower(t) for t in token.doc[max(0, start - 4) : start]).replace("' ", "'")
    last = contract(token.doc[start].text) if start < token.i else ""
    before = [lower(t) for t in token.doc[max(0, start - 4) : start]]
    words = [*before, last]
    return " ".join(words).replace("' ", "'")


def is_verbal(token: Token) -> bool:
    """A verb, or what a copula makes into a predicate."""
    return token.pos_ in ("VERB", "AUX") or has_copula(token)


def has_article(noun: Token) -> bool:
    """Whether a noun has a determiner, its own or one that its preposition holds (`du`, `des`)."""
    return any(c.dep_ == "det" or c.dep_ == "case" and lower(c) in ("du", "des", "au", "aux") for c in noun.children)


def has_copula(token: Token) -> bool:
    """Whether a form of être links this token to a subject."""
    return any(c.dep_ == "cop" for c in token.children)


def is_finite(token: Token) -> bool:
    """Whether the verb, or its auxiliary, is finite."""
    return any("Fin" in t.morph.get("VerbForm") for t in [token, *children(token, "aux", "cop")])


def is_infinitive(token: Token) -> bool:
    """Whether the verb, or its auxiliary, is an infinitive."""
    return any("Inf" in t.morph.get("VerbForm") for t in [token, *children(token, "aux", "cop")]) and not is_finite(token)


def is_past_participle(token: Token) -> bool:
    """A past participle that no auxiliary makes into a tense."""
    return "Part" in token.morph.get("VerbForm") and "Past" in token.morph.get("Tense") and not children(token, "aux")


def is_passive(verb: Token) -> bool:
    """Passive by auxiliary, by label, or shared from a coordinated passive."""
    deps = {c.dep_ for c in verb.children}
    if lemma(verb) in WITH_ETRE:
        return False
    if "aux:pass" in deps:
        return True
    if deps & {"nsubj:pass", "obl:agent"}:
        # a label alone does not outweigh an auxiliary of tense ("est passée", "a vendu") or a reflexive pronoun
        tense = any(c.dep_ == "aux:tense" or c.dep_.startswith("aux") and lemma(c) == "avoir" for c in verb.children)
        return not is_reflexive(verb) and (not tense or "obl:agent" in deps and not any(lemma(c) == "avoir" for c in verb.children))
    if verb.dep_ == "conj" and is_past_participle(verb) and not children(verb, "nsubj"):
        return is_verbal(verb.head) and is_passive(verb.head)
    return False


def is_if(token: Token) -> bool:
    """Whether the word is the conjunction, also before `il`: `s'il vend`."""
    follows = lower(token.doc[token.i + 1]) if token.i + 1 < len(token.doc) else ""
    return lower(token) == "si" or lower(token) == "s'" and (token.pos_ == "SCONJ" or follows in ("il", "ils"))


def is_reflexive(verb: Token) -> bool:
    """Whether se/s' (or me, te, nous, vous as reflexive) belongs to this verb."""
    return any(
        lower(c) in ("se", "s'", "-se") and not is_if(c) or ("Yes" in c.morph.get("Reflex") and c.dep_.startswith(("expl", "obj", "iobj")))
        for c in verb.children
    )


def disagree(one: Token, other: Token) -> bool:
    """Whether two words differ in gender or number, as far as is known of both; a list has no number of its own."""
    listed = any(c.dep_ == "conj" for c in other.children)
    features = ("Gender",) if listed else ("Gender", "Number")
    pairs = [(set(one.morph.get(f)), set(other.morph.get(f))) for f in features]
    return any(a and b and not a & b for a, b in pairs)


def stands_as_noun(token: Token) -> bool:
    """Whether an adjective or participle, as the parser has it, heads a phrase with article: `son ancien comptable`, `le trafiquant X`."""
    if token.pos_ not in ("ADJ", "VERB") or not any(c.dep_ == "det" for c in token.children):
        return False
    dep = token.dep_.split(":")[0]
    return dep != "amod" if token.pos_ == "ADJ" else dep in ("nsubj", "obj", "obl", "nmod", "appos", "conj")


def is_nominal(token: Token) -> bool:
    """A noun or name, or what stands as one."""
    return token.pos_ in ("NOUN", "PROPN", "X") or stands_as_noun(token)


def is_second_subject(noun: Token) -> bool:
    """Whether a noun behind an active verb that has a subject before it, which is an object that the parser took for a subject."""
    verb = noun.head
    before = any(c.dep_ in SUBJECTS and c.i < verb.i for c in verb.children)
    return noun.dep_ in SUBJECTS and noun.i > verb.i and before and not is_passive(verb)


def first_conjunct(token: Token) -> Token:
    """The first member of the coordination that `token` belongs to."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def governor(clause: Token) -> Token:
    """The word above a clause; for one with "que" that the parser took for a relative on a noun in between
    (`assure dans un communiqué qu'il vendra X`), the verb that it completes."""
    noun = above = clause.head
    if lower(noun) == "ce" and noun.i < clause.i and is_finite(clause) and noun.head.pos_ == "VERB" and any(lower(c) in ("que", "qu'") for c in clause.children):
        return noun.head  # "s'oppose à ce que X vende Y"
    if noun.dep_ == "obl:agent" and clause.dep_.startswith("acl") and is_infinitive(clause) and noun.head.pos_ == "VERB":
        return noun.head  # "ont été incités par leur direction à renoncer à X"
    while above.dep_.split(":")[0] in ("nmod", "appos", "amod"):
        above = above.head
    told = above.dep_ == "obj" and lemma(above.head) in _TELLING
    if not clause.dep_.startswith("acl") or not (told or above.dep_.startswith("obl")) or above.head.pos_ != "VERB" or not is_finite(clause):
        return noun
    whether = next((c for c in clause.children if lower(c) in ("que", "qu'")), None)
    if whether is None:
        return noun
    own = [c for c in clause.children if c.dep_ in OBJECTS and c != whether and c.i > clause.i]
    return above.head if own or whether.dep_ == "mark" else noun


def ancestors_until(token: Token, stop: Token) -> list[Token]:
    """`token` and its heads up to and without `stop`; empty when `stop` is not above it."""
    path = []
    while token != stop:
        path.append(token)
        if token.head == token:
            return []
        token = token.head
        if token == stop:
            return path
    return path


def phrases_after(head: Token, *, stop_at_comma: bool = False) -> Iterator[Token]:
    """The heads of the noun phrases that follow `head` in its clause, by their order in the text alone:
    what is read where the tree has them hang elsewhere. Ends at the next verb, relative or sentence sign."""
    for token in head.doc[head.i + 1 : head.sent.end]:
        if token.pos_ in ("VERB", "AUX") and not token.dep_.startswith(("aux", "cop")):
            if "Part" not in token.morph.get("VerbForm") or head.pos_ == "NOUN" or is_infinitive(token) or is_finite(token):
                return  # "annonce avoir tiré X", "X, nommé en mai, a affiché Y": what another verb takes
        if token.text in (".", ";", ":", "!", "?", "(", "«", "»", "—") or stop_at_comma and token.text == ",":
            return
        if lower(token) in RELATIVE_PRONOUNS or token.pos_ == "SCONJ":
            return
        if token.pos_ in ("NOUN", "PROPN") and not token.dep_.startswith("flat"):
            yield token


def own_phrases_after(verb: Token) -> Iterator[Token]:
    """Those of `phrases_after` that hang on no other verb."""
    return (t for t in phrases_after(verb) if not any(is_verbal(a) for a in ancestors_until(t, verb)))


def is_question(sentence: Span) -> bool:
    """Whether the sentence ends in a question mark."""
    for token in reversed(sentence):
        if not token.is_space and token.text not in ("»", '"', "”", ")"):
            return token.text.startswith("?")
    return False


def predicates(doc: Doc) -> Iterator[Token]:
    """The verbs of the text, auxiliaries and copulas left out."""
    for token in doc:
        if token.pos_ in ("VERB", "AUX") and not token.dep_.startswith(("aux", "cop")):
            yield token
        elif token.pos_ in ("ADJ", "NOUN") and "Part" in token.morph.get("VerbForm") or any(c.dep_ == "aux:pass" for c in token.children):
            yield token


def path_between(a: Token, b: Token) -> str:
    """The way from `a` to `b` through the parse, e.g. `OpenAI ←nsubj– mettre –obj→ projet`."""
    up, seen = [a], {a.i}
    while up[-1].head != up[-1] and up[-1].head.i not in seen:
        up.append(up[-1].head)
        seen.add(up[-1].i)
    above = {t.i: n for n, t in enumerate(up)}
    down, node = [], b
    while node.i not in above:
        down.append(node)
        if node.head == node:
            return f"{a.text} … {b.text}"
        node = node.head
    left = "".join(f"{t.text} ←{t.dep_}– " for t in up[: above[node.i]])
    right = "".join(f" –{t.dep_}→ {t.text}" for t in reversed(down))
    return f"{left}{node.text}{right}"


def is_past(verb: Token) -> bool:
    """Whether the verb stands in a tense of the past; a participle without auxiliary does too."""
    forms = [verb, *children(verb, "aux")]
    if any("Fin" in t.morph.get("VerbForm") and set(t.morph.get("Tense")) & {"Past", "Imp"} for t in forms):
        return True
    return "Past" in verb.morph.get("Tense") and not any(
        "Fut" in t.morph.get("Tense") or "Cnd" in t.morph.get("Mood") or "Inf" in t.morph.get("VerbForm") for t in forms
    )


def is_compound_past(verb: Token) -> bool:
    """`a dû`, `avait dû`; not `aurait dû`."""
    tenses = children(verb, "aux")
    return bool(tenses) and is_past(verb) and not any("Cnd" in t.morph.get("Mood") for t in tenses)
