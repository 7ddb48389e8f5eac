"""A step of an upgrade: what is to be told, and what it does to text and values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from publiccode.upgrade.editing import Edit
from publiccode.upgrade.tree import Node, Path


@dataclass(frozen=True, slots=True)
class Told:
    """A change or a question before it is put into words: see :mod:`publiccode.upgrade.wording`."""

    kind: str
    key: str
    line: int
    column: int
    words: Mapping[str, str]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """Changes that are made together or not at all.

    ``edits`` may raise :class:`~publiccode.upgrade.editing.CannotEditError`. ``touched`` names the values
    that may come, go or differ, with all below them; ``renamed`` the keys that have another name, by their
    old path. Nothing else in the file may differ: see :mod:`publiccode.upgrade.proof`.
    """

    changes: tuple[Told, ...]
    edits: Callable[[], list[Edit]]
    touched: frozenset[Path] = frozenset()
    renamed: Mapping[Path, str] = field(default_factory=dict)


def change(kind: str, path: Path, node: Node, **words: str) -> Told:
    """Return what was done, by its kind in ``DONE``; ``node`` gives the place."""
    return Told(kind, dotted(path), node.line, node.column, words)


def ask(kind: str, path: Path, node: Node, choices: tuple[str, ...] = (), **words: str) -> Told:
    """Return a question by its kind in ``QUESTIONS``; ``choices`` take the place of the question's own."""
    return Told(kind, dotted(path), node.line, node.column, words, choices)


def dotted(path: Path) -> str:
    """Return a path as the standard writes keys: ``description.en.features[2]``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
