"""The harvest record: all that passes from the crawler to the index, one JSON object a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from publiccode.activity import Activity
from publiccode.problem import Problem
from publiccode.publisher import Publisher
from publiccode.software import Software

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

HARVEST_SCHEMA = 1


class Outcome(StrEnum):
    """Why a repository is, or is not, in the harvest with a text."""

    FOUND = "found"
    UNCHANGED = "unchanged"
    ABSENT = "absent"
    EMPTY = "empty"
    PRIVATE = "private"
    GONE = "gone"
    MOVED = "moved"
    TOO_LARGE = "too-large"
    NOT_TEXT = "not-text"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate-limited"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed-out"
    HOST_ERROR = "host-error"
    SKIPPED = "skipped"

    @property
    def is_transient(self) -> bool:
        """Whether another try may end otherwise; a transient outcome never changes a state by itself."""
        return self in _TRANSIENT


_TRANSIENT = frozenset(
    {Outcome.RATE_LIMITED, Outcome.UNREACHABLE, Outcome.TIMED_OUT, Outcome.HOST_ERROR, Outcome.SKIPPED}
)


@dataclass(frozen=True, slots=True)
class Validators:
    """What lets the next night ask only for what changed."""

    etag: str | None = None
    last_modified: str | None = None
    updated_at: str | None = None
    """The host's own time of the repository's last change, as the host writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestRecord:
    """One repository as it was seen tonight; shape and meaning are documented in docs/json.md.

    ``repository`` is the canonical URL and ``host_id`` the host's own stable id for it, so that a
    rename is not a new product. ``root`` holds the names in the root folder, or None where they were
    not asked: "not checked" is never "absent". ``text`` is what was decoded, never re-serialised, and
    ``software`` its tolerant reading; both are None unless ``outcome`` is ``found``.
    """

    publisher: Publisher
    source: str
    host: str
    repository: str
    outcome: Outcome
    fetched_at: str
    schema: int = HARVEST_SCHEMA
    host_id: str | None = None
    aliases: tuple[str, ...] = ()
    default_branch: str | None = None
    archived: bool | None = None
    fork_of: str | None = None
    path: str = "publiccode.yml"
    raw_url: str | None = None
    blob: str | None = None
    commit: str | None = None
    root: tuple[str, ...] | None = None
    host_license: str | None = None
    detail: str | None = None
    validators: Validators | None = None
    text: str | None = None
    software: Software | None = None
    problems: tuple[Problem, ...] = ()
    activity: Activity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the catalogue knows of a repository and hands to the next crawl.

    ``folders`` holds the same of each sub-folder with a file of its own, by the folder's path. ``last_tried``
    (RFC 3339, UTC) and ``last_outcome`` tell of the last look, whatever came of it; ``has_file`` says that it
    held a publiccode.yml then.
    """

    repository: str
    host_id: str | None = None
    default_branch: str | None = None
    commit: str | None = None
    blob: str | None = None
    validators: Validators | None = None
    activity: Activity | None = None
    folders: Mapping[str, Known] = field(default_factory=dict)
    last_tried: str | None = None
    last_outcome: Outcome | None = None
    has_file: bool = False


class HarvestError(ValueError):
    """Raised by :func:`read_harvest` for a line that is no harvest record; names the line."""


def encode_record(record: HarvestRecord) -> bytes:
    """Return the record as one line of JSON, newline included."""
    return msgspec.json.encode(record) + b"\n"


def read_harvest(stream: BinaryIO) -> Iterator[HarvestRecord]:
    """Yield the records of a harvest; raise :class:`HarvestError` naming the first bad line."""
    decoder = msgspec.json.Decoder(HarvestRecord)
    for number, line in enumerate(stream, start=1):
        try:
            record = decoder.decode(line)
        except msgspec.MsgspecError as error:
            raise HarvestError(f"line {number}: {error}") from error
        if record.schema != HARVEST_SCHEMA:
            raise HarvestError(f"line {number}: schema {record.schema} is not {HARVEST_SCHEMA}")
        yield record
