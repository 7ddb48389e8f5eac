"""``riuso uses``: what an organisation uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.adopting import one_organisation, require_adoption
from cli.options import data_option, example, format_option, words_argument
from cli.output import print_json, results
from cli.used_by_text import organisation_json, print_used

if TYPE_CHECKING:
    from cli.data_folder import DataFolder


@click.command(
    "uses",
    epilog=example(
        'riuso uses "Comune di Valdora"',
        "riuso uses it-comune-valdora --format json",
    ),
)
@words_argument("organisation", required=True)
@data_option
@format_option
def command(organisation: str, data: DataFolder, form: str) -> None:
    """Tell what an organisation uses and publishes.

    ORGANISATION is a name, a town, or an id as `riuso used-by --format json` prints it.
    """
    adoption = require_adoption(data)
    found = one_organisation(organisation, adoption)
    if form == "json":
        print_json(organisation_json(found, adoption))
    else:
        print_used(results(), found, adoption)
