"""The page of one software, made from its entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.entry import Entry, Relation, Relative, State
from index.labels import standard_name
from index.pages.activity_view import activity_view, vitality_view
from index.pages.api import API, codemeta_path, document_path
from index.pages.compared import compared_path
from index.pages.entry_text import (
    name_of,
    notice_of,
    out,
    source_url,
    summary_of,
    text_of,
    tone_of,
)
from index.pages.facts import audience, glance, provenance, publishing
from index.pages.licence_fit import fits
from index.pages.licence_view import licence_views
from index.pages.links import segment
from index.pages.mirrored import links, logo_of, shots
from index.pages.problem_words import problem_views
from index.pages.readiness_view import readiness_view
from index.pages.search_data import search_data
from index.pages.text import hue, initials, shorten
from index.pages.users_view import SHOWN, users_of_software
from index.pages.views import (
    Chip,
    ContractorView,
    DependencyView,
    Link,
    Out,
    RelativeView,
    SoftwareView,
    VersionView,
)
from index.pages.wording import msg
from publiccode.problem import Level
from publiccode.vocabularies import SUPPORTS_ALIASES

if TYPE_CHECKING:
    from index.pages.site import Site
    from publiccode.software import Contractor, Dependency, Software

_MOST_VERSIONS = 12
_MOST_REASONS = 5
_KINDS = {"open": msg("Open source"), "proprietary": msg("Proprietary"), "hardware": msg("Hardware")}
_RELATIONS = {
    (Relation.MIRROR, False): msg("a mirror of this repository"),
    (Relation.MIRROR, True): msg("the original; this repository is a mirror of it"),
    (Relation.FORK, False): msg("a fork of this repository"),
    (Relation.FORK, True): msg("the original; this repository is a fork of it"),
    (Relation.VARIANT, False): msg("a variant based on this software"),
    (Relation.VARIANT, True): msg("what this software is based on"),
    (Relation.URL_MISTAKE, False): msg("another repository whose file names this one's URL"),
    (Relation.URL_MISTAKE, True): msg("the repository whose URL this file names"),
}


def software_view(entry: Entry, site: Site) -> SoftwareView:
    software = entry.software
    own = software.description((site.language,))
    others = [description for description in software.descriptions if description is not own]
    name = name_of(entry)
    maintenance = software.maintenance_type
    problems = problem_views(entry, site)
    users = users_of_software(entry.id, site)
    named = tuple(dict.fromkeys(shorten(user, 200) for user in software.used_by if user.strip()))
    return SoftwareView(
        id=entry.id,
        name=name,
        summary=summary_of(own),
        initials=initials(name),
        hue=hue(entry.id),
        logo=logo_of(entry, site),
        publisher=Link(shorten(entry.publisher.name, 200), site.publisher_path(entry.publisher.id)),
        text=text_of(own, site) if own else None,
        other_texts=tuple(text_of(description, site) for description in others),
        chips=_chips(entry, site),
        actions=_actions(entry, site),
        notice=notice_of(entry, tuple(one for one in problems if one.level == Level.ERROR), site),
        glance=glance(entry, site),
        publishing=publishing(entry, site),
        shown_on=site.wording.date(entry.shown_fetched_at),
        licence=shorten(software.license or "", 200),
        licences=licence_views(entry, site),
        fits=fits(software.license or "", site.language),
        readiness=readiness_view(entry, site),
        versions=_versions_of(entry, site),
        more_versions=max(0, len(site.histories.get(entry.id, ())) - _MOST_VERSIONS),
        used_by=named[:SHOWN],
        users=users[:SHOWN],
        more_users=max(0, len(users or named) - SHOWN),
        document=f"{API}/{document_path(entry.id)}",
        codemeta=f"{API}/{codemeta_path(entry.id)}",
        original=site.originals.get(entry.id),
        contractors=tuple(_contractor(contractor, site) for contractor in software.contractors),
        contacts=_contacts(software),
        maintenance=site.label("maintenance", maintenance) if maintenance else "",
        dependencies=_dependencies(software.dependencies, site),
        supports=tuple(standard(value) for value in software.supports),
        audience=audience(entry, site),
        family=tuple(_relative(relative, site) for relative in entry.family),
        similar=_similar(entry, site),
        pick=segment(entry.id),
        compared=compared_path(entry.id, site),
        shots=shots(entry, site),
        pictures=links(entry, site),
        activity=activity_view(entry.activity, site.wording) if entry.activity else None,
        vitality=vitality_view(entry, site.as_of, site.wording),
        problems=problems,
        is_newest=entry.shown_is_newest,
        provenance=provenance(entry, site),
        search=None if entry.hidden else search_data(entry, site),
    )


def _similar(entry: Entry, site: Site) -> tuple[RelativeView, ...]:
    found = []
    for one in site.similar.get(entry.id, ()):
        other = site.listed.get(one.id)
        if other is not None:
            reasons = [site.label("category", value) for value in one.categories]
            reasons += [shorten(word, 40) for word in one.words]
            text = ", ".join(reasons[:_MOST_REASONS]) or shorten(other.publisher.name, 120)
            link = Link(name_of(other), site.software_path(other.id))
            found.append(RelativeView(link, text, segment(other.id)))
    return tuple(found)


def _chips(entry: Entry, site: Site) -> tuple[Chip, ...]:
    software = entry.software
    wanted = [("category", value) for value in software.categories]
    chips = [Chip(site.label(facet, value), site.value_path(facet, value)) for facet, value in wanted]
    if entry.state is not State.LISTED:
        chips.insert(
            0,
            Chip(
                site.label("state", entry.state), site.value_path("state", entry.state), tone_of(entry.state)
            ),
        )
    return tuple(chips)


def _actions(entry: Entry, site: Site) -> tuple[Out, ...]:
    software = entry.software
    wanted = (
        out(source_url(entry), site.say("Source code")),
        out(software.landing_url, site.say("Website")),
        out(software.roadmap, site.say("Roadmap")),
    )
    return tuple(action for action in wanted if action and action.url)


def _contractor(contractor: Contractor, site: Site) -> ContractorView:
    until = contractor.until or ""
    has_ended = bool(until and site.as_of and until < site.as_of)
    name = shorten(contractor.name, 200)
    return ContractorView(
        out(contractor.website, name) or Out(name, None), site.wording.date(until), has_ended
    )


def _contacts(software: Software) -> tuple[str, ...]:
    """Return the contacts as far as the catalogue tells of people."""
    return tuple(
        shorten(", ".join(filter(None, (one.name, one.affiliation, one.email, one.phone))), 200)
        for one in software.contacts
    )


def _dependencies(dependencies: tuple[Dependency, ...], site: Site) -> tuple[DependencyView, ...]:
    kinds = list(_KINDS)
    ordered = sorted(dependencies, key=lambda d: kinds.index(d.kind) if d.kind in kinds else len(kinds))
    return tuple(
        DependencyView(
            kind=site.say(_KINDS.get(dependency.kind, dependency.kind)),
            name=shorten(dependency.name, 200),
            version=_versions(dependency, site),
            optional=dependency.optional,
        )
        for dependency in ordered
    )


def _versions_of(entry: Entry, site: Site) -> tuple[VersionView, ...]:
    versions = sorted(site.histories.get(entry.id, ()), key=lambda version: version.number, reverse=True)
    return tuple(
        VersionView(
            site.wording.date(version.first_seen),
            (version.commit or "")[:10],
            site.wording.count(version.errors, "{number} error", "{number} errors")
            if version.errors
            else site.say("valid"),
            version.is_shown,
        )
        for version in versions[:_MOST_VERSIONS]
    )


def _versions(dependency: Dependency, site: Site) -> str:
    if dependency.version:
        return shorten(dependency.version, 60)
    low, high = shorten(dependency.version_min or "", 60), shorten(dependency.version_max or "", 60)
    if low and high:
        return site.say("{low} to {high}", low=low, high=high)
    if low:
        return site.say("{version} or newer", version=low)
    return site.say("up to {version}", version=high) if high else ""


def standard(value: str) -> Out:
    """Show what a short name of the standard stands for (``alias:spid``), anything else as it is."""
    alias = value.removeprefix("alias:")
    if alias != value:
        return Out(shorten(standard_name(value), 60), SUPPORTS_ALIASES.get(alias))
    return out(value) or Out(shorten(value, 120), None)


def _relative(relative: Relative, site: Site) -> RelativeView:
    link = Link(shorten(relative.name, 120) or relative.id, site.software_path(relative.id))
    return RelativeView(link, site.say(_RELATIONS[relative.relation, relative.is_original]))
