"""Which negation belongs to which word: the halves of `ne … pas` by the order of words, where a parse hangs them elsewhere."""

from __future__ import annotations

from spacy.tokens import Token

from ..grammar.syntax import NEGATIONS, case_of, has_copula, is_finite, is_infinitive, is_past, lower

_NO_SUCH = frozenset({"aucun", "aucune", "nul", "nulle"})
_NEGATING = frozenset({"ne", "n'", "rien"}) | NEGATIONS


def particles(verbs: list[Token], around: list[Token]) -> set[str]:
    """The second half of a negation that hangs elsewhere: `ne fait plus partie`, `pas un ne vient`, `aucun feu n'a pris`."""
    finite = next((v for v in verbs if is_finite(v)), verbs[0])
    after = [lower(t) for t in finite.doc[finite.i + 1 : min(finite.i + 4, finite.sent.end)] if t.pos_ in ("ADV", "PRON", "DET")]
    before = [lower(g) for c in around if c.i < finite.i for g in c.children if g.dep_ in ("advmod", "det")]
    return {w for w in after if w in NEGATIONS | _NO_SUCH} | (({"pas"} | _NO_SUCH) & set(before))


def precedes_infinitive(word: Token, node: Token) -> bool:
    """`affirme ne pas avoir vendu X`: the negation behind the verb is the infinitive's, though it hangs on the verb."""
    if lower(word) not in _NEGATING or word.i < node.i or is_infinitive(node):
        return False
    after = word.i + 1
    while after < word.sent.end and (lower(word.doc[after]) in _NEGATING or word.doc[after].pos_ == "PRON"):
        after += 1
    return after < word.sent.end and "Inf" in word.doc[after].morph.get("VerbForm") and any(
        lower(t) in ("ne", "n'") for t in word.doc[max(word.i - 2, node.i + 1) : word.i + 1]
    )


def before_infinitive(verbs: list[Token]) -> list[Token]:
    """The negation right before an infinitive or its auxiliary, `ne pas`, wherever it hangs."""
    first = min(verbs, key=lambda t: t.i)
    if "Inf" not in first.morph.get("VerbForm"):
        return []
    found, place = [], first.i - 1
    while place >= first.sent.start and (lower(first.doc[place]) in _NEGATING or first.doc[place].pos_ == "PRON"):
        found.append(first.doc[place])
        place -= 1
    return found if any(lower(t) in ("ne", "n'") for t in found) else []


def ne_above(node: Token) -> bool:
    """`ne viendra pas vendre X`: the parser hung "pas" on the infinitive; the verb above has it by the order of words."""
    return is_infinitive(node) and node.head != node and any(lower(c) in ("ne", "n'") for c in node.head.children)


def not_before(node: Token) -> bool:
    """`n'interviendra pas avant mai`: later, and not never."""
    later = any(case_of(c) in ("avant", "avant de") for c in node.children if c.i > node.i)
    return later and not is_past(node)


def corrects(token: Token, head: Token) -> bool:
    """Y in `n'est pas né à X mais à Y`."""
    i = token.i - 1
    while i > head.i and token.doc[i].pos_ in ("DET", "ADP", "ADJ", "NUM"):
        i -= 1
    end = i
    if i - 1 > head.i and token.doc[i - 1].text == ",":
        # an aside before it: "…, contrairement à ce qu'on disait, mais à Y"
        end = next((t.i for t in reversed(token.doc[head.i : i - 1]) if t.text == ","), i)
    between = token.doc[head.i + 1 : end] if i > head.i else ()
    return i > head.i and lower(token.doc[i]) == "mais" and not any(is_finite(t) and t.dep_ != "advcl" for t in between)


def is_denied_focus(token: Token, head: Token) -> bool:
    """X in `ce n'est pas X qui a racheté Y`."""
    if head == token or not has_copula(token) or not any(lower(c) in ("ce", "c'") for c in token.children):
        return False
    relative = any(c.dep_ in ("acl:relcl", "advcl:cleft") and (c == head or head in c.subtree) for c in token.subtree)
    return relative and any(lower(c) == "pas" for c in token.children)


def pronoun_or_none(token: Token) -> str:
    """The word; none for the noun `une personne`, which denies nothing."""
    return "" if any(c.dep_ in ("det", "nummod") for c in token.children) else lower(token)


def is_none_of_it(noun: Token) -> bool:
    """`ne cherche pas d'accord avec X`: of what is denied with a bare "de" there is none."""
    verb, start = noun.head, noun.left_edge.i
    if not noun.dep_.startswith(("obj", "obl:arg", "nmod")) or verb.pos_ not in ("VERB", "AUX") or noun.i < verb.i:
        return False
    bare = lower(noun.doc[start]) in ("de", "d'") and not any("Art" in c.morph.get("PronType") for c in noun.children if c.i > start)
    negation = {lower(c) for c in verb.children if c.i < start}
    return bare and bool(negation & {"ne", "n'"}) and bool(negation & {"pas", "plus", "jamais"})
