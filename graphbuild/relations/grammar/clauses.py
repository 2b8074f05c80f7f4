"""Who does what in a clause, whatever its construction.

In comes a verb of a parsed text; out goes a `Clause`: its deep subjects and objects (active voice),
with the way each was reached. Here, and only here, live passive, relative, participle, gerund,
infinitive with understood subject, causative, cleft and coordination; the lexicon knows none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from .agreement import agrees, is_bare_behind, is_too_few
from .incises import InciseReader
from .operators import Operators
from .relatives import (
    agreeing,
    denied_focus,
    name_behind,
    noun_before,
    opens_content,
    phrase_before,
    phrases_behind_relative,
    presented,
    relative_antecedent,
)
from .syntax import (
    OBJECTS,
    RELATIVE_PRONOUNS,
    SUBJECTS,
    TIMES,
    ancestors_until,
    case_of,
    children,
    has_copula,
    heads_preposition,
    is_finite,
    is_infinitive,
    is_nominal,
    is_passive,
    is_past_participle,
    is_reflexive,
    is_verbal,
    lemma,
    lower,
    stands_as_noun,
)
from .topics import subject_after, topic_of

# How much less sure an argument is for each step that the sentence leaves unsaid.
SHARED, UNDERSTOOD = 0.95, 0.9
# An argument found where the parser should have had it.
STRAYED = 0.85


@dataclass(frozen=True, slots=True)
class Argument:
    """A phrase, by its head token, with the way it was reached and how sure that way is."""

    token: Token
    way: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its deep arguments. `open_participle` marks a bare past participle on a noun, which
    may be passive (`fondée par`) or active (`née à`, `associé à`): `bearer` is that noun."""

    verb: Token
    subjects: tuple[Argument, ...] = ()
    objects: tuple[Argument, ...] = ()
    passive: bool = False
    reflexive: bool = False
    bearers: tuple[Argument, ...] = ()
    # to whom it is done, where grammar makes it the subject: "X s'est vu infliger une amende"
    datives: tuple[Argument, ...] = ()
    heads: tuple[Token, ...] = field(default=())


class ClauseReader:
    """Reads clauses of one text; answers are kept, since every frame asks for the same verbs."""

    def __init__(self, operators: Operators, incises: InciseReader, items: Mapping[int, Token]) -> None:
        """`items` are the subjects of verbs that open items of lists (`item_subjects`)."""
        self._operators = operators
        self._items = items
        self._incises = incises
        self._clauses: dict[int, Clause] = {}
        self._surface: dict[int, tuple[Argument, ...]] = {}

    def read(self, verb: Token) -> Clause:
        """The clause of `verb`."""
        if verb.i not in self._clauses:
            self._clauses[verb.i] = self._read(verb)
        return self._clauses[verb.i]

    def _read(self, verb: Token) -> Clause:
        passive = is_passive(verb)
        participle = not passive and is_past_participle(verb) and not is_finite(verb) and not _shares_auxiliary(verb)
        surface = self.surface_subjects(verb)
        objects = self._objects(verb)
        if verb.i in self._items and not objects:
            objects = tuple(Argument(c) for c in verb.children if c.dep_ == "nsubj")  # "- nomme X directeur": X is named
        if not passive and (incise := self._incises.read(verb)) is not None:
            return Clause(verb, (Argument(incise.speaker, "inversion"),))
        agents = tuple(Argument(c, "obl:agent") for c in verb.children if _is_agent(c))
        if (passive or participle) and not agents:
            agents = self._strayed_agent(verb)
        reflexive = is_reflexive(verb)
        causer = self._reflexive_causative(verb)
        if causer is not None:
            subjects = self._weaken(self.surface_subjects(causer), "caus", SHARED)
            agents = agents or self._strayed_agent(verb)
            objects = tuple(a for a in objects if a.token not in [s.token for s in subjects])
            return Clause(verb, agents, objects, datives=subjects) if objects else Clause(verb, agents, subjects, True)
        if passive:
            return Clause(verb, agents, surface, True, reflexive, surface if is_past_participle(verb) else ())
        if participle:
            return Clause(verb, agents, (), True, reflexive, surface)
        if any(lower(c) == "faire" or c.dep_ == "aux:caus" for c in verb.children):
            objects = tuple(a for a in objects if a.token.dep_ != "obj:agent") or objects
        return Clause(verb, surface, objects, False, reflexive)

    # --- subjects ---

    def surface_subjects(self, verb: Token) -> tuple[Argument, ...]:
        """The grammatical subjects of a verb or of a noun or adjective with copula, said or understood."""
        if verb.i in self._surface:
            return self._surface[verb.i]
        self._surface[verb.i] = ()  # a cycle in a broken parse ends here
        if verb.i in self._items:
            found: tuple[Argument, ...] = (Argument(self._items[verb.i], "item", SHARED),)
        else:
            found = self._find_subjects(verb) or self._inverted_subject(verb) or self._strayed_subject(verb)
        self._surface[verb.i] = found
        return found

    def _find_subjects(self, verb: Token) -> tuple[Argument, ...]:
        # "X a fait savoir": the parser hangs the subject on "fait"
        bearers = [verb, *(c for c in verb.children if c.dep_ == "aux:caus" and self._operators.speech(verb) is not None)]
        bearers += [c for c in verb.children if c.dep_ == "cop"]
        own = [c for v in bearers for c in v.children if c.dep_ in SUBJECTS and (c.pos_ != "VERB" or is_nominal(c))]
        own = [c for c in own if lower(c) not in ("c'", "ce", "ç'")] or own
        # "France : Untel remporte la primaire": what stands before a colon only says where or about what
        own = [c for c in own if c.i > verb.i or not any(t.text == ":" for t in verb.doc[c.i : verb.i])]
        if len(own) > 1:
            # "Propriétaire de X, Y refuse …": the bare noun in front is an apposition
            own = [c for c in own if not _is_fronted(c, own[-1])] or own
        own = [c for c in own if c.pos_ not in ("ADJ", "NUM")] or own  # "qui, la première, a signé X"
        if own and own[-1].i < verb.i:
            # "le concours individuel messieurs": two nouns without comma or "et" are one subject
            own = [c for b, c in zip([None, *own], own) if b is None or not is_bare_behind(b, c)]
        inverted = _inverted_relative(verb)
        if inverted is not None:
            own = [c for c in own if c.i > inverted[0].i] or [inverted[1]]  # "X, que dirige Y, …": X is not who directs
        elif any(c.i < verb.i for c in own) and not _is_inverted(verb):
            own = [c for c in own if c.i < verb.i]  # "X a exclu Y" with two subjects: the second is the object
            if len(own) > 1 and any(t.text == "," for t in verb.doc[own[-2].i : own[-1].i]):
                own = own[-1:]  # "Racheté par son comptable, Y, X relance …": Y is the accountant
        own = [c for c in own if c.i < verb.i or agrees(c, verb)]
        if own:
            named = name_behind(own[0]) or subject_after(own[0]) if len(own) == 1 else None
            if named is not None:
                return (Argument(named, "strayed", STRAYED),)
            return tuple(a for c in own for a in self.resolve_relative(c, verb))
        head, dep = verb.head, verb.dep_.split(":")[0]
        if head == verb:
            if is_past_participle(verb):
                # "Rachetée par X, la maison Y relance …" parsed with the participle on top
                for child in verb.children:
                    if child.i > verb.i and child.pos_ in ("VERB", "AUX") and is_finite(child) and children(child, "nsubj"):
                        return self._weaken(self.surface_subjects(child), "root", SHARED)
            return ()
        cleft = self._cleft_focus(verb, "")
        if cleft is not None:
            return (Argument(cleft, "cleft"),)
        if verb.dep_ == "conj":
            if is_past_participle(verb) and not is_finite(verb) and not _shares_auxiliary(verb) and is_finite(head):
                # "X écrit à son compagnon, mort en 2009": what follows a comma is said of the noun before it
                near = noun_before(verb) if verb.i and verb.nbor(-1).text == "," else None
                if near is not None:
                    return (Argument(near, "strayed", STRAYED),)
            shared = self._weaken(self._subjects_of_head(head), "conj", SHARED)
            return () if len(shared) == 1 and is_too_few(shared[0].token, verb) else shared
        if is_infinitive(verb) and case_of(verb) in ("pour", "afin de") and (dep == "acl" or not is_verbal(head)):
            # "a décrété une mobilisation pour améliorer X": who does the one does the other
            above = next((t for t in (head, *head.ancestors) if is_verbal(t)), None)
            if above is not None:
                return self._weaken(self.surface_subjects(above), "acl", UNDERSTOOD)
        if dep in ("acl", "amod") and (subject := _subject_behind(verb)) is not None:
            return self._weaken((Argument(subject, "fronted"),), "acl", SHARED)
        if dep == "acl":
            if verb.dep_ == "acl:relcl":
                return ()
            if is_infinitive(verb):
                if self._operators.is_addressee(head):
                    return (Argument(head, "acl", UNDERSTOOD),)  # "accuse trois ministres d'avoir …", hung on the ministers
                above = self.surface_subjects(head) if has_copula(head) else self._possessor(head)  # "X est en passe de …"
                return self._weaken(above, "acl", UNDERSTOOD)
            if has_copula(head):
                return self._weaken(self.surface_subjects(head), "acl", SHARED)
            return (Argument(agreeing(verb, head), verb.dep_),)
        if dep == "amod" and head.pos_ in ("NOUN", "PROPN"):
            return (Argument(agreeing(verb, head), "amod"),)
        linking = head.pos_ in ("ADP", "ADV") or head.pos_ == "NOUN" and head.dep_ == "advcl"  # "avant d'être …", "faute d'avoir …"
        if dep in ("xcomp", "ccomp") and is_infinitive(verb) and linking and is_verbal(head.head):
            return self._weaken(self._subjects_of_head(head.head), "advcl", UNDERSTOOD)
        if dep in ("xcomp", "ccomp", "advcl", "obl", "parataxis", "nmod") and is_verbal(head):
            if is_finite(verb) and dep != "parataxis":
                return ()
            if dep == "parataxis" and is_finite(verb):
                return ()
            return self._weaken(self._controller(verb, head), verb.dep_, UNDERSTOOD)
        if dep in ("appos", "dislocated") and head.pos_ in ("NOUN", "PROPN") and not is_finite(verb):
            return (Argument(head, verb.dep_, SHARED),)
        return ()

    @staticmethod
    def _inverted_subject(verb: Token) -> tuple[Argument, ...]:
        return tuple(Argument(c, "inversion", STRAYED) for c in phrases_behind_relative(verb) if agrees(c, verb))[:1]

    @staticmethod
    def _strayed_subject(verb: Token) -> tuple[Argument, ...]:
        """The subject of a finite verb that the parser hung elsewhere: the last bare noun phrase before it
        (`À X, l'usine Y cherche …` parsed with Y coordinated to X)."""
        if not is_finite(verb) or verb.dep_.startswith(("conj", "acl", "aux", "cop")):
            return ()
        start = verb.sent.start
        for child in reversed([t for t in verb.doc[start : verb.i] if t.pos_ in ("NOUN", "PROPN")]):
            if child.dep_ == "conj" and case_of(child.head) and not case_of(child):
                # "Réunis à V, X, Y et Z ont rejeté …": the list is no continuation of V
                listed = [c for c in child.head.children if c.dep_ == "conj" and not case_of(c) and c.i < verb.i]
                path = ancestors_until(child, verb)
                if any(t.text == "," for t in verb.doc[child.head.i : listed[0].i]) and 0 < len(path) <= 4:
                    return tuple(Argument(c, "strayed", STRAYED) for c in listed)
            if child.dep_ not in ("conj", "appos", "dep", "nmod", "obl:mod", "dislocated", "flat:name", "obl:arg"):
                continue
            if case_of(child) or not any(c.dep_ == "det" for c in child.children) and child.pos_ != "PROPN":
                continue
            path = ancestors_until(child, verb)
            if path and len(path) <= 3 and not any(t.pos_ in ("VERB", "AUX") for t in path):
                if child.i and verb.doc[child.left_edge.i - 1].text in (",", "(", ":") or child.left_edge.i == start:
                    return (Argument(child, "strayed", STRAYED),)
        return ()

    @staticmethod
    def _strayed_agent(verb: Token) -> tuple[Argument, ...]:
        """`lancé à grands frais par X`: "par X" hung on the noun before it."""
        for token in verb.subtree:
            nominal = token.pos_ in ("PROPN", "NOUN") or stands_as_noun(token)
            if token.i > verb.i and case_of(token) == "par" and nominal and token.dep_.startswith(("nmod", "obl")):
                path = ancestors_until(token, verb)
                if path and len(path) <= 3 and not any(t.pos_ in ("VERB", "AUX") for t in path):
                    return (Argument(token, "strayed", STRAYED),)
        return ()

    @staticmethod
    def _reflexive_causative(verb: Token) -> Token | None:
        """The word whose subject undergoes the infinitive `verb`: `X s'est vu infliger Y`, `X s'est fait arrêter`."""
        if not is_infinitive(verb) and not any(c.dep_ == "aux:caus" for c in verb.children):
            return None
        above = verb.head if verb.dep_ in ("xcomp", "ccomp") else verb
        carriers = [c for c in verb.children if c.dep_ == "aux:caus"] or ([above] if above != verb else [])
        if not any(lemma(c) in ("voir", "faire", "laisser") for c in carriers):
            return None
        return above if is_reflexive(above) or any(is_reflexive(c) for c in carriers) else None

    def _subjects_of_head(self, head: Token) -> tuple[Argument, ...]:
        return self.surface_subjects(head) if is_verbal(head) else ()

    def _controller(self, verb: Token, head: Token) -> tuple[Argument, ...]:
        """Who does the infinitive, participle or gerund under `head`."""
        completes = verb.dep_.startswith(("xcomp", "ccomp", "obl:arg")) or verb.dep_ == "advcl" and not case_of(verb) and verb.i > head.i
        if completes and is_infinitive(verb):
            control = self._operators.control(lemma(head))
            objects = [c for c in head.children if c.dep_ in OBJECTS and c.pos_ != "VERB"]
            datives = [c for c in head.children if c.dep_ in ("iobj", "obl:arg", "obl") and case_of(c) == "à" and c.pos_ != "VERB"]
            if control in ("object", "dative") and not is_passive(head):
                found = (datives or objects) if control == "dative" else (objects or datives)
                if found:
                    return tuple(a for c in found for a in self.resolve_relative(c, head))
        return self._subjects_of_head(head)

    def _possessor(self, noun: Token) -> tuple[Argument, ...]:
        """Whose plan, intention, refusal: `le projet d'OpenAI de …`, `son projet de …`, subject of the verb above."""
        for child in noun.children:
            if child.dep_.startswith("nmod") and case_of(child) == "de" and child.pos_ in ("PROPN", "NOUN"):
                return (Argument(child, "nmod"),)
            if child.dep_ == "det" and "Yes" in child.morph.get("Poss"):
                return (Argument(child, "det:poss"),)
        if noun.dep_ in ("obj", "obj:lvc", "obl:arg", "obl:mod", "obl", "xcomp") and is_verbal(noun.head):
            return self._subjects_of_head(noun.head)
        return ()

    @staticmethod
    def _weaken(arguments: tuple[Argument, ...], step: str, weight: float) -> tuple[Argument, ...]:
        return tuple(Argument(a.token, f"{a.way}<{step}", a.weight * weight) for a in arguments)

    # --- objects ---

    def _objects(self, verb: Token) -> tuple[Argument, ...]:
        own = [c for c in verb.children if c.dep_ in OBJECTS and not _is_reflexive_clitic(c) and not heads_preposition(c)]
        own = [c for c in own if c == own[0] or not _is_gapped(c)]
        if (inverted := _inverted_relative(verb)) is not None:
            own = [inverted[0]]
        if own and all(lower(c) in ("l'", "le", "la", "les") and c.pos_ == "PRON" for c in own) and (topic := topic_of(verb)) is not None:
            return (Argument(topic, "dislocated", SHARED),)  # "Son prix, X l'a reçu"
        if verb.dep_ == "advcl:cleft" and (case_of(verb.head) or verb.head.pos_ == "NUM" or lemma(verb.head) in TIMES):
            own = [c for c in own if lower(c) not in ("que", "qu'")]  # "c'est le 3 mai que …", "c'est par un courriel que …"
        if len(own) > 1 and (own[0].pos_ == "PROPN" or own[0].text[0].isupper()):
            # "a annulé la Transat, une course …": what follows the name explains it
            own = [c for c in own if c == own[0] or c.pos_ == "PROPN" or not any(t.text == "," for t in verb.doc[own[0].i : c.i])]
        infinitive = next((c for c in verb.children if c.dep_ == "xcomp" and is_infinitive(c)), None)
        if infinitive is not None and self._operators.governs(verb):
            own = [c for c in own if c.i < infinitive.i]  # "compte investir 80 millions": the infinitive's
        if not own and verb.dep_ == "xcomp" and is_infinitive(verb) and self._operators.governs(verb.head):
            own = [c for c in verb.head.children if c.dep_ in OBJECTS and c.i > verb.i]
        dated = [
            g
            for c in verb.children
            if c.i > verb.i and lemma(c) in TIMES
            for g in c.children
            if g.pos_ == "PROPN" and g.dep_.startswith("nmod") and not case_of(g) and g.left_edge.pos_ != "SCONJ"  # "le même jour que X"
        ]
        if dated and not is_passive(verb):
            return (Argument(dated[0], "strayed", SHARED),)  # "a lancé jeudi Orion 4": the name is not the Thursday's
        if own:
            return tuple(a for c in own for a in self.resolve_relative(c, verb))
        antecedent = self._strayed_relative(verb)
        if antecedent is not None:
            return (Argument(antecedent, "strayed", STRAYED),)
        subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN", "X")]
        behind = [c for c in subjects if c.i > verb.i]
        if behind and not is_passive(verb) and not _is_inverted(verb):
            if len(subjects) > len(behind) or not agrees(behind[0], verb):
                return (Argument(behind[0], "strayed", STRAYED),)
        focus = self._cleft_focus(verb, "que")
        if focus is not None:
            return (Argument(focus, "cleft"),)
        # "a conçu et fabriqué X": the object stands after the last verb
        for child in verb.children:
            if child.dep_ == "conj" and child.pos_ == "VERB" and not is_passive(child) and not children(child, "nsubj"):
                shared = [c for c in child.children if c.dep_ in OBJECTS and c.pos_ != "PRON" and not _is_reflexive_clitic(c)]
                between = verb.doc[verb.i + 1 : child.i]
                if shared and len(between) <= 3 and not is_reflexive(verb):
                    return tuple(Argument(c, "obj<conj", SHARED) for c in shared)
        return ()

    @staticmethod
    def _strayed_relative(verb: Token) -> Token | None:
        """`X, que Y vient de sanctionner`: the parser took the pronoun for a conjunction."""
        group = [verb, verb.head] if verb.dep_ == "xcomp" else [verb]
        for token in group:
            if token.dep_ == "ccomp" or token.dep_ == "advcl" and token.i > token.head.i or is_passive(verb):
                continue
            for child in token.children:
                if token.dep_ == "advcl" and verb.doc[max(child.i - 1, 0)].text != ",":
                    continue
                if lower(child) in ("que", "qu'") and child.dep_ == "mark":
                    if opens_content(child, token):
                        return None
                    if token.dep_ == "acl:relcl" and token.head.pos_ in ("NOUN", "PROPN"):
                        return token.head
                    shared = token.head.head if token.dep_ == "conj" and token.head.dep_ == "acl:relcl" else None
                    return phrase_before(child) or shared  # "X, qui grandit et que dirige Y"
        return None

    # --- relatives and clefts ---

    def resolve_relative(self, token: Token, verb: Token) -> tuple[Argument, ...]:
        """`token`, or what it stands for when it is a relative pronoun."""
        if token.pos_ in ("PRON", "SCONJ", "DET", "ADP") and lower(token) in RELATIVE_PRONOUNS:
            clause = verb
            while clause.dep_ == "conj" and clause.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
                clause = clause.head
            if opens_content(token, verb):
                return ()
            antecedent = relative_antecedent(token)
            near = noun_before(token)
            if antecedent is not None and near is not None and _is_apposed(near) and antecedent in near.ancestors:
                antecedent = near  # "son modèle, X, qui …": the name just before, not the noun above it
            if antecedent is not None and antecedent.dep_ == "conj" and any(lower(c) == "non" for c in antecedent.children):
                antecedent = antecedent.head  # "C'est X, et non Y, qui …"
            if antecedent is not None:
                if (focus := presented(antecedent)) is not None:
                    return (Argument(focus, f"{token.dep_}>{clause.dep_}", SHARED),)
                denied = next((d for m in (antecedent, antecedent.head) if (d := denied_focus(m)) is not None), None)
                members = [m for m in (denied, antecedent) if m is not None]
                return tuple(Argument(m, f"{token.dep_}>{clause.dep_}") for m in members)
            antecedent = phrase_before(token)
            return (Argument(antecedent, "strayed", STRAYED),) if antecedent is not None else ()
        return (Argument(token, token.dep_),)

    def _cleft_focus(self, verb: Token, pronoun: str) -> Token | None:
        """X in `c'est X que OpenAI lance`: object of the verb under it."""
        if verb.dep_ not in ("advcl:cleft", "acl:relcl", "ccomp") or not pronoun:
            return None
        head = verb.head
        if not has_copula(head) or case_of(head):
            return None
        is_cleft = any(lower(c) in ("c'", "ce") and c.dep_ in SUBJECTS | {"expl:subj"} for c in head.children)
        marked = any(lower(c) in ("que", "qu'") for c in verb.children)
        return head if is_cleft and marked else None


def _shares_auxiliary(verb: Token) -> bool:
    """`a encouragé X et mis en place Y`: the second participle has the auxiliary of the first."""
    return verb.dep_ == "conj" and any(c.dep_.startswith("aux") for c in verb.head.children) and not is_passive(verb.head)


def _subject_behind(participle: Token) -> Token | None:
    """X in `Élue maire de Y, décorée de la médaille de Z, X siège …`: what a sentence that begins with a phrase without
    article goes on to say, comma by comma, is said of the subject that follows."""
    doc = participle.doc
    start = participle.left_edge.i + (participle.left_edge.text == ",")
    first = next((t for t in participle.sent if not t.is_space), participle)
    if not is_past_participle(participle) or first.i >= start or first.pos_ not in ("NOUN", "ADJ", "VERB") or doc[start - 1].text != ",":
        return None
    main = next((t for t in participle.ancestors if t.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and is_finite(t)), None)
    subjects = [c for c in main.children if c.dep_ in SUBJECTS and c.i > participle.i] if main is not None else []
    if not subjects or doc[subjects[0].left_edge.i - 1].text != ",":
        return None
    return None if any(is_finite(t) or t.text == ":" for t in doc[first.i : subjects[0].left_edge.i]) else subjects[0]


def _is_apposed(token: Token) -> bool:
    """`son modèle, X, qui …`, also where the parser takes X for a conjunct."""
    return token.dep_ == "appos" or token.dep_ == "conj" and not any(c.dep_ == "cc" for c in token.children)


def _is_fronted(token: Token, subject: Token) -> bool:
    """A noun without article, set off by a comma before the real subject."""
    if token.i >= subject.i or token.pos_ not in ("NOUN", "ADJ") or any(c.dep_ == "det" for c in token.children):
        return False
    return any(t.text == "," for t in token.doc[token.i : subject.i])


def _inverted_relative(verb: Token) -> tuple[Token, Token] | None:
    """`que` and Y in `X, que dirige depuis longtemps Y`, where the parser has X as the subject or Y as an object."""
    relative = next((c for c in verb.children if c.dep_ == "obj" and lower(c) in ("que", "qu'") and c.i < verb.i), None)
    if relative is None or any(c.dep_ in SUBJECTS and relative.i < c.i < verb.i for c in verb.children):
        return None
    behind = [c for c in verb.children if c.i > verb.i and c.dep_ in SUBJECTS | OBJECTS and c.pos_ in ("NOUN", "PROPN") and not case_of(c)]
    return (relative, behind[0]) if behind else None


def _is_gapped(token: Token) -> bool:
    """B in `X diffuse A et Y B`: what somebody else does with the same verb, which is not said again."""
    place = token.left_edge.i - 1
    if token.doc[place + 1].pos_ != "DET" or place <= token.sent.start or token.doc[place].pos_ != "PROPN":
        return False
    while place > token.sent.start and token.doc[place].pos_ == "PROPN":
        place -= 1
    return lower(token.doc[place]) == "et"


def _is_inverted(verb: Token) -> bool:
    """`X a-t-il vendu Y`: a clitic behind the verb or its auxiliary repeats the subject."""
    return any(c.text.startswith(("-", "–")) and c.dep_.startswith(("nsubj", "expl")) for v in (verb, *verb.children) for c in v.children)


def _is_agent(token: Token) -> bool:
    adjunct = token.dep_ in ("obl", "obl:arg", "obl:mod", "nmod") and case_of(token) == "par" and token.pos_ in ("NOUN", "PROPN", "PRON", "X")
    return (token.dep_ == "obl:agent" or adjunct) and not _is_manner(token)


def _is_manner(noun: Token) -> bool:
    """Whether `par` tells how, not by whom: `par moments`, `par voie maritime`; who does a thing has an article or a name."""
    return noun.pos_ == "NOUN" and noun.text.islower() and not any(
        c.dep_.split(":")[0] in ("det", "nummod") or c.pos_ == "PROPN" for c in noun.children
    )


def _is_reflexive_clitic(token: Token) -> bool:
    return lower(token) in ("se", "s'", "-se") or "Yes" in token.morph.get("Reflex")
