"""What a pronoun or a possessive may stand for, by agreement, by its place in the clause, and by what its verb or noun asks for.

Asked by the pass over pronouns for each candidate; says nothing of which of several it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .clash import clash
from .clusters import Cluster, Clusters
from .lexicon import CoreferenceLexicon
from .mentions import SPEECH_MARKS, Phrase
from .names import words_of
from .syntax import follows_source_words, small

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

AGENTS = frozenset({"Person", "Organization", "Group", "Document"})


class PronounRules:
    """The rules for the pronouns of one document."""

    def __init__(self, doc: Doc, clusters: Clusters, lexicon: CoreferenceLexicon, by_head: dict[int, Phrase]) -> None:
        self.doc = doc
        self.clusters = clusters
        self.lexicon = lexicon
        self.by_head = by_head

    def speaks_aside(self, phrase: Phrase) -> bool:
        """Whether the phrase only tells who says so: "selon X", "…, affirme X"."""
        verb = self.doc[phrase.governor]
        incise = phrase.role == "subject" and verb.i < phrase.head and verb.lemma_.lower() in self.lexicon.agent_verbs
        return incise or follows_source_words(self.doc, phrase.start, self.lexicon.words["source"])

    def may_be_person(self, cluster: Cluster) -> bool:
        """Whether it may be a person whose type was told wrong: it does something, and nothing says that it is a body."""
        nouns = cluster.nouns() | cluster.name_nouns(self.lexicon)
        body = any("Organization" in self.lexicon.types_of(noun) for noun in nouns)
        return not body and any(m.role == "subject" for m in cluster.mentions)

    def clause_subject(self, possessor: Phrase) -> Phrase | None:
        """The subject of the clause whose object or complement holds the possessive."""
        token = self.doc[possessor.head].head
        while token.head != token and not token.dep_.startswith(("obj", "obl", "iobj", "xcomp", "ccomp", "advcl")):
            if token.dep_.startswith("nsubj"):
                return None
            token = token.head
        verb = token.head
        for _ in range(4):
            subject = next((t for t in verb.children if t.dep_.startswith("nsubj") and t.i != token.i), None)
            if subject is not None:
                phrase = self.by_head.get(subject.i)
                if phrase is None and small(subject) in self.lexicon.relative and verb.dep_ == "acl:relcl":
                    phrase = self.by_head.get(verb.head.i)
                return phrase
            invited = self.invited(verb)
            if invited is not None:
                return invited
            if verb.dep_ not in ("xcomp", "advcl", "conj", "obl", "obl:mod", "acl") or verb.head == verb:
                return None
            if verb.dep_ == "acl":
                return self.by_head.get(verb.head.i)
            verb = verb.head
        return None

    def invited(self, verb: Token) -> Phrase | None:
        """Who is to do what the infinitive says, where it is an object ("X a conduit Y à exprimer son avis": Y)."""
        if verb.dep_ != "xcomp" or not any(t.dep_ in ("mark", "case") for t in verb.children):
            return None
        found = next((self.by_head.get(t.i) for t in verb.head.children if t.dep_ == "obj" and t.i < verb.i), None)
        return found if found is not None and found.types & AGENTS else None

    def admits(self, pronoun: Phrase, cluster: Cluster) -> bool:
        number = cluster.number
        if number and pronoun.number and number != pronoun.number:
            return False
        gender = cluster.gender
        if pronoun.form == "pronoun" and gender and pronoun.gender and gender != pronoun.gender:
            # A company is "il" or "elle", whatever noun it was called by.
            if not (cluster.named and cluster.types == {"Organization"} and all(m.gender is None for m in cluster.names)):
                return False
        nouns = {m.lemma for m in cluster.mentions if m.lemma}
        if not cluster.named and (
            nouns & self.lexicon.time_nouns
            or all(m.form == "indefinite" and m.quote and not pronoun.quote for m in cluster.mentions)
        ):
            return False
        if self.wants_agent(pronoun) and cluster.types and not cluster.types & (AGENTS | {"Place", "Thing"}):
            return False
        if self.wants_agent(pronoun) and not cluster.types:
            return False
        if pronoun.form == "possessor" and not self.may_own(pronoun, cluster):
            return False
        if self.wants_person(pronoun) and not cluster.named and not cluster.types & {"Person", "Group"}:
            return False
        if pronoun.form == "possessor" and self.doc[pronoun.head].head.lemma_.lower() in self.lexicon.words["posthumous"]:
            subject = self.clause_subject(pronoun)  # "X a annoncé son décès": not that of X
            if subject is not None and self.clusters.of(subject) is cluster:
                return False
        if pronoun.form == "pronoun" and pronoun.role == "subject":
            # "Il demande que X parte", "il échoue, tandis que X passe": somebody else than X.
            clauses = [t for t in self.doc[pronoun.governor].children if t.dep_ in ("ccomp", "advcl") and t.i > pronoun.head]
            names = [self.doc[m.head] for m in cluster.mentions if m.form == "name" and m.start > pronoun.end]
            if any(name.head == clause for name in names for clause in clauses):
                return False
        if pronoun.form == "pronoun" and pronoun.quote and self.is_speaker(pronoun, cluster):
            return False
        if cluster.types == {"Place"} and pronoun.form == "pronoun" and pronoun.role in ("object", "oblique"):
            # "Le maire de X l'accuse": somebody, and not the place
            said_to = self.doc[pronoun.governor].lemma_.lower() in self.lexicon.agent_verbs
            if said_to and all(m.role in ("nested", "adjunct") for m in cluster.mentions):
                return False
        if pronoun.form == "pronoun" and "Person" not in cluster.types and self.is_source(pronoun, cluster):
            return False
        if self.is_understood_subject(pronoun, cluster):
            return False
        return not any(clash(self.doc, pronoun, m) for m in cluster.mentions if m.sentence == pronoun.sentence)

    def wants_person(self, pronoun: Phrase) -> bool:
        """Whether the verb, or the noun that is possessed, asks for a human being."""
        token = self.doc[pronoun.head]
        if pronoun.form == "possessor":
            return bool({token.head.lemma_.lower(), token.head.lower_} & (self.lexicon.personal_nouns | self.lexicon.kinship))
        if token.head.lemma_.lower() in self.lexicon.words["succeeding"] and pronoun.role in ("subject", "object", "oblique"):
            others = [self.by_head[t.i] for t in token.head.children if t != token and t.i in self.by_head]
            if any((c := self.clusters.of(p)) is not None and c.named and c.types == {"Person"} for p in others):
                return True
        if pronoun.role not in ("subject", "object"):
            return False
        if pronoun.role == "subject" and self.is_somebody(token.head):
            return True
        passive = any(t.dep_ == "aux:pass" for t in token.head.children)
        verbs = self.lexicon.person_victims if passive or pronoun.role == "object" else self.lexicon.person_verbs
        return token.head.lemma_.lower() in verbs

    def is_somebody(self, verb: Token) -> bool:
        """Whether the predicate is what only a person is: "elle restera présidente", "il est médecin"."""
        said = [verb] if any(t.dep_ == "cop" for t in verb.children) else []
        if verb.lemma_.lower() in self.lexicon.words["becoming"]:
            said = [t for t in verb.children if t.dep_ in ("xcomp", "obj") and t.i > verb.i]
        return any(
            t.pos_ == "NOUN"
            and self.lexicon.types_of(t.lemma_) == {"Person"}
            and not self.lexicon.any_types(t.lemma_)
            for t in said
        )

    def may_own(self, possessor: Phrase, cluster: Cluster) -> bool:
        """Whether what is possessed can be of such a one: a budget is of a body, the rival of a firm is a firm."""
        owned = self.by_head.get(self.doc[possessor.head].head.i)
        if owned is None:
            return True
        if not cluster.types:  # what has no kind has no founder
            return not {owned.noun, owned.lemma} & (self.lexicon.words["corporate"] | self.lexicon.bodily_nouns)
        if {owned.noun, owned.lemma} & self.lexicon.words["corporate"]:
            return bool(cluster.types & {"Organization", "Group", "Thing"})
        if {owned.noun, owned.lemma} & self.lexicon.bodily_nouns:
            return bool(cluster.types & {"Organization", "Group", "Place", "Thing", "Event"})
        owner = self.clusters.of(owned)
        if owned.noun in self.lexicon.words["peers"] and owner is not None and owner.named:
            if owner.types == {"Organization"}:
                return bool(cluster.types & {"Organization", "Group", "Thing"})
            if owner.types == {"Person"} and any(len(words_of(n.text)) > 1 and not any(map(str.isdigit, n.text)) for n in owner.names):
                return bool(cluster.types & {"Person", "Group", "Thing"})
        return True

    def wants_agent(self, pronoun: Phrase) -> bool:
        if pronoun.form == "pronoun" and any(
            small(t) in self.lexicon.words["according"] for t in self.doc[pronoun.head].children if t.dep_ == "case"
        ):
            return True
        if pronoun.form != "pronoun" or pronoun.role != "subject":
            return False
        verb = self.doc[pronoun.governor]
        return verb.lemma_.lower() in self.lexicon.agent_verbs and self.doc[pronoun.head].dep_ != "nsubj:pass"

    def is_source(self, pronoun: Phrase, cluster: Cluster) -> bool:
        """Whether the sentence names the cluster as who says so: "Selon la radio X, elle pourrait fermer" is not about X."""
        return any(self.speaks_aside(m) for m in cluster.mentions if m.sentence == pronoun.sentence and m.start < pronoun.start)

    def is_speaker(self, pronoun: Phrase, cluster: Cluster) -> bool:
        """Whether the cluster is who says the quotation that the pronoun stands in."""
        opening = pronoun.start
        while opening and self.doc[opening].text not in SPEECH_MARKS and self.doc[opening].text != '"':
            opening -= 1
        words = self.lexicon.words["source"] | self.lexicon.words["says"]
        if any(opening - 2 <= m.end <= opening and follows_source_words(self.doc, m.start, words) for m in cluster.mentions):
            return True
        return any(
            not m.quote
            and m.role == "subject"
            and self.doc[m.governor].lemma_.lower() in self.lexicon.agent_verbs
            and (m.sentence == pronoun.sentence or 0 < pronoun.head - m.governor <= 12)
            for m in cluster.mentions
        )

    def is_understood_subject(self, pronoun: Phrase, cluster: Cluster) -> bool:
        """Whether the cluster does, unsaid, what the pronoun undergoes ("X veut le voir": "le" is not X)."""
        if pronoun.role not in ("object", "oblique") or pronoun.form != "pronoun":
            return False
        verb = self.doc[pronoun.governor]
        for _ in range(4):
            subjects = [t for t in verb.children if t.dep_.startswith("nsubj")]
            if subjects:
                phrase = self.by_head.get(subjects[0].i)
                if phrase is None and small(subjects[0]) in self.lexicon.words["subject_relative"]:
                    phrase = self.by_head.get(verb.head.i)
                return phrase is not None and self.clusters.of(phrase) is cluster
            if verb.dep_ not in ("xcomp", "advcl", "conj", "acl") or verb.head == verb:
                return False
            verb = verb.head
        return False
