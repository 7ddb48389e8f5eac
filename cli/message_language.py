"""``--lang``, the language of messages. In a module of its own: a search need not load the messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from cli.language import reader_language
from publiccode.translation import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., Any]")


def lang_option(command: Command) -> Command:
    """Add ``--lang``, the language of messages; handed on as ``language``."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        callback=_language,
        help="Language of the messages.  [default: that of the locale, else en]",
    )(command)


def _language(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    return value or reader_language(LANGUAGES)
