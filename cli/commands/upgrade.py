"""``riuso upgrade``: an old file brought up to the newest standard, its look kept."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.data_folder import write_atomically
from cli.errors import NOT_FINE
from cli.message_language import lang_option
from cli.options import example, format_option
from cli.output import notices, print_json, results
from cli.problem_text import print_problem
from cli.upgrading import diff, upgrade_file
from cli.validation import STDIN, files_of
from cli.words import DECIDE, DONE, UNREADABLE, UPGRADED, words
from publiccode.problem import Problem
from publiccode.upgrade import Ask, Change, Upgrade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.output import Output
    from cli.words import Words


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The JSON shape of one file; it is documented in docs/json.md."""

    file: str
    changed: bool
    done: tuple[Change, ...]
    asks: tuple[Ask, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Result:
    file: str
    old: str
    upgrade: Upgrade

    @property
    def name(self) -> str:
        return "stdin" if self.file == STDIN else self.file

    @property
    def is_changed(self) -> bool:
        return self.upgrade.text != self.old


@click.command(
    "upgrade",
    epilog=example(
        "riuso upgrade publiccode.yml --diff", "riuso upgrade publiccode.yml", "riuso upgrade - < old.yml"
    ),
)
@click.argument(
    "files", metavar="FILE|DIR...", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True)
)
@click.option("--diff", "as_diff", is_flag=True, help="Print what would change; write nothing.")
@click.option("--check", is_flag=True, help="Write nothing; end with 1 where something would change.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Write here instead of into the file; - for standard output.",
)
@format_option
@lang_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    files: tuple[str, ...],
    as_diff: bool,
    check: bool,
    output: str | None,
    form: str,
    language: str,
) -> None:
    """Bring publiccode.yml files up to the newest version of the standard.

    Does in the file what needs no decision, keeping comments, order and quotes, and lists what only you can
    decide. A second run changes nothing. Ends with 1 where a file can't be read.
    """
    named = files_of(files)
    if output is not None and (len(named) > 1 or as_diff or check):
        raise click.UsageError("--output takes one file, and neither --diff nor --check.")
    target = STDIN if output is None and named == [STDIN] else output
    if target == STDIN and form == "json" and not (as_diff or check):
        raise click.UsageError("Standard output can't take the file and JSON; name a file with --output.")
    upgraded = [_Result(file, *upgrade_file(file, language=language)) for file in named]
    if not (as_diff or check):
        _write(upgraded, target)
    _tell(upgraded, form, words(language), as_diff=as_diff, to_stdout=target == STDIN and not check)
    failed = any(one.upgrade.problems or (check and one.is_changed) for one in upgraded)
    ctx.exit(NOT_FINE if failed else 0)


def _write(upgraded: Sequence[_Result], target: str | None) -> None:
    for one in upgraded:
        if one.upgrade.problems:
            continue
        if target == STDIN:
            sys.stdout.buffer.write(one.upgrade.text.encode())
        elif target is not None:
            write_atomically(Path(target), one.upgrade.text.encode())
        elif one.is_changed and one.file != STDIN:
            write_atomically(Path(one.file), one.upgrade.text.encode())


def _tell(upgraded: Sequence[_Result], form: str, say: Words, *, as_diff: bool, to_stdout: bool) -> None:
    if form == "json":
        print_json([_shape(one) for one in upgraded])
        return
    if as_diff:
        _print_diff(upgraded)
    output = notices() if to_stdout or as_diff else results()
    for one in upgraded:
        _print(output, one, say)


def _shape(one: _Result) -> Upgraded:
    upgrade = one.upgrade
    return Upgraded(one.name, one.is_changed, upgrade.done, upgrade.asks, upgrade.problems)


def _print_diff(upgraded: Sequence[_Result]) -> None:
    """Print diffs for people with colours, for ``git apply`` as they are."""
    for one in upgraded:
        lines = diff(one.name, one.old, one.upgrade.text)
        if not sys.stdout.isatty():
            sys.stdout.buffer.write("".join(lines).encode())
            continue
        for line in lines:
            style = {"+": "green", "-": "red", "@": "cyan"}.get(line[0], "")
            results().line((line.rstrip("\r\n"), style))


def _print(output: Output, one: _Result, say: Words) -> None:
    upgrade = one.upgrade
    for problem in upgrade.problems:
        print_problem(output, one.name, problem)
    for change in upgrade.done:
        output.line(
            f"{one.name}:{change.line}:{change.column}: ", (say(DONE), "green"), f": {change.description}"
        )
    for ask in upgrade.asks:
        output.line(f"{one.name}:{ask.line}:{ask.column}: ", (say(DECIDE), "yellow"), f": {ask.description}")
        for choice in ask.choices:
            output.line(f"- {choice}", indent=4)
    if upgrade.problems:
        output.line(f"{one.name}: ", (say(UNREADABLE), "red"))
    else:
        output.line(f"{one.name}: {say(UPGRADED, done=len(upgrade.done), asks=len(upgrade.asks))}")
