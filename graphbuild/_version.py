"""The version, in one place: package metadata, run provenance and `--version` all read it from here."""

__version__ = "0.1.0"
