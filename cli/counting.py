"""Says how many there are of something, in English."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return ``1 file`` or ``2 files``; ``many`` is the plural where it is not that of most words."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
