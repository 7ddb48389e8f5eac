"""URLs, parsed as leniently as the reference validator does (the rules of Go's net/url)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from publiccode.checks.fault import Fault
from publiccode.finding import excerpt

_COMMON = re.compile(r"(?:https?)://[A-Za-z0-9.-]+(?::\d+)?(?:/[^\x00-\x20\x7f%#?]*)?", re.ASCII)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.ASCII | re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BAD_HOST = re.compile(r"[ ^{}|\\`%/?#@]")
_PORT = re.compile(r"(?::\d*)?", re.ASCII)
_USER = re.compile(r"(?:[A-Za-z0-9._:~!$&'()*+,;=@-]|%[0-9A-Fa-f]{2})*", re.ASCII)
_LONGEST = 8192

REPOSITORY_SCHEMES = frozenset({"http", "https", "git", "ssh", "git+ssh", "git+https", "svn", "hg", "file"})


class Url(NamedTuple):
    scheme: str
    host: str = ""
    path: str = ""
    opaque: str = ""
    fragment: str = ""


def parse(text: str) -> Url | None:
    """Return the parts of a URL or a relative reference, None where the text is neither."""
    return _parse(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=1024)
def _parse(text: str) -> Url | None:
    if _CONTROL.search(text):
        return None
    rest, _, fragment = text.partition("#")
    match = _SCHEME.fullmatch(rest)
    scheme, rest = (match[1].lower(), match[2]) if match else ("", rest)
    rest = rest.partition("?")[0]
    if _BAD_ESCAPE.search(fragment) or (not scheme and ":" in rest.partition("/")[0]):
        return None
    if scheme and not rest.startswith("/"):
        return Url(scheme, opaque=rest, fragment=fragment)
    host = ""
    if rest.startswith("//"):
        authority, slash, path = rest[2:].partition("/")
        host, rest = authority, slash + path
        if not _is_authority(authority):
            return None
        host = authority.rpartition("@")[2]
    return None if _BAD_ESCAPE.search(rest) else Url(scheme, host, rest, "", fragment)


def _is_authority(authority: str) -> bool:
    user, _, host = authority.rpartition("@")
    if not _USER.fullmatch(user):
        return False
    if host.startswith("["):
        name, bracket, port = host.rpartition("]")
        return bool(bracket) and not _BAD_HOST.search(name) and _PORT.fullmatch(port) is not None
    name, colon, port = host.rpartition(":") if ":" in host else (host, "", "")
    return not _BAD_HOST.search(name) and _PORT.fullmatch(colon + port) is not None


def url(text: str) -> Fault | None:
    """Check an address of any scheme."""
    if _COMMON.fullmatch(text):
        return None
    parts = parse(text)
    if parts is None:
        return Fault("not-parsable", {"value": excerpt(text)})
    named = bool(parts.host or parts.opaque or parts.fragment)
    if parts.scheme == "file":
        named = parts.path not in {"", "/"}
    return None if parts.scheme and named else Fault("not-a-url", {"value": excerpt(text)})


def repository_url(text: str) -> Fault | None:
    """Check the address of a repository: a URL whose scheme can hold one."""
    fault = url(text)
    if fault is not None or _COMMON.fullmatch(text):
        return fault
    parts = parse(text)
    if parts is None or parts.scheme in REPOSITORY_SCHEMES:
        return None
    return Fault("unusual-scheme", {"scheme": excerpt(parts.scheme)})


def http_url(text: str) -> Fault | None:
    """Check the address of a page: http or https, with a host."""
    if _COMMON.fullmatch(text):
        return None
    parts = parse(text)
    if parts is None:
        return Fault("not-parsable", {"value": excerpt(text)})
    if parts.scheme in {"http", "https"} and parts.host:
        return None
    return Fault("not-an-http-url", {"value": excerpt(text)})
