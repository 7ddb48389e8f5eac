"""The table of formats: the one place where a format is registered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from index.personal_data import shared_entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.entry import Entry
    from index.export.options import ExportOptions

Writer = Callable[["Sequence[Entry]", "ExportOptions"], Iterable[bytes]]
"""Takes entries in their order and gives the file piece by piece; what it can't say it leaves out.

The entries hold only as much of people as the options allow: a writer need not think of it.
"""


@dataclass(frozen=True, slots=True)
class Format:
    """``writer`` is ``module:function``, imported when it is called: many need a library of their own."""

    summary: str
    media_type: str
    suffix: str
    writer: str
    binary: bool = False
    """Whether it is nothing for a terminal."""
    asks_publisher: bool = False
    """Whether who reads it must be told who publishes the catalogue."""


_LINKED = "application/ld+json"
_DCAT = "index.export.dcat.writing"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"

FORMATS: Mapping[str, Format] = {
    "csv": Format("CSV", "text/csv", ".csv", "index.export.table:write"),
    "jsonl": Format("JSON Lines", "application/jsonl", ".jsonl", "index.export.document:write"),
    "xlsx": Format("XLSX", _XLSX, ".xlsx", "index.export.spreadsheet:xlsx", binary=True),
    "ods": Format("ODS", _ODS, ".ods", "index.export.spreadsheet:ods", binary=True),
    "publishers": Format("a publishers file", "application/yaml", ".yml", "index.export.publishers:write"),
    "code.json": Format("code.json 2.0", "application/json", ".json", "index.export.code_json:write"),
    "codemeta": Format("CodeMeta 3", _LINKED, ".json", "index.export.codemeta:write"),
    "jsonld": Format("schema.org JSON-LD", _LINKED, ".jsonld", "index.export.schema_org:write"),
    "dcat-turtle": Format(
        "DCAT-AP 3 in Turtle", "text/turtle", ".ttl", f"{_DCAT}:turtle", asks_publisher=True
    ),
    "dcat-jsonld": Format("DCAT-AP 3 in JSON-LD", _LINKED, ".jsonld", f"{_DCAT}:jsonld", asks_publisher=True),
}
"""The formats by the name that ``riuso export --format`` takes."""


def export(name: str, entries: Iterable[Entry], options: ExportOptions) -> Iterator[bytes]:
    """Yield ``entries`` in the format called ``name``, chunk by chunk; raise KeyError for an unknown name."""
    module, _, function = FORMATS[name].writer.partition(":")
    writer = cast("Writer", getattr(import_module(module), function))
    yield from writer([shared_entry(entry, options.personal_data) for entry in entries], options)
