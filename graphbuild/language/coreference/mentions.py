"""Finds the phrases that may refer: names, noun phrases, pronouns, possessives, with what agreement needs.

A parsed `Doc` with entities comes in, a list of `Phrase`s in the order of the text goes out. Phrases are
plain values with token offsets; who they refer to is decided by the passes that come after.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..entities.inhabitants import read_inhabitants
from ..mentions import clean_label
from .lexicon import CoreferenceLexicon
from .syntax import Role, agreeing_participle, is_inside, predicate_gender, role_of, small

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Form = Literal["name", "definite", "demonstrative", "possessive", "indefinite", "bare", "pronoun", "possessor"]

TYPES = {
    "PER": "Person",
    "ORG": "Organization",
    "LOC": "Place",
    "PRODUCT": "Product",
    "WORK": "Work",
    "EVENT": "Event",
    "MISC": "Thing",
}
SPEECH_MARKS = {"«": "»", "“": "”", "„": "”"}
_CONTENT = ("NOUN", "PROPN", "ADJ", "NUM")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that may refer. `types` is empty where nothing is known; `gender` and `number` are None
    where they are open; `noun` is the head as a word of the lexicon ("assistant vocal"), small letters;
    `quote` numbers the quotation it stands in (0: none); `governor` is the token it depends on."""

    start: int
    end: int
    head: int
    form: Form
    text: str
    noun: str = ""
    lemma: str = ""
    types: frozenset[str] = frozenset()
    gender: str | None = None
    number: str | None = None
    adjectives: frozenset[str] = frozenset()
    complements: frozenset[int] = frozenset()
    role: Role = "nested"
    governor: int = -1
    sentence: int = 0
    paragraph: int = 0
    quote: int = 0
    heading: bool = False
    embedded: bool = False
    local: bool = False  # an inhabitant of a town: "la Nantaise"

    @property
    def kind(self) -> Literal["name", "nominal", "pronoun"]:
        """The kind of mention, as `types.Mention` has it."""
        if self.form == "name":
            return "name"
        return "pronoun" if self.form in ("pronoun", "possessor") else "nominal"


class Layout:
    """Sentence, paragraph and quotation of every token."""

    def __init__(self, doc: Doc) -> None:
        self.sentence = [0] * len(doc)
        self.paragraph = [0] * len(doc)
        self.quote = [0] * len(doc)
        self.heading = [False] * len(doc)
        for span in doc.spans.get("headings", ()):
            for token in span:
                self.heading[token.i] = True
        number = 0
        for span in doc.sents if doc.has_annotation("SENT_START") else [doc[:]]:
            words = [token.i for token in span if not token.is_space]
            for token in span:
                self.sentence[token.i] = number
            # A heading is no step away from what came before: it counts with the sentence that follows.
            number += bool(words) and not all(self.heading[i] for i in words)
        paragraph = quote = quotes = 0
        closing = ""
        for token in doc:
            self.paragraph[token.i] = paragraph
            if token.is_space and token.text.count("\n") > 1:
                paragraph += 1
                closing = ""
            elif closing and (token.text == closing):
                closing = ""
            elif token.text in SPEECH_MARKS or (token.text == '"' and not closing):
                quotes += 1
                closing = SPEECH_MARKS.get(token.text, '"')
            quote = quotes if closing else 0
            self.quote[token.i] = quote


def find_phrases(doc: Doc, lexicon: CoreferenceLexicon) -> list[Phrase]:
    """All phrases of the document that may refer, in the order of the text."""
    finder = _Finder(doc, lexicon)
    return sorted(finder.find(), key=lambda phrase: (phrase.start, -phrase.end))


class _Finder:
    def __init__(self, doc: Doc, lexicon: CoreferenceLexicon) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.words = lexicon.words
        self.layout = Layout(doc)
        self.named = {i: (span.start, span.end) for span in doc.ents for i in range(span.start, span.end)}
        self.valued = {i for value in doc._.gb_values or () for i in range(value["start"], value["end"])}

    def find(self) -> Iterator[Phrase]:
        for span in self.doc.ents:
            inhabitant = self.inhabitant(span)
            yield inhabitant or self.name(span)
        for token in self.doc:
            if token.i in self.named or token.i in self.valued or token.is_space:
                continue
            phrase = self.possessor(token) or self.pronoun(token) or self.nominal(token)
            if phrase:
                yield phrase

    def _place(self, token: Token) -> dict[str, object]:
        role, governor = role_of(token)
        return {
            "role": role,
            "governor": governor,
            "sentence": self.layout.sentence[token.i],
            "paragraph": self.layout.paragraph[token.i],
            "quote": self.layout.quote[token.i],
            "heading": self.layout.heading[token.i],
            "embedded": self.doc[governor].dep_.startswith(("acl", "advcl")),
        }

    # --- names ---

    def name(self, span: Span) -> Phrase:
        type_ = TYPES.get(span.label_, "Thing")
        return Phrase(
            span.start,
            span.end,
            span.root.i,
            "name",
            clean_label(span.text),
            types=frozenset((type_,)),
            gender=self.name_gender(span, type_),
            number=self.name_number(span),
            **self._place(self.titled_by(span, type_) or span.root),  # type: ignore[arg-type]
        )

    def titled_by(self, span: Span, type_: str) -> Token | None:
        """The noun of its class right before the name, wherever the parser hung the name ("un ingénieur du laboratoire X")."""
        start = span.start - 1
        while start > 0 and self.doc[start].text in SPEECH_MARKS or start > 0 and self.doc[start].text == '"':
            start -= 1
        before = self.doc[start] if start >= 0 else None
        if before is None or before.pos_ != "NOUN" or any(t.dep_ == "case" for t in span.root.children):
            return None
        return before if type_ in self.lexicon.types_of(self.noun(before)) else None

    def name_gender(self, span: Span, type_: str) -> str | None:
        """By the word before the name, by the first name, by the article."""
        before = self.doc[span.start - 1] if span.start else None
        if before is not None:
            honorific = self.lexicon.honorifics.get(before.lower_)
            if type_ == "Person" and honorific:
                return honorific
        first = span[0]
        if type_ == "Person":
            known = self.lexicon.gender_of_first_name(first.text) if len(span) > 1 and len(first.text.strip(".")) > 1 else None
            said = predicate_gender(span.root)
            return known or (said if said == "f" or len(span) == 1 else None)
        marker = small(before) if before is not None else ""
        if marker in self.words["masculine"]:
            return "m"
        if marker in self.words["feminine"]:
            return "f"
        if type_ == "Place" and len(span) == 1 and marker in self.words["before_countries"]:
            return "f" if first.text.endswith("e") and first.lower_ not in self.lexicon.masculine_places else None
        if type_ == "Organization" and len(span) > 1 and self.lexicon.types_of(first.text):
            return self.lexicon.gender_of_noun(first.text)
        return "f" if predicate_gender(span.root) == "f" else None

    def name_number(self, span: Span) -> str:
        return "p" if span.start and small(self.doc[span.start - 1]) in self.words["plural"] else "s"

    def inhabitant(self, span: Span) -> Phrase | None:
        """ "Le Tongien", "du Sénégalais", "la Nantaise": one person, called by the place, is no name."""
        if span.label_ != "MISC" or len(span) > 1 or not span.start:
            return None
        before = small(self.doc[span.start - 1])
        if before in self.words["plural"] or before not in self.words["definite"] | self.words["demonstrative"] | self.words["fused"]:
            return None
        local = read_inhabitants(self.doc.lang_ or "fr").is_townsman(span[0])
        return self.nominal(span[0], local=local) if local or span.text.lower() in self.lexicon.nationalities else None

    # --- noun phrases ---

    def nominal(self, token: Token, *, local: bool = False) -> Phrase | None:
        around = [*token.children]
        if token.dep_ == "amod" and token.head.i == token.i + 1 and "Person" in self.lexicon.types_of(token.text):
            # "la chanteuse X", which the parser took for an adjective
            around += [t for t in token.head.children if t.i == token.i - 1]
        determiner = next((t for t in around if t.pos_ == "DET" and t.i < token.i and t.i not in self.named), None)
        fused = next((t for t in token.children if t.dep_ == "case" and small(t) in self.words["fused"] and t.i < token.i), None)
        inhabitant = local or token.lower_ in self.lexicon.nationalities
        marked = determiner is not None or inhabitant and fused is not None
        unmarked = not (marked and token.pos_ in ("ADJ", "PROPN") and (token.text[:1].islower() or inhabitant))
        if len(token.text) == 1 or token.pos_ != "NOUN" and unmarked:
            return None
        if token.lower_ == "monde" and any(
            t.lower_ == "tout" for t in (*token.children, *self.doc[max(0, token.i - 2) : token.i])
        ):
            return None  # "tout le monde" is nobody
        if token.text in "%€$" or token.lower_ in self.lexicon.honorifics or not any(c.isalpha() for c in token.text):
            return None
        noun = self.noun(token)
        if clean_label(self.doc[max(0, token.i - 3) : token.i + 1].text).lower() in self.lexicon.set_phrases:
            return None
        if noun in self.lexicon.locution_nouns and token.i and small(self.doc[token.i - 1]) in self.words["in_locutions"]:
            return None
        start, end = self.extent(token)
        types = self.lexicon.types_of(noun) or self.lexicon.types_of(token.lemma_)
        if inhabitant and not types:
            types = frozenset(("Person",) if token.text[:1].isupper() else ("Person", "Organization"))
        if determiner is not None and small(determiner) in self.lexicon.possessives:
            form: Form = "possessive"
        elif determiner is not None and small(determiner) in self.words["demonstrative"]:
            form = "demonstrative"
        elif determiner is not None and small(determiner) in self.words["definite"]:
            form = "definite"
        elif determiner is None and fused is not None:
            form = "definite"
        elif determiner is not None:
            form = "indefinite"
        else:
            form = "bare"
        if any(t.dep_ == "nummod" or (t.pos_ == "NUM" and t.i < token.i) for t in token.children) and form != "demonstrative":
            form = "indefinite"
        marker = determiner if determiner is not None else fused
        gender, number = self.agreement(token, small(marker) if marker is not None else "", noun, types)
        if local and gender is None:
            gender = self.lexicon.gender_of_noun(noun)
        return Phrase(
            start,
            end,
            token.i,
            form,
            clean_label(self.doc[start:end].text),
            noun=noun,
            lemma=token.lemma_.lower(),
            types=types or self.lexicon.types_of(token.lemma_),
            gender=gender,
            number=number,
            adjectives=frozenset(
                t.lemma_.lower()
                for t in token.children
                if t.pos_ == "ADJ" and abs(t.i - token.i) <= 3 and t.lower_ not in noun.split()
            ),
            complements=frozenset(t.i for t in token.children if self.is_complement(t) and t.lower_ not in noun.split()),
            local=local,
            **self._place(token),  # type: ignore[arg-type]
        )

    def is_complement(self, token: Token) -> bool:
        """Whether the token heads a complement that tells a noun apart ("de X", "à X"), not one of circumstance."""
        return (
            token.dep_.startswith(("nmod", "obl"))
            and token.pos_ in _CONTENT
            and token.i not in self.valued  # "le joueur de 22 ans"
            and any(t.dep_ == "case" and small(t) in self.words["telling"] for t in token.children)
        )

    def agreement(self, token: Token, marker: str, noun: str, types: frozenset[str]) -> tuple[str | None, str | None]:
        """Gender and number of a noun: by its determiner, its form, its morphology."""
        gender = {"Fem": "f", "Masc": "m"}.get(next(iter(token.morph.get("Gender")), ""))
        number = {"Plur": "p", "Sing": "s"}.get(next(iter(token.morph.get("Number")), ""))
        if "Person" in types and not marker.endswith("'"):
            gender = self.lexicon.gender_of_noun(noun) or (gender if marker else None)
        if marker in self.words["feminine"]:
            gender = "f"
        elif marker in self.words["masculine"]:
            gender = "m"
        if marker in self.words["plural"]:
            number = "p"
        elif marker:
            number = "s"
        return gender, number

    def noun(self, token: Token) -> str:
        """The head as a word of the lexicon: the longest that begins there, else its lemma."""
        for length in (4, 3, 2):
            words = self.doc[token.i : token.i + length]
            if len(words) == length:
                text = clean_label(words.text).lower()
                if self.lexicon.types_of(text):
                    return text
        lemma, form = token.lemma_.lower(), token.lower_
        if self.lexicon.types_of(form) and not self.lexicon.types_of(lemma):
            return form if form in self.lexicon.noun_types else form.rstrip("sx")
        if "Fem" in token.morph.get("Gender") and self.lexicon.types_of(form) == frozenset(("Person",)):
            return form if form in self.lexicon.noun_types else form.rstrip("s")
        return lemma

    def extent(self, token: Token) -> tuple[int, int]:
        """The head with its adjectives and complements, without determiner, clause or apposition."""
        start, end = token.i, token.i + 1
        for child in token.lefts:
            if child.dep_ in ("amod", "nummod") and child.i not in self.valued:
                start = min(start, child.left_edge.i)
        for child in token.rights:
            attached = child.dep_ in ("amod", "flat", "flat:foreign", "compound", "fixed") or (
                child.dep_.startswith("nmod")
                and child.pos_ in _CONTENT
                and child.i not in self.valued
                and child.lemma_.lower() not in self.lexicon.time_nouns  # "une grève pour le deuxième jour"
                and any(t.dep_ == "case" and small(t) in self.words["complement"] for t in child.children)
            )
            if child.i in self.named and not any(t.dep_ == "case" for t in child.children):
                break
            if not attached or child.i > end + 3 or child.pos_ == "VERB" and child.dep_ != "amod":
                break
            if child.pos_ == "PUNCT" or any(t.text in ',;:()«»"–—' or t.is_space for t in self.doc[end : child.i]):
                break
            right = max((t.i for t in child.subtree if is_inside(t, child)), default=child.i) + 1
            if any(t.text in ',;:()«»"–—' for t in self.doc[end:right]):
                right = child.i + 1
            end = max(end, right)
        if end < len(self.doc) and end - 1 in self.named and self.named[end - 1][1] > end:
            end = self.named[end - 1][1]  # a name is taken whole
        if start in self.named and self.named[start][0] < start:
            start = token.i
        return start, end

    # --- pronouns ---

    def possessor(self, token: Token) -> Phrase | None:
        """The one to whom "son", "sa", "ses", "leur" refer; the pronoun "leur" is left to `pronoun`."""
        number = self.lexicon.possessives.get(small(token))
        if number is None or token.pos_ == "PRON" or token.head.pos_ in ("VERB", "AUX") or token.dep_ == "iobj":
            return None
        place = {**self._place(token.head), "role": "nested"}
        return Phrase(token.i, token.i + 1, token.i, "possessor", token.text, number=number, **place)  # type: ignore[arg-type]

    def pronoun(self, token: Token) -> Phrase | None:
        form = small(token)
        if form in self.lexicon.latter and token.i and small(self.doc[token.i - 1]) in self.words["demonstrative"]:
            following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
            if (
                following is None
                or following.pos_ not in ("NOUN", "PROPN", "ADJ")
                or following.i in self.named
                and token.head.i != following.i
            ):
                feminine, plural = "ère" in form, form.endswith("s")
                return Phrase(
                    token.i - 1,
                    token.i + 1,
                    token.i,
                    "pronoun",
                    f"ce {form}",
                    noun="dernier",
                    gender="f" if feminine else "m",
                    number="p" if plural else "s",
                    **self._place(token),  # type: ignore[arg-type]
                )
            return None
        known = self.lexicon.pronouns.get(form)
        if known is None or self.is_expletive(token):
            return None
        clitic = known.clitic or form in ("leur",)
        if clitic and not (
            token.head.pos_ in ("VERB", "AUX") and abs(token.head.i - token.i) <= 4 and token.dep_ not in ("mark", "cc")
        ):
            return None
        if clitic and token.pos_ not in ("PRON", "DET"):
            return None
        if clitic and token.pos_ == "DET" and (token.head.i < token.i or token.head.tag_ == "NOUN"):
            return None
        if token.pos_ not in ("PRON", "DET", "ADV", "NOUN", "PROPN"):
            return None
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        if clitic and following is not None and (following.lower_ in self.words["superlative"] or following.i in self.named):
            return None
        return Phrase(
            token.i,
            token.i + 1,
            token.i,
            "pronoun",
            token.text,
            noun="celui-ci" if known.near else form,
            gender=known.gender or ("f" if form == "l'" and agreeing_participle(token) == "f" else None),
            number=known.number,
            **self._place(token),  # type: ignore[arg-type]
        )

    def is_expletive(self, token: Token) -> bool:
        """Whether "il" stands for nothing (il faut, il s'agit, il y a, il est clair que)."""
        if small(token) not in ("il", "l'"):
            return False
        if small(token) == "l'":
            return token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_ == "on"
        following = [small(t) for t in self.doc[token.i + 1 : token.i + 3]]
        if following[:1] == ["y"] and following[1:] and following[1] in self.words["existing"]:
            return True  # also where the parser took it for a clause of its own ("avait, il y a un an, quitté")
        verb = token.head
        lemma = verb.lemma_.lower()
        if lemma in self.lexicon.expletive_verbs:
            return lemma not in ("agir", "avérer") or any(small(t) in ("s'", "se") for t in verb.children)
        if any(t.lower_ == "y" for t in verb.children) and lemma == "avoir":
            return True
        behind = next((t for t in self.doc[verb.i + 1 : verb.i + 4] if t.pos_ != "ADV"), None)
        announced = behind is not None and small(behind) in self.words["clause"]
        if announced and lemma in self.lexicon.expletive_passives and any(t.dep_ == "aux:pass" for t in verb.children):
            return True
        if token.i + 1 < verb.i + 1 < len(self.doc) and any(small(t) == "en" for t in self.doc[token.i + 1 : verb.i]):
            if lemma in ("être", "aller") and small(self.doc[verb.i + 1]) in self.words["likewise"]:
                return True
        clause = any(
            t.dep_ in ("ccomp", "csubj", "xcomp", "expl:subj")
            or t.dep_.startswith("csubj")
            or (t.dep_ == "advcl" and t.i > verb.i)
            for t in verb.children
            if t.i > verb.i
        )
        if lemma in self.lexicon.expletive_frames:
            return clause or (
                lemma not in ("avoir", "apparaître", "manquer", "importer") and any(t.dep_ == "obj" for t in verb.children)
            )
        if verb.pos_ == "ADJ" and any(t.dep_ == "cop" for t in verb.children):
            return clause
        # "Il a été décidé de …", "il est arrivé deux lettres"; the parser alone is not trusted.
        return token.dep_ == "expl:subj" and (clause or any(t.dep_ == "obj" and t.i > verb.i for t in verb.children))
