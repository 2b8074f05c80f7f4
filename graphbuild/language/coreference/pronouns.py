"""Last pass of coreference: pronouns and possessives, from left to right.

A candidate must agree in gender and number, must be free (not an argument of the same verb, not a phrase
that holds the pronoun), and must be a person or a body where the verb asks for one. Of those that are
left the most salient is taken (Lappin & Leass 1994), if it is clearly so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .clusters import Cluster, Clusters
from .groups import PLURAL_REACH as REACH
from .groups import Group, plural_candidates
from .lexicon import CoreferenceLexicon
from .mentions import Phrase
from .names import words_of
from .rules import AGENTS, PronounRules
from .syntax import agreeing_participle, small

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MARGIN = 1.12
COMING = 3  # sentences at the head of a text in which a pronoun may come before the name
_MAIN, _EMBEDDED = 1.3, 1.1  # for who was a subject just before, in a main clause or in another


def resolve_pronouns(
    doc: Doc, phrases: list[Phrase], clusters: Clusters, lexicon: CoreferenceLexicon, groups: list[Group]
) -> list[Group]:
    """Attach pronouns and possessives to what they stand for; those that are not sure stay alone.

    Out come `groups` with the plural ones that stand for several names.
    """
    resolver = _Resolver(doc, phrases, clusters, lexicon, groups)
    for phrase in phrases:
        if phrase.form in ("pronoun", "possessor") and clusters.of(phrase) is None:
            resolver.attach(phrase)
    return resolver.groups


class _Resolver:
    def __init__(
        self, doc: Doc, phrases: list[Phrase], clusters: Clusters, lexicon: CoreferenceLexicon, groups: list[Group]
    ) -> None:
        self.doc = doc
        self.phrases = phrases
        self.clusters = clusters
        self.lexicon = lexicon
        self.by_head = {phrase.head: phrase for phrase in phrases if phrase.form != "possessor"}
        self.rules = PronounRules(doc, clusters, lexicon, self.by_head)
        self.asides = {
            said.head: cluster for cluster in clusters for said in cluster.descriptions if clusters.of(said) is None
        }
        self.groups = list(groups)

    def attach(self, pronoun: Phrase) -> None:
        cluster = self.find(pronoun)
        if cluster is not None:
            self.clusters.attach(pronoun, cluster)
            name = self.name_behind(pronoun)
            if name is not None and not cluster.named and "Person" in cluster.types and name.gender in (None, pronoun.gender):
                self.clusters.merge(name, cluster)

    def find(self, pronoun: Phrase) -> Cluster | None:
        token = self.doc[pronoun.head]
        if pronoun.form == "pronoun":
            doubled = self.doubled_subject(token) or self.speaker(token)
            if doubled is not None:
                return self.clusters.of(doubled)
        if pronoun.form == "possessor" and token.head.lower_ in self.lexicon.own_idioms:
            own = self.own_subject(token.head)
            return self.clusters.of(own) if own is not None else None
        seen_by = pronoun.form == "possessor" and token.head.lower_ in self.lexicon.words["viewpoint"]
        later = self.following_subject(pronoun) if not seen_by else None
        if later is not None:
            if self.clusters.of(later) is None and later.form == "pronoun":
                self.attach(later)
            return self.clusters.of(later)
        if pronoun.noun in ("celui-ci", "dernier"):
            return self.nearest(pronoun)
        if pronoun.role == "subject" and pronoun.form == "pronoun" and (coming := self.coming(pronoun)) is not None:
            return coming
        family = self.family(pronoun) if pronoun.form == "possessor" else None
        if family is not None:
            return family
        return self.most_salient(pronoun)

    def name_behind(self, pronoun: Phrase) -> Cluster | None:
        """Who is named at last: "… par la gérante. Cette dernière, Inès Kervadec, …"."""
        if pronoun.noun not in ("celui-ci", "dernier") or pronoun.end + 1 >= len(self.doc) or self.doc[pronoun.end].text != ",":
            return None
        name = next((p for p in self.phrases if p.start == pronoun.end + 1 and p.form == "name" and "Person" in p.types), None)
        cluster = self.clusters.of(name) if name is not None else None
        return cluster if cluster is not None and name is not None and cluster.first == name.start else None

    # --- places where the syntax decides ---

    def doubled_subject(self, token: Token) -> Phrase | None:
        """The subject that a pronoun repeats: "X compte-t-il", "X, elle, …", "quant à X, il …"."""
        verb = token.head
        if token.text.startswith("-") or token.dep_ == "expl:subj":
            for child in verb.children:
                if child != token and child.dep_.startswith("nsubj") and child.i < token.i:
                    return self.by_head.get(child.i)
        before, after = (self.doc[i] if 0 <= i < len(self.doc) else None for i in (token.i - 1, token.i + 1))
        if (
            before is not None
            and after is not None
            and before.text == after.text == ","
            and small(token) in self.lexicon.words["apart"]
        ):
            return max(
                (p for p in self.phrases if p.end == token.i - 1 and p.form not in ("possessor", "pronoun")),
                key=lambda p: p.end - p.start,
                default=None,
            )
        if self.is_emphatic(token):
            return self.subject_before(token)
        if after is not None and after.text in ("[", "("):
            # "Elle [la Commission] a tranché": the writer says who is meant.
            meant = next((p for p in self.phrases if after.i < p.start <= after.i + 2 and p.form == "name"), None)
            if meant is not None and meant.end < len(self.doc) and self.doc[meant.end].text in ("]", ")"):
                return meant
        sentence = token.sent
        first = next((t for t in sentence if not t.is_space), None)
        if first is not None and small(first) in self.lexicon.words["topic"] and token.dep_.startswith("nsubj"):
            topic = min(
                (p for p in self.phrases if p.start > first.i and p.form != "possessor"), key=lambda p: p.start, default=None
            )
            if topic is not None and topic.start <= first.i + 3 and topic.end < token.i:
                return topic
        return None

    def is_emphatic(self, token: Token) -> bool:
        """Whether the pronoun repeats the subject of its clause ("X pourrait, lui aussi, …", "X va quant à elle …")."""
        words = self.lexicon.words
        form = small(token)
        if form.removesuffix("s").removesuffix("-même") not in words["apart"] and form not in words["apart"]:
            return False
        behind = " ".join(small(t) for t in self.doc[token.i + 1 : token.i + 3])
        if form.endswith("-même") or behind.split(" ")[0] in words["too"] or behind in words["too"]:
            return not any(t.dep_ == "case" for t in token.children)
        return token.i > token.sent.start + 2 and small(self.doc[token.i - 2]) in words["topic"]

    def subject_before(self, token: Token) -> Phrase | None:
        """The subject of the clause that the token stands in, where it comes first."""
        for ancestor in (token, *token.ancestors):
            subject = next((t for t in ancestor.children if t.dep_.startswith("nsubj") and t.i < token.i), None)
            if subject is not None:
                if small(subject) in self.lexicon.words["subject_relative"]:
                    return self.by_head.get(ancestor.head.i)
                return self.by_head.get(subject.i)
        return None

    def speaker(self, token: Token) -> Phrase | None:
        """Who goes on speaking in "…, a-t-elle ajouté": the last subject of a verb of saying that agrees, in this paragraph."""
        said = token.head.lemma_.lower() in self.lexicon.agent_verbs
        pronoun = self.by_head.get(token.i)
        if pronoun is None or not said or not token.text.startswith("-"):
            return None
        for phrase in reversed(self.phrases):
            if phrase.start >= token.i or phrase.role != "subject" or phrase.quote or phrase.paragraph < pronoun.paragraph - 1:
                continue
            cluster = self.clusters.of(phrase)
            if cluster is None or not cluster.types & {"Person"} or not self.rules.admits(pronoun, cluster):
                continue
            if self.doc[phrase.governor].lemma_.lower() in self.lexicon.agent_verbs:
                return phrase
        return None

    def own_subject(self, noun: Token) -> Phrase | None:
        """Whose side it is in "X, de son côté, …", "à son tour, X …": the subject."""
        start = min(t.i for t in noun.subtree)
        before = next((p for p in self.phrases if p.end == start - 1 and p.form != "possessor"), None)
        if before is not None and self.doc[start - 1].text == ",":
            return before
        verb = next((t for t in (noun, *noun.ancestors) if any(c.dep_.startswith("nsubj") for c in t.children)), None)
        subject = next((c for c in verb.children if c.dep_.startswith("nsubj")), None) if verb is not None else None
        return self.by_head.get(subject.i) if subject is not None else None

    def following_subject(self, pronoun: Phrase) -> Phrase | None:
        """The subject that comes after a pronoun in a phrase put first ("Dans son mémo, X a dit")."""
        token = self.doc[pronoun.head]
        token = token.head if pronoun.form == "possessor" else token
        top = token
        while top.head != top and top.dep_ not in ("obl", "obl:mod", "obl:arg", "advcl", "obl:agent"):
            if top.dep_.startswith(("nsubj", "obj", "ccomp", "acl", "conj", "parataxis")) and top != token and top.dep_ != "obj":
                return None
            if top == token and top.dep_.startswith("nsubj") and pronoun.form == "possessor":
                return None
            top = top.head
        if top.dep_ == "obl:arg" and top.head.dep_ == "advmod" and top.head.i < top.i:
            top = top.head  # "lors de son discours"
        if top.head == top or top.i > top.head.i:
            return None
        sentence = token.sent
        opening = [t for t in self.doc[sentence.start : top.left_edge.i] if not t.is_space and not t.is_punct]
        connective = " ".join(small(t) for t in opening) in self.lexicon.words["connectives"]
        if not connective and any(t.dep_ not in ("cc", "advmod", "mark") for t in opening):
            return None
        subject = next((t for t in top.head.children if t.dep_.startswith("nsubj") and t.i > top.i), None)
        phrase = self.by_head.get(subject.i) if subject is not None else None
        if phrase is None or phrase.head <= pronoun.head:
            return None
        if phrase.form in ("indefinite", "bare") or pronoun.number and phrase.number and pronoun.number != phrase.number:
            return None
        if pronoun.form == "pronoun" and pronoun.gender and phrase.gender and pronoun.gender != phrase.gender:
            return None
        if phrase.form not in ("name", "pronoun") and not phrase.types & AGENTS:
            return None
        return phrase

    def coming(self, pronoun: Phrase) -> Cluster | None:
        """Who a text speaks of before it names anybody: "À 34 ans, elle dirige … Née à X, Inès Kervadec …"."""
        if pronoun.number != "s" or not pronoun.gender or pronoun.quote or pronoun.sentence > COMING:
            return None
        if any(c.first < pronoun.start and (c.named or "Person" in c.types) and c.types != {"Place"} for c in self.clusters):
            return None
        for phrase in self.phrases:
            if phrase.form == "name" and "Person" in phrase.types and phrase.role == "subject" and not phrase.embedded:
                cluster = self.clusters.of(phrase)
                near = phrase.sentence - pronoun.sentence <= COMING
                return cluster if near and cluster is not None and cluster.gender == pronoun.gender else None
        return None

    def family(self, possessor: Phrase) -> Cluster | None:
        """Whose "fille, Inès Kervadec" she is: of the one other person of that surname."""
        kin = self.doc[possessor.head].head
        if not {kin.lemma_.lower(), kin.lower_} & self.lexicon.kinship:
            return None
        name = next((p for p in self.phrases if p.form == "name" and kin.i < p.start <= kin.i + 3), None)
        words = words_of(name.text) if name is not None and "Person" in name.types else []
        if name is None or len(words) < 2 or any(t.pos_ in ("VERB", "AUX") for t in self.doc[kin.i : name.start]):
            return None
        own = self.clusters.of(name)
        bearers = [
            c for c in self.clusters
            if c is not own and c.first < possessor.start and any(words_of(n.text)[-1:] == words[-1:] and " " in n.text for n in c.names)
        ]  # fmt: skip
        return bearers[0] if len(bearers) == 1 and self.rules.admits(possessor, bearers[0]) else None

    # --- places where presence decides ---

    def nearest(self, pronoun: Phrase) -> Cluster | None:
        """What was named last ("ce dernier", "celui-ci"): "X et Y, ce dernier …" is Y, whatever it is."""
        beside = next((p for p in self.phrases if p.end == pronoun.start - 1 and p.form == "name"), None)
        if beside is not None and self.doc[beside.end].text == "," and not pronoun.gender == "f" == (beside.gender or "f"):
            if not (beside.gender and pronoun.gender and beside.gender != pronoun.gender):
                return self.clusters.of(beside)
        best: tuple[int, int, Phrase] | None = None
        for phrase in self.clusters.phrases(pronoun.start, pronoun.sentence, 1):
            if phrase.form in ("pronoun", "possessor"):
                continue
            cluster = self.clusters.of(phrase)
            if cluster is None or not self.rules.admits(pronoun, cluster):
                continue
            gender = phrase.gender or next((m.gender for m in cluster.mentions if m.end == phrase.start), None)  # "le réseau X"
            if gender and pronoun.gender and gender != pronoun.gender:
                continue
            # "Ce dernier" is mostly somebody; "celui-ci" what stands nearest, but hardly a place.
            actor = bool(cluster.types & {"Person", "Organization", "Group"})
            weak = (
                phrase.form == "bare"
                and not cluster.named
                or pronoun.noun == "dernier"
                and not actor
                or cluster.types == {"Place"}
                and not cluster.gender
                or self.in_aside(phrase, cluster)
                or not cluster.types & {"Person"} and self.rules.speaks_aside(phrase)
            )
            rank = (phrase.sentence if not weak else -1, phrase.head, phrase)
            if best is None or rank[:2] > best[:2]:
                best = rank
        return self.clusters.of(best[2]) if best else None

    def in_aside(self, phrase: Phrase, cluster: Cluster) -> bool:
        """Whether the phrase stands inside what is said of another ("X, présidente de la fondation Y, …": Y)."""
        token = self.doc[phrase.head]
        while token.dep_.startswith(("nmod", "appos", "flat")) and token.head != token:
            token = token.head
            if token.i in self.asides:
                return self.asides[token.i] is not cluster
        return False

    def most_salient(self, pronoun: Phrase) -> Cluster | None:
        scored: list[tuple[float, Cluster | tuple[Cluster, ...]]] = []
        for cluster in self.clusters.recent(pronoun.start, pronoun.sentence, REACH + 1):
            last = cluster.last_before(pronoun.start)
            reach = REACH + 1 if cluster.named and "Person" in cluster.types else REACH
            if last is None or pronoun.sentence - last.sentence > reach or not self.rules.admits(pronoun, cluster):
                continue
            if not cluster.named and any(last.head == group.phrase.head for group in self.groups):
                continue  # "les deux hommes" are those who were named
            weight = cluster.salience(pronoun.start, pronoun.sentence) * self.factor(pronoun, cluster)
            scored.append((weight, cluster))
        if self.rules.wants_person(pronoun):
            # A name whose type was not told right may be a person after all, where there is no other.
            scored = [pair for pair in scored if isinstance(pair[1], Cluster) and "Person" in pair[1].types] or [
                pair for pair in scored if isinstance(pair[1], Cluster) and self.rules.may_be_person(pair[1])
            ]
        if pronoun.number == "p":
            scored.extend(plural_candidates(self.doc, pronoun, self.clusters, self.by_head, self.groups))
        scored.sort(key=lambda pair: -pair[0])
        if not scored or len(scored) > 1 and scored[0][0] < MARGIN * scored[1][0]:
            return None
        best = scored[0][1]
        if isinstance(best, Cluster):
            return best
        if best:
            self.groups.append(Group(pronoun, best))
        return None

    def acts(self, cluster: Cluster, pronoun: Phrase) -> bool:
        """Whether the cluster has just said or decided something ("la région X soutient …")."""
        return any(
            self.doc[m.head].dep_ == "nsubj" and self.doc[m.governor].lemma_.lower() in self.lexicon.agent_verbs
            for m in cluster.mentions
            if m.start < pronoun.start and pronoun.sentence - m.sentence <= 1
        )

    def factor(self, pronoun: Phrase, cluster: Cluster) -> float:
        """What speaks for a candidate beside its presence."""
        factor = 1.0
        gender = cluster.gender
        if pronoun.form == "pronoun" and pronoun.gender and gender is None:
            factor *= 0.85 if cluster.types & {"Person", "Organization"} else 0.4 if "Place" in cluster.types else 0.6
        if pronoun.role == "object" and gender == "f" and small(self.doc[pronoun.head]) == "l'":
            factor *= 0.5 if agreeing_participle(self.doc[pronoun.head]) == "m" else 1.0
        if not cluster.named:
            factor *= 0.8 if "Person" in cluster.types else 0.7
            if not cluster.types & AGENTS:
                factor *= 0.7 if cluster.types else 0.55
            if all(m.form == "bare" or m.heading and m.form == "indefinite" for m in cluster.mentions):
                factor *= 0.4
            elif all(m.role == "nested" for m in cluster.mentions):
                factor *= 0.7
        if pronoun.form == "possessor":
            subject = self.rules.clause_subject(pronoun)
            if subject is not None and self.clusters.of(subject) is cluster:
                factor *= 1.8 if cluster.named or cluster.types else 1.2
            elif "Place" in cluster.types and not self.acts(cluster, pronoun):
                factor *= 0.7
        if pronoun.form == "pronoun" and "Person" not in cluster.types:
            before = [m for m in cluster.mentions if m.start < pronoun.start and pronoun.sentence - m.sentence <= REACH]
            before.sort(key=lambda m: m.start)
            if cluster.types == {"Place"} and not any(m.role == "subject" for m in before):
                factor *= 0.4
            elif all(m.role == "nested" for m in before):
                factor *= 0.7
            elif all(m.role == "nested" for m in before if m.sentence == before[-1].sentence) and pronoun.role == "subject":
                factor *= 0.8  # "le patron de X, Y, sourit. Il …": Y
            if all(self.in_aside(m, cluster) for m in before):
                factor *= 0.8
        if pronoun.form == "pronoun" and pronoun.role == "subject":
            if "Person" in cluster.types:
                factor *= 1.15
            subjects = [
                m
                for m in cluster.mentions
                if m.start < pronoun.start and m.role == "subject" and pronoun.sentence - m.sentence <= 1
            ]
            if subjects:
                factor *= _MAIN if any(not m.embedded for m in subjects) else _EMBEDDED
        return factor










