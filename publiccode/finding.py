"""What a check has found, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publiccode.nodes import Node
from publiccode.phrases import Word


@dataclass(slots=True)
class Finding:
    """``path`` is the key as the standard names it, ``key`` the key in this file.

    ``path`` is empty for rules of the whole file, whose kind is their code. ``words`` fill the templates
    of the rule. ``node`` is the value in question, None where there is none.
    """

    kind: str
    path: str
    key: str
    line: int
    column: int
    words: Mapping[str, Word] = field(default_factory=dict)
    node: Node | None = None

    @property
    def code(self) -> str:
        return f"{self.path}/{self.kind}" if self.path else self.kind


def excerpt(value: str, length: int = 60) -> str:
    """Return a stranger's text as one short line for a message: no control characters, no line ends."""
    line = "".join(letter if letter.isprintable() else " " for letter in value[: length + 1])
    return f"{line[: length - 1]}…" if len(line) > length else line
