"""Run a command of spaCy with the modules of this folder at hand: `python spacy_run.py train CONFIG ...`."""

from __future__ import annotations

import sys
from pathlib import Path

from spacy.cli import setup_cli

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    setup_cli()
