"""``riuso similar``: what is like a software, and what else its publisher has."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from cli.errors import NoSuchSoftwareError
from cli.options import data_option, example, format_option
from cli.output import print_json, results
from cli.similar_text import print_similar
from index.engine import open_index

if TYPE_CHECKING:
    from cli.data_folder import DataFolder


@click.command(
    "similar",
    epilog=example(
        "riuso similar comune-valdora-protocollo-aperto",
        "riuso similar comune-valdora-protocollo-aperto --limit 10 --format json",
    ),
)
@click.argument("software", metavar="ID")
@click.option(
    "--limit",
    type=click.IntRange(1, 50),
    metavar="N",
    default=5,
    show_default=True,
    help="Of each list.",
)
@data_option
@format_option
def command(*, software: str, limit: int, data: DataFolder, form: str) -> None:
    """Find software like another one.

    Each comes with the reason: the categories and the words that both have. Then what else the same
    publisher has. ID is what `riuso search` prints.
    """
    with closing(open_index(data.search)) as index:
        if not index.knows(software):
            raise NoSuchSoftwareError(
                f"the search index knows no {software!r}; `riuso search` finds software and prints its id"
            )
        similar = index.similar(software, limit)
        more = index.more_from(software, limit)
    if form == "json":
        print_json({"id": software, "similar": list(similar), "more_from": list(more)})
    else:
        print_similar(results(), similar, more)
