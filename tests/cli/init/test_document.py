from __future__ import annotations

import json
from typing import Any

import pytest

from cli.init.document import Todo, scalar, written
from publiccode.loader import load


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "no",
        "Yes",
        "1.10",
        "a: b",
        "a #b",
        "- a",
        "é è",
        "x ",
        "",
        "null",
        "a\tb",
        '"',
        "https://a.b/c#d",
        "a, b",
    ],
)
def test_a_scalar_is_read_as_what_was_written(text):
    root: Any = load(f"k: {scalar(text)}\nl: [{json.dumps(text)}]").root
    assert root.entries["k"][1].value == text
    assert root.entries["k"][1].boolean is None


def test_a_group_of_which_everything_is_missing_is_a_comment():
    values = {"a": {"b": Todo("1"), "c": {"d": Todo("\n  - 2")}}, "e": {"f": "x", "g": Todo("3")}}
    assert written(values).splitlines()[1:] == [
        "# a:",
        "#   b: 1",
        "#   c:",
        "#     d:",
        "#       - 2",
        "e:",
        "  f: x",
        "  # g: 3",
    ]
