"""What to crawl: sources, their kind, and the hosting software told from a URL."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from publiccode.publisher import Publisher


class SourceKind(StrEnum):
    """How much a source names: every project of an instance, of one account, or a single repository.

    A ``list`` is a document that names further sources.
    """

    INSTANCE = "instance"
    ORG = "org"
    REPO = "repo"
    LIST = "list"


class HostKind(StrEnum):
    """The hosting software behind a URL; ``unknown`` where it can't be told."""

    DIRECTORY = "directory"
    GIT = "git"
    GITEA = "gitea"
    GITHUB = "github"
    GITLAB = "gitlab"
    BITBUCKET = "bitbucket"
    RAW = "raw"
    LIST = "list"
    UNKNOWN = "unknown"


SPELLINGS = {
    **{kind.value: kind for kind in HostKind if kind not in {HostKind.UNKNOWN, HostKind.LIST}},
    "forgejo": HostKind.GITEA,
    "codeberg": HostKind.GITEA,
}
"""What ``host:`` may say in a publishers file."""

_BY_HOSTNAME = {
    "github.com": HostKind.GITHUB,
    "gitlab.com": HostKind.GITLAB,
    "bitbucket.org": HostKind.BITBUCKET,
    "codeberg.org": HostKind.GITEA,
    "gitea.com": HostKind.GITEA,
    "code.forgejo.org": HostKind.GITEA,
}


@dataclass(frozen=True, slots=True)
class Source:
    """One URL to crawl, for one publisher; ``place`` is ``file:line`` where it was named.

    ``files`` are paths of further ``publiccode.yml`` in a repository's sub-folders. ``via`` is the list
    that named this source, None where the operator did.
    """

    url: str
    kind: SourceKind
    host: HostKind
    publisher: Publisher
    place: str = ""
    files: tuple[str, ...] = ()
    via: Source | None = None

    @property
    def account(self) -> Source:
        """The source that this one's repositories are counted for: those that a list names, for the list."""
        return self.via if self.via is not None and self.kind is SourceKind.REPO else self


def tell_host(url: str, kind: SourceKind) -> HostKind:
    """Return the hosting software that a URL shows by itself.

    A ``file:`` URL is looked up on disk: a git repository named as ``repo`` is ``git``, any other folder
    is ``directory``.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        is_git = kind is SourceKind.REPO and git_folder(file_path(url)) is not None
        return HostKind.GIT if is_git else HostKind.DIRECTORY
    name = (parts.hostname or "").removeprefix("www.")
    if name in _BY_HOSTNAME:
        return _BY_HOSTNAME[name]
    if kind is SourceKind.REPO and parts.path.rstrip("/").endswith(".git"):
        return HostKind.GIT
    return HostKind.UNKNOWN


def file_path(url: str) -> Path:
    """Return the path that a ``file:`` URL names."""
    return Path(unquote(urlsplit(url).path))


def git_folder(folder: Path) -> Path | None:
    """Return the git folder of a working tree or bare repository, None where the folder is a plain one."""
    for candidate in (folder / ".git", folder):
        if (candidate / "HEAD").is_file() and (candidate / "objects").is_dir():
            return candidate
    return folder / ".git" if (folder / ".git").is_file() else None
