"""Readiness in a reader's language: gates, parts, the facts behind them and what would raise each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from index.labels import label
from index.pages.text import shorten
from index.readiness import Readiness, readiness, users_claimed
from index.readiness.model import STEPS
from index.readiness.words import ADVICE, DAYS, FACTS, GATES, LABELLED, QUESTIONS, SOURCES, TITLES

if TYPE_CHECKING:
    from index.adoption.adoption import Adoption
    from index.adoption.claim import Claim
    from index.entry import Entry
    from index.pages.site import Site
    from index.pages.wording import Wording
    from index.readiness import Evidence, Gate, Part


@dataclass(frozen=True, slots=True)
class FactView:
    """``is_known`` is false where nobody looked, or the file does not say."""

    label: str
    value: str
    is_known: bool
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class GateView:
    """``passed`` is None where it is not known; ``answer`` says yes, no or not known."""

    name: str
    title: str
    passed: bool | None
    answer: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """``least`` and ``most`` of ``steps`` are one level where ``is_known``, else the range that is left.

    ``name`` is stable (``rights``); ``level`` says the level, ``advice`` the one thing that would raise it,
    empty at the top.
    """

    name: str
    title: str
    question: str
    least: int
    most: int
    steps: int
    is_known: bool
    level: str
    advice: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessView:
    """``known`` says how many parts have a level; ``on`` is the day it looks back from, in words."""

    known: str
    on: str
    version: int
    gates: tuple[GateView, ...]
    parts: tuple[PartView, ...]


def readiness_view(entry: Entry, site: Site) -> ReadinessView | None:
    """Return what the page of a software tells of its readiness, None before the first run."""
    told = readiness_of(entry, site)
    return readiness_told(told, site.wording) if told else None


def readiness_of(entry: Entry, site: Site) -> Readiness | None:
    """Return what :func:`readiness_shown` found, once for all pages that tell of it."""
    return site.readiness.get(entry.id) or readiness_shown(entry, site.as_of, site.adoption)


def readiness_shown(entry: Entry, as_of: str, adoption: Adoption | None) -> Readiness | None:
    """Return the readiness on the first day of the month of the last run, None before the first run.

    A page must not change every night because a day has passed: what was seen again this month counts
    as seen on its first day, or when it was first seen.
    """
    if not as_of:
        return None
    on = date.fromisoformat(f"{as_of[:7]}-01")
    users = users_claimed(entry, adoption, _seen_this_month) if adoption else None
    return readiness(replace(entry, last_seen=in_month(entry.last_seen, entry.shown_fetched_at)), on, users)


def in_month(last: str, first: str) -> str:
    """Return the first day of the month of a last sight, or the first sight where that is later."""
    return max(first, f"{last[:7]}-01")


def _seen_this_month(claim: Claim) -> str | None:
    return in_month(claim.last_seen, claim.first_seen or "") if claim.last_seen else None


def readiness_told(told: Readiness, wording: Wording) -> ReadinessView:
    """Return a readiness in the words of a language."""
    say = wording.say
    return ReadinessView(
        known=say("{known} of {all} parts known", known=told.known, all=len(told.parts)),
        on=wording.date(told.on),
        version=told.version,
        gates=tuple(_gate(one, wording) for one in told.gates),
        parts=tuple(_part(one, wording) for one in told.parts),
    )


def _gate(gate: Gate, wording: Wording) -> GateView:
    answer = wording.say("not known") if gate.passed is None else _yes_or_no(wording, yes=gate.passed)
    facts = tuple(_fact(one, wording) for one in gate.evidence)
    return GateView(gate.name, wording.say(GATES[gate.name]), gate.passed, answer, facts)


def _part(part: Part, wording: Wording) -> PartView:
    say = wording.say
    is_known = part.level is not None
    if is_known:
        level = say("{points} of {most}", points=part.least, most=STEPS)
    else:
        level = say("{least} to {greatest} of {most}", least=part.least, greatest=part.most, most=STEPS)
    return PartView(
        name=part.name,
        title=say(TITLES[part.name]),
        question=say(QUESTIONS[part.name]),
        least=part.least,
        most=part.most,
        steps=STEPS,
        is_known=is_known,
        level=level,
        advice=_advice(part, wording),
        facts=tuple(_fact(one, wording) for one in part.evidence),
    )


def _advice(part: Part, wording: Wording) -> str:
    if part.advice is None:
        return ""
    advice = wording.say(ADVICE[part.advice])
    if part.level is None:
        return wording.say("Not known: {advice}", advice=advice)
    return wording.say("Would raise it: {advice}", advice=advice)


def _fact(one: Evidence, wording: Wording) -> FactView:
    return FactView(
        label=wording.say(FACTS[one.fact]),
        value=_value(one, wording),
        is_known=one.value is not None,
        source=wording.say(SOURCES[one.source]),
        as_of=wording.date(one.as_of),
    )


def _value(one: Evidence, wording: Wording) -> str:
    value = one.value
    match value:
        case None:
            return wording.say("not said") if one.source == "file" else wording.say("not known")
        case bool():
            return _yes_or_no(wording, yes=value)
        case int():
            return wording.number(value)
    if one.fact in LABELLED:
        return label(LABELLED[one.fact], value, wording.language)
    return wording.date(value) if one.fact in DAYS else shorten(value, 120)


def _yes_or_no(wording: Wording, *, yes: bool) -> str:
    return wording.say("yes") if yes else wording.say("no")
