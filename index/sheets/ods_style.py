"""The styles, page and view settings of an ODS file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from index.sheets.style import FONT, FRAME, LINK, STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.sheets.model import Look

CELL_STYLES = (
    '<number:text-style style:name="N-text"><number:text-content/></number:text-style>',
    '<number:date-style style:name="N-day"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    "</number:date-style>",
    '<number:number-style style:name="N-money"><number:number number:decimal-places="2"'
    ' number:min-integer-digits="1" number:grouping="true"/></number:number-style>',
)
PAGE = (
    '<style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm"'
    ' style:print-orientation="landscape" fo:margin="1.5cm" style:scale-to-X="1" style:scale-to-Y="0"'
    ' style:writing-mode="lr-tb"/>'
)
"""A4, as wide as the sheet."""
FOOTER = "<text:p><text:page-number>1</text:page-number> / <text:page-count>1</text:page-count></text:p>"
_CM_A_CHARACTER = 0.205
_VIEW = "".join(
    f'<config:config-item config:name="{name}" config:type="{kind}">{{{name}}}</config:config-item>'
    for name, kind in (
        ("HorizontalSplitMode", "short"),
        ("VerticalSplitMode", "short"),
        ("HorizontalSplitPosition", "int"),
        ("VerticalSplitPosition", "int"),
        ("ActiveSplitRange", "short"),
        ("PositionLeft", "int"),
        ("PositionRight", "int"),
        ("PositionTop", "int"),
        ("PositionBottom", "int"),
    )
)
_FROZEN = 2
"""The mode of a split that doesn't move: how LibreOffice writes it; the standard leaves views to programs."""


class Styles:
    """The styles that a document uses, each once."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], tuple[str, str]] = {}

    def made(self) -> Iterator[str]:
        for _, style in self._made.values():
            yield style

    def column(self, width: float) -> str:
        """Return the name of the style of a column, ``width`` in characters."""
        return self._named(
            ("column", width),
            "table-column",
            f'<style:table-column-properties style:column-width="{width * _CM_A_CHARACTER:.3f}cm"/>',
        )

    def row(self, height: float | None) -> str:
        """Return the name of the style of a row, ``height`` in points or None for what its text needs."""
        if height is None:
            properties = '<style:table-row-properties style:use-optimal-row-height="true"/>'
        else:
            properties = (
                f'<style:table-row-properties style:row-height="{height:.1f}pt"'
                ' style:use-optimal-row-height="false"/>'
            )
        return self._named(("row", height), "table-row", properties)

    def cell(self, look: Look, *, linked: bool, day: bool, text: bool) -> str:
        data = "N-day" if day else "N-text" if text else "N-money" if STYLES[look].money else None
        return self._named(("cell", look, linked, data), "table-cell", _cell(look, linked=linked), data)

    def _named(self, key: tuple[object, ...], family: str, properties: str, data: str | None = None) -> str:
        if key not in self._made:
            name = f"r{len(self._made)}"
            form = f' style:data-style-name="{data}"' if data else ""
            self._made[key] = (
                name,
                f'<style:style style:name="{name}" style:family="{family}"{form}>{properties}</style:style>',
            )
        return self._made[key][0]


def _cell(look: Look, *, linked: bool) -> str:
    style = STYLES[look]
    fill = f' fo:background-color="{style.fill}"' if style.fill else ""
    frame = f' fo:border="0.5pt solid {FRAME}"' if style.framed else ""
    wrap = "wrap" if style.wrapped else "no-wrap"
    weight = ' fo:font-weight="bold"' if style.bold else ""
    slant = ' fo:font-style="italic"' if style.italic else ""
    line = ' style:text-underline-style="solid"' if linked else ""
    return (
        f'<style:table-cell-properties fo:wrap-option="{wrap}" style:vertical-align="top"'
        f' style:cell-protect="{"none" if style.open else "protected"}"{fill}{frame}/>'
        f'<style:text-properties style:font-name="{FONT}" fo:font-size="{style.size}pt"'
        f' fo:color="{LINK if linked else style.colour}"{weight}{slant}{line}/>'
    )


def settings(frozen: Iterable[tuple[str, int, int]]) -> bytes:
    """Return the part that says how a document is first seen: (sheet, frozen rows, frozen columns) each."""
    views = list(frozen)
    tables = "".join(_view(*view) for view in views)
    first = escape(views[0][0]) if views else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<office:document-settings xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"'
        ' xmlns:ooo="http://openoffice.org/2004/office"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.4">'
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>'
        f'<config:config-item config:name="ActiveTable" config:type="string">{first}</config:config-item>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    ).encode()


def _view(name: str, rows: int, columns: int) -> str:
    items = _VIEW.format(
        HorizontalSplitMode=_FROZEN if columns else 0,
        VerticalSplitMode=_FROZEN if rows else 0,
        HorizontalSplitPosition=columns,
        VerticalSplitPosition=rows,
        ActiveSplitRange=(3 if columns else 2) if rows else (1 if columns else 2),
        PositionLeft=0,
        PositionRight=columns,
        PositionTop=0,
        PositionBottom=rows,
    )
    return (
        f"<config:config-item-map-entry config:name={quoteattr(name)}>{items}</config:config-item-map-entry>"
    )
