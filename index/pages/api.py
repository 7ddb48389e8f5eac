"""The static JSON API under ``api/v1/``, and the same as one file to download. Told in docs/pages.md."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from index.entry import Relative
from index.pages.activity_view import vitality_shown
from index.pages.links import segment
from index.pages.readiness_view import readiness_shown
from index.pages.text import clean
from index.readiness import Readiness
from index.vitality import Vitality
from publiccode.activity import Activity
from publiccode.problem import Problem
from publiccode.publisher import Publisher
from publiccode.software import Software
from publiccode.spdx import license_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.entry import Entry
    from index.pages.output import Output
    from index.pages.site import Site

API = "api/v1"
PER_LIST = 100
_COLUMNS = (
    "id",
    "name",
    "summary",
    "publisher",
    "publisher_id",
    "country",
    "repository",
    "licence",
    "status",
    "type",
    "maintenance",
    "version",
    "release_date",
    "categories",
    "languages",
    "used_by",
    "state",
    "last_commit",
    "page",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftwareDocument:
    """One software of the API, with as much of people as the entry tells (``index.personal_data``).

    ``page`` is the address of its page, empty where the site's own is not known; the rest is as in
    ``riuso show --format json``. ``vitality`` and ``readiness`` are what its page shows: those of the first
    day of the month of the last run.
    """

    id: str
    page: str
    state: str
    note: str | None
    hidden: bool
    archived: bool
    publisher: Publisher
    repository: str
    host: str
    aliases: tuple[str, ...]
    path: str
    raw_url: str | None
    commit: str | None
    first_seen: str
    shown_fetched_at: str
    software: Software
    problems: tuple[Problem, ...]
    family: tuple[Relative, ...]
    activity: Activity | None
    contact_named: bool
    contact_reachable: bool
    vitality: Vitality | None
    readiness: Readiness | None


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
    for entry in site.pages.values():
        document = document_of(entry, site)
        encoded = msgspec.json.encode(document, order="deterministic")
        output.write(f"{API}/{document_path(entry.id)}", encoded)
        if not entry.hidden:
            lines.append(encoded)
            rows.append(_row(entry, site))
    for number, page in enumerate(_lists(site), start=1):
        output.write(f"{API}/software/page/{number}.json", msgspec.json.encode(page, order="deterministic"))
    output.write(f"{API}/schema.json", _schema())
    output.write(f"{API}/index.json", _index(site))
    output.write("downloads/software.jsonl", b"".join(line + b"\n" for line in lines))
    output.write("downloads/software.csv", _table(rows))


def document_of(entry: Entry, site: Site) -> SoftwareDocument:
    path = site.software_path(entry.id)
    return SoftwareDocument(
        id=entry.id,
        page=site.url(path, site.options.language) if path else "",
        state=entry.state.value,
        note=entry.note,
        hidden=entry.hidden,
        archived=entry.archived,
        publisher=entry.publisher,
        repository=entry.repository if not entry.repository.startswith("file:") else "",
        host=entry.host,
        aliases=tuple(alias for alias in entry.aliases if not alias.startswith("file:")),
        path=entry.path,
        raw_url=entry.raw_url if not (entry.raw_url or "").startswith("file:") else None,
        commit=entry.commit,
        first_seen=entry.first_seen,
        shown_fetched_at=entry.shown_fetched_at,
        software=entry.software,
        problems=entry.problems,
        family=entry.family,
        activity=entry.activity,
        contact_named=entry.names_contact,
        contact_reachable=entry.reaches_contact,
        vitality=vitality_shown(entry, site.as_of),
        readiness=readiness_shown(entry, site),
    )


def document_path(identifier: str) -> str:
    """Return where a software's document is, from the root of the API."""
    return f"software/{segment(identifier)}.json"


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


def _row(entry: Entry, site: Site) -> list[str]:
    software, activity = entry.software, entry.activity
    description = software.description((site.options.language,))
    path = site.software_path(entry.id)
    values = (
        entry.id,
        software.name,
        (description.short_description if description else None) or "",
        entry.publisher.name,
        entry.publisher.id,
        entry.publisher.country or "",
        entry.repository if not entry.repository.startswith("file:") else "",
        " ".join(license_ids(software.license)),
        software.development_status or "",
        software.software_type or "",
        software.maintenance_type or "",
        software.software_version or "",
        software.release_date or "",
        " ".join(software.categories),
        " ".join(software.available_languages),
        str(len(software.used_by)),
        entry.state.value,
        activity.last_commit[:10] if activity else "",
        site.url(path) if path else "",
    )
    return [_cell(value) for value in values]


def _cell(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, on one line."""
    text = " ".join(clean(value[:2000]).split())
    return f"'{text}" if text.startswith(_FORMULA) else text


def _table(rows: list[list[str]]) -> bytes:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows(rows)
    return table.getvalue().encode("utf-8-sig")
