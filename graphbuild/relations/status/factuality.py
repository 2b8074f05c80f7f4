"""How a statement is meant: asserted, negated, hedged or planned.

In comes the head word of a match; out goes its status and the marks that led to it. Marks are looked
for on the word itself and on the way up through the words that govern it (refuse to, plan to, the
rumour of …), never sideways: a negated relative clause says nothing about the main one.
The idea follows Saurí and Pustejovsky (2012), De Facto: polarity and certainty change at each operator.
"""

from __future__ import annotations

from spacy.tokens import Token

from ..grammar.bearers import APPOINTING_VERBS, ATTRIBUTIVE_VERBS
from ..grammar.linkers import linker_of, set_against
from ..grammar.operators import Operators
from ..grammar.relatives import opens_content
from ..grammar.syntax import (
    NEGATIONS,
    RELATIVE_PRONOUNS,
    SUBJECTS,
    case_matches,
    case_of,
    children,
    forms,
    governor,
    has_copula,
    is_compound_past,
    is_finite,
    is_if,
    is_infinitive,
    is_passive,
    is_past,
    is_question,
    is_reflexive,
    is_second_subject,
    is_verbal,
    lemma,
    lower,
)
from .certainty import Factuality
from .negation import (
    before_infinitive,
    corrects,
    is_denied_focus,
    is_none_of_it,
    ne_above,
    not_before,
    particles,
    precedes_infinitive,
    pronoun_or_none,
)

# Dependencies through which a clause is the content of the word above it.
_CONTENT = frozenset({"xcomp", "ccomp", "csubj", "csubj:pass", "obl:arg", "advcl", "acl", "obl:mod", "obl", "nmod", "conj", "parataxis"})
_NOUN_ROLES = frozenset({"obj", "obj:lvc", "nsubj", "nsubj:pass", "obl:arg", "obl:mod", "obl", "nmod", "xcomp", "appos", "conj"})
_NO_ONE = frozenset({"aucun", "aucune", "nul", "nulle", "personne", "rien", "ni"})
_NOT_ONLY = frozenset({"seulement", "uniquement", "simplement"})
_NOT_ALWAYS = frozenset({"toujours", "forcément", "nécessairement", "obligatoirement", "systématiquement"})
_PLANNED_CASES = frozenset({"pour", "afin de", "en vue de", "de façon à", "de manière à"})
# So many words before a title may tell how it is meant.
_ASIDE_WORDS = 4
# In the compound past these tell what came to pass.
_DONE_IN_THE_PAST = frozenset({"devoir", "pouvoir"})
# What is said with these to happen beside something else happens when it does: "fera escale à Y lors de sa visite à Z".
_BESIDE = frozenset({"lors de", "en marge de", "pendant", "durant", "au cours de", "à l'occasion de", "dans le cadre de", "à l'issue de"})
_COPULAR = frozenset({"être", "rester", "demeurer", "sembler", "paraître", "devenir"})


class FactualityReader:
    """Reads the status of matches in one text."""

    def __init__(self, operators: Operators) -> None:
        self._operators = operators

    def read(self, head: Token, *participants: Token) -> Factuality:
        """The factuality of what `head` says; `participants` are the tokens of its arguments."""
        found = Factuality()
        if is_question(head.sent):
            found.apply("hedged", "question")
        for token in participants:
            self._quantifier(token, head, found)
        if head.pos_ == "NOUN":
            self._quantifier(head, head, found)
        if is_infinitive(head) and not any(is_finite(t) for t in head.sent):
            found.apply("planned", "infinitive")  # "- rencontrer X avant mai": to do
        self._climb(head, found)
        for token in participants:
            if corrects(token, head):
                found.negated = False
            elif is_denied_focus(token, head):
                found.deny("ce n'est pas")
        return found

    def read_aside(self, noun: Token) -> Factuality:
        """How a title or apposition is meant, by its own adjectives and adverbs: `le futur patron`, `l'auteur présumé`,
        `X, pas encore ministre`. The clause around it says nothing of it."""
        found = Factuality()
        start = noun.i
        while start > noun.sent.start and noun.i - start < _ASIDE_WORDS and noun.doc[start - 1].pos_ in ("ADJ", "ADV", "DET", "NUM"):
            start -= 1
        adjectives = [c for c in noun.children if c.dep_.startswith("amod")]
        for token in [*noun.doc[start : noun.i], *(c for c in adjectives if c.i > noun.i)]:
            words = [lower(token), *sorted(forms(token))]
            status = next((s for w in words if (s := self._operators.plain_adjectives.get(w) or self._operators.adverbs.get(w))), None)
            if lower(token) in ("pas", "jamais", "non") and token.i < noun.i:
                status = "negated"
            if status is not None and status != "asserted":
                found.apply(status, lower(token))
                break
        return found

    def _quantifier(self, token: Token, head: Token, found: Factuality) -> None:
        words = {lower(c) for c in token.children if c.dep_ in ("det", "advmod", "cc", "nmod", "amod")} | {pronoun_or_none(token)}
        if token.dep_.startswith("nmod") and token.head.pos_ in ("PRON", "DET"):
            words.add(lower(token.head))  # "aucune des scènes n'a été tournée à X"
        edge = token.left_edge
        if set_against(token) and not found.negated:
            found.deny("plutôt que")
        words |= {"ni"} & {lower(t) for t in token.doc[max(edge.i - 1, 0) : edge.i + 1]}
        if not head.is_ancestor(token):
            words -= {"ni"}  # "ni A ni B, que X …": said of another verb
        if words & _NO_ONE and not found.negated:
            found.deny("aucun")
        elif "non" in words and token.dep_ in ("conj", "appos"):
            found.deny("et non")

    def _climb(self, node: Token, found: Factuality) -> None:
        for _ in range(10):
            self._own_marks(node, found)
            up = self._operators.governor(node)
            if up == node or is_none_of_it(node):
                return
            dep = "ccomp" if up != node.head else node.dep_
            if is_verbal(node) or self._participle(node):
                if dep == "conj":
                    if is_finite(node) and is_finite(up):
                        # its own tense and negation; an operator above both still holds
                        node = self._skip_conjuncts(node)
                        if node.head == node or not self._is_content(node):
                            return
                        up, dep = node.head, node.dep_
                    elif is_finite(node) and not is_finite(up):
                        return  # "sans s'arrêter à X, qui est devenue Y", parsed as a series
                    else:
                        node = up
                        continue
                if dep == "advcl" and is_infinitive(node) and is_infinitive(up) and case_of(node) == case_of(up) != "":
                    node = up  # "d'avoir pris X, d'avoir vendu Y": a series, however it hangs
                    continue
                if up == node.head and not self._is_content(node):
                    self._adverbial(node, found)
                    return
                self._adverbial(node, found)
                if not self._operator(up, node, found):
                    return
            else:
                if self._beside_a_plan(node):
                    found.apply("planned", "future")
                    return
                named = dep == "xcomp" and lemma(up) in APPOINTING_VERBS or case_of(node) == "comme"
                named = named or dep in ("xcomp", "obj") and lemma(up) in ATTRIBUTIVE_VERBS
                if named and up.pos_ == "VERB":
                    node = up  # "ne deviendra pas présidente": what is said of the verb is said of the title
                    continue
                if dep not in _NOUN_ROLES:
                    return
                if dep == "conj":
                    node = up
                    continue
                if not self._operator(up, node, found):
                    return
            node = up

    def _beside_a_plan(self, node: Token) -> bool:
        """`X ira à Y lors de sa visite à Z`: the visit is still to come as well."""
        if not case_matches(node, _BESIDE):
            return False
        return self._is_ahead(node)

    def _is_ahead(self, node: Token) -> bool:
        """Whether what the verb above says is still to come."""
        verb = next((t for t in node.ancestors if is_verbal(t)), node)
        own = Factuality()
        self._own_marks(verb, own)
        return own.planned

    @staticmethod
    def _participle(node: Token) -> bool:
        return "Part" in node.morph.get("VerbForm") or "Inf" in node.morph.get("VerbForm")

    @staticmethod
    def _skip_conjuncts(node: Token) -> Token:
        while node.dep_ == "conj" and node.head != node:
            node = node.head
        return node

    @staticmethod
    def _is_content(node: Token) -> bool:
        """Whether the clause completes the word above it; relative and participle clauses do not."""
        dep = node.dep_
        if dep == "acl:relcl" and node.head.pos_ == "NOUN":
            # "la version selon laquelle …", "le bruit court que …" that the parser took for a relative
            return any(opens_content(c, node) or case_of(c) == "selon" and lower(c) in RELATIVE_PRONOUNS for c in node.children)
        if dep not in _CONTENT:
            return False
        if dep == "acl":
            return is_infinitive(node) or any(lower(c) in ("que", "qu'") for c in node.children if c.dep_ == "mark")
        if dep in ("advcl", "obl:mod", "obl", "nmod"):
            return is_infinitive(node) and case_of(node) in ("", "à", "de")
        return dep != "parataxis"

    def _adverbial(self, node: Token, found: Factuality) -> None:
        if is_infinitive(node) and (case_of(node) == "avant de" or lower(node.head) == "avant") and self._is_ahead(node):
            found.apply("planned", "future")  # "sera adopté avant d'être promulgué"
        linker = linker_of(node, self._operators.linkers)
        if linker is not None:
            found.apply(self._operators.linkers[linker], linker)
            return
        case = case_of(node)
        # "afin" with a clause of its own is no mark of this one
        marks = {lower(c) for c in node.children if c.dep_ in ("mark", "case", "advmod") and not children(c, "ccomp")}
        if node.dep_ in ("advcl", "obl:mod", "obl", "acl", "xcomp", "nmod", "obl:arg"):
            if marks & {"sans"}:
                found.deny("sans")
            elif (case in _PLANNED_CASES or marks & {"pour", "afin"}) and is_infinitive(node) and not self._is_done(node):
                found.apply("planned", case or "pour")
        elif lower(node.head) == "afin":
            found.apply("planned", "afin de")
        if self._is_left_open(node):
            found.apply("hedged", "subjunctive")
        if is_finite(node) and any(is_if(c) and c.dep_ in ("mark", "case", "advmod", "expl:comp") for c in node.children):
            found.apply("hedged", "si")

    def _is_left_open(self, node: Token) -> bool:
        """`il n'a jamais été question que X vende Y`: a clause in the subjunctive, or under what is not so, when nothing else
        is known of the word above."""
        up = self._operators.governor(node)
        if up == node or node.dep_ == "acl:relcl" or not any(lower(c) in ("que", "qu'") for c in node.children if c.dep_ != "obj"):
            return False
        known = self._operators.operator(up) or self._operators.speech(up) or self._operators.adjectives.get(lemma(up))
        if known is not None or self._operators.is_factive(up):
            return False
        above = {lower(c) for c in up.children}
        denied = "il" in above and bool(above & NEGATIONS)
        return denied or any("Sub" in t.morph.get("Mood") for t in (node, *children(node, "aux", "cop")))

    def _is_done(self, node: Token) -> bool:
        """`condamné pour avoir vendu X`, `a quitté X pour rejoindre Y`: a cause or an outcome, no aim."""
        if any(c.dep_ != "aux:pass" and lemma(c) in ("avoir", "être") for c in children(node, "aux")):
            return True
        up = node.head if node.head.pos_ == "VERB" else node.head.head
        return lemma(up) in self._operators.leaving and is_past(up)

    def _own_marks(self, node: Token, found: Factuality) -> None:
        """Negation, mood, tense and adverbs on the word itself and on its auxiliaries."""
        verbs = [node, *(c for c in node.children if c.dep_.startswith(("aux", "cop")))]
        around = [c for v in verbs for c in v.children if not precedes_infinitive(c, node)]
        around += [t for t in before_infinitive(verbs) if t not in around]
        words = {pronoun_or_none(c) for c in around if c.dep_ in ("advmod", "advcl", "obl:mod", "det", "cc", "neg", "obj", "nsubj", "obl", "mark")}
        has_ne = bool(words & {"ne", "n'"})
        if has_ne and not words & (NEGATIONS | _NO_ONE):
            words |= particles(verbs, around)
        behind = (c for c in node.subtree if c.i > node.i and c.dep_ in ("advmod", "mark", "case", "cc"))
        # that of "rien ne prouve que …" opens a clause
        only = has_ne and any(lower(c) in ("que", "qu'") and not (c.dep_ == "mark" and is_finite(c.head)) for c in behind)
        if has_ne and words & (NEGATIONS | _NO_ONE | {"ni"}):
            exclusive = only and not words & {"pas", "jamais"}
            counted = found.negated and found.marks[:1] == ["aucun"] and "pas" not in words
            if not_before(node) and not found.negated:
                found.apply("planned", "pas avant")
            elif any(lower(c) in _NOT_ALWAYS and lower(c.nbor(-1)) == "pas" for c in around if c.i):
                found.apply("hedged", "pas toujours")
            elif not exclusive and not counted and not words & _NOT_ONLY:
                if words & {"rien"} and not is_past(node):
                    found.two_way = False  # "rien n'empêche X de": he may
                found.deny("ne … " + next(iter(sorted(words & (NEGATIONS | _NO_ONE))), "pas"))
        elif has_ne and lemma(node) in self._operators.cessation:
            found.deny("ne")  # "n'a cessé de"
        elif node.pos_ in ("VERB", "ADJ") and node.i and lower(node.nbor(-1)) == "non":
            found.deny("non")  # "les pays non qualifiés pour X"
        elif not has_ne and not ne_above(node) and ("pas" in words or "jamais" in words and not is_finite(node)):
            found.deny("pas")
        if node.pos_ in ("NOUN", "PROPN"):
            if is_none_of_it(node) and not found.negated:
                found.deny("pas de")
            if case_of(node) == "sans":
                found.deny("sans")
            elif case_of(node) == "vers" and node.head == node:
                found.apply("planned", "vers")  # "Vers un rachat de X": a headline
            elif (linker := linker_of(node, self._operators.linkers)) not in (None, "sans"):
                found.apply(self._operators.linkers[linker], linker)
            for child in node.children:
                if child.dep_ in ("amod", "acl") and not is_infinitive(child):
                    status = next((s for f in forms(child) if (s := self._operators.plain_adjectives.get(f))), None)
                    found.apply(status or "asserted", lower(child))
        if has_copula(node) and node.pos_ in ("VERB", "AUX"):
            for child in node.children:
                # "L'objectif est de …", "le risque est que …"
                if child.dep_ in SUBJECTS and (status := self._operators.nouns.get(lemma(child))):
                    found.apply(status, lower(child))
        for verb in verbs:
            mood, tense = verb.morph.get("Mood"), verb.morph.get("Tense")
            if "Cnd" in mood:
                if lemma(verb) == "devoir":
                    found.apply("planned", "devrait")
                elif "Past" not in tense and not verb.dep_.startswith("aux:tense") and _reported_in_past(node):
                    found.apply("planned", "future in the past")
                else:
                    found.apply("hedged", "conditional")
            elif "Fut" in tense and "Ind" in (mood or ["Ind"]) and verb.pos_ in ("VERB", "AUX"):
                found.apply("planned", "future")
        for child in node.children:
            if child.dep_ in ("advmod", "obl:mod", "discourse", "obl"):
                status = self._operators.adverbs.get(lower(child)) or self._operators.adverbs.get(_phrase(child))
                if status and status != "negated":
                    found.apply(status, lower(child))

    def _operator(self, up: Token, node: Token, found: Factuality) -> bool:
        """Apply the word above; False when its influence, and that of all above it, ends here."""
        word = lemma(up)
        verbal_content = is_verbal(node) or self._participle(node)
        if up.pos_ in ("NOUN", "PROPN") and not has_copula(up):
            word = word if word in self._operators.nouns else lower(up)  # "offre" with the lemma of "offrir"
            status = self._operators.nouns.get(word)
            if status is None and not {word, lemma(up)} & self._operators.say_nouns.keys():
                return False
            if status is not None:
                found.apply(status, word)
            return True
        object_ = node.dep_ in ("obj", "obl:arg") or is_second_subject(node)
        if not verbal_content and node.dep_ in SUBJECTS and not object_:
            return self._event_as_subject(up, node, found)
        if up.pos_ in ("ADJ", "NOUN", "ADV") and has_copula(up):
            status = self._operators.adjectives.get(word)
            if status is not None:
                found.apply(status, word)
            return verbal_content or status is not None
        if up.pos_ not in ("VERB", "AUX"):
            return False
        if verbal_content and self._operators.is_factive(up):
            return False  # "ne cache pas vouloir": whatever is said of it
        mode = self._operators.speech(up)
        operator = self._operators.operator(up)
        said = lemma(node) in self._operators.say_nouns or word not in self._operators.infinitive_only
        if mode is not None and (verbal_content or object_ and said):
            if operator is not None and not is_finite(node) and operator.takes(node):
                found.apply(operator.status, word)  # "promet de racheter X", "promet le rachat de X"
            self._say(mode, up, found)
            # "dément vouloir vendre": the wish is no speech, what stands above it still counts
            return mode == "plan" and is_infinitive(node)
        if verbal_content:
            # "a pour objectif de", "pose comme priorité de"
            for child in up.children:
                if child.dep_.startswith(("obj", "obl")) and (aim := self._operators.nouns.get(lemma(child))):
                    found.apply(aim, lower(child))
        if operator is not None and (verbal_content or operator.takes(node)):
            if verbal_content and not operator.takes(node):
                return False
            if word in _DONE_IN_THE_PAST and is_compound_past(up) and not is_passive(node) and not has_copula(node):
                return True  # "a dû fermer X": has closed it
            if operator.status == "planned" and is_finite(node) and is_past(node):
                return True  # "entendre que X est mort": it has happened
            found.ceased = operator.status == "negated" and word in self._operators.cessation
            found.two_way = operator.status == "negated" and word in self._operators.two_way
            found.apply(operator.status, word)
            return True
        # a subordinate clause under any other verb of complement, e.g. "il semble que"
        return verbal_content and node.dep_.startswith(("xcomp",)) and node.pos_ == "VERB"

    def _event_as_subject(self, up: Token, node: Token, found: Factuality) -> bool:
        """`le rachat de X aura lieu en mai`: what is said of an event tells whether it comes to pass, or takes it for granted."""
        if up.pos_ not in ("VERB", "AUX"):
            mode = self._operators.say_nouns.get(lemma(up)) if up.pos_ == "NOUN" else None
            if mode in ("doubt", "plan"):
                self._own_marks(up, found)
                self._say(mode, up, found)  # "le rachat n'est qu'une hypothèse"
                return False
            status = self._operators.adjectives.get(lemma(up))
            found.presupposed = status is None
            found.apply(status or "asserted", lemma(up))
            return status is not None
        if lemma(up) in _COPULAR:
            # "la participation de X reste suspendue à Y, reste incertaine"
            up = next((c for c in up.children if c.dep_ == "xcomp" and c.pos_ in ("ADJ", "VERB") and not is_infinitive(c)), up)
        hedging = next((form for form in forms(up) if self._operators.occurrence.get(form) == "hedged"), None)
        if hedging is not None and children(up, "obl:arg") or up.pos_ == "ADJ" and self._operators.adjectives.get(lemma(up)) == "hedged":
            found.apply("hedged", hedging or lemma(up))
            return False
        bottom, way = up, []
        while infinitive := next((c for c in bottom.children if c.dep_ == "xcomp" and is_infinitive(c)), None):
            way.append(bottom)
            bottom = infinitive
        passive = is_passive(bottom)
        name = f"se {lemma(bottom)}" if is_reflexive(bottom) else lemma(bottom)
        status = self._operators.occurrence.get("avoir lieu" if name == "avoir" and any(lower(c) == "lieu" for c in bottom.children) else name)
        if status is None and passive:
            operator, mode = self._operators.operator(bottom), self._operators.speech(bottom)
            if mode is not None and lemma(bottom) not in self._operators.infinitive_only:
                self._say(mode, bottom, found)
                return False
            status = operator.status if operator is not None and operator.takes_nouns else None
        elif status == "planned" and not passive:
            status = None
        if status is None:
            found.presupposed = True
            finite = [up, *children(up, "aux", "cop")]
            if any("Cnd" in t.morph.get("Mood") for t in finite):
                found.apply("hedged", "conditional")
            elif is_passive(up) and any("Fut" in t.morph.get("Tense") for t in finite):
                found.apply("planned", "future")
            return False
        own = Factuality()
        self._own_marks(bottom, own)
        if passive and status == "asserted" and own.negated:
            found.apply("hedged", "not settled")  # "le départ de X n'est pas encore acté"
            return False
        found.apply(status, name)
        if way:
            self._own_marks(bottom, found)
        for verb in reversed(way):
            if (operator := self._operators.operator(verb)) is not None:
                found.apply(operator.status, lemma(verb))
        return True

    def _say(self, mode: str, verb: Token, found: Factuality) -> None:
        if mode == "deny":
            found.deny(lemma(verb))
        elif mode in ("doubt", "wonder"):
            if lemma(verb) == "douter" and any(lower(c) in NEGATIONS for c in verb.children):
                return  # "ne doute pas que": holds it to be so
            found.apply("hedged", lemma(verb))
        elif mode in ("plan", "order"):
            found.apply("planned", lemma(verb))
        elif lemma(verb) in self._operators.charging or lemma(verb) in self._operators.accusing and is_passive(verb) and not children(verb, "obl:agent"):
            found.apply("hedged", lemma(verb))
        wrongly = [" ".join(lower(t) for t in c.subtree if t.i <= c.i and not t.is_punct) for c in verb.children if lower(c) not in NEGATIONS]
        if any(self._operators.adverbs.get(phrase) == "negated" for phrase in wrongly):
            found.deny("à tort")
        own = Factuality()
        self._own_marks(verb, own)
        above = Factuality()
        if is_infinitive(verb) and children(verb, "ccomp"):
            self._climb(verb, above)  # "n'a pas permis d'établir que"
        if own.negated or above.negated:
            # "n'a pas dit que": left open; "n'a pas démenti que": not denied
            found.negated = False
        if own.negated or own.hedged or above.negated:
            found.apply("hedged", "not said")  # "aurait annoncé que": it is not even sure that it was said
        elif own.planned:
            found.apply("planned", "to be said")


def _phrase(token: Token) -> str:
    return " ".join(lower(t) for t in token.subtree if not t.is_punct)


def _reported_in_past(node: Token) -> bool:
    """`a indiqué qu'il la recevrait`: seen from then, a future."""
    up = governor(node)
    reported = node.dep_.startswith(("ccomp", "advcl", "obj")) or up != node.head
    return reported and up.pos_ == "VERB" and any(lower(c) in ("que", "qu'") for c in node.children) and is_past(up)
