"""Text from strangers in Markdown: shown as it is, calling nobody, linking nothing, ending nothing."""

from __future__ import annotations

import re

from index.pages.text import clean

_SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|~<>&$])")
_CALLS = re.compile(r"[@#](?=\w)")
_ADDRESS = re.compile(r"(?i)(?<=\w):(?=//)|(?<=www)\.")
_TICKS = re.compile(r"`+")
_NOTHING = "\u200b"
"""A space without width: what it parts is no name, number or address any more."""


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    line = " ".join(clean(text).split())
    parted = _ADDRESS.sub(lambda found: found[0] + _NOTHING, _CALLS.sub(lambda f: f[0] + _NOTHING, line))
    return _SIGNS.sub(r"\\\1", parted)


def code(text: str) -> str:
    """Return a text as code within a line."""
    line = " ".join(clean(text).split())
    ticks = "`" * (_longest(line) + 1)
    space = " " if line.startswith("`") or line.endswith("`") or not line else ""
    return f"{ticks}{space}{line}{space}{ticks}"


def fenced(text: str, kind: str) -> str:
    """Return lines as a block of code that nothing in them ends."""
    fence = "`" * max(3, _longest(text) + 1)
    return f"{fence}{kind}\n{text.rstrip(chr(10))}\n{fence}"


def _longest(text: str) -> int:
    return max((len(found) for found in _TICKS.findall(text)), default=0)
