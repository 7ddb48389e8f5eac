"""``riuso register``: into a publishers file, after a look at what a run would make of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli import advice
from cli.check_text import as_json, print_check
from cli.checking import check
from cli.configuration import read_configuration
from cli.errors import NOT_FINE
from cli.message_language import lang_option
from cli.options import config_option, data_option, example, format_option, source_options
from cli.output import notices, print_json, results
from cli.progress import steps_on_stderr
from cli.registering import Registration, register
from cli.target import find_target
from crawler.publishers import read_publishers
from crawler.source import HostKind, SourceKind, tell_host
from publiccode.publisher import Archetype

if TYPE_CHECKING:
    from cli.checking import Checked
    from cli.data_folder import DataFolder
    from cli.target import Target

_FACTS = ("id", "name", "uri", "country", "archetype", "place", "source", "checked", "note")


@click.command(
    "register",
    epilog=example(
        "riuso register https://codeberg.org/comune-esempio --to publishers/it.yml \\",
        "    --id it-comune-esempio --name 'Comune di Esempio' --country IT",
    ),
)
@click.argument("url", metavar="URL|DIR")
@click.option(
    "--to",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The publishers file.  [default: publishers.yml in the data folder]",
)
@click.option("--id", "id", required=True, help="Id of the publisher: one in the file, or a new one.")
@click.option("--name", help="Name of a new publisher.")
@click.option("--uri", help="What the country itself calls it; joins with organisation.uri.")
@click.option("--country", help="Two letters, ISO 3166-1.")
@click.option(
    "--archetype", type=click.Choice([one.value for one in Archetype]), help="Kind of organisation."
)
@click.option("--place", help="Where it is.")
@click.option("--source", help="Where the entry comes from.")
@click.option("--checked", metavar="DAY", help="When it was looked up, as in 2026-01-31.")
@click.option("--note", help="What whoever keeps the file should know.")
@click.option("--anyway", is_flag=True, help="Add it although the check finds nothing to list.")
@click.option("--no-check", is_flag=True, help="Ask no host.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@source_options
@lang_option
@data_option
@config_option
@format_option
def command(
    *,
    url: str,
    path: Path | None,
    anyway: bool,
    no_check: bool,
    dry_run: bool,
    host: HostKind | None,
    kind: SourceKind | None,
    language: str,
    config: Path | None,
    data: DataFolder,
    form: str,
    **facts: str | None,
) -> None:
    """Add a repository, account or instance to a publishers file.

    First checks as `riuso check` does; what can't be listed at all is refused. Then shows the change and
    writes it: to the publisher of this id, or as a new one. Comments and all other entries stay as they are.

    Ends with 0 where the file names it now, 1 where the check found nothing to list.
    """
    path = path or data.publishers
    publishers = read_publishers([path]) if path.exists() else ()
    target = find_target(url, publishers, host=host, kind=kind)
    if target.registered and target.registered.url == target.source.url:
        _say_already(target, form)
        return
    checked = (
        None
        if no_check
        else check(
            target, data, read_configuration(config, data.path), steps=steps_on_stderr(), language=language
        )
    )
    if form == "text" and checked:
        print_check(results(), target, checked, data)
        results().line()
    if checked and not anyway and not any(one.listed for one in checked.verdicts):
        _refuse(target, checked, form)
    source = target.source
    is_told = source.host in {tell_host(source.url, source.kind), HostKind.UNKNOWN}
    written = register(
        path,
        source,
        None if is_told else source.host,
        {key: value for key in _FACTS if (value := facts[key])},
    )
    if not dry_run:
        written.write()
    next_step = advice.crawl((path,), data, config=config)
    _tell(target, checked, written, next_step if not dry_run else None, form=form)


def _say_already(target: Target, form: str) -> None:
    assert target.registered is not None  # noqa: S101 - says to mypy what the caller asked
    if form == "json":
        print_json(
            {"added": False, "file": target.registered.place.rpartition(":")[0], "diff": "", "check": None}
        )
    else:
        owner = target.registered.publisher.id
        results().line(f"{target.source.url} is there already: {target.registered.place}, for {owner}")


def _refuse(target: Target, checked: Checked, form: str) -> None:
    if form == "json":
        print_json({"added": False, "file": None, "diff": "", "check": as_json(target, checked)})
    notices().line("Not added: a run would list nothing of it. Mend that first, or add --anyway.")
    raise click.exceptions.Exit(NOT_FINE)


def _tell(
    target: Target, checked: Checked | None, written: Registration, next_step: str | None, *, form: str
) -> None:
    if form == "json":
        print_json(
            {
                "added": next_step is not None,
                "file": str(written.path),
                "diff": written.diff,
                "check": as_json(target, checked) if checked else None,
            }
        )
        return
    results().paragraph(written.diff)
    notices().line(
        f"{written.path} is written. Next: {next_step}" if next_step else "Nothing is written (--dry-run)."
    )
