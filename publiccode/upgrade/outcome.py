"""What an upgrade gives: the new text, what was done, and what a person has to decide."""

from __future__ import annotations

from dataclasses import dataclass

from publiccode.problem import Problem


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was done. Key, line and column are those of the text that was given."""

    key: str
    line: int
    column: int
    description: str
    code: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that nobody but the author can decide. Key and place are those of the upgraded text.

    ``choices`` says what can be done, the likeliest first.
    """

    key: str
    line: int
    column: int
    description: str
    choices: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Upgrade:
    """``text`` is the whole file, unchanged where ``done`` is empty.

    ``problems`` says why nothing could be read, and is empty otherwise.
    """

    text: str
    done: tuple[Change, ...] = ()
    asks: tuple[Ask, ...] = ()
    problems: tuple[Problem, ...] = ()
