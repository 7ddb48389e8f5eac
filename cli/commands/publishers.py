"""``riuso publishers``: look after publishers files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.errors import NOT_FINE
from cli.options import CONTEXT, config_option, data_option, example, format_option
from cli.output import print_json, results
from cli.progress import steps_on_stderr
from cli.publishers_check import check as check_files
from cli.publishers_check import publishers_files
from cli.publishers_list import listed, statistics
from cli.publishers_text import print_findings, print_publishers, print_statistics
from crawler.publishers import read_publishers
from publiccode.publisher import Archetype

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cli.data_folder import DataFolder
    from crawler.publishers import FileProblem, PublisherSources

_FILES = click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))


@click.group("publishers", context_settings=CONTEXT, epilog=example("riuso publishers check publishers/"))
def command() -> None:
    """List, check and count publishers files."""


@command.command(
    "check",
    epilog=example("riuso publishers check publishers/", "riuso publishers check --offline my.yml"),
)
@_FILES
@click.option("--offline", is_flag=True, help="Ask no host.")
@data_option
@config_option
@format_option
@click.pass_context
def check(
    ctx: click.Context,
    *,
    files: tuple[Path, ...],
    offline: bool,
    config: Path | None,
    data: DataFolder,
    form: str,
) -> None:
    """Read publishers files as a crawl would and say what is wrong.

    Of a folder, every *.yml in it. Finds what can't be used, publishers and sources named twice, publishers
    without a source or a reason, and counts those without an identifier. Then asks each host, with one
    request for each account, whether it is still there and under this name. Ends with 1 where it found a
    problem.
    """
    chosen = publishers_files(files, data)
    found = check_files(chosen) if offline else check_files(chosen, _ask_hosts(config, data))
    if form == "json":
        print_json(found)
    else:
        print_findings(results(), found)
    ctx.exit(NOT_FINE if found.problems else 0)


def _ask_hosts(
    config: Path | None, data: DataFolder
) -> Callable[[Sequence[PublisherSources]], Iterable[FileProblem]]:
    from cli.configuration import read_configuration  # noqa: PLC0415 - Scrapy is only imported where it is used
    from cli.publishers_online import ask_hosts  # noqa: PLC0415

    configuration = read_configuration(config, data.path)
    return lambda publishers: ask_hosts(publishers, configuration, steps_on_stderr())


@command.command("list", epilog=example("riuso publishers list publishers/ --country IT"))
@_FILES
@click.option("--country", metavar="CODE", help="Only of this country (two letters, ISO 3166-1).")
@click.option(
    "--archetype",
    type=click.Choice([one.value for one in Archetype]),
    help="Only of this kind of organisation.",
)
@data_option
@format_option
def list_publishers(
    files: tuple[Path, ...], country: str | None, archetype: str | None, data: DataFolder, form: str
) -> None:
    """List publishers with their sources, and where each entry comes from."""
    chosen = [
        listed(one)
        for one in read_publishers(publishers_files(files, data))
        if country in (None, one.publisher.country) or (country or "").upper() == one.publisher.country
        if archetype in (None, one.publisher.archetype)
    ]
    if form == "json":
        print_json(chosen)
    else:
        print_publishers(results(), chosen)


@command.command("stats", epilog=example("riuso publishers stats publishers/"))
@_FILES
@data_option
@format_option
def stats(files: tuple[Path, ...], data: DataFolder, form: str) -> None:
    """Count publishers by country, kind and origin, and their sources by host."""
    counted = statistics(read_publishers(publishers_files(files, data)))
    if form == "json":
        print_json(counted)
    else:
        print_statistics(results(), counted)
