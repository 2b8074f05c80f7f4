"""What a relative pronoun stands for, and what stands right before it.

In come tokens of a parsed text; out go the nouns that they refer to.
"""

from __future__ import annotations

from spacy.tokens import Token

from .syntax import RELATIVE_PRONOUNS, SUBJECTS, case_of, disagree, has_copula, is_finite, is_nominal, is_verbal, lower


def noun_before(token: Token) -> Token | None:
    """The noun or name right before `token`, a comma aside."""
    if token.i <= token.sent.start:
        return None
    before = token.doc[token.i - 1]
    if before.text == "," and before.i > token.sent.start:
        before = token.doc[before.i - 1]
    while before.head.i < before.i and (before.dep_.startswith(("flat", "amod")) or before.pos_ == "NUM" and before.dep_ == "nmod"):
        before = before.head
    return before if before.pos_ in ("NOUN", "PROPN", "NUM", "X") else None


def agreeing(participle: Token, noun: Token) -> Token:
    """The noun that a participle is said of: the one right before it, where the parser's does not agree with it
    (`130 personnes, dont l'infirmière X, morte …`)."""
    opening = participle.doc[participle.i - 1] if participle.i else participle
    if opening.text == "(" and opening.i > noun.i + 1:
        return noun_before(opening) or noun  # "les simples (gagnés par X), le double (gagné par Y)"
    near = noun_before(participle) if disagree(participle, noun) else None
    return noun if near is None or disagree(participle, near) else near


def phrase_before(token: Token) -> Token | None:
    """The head of the noun phrase right before `token`, a comma aside."""
    before = noun_before(token)
    while before is not None and before.dep_.startswith(("flat", "nmod", "appos", "amod")) and before.head.i < before.i:
        before = before.head
    return before if before is not None and before.pos_ in ("NOUN", "PROPN") else None


def relative_antecedent(pronoun: Token) -> Token | None:
    """What a relative pronoun stands for: the noun above its relative clause."""
    node = pronoun
    for _ in range(8):
        if node.dep_ in ("acl:relcl", "advcl:cleft", "acl"):
            head = node.head
            # "le laboratoire de Y, qui …" hangs on either noun: the parse decides
            return head if head.pos_ not in ("VERB", "AUX") or has_copula(head) else None
        if node.head == node:
            return None
        node = node.head
    return None


def opens_content(word: Token, verb: Token) -> bool:
    """Whether `que` is no relative: its clause has an object of its own (`informe le comité que X a vendu Y`), or it follows
    a bare name without a comma (`à peine X a-t-il vendu Y que Z ferme`)."""
    if lower(word) not in ("que", "qu'") or word.i <= word.sent.start:
        return False
    doc, subject = word.doc, any(c.dep_ in SUBJECTS and word.i < c.i < verb.i for c in verb.children)
    own = any(c.dep_ == "obj" and c.i > verb.i and c.pos_ in ("NOUN", "PROPN") and not any(t.text == "," for t in doc[verb.i : c.i]) for c in verb.children)
    before = doc[word.i - 1]
    named = before.pos_ == "PROPN" and not any(c.dep_ == "det" for c in before.children) and before.dep_ in SUBJECTS | {"obj", "conj"}
    return subject and (own or named)


def presented(pronoun: Token) -> Token | None:
    """X of `X, voilà ce que Y annonce`, from its `ce`."""
    verb = pronoun.head
    if lower(pronoun) not in ("ce", "c'") or lower(verb) not in ("voilà", "voici") or verb.head == verb:
        return None
    return verb.head if verb.head.i < verb.i and verb.head.pos_ in ("NOUN", "PROPN", "NUM") else None


def denied_focus(member: Token) -> Token | None:
    """X of `ce n'est pas X, mais Y, qui …`, from Y."""
    if not any(c.dep_ == "cc" and lower(c) == "mais" for c in member.children):
        return None
    node = member
    while node.dep_ in ("conj", "appos") and not has_copula(node):
        node = node.head
    is_cleft = node != member and has_copula(node) and any(lower(c) in ("c'", "ce") and c.dep_ in SUBJECTS | {"expl:subj"} for c in node.children)
    return node if is_cleft and any(lower(c) == "pas" for c in node.children) else None


def name_behind(token: Token) -> Token | None:
    """Y in `Fabricant de X installé à Z, Y, que …`, where the parser has the bare noun in front as the subject."""
    if token.i > token.sent.start + 1 or token.pos_ != "NOUN" or any(c.dep_ in ("det", "nummod", "case") for c in token.children):
        return None
    comma = next((t.i for t in token.doc[token.i : token.sent.end] if t.text == "," or is_verbal(t) and is_finite(t)), None)
    if comma is None or token.doc[comma].text != "," or comma + 1 >= token.sent.end:
        return None
    behind = token.doc[comma + 1]
    return behind if behind.pos_ == "PROPN" and not case_of(behind) else None


def phrases_behind_relative(verb: Token) -> list[Token]:
    """What may be the subject in `le quartier où se situe Y`, `l'étang dont s'occupe Y`: the bare phrases behind a finite verb
    that has none before it, in a clause that begins with another relative pronoun than `qui` and `que`."""
    if not verb.dep_.startswith("acl") or not is_finite(verb):
        return []
    pronoun = next((lower(c) for c in verb.children if c.i < verb.i and lower(c) in RELATIVE_PRONOUNS), "qui")
    if pronoun in ("qui", "que", "qu'"):
        return []
    return [c for c in verb.children if c.i > verb.i and is_nominal(c) and not case_of(c) and c.dep_.split(":")[0] in ("obj", "obl", "xcomp")]


__all__ = [
    "agreeing", "denied_focus", "name_behind", "noun_before", "opens_content", "phrase_before", "phrases_behind_relative", "presented", "relative_antecedent",
]  # fmt: skip
