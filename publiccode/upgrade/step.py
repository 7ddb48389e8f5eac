"""A step of an upgrade: what is to be told, and what it does to text and values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from publiccode.upgrade.editing import Edit
from publiccode.upgrade.outcome import Ask, Change
from publiccode.upgrade.texts import DONE, QUESTIONS
from publiccode.upgrade.tree import Node, Path


@dataclass(frozen=True, slots=True)
class Step:
    """Changes that are made together or not at all.

    ``edits`` may raise :class:`~publiccode.upgrade.editing.CannotEditError`. ``touched`` names the values
    that may come, go or differ, with all below them; ``renamed`` the keys that have another name, by their
    old path. Nothing else in the file may differ: see :mod:`publiccode.upgrade.proof`.
    """

    changes: tuple[Change, ...]
    edits: Callable[[], list[Edit]]
    touched: frozenset[Path] = frozenset()
    renamed: Mapping[Path, str] = field(default_factory=dict)


def change(kind: str, path: Path, node: Node, **words: str) -> Change:
    """Return a change in words; ``node`` gives its place."""
    key = dotted(path)
    description = DONE[kind].format_map({"key": key, **words})
    return Change(key, node.line, node.column, description, f"upgrade/{kind}")


def ask(kind: str, path: Path, node: Node, choices: tuple[str, ...] = (), **words: str) -> Ask:
    """Return a question in words, with other choices than its own where they are given."""
    key = dotted(path)
    words["key"] = key
    question = QUESTIONS[kind]
    told = choices or tuple(choice.format_map(words) for choice in question.choices)
    return Ask(key, node.line, node.column, question.text.format_map(words), told, f"upgrade/{kind}")


def dotted(path: Path) -> str:
    """Return a path as the standard writes keys: ``description.en.features[2]``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
