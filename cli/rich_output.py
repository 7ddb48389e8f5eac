"""Output for a terminal. In a module of its own: rich is only imported where it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.terminal import clean, clean_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.output import Part


class RichOutput:
    """Colours, wraps at the terminal's width; never reads markup in what it prints."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def line(self, *parts: Part, indent: int = 0) -> None:
        self._console.print(Padding(_text(parts), (0, 0, 0, indent), expand=False))

    def paragraph(self, text: str, *, indent: int = 0) -> None:
        self._console.print(Padding(Text(clean_block(text).strip()), (0, 0, 0, indent), expand=False))

    def table(self, rows: Sequence[Sequence[Part]], *, indent: int = 0, header: Sequence[str] = ()) -> None:
        table = Table(box=None, show_header=bool(header), pad_edge=False, padding=(0, 2, 0, 0))
        for number in range(max((len(row) for row in rows), default=0)):
            table.add_column(header[number] if header else "", overflow="fold")
        for row in rows:
            table.add_row(*(_text((cell,)) for cell in row))
        self._console.print(Padding(table, (0, 0, 0, indent), expand=False))


def terminal_output(*, err: bool = False) -> RichOutput:
    return RichOutput(Console(stderr=err, highlight=False, markup=False, emoji=False))


def _text(parts: Sequence[Part]) -> Text:
    text = Text()
    for part in parts:
        content, style = (part, "") if isinstance(part, str) else part
        text.append(clean(content), style)
    return text
