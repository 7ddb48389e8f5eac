"""What an operator asks of a run: per host and publisher, the difference to the run before, what to do."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from publiccode.harvest import Outcome
from publiccode.run import HostRequests, RunReport, SourceResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSummary:
    """One host name: its sources, their repositories by outcome, and what was asked of it."""

    host: str
    sources: int
    failed: int
    repositories: int
    outcomes: dict[str, int]
    requests: HostRequests


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherSummary:
    """``failures`` has URL and reason of each source that could not be listed."""

    publisher: str
    sources: int
    repositories: int
    outcomes: dict[str, int]
    failures: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """This run less the one before, ``run``: numbers that are the same in both are left out.

    ``failing`` has the sources that failed and did not before, ``working`` those that failed before and do
    not any more, ``added`` and ``removed`` those that only one of the runs had: all URLs.
    """

    run: str
    outcomes: dict[str, int]
    requests: int
    duration_s: float
    failing: tuple[str, ...] = ()
    working: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorReport:
    """``duration_s`` is None where the times can't be read; ``todo`` is most pressing first."""

    duration_s: float | None
    hosts: tuple[HostSummary, ...]
    publishers: tuple[PublisherSummary, ...]
    difference: Difference | None
    todo: tuple[str, ...]


def operator_report(report: RunReport, before: RunReport | None = None) -> OperatorReport:
    """Return what the report of a run tells an operator; ``before`` is that of the run before it."""
    return OperatorReport(
        duration_s=duration_s(report),
        hosts=tuple(_hosts(report)),
        publishers=tuple(_publishers(report)),
        difference=_difference(report, before) if before else None,
        todo=tuple(_todo(report, before)),
    )


def duration_s(report: RunReport) -> float | None:
    try:
        took = datetime.fromisoformat(report.finished) - datetime.fromisoformat(report.started)
    except ValueError:
        return None
    return took.total_seconds()


def host_name(url: str) -> str:
    """Return the name that requests to ``url`` are counted under."""
    parts = urlsplit(url)
    return "file" if parts.scheme == "file" else parts.netloc.lower()


def _hosts(report: RunReport) -> Iterator[HostSummary]:
    by_host = _grouped(report.sources, lambda source: host_name(source.url))
    for host in sorted({*by_host, *report.requests}):
        sources = by_host.get(host, [])
        yield HostSummary(
            host=host,
            sources=len(sources),
            failed=sum(source.failure is not None for source in sources),
            repositories=sum(source.repositories for source in sources),
            outcomes=_outcomes(sources),
            requests=report.requests.get(host, HostRequests()),
        )


def _publishers(report: RunReport) -> Iterator[PublisherSummary]:
    for publisher, sources in sorted(_grouped(report.sources, lambda source: source.publisher).items()):
        yield PublisherSummary(
            publisher=publisher,
            sources=len(sources),
            repositories=sum(source.repositories for source in sources),
            outcomes=_outcomes(sources),
            failures={source.url: source.failure for source in sources if source.failure is not None},
        )


def _grouped(
    sources: Iterable[SourceResult], key: Callable[[SourceResult], str]
) -> dict[str, list[SourceResult]]:
    found: dict[str, list[SourceResult]] = defaultdict(list)
    for source in sources:
        found[key(source)].append(source)
    return found


def _outcomes(sources: Iterable[SourceResult]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for source in sources:
        total.update(source.outcomes)
    return dict(sorted(total.items()))


def _difference(report: RunReport, before: RunReport) -> Difference:
    now, then = _failures(report), _failures(before)
    outcomes = {*report.repositories, *before.repositories}
    more = {name: report.repositories.get(name, 0) - before.repositories.get(name, 0) for name in outcomes}
    return Difference(
        run=before.run,
        outcomes={name: count for name, count in sorted(more.items()) if count},
        requests=_requests(report) - _requests(before),
        duration_s=(duration_s(report) or 0.0) - (duration_s(before) or 0.0),
        failing=tuple(url for url, failure in now.items() if failure and not then.get(url)),
        working=tuple(url for url, failure in then.items() if failure and url in now and not now[url]),
        added=tuple(url for url in now if url not in then),
        removed=tuple(url for url in then if url not in now),
    )


def _failures(report: RunReport) -> dict[str, str | None]:
    return {source.url: source.failure for source in report.sources}


def _requests(report: RunReport) -> int:
    return sum(host.total for host in report.requests.values())


def _todo(report: RunReport, before: RunReport | None) -> Iterator[str]:
    if report.dropped:
        yield f"Publication was held ({report.dropped}). If it is right: `riuso rebuild --accept-drop`"
    if report.unpublished:
        yield f"Publication failed ({report.unpublished}). When that is mended: `riuso rebuild`"
    if report.exit == 4 and report.sources:
        yield "Nothing could be crawled: look at the network, the tokens and the reasons of the sources"
    if report.stopped:
        yield f"The crawl ended before its end ({report.stopped}); the next one goes on"
    yield from _about_sources(report, before)
    yield from _about_limits(report)
    if report.unusable:
        number = len(report.unusable)
        yield (
            f"{_count(number, 'file')} can't be listed: tell the owners the line and the reason "
            "(`riuso report --publisher ID --to FOLDER` writes to them)"
        )
    if report.changes.invalid:
        some = _some(report.changes.invalid)
        yield f"Files of {some} broke; the last good versions stay: tell the owners"


def _about_sources(report: RunReport, before: RunReport | None) -> Iterator[str]:
    then = _failures(before) if before else {}
    again = [source for source in report.sources if source.failure and then.get(source.url)]
    fresh = [source for source in report.sources if source.failure and not then.get(source.url)]
    if again:
        yield (
            f"{_count(len(again), 'source')} failed again: `riuso publishers check` says whether they are "
            f"still there ({_some([source.url for source in again])})"
        )
    if fresh:
        yield (
            f"{_count(len(fresh), 'source')} failed that did not before: look at the reasons, and at the "
            f"next run ({_some([source.url for source in fresh])})"
        )
    unfinished = sum(source.unfinished is not None for source in report.sources)
    if unfinished:
        yield (
            f"{_count(unfinished, 'source')} did not come to an end; the next run begins with them. "
            "If that repeats, raise the budget"
        )


def _about_limits(report: RunReport) -> Iterator[str]:
    limited = report.repositories.get(Outcome.RATE_LIMITED, 0)
    hosts = [host for host, asked in report.requests.items() if asked.remaining == 0]
    if limited or hosts:
        where = f" ({_some(sorted(hosts))})" if hosts else ""
        yield f"A host's rate limit was reached{where}: give riuso a token for it, or let it take two nights"


def _count(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def _some(names: Iterable[str], most: int = 3) -> str:
    listed = list(names)
    rest = f" and {len(listed) - most} more" if len(listed) > most else ""
    return ", ".join(listed[:most]) + rest
