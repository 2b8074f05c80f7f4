"""Progress of long work for a person at a terminal; nothing at all where standard error is none.

`Progress` is what the long functions call: a stage with a name and, where it is known, a number of steps. The library
is silent unless it is given `terminal_progress()`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Follows work through its stages."""

    def stage(self, name: str) -> None:
        """A stage without steps begins."""

    def track(self, items: Iterable[T], name: str, total: int) -> Iterator[T]:
        """The items, each counted as a step of the stage `name` when the next one is asked for."""


class Silent:
    """No progress: for libraries, pipes and files."""

    def stage(self, name: str) -> None:
        pass

    def track(self, items: Iterable[T], name: str, total: int) -> Iterator[T]:
        yield from items


class _Bar:
    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as RichProgress

        self.bar = RichProgress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self.task = self.bar.add_task("", total=None)

    def stage(self, name: str) -> None:
        self.bar.update(self.task, description=name, total=None, completed=0)

    def track(self, items: Iterable[T], name: str, total: int) -> Iterator[T]:
        self.bar.update(self.task, description=name, total=total, completed=0)
        for item in items:
            yield item
            self.bar.advance(self.task)


@contextmanager
def terminal_progress(*, quiet: bool = False) -> Iterator[Progress]:
    """A progress bar on standard error if that is a terminal and `quiet` is not asked for."""
    if quiet or not sys.stderr.isatty():
        yield Silent()
        return
    shown = _Bar()
    with shown.bar:
        yield shown
