"""Where the contents of the Italian section go: ``supports`` and ``organisation``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from publiccode.checks.uri import ipa_code
from publiccode.upgrade.editing import CannotEditError, Edit, Item, append, list_flow, list_lines, plain, put
from publiccode.upgrade.tree import Mapping, Scalar, Sequence, is_null

if TYPE_CHECKING:
    from collections.abc import Sequence as Many

    from publiccode.upgrade.source import Source
    from publiccode.upgrade.tree import Entry


def code_is_known(code: str) -> bool:
    """Whether the Italian index of administrations has a code; letter case is free."""
    return bool(code) and ipa_code(code) is None


def supports_takes(root: Mapping) -> bool:
    """Whether ``supports`` is missing, null or a list, so that something can be added."""
    node = root.get("supports")
    return node is None or (isinstance(node, Sequence) and not node.marked)


def supported(root: Mapping) -> set[str]:
    """Return the identifiers that ``supports`` names."""
    node = root.get("supports")
    items = node.items if isinstance(node, Sequence) else []
    identifiers = (item.get("id") for item in items if isinstance(item, Mapping))
    return {identifier.value for identifier in identifiers if isinstance(identifier, Scalar)}


def organisation_takes(root: Mapping, uri: str) -> bool | None:
    """Whether ``organisation`` lacks a uri; False where it has this one, None where it says otherwise."""
    node = root.get("organisation")
    if node is None:
        return True
    if not isinstance(node, Mapping) or node.marked:
        return None
    entry = node.entry("uri")
    if entry is None or is_null(entry.value):
        return True
    is_same = isinstance(entry.value, Scalar) and entry.value.value.strip().lower() == uri.lower()
    return False if is_same else None


def insertion(
    source: Source, section: Entry, supports: Many[Item], uri: str
) -> tuple[list[Edit], list[str], list[str]]:
    """Return edits of keys that are there, and new keys for the section's place: as lines, and for braces."""
    edits: list[Edit] = []
    lines: list[str] = []
    flow: list[str] = []
    if uri:
        edit = _into_organisation(source, uri)
        if edit is not None:
            edits.append(edit)
        elif source.root.flow:
            flow.append(f'"organisation": {json.dumps({"uri": uri})}')
        else:
            lines += _organisation_lines(source, section.key.column, uri)
    entry = source.root.entry("supports")
    if supports and entry is not None:
        edits += append(source, entry.key, entry.value, supports)
    elif supports and source.root.flow:
        flow.append(list_flow("supports", supports))
    elif supports:
        lines += list_lines(source, section.key.column, "supports", supports)
    return edits, lines, flow


def _organisation_lines(source: Source, column: int, uri: str) -> list[str]:
    indent = " " * (column - 1)
    return [f"{indent}organisation:", f"{indent}{' ' * source.map_indent}uri: {plain(uri)}"]


def _into_organisation(source: Source, uri: str) -> Edit | None:
    """Return the edit that gives an ``organisation`` that is there its uri; None where there is none."""
    entry = source.root.entry("organisation")
    if entry is None:
        return None
    node = entry.value
    there = node.entry("uri") if isinstance(node, Mapping) else None
    if there is not None:
        return put(source, there, uri)
    if isinstance(node, Mapping) and node.flow:
        comma = ", " if node.entries else ""
        return Edit(node.start + 1, node.start + 1, f'"uri": {json.dumps(uri)}{comma}')
    if isinstance(node, Mapping):
        first = node.entries[0].key
        if not source.stands_alone(first):
            raise CannotEditError
        start = source.line_start(first.start)
        return Edit(start, start, f"{' ' * (first.column - 1)}uri: {plain(uri)}{source.newline}")
    if not is_null(node) or node.start != node.end or source.root.flow:
        raise CannotEditError
    end = source.line_end(node.end)
    column = entry.key.column + source.map_indent
    return Edit(end, end, f"{source.newline}{' ' * (column - 1)}uri: {plain(uri)}")
