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

FILES = ("publiccode.yml", "publiccode.yaml")
"""The file's name, and another spelling that is read where the right one is not there."""

_BY_HOSTNAME = {
    "github.com": HostKind.GITHUB,
    "gitlab.com": HostKind.GITLAB,
    "bitbucket.org": HostKind.BITBUCKET,
    "codeberg.org": HostKind.GITEA,
    "gitea.com": HostKind.GITEA,
    "code.forgejo.org": HostKind.GITEA,
}


class Preset(StrEnum):
    """Lists of a known shape, by the name that a publishers file gives them."""

    DEVELOPERS_ITALIA = "developers-italia"
    NL_OSS_REGISTER = "nl-oss-register"
    US_CODE_JSON = "us-code-json"
    FR_ACCOUNTS = "fr-accounts"
    ECOSYSTEMS = "ecosyste.ms"


class Format(StrEnum):
    """How a list is written."""

    JSON = "json"
    CSV = "csv"
    YAML = "yaml"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ListForm:
    """How a list is read: by a ``preset``, or by where its URLs are.

    ``path`` is a JSONPath, ``column`` a heading. The URLs are repositories, accounts or instances, as
    ``names`` says, on ``host`` where they don't show it. What is None is told from the list itself.
    """

    preset: Preset | None = None
    format: Format | None = None
    path: str | None = None
    column: str | None = None
    names: SourceKind = SourceKind.REPO
    host: HostKind | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One URL to crawl, for one publisher; ``place`` is ``file:line`` where it was named.

    ``files`` are paths of further ``publiccode.yml`` in a repository's sub-folders, ``form`` is how a list is
    read. ``via`` is the list that named this source, None where the operator did.
    """

    url: str
    kind: SourceKind
    host: HostKind
    publisher: Publisher
    place: str = ""
    files: tuple[str, ...] = ()
    form: ListForm | None = None
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
    if parts.scheme == "file" and kind is not SourceKind.LIST:
        is_git = kind is SourceKind.REPO and git_folder(file_path(url)) is not None
        return HostKind.GIT if is_git else HostKind.DIRECTORY
    if kind is SourceKind.LIST:
        return HostKind.LIST
    if kind is SourceKind.REPO and parts.path.rpartition("/")[2] in FILES:
        return HostKind.RAW
    if (known := kind_by_name(url)) is not HostKind.UNKNOWN:
        return known
    if kind is SourceKind.REPO and parts.path.rstrip("/").endswith(".git"):
        return HostKind.GIT
    return HostKind.UNKNOWN


def kind_by_name(url: str) -> HostKind:
    """Return the hosting software of a well-known host, whatever the URL names there."""
    return _BY_HOSTNAME.get((urlsplit(url).hostname or "").removeprefix("www."), HostKind.UNKNOWN)


def file_path(url: str) -> Path:
    """Return the path that a ``file:`` URL names."""
    return Path(unquote(urlsplit(url).path))


def git_folder(folder: Path) -> Path | None:
    """Return the git folder of a working tree or bare repository, None where the folder is a plain one."""
    for candidate in (folder / ".git", folder):
        if (candidate / "HEAD").is_file() and (candidate / "objects").is_dir():
            return candidate
    return folder / ".git" if (folder / ".git").is_file() else None
