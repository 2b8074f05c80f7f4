"""`graphbuild model`: what the language pipeline is, and how good it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from . import options as shared

app = typer.Typer(help="The language pipeline: what it is, and its scores.", no_args_is_help=True)

Language = Annotated[str, typer.Option("--lang", metavar="CODE", help="The language pack.")]
Json = Annotated[bool, shared.flag("--json", help="As JSON, for programs.")]


@app.command(epilog=shared.example("graphbuild model info"))
def info(lang: Language = "fr", model: shared.Model = None, as_json: Json = False) -> None:
    """Say what the pipeline is: version, size, components, what it was trained on and under which licences."""
    from ..language.evaluation.model import model_info
    from ..language.pipeline import load_pipeline

    _tell(model_info(load_pipeline(lang, model=model)), as_json)


@app.command(epilog=shared.example("graphbuild model evaluate corpora"))
def evaluate(
    corpora: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder with the test sets: ud-fr, ner-fr, winer-fr.", exists=True, file_okay=False)
    ],
    lang: Language = "fr",
    model: shared.Model = None,
    as_json: Json = False,
) -> None:
    """Score the pipeline on test sets: parse, lemmas, sentences, entities."""
    from ..language.evaluation.model import evaluate_model
    from ..language.pipeline import load_pipeline

    _tell(evaluate_model(load_pipeline(lang, model=model), corpora), as_json)


def _tell(result: dict[str, Any], as_json: bool) -> None:
    typer.echo(json.dumps(result, ensure_ascii=False, indent=2) if as_json else "\n".join(_lines(result)))


def _lines(value: Any, indent: str = "") -> list[str]:
    """Nested values as an outline."""
    lines = []
    for key, inner in value.items():
        if isinstance(inner, dict):
            lines += [f"{indent}{key}", *_lines(inner, indent + "  ")]
        else:
            shown = ", ".join(map(str, inner)) if isinstance(inner, (list, tuple)) else f"{inner:.3f}" if isinstance(inner, float) else inner
            lines.append(f"{indent}{key:<14}{shown}")
    return lines
