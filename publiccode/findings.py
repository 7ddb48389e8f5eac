"""Where the checks of one file leave what they find, and what they are told about the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.finding import Finding
from publiccode.nodes import Unreadable

if TYPE_CHECKING:
    from publiccode.checks.path import Files
    from publiccode.nodes import Node
    from publiccode.phrases import Word

ENOUGH = 2000
"""As many findings are never told: to judge on would be a waste of time."""


class Findings:
    """The findings of one file, and the facts from outside that some checks compare with."""

    __slots__ = ("files", "found", "helped", "repository", "today")

    def __init__(self, *, files: Files | None, repository: str | None, today: str | None) -> None:
        self.found: list[Finding] = []
        self.files = files
        self.repository = repository
        self.today = today
        self.helped = 0

    def add(
        self, kind: str, path: str, key: str, place: Node, node: Node | None = None, **words: Word
    ) -> None:
        """Note that a rule is broken at a place."""
        self.found.append(Finding(kind, path, key, place.line, place.column, words, node))

    def add_value(self, kind: str, path: str, key: str, name: Node | None, node: Node, **words: Word) -> None:
        """Note that a value breaks a rule: its place is its own, or its key's where that is a line above."""
        if isinstance(node, Unreadable):
            return
        place = node if name is None or name.line == node.line else name
        self.found.append(Finding(kind, path, key, place.line, place.column, words, node))

    def may_help(self) -> bool:
        """Whether a search for what was meant is still worth its time: not in a file full of nonsense."""
        self.helped += 1
        return self.helped <= 50
