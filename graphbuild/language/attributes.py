"""The extensions of spaCy's `Doc` through which the components hand on what they found.

They hold plain values only (lists, dicts, strings, numbers), so that a `Doc` can be serialised and
compared. What stands in each is written in the docstrings of the components that fill them.
"""

from __future__ import annotations

from spacy.tokens import Doc

EXTENSIONS = (
    "gb_document_date",  # ISO 8601 day the document was reported, set before the pipeline runs
    "gb_values",  # dates, quantities, money …: graphbuild_values
    "gb_entities",  # entities of the document with their mentions: graphbuild_coreference
    "gb_groups",  # phrases that stand for several of them: graphbuild_coreference
    "gb_statements",  # what the text says of them: graphbuild_relations
)


def register_attributes() -> None:
    """Register the extensions; calling it again changes nothing."""
    for name in EXTENSIONS:
        Doc.set_extension(name, default=None, force=True)


register_attributes()
