"""Second and third pass of coreference: what noun phrases say of names, and which of them stand for names.

`learn_descriptions` reads titles ("le patron X"), appositions ("X, PDG de Y"), attributes ("X est un …")
and naming participles; what it learns belongs to the document alone. `resolve_descriptions` then finds
who "l'entreprise", "la dirigeante", "ce rival" are: by what was learned, by the head noun, by the class
of the noun, in this order, and only where gender, number and modifiers do not speak against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .coreference_clusters import Cluster, Clusters
from .coreference_lexicon import CoreferenceLexicon
from .coreference_mentions import Phrase, small
from .gazetteers import plain_name, read_cities, read_countries

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# How far back (sentences) a noun of a class may stand for a name, and by how much the most present
# candidate must outdo the next.
CLASS_REACH = 4
CLASS_MARGIN = 1.15
CLASS_TOPIC = 20.0  # "l'entreprise" is what the text is about rather than what was named last
MODIFIED_MARGIN = 1.5  # where adjectives tell something new: "la société bretonne"
_GROUP, _CLASS, _UNKNOWN = 1.3, 1.0, 0.7


def learn_descriptions(doc: Doc, phrases: list[Phrase], clusters: Clusters, lexicon: CoreferenceLexicon) -> None:
    """Attach titles before a name as mentions, and what is said of a name as descriptions."""
    learner = _Learner(doc, phrases, lexicon)
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
            clusters.call(cluster, *deeds, *cluster.name_nouns(lexicon))


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
        name = self.subject_of_attribute(phrase)
        if name is not None:
            yield name, False

    def between(self, start: int, end: int) -> str:
        """The words between two phrases, without the determiner of the second."""
        words = [t for t in self.doc[start:end] if not t.is_space]
        if words and words[-1].pos_ == "DET":
            words.pop()
        return " ".join(t.text for t in words)

    def name_right_behind(self, phrase: Phrase) -> Phrase | None:
        """The name that follows at once, or after adjectives that the parser gave to another word."""
        end = phrase.end
        if end + 1 < len(self.doc) and end not in self.name_at and end + 1 in self.name_at:
            word = self.doc[end]
            if word.pos_ in ("ADJ", "NOUN", "VERB") and word.text[:1].islower() and not any(t.dep_ in ("det", "case") for t in word.children):
                end += 1
        name = self.name_at.get(end)
        if name is None or name.start != end or not phrase.types and phrase.form == "bare":
            return None
        return name

    def is_outermost(self, phrase: Phrase, name: Phrase) -> bool:
        """Whether no longer phrase that fits ends at the same place ("la fille du fondateur, X": the daughter)."""
        return not any(other.start < phrase.start and self.fits(other, name) for other in self.ending[phrase.end])

    def is_innermost(self, phrase: Phrase, name: Phrase) -> bool:
        """Whether no shorter phrase that fits ends right before the name ("le report de l'assistant X": the assistant)."""
        return not any(other.start > phrase.head and self.fits(other, name) for other in self.ending[phrase.end])

    def name_behind_comma(self, phrase: Phrase) -> Phrase | None:
        """"Le président du club, X," where the phrase is the longest that ends at the comma."""
        if phrase.end + 1 >= len(self.doc) or self.doc[phrase.end].text != "," or phrase.form in ("bare", "indefinite"):
            return None
        start = phrase.end + 1
        while start < len(self.doc) - 1 and self.doc[start].pos_ == "DET":
            start += 1
        name = self.name_at.get(start)
        if name is None or name.start != start or not phrase.types & name.types:
            return None
        after = self.doc[name.end].text if name.end < len(self.doc) else "."
        return name if after in (",", ".", ";", ":", ")", "»") and self.is_outermost(phrase, name) else None

    def name_of_place(self, phrase: Phrase) -> Phrase | None:
        """"La ville de X"."""
        if phrase.noun not in self.lexicon.places_of_name or phrase.head + 2 >= len(self.doc):
            return None
        name = self.name_at.get(phrase.head + 2)
        if name is None or name.start != phrase.head + 2 or small(self.doc[phrase.head + 1]) not in self.lexicon.words["of"]:
            return None
        return name if "Place" in name.types else None

    def name_before_comma(self, phrase: Phrase) -> Phrase | None:
        """"X, PDG de Y," and "X, un groupe qui …"."""
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
        closed = after is None or after.is_space or after.text in (",", ".", ";", ")", ":") or after.lower_ in ("qui", "dont", "et")
        return name if closed or phrase.form == "bare" and phrase.complements else None

    def subject_of_attribute(self, phrase: Phrase) -> Phrase | None:
        """"X est un groupe", "X devient ministre"; not where it is denied."""
        head = self.doc[phrase.head]
        copula = any(t.dep_ == "cop" and t.lemma_ == "être" for t in head.children)
        becoming = head.dep_ in ("xcomp", "obj") and head.head.lemma_ in self.lexicon.words["becoming"]
        if not copula and not becoming:
            return None
        verb = head if copula else head.head
        if any(small(t) in self.lexicon.words["denial"] for t in verb.children):
            return None
        return next((self.name_at[t.i] for t in verb.children if t.dep_.startswith("nsubj") and t.i in self.name_at), None)

    def deeds(self, name: Phrase) -> frozenset[str]:
        """Nouns for who does what the name does ("fondée par X": founder)."""
        verb = self.doc[name.governor]
        agent = any(small(t) in self.lexicon.words["by"] and t.dep_ == "case" for i in range(name.start, name.end) for t in self.doc[i].children)
        passive = any(t.dep_.startswith("aux:pass") for t in verb.children) or "Part" in verb.morph.get("VerbForm") and not any(
            t.dep_.startswith("aux") for t in verb.children
        )
        if agent if passive else name.role == "subject":
            return self.lexicon.agent_nouns.get(verb.lemma_.lower(), frozenset())
        return frozenset()


def resolve_descriptions(doc: Doc, phrases: list[Phrase], clusters: Clusters, lexicon: CoreferenceLexicon) -> None:
    """Attach definite and demonstrative noun phrases to what they stand for, from left to right."""
    described = {id(p) for cluster in clusters for p in cluster.descriptions}
    resolver = _Resolver(doc, phrases, clusters, lexicon)
    for phrase in phrases:
        if phrase.form in ("name", "pronoun", "possessor"):
            continue
        if clusters.of(phrase) is None:
            cluster = None
            if id(phrase) not in described and not is_attribute(doc, phrase):
                cluster = resolver.find(phrase)
            if cluster is not None:
                clusters.attach(phrase, cluster)
            elif id(phrase) not in described:
                clusters.add([phrase])


def is_attribute(doc: Doc, phrase: Phrase) -> bool:
    """Whether the phrase says what something is ("il était le cinquième animateur") rather than naming it."""
    return any(t.dep_ == "cop" for t in doc[phrase.head].children)


class _Resolver:
    def __init__(self, doc: Doc, phrases: list[Phrase], clusters: Clusters, lexicon: CoreferenceLexicon) -> None:
        self.doc = doc
        self.clusters = clusters
        self.lexicon = lexicon
        self.by_head = {phrase.head: phrase for phrase in phrases}

    def find(self, phrase: Phrase) -> Cluster | None:
        """What the phrase stands for, or None where that is not sure."""
        if phrase.form == "possessive":
            # "Dans son mémo" is the memo that was spoken of; "sa filiale" is hardly ever a company that was.
            return self.by_noun(phrase) if phrase.types & {"Document", "Work"} else None
        if phrase.form not in ("definite", "demonstrative"):
            return None
        if any(adjective.endswith("ième") for adjective in phrase.adjectives):
            return None
        if phrase.adjectives & self.lexicon.other_adjectives or phrase.noun in self.lexicon.collective and phrase.complements:
            return None
        known = self.by_noun(phrase)
        if known is not None:
            return known
        if phrase.number != "s" or phrase.form != "demonstrative" and self.binding_complement(phrase):
            return None
        return self.by_class(phrase)

    # --- what was called by this noun before ---

    def by_noun(self, phrase: Phrase) -> Cluster | None:
        found: list[tuple[float, Cluster]] = []
        for cluster in self.clusters.called(phrase.noun, phrase.lemma):
            if not self.admits(phrase, cluster):
                continue
            said = [p for p in (*cluster.descriptions, *cluster.mentions) if self.same_noun(p, phrase) and p is not phrase]
            if phrase.noun in cluster.name_nouns(self.lexicon) or phrase.noun in cluster.deeds:
                said.append(cluster.names[0])
            if not said or not any(self.modifiers_agree(phrase, p, cluster) for p in said):
                continue
            before = [p for p in said if p.start < phrase.start]
            if not before and not (cluster.named and "Person" in cluster.types and phrase.noun != "président"):
                continue
            if before and not cluster.named and phrase.sentence - max(p.sentence for p in before) > 12:
                continue
            weight = cluster.salience(phrase.start, phrase.sentence) + (1.0 if before else 0.0)
            found.append((weight * (2.0 if cluster.named else 1.0), cluster))
        if not found:
            return None
        found.sort(key=lambda pair: -pair[0])
        if not any(p.start < phrase.start for p in found[0][1].mentions) and len(found) > 1:
            return None
        return found[0][1]

    def same_noun(self, said: Phrase, phrase: Phrase) -> bool:
        if said.form in ("name", "pronoun", "possessor") or said.number != phrase.number:
            return False
        return said.noun == phrase.noun or said.lemma == phrase.lemma or said.noun.split(" ")[0] == phrase.noun.split(" ")[0] and bool(
            said.types & phrase.types
        )

    def modifiers_agree(self, phrase: Phrase, said: Phrase, cluster: Cluster) -> bool:
        """Whether nothing that is said with the noun here speaks against what was said with it there."""
        if said.form == "name":
            return not phrase.complements
        light = self.lexicon.light_adjectives
        new, old = phrase.adjectives - light, said.adjectives - light
        if said.adjectives & self.lexicon.other_adjectives and not old & new and said.form == "indefinite":
            return False
        extra = phrase.noun.split()[1:]
        if extra and said.noun != phrase.noun and not set(extra) <= old:
            return False
        if new and not new <= old:
            # "le président français" is not who was called "le président américain"; "la société nantaise" may be the society.
            if old or not cluster.named:
                return False
        return self.complements_agree(phrase, said, cluster)

    def complements_agree(self, phrase: Phrase, said: Phrase, cluster: Cluster) -> bool:
        if not phrase.complements:
            return True
        return all(any(self.same_thing(i, j) for j in said.complements) for i in phrase.complements)

    def same_thing(self, i: int, j: int) -> bool:
        a, b = self.doc[i], self.doc[j]
        if a.lemma_.lower() == b.lemma_.lower():
            return True
        first, second = self.by_head.get(i), self.by_head.get(j)
        one = self.clusters.of(first) if first else None
        return one is not None and second is not None and one is self.clusters.of(second)

    # --- what is of the class of this noun ---

    def by_class(self, phrase: Phrase) -> Cluster | None:
        lexicon = self.lexicon
        types = phrase.types | lexicon.any_types(phrase.noun)
        if not types - {"Group"} or phrase.noun in lexicon.unique_bodies:
            return None
        groups = lexicon.groups_of(phrase.noun)
        generic = lexicon.any_types(phrase.noun)
        reach = CLASS_REACH
        if phrase.form == "demonstrative":
            reach = 1
        elif generic == {"Person"} or "Place" in types:
            reach = 2 * CLASS_REACH
        found: list[tuple[float, Cluster]] = []
        for cluster in self.clusters.recent(phrase.start, phrase.sentence, reach):
            if not types & cluster.types:
                continue
            if not cluster.named and not (
                phrase.form == "demonstrative" and generic or phrase.noun in ("document", "texte") and "Document" in cluster.types
            ):
                continue
            if not self.admits(phrase, cluster):
                continue
            fit = self.class_fit(phrase, cluster, groups, generic)
            if fit:
                if phrase.form == "demonstrative":
                    weight = cluster.salience(phrase.start, phrase.sentence, topic=0.0, reach=reach)
                else:
                    weight = cluster.salience(phrase.start, phrase.sentence, topic=CLASS_TOPIC)
                found.append((fit * weight, cluster))
        found.sort(key=lambda pair: -pair[0])
        if not found:
            return None
        best = found[0][1]
        vague = phrase.form != "demonstrative" and bool(phrase.adjectives - lexicon.light_adjectives) or self.class_fit(
            phrase, best, groups, generic
        ) < _CLASS
        margin = MODIFIED_MARGIN if vague else CLASS_MARGIN
        if len(found) > 1 and found[0][0] < margin * found[1][0]:
            return None
        return best

    def class_fit(self, phrase: Phrase, cluster: Cluster, groups: frozenset[str], generic: frozenset[str]) -> float:
        """How well the noun goes with what the cluster is known as; 0 where it does not."""
        lexicon = self.lexicon
        types = cluster.types & (phrase.types | generic)
        nouns = cluster.nouns() | cluster.name_nouns(lexicon) | cluster.deeds
        known = {group for noun in nouns for group in self.telling_groups(noun) if group.split("/")[0] in types}
        own = {group for group in groups if group.split("/")[0] in types}
        if own & known:
            return _GROUP
        if generic & cluster.types and "Person" not in types:
            return _CLASS if not (known and own) else 0.0
        if "Person" in types:
            if generic & {"Person"}:
                return _CLASS
            # A role that nothing was said of: only for a person of whom no role is known.
            told = any("Person" in d.types for d in cluster.descriptions)
            return 0.0 if told or known else _UNKNOWN
        if "Place" in types:
            return _CLASS if own and self.place_group(cluster) in {group.split("/")[1] for group in own} else 0.0
        if own:
            if known:
                return 0.0
            if own <= {"Organization/court", "Organization/public"}:
                return 0.0
            return _CLASS if "Organization/business" in own else _UNKNOWN
        if "Organization" in types:
            return 0.0
        same_class = [noun for noun in nouns if lexicon.types_of(noun) & types]
        return 0.0 if same_class else _CLASS

    def nations(self, words: Iterable[str]) -> set[str]:
        """The countries whose adjectives stand among the words."""
        return {self.lexicon.nationalities[word] for word in words if word in self.lexicon.nationalities}

    def telling_groups(self, noun: str) -> frozenset[str]:
        """The groups of a noun, unless it may be said of anything ("site", "plateforme")."""
        return frozenset() if self.lexicon.any_types(noun) else self.lexicon.groups_of(noun)

    def place_group(self, cluster: Cluster) -> str:
        """City or country, by the gazetteers, else by what stands before the name: "à X", "en X", "la X"."""
        for name in cluster.names:
            if plain_name(name.text) in read_countries():
                return "country"
            if plain_name(name.text) in read_cities():
                return "city"
            before = small(self.doc[name.start - 1]) if name.start else ""
            if before in self.lexicon.words["before_cities"]:
                return "city"
            if before in self.lexicon.words["before_countries"]:
                return "country"
        return ""

    def binding_complement(self, phrase: Phrase) -> bool:
        """Whether a complement makes the phrase mean something else than the class alone would.

        "la firme de X", with X a place, is still the firm that is spoken of.
        """
        for i in phrase.complements:
            token = self.doc[i]
            place = self.by_head.get(i)
            preposition = next((small(t) for t in token.children if t.dep_ == "case"), "")
            if not (preposition in self.lexicon.words["of"] and place is not None and place.form == "name" and "Place" in place.types):
                return True
            if not self.lexicon.groups_of(phrase.noun) & {"Organization/business", "Organization/sport"}:
                return True
        return False

    def admits(self, phrase: Phrase, cluster: Cluster) -> bool:
        """Number, gender, and the rule that two arguments of one verb, or a phrase and its part, differ."""
        if cluster.number and phrase.number and cluster.number != phrase.number:
            return False
        if cluster.named and not phrase.types & cluster.types and cluster.types != {"Thing"}:
            # "assistant" may be a person, but not where the text has called a product so.
            if not any(said.lemma == phrase.lemma for said in cluster.descriptions):
                return False
        nations = self.nations({*phrase.adjectives, phrase.noun})
        if nations and self.nations(cluster.adjectives() | cluster.nouns()) - nations:
            return False
        gender = cluster.gender
        if "Person" in cluster.types and gender and phrase.gender and gender != phrase.gender:
            return False
        if not cluster.named and gender and phrase.gender and gender != phrase.gender and phrase.noun in cluster.nouns():
            return False
        return not any(clash(self.doc, phrase, m) for m in cluster.mentions if m.sentence == phrase.sentence)


def clash(doc: Doc, phrase: Phrase, other: Phrase) -> bool:
    """Whether two phrases of one sentence cannot be one thing: arguments of one verb, one inside the other,
    members of one coordination."""
    if other is phrase:
        return False
    arguments = ("subject", "object", "oblique", "adjunct")
    if phrase.form != "possessor" and other.form != "possessor":
        if phrase.role in arguments and other.role in arguments and phrase.governor == other.governor:
            return True
    a, b = doc[phrase.head], doc[other.head]
    if _in_fronted_participle(doc, phrase, b) or _in_fronted_participle(doc, other, a):
        return True
    if phrase.form == "possessor":
        return b.is_ancestor(a) and _plain_chain(a.head, b)
    if other.form == "possessor":
        return a.is_ancestor(b) and _plain_chain(b.head, a)
    return (b.is_ancestor(a) and _plain_chain(a, b)) or (a.is_ancestor(b) and _plain_chain(b, a)) or _coordinated(a, b)


def _in_fronted_participle(doc: Doc, phrase: Phrase, token: Token) -> bool:
    """Whether the token stands in a participle put before the phrase of which it is said ("Née à X, elle …")."""
    if token.i > phrase.head or phrase.form == "possessor":
        return False
    for ancestor in (token, *token.ancestors):
        finite = any(t.dep_.startswith("aux") for t in ancestor.children)
        if ancestor.i < phrase.head and not finite and "Part" in ancestor.morph.get("VerbForm") and ancestor.head.i in (phrase.head, phrase.governor):
            return ancestor.head.i != ancestor.i and ancestor.dep_.startswith(("acl", "advcl", "amod", "appos", "dislocated", "obl"))
    return False


def _plain_chain(token: Token, top: Token) -> bool:
    """Whether only noun complements lie between the token and `top`, no clause and no coordination."""
    while token != top:
        if token.dep_.startswith(("acl", "conj", "appos", "advcl", "parataxis", "ccomp")) or token.head == token:
            return False
        token = token.head
    return True


def _coordinated(a: Token, b: Token) -> bool:
    return (a.dep_ == "conj" and a.head == b) or (b.dep_ == "conj" and b.head == a)
