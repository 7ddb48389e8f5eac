"""The folder of the site: built beside the old one, then put in its place in one step."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.pages.errors import SiteError

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKER = ".riuso-site"
_MARKER_TEXT = "Built by riuso. Everything in this folder is replaced by the next build.\n"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """Give an empty folder beside ``out`` that takes its place when the block ends without an error.

    Raise :class:`SiteError` where ``out`` is not ours to replace or another build is at work. What
    an interrupted build left behind is cleared away; an error inside the block leaves ``out`` as it was.
    """
    target = Path(os.path.realpath(out))
    refuse_foreign(target)
    new, old = target.with_name(target.name + ".new"), target.with_name(target.name + ".old")
    for leftover in (new, old):
        refuse_foreign(leftover)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = _locked(new)
    except OSError as error:
        raise SiteError(
            f"{new}: {error.strerror}; the site is built beside its folder, so riuso must be able "
            f"to write in {target.parent}"
        ) from error
    try:
        _heal(target, old)
        _empty(new)
        (new / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
        try:
            yield new
        except BaseException as error:
            shutil.rmtree(new, ignore_errors=True)
            if isinstance(error, OSError) and error.errno and error.filename is None:
                raise OSError(error.errno, error.strerror, str(out)) from error
            raise
        _swap(new, target, old)
    finally:
        os.close(lock)


def is_site(folder: Path) -> bool:
    """Whether ``folder`` holds a site that riuso built."""
    return (folder / MARKER).is_file()


def refuse_foreign(folder: Path) -> None:
    """Raise :class:`SiteError` where a folder holds something that riuso did not write."""
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir():
        raise SiteError(f"{folder}: is not a folder; name one that is empty or does not exist yet")
    if not is_site(folder) and any(folder.iterdir()):
        raise SiteError(
            f"{folder}: holds files that riuso did not write (there is no {MARKER} in it); "
            "name an empty folder, one that does not exist yet, or a site built before"
        )


def _locked(new: Path) -> int:
    """Return a descriptor that holds the lock on ``new``, made where it was missing."""
    while True:
        new.mkdir(exist_ok=True)
        descriptor = os.open(new, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            raise SiteError(f"{new}: another build of this site is at work; wait for it to end") from error
        # Another build may have moved this very folder into place between opening and locking it.
        if new.is_dir() and new.stat().st_ino == os.fstat(descriptor).st_ino:
            return descriptor
        os.close(descriptor)


def _heal(target: Path, old: Path) -> None:
    """Undo what a build that was killed during its swap left behind."""
    if not old.exists():
        return
    if target.exists() and is_site(target):
        shutil.rmtree(old)
    else:
        if target.exists():
            target.rmdir()
        old.rename(target)


def _empty(folder: Path) -> None:
    for child in folder.iterdir():
        if child.is_dir() and not child.is_symlink():
            shutil.rmtree(child)
        else:
            child.unlink()


def _swap(new: Path, target: Path, old: Path) -> None:
    os.sync()  # thousands of files: one flush of all of them instead of one for each
    try:
        if not target.exists():
            new.rename(target)
            return
        if _exchange(new, target):
            new.rename(old)
        else:
            target.rename(old)
            new.rename(target)
    except OSError as error:
        raise SiteError(
            f"{target}: {error.strerror}; a mount point can't be replaced, so name a folder inside it"
        ) from error
    shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system can't, and nothing was done.

    With it no reader ever finds the site missing. Linux has it (renameat2); Python has no name for it.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(one))
