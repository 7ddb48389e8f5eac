"""Why a request did not bring what it should: HTTP statuses and failures as outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet.error import TimeoutError as TwistedTimeoutError

from publiccode.harvest import Outcome

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure

_DETAIL_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Cause:
    """An outcome and what to tell about it."""

    outcome: Outcome
    detail: str


class RefusedError(IgnoreRequest):
    """Raised by a downloader middleware that does not let a request go; carries the cause."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause.detail)
        self.cause = cause


class ForbiddenPlaceError(RefusedError):
    """Raised for an address that :class:`crawler.guard.Guard` does not let a request go to."""


_BY_STATUS = {
    401: Cause(Outcome.PRIVATE, "the host asks for a login: private, or not there"),
    403: Cause(Outcome.FORBIDDEN, "the host forbids it"),
    404: Cause(Outcome.GONE, "nothing there: deleted, private, or never was"),
    408: Cause(Outcome.TIMED_OUT, "the host gave up waiting"),
    410: Cause(Outcome.GONE, "removed for good, says the host"),
    429: Cause(Outcome.RATE_LIMITED, "the host wants fewer requests"),
    451: Cause(Outcome.GONE, "removed for legal reasons, says the host"),
}

_BY_FAILURE: tuple[tuple[type[BaseException], Outcome, str], ...] = (
    (CannotResolveHostError, Outcome.UNREACHABLE, "the host's name is not known to DNS"),
    (DownloadConnectionRefusedError, Outcome.UNREACHABLE, "the host refuses connections"),
    (DownloadTimeoutError, Outcome.TIMED_OUT, "no answer in time"),
    (TwistedTimeoutError, Outcome.TIMED_OUT, "no answer in time"),
    (ResponseDataLossError, Outcome.HOST_ERROR, "the answer broke off"),
    (IgnoreRequest, Outcome.HOST_ERROR, "it redirects in a circle"),
)


TOKEN_REFUSED = Cause(Outcome.HOST_ERROR, "the host does not accept the token: it is wrong, or has expired")
"""What a 401 means to whom sent a token: not the repository is private, nothing is learned of it."""

_BEGINNING = 2000
"""GitHub's secondary limit may tell itself by the message alone, which is short."""


def is_rate_limit(response: Response) -> bool:
    """Whether a host says "too many", be it by 429 or by 403 with headers or words that say so."""
    if response.status == HTTPStatus.TOO_MANY_REQUESTS:
        return True
    if response.status != HTTPStatus.FORBIDDEN:
        return False
    remaining = response.headers.get("X-RateLimit-Remaining") or response.headers.get("RateLimit-Remaining")
    if "Retry-After" in response.headers or (remaining is not None and remaining.strip() == b"0"):
        return True
    return b"rate limit" in response.body[:_BEGINNING].lower()


def is_too_large(error: BaseException | None) -> bool:
    """Whether Scrapy broke off an answer over its bound, on the wire or while it was decompressed."""
    if isinstance(error, DownloadCancelledError):
        return True
    return isinstance(error, IgnoreRequest) and "DOWNLOAD_MAXSIZE" in str(error)


def from_response(response: Response) -> Cause:
    """Return what a status other than 200 means for a repository or account."""
    status = response.status
    if is_rate_limit(response):
        return _BY_STATUS[429]
    if status == HTTPStatus.UNAUTHORIZED and _was_sent_a_token(response):
        return TOKEN_REFUSED
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if 300 <= status < 400:
        location = (response.headers.get("Location") or b"").decode("latin-1")[:_DETAIL_LENGTH]
        return Cause(Outcome.HOST_ERROR, f"it redirects to {location or 'nowhere'}, where riuso does not go")
    return Cause(Outcome.HOST_ERROR, f"the host answered {status}{_phrase(status)}")


def _was_sent_a_token(response: Response) -> bool:
    request = response.request
    return request is not None and any(name in request.headers for name in ("Authorization", "PRIVATE-TOKEN"))


def from_failure(failure: Failure) -> Cause:
    """Return what a request without an answer means."""
    return from_exception(failure.value or RuntimeError("unknown"))


def from_exception(error: BaseException) -> Cause:
    """Return what an exception means that ended a request."""
    if isinstance(error, RefusedError):
        return error.cause
    if isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
        return Cause(Outcome.FORBIDDEN, "the host's robots.txt asks not to read it")
    if is_too_large(error):
        return Cause(Outcome.HOST_ERROR, "the answer is larger than riuso takes")
    for kind, outcome, detail in _BY_FAILURE:
        if isinstance(error, kind):
            return Cause(outcome, detail)
    return Cause(Outcome.UNREACHABLE, f"no answer: {_said(error)}")


def _phrase(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase})"
    except ValueError:
        return ""


def _said(error: BaseException) -> str:
    """Return the innermost reason: Twisted and Scrapy wrap what TLS or the socket said."""
    while error.__cause__ is not None:
        error = error.__cause__
    reasons = getattr(error, "reasons", None)
    text = "; ".join(str(reason.value) for reason in reasons) if reasons else str(error)
    return " ".join((text or type(error).__name__).split())[:_DETAIL_LENGTH]
