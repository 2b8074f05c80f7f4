"""Convert treebanks to spaCy's format: `*.conllu` in, `*.spacy` out.

    python prepare_treebanks.py FOLDER OUT

Contracted forms ("du", "aux") are merged into one token, with the lemmas of both
parts: texts have "du", and tokens must be those of the text. One sentence a
document; the reader joins them anew in each epoch.
"""

from __future__ import annotations

import sys
from pathlib import Path

from spacy.tokens import DocBin
from spacy.training.converters import conllu_to_docs


def main(folder: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.glob("*.conllu")):
        docs = list(conllu_to_docs(path.read_text(encoding="utf-8"), n_sents=1, merge_subtokens=True, no_print=True))
        DocBin(docs=docs, store_user_data=False).to_disk(out / f"{path.stem}.spacy")
        print(f"{path.stem}: {len(docs)} sentences, {sum(map(len, docs))} tokens")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
