"""Reading a map of a publishers file: values with their place, problems collected and never raised."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz import process

from publiccode.finding import excerpt
from publiccode.nodes import Mapping, Node, Scalar, Sequence
from publiccode.problem import Level, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

_CLOSE_ENOUGH = 60
"""Of 100: what rapidfuzz must give a name to be offered instead."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A problem and the publishers file it is in."""

    file: Path
    problem: Problem

    def __str__(self) -> str:
        problem = self.problem
        hint = f" {problem.hint}" if problem.hint else ""
        return f"{self.file}:{problem.line}:{problem.column}: {problem.description}.{hint}"


class EntryReader:
    """Reads values of one file at ``path`` and collects ``problems``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[FileProblem] = []

    def refuse_others(self, entry: Mapping, known: tuple[str, ...], key: str, where: str) -> None:
        """Tell of keys that are not ``known``; ``where`` completes the sentence."""
        for name, _ in entry:
            if name.value not in known:
                text = f"the key {excerpt(name.value)} is not known{where}"
                self.error(name, key or name.value, text, meant(name.value, known))

    def list(self, entry: Mapping, key: str) -> Iterable[Node]:
        node = entry.get(key)
        if isinstance(node, Sequence):
            return node
        if node is not None:
            self.error(node, key, f"{key} is not a list", f"Write '{key}: [URL, URL]'.")
        return ()

    def required(self, entry: Mapping, key: str) -> str | None:
        text = self.text(entry, key)
        if text is None and entry.get(key) is None:
            self.error(entry, key, f"the publisher has no {key}", f"Add '{key}:'.")
        return text

    def text(self, entry: Mapping, key: str) -> str | None:
        node = entry.get(key)
        if isinstance(node, Scalar) and node.value.strip():
            return " ".join(node.value.split())
        if node is not None:
            self.error(node, key, f"{key} is not a text", f"Write '{key}: …' on one line.")
        return None

    def choice(self, entry: Mapping, key: str, choices: dict[str, _T]) -> _T | None:
        value = self.text(entry, key)
        if value is not None and value not in choices:
            self.error(entry.get(key), key, f"{key} can't be {excerpt(value)}", meant(value, tuple(choices)))
        return choices.get(value) if value is not None else None

    def error(self, node: Node | None, key: str, description: str, hint: str) -> None:
        self.note(node, key, Level.ERROR, description, hint)

    def note(self, node: Node | None, key: str, level: Level, description: str, hint: str) -> None:
        line, column = (node.line, node.column) if node is not None else (1, 1)
        problem = Problem(key, line, column, level, description, "publishers/entry", hint)
        self.problems.append(FileProblem(self.path, problem))


def meant(value: str, choices: tuple[str, ...]) -> str:
    """Return what to write instead."""
    best = process.extractOne(value, choices, score_cutoff=_CLOSE_ENOUGH)
    if best is not None:
        return f"Did you mean {best[0]}?"
    return f"Known are {', '.join(choices)}."
