"""Versions of an index side by side, and the one step from one to the next.

``versions/<number>-<fingerprint>/`` holds a complete index, ``CURRENT`` names the one in use. A build
works in a folder whose name ends in ``.part`` and becomes visible by two renames. Whoever reads goes
on reading the version it opened: the one before the current is kept until the next switch.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import NoIndexError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CURRENT = "CURRENT"
_VERSIONS = "versions"
_PART = ".part"
_NAME = re.compile(r"(\d+)-[0-9a-f]{0,12}")


def current_version(directory: Path) -> Path:
    """Return the folder of the version in use; raise :class:`NoIndexError` where none was built."""
    try:
        name = (directory / CURRENT).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        name = ""
    if not _NAME.fullmatch(name):
        message = f"no search index in {directory}: crawl first, or run `riuso rebuild`"
        raise NoIndexError(message)
    return directory / _VERSIONS / name


@contextmanager
def new_version(directory: Path, fingerprint: str) -> Iterator[Path]:
    """Give an empty folder to build in and switch to it at the end; an error leaves all as it was."""
    versions = directory / _VERSIONS
    versions.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(directory)
    part = versions / f"{_next_number(versions)}-{_safe(fingerprint)}{_PART}"
    part.mkdir()
    try:
        yield part
        _sync_tree(part)
        _switch(directory, part)
    except BaseException:
        _remove(part)
        raise


def drop_older(directory: Path) -> None:
    """Remove every version but the one in use, though somebody may still be reading it."""
    _keep_only(directory, {current_version(directory).name})


def _switch(directory: Path, part: Path) -> None:
    done = part.with_name(part.name.removesuffix(_PART))
    before = _current_name(directory)
    part.rename(done)
    _sync(done.parent)
    pointer = directory / f"{CURRENT}{_PART}"
    pointer.write_text(f"{done.name}\n", encoding="ascii")
    _sync(pointer)
    pointer.replace(directory / CURRENT)
    _sync(directory)
    _keep_only(directory, {done.name, before})


def _remove(folder: Path) -> None:
    import shutil  # noqa: PLC0415 - who only reads need not load what unpacks archives

    shutil.rmtree(folder, ignore_errors=True)


def _remove_leftovers(directory: Path) -> None:
    """Remove what a killed build left: parts, and versions that were renamed but never switched to."""
    current = _current_name(directory)
    newest = _number(current)
    for folder in (directory / _VERSIONS).iterdir():
        if folder.name.endswith(_PART) or _number(folder.name) > newest:
            _remove(folder)


def _keep_only(directory: Path, names: set[str]) -> None:
    for folder in (directory / _VERSIONS).iterdir():
        if _NAME.fullmatch(folder.name) and folder.name not in names:
            _remove(folder)


def _current_name(directory: Path) -> str:
    try:
        return current_version(directory).name
    except NoIndexError:
        return ""


def _next_number(versions: Path) -> int:
    return max((_number(folder.name) for folder in versions.iterdir()), default=0) + 1


def _number(name: str) -> int:
    found = _NAME.match(name)
    return int(found[1]) if found else 0


def _safe(fingerprint: str) -> str:
    """Return the twelve characters of a fingerprint that go into a folder's name."""
    return re.sub(r"[^0-9a-f]", "", fingerprint.lower())[:12]


def _sync_tree(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        # What the version before has too was synced with it.
        if path.is_dir() or path.stat().st_nlink == 1:
            _sync(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
