"""Running git: by argument list, bounded in time, output and disk, and gone when it is told to go."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Mapping, Sequence

_LOOK_S = 0.1
"""How often the size of the folder is looked at."""
_STDERR_BYTES = 16 * 1024


class GitError(Exception):
    """Raised by :meth:`Git.run` where git said no; ``stderr`` is what it said."""

    def __init__(self, stderr: str) -> None:
        super().__init__(stderr)
        self.stderr = stderr


class GitTimeoutError(Exception):
    """Raised by :meth:`Git.run` where git took longer than it may."""


class GitBoundError(Exception):
    """Raised by :meth:`Git.run` where git wrote more than it may."""


class GitStoppedError(Exception):
    """Raised by :meth:`Git.run` where the crawl is being stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """``seconds`` it may run, ``output`` bytes it may print, ``disk`` bytes its folder may hold."""

    seconds: float
    output: int = 4 * 1024 * 1024
    disk: int = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Said:
    """What git printed."""

    stdout: bytes
    stderr: str


class Git:
    """Runs git in one environment; remembers what is running so that it can be stopped."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._running: set[Process] = set()
        self._stopping = False

    async def run(self, *arguments: str, folder: Path, bounds: Bounds, extra: Mapping[str, str]) -> Said:
        """Run ``git *arguments`` in ``folder``, with ``extra`` environment.

        Raises :class:`GitError`, :class:`GitTimeoutError`, :class:`GitBoundError`, :class:`GitStoppedError`.
        """
        if self._stopping:
            raise GitStoppedError
        # Files, not pipes: asyncio waits for ever for a process whose pipe nobody empties any more.
        with TemporaryFile(dir=folder) as out, TemporaryFile(dir=folder) as errors:
            process = await asyncio.create_subprocess_exec(
                "git",
                *arguments,
                cwd=folder,
                env={**self._environment, **extra},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=out,
                stderr=errors,
                start_new_session=True,  # its helpers end with it
            )
            self._running.add(process)
            try:
                await _watch(process, folder, bounds, (out, errors))
            finally:
                self._running.discard(process)
                kill(process)
                await process.wait()
            if self._stopping:
                raise GitStoppedError
            said = Said(_whole(out, bounds.output), _end(errors))
        if process.returncode != 0:
            raise GitError(said.stderr)
        return said

    def stop(self) -> None:
        """End what is running and refuse what comes."""
        self._stopping = True
        for process in self._running:
            kill(process)


def kill(process: Process) -> None:
    """End a process and all it started; its own session makes them one group."""
    if process.returncode is not None:
        return  # its number may be another's by now
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


async def _watch(process: Process, folder: Path, bounds: Bounds, output: Sequence[IO[bytes]]) -> None:
    """Wait for the end of a process, or raise what bound it went over."""
    ended = asyncio.ensure_future(process.wait())
    deadline = time.monotonic() + bounds.seconds
    try:
        while not ended.done():
            await asyncio.wait({ended}, timeout=_LOOK_S)
            if time.monotonic() > deadline and not ended.done():
                raise GitTimeoutError
            if folder_bytes(folder) > bounds.disk or any(_size(one) > bounds.output for one in output):
                raise GitBoundError
    finally:
        ended.cancel()


def _size(stream: IO[bytes]) -> int:
    return os.fstat(stream.fileno()).st_size


def _whole(stream: IO[bytes], limit: int) -> bytes:
    """Return what was printed."""
    stream.seek(0)
    printed = stream.read(limit + 1)
    if len(printed) > limit:
        raise GitBoundError
    return printed


def _end(stream: IO[bytes]) -> str:
    """Return the end of what was printed: git's reason comes last."""
    stream.seek(max(0, _size(stream) - _STDERR_BYTES))
    return stream.read(_STDERR_BYTES).decode("utf-8", "replace")


def folder_bytes(folder: Path) -> int:
    """Return how many bytes the files below a folder hold; one that vanishes meanwhile counts nothing."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += (Path(path) / name).lstat().st_size
    return total
