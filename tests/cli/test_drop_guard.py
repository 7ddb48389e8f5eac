from __future__ import annotations

import pytest

from cli.drop_guard import DropLimit, why_held


def ids(number: int, start: int = 0) -> frozenset[str]:
    return frozenset(f"software-{n:03}" for n in range(start, start + number))


@pytest.mark.parametrize(
    ("before", "after", "limit"),
    [
        (ids(0), ids(0), DropLimit()),
        (ids(0), ids(3), DropLimit(minimum=10)),
        (ids(100), ids(90), DropLimit(share=0.10)),
        (ids(100), ids(150), DropLimit()),
        (ids(5), ids(5), DropLimit(minimum=10)),
        (ids(20), ids(10), DropLimit(share=0.5, minimum=10)),
    ],
)
def test_what_is_published(before, after, limit):
    assert why_held(before, after, limit) is None


def test_more_than_the_share_is_held_and_named():
    reason = why_held(ids(100), ids(89), DropLimit(share=0.10))

    assert reason is not None
    assert reason.startswith("11 of 100 published software would go, more than 10%: software-089, ")
    assert reason.endswith("and 6 more")


def test_new_software_does_not_make_up_for_what_goes():
    assert why_held(ids(100), ids(100, start=50), DropLimit()) is not None


def test_fewer_than_the_minimum_is_held():
    reason = why_held(ids(20), ids(19), DropLimit(share=1.0, minimum=20))

    assert reason == "19 software would be left of 20, fewer than 20"
