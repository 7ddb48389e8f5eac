"""What a caller chooses of an export."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publiccode.software import Contact, Software

TITLE = "Reusable public software"
"""What a catalogue is called that has no title of its own."""


class PersonalData(StrEnum):
    """What an export says of the people that a file names as contacts."""

    NONE = "none"
    NAMES = "names"
    ALL = "all"
    """Names, e-mail addresses and telephone numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """``base_url`` is where the pages are served, empty where that is not known.

    ``publisher`` is who answers for the catalogue, empty where nobody said so. ``languages`` are those to
    say single texts in, the most wanted first. ``as_of`` is the day of the catalogue's last run.
    ``single`` is set where one software was asked for by its name: some formats then write that software
    alone rather than a list of one.
    """

    title: str = TITLE
    base_url: str = ""
    publisher: str = ""
    languages: tuple[str, ...] = ()
    as_of: date | None = None
    personal_data: PersonalData = PersonalData.NAMES
    single: bool = False


def shared(software: Software, personal: PersonalData) -> Software:
    """Return ``software`` with as much of its contacts as ``personal`` allows."""
    if personal is PersonalData.ALL:
        return software
    contacts: tuple[Contact, ...] = ()
    if personal is PersonalData.NAMES:
        contacts = tuple(replace(one, email=None, phone=None) for one in software.contacts)
    contractors = tuple(replace(one, email=None) for one in software.contractors)
    return replace(software, contacts=contacts, contractors=contractors)
