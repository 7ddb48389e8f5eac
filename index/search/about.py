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
    """``languages`` are those the documents are written in, as far as words of them can be stemmed."""

    format: int
    fingerprint: str
    software: int
    languages: tuple[str, ...]


def save_about(about: About, folder: Path) -> None:
    (folder / ABOUT).write_bytes(msgspec.json.encode(about))


def read_about(folder: Path) -> About:
    """Read what a version says of itself; raise OSError or ``msgspec.MsgspecError`` where it can't."""
    return msgspec.json.decode((folder / ABOUT).read_bytes(), type=About)
