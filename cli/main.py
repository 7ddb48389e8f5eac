"""The command ``riuso``: finds the subcommand, turns errors into messages and exit codes.

A subcommand's module is imported when it is called, so that ``riuso search`` does not pay for the crawler.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from cli import errors
from cli.lists import prefer_lists
from cli.options import CONTEXT, DATA, example

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "crawl": "Bring the catalogue up to date with what the publishers' repositories hold",
    "search": "Find software",
    "show": "Tell all that is known of one software",
    "similar": "Find software like another one",
    "compare": "Compare software side by side, as a dossier to decide by",
    "used-by": "Tell who uses a software",
    "near": "Tell what the administrations around a place use and publish",
    "uses": "Tell what an organisation uses and publishes",
    "changes": "Tell what changed in the catalogue",
    "export": "Write the catalogue in the formats of others",
    "watch": "Keep searches, and tell what is new in them",
    "validate": "Check publiccode.yml files",
    "upgrade": "Bring publiccode.yml files up to the newest version of the standard",
    "init": "Write a first publiccode.yml from what a repository shows",
    "schema": "Print the JSON Schema of publiccode.yml, for editors and other tools",
    "badge": "Draw how a software's file stands, for its README",
    "check": "Say what tonight's run would do with a repository or account",
    "register": "Add a repository, account or instance to a publishers file",
    "lists": "Show and refresh the lists that validation looks values up in",
    "site": "Build or serve the catalogue's pages",
    "status": "Say how the catalogue stands and what to do",
    "report": "Tell what a crawl did, or write to who maintains a publisher's files",
    "monitor": "Judge the last run by the thresholds in riuso.toml",
    "forget": "Take a person out of what the catalogue shows and keeps, for good",
    "rebuild": "Build the search index, and the pages, again from the catalogue",
    "license": "Tell what a licence asks, and whether it goes with another",
    "publishers": "List, check and count publishers files",
}
"""The commands with their summaries, in the order that ``--help`` shows them."""


_UNDECODED = "riuso.undecoded"
"""Under which a context keeps the arguments that are no text: a path may be such, nothing else can."""


class LazyGroup(click.Group):
    """Imports ``cli.commands.NAME`` when NAME is called; prints the errors of the packages below."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"cli.commands.{cmd_name.replace('-', '_')}").command
        assert isinstance(command, click.Command)  # noqa: S101 - says to mypy what every such module holds
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(f"No such command {args[0]!r}.{_suggestion(args[0])}", ctx) from error

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        given = [*args]
        try:
            context = super().make_context(info_name, args, parent, **extra)
        except BrokenPipeError as error:
            raise errors.PipeClosedError from error
        context.meta[_UNDECODED] = [text for text in given if not text.isprintable() and _is_undecoded(text)]
        return context

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError as error:
            raise errors.PipeClosedError from error
        except Exception as error:
            undecoded = ctx.meta.get(_UNDECODED) if isinstance(error, UnicodeEncodeError) else None
            data = ctx.meta.get(DATA)
            option = data.option if data else ""
            told = errors.undecoded(undecoded[0]) if undecoded else errors.told(error, option)
            if told is None:
                raise
            click.echo(f"Error: {told[0]}", err=True)
            raise click.exceptions.Exit(told[1]) from error


@click.group(
    cls=LazyGroup,
    context_settings=CONTEXT,
    epilog=example(
        "riuso crawl publishers.yml",
        'riuso search "appointment booking" --country DE',
        "riuso site build public/",
    ),
)
@click.version_option(None, "-V", "--version", package_name="riuso", message="%(prog)s %(version)s")
def cli() -> None:
    """Build and search a catalogue of reusable public software."""
    prefer_lists()


def main() -> NoReturn:
    """Run the command line; never ends with a traceback unless RIUSO_DEBUG=1."""
    if sys.argv[1:2] == ["search"]:
        # It ends when it has answered: to look for garbage in what it loads is a tenth of its time.
        gc.disable()
    try:
        code = cli.main(prog_name="riuso", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        code = errors.INTERRUPTED
    except (BrokenPipeError, errors.PipeClosedError):
        # The reader has what it wanted; nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = errors.PIPE_CLOSED
    except Exception as error:
        errors.report_unforeseen(error)
        code = errors.NOT_FINE
    sys.exit(code if isinstance(code, int) else errors.FINE)


def _is_undecoded(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def _suggestion(name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a slip of the hand pays for it

    near = get_close_matches(name, COMMANDS, n=1)
    return f" Did you mean '{near[0]}'?" if near else ""
