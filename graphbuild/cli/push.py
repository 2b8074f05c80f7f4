"""`graphbuild push`."""
from . import options as shared
EXAMPLE = shared.example("graphbuild push out/memo")
def command(folder: shared.Folder) -> None:
    """push"""
