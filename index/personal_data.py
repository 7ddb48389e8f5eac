"""What is told of the people that a file names: the one rule, applied where entries are read.

See docs/personal-data.md. What leaves the catalogue (pages, JSON, exports, dossiers) has passed here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from publiccode.people import without_people
from publiccode.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.entry import Entry
    from publiccode.problem import Problem
    from publiccode.software import Contact, Software


class PersonalData(StrEnum):
    """What is told of the people that a file names as contacts."""

    NONE = "none"
    NAMES = "names"
    ALL = "all"
    """Names, e-mail addresses and telephone numbers."""


_ABOUT_PEOPLE = re.compile(r"(?:^|\.)(?:contacts|contractors)\b")
MASK = '"…"'
"""What stands in a problem for a value that is not told."""
_QUOTED = re.compile('".*"', re.DOTALL)


def shared(software: Software, personal: PersonalData) -> Software:
    """Return ``software`` with as much of its contacts as ``personal`` allows.

    Contractors are organisations and stay; their e-mail addresses are people's and go with ``all`` only.
    """
    if personal is PersonalData.ALL:
        return software
    contacts: tuple[Contact, ...] = ()
    if personal is PersonalData.NAMES:
        contacts = tuple(replace(one, email=None, phone=None) for one in software.contacts)
    contractors = tuple(replace(one, email=None) for one in software.contractors)
    return replace(software, contacts=contacts, contractors=contractors)


def shared_text(text: str, personal: PersonalData) -> str | None:
    """Return a file's text with as much of people as ``personal`` allows, else as it is written.

    None where that can't be had: what the two texts say is compared.
    """
    if personal is PersonalData.ALL:
        return text
    told = validate(text).software
    if told is None:
        return None
    wanted = shared(told, personal)
    if wanted == told:
        return text
    edited = without_people(text, names=personal is PersonalData.NAMES)
    return edited if edited is not None and validate(edited).software == wanted else None


def shared_problems(problems: Iterable[Problem], personal: PersonalData) -> tuple[Problem, ...]:
    """Return the problems; what is wrong with a contact is told without the value."""
    if personal is PersonalData.ALL:
        return tuple(problems)
    return tuple(
        replace(one, description=_QUOTED.sub(MASK, one.description), hint=_QUOTED.sub(MASK, one.hint))
        if _ABOUT_PEOPLE.search(one.key)
        else one
        for one in problems
    )


def shared_entry(entry: Entry, personal: PersonalData) -> Entry:
    """Return ``entry`` with as much of people as ``personal`` allows, and what judgments need to know."""
    return replace(
        entry,
        contact_named=entry.names_contact,
        contact_reachable=entry.reaches_contact,
        software=shared(entry.software, personal),
        problems=shared_problems(entry.problems, personal),
        shown_problems=shared_problems(entry.shown_problems, personal),
    )
