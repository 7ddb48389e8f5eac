"""Bad weather for any local server: faults drawn by chance, the same for the same seed.

Wraps a server's class, whatever host it speaks for: ``stormy(GiteaServer)``.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from tests.hosts.server import Answer, Asked, Fault, LocalServer

if TYPE_CHECKING:
    from collections.abc import Callable

TOO_LARGE = 9 * 1024 * 1024
"""More than a crawl takes of any answer."""
_HTML = {"Content-Type": "text/html; charset=utf-8"}
_BURST = 4


class Weather:
    """Draws what becomes of a request.

    ``chance`` is the share of requests that meet a fault. ``inward`` are addresses inside a network, to which
    some of them are redirected. A burst lasts some requests. ``met`` counts the faults by name.
    """

    def __init__(self, seed: int, chance: float = 0.35, inward: tuple[str, ...] = ()) -> None:
        self.met: Counter[str] = Counter()
        self._random = random.Random(seed)
        self._chance = chance
        self._inward = inward
        self._burst: list[Fault] = []
        self._kinds: dict[str, Callable[[Asked], Fault]] = {
            "429 with Retry-After": lambda _: Fault(Answer(429, headers={"Retry-After": "1"})),
            "429 without": lambda _: Fault(Answer(429)),
            "403 with Retry-After": lambda _: Fault(Answer(403, headers={"Retry-After": "1"})),
            "403 with a limit that is used up": self._used_up,
            "403 without": lambda _: Fault(Answer(403)),
            "500 burst": self._errors,
            "503 for a second": lambda _: Fault(Answer(503, headers={"Retry-After": "1"})),
            "reset": lambda _: Fault(how="reset"),
            "slow drip": lambda _: Fault(how="drip"),
            "truncated": lambda _: Fault(how="truncate"),
            "oversized": lambda _: Fault(Answer(200, b"x" * TOO_LARGE)),
            "web page": lambda _: Fault(Answer(200, b"<!DOCTYPE html><title>Sign in</title>", _HTML)),
            "redirect loop": self._loop,
            **({"redirect inward": self._inside} if inward else {}),
        }

    def __call__(self, asked: Asked) -> Fault | None:
        """Return what becomes of a request, None where nothing does."""
        if self._burst:
            return self._burst.pop()
        if self._random.random() >= self._chance:
            return None
        kind = self._random.choice(sorted(self._kinds))
        self.met[kind] += 1
        return self._kinds[kind](asked)

    def _used_up(self, _: Asked) -> Fault:
        headers = {
            "X-RateLimit-Limit": "60",
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset": str(int(time.time()) + 1),
        }
        return Fault(Answer(403, headers=headers))

    def _errors(self, _: Asked) -> Fault:
        self._burst = [Fault(Answer(self._random.choice((500, 502, 504)))) for _ in range(_BURST)]
        return self._burst.pop()

    def _loop(self, asked: Asked) -> Fault:
        query = f"?{asked.query}" if asked.query else ""
        return Fault(Answer(302, headers={"Location": f"{asked.path}{query}"}))

    def _inside(self, _: Asked) -> Fault:
        return Fault(Answer(302, headers={"Location": self._random.choice(self._inward)}))


_Server = TypeVar("_Server", bound=LocalServer)


def stormy(kind: type[_Server], loopback: str) -> type[_Server]:
    """Return a server of ``kind`` at another loopback address, whose ``weather`` is fine until it is set."""

    class Stormy(kind):  # type: ignore[valid-type, misc]  # a class that is given
        address = loopback
        weather: Weather | None = None

        def take(self, asked: Asked) -> Fault | None:
            fault: Fault | None = super().take(asked)
            if fault is None and self.weather is not None and not _is_git(asked):
                with self._lock:
                    fault = self.weather(asked)
            return fault

    return Stormy


def _is_git(asked: Asked) -> bool:
    """Whether git asks, for whom some of this would take longer than a test may."""
    return asked.headers.get("user-agent", "").startswith("git/") or "git-protocol" in asked.headers
