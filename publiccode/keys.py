"""The key table of publiccode.yml 0.7: path, type, presence, check and deprecation of every key.

Source: the standard's text at v0.7.0 (2026-06-24, CC0-1.0), and what the reference validator makes of it
(state of 2026-08-21).
"""

from __future__ import annotations

from publiccode import phrases
from publiccode import vocabularies as lists
from publiccode.checks import (
    country,
    dates,
    email,
    language,
    licence,
    media_type,
    path,
    uri,
    urls,
    version,
    video,
)
from publiccode.checks.length import length
from publiccode.checks.vocabulary import one_of
from publiccode.phrases import Phrase, say
from publiccode.schema import (
    Deprecation,
    Flag,
    Form,
    Key,
    Languages,
    Many,
    Presence,
    Speaks,
    Table,
    Text,
    Value,
)

LATEST = version.LATEST

_TEXT = Text()
_TEXTS = Many(_TEXT)
_FLAG = Flag()
_DATE = Text(Form.DATE, dates.check)
_EMAIL = Text(Form.EMAIL, email.check)
_PAGE = Text(Form.HTTP_URL, urls.http_url)
_LANGUAGE = Text(Form.LANGUAGE, language.check)
_COUNTRIES = Many(Text(Form.COUNTRY, country.check))
_MEDIA_TYPES = Many(Text(Form.MEDIA_TYPE, media_type.check))
_LOGO = Text(Form.FILE, extensions=path.LOGO, picture=True)
_SCREENSHOT = Text(Form.FILE, extensions=path.SCREENSHOT)
_REPOSITORY = Text(Form.URL, urls.repository_url)


_OLD_SOFTWARE_TYPES = {
    "softwareAddon": say(phrases.CALLED_ADDON),
    "standalone": say(phrases.WHICH_STANDALONE),
}

_OTHER_STATUSES = {"production": say(phrases.DID_YOU_MEAN, near="stable")}


def _elsewhere(values: tuple[str, ...], key: str) -> dict[str, Phrase]:
    """Return the advice for values that belong into another key."""
    return dict.fromkeys(values, say(phrases.WRITE_THERE, key=key))


def _enum(values: tuple[str, ...], old: dict[str, Phrase] | None = None) -> Text:
    return Text(Form.ENUM, one_of(values, old), values)


def _bounded(most: int, least: int = 0) -> Text:
    return Text(check=length(least=least, most=most), least=least, most=most)


def _required(name: str, value: Value, *, absent: str = "missing") -> Key:
    return Key(name, value, Presence.REQUIRED, empty=False, absent=absent)


_ORGANISATION = Text(Form.ORGANISATION, uri.organisation)

_DESCRIPTION = Table(
    (
        Key("localisedName", _TEXT),
        Key("genericName", _bounded(35), deprecated=Deprecation("0.3.0", speaks=Speaks.WHEN_FILLED)),
        _required("shortDescription", _bounded(150)),
        _required("longDescription", _bounded(10_000, 150), absent="missing-in-language"),
        Key("documentation", _PAGE),
        Key("apiDocumentation", _PAGE),
        _required("features", Many(_TEXT, least=1), absent="missing-in-language"),
        Key("screenshots", Many(_SCREENSHOT)),
        Key("videos", Many(Text(Form.VIDEO, video.check))),
        Key("awards", _TEXTS),
    )
)

_LEGAL = Table(
    (
        _required("license", Text(Form.LICENSE, licence.check)),
        Key("mainCopyrightOwner", _TEXT),
        Key("repoOwner", _TEXT, deprecated=Deprecation("0.5.0", "organisation.uri, organisation.name")),
        Key("authorsFile", Text(Form.FILE), deprecated=Deprecation("0.4.0")),
    )
)

_CONTRACTOR = Table(
    (
        _required("name", _TEXT),
        _required("until", _DATE),
        Key("email", _EMAIL),
        Key("website", _PAGE),
    ),
    cross="contractor",
)

_CONTACT = Table(
    (
        _required("name", _TEXT),
        Key("email", _EMAIL),
        Key("affiliation", _TEXT),
        Key("phone", Text(Form.PHONE)),
    )
)

_MAINTENANCE = Table(
    (
        _required("type", _enum(lists.MAINTENANCE_TYPES)),
        Key("contractors", Many(_CONTRACTOR)),
        Key("contacts", Many(_CONTACT)),
    ),
    cross="maintenance",
)

_LOCALISATION = Table(
    (
        _required("localisationReady", _FLAG),
        _required("availableLanguages", Many(_LANGUAGE, least=1)),
    )
)

_DEPENDENCY = Table(
    (
        _required("name", _TEXT),
        Key("versionMin", _TEXT),
        Key("versionMax", _TEXT),
        Key("version", _TEXT),
        Key("optional", _FLAG),
    )
)

_ITALY = Table(
    (
        Key("countryExtensionVersion", _enum(("0.2", "1.0"))),
        Key(
            "conforme",
            Table(
                (
                    Key("lineeGuidaDesign", _FLAG),
                    Key("modelloInteroperabilita", _FLAG),
                    Key("misureMinimeSicurezza", _FLAG),
                    Key("gdpr", _FLAG),
                )
            ),
            deprecated=Deprecation("0.5.0", "supports", upgraded=True),
        ),
        Key(
            "piattaforme", Table(tuple(Key(name, _FLAG) for name in ("spid", "cie", "anpr", "pagopa", "io")))
        ),
        Key(
            "riuso",
            Table(
                (
                    Key(
                        "codiceIPA",
                        Text(Form.IPA_CODE, uri.ipa_code),
                        deprecated=Deprecation(
                            "0.5.0", "organisation.uri", Speaks.WHEN_FILLED, upgraded=True
                        ),
                    ),
                )
            ),
        ),
    )
)

TOP = Table(
    (
        _required("publiccodeYmlVersion", Text(Form.VERSION, version.check)),
        _required("name", _TEXT),
        Key("applicationSuite", _TEXT),
        _required("url", _REPOSITORY),
        Key("landingURL", _PAGE),
        Key("isBasedOn", Many(Text(Form.URL, urls.url), alone="")),
        Key("softwareVersion", _TEXT),
        Key("releaseDate", _DATE),
        Key("logo", _LOGO),
        Key("monochromeLogo", _LOGO, deprecated=Deprecation("0.3.0", "logo", Speaks.WHEN_FILLED)),
        Key("inputTypes", _MEDIA_TYPES, deprecated=Deprecation("0.3.0")),
        Key("outputTypes", _MEDIA_TYPES, deprecated=Deprecation("0.3.0")),
        _required("platforms", Many(Text(known=lists.PLATFORMS), least=1, alone="not-a-list")),
        Key("categories", Many(_enum(lists.CATEGORIES, _elsewhere(lists.SCOPES, "intendedAudience.scope")))),
        Key("usedBy", _TEXTS, deprecated=Deprecation("", speaks=Speaks.WHEN_FILLED, kind="leaving")),
        Key(
            "fundedBy",
            Many(
                Table(
                    (
                        _required("name", _TEXT, absent="missing-though-read"),
                        _required("uri", _ORGANISATION, absent="missing-for-reference"),
                    ),
                    cross="funder",
                )
            ),
        ),
        Key("roadmap", _PAGE),
        _required("developmentStatus", _enum(lists.DEVELOPMENT_STATUSES, _OTHER_STATUSES)),
        _required("softwareType", _enum(lists.SOFTWARE_TYPES, _OLD_SOFTWARE_TYPES)),
        Key("supports", Many(Table((_required("id", Text(Form.SUPPORTED, uri.supported)),)))),
        Key("organisation", Table((_required("uri", _ORGANISATION), Key("name", _TEXT)))),
        Key(
            "intendedAudience",
            Table(
                (
                    Key("countries", _COUNTRIES),
                    Key("unsupportedCountries", _COUNTRIES),
                    Key("scope", Many(_enum(lists.SCOPES, _elsewhere(lists.CATEGORIES, "categories")))),
                )
            ),
        ),
        _required("description", Languages(_DESCRIPTION)),
        Key("legal", _LEGAL, Presence.SECTION),
        Key("maintenance", _MAINTENANCE, Presence.SECTION),
        Key("localisation", _LOCALISATION, Presence.SECTION),
        Key(
            "dependsOn",
            Table(tuple(Key(kind, Many(_DEPENDENCY)) for kind in ("open", "proprietary", "hardware"))),
        ),
        Key("IT", _ITALY, deprecated=Deprecation("0.7.0", "supports, organisation", kind="country-section")),
        Key("it", _ITALY, deprecated=Deprecation("0.5.0", "supports, organisation", upgraded=True)),
    ),
    cross="top",
)

OLD_KEYS: dict[str, str] = {
    "publiccode-yaml-version": "publiccodeYmlVersion",
    "tags": "categories",
    "description.featureList": "description.features",
    "description.freeTags": "",
    "intendedAudience.onlyFor": "intendedAudience.scope",
    "IT.conforme.accessibile": "IT.conforme.lineeGuidaDesign",
    "IT.conforme.interoperabile": "IT.conforme.modelloInteroperabilita",
    "IT.conforme.modelloInteroperatibilita": "IT.conforme.modelloInteroperabilita",
    "IT.conforme.sicuro": "IT.conforme.misureMinimeSicurezza",
    "IT.conforme.privacy": "IT.conforme.gdpr",
    "IT.spid": "supports",
    "IT.cie": "supports",
    "IT.anpr": "supports",
    "IT.pagopa": "supports",
    "IT.ecosistemi": "",
    "IT.designKit": "",
}
"""Keys of earlier versions that no version judged here knows: path -> the path that took its place."""
