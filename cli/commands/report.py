"""``riuso report``: what a crawl did, read from the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.errors import NoSuchRunError
from cli.language import reader_language
from cli.opening import read_catalogue
from cli.options import data_option, example
from cli.output import notices, print_json, results
from cli.report_text import as_json, print_operator_report
from index.operator_report import operator_report
from index.pages.locale import languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.data_folder import DataFolder
    from publiccode.run import RunReport


@click.command(
    "report",
    epilog=example(
        "riuso report",
        "riuso report 20260131T034500Z --format json",
        "riuso report --publisher it-comune-valdora --to notes/",
    ),
)
@click.argument("run", required=False)
@click.option("--all", "whole", is_flag=True, help="List every publisher.")
@click.option(
    "--publisher",
    "publishers",
    multiple=True,
    metavar="ID",
    help="Write notes to who maintains this publisher's files instead; may be repeated.",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where the notes go.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(languages()),
    help="Language of the notes, or of the reasons in a report.  [default: the publisher's, or the locale's]",
)
@click.option("--errors-only", is_flag=True, help="No notes about files that only have warnings.")
@data_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "prometheus"]),
    default="text",
    show_default=True,
    help="text for people, json for programs, prometheus for its textfile collector.",
)
def command(
    run: str | None,
    *,
    whole: bool,
    publishers: tuple[str, ...],
    folder: Path | None,
    language: str | None,
    errors_only: bool,
    data: DataFolder,
    form: str,
) -> None:
    """Tell what a crawl did, or write to who maintains a publisher's files.

    Of RUN, or of the last one: repositories by outcome, what changed and why, files that can't be listed with
    line and reason, sources that failed, requests by host; the difference to the run before it, hosts,
    publishers, and what to do.

    With --publisher and --to: for each of its repositories whose file has problems the text of an issue, in
    its language, with the lines, the repair as a diff, and how to have no such notes. Nothing is sent.
    """
    if publishers or folder or errors_only:
        if not publishers or folder is None:
            raise click.UsageError("Notes need both --publisher ID and --to FOLDER.")
        if run or whole or form == "prometheus":
            raise click.UsageError("Notes are of the files as they are now: no RUN, --all or prometheus.")
        _notes(publishers, folder, data, form, language=language, errors_only=errors_only)
        return
    with read_catalogue(data) as catalogue:
        reports = catalogue.reports()
        software = catalogue.counts()
    report = _wanted(reports, run)
    told = operator_report(report, next((one for one in reports if one.run < report.run), None))
    if form == "json":
        print_json(as_json(report, told))
    elif form == "prometheus":
        from cli.metrics import metrics  # noqa: PLC0415 - the library is of use for this alone

        click.echo(metrics(report, software if report is reports[0] else {}), nl=False)
    else:
        from cli.retold import report_in  # noqa: PLC0415 - programs read it as it is kept

        shown = report_in(report, language or reader_language(languages()))
        print_operator_report(results(), shown, told, option=data.option, whole=whole)


def _notes(
    publishers: tuple[str, ...],
    folder: Path,
    data: DataFolder,
    form: str,
    *,
    language: str | None,
    errors_only: bool,
) -> None:
    # Imported late: a run's report does without.
    from cli.note_files import write_notes  # noqa: PLC0415
    from cli.note_text import print_notes  # noqa: PLC0415
    from index.issues.note import Sender  # noqa: PLC0415
    from index.pages.configuration import NAME, read_options  # noqa: PLC0415

    options = read_options(data.path / NAME)
    sender = Sender(options.title, (options.contact or "").removeprefix("mailto:") or None)
    with read_catalogue(data) as catalogue:
        notes = write_notes(catalogue, publishers, folder, sender, language=language, errors_only=errors_only)
    if form == "json":
        print_json(notes)
    else:
        print_notes(results(), notices(), notes)


def _wanted(reports: Sequence[RunReport], run: str | None) -> RunReport:
    """Return the report of ``run``, or the newest of ``reports``, which are newest first."""
    if not reports:
        raise NoSuchRunError("the catalogue holds no run yet; `riuso crawl` makes one")
    if run is None:
        return reports[0]
    for report in reports:
        if report.run == run:
            return report
    latest = ", ".join(report.run for report in reports[:5])
    raise NoSuchRunError(f"no run {run!r}; the latest are {latest}")
