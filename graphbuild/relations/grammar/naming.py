"""Which name a common noun bears: `le patron Sam X`, `son modèle, Nova 2`, `un utilitaire, le Mistral 2`.

In come nouns and the mentions of an `ArgumentReader`; out go the tokens of names. Title, apposition, and what stands
between commas whatever the tree says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from .attachment import apposition, set_off
from .callings import called
from .incises import after_quotation
from .syntax import TIMES, case_of, forms, has_article, is_nominal, lemma, lower, surface_case

if TYPE_CHECKING:
    from .arguments import ArgumentReader

_PEOPLE, _NO_PEOPLE = frozenset({"Person", "Group"}), frozenset({"Event", "Place", "Product", "Work", "Award", "Document"})

# What stands between a subject and its verb.
_CLITICS = frozenset({"ne", "n'", "se", "s'", "le", "la", "l'", "les", "lui", "leur", "y", "en"})


class NamingReader:
    """Finds the names of nouns in one text; `lists` are those of `nouns.yaml` and `arguments.yaml` that it asks, by name."""

    def __init__(self, doc: Doc, arguments: ArgumentReader, lists: Mapping[str, frozenset[str]]) -> None:
        self._doc = doc
        self._arguments = arguments
        self._calling, self._premises = lists["calling"], lists["premises"]
        self._organs, self._leaders, kinship = lists["organs"], lists["leaders"], lists["kinship"]
        self._apposed = apposition(doc, arguments.is_name, self._may_name, lambda noun: bool(forms(noun) & kinship))
        self._set_off, self._explained = set_off(doc, arguments.is_name, self._may_be_called)

    def title_name(self, noun: Token) -> Token | None:
        """The name that a common noun introduces: `le patron Sam X`, `l'éditeur de logiciels Nébulis`.

        The name follows the noun and its modifiers at once, without preposition; parsers hang it on the
        noun (appos, flat, nmod) or beside it, on the verb.
        """
        args = self._arguments
        if noun.pos_ not in ("NOUN", "ADJ") and not (noun.pos_ == "VERB" and is_nominal(noun)) or lemma(noun) in TIMES or after_quotation(noun):
            return None
        if case_of(noun) == "en" and args.noun_type(noun) != "Place" and not any(c.dep_ == "det" for c in noun.children):
            return None  # "adapter en jeu vidéo X": what X becomes
        if self._is_one_of_a_make(noun) or self._is_trade(noun) or self.premises_end(noun) is not None:
            return None
        body = self.body_beside(noun)
        for child in noun.children:
            if child == body:
                continue
            if child.i > noun.i and args.is_name(child) and not self._has_case(child) and not comma_between(noun, child):
                if child.dep_.startswith(("appos", "flat", "nmod", "compound", "dep")) and not self._names_another(noun, child):
                    return child
        end = self._modifiers_end(noun) if body is None else body.i + 1
        if end >= len(self._doc) or not args.is_name(self._doc[end]) or self._doc[end].sent != noun.sent:
            return None
        if self._names_another(noun, self._doc[end]):
            return None
        start, stop, _, _ = args.mention_at(self._doc[end])
        root = self._doc[start:stop].root
        entity = args.entities[args.mention_at(self._doc[end])[2]]
        inner = next((c for c in noun.children if noun.i < c.i < end and c.dep_.startswith("nmod") and case_of(c)), None)
        if inner is not None and root.head == inner and args.noun_type(inner) == entity["type"] and "Sing" in inner.morph.get("Number") and has_article(inner):
            return None  # "une filiale du groupe X": X is the group
        if inner is not None and args.noun_type(noun) != entity["type"]:
            # "la suppression de la ligne X": X is the line; "l'éditeur de logiciels X": the publisher
            if args.noun_type(noun) not in ("Person", "Organization") or args.noun_type(inner) in (
                "Person",
                "Organization",
                entity["type"],
            ):
                return None
        if start != end or case_of(root) or case_of(self._doc[start]) or any(c.dep_ == "det" for c in self._doc[start].children):
            return None
        near = root.head in (noun, noun.head) or noun.head == root or root.head.i in range(noun.i, end)
        return root if near or args.noun_type(noun) == entity["type"] else None

    def body_beside(self, noun: Token) -> Token | None:
        """`ABC` in `le sénateur ABC Paul Roux`, `la maire ABC de Velmont`: to what the person belongs, and no name of theirs."""
        args = self._arguments
        if noun.i + 1 >= len(self._doc) or noun.pos_ != "NOUN" or args.noun_type(noun) != "Person":
            return None
        beside = self._doc[noun.i + 1]
        index = args.entity_at(beside) if beside.text.isupper() and args.is_name(beside) else None
        return beside if index is not None and args.entities[index]["type"] == "Organization" else None

    def _is_one_of_a_make(self, noun: Token) -> bool:
        """`un mannequin Chanel`, `un carton Zara`: an article for any one, and one word of a name that others bear too."""
        args, after = self._arguments, noun.i + 1
        if after >= len(self._doc) or not args.is_name(self._doc[after]) or args.noun_type(noun) == "Organization":
            return False
        start, end, _, _ = args.mention_at(self._doc[after])
        article = next((c for c in noun.children if c.dep_ == "det"), None)
        return (start, end) == (after, after + 1) and article is not None and lower(article) in ("un", "une")

    def _is_trade(self, noun: Token) -> bool:
        """`trottinettes` in `le fabricant de trottinettes X`: what X makes, and not its name."""
        args = self._arguments
        bare = case_of(noun) == "de" and not any(c.dep_ == "det" for c in noun.children) and "Plur" in noun.morph.get("Number")
        return bare and noun.head.pos_ == "NOUN" and args.noun_type(noun.head) in ("Person", "Organization") and args.noun_type(noun) == "Product"

    def place_within(self, noun: Token) -> Token | None:
        """`Afrique` in `le bureau Afrique`: which office it is, and not what the office is called."""
        if noun.i + 1 >= len(self._doc) or not forms(noun) & self._organs:
            return None
        after = self._doc[noun.i + 1]
        index = self._arguments.entity_at(after) if self._arguments.is_name(after) else None
        return after if index is not None and self._arguments.entities[index]["type"] == "Place" else None

    def _has_case(self, name: Token) -> bool:
        """Whether a preposition stands before the name, on whichever of its words the parser hung it."""
        start = self._arguments.mention_at(name)[0]
        return bool(case_of(name) or case_of(self._doc[start]) or surface_case(self._doc, start))

    def _names_another(self, noun: Token, name: Token) -> bool:
        """`le conseiller du président X`: X is the president; `la fusion des labels X et Y`: they are the labels, since an
        article lets the inner noun stand for a thing; `le chef de gang X`: X is the chief. A leader is a person, and a noun
        right before the name that says what X is comes before one further off."""
        args = self._arguments
        index = args.entity_at(name)
        type_ = args.entities[index]["type"] if index is not None else ""
        if lower(noun) in self._leaders and type_ == "Organization" and name.i - noun.i > 1 or self.place_within(noun) == name:
            return True
        before = self._doc[args.mention_at(name)[0] - 1]
        if before.i > noun.i and before.pos_ == "NOUN" and _alike(args.noun_type(before), type_) and args.noun_type(noun) != type_:
            return True
        inner = next((c for c in noun.children if noun.i < c.i < name.i and c.dep_.startswith("nmod") and case_of(c) == "de"), None)
        if inner is None or args.is_name(inner):
            return False
        kind = args.noun_type(noun)
        if kind == args.noun_type(inner) == "Person":
            return True
        named = args.entities[args.mention_at(name)[2]]["type"]
        return named != "Person" and has_article(inner) and (kind != named or args.noun_type(inner) == named)

    def premises_end(self, noun: Token) -> int | None:
        """Where `l'usine X de Y` ends, a place that goes by its owner and its town."""
        args = self._arguments
        if lemma(noun) not in self._premises or noun.i + 3 > len(self._doc) or not args.is_name(noun.nbor()):
            return None
        owner = noun.nbor()
        end = args.mention_at(owner)[1]
        if end + 1 >= len(self._doc) or lower(self._doc[end]) not in ("de", "d'") or not args.is_name(self._doc[end + 1]):
            return None
        kinds = [args.entities[args.mention_at(t)[2]]["type"] for t in (owner, self._doc[end + 1])]
        return args.mention_at(self._doc[end + 1])[1] if kinds[0] in ("Organization", "Product", "Thing") and kinds[1] == "Place" else None

    def _modifiers_end(self, noun: Token) -> int:
        """The offset after the noun, its adjectives and its prepositional complement without name."""
        args = self._arguments
        end = noun.i + 1
        for child in sorted(noun.children, key=lambda t: t.i):
            if child.i < end:
                continue
            edge = child.right_edge.i + 1
            if (child.dep_ == "amod" or child.pos_ == "ADJ" and not case_of(child)) and child.i == end:
                end = child.i + 1
            elif (
                child.dep_.startswith("nmod")
                and child.left_edge.i == end
                and case_of(child) == "de"
                and args.is_name(child)
                and args.noun_type(noun) != args.entities[args.mention_at(child)[2]]["type"]
            ):
                return args.mention_at(child)[1]  # "le secrétaire général de l'ONU Sam X"
            elif (
                child.dep_.startswith(("nmod", "amod", "flat"))
                and child.left_edge.i == end
                and case_of(child)
                and not args.is_name(child)
                and lower(child.left_edge) not in ("au", "aux")  # "la filiale au néerlandais X"
            ):
                inner = next((t.i for t in self._doc[child.i : edge] if args.is_name(t) or t.is_punct), edge)
                return max(inner, child.i + 1)
            else:
                break
        return end

    def apposed_names(self, noun: Token) -> list[Token]:
        """Names set off by a comma that tell what the noun is called."""
        args = self._arguments
        if self.premises_end(noun) is not None:
            return []
        moved = [self._doc[name] for name, head in self._apposed.items() if head == noun.i]
        own = [
            c
            for c in noun.children
            if c.dep_ == "appos" and c.i > noun.i and args.is_name(c) and not case_of(c) and self._apposed.get(c.i, noun.i) == noun.i
            and c != self.place_within(noun)
        ]  # fmt: skip
        titled = [n for c in noun.children if c.dep_ == "appos" and c.i > noun.i and (n := self._titled(noun, c)) is not None]
        own = [c for c in own if not self._cannot_name(noun, c) and (comma_between(noun, c) or not self._names_another(noun, c))]
        found = [n for n in moved + own + titled if not self.opens_clause(n)]
        return found or [self._doc[name] for name, head in self._set_off.items() if head == noun.i]

    def opens_clause(self, name: Token) -> bool:
        """Whether a finite verb follows the name at once: `À la mort de son père, X reprend …` tells the subject; what
        explains a noun is closed by a comma."""
        after = self._arguments.mention_at(name)[1]
        while after < len(self._doc) and (self._doc[after].dep_.startswith("expl") or lower(self._doc[after]) in _CLITICS):
            after += 1
        if after >= len(self._doc) or self._doc[after].sent != name.sent:
            return False
        return "Fin" in self._doc[after].morph.get("VerbForm")

    def _titled(self, noun: Token, title: Token) -> Token | None:
        """The person named behind a title of its own: `son concepteur, l'ingénieur X`."""
        args = self._arguments
        if args.is_name(title) or case_of(title) or args.noun_type(noun) != "Person" or title.pos_ not in ("NOUN", "PROPN"):
            return None
        name = self.title_name(title)
        return name if name is not None and args.entities[args.mention_at(name)[2]]["type"] == "Person" else None

    def explained(self, noun: Token) -> Token | None:
        """The name before a comma that a noun explains: `Orion 4, une montre connectée`."""
        return self._doc[self._explained[noun.i]] if noun.i in self._explained else None

    def _cannot_name(self, noun: Token, name: Token) -> bool:
        """Whether a noun and a name beside it denote different kinds of things (`l'étape, Greg V.`), or one of them several
        (`X vend des meubles, Y des lampes`)."""
        args = self._arguments
        index = args.entity_at(name)
        known = {args.noun_type(noun), args.entities[index]["type"]} if index is not None else set()
        if "Place" in known and name.i > 1 and name.nbor(-1).text == "(" and args.is_name(name.nbor(-2)):
            return True  # "l'usine de Givray (Ardèche)": where the one before it lies
        if bool(known & _PEOPLE) and bool(known & _NO_PEOPLE):
            return True
        many = "Plur" in noun.morph.get("Number") and "Plur" not in name.morph.get("Number")
        return many and not any(c.dep_ == "det" for c in name.children) and len(args.conjuncts(name)) == 1

    def _may_name(self, noun: Token, name: Token) -> bool:
        args = self._arguments
        index = args.entity_at(name)
        kind = args.noun_type(noun)
        many = "Plur" in noun.morph.get("Number") and lower(noun.head) not in ("un", "une")  # "un de ses conseillers, X"
        if many and index is not None and args.entities[index]["type"] == "Person" and len(args.conjuncts(name)) == 1:
            return False  # "le chauffeur des deux journalistes, X": the chauffeur
        return index is not None and kind in (args.entities[index]["type"], "Group") and kind not in ("Concept", "Thing")

    def _may_be_called(self, noun: Token, name: Token) -> bool:
        """Whether noun and name set off by a comma, whatever the tree, may be one thing."""
        args = self._arguments
        kind, index = args.noun_type(noun), args.entity_at(name)
        type_ = args.entities[index]["type"] if index is not None else ""
        if forms(noun) & self._organs:
            return type_ == "Organization"  # "X, une branche de Y"
        own = any("Yes" in c.morph.get("Poss") for c in noun.children)
        if kind in ("Concept", "Thing"):
            return type_ in ("Product", "Work", "Thing")
        return kind == type_ or {kind, type_} <= {"Document", "Product", "Work"} or own and {kind, type_} == {"Person", "Organization"}

    def apposed_name(self, noun: Token) -> Token | None:
        """The name given to a thing after a comma: `un utilitaire électrique, le Mistral 2`."""
        if noun.pos_ != "NOUN":
            return None
        return next(iter(self.apposed_names(noun)), None)

    def called_name(self, noun: Token) -> Token | None:
        """The name that a participle gives: `un salon baptisé X`."""
        name = called(noun, self._calling) if noun.pos_ == "NOUN" else None
        return name if name is not None and self._arguments.is_name(name) and not self._cannot_name(noun, name) else None


def _alike(noun: str, name: str) -> bool:
    return noun == name or (noun, name) == ("Group", "Organization")


def comma_between(left: Token, right: Token) -> bool:
    """Whether a sign parts two words, the left one first."""
    return any(t.text in (",", "(", ";", ":", "—", "–") for t in left.doc[left.i + 1 : right.i])


__all__ = ["NamingReader", "comma_between"]
