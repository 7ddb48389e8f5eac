"""``riuso report``: what a crawl did, read from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.errors import NoSuchRunError
from cli.options import data_option, example, format_option
from cli.output import print_json, results
from cli.run_text import as_json, print_report
from index.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.data_folder import DataFolder
    from publiccode.run import RunReport


@click.command("report", epilog=example("riuso report", "riuso report 20260131T034500Z --format json"))
@click.argument("run", required=False)
@data_option
@format_option
def command(run: str | None, data: DataFolder, form: str) -> None:
    """Tell what a crawl did.

    Of RUN, or of the last one: repositories by outcome, what changed, files that can't be listed with line
    and reason, sources that failed, requests by host.
    """
    with Catalogue.open(data.require_catalogue(), read_only=True) as catalogue:
        reports = catalogue.reports()
    report = _wanted(reports, run)
    if form == "json":
        print_json(as_json(report))
    else:
        print_report(results(), report)


def _wanted(reports: Sequence[RunReport], run: str | None) -> RunReport:
    """Return the report of ``run``, or the newest of ``reports``, which are newest first."""
    if not reports:
        raise NoSuchRunError("the catalogue holds no run yet; `riuso crawl` makes one")
    if run is None:
        return reports[0]
    for report in reports:
        if report.run == run:
            return report
    latest = ", ".join(report.run for report in reports[:5])
    raise NoSuchRunError(f"no run {run!r}; the latest are {latest}")
