"""`graphbuild query`."""
from . import options as shared
EXAMPLE = shared.example("graphbuild query out/memo")
def command(folder: shared.Folder) -> None:
    """query"""
