"""The hosting software that riuso can crawl, one class each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.hosts.bitbucket import BitbucketHost
from crawler.hosts.directory import DirectoryHost
from crawler.hosts.git import GitHost
from crawler.hosts.gitea import GiteaHost
from crawler.hosts.github import GitHubHost
from crawler.hosts.gitlab import GitLabHost
from crawler.hosts.list import ListHost
from crawler.hosts.raw import RawHost
from crawler.source import HostKind

if TYPE_CHECKING:
    from crawler.hosts.host import Host
    from crawler.source import Source

_CLASSES: tuple[type[Host], ...] = (
    *(DirectoryHost, GitHost, GiteaHost, GitHubHost, GitLabHost, ListHost, RawHost),
    BitbucketHost,
)
HOSTS: dict[HostKind, type[Host]] = {host.kind: host for host in _CLASSES}


def why_not(source: Source) -> str:
    """Return why a source can't be crawled, for the report: its host is unknown, or not yet supported."""
    name = urlsplit(source.url).netloc
    if source.host is HostKind.UNKNOWN:
        ways = ", ".join(sorted(HOSTS))
        return f"what hosts {name} can't be told from the URL: add 'host:' ({ways}) at {source.place}"
    return (
        f"riuso can't crawl {source.host} yet; for a single public repository, "
        f"name it under 'repos:' with 'host: git' ({source.place})"
    )
