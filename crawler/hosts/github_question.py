"""One GraphQL request: what is asked, and who reads the answer or why there is none."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.allowance import FIRST_WAIT, LIMIT_IN_ANSWER
from crawler.failures import Cause, from_failure, is_too_large
from crawler.hosts.github_address import Address
from crawler.hosts.github_graphql import Answer, NotGitHubError, Refused, read_answer
from crawler.outputs import Output, guarded_request
from publiccode.harvest import Outcome

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure


logger = logging.getLogger(__name__)

PATIENCE = {FIRST_WAIT: 60}
"""Seconds to wait at least after a secondary limit that names none
(https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api)."""
_NO_THROTTLE = {"autothrottle_dont_adjust_delay": True}
"""How long a query takes tells of its size, not of how busy the host is."""
RAW = "application/vnd.github.raw+json"
"""What is accepted where the bytes of a file are wanted."""


@dataclass(frozen=True, slots=True)
class Question:
    """``read`` gets an answer; ``refuse`` gets why there is none, and may ask for less."""

    address: Address
    query: str
    variables: dict[str, Any]
    read: Callable[[Answer], Iterator[Output]]
    refuse: Callable[[Refused], Iterator[Output]]


def headers(token: str | None, accept: str = "application/vnd.github+json") -> dict[str, str]:
    """Return the headers of a request to the API, and to nothing else."""
    return {"Accept": accept} | ({"Authorization": f"Bearer {token}"} if token else {})


def ask(question: Question, token: str, *, priority: int = 0) -> Request:
    """Return the request that asks a question; it always ends in ``read`` or ``refuse``."""
    return guarded_request(
        question.address.graphql,
        partial(_answered, question=question),
        partial(_not_answered, question=question),
        lambda: None,
        method="POST",
        headers=headers(token) | {"Content-Type": "application/json"},
        body=json.dumps({"query": question.query, "variables": question.variables}).encode(),
        meta={LIMIT_IN_ANSWER: True, **_NO_THROTTLE, **PATIENCE},
        priority=priority,
    )


def _answered(response: Response, question: Question) -> Iterator[Output]:
    if urlsplit(response.url).hostname != urlsplit(question.address.graphql).hostname:
        yield from question.refuse(_host_error(f"the API redirects to {response.url[:200]}"))
        return
    try:
        answer = read_answer(response)
        if isinstance(answer, Answer):
            # As a whole, so that what can't be read is told before anything of it is taken.
            outputs = list(question.read(answer))
    except NotGitHubError as error:
        yield from question.refuse(_host_error(f"the answer is not GitHub's: {error}"))
        return
    except Exception:
        logger.exception("riuso failed on an answer of %s", question.address.graphql)
        yield from question.refuse(_host_error("riuso failed here; crawl.log says how"))
        return
    yield from outputs if isinstance(answer, Answer) else question.refuse(answer)


def _not_answered(failure: Failure, question: Question) -> Iterator[Output]:
    yield from question.refuse(Refused(from_failure(failure), smaller=is_too_large(failure.value)))


def _host_error(detail: str) -> Refused:
    return Refused(Cause(Outcome.HOST_ERROR, detail))
