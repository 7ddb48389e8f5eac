"""Annotations of GitHub Actions, one line each.

Source of the escapes: the workflow commands of actions/toolkit, ``packages/core/src/command.ts``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.formats.paths import below_root
from cli.terminal import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.formats import Judged
    from publiccode.problem import Problem

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def render(judged: Sequence[Judged], *, strict: bool = False, language: str = "en") -> str:
    return "".join(f"{_command(file, problem)}\n" for file, report in judged for problem in report.problems)


def _command(file: str, problem: Problem) -> str:
    properties = {"file": clean(below_root(file))}
    if problem.line:
        properties |= {"line": str(problem.line), "col": str(max(problem.column, 1))}
    properties["title"] = clean(problem.code)
    listed = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
    key = f"{problem.key}: " if problem.key else ""
    text = f"{clean(key + problem.description)}\n{clean(problem.hint)}".rstrip()
    return f"::{problem.level.value} {listed}::{_escaped(text, _DATA)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(letter, letter) for letter in text)
