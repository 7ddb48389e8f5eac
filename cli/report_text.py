"""How a run is told to whoever operates the crawl: the run, the difference to the last, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from cli.advice import completed
from cli.counting import counted
from cli.run_text import MOST_LINES, OUTCOMES, print_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cli.output import Output, Part
    from index.operator_report import Difference, OperatorReport, PublisherSummary
    from publiccode.run import RunReport


def as_json(report: RunReport, told: OperatorReport) -> dict[str, object]:
    """Return the documented JSON shape: the run report, and beside it what follows from it."""
    shape: dict[str, object] = {**msgspec.to_builtins(report), **msgspec.to_builtins(told)}
    return shape


def print_operator_report(
    output: Output, report: RunReport, told: OperatorReport, *, option: str = "", whole: bool = False
) -> None:
    """Print it all; ``whole`` lists every publisher, and not only those that stand out.

    ``option`` is what the commands to type lack to work in the data folder.
    """
    print_report(output, report)
    if told.difference:
        _print_difference(output, told.difference)
    _print_hosts(output, told)
    _print_publishers(output, told.publishers, whole=whole)
    if not told.todo:
        output.line(("Nothing to do.", "green"))
    for step in told.todo:
        output.line(("To do: ", "yellow"), completed(step, option))


def _print_difference(output: Output, difference: Difference) -> None:
    output.line((f"Compared with run {difference.run}", "bold"))
    rows: list[list[Part]] = [
        [f"{count:+}", OUTCOMES.get(outcome, outcome)] for outcome, count in difference.outcomes.items()
    ]
    rows.append([f"{difference.requests:+}", "requests"])
    rows.append([f"{difference.duration_s:+.0f}", "seconds"])
    output.table(rows, indent=2)
    for title, urls in (
        ("Fails now", difference.failing),
        ("Works again", difference.working),
        ("New source", difference.added),
        ("No source any more", difference.removed),
    ):
        for url in urls[:MOST_LINES]:
            output.line(f"{title}: {url}", indent=2)
        if len(urls) > MOST_LINES:
            output.line(f"{title}: and {len(urls) - MOST_LINES} more (--format json has them all)", indent=2)


def _print_hosts(output: Output, told: OperatorReport) -> None:
    rows: list[list[Part]] = [
        [
            one.host,
            str(one.sources),
            (str(one.failed), "red") if one.failed else "0",
            str(one.repositories),
            _outcomes(one.outcomes),
        ]
        for one in told.hosts
        if one.sources
    ]
    if rows:
        output.line(("Hosts", "bold"))
        header = ("host", "sources", "failed", "repositories", "outcomes")
        output.table(rows, indent=2, header=header)


def _print_publishers(output: Output, publishers: Sequence[PublisherSummary], *, whole: bool) -> None:
    chosen = publishers if whole else [one for one in publishers if one.failures]
    if not chosen:
        return
    output.line(("Publishers" if whole else "Publishers with sources that failed", "bold"))
    rows: list[list[Part]] = [
        [
            one.publisher,
            f"{one.sources - len(one.failures)} of {counted(one.sources, 'source')}",
            counted(one.repositories, "repository", "repositories"),
            _outcomes(one.outcomes),
        ]
        for one in (chosen if whole else chosen[:MOST_LINES])
    ]
    output.table(rows, indent=2)
    if not whole and len(chosen) > MOST_LINES:
        output.line(f"and {len(chosen) - MOST_LINES} more (--all)", indent=2)


def _outcomes(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in _by_count(counts.items()))


def _by_count(items: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(items, key=lambda item: (-item[1], item[0]))
