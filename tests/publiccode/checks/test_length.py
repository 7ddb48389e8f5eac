from __future__ import annotations

import pytest

from publiccode.checks.length import count, length

FAMILY = "\U0001f468‍\U0001f469‍\U0001f467"
COMBINED = "e\u0301"


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("", 0),
        ("abc", 3),
        ("à", 1),
        (COMBINED, 1),
        (FAMILY, 1),
        ("\r\n", 1),
        ("a\r\nb", 3),
        ("\n\n", 2),
        ("नि", 1),
        ("“x”", 3),
    ],
)
def test_people_s_letters_are_counted(text, clusters):
    assert count(text, 99) == clusters
    assert count(text, 0) == 0


@pytest.mark.parametrize("letter", ["a", "à", "”", COMBINED, FAMILY, "\r\n", "汉"])
def test_bounds_are_included(letter):
    check = length(least=3, most=5)
    assert [check(letter * size) is None for size in range(1, 7)] == [False, False, True, True, True, False]


def test_a_fault_names_the_count():
    check = length(least=150, most=10_000)
    short, long = check("à" * 149), check("à" * 10_001)
    assert short is not None
    assert long is not None
    assert (short.kind, short.words["count"]) == ("too-short", "149")
    assert (long.kind, long.words["count"]) == ("too-long", "10,001")
    assert check("") is None
