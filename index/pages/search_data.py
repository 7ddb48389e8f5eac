"""What the search in the browser is told of a software beside the text of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.facets import FACETS, facet_values, user_count
from index.pages.activity_view import vitality_shown
from index.pages.cards import last_active
from index.pages.meanings import synonyms_of, tokens_of
from index.pages.mirrored import logo_of
from index.pages.text import clean, folded, shorten
from index.pages.views import SearchData
from index.pages.wording import language_tag

if TYPE_CHECKING:
    from index.entry import Entry
    from index.pages.site import Site

_LATER_THAN_ALL = "0000-00-00"
_UNKNOWN = -1
"""The vitality of what has none: below all."""


def search_data(entry: Entry, site: Site) -> SearchData:
    """``facts`` packs what a result card shows and nobody searches for into one word.

    Pagefind indexes every word of a page's metadata; ``x202603u12glit`` (active in March 2026, twelve users,
    a logo, summary in Italian) is none that a reader would type. ``static/search/card.js`` takes it apart.
    """
    description = entry.software.description((site.language,))
    tag = (language_tag(description.language) if description else None) or ""
    active = last_active(entry)
    mark = "g" if logo_of(entry, site) else ""
    filters = tuple(
        (facet, clean(value))
        for facet, values in facet_values(entry, site.month).items()
        for value in values
        if FACETS[facet].is_browsed or value in site.searched.get(facet, ())
    )
    alive = vitality_shown(entry, site.as_of)
    software = entry.software
    subjects = [site.label("category", value) for value in software.categories]
    subjects += [site.label("scope", value) for value in software.scope]
    concepts = site.concepts.get(entry.id, {})
    about, touched = tokens_of(concepts)
    return SearchData(
        filters=filters,
        subjects=", ".join(subjects),
        facts=f"x{active[:7].replace('-', '')}u{user_count(entry)}{mark}l{tag.replace('-', '_')}",
        released=entry.software.release_date or _LATER_THAN_ALL,
        activity=active or _LATER_THAN_ALL,
        users=user_count(entry),
        vitality=alive.score if alive else _UNKNOWN,
        name=folded(entry.software.name)[:80],
        owners=_owners(entry),
        synonyms=synonyms_of(concepts),
        about=about,
        touched=touched,
    )


def _owners(entry: Entry) -> str:
    """Return the organisations that the file names as its owners, beside the publisher."""
    software = entry.software
    organisation = software.organisation.name if software.organisation else None
    named = (organisation, software.repo_owner, software.main_copyright_owner)
    shown = dict.fromkeys(shorten(name, 200) for name in named if name)
    return ", ".join(name for name in shown if name != entry.publisher.name)
