"""The run report, built from the books and Scrapy's stats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.requests import REQUESTS
from publiccode.run import HostRequests, RunReport

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.ledger import Ledger
    from publiccode.run import SourceResult


def make_report(run: str, started: str, finished: str, ledger: Ledger, stats: Mapping[str, Any]) -> RunReport:
    """Return the report of a finished crawl."""
    sources = ledger.results()
    return RunReport(
        run=run,
        started=started,
        finished=finished,
        sources=sources,
        repositories={outcome.value: count for outcome, count in sorted(ledger.outcomes.items())},
        requests=_requests(stats, ledger.not_modified),
        exit=exit_code(sources),
    )


def exit_code(sources: tuple[SourceResult, ...]) -> int:
    """Return 0 for a complete crawl, 3 where some sources failed, 4 where there was none that did not."""
    failed = sum(source.failure is not None for source in sources)
    if failed == len(sources):
        return 4
    return 3 if failed else 0


def _requests(stats: Mapping[str, Any], not_modified: Mapping[str, int]) -> dict[str, HostRequests]:
    counts: dict[str, dict[str, Any]] = {}
    for name, value in stats.items():
        if name.startswith(f"{REQUESTS}/"):
            host, _, what = name.removeprefix(f"{REQUESTS}/").rpartition("/")
            counts.setdefault(host, {})[what] = round(value, 3) if isinstance(value, float) else value
    for host, count in not_modified.items():
        one = counts.setdefault(host, {})
        one["not_modified"] = one.get("not_modified", 0) + count
    return {host: HostRequests(**counts[host]) for host in sorted(counts)}
