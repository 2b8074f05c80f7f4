"""Put the trained parts together: syntax and entity pipelines in, one small spaCy folder out.

    python package.py SYNTAX ENTITIES LEXICON OUT [--arcs arcs.npz] [--borders borders.npz] [--meta META.yaml] [--half]

The folder holds only what is needed to run: no strings seen in training, the
lexicon beside the weights, and with `--half` weights of 16 bits on disk.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import srsly
import yaml
from spacy.language import Language
from spacy.util import load_model_from_config
from thinc.api import Config

import graphbuild.language.fr.tokenizer
import graphbuild.language.parsing.arcs
import graphbuild.language.parsing.borders
import graphbuild.language.parsing.embed
import graphbuild.language.sentences  # noqa: F401 - registers the component

SYNTAX = ("tok2vec", "morphologizer", "trainable_lemmatizer", "parser")
# The networks run with NumPy, and where they stand: before the recogniser, behind the borders of the layout.
NETWORKS = {"graphbuild_arcs": -1, "graphbuild_borders": 1}


def tree_strings(lemmatizer: Any) -> set[str]:
    """The strings that the edit trees of a lemmatizer put in or take out."""
    hashes: set[int] = set()
    for node in srsly.msgpack_loads(lemmatizer.trees.to_bytes())["trees"]:
        hashes.update(node[key] for key in ("orig", "subst") if key in node)
    return {lemmatizer.vocab.strings[key] for key in hashes if key}


def set_lexicon(config: dict[str, Any], path: str | None) -> None:
    """Set the path of the lexicon wherever a config names one: null is the one beside the weights."""
    for key, value in config.items():
        if key == "lexicon":
            config[key] = path
        elif isinstance(value, dict):
            set_lexicon(value, path)


def halve(nlp: Language) -> None:
    """Round all weights to 16 bits, which compress well and change no score."""
    for _, component in nlp.pipeline:
        for node in getattr(getattr(component, "model", None), "walk", list)():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name).astype(np.float16).astype(np.float32))


def combine(
    syntax: Language, entities: Language, networks: dict[str, bytes], lexicon: str, meta: dict[str, Any]
) -> Language:
    """A fresh pipeline with the components of all and the strings they need; `networks` are weights by component."""
    config = syntax.config.interpolate()
    config["nlp"]["pipeline"] = ["graphbuild_sentences", *SYNTAX, "ner"]
    config["nlp"]["pipeline"].insert(config["nlp"]["pipeline"].index("trainable_lemmatizer") + 1, "graphbuild_lemmas")
    config["components"] = {
        "graphbuild_sentences": {"factory": "graphbuild_sentences"},
        "graphbuild_lemmas": {"factory": "graphbuild_lemmas", "lexicon": lexicon},
        **{name: config["components"][name] for name in SYNTAX},
        "ner": entities.config.interpolate()["components"]["ner"],
    }
    for name in networks:
        config["nlp"]["pipeline"].insert(NETWORKS[name], name)
        config["components"][name] = {"factory": name}
    for section in ("corpora", "training", "pretraining", "initialize", "paths"):
        config.pop(section, None)
    nlp = load_model_from_config(config, meta=meta, auto_fill=True)
    strings = tree_strings(syntax.get_pipe("trainable_lemmatizer"))
    for name in (*SYNTAX, "ner"):
        source = entities if name == "ner" else syntax
        for label in (label for label in getattr(source.get_pipe(name), "labels", ()) if isinstance(label, str)):
            strings.update([label, *label.split("|"), *(part for pair in label.split("|") for part in pair.split("="))])
    for string in sorted(strings):
        nlp.vocab.strings.add(string)
    for name in (*SYNTAX, "ner"):
        source = entities if name == "ner" else syntax
        nlp.get_pipe(name).from_bytes(source.get_pipe(name).to_bytes(exclude=["vocab"]), exclude=["vocab"])
    for name, weights in networks.items():
        nlp.get_pipe(name).from_bytes(weights)
    return nlp


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("syntax", type=Path)
    parser.add_argument("entities", type=Path)
    parser.add_argument("lexicon", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--arcs", type=Path, help="weights of the arc parser; left out where the file is not there")
    parser.add_argument("--borders", type=Path, help="weights of the finder of sentence starts; likewise")
    parser.add_argument("--meta", type=Path)
    parser.add_argument("--half", action="store_true")
    arguments = parser.parse_args()
    meta = yaml.safe_load(arguments.meta.read_text(encoding="utf-8")) if arguments.meta else {}
    paths = {"graphbuild_arcs": arguments.arcs, "graphbuild_borders": arguments.borders}
    networks = {name: path.read_bytes() for name, path in paths.items() if path and path.is_file()}
    nlp = combine(spacy.load(arguments.syntax), spacy.load(arguments.entities), networks, str(arguments.lexicon), meta)
    if arguments.half:
        halve(nlp)
    for _, component in nlp.pipeline:
        for node in getattr(getattr(component, "model", None), "walk", list)():
            if "lexicon" in node.attrs:
                node.attrs["lexicon"] = None
    if arguments.out.exists():
        shutil.rmtree(arguments.out)
    nlp.to_disk(arguments.out, exclude=["lookups"])
    config = Config().from_disk(arguments.out / "config.cfg", interpolate=False)
    set_lexicon(config["components"], None)
    config.to_disk(arguments.out / "config.cfg")
    shutil.copy(arguments.lexicon, arguments.out / "lexicon.npz")
    shutil.copy(Path(__file__).parents[1] / "configs" / "LICENSES.txt", arguments.out)
    size = sum(path.stat().st_size for path in arguments.out.rglob("*") if path.is_file())
    print(f"{arguments.out}: {', '.join(nlp.pipe_names)}; {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
