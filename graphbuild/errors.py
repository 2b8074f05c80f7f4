"""Every error that graphbuild raises on purpose, as one tree:

    GraphbuildError
    ├── InputError              a document cannot be read; names file, line or offset, and the mend
    │   ├── EmptyInput          nothing but blanks
    │   ├── NotText             binary, or no encoding fits
    │   ├── BadLine             a broken line of a .jsonl file
    │   └── UnknownLanguage     no language pack for this text
    ├── ResourceError           ontology, lexicon, gazetteer or model is missing or broken
    │   └── LexiconError        names file, line, entry and the mend
    ├── GraphError              a graph folder is missing, damaged or of another version
    │   ├── InvalidIRI          an IRI that no RDF tool would read
    │   └── UnknownFormat       lists the formats that exist
    ├── QueryError              SPARQL that does not parse or run; line, column and a hint
    └── ServerError             the endpoint: port in use, refused, unreachable

The command line prints the message alone and exits with 1 (2 for usage); everything else is a
defect and keeps its traceback.
"""


class GraphbuildError(Exception):
    """The root. Its message says what is wrong, where, and how to mend it."""


class InputError(GraphbuildError):
    """A document that cannot be read."""


class EmptyInput(InputError):
    """A document that holds nothing but blanks."""


class NotText(InputError):
    """A file that is binary, or that no encoding fits."""


class BadLine(InputError):
    """A line of a .jsonl file that is not a document."""


class UnknownLanguage(InputError):
    """A text in a language that has no pack."""


class ResourceError(GraphbuildError):
    """An ontology, lexicon, gazetteer or model that is missing or broken."""


class LexiconError(ResourceError):
    """An entry of a lexicon that cannot be understood."""


class GraphError(GraphbuildError):
    """A graph folder that is missing, damaged or of another version."""


class InvalidIRI(GraphError):
    """An IRI that no RDF tool would read."""


class UnknownFormat(GraphError):
    """A format that does not exist here."""


class QueryError(GraphbuildError):
    """SPARQL that does not parse or run."""


class ServerError(GraphbuildError):
    """The SPARQL endpoint: port in use, refused, unreachable."""
