"""What a version of the index says of itself, and what its files are called."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 7
"""Raised when what a version holds changes: an index of another format is built again, not read."""

ABOUT, BASE, DELTA = "about.json", "base", "delta"
TABLE, VOCABULARY, DIGESTS = "table.msgpack", "vocabulary.msgpack", "digests.msgpack"
LEXICON, WORD_CHANGES = "lexicon.msgpack", "word-changes.msgpack"
"""What a version's folder holds."""


class About(msgspec.Struct, frozen=True):
    """``languages`` are those the documents are written in, as far as words of them can be stemmed.

    ``base`` and ``delta`` are the sizes of the parts of the two segments; ``model`` names what made the
    vectors, None where there are none; ``built_with`` is a digest of all that decides how a document is
    read; ``files`` maps each other file of the version to its size in bytes.
    """

    format: int
    byteorder: str
    fingerprint: str
    built_with: str
    software: int
    languages: tuple[str, ...]
    base: tuple[int, ...]
    delta: tuple[int, ...]
    model: str | None
    files: dict[str, int]

    @property
    def is_readable(self) -> bool:
        """Whether this riuso, on this machine, can read the version."""
        return self.format == FORMAT and self.byteorder == sys.byteorder


class _Format(msgspec.Struct):
    format: int


def save_about(folder: Path, about: About) -> None:
    """Write what a version holds, as its last file; ``files`` is filled in."""
    (folder / ABOUT).write_bytes(msgspec.json.encode(msgspec.structs.replace(about, files=_sizes(folder))))


def read_about(folder: Path) -> About | None:
    """Read what a version says of itself, None where another riuso made it.

    Raises OSError or ``msgspec.MsgspecError`` where it can't be read.
    """
    data = (folder / ABOUT).read_bytes()
    if msgspec.json.decode(data, type=_Format).format != FORMAT:
        return None
    about = msgspec.json.decode(data, type=About)
    return about if about.is_readable else None


def is_whole(folder: Path, about: About) -> bool:
    """Tell whether every file is there in full: a copy may have been cut short, a disk full."""
    return _sizes(folder) == about.files


def _sizes(folder: Path) -> dict[str, int]:
    # Not pathlib's: a search begins with this, and it takes several times as long.
    found: dict[str, int] = {}
    folders = [""]
    while folders:
        below = folders.pop()
        with os.scandir(folder / below) as entries:
            for entry in entries:
                name = f"{below}{entry.name}"
                if entry.is_dir():
                    folders.append(f"{name}/")
                elif entry.name != ABOUT:
                    found[name] = entry.stat().st_size
    return dict(sorted(found.items()))
