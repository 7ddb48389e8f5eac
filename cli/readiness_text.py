"""Readiness as text for people, in their language: gates, parts, what would raise each, and the facts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from index.pages.options import LANGUAGES
from index.pages.readiness_view import readiness_told
from index.pages.wording import wording_of
from index.readiness.words import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cli.output import Output, Part
    from index.pages.readiness_view import FactView
    from index.readiness import Readiness

_STYLES = {True: "green", False: "red", None: "yellow"}


def print_readiness(output: Output, readiness: Readiness, languages: Sequence[str] = ("en",)) -> None:
    """Print gates and parts in the first of ``languages`` (BCP 47 tags) that the pages have too."""
    spoken = (tag.partition("-")[0].lower() for tag in languages)
    wording = wording_of(next((tag for tag in spoken if tag in LANGUAGES), "en"))
    told = readiness_told(readiness, wording)
    output.line()
    output.line((wording.say(NAME), "bold"), f"  {told.known}, {told.on}")
    gates: list[list[Part]] = [[(gate.answer, _STYLES[gate.passed]), gate.title] for gate in told.gates]
    output.table(gates, indent=2)
    for part in told.parts:
        level = (part.level, "green" if part.is_known and part.least == part.steps else "yellow")
        output.line((part.title, "bold"), "  ", level, f"  {part.question}", indent=2)
        if part.advice:
            output.line(part.advice, indent=4)
        for line in _facts(part.facts):
            output.line((line, "dim"), indent=4)


def _facts(facts: Iterable[FactView]) -> Iterator[str]:
    """Yield a line for each source and day: what was seen there."""

    def origin(fact: FactView) -> tuple[str, str]:
        return fact.source, fact.as_of

    for (source, day), found in groupby(sorted(facts, key=origin), key=origin):
        seen = "; ".join(f"{fact.label}: {fact.value}" for fact in found)
        yield f"{', '.join(filter(None, (source, day)))}: {seen}"
