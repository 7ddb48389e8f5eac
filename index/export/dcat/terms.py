"""The vocabularies of DCAT-AP 3 and ADMS-AP, and our values in their words.

Addresses of languages and countries are those of the EU Publications Office
(http://publications.europa.eu/resource/authority/), of statuses and kinds of publishers those of ADMS
(http://purl.org/adms/), as DCAT-AP 3.0 (section 8, "Controlled vocabularies") asks for.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rdflib import DCAT, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SKOS, XSD, Namespace, URIRef

from index.entry import State
from index.labels import LANGUAGES, label
from publiccode.publisher import Archetype
from publiccode.vocabularies import CATEGORIES

ADMS = Namespace("http://www.w3.org/ns/adms#")
SCHEMA = Namespace("http://schema.org/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PUBLICCODE = Namespace("https://yml.publiccode.tools/schema.core.html#")
"""For the keys that no vocabulary of others has a term for, named by where the standard describes them."""
VERSION = URIRef(f"{DCAT}version")
"""New in DCAT 3, and not in rdflib yet."""
CATEGORY_SCHEME = URIRef("https://yml.publiccode.tools/categories-list.html")
SPDX = "http://spdx.org/licenses/"
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_STATUS = "http://purl.org/adms/status/"
_PUBLISHER_TYPE = "http://purl.org/adms/publishertype/"

PREFIXES: dict[str, str] = {
    "adms": str(ADMS),
    "dcat": str(DCAT),
    "dct": str(DCTERMS),
    "foaf": str(FOAF),
    "owl": str(OWL),
    "prov": str(PROV),
    "publiccode": str(PUBLICCODE),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "skos": str(SKOS),
    "vcard": str(VCARD),
    "xsd": str(XSD),
}

_STATUSES = {
    "concept": "UnderDevelopment",
    "development": "UnderDevelopment",
    "beta": "UnderDevelopment",
    "stable": "Completed",
    "obsolete": "Deprecated",
}
_PUBLISHERS = {
    Archetype.NATIONAL_GOVERNMENT: "NationalAuthority",
    Archetype.LOCAL_GOVERNMENT: "LocalAuthority",
    Archetype.ACADEMIC: "Academia-ScientificOrganisation",
    Archetype.CIVIL_SOCIETY: "NonGovernmentalOrganisation",
}
"""An institution or association may be of any of ADMS's kinds: of those nothing is said."""
_COUNTRIES_BEYOND_ISO = {"XK": "XKX"}


def status(development_status: str | None, state: State) -> URIRef | None:
    """Return how far a software is in the words of ADMS, None where nothing is said."""
    name = "Withdrawn" if state is State.VANISHED else _STATUSES.get(development_status or "")
    return URIRef(_STATUS + name) if name else None


def own_label(term: URIRef) -> dict[str, str]:
    """Return how ADMS calls a term of its lists: its address ends with it."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", term.rpartition("/")[2])
    return {"en": words}


def category_labels(value: str) -> dict[str, str]:
    return {tag: label("category", value, tag) for tag in LANGUAGES}


def publisher_type(archetype: Archetype | None) -> URIRef | None:
    name = _PUBLISHERS.get(archetype) if archetype else None
    return URIRef(_PUBLISHER_TYPE + name) if name else None


def category(value: str) -> URIRef | None:
    """Return the address of a category of the standard, None for a word that is none."""
    return URIRef(f"{CATEGORY_SCHEME}#{value}") if value in CATEGORIES else None


@lru_cache(maxsize=2048)
def language(tag: str) -> URIRef | None:
    """Return the EU's address of the language that a BCP 47 tag begins with, None where it is none."""
    import pycountry  # noqa: PLC0415 - reads its tables when it is first asked

    code = tag.replace("_", "-").split("-", 1)[0].lower()
    if len(code) not in {2, 3}:
        return None
    found = pycountry.languages.get(**{f"alpha_{len(code)}": code})
    return URIRef(f"{_AUTHORITY}language/{found.alpha_3.upper()}") if found else None


@lru_cache(maxsize=512)
def country(code: str) -> URIRef | None:
    """Return the EU's address of a country (ISO 3166-1 alpha-2), None where there is no such country."""
    import pycountry  # noqa: PLC0415 - reads its tables when it is first asked

    found = pycountry.countries.get(alpha_2=code)
    alpha_3 = found.alpha_3 if found else _COUNTRIES_BEYOND_ISO.get(code)
    return URIRef(f"{_AUTHORITY}country/{alpha_3}") if alpha_3 else None
