"""Writes the pages there is one of: home, search, crawl report, 404."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from index.pages.browse import BROWSED, facet_view, of_page
from index.pages.environment import SEARCH_POLICY
from index.pages.hyphens import breaks, places
from index.pages.jsonld import catalogue_data
from index.pages.links import INDEX
from index.pages.report_view import ChangeView, files_with_errors, latest_changes, report_view
from index.pages.search_words import search_words
from index.pages.software_view import standard
from index.pages.text import clean
from index.pages.views import Link
from index.pages.wording import msg
from index.pages.writing import as_data

if TYPE_CHECKING:
    from index.pages.report_view import ReportView
    from index.pages.site import Site
    from index.pages.writing import Writer
    from index.query import FacetValue

_CATEGORIES = 12
_HOME_FACETS = ("country", "license", "language", "publisher")
_HOME_VALUES = 5
_LATEST = 8
_SEARCH_FACETS = ("category", "country", "license", "publisher", "type", "status")
_SEARCH_VALUES = 8
FIRST_FOUND = 12
"""How many of all software the search page shows before anything is asked: a page of ``static/search``."""
_FILTERS_FIRST = ("category", "country", "license", "license-family", "publisher")
_FILTERS_LAST = (
    "activity",
    "released-since",
    "contract-ends",
    "standard",
    "description-language",
    "publisher-country",
)
_COUNTED = {"publisher": msg("Publishers"), "country": msg("Countries"), "license": msg("Licences")}


def write_home(writer: Writer, site: Site) -> None:
    number = site.wording.number
    counted = [(site.say("Software products"), number(len(site.listed)))]
    counted += [
        (site.say(term), number(len(site.values[name])))
        for name, term in _COUNTED.items()
        if site.values[name]
    ]
    writer.page(
        INDEX,
        "home.html",
        title="",
        section="home",
        data=catalogue_data(site),
        description=site.say(
            "Software that public administrations have published, free to use, adapt and share"
        ),
        counted=counted,
        categories=facet_view("category", site, most=_CATEGORIES),
        facets=[facet_view(name, site, most=_HOME_VALUES) for name in _HOME_FACETS if site.values[name]],
        latest=latest_changes(site, _LATEST) or _newest(site),
        has_report=bool(site.reports),
    )


def write_search(writer: Writer, site: Site) -> None:
    """Write the page of the search in the browser, with the names of all that it can filter by."""
    facets = [
        {
            "name": name,
            "label": site.facet_label(name),
            "values": _options(name, site),
            "breaks": _breaks(name, site),
        }
        for name in dict.fromkeys((*_FILTERS_FIRST, *BROWSED, *_FILTERS_LAST))
        if site.values.get(name) or site.searched.get(name)
    ]
    version = writer.script("search/facets.js", "riusoFacets", facets)
    writer.page(
        f"search/{INDEX}",
        "search.html",
        policy=SEARCH_POLICY,
        title=site.say("Search"),
        section="search",
        description=site.say("Search the catalogue by words, category, licence, country and more"),
        facets=[facet_view(name, site, most=_SEARCH_VALUES) for name in _SEARCH_FACETS if site.values[name]],
        facets_version=version,
        total=len(site.listed),
        first=tuple(islice(site.listed.values(), FIRST_FOUND)),
        words=as_data(search_words(site.wording)),
    )


def write_report(writer: Writer, site: Site) -> None:
    pages = list(files_with_errors(site))
    report = report_view(site)
    writer.page(
        f"report/{INDEX}",
        "report.html",
        title=site.say("Crawl report"),
        section="report",
        description=_told(report, site),
        report=report,
        files=pages[0],
    )
    for files in pages:
        number = of_page(files.pager)
        writer.page(
            files.pager.to(files.pager.page),
            "report_files.html",
            title=site.say("Files with errors") + number,
            section="report",
            description=f"{site.say('Which lines, and how to fix them')}{number}",
            files=files,
            trail=[Link(site.say("Crawl report"), f"report/{INDEX}")],
        )


def _told(report: ReportView | None, site: Site) -> str:
    if report is None:
        return site.say("No crawl has been reported yet.")
    return site.say(
        "What the last run saw, what it changed, and what it could not use. "
        "It began on {start} and ended on {end}.",
        start=report.started,
        end=report.run.finished,
    )


def write_not_found(writer: Writer, site: Site) -> None:
    """Write the page of an address where nothing is; a server knows one, so it is in the first language."""
    if site.language == site.options.language:
        writer.not_found("404.html", title=site.say("Page not found"))


def _options(facet: str, site: Site) -> list[list[object]]:
    values = site.values.get(facet) or site.searched[facet].values()
    return [_option(facet, value, site) for value in values]


def _breaks(facet: str, site: Site) -> dict[str, list[int]]:
    """Return after how many letters each long word of the values may be broken."""
    labels = " ".join(str(option[1]) for option in _options(facet, site))
    return {word: places(told) for word, told in breaks(labels, site.language).items()}


def _option(facet: str, value: FacetValue, site: Site) -> list[object]:
    """Return value, label, count and, for a publisher, its page."""
    shown = standard(value.value).text if facet == "standard" else site.label(facet, value.value)
    option: list[object] = [clean(value.value), clean(shown), value.count]
    return [*option, site.publisher_path(value.value)] if facet == "publisher" else option


def _newest(site: Site) -> tuple[ChangeView, ...]:
    """Return what came into the catalogue last, for one that no report speaks of."""
    newest = sorted(site.listed.values(), key=lambda entry: (entry.first_seen, entry.id), reverse=True)
    return tuple(
        ChangeView(
            entry.id,
            site.say("New"),
            "good",
            Link(entry.software.name, site.software_path(entry.id)),
            entry.publisher.name,
            site.wording.date(entry.first_seen),
        )
        for entry in newest[:_LATEST]
    )
