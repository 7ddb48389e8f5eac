"""A software in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.entry import Entry, State
from index.facets import user_count
from index.pages.entry_text import name_of, state_note, summary_of, tone_of
from index.pages.mirrored import logo_of
from index.pages.text import hue, initials, shorten
from index.pages.views import Card, Chip, Link
from index.pages.wording import language_tag
from publiccode.spdx import license_ids

if TYPE_CHECKING:
    from index.pages.site import Site


def card_of(entry: Entry, site: Site) -> Card:
    description = entry.software.description((site.language,))
    tag = language_tag(description.language) if description else None
    is_foreign = bool(tag) and not same_language(tag or "", site.language)
    name = name_of(entry)
    note = state_note(entry, site)
    return Card(
        id=entry.id,
        path=site.software_path(entry.id) or "",
        name=name,
        summary=summary_of(description),
        lang=tag if is_foreign else None,
        language=site.label("language", tag) if is_foreign and tag else "",
        publisher=Link(shorten(entry.publisher.name, 120), site.publisher_path(entry.publisher.id)),
        chips=_chips(entry, site),
        note=Chip(note, tone=tone_of(entry.state)) if note else None,
        active=site.wording.month(last_active(entry)),
        users=user_count(entry),
        initials=initials(name),
        hue=hue(entry.id),
        logo=logo_of(entry, site),
    )


def last_active(entry: Entry) -> str:
    """Return the day of the last commit, else of the release the file names, else nothing."""
    if entry.activity:
        return entry.activity.last_commit[:10]
    return entry.software.release_date or ""


def same_language(one: str, other: str) -> bool:
    return one.lower().split("-")[0] == other.lower().split("-")[0]


def _chips(entry: Entry, site: Site) -> tuple[Chip, ...]:
    software = entry.software
    chips = [Chip(name) for name in license_ids(software.license)[:3]]
    if software.development_status and entry.state is not State.ARCHIVED:
        chips.append(Chip(site.label("status", software.development_status)))
    if software.software_type:
        chips.append(Chip(site.label("type", software.software_type)))
    return tuple(chips)
