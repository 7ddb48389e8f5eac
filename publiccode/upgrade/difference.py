"""What an upgrade changes, as a unified diff."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def difference(path: str, old: str, new: str) -> Iterator[str]:
    """Yield the lines of a unified diff, with their line ends, as ``git apply`` reads them.

    ``path`` is that of the file in its repository, with ``/``.
    """
    name = path.lstrip("/")
    for line in unified_diff(_lines(old), _lines(new), f"a/{name}", f"b/{name}"):
        yield line
        if not line.endswith("\n"):
            yield "\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Split at line feeds only: git takes no other character for a line's end."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [line for line in text.split("\n")[-1:] if line]
