"""The inventory of the United States: ``code.json`` in its version 2.0.0.

By the schema of GSA/code-gov-data, with the keys that DSACMS/gov-codejson has added since (``vcs``,
``maintenance``, ``repositoryVisibility``). Two keys are asked for there that a catalogue can't know:
``laborHours``, and the e-mail address of a contact where it is not told. They are left out, never made up.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from index.export.facts import day, line, summary
from index.pages.links import web_url
from index.readiness.gates import open_licence
from publiccode.spdx import license_ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.entry import Entry
    from index.export.options import ExportOptions

VERSION = "2.0.0"
STATUS = {
    "concept": "Ideation",
    "development": "Development",
    "beta": "Beta",
    "stable": "Production",
    "obsolete": "Archival",
}
"""``developmentStatus`` in the words of the inventory."""
MAINTENANCE = ("internal", "contract", "community", "none")


def write(entries: Sequence[Entry], options: ExportOptions) -> Iterator[bytes]:
    """Yield the inventory; its agency is who publishes the catalogue, else what the catalogue is called."""
    head = {
        "version": VERSION,
        "agency": line(options.publisher or options.title),
        "measurementType": {"method": "projects"},
    }
    opened = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    yield f'{opened},\n "releases": ['.encode()
    for place, entry in enumerate(entries):
        one = json.dumps(release(entry, options), ensure_ascii=False, indent=1)
        yield f"{',' if place else ''}\n{one}".encode()
    yield b"\n]}\n"


def release(entry: Entry, options: ExportOptions) -> dict[str, Any]:
    """Return a software as a release of the inventory; what is not known is left out."""
    software, activity = entry.software, entry.activity
    own = software.description(options.languages)
    status = STATUS.get(software.development_status or "")
    return _answered(
        {
            "name": line(software.name),
            "version": line(software.software_version),
            "organization": line(entry.publisher.name),
            "description": line(summary(own)) if own else None,
            "permissions": _permissions(entry),
            "contact": _contact(entry),
            "status": "Archival" if entry.archived else status,
            "vcs": None if entry.host in {"directory", "list"} else "git",
            "repositoryURL": web_url(entry.repository),
            "repositoryVisibility": "public" if web_url(entry.repository) else None,
            "homepageURL": web_url(software.landing_url),
            "maintenance": software.maintenance_type if software.maintenance_type in MAINTENANCE else None,
            "relatedCode": [{"name": line(one.name)} for one in entry.family],
            "reusedCode": [{"URL": url} for url in map(web_url, software.is_based_on) if url],
            "date": _answered(
                {
                    "created": day(activity.first_commit) if activity else None,
                    "lastModified": day(activity.last_commit) if activity else None,
                    "metadataLastUpdated": day(entry.shown_fetched_at),
                }
            ),
        }
    ) | {"tags": [line(one) for one in software.categories]}


def _permissions(entry: Entry) -> dict[str, Any]:
    licences = [
        {"URL": f"https://spdx.org/licenses/{one}.html", "name": one}
        for one in license_ids(entry.software.license)
    ]
    is_open = open_licence(entry.software.license)
    return {"licenses": licences or None} | ({"usageType": "openSource"} if is_open else {})


def _contact(entry: Entry) -> dict[str, Any] | None:
    for one in entry.software.contacts:
        return _answered({"name": line(one.name), "email": one.email, "phone": one.phone})
    return None


def _answered(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
