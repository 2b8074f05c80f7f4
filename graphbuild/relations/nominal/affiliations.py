"""To what body, whole or competition a thing belongs by the words beside its name.

`X, de la société Y`, `le maire UDI de V`, `la section parisienne du Y`, `Tour de Y 2016 : X remporte la 3e étape`.
The nouns that tell it stand in `arguments.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from ...resources import read_words
from ..candidates import Candidate
from ..grammar.arguments import ArgumentReader
from ..grammar.bearers import BearerReader
from ..grammar.prepositions import contract
from ..grammar.syntax import RELATIVE_PRONOUNS, case_of, first_conjunct, forms, has_article, has_copula, lemma, lower
from ..refs import Ref, noun_types
from .roles import stands_for


class AffiliationReader:
    """Reads the affiliations of one text."""

    def __init__(self, arguments: ArgumentReader, bearers: BearerReader, lang: str) -> None:
        self._arguments = arguments
        self._bearers = bearers
        config = read_words(lang, "arguments.yaml")
        self._clubs = frozenset(config["membership_bodies"])
        self._partisans = frozenset(config["partisans"])
        self._organs = frozenset(config["organs"])
        self._types, self._bodies = noun_types(lang), frozenset(config["bodies"])
        self._managements = frozenset(config["managements"])
        self._stages = frozenset(config["stages"])

    def read(self, doc: Doc) -> Iterator[Candidate]:
        """Candidates of each kind, in text order."""
        yield from self._people(doc)
        for token in doc:
            if lower(token) == "représentant":
                yield from self._standing_for(token)
        yield from self._parties(doc)
        yield from self._workplaces(doc)
        yield from self._works(doc)
        for token in doc:
            if forms(token) & self._organs and token.pos_ in ("NOUN", "PROPN"):
                yield from self._organ(token)
            elif forms(token) & self._stages and token.pos_ == "NOUN" and not self._arguments.is_name(token):
                yield from self._stage(token)
        yield from self._organs_by_name(doc)
        yield from self._stages_of(doc)

    def as_member(self, found: Candidate) -> Candidate:
        """`la coalition se compose de X et Y`: what is in a body of members is a member of it."""
        clause = found.relation == "partOf" and found.rule.split("/")[1] in ("verb", "attribute")
        if not clause or found.subject.type not in ("Organization", "Person") or not found.subject.named:
            return found
        if lower(found.head.doc[found.object.head]) not in self._clubs:
            return found
        body = replace(found.object, type="Organization")
        return replace(found, relation="memberOf", object=body, rule=found.rule.replace("partOf", "memberOf", 1))

    def _people(self, doc: Doc) -> Iterator[Candidate]:
        """`X, de la société Y,`: works there, or is a member where the body is one of members."""
        args = self._arguments
        for start, end in self._names(doc, "Person"):
            comma = doc[end].text == ","
            at = end + comma
            if lower(doc[at]) not in ("de", "d'", "du") or case_of(doc[start:end].root) == "de":
                continue
            head = next((t for t in doc[at + 1 : at + 4] if t.pos_ not in ("DET", "ADJ")), None)
            if head is None or not comma and head.head not in doc[start:end]:
                continue
            person = args.resolve(doc[start:end].root, spread=False)
            for body in args.resolve(head, spread=False):
                if person and body.type == "Organization" and body.entity is not None and body.named:
                    words = {lemma(head), *(w.lower() for w in body.label.split()[:1])}
                    relation = "memberOf" if words & self._clubs else "worksFor"
                    yield self._static(relation, person[0], body, head, doc[start], 0.9 if comma else 0.8)

    def _parties(self, doc: Doc) -> Iterator[Candidate]:
        """`le sénateur ABC Paul Roux`, `Paul Roux, maire ABC de Y`: the party of who is elected, the union of who speaks for it."""
        args = self._arguments
        for noun in doc:
            if not forms(noun) & self._partisans or (beside := args.naming.body_beside(noun)) is None:
                continue
            for bearer in self._bearers.bearers(noun):
                for person in args.resolve(bearer.token, spread=False):
                    for body in args.resolve(beside, spread=False):
                        if person.type == "Person" and person.named:
                            yield self._static("memberOf", person, body, beside, bearer.token, 1.0)

    def _workplaces(self, doc: Doc) -> Iterator[Candidate]:
        """`X, aujourd'hui chez Y,`, `X, dix ans de chaîne chez Y puis chez Z,`: what is set off behind a person, without a verb."""
        args = self._arguments
        for start, end in self._names(doc, "Person"):
            if doc[end].text != ",":
                continue
            for token in doc[end + 1 : doc[start].sent.end - 1]:
                if token.is_punct or token.pos_ in ("VERB", "AUX", "SCONJ") or lower(token) in RELATIVE_PRONOUNS:
                    break
                place = next((t for t in doc[token.i + 1 : token.i + 4] if t.pos_ not in ("DET", "ADJ")), None)
                if lower(token) != "chez" or place is None:
                    continue
                for person in args.resolve(doc[start:end].root, spread=False):
                    for body in args.resolve(place, spread=False):
                        if body.type == "Organization" and body.named:
                            yield self._static("worksFor", person, body, place, doc[start], 0.9)

    def _works(self, doc: Doc) -> Iterator[Candidate]:
        """`« X », de Y`: whose a work is, by the name right behind it."""
        args = self._arguments
        for start, end in self._names(doc, "Work"):
            at = end + (doc[end].text in ("»", '"', "”"))
            at += at < len(doc) and doc[at].text == ","
            if at + 1 >= len(doc) or lower(doc[at]) not in ("de", "d'", "du"):
                continue
            maker = next((t for t in doc[at + 1 : at + 4] if t.pos_ not in ("DET", "ADJ")), None)
            for person in args.resolve(maker, spread=False) if maker is not None else ():
                if person.type == "Person" and person.named:
                    for work in args.resolve(doc[start:end].root, spread=False):
                        yield self._static("authorOf", person, work, maker, maker, 0.9)

    def _names(self, doc: Doc, kind: str) -> Iterator[tuple[int, int]]:
        """Start and end of the names of entities of one type that something follows."""
        for entity in self._arguments.entities:
            for start, end, mention in entity["mentions"]:
                if entity["type"] == kind and mention == "name" and end + 2 < len(doc):
                    yield start, end

    def _standing_for(self, noun: Token) -> Iterator[Candidate]:
        """`X et Y, représentant la France`: for whom they compete or speak."""
        args, behind = self._arguments, stands_for(noun)
        if behind is None or noun.i < 2 or not args.is_name(noun.doc[noun.i - 2]):
            return
        name = noun.doc[noun.i - 2]
        start, end, _, _ = args.mention_at(name)
        root = noun.doc[start:end].root
        for member in args.conjuncts(root.head if root.dep_ == "conj" else root):
            for person in args.resolve(member, spread=False):
                for body in args.resolve(behind, spread=False):
                    if person.type == "Person" and person.named and body.type in ("Organization", "Place") and body.named:
                        yield self._static("represents", person, body, noun, member, 0.9)

    def _organ(self, noun: Token) -> Iterator[Candidate]:
        """`la section parisienne du Y`: an organ is a part of the body named behind it, by a name or within its own."""
        args = self._arguments
        bearer = args.stands_for(noun)  # "X, une branche de Y": X is the part
        if bearer is not None and (has_copula(first_conjunct(noun)) or not self._stands_before(bearer, noun)):
            return
        for owner in self._owners(noun):
            if owner.head == noun and forms(noun) & self._managements and not args.is_name(noun):
                continue  # "la direction de Y" speaks for Y
            whole = args.resolve(owner, spread=False)
            named = args.is_name(noun) or args.naming.title_name(noun) is not None
            part = next(iter(args.resolve(bearer or noun, spread=False)), None) if bearer is not None or named else args.phrase(noun)
            if part is None or not whole or whole[0].type != "Organization" or not whole[0].named or whole[0].key == part.key:
                continue
            if whole[0].start <= noun.i < whole[0].end:
                continue  # a name of its own
            if whole[0].entity is not None:
                yield self._static("partOf", part, whole[0], owner, noun, 0.9)

    def _stands_before(self, name: Token, noun: Token) -> bool:
        """Whether nothing but a comma is between a name and the phrase of a noun."""
        return self._arguments.is_name(name) and noun.left_edge.i == self._arguments.mention_at(name)[1] + 1

    def _stage(self, noun: Token) -> Iterator[Candidate]:
        """`la finale du tournoi X`: a stage is a part of the competition named behind it."""
        part = self._arguments.phrase(noun)
        if case_of(noun) == "de" and forms(noun.head) & self._stages or "Plur" in noun.morph.get("Number"):
            return  # "un quart de finale de X"
        for owner in self._owners(noun):
            for whole in self._arguments.resolve(owner, spread=False):
                if part is not None and whole.type == "Event" and whole.entity is not None and whole.named and whole.key != part.key:
                    yield self._static("partOf", part, whole, owner, noun, 0.9)

    def _organs_by_name(self, doc: Doc) -> Iterator[Candidate]:
        """`le Conseil de sécurité des Nations unies`: a name that begins with an organ and ends with the name of a body."""
        args = self._arguments
        for index, entity in enumerate(args.entities):
            span = next((doc[start:end] for start, end, kind in entity["mentions"] if kind == "name"), None)
            if entity["type"] != "Organization" or span is None or not any(forms(t) & self._organs for t in span[:2]):
                continue
            for de in reversed(span[1:-1]):
                first = doc[de.i + 1 + (doc[de.i + 1].pos_ == "DET" and de.i + 2 < span.end)]
                articled = lower(de) in ("du", "des") or first.i > de.i + 1
                if contract(de.text) not in ("de", "d'") or (whole := self._body(doc[first.i : span.end], articled)) is None or whole.entity == index:
                    continue
                bearer = args.stands_for(span.root)  # "X, institut de la Commission Y": X is the part
                own = Ref(span.start, span.end, entity["label"], "Organization", index, None, "name", True, span.root.i)
                part = next(iter(args.resolve(bearer, spread=False)), own) if bearer is not None else own
                yield self._static("partOf", part, whole, first, span.root, 0.9)
                break

    def _body(self, name: Span, articled: bool) -> Ref | None:
        """The body that a name within a longer one is of, known by its first words or its capitals."""
        known = next((n for n, e in enumerate(self._arguments.entities) if e["type"] == "Organization" and e["label"] == name.text), None)
        body = any(self._types.get(lower(t)) in ("Group", "Organization") for t in name[:2]) or lower(name[0]) in self._bodies
        if not (body and (articled or name[0].text[0].isupper()) or known is not None and (len(name) > 1 or name.text.isupper())):
            return None  # "comité d'entreprise"
        return Ref(name.start, name.end, name.text, "Organization", known, None, "name", True, name.start)

    def _owners(self, noun: Token) -> list[Token]:
        """The last complement with `de` in the phrase of the noun: `la direction des douanes du Y`."""
        node, found = noun, []
        for _ in range(3):
            inner = [c for c in node.children if c.i > node.i and c.dep_.startswith("nmod") and case_of(c) == "de"]
            named = [c for c in inner if self._arguments.is_name(c) or has_article(c) and self._arguments.naming.title_name(c) is not None]
            if named:
                return named[-1:]
            if not inner:
                break
            node = inner[-1]
        return found

    def _stages_of(self, doc: Doc) -> Iterator[Candidate]:
        """`Tour de Y 2016 : X remporte la 3e étape`: the stages that a headline names are stages of what it is about."""
        args = self._arguments
        for sentence in doc.sents:
            colon = next((t.i for t in sentence if t.text == ":"), None)
            if colon is None or not all(args.is_name(t) or t.is_space for t in doc[sentence.start : colon]):
                continue
            topic = args.resolve(doc[sentence.start : colon].root, spread=False)
            if not topic or topic[0].type != "Event":
                continue
            for noun in doc[colon : sentence.end]:
                stage = noun.pos_ == "NOUN" and forms(noun) & self._stages and args.entity_at(noun) != topic[0].entity
                if stage and not args.is_name(noun) and (part := args.phrase(noun)):
                    yield self._static("partOf", part, topic[0], noun, noun, 1.0)

    @staticmethod
    def _static(relation: str, subject: Ref, obj: Ref, head: Token, subject_token: Token, weight: float) -> Candidate:
        return Candidate(
            relation, subject, obj, head, f"{relation}/beside", weight, "beside", True,
            subject_token=subject_token, object_token=head,
        )  # fmt: skip
