"""``riuso lists``: the lists that validation looks values up in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cli.lists import refresh as refresh_list
from cli.options import CONTEXT, data_option, example, format_option
from cli.output import print_json, results
from publiccode.data.sources import KINDS, facts

if TYPE_CHECKING:
    from cli.data_folder import DataFolder


@click.group("lists", context_settings=CONTEXT, epilog=example("riuso lists show"))
def command() -> None:
    """Show and refresh the lists that validation looks values up in."""


@command.command("show", epilog=example("riuso lists show --format json"))
@data_option
@format_option
def show(*, data: DataFolder, form: str) -> None:
    """Tell each list's source, its day and how many values it has."""
    told = [facts(name) for name in KINDS]
    if form == "json":
        print_json(told)
        return
    rows = [(one.name, f"{one.entries:,}", one.state, one.source) for one in told]
    results().table(rows, header=("LIST", "VALUES", "STATE OF", "SOURCE"))


@command.command(
    "refresh",
    epilog=example(
        "riuso lists refresh ipa codes.csv",
        "riuso lists refresh oembed https://oembed.com/providers.json",
    ),
)
@click.argument("name", metavar="ipa|oembed", type=click.Choice(list(KINDS)))
@click.argument("source", metavar="FILE|URL")
@click.option("--accept-drop", is_flag=True, help="Take it even where a fifth of the values would vanish.")
@data_option
@format_option
def refresh(*, name: str, source: str, accept_drop: bool, data: DataFolder, form: str) -> None:
    """Take a list from a file or URL into the data folder, with its source and today's date.

    ipa: the codes of the Italian administrations (IndicePA), as CSV or JSON with a column Codice_IPA, or a
    code a line. oembed: the registry of oembed.com. A list of the data folder is used where it is newer than
    the one that comes with riuso; delete DATA/lists to go back.
    """
    before = facts(name).entries
    refresh_list(data, name, source, datetime.now(UTC).date(), accept_drop=accept_drop)
    now = facts(name)
    if form == "json":
        print_json(now)
    else:
        results().line(f"{name}: {now.entries:,} values, {before:,} before")
