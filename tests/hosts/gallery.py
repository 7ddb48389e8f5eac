"""A host of pictures on a free local port: real ones, broken ones, and those that are meant to do harm."""

from __future__ import annotations

import struct
import zlib
from hashlib import sha256
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from tests.hosts.server import Answer, Asked, LocalServer

PLACE = 34853
"""The Exif tag under which a camera keeps where it was."""


def picture(width: int, height: int, form: str = "PNG", *, seed: int = 0, **options: Any) -> bytes:
    """Return a picture with something in it, another one for each ``seed``."""
    image = Image.new("RGB", (width, height), (240, 240, 235))
    draw = ImageDraw.Draw(image)
    for at in range(12):
        left, top = (at * 97 + seed * 31) % width, (at * 53) % height
        color = (at * 20 % 256, seed * 40 % 256, 120)
        draw.rectangle((left, top, left + width // 5, top + height // 7), fill=color)
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def photo(width: int, height: int) -> bytes:
    """Return a JPEG that lies on its side and says where it was taken."""
    exif = Image.Exif()
    exif[274] = 6  # turned by 90 degrees
    exif[271] = "A camera of somebody"
    exif[PLACE] = {1: "N", 2: (45.0, 43.0, 12.0)}
    return picture(width, height, "JPEG", exif=exif, comment=b"taken by Ada Example")


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a small PNG that says it has more pixels than any memory holds."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(3 * width + 1) * 20)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def animation() -> bytes:
    """Return a GIF of two frames."""
    frames = [Image.new("RGB", (40, 30), color) for color in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


class Gallery(LocalServer):
    """``files`` are bytes by path, each with an ETag that follows from them; ``pages`` other answers."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, bytes] = {}
        self.pages: dict[str, Answer] = {}

    @property
    def host(self) -> str:
        return f"{self.address}:{self.port}"

    def add(self, path: str, content: bytes) -> str:
        """Add a file, or another in its place; return its address."""
        self.files[path] = content
        return self.url + path

    def answer(self, asked: Asked) -> Answer:
        content = self.files.get(asked.path)
        if content is None:
            return self.pages.get(asked.path) or super().answer(asked)
        etag = f'"{sha256(content).hexdigest()[:16]}"'
        if asked.headers.get("if-none-match") == etag:
            return Answer(304, headers={"ETag": etag})
        return Answer(200, content, {"ETag": etag, "Content-Type": "image/png"})
