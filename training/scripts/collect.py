"""Copy the corpora into the assets of the project: corpora folder in, `assets/` out.

    python collect.py CORPORA EVALUATION ASSETS

Stops with a message that names every missing file; writes `collected.json`,
the size and the SHA-256 of each, so that a later step sees when one changes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path

CORPORA = (
    "ud-fr/seq-train.conllu", "ud-fr/seq-dev.conllu", "ud-fr/gsd-dev.conllu", "ud-fr/fqb.conllu",
    "ner-fr/train.jsonl", "ner-fr/dev.jsonl", "winer-fr/train.jsonl", "popcorn-fr/train.json", "popcorn-fr/synthetic.json",
)  # fmt: skip
EVALUATION = ("constructions", "documents")


def collect(corpora: Path, evaluation: Path, assets: Path) -> dict[str, dict[str, str | int]]:
    """Copy every file; raises FileNotFoundError naming those that are not there."""
    files = [(corpora / name, assets / name) for name in CORPORA]
    for folder in EVALUATION:
        found = sorted(path for path in (evaluation / folder).glob("*") if path.suffix in (".jsonl", ".txt"))
        files.extend((path, assets / "eval" / folder / path.name) for path in found or [evaluation / folder])
    missing = [str(source) for source, _ in files if not source.is_file()]
    if missing:
        raise FileNotFoundError(f"missing: {', '.join(missing)}; training/README.md tells where they come from")
    result: dict[str, dict[str, str | int]] = {}
    for source, target in files:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        content = target.read_bytes()
        name = target.relative_to(assets).as_posix()
        result[name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return result


if __name__ == "__main__":
    out = Path(sys.argv[3])
    collected = collect(Path(sys.argv[1]), Path(sys.argv[2]), out)
    (out / "collected.json").write_text(json.dumps(collected, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(collected)} files, {sum(int(entry['size']) for entry in collected.values()) / 1e6:.1f} MB")
