"""`graphbuild validate`."""
from . import options as shared
EXAMPLE = shared.example("graphbuild validate out/memo")
def command(folder: shared.Folder) -> None:
    """validate"""
