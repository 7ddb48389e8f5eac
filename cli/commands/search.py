"""``riuso search``: find software, and see how the finds divide."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from cli.language import reader_languages
from cli.options import data_option, example, format_option
from cli.output import print_json, results
from cli.search_text import as_json, print_result
from index.engine import open_index
from index.facets import FACETS
from index.query import Query, Sort

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.data_folder import DataFolder


def _facet_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add an option for each facet, so that a new facet is an option by itself."""
    for facet in reversed(list(FACETS.values())):
        function = click.option(
            f"--{facet.name}",
            f"facet_{facet.name}",
            multiple=True,
            metavar="VALUE",
            help=f"{facet.label}; may be repeated.",
        )(function)
    return function


@click.command(
    "search",
    epilog=example(
        'riuso search "appointment booking"',
        "riuso search protocollo --license EUPL-1.2 --country IT --country CH",
        "riuso search --category document-management --sort released --format json",
    ),
)
@click.argument("query", required=False, default="")
@_facet_options
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
@data_option
@format_option
def command(
    *,
    query: str,
    sort: str,
    limit: int,
    page: int,
    languages: tuple[str, ...],
    data: DataFolder,
    form: str,
    **facets: Any,
) -> None:
    """Find software.

    Without QUERY everything is found; the facets narrow it. Values of one facet are alternatives,
    different facets must all hold. The counts say how many finds choosing a value would leave.
    """
    asked = Query(
        text=query,
        filters={name.removeprefix("facet_"): values for name, values in facets.items() if values},
        sort=Sort(sort),
        page=page,
        limit=limit,
        languages=languages or reader_languages(),
    )
    with closing(open_index(data.search)) as index:
        found = index.search(asked)
        everything = index.search(Query(limit=1)) if asked.filters and not found.total else None
    if form == "json":
        print_json(as_json(found))
    else:
        print_result(results(), found, everything)
