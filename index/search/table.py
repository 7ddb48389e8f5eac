"""What a search counts, filters and sorts by: columns beside the index, read once.

A column holds, for every row of the index, the positions of its values in the facet's list of values.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Column(msgspec.Struct):
    """``rows`` holds each row's positions in ``values``; ``labels`` those of ``values`` by language.

    The language is "" where a label is the data's own, as a publisher's name is.
    """

    values: list[str]
    rows: list[tuple[int, ...]]
    labels: dict[str, list[str]]


class Table(msgspec.Struct, dict=True):
    """The columns of one index; every list has one item a row."""

    ids: list[str]
    facets: dict[str, Column]
    quality: list[float]
    orders: dict[str, list[int]]
    """For each sort, the place of each row in it."""

    @cached_property
    def all_rows(self) -> range:
        return range(len(self.ids))

    def keep(self, rows: Iterable[int], facet: str, wanted: frozenset[int]) -> list[int]:
        """Return those of ``rows`` that have one of the ``wanted`` values."""
        column = self.facets[facet].rows
        return [row for row in rows if not wanted.isdisjoint(column[row])]

    def labels(self, facet: str, language: str) -> list[str]:
        """Return what a reader sees instead of a facet's values, in her language or in English."""
        column = self.facets[facet]
        if not column.labels:
            return column.values
        if "" in column.labels:
            return column.labels[""]
        if language in column.labels:
            return column.labels[language]
        # Imported for the languages that are asked for less often than those stored.
        from index.labels import label  # noqa: PLC0415

        return [label(facet, value, language) for value in column.values]

    def count(self, rows: Iterable[int], facet: str) -> Counter[int]:
        """Return how many of ``rows`` have each value, by its position."""
        return Counter(chain.from_iterable(map(self.facets[facet].rows.__getitem__, rows)))


def save_table(table: Table, path: Path) -> None:
    path.write_bytes(msgspec.msgpack.encode(table))


def read_table(path: Path) -> Table:
    """Read what :func:`save_table` wrote; raise ``msgspec.MsgspecError`` where it is something else."""
    return msgspec.msgpack.decode(path.read_bytes(), type=Table)
