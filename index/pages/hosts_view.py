"""The hosts of the code: what the last crawl asked of each, and how the software there stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.pages.entry_text import name_of, tone_of
from index.pages.links import INDEX, host_of, slugs, web_url
from index.pages.report_view import SourceView, source_views
from index.pages.text import shorten
from index.pages.views import Chip, Link
from publiccode.problem import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.entry import Entry
    from index.pages.site import Site
    from index.pages.writing import Writer

_MOST_NAMES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class HostView:
    """``states`` are chips of state and number; the requests are those of the last run."""

    name: str
    path: str
    software: int
    states: tuple[Chip, ...]
    with_errors: int
    requests: int
    not_modified: int
    errors: int
    waited: str
    sources: tuple[SourceView, ...]
    failed: int
    entries: tuple[tuple[Link, str], ...]
    more: int


def write_hosts(writer: Writer, site: Site) -> None:
    """Write the table of hosts and a page for each."""
    hosts = host_views(site)
    report = Link(site.say("Crawl report"), f"report/{INDEX}")
    title = site.say("Hosts")
    writer.page(
        f"report/hosts/{INDEX}",
        "hosts.html",
        title=title,
        section="report",
        description=site.say(
            "Where the code lies, how its software stands, and what the last crawl asked of each host."
        ),
        hosts=hosts,
        trail=[report],
    )
    for host in hosts:
        writer.page(
            host.path,
            "host.html",
            title=host.name,
            section="report",
            description=f"{title}: {host.name}",
            host=host,
            trail=[report, Link(title, f"report/hosts/{INDEX}")],
        )


def host_views(site: Site) -> tuple[HostView, ...]:
    """Return the hosts by the number of software on them."""
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in site.listed.values():
        entries[_host(entry.repository)].append(entry)
    report = site.reports[0] if site.reports else None
    sources: defaultdict[str, list[SourceView]] = defaultdict(list)
    for view, url in source_views(report, site) if report else ():
        sources[_host(url)].append(view)
    names = {*entries, *sources, *(report.requests if report else ())} - {""}
    paths = slugs(names)
    views = (_view(name, paths[name], entries[name], tuple(sources[name]), site) for name in sorted(names))
    return tuple(sorted(views, key=lambda view: -view.software))


def _view(
    name: str, slug: str, entries: list[Entry], sources: tuple[SourceView, ...], site: Site
) -> HostView:
    report = site.reports[0] if site.reports else None
    requests = report.requests.get(name) if report else None
    return HostView(
        name=shorten(name, 120),
        path=f"report/hosts/{slug}/{INDEX}",
        software=len(entries),
        states=_states(entries, site),
        with_errors=sum(1 for entry in entries if any(p.level is Level.ERROR for p in entry.problems)),
        requests=requests.total if requests else 0,
        not_modified=requests.not_modified if requests else 0,
        errors=requests.errors if requests else 0,
        waited=site.wording.number(round(requests.waited_s)) if requests else "0",
        sources=sources,
        failed=sum(1 for source in sources if source.failure),
        entries=tuple(
            (Link(name_of(entry), site.software_path(entry.id)), shorten(entry.publisher.name, 120))
            for entry in entries[:_MOST_NAMES]
        ),
        more=max(0, len(entries) - _MOST_NAMES),
    )


def _states(entries: list[Entry], site: Site) -> tuple[Chip, ...]:
    counted: Mapping[str, int] = Counter(entry.state.value for entry in entries)
    tones = {entry.state.value: tone_of(entry.state) for entry in entries}
    return tuple(
        Chip(f"{site.label('state', state)}: {site.wording.number(number)}", tone=tones[state])
        for state, number in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    )


def _host(url: str) -> str:
    """Return the host of a web address, empty for a folder of this machine."""
    return host_of(url) if web_url(url) else ""
