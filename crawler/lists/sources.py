"""From what a list names to what can be crawled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.source import FILES, HostKind, ListForm, Source, SourceKind, kind_by_name, tell_host
from publiccode.repository import canonical_url, repository_root

if TYPE_CHECKING:
    from crawler.lists.entry import Entry

_WEB = frozenset({"http", "https"})
_NEEDS_OWNER = frozenset({HostKind.GITHUB, HostKind.GITLAB, HostKind.GITEA, HostKind.BITBUCKET})


def source_of(entry: Entry, listed_by: Source) -> Source | None:
    """Return the source that an entry of a list names; None where it is no address on the web.

    A list is written by others: its addresses keep no user name, a well-known host is asked by https alone,
    so that no token travels in the clear, and nothing on this machine's disk is read for it.
    """
    form = listed_by.form or ListForm()
    try:
        url = _address(entry)
        parts = urlsplit(url)
        is_web = parts.scheme in _WEB and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    if not is_web or parts.username or parts.password or not url.isprintable() or " " in url:
        return None
    names = entry.names
    host = entry.host or form.host or tell_host(url, names)
    if host in {HostKind.DIRECTORY, HostKind.LIST}:
        return None
    if parts.scheme == "http" and kind_by_name(url) is not HostKind.UNKNOWN:
        url = f"https{url.removeprefix('http')}"
    depth = len([name for name in parts.path.split("/") if name])
    if names is SourceKind.REPO and depth == 1 and host in _NEEDS_OWNER:
        names = SourceKind.ORG
    if depth == 0 and names is not SourceKind.INSTANCE:
        return None
    publisher = entry.publisher or listed_by.publisher
    return replace(
        listed_by, url=url, kind=names, host=host, publisher=publisher, form=None, via=listed_by, files=()
    )


def _address(entry: Entry) -> str:
    url = entry.url.strip()
    if "://" not in url and not url.startswith("git@"):
        raise ValueError(url)
    if entry.names is SourceKind.REPO and urlsplit(url).path.rpartition("/")[2] not in FILES:
        return repository_root(url)
    return url if entry.names is SourceKind.REPO else canonical_url(url)
