"""Facts too many for code, as data files that name their source and date.

In a text file a line is a value and a line with ``#`` a comment. Of some lists whoever runs riuso may have
newer ones (``riuso lists``): :func:`prefer` says where they are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TypeVar

IPA_CODES = "ipa_codes.txt"
OEMBED_PATTERNS = "oembed_patterns.txt"

Read = Callable[[str], str | None]
"""Returns the text of a list by the name of its file, None where there is none."""

_DATE = re.compile(r"^#.*\bstate of (\d{4}-\d{2}-\d{2})\b", re.MULTILINE)
_SOURCE = re.compile(r"^# Source: (.+?),? state of ", re.MULTILINE)
_forget: list[Callable[[], None]] = []
_Result = TypeVar("_Result")
_preferred: list[Read] = []


def remembered(function: Callable[[], _Result]) -> Callable[[], _Result]:
    """Compute what is made of a list once, and again when other lists are preferred."""
    cached = cache(function)
    _forget.append(cached.cache_clear)
    return cached


def prefer(read: Read) -> None:
    """Take from ``read`` each list that is newer there than the one that comes with riuso."""
    _preferred[:] = [read]
    for forget in _forget:
        forget()


def lines(name: str) -> tuple[str, ...]:
    """Return the values in the newest list of this name."""
    return tuple(line for line in text_of(name).splitlines() if line and not line.startswith("#"))


def text_of(name: str) -> str:
    """Return the newest list of this name, whole."""
    own = text(name)
    others = [other for read in _preferred if (other := read(name)) is not None]
    return max([own, *others], key=date_of)


def text(name: str) -> str:
    """Return a data file of this package, whole."""
    from importlib.resources import files  # noqa: PLC0415 - of use only where a list is asked for

    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def date_of(content: str) -> str:
    """Return the date (``YYYY-MM-DD``) that a list says of itself, an empty text where it says none."""
    found = _DATE.search(content)
    return found[1] if found else ""


def source_of(content: str) -> str:
    """Return the source that a list names."""
    found = _SOURCE.search(content)
    return found[1] if found else ""
