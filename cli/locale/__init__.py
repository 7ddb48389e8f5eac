"""The catalogs of :mod:`cli.words`."""

from __future__ import annotations

from cli import words

Message = str | tuple[str, str]


def messages() -> dict[Message, list[str]]:
    """Return every message, those of a number as pairs, with its name."""
    found: dict[Message, list[str]] = {}
    for name, message in vars(words).items():
        if name.isupper() and isinstance(message, str | tuple):
            found.setdefault(message, []).append(name)
    return found
