"""``riuso publishers``: look after publishers files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.errors import NOT_FINE
from cli.options import CONTEXT, data_option, example, format_option
from cli.output import print_json, results
from cli.problem_text import print_problem
from cli.publishers_check import check as check_files
from cli.publishers_check import publishers_files

if TYPE_CHECKING:
    from cli.data_folder import DataFolder
    from cli.output import Output
    from cli.publishers_check import Findings


@click.group("publishers", context_settings=CONTEXT, epilog=example("riuso publishers check publishers/"))
def command() -> None:
    """Check publishers files."""


@command.command(
    "check",
    epilog=example("riuso publishers check publishers/", "riuso publishers check my.yml --format json"),
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@data_option
@format_option
@click.pass_context
def check(ctx: click.Context, *, files: tuple[Path, ...], data: DataFolder, form: str) -> None:
    """Read publishers files as a crawl would and say what is wrong.

    Of a folder, every *.yml in it. Finds what can't be used, publishers and sources named twice, publishers
    without a source. Ends with 1 where it found something. Asks no host.
    """
    findings = check_files(publishers_files(files, data))
    if form == "json":
        print_json(findings)
    else:
        _print(results(), findings)
    ctx.exit(NOT_FINE if findings.problems else 0)


def _print(output: Output, findings: Findings) -> None:
    for problem in findings.problems:
        print_problem(output, problem.file, problem.problem)
    output.line(
        f"{findings.publishers} publishers ({findings.inactive} inactive), {findings.sources} sources, "
        f"{len(findings.problems)} problems"
    )
    for title, counts in (("Hosts", findings.hosts), ("Countries", findings.countries)):
        if counts:
            output.line(f"{title}: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
