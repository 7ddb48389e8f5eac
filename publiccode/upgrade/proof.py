"""Proof that an upgrade lost and invented nothing: comments and untouched values are the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from publiccode.upgrade.tree import Alias, Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publiccode.upgrade.source import Source
    from publiccode.upgrade.step import Step
    from publiccode.upgrade.tree import Node, Path


def keeps_all(old: Source, new: Source, steps: Iterable[Step]) -> bool:
    """Whether ``new`` differs from ``old`` only where the steps say so, and has every comment."""
    steps = tuple(steps)
    renamed = {path: name for step in steps for path, name in step.renamed.items()}
    touched = {path for step in steps for path in step.touched}
    touched |= {_new_path(path, renamed) for path in touched}
    before = Counter(
        (_new_path(path, renamed), value)
        for path, value in _leaves(old.root, ())
        if not _is_within(path, touched)
    )
    after = Counter((path, value) for path, value in _leaves(new.root, ()) if not _is_within(path, touched))
    return before == after and _comments(old) == _comments(new)


def _comments(source: Source) -> Counter[str]:
    return Counter(comment.text for comment in source.comments)


def _new_path(path: Path, renamed: dict[Path, str]) -> Path:
    return tuple(renamed.get(path[: index + 1], part) for index, part in enumerate(path))


def _is_within(path: Path, touched: set[Path]) -> bool:
    return any(path[:length] in touched for length in range(1, len(path) + 1))


def _leaves(node: Node, path: Path) -> Iterator[tuple[Path, str | None]]:
    """Yield every value with its path; of an empty list or map a sign, of null None."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from _leaves(entry.value, (*path, entry.key.value))
        if not node.entries:
            yield path, "{}"
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _leaves(item, (*path, index))
        if not node.items:
            yield path, "[]"
    elif isinstance(node, Alias):
        yield path, f"*{node.name}"
    elif isinstance(node, Scalar):
        yield path, None if node.is_null else node.value
