"""Readers: files, folders, standard input and JSON lines come in, `Document`s go out.

What cannot be read becomes a `Refusal` with the place and the reason, never an end of the whole batch;
what was mended or guessed (an encoding, a control character) becomes a `Note`. Readers know nothing of
spaCy and little of languages: they only ask whether there is a pack for a text.
"""

from .inputs import Intake, Note, Refusal, read_inputs

__all__ = ["Intake", "Note", "Refusal", "read_inputs"]
