"""Where results go: coloured and wrapped on a terminal, plain and stable in a pipe.

Every piece of text that is printed passes :mod:`cli.terminal` here, so that no command has to remember it.
"""

from __future__ import annotations

import json
import sys
import textwrap
from typing import TYPE_CHECKING, Protocol

import click

from cli.terminal import clean, clean_block, clean_json

if TYPE_CHECKING:
    from collections.abc import Sequence

Part = str | tuple[str, str]
"""A piece of a line: text, or text and its style (``"bold"``, ``"red"`` …)."""


class Output(Protocol):
    """Prints lines, paragraphs and tables; text may come from anybody."""

    def line(self, *parts: Part, indent: int = 0) -> None: ...

    def paragraph(self, text: str, *, indent: int = 0) -> None: ...

    def table(self, rows: Sequence[Sequence[Part]], *, indent: int = 0, header: Sequence[str] = ()) -> None: ...


class PlainOutput:
    """For pipes and files: no colour, no wrapping, columns set with spaces."""

    def __init__(self, *, err: bool = False) -> None:
        self._err = err

    def line(self, *parts: Part, indent: int = 0) -> None:
        text = "".join(clean(_text(part)) for part in parts)
        click.echo((" " * indent + text).rstrip(), err=self._err)

    def paragraph(self, text: str, *, indent: int = 0) -> None:
        click.echo(textwrap.indent(clean_block(text).strip(), " " * indent), err=self._err)

    def table(self, rows: Sequence[Sequence[Part]], *, indent: int = 0, header: Sequence[str] = ()) -> None:
        cells = [[clean(_text(cell)) for cell in row] for row in ([header] if header else []) + list(rows)]
        widths = [max(len(row[i]) for row in cells if i < len(row)) for i in range(max(map(len, cells), default=0))]
        for row in cells:
            padded = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False))
            click.echo((" " * indent + padded).rstrip(), err=self._err)


class RichOutput:
    """For a terminal."""

    def __init__(self, *, err: bool = False) -> None:
        from rich.console import Console

        self._console = Console(stderr=err, highlight=False, markup=False, emoji=False)

    def line(self, *parts: Part, indent: int = 0) -> None:
        from rich.padding import Padding

        self._console.print(Padding(_rich_text(parts), (0, 0, 0, indent)))

    def paragraph(self, text: str, *, indent: int = 0) -> None:
        from rich.padding import Padding
        from rich.text import Text

        self._console.print(Padding(Text(clean_block(text).strip()), (0, 0, 0, indent)))

    def table(self, rows: Sequence[Sequence[Part]], *, indent: int = 0, header: Sequence[str] = ()) -> None:
        from rich.padding import Padding
        from rich.table import Table

        table = Table(box=None, show_header=bool(header), pad_edge=False, padding=(0, 2, 0, 0))
        for number in range(max((len(row) for row in rows), default=0)):
            table.add_column(header[number] if header else "", overflow="fold")
        for row in rows:
            table.add_row(*(_rich_text((cell,)) for cell in row))
        self._console.print(Padding(table, (0, 0, 0, indent)))


def results() -> Output:
    """Return where results go: stdout."""
    return RichOutput() if sys.stdout.isatty() else PlainOutput()


def notices() -> Output:
    """Return where everything that is no result goes: stderr."""
    return RichOutput(err=True) if sys.stderr.isatty() else PlainOutput(err=True)


def print_json(value: object) -> None:
    """Print ``value`` (plain values or dataclasses) as JSON that a terminal can show."""
    import msgspec

    document = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=2)
    click.echo(clean_json(document))


def _text(part: Part) -> str:
    return part if isinstance(part, str) else part[0]


def _rich_text(parts: Sequence[Part]) -> object:
    from rich.text import Text

    text = Text()
    for part in parts:
        content, style = (part, "") if isinstance(part, str) else part
        text.append(clean(content), style)
    return text
