"""The kinds of page: each a function that writes all pages of one kind in one language.

A new kind is a module with such a function, a template that extends ``base.html``, and a line here;
docs/pages.md tells it step by step.
"""

from __future__ import annotations

from collections.abc import Callable

from index.pages.lists import write_browse, write_names, write_publishers
from index.pages.overview import write_home, write_not_found, write_report, write_search
from index.pages.site import Site
from index.pages.software_pages import write_software, write_tombstones
from index.pages.writing import Writer

PageKind = Callable[[Writer, Site], None]

KINDS: tuple[PageKind, ...] = (
    write_home,
    write_search,
    write_software,
    write_tombstones,
    write_publishers,
    write_browse,
    write_names,
    write_report,
    write_not_found,
)
