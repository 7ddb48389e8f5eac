from __future__ import annotations

import io

from rich.console import Console

from cli.bars import BarSteps
from cli.progress import SilentSteps, steps_on_stderr


def test_a_bar_shows_the_step_and_how_far_it_is():
    screen = io.StringIO()

    with BarSteps(Console(file=screen, force_terminal=True, width=80)).step("Repositories") as advance:
        advance(3, 10)
        advance(9, 9)

    assert "Repositories" in screen.getvalue()
    assert "9/9" in screen.getvalue()


def test_a_step_that_never_advanced_ends_all_the_same():
    screen = io.StringIO()

    with BarSteps(Console(file=screen, force_terminal=True, width=80)).step("Pages"):
        pass

    assert "0/0" in screen.getvalue()


def test_a_log_gets_no_bars():
    assert isinstance(steps_on_stderr(), SilentSteps)
