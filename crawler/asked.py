"""What is asked of the network, apart from Scrapy, which takes most of a second to import."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crawler.content import MAX_FILE_BYTES


class Want(StrEnum):
    """How much of an answer is wanted: whether it is there, its first bytes, whether git can read there (and
    if not, whether a page is there), or the whole file.
    """

    HEAD = "head"
    START = "start"
    REPOSITORY = "repository"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Asked:
    """One address to ask."""

    address: str
    want: Want


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """``one`` is the seconds an answer may take, ``all`` those that asking may take altogether, ``bytes`` the
    size that a whole file may have.
    """

    one: float = 15.0
    all: float = 300.0
    bytes: int = 2 * MAX_FILE_BYTES
