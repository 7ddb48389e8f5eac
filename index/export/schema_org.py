"""schema.org in JSON-LD: a ``DataCatalog`` and every software as ``SoftwareSourceCode`` and application.

The facts are those of CodeMeta, which is made of schema.org's terms; what is CodeMeta's own is left out or
said in schema.org's words. The pages carry the same for one software and one language.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from index.export.codemeta import answered, codemeta, lines, links
from index.export.facts import day, page_url, texts
from index.pages.links import web_url
from index.pages.text import clean
from publiccode.publisher import Archetype

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.entry import Entry
    from index.export.options import ExportOptions

Data = dict[str, Any]
_CONTEXT = "https://schema.org"
_GOVERNMENTS = {Archetype.NATIONAL_GOVERNMENT, Archetype.LOCAL_GOVERNMENT}
_SAME = (
    "codeRepository",
    "license",
    "softwareVersion",
    "version",
    "datePublished",
    "dateModified",
    "creativeWorkStatus",
    "applicationCategory",
    "operatingSystem",
    "inLanguage",
    "softwareHelp",
    "isBasedOn",
    "isPartOf",
    "copyrightHolder",
    "maintainer",
    "funder",
    "publisher",
)
"""The keys that CodeMeta has from schema.org and that mean the same there."""


def write(entries: Sequence[Entry], options: ExportOptions) -> Iterator[bytes]:
    """Yield one document: the software itself where it was asked for alone, else the catalogue's graph."""
    head = {"@context": _CONTEXT}
    if options.single and len(entries) == 1:
        yield _json(head | software(entries[0], options)) + b"\n"
        return
    yield b'{"@context": ' + _json(_CONTEXT) + b', "@graph": [\n' + _json(_catalogue(options))
    for entry in entries:
        yield b",\n" + _json(software(entry, options))
    yield b"\n]}\n"


def software(entry: Entry, options: ExportOptions) -> Data:
    """Return a software in schema.org's words, without the context; what is not known is left out."""
    told = codemeta(entry, options)
    facts = entry.software
    own = facts.description(options.languages)
    data = {
        "id": told.get("id"),
        "type": ["SoftwareSourceCode", "SoftwareApplication"],
        "identifier": entry.id,
        "name": told.get("name", entry.id),
        "alternateName": _spoken(texts(facts, lambda one: one.localised_name)),
        "abstract": _spoken(texts(facts, lambda one: one.short_description)),
        "description": _spoken(texts(facts, lambda one: one.long_description or one.short_description)),
        "url": page_url(entry, options) or told.get("url"),
        "sameAs": told.get("url"),
        **{key: told[key] for key in _SAME if key in told},
        "featureList": lines(own.features) if own else None,
        "softwareRequirements": [_requirement(one) for one in told.get("softwareRequirements", ())],
        "countriesSupported": list(facts.countries),
        "countriesNotSupported": list(facts.unsupported_countries),
        "audience": [{"type": "Audience", "audienceType": one} for one in lines(facts.scope)],
        "screenshot": links(*(url for one in facts.descriptions for url in one.screenshots)),
        "isPartOf": [
            *([told["isPartOf"]] if "isPartOf" in told else ()),
            answered({"type": "DataCatalog", "id": _catalogue_id(options), "name": clean(options.title)}),
        ],
        "sdDatePublished": day(entry.shown_fetched_at),
    }
    if entry.publisher.archetype in _GOVERNMENTS and "publisher" in told:
        data["publisher"] = told["publisher"] | {"type": "GovernmentOrganization"}
    written: Data = _plain(answered(data))
    return written


def _catalogue(options: ExportOptions) -> Data:
    publisher = clean(options.publisher)
    written: Data = _plain(
        answered(
            {
                "id": _catalogue_id(options),
                "type": "DataCatalog",
                "name": clean(options.title),
                "url": web_url(options.base_url),
                "dateModified": options.as_of.isoformat() if options.as_of else None,
                "publisher": {"type": "Organization", "name": publisher} if publisher else None,
            }
        )
    )
    return written


def _catalogue_id(options: ExportOptions) -> str | None:
    base = web_url(options.base_url)
    return f"{base}#catalogue" if base else None


def _requirement(needed: Data) -> str:
    """Return what is needed as text, which is what schema.org asks for."""
    return " ".join(filter(None, (needed["name"], needed.get("version"))))


def _spoken(by_language: Mapping[str, str]) -> list[Data]:
    return [{"@value": text, "@language": tag} for tag, text in by_language.items()]


def _plain(value: Any) -> Any:
    """Return CodeMeta's keys and types as JSON-LD and schema.org write them."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    written = {f"@{key}" if key in {"id", "type"} else key: _plain(one) for key, one in value.items()}
    kind = written.get("@type")
    return written | {"@type": kind.removeprefix("schema:")} if isinstance(kind, str) else written


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
