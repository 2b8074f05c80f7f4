"""Average the weights of checkpoints of one training: pipelines in, one pipeline out.

    python average.py OUT MODEL MODEL...

The checkpoints of one run lie around the same minimum; their mean is nearer to
its middle than any of them (Izmailov et al. 2018, "Averaging Weights Leads to
Wider Optima and Better Generalization").
"""

from __future__ import annotations

import sys
from pathlib import Path

import entities  # noqa: F401
import spacy
import treebank  # noqa: F401 - register what the configs name


def main(out: Path, paths: list[Path]) -> None:
    first, *others = [spacy.load(path) for path in paths]
    for name, component in first.pipeline:
        nodes = [list(nlp.get_pipe(name).model.walk()) for nlp in others if hasattr(component, "model")]
        if not hasattr(component, "model"):
            continue
        for i, node in enumerate(component.model.walk()):
            for parameter in node.param_names:
                if node.has_param(parameter):
                    total = node.get_param(parameter) + sum(walk[i].get_param(parameter) for walk in nodes)
                    node.set_param(parameter, total / (len(nodes) + 1))
    first.to_disk(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
