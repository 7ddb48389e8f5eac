"""The facts of a software in rows of term and value: at a glance, whose, for whom, where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.pages.cards import last_active
from index.pages.entry_text import out, repository_out
from index.pages.links import web_url
from index.pages.text import shorten
from index.pages.views import Link, Out, Row
from publiccode.spdx import license_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.entry import Entry
    from index.pages.site import Site
    from publiccode.software import Organisation


def glance(entry: Entry, site: Site) -> tuple[Row, ...]:
    """Return what a buyer asks first; a row without an answer is left out, but for the licence."""
    software, say = entry.software, site.say
    release = site.wording.date(software.release_date)
    version = shorten(software.software_version or "", 60)
    ready = {True: say("Yes"), False: say("No"), None: ""}
    rows = (
        Row(say("Published by"), links=(_publisher(entry, site),)),
        _licence(entry, site),
        _facet_row(say("Status"), "status", software.development_status, site),
        Row(say("Version"), text=f"{version} ({release})" if version and release else version or release),
        Row(say("Last activity"), text=site.wording.month(last_active(entry))),
        _facet_row(say("Maintenance"), "maintenance", software.maintenance_type, site),
        _facet_row(say("Type"), "type", software.software_type, site),
        _facet_rows(
            say("Platforms"), "platform", dict.fromkeys(p.strip().lower() for p in software.platforms), site
        ),
        _facet_rows(say("Languages"), "language", software.available_languages, site),
        Row(say("Ready to translate"), text=ready[software.localisation_ready]),
        Row(say("Part of"), text=shorten(software.application_suite or "", 120)),
        _based_on(software.is_based_on, say("Based on")),
    )
    return _answered(rows)


def publishing(entry: Entry, site: Site) -> tuple[Row, ...]:
    """Return whose it is: who publishes, owns and pays."""
    software, say, publisher = entry.software, site.say, entry.publisher
    rows = (
        Row(say("Published by"), links=(_publisher(entry, site),)),
        _facet_row(say("Kind of publisher"), "archetype", publisher.archetype, site),
        _facet_row(say("Country"), "country", publisher.country, site),
        Row(say("Copyright"), text=shorten(software.main_copyright_owner or "", 200)),
        _organisations(say("Organisation in the file"), filter(None, [software.organisation])),
        _organisations(say("Funded by"), software.funded_by),
    )
    return _answered(rows)


def audience(entry: Entry, site: Site) -> tuple[Row, ...]:
    software, say = entry.software, site.say
    rows = (
        _facet_rows(say("Fields of work"), "scope", software.scope, site),
        _facet_rows(say("Meant for"), "country", software.countries, site),
        Row(
            say("Not meant for"),
            text=", ".join(site.label("country", code) for code in software.unsupported_countries),
        ),
    )
    return _answered(rows)


def provenance(entry: Entry, site: Site) -> tuple[Row, ...]:
    """Return where each fact comes from, so that anybody can look it up."""
    date, say = site.wording.date, site.say
    rows = (
        Row(say("Repository"), outs=(repository_out(entry),)),
        Row(say("File"), outs=(_file(entry),)),
        Row(say("Commit"), text=(entry.commit or "")[:64]),
        Row(say("Fetched"), text=site.wording.time(entry.shown_fetched_at)),
        Row(say("In this catalogue since"), text=date(entry.first_seen)),
        Row(
            say("Also known as"),
            outs=tuple(filter(None, (out(alias) for alias in entry.aliases if web_url(alias)))),
        ),
        Row(say("Fork of"), outs=tuple(filter(None, [out(entry.fork_of)]))),
        Row(say("publiccode.yml version"), text=shorten(entry.software.publiccode_yml_version or "", 20)),
        Row(say("Identifier"), text=entry.id),
    )
    return _answered(rows)


def _answered(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.links or row.outs or row.text)


def _publisher(entry: Entry, site: Site) -> Link:
    return Link(shorten(entry.publisher.name, 200), site.publisher_path(entry.publisher.id))


def _licence(entry: Entry, site: Site) -> Row:
    expression, say = entry.software.license, site.say
    ids = license_ids(expression)
    if not ids:
        return Row(say("Licence"), text=shorten(expression or say("not given"), 120))
    links = tuple(Link(site.label("license", name), site.value_path("license", name)) for name in ids)
    return Row(say("Licence"), links=links, text=shorten(expression or "", 120) if len(ids) > 1 else "")


def _facet_row(term: str, facet: str, value: str | None, site: Site) -> Row:
    return _facet_rows(term, facet, (value,) if value else (), site)


def _facet_rows(term: str, facet: str, values: Iterable[str], site: Site) -> Row:
    return Row(term, links=tuple(Link(site.label(facet, v), site.value_path(facet, v)) for v in values if v))


def _organisations(term: str, organisations: Iterable[Organisation]) -> Row:
    named = (
        out(o.uri, shorten(o.name, 200)) if o.name and o.uri else out(o.uri or o.name) for o in organisations
    )
    return Row(term, outs=tuple(filter(None, named)))


def _based_on(urls: tuple[str, ...], term: str) -> Row:
    return Row(term, outs=tuple(filter(None, (out(url) for url in urls))))


def _file(entry: Entry) -> Out:
    return Out(shorten(entry.path, 120), web_url(entry.raw_url))
