"""Progress bars on stderr, and only where a person watches: in a log they are noise."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

Advance = "Callable[[int, int], None]"
"""Takes how many are done and how many there are."""


class Steps(Protocol):
    """Shows the steps of a long command."""

    def step(self, title: str, *, total: int | None = None) -> AbstractContextManager[Callable[[int, int], None]]:
        """Show a step while the block runs; what is given takes ``done`` and ``total``."""


class SilentSteps:
    """For pipes, logs and tests."""

    @contextmanager
    def step(self, title: str, *, total: int | None = None) -> Iterator[Callable[[int, int], None]]:
        yield lambda _done, _total: None


class BarSteps:
    """One bar for each step, which stays when the step is done."""

    @contextmanager
    def step(self, title: str, *, total: int | None = None) -> Iterator[Callable[[int, int], None]]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (
            TextColumn("{task.description:<14}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=Console(stderr=True)) as bars:
            task = bars.add_task(title, total=total)
            yield lambda done, whole: bars.update(task, completed=done, total=whole)
            known = bars.tasks[0].total
            bars.update(task, completed=known if known is not None else bars.tasks[0].completed)


def steps_on_stderr() -> Steps:
    return BarSteps() if sys.stderr.isatty() else SilentSteps()
