"""``riuso export``: the catalogue, or some of it, in the formats of others."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.adopting import with_users
from cli.exporting import deliver, found_by
from cli.facet_options import facet_options, unwanted, wanted
from cli.language import reader_languages
from cli.opening import known_entry, personal_data, read_catalogue
from cli.options import data_option, example, personal_data_option
from cli.output import notices
from index.adoption.store import read_adoption
from index.export import FORMATS, ExportOptions, export
from index.export.options import TITLE
from index.pages.configuration import NAME, read_options
from index.pages.options import EVERYWHERE
from index.query import Query, Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.data_folder import DataFolder
    from index.catalogue import Catalogue
    from index.entry import Entry
    from index.pages.options import SiteOptions
    from index.personal_data import PersonalData


@click.command(
    "export",
    epilog=example(
        "riuso export --format codemeta comune-valdora-protocollo-aperto",
        'riuso export --format dcat-turtle --published-by "Comune di Valdora" -o catalogue.ttl',
    ),
)
@click.argument("software", metavar="[ID|URL]...", nargs=-1)
@click.option("--query", metavar="TEXT", default="", help="Only what `riuso search` finds.")
@facet_options
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    required=True,
    help="The formats are told in docs/exports.md.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="File to write, whole or not at all.  [default: standard output]",
)
@personal_data_option
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="TAG",
    help="Language of texts that a format holds only once, most wanted first.  [default: the environment's]",
)
@click.option("--published-by", "publisher", metavar="NAME", default="", help="Who publishes the catalogue.")
@click.option("--url", metavar="URL", help="Where the pages are served.  [default: as in site.yml]")
@data_option
def command(
    *,
    software: tuple[str, ...],
    query: str,
    form: str,
    output: Path | None,
    personal: PersonalData | None,
    languages: tuple[str, ...],
    publisher: str,
    url: str | None,
    data: DataFolder,
    **facets: Any,
) -> None:
    """Write the catalogue in the formats of others.

    All software that is shown, mirrors and technical forks aside; or the software named by ID or URL; or what
    a search finds: --query, and the facets of `riuso search`, each with its second one (--not-license MIT).
    """
    asked = Query(
        text=query,
        filters=wanted(facets),
        excluded=unwanted(facets),
        sort=Sort.RELEVANCE if query else Sort.NAME,
        today=datetime.now(UTC).date(),
    )
    is_search = bool(query or asked.filters or asked.excluded)
    if software and is_search:
        raise click.UsageError("name software by ID or URL, or search for it, not both")
    told = personal or personal_data(data)
    with read_catalogue(data, told) as catalogue:
        entries = _named(catalogue, software) if software else _all(catalogue)
        if is_search:
            entries = found_by(asked, entries, data)
        as_of = catalogue.as_of()
    adoption = read_adoption(data.adoption)
    if adoption is not None:
        entries = with_users(entries, adoption)
    site = read_options(data.path / NAME)
    options = ExportOptions(
        title=_title(site),
        base_url=url or site.base_url or "",
        publisher=publisher,
        languages=languages or reader_languages(),
        as_of=as_of,
        personal_data=told,
        single=len(software) == 1,
        adoption=adoption,
    )
    if FORMATS[form].asks_publisher and not publisher:
        notices().line("Note: DCAT-AP asks who publishes a catalogue; say it with --published-by NAME.")
    deliver(export(form, entries, options), FORMATS[form], output, count=len(entries))


def _title(site: SiteOptions) -> str:
    titles = site.brand.titles
    return site.title or titles.get(site.language) or titles.get(EVERYWHERE) or TITLE


def _all(catalogue: Catalogue) -> Sequence[Entry]:
    return [entry for entry in catalogue.entries() if not entry.hidden]


def _named(catalogue: Catalogue, names: Sequence[str]) -> Sequence[Entry]:
    found: dict[str, Entry] = {}
    for name in names:
        entry = known_entry(catalogue, name)
        found[entry.id] = entry
    return list(found.values())
