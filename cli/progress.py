"""How far a long command is: shown on stderr, and only where a person watches."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

Advance = Callable[[int, int], None]
"""Takes how many are done, and of how many."""


class Steps(Protocol):
    """Shows the steps of a long command."""

    def step(self, title: str) -> AbstractContextManager[Advance]:
        """Show a step while the block runs; the block calls what it is given."""


class SilentSteps:
    """For pipes and logs, where bars are noise."""

    @contextmanager
    def step(self, title: str) -> Iterator[Advance]:
        yield lambda _done, _total: None


def steps_on_stderr() -> Steps:
    if not sys.stderr.isatty():
        return SilentSteps()
    from cli.bars import BarSteps  # noqa: PLC0415 - rich is only imported where it is used

    return BarSteps()
