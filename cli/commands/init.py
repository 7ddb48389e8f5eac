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
from cli.message_language import lang_option
from cli.options import example, format_option
from cli.output import print_json, results
from cli.validation import NAMES
from cli.words import A_VALID_FILE, COMMENTS, STILL_MISSING, TO_ADD, WRITTEN, words
from publiccode.validate import validate

if TYPE_CHECKING:
    from cli.init.draft import Found
    from cli.output import Output
    from cli.words import Words


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
@lang_option
@click.pass_context
def command(ctx: click.Context, *, folder: Path, no_input: bool, form: str, language: str) -> None:
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
    say = words(language)
    known = ask(facts, folder.resolve(), say) if is_asked else found(facts, say)
    values = {path: value for path, (value, _) in known.items()}
    text = written(nested(values | todos(facts, known, folder.resolve(), say)))
    write_atomically(file, text.encode())
    begun = _begun(str(file), text, known, language)
    if form == "json":
        print_json(begun)
    else:
        _print(results(), begun, say)
    ctx.exit(0 if begun.valid else NOT_FINE)


def _begun(file: str, text: str, known: Found, language: str) -> Begun:
    report = validate(text, language=language)
    shown = tuple(FoundValue(".".join(path), value, where) for path, (value, where) in known.items())
    lacking = tuple(MissingKey(problem.key, problem.hint or problem.description) for problem in report.errors)
    return Begun(file, report.is_valid, shown, lacking)


def _print(output: Output, begun: Begun, say: Words) -> None:
    output.table([(one.key, _shown(one.value), one.where) for one in begun.found])
    if begun.missing:
        output.line()
        output.line((say(STILL_MISSING), "bold"), f" ({say(COMMENTS, file=begun.file)}):")
        output.table([(one.key, one.hint) for one in begun.missing], indent=2)
    output.line()
    missing = say.count(len(begun.missing), TO_ADD, file=begun.file)
    output.line(f"{begun.file}: {say(WRITTEN)}, {say(A_VALID_FILE) if begun.valid else missing}")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(item.get("name", "") if isinstance(item, dict) else item for item in value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
