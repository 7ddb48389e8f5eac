"""Expands JSON-LD with the contexts that others published and nothing else: no test asks the internet."""

from __future__ import annotations

import json
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pyld.jsonld

from index.export import ExportOptions, export

OPTIONS = ExportOptions(title="Catalogue of Valdora", languages=("en",))


def published(package: str, path: str) -> Path:
    """The file of a package of the group ``published``, which is not imported."""
    return Path(str(distribution(package).locate_file(path)))


def _codemeta() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        published("rs-metadata", "rs_metadata/data/codemeta-3.1-context.jsonld").read_bytes()
    )
    return found


# That of 3.1 has the terms of 3.0. The one of schema.org has thousands; as to syntax it is this.
CONTEXTS = {
    "https://w3id.org/codemeta/3.0": _codemeta(),
    "https://schema.org": {"@context": {"@vocab": "http://schema.org/", "url": {"@type": "@id"}}},
}


def _load(url: str, _options: object) -> dict[str, Any]:
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": CONTEXTS[url],
    }


def document(name: str, entries, options: ExportOptions = OPTIONS) -> Any:
    return json.loads(b"".join(export(name, entries, options)))


def expanded(whole: Any) -> list[dict[str, Any]]:
    found = pyld.jsonld.expand(whole, {"documentLoader": _load})
    assert isinstance(found, list)
    return found


def addresses(value) -> set[str]:
    """The addresses that a document in expanded form names, those of types aside."""
    if isinstance(value, list):
        return set().union(*map(addresses, value))
    if not isinstance(value, dict):
        return set()
    own = {value["@id"]} if "@id" in value else set()
    return own.union(*(addresses(one) for key, one in value.items() if key != "@type"))
