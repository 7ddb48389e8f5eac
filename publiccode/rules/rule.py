"""What a rule is: when it speaks, what it says, and what its page says."""

from __future__ import annotations

from dataclasses import dataclass

from publiccode.problem import Level


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding; its code is the key's path, a slash and ``kind``.

    ``level`` is None where riuso accepts what the reference validator refuses; ``reference`` is None where
    the reference is silent: riuso speaks at ``level`` all the same. ``message`` and ``hint`` are
    templates: the only place where their words stand, so that they can be translated. The rest is for
    the reader of docs/rules.md.
    """

    kind: str
    level: Level | None
    message: str
    hint: str
    why: str
    example: str
    fix: str
    reference: Level | None = None


def error(kind: str, message: str, hint: str, *, why: str, example: str, fix: str) -> Rule:
    """Return a rule that is an error here and in the reference."""
    return Rule(kind, Level.ERROR, message, hint, why, example, fix, Level.ERROR)


def warning(kind: str, message: str, hint: str, *, why: str, example: str, fix: str) -> Rule:
    """Return a rule that is a warning here and in the reference."""
    return Rule(kind, Level.WARNING, message, hint, why, example, fix, Level.WARNING)


def lenient(kind: str, message: str, hint: str, *, why: str, example: str, fix: str) -> Rule:
    """Return a rule that warns here, and is an error only in the reference."""
    return Rule(kind, Level.WARNING, message, hint, why, example, fix, Level.ERROR)


def own(kind: str, message: str, hint: str, *, why: str, example: str, fix: str) -> Rule:
    """Return a rule that warns here, and that the reference does not know."""
    return Rule(kind, Level.WARNING, message, hint, why, example, fix)


def limit(kind: str, message: str, hint: str, *, why: str, example: str, fix: str) -> Rule:
    """Return a rule that protects riuso: always an error, unknown to the reference."""
    return Rule(kind, Level.ERROR, message, hint, why, example, fix)
