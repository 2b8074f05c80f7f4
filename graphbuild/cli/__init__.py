"""The command line: one file a command, each a thin layer over a function of the library.

Nothing heavy is imported before a command runs, so that `graphbuild --help` answers at once.
"""

from .main import main

__all__ = ["main"]
