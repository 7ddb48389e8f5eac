"""The page for those who want the data rather than the pages: downloads, feeds, API, offline copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.pages.feeds import CHANGED, NEW
from index.pages.links import INDEX

if TYPE_CHECKING:
    from index.pages.site import Site
    from index.pages.writing import Writer


def write_data_page(writer: Writer, site: Site) -> None:
    writer.page(
        f"data/{INDEX}",
        "data.html",
        title=site.say("Data and feeds"),
        section="data",
        description=site.say("All that is on these pages, for programs, spreadsheets and feed readers."),
        feeds=((site.say("New software"), NEW), (site.say("New and changed software"), CHANGED)),
        archive=f"downloads/catalogue-{site.language}.zip",
    )
