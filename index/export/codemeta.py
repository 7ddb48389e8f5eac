"""CodeMeta 3, by its crosswalk of publiccode.yml (https://codemeta.github.io/crosswalk/publiccode/).

What the crosswalk has no term for goes by terms of schema.org, Dublin Core and publiccode.yml that the
document's own context declares. The context also takes back that ``applicationCategory`` is an address: in
publiccode.yml it is a word, and as a relative address it would be lost or mean a page of ours.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from index.export.facts import day, iri, licence_of, line, page_url, subject, summary, texts
from index.pages.entry_text import source_url
from index.pages.links import web_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.entry import Entry
    from index.export.options import ExportOptions
    from publiccode.software import Contractor, Dependency, Description, Software

CONTEXT = "https://w3id.org/codemeta/3.0"
TERMS: dict[str, object] = {
    "schema": "http://schema.org/",
    "alternateName": "schema:alternateName",
    "applicationCategory": "schema:applicationCategory",
    "catalogueId": "http://purl.org/dc/terms/identifier",
    "creativeWorkStatus": "schema:creativeWorkStatus",
    "inLanguage": "schema:inLanguage",
    "isBasedOn": {"@id": "schema:isBasedOn", "@type": "@id"},
    "localisedDescription": {"@id": "schema:description", "@container": "@language"},
    "localisedName": {"@id": "schema:alternateName", "@container": "@language"},
    "usedBy": "https://yml.publiccode.tools/schema.core.html#key-usedby",
}
"""What the documents say beyond CodeMeta's own context."""
STATUS = {
    "concept": "concept",
    "development": "wip",
    "beta": "wip",
    "stable": "active",
    "obsolete": "unsupported",
}
"""``developmentStatus`` in the words of https://www.repostatus.org/, which CodeMeta asks for."""

Data = dict[str, Any]


def write(entries: Sequence[Entry], options: ExportOptions) -> Iterator[bytes]:
    """Yield one document: the software itself where it was asked for alone, else a graph of all."""
    if options.single and len(entries) == 1:
        yield codemeta_document(entries[0], options)
        return
    yield b'{"@context": ' + _json([CONTEXT, TERMS]) + b', "@graph": ['
    for place, entry in enumerate(entries):
        yield (b",\n" if place else b"\n") + _json(codemeta(entry, options))
    yield b"\n]}\n"


def codemeta_document(entry: Entry, options: ExportOptions) -> bytes:
    """Return one software as a ``codemeta.json``."""
    return _json({"@context": [CONTEXT, TERMS], **codemeta(entry, options)}) + b"\n"


def codemeta(entry: Entry, options: ExportOptions) -> Data:
    """Return a software in CodeMeta's terms, without the context; what is not known is left out."""
    software = entry.software
    own = software.description(options.languages)
    released = day(software.release_date)
    version = line(software.software_version)
    return answered(
        {
            "id": subject(entry, options),
            "type": "SoftwareSourceCode",
            "catalogueId": entry.id,
            "name": line(software.name),
            "localisedName": texts(software, lambda one: one.localised_name),
            "description": line(summary(own)) if own else None,
            "localisedDescription": texts(software, summary),
            "codeRepository": source_url(entry),
            "url": web_url(software.landing_url),
            "relatedLink": links(page_url(entry, options), software.roadmap),
            "license": _licence(software),
            "version": version,
            "softwareVersion": version,
            "datePublished": released,
            "dateModified": released,
            "developmentStatus": _status(entry),
            "creativeWorkStatus": line(software.development_status),
            "applicationCategory": lines(software.categories),
            "keywords": lines(own.features) if own else None,
            "operatingSystem": lines(software.platforms),
            "inLanguage": lines(software.available_languages),
            "softwareRequirements": [_needed(one) for one in software.dependencies if not one.optional],
            "softwareSuggestions": [_needed(one) for one in software.dependencies if one.optional],
            "softwareHelp": [one for text in software.descriptions if (one := _help(text))],
            "isBasedOn": links(*software.is_based_on),
            "isPartOf": _named("SoftwareApplication", software.application_suite),
            **_people(entry),
        }
    )


def _people(entry: Entry) -> Data:
    software = entry.software
    persons = [
        _named("Person", one.name, email=one.email, affiliation=_named("Organization", one.affiliation))
        for one in software.contacts
    ]
    users = [one.name for one in entry.users] or list(software.used_by)
    return {
        "copyrightHolder": _named("Organization", software.main_copyright_owner),
        "maintainer": [one for one in (*persons, *map(_contractor, software.contractors)) if one],
        "funder": [
            one for by in software.funded_by if (one := _named("Organization", by.name, id=iri(by.uri)))
        ],
        "publisher": _named("Organization", entry.publisher.name, id=iri(entry.publisher.uri)),
        "usedBy": [one for name in users if (one := _named("Organization", name))],
    }


def _contractor(one: Contractor) -> Data | None:
    """Return who maintains; a contract with an end is a role, so that nobody reads it as for ever."""
    who = _named("Organization", one.name, url=web_url(one.website), email=one.email)
    until = day(one.until)
    return {"type": "Role", "maintainer": who, "endDate": until} if who and until else who


def _licence(software: Software) -> object:
    licence = licence_of(software)
    if licence is None:
        return None
    # One address can't say "A or B", so an expression stays a text.
    if licence.id is None:
        return {"type": "schema:CreativeWork", "name": licence.expression}
    return f"https://spdx.org/licenses/{licence.id}"


def _status(entry: Entry) -> str | None:
    status = STATUS.get(entry.software.development_status or "")
    if status == "active" and entry.archived:
        status = "unsupported"
    return f"https://www.repostatus.org/#{status}" if status else None


def _needed(one: Dependency) -> Data | None:
    low, high = line(one.version_min), line(one.version_max)
    version = line(one.version) or " ".join(filter(None, (low and f">={low}", high and f"<={high}")))
    kind = "schema:Product" if one.kind == "hardware" else "SoftwareApplication"
    return _named(kind, one.name, version=version)


def _help(text: Description) -> Data | None:
    url = web_url(text.documentation)
    return {"type": "schema:CreativeWork", "url": url} if url else None


def _named(kind: str, name: str | None, **more: object) -> Data | None:
    shown = line(name)
    return answered({"type": kind, "name": shown, **more}) if shown else None


def lines(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(line, values))))


def links(*values: str | None) -> list[str]:
    return list(dict.fromkeys(url for url in map(web_url, values) if url))


def answered(data: Data) -> Data:
    kept = {
        key: [one for one in value if one] if isinstance(value, list) else value
        for key, value in data.items()
    }
    return {key: value for key, value in kept.items() if value not in (None, "", [], {})}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
