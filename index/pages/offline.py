"""A search that needs no server.

From disk a browser reads neither Pagefind's modules nor its index; it does read a script that holds a
small index of its own. It is asked for only where Pagefind can't run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.pages.entry_text import name_of, summary_of
from index.pages.search_data import search_data
from index.pages.text import clean, shorten

if TYPE_CHECKING:
    from index.entry import Entry
    from index.pages.site import Site
    from index.pages.writing import Writer

_MOST_TEXT = 600


def write_offline_index(writer: Writer, site: Site) -> None:
    """Write ``search/offline.js``: all that can be found, as one value of a script."""
    rows = [_row(entry, site) for entry in site.listed.values()]
    writer.script("search/offline.js", "riusoOfflineRows", rows)


def _row(entry: Entry, site: Site) -> list[object]:
    """Return what a card shows and what is searched; the same as a page tells Pagefind."""
    data = search_data(entry, site)
    own = entry.software.description((site.language,))
    texts = [
        shorten(text, _MOST_TEXT)
        for description in entry.software.descriptions
        for text in (
            description.localised_name,
            description.generic_name,
            description.short_description,
            " ".join(description.features),
        )
        if text
    ]
    filters: dict[str, list[str]] = {}
    for facet, value in data.filters:
        filters.setdefault(facet, []).append(value)
    path = site.software_path(entry.id) or ""
    return [
        path.split("/")[1],
        name_of(entry),
        summary_of(own),
        shorten(entry.publisher.name, 200),
        data.facts,
        filters,
        [data.name, data.released, data.activity, data.users, data.vitality],
        clean(" ".join([data.subjects, data.owners, *texts, data.synonyms, data.about, data.touched])),
    ]
