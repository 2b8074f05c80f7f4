"""Put a packaged pipeline in place of the one that graphbuild ships: `python install.py MODEL TARGET`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path


def main(model: Path, target: Path) -> None:
    """Copy beside the target first, so that there is never half a pipeline."""
    new = target.with_name(target.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(model, new)
    if target.exists():
        old = target.with_name(target.name + ".old")
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
        new.rename(target)
        shutil.rmtree(old)
    else:
        new.rename(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
