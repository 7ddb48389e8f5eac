"""What a country profile holds: order of preference, steps, conditions, criteria, documents, with sources.

A text is given by language (BCP 47), always in English. ``source`` is a key of the profile's sources, empty
for what riuso proposes itself; ``place`` is where in the source it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Text = Mapping[str, str]


class Force(StrEnum):
    LAW = "law"
    POLICY = "policy"
    GUIDE = "guide"
    CONTRACT_TEMPLATE = "contract-template"


class Reading(StrEnum):
    """How a source was read for the profile."""

    TEXT = "text"
    """The source itself."""
    SECONDARY = "secondary"
    """What others say of it, or a part of it."""
    UNREAD = "unread"
    """Named from general knowledge: look it up before you rely on it."""


class Level(StrEnum):
    MUST = "must"
    SHOULD = "should"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """``short`` is what to call it; ``date`` since when it holds (a day, month or year).

    ``version`` is which version was read.
    """

    short: str
    name: str
    url: str
    force: Force
    date: str = ""
    version: str = ""
    reading: Reading = Reading.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    text: Text
    source: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``decision`` is what is decided at its end; ``documents`` are ids of those that are written."""

    id: str
    title: Text
    does: Text
    decision: Text | None = None
    documents: tuple[str, ...] = ()
    source: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition that puts a software out, or a criterion to weigh.

    ``evidence`` names the rows of the dossier that tell something of it; ``ask`` is what to ask an owner, as
    no file says it.
    """

    id: str
    label: Text
    level: Level = Level.MUST
    evidence: tuple[str, ...] = ()
    ask: Text | None = None
    source: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    id: str
    title: Text
    holds: Text
    source: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """``country`` is ISO 3166-1 alpha-2, empty where the profile is of no single country."""

    name: Text
    sources: Mapping[str, Source]
    order: tuple[Fact, ...]
    country: str = ""
    steps: tuple[Step, ...] = ()
    documents: tuple[Document, ...] = ()
    conditions: tuple[Condition, ...] = ()
    criteria: tuple[Condition, ...] = ()
    thresholds: tuple[Fact, ...] = ()
    notes: tuple[Fact, ...] = ()
    id: str = field(default="")
