"""The main job: texts come in, a `KnowledgeGraph` goes out, and with `output` a graph folder on disk.

    inputs ─▶ Document ─▶ Reading (1..n processes) ─▶ link ─▶ statements ─▶ folder

The result depends on the inputs and options alone, not on the number of processes, the order of files in a folder or
the clock. A document that cannot be read is refused and reported; the others are built.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from .errors import GraphbuildError, GraphError, InputError
from .iris import BASE
from .knowledge_graph import KnowledgeGraph
from .progress import Progress, Silent
from .readers import Intake, Refusal, read_inputs
from .readers.inputs import MAX_CHARACTERS
from .resources import language_path, ontology_path
from .types import Document, Reading, Statement

if TYPE_CHECKING:
    from spacy.language import Language

_log = logging.getLogger("graphbuild.defects")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How texts are read: the language they are said to be in, the encoding, the spaCy pipeline, its extent.

    `model` names another spaCy pipeline than the bundled one; with `closed`, only relations of the ontology are
    looked for; `lexicons` are files of patterns to add to those of the language.
    """

    lang: str | None = None
    encoding: str | None = None
    model: str | None = None
    closed: bool = False
    lexicons: tuple[Path, ...] = ()
    max_characters: int = MAX_CHARACTERS


def build(
    inputs: str | Path | Document | Iterable[str | Path | Document],
    output: str | Path | None = None,
    *,
    base: str = BASE,
    workers: int = 1,
    add: bool = False,
    authority: str | Path | None = None,
    ontology: str | Path | None = None,
    direct: str = "asserted",
    options: ReadOptions | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> KnowledgeGraph:
    """Read `inputs` (files, folders, `.jsonl`, `-`, `Document`s) and give the knowledge graph of what they say.

    With `output`, the graph is written to that folder as well, in one move at the end: until then an earlier graph
    there stays whole. With `add`, the documents join those of the folder; one that is there already is replaced.
    `direct` says which plain triples are written: `asserted`, `unattributed` or `none`. `authority` is a file of records
    to link entities to, `ontology` one with relations of your own; both stay with the folder. `workers` processes read
    in parallel.

    Raises InputError when no document at all could be read, GraphError when `output` is a folder of something else.
    """
    progress = progress or Silent()
    if output is not None:
        from .folder import check_target

        check_target(Path(output))
    options = options or ReadOptions()
    authority = Path(authority) if authority is not None else None
    ontology = Path(ontology) if ontology is not None else None
    if options.lexicons:
        from .relations.lexicon import check_lexicon

        for lexicon in options.lexicons:
            check_lexicon(lexicon, ontology)
    earlier = KnowledgeGraph.load(output) if add and output is not None and Path(output).exists() else None
    intake, readings = read(inputs, workers=workers, options=options, stdin=stdin, progress=progress)
    if not readings:
        raise InputError(nothing_read(intake))
    if earlier is not None:
        new = {reading.document.id for reading in readings}
        origins = _origins(earlier)
        for name in sorted(new & set(origins)):
            if intake.origins[name] != origins[name]:
                logging.getLogger("graphbuild").warning("replaced: %s, read from %s, by %s", name, origins[name], intake.origins[name])
        readings = [reading for reading in earlier.readings if reading.document.id not in new] + readings
        base, authority, ontology = earlier.base, authority or earlier.authority, ontology or earlier.ontology
        intake.origins = {**origins, **intake.origins}
    progress.stage("linking entities")
    graph = KnowledgeGraph.of_readings(
        readings,
        base=base,
        direct=direct,
        authority=authority,
        ontology=ontology,
        run={
            "model": _model_name(options, {reading.document.lang or "" for reading in readings}),
            "ontology": _ontology_hash(ontology, options.lexicons),
        },
        intake=intake,
    )
    if output is not None:
        graph.save(output, progress=progress)
    return graph


def remove(folder: str | Path, documents: Sequence[str], *, progress: Progress | None = None) -> KnowledgeGraph:
    """Take documents out of a graph folder, with exactly their evidences; returns the graph that remains.

    Raises GraphError for a document that is not in the graph, and when none would remain.
    """
    graph = KnowledgeGraph.load(folder)
    known = [reading.document.id for reading in graph.readings]
    missing = sorted(set(documents) - set(known))
    if missing:
        raise GraphError(f"{folder}: no document {missing[0]!r}; there are: {', '.join(known[:10])}{'…' if len(known) > 10 else ''}")
    remaining = [reading for reading in graph.readings if reading.document.id not in set(documents)]
    if not remaining:
        raise GraphError(f"{folder}: no document would remain; delete the folder instead")
    smaller = KnowledgeGraph.of_readings(
        remaining,
        base=graph.base,
        direct=graph.direct,
        authority=graph.authority,
        ontology=graph.ontology,
        run={key: graph.report["settings"][key] for key in ("model", "ontology")},
        intake=Intake(origins=_origins(graph)),
    )
    smaller.save(folder, progress=progress)
    return smaller


def read(
    inputs: str | Path | Document | Iterable[str | Path | Document],
    *,
    workers: int = 1,
    options: ReadOptions | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> tuple[Intake, list[Reading]]:
    """What the inputs are and what the language layer makes of them, sorted by the documents' ids."""
    from .language.pipeline import available_languages

    options = options or ReadOptions()
    progress = progress or Silent()
    if isinstance(inputs, (str, Path, Document)):
        inputs = [inputs]
    progress.stage("finding texts")
    intake = read_inputs(
        inputs,
        languages=available_languages(),
        lang=options.lang,
        encoding=options.encoding,
        stdin=stdin,
        max_characters=options.max_characters,
    )
    readings = []
    outcomes = _outcomes(intake.documents, workers, options)
    for outcome in progress.track(outcomes, "reading", len(intake.documents)):
        if isinstance(outcome, Refusal):
            intake.refused.append(replace(outcome, where=intake.origins.get(outcome.where, outcome.where)))
        else:
            readings.append(outcome)
    refused = {refusal.where for refusal in intake.refused}
    intake.documents = [document for document in intake.documents if intake.origins[document.id] not in refused]
    return intake, sorted(readings, key=lambda reading: reading.document.id)


def extract_statements(
    inputs: str | Path | Document | Iterable[str | Path | Document],
    *,
    base: str = BASE,
    workers: int = 1,
    options: ReadOptions | None = None,
) -> tuple[Statement, ...]:
    """The statements of the inputs, sorted by document, start and id; raises what `build` raises."""
    return build(inputs, base=base, workers=workers, options=options).statements


def nothing_read(intake: Intake) -> str:
    """The message for inputs of which nothing came."""
    if not intake.refused:
        return "no input was given: name a file, a folder, or - for standard input"
    first = intake.refused[0]
    more = f" (and {len(intake.refused) - 1} more refused)" if len(intake.refused) > 1 else ""
    return f"no document could be read. {first.where}: {first.reason}{more}"


def _outcomes(documents: Sequence[Document], workers: int, options: ReadOptions) -> Iterator[Reading | Refusal]:
    """A reading or a refusal for each document, in order; the same whatever the number of processes."""
    if workers <= 1 or len(documents) < 2:
        yield from (_outcome(document, options) for document in documents)
        return
    # spawn, the only way to start a process that is safe beside threads; chunks spare the pipes without letting one
    # process wait for the last long chunk of another.
    chunk = max(1, min(16, len(documents) // (workers * 4)))
    with ProcessPoolExecutor(min(workers, len(documents)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_outcome, documents, [options] * len(documents), chunksize=chunk)


def _outcome(document: Document, options: ReadOptions) -> Reading | Refusal:
    from .language.reading import read_document

    nlp = _pipeline(document.lang or "", options)
    try:
        return read_document(nlp, document)
    except GraphbuildError as error:
        return Refusal.of(document.id, error)
    except Exception as error:  # noqa: BLE001 - a defect met in one document must not lose the others
        _log.exception("%s: a defect of graphbuild", document.id)
        return Refusal(document.id, "Defect", f"a defect of graphbuild ({type(error).__name__}: {error}); please report it")


_loaded: dict[tuple[str, str | None, bool, tuple[Path, ...]], Language] = {}


def _pipeline(lang: str, options: ReadOptions) -> Language:
    """The pipeline for a language, loaded once in a process."""
    from .language.pipeline import load_pipeline

    key = lang, options.model, options.closed, options.lexicons
    if key not in _loaded:
        _loaded[key] = load_pipeline(lang, model=options.model, closed=options.closed, lexicons=options.lexicons)
    return _loaded[key]


def _model_name(options: ReadOptions, languages: set[str]) -> str:
    """Names and versions of the language pipelines, for the record of how the graph came about."""
    if options.model is None:
        places = [language_path(lang, "model") for lang in sorted(languages)]
    elif Path(options.model).is_dir():
        places = [Path(options.model)]
    else:
        package = find_spec(options.model)
        places = [Path(place) for place in (package.submodule_search_locations or ())][:1] if package else []
    return ", ".join(_name_and_version(place) for place in places)


def _name_and_version(place: Path) -> str:
    meta = json.loads((place / "meta.json").read_text(encoding="utf-8"))
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def _ontology_hash(ontology: Path | None, lexicons: Sequence[Path]) -> str:
    """The hash of ontology and lexicons: of what decides, beside the model, what is read in a text."""
    from .vocabulary import hash_ontology

    own = (*lexicons, *((ontology,) if ontology else ()))
    return hash_ontology(*sorted(ontology_path("lexicon").rglob("*.yaml")), *own)


def _origins(graph: KnowledgeGraph) -> dict[str, str]:
    """Where the documents of a graph were found."""
    return {row["id"]: row["origin"] for row in graph.report["documents"]}
