"""`graphbuild serve`."""
from . import options as shared
EXAMPLE = shared.example("graphbuild serve out/memo")
def command(folder: shared.Folder) -> None:
    """serve"""
