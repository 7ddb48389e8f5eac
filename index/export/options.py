"""What a caller chooses of an export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.adoption.adoption import Adoption
from index.personal_data import PersonalData

TITLE = "Reusable public software"
"""What a catalogue is called that has no title of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """``base_url`` is where the pages are served, empty where that is not known.

    ``publisher`` is who answers for the catalogue, empty where nobody said so. ``languages`` are those to
    say single texts in, the most wanted first. ``as_of`` is the day of the catalogue's last run.
    ``single`` is set where one software was asked for by its name: some formats then write that software
    alone rather than a list of one. ``adoption`` is who uses what, None where nobody asked.
    """

    title: str = TITLE
    base_url: str = ""
    publisher: str = ""
    languages: tuple[str, ...] = ()
    as_of: date | None = None
    personal_data: PersonalData = PersonalData.NAMES
    single: bool = False
    adoption: Adoption | None = None
