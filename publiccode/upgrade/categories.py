"""The step from ``tags``, of version 0.1, to ``categories``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.upgrade.editing import (
    CannotEditError,
    Edit,
    Item,
    append,
    before,
    comments_behind,
    list_flow,
    list_lines,
    remove,
    remove_entry,
    replace,
)
from publiccode.upgrade.step import Step, change
from publiccode.upgrade.tree import Scalar, Sequence
from publiccode.vocabularies import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publiccode.upgrade.source import Comment, Source
    from publiccode.upgrade.tree import Entry, Node


def tags(source: Source) -> Iterator[Step]:
    """Tags that are categories move there; where all are, the key takes the new name."""
    entry = source.root.entry("tags")
    if entry is None or not isinstance(entry.value, Sequence) or entry.value.marked:
        return
    items = entry.value.items
    known = [index for index, item in enumerate(items) if _is_category(item)]
    if len(known) == len(items) and source.root.entry("categories") is None:
        told = change("renamed", ("tags",), entry.key, new="categories")
        yield Step((told,), lambda: [replace(entry.key, "categories")], renamed={("tags",): "categories"})
    elif known:
        changes = tuple(
            change("moved-tag", ("tags", index), items[index], value=_value(items[index])) for index in known
        )
        touched = frozenset({("tags",), ("categories",)})
        yield Step(changes, lambda: _move(source, entry, known), touched)


def _is_category(item: Node) -> bool:
    return isinstance(item, Scalar) and not item.marked and item.value in CATEGORIES


def _value(item: Node) -> str:
    return item.value if isinstance(item, Scalar) else ""


def _move(source: Source, entry: Entry, known: list[int]) -> list[Edit]:
    holder = entry.value
    assert isinstance(holder, Sequence)  # noqa: S101 - see tags()
    categories = source.root.entry("categories")
    there = set()
    if categories is not None and isinstance(categories.value, Sequence):
        there = {_value(item) for item in categories.value.items}
    moved: list[Item] = []
    taken: set[Comment] = set()
    for index in known:
        item = holder.items[index]
        if _value(item) in there:
            continue
        there.add(_value(item))
        comments = () if holder.flow else comments_behind(source, item)
        taken.update(comments)
        moved.append(Item(_value(item), comment="".join(comment.text for comment in comments)))
    if len(known) < len(holder.items):
        edits = remove(source, holder, known, taken)
    elif source.root.flow:
        edits = remove(source, source.root, [source.root.entries.index(entry)])
    else:
        edits = [remove_entry(source, entry, taken)]
    return [*edits, *_add(source, entry, categories, moved)]


def _add(source: Source, tags: Entry, categories: Entry | None, moved: list[Item]) -> list[Edit]:
    if not moved:
        return []
    if categories is not None:
        return append(source, categories.key, categories.value, moved)
    if source.root.flow:
        return [Edit(tags.start, tags.start, f"{list_flow('categories', moved)}, ")]
    if not source.stands_alone(tags.key):
        raise CannotEditError
    return [before(source, tags, list_lines(source, tags.key.column, "categories", moved))]
