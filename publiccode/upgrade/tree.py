"""YAML as it stands in a text: nodes that know where they begin and end, nothing merged or resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]
"""Where a value is: the keys and the list indexes that lead to it."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True, eq=False)
class Node:
    """``start`` and ``end`` are offsets in code points; ``line`` and ``column`` count from 1.

    The end of a block value is behind its last character that is no blank. A ``marked`` node has an anchor
    or a tag: what else refers to it is not known here.
    """

    start: int
    end: int
    line: int
    column: int
    marked: bool = False


@dataclass(slots=True, eq=False)
class Scalar(Node):
    """``style`` is a quote, ``|`` or ``>``, empty for a plain value; ``value`` is its text."""

    value: str = ""
    style: str = ""

    @property
    def is_null(self) -> bool:
        return not self.style and not self.marked and self.value in {"", "~", "null", "Null", "NULL"}


@dataclass(slots=True, eq=False)
class Alias(Node):
    """A reference to an anchor, as written."""

    name: str = ""


@dataclass(slots=True, eq=False)
class Sequence(Node):
    items: list[Node] = field(default_factory=list)
    flow: bool = False


@dataclass(slots=True, eq=False)
class Entry:
    """One key of a mapping with its value."""

    key: Scalar
    value: Node

    @property
    def start(self) -> int:
        return self.key.start

    @property
    def end(self) -> int:
        return max(self.key.end, self.value.end)


@dataclass(slots=True, eq=False)
class Mapping(Node):
    """Every entry in the text's order; keys that are no scalars are left out."""

    entries: list[Entry] = field(default_factory=list)
    flow: bool = False

    def entry(self, name: str) -> Entry | None:
        """Return the first entry of that name."""
        return next((entry for entry in self.entries if entry.key.value == name), None)

    def get(self, name: str) -> Node | None:
        """Return the value of a key, None where the key is missing or its value is null."""
        entry = self.entry(name)
        return None if entry is None or is_null(entry.value) else entry.value


def is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null


def at(root: Node, path: Path) -> Node | None:
    """Return the value at a path; None where there is none, or null."""
    node: Node | None = root
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def parse(text: str) -> tuple[Node, list[Scalar]]:
    """Return the first document's root and all its scalars, in the text's order.

    The text has passed :func:`publiccode.loader.load`: it is well formed, and its size and depth are bounded.
    """
    composer = _Composer(text)
    parser = _Loader(text)
    try:
        while not isinstance(event := parser.get_event(), yaml.DocumentEndEvent):
            composer.take(event)
    finally:
        parser.dispose()
    return composer.done[0], composer.scalars


class _Composer:
    def __init__(self, text: str) -> None:
        self.scalars: list[Scalar] = []
        self.done: list[Node] = []
        self._text = text
        self._open: list[tuple[Any, list[Node]]] = []

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.CollectionStartEvent):
            self._open.append((event, self.done))
            self.done = []
        elif isinstance(event, yaml.CollectionEndEvent):
            start, outer = self._open.pop()
            outer.append(self._collection(start, event, self.done))
            self.done = outer
        elif isinstance(event, yaml.ScalarEvent):
            scalar = Scalar(*self._extent(event, event), value=event.value, style=event.style or "")
            self.scalars.append(scalar)
            self.done.append(scalar)
        elif isinstance(event, yaml.AliasEvent):
            self.done.append(Alias(*self._extent(event, event), name=event.anchor or ""))

    def _collection(self, start: Any, end: Any, children: list[Node]) -> Node:
        flow = bool(start.flow_style)
        extent = self._extent(start, end)
        if not flow:
            last = max((child.end for child in children), default=extent[0])
            extent = (extent[0], last, *extent[2:])
        if isinstance(start, yaml.SequenceStartEvent):
            return Sequence(*extent, items=children, flow=flow)
        pairs = zip(children[::2], children[1::2], strict=True)
        entries = [Entry(key, value) for key, value in pairs if isinstance(key, Scalar)]
        return Mapping(*extent, entries=entries, flow=flow)

    def _extent(self, first: Any, last: Any) -> tuple[int, int, int, int, bool]:
        mark = first.start_mark
        end = last.end_mark.index
        if getattr(first, "style", None) in {"|", ">"}:
            end = mark.index + len(self._text[mark.index : end].rstrip())
        # Only scalars, lists and maps have a tag; of an alias the anchor is its name.
        marked = not isinstance(first, yaml.AliasEvent) and bool(first.anchor or first.tag)
        return mark.index, end, mark.line + 1, mark.column + 1, marked
