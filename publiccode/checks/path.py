"""Files beside the publiccode.yml: inside the repository, of the right kind, there."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Protocol

from publiccode.checks.fault import Fault
from publiccode.checks.urls import parse
from publiccode.finding import excerpt

if TYPE_CHECKING:
    from collections.abc import Collection

LOGO = frozenset({".svg", ".svgz", ".png"})
SCREENSHOT = frozenset({".jpg", ".png"})

_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
_LONGEST = 4096


class Files(Protocol):
    """The files of a repository, given by who can read them: publiccode itself touches no disk."""

    def read(self, path: str, size: int) -> bytes | None:
        """Return the first ``size`` bytes of a file, None where there is no such file.

        ``path`` is relative to the publiccode.yml, with ``/``, may begin with ``..``, and may still lead
        outside through a symbolic link: who reads contains it.
        """


def place(text: str) -> Fault | None:
    """Check where a file is said to be, without a look at it. None too for what is no relative path."""
    if text.startswith("/"):
        return Fault("absolute-path", {"value": excerpt(text)})
    if text.startswith("file:"):
        return Fault("file-url", {"value": excerpt(text)})
    parts = parse(text)
    if parts is not None and parts.scheme:
        if parts.scheme in {"http", "https"} and parts.host:
            return None
        return Fault("not-a-file", {"value": excerpt(text)})
    if leads_outside(text):
        return Fault("outside-repository", {"value": excerpt(text)})
    return None


def leads_outside(path: str) -> bool:
    """Whether a relative path leaves the folder it starts in, backslashes and dots resolved."""
    normal = posixpath.normpath(path.replace("\\", "/"))
    return normal.startswith("/") or normal == ".." or normal.startswith("../")


def is_relative(text: str) -> bool:
    """Whether a text names a file by its path, not by a URL."""
    if text.startswith(("/", "file:")) or "\0" in text or len(text) > _LONGEST:
        return False
    parts = parse(text)
    return parts is None or not parts.scheme


def extension(text: str, allowed: Collection[str]) -> Fault | None:
    """Check the ending of a path or of a URL's path; letter case is free."""
    parts = None if is_relative(text) else parse(text)
    ending = posixpath.splitext("x" + posixpath.basename(parts.path if parts else text))[1].lower()
    if ending in allowed:
        return None
    words = {"value": excerpt(text), "allowed": ", ".join(sorted(allowed))}
    if parts is not None:
        return Fault("remote-extension", words)
    if ending == ".jpeg" and ".jpg" in allowed:
        return Fault("jpeg-extension", words)
    return Fault("wrong-extension", words)


def existing(text: str, files: Files, *, picture: bool) -> Fault | None:
    """Check that a relative path names a file, and that what ends in .png begins as a PNG does."""
    start = files.read(text, len(_PNG))
    if start is None:
        return Fault("not-found", {"value": excerpt(text)})
    if picture and text.lower().endswith(".png") and start != _PNG:
        return Fault("not-a-png", {"value": excerpt(text)})
    return None
