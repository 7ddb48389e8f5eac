"""Readiness as text for people: the gates, the eight parts, and the one thing that would raise each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readiness.words import ADVICE, GATES, QUESTIONS, TITLES

if TYPE_CHECKING:
    from cli.output import Output, Part
    from index.readiness import Part as ReadinessPart
    from index.readiness import Readiness

_ANSWERS = {True: ("yes", "green"), False: ("no", "red"), None: ("not known", "yellow")}


def print_readiness(output: Output, readiness: Readiness) -> None:
    """Print gates and parts."""
    output.line()
    known = f"  {readiness.known} of {len(readiness.parts)} parts known on {readiness.on}"
    output.line(("Readiness", "bold"), known)
    gates: list[list[Part]] = [[_ANSWERS[gate.passed], GATES[gate.name]] for gate in readiness.gates]
    output.table(gates, indent=2)
    parts: list[list[Part]] = [[level(part), _title(part), _advice(part)] for part in readiness.parts]
    output.table(parts, indent=2)


def _title(part: ReadinessPart) -> str:
    question = QUESTIONS[part.name]
    return f"{TITLES[part.name]}: {question[0].lower() + question[1:]}"


def level(part: ReadinessPart) -> str:
    """Return a part's level, or the levels that the unknown leaves."""
    return f"{part.least} of 3" if part.level is not None else f"{part.least} to {part.most} of 3"


def _advice(part: ReadinessPart) -> str:
    if part.advice is None:
        return ""
    return f"{'not known' if part.level is None else 'would raise it'}: {ADVICE[part.advice]}"
