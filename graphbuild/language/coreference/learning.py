"""Second pass of coreference: what the text itself says of its names.

Titles ("le patron X"), appositions ("X, PDG de Y"), attributes ("X est un …"), participles that name ("baptisée X")
and deeds ("fondée par X"). Phrases and clusters of names come in; the clusters go out with descriptions, nouns and
the titles as mentions. What is learned belongs to the document alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .clusters import Cluster, Clusters
from .lexicon import CoreferenceLexicon
from .mentions import Phrase
from .syntax import small

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def learn_descriptions(doc: Doc, phrases: list[Phrase], clusters: Clusters, lexicon: CoreferenceLexicon) -> None:
    """Attach titles before a name as mentions, and what is said of a name as descriptions."""
    learner = _Learner(doc, phrases, lexicon)
    for noun in doc:
        for name in learner.listed(noun):
            cluster = clusters.of(name)
            if cluster is not None and lexicon.types_of(noun.lemma_) & name.types:
                cluster.kinds |= {noun.lemma_.lower()}
    for phrase in phrases:
        if phrase.form in ("name", "pronoun", "possessor") or phrase.number == "p":
            continue
        for name, titled in learner.names_of(phrase):
            if learner.fits(phrase, name):
                cluster = clusters.of(name)
                assert cluster is not None
                clusters.describe(cluster, phrase)
                if titled:
                    clusters.attach(phrase, cluster)
                break
    for name in phrases:
        if name.form == "name":
            cluster = clusters.of(name)
            assert cluster is not None
            deeds = learner.deeds(name)
            cluster.deeds |= deeds
            if deeds:
                cluster.done_to |= learner.done_to(name)
            clusters.call(cluster, *deeds, *cluster.name_nouns(lexicon))


def join_own_companies(doc: Doc, phrases: list[Phrase], clusters: Clusters, lexicon: CoreferenceLexicon) -> None:
    """ "Sa société" and what goes on from it: the one that its owner founded or heads, where the text names one alone."""
    by_head = {phrase.head: phrase for phrase in phrases if phrase.form != "possessor"}
    owners = {doc[phrase.head].head.i: phrase for phrase in phrases if phrase.form == "possessor"}
    for phrase in phrases:
        own = clusters.of(phrase)
        if phrase.form != "possessive" or phrase.noun not in lexicon.own_companies or own is None or own.named:
            continue
        owner = clusters.of(owners[phrase.head]) if phrase.head in owners else None
        if owner is None or "Person" not in owner.types:
            continue
        body = body_of(owner, clusters, by_head, lexicon)
        if body is not None:
            clusters.merge(body, own)


def body_of(person: Cluster, clusters: Clusters, by_head: dict[int, Phrase], lexicon: CoreferenceLexicon) -> Cluster | None:
    """The one named body that the text says the person founded or heads ("X, fondatrice de Y")."""
    said = [p for p in (*person.descriptions, *person.mentions) if lexicon.groups_of(p.noun) & {"Person/founder", "Person/head"}]
    bodies = {id(b): b for p in said for i in p.complements if i in by_head and (b := clusters.of(by_head[i])) is not None}
    found = [body for body in bodies.values() if body.named and "Organization" in body.types]
    return found[0] if len(found) == 1 else None


class _Learner:
    """Reads what the text itself says of its names."""

    def __init__(self, doc: Doc, phrases: list[Phrase], lexicon: CoreferenceLexicon) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.name_at = {i: name for name in phrases if name.form == "name" for i in range(name.start, name.end)}
        self.ending: dict[int, list[Phrase]] = {}
        for phrase in phrases:
            if phrase.form not in ("name", "pronoun", "possessor"):
                self.ending.setdefault(phrase.end, []).append(phrase)

    def fits(self, phrase: Phrase, name: Phrase) -> bool:
        """Whether the noun may be said of a name of this type."""
        type_ = next(iter(name.types))
        if type_ == "Place" and phrase.noun in self.lexicon.words["parts"]:
            return False  # "le bureau Afrique"
        if phrase.types:
            return type_ in phrase.types or type_ == "Thing" or bool(self.lexicon.any_types(phrase.noun) & name.types)
        return type_ in ("Product", "Work", "Event", "Thing")

    def names_of(self, phrase: Phrase) -> Iterator[tuple[Phrase, bool]]:
        """Names of which the phrase may be said; True with those that it introduces as a title."""
        head = self.doc[phrase.head]
        after_comma = phrase.form == "bare" and phrase.start > 0 and self.doc[phrase.start - 1].text == ","
        if not after_comma:
            name = self.name_right_behind(phrase)
            if name is not None and self.is_innermost(phrase, name):
                yield name, True
            name = self.name_behind_comma(phrase) or self.name_of_place(phrase)
            if name is not None:
                yield name, True
            for child in head.rights:
                name = self.name_at.get(child.i)
                if name is not None and name.start > phrase.head and child.dep_.startswith(("appos", "flat")):
                    between = self.between(phrase.end, name.start)
                    if any(t.is_space for t in self.doc[phrase.end : name.start]):
                        continue
                    if between in ("", "«", '"', ":") or between in (",", ", «") and self.is_outermost(phrase, name):
                        yield name, True
                if child.dep_.startswith("acl") and child.lemma_ in self.lexicon.naming_verbs:
                    for grandchild in child.rights:
                        name = self.name_at.get(grandchild.i)
                        if name is not None and not any(t.dep_ == "case" for t in grandchild.children):
                            yield name, True
        if head.dep_ == "appos" and head.head.i in self.name_at and head.head.i < head.i:
            yield self.name_at[head.head.i], False
        name = self.name_before_comma(phrase)
        if name is not None:
            yield name, False
        name = self.subject_of_attribute(phrase) or self.attribute_of_subject(phrase)
        if name is not None:
            yield name, False

    def listed(self, noun: Token) -> Iterator[Phrase]:
        """The names of a list that a plural noun introduces: "deux villages, X et Y"."""
        if noun.pos_ != "NOUN" or "Plur" not in noun.morph.get("Number") or noun.i in self.name_at:
            return
        place = noun.i + 1
        while place < len(self.doc) and self.doc[place].pos_ == "ADJ":
            place += 1
        while place < len(self.doc) and (name := self.name_at.get(place + 1)) is not None and name.start == place + 1:
            if self.doc[place].text not in (",", ":", "(") and small(self.doc[place]) not in self.lexicon.words["between_names"]:
                break
            yield name
            place = name.end

    def between(self, start: int, end: int) -> str:
        """The words between two phrases, without the determiner of the second."""
        words = [t for t in self.doc[start:end] if not t.is_space]
        if words and words[-1].pos_ == "DET":
            words.pop()
        return " ".join(t.text for t in words)

    def name_right_behind(self, phrase: Phrase) -> Phrase | None:
        """The name that follows at once, or after adjectives that the parser gave to another word."""
        end = self.end_with_age(phrase)
        if end + 1 < len(self.doc) and end not in self.name_at and end + 1 in self.name_at:
            word = self.doc[end]
            if (
                word.pos_ in ("ADJ", "NOUN", "VERB")
                and "Fin" not in word.morph.get("VerbForm")  # "un syndicat accuse X"
                and word.text[:1].islower()
                and not any(t.dep_ in ("det", "case") for t in word.children)
            ):
                end += 1
        name = self.name_at.get(end)
        if name is None or name.start != end or not phrase.types and phrase.form == "bare":
            return None
        return name

    def end_with_age(self, phrase: Phrase) -> int:
        """The end of the phrase behind an age: "le Brésilien de 22 ans X"."""
        words = [small(t) for t in self.doc[phrase.end : phrase.end + 3]]
        return phrase.end + 3 if len(words) == 3 and words[0] in self.lexicon.words["of"] and words[2] == "ans" else phrase.end

    def is_outermost(self, phrase: Phrase, name: Phrase) -> bool:
        """Whether no longer phrase that fits ends at the same place ("la fille du fondateur, X": the daughter)."""
        return not any(other.start < phrase.start and self.fits(other, name) for other in self.ending[phrase.end])

    def is_innermost(self, phrase: Phrase, name: Phrase) -> bool:
        """Whether no shorter phrase that fits ends right before the name ("le report de l'assistant X": the assistant)."""
        return not any(other.start > phrase.head and self.fits(other, name) for other in self.ending[phrase.end])

    def name_behind_comma(self, phrase: Phrase) -> Phrase | None:
        """ "Le président du club, X," where the phrase is the longest that ends at the comma."""
        end = self.end_with_age(phrase)
        if end + 1 >= len(self.doc) or self.doc[end].text != "," or phrase.form in ("bare", "indefinite"):
            return None
        start = end + 1
        while start < len(self.doc) - 1 and self.doc[start].pos_ == "DET":
            start += 1
        name = self.name_at.get(start)
        if name is None or name.start != start or not phrase.types & name.types:
            return None
        after = self.doc[name.end].text if name.end < len(self.doc) else "."
        return name if after in (",", ".", ";", ":", ")", "»") and self.is_outermost(phrase, name) else None

    def name_of_place(self, phrase: Phrase) -> Phrase | None:
        """ "La ville de X"."""
        if phrase.noun not in self.lexicon.places_of_name or phrase.head + 2 >= len(self.doc):
            return None
        name = self.name_at.get(phrase.head + 2)
        if name is None or name.start != phrase.head + 2 or small(self.doc[phrase.head + 1]) not in self.lexicon.words["of"]:
            return None
        return name if "Place" in name.types else None

    def name_before_comma(self, phrase: Phrase) -> Phrase | None:
        """ "X, PDG de Y," and "X, un groupe qui …"."""
        first = phrase.start
        while first > 0 and self.doc[first - 1].pos_ == "DET":
            first -= 1
        if first < 2 or self.doc[first - 1].text != "," or first - 2 not in self.name_at:
            return None
        name = self.name_at[first - 2]
        head = self.doc[phrase.head]
        if head.dep_ == "conj" or not (phrase.types & name.types or self.lexicon.any_types(phrase.noun) & name.types):
            if not (phrase.form == "indefinite" and head.dep_ != "conj" and not phrase.types):
                return None
        if phrase.form == "indefinite":
            return name if small(self.doc[first]) in self.lexicon.words["one"] else None
        after = self.doc[phrase.end] if phrase.end < len(self.doc) else None
        closed = (
            after is None or after.is_space or after.text in (",", ".", ";", ")", ":") or after.lower_ in ("qui", "dont", "et")
        )
        return name if closed or phrase.form == "bare" and phrase.complements else None

    def subject_of_attribute(self, phrase: Phrase) -> Phrase | None:
        """ "X est un groupe", "X devient ministre"; not where it is denied."""
        head = self.doc[phrase.head]
        copula = any(t.dep_ == "cop" and t.lemma_ == "être" for t in head.children)
        becoming = head.dep_ in ("xcomp", "obj") and head.head.lemma_ in self.lexicon.words["becoming"]
        if not copula and not becoming:
            return None
        verb = head if copula else head.head
        if any(small(t) in self.lexicon.words["denial"] for t in verb.children):
            return None
        return next((self.name_at[t.i] for t in verb.children if t.dep_.startswith("nsubj") and t.i in self.name_at), None)

    def attribute_of_subject(self, phrase: Phrase) -> Phrase | None:
        """ "Le vainqueur est X", "son successeur sera X"."""
        head = self.doc[phrase.head]
        name = self.name_at.get(head.head.i)
        if name is None or name.start < head.i or not head.dep_.startswith("nsubj"):
            return None
        if phrase.form not in ("definite", "possessive"):
            return None
        words = [t for i in range(name.start, name.end) for t in self.doc[i].children]
        if any(t.dep_ == "case" or small(t) in self.lexicon.words["denial"] for t in words):
            return None
        return name if any(t.dep_ == "cop" and t.lemma_ == "être" for t in words) else None

    def deeds(self, name: Phrase) -> frozenset[str]:
        """Nouns for who does what the name does ("fondée par X": founder), or undergoes it ("succède à X": predecessor)."""
        verb = self.doc[name.governor]
        agent = any(
            small(t) in self.lexicon.words["by"] and t.dep_ == "case"
            for i in range(name.start, name.end)
            for t in self.doc[i].children
        )
        passive = (
            any(t.dep_.startswith("aux:pass") for t in verb.children)
            or "Part" in verb.morph.get("VerbForm")
            and not any(t.dep_.startswith("aux") for t in verb.children)
        )
        if agent if passive else name.role == "subject":
            # "X lui succède et dirige la maison": both are deeds of X.
            verbs = [verb, *(t for t in verb.children if t.dep_ == "conj" and not any(_is_subject(c) for c in t.children))]
            return frozenset().union(*(self.lexicon.agent_nouns.get(t.lemma_.lower(), frozenset()) for t in verbs))
        undergoes = name.role == "subject" if passive else name.role in ("object", "oblique")
        return self.lexicon.patient_nouns.get(verb.lemma_.lower(), frozenset()) if undergoes else frozenset()

    def done_to(self, name: Phrase) -> frozenset[int]:
        """The tokens of what the deed is done to; of "présidé par X" the word that the participle is said of."""
        verb = self.doc[name.governor]
        found = [t.i for t in verb.children if t.dep_ in ("obj", "nsubj:pass")]
        return frozenset(found or ([verb.head.i] if verb.dep_.startswith("acl") else []))


def _is_subject(token: Token) -> bool:
    return token.dep_.startswith(("nsubj", "aux:pass"))
