"""``riuso changes``: what changed, software by software."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cli.language import reader_language
from cli.opening import known_entry, read_catalogue
from cli.options import data_option, example, format_option
from cli.output import print_json, results
from cli.since import since
from index.history.changes import ChangeKind, changes, contracts_ending
from index.history.told import ENDING, IN_DAYS, NONE, told
from index.pages.options import LANGUAGES
from index.pages.wording import wording_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.data_folder import DataFolder
    from cli.output import Output
    from index.history.changes import Change, ContractEnd
    from index.pages.wording import Wording


@click.command(
    "changes",
    epilog=example(
        "riuso changes --since 30d",
        "riuso changes comune-valdora-protocollo-aperto",
        "riuso changes --since 2026-10-01 --kind license --format json",
    ),
)
@click.argument("software", metavar="[ID|URL]", required=False)
@click.option(
    "--since", "first_day", metavar="WHEN", callback=since, help="A date, or how long ago: 30d, 8w, 6m, 1y."
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in ChangeKind]),
    help="Only such changes; may be repeated.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    help="Language to tell them in.  [default: that of the locale, else en]",
)
@data_option
@format_option
def command(
    *,
    software: str | None,
    first_day: str | None,
    kinds: tuple[str, ...],
    language: str | None,
    data: DataFolder,
    form: str,
) -> None:
    """Tell what changed in the catalogue.

    New software, versions, licences, maintenance, development status, whether its file has errors, users,
    and what is gone, the newest first; then the maintenance contracts that end within six months.
    """
    with read_catalogue(data) as catalogue:
        if software:
            entries = [known_entry(catalogue, software)]
        else:
            entries = list(catalogue.entries(include_gone=True))
        found = changes(entries, catalogue.readings(software))
        today = catalogue.as_of() or datetime.now(UTC).date()
    kept = [c for c in found if (first_day is None or c.when >= first_day) and (not kinds or c.kind in kinds)]
    ending = contracts_ending(entries, today)
    if form == "json":
        print_json({"since": first_day, "changes": kept, "contracts_ending": ending})
    else:
        print_changes(results(), kept, ending, wording_of(language or reader_language(LANGUAGES)))


def print_changes(
    output: Output, found: Sequence[Change], ending: Sequence[ContractEnd], wording: Wording
) -> None:
    """Print changes by day, then the contracts that end."""
    if not found:
        output.line(wording.say(NONE))
    day = ""
    for change in found:
        if change.when[:10] != day:
            day = change.when[:10]
            output.line((day, "bold"))
        output.line(
            (change.name, "cyan"), f"  {told(change, wording)}", (f"  {change.software}", "dim"), indent=2
        )
    if ending:
        output.line((wording.say(ENDING), "bold"))
    for one in ending:
        days = wording.count(one.days, IN_DAYS[0], IN_DAYS[1])
        output.line(f"{one.until}  ", (one.name, "cyan"), f"  {one.contractor}, {days}", indent=2)
