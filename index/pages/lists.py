"""Writes the lists: facets and their values, publishers, names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.facets import FACETS
from index.pages.browse import facet_view, names, results
from index.pages.entry_text import out
from index.pages.links import INDEX
from index.pages.text import hue, initials, shorten
from index.pages.views import Chip, Link, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.pages.site import Site
    from index.pages.writing import Writer
    from publiccode.publisher import Publisher

_ON_OVERVIEW = 8


@dataclass(frozen=True, slots=True)
class PublisherView:
    initials: str
    hue: int
    chips: tuple[Chip, ...]


def write_browse(writer: Writer, site: Site, facets: Iterable[str]) -> None:
    """Write the overview, a page for each of ``facets`` and the result pages of each value."""
    shown = [name for name in facets if site.values[name]]
    overview = tuple(facet_view(name, site, most=_ON_OVERVIEW) for name in shown)
    total = site.wording.number(len(site.listed))
    writer.page(
        f"browse/{INDEX}", "browse.html", title="Browse", section="browse", facets=overview, total=total
    )
    for name in shown:
        facet = facet_view(name, site, by_label=True)
        counted = site.wording.count(len(facet.values), "list", "lists")
        writer.page(
            f"browse/{name}/{INDEX}",
            "facet.html",
            title=facet.label,
            section="browse",
            facet=facet,
            heading=facet.label,
            lede=f"{counted} of software, with the number in each.",
            trail=[Link("Browse", f"browse/{INDEX}")],
        )
        trail = [Link("Browse", f"browse/{INDEX}"), Link(facet.label, f"browse/{name}/{INDEX}")]
        for found in site.values[name]:
            _write_results(writer, site, name, found.value, trail, section="browse")


def write_publishers(writer: Writer, site: Site) -> None:
    facet = facet_view("publisher", site, by_label=True)
    counted = site.wording.count(len(facet.values), "publisher", "publishers")
    writer.page(
        f"publishers/{INDEX}",
        "facet.html",
        title="Publishers",
        section="publishers",
        facet=facet,
        heading="Publishers",
        lede=f"{counted}, with the number of software each has in the catalogue.",
        trail=[],
    )
    trail = [Link("Publishers", f"publishers/{INDEX}")]
    for found in site.values["publisher"]:
        _write_results(writer, site, "publisher", found.value, trail, section="publishers")


def write_names(writer: Writer, site: Site) -> None:
    for view in names(site):
        writer.page(view.pager.to(view.pager.page), "names.html", title="A to Z", section="a-z", view=view)


def _write_results(
    writer: Writer, site: Site, facet: str, value: str, trail: list[Link], *, section: str
) -> None:
    publisher = site.publishers.get(value) if facet == "publisher" else None
    heading = shorten(site.label(facet, value), 200)
    for view in results(facet, value, site):
        counted = site.wording.count(view.pager.total, "software product", "software products")
        number = f" ({view.pager.page})" if view.pager.page > 1 else ""
        writer.page(
            view.path,
            "results.html",
            title=f"{heading}{number}",
            section=section,
            description=f"{counted}: {heading}",
            view=view,
            heading=heading,
            kicker=FACETS[facet].label,
            counted=counted,
            trail=trail,
            publisher=_publisher(publisher, site) if publisher else None,
            facts=_facts(publisher) if publisher else (),
        )


def _publisher(publisher: Publisher, site: Site) -> PublisherView:
    chips = []
    for facet, value in (("country", publisher.country), ("archetype", publisher.archetype)):
        if value:
            chips.append(Chip(site.label(facet, value), site.value_path(facet, value)))
    if publisher.place:
        chips.append(Chip(shorten(publisher.place.name, 80)))
    return PublisherView(initials(publisher.name), hue(publisher.id), tuple(chips))


def _facts(publisher: Publisher) -> tuple[Row, ...]:
    uri = out(publisher.uri)
    return (
        Row("Identifier in this catalogue", text=publisher.id),
        *((Row("Identifier elsewhere", outs=(uri,)),) if uri else ()),
    )
