"""What a host says is left of what it allows: the headers of its rate limit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from publiccode.moments import rfc3339

if TYPE_CHECKING:
    from scrapy.http import Response

FIRST_WAIT = "riuso_first_wait_s"
"""Meta key: the first wait, in seconds, that a host's documentation asks for where its answer names none."""
LIMIT_IN_ANSWER = "riuso_limit_in_answer"
"""Meta key: a GraphQL request, whose limit comes as an error of type ``RATE_LIMITED`` in a 200."""

_LONGEST_WINDOW_S = 31 * 86_400
# Where the words stand in a text of the answer, their quotes are escaped and do not match.
_LIMITED = re.compile(rb'"type"\s*:\s*"RATE_LIMITED"')


@dataclass(frozen=True, slots=True)
class Allowance:
    """``remaining`` of ``limit`` requests (points, for GraphQL) until ``resets`` (seconds since 1970).

    ``resource`` is the host's name for the budget that a request counts against.
    """

    limit: int
    remaining: int
    resets: int | None = None
    resource: str = ""

    @property
    def share(self) -> float:
        """The part that is left, 0 to 1."""
        return self.remaining / self.limit if self.limit else 0.0

    @property
    def resets_at(self) -> str | None:
        """The time of the reset as RFC 3339, UTC."""
        if self.resets is None:
            return None
        return rfc3339(datetime.fromtimestamp(self.resets, UTC))


def allowance(response: Response, now: float) -> Allowance | None:
    """Return what the headers of an answer tell, None where they tell nothing that can be believed.

    Names: ``X-RateLimit-Limit``, ``-Remaining``, ``-Reset`` and ``-Resource`` of GitHub's REST API, with or
    without the ``X-``.
    """
    limit, remaining = _number(response, "Limit"), _number(response, "Remaining")
    if limit is None or remaining is None:
        return None
    resets = _number(response, "Reset")
    if resets is not None and abs(resets - now) > _LONGEST_WINDOW_S:
        resets = None
    resource = response.headers.get("X-RateLimit-Resource") or b""
    return Allowance(limit, remaining, resets, resource.decode("latin-1")[:40])


def _number(response: Response, what: str) -> int | None:
    value = response.headers.get(f"X-RateLimit-{what}") or response.headers.get(f"RateLimit-{what}")
    text = (value or b"").strip()
    return int(text) if text.isdigit() and len(text) < 12 else None


def says_limited(response: Response) -> bool:
    """Whether a GraphQL answer is a refusal for the rate limit."""
    return _LIMITED.search(response.body) is not None
