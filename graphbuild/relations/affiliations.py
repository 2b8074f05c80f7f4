"""To what body, whole or competition a thing belongs by the words beside its name.

`X, de la société Y`, `le maire UDI de V`, `la section parisienne du Y`, `Tour de Y 2016 : X remporte la 3e étape`.
The nouns that tell it stand in `arguments.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ..resources import ontology_path, read_yaml
from .arguments import ArgumentReader
from .candidates import Candidate
from .refs import Ref
from .syntax import case_of, forms, lemma, lower


class AffiliationReader:
    """Reads the affiliations of one text."""

    def __init__(self, arguments: ArgumentReader, lang: str) -> None:
        self._arguments = arguments
        config = read_yaml(ontology_path("lexicon", lang, "arguments.yaml"))
        self._clubs = frozenset(config["membership_bodies"])
        self._organs = frozenset(config["organs"])
        self._stages = frozenset(config["stages"])

    def read(self, doc: Doc) -> Iterator[Candidate]:
        """Candidates of each kind, in text order."""
        yield from self._people(doc)
        for token in doc:
            if forms(token) & self._organs and token.pos_ in ("NOUN", "PROPN"):
                yield from self._organ(token)
        yield from self._stages_of(doc)

    def _people(self, doc: Doc) -> Iterator[Candidate]:
        """`X, de la société Y,`: works there, or is a member where the body is one of members."""
        args = self._arguments
        for entity in args.entities:
            for start, end, kind in entity["mentions"]:
                if kind != "name" or entity["type"] != "Person" or end + 2 >= len(doc):
                    continue
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

    def _organ(self, noun: Token) -> Iterator[Candidate]:
        """`la section parisienne du Y`: an organ is a part of the body named behind it, by a name or within its own."""
        args = self._arguments
        for owner in self._owners(noun):
            whole = args.resolve(owner, spread=False)
            part = args.phrase(noun) if not args.is_name(noun) else next(iter(args.resolve(noun, spread=False)), None)
            if part is None or not whole or whole[0].type != "Organization" or not whole[0].named or whole[0].key == part.key:
                continue
            if whole[0].entity is not None:
                yield self._static("partOf", part, whole[0], owner, noun, 0.9)

    def _owners(self, noun: Token) -> list[Token]:
        """The last complement with `de` in the phrase of the noun: `la direction des douanes du Y`."""
        node, found = noun, []
        for _ in range(3):
            inner = [c for c in node.children if c.i > node.i and c.dep_.startswith("nmod") and case_of(c) == "de"]
            named = [c for c in inner if self._arguments.is_name(c) or self._arguments.naming.title_name(c) is not None]
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
