"""What a noun says of the name it stands by: position, nationality, class, and what follows from a position.

`le milliardaire indonésien Hendra W.`, `Sundar P., PDG de Google`, `X est un avion`, `son porte-parole, Y`.
The classes of nouns come from `nouns.yaml`, nationalities from `nationalities.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token

from ...resources import read_nouns, read_words
from ..candidates import Candidate, literal
from ..frames.slots import SlotFiller
from ..frames.understood import TopicReader
from ..grammar.arguments import ArgumentReader
from ..grammar.bearers import ATTRIBUTIVE_VERBS, BearerReader
from ..grammar.clauses import UNDERSTOOD, Argument
from ..grammar.clitics import predicate_of
from ..grammar.own_voice import is_signed
from ..grammar.syntax import (
    TIMES,
    case_of,
    children,
    first_conjunct,
    forms,
    has_copula,
    heads_preposition,
    is_nominal,
    lemma,
    lower,
)
from ..lines.sheets import SheetReader
from ..refs import Ref

# Prepositions of what a position is a position in; `de` before all others, and alone for those one speaks for.
_PLACE_CASES = frozenset({"de", "à", "en", "dans", "sur", "chez", "pour", "auprès de", "au sein de"})
_SPOKEN_FOR = frozenset({"de", "pour"})
# "professeure à l'université de X": where the work is done, which is no part of the title.
_WORKPLACE_CASES = frozenset({"à", "chez", "dans", "au sein de"})


# "Sur le même sujet X": X is no subject.
_SAME = frozenset({"même", "mêmes", "autre", "autres"})

# What common nouns denote that a name of this type cannot be said to be.
_NEVER = {
    "Place": frozenset({"Event", "Person", "Document", "Award"}),
    "Organization": frozenset({"Event", "Award", "Product"}),
    "Person": frozenset({"Event", "Place", "Document", "Award"}),
}


class RoleReader:
    """Reads roles in one text."""

    def __init__(
        self, arguments: ArgumentReader, bearers: BearerReader, slots: SlotFiller, topic: TopicReader, sheets: SheetReader,
        speaker: Callable[[Token], list[Ref]], lang: str,
    ) -> None:  # fmt: skip
        self._slots = slots
        self._topic = topic
        self._sheets = sheets
        self._speaker = speaker
        self._arguments = arguments
        self._bearers = bearers
        nouns = read_nouns(lang)
        # as `lower` gives words: titles are written with and without capitals
        self._positions, self._leaders, self._not_leaders, self._representatives, self._portfolios, self._doers = (
            frozenset(word.lower() for word in nouns[key])
            for key in ("positions", "leaders", "not_leaders", "representatives", "portfolios", "doers")
        )
        self._kinship = frozenset(nouns["kinship"])
        config = read_words(lang, "arguments.yaml")
        self._vague = frozenset(config["vague_persons"])
        self._held = frozenset(config["held"])
        self._elected = frozenset(config["elected"])
        # "le président américain": the adjective tells the office's country, not where the person is from
        self._state_offices = frozenset(word.lower() for word in config["state_offices"])
        self._heads = frozenset(word.lower() for word in config["heads"])
        self._founders = frozenset(config["founders"])
        self._agent_endings = tuple(config["agent_endings"])
        self._all = self._positions | self._leaders | self._not_leaders | self._representatives
        nationalities = _nationalities(lang, frozenset(config["regions"]))
        self.countries = frozenset(nationalities)
        self.nationalities = frozenset(form for forms_ in nationalities.values() for form in forms_)

    def read(self, doc: Doc) -> Iterator[Candidate]:
        """The roles that the text gives, in text order."""
        yield from self._adjacent_nationalities(doc)
        for token in doc:
            if not self._arguments.is_name(token) and (token.pos_ == "ADJ" or is_nominal(token)):
                yield from self._noun(token)

    def _adjacent_nationalities(self, doc: Doc) -> Iterator[Candidate]:
        """`la Lettone Zane K.`, `la poétesse coréenne Han S.`: the word right before the name, whatever the tree."""
        for index, entity in enumerate(self._arguments.entities):
            if entity["type"] != "Person":
                continue
            for start, end, kind in entity["mentions"]:
                if kind != "name" or start == 0:
                    continue
                # a recogniser may take the word of nationality into the name
                word = doc[start] if end - start > 1 and lower(doc[start]) in self.nationalities else doc[start - 1]
                if lower(word) not in self.nationalities:
                    continue
                noun = doc[word.i - 1] if word.i else word
                adjective = word.text[0].islower()
                if adjective and (
                    noun.pos_ != "NOUN"
                    or self.position(noun) in self._state_offices
                    or not (self.position(noun) or self._denotes_person(noun))
                ):
                    continue
                ref = Ref(start, end, entity["label"], "Person", index, None, "name", True, start)
                yield Candidate(
                    "nationality", ref, literal(lower(word), word.i, word.i + 1), word, "nationality/adjacent", 0.95, "title", True,
                    subject_token=doc[start], object_token=word,
                )  # fmt: skip

    def _noun(self, noun: Token) -> Iterator[Candidate]:
        if lemma(noun) in TIMES or self._arguments.value_at(noun, "Date") is not None:
            return  # "condamné mardi Untel"
        if noun.pos_ == "ADJ" and noun.dep_.startswith("amod"):
            return  # "le président américain X": the noun speaks
        position = self.position(noun)
        if forms(noun) & self._vague and (position is None or " " not in position):
            return  # "Me Untel", "son homologue Untel"
        if position is None and noun.pos_ not in ("NOUN", "ADJ") and not (noun.pos_ == "VERB" and is_nominal(noun)):
            return
        if position in self._representatives and stands_for(noun) is not None:
            return  # "X, représentant la France": a participle
        if position in self._elected and noun.i + 1 < len(noun.doc) and self.position(noun.nbor()):
            return  # "élu maire en 2014, X": the mayor
        bearers = self._bearers.bearers(noun)
        held = not self._sheets.dates(noun) and any(r.type == "Person" for b in bearers for r in self._arguments.resolve(b.token))
        if position and not held and (whose := self._sheets.beside(noun) or self._sheets.understood(noun, {"Person"})) is not None:
            yield from self._of(noun, position, Argument(noun, "sheet"), whose, True)
            return
        if not bearers:
            yield from self._unnamed(noun, position)
            return
        static = not has_copula(noun) and not any(b.way.startswith(("nsubj", "obj")) for b in bearers)
        for bearer in bearers:
            # a title in the singular has one bearer: "le notaire A et la pianiste C"
            spread = "Plur" in noun.morph.get("Number") or not static and bearer.way != "obj"
            for ref in self._arguments.resolve(bearer.token, spread=spread) or self._speaker(bearer.token):
                if ref.entity is None or not ref.named:
                    continue
                if ref.mention == "pronoun" and static and bearer.way != "fronted":
                    continue
                yield from self._of(noun, position, bearer, ref, static)

    def _unnamed(self, noun: Token, position: str | None) -> Iterator[Candidate]:
        """`précise son avocate`: whom somebody without a name speaks for."""
        own = next((c for c in noun.children if c.dep_.startswith("det") and "Yes" in c.morph.get("Poss")), None)
        phrase = self._arguments.phrase(noun)
        if position not in self._representatives or own is None or phrase is None:
            return
        for ref in self._arguments.resolve(own):
            if ref.named and ref.type in ("Person", "Organization"):
                yield Candidate(
                    "represents", phrase, ref, noun, "represents/position", 0.9, "possessive", True, subject_token=noun, object_token=own
                )

    def _of(self, noun: Token, position: str | None, bearer: Argument, ref: Ref, static: bool) -> Iterator[Candidate]:
        person = self._arguments.satisfies(ref, {"Person"})
        nationality = self._nationality(noun)
        # "nommerait X directeur": how it is meant, the verb says
        head = first_conjunct(noun.head).head if noun.dep_.startswith("flat") else noun
        if noun.dep_ in ("obj", "xcomp") and lemma(noun.head) in ATTRIBUTIVE_VERBS:
            head = noun.head  # "deviendra directeur"
        common = {"head": head, "static": static, "construction": bearer.way, "subject_token": bearer.token, "weight": bearer.weight}
        if (
            nationality is not None
            and person >= 0.8
            and position not in self._state_offices
            and (position or self._denotes_person(noun) or noun == nationality)
        ):
            yield Candidate(
                "nationality",
                ref,
                literal(lower(nationality), nationality.i, nationality.i + 1),
                rule="nationality/adjective",
                **_with(common, object_token=nationality),
            )
        if noun.pos_ == "ADJ" and noun != nationality and position is None and not is_nominal(noun):
            return
        if position is not None and person >= 0.5 and not (forms(noun) & self._kinship):
            title = self._title(noun, ref)
            if title is not None and bearer.way != "coreference" and not self._does(noun, position):
                yield Candidate("holdsPosition", ref, title, rule="holdsPosition/title", **_with(common, object_token=noun, scale=person))
            yield from self._organisation(noun, position, ref, common)
        elif ref.type == "Person" and self._describes_person(noun, bearer):
            title = self._title(noun, ref)
            if title is not None:
                yield Candidate(
                    "holdsPosition", ref, title, rule="holdsPosition/description", **_with(common, object_token=noun, scale=0.9)
                )
        elif noun.pos_ == "NOUN" and (ref.type != "Person" or has_copula(noun)) and bearer.way not in ("coreference", "amod", "acl", "obj") and not (forms(noun) & self._kinship):
            phrase = self._class(noun, ref)
            if phrase is not None and self._classifies(noun, ref) and not self._is_another(noun, ref, bearer):
                concept = Ref(phrase.start, phrase.end, phrase.label, "Concept", None, None, "nominal", head=noun.i)
                yield Candidate("instanceOf", ref, concept, rule="instanceOf/class", **_with(common, object_token=noun))

    def _title(self, noun: Token, ref: Ref) -> Ref | None:
        """The words of a title: without `ancien`, the name itself, the place of work, and the work made (`réalisateur de « X »`)."""
        phrase = self._class(noun, ref)
        if phrase is None:
            return None
        end = phrase.end
        for child in noun.children:
            if not noun.i < child.i < end or not child.dep_.startswith(("nmod", "obl", "appos", "dep")):
                continue
            named = [r for r in self._arguments.resolve(child, spread=False) if r.entity is not None and r.named]
            case = case_of(child)
            if named and (case in _WORKPLACE_CASES or case == "de" and named[0].type == "Work"):
                end = min(end, child.left_edge.i)
        if end == phrase.end:
            return literal(_without_former(phrase.label), phrase.start, end)
        return literal(_without_former(noun.doc[phrase.start : end].text), phrase.start, end)

    def _class(self, noun: Token, ref: Ref) -> Ref | None:
        """The phrase of a noun that introduces a name, without that name: `roi`, `syndicat`."""
        phrase = self._arguments.phrase(noun)
        if phrase is not None and phrase.label.endswith(f" {ref.label}"):  # parsed as if it were an adjective
            return replace(phrase, end=phrase.end - len(ref.label.split()), label=phrase.label.removesuffix(f" {ref.label}"), named=False)
        if phrase is None or not noun.i < ref.start < phrase.end:
            return phrase
        return replace(phrase, end=ref.start, label=" ".join(noun.doc[phrase.start : ref.start].text.split()).rstrip(" ,"), named=False)

    def _does(self, noun: Token, position: str) -> bool:
        """Whether the noun says what somebody did and not what they are: `fondateur de X`, `le fondateur`, `auteur d'un triplé`."""
        if position in self._founders and (_is_definite(noun, position) or noun.i in self._sheets.labels):
            return True
        return position in self._doers and any(t.i > noun.i and case_of(t) == "de" for t in noun.subtree)

    def _describes_person(self, noun: Token, bearer: Argument) -> bool:
        """`le milliardaire X`, `l'haltérophile X`: what a person is known as, though no list has it."""
        if not is_nominal(noun) or bearer.way not in ("title", "appos") or forms(noun) & (self._kinship | self._vague | self.nationalities):
            return False
        if self._arguments.value_at(noun) is not None:
            return False  # "le Brésilien de 22 ans X"
        if case_of(noun) == "de" and noun.dep_.startswith("nmod") and not children(noun, "det") and forms(noun.head) & self._all:
            return False  # "le chef de police X"
        if self._denotes_person(noun):
            return True
        if not lemma(noun).endswith(self._agent_endings) or not noun.i or noun.nbor(-1).pos_ not in ("DET", "ADP", "ADJ"):
            return False
        after = noun.i + 1 + (noun.doc[noun.i + 1].pos_ == "ADJ")
        adjacent = after < len(noun.doc) and self._arguments.is_name(noun.doc[after])
        return bearer.way == "title" and adjacent and self._arguments.noun_type(noun) == "Concept"

    def _classifies(self, noun: Token, ref: Ref) -> bool:
        if noun.pos_ != "NOUN" or lemma(noun) in ("an", "année", "mois", "jour", "cas", "fois", "titre", "monsieur", "madame", "m.", "mme"):
            return False
        if heads_preposition(noun):
            return False  # "Faute de moyens, X …"
        if has_copula(noun):
            return not case_of(noun)
        if lower(noun) in self.nationalities:
            return False  # "le coréen X" says where X is from
        return not case_of(noun) or self._arguments.naming.title_name(noun) is not None or bool(self._arguments.naming.apposed_names(noun))

    def _is_another(self, noun: Token, ref: Ref, bearer: Argument) -> bool:
        """Whether noun and name stand side by side and are two things: `un fabricant d'emballages X` is no emballages,
        `la ville de A, B et C` a list, `France : décès de X` a heading."""
        if has_copula(noun):
            return False
        args = self._arguments
        between = noun.doc[min(noun.i, ref.start) : max(noun.i, ref.start)]
        if any(lower(c) in _SAME for c in noun.children) or any(t.text in (":", ";") for t in between):
            return True
        if bearer.way == "title" and ref.type == "Organization" and forms(noun) & (self._not_leaders | self._representatives):
            return True  # "la députée PS": whose deputy she is
        if bearer.way == "title" and ref.type in ("Organization", "Product") and ref.start > noun.i and forms(noun) & self._held:
            return True  # "l'usine X", "le compte X": the maker's, the owner's, the network's
        inner = noun.dep_.startswith("nmod") and case_of(noun)
        if inner and ref.start > noun.i and args.noun_type(noun) == "Concept":
            return True  # "le parti au pouvoir (X)": X is the party
        if "Sing" in noun.morph.get("Number") and ref.start > noun.i and len(args.conjuncts(bearer.token)) > 1 and bearer.way == "appos":
            return True  # "au nord du département (A, B et C)"
        if bearer.way == "title":
            up = noun.head
            outer = args.naming.title_name(up) if up.i < noun.i else None
            return outer is not None and args.entity_at(outer) == ref.entity
        named = [r for c in noun.children if case_of(c) == "de" for r in self._arguments.resolve(c, spread=False) if r.entity is not None]
        listed = ref.start > noun.i and any(r.named and r.type == ref.type for r in named)
        return listed or self._arguments.noun_type(noun) in _NEVER.get(ref.type, ())

    def _organisation(self, noun: Token, position: str, ref: Ref, common: dict[str, Any]) -> Iterator[Candidate]:
        """Who directs, represents or works for the complement of the position."""
        if position in self._portfolios:
            return  # "ministre de la Santé": health is a field, and no body
        if position in self._not_leaders or position not in self._leaders:
            relation = "represents" if position in self._representatives else "worksFor"
        else:
            relation = "leads"
        complements = self._complements(noun, position)
        if relation == "represents":
            complements = [(token, weight) for token, weight in complements if case_of(token) in _SPOKEN_FOR or token.pos_ == "DET"]
        understood = "founded" if position in self._founders else "leads" if relation == "leads" and position in self._heads else None
        meant = _is_definite(noun, position) or _signs(noun, self._heads)
        if understood and not complements and common["construction"] in ("title", "appos") and meant:
            index = self._topic.nearest(noun)
            if index is not None and index != ref.entity:
                entity = self._arguments.entities[index]
                target = Ref(noun.i, noun.i + 1, entity["label"], entity["type"], index, None, "understood", True, noun.i)
                rule = f"{understood}/position/understood"
                yield Candidate(understood, ref, target, rule=rule, **_with(common, object_token=noun, scale=0.75))
        if common["construction"] == "sheet" and (body := self._sheets.body_beside(noun)) is not None:
            own = relation if relation != "leads" or not complements else "worksFor"
            yield Candidate(own, ref, body, rule=f"{own}/position", **_with(common, object_token=noun.doc[body.start]))
        for token, weight in complements:
            for target in self._arguments.resolve(token):
                if target.key == ref.key:
                    continue
                fit = self._arguments.satisfies(target, {"Organization"})
                place = self._arguments.satisfies(target, {"Place", "Product", "Group", "Event", "Work"})
                if relation == "worksFor" and (fit < 1.0 or not target.named):
                    continue
                if relation == "leads" and max(fit, place) < 0.9 or target.type == "Concept" and not target.named:
                    continue
                if (
                    relation == "leads"
                    and target.mention == "nominal"
                    and target.entity is None
                    and target.type not in ("Organization", "Place")
                ):
                    continue
                yield Candidate(
                    relation, ref, target, rule=f"{relation}/position", **_with(common, object_token=token, scale=weight * max(fit, place))
                )

    def _complements(self, noun: Token, position: str) -> list[tuple[Token, float]]:
        """What the position is a position in: its own complement, or one shared by coordinated titles
        (`fondateur et PDG de X`)."""
        found = self._own_complements(noun, position)
        if found and found[0][0].pos_ == "DET" and self._arguments.entity_at(found[0][0]) is None:
            owner = self._slots.possessor(noun)  # "…, confirme sa directrice"
            found = [(owner.token, owner.weight)] if owner is not None else []
        clitic = next((t for t in (*noun.children, *noun.head.children) if lower(t) == "en" and predicate_of(t) == noun), None)
        if clitic is not None and self._arguments.entity_at(clitic) is not None:
            return [(clitic, UNDERSTOOD)]  # "Y en est la présidente"
        if found:
            return found
        others = [c for c in noun.children if c.dep_ == "conj"] + ([noun.head] if noun.dep_ == "conj" else [])
        return [(t, w * 0.9) for other in others if (name := self.position(other)) for t, w in self._own_complements(other, name)]

    @staticmethod
    def _own_complements(noun: Token, position: str) -> list[tuple[Token, float]]:
        """`de X` rather than `pour X` where there are both; never what is a part of the title (`président de la République`)."""
        found, title_end = [], noun.i + len(re.findall(r"[^\s']+'?", position))
        for child in noun.children:
            if child.dep_.startswith(("nmod", "obl", "appos", "dep")) and case_of(child) in _PLACE_CASES and child.i > noun.i:
                parted = any(t.text in (",", ";", ":", "(") for t in noun.doc[noun.i : child.i])
                whole = child.i < title_end and not any(c.dep_.startswith(("nmod", "flat")) for c in child.children)
                if not parted and not whole:
                    found.append((child, 1.0))
            elif child.dep_.startswith("det") and "Yes" in child.morph.get("Poss"):
                found.append((child, 0.85))
        own = [(token, weight) for token, weight in found if case_of(token) == "de"]
        return own or found

    def position(self, noun: Token) -> str | None:
        """The job title that this noun heads, the longest the lexicon knows; None when it is none."""
        if not is_nominal(noun) and not (noun.pos_ == "ADJ" and noun.dep_ == "appos"):
            return None  # "X, adjointe aux sports": set off behind a name it is no adjective
        words = [lower(t) for t in noun.doc[noun.i : noun.i + 4]]
        words[0] = words[0].removeprefix("ex-")
        for length in (4, 3, 2):
            text = " ".join(words[:length]).replace("' ", "'")
            if text in self._all and length <= len(words):
                return text
        if noun.i and (before := f"{lower(noun.doc[noun.i - 1])} {words[0]}") in self._all:
            return before
        return next((form for form in (words[0], lemma(noun)) if form in self._all), None)

    def _denotes_person(self, noun: Token) -> bool:
        return self._arguments.noun_type(noun) in ("Person", "Group")

    def is_identified(self, noun: Token) -> bool:
        """Whether a noun tells which thing it is though nothing in it is a name: `la société`, `le taux de chômage belge`."""
        if self.is_of_country(noun):
            return True
        definite = any("Def" in c.morph.get("Definite") or "Dem" in c.morph.get("PronType") for c in noun.children if c.dep_ == "det")
        return definite and "Plur" not in noun.morph.get("Number") and self._arguments.noun_type(noun) in ("Event", "Organization")

    def is_of_country(self, noun: Token) -> bool:
        """`le gouvernement belge`, `les autorités turques`: a body, or what belongs to a country, with an adjective of nationality."""
        return any(lower(c) in self.nationalities for c in noun.children if c.dep_.startswith("amod"))

    def _nationality(self, noun: Token) -> Token | None:
        for child in noun.children:
            if child.dep_.startswith("amod") and lower(child) in self.nationalities:
                return child
            # "un homme d'affaires kazakh": the adjective hangs on the last word of the title
            inner_title = child.dep_.startswith("nmod") and " " in (self.position(noun) or "") and not self._arguments.is_name(child)
            if child.dep_ == "conj" and child.pos_ in ("NOUN", "ADJ") or inner_title:
                for inner in child.children:
                    if inner.dep_.startswith("amod") and lower(inner) in self.nationalities:
                        return inner
        if lower(noun) in self.nationalities and noun.pos_ in ("NOUN", "PROPN", "ADJ"):
            return noun
        return None


def stands_for(noun: Token) -> Token | None:
    """The noun or name behind a participle that the tagger takes for a noun: `X, représentant la France`."""
    doc, start = noun.doc, noun.i + 1
    if not lower(noun).endswith("ant") or not noun.i or doc[noun.i - 1].text != "," or start + 1 >= len(doc):
        return None
    if doc[start].pos_ != "DET" or lower(doc[start]) not in ("le", "la", "les", "l'", "son", "sa", "leur"):
        return None
    return next((t for t in doc[start + 1 : start + 3] if t.pos_ in ("NOUN", "PROPN")), None)


def _without_former(title: str) -> str:
    """`ex-trader`, `ancien cadre`: the position held was that of trader, of cadre."""
    return re.sub(r"^(ex-|(ancien|ancienne|actuel|actuelle|nouveau|nouvelle|nouvel|futur|future) )", "", title, flags=re.IGNORECASE)


def _signs(noun: Token, heads: frozenset[str]) -> bool:
    """`Paule Durand, directrice générale` under a text: of the body that the text is of."""
    bare = not any(c.dep_ == "det" for c in noun.children) and not any("Fin" in t.morph.get("VerbForm") for t in noun.sent)
    return bare and noun.i > len(noun.doc) - 20 and is_signed(noun.doc, heads)


def _is_definite(noun: Token, position: str) -> bool:
    """`le patron`, `la directrice générale`: the one of the organisation spoken of; `le patron français` is not."""
    definite = any(c.dep_ == "det" and "Def" in c.morph.get("Definite") and "Sing" in c.morph.get("Number") for c in noun.children)
    return definite and all(lower(c) in position for c in noun.children if c.dep_ == "amod")


def _with(common: dict[str, Any], *, object_token: Token, scale: float = 1.0) -> dict[str, Any]:
    return {**common, "object_token": object_token, "weight": common["weight"] * scale}


def _nationalities(lang: str, regions: frozenset[str]) -> dict[str, list[str]]:
    """Countries and the adjectives of nationality; those of regions and continents are none (`commissaire européen`)."""
    content: dict[str, list[str]] = read_words(lang, "nationalities.yaml")
    return {place: forms_ for place, forms_ in content.items() if place not in regions}
