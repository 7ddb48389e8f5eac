"""``riuso site``: the catalogue as pages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli import advice
from cli.drop_guard import DropLimit
from cli.errors import HeldBackError
from cli.opening import writable_catalogue
from cli.options import CONTEXT, data_option, example, format_option, page_options, personal_data_option
from cli.output import notices, print_json, results
from cli.progress import steps_on_stderr
from cli.publish import as_site, publish
from cli.serving import page_server

if TYPE_CHECKING:
    from cli.data_folder import DataFolder
    from index.personal_data import PersonalData


@click.group(
    "site",
    context_settings=CONTEXT,
    epilog=example("riuso site build public/", "riuso site serve public/"),
)
def command() -> None:
    """Build or serve the catalogue's pages."""


@command.command("build", epilog=example("riuso site build public/"))
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@page_options()
@personal_data_option
@data_option
@format_option
def build(
    *,
    out: Path,
    title: str | None,
    url: str | None,
    personal: PersonalData | None,
    data: DataFolder,
    form: str,
) -> None:
    """Write the catalogue's pages into the folder OUT.

    They work without JavaScript, and with it search in the browser. A search index that is out of date is
    built first.
    """
    pages = as_site(out, title, url, data)
    data.require_catalogue()
    with data.writing("site build", datetime.now(UTC)), writable_catalogue(data, personal) as catalogue:
        done = publish(catalogue, data, steps=steps_on_stderr(), limit=DropLimit(), site=pages)
    if done.held:
        accepted = advice.rebuild(data, site=out, accept_drop=True)
        raise HeldBackError(f"{done.held}. Nothing was written; `{accepted}` accepts that, if it is right")
    for note in done.warnings:
        notices().line(f"Note: {note}.")
    if form == "json":
        print_json({"out": str(out), "pages": done.pages, "software": done.shown})
        return
    results().line(f"{done.pages} pages for {done.shown} software in {out}")
    notices().line(f"Next: {advice.site_serve(out)}")


@command.command("serve", epilog=example("riuso site serve public/ --port 8080"))
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    default=8000,
    show_default=True,
    help="Port to listen on; 0 takes any that is free.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
def serve(*, folder: Path, port: int, host: str) -> None:
    """Serve the pages in FOLDER, to look at them.

    Listens to this machine only, unless told otherwise. In public a web server does this better.
    """
    with page_server(folder, host, port) as server:
        notices().line(f"Serving {folder}; stop with Ctrl-C.")
        results().line(f"http://{host}:{server.server_address[1]}/")
        server.serve_forever()
