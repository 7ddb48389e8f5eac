"""What a crawl may spend, in requests and time, for the whole run and for each host."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from publiccode.run import BudgetUse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from crawler.options import Budget, CrawlOptions

RUN = "run"
"""The name of the whole run among the budgets of hosts."""
LOCAL = "file"
"""The disk is no host: it costs nobody anything but time."""


class Spending:
    """What was spent, against the budgets of ``options``; ``clock`` counts seconds.

    ``used`` is what was spent before, by host, as :meth:`uses` told it.
    """

    def __init__(
        self,
        options: CrawlOptions,
        clock: Callable[[], float] = time.monotonic,
        used: Mapping[str, BudgetUse] | None = None,
    ) -> None:
        self.refused: Counter[str] = Counter()
        self._options = options
        self._clock = clock
        self._requests: Counter[str] = Counter()
        self._histories = 0
        self._began: dict[str, float] = {}
        self._last: dict[str, float] = {}
        for name, use in (used or {}).items():
            self._requests[name] = use.used_requests
            self._began[name] = clock() - use.used_s
            self._last[name] = clock()

    def begin(self) -> None:
        """Let the run's time count from now."""
        self._began.setdefault(RUN, self._clock())

    def spend(self, host: str, *, is_history: bool = False) -> None:
        """Enter one request to ``host``, or one git exchange."""
        self._histories += is_history
        now = self._clock()
        self._began.setdefault(host, now)
        self._last[host] = self._last[RUN] = now
        if host != LOCAL:
            self._requests[host] += 1
            self._requests[RUN] += 1

    def why_not(self, host: str | None = None) -> str | None:
        """Return why no more may be spent, on ``host`` or on anything, None where something may."""
        return self._used_up(RUN) or (self._used_up(host) if host not in {None, LOCAL} else None)

    def why_no_time(self) -> str | None:
        """Return why the run ends now, None where it has time: what costs no request costs time too."""
        return self._over_time(RUN)

    def why_no_history(self) -> str | None:
        """Return why no further history is read in this run, None where one may be."""
        most = self._options.histories
        if most is None or self._histories < most:
            return None
        return f"a run reads {most} histories: in one of the next runs"

    def refuse(self, host: str) -> None:
        """Enter a request that was not let go."""
        self.refused[host] += 1

    def seconds_left(self, host: str) -> float | None:
        """Return how long ``host`` may still be asked, None where there is no bound."""
        lefts = [
            budget.seconds - self._used_s(name)
            for name in (RUN, host)
            if (budget := self._budget(name)).seconds is not None
        ]
        return min(lefts, default=None)

    def _lasted_s(self, name: str) -> float:
        began = self._began.get(name, 0.0)
        return round(self._last.get(name, began) - began, 1)

    def uses(self) -> dict[str, BudgetUse]:
        """Return what was used of every budget there is, by host, the run's first."""
        named = [RUN, *sorted(set(self._began) - {RUN, LOCAL})]
        return {
            name: BudgetUse(
                requests=budget.requests,
                seconds=budget.seconds,
                used_requests=self._requests[name],
                used_s=self._lasted_s(name),
            )
            for name in named
            if (budget := self._budget(name))
        }

    def _used_up(self, name: str | None) -> str | None:
        if name is None:
            return None
        budget = self._budget(name)
        whose = "the run's" if name == RUN else f"the {name}"
        if budget.requests is not None and self._requests[name] >= budget.requests:
            return f"{whose} budget of {budget.requests} requests is used up: first in the next run"
        return self._over_time(name)

    def _over_time(self, name: str) -> str | None:
        seconds = self._budget(name).seconds
        if seconds is None or self._used_s(name) < seconds:
            return None
        whose = "the run's" if name == RUN else f"the {name}"
        return f"{whose} time budget of {seconds / 60:g} minutes is used up: first in the next run"

    def _budget(self, name: str) -> Budget:
        return self._options.budget if name == RUN else self._options.limits_of(name).budget

    def _used_s(self, name: str) -> float:
        began = self._began.get(name)
        return 0.0 if began is None else self._clock() - began


@runtime_checkable
class Spender(Protocol):
    """A spider whose requests cost something."""

    @property
    def options(self) -> CrawlOptions: ...

    @property
    def spending(self) -> Spending: ...
