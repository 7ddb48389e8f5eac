"""The data folder: where everything that riuso keeps lies, and who may write there.

``catalogue.sqlite`` (the only thing that must be backed up), ``runs/RUN/`` (harvest and report of each
crawl), ``search/`` (the search index), ``publishers.yml`` (read when a crawl is given no other),
``published.json`` (what search shows), ``adoption.json`` (who uses what), ``claims/`` (the operator's own
files of claims), ``lists/`` (see ``riuso lists``), ``pictures/`` (see ``pictures`` in docs/operating.md),
``watches.json`` and ``watches/`` (see ``riuso watch``), ``lock``.
"""

from __future__ import annotations

import fcntl
import os
import shlex
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from cli.errors import LockedError, NoCatalogueError, NotWritableError
from publiccode.moments import rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VARIABLE = "RIUSO_DATA"
_RUN = "%Y%m%dT%H%M%SZ"
"""The name of a run: when it began, UTC."""
REPORT = "report.json"
"""Written last of all: a run folder with a harvest and without it is one whose harvest is to be applied."""


def default_data_folder() -> Path:
    """Return the platform's user data folder for riuso."""
    import platformdirs  # noqa: PLC0415 - not needed where --data is given

    return Path(platformdirs.user_data_dir("riuso", appauthor=False))


@dataclass(frozen=True, slots=True)
class DataFolder:
    path: Path

    @property
    def option(self) -> str:
        """What a command that is told to a reader lacks to work in this folder, with a blank before it.

        Nothing where the command would find it by itself.
        """
        found = os.environ.get(VARIABLE)
        by_itself = Path(found) if found else default_data_folder()
        return "" if self.path == by_itself else f" --data {shlex.quote(str(self.path))}"

    @property
    def catalogue(self) -> Path:
        return self.path / "catalogue.sqlite"

    @property
    def search(self) -> Path:
        return self.path / "search"

    @property
    def runs(self) -> Path:
        return self.path / "runs"

    @property
    def publishers(self) -> Path:
        return self.path / "publishers.yml"

    @property
    def lists(self) -> Path:
        """The lists that are newer than those that come with riuso."""
        return self.path / "lists"

    @property
    def adoption(self) -> Path:
        return self.path / "adoption.json"

    @property
    def claims(self) -> Path:
        return self.path / "claims"

    @property
    def pictures(self) -> Path:
        """The pictures that are mirrored."""
        return self.path / "pictures"

    @property
    def watch_list(self) -> Path:
        return self.path / "watches.json"

    @property
    def watches(self) -> Path:
        """What the watches have seen, and their feeds and digests."""
        return self.path / "watches"

    @property
    def published(self) -> Path:
        return self.path / "published.json"

    def require_catalogue(self) -> Path:
        """Return the catalogue's path; raise :class:`NoCatalogueError` where there is none."""
        if not self.catalogue.is_file():
            raise NoCatalogueError(
                f"{self.path} holds no catalogue; `riuso crawl PUBLISHERS{self.option}` makes one"
            )
        return self.catalogue

    def new_run(self, now: datetime) -> str:
        """Make the folder of a new run and return the run's id, the time in UTC."""
        first = now.strftime(_RUN)
        self.runs.mkdir(parents=True, exist_ok=True)
        number = 1
        while True:
            run = first if number == 1 else f"{first}-{number}"
            try:
                (self.runs / run).mkdir()
            except FileExistsError:
                number += 1
            else:
                return run

    def run_folders(self) -> list[Path]:
        """Return the folders of all runs, oldest first."""
        if not self.runs.is_dir():
            return []
        return sorted((path for path in self.runs.iterdir() if path.is_dir()), key=_run_order)

    def unapplied_runs(self) -> list[Path]:
        """Return the folders of the runs whose harvest is complete and may not be in the catalogue yet."""
        from publiccode.run import HARVEST  # noqa: PLC0415 - a search asks for no runs

        return [
            folder
            for folder in self.run_folders()
            if (folder / HARVEST).is_file() and not (folder / REPORT).is_file()
        ]

    def _lock_file(self) -> TextIO:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            return (self.path / "lock").open("a+", encoding="utf-8")
        except OSError as error:
            raise NotWritableError(f"can't write in the data folder {self.path}: {error.strerror}") from error

    @contextmanager
    def writing(self, command: str, now: datetime) -> Iterator[None]:
        """Hold the one writer's lock; raise :class:`LockedError` naming who holds it.

        Raises :class:`NotWritableError` where nothing can be written at all. The kernel drops the lock when
        its holder dies, however it dies, so that it can't be stale.
        """
        with self._lock_file() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise LockedError(
                    f"{_holder(lock.read())} is writing in {self.path}; try again later"
                ) from None
            lock.truncate(0)
            lock.write(_held_by(command, now))
            lock.flush()
            try:
                yield
            finally:
                lock.truncate(0)


def started_at(folder: Path) -> datetime | None:
    """Return when the run of a folder began, as its name tells; None where it tells nothing."""
    try:
        return datetime.strptime(folder.name.partition("-")[0], _RUN).replace(tzinfo=UTC)
    except ValueError:
        return None


def write_atomically(path: Path, content: bytes | Iterable[bytes]) -> int:
    """Replace ``path`` by ``content``, given whole or in pieces: a reader sees the old file or the new one.

    Return the size in bytes. A link stays a link, a file that was there keeps its permissions, and what is no
    file (a device, a named pipe) is written to as it is. Raises OSError, which names ``path``; what was there
    stays then, and nothing is left beside it.
    """
    pieces = (content,) if isinstance(content, bytes) else content
    target = path.resolve()
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as stream:
                return sum(map(stream.write, pieces))
        return _replace(target, pieces)
    except OSError as error:
        if error.errno is None or error.filename not in {None, str(target), str(_part(target))}:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def _replace(target: Path, pieces: Iterable[bytes]) -> int:
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    part = _part(target)
    try:
        with part.open("wb") as file:
            size = sum(map(file.write, pieces))
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            part.chmod(mode)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return size


def _part(target: Path) -> Path:
    return target.with_name(target.name + ".part")


def _run_order(path: Path) -> tuple[str, int]:
    first, _, number = path.name.partition("-")
    return first, int(number) if number.isdecimal() else 1


def _held_by(command: str, now: datetime) -> str:
    import json  # noqa: PLC0415 - only who writes pays for it

    return json.dumps({"command": command, "pid": os.getpid(), "since": rfc3339(now)})


def _holder(text: str) -> str:
    import json  # noqa: PLC0415 - as above

    try:
        holder = json.loads(text)
        return f"`riuso {holder['command']}` (process {holder['pid']}, since {holder['since']})"
    except (ValueError, KeyError, TypeError):
        return "another riuso"
