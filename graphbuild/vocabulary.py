"""The relations and classes that statements may use, read from the ontology.

In: `ontology/graphbuild.ttl`, and a user's own ontology where one is given. Out: frozen `Relation`s and
`EntityClass`es by name. Everything that needs to know which relations exist (the relation engine, the
checks of the lexicons, the shapes' report, the exports) asks here; nothing else lists them.

A user's ontology is any Turtle file that declares properties. Each one becomes a relation named by the
last part of its IRI; where that name is one of graphbuild's, the user's property takes its place. Its
domain and range name classes of graphbuild, of schema.org, or classes of the user's own that are
`rdfs:subClassOf` one of these.
"""

from __future__ import annotations

import functools
import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import ResourceError
from .resources import ontology_path

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Store

GB = "https://w3id.org/graphbuild/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "https://schema.org/"
WIKIDATA_PROPERTY = "http://www.wikidata.org/prop/direct/"

# What the datatypes of a user's ontology mean in terms of the ranges that graphbuild knows.
_DATATYPES = {
    **{XSD + name: "Date" for name in ("date", "gYear", "gYearMonth", "dateTime")},
    **{XSD + name: "Quantity" for name in ("decimal", "integer", "double", "float", "nonNegativeInteger")},
    **{iri: "Name" for iri in (XSD + "string", RDF + "langString", RDFS + "Literal")},
    OWL + "Thing": "Thing",
    RDFS + "Resource": "Thing",
}
_PROPERTY_TYPES = ("ObjectProperty", "DatatypeProperty")


@dataclass(frozen=True, slots=True)
class Relation:
    """A property that statements may have as predicate. `domain` and `range` are names of classes, any
    one of which fits; `inverse` is the name of the inverse property. `wikidata` and `schema_org` are the
    properties that mean the same, `wikidata_inverse` those that mean the same from object to subject;
    properties that only come close are in the ontology (skos:closeMatch) and not here."""

    name: str
    iri: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    inverse: str | None
    label_en: str
    label_fr: str
    definition_en: str = ""
    definition_fr: str = ""
    inverse_iri: str | None = None
    wikidata: tuple[str, ...] = ()
    wikidata_inverse: tuple[str, ...] = ()
    schema_org: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityClass:
    """A class of the ontology: `ancestors` are the names of its superclasses, itself included, and
    `standard` the superclasses from other vocabularies (schema.org, PROV-O, SKOS)."""

    name: str
    iri: str
    label_en: str
    label_fr: str
    ancestors: frozenset[str]
    standard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The relations and the classes, by name."""

    relations: dict[str, Relation] = field(hash=False)
    classes: dict[str, EntityClass] = field(hash=False)

    def fits(self, type_name: str, wanted: frozenset[str]) -> bool:
        """Whether something of class `type_name` may stand where one of `wanted` is asked for.

        A place fits where an agent is asked for: countries and cities act.
        """
        known = self.classes.get(type_name)
        ancestors = known.ancestors if known else frozenset({type_name})
        if type_name == "Place":
            ancestors = ancestors | {"Agent"}
        return bool(ancestors & wanted)


def read_relations(ontology: Path | None = None) -> dict[str, Relation]:
    """The relations by name, those of the user's `ontology` added; raises ResourceError as `read_vocabulary`."""
    return read_vocabulary(ontology).relations


@functools.cache
def read_vocabulary(ontology: Path | None = None) -> Vocabulary:
    """The vocabulary of graphbuild, with the properties of a user's `ontology` file added.

    Raises ResourceError that names the file, the line where it is known, and the mend.
    """
    path = ontology_path("graphbuild.ttl")
    store = _load(path)
    classes = _read_classes(store)
    relations = _read_relations(store, path, _class_names(store, classes))
    if ontology is not None:
        own = _load(ontology)
        # The user's classes are read together with graphbuild's, so that they can be below them.
        both = _load(path)
        both.extend(own)
        added = _read_relations(own, ontology, _class_names(both, classes))
        if not added:
            raise ResourceError(
                f"{ontology}: declares no relation; declare at least one owl:ObjectProperty or owl:DatatypeProperty, "
                "with its rdfs:label"
            )
        relations = relations | added
    return Vocabulary(relations, classes)


def hash_ontology(*paths: Path) -> str:
    """The SHA-256 over the bytes of the ontology and of further files, in the order of their names."""
    digest = hashlib.sha256()
    for path in (ontology_path("graphbuild.ttl"), *sorted(paths, key=lambda p: p.name)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _load(path: Path) -> Store:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    try:
        store.load(path=str(path), format=RdfFormat.TURTLE)
    except SyntaxError as error:
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise ResourceError(f"{where}: not valid Turtle ({error.msg}); mend that line") from error
    except (OSError, ValueError) as error:
        raise ResourceError(f"{path}: cannot be read ({error}); give a Turtle file in UTF-8") from error
    return store


def _objects(store: Store, subject: object, predicate: str) -> list[object]:
    from pyoxigraph import NamedNode

    return [quad.object for quad in store.quads_for_pattern(subject, NamedNode(predicate), None)]  # type: ignore[arg-type]


def _iris(store: Store, subject: object, predicate: str) -> list[str]:
    from pyoxigraph import NamedNode

    return sorted(o.value for o in _objects(store, subject, predicate) if isinstance(o, NamedNode))


def _text(store: Store, subject: object, predicate: str, language: str) -> str:
    """The literal in `language`, else one without a language, else the empty string."""
    literals = {getattr(o, "language", None): o.value for o in _objects(store, subject, predicate)}  # type: ignore[attr-defined]
    return literals.get(language) or literals.get(None) or ""


def _local(iri: str) -> str:
    return re.split(r"[#/:]", iri)[-1]


def _split_name(name: str) -> str:
    """`competesWith` as words: `competes with`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _read_classes(store: Store) -> dict[str, EntityClass]:
    from pyoxigraph import NamedNode

    found: dict[str, EntityClass] = {}
    kinds = (OWL + "Class", RDFS + "Datatype")
    for kind in kinds:
        for quad in store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(kind)):
            if not isinstance(quad.subject, NamedNode):
                continue
            iri = quad.subject.value
            above = _ancestors(store, quad.subject)
            found[_local(iri)] = EntityClass(
                name=_local(iri),
                iri=iri,
                label_en=_text(store, quad.subject, RDFS + "label", "en"),
                label_fr=_text(store, quad.subject, RDFS + "label", "fr"),
                ancestors=frozenset(_local(a) for a in above if a.startswith(GB)),
                standard=tuple(a for a in _iris(store, quad.subject, RDFS + "subClassOf") if not a.startswith(GB)),
            )
    return dict(sorted(found.items()))


def _ancestors(store: Store, node: NamedNode) -> set[str]:
    """The IRIs of the superclasses, itself included."""
    from pyoxigraph import NamedNode

    seen: set[str] = set()
    waiting = [node.value]
    while waiting:
        iri = waiting.pop()
        if iri not in seen:
            seen.add(iri)
            for predicate in (RDFS + "subClassOf", OWL + "equivalentClass"):
                waiting.extend(_iris(store, NamedNode(iri), predicate))
    return seen


def _class_names(store: Store, classes: dict[str, EntityClass]) -> dict[str, frozenset[str]]:
    """For every IRI that a domain or range may hold, the names of graphbuild's classes that it means."""
    from pyoxigraph import NamedNode

    by_iri: dict[str, set[str]] = {iri: {name} for iri, name in _DATATYPES.items()}
    for known in classes.values():
        by_iri.setdefault(known.iri, set()).add(known.name)
        for standard in known.standard:
            if "Thing" in known.ancestors:
                by_iri.setdefault(standard, set()).add(known.name)
    for quad in store.quads_for_pattern(None, NamedNode(RDFS + "subClassOf"), None):
        if isinstance(quad.subject, NamedNode) and quad.subject.value not in by_iri:
            names = {n for above in _ancestors(store, quad.subject) for n in by_iri.get(above, ())}
            # Only the nearest: `Person` says more than its superclasses `Agent` and `Thing`.
            by_iri[quad.subject.value] = {
                n for n in names if not any(n != other and n in classes[other].ancestors for other in names)
            }
    return {iri: frozenset(names) for iri, names in by_iri.items() if names}


def _read_relations(store: Store, path: Path, names: dict[str, frozenset[str]]) -> dict[str, Relation]:
    from pyoxigraph import NamedNode

    def typed(kind: str) -> set[str]:
        quads = store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(kind))
        return {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}

    inverses = {
        quad.object.value: quad.subject.value
        for quad in store.quads_for_pattern(None, NamedNode(OWL + "inverseOf"), None)
        if isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode)
    }
    declared = typed(GB + "Relation") or {
        *(iri for kind in _PROPERTY_TYPES for iri in typed(OWL + kind)),
        *typed(RDF + "Property"),
    } - set(inverses.values())
    symmetric = typed(OWL + "SymmetricProperty")
    relations: dict[str, Relation] = {}
    for iri in sorted(declared):
        node, name = NamedNode(iri), _local(iri)
        if name in relations:
            raise ResourceError(
                f"{_where(path, name)}: two relations are named {name} ({relations[name].iri} and {iri}); rename one"
            )
        inverse = inverses.get(iri)
        same = _iris(store, node, OWL + "equivalentProperty")
        backwards = _iris(store, NamedNode(inverse), OWL + "equivalentProperty") if inverse else []
        label = _text(store, node, RDFS + "label", "en") or _split_name(name)
        relations[name] = Relation(
            name=name,
            iri=iri,
            domain=_class_set(store, node, RDFS + "domain", path, names),
            range=_class_set(store, node, RDFS + "range", path, names),
            symmetric=iri in symmetric,
            inverse=_local(inverse) if inverse else None,
            label_en=label,
            label_fr=_text(store, node, RDFS + "label", "fr") or label,
            definition_en=_text(store, node, SKOS + "definition", "en"),
            definition_fr=_text(store, node, SKOS + "definition", "fr"),
            inverse_iri=inverse,
            wikidata=tuple(_local(s) for s in same if s.startswith(WIKIDATA_PROPERTY)),
            wikidata_inverse=tuple(_local(s) for s in backwards if s.startswith(WIKIDATA_PROPERTY)),
            schema_org=tuple(_local(s) for s in same if s.startswith(SCHEMA)),
        )
    return relations


def _class_set(
    store: Store, node: NamedNode, predicate: str, path: Path, names: dict[str, frozenset[str]]
) -> frozenset[str]:
    """The class names that a domain or range means; a union means any of its members, none means Thing."""
    from pyoxigraph import NamedNode

    waiting = _objects(store, node, predicate)
    found: set[str] = set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, NamedNode):
            if value.value not in names:
                side = _local(predicate)
                raise ResourceError(
                    f"{_where(path, _local(node.value))}: the {side} of {_local(node.value)} is {value.value}, which is no "
                    f"class that graphbuild knows; make it rdfs:subClassOf one of {_class_list(names)}"
                )
            found |= names[value.value]
        else:
            members = _objects(store, value, OWL + "unionOf")
            while members:
                rest = members.pop()
                waiting.extend(_objects(store, rest, RDF + "first"))
                members.extend(_objects(store, rest, RDF + "rest"))
    return frozenset(found or {"Thing"})


def _class_list(names: dict[str, frozenset[str]]) -> str:
    return ", ".join(sorted(f"gb:{_local(iri)}" for iri in names if iri.startswith(GB)))


def _where(path: Path, name: str) -> str:
    """`file:line` of the first line that names the property."""
    pattern = re.compile(rf"[:#/]{re.escape(name)}\b")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if pattern.search(line):
            return f"{path}:{number}"
    return str(path)
