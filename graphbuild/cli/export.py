"""`graphbuild export`."""
from . import options as shared
EXAMPLE = shared.example("graphbuild export out/memo")
def command(folder: shared.Folder) -> None:
    """export"""
