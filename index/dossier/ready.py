"""Section 7: the eight parts of readiness, and the officer's own weights with the arithmetic shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.dossier.ask import Ask
from index.dossier.cells import in_catalogue, not_checked
from index.dossier.model import Day, Message, Term
from index.pages.text import shorten
from index.readiness.words import DAYS, LABELLED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.dossier.ask import Read
    from index.dossier.candidate import Candidate, Ground
    from index.dossier.model import Cell, Value
    from index.readiness import Evidence, Part

PARTS = ("rights", "upkeep", "pulse", "releases", "guidance", "portability", "proof", "joining")
_TOP = 3


def _part(name: str) -> Read:
    def read(candidate: Candidate, _: Ground) -> Cell:
        part = next(one for one in candidate.readiness.parts if one.name == name)
        note = Message("advice", {"advice": Message(f"advice.{part.advice}")}) if part.advice else None
        if (part.least, part.most) == (0, _TOP):
            return not_checked(note)
        return in_catalogue(candidate, _level(part), *_facts(part), day=candidate.readiness.on, note=note)

    return read


def _level(part: Part) -> Message:
    if part.level is not None:
        return Message("readiness.level", {"level": part.level})
    return Message("readiness.range", {"least": part.least, "most": part.most})


def _facts(part: Part) -> tuple[Value, ...]:
    return tuple(
        Message(
            "readiness.fact",
            {
                "fact": Message(f"fact.{one.fact}"),
                "value": _value(one),
                "source": Message(f"origin.{one.source}"),
            },
        )
        for one in part.evidence
    )


def _value(one: Evidence) -> str | Day | Message | Term:
    if one.value is None:
        return Message("state.not-checked")
    if isinstance(one.value, bool):
        return Message("yes" if one.value else "no")
    if one.fact in LABELLED:
        return Term(LABELLED[one.fact], str(one.value))
    told = shorten(str(one.value), 120)
    return Day(told) if one.fact in DAYS else told


def _known(candidate: Candidate, _: Ground) -> Cell:
    ready = candidate.readiness
    told = Message("readiness.known", {"known": ready.known, "parts": len(ready.parts)})
    return in_catalogue(candidate, told, day=ready.on)


def weighted(candidate: Candidate, weights: Mapping[str, float]) -> tuple[str, float, float, float]:
    """Return the sum as reckoned (``2×3 + 1×(0–2)``), what it gives at least and most, and the most there is.

    A part that has no weight counts once. What is not known stays a range.
    """
    terms, least, most, whole = [], 0.0, 0.0, 0.0
    for part in candidate.readiness.parts:
        weight = weights.get(part.name, 1.0)
        if not weight:
            continue
        level = str(part.least) if part.level is not None else f"({part.least}–{part.most})"
        terms.append(f"{weight:g}×{level}")
        least += weight * part.least
        most += weight * part.most
        whole += weight * _TOP
    return " + ".join(terms), least, most, whole


def _weighted(candidate: Candidate, ground: Ground) -> Cell:
    reckoned, least, most, whole = weighted(candidate, ground.choices.weights)
    told = f"{least:g}" if least == most else f"{least:g}–{most:g}"
    values = {"reckoned": reckoned or "0", "result": told, "whole": f"{whole:g}"}
    return in_catalogue(candidate, Message("readiness.weighted", values), day=candidate.readiness.on)


def _question(name: str) -> Ask:
    words = (("title", Message(f"part.{name}")), ("question", Message(f"ask-part.{name}")))
    return Ask(f"readiness.{name}", _part(name), words, "readiness.part")


READINESS = (*(_question(name) for name in PARTS), Ask("readiness.parts-known", _known))
WEIGHTED = Ask("readiness.weights", _weighted)
