"""Upgrades, each checked for changing nothing the second time."""

from __future__ import annotations

from textwrap import dedent

from publiccode.upgrade import Upgrade, upgrade


def done(before: str, after: str) -> Upgrade:
    """Upgrade twice and compare with what should come out."""
    result = upgrade(dedent(before))
    assert result.text == dedent(after)
    again = upgrade(result.text)
    assert again.text == result.text
    assert again.done == ()
    assert again.asks == result.asks
    return result


def asked(text: str) -> dict[str, tuple[str, ...]]:
    """The choices of every question by the key that it is about; the text stays as it is."""
    result = upgrade(dedent(text))
    assert result.text == dedent(text)
    assert result.done == ()
    return {ask.key: ask.choices for ask in result.asks}
