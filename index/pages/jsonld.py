"""What a page tells machines: schema.org in JSON-LD.

A software is a ``SoftwareSourceCode`` and a ``SoftwareApplication`` at once, by the CodeMeta crosswalk of
publiccode.yml (https://codemeta.github.io/crosswalk/); the catalogue is a ``DataCatalog``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.pages.entry_text import name_of, source_url, summary_of
from index.pages.links import INDEX, web_url
from index.pages.text import clean, shorten
from publiccode.spdx import license_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.entry import Entry
    from index.pages.site import Site
    from publiccode.publisher import Publisher

Data = dict[str, object]

_CONTEXT = "https://schema.org"
_SPDX = "https://spdx.org/licenses/"
_MOST = 30


def catalogue_data(site: Site) -> Data:
    """Return the catalogue with what it offers for download, for the home page."""
    base = site.url("") or None
    formats = (("software.csv", "text/csv"), ("software.jsonl", "application/jsonl"))
    return _answered(
        {
            "@context": _CONTEXT,
            "@type": "DataCatalog",
            "name": site.title,
            "url": base,
            "inLanguage": site.language,
            "dateModified": site.as_of,
            "dataset": _answered(
                {
                    "@type": "Dataset",
                    "name": site.title,
                    "description": site.say(
                        "Software that public administrations have published, free to use, adapt and share"
                    ),
                    "url": base,
                    "dateModified": site.as_of,
                    "distribution": [
                        {
                            "@type": "DataDownload",
                            "encodingFormat": media,
                            "contentUrl": site.top_url(f"downloads/{name}"),
                        }
                        for name, media in formats
                    ]
                    if base
                    else None,
                }
            ),
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{site.url(f'search/{INDEX}')}?q={{search_term_string}}",
                "query-input": "required name=search_term_string",
            }
            if base
            else None,
        }
    )


def page_data(site: Site, title: str, path: str) -> Data:
    """Return what there is to tell of any page."""
    return _answered(
        {
            "@context": _CONTEXT,
            "@type": "WebPage",
            "name": clean(title) or site.title,
            "url": site.url(path),
            "inLanguage": site.language,
            "isPartOf": _catalogue(site),
        }
    )


def list_data(site: Site, title: str, path: str, entries: Sequence[Entry]) -> Data:
    """Return a list of software: what is on the page, in its order."""
    return _answered(
        {
            "@context": _CONTEXT,
            "@type": "CollectionPage",
            "name": clean(title),
            "url": site.url(path),
            "inLanguage": site.language,
            "isPartOf": _catalogue(site),
            "mainEntity": {
                "@type": "ItemList",
                "numberOfItems": len(entries),
                "itemListElement": [
                    _answered(
                        {
                            "@type": "ListItem",
                            "position": place,
                            "name": name_of(entry),
                            "url": site.url(site.software_path(entry.id) or ""),
                        }
                    )
                    for place, entry in enumerate(entries, start=1)
                ],
            },
        }
    )


def software_data(entry: Entry, site: Site) -> Data:
    """Return a software as schema.org knows it; a value that is not known is left out."""
    software = entry.software
    own = software.description((site.language,))
    licences = [_SPDX + name for name in license_ids(software.license)]
    features = [shorten(feature, 120) for feature in (own.features if own else ())][:_MOST]
    return _answered(
        {
            "@context": _CONTEXT,
            "@type": ["SoftwareSourceCode", "SoftwareApplication"],
            "identifier": entry.id,
            "name": name_of(entry),
            "description": summary_of(own),
            "url": site.url(site.software_path(entry.id) or "") or web_url(software.landing_url),
            "sameAs": web_url(software.landing_url),
            "codeRepository": source_url(entry),
            "license": licences[0] if len(licences) == 1 else licences,
            "softwareVersion": shorten(software.software_version or "", 60),
            "dateModified": software.release_date,
            "applicationCategory": [site.label("category", value) for value in software.categories],
            "operatingSystem": [shorten(value, 60) for value in software.platforms],
            "availableLanguage": list(software.available_languages),
            "keywords": features,
            "softwareRequirements": [shorten(one.name, 120) for one in software.dependencies][:_MOST],
            "isBasedOn": [url for url in software.is_based_on if web_url(url)],
            "copyrightHolder": _named(software.main_copyright_owner),
            "maintainer": [_named(one.name) for one in software.contractors][:_MOST],
            "funder": [_named(one.name) for one in software.funded_by][:_MOST],
            "publisher": organisation(entry.publisher, site),
            "creativeWorkStatus": software.development_status,
            "isAccessibleForFree": True,
            "isPartOf": _catalogue(site),
        }
    )


def organisation(publisher: Publisher, site: Site) -> Data:
    path = site.publisher_path(publisher.id)
    kind = (
        "GovernmentOrganization" if publisher.archetype and "gov" in publisher.archetype else "Organization"
    )
    return _answered(
        {
            "@type": kind,
            "name": shorten(publisher.name, 200),
            "identifier": publisher.uri,
            "url": site.url(path) if path else None,
        }
    )


def _catalogue(site: Site) -> Data:
    return _answered({"@type": "DataCatalog", "name": site.title, "url": site.url("")})


def _named(name: str | None) -> Data | None:
    return {"@type": "Organization", "name": shorten(name, 200)} if name and name.strip() else None


def _answered(data: Data) -> Data:
    """Leave out what has no answer: JSON-LD says nothing with a null."""
    return {key: kept for key, value in data.items() if (kept := _kept(value)) not in (None, "", [], {})}


def _kept(value: object) -> object:
    return [one for one in value if one] if isinstance(value, list) else value
