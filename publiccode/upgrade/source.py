"""A file's text beside its tree: lines, comments and the habits of its author."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from publiccode import nodes
from publiccode.loader import load
from publiccode.upgrade.tree import Mapping, Scalar, Sequence, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publiccode.upgrade.tree import Node

_BYTE_ORDER_MARK = "\ufeff"
_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\r\n]*", re.MULTILINE)
_BLOCK_HEADER = re.compile(r"(?:[&!]\S*\s+)*[|>][-+0-9]*(?=[ \t]*\r?$|[ \t]+#)", re.MULTILINE)
# Line breaks of YAML 1.1 only, which would shift every place; see publiccode.loader.
_OLD_BREAKS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
# After these findings nothing of the file, or not all of it, is known.
_UNREADABLE = frozenset(
    {
        "file/too-large",
        "file/not-utf8",
        "file/control-character",
        "file/syntax",
        "file/too-deep",
        "file/too-many-values",
        "file/recursive-anchor",
    }
)


@dataclass(frozen=True, slots=True)
class Comment:
    start: int
    text: str


class UnreadableError(Exception):
    """Raised where a text can't be read as a publiccode.yml; validation says why."""


class Source:
    """The text of a file without its byte order mark, and the mapping that it holds."""

    def __init__(self, text: str, root: Mapping, scalars: list[Scalar]) -> None:
        self.text = text
        self.root = root
        self._scalars = scalars

    @cached_property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        return tuple(self._comments())

    def _comments(self) -> Iterator[Comment]:
        behind = 0
        for scalar in self._scalars:
            yield from self._between(behind, scalar.start)
            behind = scalar.end
            if scalar.style in {"|", ">"}:
                header = _BLOCK_HEADER.match(self.text, scalar.start)
                if header:
                    yield from self._between(header.end(), self.line_end(header.end()))
        yield from self._between(behind, len(self.text))

    def _between(self, start: int, end: int) -> Iterator[Comment]:
        for match in _COMMENT.finditer(self.text, start, end):
            yield Comment(match.start(), match[0].rstrip())

    def comments_in(self, start: int, end: int) -> tuple[Comment, ...]:
        low = bisect_left(self.comments, start, key=lambda comment: comment.start)
        high = bisect_left(self.comments, end, key=lambda comment: comment.start)
        return self.comments[low:high]

    def line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Return where the line ends, its line break left out."""
        at = self.text.find("\n", offset)
        if at < 0:
            return len(self.text)
        return at - 1 if at > offset and self.text[at - 1] == "\r" else at

    def next_line(self, offset: int) -> int:
        """Return where the next line starts; the end of the text where there is none."""
        at = self.text.find("\n", offset)
        return len(self.text) if at < 0 else at + 1

    def stands_alone(self, node: Node) -> bool:
        """Whether only blanks stand before the node on its line."""
        return not self.text[self.line_start(node.start) : node.start].strip()

    @cached_property
    def keeps_blank_lines(self) -> bool:
        """Whether blank lines belong to a value: those below a block text marked with ``+`` do."""
        blocks = (scalar for scalar in self._scalars if scalar.style in {"|", ">"})
        headers = (_BLOCK_HEADER.match(self.text, block.start) for block in blocks)
        return any(header is None or "+" in header[0] for header in headers)

    @cached_property
    def list_indent(self) -> int:
        """By how much the author indents a list below its key; 2 where nothing shows it."""
        return next(_list_indents(self.root), 2)

    @cached_property
    def map_indent(self) -> int:
        """By how much the author indents a map below its key; 2 where nothing shows it."""
        return next(_map_indents(self.root), 2)


def read(text: str) -> Source:
    """Return the source of a text without byte order mark.

    Raises UnreadableError where it holds no keys and values.
    """
    document = load(text)
    if any(finding.kind in _UNREADABLE for finding in document.findings):
        raise UnreadableError
    if not isinstance(document.root, nodes.Mapping):
        raise UnreadableError
    root, scalars = parse(text.translate(_OLD_BREAKS))
    assert isinstance(root, Mapping)  # noqa: S101 - the loader has seen it
    return Source(text, root, scalars)


def _list_indents(root: Mapping) -> Iterator[int]:
    for entry in root.entries:
        if isinstance(entry.value, Sequence) and not entry.value.flow and not entry.value.marked:
            yield entry.value.column - entry.key.column
        if isinstance(entry.value, Mapping):
            yield from _list_indents(entry.value)


def _map_indents(root: Mapping) -> Iterator[int]:
    for entry in root.entries:
        if isinstance(entry.value, Mapping) and not entry.value.flow and entry.value.entries:
            yield entry.value.entries[0].key.column - entry.key.column
            yield from _map_indents(entry.value)
