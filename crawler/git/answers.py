"""What a git exchange brings, as it travels in the body of a response."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import msgspec

from publiccode.activity import Activity

OPERATION = "git_operation"
"""The key of a request's meta that says what to do."""
COMMIT = "git_commit"
"""The key of the commit that a ``file`` request is about."""
PATHS = "git_paths"
"""The key of the paths of further files, below the root, that a ``file`` request asks for."""
SHA256 = "git_sha256"
"""The key that tells a ``history`` request that the repository is in SHA-256."""


class Operation(StrEnum):
    """``head``: one exchange. ``file``: one, and one for each file there is. ``history``: one."""

    HEAD = "head"
    FILE = "file"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Head:
    """``commit`` is None in a repository without commits; ``branch`` None where the server does not say."""

    commit: str | None
    branch: str | None


@dataclass(frozen=True, slots=True)
class File:
    """One file; ``path`` is the one that is there, of two spellings.

    ``path`` and ``blob`` are None where there is no such file, ``content`` where it is larger than the bound
    or, with ``obstacle`` saying what it is, no regular file.
    """

    path: str | None = None
    blob: str | None = None
    content: bytes | None = None
    obstacle: str | None = None


@dataclass(frozen=True, slots=True)
class Files:
    """The root folder at ``commit``: its names, and the files that were asked for, the root's first.

    ``filters`` tells whether the server can send a part of a repository.
    """

    commit: str
    names: tuple[str, ...]
    files: tuple[File, ...]
    filters: bool = True


@dataclass(frozen=True, slots=True)
class History:
    """The activity of a repository; None where no commit has a time."""

    activity: Activity | None


_T = TypeVar("_T")


def encode(answer: object) -> bytes:
    """Return an answer as the body of a response."""
    return msgspec.json.encode(answer)


def decode(body: bytes, kind: type[_T]) -> _T:
    """Return the answer in a body."""
    return msgspec.json.decode(body, type=kind)
