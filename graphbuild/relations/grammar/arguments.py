"""From the head of a phrase to what it names: an entity of the document, a value, or a noun phrase.

In come tokens, the document's entities (`doc._.gb_entities`) and values (`doc._.gb_values`); out go
`Ref`s, plain values that the language layer turns into entities. A phrase is reduced to the words that
name the thing: no determiner, no relative clause, no apposition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token

from ...resources import read_nouns, read_words
from ..refs import Ref, noun_types, satisfies
from .attachment import coordination
from .clitics import owners_by_clitic
from .lists import ListReader
from .marks import label_of, within_marks
from .naming import NamingReader, comma_between
from .own_voice import own_words
from .prepositions import contract
from .relatives import name_behind
from .syntax import (
    RELATIVE_PRONOUNS,
    SUBJECTS,
    TIMES,
    case_of,
    children,
    first_conjunct,
    forms,
    has_copula,
    heads_preposition,
    lemma,
    lower,
)

VALUE_TYPES = {"Date": {"DATE", "TIME"}, "Quantity": {"QUANTITY", "MONEY", "PERCENT", "DURATION", "NUMBER", "SCORE"}}
MAX_WORDS = 14
_SUCH = frozenset({"tel", "telle", "telles", "tels"})
_NAMED_COMPLEMENTS = frozenset({"vers", "contre", "entre", "sur", "dans", "avec", "chez"})


class ArgumentReader:
    """Resolves phrases of one text."""

    def __init__(self, doc: Doc, lang: str) -> None:
        self._doc = doc
        self._nouns = read_nouns(lang)
        self._types = noun_types(lang)
        config = read_words(lang, "arguments.yaml")
        self._partitives = frozenset(config["partitives"])
        self._some = frozenset(config["partitive_pronouns"])
        self._vessels = frozenset(config["vessels"])
        self._links = frozenset(config["vessel_links"])
        self._carriers = frozenset(config["carriers"])
        self._voices = frozenset(config["voices"])
        self._agent_endings = tuple(config["agent_endings"])
        self.understood_objects = frozenset(config["understood_objects"])
        self.changes = frozenset(config["changes"])
        self.made = frozenset(config["made_relations"])
        self._complements = frozenset(config["complement_prepositions"])
        self._degrees = frozenset(config["degrees"])
        self._rounds = frozenset(config["rounds"])
        self._spots = frozenset(config["spots"])
        self._adverbials = frozenset(_bare(phrase) for phrase in config["adverbials"])
        self.entities: list[dict[str, Any]] = list(doc._.gb_entities or ())
        self._mentions: dict[int, tuple[int, int, int, str]] = {}
        # "la métropole de Toulon" identifies as a name does
        names = {i for e in self.entities for start, end, kind in e["mentions"] if kind == "name" for i in range(start, end)}
        self.named: list[bool] = [
            any(kind == "name" or kind == "nominal" and not names.isdisjoint(range(start, end)) for start, end, kind in e["mentions"])
            for e in self.entities
        ]
        for index, entity in enumerate(self.entities):
            for start, end, kind in entity["mentions"]:
                tokens = range(start, end) if kind == "name" else [doc[start:end].root.i]
                for i in tokens:
                    known = self._mentions.get(i)
                    if known is None or (known[3] != "name" and kind == "name"):
                        self._mentions[i] = (start, end, index, kind)
        self._groups = {doc[g["start"] : g["end"]].root.i: g for g in doc._.gb_groups or ()}
        offices, greetings, senders = (frozenset(config[key]) for key in ("heads", "greetings", "senders"))
        for i, meant in own_words(doc, self.entities, greetings, offices, senders).items():
            self._mentions.setdefault(i, (i, i + 1, meant, "pronoun"))
        for i, owner in owners_by_clitic(doc, self.entities, self._mentions).items():
            self._mentions.setdefault(i, (i, i + 1, owner, "pronoun"))
        self._coordinated = coordination(doc, self.is_adverbial)
        self._members: dict[int, list[int]] = {}
        for member, first in self._coordinated.items():
            self._members.setdefault(first, []).append(member)
        nouns, words = ("kinship", "leaders"), ("calling", "organs", "premises")
        lists = {key: frozenset(self._nouns[key]) for key in nouns} | {key: frozenset(config[key]) for key in words}
        self.naming = NamingReader(doc, self, lists)
        self._values: dict[int, dict[str, Any]] = {}
        self.values: list[dict[str, Any]] = list(doc._.gb_values or ())
        for value in self.values:
            for i in range(value["start"], value["end"]):
                self._values[i] = value
        self.lists = ListReader(doc, self)

    # --- what a token is ---

    def conjuncts(self, token: Token) -> list[Token]:
        """`token` and what is coordinated to it, in text order."""
        found = [token]
        # a parser may hang what is coordinated to a name on its last word
        words = [c for c in token.children if c.dep_.startswith("flat") and self.is_name(c)] if self.is_name(token) else []
        for child in (c for word in (token, *words) for c in word.children):
            if child.dep_ == "conj" and child.i not in self._coordinated and self._is_listed(token, child):
                found.extend(self.conjuncts(child))
        for i in self._members.get(token.i, ()):
            if i != token.i:
                found.extend(self.conjuncts(self._doc[i]))
        return sorted(found, key=lambda t: t.i)

    def _is_listed(self, token: Token, member: Token) -> bool:
        """Whether two phrases that the parser coordinates are one list: no colon between them, and a word such as `et`
        where one is a name and the other is none (`X remporte l'étape, Y toujours en jaune`)."""
        between = [lower(t) for t in self._doc[min(token.i, member.i) : max(token.i, member.i)]]
        if ":" in between or ";" in between or heads_preposition(member):
            return False
        if self.is_name(token) == self.is_name(member) or "," not in between:
            return True
        return any(c.dep_ == "cc" for t in (token, member, *member.children) for c in t.children)

    def mention_at(self, token: Token) -> tuple[int, int, int, str]:
        """Start, end, entity and kind of the mention with this token, which must have one."""
        return self._mentions[token.i]

    def satisfies(self, ref: Ref, wanted: Iterable[str]) -> float:
        """How well the argument fits one of these classes (`refs.satisfies`)."""
        fit = satisfies(ref, wanted, self._agent_endings)
        if fit == 0.0 and ref.named and ref.type == "Product" and "Work" in wanted and "Document" not in wanted:
            return 0.7  # a name alone seldom tells a film from a product: "le réalisateur de X"
        if fit == 0.0 and ref.entity is not None and ref.type in ("Place", "Organization"):
            # "théâtre X", "hôtel Y": a body by its noun, whatever the recogniser makes of it
            kind = self._types.get(ref.label.split()[0].lower())
            if kind in ("Place", "Organization") and kind != ref.type:
                return 0.8 * satisfies(replace(ref, type=kind), wanted)
        return fit

    def entity_at(self, token: Token) -> int | None:
        """The entity that a name, nominal or pronoun with this token refers to."""
        found = self._mentions.get(token.i)
        return found[2] if found else None

    def is_name(self, token: Token) -> bool:
        """Whether the token belongs to a proper name."""
        found = self._mentions.get(token.i)
        return bool(found and found[3] == "name")

    def is_inside_name(self, token: Token) -> bool:
        """Whether the word belongs to a longer name and does nothing by itself: `vendre` in « La Mer à vendre »."""
        return self.is_name(token) and self._mentions[token.i][0] < token.i

    def value_at(self, token: Token, *kinds: str) -> dict[str, Any] | None:
        """The date, quantity … at this token, if it is of one of `kinds` (`Date`, `Quantity`)."""
        value = self._values.get(token.i)
        if value is None or not kinds:
            return value
        return value if any(value["label"] in VALUE_TYPES[kind] for kind in kinds) else None

    def words_of_value(self, token: Token) -> list[Token]:
        """The words of the figure or date that `token` belongs to; else `token` alone."""
        value = self._values.get(token.i)
        return [token] if value is None else list(self._doc[value["start"] : value["end"]])

    def figures_after(self, head: Token) -> list[dict[str, Any]]:
        """The figures that follow `head` in its sentence."""
        return [v for v in self.values if head.i < v["start"] < head.sent.end and v["label"] in VALUE_TYPES["Quantity"]]

    def noun_type(self, token: Token) -> str:
        """What a common noun denotes, by the lexicon; Concept when it does not say."""
        if token.pos_ == "PROPN":
            return "Thing"
        written = (token.text,) if token.i > token.sent.start else ()  # "l'État" is no state of things
        found = next((self._types[form] for form in (*written, lemma(token), lower(token)) if form in self._types), "Concept")
        if found == "Concept" and token.pos_ == "NOUN":
            # "tremblement de terre", "tour de table": the words together are in the list
            phrase, words = lemma(token), self._doc[token.i + 1 : min(token.i + 4, token.sent.end)]
            for word in words:
                phrase = f"{phrase} {lower(word)}".replace("' ", "'")
                found = self._types.get(phrase, found)
        if found == "Person" and "Plur" in token.morph.get("Number"):
            return "Group"
        return found

    # --- references ---

    def resolve(self, token: Token, *, spread: bool = True, figures: bool = True) -> list[Ref]:
        """What the phrase headed by `token` names; one Ref for each member of a coordination.

        Empty for pronouns without antecedent and for phrases that name nothing. Without `figures`, a
        counted noun is the thing and not its number: `90 000 sandwichs` names sandwichs, `61 % des adhérents` adhérents.
        """
        members = self.conjuncts(token) if spread else [token]
        found: list[Ref] = []
        for member in members:
            for ref in self._resolve_one(member):
                value = self._values.get(ref.start) if ref.value is not None else None
                counted = not figures and value is not None and value["label"] in ("PERCENT", "QUANTITY")
                words = (member, *self.words_of_value(self._doc[ref.start]))
                noun = next((t for t in words if t.pos_ == "NOUN" and t.text[0].isalpha()), None)
                phrase = self.phrase(noun) if counted and noun is not None else None
                found.append(phrase or ref)
                if spread and not figures:
                    found.extend(r for name in self.lists.included(member) for r in self._resolve_one(name))
        return found

    def _resolve_one(self, token: Token, depth: int = 0) -> list[Ref]:
        mention = self._mentions.get(token.i)
        if mention and mention[3] == "name":
            return [self._entity_ref(mention, token)]
        if token.i in self._groups:
            return self._members_of(self._groups[token.i], token)
        inner = self._through_vessel(token) if depth < 3 else []
        if inner:
            return [ref for t in inner for m in self.conjuncts(t) for ref in self._resolve_one(m, depth + 1)]
        name = self.naming.title_name(token) or self.naming.apposed_name(token) or self.naming.called_name(token)
        if name is not None:
            ref = self._entity_ref(self._mentions[name.i], token)
            kind = self.noun_type(token)
            # the noun says what the name is: "l'organisation clandestine X"
            found = [replace(ref, type=kind) if kind not in ("Concept", "Thing", "Group") else ref]
            if "Plur" in token.morph.get("Number"):
                # "les géants X et Y"
                others = [m for m in self.conjuncts(name) if m.i != name.i and self.is_name(m)]
                found += [replace(self._entity_ref(self._mentions[m.i], m), head=token.i) for m in others]
            return found
        if depth < 3 and (listed := self.lists.enumerated(token)):
            return [ref for t in listed for ref in self._resolve_one(t, depth + 1)]
        if examples := self.lists.examples(token):
            return [ref for t in examples for m in self.conjuncts(t) for ref in self._resolve_one(m, depth + 1)]
        if mention and self.naming.premises_end(token) is None:
            return [self._entity_ref(mention, token)]
        stand_in = self.stands_for(token) if depth < 3 else None
        if stand_in is not None:
            return self._resolve_one(stand_in, depth + 1)
        value = self._values.get(token.i)  # "plus de 4 300 coureurs" begins with an adverb
        wordy = token.pos_ in ("PRON", "DET", "SCONJ", "PUNCT", "CCONJ", "ADP", "ADV", "AUX", "VERB")
        if wordy and not (value is not None and token.pos_ == "ADV") or lower(token) in RELATIVE_PRONOUNS:
            return []
        if value is not None:
            return [self.value_ref(value, token)]
        if token.pos_ not in ("NOUN", "PROPN", "X", "ADJ", "NUM") or token.pos_ == "ADJ" and lower(token) in self._degrees:
            return []
        phrase = self.phrase(token)
        return [phrase] if phrase else []

    def _entity_ref(self, mention: tuple[int, int, int, str], head: Token) -> Ref:
        start, end, index, kind = mention
        entity = self.entities[index]
        # "Grand Prix de l'Académie": its own noun says that it is an award
        award = any(self._types.get(word) == "Award" for word in entity["label"].lower().split()[:2])
        type_ = "Award" if award and entity["type"] not in ("Person", "Place", "Organization") else entity["type"]
        return Ref(start, end, entity["label"], type_, index, None, kind, self.named[index], head.i)

    def is_group(self, ref: Ref) -> bool:
        """Whether the reference is one of several that a phrase stands for: `les deux groupes`."""
        return ref.head in self._groups

    def _members_of(self, group: dict[str, Any], head: Token) -> list[Ref]:
        """Those for whom `ils`, `les deux hommes` stands."""
        start, end, kind = group["start"], group["end"], group["kind"]
        members = ((i, self.entities[i]) for i in group["members"])
        return [Ref(start, end, e["label"], e["type"], i, None, kind, self.named[i], head.i) for i, e in members]

    def stands_for(self, noun: Token) -> Token | None:
        """Whom a predicate or apposed noun is said of: `X est une actrice, née à …`, `X, une société basée à …`."""
        if noun.pos_ not in ("NOUN", "PROPN"):
            return None
        first = first_conjunct(noun)
        if has_copula(first):
            for child in first.children:
                if child.dep_ in SUBJECTS and self.entity_at(child) is not None:
                    return child
        if (name := self.naming.explained(noun)) is not None:
            return name
        if (name := name_behind(noun)) is not None and self.is_name(name):
            return name  # "Fabricant de prothèses, X …"
        if noun.dep_ == "appos" and self.is_name(noun.head) and noun.i > noun.head.i:
            return noun.head
        return self._name_behind(noun)

    def _name_behind(self, noun: Token) -> Token | None:
        """X in `Ingénieure passée par Y, X a fondé …`: whom the bare noun that opens a sentence says something of."""
        if noun.i > noun.sent.start or noun.i + 1 >= noun.sent.end or noun.nbor(1).pos_ not in ("VERB", "ADJ"):
            return None
        words = self._doc[noun.i + 1 : noun.sent.end]
        comma = next((t.i for t in words if t.text == "," or "Fin" in t.morph.get("VerbForm")), noun.i)
        after = comma + 1 + (comma + 1 < len(self._doc) and self._doc[comma + 1].pos_ == "DET")
        if self._doc[comma].text != "," or after >= noun.sent.end or not self.is_name(self._doc[after]):
            return None
        start, end, index, _ = self.mention_at(self._doc[after])
        kind = "Person" if self.noun_type(noun) == "Group" else self.noun_type(noun)
        return self._doc[start:end].root if kind == self.entities[index]["type"] else None

    def value_ref(self, value: dict[str, Any], head: Token | None = None) -> Ref:
        """A Ref for a date or quantity."""
        plain = {k: value[k] for k in ("value", "datatype", "details")}
        kind = "Date" if value["label"] in VALUE_TYPES["Date"] else "Quantity"
        label = " ".join(self._doc[value["start"] : value["end"]].text.split())
        return Ref(
            value["start"],
            value["end"],
            label,
            kind,
            None,
            {**plain, "label": label},
            "name",
            False,
            head.i if head is not None else value["start"],
        )

    def carried(self, ref: Ref) -> Ref | None:
        """X of `le lancement de X`, which only says that X comes out; None where the noun says more."""
        noun = self._doc[ref.head]
        if ref.entity is not None or lemma(noun) not in self._carriers:
            return None
        for child in noun.children:
            if child.dep_.startswith("nmod") and case_of(child) == "de":
                inner = self._resolve_one(child)
                if inner and inner[0].named and inner[0].entity is not None and inner[0].type in ("Product", "Work", "Thing"):
                    return replace(inner[0], head=ref.head)
        return None

    def cut(self, ref: Ref, others: Iterable[Token]) -> Ref:
        """A phrase without what the statement uses elsewhere: `tablettes` in `ajouter des tablettes à son catalogue`."""
        if ref.entity is not None or ref.value is not None:
            return ref
        end = min((o.left_edge.i for o in others if ref.head < o.left_edge.i < ref.end), default=ref.end)
        while end - 1 > ref.head and self._doc[end - 1].pos_ in ("ADP", "PUNCT", "DET", "CCONJ", "ADV"):
            end -= 1
        if end == ref.end:
            return ref
        return replace(ref, end=end, label=" ".join(self._doc[ref.start : end].text.split()), named=self._names_something(ref.start, end))

    def share_of(self, ref: Ref) -> list[Ref]:
        """The company in `8 % de X`, `12 % du capital de X`: who owns the share is an owner of X."""
        if ref.value is None or "%" not in ref.label:
            return []
        for token in self._doc[ref.start : min(ref.end + 5, len(self._doc))]:
            if token.i > ref.start and self.is_name(token) and case_of(token) == "de":
                return [r for r in self._resolve_one(token) if r.type in ("Organization", "Product", "Thing")]
            if token.is_punct or token.pos_ == "VERB":
                break
        return []

    def is_vessel_link(self, token: Token) -> bool:
        """Whether the word ties a noun that stands for its content to that content: `projets liés à`."""
        return bool(forms(token) & self._links) and token.dep_.startswith(("acl", "amod")) and lemma(token.head) in self._vessels

    def _through_vessel(self, token: Token) -> list[Token]:
        """`une partie des X` → X; `la dixième édition du festival X` → X; `les projets liés à X` → X."""
        word = lemma(token)
        if word in self._voices:
            return [c for c in token.children if c.dep_.startswith("nmod") and case_of(c) == "de" and self.is_name(c)]
        if word in self._partitives or lower(token) in self._some and token.pos_ != "NOUN":
            return [c for c in token.children if c.dep_.startswith("nmod") and case_of(c) == "de"]
        if word in self._rounds:
            return [c for c in token.children if c.dep_.startswith("nmod") and case_of(c) == "de" and self._is_event(c)]
        if word in self._vessels:
            for child in token.children:
                if child.dep_.startswith(("acl", "amod")) and forms(child) & self._links and child.i > token.i:
                    inner = [c for c in child.children if c.dep_.startswith(("obl", "obj", "nmod", "xcomp")) and c.i > child.i]
                    inner = [c for c in inner if c.pos_ in ("NOUN", "PROPN", "VERB")]
                    return inner[:1]
        return []

    def _is_event(self, token: Token) -> bool:
        """Whether the phrase is about an event with a name: `festival X`."""
        name = token if self.is_name(token) else self.naming.title_name(token)
        return name is not None and self.entities[self._mentions[name.i][2]]["type"] == "Event"

    def phrase(self, head: Token) -> Ref | None:
        """The words that name what `head` stands for, without determiner, clauses and appositions."""
        keep = {head.i}
        if (whole := self.naming.premises_end(head)) is not None:
            keep.update(range(head.i, whole))
        else:
            self._collect(head, keep, 0)
        start = end = head.i
        while start - 1 in keep:
            start -= 1
        while end + 1 in keep:
            end += 1
        end += 1
        while end - start > MAX_WORDS:
            end -= 1
        while start < head.i and (
            self._doc[start].dep_ in ("det", "case", "punct", "mark", "nummod")
            or self._doc[start].pos_ in ("ADV", "CCONJ", "PRON", "PUNCT")
            or lower(self._doc[start]) in self._degrees  # "le moindre parking", "son unique mécène"
        ):
            start += 1
        while end - 1 > head.i and (self._doc[end - 1].pos_ in ("ADP", "PUNCT", "DET", "CCONJ") or self._doc[end - 1].is_space):
            end -= 1
        end = within_marks(self._doc, head.i, start, end)
        label = label_of(self._doc, start, end)
        if not any(c.isalpha() for c in label) or label in ("qu", "d", "l"):
            return None
        return Ref(start, end, label, self._kind(head), None, None, "nominal", self._names_something(start, end), head.i)

    def _kind(self, head: Token) -> str:
        """What a phrase denotes: its noun tells, but for the spot of a place."""
        inner = [c for c in head.children if lemma(head) in self._spots and case_of(c) == "de"]
        placed = any(r.type == "Place" for c in inner for r in self.resolve(c, spread=False))
        return "Place" if placed else self.noun_type(head)

    def _collect(self, head: Token, keep: set[int], depth: int) -> None:
        for child in head.children:
            dep = child.dep_.split(":")[0]
            within = child == self.naming.place_within(head)  # "le bureau Afrique"
            if within or dep in ("amod", "flat", "fixed", "compound", "nummod") or dep == "nmod" and self._belongs(child):
                loaded = child.pos_ == "VERB" or lower(child) in _SUCH  # "un taux tel que calculé par X"
                if dep == "amod" and child.i > head.i and (list(child.children) if loaded else children(child, "xcomp", "ccomp")):
                    continue
                if dep == "nmod" and (child.i < head.i or any(t.text in (",", ";", ":", "(") for t in self._doc[head.i : child.i])):
                    continue
                if child.dep_ == "amod" and comma_between(*sorted((head, child), key=lambda t: t.i)):
                    continue
                if child.i in self._coordinated or self.is_name(child) and not case_of(child) and self.entity_at(child) != self.entity_at(head) and not within:
                    continue  # "le président X", "le président de l'ONU X": the name is no part of the title
                keep.add(child.i)
                keep.update(c.i for c in child.children if c.dep_ in ("case", "det", "advmod", "cc", "punct") or c.dep_ == "fixed")
                keep.update(t.i for c in child.children if c.dep_ == "case" for t in c.children)
                if depth < 4:
                    self._collect(child, keep, depth + 1)
            elif dep in ("det", "case") or dep == "punct" and child.text in ("«", "»", '"', "“", "”", "-", "'", "/"):
                keep.add(child.i)
            elif dep == "conj" and depth > 0 and child.i > head.i:
                keep.add(child.i)
                keep.update(c.i for c in child.children if c.dep_ in ("case", "det", "cc") or c.text == ",")
                self._collect(child, keep, depth + 1)
            elif self.is_name(child) and self.is_name(head) and self._mentions[child.i][:2] == self._mentions[head.i][:2]:
                keep.add(child.i)
                self._collect(child, keep, depth + 1)
        mention = self._mentions.get(head.i)
        if mention and mention[3] == "name":
            keep.update(range(mention[0], mention[1]))

    def is_adverbial(self, token: Token) -> bool:
        """Whether a noun and its preposition tell how or how much: `d'office`, `à hauteur de 2 millions`."""
        return not self.is_name(token) and f"{case_of(token)} {lower(token)}" in self._adverbials

    def _belongs(self, child: Token) -> bool:
        if self.value_at(child, "Date") or self.is_adverbial(child):
            return False
        case = case_of(child)
        if case in _NAMED_COMPLEMENTS and self.is_name(child):
            return True  # "les vols vers Bergerac"
        if case == "sans":
            return not any(c.dep_ == "det" for c in child.children) and child.left_edge.i == child.head.i + 1  # "bière sans alcool"
        lasting = (value := self.value_at(child)) is not None and value["label"] == "DURATION"  # "un bulletin d'alerte trois jours auparavant"
        passing = lasting or lemma(child) in TIMES  # "ses comptes le même jour"
        return case in self._complements or (not case and child.i > child.head.i and not passing and not self.is_name(child))

    def _names_something(self, start: int, end: int) -> bool:
        return any(self.is_name(t) or t.pos_ == "PROPN" for t in self._doc[start:end])

def _bare(phrase: str) -> str:
    """`d'office`, `à l'âge`: preposition and noun as the parse gives them, without article."""
    first, *rest = re.findall(r"\w+'?", phrase)
    return f"{contract(first)} {rest[-1]}"
