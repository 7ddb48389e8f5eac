"""Pictures that files name, and what is kept of them: what the crawler is asked for, what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

ALBUM = "pictures.json"
"""The file beside the pictures that tells of each of them."""
ALBUM_SCHEMA = 1


class PictureUse(StrEnum):
    SCREENSHOT = "screenshot"
    LOGO = "logo"


@dataclass(frozen=True, slots=True)
class WantedPicture:
    """A picture that a software's file names; ``near`` holds host and port of where its repository is."""

    use: PictureUse
    address: str
    software: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A picture in one size, in pixels; ``file`` is its name, which follows from its content."""

    file: str
    width: int
    height: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is known of one address: ``renditions`` are those of the last good answer, the widest first.

    ``width`` is the one that they were made for.
    ``checked_at`` is when it was last asked, ``failing_since`` when what there is could last be confirmed no
    more: both RFC 3339, UTC. ``failure`` says why the last answer brought nothing; ``is_transient`` whether
    another try may end otherwise.
    """

    use: PictureUse
    address: str
    checked_at: str
    etag: str | None = None
    last_modified: str | None = None
    width: int = 0
    renditions: tuple[Rendition, ...] = ()
    failure: str | None = None
    is_transient: bool = False
    failing_since: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Album:
    """All pictures that are known."""

    pictures: tuple[Picture, ...] = ()
    schema: int = ALBUM_SCHEMA

    def files(self) -> frozenset[str]:
        """Return the names of all files it needs."""
        return frozenset(one.file for picture in self.pictures for one in picture.renditions)

    def size(self) -> int:
        """Return the bytes of all files it needs."""
        return sum({one.file: one.bytes for picture in self.pictures for one in picture.renditions}.values())

    def shown(self) -> Mapping[tuple[PictureUse, str], tuple[Rendition, ...]]:
        """Return what can be shown, by use and address."""
        return {(one.use, one.address): one.renditions for one in self.pictures if one.renditions}


class PictureTrouble(StrEnum):
    """Why an address brings no picture, beside what a host may answer (``publiccode.harvest.Outcome``)."""

    NOT_ALLOWED = "not-allowed"
    """riuso does not go there."""
    NO_ADDRESS = "no-address"
    """It can't be asked at all."""
    LEGAL = "legal"
    """The host says that it is unavailable for legal reasons."""
    SVG = "svg"
    """It can hold scripts, and is never mirrored."""
    NO_PICTURE = "no-picture"
    """Nothing that can be shown as a picture."""


@dataclass(frozen=True, slots=True)
class PictureFailure:
    """Why an address brought no picture in this run."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureReport:
    """What a run did for the pictures, in numbers of addresses; each is asked for once.

    ``named`` counts those that shown software names; ``fetched`` brought a new or changed picture,
    ``unchanged`` were said to be as they were, ``fresh`` were not asked because that is not long ago,
    ``failed`` brought none, ``left`` wait for the next run, ``no_room`` would have made the folder larger
    than ``most_bytes``. ``removed`` counts those that were taken away. ``kept`` and ``kept_bytes`` are what
    there is at the end, ``bytes`` what was received. ``reasons`` counts the failed by
    :class:`PictureTrouble` or outcome.
    """

    named: int = 0
    fetched: int = 0
    unchanged: int = 0
    fresh: int = 0
    failed: int = 0
    left: int = 0
    no_room: int = 0
    removed: int = 0
    bytes: int = 0
    kept: int = 0
    kept_bytes: int = 0
    most_bytes: int | None = None
    seconds: float = 0.0
    stopped: str | None = None
    """Why it ended early, None where it did not."""
    reasons: dict[str, int] = field(default_factory=dict)
    failures: tuple[PictureFailure, ...] = field(default=())
    """Some of them, at most :data:`MOST_FAILURES`."""

    @property
    def results(self) -> dict[str, int]:
        """The numbers of addresses by what came of them."""
        return {
            "fetched": self.fetched,
            "unchanged": self.unchanged,
            "fresh": self.fresh,
            "failed": self.failed,
            "left": self.left,
            "no_room": self.no_room,
            "removed": self.removed,
        }


MOST_FAILURES = 200


def decode_album(content: bytes) -> Album | None:
    """Return an album as it was written, None where that is none that this riuso can read."""
    try:
        album = msgspec.json.decode(content, type=Album)
    except msgspec.MsgspecError:
        return None
    return album if album.schema == ALBUM_SCHEMA else None


def encode_album(album: Album) -> bytes:
    return msgspec.json.encode(album)
