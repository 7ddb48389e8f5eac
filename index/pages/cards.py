"""A software in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.entry import Entry, State
from index.facets import FACETS, user_count
from index.pages.entry_text import name_of, state_note, summary_of, tone_of
from index.pages.mirrored import logo_of
from index.pages.text import hue, initials, shorten
from index.pages.views import Card, Chip, Link
from index.pages.wording import language_tag
from publiccode.spdx import license_ids

if TYPE_CHECKING:
    from index.pages.site import Site

MOST_LICENCES = 3
FAMILY = "license-family"
UNKNOWN = "unknown"


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


def _licences(entry: Entry, site: Site) -> list[str]:
    """Return the licences, with their kind in words; a choice of several has its kinds after them."""
    names = [site.label("license", name) for name in license_ids(entry.software.license)[:MOST_LICENCES]]
    families = dict.fromkeys(FACETS[FAMILY].values(entry) if names else ())
    kinds = [site.label(FAMILY, family) for family in families if family != UNKNOWN]
    return [f"{names[0]} · {kinds[0]}"] if len(names) == len(kinds) == 1 else names + kinds


def _chips(entry: Entry, site: Site) -> tuple[Chip, ...]:
    software = entry.software
    chips = [Chip(told) for told in _licences(entry, site)]
    if software.development_status and entry.state is not State.ARCHIVED:
        chips.append(Chip(site.label("status", software.development_status)))
    if software.software_type:
        chips.append(Chip(site.label("type", software.software_type)))
    return tuple(chips)
