"""From what the readers found usable to the typed :class:`Software`."""

from __future__ import annotations

from typing import Any

from publiccode.software import Contact, Contractor, Dependency, Description, Organisation, Software

Members = dict[str, Any]
_NOTHING: Members = {}
_PLATFORMS = ("spid", "cie", "anpr", "pagopa", "io")


def software(top: Members) -> Software:
    """Return the typed reading of a file's usable members."""
    get = top.get
    legal: Members = get("legal", _NOTHING)
    maintenance: Members = get("maintenance", _NOTHING)
    localisation: Members = get("localisation", _NOTHING)
    audience: Members = get("intendedAudience", _NOTHING)
    italy: Members = get("IT") or get("it") or _NOTHING
    return Software(
        name=get("name", ""),
        publiccode_yml_version=get("publiccodeYmlVersion"),
        application_suite=get("applicationSuite"),
        url=get("url"),
        landing_url=get("landingURL"),
        is_based_on=get("isBasedOn", ()),
        software_version=get("softwareVersion"),
        release_date=get("releaseDate"),
        logo=get("logo"),
        platforms=get("platforms", ()),
        categories=get("categories", ()),
        used_by=get("usedBy", ()),
        funded_by=tuple([_organisation(item) for item in get("fundedBy", ())]),
        roadmap=get("roadmap"),
        development_status=get("developmentStatus"),
        software_type=get("softwareType"),
        supports=_supports(get("supports", ()), italy),
        organisation=_publisher(get("organisation"), legal, italy),
        countries=audience.get("countries", ()),
        unsupported_countries=audience.get("unsupportedCountries", ()),
        scope=audience.get("scope", ()),
        descriptions=tuple([_description(tag, item) for tag, item in get("description", _NOTHING).items()]),
        license=legal.get("license"),
        main_copyright_owner=legal.get("mainCopyrightOwner"),
        repo_owner=legal.get("repoOwner"),
        maintenance_type=maintenance.get("type"),
        contractors=tuple([_contractor(item) for item in maintenance.get("contractors", ())]),
        contacts=tuple([_contact(item) for item in maintenance.get("contacts", ())]),
        localisation_ready=localisation.get("localisationReady"),
        available_languages=localisation.get("availableLanguages", ()),
        dependencies=_dependencies(get("dependsOn", _NOTHING)),
        declares_dependencies=get("dependsOn") is not None,
        conformity=tuple(italy.get("conforme", _NOTHING).items()),
    )


def _description(tag: str, item: Members) -> Description:
    get = item.get
    return Description(
        tag,
        get("localisedName"),
        get("genericName"),
        get("shortDescription"),
        get("longDescription"),
        get("documentation"),
        get("apiDocumentation"),
        get("features", ()),
        get("screenshots", ()),
        get("videos", ()),
        get("awards", ()),
    )


def _organisation(item: Members) -> Organisation:
    return Organisation(item.get("uri"), item.get("name"))


def _publisher(item: Members | None, legal: Members, italy: Members) -> Organisation | None:
    """Return ``organisation``, or what older files say instead of it."""
    if item:
        return _organisation(item)
    code = italy.get("riuso", _NOTHING).get("codiceIPA")
    owner = legal.get("repoOwner")
    if not code and not owner:
        return None
    return Organisation(f"urn:x-italian-pa:{code}" if code else None, owner)


def _supports(given: tuple[Members, ...], italy: Members) -> tuple[str, ...]:
    names = [item["id"] for item in given if "id" in item]
    if italy:
        platforms = italy.get("piattaforme", _NOTHING)
        declared = [name for name in _PLATFORMS if platforms.get(name)]
        if italy.get("conforme", _NOTHING).get("gdpr"):
            declared.append("gdpr")
        names.extend(f"alias:{name}" for name in declared)
    return tuple(dict.fromkeys(names))


def _contractor(item: Members) -> Contractor:
    return Contractor(item.get("name", ""), item.get("until"), item.get("email"), item.get("website"))


def _contact(item: Members) -> Contact:
    return Contact(item.get("name", ""), item.get("email"), item.get("affiliation"), item.get("phone"))


def _dependencies(kinds: Members) -> tuple[Dependency, ...]:
    return tuple(
        [
            Dependency(
                kind,
                item["name"],
                item.get("versionMin"),
                item.get("versionMax"),
                item.get("version"),
                item.get("optional", False),
            )
            for kind, items in kinds.items()
            for item in items
            if "name" in item
        ]
    )
