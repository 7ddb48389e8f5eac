"""Running git: by argument list, bounded in time, output and disk, and gone when it is told to go."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Mapping

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
        process = await asyncio.create_subprocess_exec(
            "git",
            *arguments,
            cwd=folder,
            env={**self._environment, **extra},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,  # its helpers end with it
        )
        self._running.add(process)
        try:
            return await self._watch(process, folder, bounds)
        finally:
            self._running.discard(process)
            kill(process)
            await process.wait()

    async def _watch(self, process: Process, folder: Path, bounds: Bounds) -> Said:
        watcher = asyncio.create_task(_wait_until_too_large(folder, bounds.disk))
        talk = asyncio.create_task(_listen(process, bounds.output))
        try:
            done, _ = await asyncio.wait(
                {talk, watcher}, timeout=bounds.seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if not done:
                raise GitTimeoutError
            said = await (talk if talk in done else watcher)
        finally:
            for task in (talk, watcher):
                task.cancel()
            await asyncio.gather(talk, watcher, return_exceptions=True)
        if self._stopping:
            raise GitStoppedError
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
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


async def _listen(process: Process, limit: int) -> Said:
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    assert process.stderr is not None  # noqa: S101 - a pipe was asked for
    stdout, stderr = await asyncio.gather(_read(process.stdout, limit), _last(process.stderr))
    await process.wait()
    return Said(stdout, stderr.decode("utf-8", "replace"))


async def _read(stream: asyncio.StreamReader, limit: int) -> bytes:
    chunks, size = [], 0
    while chunk := await stream.read(64 * 1024):
        size += len(chunk)
        if size > limit:
            raise GitBoundError
        chunks.append(chunk)
    return b"".join(chunks)


async def _last(stream: asyncio.StreamReader) -> bytes:
    """Return the end of a stream: git's reason comes last."""
    kept = b""
    while chunk := await stream.read(4096):
        kept = (kept + chunk)[-_STDERR_BYTES:]
    return kept


async def _wait_until_too_large(folder: Path, limit: int) -> Said:
    while True:
        await asyncio.sleep(_LOOK_S)
        if folder_bytes(folder) > limit:
            raise GitBoundError


def folder_bytes(folder: Path) -> int:
    """Return how many bytes the files below a folder hold; one that vanishes meanwhile counts nothing."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += (Path(path) / name).lstat().st_size
    return total
