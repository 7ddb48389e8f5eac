"""Facts too many for code, as data files that name their source and date.

In a text file a line is a value and a line with ``#`` a comment.
"""

from __future__ import annotations


def text(name: str) -> str:
    """Return a data file of this package, whole."""
    from importlib.resources import files  # noqa: PLC0415 - of use only where a list is asked for

    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def lines(name: str) -> tuple[str, ...]:
    """Return the values in a data file of this package."""
    return tuple(line for line in text(name).splitlines() if line and not line.startswith("#"))
