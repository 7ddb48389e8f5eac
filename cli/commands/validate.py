"""``riuso validate``: one verdict on each file, with every problem at its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click
from publiccode.validate import validate

from cli.errors import NOT_FINE
from cli.options import example, format_option
from cli.output import print_json, results
from cli.problem_text import print_problem
from publiccode.problem import Problem

if TYPE_CHECKING:
    from cli.output import Output
    from publiccode.problem import Report

STDIN = "-"
READ_LIMIT = 16 * 1024 * 1024
"""Bytes read of one file: far above what validation accepts, far below what fills memory."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The JSON shape of one file; it is documented in docs/json.md."""

    file: str
    valid: bool
    problems: tuple[Problem, ...]


@click.command(
    "validate",
    epilog=example(
        "riuso validate publiccode.yml", "curl -s https://example.org/publiccode.yml | riuso validate -"
    ),
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True)
)
@format_option
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], form: str) -> None:
    """Check publiccode.yml files.

    Prints a line for each problem, with its place and what to do. Ends with 1 where a file has an error;
    warnings pass. FILE may be - for standard input.
    """
    reports: list[tuple[str, Report]] = []
    for file in files:
        with click.open_file(file, "rb") as stream:
            reports.append((file, validate(stream.read(READ_LIMIT))))
    if form == "json":
        print_json([Verdict(file, report.is_valid, report.problems) for file, report in reports])
    else:
        _print(results(), reports)
    ctx.exit(0 if all(report.is_valid for _, report in reports) else NOT_FINE)


def _print(output: Output, reports: list[tuple[str, Report]]) -> None:
    for file, report in reports:
        name = "stdin" if file == STDIN else file
        for problem in report.problems:
            print_problem(output, name, problem)
        errors = len(report.errors)
        warnings = len(report.problems) - errors
        verdict = ("valid", "green") if report.is_valid else ("not valid", "red")
        output.line(f"{name}: ", verdict, f" ({_count(errors, 'error')}, {_count(warnings, 'warning')})")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
