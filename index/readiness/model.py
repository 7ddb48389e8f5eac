"""What a readiness is: facts, steps, parts and gates; told in docs/readiness.md."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

VERSION = 2
"""Goes up with every change of a step or a fact: two results compare only under the same version."""

STEPS = 3
"""Each part is a ladder of three steps: level 0 to 3."""

Value = bool | int | str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact: ``value`` is None where it is not known, which is never the same as False or 0.

    ``source`` is ``file`` (publiccode.yml), ``host``, ``git``, ``claims`` or ``catalogue``; ``as_of`` the day
    it was seen, None where it was not.
    """

    fact: str
    value: Value
    source: str
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """``reached`` is None where what it needs is not known; ``advice`` names what would reach it."""

    reached: bool | None
    advice: str


@dataclass(frozen=True, slots=True)
class Part:
    """``least`` and ``most`` are the levels that the unknown leaves; where they are one, it is the level.

    ``advice`` is the one thing that would raise it, None at the top; a stable word, see docs/readiness.md.
    """

    name: str
    least: int
    most: int
    advice: str | None
    evidence: tuple[Evidence, ...]

    @property
    def level(self) -> int | None:
        return self.least if self.least == self.most else None


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition without points: ``passed`` is None where it is not known."""

    name: str
    passed: bool | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """``on`` is the day it looks back from. ``known`` counts the parts with one level.

    ``mean`` is the mean of the known parts (0 to 3, None where none is known), for sorting only; ``least``
    and ``most`` are the means that the unknown leaves.
    """

    on: str
    gates: tuple[Gate, ...]
    parts: tuple[Part, ...]
    known: int
    mean: float | None
    least: float
    most: float
    version: int = VERSION


def part(name: str, steps: tuple[Step, Step, Step], evidence: tuple[Evidence, ...]) -> Part:
    """Climb a ladder: the level is the number of steps reached before the first that is not."""
    least = sum(1 for _ in takewhile(lambda step: step.reached is True, steps))
    most = sum(1 for _ in takewhile(lambda step: step.reached is not False, steps))
    advice = next((step.advice for step in steps if step.reached is not True), None)
    return Part(name, least, most, advice, evidence)


def both(*values: bool | None) -> bool | None:
    """Whether all hold: one that does not settles it, one that is not known leaves it open."""
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True


def either(*values: bool | None) -> bool | None:
    """Whether any holds: one that does settles it, one that is not known leaves it open."""
    if any(value is True for value in values):
        return True
    return None if any(value is None for value in values) else False
