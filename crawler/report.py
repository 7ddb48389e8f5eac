"""The run report, built from the books and Scrapy's stats."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crawler.requests import REQUESTS
from publiccode.run import INTERRUPTED, HostRequests, RunReport

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.job import Job
    from crawler.tokens import Tokens
    from publiccode.run import SourceResult


BY_SIGNAL = "stopped by a signal"


def make_report(
    run: str, started: str, finished: str, job: Job, stats: Mapping[str, Any], *, stopped: str | None = None
) -> RunReport:
    """Return the report of a crawl that ended, by itself or, as ``stopped`` says, early."""
    ledger = job.ledger
    sources = tuple(_redacted(source, job.tokens) for source in ledger.results())
    return RunReport(
        run=run,
        started=started,
        finished=finished,
        sources=sources,
        repositories={outcome.value: count for outcome, count in sorted(ledger.outcomes.items())},
        requests=requests_of(stats, ledger.not_modified, job.spending.refused),
        budgets=job.spending.uses(),
        stopped=stopped,
        recognised={name: kind.value for name, kind in sorted(ledger.recognised.items())},
        since=ledger.backlog.since,
        resumed=ledger.resumed,
        exit=INTERRUPTED if stopped == BY_SIGNAL else exit_code(sources),
    )


def _redacted(source: SourceResult, tokens: Tokens) -> SourceResult:
    """Return a result in which no token can be read: a host may have sent one back."""
    return replace(
        source,
        failure=source.failure and tokens.redact(source.failure),
        unfinished=source.unfinished and tokens.redact(source.unfinished),
    )


def exit_code(sources: tuple[SourceResult, ...]) -> int:
    """Return 0 for a complete crawl, 3 where some sources failed, 4 where there was none that did not."""
    failed = sum(source.failure is not None for source in sources)
    if failed == len(sources):
        return 4
    return 3 if failed else 0


def requests_of(
    stats: Mapping[str, Any], not_modified: Mapping[str, int], refused: Mapping[str, int]
) -> dict[str, HostRequests]:
    """Return what each host was asked, from Scrapy's stats and from the books."""
    counts: dict[str, dict[str, Any]] = {}
    for name, value in stats.items():
        if name.startswith(f"{REQUESTS}/"):
            host, _, what = name.removeprefix(f"{REQUESTS}/").rpartition("/")
            counts.setdefault(host, {})[what] = round(value, 3) if isinstance(value, float) else value
    for host, count in not_modified.items():
        one = counts.setdefault(host, {})
        one["not_modified"] = one.get("not_modified", 0) + count
    for host, count in refused.items():
        counts.setdefault(host, {})["refused"] = count
    return {host: HostRequests(**counts[host]) for host in sorted(counts)}
