"""``riuso validate``: one verdict on each file, with every problem at its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.errors import NOT_FINE
from cli.formats import FORMATS, render
from cli.formats.text import counts, passes, verdict
from cli.message_language import lang_option
from cli.options import example
from cli.output import notices, results
from cli.problem_text import print_problem
from cli.progress import steps_on_stderr
from cli.remote import open_remote
from cli.upgrading import repair
from cli.validation import STDIN, FileOrUrl, Judging, Opened, check_codes, files_of, is_url
from cli.words import ASKING, REPAIRED, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.formats import Judged
    from cli.output import Output
    from cli.words import Words


@click.command(
    "validate",
    epilog=example(
        "riuso validate publiccode.yml",
        "riuso validate . --format sarif > riuso.sarif",
        "riuso validate --remote https://github.com/OWNER/REPOSITORY",
        "curl -s https://example.org/publiccode.yml | riuso validate -",
    ),
)
@click.argument("files", metavar="FILE|DIR|URL...", nargs=-1, required=True, type=FileOrUrl())
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text for people, json for programs, the others for build services.",
)
@click.option("--fix", is_flag=True, help="First do in the files all that `riuso upgrade` does.")
@click.option("--strict", is_flag=True, help="A warning fails as an error does.")
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    help="Tell only problems whose code begins with CODE, or is of that rule.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODE",
    help="Pass over problems whose code begins with CODE, or is of that rule.",
)
@click.option(
    "--base",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder that logo and screenshots are looked for in.  [default: the file's own]",
)
@click.option(
    "--repository",
    metavar="URL",
    help="Where the file is kept, to compare its `url` with.  [default: as a URL tells]",
)
@click.option("--remote", is_flag=True, help="Ask whether the addresses in the files answer.")
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="HOST",
    help="A host of a local network that may be asked too.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=600),
    default=15,
    show_default=True,
    metavar="SECONDS",
    help="How long one answer from the network may take.",
)
@click.option("--reference", is_flag=True, help="Judge as the reference validator does.")
@lang_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    files: tuple[str, ...],
    form: str,
    fix: bool,
    strict: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    base: Path | None,
    repository: str | None,
    remote: bool,
    allowed: tuple[str, ...],
    timeout: float,
    reference: bool,
    language: str,
) -> None:
    """Check publiccode.yml files.

    Prints a line for each problem, with its place and what to do. Ends with 1 where a file has an error;
    warnings pass. FILE may be - for standard input; of a DIR, every publiccode.yml in it and below; a URL is
    that of a repository, or of a file as its code host shows it.
    """
    check_codes([*select, *ignore])
    named = files_of(files)
    if fix:
        _fix(named, words(language))
    judging = Judging(
        base=base,
        repository=repository,
        reference=reference,
        select=select,
        ignore=ignore,
        language=language,
    )
    if remote or any(map(is_url, named)):
        with steps_on_stderr().step(words(language)(ASKING)) as advance:
            opened = open_remote(named, checks=remote, allowed=allowed, seconds=timeout, advance=advance)
    else:
        opened = [Opened.named(name) for name in named]
    judged = [(file.name, judging.judge(file)) for file in opened]
    if form == "text":
        _print(results(), judged, words(language), strict=strict)
    else:
        click.echo(render(form, judged, strict=strict, language=language), nl=False)
    ctx.exit(0 if all(passes(report, strict=strict) for _, report in judged) else NOT_FINE)


def _fix(files: Sequence[str], say: Words) -> None:
    if STDIN in files:
        raise click.UsageError("--fix writes into files; use `riuso upgrade -` for standard input.")
    if any(map(is_url, files)):
        raise click.UsageError("--fix writes into files, and a URL is none on this machine.")
    for file in files:
        upgrade = repair(Path(file))
        if upgrade.done or upgrade.asks:
            told = say(REPAIRED, done=len(upgrade.done), asks=len(upgrade.asks), file=file)
            notices().line(f"{file}: {told}")


def _print(output: Output, judged: Sequence[Judged], say: Words, *, strict: bool) -> None:
    for file, report in judged:
        for problem in report.problems:
            print_problem(output, file, problem)
        style = "green" if passes(report, strict=strict) else "red"
        output.line(f"{file}: ", (verdict(report, say, strict=strict), style), f" ({counts(report, say)})")
