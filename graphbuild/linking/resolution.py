"""Which entities of different documents are one: readings come in, clusters of their entities go out.

Everything here is a function of the set of readings: they are put in a fixed order first, and no decision
depends on what happened to be read before. In five steps, the surest first:

1. common nouns: concepts, things and groups of one label are one; a described person, body, document or
   event ("mémo interne") belongs to its document alone;
2. names: equal when folded (case, accents, hyphens, legal form) and of compatible type, unless the
   contexts say that they are namesakes;
3. acronyms, where all documents expand them to the same name;
4. fuller and shorter forms of a person's name, surnames, where only one person of all documents has it;
5. names of unknown type, where only one entity has the name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..language.coreference.lexicon import CoreferenceLexicon, fold
from ..language.coreference.names import is_acronym_of, is_short_person, without_legal_form, words_of
from ..language.mentions import clean_label, label_key
from ..types import EntityType, Reading

# Described things of these types are this or that one of their document, not a notion that documents share.
_PARTICULAR = frozenset({"Person", "Organization", "Place", "Product", "Work", "Event", "Document"})
# Types that one name may have in different documents by a slip of the recogniser, if the contexts meet.
_NEAR_TYPES = (frozenset({"Organization", "Product"}), frozenset({"Product", "Work"}), frozenset({"Event", "Work"}))
# Of a person or thing there is one of these; of the others there may be several.
_ONCE = frozenset({"bornOn", "diedOn", "foundedOn"})
_ROLES = frozenset({"holdsPosition", "instanceOf"})
_ANCHORS = frozenset({"bornIn", "nationality", "livesIn", "headquarteredIn", "locatedIn", "tookPlaceIn"})


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of one document, with what the document tells that may tell it from a namesake.

    `forms` counts its names as written; `context` holds the folded names of the other entities that the
    document names, `places` those that are places; `roles`, `anchors` and `once` come from its statements.
    """

    document: str
    position: int
    label: str
    type: EntityType
    named: bool
    forms: tuple[tuple[str, int], ...]
    mentions: int
    context: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    anchors: frozenset[str] = frozenset()
    once: frozenset[tuple[str, str]] = frozenset()

    @property
    def order(self) -> tuple[object, ...]:
        """A fixed place among all nodes: those of whom most is told first."""
        return (-len(self.roles) - len(self.anchors), -len(self.context), self.document, self.label, self.position)


class Cluster:
    """Nodes that are one entity, with all that their documents tell of it."""

    def __init__(self, nodes: Iterable[Node] = ()) -> None:
        self.nodes: list[Node] = []
        self.documents: set[str] = set()
        self.types: set[EntityType] = set()
        self.context: set[str] = set()
        self.places: set[str] = set()
        self.roles: set[str] = set()
        self.anchors: set[str] = set()
        self.once: set[tuple[str, str]] = set()
        for node in nodes:
            self.add(node)

    def add(self, node: Node) -> None:
        self.nodes.append(node)
        self.documents.add(node.document)
        self.types.add(node.type)
        self.context |= node.context
        self.places |= node.places
        self.roles |= node.roles
        self.anchors |= node.anchors
        self.once |= node.once

    @property
    def named(self) -> bool:
        return any(node.named for node in self.nodes)

    @property
    def key(self) -> tuple[str, int]:
        """A fixed place among the clusters."""
        return min((node.document, node.position) for node in self.nodes)

    def forms(self) -> Counter[str]:
        """The names as written, with how often."""
        forms: Counter[str] = Counter()
        for node in self.nodes:
            for form, count in node.forms:
                forms[form] += count
        return forms


def resolve(readings: Sequence[Reading], lexicon: CoreferenceLexicon) -> list[Cluster]:
    """The clusters of the entities of all readings, in a fixed order."""
    nodes = [node for reading in readings for node in make_nodes(reading, lexicon)]
    clusters = _group_common(node for node in nodes if not node.named)
    named = _group_names([node for node in nodes if node.named], lexicon)
    named = _join_acronyms(named)
    named = _join_persons(named, lexicon)
    named = _join_unknown(named)
    return sorted(clusters + named, key=lambda cluster: cluster.key)


def make_nodes(reading: Reading, lexicon: CoreferenceLexicon) -> list[Node]:
    """The entities of a reading as nodes."""
    text = reading.document.text
    forms: dict[int, Counter[str]] = defaultdict(Counter)
    counts: Counter[int] = Counter()
    named: set[int] = set()
    for mention in reading.mentions:
        counts[mention.entity] += 1
        if mention.kind == "name":
            named.add(mention.entity)
            forms[mention.entity][clean_label(text[mention.start : mention.end])] += 1
    roles, anchors, once = defaultdict(set), defaultdict(set), defaultdict(set)
    for finding in reading.findings:
        if finding.status == "negated" or finding.predicate not in _ROLES | _ANCHORS | _ONCE:
            continue
        if isinstance(finding.object, int):
            value = reading.entities[finding.object].label
        else:
            value = finding.object.value if finding.predicate in _ONCE else finding.object.label
        if finding.predicate in _ONCE:
            once[finding.subject].add((finding.predicate, value[:4]))
        elif finding.predicate in _ROLES:
            roles[finding.subject].update(_role_words(value, lexicon))
        else:
            anchors[finding.subject].add(fold(value))
    names = {i: fold(reading.entities[i].label) for i in named}
    nodes = []
    for i, entity in enumerate(reading.entities):
        others = {name for j, name in names.items() if j != i and name != names.get(i)}
        places = {names[j] for j in named if j != i and reading.entities[j].type == "Place"}
        written = forms[i]
        if i in named:
            for alias in (entity.label, *entity.aliases):
                written[clean_label(alias)] += 0
        nodes.append(
            Node(
                document=reading.document.id,
                position=i,
                label=entity.label,
                type=entity.type,
                named=i in named,
                forms=tuple(sorted(written.items())) or ((entity.label, 1),),
                mentions=counts[i],
                context=frozenset(others - places),
                places=frozenset(others & places),
                roles=frozenset(roles[i]),
                anchors=frozenset(anchors[i]),
                once=frozenset(once[i]),
            )
        )
    return nodes


def _role_words(role: str, lexicon: CoreferenceLexicon) -> set[str]:
    """What a role is known by: the groups of its noun, or the noun itself."""
    words = label_key(role).split()
    groups = {group for word in words[:2] for group in lexicon.groups_of(word)}
    return groups or set(words[:1])


def _group_common(nodes: Iterable[Node]) -> list[Cluster]:
    groups: dict[tuple[str, str, str], Cluster] = {}
    for node in sorted(nodes, key=lambda n: n.order):
        own = node.document if node.type in _PARTICULAR else ""
        groups.setdefault((label_key(node.label), node.type, own), Cluster()).add(node)
    return list(groups.values())


def _group_names(nodes: list[Node], lexicon: CoreferenceLexicon) -> list[Cluster]:
    blocks: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        name = without_legal_form(node.label, lexicon) if node.type == "Organization" else " ".join(words_of(node.label))
        blocks[name or fold(node.label)].append(node)
    clusters: list[Cluster] = []
    for name in sorted(blocks):
        found: list[Cluster] = []
        for node in sorted(blocks[name], key=lambda n: n.order):
            cluster = _choose(node, [c for c in found if _may_join(node, c, name)])
            if cluster is None:
                found.append(Cluster([node]))
            else:
                cluster.add(node)
        clusters.extend(found)
    return clusters


def _choose(node: Node, clusters: list[Cluster]) -> Cluster | None:
    """The cluster with which the node has most in common; of namesakes with nothing in common, none."""
    if len(clusters) < 2:
        return clusters[0] if clusters else None
    common = [2 * len(node.context & c.context) + len(node.places & c.places) + len(node.roles & c.roles) for c in clusters]
    best = [c for c, n in zip(clusters, common) if n == max(common)]
    if len(best) > 1:
        best = [c for c in best if node.type in c.types]
    return best[0] if len(best) == 1 else None


def _may_join(node: Node, cluster: Cluster, name: str) -> bool:
    """Whether nothing that the documents tell speaks against the node being of the cluster."""
    if node.document in cluster.documents or _contradict(node.once, cluster.once):
        return False
    meets = bool(node.context & cluster.context)
    if node.type not in cluster.types:
        if not meets or not all(frozenset({node.type, other}) in _NEAR_TYPES for other in cluster.types):
            return False
    if meets:
        return True
    if node.roles and cluster.roles and not node.roles & cluster.roles:
        return False
    if node.anchors and cluster.anchors and not node.anchors & cluster.anchors:
        return False
    # A surname alone is one person in two documents only if something else is the same.
    if node.type == "Person" and " " not in name:
        return bool(node.places & cluster.places or node.roles & cluster.roles)
    return True


def _contradict(one: Iterable[tuple[str, str]], other: Iterable[tuple[str, str]]) -> bool:
    known = defaultdict(set)
    for predicate, value in other:
        known[predicate].add(value)
    return any(known[predicate] and value not in known[predicate] for predicate, value in one)


def _join_acronyms(clusters: list[Cluster]) -> list[Cluster]:
    """A cluster known by an acronym alone goes with the one name that the acronym stands for in all documents."""
    expansions: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        forms = list(cluster.forms())
        for form in forms:
            if any(is_acronym_of(form, full) for full in forms):
                expansions[fold(form).replace(" ", "")].append(cluster)
    pairs = []
    for cluster in clusters:
        forms = list(cluster.forms())
        acronyms = {fold(form).replace(" ", "") for form in forms if " " not in form}
        if len(acronyms) != 1 or len({fold(form) for form in forms}) != 1:
            continue
        full = [c for c in expansions.get(next(iter(acronyms)), []) if c is not cluster]
        if len(full) == 1 and cluster.types & full[0].types:
            pairs.append((full[0], cluster))
    return _merge(clusters, pairs)


def _join_persons(clusters: list[Cluster], lexicon: CoreferenceLexicon) -> list[Cluster]:
    """Shorter forms of a person's name go with the one person of all documents who has it; first names do not."""
    persons = [cluster for cluster in clusters if cluster.types == {"Person"}]
    by_surname: dict[str, list[tuple[Cluster, str]]] = defaultdict(list)
    labels = {id(cluster): sorted({node.label for node in cluster.nodes}) for cluster in persons}
    for cluster in persons:
        for surname, label in sorted({(words_of(label)[-1], label) for label in labels[id(cluster)] if len(words_of(label)) > 1}):
            by_surname[surname].append((cluster, label))
    fuller: dict[int, dict[int, Cluster]] = {}
    for cluster in persons:
        fuller[id(cluster)] = {
            id(other): other
            for short in labels[id(cluster)]
            for other, label in by_surname.get((words_of(short) or [""])[-1], ())
            if other is not cluster and is_short_person(short, label, lexicon)
        }
    pairs = []
    for cluster in persons:
        candidates = fuller[id(cluster)]
        # Of "Inès Kervadec" and "Inès Anne Kervadec" the first is a short form itself: one person, not two.
        full = [other for other in candidates.values() if not fuller[id(other)].keys() & candidates.keys()]
        if len(full) == 1 and not full[0].documents & cluster.documents and not _contradict(full[0].once, cluster.once):
            pairs.append((full[0], cluster))
    return _merge(clusters, pairs)


def _join_unknown(clusters: list[Cluster]) -> list[Cluster]:
    """A name whose type nobody told goes with the one entity of that name."""
    by_name: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        for name in sorted({fold(node.label) for node in cluster.nodes}):
            by_name[name].append(cluster)
    pairs = []
    for cluster in clusters:
        if cluster.types != {"Thing"}:
            continue
        names = {fold(node.label) for node in cluster.nodes}
        others = {id(c): c for name in names for c in by_name[name] if c is not cluster and c.types != {"Thing"}}
        if len(others) == 1:
            full = next(iter(others.values()))
            if not full.documents & cluster.documents:
                pairs.append((full, cluster))
    return _merge(clusters, pairs)


def _merge(clusters: list[Cluster], pairs: Iterable[tuple[Cluster, Cluster]]) -> list[Cluster]:
    """The clusters with the second of each pair put into the first; chains are followed to their end."""
    into = {id(gone): kept for kept, gone in pairs}

    def end(cluster: Cluster) -> Cluster:
        seen = {id(cluster)}
        while id(cluster) in into and id(into[id(cluster)]) not in seen:
            cluster = into[id(cluster)]
            seen.add(id(cluster))
        return cluster

    groups: dict[int, list[Node]] = {}
    for cluster in clusters:
        groups.setdefault(id(end(cluster)), []).extend(cluster.nodes)
    return [Cluster(sorted(nodes, key=lambda node: (node.document, node.position))) for nodes in groups.values()]
