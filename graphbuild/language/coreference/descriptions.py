"""Third pass of coreference: which noun phrases stand for what.

Finds who "l'entreprise", "la dirigeante", "ce rival" are: by what the text has called so, by nouns of one group, by
the class of the noun, in this order, and only where gender, number and modifiers do not speak against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .ages import told_ages
from .clash import clash
from .clusters import Cluster, Clusters
from .deals import Deals, lately
from .fit import BEST, CALLINGS, GOOD, ClassFit
from .learning import body_of
from .lexicon import CoreferenceLexicon
from .mentions import Phrase
from .origins import Origins
from .syntax import follows_source_words, small

if TYPE_CHECKING:
    from spacy.tokens import Doc

# How far back (sentences) a noun of a class may stand for a name, and by how much the most present
# candidate must outdo the next.
CLASS_REACH = 4
CLASS_MARGIN = 1.15
CLASS_TOPIC = 20.0  # "l'entreprise" is what the text is about rather than what was named last
MODIFIED_MARGIN = 1.5  # where adjectives tell something new: "la société bretonne"
OFFICES = frozenset(("Person/founder", "Person/head", "Person/politician"))
_DEAL = 1.8  # what has just been sold, and who takes it
DEAL_REACH = 2
PAST_REACH = 2  # sentences back in which "l'ancien ministre" was named
_OWN = 1.6  # what the subject heads
_ORIGIN = 4.0  # "le groupe nantais", of one that was called so or has its seat there
_NESTED = 0.5  # a name that only told which one another is ("un ancien de X"), or who says so


def resolve_descriptions(doc: Doc, phrases: list[Phrase], clusters: Clusters, lexicon: CoreferenceLexicon) -> None:
    """Attach definite and demonstrative noun phrases to what they stand for, from left to right."""
    described = {id(p) for cluster in clusters for p in cluster.descriptions}
    resolver = _Resolver(doc, phrases, clusters, lexicon)

    def settle(phrase: Phrase) -> None:
        if phrase.form in ("name", "pronoun", "possessor") or clusters.of(phrase) is not None:
            return
        for i in phrase.complements:  # "la présidente du parti": first the party
            if i > phrase.head and i in resolver.by_head:
                settle(resolver.by_head[i])
        cluster = None
        if id(phrase) not in described and not is_attribute(doc, phrase):
            cluster = resolver.find(phrase)
        if cluster is not None:
            clusters.attach(phrase, cluster)
        elif id(phrase) not in described:
            clusters.add([phrase])

    for phrase in phrases:
        settle(phrase)


def is_attribute(doc: Doc, phrase: Phrase) -> bool:
    """Whether the phrase says what something is ("il était le cinquième animateur") rather than naming it."""
    return any(t.dep_ == "cop" for t in doc[phrase.head].children)


class _Resolver:
    def __init__(self, doc: Doc, phrases: list[Phrase], clusters: Clusters, lexicon: CoreferenceLexicon) -> None:
        self.doc = doc
        self.clusters = clusters
        self.lexicon = lexicon
        self.by_head = {phrase.head: phrase for phrase in phrases}
        self.classes = ClassFit(doc, self.by_head, lexicon)
        self.deals = Deals(doc, self.by_head, lexicon)
        self.origins = Origins(doc, phrases, lexicon)
        self.ages = list(told_ages(doc, phrases, lexicon.words["aged"]))
        for buyer in self.deals.buyers:
            cluster = clusters.of(buyer)
            if cluster is not None:
                cluster.deeds |= lexicon.agent_nouns["acquérir"]
                clusters.call(cluster, *lexicon.agent_nouns["acquérir"])

    def find(self, phrase: Phrase) -> Cluster | None:
        """What the phrase stands for, or None where that is not sure."""
        if phrase.form == "possessive":
            # "Dans son mémo" is the memo that was spoken of; "sa filiale" is hardly ever a company that was.
            return self.by_noun(phrase) if phrase.types & {"Document", "Work"} else self.by_deed(phrase)
        if phrase.form not in ("definite", "demonstrative"):
            return None
        if any(adjective.endswith("ième") for adjective in phrase.adjectives):
            return None
        if phrase.noun in self.lexicon.collective and phrase.complements:
            return None
        if phrase.adjectives & self.lexicon.words["new"] and phrase.types & {"Organization"} and "Person" not in phrase.types:
            return self.newly_made(phrase)
        known = self.by_noun(phrase)
        if phrase.adjectives & self.lexicon.other_adjectives:
            person = known if known is not None and known.named and "Person" in known.types else None
            return person or (self.by_past(phrase) if phrase.adjectives & self.lexicon.words["former"] else None)
        if known is not None and (known.named or phrase.noun.split()[-1] not in self.lexicon.words["human"]):
            return known
        if phrase.number != "s":
            return known
        if phrase.form != "demonstrative" and self.binding_complement(phrase):
            return known or self.by_office(phrase)
        return self.later_named(phrase, known) if known is not None else self.by_class(phrase)

    def newly_made(self, phrase: Phrase) -> Cluster | None:
        """ "La nouvelle société" is the only one of whose making the text has told ("la création de X"), or one that it called new."""
        called = [c for c in self.clusters.called(phrase.noun) if any(p.adjectives & self.lexicon.words["new"] and self.same_noun(p, phrase) for p in c.mentions)]
        made = [
            c for c in self.clusters
            if "Organization" in c.types and c.first < phrase.start
            and any(m.role in ("object", "nested") and self.doc[m.governor].lemma_.lower() in self.lexicon.words["created"] for m in c.mentions)
        ]  # fmt: skip
        found = [c for c in called or made if c.named or called]
        return found[0] if len(found) == 1 else None

    def later_named(self, phrase: Phrase, known: Cluster) -> Cluster:
        """ "L'homme" is a man who was called so, unless somebody of whom nothing else is told was named since."""
        named = self.by_class(phrase)
        if named is None or not named.named or any("Person" in said.types for said in named.descriptions):
            return known
        last, other = named.last_before(phrase.start), known.last_before(phrase.start)
        return named if last is not None and (other is None or last.start > other.start) else known

    # --- what was called by this noun before ---

    def by_noun(self, phrase: Phrase) -> Cluster | None:
        found: list[tuple[float, Cluster]] = []
        for cluster in self.clusters.called(phrase.noun, phrase.lemma):
            if not self.admits(phrase, cluster):
                continue
            said = [p for p in (*cluster.descriptions, *cluster.mentions) if self.same_noun(p, phrase) and p is not phrase]
            if phrase.noun in cluster.name_nouns(self.lexicon) or phrase.noun in cluster.deeds:
                said.append(cluster.names[0])
            if "Organization" in phrase.types and all(m.form == "bare" and not m.heading for m in cluster.mentions):
                continue  # "une cheffe d'entreprise" tells of no company
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
        return (
            said.noun == phrase.noun
            or said.lemma == phrase.lemma
            or said.noun.split(" ")[0] == phrase.noun.split(" ")[0]
            and bool(said.types & phrase.types)
        )

    def modifiers_agree(self, phrase: Phrase, said: Phrase, cluster: Cluster) -> bool:
        """Whether nothing that is said with the noun here speaks against what was said with it there."""
        if said.form == "name":
            return all(any(self.same_name(i, j) for j in cluster.done_to) for i in phrase.complements)
        light = self.lexicon.light_adjectives
        new, old = phrase.adjectives - light, said.adjectives - light
        if (new - old) & self.lexicon.other_adjectives:
            return False
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

    def same_name(self, i: int, j: int) -> bool:
        """Whether two tokens head phrases of one thing that has a name."""
        one, other = (self.clusters.of(self.by_head[k]) if k in self.by_head else None for k in (i, j))
        return one is not None and one is other and one.named

    def by_deed(self, phrase: Phrase) -> Cluster | None:
        """ "Fondée par X … son fondateur": the only one who did it."""
        found = [c for c in self.clusters.called(phrase.noun) if phrase.noun in c.deeds and c.first < phrase.start]
        behind = self.by_head.get(phrase.end) or self.by_head.get(phrase.end + 1)
        return found[0] if len(found) == 1 and (behind is None or behind.form != "name") else None

    def by_office(self, phrase: Phrase) -> Cluster | None:
        """ "Le député de X", a subject, is who the text is about and was just named, where no office of theirs is told."""
        if phrase.role != "subject" or not self.lexicon.groups_of(phrase.noun) & OFFICES:
            return None
        people = [c for c in self.clusters if c.named and "Person" in c.types and c.first < phrase.start]
        recent = {id(c) for c in self.clusters.recent(phrase.start, phrase.sentence, 1)}
        near = [c for c in people if id(c) in recent and self.admits(phrase, c)]
        near = [c for c in near if not any("Person" in said.types for said in c.descriptions)]
        if len(near) != 1:
            return None
        (person,) = near
        return person if len(person.names) == max(len(c.names) for c in people) else None

    def by_past(self, phrase: Phrase) -> Cluster | None:
        """ "L'ancienne ingénieure", a subject, is who the text is about, where nobody else of that gender was named just before."""
        if phrase.role != "subject" or phrase.form != "definite" or phrase.number != "s" or "Person" not in phrase.types:
            return None
        people = [c for c in self.clusters if c.named and "Person" in c.types and c.first < phrase.start]
        recent = {id(c) for c in self.clusters.recent(phrase.start, phrase.sentence, PAST_REACH)}
        near = [c for c in people if id(c) in recent and self.admits(phrase, c)]
        if len(near) != 1 or phrase.quote:
            return None
        (person,) = near
        return person if len(person.mentions) == max(len(c.mentions) for c in people) else None

    # --- what is of the class of this noun ---

    def by_class(self, phrase: Phrase) -> Cluster | None:
        lexicon = self.lexicon
        generic = frozenset({"Person"}) if phrase.local else lexicon.any_types(phrase.noun)
        types = phrase.types | generic
        if not types - {"Group"} or phrase.noun in lexicon.unique_bodies:
            return None
        if phrase.noun in lexicon.kinship and (phrase.form != "demonstrative" or phrase.quote):
            return None
        groups = lexicon.groups_of(phrase.noun)
        reach = CLASS_REACH
        if phrase.form == "demonstrative":
            reach = CLASS_REACH if types == {"Person"} else 1  # a person goes on in pronouns, which are not resolved yet
        elif "Place/country" in groups:
            reach = phrase.sentence  # "le pays" is where all takes place, however far back it was named
        elif generic == {"Person"} or "Place" in types:
            reach = 2 * CLASS_REACH
        own = self.body_of_subject(phrase)
        found: list[tuple[float, Cluster]] = []
        lasting = groups & {"Organization/business", "Organization/sport"} or phrase.role == "subject" and groups & CALLINGS
        far = 2 * CLASS_REACH if lasting and phrase.form == "definite" else 0
        near = {id(cluster) for cluster in self.clusters.recent(phrase.start, phrase.sentence, reach)}
        for cluster in self.clusters.recent(phrase.start, phrase.sentence, max(reach, far)):
            if not types & cluster.types:
                continue
            fit = self.classes.fit(phrase, cluster, groups, generic)
            if not fit or id(cluster) not in near and (not cluster.named or fit < BEST):
                continue
            if not cluster.named and not (
                phrase.form == "demonstrative" and generic
                or phrase.noun in ("document", "texte") and "Document" in cluster.types
                or cluster.types == {"Event"} and fit == BEST
                or self.is_ones_company(cluster) and phrase.sentence - cluster.mentions[-1].sentence <= 1
            ):
                continue
            if not self.admits(phrase, cluster) or self.age_fits(phrase, cluster) is False:
                continue
            if phrase.form == "demonstrative":
                weight = cluster.salience(phrase.start, phrase.sentence, topic=0.0, reach=reach)
            else:
                weight = cluster.salience(phrase.start, phrase.sentence, topic=CLASS_TOPIC)
            dealt = self.dealt(phrase, cluster)
            if dealt != 1.0:
                weight *= dealt
            elif all(m.role == "nested" or self.is_source(m) for m in cluster.mentions if m.start < phrase.start):
                weight *= _NESTED
            if self.origins.agree(phrase, cluster) or self.age_fits(phrase, cluster):
                weight *= _ORIGIN
            if cluster is own:
                weight *= _OWN
            found.append((fit * weight, cluster))
        found.sort(key=lambda pair: -pair[0])
        if not found:
            return None
        best = found[0][1]
        if phrase.local and len(found) > 1 and not self.origins.agree(phrase, best):
            return None
        vague = (
            phrase.form != "demonstrative"
            and bool(phrase.adjectives - lexicon.light_adjectives)
            and not self.origins.agree(phrase, best)
            or self.classes.fit(phrase, best, groups, generic) < GOOD
        )
        if vague and best.descriptions and (newcomer := self.newcomer(phrase, [cluster for _, cluster in found[1:]])) is not None:
            return newcomer
        margin = MODIFIED_MARGIN if vague else CLASS_MARGIN
        if len(found) > 1 and found[0][0] < margin * found[1][0]:
            return None
        return best

    def newcomer(self, phrase: Phrase, others: list[Cluster]) -> Cluster | None:
        """ "X affrontera Y. Le candidat écologiste …": who was named just before for the first time, and of whom nothing was told."""
        found = [
            c for c in others
            if c.named and c.types == {"Person"} and not c.descriptions and phrase.sentence - min(m.sentence for m in c.mentions) == 1
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def age_fits(self, phrase: Phrase, cluster: Cluster) -> bool | None:
        """Whether "le sexagénaire" is between sixty and seventy; None where the noun tells no age or the text none of the cluster."""
        decade = self.lexicon.decades.get(phrase.noun)
        ages = [age for said, age in self.ages if self.clusters.of(said) is cluster or said in cluster.descriptions]
        return decade <= ages[0] < decade + 10 if decade and ages else None

    def body_of_subject(self, phrase: Phrase) -> Cluster | None:
        """The one body that the subject of the clause is said to head or to have founded ("X, PDG de Y … X quitte le groupe": Y)."""
        if phrase.role == "subject" or not self.lexicon.groups_of(phrase.noun) | self.lexicon.any_types(phrase.noun):
            return None
        subject = next((t for t in self.doc[phrase.governor].children if t.dep_.startswith("nsubj")), None)
        person = self.clusters.of(self.by_head[subject.i]) if subject is not None and subject.i in self.by_head else None
        if person is None or "Person" not in person.types:
            return None
        return body_of(person, self.clusters, self.by_head, self.lexicon)

    def dealt(self, phrase: Phrase, cluster: Cluster) -> float:
        """What a deal right before speaks for the cluster: "X cède sa filiale Y. La société …" is Y; "le groupe" is who buys."""
        lexicon = self.lexicon
        taker = phrase.noun in lexicon.words["takers"]
        sold, buys = (
            any(self.clusters.of(m) is cluster for m in lately(found, phrase, CLASS_REACH if taker else DEAL_REACH))
            for found in (self.deals.sold, self.deals.buyers)
        )
        if sold == buys:
            return 1.0
        if taker:
            return _DEAL if buys else 1 / _DEAL
        firm = "Organization/business" in lexicon.groups_of(phrase.noun) and not lexicon.any_types(phrase.noun)
        return _DEAL if sold and firm else 1.0

    def is_source(self, phrase: Phrase) -> bool:
        """Whether the phrase only tells who says so ("selon X")."""
        return follows_source_words(self.doc, phrase.start, self.lexicon.words["source"])

    def is_ones_company(self, cluster: Cluster) -> bool:
        """Whether all that is told of it is whose company it is ("sa société")."""
        return all(m.form == "possessive" and "Organization/business" in self.lexicon.groups_of(m.noun) for m in cluster.mentions)

    def binding_complement(self, phrase: Phrase) -> bool:
        """Whether a complement makes the phrase mean something else than the class alone would.

        "la firme de X", with X a place, is still the firm that is spoken of.
        """
        for i in phrase.complements:
            token = self.doc[i]
            place = self.by_head.get(i)
            preposition = next((small(t) for t in token.children if t.dep_ == "case"), "")
            if not (
                preposition in self.lexicon.words["of"] and place is not None and place.form == "name" and "Place" in place.types
            ):
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
        if phrase.form == "demonstrative" and self.is_called_otherwise(phrase, cluster):
            return False
        if self.is_understood_subject(phrase, cluster):
            return False
        if any(m.sentence == phrase.sentence and m.start < phrase.start and self.is_source(m) for m in cluster.mentions):
            return False  # "selon le journal X, l'entreprise …": not X
        nations = self.classes.nations({*phrase.adjectives, phrase.noun})
        if nations and self.classes.nations(cluster.adjectives() | cluster.nouns()) - nations:
            return False
        gender = cluster.gender
        if "Person" in cluster.types and gender and phrase.gender and gender != phrase.gender:
            return False
        if not cluster.named and gender and phrase.gender and gender != phrase.gender and phrase.noun in cluster.nouns():
            return False
        return not any(clash(self.doc, phrase, m) for m in cluster.mentions if m.sentence == phrase.sentence)

    def is_called_otherwise(self, phrase: Phrase, cluster: Cluster) -> bool:
        """Whether another noun stands for it in the same sentence ("la plateforme accuse ce prestataire": two)."""
        named = {name.start for name in cluster.names}
        return any(
            m.form in ("definite", "possessive") and m.lemma != phrase.lemma and m.end not in named
            for m in cluster.mentions
            if m.sentence == phrase.sentence and m.start < phrase.start
        )

    def is_understood_subject(self, phrase: Phrase, cluster: Cluster) -> bool:
        """Whether the cluster does, unsaid, what the phrase undergoes ("X veut racheter la société": not X)."""
        if phrase.role not in ("object", "oblique"):
            return False
        verb = self.doc[phrase.governor]
        while verb.dep_ == "xcomp" and verb.head != verb:
            verb = verb.head
            for token in verb.children:
                if token.dep_.startswith("nsubj"):
                    subject = self.by_head.get(token.i)
                    return subject is not None and self.clusters.of(subject) is cluster
        return False
