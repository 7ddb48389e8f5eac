"""The folder a build writes into; what is as it was in the old site keeps its bytes and its time."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Output:
    """Writes files below ``new``; one that the site in ``old`` has with the same bytes is linked."""

    def __init__(self, new: Path, old: Path | None = None) -> None:
        self.new = new
        self.old = old
        self.written = 0
        """Files that are not as they were."""
        self._folders: set[Path] = set()

    def write(self, path: str, content: bytes) -> bool:
        """Write ``content`` at ``path`` and tell whether it is not what the old site has there."""
        target = self.new / path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        known = self.old / path if self.old else None
        if known is not None and _holds(known, content):
            _keep(known, target)
            return False
        target.write_bytes(content)
        self.written += 1
        return True

    def keep(self, path: str) -> None:
        """Take over a file of the old site as it is."""
        if self.old is not None:
            target = self.new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            _keep(self.old / path, target)

    def copy(self, path: str, source: Path, size: int) -> bool:
        """Copy a file whose name follows from its content; False where there is none of ``size`` bytes.

        One that the old site has is not read again.
        """
        if _size(source) != size:
            return False
        known = self.old / path if self.old else None
        if known is None or _size(known) != size:
            self.write(path, source.read_bytes())
            return True
        target = self.new / path
        target.parent.mkdir(parents=True, exist_ok=True)
        _keep(known, target)
        return True

    def take_over(self, folder: str) -> bool:
        """Take over a whole folder of the old site as it is; False where the old site has none."""
        known = self.old / folder if self.old else None
        if known is None or not known.is_dir():
            return False
        for path in sorted(known.rglob("*")):
            if path.is_file():
                target = self.new / path.relative_to(known.parent)
                target.parent.mkdir(parents=True, exist_ok=True)
                _keep(path, target)
        return True

    def settle(self, folder: str) -> None:
        """Give what another program wrote below ``folder`` the old file where the bytes are the same."""
        for path in sorted((self.new / folder).rglob("*")):
            if not path.is_file():
                continue
            known = self.old / path.relative_to(self.new) if self.old else None
            if known is not None and _holds(known, path.read_bytes()):
                path.unlink()
                _keep(known, path)
            else:
                self.written += 1


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _keep(known: Path, target: Path) -> None:
    try:
        os.link(known, target)
    except OSError:  # a file system without links
        shutil.copy2(known, target)
