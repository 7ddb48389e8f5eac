"""A local folder laid out ``OWNER/NAME/publiccode.yml``: for mirrors, tests and the demo."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any, ClassVar

from crawler.content import MAX_FILE_BYTES, read_content
from crawler.git.look import GitLook
from crawler.hosts.host import Host
from crawler.repository import FILE, OTHER_SPELLING, Repository
from crawler.source import HostKind, SourceKind, file_path, git_folder
from publiccode.harvest import Outcome
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from crawler.outputs import Output
    from crawler.source import Source
    from publiccode.harvest import HarvestRecord

_LEVELS = {SourceKind.REPO: 0, SourceKind.ORG: 1, SourceKind.INSTANCE: 2}
_MAX_NAMES = 1000
"""Names of a root folder that are kept; more serve nobody and would swell the harvest."""


class DirectoryHost(Host):
    """``repos`` names a NAME folder, ``orgs`` an OWNER folder, ``instances`` the root above them.

    Each NAME is a plain folder, read from disk, or a git repository, read as committed at HEAD. Nothing
    outside the source's folder is read, whatever symbolic links say; names that begin with a dot are passed.
    """

    kind: ClassVar[HostKind] = HostKind.DIRECTORY

    async def start(self, source: Source) -> AsyncIterator[Output]:
        root = file_path(source.url)
        try:
            real = root.resolve(strict=True)
        except OSError as error:
            self._failed(source, error)
            return
        for folder in self._folders(source, root, real, _LEVELS[source.kind]):
            for output in self._look(source, folder, real):
                yield output

    def _folders(self, source: Source, folder: Path, root: Path, levels: int) -> Iterator[Path]:
        """Yield the folders ``levels`` below; one that can't be listed fails the source, not its siblings."""
        if levels == 0 or not _inside(folder, root):
            yield folder
            return
        try:
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries if entry.is_dir() and not entry.name.startswith(".")]
        except OSError as error:
            self._failed(source, error)
            return
        for name in sorted(names):
            yield from self._folders(source, folder / name, root, levels - 1)

    def _failed(self, source: Source, error: OSError) -> None:
        self.ledger.fail(source, f"can't read the folder {error.filename}: {error.strerror}")

    def _look(self, source: Source, folder: Path, root: Path) -> Iterator[Output]:
        url = canonical_url(folder.as_uri())
        if not self.ledger.open(source, url):
            return
        known = self.ledger.known_of(url)
        repository = Repository(source=source, url=url, location=folder.as_uri(), known=known)
        git = git_folder(folder)
        if not _inside(folder, root) or (git is not None and not _inside(git, root)):
            yield repository.record(
                Outcome.FORBIDDEN,
                detail="a symbolic link leads out of the source's folder: it is not followed",
            )
        elif git is not None:
            yield from GitLook(self.ledger).start(repository)
        else:
            yield from _plain(repository, folder, root)


def _inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root)


def _plain(repository: Repository, folder: Path, root: Path) -> Iterator[HarvestRecord]:
    """Read a plain folder."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError as error:
        yield repository.record(Outcome.FORBIDDEN, detail=_unreadable(error))
        return
    facts = {"root": tuple(map(_as_text, names[:_MAX_NAMES]))}
    for place in repository.places():
        path = OTHER_SPELLING if place.path == FILE not in names and OTHER_SPELLING in names else place.path
        try:
            yield _look_at(place, folder / path, root, {**facts, "path": path})
        except OSError as error:
            yield place.record(Outcome.FORBIDDEN, detail=_unreadable(error), **facts)


def _look_at(place: Repository, file: Path, root: Path, facts: dict[str, Any]) -> HarvestRecord:
    """Return the record of one file; raise OSError where it is there and can't be read."""
    if not os.path.lexists(file):
        return place.record(Outcome.ABSENT, **facts)
    facts["raw_url"] = file.as_uri()
    if not _inside(file, root):
        detail = "the file is a symbolic link out of the source's folder: it is not followed"
        return place.record(Outcome.FORBIDDEN, detail=detail, **facts)
    content = read_content(_read(file))
    if content.blob is not None and place.known and place.known.blob == content.blob:
        return place.record(Outcome.UNCHANGED, blob=content.blob, **facts)
    return place.record(content.outcome, text=content.text, detail=content.detail, blob=content.blob, **facts)


def _unreadable(error: OSError) -> str:
    return f"can't read {error.filename}: {error.strerror}"


def _as_text(name: str) -> str:
    """Return a file's name as text that can be written: on disk it may be any bytes."""
    return os.fsencode(name).decode("utf-8", "replace")


def _read(path: Path) -> bytes:
    """Return the bytes of a regular file, one more than the bound at most; a pipe or device is refused."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "not a regular file", str(path))
        return stream.read(MAX_FILE_BYTES + 1)
