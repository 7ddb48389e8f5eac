"""Links: out of the site (only ever http and https) and within it (always relative)."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from slugify import slugify

from index.pages.text import clean, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

_SAFE_SEGMENT = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?")
_URL = re.compile(r"https?://[^\s<>\"'`\\^{}|]+", re.IGNORECASE)
_MAX_URL = 2000
INDEX = "index.html"
"""Named in every link: without a server nothing else would open a folder's page."""


def web_url(value: str | None) -> str | None:
    """Return ``value`` if it may become a link: http or https, a host, no user name, no odd characters."""
    if not value or len(value) > _MAX_URL or not _URL.fullmatch(value) or clean(value) != value:
        return None
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or parts.username is not None or "@" in parts.netloc:
        return None
    return value


def host_of(url: str) -> str:
    """Return the host of a URL as a browser resolves it: another alphabet shows as ``xn--``."""
    host = urlsplit(url).hostname or ""
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return host.encode("ascii", "backslashreplace").decode("ascii")


def shown_url(url: str) -> str:
    """Return a URL as a reader likes it: host and path, shortened."""
    path = unquote(urlsplit(url).path).rstrip("/")
    return shorten(host_of(url) + path, 60)


def repository_name(url: str) -> str:
    """Return owner and name of a repository URL; says nothing of the folders of a local one."""
    parts = [part for part in unquote(urlsplit(url).path).split("/") if part]
    return shorten("/".join(parts[-2:]) or url, 80)


def segment(key: str) -> str:
    """Return ``key`` as one part of a path: itself where it is plain, else a slug with a hash."""
    if _SAFE_SEGMENT.fullmatch(key) and ".." not in key:
        return key
    slug = slugify(clean(key), max_length=60)
    return f"{slug}-{_digest(key)}" if slug else _digest(key)


def slugs(values: Iterable[str]) -> dict[str, str]:
    """Return a path part for each of ``values``, none twice; only those that clash carry a hash."""
    wanted = {value: slugify(clean(value), max_length=60) for value in sorted(set(values))}
    taken: dict[str, int] = {}
    for slug in wanted.values():
        taken[slug] = taken.get(slug, 0) + 1
    return {
        value: slug if slug and taken[slug] == 1 else f"{slug or 'value'}-{_digest(value)}"
        for value, slug in wanted.items()
    }


def up(path: str) -> str:
    """Return the way from the page at ``path`` (``software/x/index.html``) to the root of the site."""
    return "../" * path.count("/") or "./"


def _digest(key: str) -> str:
    return hashlib.sha1(key.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:6]
