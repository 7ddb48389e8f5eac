"""``riuso rebuild``: what is derived, made again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cli import advice
from cli.applying import apply_pending
from cli.drop_guard import DropLimit
from cli.errors import DROP_HELD
from cli.opening import writable_catalogue
from cli.options import accept_drop_option, data_option, example, format_option, site_option
from cli.output import notices, print_json, results
from cli.progress import steps_on_stderr
from cli.publish import as_site, publish

if TYPE_CHECKING:
    from pathlib import Path

    from cli.data_folder import DataFolder


@click.command("rebuild", epilog=example("riuso rebuild", "riuso rebuild --site public/ --accept-drop"))
@site_option
@accept_drop_option
@data_option
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    site: Path | None,
    title: str | None,
    url: str | None,
    accept_drop: bool,
    max_drop: int,
    min_software: int,
    data: DataFolder,
    form: str,
) -> None:
    """Build the search index, and the pages, again from the catalogue.

    Applies first what an interrupted crawl had finished and not applied. Crawls nothing.
    """
    limit = None if accept_drop else DropLimit(max_drop / 100, min_software)
    data.require_catalogue()
    with data.writing("rebuild", datetime.now(UTC)), writable_catalogue(data) as catalogue:
        notes = apply_pending(catalogue, data)
        done = publish(
            catalogue,
            data,
            steps=steps_on_stderr(),
            limit=limit,
            site=as_site(site, title, url, data),
            rebuild=True,
        )
    for note in (*notes, *done.warnings):
        notices().line(f"Note: {note}.")
    if form == "json":
        print_json({"software": done.shown, "pages": done.pages, "held": done.held})
    elif done.held:
        results().line(("Held back: ", "yellow"), f"{done.held}.")
        notices().line(
            f"Next: `{advice.rebuild(data, site=site, accept_drop=True)}` publishes it all the same."
        )
    else:
        pages = "" if done.pages is None else f", {done.pages} pages"
        results().line(f"{done.shown} software in the search index{pages}.")
    ctx.exit(DROP_HELD if done.held else 0)
