"""What a YAML text is read into: positioned nodes whose scalars keep their text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

_NULL_TAG = "tag:yaml.org,2002:null"
_BOOLEAN_TAG = "tag:yaml.org,2002:bool"
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""How null is written, where it is written without quotes."""


class Mark(Protocol):
    """A place in a text, counted from 0 in code points."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Node(msgspec.Struct, gc=False):
    """A value and where it starts. ``line`` and ``column`` count from 1, in code points.

    A msgspec structure, as thousands are made a second: it costs a third of what a class of Python
    costs, and nodes never refer back, so that the garbage collector need not look at them.
    """

    mark: Mark
    tag: str | None = None

    @property
    def line(self) -> int:
        return self.mark.line + 1

    @property
    def column(self) -> int:
        return self.mark.column + 1

    @property
    def is_null(self) -> bool:
        return False


class Scalar(Node, gc=False):
    """A single value, always text: nothing is turned into a number, a date or a boolean.

    ``style`` is ``"'"`` or ``'"'`` for a quoted value, ``"|"`` or ``">"`` for a block, else empty.
    """

    value: str = ""
    style: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is written without quotes, block sign or tag, so that YAML may guess its type."""
        return not self.style and self.tag is None

    @property
    def is_null(self) -> bool:
        if self.value not in NULLS:
            return False
        return self.is_plain or self.tag == _NULL_TAG

    @property
    def boolean(self) -> bool | None:
        """The boolean that YAML 1.2's core schema sees here, None where it sees none."""
        return _BOOLEANS.get(self.value) if self.is_plain or self.tag == _BOOLEAN_TAG else None


class Sequence(Node, gc=False):
    """A list."""

    items: list[Node] = []

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


class Unreadable(Node, gc=False):
    """A value that an alias names and that is nowhere: a problem by itself, not the source of more."""


class Mapping(Node, gc=False):
    """A map with text keys, in the file's order; of a key given twice the first stands."""

    entries: dict[str, tuple[Scalar, Node]] = {}

    def get(self, name: str) -> Node | None:
        """Return the value of a key, None where the key is missing or its value is null."""
        entry = self.entries.get(name)
        return None if entry is None or entry[1].is_null else entry[1]

    def key(self, name: str) -> Scalar | None:
        """Return the key itself, for its place."""
        entry = self.entries.get(name)
        return entry[0] if entry else None

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)
