"""The options that several commands share."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cli.data_folder import VARIABLE, DataFolder, default_data_folder
from cli.lists import prefer_lists

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Command = TypeVar("Command", bound="Callable[..., Any]")

CONFIG_VARIABLE = "RIUSO_CONFIG"
CONFIG_FILE = "riuso.toml"

_LEAST = 3
"""Characters of a word with a dash before it: `-x` is an option, if one mistyped."""

DATA = "riuso.data"
"""Under which a context, and those above it, keep the data folder of the command."""

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


def _data_folder(context: click.Context, _parameter: click.Parameter, value: Path | None) -> DataFolder:
    data = DataFolder(value or default_data_folder())
    context.meta[DATA] = data
    prefer_lists(data)
    return data


def example(*lines: str) -> str:
    """Return the epilog of a command's help: what somebody would type."""
    # The control character keeps Click from running the lines together.
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def data_option(command: Command) -> Command:
    """Add ``--data``, handed on as a :class:`DataFolder`."""
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        envvar=VARIABLE,
        show_envvar=True,
        callback=_data_folder,
        metavar="DIR",
        help="Folder that holds the catalogue.  [default: the user's data folder]",
    )(command)


def config_option(command: Command) -> Command:
    """Add ``--config``, handed on as ``config``."""
    return click.option(
        "--config",
        type=click.Path(dir_okay=False, path_type=Path),
        envvar=CONFIG_VARIABLE,
        show_envvar=True,
        metavar="FILE",
        help="Configuration file.  [default: riuso.toml in the data folder]",
    )(command)


def personal_data_option(command: Command) -> Command:
    """Add ``--personal-data``, handed on as ``personal`` (a PersonalData, None for the operator's choice)."""
    from index.personal_data import PersonalData  # noqa: PLC0415 - few commands tell of people

    return click.option(
        "--personal-data",
        "personal",
        type=click.Choice([one.value for one in PersonalData]),
        callback=lambda _ctx, _parameter, value: PersonalData(value) if value else None,
        help="What to tell of contacts: nothing, their names, or e-mail and telephone too."
        "  [default: personal_data in riuso.toml, else names]",
    )(command)


def km_option(text: str) -> Callable[[Command], Command]:
    """Return what adds ``--km``, a distance on the earth, with ``text`` as its help."""
    return click.option(
        "--km",
        type=click.FloatRange(min=0, max=20_100),
        metavar="KM",
        default=50.0,
        show_default=True,
        help=text,
    )


def words_argument(name: str, *, required: bool = False) -> Callable[[Command], Command]:
    """Return what adds an argument of one or more words, handed on as one text: quotes may be left out."""
    return click.argument(
        name, nargs=-1, required=required, callback=lambda _context, _parameter, words: " ".join(words)
    )


class QueryCommand(click.Command):
    """A command whose words may say what is to be left out, which looks like an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = [*args]
        help_or_word = next((one for one in _words(given) if one.startswith("-h")), None)
        if help_or_word is not None:
            raise _left_out("-h", help_or_word, ctx)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            word = next((one for one in given if one.startswith(error.option_name)), "")
            if error.option_name.startswith("--") or len(word) < _LEAST:
                raise
            raise _left_out(error.option_name, word, ctx) from error


def _words(given: list[str]) -> Iterator[str]:
    """Yield what stands for itself and is too long for an option of one letter."""
    for before, one in zip(["", *given], given, strict=False):
        if one == "--":
            return
        if len(one) >= _LEAST and not before.startswith("--"):
            yield one


def _left_out(option: str, word: str, ctx: click.Context) -> click.UsageError:
    return click.UsageError(
        f"No such option: {option}. To leave a word out of the search, put the query in quotes "
        f"({shlex.quote(f'… {word}')}) or after -- (-- … {word}).",
        ctx,
    )


def format_option(command: Command) -> Command:
    """Add ``--format``; the JSON shapes are in docs/json.md."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="text for people, json for programs.",
    )(command)


def source_options(command: Command) -> Command:
    """Add what a URL may not show, handed on as ``host`` (a HostKind) and ``kind`` (a SourceKind)."""
    from crawler.source import SPELLINGS, SourceKind  # noqa: PLC0415 - only commands that crawl pay for it

    command = click.option(
        "--host",
        type=click.Choice(sorted(SPELLINGS)),
        callback=lambda _ctx, _parameter, value: SPELLINGS.get(value),
        help="The hosting software, where the URL does not show it.",
    )(command)
    return click.option(
        "--as",
        "kind",
        type=click.Choice([one.value for one in SourceKind if one is not SourceKind.LIST]),
        callback=lambda _ctx, _parameter, value: SourceKind(value) if value else None,
        help="What the URL names.  [default: told from how deep its path is]",
    )(command)


def accept_drop_option(command: Command) -> Command:
    """Add the drop guard's options, handed on as ``accept_drop``, ``max_drop`` and ``min_software``."""
    for option in (
        click.option(
            "--min-software",
            type=click.IntRange(min=0),
            metavar="N",
            default=0,
            show_default=True,
            help="Hold publication back when fewer software would be left.",
        ),
        click.option(
            "--max-drop",
            type=click.IntRange(0, 100),
            default=10,
            show_default=True,
            metavar="PERCENT",
            help="Hold publication back when more would vanish from it at once.",
        ),
        click.option("--accept-drop", is_flag=True, help="Publish however much would vanish."),
    ):
        command = option(command)
    return command


def site_option(command: Command) -> Command:
    """Add ``--site`` and what is chosen of the pages, handed on as ``site``, ``title`` and ``url``."""
    return click.option(
        "--site",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help="Write the pages there too.",
    )(page_options("site-")(command))


def page_options(prefix: str = "") -> Callable[[Command], Command]:
    """Return what adds the choices of the pages, handed on as ``title`` and ``url``."""

    def add(command: Command) -> Command:
        command = click.option(
            f"--{prefix}url",
            "url",
            metavar="URL",
            help="Where the pages will be served: for feeds, sitemap and canonical links.",
        )(command)
        return click.option(
            f"--{prefix}title", "title", metavar="TEXT", help="What the pages call the catalogue."
        )(command)

    return add
