"""What a URL on the command line means: which source, of which publisher."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cli.errors import WrongTargetError
from crawler.source import HostKind, Source, SourceKind, file_path, git_folder, tell_host
from crawler.source_url import UnusableURLError, source_url
from publiccode.publisher import Publisher
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.publishers import PublisherSources

NOBODY = "not-registered"
"""The id of the publisher of what no publishers file names."""


@dataclass(frozen=True, slots=True)
class Target:
    """``registered`` is the source of a publishers file that a run would come by, if there is one."""

    source: Source
    registered: Source | None = None
    active: bool = True


def find_target(
    text: str,
    publishers: Sequence[PublisherSources],
    *,
    host: HostKind | None = None,
    kind: SourceKind | None = None,
) -> Target:
    """Return the source that ``text``, a URL or path, means; of ``publishers`` the one that names it closest.

    ``host`` and ``kind`` are told from the publishers files, else from the URL. Raises
    :class:`WrongTargetError`.
    """
    try:
        url = source_url(_written_out(text), kind or SourceKind.INSTANCE, host, Path.cwd())
    except UnusableURLError as error:
        raise WrongTargetError(f"{error}. {error.hint}") from error
    found = _closest(url, publishers)
    if found is None:
        publisher = Publisher(id=NOBODY, name=urlsplit(url).path.strip("/") or urlsplit(url).netloc)
        return Target(_source(url, host, kind, publisher))
    named, active = found
    if _key(named.url) == _key(url) and kind in (None, named.kind):
        return Target(named, named, active)
    source = _source(url, host or named.host, kind, named.publisher, base=_base(named))
    return Target(source, named, active)


def _written_out(text: str) -> str:
    """Return ``text`` with what people leave out: the scheme of a URL, the dot before a path."""
    if "://" in text:
        return text
    if text.strip() and Path(text).exists():
        return str(Path(text).absolute())
    return f"https://{text}" if "." in text.partition("/")[0].strip(".") else text


def _source(
    url: str, host: HostKind | None, kind: SourceKind | None, publisher: Publisher, base: str = ""
) -> Source:
    host = host or tell_host(url, SourceKind.REPO)
    kind = kind or _told_kind(url, host, base)
    if urlsplit(url).scheme == "file" and kind is not SourceKind.REPO:
        host = HostKind.DIRECTORY
    try:
        url = source_url(url, kind, None if host is HostKind.UNKNOWN else host, Path.cwd())
    except UnusableURLError as error:
        raise WrongTargetError(f"{error}. {error.hint}") from error
    return Source(url, kind, host, publisher)


def _told_kind(url: str, host: HostKind, base: str) -> SourceKind:
    """Tell repository, account and instance by how deep the path is; a folder by what is in it."""
    if urlsplit(url).scheme == "file":
        return _kind_of_folder(file_path(url))
    if host in {HostKind.GIT, HostKind.RAW}:
        return SourceKind.REPO
    path = canonical_url(url).removeprefix(canonical_url(base)) if base else urlsplit(url).path
    depth = len([part for part in path.split("/") if part])
    return (SourceKind.INSTANCE, SourceKind.ORG, SourceKind.REPO)[min(depth, 2)]


def _kind_of_folder(folder: Path) -> SourceKind:
    if not folder.is_dir():
        raise WrongTargetError(f"{folder}: there is no such folder")
    if (folder / "publiccode.yml").exists() or git_folder(folder) is not None:
        return SourceKind.REPO
    children = [child for child in folder.iterdir() if child.is_dir()]
    is_owner = any((child / "publiccode.yml").exists() or git_folder(child) for child in children)
    return SourceKind.ORG if is_owner else SourceKind.INSTANCE


def _closest(url: str, publishers: Iterable[PublisherSources]) -> tuple[Source, bool] | None:
    """Return the source that is ``url`` or the nearest place above it, and whether it is crawled."""
    wanted = _key(url)
    above = [
        (len(_key(source.url)), source, one.active)
        for one in publishers
        for source in one.sources
        if wanted == _key(source.url) or _is_above(source, wanted)
    ]
    nearest = max(above, key=lambda one: one[0], default=None)
    return nearest[1:] if nearest else None


def _is_above(source: Source, wanted: str) -> bool:
    return source.kind is not SourceKind.LIST and wanted.startswith(f"{_key(source.url)}/")


def _base(source: Source) -> str:
    """Return the instance's own address where the source shows it: an instance may live below a path."""
    depth = (SourceKind.INSTANCE, SourceKind.ORG, SourceKind.REPO).index(source.kind)
    url = canonical_url(source.url)
    for _ in range(depth):
        url = url.rpartition("/")[0]
    return url


def _key(url: str) -> str:
    canonical = canonical_url(url)
    return canonical if urlsplit(canonical).scheme == "file" else canonical.lower()
