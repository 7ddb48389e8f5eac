"""``riuso used-by``: who uses a software."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.adopting import require_adoption
from cli.opening import known_entry, read_catalogue
from cli.options import data_option, example, format_option
from cli.output import print_json, results
from cli.used_by_text import print_users, software_json
from index.adoption.collect import original_of

if TYPE_CHECKING:
    from cli.data_folder import DataFolder


@click.command(
    "used-by",
    epilog=example(
        "riuso used-by comune-valdora-protocollo-aperto",
        "riuso used-by https://code.example/comune-valdora/protocollo-aperto --format json",
    ),
)
@click.argument("software", metavar="ID|URL")
@data_option
@format_option
def command(software: str, data: DataFolder, form: str) -> None:
    """Tell who uses a software.

    With who says so, since when, and how sure it is which organisation is meant. What a name stands for
    can be corrected in curation.yml.
    """
    with read_catalogue(data) as catalogue:
        entry = known_entry(catalogue, software)
    adoption = require_adoption(data)
    identifier = original_of(entry)
    if form == "json":
        print_json(software_json(identifier, adoption))
    else:
        print_users(results(), identifier, adoption)
