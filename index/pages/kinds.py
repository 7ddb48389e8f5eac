"""The kinds of page: each a function that writes all pages of one kind in one language.

A new kind is a module with such a function, a template that extends ``base.html``, and a line here;
docs/pages.md tells it step by step.
"""

from __future__ import annotations

from collections.abc import Callable

from index.pages.changes_view import write_changes
from index.pages.compared import write_compare, write_compared
from index.pages.data_page import write_data_page
from index.pages.discovery import write_opensearch
from index.pages.feeds import write_feeds
from index.pages.hosts_view import write_hosts
from index.pages.lists import write_browse, write_names, write_publishers
from index.pages.meanings import write_meanings
from index.pages.offline import write_offline_index
from index.pages.organisations import write_organisations
from index.pages.overview import write_home, write_not_found, write_report, write_search
from index.pages.site import Site
from index.pages.software_pages import write_software, write_tombstones
from index.pages.spelling import write_spelling
from index.pages.statistics_view import write_statistics
from index.pages.writing import Writer

PageKind = Callable[[Writer, Site], None]

KINDS: tuple[PageKind, ...] = (
    write_home,
    write_search,
    write_software,
    write_tombstones,
    write_compare,
    write_compared,
    write_publishers,
    write_organisations,
    write_browse,
    write_names,
    write_report,
    write_hosts,
    write_changes,
    write_statistics,
    write_data_page,
    write_feeds,
    write_opensearch,
    write_offline_index,
    write_spelling,
    write_meanings,
    write_not_found,
)
