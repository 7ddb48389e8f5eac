"""One spelling for one repository: canonical URLs and their comparison."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443, "ssh": 22, "git": 9418}
_BROWSE_TAIL = re.compile(r"/(?:-/)?(?:tree|blob|raw|src|archive|releases|wiki|issues)(?:/.*)?$")
_SCP = re.compile(r"^(?:[\w.-]+@)?([\w.-]+):(?!//)(?!\d+/)([^\s]+)$")


def canonical_url(url: str) -> str:
    """Return the one spelling of a repository's URL that the catalogue uses.

    Scheme and host in lower case, no user info, default port, query, fragment, ``.git`` or trailing
    slash; the scp form of git becomes https. Text that is no URL comes back stripped.
    """
    text = url.strip()
    scp = _SCP.match(text)
    if scp and "://" not in text:
        text = f"https://{scp[1]}/{scp[2]}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return text
    host = (parts.hostname or "").lower()
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    path = quote(unquote(parts.path), safe="/~@:+,!$&'()*=;-._").rstrip("/")
    return urlunsplit((parts.scheme.lower(), host, path.removesuffix(".git").rstrip("/"), "", ""))


def repository_root(url: str) -> str:
    """Return the canonical URL of the repository in which a URL browses, as in ``…/tree/main/docs``."""
    return _BROWSE_TAIL.sub("", canonical_url(url)).removesuffix(".git")


def same_repository(one: str, other: str) -> bool:
    """Whether two URLs name the same repository: case, scheme, ``www.`` and browsing tails aside."""
    return comparable(one) == comparable(other)


def comparable(url: str) -> str:
    """Return what is the same for all spellings of a repository's URL: a key to look it up by."""
    _, _, rest = canonical_url(url).partition("://")
    return _BROWSE_TAIL.sub("", rest).lower().removesuffix(".git").removeprefix("www.")
