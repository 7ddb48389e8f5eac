from __future__ import annotations

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.failures import Cause, RefusedError, from_failure, from_response, is_rate_limit
from publiccode.harvest import Outcome


def answer(status: int, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response("https://host.example/", status=status, headers=named)


def failed(error: Exception) -> Cause:
    return from_failure(Failure(error))  # type: ignore[no-untyped-call]  # Twisted's own


@pytest.mark.parametrize(
    ("response", "outcome", "transient"),
    [
        (answer(401), Outcome.PRIVATE, False),
        (answer(403), Outcome.FORBIDDEN, False),
        (answer(403, Retry_After="60"), Outcome.RATE_LIMITED, True),
        (answer(403, X_RateLimit_Remaining="0"), Outcome.RATE_LIMITED, True),
        (answer(403, X_RateLimit_Remaining="17"), Outcome.FORBIDDEN, False),
        (answer(404), Outcome.GONE, False),
        (answer(408), Outcome.TIMED_OUT, True),
        (answer(410), Outcome.GONE, False),
        (answer(418), Outcome.HOST_ERROR, True),
        (answer(429), Outcome.RATE_LIMITED, True),
        (answer(451), Outcome.GONE, False),
        (answer(500), Outcome.HOST_ERROR, True),
        (answer(503), Outcome.HOST_ERROR, True),
        (answer(599), Outcome.HOST_ERROR, True),
        (answer(302, Location="ftp://x/"), Outcome.HOST_ERROR, True),
    ],
)
def test_a_status_is_permanent_or_transient(response, outcome, transient):
    cause = from_response(response)
    assert (cause.outcome, cause.outcome.is_transient) == (outcome, transient)
    assert cause.detail


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (CannotResolveHostError("x"), Outcome.UNREACHABLE),
        (DownloadConnectionRefusedError("x"), Outcome.UNREACHABLE),
        (DownloadTimeoutError("x"), Outcome.TIMED_OUT),
        (DownloadFailedError("certificate verify failed"), Outcome.UNREACHABLE),
        (ResponseDataLossError(), Outcome.HOST_ERROR),
        (IgnoreRequest("max redirections reached"), Outcome.HOST_ERROR),
        (RefusedError(Cause(Outcome.RATE_LIMITED, "why")), Outcome.RATE_LIMITED),
        (ValueError("unforeseen"), Outcome.UNREACHABLE),
    ],
)
def test_a_request_without_an_answer_is_never_permanent(error, outcome):
    cause = failed(error)
    assert cause.outcome is outcome
    assert cause.outcome.is_transient
    assert cause.detail


def test_the_reason_of_a_failed_connection_is_told():
    error = DownloadFailedError("certificate verify failed")
    assert "certificate verify failed" in failed(error).detail


def test_a_limit_is_told_from_a_refusal():
    assert is_rate_limit(answer(429))
    assert is_rate_limit(answer(403, RateLimit_Remaining="0"))
    assert not is_rate_limit(answer(403))
    assert not is_rate_limit(answer(200, X_RateLimit_Remaining="0"))


def test_a_token_that_is_not_accepted_says_nothing_of_the_repository():
    refused = answer(401)
    refused.request = Request("https://host.example/", headers={"Authorization": "token secret"})
    cause = from_response(refused)
    assert (cause.outcome, cause.outcome.is_transient) == (Outcome.HOST_ERROR, True)
    assert "secret" not in cause.detail
    refused.request = Request("https://host.example/")
    assert from_response(refused).outcome is Outcome.PRIVATE
