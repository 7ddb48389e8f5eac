"""The folder of mirrored pictures: files named after their content, and the album that tells of them."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from publiccode.pictures import ALBUM, Album, Rendition, decode_album, encode_album

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.pictures.rendering import Rendered

_NAME_LENGTH = 32
_PART = ".part"
_SUFFIX = ".webp"


class PictureFolder:
    """``path`` need not exist until something is kept; who writes holds the data folder's lock."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def album(self) -> Album:
        """Return what is known; nothing where there is no album, or none that can be read."""
        try:
            return decode_album((self.path / ALBUM).read_bytes()) or Album()
        except FileNotFoundError:
            return Album()

    def keep(self, rendered: Rendered) -> Rendition:
        """Write a picture under the name that its content gives it."""
        target = self._place(rendered)
        size = len(rendered.content)
        if not _has(target, size):
            self._write(target, rendered.content)
        return Rendition(file=target.name, width=rendered.width, height=rendered.height, bytes=size)

    def adds(self, rendered: Rendered) -> int:
        """Return how many bytes more the folder would have with a picture."""
        size = len(rendered.content)
        return 0 if _has(self._place(rendered), size) else size

    def size(self) -> int:
        """Return the bytes of all pictures that are there, whether an album tells of them or not."""
        try:
            return sum(path.stat().st_size for path in self.path.iterdir() if path.suffix == _SUFFIX)
        except FileNotFoundError:
            return 0

    def _place(self, rendered: Rendered) -> Path:
        digest = hashlib.sha256(rendered.content).hexdigest()[:_NAME_LENGTH]
        return self.path / f"{digest}{_SUFFIX}"

    def save(self, album: Album) -> None:
        self._write(self.path / ALBUM, encode_album(album))

    def has(self, rendition: Rendition) -> bool:
        """Whether the file of a picture is there as it was written."""
        return _has(self.path / rendition.file, rendition.bytes)

    def sweep(self, album: Album) -> None:
        """Remove every file that ``album`` does not name, and the folder where nothing is left."""
        if not self.path.is_dir():
            return
        kept = {*album.files(), ALBUM} if album.pictures else set()
        for path in self.path.iterdir():
            if path.name not in kept and not path.is_dir():
                path.unlink()
        if not kept and not any(self.path.iterdir()):
            self.path.rmdir()

    def _write(self, path: Path, content: bytes) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + _PART)
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)


def _has(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
