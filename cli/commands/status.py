"""``riuso status``: how the catalogue stands."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cli.errors import NOT_FINE
from cli.options import data_option, example, format_option
from cli.output import print_json, results
from cli.standing import standing

if TYPE_CHECKING:
    from cli.data_folder import DataFolder
    from cli.output import Output, Part
    from cli.standing import Standing


@click.command("status", epilog=example("riuso status", "riuso status --data /srv/riuso --format json"))
@data_option
@format_option
@click.pass_context
def command(ctx: click.Context, data: DataFolder, form: str) -> None:
    """Say how the catalogue stands and what to do.

    Software by state, the last run and its age, whether search shows what the catalogue holds. Ends with 1
    where something needs a hand.
    """
    now = standing(data, datetime.now(UTC))
    if form == "json":
        print_json(now)
    else:
        _print(results(), now)
    ctx.exit(NOT_FINE if now.todo else 0)


def _print(output: Output, now: Standing) -> None:
    rows: list[list[Part]] = [[str(count), state] for state, count in now.software.items() if count]
    output.line(("Data folder ", "bold"), now.data)
    output.line(f"{sum(now.software.values())} software")
    output.table(rows, indent=2)
    if now.last_run:
        output.line(f"Last run {now.last_run.run}, {now.last_run.age_hours:.0f} h ago, {now.last_run.told}")
    else:
        output.line("No run yet")
    output.line(f"Search index: {now.index}")
    if not now.todo:
        output.line(("All is well.", "green"))
    for step in now.todo:
        output.line(("To do: ", "yellow"), step)
