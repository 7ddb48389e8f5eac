"""Writes the lists: facets and their values, publishers, names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.pages.browse import BROWSED, facet_view, names, of_page, other_orders, results
from index.pages.entry_text import out
from index.pages.feeds import feed_of
from index.pages.jsonld import list_data
from index.pages.links import INDEX
from index.pages.report_view import source_views
from index.pages.text import hue, initials, shorten
from index.pages.views import Chip, Link, Row

if TYPE_CHECKING:
    from index.pages.gathering import Listing
    from index.pages.report_view import SourceView
    from index.pages.site import Site
    from index.pages.writing import Writer
    from publiccode.publisher import Publisher

_ON_OVERVIEW = 8


@dataclass(frozen=True, slots=True)
class PublisherView:
    initials: str
    hue: int
    chips: tuple[Chip, ...]


def write_browse(writer: Writer, site: Site) -> None:
    """Write the overview, a page for each facet and the result pages of each of its values."""
    shown = [name for name in BROWSED if site.values[name]]
    title = site.say("Browse")
    writer.page(
        f"browse/{INDEX}",
        "browse.html",
        title=title,
        section="browse",
        description=site.wording.count(
            len(site.listed),
            "{number} software product, in lists that work without JavaScript.",
            "{number} software products, in lists that work without JavaScript.",
        ),
        facets=tuple(facet_view(name, site, most=_ON_OVERVIEW) for name in shown),
        total=len(site.listed),
    )
    for name in shown:
        facet = facet_view(name, site, by_label=True)
        trail = [Link(title, f"browse/{INDEX}")]
        lede = site.wording.count(
            len(facet.values),
            "{number} list of software, with the number in each.",
            "{number} lists of software, with the number in each.",
        )
        writer.page(
            f"browse/{name}/{INDEX}",
            "facet.html",
            title=facet.label,
            section="browse",
            description=f"{facet.label}: {lede}",
            facet=facet,
            heading=facet.label,
            lede=lede,
            trail=trail,
        )
        trail = [*trail, Link(facet.label, f"browse/{name}/{INDEX}")]
        for listing in site.listings.values():
            if listing.asked[0][0] == name:
                _write_results(writer, site, listing, trail, section="browse")


def write_publishers(writer: Writer, site: Site) -> None:
    facet = facet_view("publisher", site, by_label=True)
    title = site.say("Publishers")
    lede = site.wording.count(
        len(facet.values),
        "{number} publisher, with the number of software it has in the catalogue.",
        "{number} publishers, with the number of software each has in the catalogue.",
    )
    writer.page(
        f"publishers/{INDEX}",
        "facet.html",
        title=title,
        section="publishers",
        description=lede,
        facet=facet,
        heading=title,
        lede=lede,
        trail=[],
    )
    trail = [Link(title, f"publishers/{INDEX}")]
    for listing in site.listings.values():
        if listing.asked[0][0] == "publisher":
            _write_results(writer, site, listing, trail, section="publishers")


def write_names(writer: Writer, site: Site) -> None:
    counted = _counted(len(site.listed), site)
    for view in names(site):
        number = of_page(view.pager)
        writer.page(
            view.pager.to(view.pager.page),
            "names.html",
            title=site.say("A to Z") + number,
            section="a-z",
            description=f"{site.say('All software, A to Z')}{number}: {counted}",
            view=view,
        )


def _counted(number: int, site: Site) -> str:
    return site.wording.count(number, "{number} software product", "{number} software products")


def _write_results(writer: Writer, site: Site, listing: Listing, trail: list[Link], *, section: str) -> None:
    facet, value = listing.asked[-1]
    publisher = site.publishers.get(value) if facet == "publisher" else None
    labels = [shorten(site.label(*one), 200) for one in listing.asked]
    kicker = site.facet_label(facet)
    if len(listing.asked) > 1:
        trail = [*trail, Link(labels[0], site.value_path(*listing.asked[0]))]
        kicker = " · ".join(site.facet_label(name) for name, _ in listing.asked)
    heading = " · ".join(labels)
    for view in results(listing, site):
        counted = _counted(view.pager.total, site)
        number = of_page(view.pager)
        writer.page(
            view.path,
            "results.html",
            title=f"{kicker}: {heading}{number}",
            section=section,
            description=f"{heading}{number}: {counted}",
            view=view,
            heading=heading,
            kicker=kicker,
            counted=counted,
            trail=trail,
            orders=other_orders(listing.asked, site) if view.pager.total > 1 else (),
            publisher=_publisher(publisher, site) if publisher else None,
            facts=_facts(publisher, site) if publisher else (),
            sources=_sources(publisher, site) if publisher and view.pager.page == 1 else (),
            feed=feed_of(facet, value, site) if len(listing.asked) == 1 else None,
            data=list_data(site, heading, view.path, view.entries),
        )


def _publisher(publisher: Publisher, site: Site) -> PublisherView:
    chips = []
    for facet, value in (("country", publisher.country), ("archetype", publisher.archetype)):
        if value:
            chips.append(Chip(site.label(facet, value), site.value_path(facet, value)))
    if publisher.place:
        chips.append(Chip(shorten(publisher.place.name, 80)))
    return PublisherView(initials(publisher.name), hue(publisher.id), tuple(chips))


def _sources(publisher: Publisher, site: Site) -> tuple[SourceView, ...]:
    """Return what the last crawl found at each place of a publisher's."""
    if not site.reports:
        return ()
    ids = {source.url for source in site.reports[0].sources if source.publisher == publisher.id}
    return tuple(view for view, url in source_views(site.reports[0], site) if url in ids)


def _facts(publisher: Publisher, site: Site) -> tuple[Row, ...]:
    uri = out(publisher.uri)
    path = site.organisation_path(publisher.id)
    uses = Link(site.say("What it uses, and who is near"), path)
    return (
        *((Row(site.say("Use"), links=(uses,)),) if path else ()),
        Row(site.say("Identifier in this catalogue"), text=publisher.id),
        *((Row(site.say("Identifier elsewhere"), outs=(uri,)),) if uri else ()),
    )
