"""Edits of a text that leave everything else in it alone."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from publiccode.upgrade.tree import Mapping, Scalar, Sequence, is_null

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from collections.abc import Sequence as Many

    from publiccode.upgrade.source import Comment, Source
    from publiccode.upgrade.tree import Entry, Node

_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)*(?:[ \t]+\Z)?")
_PLAIN = re.compile(r"[A-Za-z][\w./-]*(?::[\w./-]+)*")


class CannotEditError(Exception):
    """Raised where the text is written in a way that no edit here can keep; a person can."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` in the place of what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A member of a list that is to be added: text, or a mapping with one key; and its comment."""

    value: str
    key: str = ""
    comment: str = ""

    def block(self) -> str:
        text = f"{self.key}: {plain(self.value)}" if self.key else plain(self.value)
        return f"{text}  {self.comment}" if self.comment else text

    def flow(self) -> str:
        if self.comment:
            raise CannotEditError
        value = {self.key: self.value} if self.key else self.value
        return json.dumps(value, ensure_ascii=False)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all edits made; raise CannotEditError where two of them want the same place.

    Deletions may overlap: both take blank lines along.
    """
    parts = []
    behind = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < behind and edit.text:
            raise CannotEditError
        parts += [text[behind : edit.start], edit.text]
        behind = max(behind, edit.end)
    return "".join([*parts, text[behind:]])


def plain(value: str) -> str:
    """Return a text as YAML, without quotes where it needs none."""
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def replace(node: Node, value: str) -> Edit:
    """Put another text in the place of a scalar, in the quotes that it has."""
    if not isinstance(node, Scalar) or node.marked or node.style in {"|", ">"}:
        raise CannotEditError
    return Edit(node.start, node.end, f"{node.style}{value}{node.style}" if node.style else value)


def put(source: Source, entry: Entry, value: str) -> Edit:
    """Put a text in the place of a value, in the quotes that it has, or in double ones."""
    node = entry.value
    if isinstance(node, Scalar) and node.style:
        return replace(node, value)
    if not isinstance(node, Scalar) or node.marked:
        raise CannotEditError
    blank = "" if node.start and source.text[node.start - 1].isspace() else " "
    return Edit(node.start, node.end, f"{blank}{json.dumps(value)}")


def remove(
    source: Source, holder: Mapping | Sequence, gone: Collection[int], taken: Collection[Comment] = ()
) -> list[Edit]:
    """Take members out of a list or a mapping by their indexes, some of them staying.

    Comments stay, on lines of their own, but for those ``taken`` to another place.
    """
    members = _members(holder)
    if holder.flow:
        return _remove_flow(source, members, gone)
    is_map = isinstance(holder, Mapping)
    column = holder.entries[0].key.column if isinstance(holder, Mapping) else holder.column
    for index in gone:
        if not _has_lines(source, members[index], "" if is_map else "-"):
            raise CannotEditError
    return [_remove_lines(source, extent, column, taken) for extent in _runs(members, gone)]


def remove_entry(
    source: Source, entry: Entry, taken: Collection[Comment] = (), instead: Many[str] = ()
) -> Edit:
    """Take a key of a block mapping out; its comments stay, on lines of their own, above ``instead``."""
    if not _has_lines(source, (entry.start, entry.end), ""):
        raise CannotEditError
    edit = _remove_lines(source, (entry.start, entry.end), entry.key.column, taken, tidy=not instead)
    lines = "".join(line + source.newline for line in instead)
    return Edit(edit.start, edit.end, edit.text + lines)


def append(source: Source, key: Scalar, node: Node, items: Many[Item]) -> list[Edit]:
    """Add members to the end of a list, which may be null so far."""
    if isinstance(node, Sequence) and not node.marked:
        if node.flow:
            return [_append_flow(node, items)]
        return [_lines_after(source, node.items[-1].end, [_dash(node.column, item) for item in items])]
    if is_null(node) and source.stands_alone(key):
        column = key.column + source.list_indent
        behind = [] if node.start == node.end else [Edit(node.start, node.end, "")]
        return [*behind, _lines_after(source, node.end, [_dash(column, item) for item in items])]
    raise CannotEditError


def list_lines(source: Source, column: int, key: str, items: Many[Item]) -> list[str]:
    """Return the lines of a new key that holds a list; ``column`` is that of the key."""
    return [f"{' ' * (column - 1)}{key}:", *(_dash(column + source.list_indent, item) for item in items)]


def list_flow(key: str, items: Many[Item]) -> str:
    """Return a new key that holds a list, for a mapping in braces."""
    return f"{json.dumps(key)}: [{', '.join(item.flow() for item in items)}]"


def comments_behind(source: Source, node: Node | Entry) -> tuple[Comment, ...]:
    """Return the comment that follows a value on its line, if nothing else does."""
    found = source.comments_in(node.end, source.line_end(node.end))
    return tuple(comment for comment in found if not source.text[node.end : comment.start].strip())


def before(source: Source, entry: Entry, lines: Many[str]) -> Edit:
    """Put lines above a key of a block mapping."""
    if not source.stands_alone(entry.key):
        raise CannotEditError
    start = source.line_start(entry.start)
    return Edit(start, start, "".join(line + source.newline for line in lines))


def _members(holder: Mapping | Sequence) -> list[tuple[int, int]]:
    if isinstance(holder, Mapping):
        return [(entry.start, entry.end) for entry in holder.entries]
    return [(item.start, item.end) for item in holder.items]


def _dash(column: int, item: Item) -> str:
    return f"{' ' * (column - 1)}- {item.block()}"


def _lines_after(source: Source, offset: int, lines: Many[str]) -> Edit:
    end = source.line_end(offset)
    return Edit(end, end, "".join(source.newline + line for line in lines))


def _append_flow(node: Sequence, items: Many[Item]) -> Edit:
    added = ", ".join(item.flow() for item in items)
    if not node.items:
        return Edit(node.start + 1, node.end - 1, added)
    end = node.items[-1].end
    return Edit(end, end, f", {added}")


def _has_lines(source: Source, extent: tuple[int, int], sign: str) -> bool:
    """Whether a member of a block stands on lines of its own; one of a list begins with a dash."""
    return source.text[source.line_start(extent[0]) : extent[0]].strip() == sign


def _runs(members: list[tuple[int, int]], gone: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the extents of members that go, neighbours as one."""
    run: list[int] = []
    for index in sorted(gone):
        if run and index > run[-1] + 1:
            yield members[run[0]][0], members[run[-1]][1]
            run = []
        run.append(index)
    if run:
        yield members[run[0]][0], members[run[-1]][1]


def _remove_lines(
    source: Source,
    extent: tuple[int, int],
    column: int,
    taken: Collection[Comment],
    *,
    tidy: bool = True,
) -> Edit:
    start = source.line_start(extent[0])
    end = source.next_line(extent[1])
    kept = [comment for comment in source.comments_in(start, end) if comment not in taken]
    if tidy and not kept and not source.keeps_blank_lines:
        start, end = _with_blank_lines(source.text, start, end)
    indent = " " * (column - 1)
    return Edit(start, end, "".join(f"{indent}{comment.text}{source.newline}" for comment in kept))


def _with_blank_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """Take blank lines along, so that a hole in the text is no wider than one of its sides was."""
    blank = _BLANK_LINES.match(text, end)
    below = blank.end() if blank else end
    above = text.rfind("\n", 0, start - 1) + 1
    is_blank_above = start == 0 or not text[above : start - 1].strip()
    if below == len(text) and is_blank_above:
        while above and not text[text.rfind("\n", 0, above - 1) + 1 : above].strip():
            above = text.rfind("\n", 0, above - 1) + 1
        return above, below
    if is_blank_above or below == len(text):
        return start, below
    return start, end


def _remove_flow(source: Source, members: list[tuple[int, int]], gone: Collection[int]) -> list[Edit]:
    gone = set(gone)
    kept = [index for index in range(len(members)) if index not in gone]
    if not kept:
        raise CannotEditError
    spans = [(members[0][0], members[kept[0]][0]), (members[kept[-1]][1], members[-1][1])]
    spans += [(members[a][1], members[b - 1][1]) for a, b in pairwise(kept)]
    edits = [Edit(start, end, "") for start, end in spans if start < end]
    if any(source.comments_in(edit.start, edit.end) for edit in edits):
        raise CannotEditError
    return edits
