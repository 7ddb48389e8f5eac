"""What a dossier is made from: each software with what else is known of it, and what the officer chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from index.adoption.claim import Claim, Organisation
from index.dossier.profiles import Profile
from index.entry import Entry
from index.readiness import Readiness

GIVEN_OUT_UNDER = "EUPL-1.2"
"""What administrations are advised to give new work out under (AgID guidelines, annex C)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """``claims`` are those of its use with the organisation of each, None where nobody has read any."""

    entry: Entry
    readiness: Readiness
    claims: tuple[tuple[Claim, Organisation], ...] | None = None
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A hit of the search that is not compared; ``reason`` is the id of a message, empty for the officer."""

    id: str
    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
    """What was asked of the catalogue and what it answered; ``more`` hits are not named."""

    text: str
    filters: Mapping[str, tuple[str, ...]]
    hits: int
    left_out: tuple[LeftOut, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Middle:
    """The point from which users are near or far, in degrees."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """``weights`` are by readiness part; ``into`` is the licence to give a combined work out under.

    ``requirements`` each get a line to fill in. ``address`` is where the catalogue is served, if anywhere.
    ``near`` is where the officer is. ``profile`` tells how a country wants it done, None for the neutral
    outline.
    """

    languages: tuple[str, ...] = ("en",)
    weights: Mapping[str, float] = field(default_factory=dict)
    requirements: tuple[str, ...] = ()
    into: str = GIVEN_OUT_UNDER
    search: SearchRecord | None = None
    has_blank: bool = False
    address: str | None = None
    near: Middle | None = None
    profile: Profile | None = None

    @property
    def language(self) -> str:
        return self.languages[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What all columns share: ``on`` is the day of the catalogue's last run, ``entries`` what it lists."""

    on: date
    entries: int
    choices: Choices
