"""What a version of the index says of itself, and what its files are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
"""Raised when what a version holds changes: an index of another format is built again, not read."""

ABOUT, TERMS = "about.json", "terms"
TABLE, VOCABULARY, LEXICON = "table.msgpack", "vocabulary.msgpack", "lexicon.msgpack"
"""What a version's folder holds."""


class About(msgspec.Struct, frozen=True):
    """``languages`` are those the documents are written in, as far as words of them can be stemmed.

    ``files`` maps each other file of the version to its size in bytes.
    """

    format: int
    fingerprint: str
    software: int
    languages: tuple[str, ...]
    files: dict[str, int]


def save_about(folder: Path, fingerprint: str, software: int, languages: tuple[str, ...]) -> None:
    """Write what a version holds, as its last file."""
    about = About(FORMAT, fingerprint, software, languages, _sizes(folder))
    (folder / ABOUT).write_bytes(msgspec.json.encode(about))


def read_about(folder: Path) -> About:
    """Read what a version says of itself; raise OSError or ``msgspec.MsgspecError`` where it can't."""
    return msgspec.json.decode((folder / ABOUT).read_bytes(), type=About)


def is_whole(folder: Path, about: About) -> bool:
    """Tell whether every file is there in full: a copy may have been cut short, a disk full."""
    return _sizes(folder) == about.files


def _sizes(folder: Path) -> dict[str, int]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ABOUT)
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
