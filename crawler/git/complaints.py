"""What git says when it fails, as what Scrapy understands: an HTTP status, or an exception to retry on."""

from __future__ import annotations

import re

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)

_STATUS = re.compile(r"The requested URL returned error: (\d{3})")

_STATUSES = (
    # Asked for a name while nobody may be asked.
    ("could not read Username", 401),
    ("could not read Password", 401),
    ("Authentication failed", 401),
    ("Permission denied", 403),
    ("transport 'file' not allowed", 403),
    ("not found", 404),
    ("does not appear to be a git repository", 404),
    ("not a git repository", 404),
    ("couldn't find remote ref HEAD", 404),
    ("riuso refuses the address", 400),
    # A server that speaks HTTP, and not git's smart one.
    ("dumb http transport", 501),
    ("not valid: is this a git repository?", 501),
    ("protocol error", 501),
)

_EXCEPTIONS: tuple[tuple[str, type[Exception]], ...] = (
    ("Could not resolve", CannotResolveHostError),
    ("timed out", DownloadTimeoutError),
    ("Operation too slow", DownloadTimeoutError),
    ("Failed to connect", DownloadConnectionRefusedError),
    ("Connection refused", DownloadConnectionRefusedError),
)


def status_of(stderr: str) -> int:
    """Return the HTTP status that git's complaint stands for.

    Raises one of Scrapy's download exceptions where the server could not be reached or broke off, so that
    the request is tried again.
    """
    told = _STATUS.search(stderr)
    if told:
        return int(told[1])
    for sign, exception in _EXCEPTIONS:
        if sign in stderr:
            raise exception(reason(stderr))
    for sign, status in _STATUSES:
        if sign in stderr:
            return status
    raise DownloadFailedError(reason(stderr))


def reason(stderr: str) -> str:
    """Return the line that says why."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal:", "error:"))]
    line = (fatal or lines or ["git said nothing"])[0]
    return line.removeprefix("fatal: ").removeprefix("error: ")[:300]
