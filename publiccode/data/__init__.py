"""Lists too long for code, as text files: a line is a value, a line with ``#`` names source and date."""

from __future__ import annotations


def lines(name: str) -> tuple[str, ...]:
    """Return the values in a data file of this package."""
    from importlib.resources import files  # noqa: PLC0415 - of use only where a list is asked for

    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
