"""``riuso badge``: a small picture for a README."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.data_folder import write_atomically
from cli.opening import known_entry, read_catalogue
from cli.options import data_option, example, format_option
from cli.output import notices, print_json, results
from index.pages.badge import badge_of, snippet, svg
from index.pages.configuration import NAME, read_options
from index.pages.options import LANGUAGES

if TYPE_CHECKING:
    from cli.data_folder import DataFolder


@click.command(
    "badge",
    epilog=example(
        "riuso badge comune-valdora-protocollo-aperto --output badge.svg",
        "riuso badge comune-valdora-protocollo-aperto --markdown --url https://software.valdora.example/",
    ),
)
@click.argument("software", metavar="ID|URL")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the picture here.",
)
@click.option("--markdown", is_flag=True, help="Print what a README takes instead of the picture.")
@click.option(
    "--url", "site_url", metavar="URL", help="Where the pages are served.  [default: url in site.yml]"
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    help="Language of the badge.  [default: the first of site.yml]",
)
@data_option
@format_option
def command(
    *,
    software: str,
    output: Path | None,
    markdown: bool,
    site_url: str | None,
    language: str | None,
    data: DataFolder,
    form: str,
) -> None:
    """Draw how a software's file stands, for its README.

    Valid, with warnings, with errors, or out of reach: an SVG picture that fetches nothing. A site has the
    same for every software at badge/ID.svg; the Markdown shows that one, which every night brings up to date.
    """
    options = read_options(data.path / NAME)
    with read_catalogue(data) as catalogue:
        entry = known_entry(catalogue, software)
    badge = badge_of(entry, language or options.language)
    picture, base = svg(badge), site_url or options.base_url
    text = snippet(entry.id, base) if base else None
    if markdown and text is None:
        raise click.UsageError("--markdown needs to know where the pages are: --url, or url in site.yml.")
    if output:
        write_atomically(output, picture.encode())
    if form == "json":
        print_json(
            {"id": entry.id, "kind": badge.kind, "message": badge.message, "svg": picture, "markdown": text}
        )
    elif markdown:
        results().line(text or "")
    elif output:
        notices().line(f"{output}: {badge.message}")
    else:
        click.echo(picture, nl=False)
