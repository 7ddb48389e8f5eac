"""The closed and open lists of the publiccode.yml standard 0.7, release of 2026-06-24 (CC0-1.0)."""

from __future__ import annotations

from publiccode.vocabularies.categories import CATEGORIES
from publiccode.vocabularies.countries import COUNTRIES

__all__ = [
    "CATEGORIES",
    "COUNTRIES",
    "DEVELOPMENT_STATUSES",
    "MAINTENANCE_TYPES",
    "PLATFORMS",
    "SCOPES",
    "SOFTWARE_TYPES",
    "SUPPORTS_ALIASES",
]

DEVELOPMENT_STATUSES: tuple[str, ...] = ("concept", "development", "beta", "stable", "obsolete")

SOFTWARE_TYPES: tuple[str, ...] = (
    "standalone/mobile",
    "standalone/iot",
    "standalone/desktop",
    "standalone/web",
    "standalone/backend",
    "standalone/other",
    "addon",
    "library",
    "configurationFiles",
)

PLATFORMS: tuple[str, ...] = ("web", "windows", "mac", "linux", "ios", "android")
"""The platforms that the standard names; other text is allowed."""

MAINTENANCE_TYPES: tuple[str, ...] = ("internal", "contract", "community", "none")

SCOPES: tuple[str, ...] = (
    "agriculture",
    "culture",
    "defence",
    "education",
    "emergency-services",
    "employment",
    "energy",
    "environment",
    "finance-and-economic-development",
    "foreign-affairs",
    "government",
    "healthcare",
    "infrastructures",
    "justice",
    "local-authorities",
    "manufacturing",
    "research",
    "science-and-technology",
    "security",
    "society",
    "sport",
    "tourism",
    "transportation",
    "welfare",
)

SUPPORTS_ALIASES: dict[str, str] = {
    "gdpr": "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    "eidas": "https://eur-lex.europa.eu/eli/reg/2014/910/oj",
    "nis2": "https://eur-lex.europa.eu/eli/dir/2022/2555/oj",
    "cra": "https://eur-lex.europa.eu/eli/reg/2024/2847/oj",
    "spid": "https://www.spid.gov.it/",
    "cie": "https://www.cartaidentita.interno.gov.it/",
    "anpr": "https://www.anpr.interno.it/",
    "pagopa": "https://www.pagopa.gov.it/",
    "io": "https://io.italia.it/",
}
"""What ``alias:NAME`` in ``supports`` stands for: name -> resource."""
