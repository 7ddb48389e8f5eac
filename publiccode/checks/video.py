"""Videos: pages that a catalogue can embed, because their provider speaks oEmbed."""

from __future__ import annotations

from publiccode.checks.fault import Fault
from publiccode.checks.urls import http_url
from publiccode.data import OEMBED_PATTERNS, lines, remembered
from publiccode.finding import excerpt

_LONGEST = 2048


# As many first characters tell most providers apart.
_HEAD = 14


@remembered
def _patterns() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return the providers' patterns by their first characters, those with an early star under none.

    Each is the text before its first star, and the parts after it.
    """
    patterns: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for pattern in lines(OEMBED_PATTERNS):
        first, *rest = pattern.split("*")
        head = first[:_HEAD] if len(first) >= _HEAD else ""
        patterns.setdefault(head, []).append((first, tuple(rest)))
    return patterns


def check(text: str) -> Fault | None:
    """Check a video's address: an http URL that a provider of the oEmbed registry serves."""
    fault = http_url(text)
    if fault is not None:
        return fault
    if len(text) <= _LONGEST and is_embeddable(text):
        return None
    return Fault("not-embeddable", {"value": excerpt(text)})


def is_embeddable(url: str) -> bool:
    """Whether a pattern of the oEmbed registry fits the whole URL, letter case included."""
    patterns = _patterns()
    near = (*patterns.get(url[:_HEAD], ()), *patterns.get("", ()))
    return any(url.startswith(first) and _fits(url[len(first) :], rest) for first, rest in near)


def _fits(text: str, parts: tuple[str, ...]) -> bool:
    if not parts:
        return not text
    *middle, last = parts
    at = 0
    for part in middle:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(text) - at >= len(last) and text.endswith(last)
