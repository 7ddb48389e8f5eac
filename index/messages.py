"""Marks what is said in a reader's language, for those who collect messages to translate."""

from __future__ import annotations


def msg(message: str) -> str:
    """Mark a message that stands in a table, to be said later by :class:`index.pages.wording.Wording`."""
    return message


def plural(one: str, other: str) -> tuple[str, str]:
    """Mark a message with a form for one and one for any other number."""
    return one, other
