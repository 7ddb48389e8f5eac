"""How each look is drawn, the same in both formats."""

from __future__ import annotations

from dataclasses import dataclass

from index.sheets.model import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """``size`` in points; colours as #rrggbb; ``open`` cells can be changed in a locked sheet."""

    bold: bool = False
    italic: bool = False
    size: int = 10
    colour: str = "#1b1b1b"
    fill: str | None = None
    wrapped: bool = False
    framed: bool = False
    open: bool = False
    money: bool = False


FONT = "Liberation Sans"
LINK = "#0b4f9e"
STYLES = {
    Look.PLAIN: Style(),
    Look.PROSE: Style(wrapped=True),
    Look.HEADER: Style(bold=True, fill="#dfe6ee", wrapped=True, framed=True),
    Look.TITLE: Style(bold=True, size=16),
    Look.SECTION: Style(bold=True, size=12, colour="#ffffff", fill="#24425f"),
    Look.NOTE: Style(italic=True, colour="#4d4d4d", wrapped=True),
    Look.BLANK: Style(fill="#fff8d6", wrapped=True, framed=True, open=True),
    Look.RESULT: Style(bold=True, fill="#eef2f6", wrapped=True, framed=True, money=True),
}
FRAME = "#8c98a4"
LINE_PT = 13.5
"""The height of a line of text of 10 points."""
