"""``riuso report``: what a crawl did, read from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.errors import NoSuchRunError
from cli.opening import read_catalogue
from cli.options import data_option, example
from cli.output import print_json, results
from cli.report_text import as_json, print_operator_report
from index.operator_report import operator_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.data_folder import DataFolder
    from publiccode.run import RunReport


@click.command("report", epilog=example("riuso report", "riuso report 20260131T034500Z --format json"))
@click.argument("run", required=False)
@click.option("--all", "whole", is_flag=True, help="List every publisher.")
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "prometheus"]),
    default="text",
    show_default=True,
    help="text for people, json for programs, prometheus for its textfile collector.",
)
def command(run: str | None, *, whole: bool, data: DataFolder, form: str) -> None:
    """Tell what a crawl did.

    Of RUN, or of the last one: repositories by outcome, what changed and why, files that can't be listed with
    line and reason, sources that failed, requests by host; the difference to the run before it, hosts,
    publishers, and what to do.
    """
    with read_catalogue(data) as catalogue:
        reports = catalogue.reports()
        software = catalogue.counts()
    report = _wanted(reports, run)
    told = operator_report(report, next((one for one in reports if one.run < report.run), None))
    if form == "json":
        print_json(as_json(report, told))
    elif form == "prometheus":
        from cli.metrics import metrics  # noqa: PLC0415 - the library is of use for this alone

        click.echo(metrics(report, software if report is reports[0] else {}), nl=False)
    else:
        print_operator_report(results(), report, told, whole=whole)


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
