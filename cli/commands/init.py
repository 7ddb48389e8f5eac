"""``riuso init``: a first publiccode.yml from what the repository shows."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.data_folder import write_atomically
from cli.errors import NOT_FINE, CliError
from cli.init.document import written
from cli.init.draft import found, nested
from cli.init.gather import gather
from cli.init.questions import ask
from cli.init.wanted import todos
from cli.options import example, format_option
from cli.output import print_json, results
from cli.validation import NAMES
from publiccode.validate import validate

if TYPE_CHECKING:
    from cli.init.draft import Found
    from cli.output import Output


class FileThereError(CliError):
    """Raised where a publiccode.yml is there already."""


@dataclass(frozen=True, slots=True)
class FoundValue:
    key: str
    value: Any
    where: str


@dataclass(frozen=True, slots=True)
class MissingKey:
    key: str
    hint: str


@dataclass(frozen=True, slots=True)
class Begun:
    """The JSON shape; it is documented in docs/json.md."""

    file: str
    valid: bool
    found: tuple[FoundValue, ...]
    missing: tuple[MissingKey, ...]


@click.command("init", epilog=example("riuso init", "riuso init ../trees --no-input"))
@click.argument(
    "folder", metavar="[DIR]", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--no-input", is_flag=True, help="Ask nothing; so it is where there is no terminal.")
@format_option
@click.pass_context
def command(ctx: click.Context, *, folder: Path, no_input: bool, form: str) -> None:
    """Write a first publiccode.yml from what a repository shows.

    Looks at git, README, licence, package description, translations and file names, and asks for what can't
    be seen there. What stays open is a comment in the file, and listed; then it ends with 1. A file that is
    there is never overwritten.
    """
    file = folder / NAMES[0]
    for name in NAMES:
        there = folder / name
        if there.exists() or there.is_symlink():
            raise FileThereError(f"{there} is there already; `riuso validate {there}` says what it lacks")
    facts = gather(folder.resolve())
    is_asked = not no_input and form == "text" and sys.stdin.isatty() and sys.stderr.isatty()
    known = ask(facts, folder.resolve()) if is_asked else found(facts)
    values = {path: value for path, (value, _) in known.items()}
    text = written(nested(values | todos(facts, known, folder.resolve())))
    write_atomically(file, text.encode())
    begun = _begun(str(file), text, known)
    if form == "json":
        print_json(begun)
    else:
        _print(results(), begun)
    ctx.exit(0 if begun.valid else NOT_FINE)


def _begun(file: str, text: str, known: Found) -> Begun:
    report = validate(text)
    shown = tuple(FoundValue(".".join(path), value, where) for path, (value, where) in known.items())
    lacking = tuple(MissingKey(problem.key, problem.hint or problem.description) for problem in report.errors)
    return Begun(file, report.is_valid, shown, lacking)


def _print(output: Output, begun: Begun) -> None:
    output.table([(one.key, _shown(one.value), one.where) for one in begun.found])
    if begun.missing:
        output.line()
        output.line(("Still missing", "bold"), f" (comments in {begun.file} show where):")
        output.table([(one.key, one.hint) for one in begun.missing], indent=2)
    output.line()
    state = (
        "a valid file"
        if begun.valid
        else f"{len(begun.missing)} keys to add, then: riuso validate {begun.file}"
    )
    output.line(f"{begun.file}: written, {state}")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(item.get("name", "") if isinstance(item, dict) else item for item in value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
