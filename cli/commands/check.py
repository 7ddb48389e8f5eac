"""``riuso check``: what tonight's run would do with a repository or account."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.check_text import as_json, print_check, print_next
from cli.checking import check
from cli.configuration import read_configuration
from cli.errors import NOT_FINE
from cli.message_language import lang_option
from cli.options import config_option, data_option, example, format_option, source_options
from cli.output import notices, print_json, results
from cli.progress import steps_on_stderr
from cli.target import find_target
from crawler.publishers import read_publishers

if TYPE_CHECKING:
    from cli.data_folder import DataFolder
    from crawler.source import HostKind, SourceKind


@click.command(
    "check",
    epilog=example(
        "riuso check https://github.com/comune-esempio/protocollo",
        "riuso check https://gitlab.esempio.example/gruppo --as org --host gitlab",
    ),
)
@click.argument("url", metavar="URL|DIR")
@click.option(
    "--publishers",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="Publishers files that a run reads.  [default: publishers.yml in the data folder]",
)
@source_options
@lang_option
@data_option
@config_option
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    url: str,
    publishers: tuple[Path, ...],
    host: HostKind | None,
    kind: SourceKind | None,
    language: str,
    config: Path | None,
    data: DataFolder,
    form: str,
) -> None:
    """Say what tonight's run would do with a repository or account.

    It is a run on this one source, which may be a whole instance too, judged with a copy of the catalogue;
    nothing is kept. Of each repository: listed or not, why, the problems in its file with their lines, and
    what to do. URL may be a local folder.

    Ends with 0 where all that has a file is listed and has no errors, 1 where something needs mending.
    """
    files = publishers or ((data.publishers,) if data.publishers.is_file() else ())
    target = find_target(url, read_publishers(files), host=host, kind=kind)
    checked = check(
        target, data, read_configuration(config, data.path), steps=steps_on_stderr(), language=language
    )
    if form == "json":
        print_json(as_json(target, checked))
    else:
        print_check(results(), target, checked, data)
        print_next(notices(), target, checked, data)
    ctx.exit(0 if checked.fine else NOT_FINE)
