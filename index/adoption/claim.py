"""A claim that somebody uses a software, and the organisation it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Where a claim was read."""

    PUBLISHER = "publisher"
    USED_BY = "used-by"
    FORK = "fork"
    VARIANT = "variant"
    ORGANISATION_FILE = "organisation-file"
    COMPTOIR = "comptoir-du-libre"
    SILL = "sill"
    OPERATOR = "operator"


class Strength(StrEnum):
    """Who stands behind a claim, the strongest first."""

    OWN_WORD = "own-word"
    """The organisation says so itself."""
    CHECKED = "checked"
    """Whoever runs the catalogue looked into it."""
    DEED = "deed"
    """It keeps a copy of the software of its own."""
    REGISTER = "register"
    """A national register counts people who said so."""
    HEARSAY = "hearsay"
    """Whoever maintains the software says so."""


STRENGTH_OF = {
    Source.PUBLISHER: Strength.OWN_WORD,
    Source.USED_BY: Strength.HEARSAY,
    Source.FORK: Strength.DEED,
    Source.VARIANT: Strength.DEED,
    Source.ORGANISATION_FILE: Strength.OWN_WORD,
    Source.COMPTOIR: Strength.OWN_WORD,
    Source.SILL: Strength.REGISTER,
    Source.OPERATOR: Strength.CHECKED,
}


class OrganisationKind(StrEnum):
    MUNICIPALITY = "municipality"
    REGION = "region"
    COUNTRY = "country"
    MINISTRY = "ministry"
    PUBLISHER = "publisher"
    """A publisher that is none of these, or is not known to be one."""
    TEXT = "text"
    """A name that could not be resolved: it stays as it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """``publisher`` is the id of the publisher it is, if any; ``lat`` and ``lon`` in degrees, WGS 84.

    ``is_approximate`` says that they are those of a larger area.
    """

    id: str
    name: str
    kind: OrganisationKind
    country: str | None = None
    uri: str | None = None
    publisher: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    is_approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why a written name is taken for an organisation; ``confidence`` from 0 to 1."""

    organisation: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim as read, before anybody knows which organisation is meant.

    ``country`` is that of whoever said it: it helps to tell which of several places is meant.
    ``first_seen`` and ``last_seen`` are RFC 3339 times, or dates where the source has no more.
    """

    software: str
    name: str
    source: Source
    uri: str | None = None
    country: str | None = None
    evidence: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    is_current: bool = True
    people: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """``organisation`` uses ``software`` (ids). ``name`` is what was written.

    ``is_current`` is false where the source no longer says so. ``people`` counts users that a register
    knows in the organisation. ``confidence`` and ``reason`` are of the link from name to organisation.
    """

    software: str
    organisation: str
    name: str
    source: Source
    strength: Strength
    confidence: float
    reason: str
    evidence: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    is_current: bool = True
    people: int | None = None
