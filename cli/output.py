"""Where results go: coloured and wrapped on a terminal, plain and stable in a pipe.

Every piece of text that is printed passes :mod:`cli.terminal` here, so that no command has to remember it.
"""

from __future__ import annotations

import sys
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

    def table(
        self, rows: Sequence[Sequence[Part]], *, indent: int = 0, header: Sequence[str] = ()
    ) -> None: ...


class PlainOutput:
    """For pipes and files: no colour, no wrapping, columns set with spaces."""

    def __init__(self, *, err: bool = False) -> None:
        self._err = err

    def line(self, *parts: Part, indent: int = 0) -> None:
        text = "".join(clean(_text(part)) for part in parts)
        click.echo((" " * indent + text).rstrip(), err=self._err)

    def paragraph(self, text: str, *, indent: int = 0) -> None:
        import textwrap  # noqa: PLC0415 - a search prints lines

        click.echo(textwrap.indent(clean_block(text).strip(), " " * indent), err=self._err)

    def table(self, rows: Sequence[Sequence[Part]], *, indent: int = 0, header: Sequence[str] = ()) -> None:
        shown = [header, *rows] if header else rows
        cells = [[clean(_text(cell)) for cell in row] for row in shown]
        columns = max(map(len, cells), default=0)
        widths = [max(len(row[i]) for row in cells if i < len(row)) for i in range(columns)]
        for row in cells:
            padded = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False))
            click.echo((" " * indent + padded).rstrip(), err=self._err)


def results() -> Output:
    """Return where results go: stdout."""
    return _output(terminal=sys.stdout.isatty(), err=False)


def notices() -> Output:
    """Return where everything that is no result goes: stderr."""
    return _output(terminal=sys.stderr.isatty(), err=True)


def print_json(value: object) -> None:
    """Print ``value`` (plain values or dataclasses) as JSON that a terminal can show."""
    click.echo(as_json(value))


def as_json(value: object) -> str:
    """Return ``value`` (plain values or dataclasses) as JSON that a terminal can show."""
    import json  # noqa: PLC0415 - text output does without

    import msgspec  # noqa: PLC0415 - as above

    return clean_json(json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=2))


def _output(*, terminal: bool, err: bool) -> Output:
    if not terminal:
        return PlainOutput(err=err)
    from cli.rich_output import terminal_output  # noqa: PLC0415 - a pipe need not pay for importing rich

    return terminal_output(err=err)


def _text(part: Part) -> str:
    return part if isinstance(part, str) else part[0]
