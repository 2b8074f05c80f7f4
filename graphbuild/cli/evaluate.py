"""`graphbuild evaluate`: texts in, statements scored against gold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import options as shared

if TYPE_CHECKING:
    from ..types import Statement

EXAMPLE = shared.example("graphbuild evaluate --gold data/gold/memo.jsonl --forbidden data/gold/memo-forbidden.jsonl data/memo.txt")


def command(
    gold: Annotated[Path, typer.Option("--gold", metavar="FILE", help="Gold triples: a .jsonl file, or a folder of them.", show_default=False)],
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT...",
            help="The texts; by default those that lie beside the gold or in it. "
            "Or a statements.jsonl that was extracted before.",
            show_default=False,
        ),
    ] = None,
    forbidden: Annotated[
        Path | None, typer.Option("--forbidden", metavar="FILE", help="What must not come out (for facts of one text).", show_default=False)
    ] = None,
    relations: Annotated[
        Path | None,
        typer.Option("--relations", metavar="FILE", help="A table whose first column names the relations of the gold; by default all of the ontology.", show_default=False),
    ] = None,
    per_relation: Annotated[bool, shared.flag("--per-relation", help="A table of the relations.")] = False,
    reliability: Annotated[bool, shared.flag("--reliability", help="How often statements of a confidence are right.")] = False,
    causes: Annotated[int, typer.Option("--causes", metavar="N", help="The N commonest causes of errors.")] = 0,
    errors: Annotated[int, typer.Option("--errors", metavar="N", help="The first N errors, one a line.")] = 0,
    as_json: Annotated[bool, shared.flag("--json", help="The figures as JSON.")] = False,
    lang: shared.Lang = None,
    model: shared.Model = None,
    workers: shared.Workers = 1,
    quiet: shared.Quiet = False,
) -> None:
    """Extract statements and score them against gold, end to end: everything extracted counts."""
    from ..evaluation import gold as golds

    statements = _statements(inputs or golds.gold_texts(gold), gold, lang, model, workers, quiet)
    if golds.holds_facts(gold):
        _tell_facts(gold, forbidden, statements)
        return
    from ..evaluation.scoring import score
    from ..evaluation.tables import causes as error_causes
    from ..evaluation.tables import markdown
    from ..evaluation.tables import reliability as reliability_table

    triples = golds.read_gold(gold)
    names, symmetric = golds.relation_names(relations)
    result = score(triples, statements, relations=names, symmetric=symmetric)
    wrong = [outcome for outcome in result.outcomes if outcome.kind in ("status", "wrong", "missed")]
    for outcome in wrong[:errors]:
        typer.echo(f"{outcome.item}\t{outcome.kind}\t{_show(outcome.statement)}\t{outcome.gold or ''}")
    if per_relation:
        rows = ((name, n["right"], n["wrong"], n["missed"]) for name, n in result.by_relation().items())
        typer.echo(markdown(("relation", "right", "wrong", "missed"), rows))
    if reliability:
        typer.echo(markdown(("confidence", "statements", "mean confidence", "right"), reliability_table(result)))
    if causes:
        typer.echo(markdown(("cause", "times", "for example"), error_causes(result, triples)[:causes]))
    figures = result.figures()
    if as_json:
        typer.echo(json.dumps(figures))
    else:
        typer.echo("  ".join(f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value}" for name, value in figures.items()))


def _statements(
    inputs: Sequence[str], gold: Path, lang: str | None, model: str | None, workers: int, quiet: bool
) -> Sequence[Statement]:
    if not inputs:
        raise typer.BadParameter(f"no texts lie beside {gold} or in it; name them", param_hint="INPUT...")
    if len(inputs) == 1 and Path(inputs[0]).name == "statements.jsonl":
        from ..serialize import read_lines, statement_from_json

        return list(read_lines(Path(inputs[0]), statement_from_json))
    from ..builder import ReadOptions, build
    from ..progress import terminal_progress

    with terminal_progress(quiet=quiet) as progress:
        graph = build(inputs, workers=workers, options=ReadOptions(lang=lang, model=model), progress=progress)
    shared.tell_refusals(graph.refused, graph.notes, quiet=quiet, verbose=False)
    return graph.statements


def _tell_facts(gold: Path, forbidden: Path | None, statements: Sequence[Statement]) -> None:
    from ..evaluation.gold import read_facts
    from ..evaluation.scoring import score_facts

    result = score_facts(read_facts(gold), read_facts(forbidden) if forbidden else (), statements)
    for fact in result.missing:
        typer.echo(f"missing\t{fact}")
    for why, statement in result.forbidden:
        typer.echo(f"forbidden ({why})\t{_show(statement)}")
    typer.echo(
        f"facts found {result.found}/{result.facts}  with status and source {result.right}/{result.facts}  "
        f"forbidden {len(result.forbidden)}  statements {len(statements)}"
    )
    if result.forbidden:
        raise typer.Exit(1)


def _show(statement: Statement | None) -> str:
    if statement is None:
        return ""
    return f"{statement.subject.label} | {statement.predicate.name} | {statement.object.label} | {statement.status}"
