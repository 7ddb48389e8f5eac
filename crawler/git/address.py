"""Git addresses as Scrapy's request URLs and back."""

from __future__ import annotations

_PREFIX = "git+"
"""Before the URL's own scheme: ``git+https://…``."""
# Scrapy takes file:///path for an address without a host and drops the slashes.
_FILE, _FILE_REQUEST = "file:///", "git+file://localhost/"


def git_request_url(location: str) -> str:
    """Return the URL of a request that the git download handler answers."""
    if location.startswith(_FILE):
        return _FILE_REQUEST + location.removeprefix(_FILE)
    return _PREFIX + location


def git_location(url: str) -> str:
    """Return the address that git is given."""
    if url.startswith(_FILE_REQUEST):
        return _FILE + url.removeprefix(_FILE_REQUEST)
    return url.removeprefix(_PREFIX)
