"""``riuso monitor``: the last run against thresholds, for a monitoring system and for metrics."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.configuration import read_configuration
from cli.errors import NOT_FINE
from cli.opening import read_catalogue
from cli.options import config_option, data_option, example, format_option
from cli.output import print_json, results
from index.monitor import judge

if TYPE_CHECKING:
    from cli.data_folder import DataFolder


@click.command(
    "monitor",
    epilog=example(
        "riuso monitor --data /srv/riuso",
        "riuso monitor --metrics /var/lib/prometheus/node-exporter/riuso.prom",
    ),
)
@click.option(
    "--metrics",
    "metrics_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write Prometheus metrics there, for the textfile collector of its node exporter.",
)
@click.option("--quiet", is_flag=True, help="Print only what is not well.")
@data_option
@config_option
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    metrics_file: Path | None,
    quiet: bool,
    data: DataFolder,
    config: Path | None,
    form: str,
) -> None:
    """Judge the last run by the thresholds in riuso.toml.

    Its age, failed sources and repositories, files that broke, software that vanished, time, requests, and
    how much software is left. Ends with 0 where all is well, 1 where a threshold is passed.
    """
    thresholds = read_configuration(config, data.path).monitor
    with read_catalogue(data) as catalogue:
        report, software = catalogue.last_report(), catalogue.counts()
    readings = judge(report, software, thresholds, datetime.now(UTC))
    if metrics_file is not None and report is not None:
        from cli.metrics import metrics, write_metrics  # noqa: PLC0415 - the library is of use for this alone

        exceeded = {one.name: one.exceeded for one in readings}
        write_metrics(metrics_file, metrics(report, software, exceeded))
    if form == "json":
        print_json(readings)
    else:
        for one in readings:
            if one.exceeded:
                results().line(("Not well: ", "red"), one.told)
            elif not quiet:
                results().line(("Well: ", "green"), one.told)
    ctx.exit(NOT_FINE if any(one.exceeded for one in readings) else 0)
