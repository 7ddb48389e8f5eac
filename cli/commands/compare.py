"""``riuso compare``: two to six software side by side, as a dossier to decide by."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.comparing import dossier_of
from cli.configuration import read_configuration
from cli.data_folder import write_atomically
from cli.facet_options import facet_options, unwanted, wanted
from cli.language import reader_languages
from cli.options import config_option, data_option, example, personal_data_option
from cli.output import as_json, notices, print_json, results
from index.dossier.candidate import GIVEN_OUT_UNDER, Choices
from index.dossier.profiles import PROFILES, profile, profile_of_country
from index.query import Query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cli.data_folder import DataFolder
    from index.dossier.model import Dossier
    from index.dossier.profiles import Profile
    from index.personal_data import PersonalData

NO_PROFILE = "none"
ITALIAN = "italian-json"
_SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown"} | {
    f".{name}": name for name in ("json", "ods", "xlsx")
}
FORMATS = ("text", "json", "markdown", "html", "ods", "xlsx", ITALIAN)
BINARY = ("ods", "xlsx")


def _weights(
    _context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]
) -> dict[str, float]:
    found = {}
    for one in given:
        name, equals, weight = one.partition("=")
        try:
            found[name.strip()] = float(weight)
        except ValueError:
            raise click.BadParameter(f"{one!r} is not PART=NUMBER, such as upkeep=2") from None
        if not equals:
            raise click.BadParameter(f"{one!r} is not PART=NUMBER, such as upkeep=2")
    return found


def _licence(_context: click.Context, _parameter: click.Parameter, given: str) -> str:
    # Looked up in a list of its own, which a comparison reads anyway.
    from publiccode.spdx import is_expression  # noqa: PLC0415 - help does without

    if not is_expression(given):
        raise click.BadParameter(f"{given[:200]!r} is no SPDX licence id or expression")
    return given


@click.command(
    "compare",
    epilog=example(
        "riuso compare stadt-lindenau-terminbuch comune-valdora-prenota-sportello",
        "riuso compare Terminbuch 'Prenota Sportello' --query Terminbuchung --format html -o dossier.html",
        "riuso compare Terminbuch 'Prenota Sportello' --weight upkeep=2 --weight proof=0",
    ),
)
@click.argument("software", metavar="ID|URL|NAME...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text for people, json for programs, markdown and html to hand on and to print, ods and xlsx to fill"
    " in, italian-json for the Italian comparison tool.",
)
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it there, in the format that the name ends in unless --format says one.",
)
@click.option(
    "--query", metavar="TEXT", help="What you searched for: the dossier keeps it, and who was left out."
)
@facet_options
@click.option(
    "--weight",
    "weights",
    multiple=True,
    metavar="PART=N",
    callback=_weights,
    help="What a part of readiness counts for you, 1 unless said; may be repeated.",
)
@click.option(
    "--requirement",
    "requirements",
    multiple=True,
    metavar="TEXT",
    help="A requirement to fill in how far each covers it; may be repeated.",
)
@click.option(
    "--into",
    metavar="LICENSE",
    default=GIVEN_OUT_UNDER,
    show_default=True,
    callback=_licence,
    help="The licence that you would give combined work out under.",
)
@click.option(
    "--profile",
    "profile_name",
    type=click.Choice([*PROFILES, NO_PROFILE]),
    help="How a country wants it done: steps, conditions, documents.  [default: by `country` in riuso.toml]",
)
@click.option("--near", metavar="PLACE", help="Where you are: tells the nearest who uses each.")
@click.option("--with-blank", "has_blank", is_flag=True, help="A last column for another solution.")
@click.option("--catalogue-url", "address", metavar="URL", help="Where the pages are served: for permalinks.")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="TAG",
    help="Language of the dossier, most wanted first.  [default: the environment's]",
)
@config_option
@personal_data_option
@data_option
def command(
    *,
    software: tuple[str, ...],
    form: str,
    file: Path | None,
    query: str | None,
    languages: tuple[str, ...],
    config: Path | None,
    personal: PersonalData | None,
    data: DataFolder,
    weights: Mapping[str, float],
    requirements: tuple[str, ...],
    into: str,
    profile_name: str | None,
    near: str | None,
    has_blank: bool,
    address: str | None,
    **facets: Any,
) -> None:
    """Compare software side by side, as a dossier to decide by.

    Two to six: what is known of each, with source and day, where they differ first; and the blanks that
    only you can fill: need, cost, time, skill, outcome. A cell says whether there is none, whether its
    owner did not say, or whether nobody looked. Nothing is ranked. With --query (and the filters of `riuso
    search`) the dossier keeps what you asked for and who was left out.
    """
    choices = Choices(
        languages=languages or reader_languages(),
        weights=weights,
        requirements=requirements,
        into=into,
        profile=_profile(profile_name, config, data),
        has_blank=has_blank,
        address=address,
    )
    asked = _asked(query, facets, choices.languages)
    dossier = dossier_of(software, data, choices, asked, personal, near=near)
    if file is not None:
        form = form if form != "text" else _SUFFIXES.get(file.suffix.lower(), form)
        write_atomically(file, _document(dossier, form))
        differ = f"{dossier.differing} of {dossier.comparable} questions differ"
        results().line(f"{file}: {len(dossier.subjects)} columns, {differ}")
    elif form == "text":
        from cli.compare_text import print_dossier  # noqa: PLC0415 - only this form needs it

        print_dossier(results(), dossier)
    elif form == "json":
        print_json(_json(dossier))
    elif form in BINARY and _is_terminal():
        raise click.UsageError(f"{form} is nothing for a terminal; name a file with --output")
    else:
        click.echo(_document(dossier, form), nl=False)
    if form == ITALIAN:
        _tell_blanks(dossier, file)


def _asked(text: str | None, facets: Mapping[str, Any], languages: tuple[str, ...]) -> Query | None:
    """Return the search by which the software was found, None where none was named."""
    filters, excluded = wanted(facets), unwanted(facets)
    if text is None and not filters and not excluded:
        return None
    today = datetime.now(UTC).date()
    return Query(text=text or "", filters=filters, excluded=excluded, languages=languages, today=today)


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _profile(name: str | None, config: Path | None, data: DataFolder) -> Profile | None:
    """Return the profile that was asked for, else that of the country that the catalogue is for."""
    if name is not None:
        return None if name == NO_PROFILE else profile(name)
    country = read_configuration(config, data.path).country
    return profile_of_country(country) if country else None


def _json(dossier: Dossier) -> dict[str, object]:
    from index.dossier.as_json import dossier_json  # noqa: PLC0415 - only this form needs it

    return dossier_json(dossier)


def _document(dossier: Dossier, form: str) -> bytes:
    """Return the dossier as one file in a form."""
    if form == "json":
        return (as_json(_json(dossier)) + "\n").encode()
    if form == "markdown":
        from index.dossier.as_markdown import dossier_markdown  # noqa: PLC0415 - only this form needs it

        return dossier_markdown(dossier).encode()
    if form == "html":
        from index.dossier.page import dossier_page  # noqa: PLC0415 - only this form needs it

        return dossier_page(dossier).encode()
    if form == ITALIAN:
        from index.dossier.italian import italian_json  # noqa: PLC0415 - only this form needs it

        return (as_json(italian_json(dossier)) + "\n").encode()
    if form in BINARY:
        return _spreadsheet(dossier, form)
    raise click.UsageError(f"-o FILE needs --format {', '.join(FORMATS[1:])}, or a name that ends so")


def _tell_blanks(dossier: Dossier, file: Path | None) -> None:
    """List what the Italian tool would take for an answer: beside the file, else on standard error."""
    from index.dossier.italian import blanks_text  # noqa: PLC0415 - only this form needs it

    if file is None:
        notices().paragraph(blanks_text(dossier))
        return
    note = file.with_name(f"{file.stem}.blanks.txt")
    write_atomically(note, blanks_text(dossier).encode())
    notices().line(f"{note}: what is blank, and would count as an answer there")


def _spreadsheet(dossier: Dossier, form: str) -> bytes:
    from index.dossier.as_book import dossier_book  # noqa: PLC0415 - only these forms need it
    from index.sheets.ods import write_ods  # noqa: PLC0415 - as above
    from index.sheets.xlsx import write_xlsx  # noqa: PLC0415 - as above

    return write_ods(dossier_book(dossier)) if form == "ods" else write_xlsx(dossier_book(dossier))
