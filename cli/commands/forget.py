"""``riuso forget``: take a person out of what the catalogue shows and keeps."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cli.counting import counted
from cli.forgetting import still_named, without_forgotten_people
from cli.opening import writable_catalogue
from cli.options import data_option, example, format_option, site_option
from cli.output import notices, print_json, results
from cli.progress import steps_on_stderr
from cli.publish import Site, as_site, publish
from index.catalogue.forgetting import Named
from index.search.versions import drop_older
from publiccode.forgetting import kind_of

if TYPE_CHECKING:
    from pathlib import Path

    from cli.data_folder import DataFolder
    from index.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgot:
    """``software`` and files of ``runs`` named the person; files that are ``left`` are not ours to edit."""

    kind: str
    dry_run: bool
    software: tuple[Named, ...]
    runs: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    pages: int | None = None


@click.command(
    "forget",
    epilog=example(
        "riuso forget ada@valdora.example --dry-run",
        "riuso forget 'Ada Example' --site public/",
    ),
)
@click.argument("who", metavar="EMAIL|NAME")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@site_option
@data_option
@format_option
def command(
    *,
    who: str,
    dry_run: bool,
    yes: bool,
    site: Path | None,
    title: str | None,
    url: str | None,
    data: DataFolder,
    form: str,
) -> None:
    """Take a person out of what the catalogue shows and keeps, for good.

    By e-mail address, or by the whole name in any order. The person goes from every text that is kept, old
    versions and harvests of runs included, with what stands beside her in lists of contacts; the search index
    is built again. The catalogue remembers hashes, so that no later crawl brings her back.
    """
    data.require_catalogue()
    if not (dry_run or yes) and sys.stdin.isatty():
        click.confirm(f"Forget {who}? This can't be undone", abort=True, err=True)
    now = datetime.now(UTC)
    with data.writing("forget", now), writable_catalogue(data) as catalogue:
        named = catalogue.forget(who, now.date(), dry_run=dry_run)
        done = Forgot(kind=kind_of(who).value, dry_run=dry_run, software=named)
        if not dry_run:
            done = _everywhere(done, who, catalogue, data, as_site(site, title, url, data))
    if form == "json":
        print_json(done)
    else:
        _tell(done, data, site)


def _everywhere(done: Forgot, who: str, catalogue: Catalogue, data: DataFolder, site: Site | None) -> Forgot:
    everybody = catalogue.forgotten()
    runs = [folder.name for folder in data.run_folders() if without_forgotten_people(folder, everybody)]
    published = publish(catalogue, data, steps=steps_on_stderr(), site=site, rebuild=True)
    drop_older(data.search)
    return Forgot(
        kind=done.kind,
        dry_run=False,
        software=done.software,
        runs=tuple(runs),
        left=still_named(who, data),
        pages=published.pages,
    )


def _tell(done: Forgot, data: DataFolder, site: Path | None) -> None:
    out = results()
    would = "Would be taken out of" if done.dry_run else "Taken out of"
    versions = sum(one.versions for one in done.software)
    out.line(
        f"{would} {counted(versions, 'version')} of {counted(len(done.software), 'file')} in the catalogue."
    )
    for one in done.software:
        out.line(f"{one.id or one.repository}  {one.name}  {counted(one.versions, 'version')}", indent=2)
    if done.dry_run:
        notices().line("Nothing was changed.")
        return
    out.line(f"Taken out of the files of {counted(len(done.runs), 'run')}; the search index was built again.")
    out.line("What later crawls bring of this person will not be kept.")
    notices().line("Still to do:")
    if site is None:
        notices().line("pages that you publish: riuso site build DIR", indent=2)
    for path in done.left:
        notices().line(f"{data.path / path} names this person, and is yours to edit", indent=2)
    for one in done.software:
        notices().line(f"{one.repository} is its owner's: ask there, git keeps what was published", indent=2)
    notices().line("backups of catalogue.sqlite, and copies of exports and pages that others have", indent=2)
