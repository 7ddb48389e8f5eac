"""``riuso crawl``: harvest, catalogue, search index and, if wanted, pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from cli import advice
from cli.configuration import read_configuration
from cli.drop_guard import DropLimit
from cli.errors import NotPublishedError, exit_code
from cli.options import (
    accept_drop_option,
    config_option,
    data_option,
    example,
    format_option,
    site_option,
)
from cli.output import notices, print_json, results
from cli.progress import steps_on_stderr
from cli.publish import as_site
from cli.run import crawl_and_publish
from cli.run_text import as_json, print_next_steps, print_run

if TYPE_CHECKING:
    from cli.data_folder import DataFolder
    from cli.run import Failure


@click.command(
    "crawl",
    epilog=example("riuso crawl publishers.yml --data /srv/riuso", "riuso crawl --site /var/www/software"),
)
@click.argument("publishers", nargs=-1, type=click.Path(exists=True, path_type=Path))
@site_option
@accept_drop_option
@click.option(
    "--no-resume",
    is_flag=True,
    help="Ask again what a run that broke off had seen already.",
)
@data_option
@config_option
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    publishers: tuple[Path, ...],
    site: Path | None,
    title: str | None,
    url: str | None,
    accept_drop: bool,
    max_drop: int,
    min_software: int,
    no_resume: bool,
    config: Path | None,
    data: DataFolder,
    form: str,
) -> None:
    """Bring the catalogue up to date with what the publishers' repositories hold.

    Reads the PUBLISHERS files (of a folder, every *.yml in it), or publishers.yml in the data folder. Looks
    at every repository they name, keeps what changed, and builds the search index again where it has to.

    A run that was stopped or killed is gone on with: what it had seen is not asked again.

    Ends with 0 for a complete crawl, 3 where some sources failed, 4 where nothing could be crawled, 5 where
    so much would vanish that a person must look first (--accept-drop), 130 where a signal stopped it: what
    was seen until then is in the catalogue.
    """
    configuration = read_configuration(config, data.path)
    if no_resume:
        configuration = replace(configuration, resume_hours=0)
    limit = None if accept_drop else DropLimit(max_drop / 100, min_software)
    run = crawl_and_publish(
        publishers,
        data,
        configuration,
        steps=steps_on_stderr(),
        limit=limit,
        site=as_site(site, title, url, data),
    )
    for note in (*configuration.notes, *run.notes):
        notices().line(f"Note: {note}.")
    if run.report.requests and not configuration.crawl.contact:
        notices().line(
            "Note: hosts can't see who crawls them; set RIUSO_CONTACT, or contact in riuso.toml, "
            "to your page or address."
        )
    if form == "json":
        print_json(as_json(run.report))
    else:
        print_run(results(), run)
        again = advice.crawl(publishers, data, site=site, config=config)
        if run.failure is None:
            print_next_steps(notices(), run, data, site, again)
    if run.failure is not None:
        _raise(run.failure, data, site)
    ctx.exit(run.report.exit)


def _raise(failure: Failure, data: DataFolder, site: Path | None) -> NoReturn:
    """Raise what went wrong after the crawl, with how to go on."""
    kept = "is in the catalogue" if failure.is_applied else "is kept as a harvest"
    advised = f"`{advice.rebuild(data, site=site)}` publishes it; the next crawl does too"
    if exit_code(failure.error) is None:
        notices().line(f"What was seen {kept}; {advised}.")
        raise failure.error
    raise NotPublishedError(
        f"{failure.told}\nWhat was seen {kept}. When that is mended, {advised}."
    ) from failure.error
