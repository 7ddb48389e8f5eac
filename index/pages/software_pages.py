"""Writes one page for every software, and a tombstone for each that is gone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from index.pages.entry_text import name_of
from index.pages.facts import provenance
from index.pages.jsonld import software_data
from index.pages.retelling import said
from index.pages.software_sections import SECTIONS
from index.pages.software_view import software_view

if TYPE_CHECKING:
    from index.entry import Entry
    from index.pages.site import Site
    from index.pages.writing import Writer


def write_software(writer: Writer, site: Site) -> None:
    names = Counter(map(_called, site.pages.values()))
    for identifier, entry in site.pages.items():
        view = software_view(entry, site)
        path = site.software_path(identifier) or ""
        writer.page(
            path,
            "software.html",
            title=view.name if names[_called(entry)] == 1 else f"{view.name} ({identifier})",
            description=view.summary or f"{view.name}, {view.publisher.text}",
            listed=not entry.hidden,
            data=software_data(entry, site),
            view=view,
            sections=SECTIONS,
        )


def _called(entry: Entry) -> str:
    return name_of(entry).casefold()


def write_tombstones(writer: Writer, site: Site) -> None:
    """Write when and why each vanished software went, at the address it always had."""
    for identifier, entry in site.tombstones.items():
        writer.page(
            site.software_path(identifier) or "",
            "tombstone.html",
            title=name_of(entry),
            listed=False,
            name=name_of(entry),
            note=said(entry.note, site.wording),
            gone_since=site.wording.date(entry.gone_since),
            last_seen=site.wording.date(entry.last_seen),
            first_seen=site.wording.date(entry.first_seen),
            facts=provenance(entry, site),
        )
