"""The files beside a publiccode.yml on this machine, read no further than the repository goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class LocalFiles:
    """Reads paths relative to ``folder``; nothing outside ``root`` is ever opened, links followed."""

    def __init__(self, folder: Path, root: Path | None = None) -> None:
        self.folder = folder.resolve()
        self.root = root.resolve() if root else repository_root(self.folder)

    def read(self, path: str, size: int) -> bytes | None:
        """Return the first ``size`` bytes of a file, None where there is no such file inside the root."""
        try:
            file = (self.folder / path).resolve()
            if not file.is_relative_to(self.root) or not file.is_file():
                return None
            with file.open("rb") as stream:
                return stream.read(size)
        except (OSError, ValueError, RuntimeError):
            return None


def repository_root(folder: Path) -> Path:
    """Return the folder of the git repository that holds ``folder``, else ``folder`` itself."""
    for candidate in (folder, *folder.parents):
        if (candidate / ".git").exists():
            return candidate
    return folder
