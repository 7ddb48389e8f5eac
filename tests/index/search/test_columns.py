"""Columns: counts and sets are what the rows say, however they are kept."""

from __future__ import annotations

import random
from array import array

import msgspec
import pytest

from index.periods import ACTIVITY, CONTRACT_ENDS, RELEASED_SINCE
from index.search.columns import Column, flags_of, mask_of, packed, set_of

HEIGHTS = (0, 1, 8, 64, 65, 1000)


def column_of(chance: random.Random, height: int) -> tuple[Column, dict[str, array[int]]]:
    """Return a column as it is read from a file, with values of any frequency, and the rows of each."""
    holders = {
        f"v{n}": array("I", sorted(chance.sample(range(height), chance.randint(0, height >> n))))
        for n in range(9)
    }
    made = Column.of(holders, list(holders), {"en": [f"V{n}" for n in range(9)]}, height).with_sets()
    return msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=Column), holders


@pytest.mark.parametrize("height", HEIGHTS)
def test_counts_are_those_of_the_rows_the_first_time_and_later(height):
    chance = random.Random(height)
    column, holders = column_of(chance, height)
    assert bool(column.sets) == (height > 64)
    for _ in range(3):
        rows = chance.sample(range(height), chance.randint(0, height))
        flags = flags_of(rows, height)
        expected = {n: both for n in range(9) if (both := len({*rows} & {*holders[f"v{n}"]}))}
        assert column.count(mask_of(flags), flags) == expected


def test_stretches_of_the_same_rows_are_counted_the_first_time_and_later():
    rows = array("I", [5, 2, 99, 0, 7])
    column = Column.of_stretches(packed(rows), {"new": (3, 5), "all": (0, 5)}, {"en": ["New", "All"]}, 100)
    flags = flags_of([0, 2, 50], 100)
    for _ in range(2):
        assert column.count(mask_of(flags), flags) == {0: 1, 1: 2}
    assert column.mask([0]) == set_of([0, 7], 100)


@pytest.mark.parametrize("height", HEIGHTS)
def test_the_rows_of_some_values_are_one_set(height):
    chance = random.Random(height)
    column, holders = column_of(chance, height)
    for _ in range(3):
        places = chance.sample(range(9), 4)
        wanted = {row for place in places for row in holders[f"v{place}"]}
        assert column.mask(places) == mask_of(flags_of(wanted, height)) == set_of([*wanted], height)


def test_labels_are_those_kept_else_made():
    column, _ = column_of(random.Random(1), 10)
    assert column.told("en", str.title)[:2] == ["V0", "V1"]
    assert column.told("sv", lambda value: f"sv {value}")[:2] == ["sv v0", "sv v1"]


@pytest.mark.parametrize("periods", [ACTIVITY, CONTRACT_ENDS, RELEASED_SINCE])
def test_stretches_of_ordered_days_are_those_of_each_day(periods):
    today = 739_000
    days = [0, 0, *sorted({1, *(today + away for away in range(-2000, 1200))}), 3_000_000]
    rows = range(len(days))
    found = {
        name: {*rows[start:end]} for name, start, end in periods.stretches_of(rows, days.__getitem__, today)
    }
    assert found == {name: {row for row in rows if name in periods.of(days[row], today)} for name in found}
    assert [*found] == [*periods.names]
