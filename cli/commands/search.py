"""``riuso search``: find software, and see how the finds divide."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from cli.facet_options import facet_options, unwanted, wanted
from cli.language import reader_languages
from cli.options import QueryCommand, data_option, example, format_option, km_option, words_argument
from cli.output import print_json, results
from cli.search_text import as_json, print_result
from index.engine import open_index
from index.query import Query, Sort

if TYPE_CHECKING:
    from cli.data_folder import DataFolder
    from index.adoption.near import Neighbour

_EVERYTHING = Query(limit=1, every_value=True)


@click.command(
    "search",
    cls=QueryCommand,
    epilog=example(
        "riuso search appointment booking",
        "riuso search protocollo --license EUPL-1.2 --country IT --country CH",
        "riuso search --category document-management --not-state archived --released-since 18m",
        "riuso search --sort vitality --format json",
    ),
)
@words_argument("query")
@facet_options
@click.option(
    "--sort",
    type=click.Choice([sort.value for sort in Sort]),
    default=Sort.RELEVANCE.value,
    show_default=True,
    help="What comes first.",
)
@click.option(
    "--limit", type=click.IntRange(1, 200), metavar="N", default=10, show_default=True, help="Hits on a page."
)
@click.option(
    "--page", type=click.IntRange(min=1), metavar="N", default=1, show_default=True, help="Which page."
)
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="TAG",
    help="Language to read summaries in, most wanted first.  [default: the environment's]",
)
@click.option("--near", metavar="PLACE", help="Only what administrations around a place use or publish.")
@km_option("How far --near looks.")
@click.option("--explain", is_flag=True, help="Say for each hit why it is one and why it is there.")
@data_option
@format_option
def command(
    *,
    query: str,
    sort: str,
    limit: int,
    page: int,
    languages: tuple[str, ...],
    explain: bool,
    near: str | None,
    km: float,
    data: DataFolder,
    form: str,
    **facets: Any,
) -> None:
    """Find software.

    Without QUERY everything is found; the facets narrow it. Values of one facet are alternatives,
    different facets must all hold. The counts say how many finds choosing a value would leave.

    Each facet's option has a second one that leaves out what has the value: --not-license MIT. --used-by,
    --publisher and --standard also take a part of the name. --released-since and --contract-ends take a
    time (6m, 2y) or a date (2026-06-30), counted from today. With --near and no QUERY, or with --sort
    nearest, the software of the nearest administration comes first.
    """
    if near is None and sort == Sort.NEAREST:
        raise click.UsageError("--sort nearest needs --near PLACE")
    around = _looked_around(near, km, data) if near else None
    asked = Query(
        text=query,
        filters=wanted(facets),
        excluded=unwanted(facets),
        sort=Sort.NEAREST if around and not query and sort == Sort.RELEVANCE else Sort(sort),
        within=tuple(around) if around is not None else None,
        page=page,
        limit=limit,
        languages=languages or reader_languages(),
        today=datetime.now(UTC).date(),
        explain=explain,
    )
    with closing(open_index(data.search)) as index:
        found = index.search(asked)
        everything = index.search(_EVERYTHING) if asked.filters and not found.total else None
    if form == "json":
        print_json(as_json(found, around))
    else:
        print_result(results(), found, everything, around)


def _looked_around(place: str, km: float, data: DataFolder) -> dict[str, Neighbour]:
    from cli.around import looked_around  # noqa: PLC0415 - few searches look around

    return looked_around(place, km, data)
