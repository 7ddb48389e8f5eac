"""``riuso near``: what the administrations around a place use and publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.adopting import require_adoption
from cli.around import middle_of, print_neighbours, tell_others
from cli.options import data_option, example, format_option, km_option, words_argument
from cli.output import print_json, results
from index.adoption.near import neighbours
from index.search.choices import unknown
from publiccode.vocabularies import CATEGORIES, COUNTRIES

if TYPE_CHECKING:
    from cli.data_folder import DataFolder


def _categories(
    _context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    for one in given:
        if one not in CATEGORIES:
            raise click.BadParameter(unknown("category", one, CATEGORIES))
    return given


def _country(_context: click.Context, _parameter: click.Parameter, given: str | None) -> str | None:
    if given is None or given.upper() in COUNTRIES:
        return given and given.upper()
    raise click.BadParameter(f"{given!r} is no country's two letters (ISO 3166-1: IT, DE)")


@click.command(
    "near",
    epilog=example(
        'riuso near "Ventspils"',
        "riuso near Samone --country IT --km 30 --category document-management --format json",
    ),
)
@words_argument("place", required=True)
@km_option("How far to look.")
@click.option(
    "--category",
    "categories",
    multiple=True,
    metavar="VALUE",
    callback=_categories,
    help="Only such software; may be repeated.",
)
@click.option("--country", metavar="CODE", callback=_country, help="Where the place is (ISO 3166-1: IT, DE).")
@data_option
@format_option
def command(
    *, place: str, km: float, categories: tuple[str, ...], country: str | None, data: DataFolder, form: str
) -> None:
    """Tell what the administrations around a place use and publish.

    PLACE is a town, a region or an organisation of the catalogue; the nearest come first.
    """
    adoption = require_adoption(data)
    middle = middle_of(place, adoption, country)
    found = neighbours(adoption, middle.lat, middle.lon, km=km, categories=categories)
    tell_others(middle, "--country chooses another")
    if form == "json":
        print_json({"place": middle, "km": km, "neighbours": found})
    else:
        print_neighbours(results(), middle, km, found)
