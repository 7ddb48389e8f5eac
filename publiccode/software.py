"""The typed, tolerant reading of a publiccode.yml that everything downstream uses.

Names are the standard's keys in snake case. A value that has the wrong type or form is left out
(None, or not in the tuple): the problems say so, the rest of the file stays usable. Every value is
still text from a stranger: whoever prints it escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SOFTWARE_SCHEMA = 3
"""Raised when the shape of :class:`Software` changes, so that stored readings are made again."""


@dataclass(frozen=True, slots=True)
class Description:
    """What the file says about the software in one language (a BCP 47 tag, as written)."""

    language: str
    localised_name: str | None = None
    generic_name: str | None = None
    short_description: str | None = None
    long_description: str | None = None
    documentation: str | None = None
    api_documentation: str | None = None
    features: tuple[str, ...] = ()
    screenshots: tuple[str, ...] = ()
    videos: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    uri: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    email: str | None = None
    affiliation: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Contractor:
    name: str
    until: str | None = None
    email: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True)
class Dependency:
    """``kind`` is ``open``, ``proprietary`` or ``hardware``."""

    kind: str
    name: str
    version_min: str | None = None
    version_max: str | None = None
    version: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Software:
    """One publiccode.yml, as far as it could be read.

    Dates are ``YYYY-MM-DD``; countries upper case; ``supports`` holds aliases as ``alias:NAME`` or
    URIs, what the deprecated Italian section declares included; ``organisation`` falls back to the
    Italian iPA code and ``legal.repoOwner``, as the reference validator reads them.
    """

    name: str
    publiccode_yml_version: str | None = None
    application_suite: str | None = None
    url: str | None = None
    landing_url: str | None = None
    is_based_on: tuple[str, ...] = ()
    software_version: str | None = None
    release_date: str | None = None
    logo: str | None = None
    platforms: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    used_by: tuple[str, ...] = ()
    funded_by: tuple[Organisation, ...] = ()
    roadmap: str | None = None
    development_status: str | None = None
    software_type: str | None = None
    supports: tuple[str, ...] = ()
    organisation: Organisation | None = None
    countries: tuple[str, ...] = ()
    unsupported_countries: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    descriptions: tuple[Description, ...] = ()
    license: str | None = None
    main_copyright_owner: str | None = None
    repo_owner: str | None = None
    maintenance_type: str | None = None
    contractors: tuple[Contractor, ...] = ()
    contacts: tuple[Contact, ...] = ()
    localisation_ready: bool | None = None
    available_languages: tuple[str, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    declares_dependencies: bool = False
    """Whether ``dependsOn`` is there: an empty one says that there are none, a missing one says nothing."""
    conformity: tuple[tuple[str, bool], ...] = ()
    """What the deprecated Italian section declares below ``conforme``, by key."""

    def description(self, languages: Iterable[str] = ()) -> Description | None:
        """Return the description in the first of ``languages`` there is, else English, else the first.

        A tag matches its own language family: ``de`` finds ``de-CH`` and the reverse.
        """
        wanted = [*languages, "en"]
        for tag in wanted:
            for candidate in self.descriptions:
                if candidate.language.lower() == tag.lower():
                    return candidate
            for candidate in self.descriptions:
                if _primary(candidate.language) == _primary(tag):
                    return candidate
        return self.descriptions[0] if self.descriptions else None


def _primary(tag: str) -> str:
    return tag.replace("_", "-").split("-", 1)[0].lower()
