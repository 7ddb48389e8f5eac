"""The hosting software that riuso can crawl, one class each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.hosts.bitbucket import BitbucketHost
from crawler.hosts.directory import DirectoryHost
from crawler.hosts.git import GitHost
from crawler.hosts.gitea import GiteaHost
from crawler.hosts.github import GitHubHost
from crawler.hosts.gitlab import GitLabHost
from crawler.hosts.list import ListHost
from crawler.hosts.probe import ProbeHost
from crawler.hosts.raw import RawHost

if TYPE_CHECKING:
    from crawler.hosts.host import Host
    from crawler.source import HostKind

_CLASSES: tuple[type[Host], ...] = (
    *(DirectoryHost, GitHost, GiteaHost, GitHubHost, GitLabHost, BitbucketHost),
    *(ListHost, ProbeHost, RawHost),
)
HOSTS: dict[HostKind, type[Host]] = {host.kind: host for host in _CLASSES}
"""Of every kind there is; an unknown one is asked what it is."""
