"""A row of byte strings in one file, read by number without loading the rest."""

from __future__ import annotations

import mmap
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_HEADER = 8


def map_file(path: Path) -> mmap.mmap | bytes:
    """Return a file's content, mapped into memory; it stays readable when the file is removed."""
    with path.open("rb") as file:
        # An empty file can't be mapped.
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""


def write_blobs(path: Path, count: int, blobs: Iterable[bytes]) -> None:
    """Write ``count`` byte strings: their number, where each begins and the last ends, then all of them."""
    ends = array("Q", [0])
    with path.open("wb") as file:
        file.seek(_HEADER + 8 * (count + 1))
        for blob in blobs:
            file.write(blob)
            ends.append(ends[-1] + len(blob))
        if len(ends) != count + 1:
            message = f"{path}: {len(ends) - 1} byte strings where {count} were told"
            raise ValueError(message)
        file.seek(0)
        file.write(array("Q", [count]).tobytes() + ends.tobytes())


class Blobs:
    """Reads what :func:`write_blobs` wrote."""

    def __init__(self, path: Path) -> None:
        self._data = map_file(path)
        self._count = array("Q", self._data[:_HEADER])[0]
        self._begin = _HEADER + 8 * (self._count + 1)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < self._count:
            raise IndexError(number)
        place = _HEADER + 8 * number
        start, end = array("Q", self._data[place : place + 16])
        return self._data[self._begin + start : self._begin + end]
