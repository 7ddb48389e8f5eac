"""Measure a call beside a yardstick, in turn, so that a drifting machine hits both alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Call = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians in seconds over the rounds; ``ratio`` is the median of the rounds' own ratios."""

    seconds: float
    yardstick_s: float
    ratio: float
    lowest: float
    highest: float

    @property
    def ratio_text(self) -> str:
        return f"{self.ratio:.2f} ({self.lowest:.2f} to {self.highest:.2f})"


def beside(call: Call, yardstick: Call, *, rounds: int = 7) -> Measured:
    """Time ``call`` and ``yardstick`` in turn, ``rounds`` times after one warm-up."""
    call()
    yardstick()
    pairs = [(timed(call), timed(yardstick)) for _ in range(rounds)]
    ratios = [mine / other for mine, other in pairs]
    return Measured(
        seconds=statistics.median(mine for mine, _ in pairs),
        yardstick_s=statistics.median(other for _, other in pairs),
        ratio=statistics.median(ratios),
        lowest=min(ratios),
        highest=max(ratios),
    )


def timed(call: Call) -> float:
    """Return the wall seconds of one call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def percentile(values: list[float], share: float) -> float:
    """Return the value that ``share`` (0 to 1) of ``values`` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]
