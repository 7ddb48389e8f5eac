"""From the events of a YAML parser to nodes: no recursion, everything counted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from publiccode.finding import Finding, excerpt
from publiccode.nodes import Mapping, Mark, Node, Scalar, Sequence, Unreadable
from publiccode.phrases import A_LIST, A_TEXT, Word, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read at most: bytes of UTF-8, levels of nesting, keys and values (aliases as they are used).

    The figures are riuso's own: the largest of 180 real files has 37 kB, 5 levels and 600 values.
    """

    bytes: int = 1024 * 1024
    depth: int = 100
    values: int = 50_000


class Stopped(Exception):  # noqa: N818 - a decision, not an error: the finding is already written
    """Raised when reading ends early; the finding says why."""


class Builder:
    """Makes the nodes of the first document, and findings of what nobody can mean."""

    def __init__(self, limits: Limits) -> None:
        self.findings: list[Finding] = []
        self.has_directive = False
        self.root: Node | None = None
        self._limits = limits
        self._values = 0
        self._items: list[Node] = []
        self._stack: list[tuple[Any, list[Node], int]] = []
        self._anchors: dict[str, tuple[Node | None, int]] = {}
        self._handlers: dict[type, Callable[[Any], None]] = {
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def build(self, events: Iterable[Any]) -> None:
        """Fill ``root``; raise :class:`Stopped` at a limit."""
        handlers = self._handlers
        anchors = self._anchors
        scalar_event, scalar = yaml.ScalarEvent, Scalar
        append = self._items.append
        # A value has at most two events, the start and the end of a list or map.
        for event in islice(events, 2 * self._limits.values + 10):
            kind = event.__class__
            if kind is scalar_event:
                node = scalar(event.start_mark, event.tag, event.value, event.style)
                append(node)
                if event.anchor is not None:
                    anchors[event.anchor] = (node, 1)
            elif kind in handlers:
                handlers[kind](event)
                append = self._items.append
        if self._stack:
            self._stop("file/too-many-values", self._stack[-1][0].start_mark, self._limits.values)
        if self.root is None and self._items:
            self.root = self._items[0]

    def _start(self, event: Any) -> None:
        self._stack.append((event, self._items, self._values))
        self._items = []
        if event.anchor is not None:
            self._anchors[event.anchor] = (None, 0)
        if len(self._stack) > self._limits.depth:
            self._stop("file/too-deep", event.start_mark, self._limits.depth)

    def _end(self, event: Any) -> None:
        start, parent, before = self._stack.pop()
        items = self._items
        self._values += len(items)
        # Before any map is made: what is merged into it has been counted with its alias.
        if self._values > self._limits.values:
            self._stop("file/too-many-values", start.start_mark, self._limits.values)
        node: Node
        if event.__class__ is yaml.MappingEndEvent:
            node = Mapping(start.start_mark, start.tag, self._entries(items))
        else:
            node = Sequence(start.start_mark, start.tag, items)
        if start.anchor is not None:
            self._anchors[start.anchor] = (node, self._values - before + 1)
        parent.append(node)
        self._items = parent

    def _entries(self, flat: list[Node]) -> dict[str, tuple[Scalar, Node]]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        merged: list[tuple[Scalar, Node]] = []
        for key, value in zip(flat[::2], flat[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._find("file/key-not-text", key.mark)
                continue
            name = key.value
            if name == "<<" and key.is_plain:
                merged.append((key, value))
            elif name in entries:
                first = entries[name][0]
                words = {"first_line": str(first.line), "first_column": str(first.column)}
                self._find("file/duplicate-key", key.mark, name=excerpt(name), **words)
            else:
                entries[name] = (key, value)
        for key, value in merged:
            self._merge(entries, key, value)
        return entries

    def _merge(self, entries: dict[str, tuple[Scalar, Node]], key: Scalar, value: Node) -> None:
        for source in value.items if isinstance(value, Sequence) else (value,):
            if isinstance(source, Mapping):
                entries.update((name, entry) for name, entry in source.entries.items() if name not in entries)
            elif not source.is_null and not isinstance(source, Unreadable):
                self._find(
                    "file/not-mergeable",
                    key.mark,
                    found=say(A_TEXT if isinstance(source, Scalar) else A_LIST),
                )

    def _alias(self, event: Any) -> None:
        name = event.anchor
        node, size = self._anchors.get(name, (None, -1))
        self._values += max(size - 1, 0)
        if node is None:
            kind = "file/unknown-anchor" if size < 0 else "file/recursive-anchor"
            self._find(kind, event.start_mark, name=excerpt(name))
            node = Unreadable(event.start_mark)
        self._items.append(node)

    def _document(self, event: Any) -> None:
        if self._items:
            self.root = self._items[0]
            self._stop("file/several-documents", event.start_mark)
        self.has_directive = event.version is not None or bool(event.tags)

    def _find(self, kind: str, mark: Mark, **words: Word) -> None:
        self.findings.append(Finding(kind, "", "", mark.line + 1, mark.column + 1, words))

    def _stop(self, kind: str, mark: Mark, limit: int | None = None) -> NoReturn:
        words: dict[str, Word] = {} if limit is None else {"limit": f"{limit:,}"}
        self._find(kind, mark, **words)
        raise Stopped
