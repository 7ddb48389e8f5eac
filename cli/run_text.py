"""How a crawl is told: its report as JSON and as text, and what to do next."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from cli import advice
from cli.counting import counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cli.data_folder import DataFolder
    from cli.output import Output, Part
    from cli.run import Run
    from publiccode.pictures import PictureReport
    from publiccode.run import Changes, HostRequests, RunReport

MOST_LINES = 10
"""Lines of one kind that text output shows; JSON has them all."""

MEANING = {
    0: ("complete", "green"),
    2: ("crawled, but not published", "red"),
    3: ("complete, but some sources failed", "yellow"),
    4: ("nothing could be crawled", "red"),
    5: ("not published: the drop guard held", "yellow"),
    130: ("stopped before its end", "yellow"),
}
"""What each exit code of a crawl says."""

OUTCOMES = {
    "found": "read",
    "unchanged": "unchanged since the last run",
    "absent": "without a publiccode.yml",
    "empty": "without a commit",
    "private": "not public",
    "gone": "gone",
    "moved": "moved elsewhere",
    "too-large": "with a publiccode.yml that is too large",
    "not-text": "with a publiccode.yml that is no text",
    "forbidden": "not allowed to be read",
    "rate-limited": "put off: the host asked to slow down",
    "unreachable": "out of reach",
    "timed-out": "too slow to answer",
    "host-error": "not read: the host failed",
    "skipped": "skipped",
}
"""What each outcome says after a number of repositories."""


def as_json(report: RunReport) -> dict[str, object]:
    """Return the documented JSON shape of a run report."""
    shape: dict[str, object] = msgspec.to_builtins(report)
    return shape


def print_run(output: Output, run: Run) -> None:
    print_report(output, run.report)
    if run.shown is None:
        return
    output.line()
    output.line(f"{run.shown} software in the catalogue; ", _index_told(run))


def _index_told(run: Run) -> str:
    index = "search index built" if run.index_built else "search index was up to date"
    if run.report.dropped:
        index = "search index left as it was"
    return index if run.pages is None else f"{index}, {counted(run.pages, 'page')} written"


def print_report(output: Output, report: RunReport) -> None:
    """Print what a run looked at, what it changed and what stood in its way."""
    looked_at = sum(report.repositories.values())
    output.line(
        (f"Run {report.run}: ", "bold"),
        MEANING.get(report.exit, (f"exit code {report.exit}", "red")),
        f" ({counted(looked_at, 'repository', 'repositories')} in {_duration(report)})",
    )
    if report.dropped:
        output.line(("Held back: ", "yellow"), report.dropped)
    if report.unpublished:
        output.line(("Not published: ", "red"), report.unpublished)
    if report.stopped:
        output.line(("Stopped: ", "yellow"), report.stopped)
    if report.since:
        output.line(
            f"It goes on with a run that broke off ({report.since}): "
            f"{counted(report.resumed, 'repository', 'repositories')} not asked again"
        )
    rows: list[list[Part]] = [
        [str(count), OUTCOMES.get(outcome, outcome)] for outcome, count in sorted(report.repositories.items())
    ]
    output.table(rows, indent=2)
    _print_changes(output, report.changes, report.reasons)
    _print_unusable(output, report)
    _print_failed_sources(output, report)
    _print_unfinished(output, report)
    _print_pictures(output, report.pictures)
    _print_requests(output, report)
    _print_budgets(output, report)


def _print_changes(output: Output, changes: Changes, reasons: Mapping[str, str]) -> None:
    kinds = asdict(changes)
    if not any(kinds.values()):
        output.line("Nothing new in the catalogue.")
        return
    rows: list[list[Part]] = [[kind, str(len(ids)), _some(ids)] for kind, ids in kinds.items() if ids]
    output.line(("Changes", "bold"))
    output.table(rows, indent=2)
    for identifier, reason in list(reasons.items())[:MOST_LINES]:
        output.line(f"{identifier}: {reason}", indent=2)
    _print_rest(output, len(reasons))


def _print_unusable(output: Output, report: RunReport) -> None:
    if not report.unusable:
        return
    output.line(("Files that can't be listed", "bold"))
    for file in report.unusable[:MOST_LINES]:
        output.line(f"{file.repository} {file.file}:{file.line}: {file.reason}", indent=2)
    _print_rest(output, len(report.unusable))


def _print_failed_sources(output: Output, report: RunReport) -> None:
    failed = [source for source in report.sources if source.failure is not None]
    if not failed:
        return
    output.line(("Sources that failed", "bold"))
    for source in failed[:MOST_LINES]:
        output.line(f"{source.url} ({source.publisher}): {source.failure}", indent=2)
    _print_rest(output, len(failed))


def _print_rest(output: Output, number: int) -> None:
    if number > MOST_LINES:
        output.line(f"and {number - MOST_LINES} more (--format json has them all)", indent=2)


def _print_unfinished(output: Output, report: RunReport) -> None:
    left = [source for source in report.sources if source.unfinished is not None]
    if not left or report.stopped:
        return
    output.line(("Sources that come first in the next run", "bold"))
    for source in left[:MOST_LINES]:
        output.line(f"{source.url} ({source.publisher}): {source.unfinished}", indent=2)
    _print_rest(output, len(left))


def _print_pictures(output: Output, pictures: PictureReport | None) -> None:
    if pictures is None:
        return
    output.line(("Pictures", "bold"), f" ({pictures.named} named, {pictures.seconds:.0f} s)")
    counts = {
        "new or changed": pictures.fetched,
        "not modified": pictures.unchanged,
        "not asked again yet": pictures.fresh,
        "failed": pictures.failed,
        "left for the next run": pictures.left,
        "without room in the folder": pictures.no_room,
        "taken away": pictures.removed,
    }
    output.table([[str(count), what] for what, count in counts.items() if count], indent=2)
    bound = f" of {_size(pictures.most_bytes)}" if pictures.most_bytes else ""
    output.line(
        f"{_size(pictures.bytes)} received; {pictures.kept} kept, {_size(pictures.kept_bytes)}{bound}",
        indent=2,
    )
    if pictures.no_room:
        output.line(
            ("Full: ", "yellow"),
            "raise total_megabytes under [pictures] in riuso.toml; what is kept stays",
            indent=2,
        )
    if pictures.stopped:
        output.line(("Stopped: ", "yellow"), pictures.stopped, indent=2)
    for failure in pictures.failures[:MOST_LINES]:
        output.line(f"{failure.address}: {failure.reason}", indent=2)
    _print_rest(output, len(pictures.failures))


def _size(count: int) -> str:
    return f"{count / 1024**2:.1f} MiB" if count >= 1024**2 else f"{count / 1024:.1f} KiB"


def _print_requests(output: Output, report: RunReport) -> None:
    if not report.requests:
        return
    output.line(("Requests", "bold"))
    rows: list[list[Part]] = [
        [
            host,
            f"{asked.total} sent",
            f"{asked.not_modified} not modified",
            f"{asked.errors} failed",
            f"waited {asked.waited_s:.1f} s",
            _left(asked),
        ]
        for host, asked in sorted(report.requests.items())
    ]
    output.table(rows, indent=2)


def _print_budgets(output: Output, report: RunReport) -> None:
    rows: list[list[Part]] = [
        [
            name,
            _used(budget.used_requests, budget.requests, "requests"),
            _used(budget.used_s / 60, None if budget.seconds is None else budget.seconds / 60, "minutes"),
        ]
        for name, budget in sorted(report.budgets.items(), key=lambda item: (item[0] != "run", item[0]))
    ]
    if rows:
        output.line(("Budgets", "bold"))
        output.table(rows, indent=2)


def _used(used: float, allowed: float | None, unit: str) -> str:
    bound = f" of {allowed:.0f}" if allowed is not None else ""
    return f"{used:.0f}{bound} {unit}"


def _left(asked: HostRequests) -> str:
    """Return what the host still allows, where it said so."""
    if asked.remaining is None:
        return ""
    until = f" until {asked.resets}" if asked.resets else ""
    return f"{asked.remaining} of {asked.limit} left{until}"


def print_next_steps(output: Output, run: Run, data: DataFolder, site: Path | None, again: str) -> None:
    """Say what to do after a crawl, most pressing first; ``again`` is the command it was."""
    output.line()
    if run.report.dropped:
        accepted = advice.rebuild(data, site=site, accept_drop=True)
        output.line(f"Next: look at `riuso report{data.option}`; if it is right, `{accepted}` publishes it.")
        return
    if run.report.exit == 4:
        output.line("Next: look at the sources above; the catalogue is as it was.")
        return
    if run.shown is None:
        steps = {
            again: "goes on where this one stopped",
            advice.rebuild(data, site=site): "publishes what is there",
        }
        width = max(map(len, steps))
        for step, told in steps.items():
            output.line(f"{'Next: ' if step == again else '      '}{step.ljust(width)}   {told}")
        return
    output.line(f"Next: riuso search QUERY{data.option}")
    output.line(f"      {advice.site_serve(site) if site else f'riuso site build DIR{data.option}'}")


def _duration(report: RunReport) -> str:
    try:
        seconds = (
            datetime.fromisoformat(report.finished) - datetime.fromisoformat(report.started)
        ).total_seconds()
    except ValueError:
        return "an unknown time"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _some(ids: tuple[str, ...], most: int = 5) -> str:
    rest = f" and {len(ids) - most} more" if len(ids) > most else ""
    return ", ".join(ids[:most]) + rest
