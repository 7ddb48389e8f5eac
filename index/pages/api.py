"""The static JSON API under ``api/v1/``, and the same as one file to download. Told in docs/pages.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from index.export.codemeta import codemeta_document
from index.export.document import SoftwareDocument, document, encoded
from index.export.options import ExportOptions
from index.export.table import Asked, csv_rows
from index.pages.links import segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.entry import Entry
    from index.pages.output import Output
    from index.pages.site import Site

API = "api/v1"
PER_LIST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A software in a list of the API; ``document`` is the way to all of it, from the root of the API."""

    id: str
    name: str
    publisher: str
    state: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDocument:
    """A page of the list of all software, by name; ``next`` is the way to the next page."""

    page: int
    pages: int
    total: int
    next: str | None
    software: tuple[Listed, ...]


def write_api(output: Output, site: Site) -> None:
    """Write a document for each software, the pages of their list, the schemas, and the downloads."""
    lines, rows = [], []
    told = ExportOptions(base_url=site.options.base_url or "", languages=(site.options.language,))
    for entry in site.pages.values():
        line = encoded(document_of(entry, site))
        output.write(f"{API}/{document_path(entry.id)}", line)
        output.write(f"{API}/{codemeta_path(entry.id)}", codemeta_document(entry, told))
        if not entry.hidden:
            lines.append(line)
            rows.append((entry, Asked(_page(entry, site), (site.options.language,))))
    for number, page in enumerate(_lists(site), start=1):
        output.write(f"{API}/software/page/{number}.json", msgspec.json.encode(page, order="deterministic"))
    output.write(f"{API}/schema.json", _schema())
    output.write(f"{API}/index.json", _index(site))
    output.write("downloads/software.jsonl", b"".join(line + b"\n" for line in lines))
    output.write("downloads/software.csv", b"".join(csv_rows(rows)))


def document_of(entry: Entry, site: Site) -> SoftwareDocument:
    return document(entry, _page(entry, site), site.as_of, site.adoption)


def _page(entry: Entry, site: Site) -> str:
    path = site.software_path(entry.id)
    return site.url(path, site.options.language) if path else ""


def document_path(identifier: str) -> str:
    """Return where a software's document is, from the root of the API."""
    return f"software/{segment(identifier)}.json"


def codemeta_path(identifier: str) -> str:
    """Return where a software is told in CodeMeta's terms, from the root of the API."""
    return f"codemeta/{segment(identifier)}.json"


def _lists(site: Site) -> Iterator[ListDocument]:
    entries = list(site.listed.values())
    pages = max(1, -(-len(entries) // PER_LIST))
    for number in range(1, pages + 1):
        shown = entries[(number - 1) * PER_LIST : number * PER_LIST]
        yield ListDocument(
            page=number,
            pages=pages,
            total=len(entries),
            next=f"software/page/{number + 1}.json" if number < pages else None,
            software=tuple(
                Listed(
                    id=entry.id,
                    name=entry.software.name,
                    publisher=entry.publisher.id,
                    state=entry.state.value,
                    document=document_path(entry.id),
                )
                for entry in shown
            ),
        )


def _schema() -> bytes:
    _, parts = msgspec.json.schema_components([SoftwareDocument, ListDocument], ref_template="#/$defs/{name}")
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "riuso, static API v1",
        "$defs": parts,
        "$ref": "#/$defs/SoftwareDocument",
    }
    return msgspec.json.format(msgspec.json.encode(whole, order="deterministic"), indent=2)


def _index(site: Site) -> bytes:
    whole = {
        "title": site.title,
        "schema": "schema.json",
        "software": "software/page/1.json",
        "document": "software/{id}.json",
        "total": len(site.listed),
        "as_of": site.as_of,
        "downloads": ["../../downloads/software.csv", "../../downloads/software.jsonl"],
    }
    return msgspec.json.encode(whole, order="deterministic")
