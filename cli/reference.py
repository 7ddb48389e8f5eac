"""Writes docs/cli.md from the commands themselves, so that it can't be wrong.

``python -m cli.reference`` prints it; a test compares it with the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 100

INTRODUCTION = """\
# Commands

Written by `python -m cli.reference`; a test fails when it is out of date.

Results go to standard output, everything else to standard error. Every command ends with 0 where all is
fine, 1 where what it examined is not, 2 where it was called wrongly or can't do the job. `riuso crawl` also
ends with 3 (complete, but some sources failed), 4 (nothing could be crawled) or 5 (the drop guard held the
publication); Ctrl-C gives 130. The shapes of `--format json` are in [json.md](json.md).

`--data DIR` names the data folder; without it the variable `RIUSO_DATA` does, else it is the user's data
folder. `RIUSO_DEBUG=1` shows the traceback of an error that nobody foresaw.
"""


def reference() -> str:
    """Return the Markdown page of all commands."""
    context = _context(cli, "riuso")
    return "\n".join([INTRODUCTION, *_sections(context, cli)])


def _sections(context: click.Context, command: click.Command) -> Iterator[str]:
    name = context.command_path
    yield f"## {name}\n\n```\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for subcommand_name in command.list_commands(context):
            subcommand = command.get_command(context, subcommand_name)
            if subcommand is not None:
                yield from _sections(_context(subcommand, subcommand_name, context), subcommand)


def _context(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    """Return a context that wraps help the same way on every terminal."""
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    return click.Context(command, info_name=name, parent=parent, **settings)


if __name__ == "__main__":
    click.echo(reference(), nl=False)
