"""A small, varied catalogue for the tests of the index: languages, states, a family, hostile text."""

from __future__ import annotations

from index.entry import Entry, Relation, Relative, State
from publiccode.problem import Level, Problem
from publiccode.publisher import Archetype, Place, Publisher
from publiccode.software import (
    Contact,
    Contractor,
    Dependency,
    Description,
    Organisation,
    Software,
)
from tests.index.hostile_entry import HOSTILE
from tests.index.making import activity, entry

VALDORA = Publisher(
    "it-comune-valdora",
    "Comune di Valdora",
    "https://www.valdora.example/",
    "IT",
    Archetype.LOCAL_GOVERNMENT,
    Place("Valdora", 45.72, 9.85),
)
LINDENAU = Publisher("de-stadt-lindenau", "Stadt Lindenau", None, "DE", Archetype.LOCAL_GOVERNMENT)
ARMORIA = Publisher(
    "fr-agence-armoria", "Agence nationale du registre ouvert", None, "FR", Archetype.NATIONAL_GOVERNMENT
)
POLDER = Publisher("nl-gemeente-polderstad", "Gemeente Polderstad", None, "NL", Archetype.LOCAL_GOVERNMENT)
UNIVERSITY = Publisher("gr-panepistimio", "Πανεπιστήμιο Θαλασσών", None, "GR", Archetype.ACADEMIC)


def _error(line: int, key: str, what: str, hint: str = "") -> Problem:
    return Problem(key, line, 3, Level.ERROR, what, f"{key}/rule", hint)


PROTOCOLLO = entry(
    "comune-valdora-protocollo-aperto",
    Software(
        name="Protocollo Aperto",
        publiccode_yml_version="0.5.0",
        url="https://code.example/it/protocollo-aperto",
        landing_url="https://protocollo.valdora.example/",
        roadmap="https://protocollo.valdora.example/roadmap",
        software_version="4.2.1",
        release_date="2026-02-11",
        platforms=("web", "linux"),
        categories=("document-management", "workflow-management"),
        used_by=("Comune di Valdora", "Comune di Pratolungo", "Unione dei comuni della Valle Alta"),
        funded_by=(Organisation("https://www.regione.example/", "Regione Alta Valle"),),
        development_status="stable",
        software_type="standalone/web",
        supports=("alias:spid", "alias:cie", "https://eur-lex.europa.eu/eli/reg/2014/910/oj"),
        organisation=Organisation("urn:x-italian-pa:c_x000", "Comune di Valdora"),
        countries=("IT",),
        scope=("government", "local-authorities"),
        descriptions=(
            Description(
                "it",
                "Protocollo Aperto",
                "Protocollo informatico",
                "Registro di protocollo e gestione documentale per comuni, con firma e conservazione.",
                "Protocollo Aperto registra la posta in arrivo e in partenza.\n\n"
                "Comprende:\n- fascicoli\n- firma digitale\n\n"
                "È usato ogni giorno da più di quaranta uffici.",
                "https://protocollo.valdora.example/docs",
                None,
                ("Protocollo in arrivo e in partenza", "Fascicoli", "Firma digitale"),
            ),
            Description(
                "en",
                None,
                "Records management",
                "Register of incoming and outgoing mail and document management for municipalities.",
                "Protocollo Aperto registers mail that comes in and goes out, files it, keeps it as long as "
                "the law asks.",
                None,
                None,
                ("Incoming and outgoing mail", "Case files", "Digital signature"),
            ),
        ),
        license="EUPL-1.2",
        main_copyright_owner="Comune di Valdora",
        maintenance_type="contract",
        contractors=(
            Contractor("Officina Digitale coop.", "2027-12-31", None, "https://officina.example/"),
            Contractor("Vecchio Fornitore srl", "2024-06-30"),
        ),
        contacts=(Contact("Chiara Esempio", "chiara@valdora.example", "Comune di Valdora", "+39 000"),),
        localisation_ready=True,
        available_languages=("it", "de", "sl"),
        dependencies=(
            Dependency("open", "PostgreSQL", "14"),
            Dependency("proprietary", "Oracle Database", optional=True),
            Dependency("hardware", "Smart card reader"),
        ),
    ),
    VALDORA,
    activity=activity("2026-03-18T16:20:00Z"),
    aliases=("https://code.example/old/protocollo",),
    family=(
        Relative("mirror-of-protocollo", "Protocollo Aperto", Relation.MIRROR),
        Relative("stadt-lindenau-eingangsbuch", "Eingangsbuch", Relation.VARIANT),
    ),
    problems=(
        Problem(
            "description.it.shortDescription",
            12,
            5,
            Level.WARNING,
            "is longer than 150 characters",
            "short/too-long",
            "Say it in 150 characters.",
        ),
    ),
)
MIRROR = entry(
    "mirror-of-protocollo",
    PROTOCOLLO.software,
    LINDENAU,
    hidden=True,
    family=(
        Relative("comune-valdora-protocollo-aperto", "Protocollo Aperto", Relation.MIRROR, is_original=True),
    ),
)
EINGANGSBUCH = entry(
    "stadt-lindenau-eingangsbuch",
    Software(
        name="Eingangsbuch",
        categories=("document-management",),
        development_status="development",
        software_type="standalone/web",
        countries=("DE", "AT"),
        descriptions=(
            Description(
                "de-DE",
                None,
                "Posteingang",
                "Digitaler Posteingang für Städte, abgeleitet von Protocollo Aperto.",
                "Größe spielt keine Rolle.",
            ),
        ),
        license="EUPL-1.2 OR AGPL-3.0-or-later",
        maintenance_type="internal",
        available_languages=("de",),
        platforms=("web",),
        is_based_on=("https://code.example/it/protocollo-aperto",),
    ),
    LINDENAU,
    family=(
        Relative("comune-valdora-protocollo-aperto", "Protocollo Aperto", Relation.VARIANT, is_original=True),
    ),
)
TERMINBUCH = entry(
    "stadt-lindenau-terminbuch",
    Software(
        name="Terminbuch",
        categories=("appointment-scheduling",),
        development_status="stable",
        release_date="2025-11-03",
        software_version="2.0",
        descriptions=(
            Description(
                "de",
                None,
                None,
                "Termine im Bürgeramt online buchen, ändern und absagen.",
                None,
                features=("Wartemarken", "Erinnerung per E-Mail"),
            ),
            Description(
                "en", None, None, "Book, change and cancel appointments at the citizens' office.", None
            ),
        ),
        license="AGPL-3.0-or-later",
        maintenance_type="internal",
        available_languages=("de", "en", "tr"),
        platforms=("web", "android"),
        used_by=("Stadt Lindenau",),
    ),
    LINDENAU,
    State.INVALID,
    activity=activity("2025-12-01T08:00:00Z", (1, 1, 0, 2, 0, 0, 3, 1, 0, 0, 4, 2)),
    shown_is_newest=False,
    problems=(
        _error(
            7,
            "developmentStatus",
            "'finished' is not a development status",
            "Use one of: concept, development, beta, stable, obsolete.",
        ),
        _error(19, "legal.license", "'GPL' is no SPDX licence", "Write GPL-3.0-only or GPL-3.0-or-later."),
    ),
)
NEVER_VALID = entry(
    "polderstad-meldpunt",
    Software(
        name="Meldpunt Openbare Ruimte",
        categories=("help-desk",),
        descriptions=(
            Description(
                "nl",
                None,
                None,
                "Meldingen over de openbare ruimte: van kapotte lantaarn tot zwerfvuil.",
                None,
            ),
        ),
        license="MIT",
        available_languages=("nl",),
    ),
    POLDER,
    State.NEVER_VALID,
    problems=(_error(1, "publiccodeYmlVersion", "is missing", 'Add publiccodeYmlVersion: "0.5".'),),
)
STALE = entry(
    "polderstad-raadsstukken",
    Software(
        name="Raadsstukken",
        descriptions=(Description("nl", short_description="Stukken van de gemeenteraad doorzoeken."),),
        license="EUPL-1.2",
        categories=("document-management",),
    ),
    POLDER,
    State.STALE,
    last_seen="2026-02-28T02:00:00Z",
    note="Could not be looked at since 2026-03-01: the host can't be reached.",
)
ARCHIVED = entry(
    "agence-armoria-guichet",
    Software(
        name="Guichet",
        categories=("digital-citizenship",),
        development_status="obsolete",
        license="CECILL-2.1",
        descriptions=(Description("fr", None, None, "Guichet unique des démarches en ligne.", None),),
        available_languages=("fr",),
    ),
    ARMORIA,
    State.ARCHIVED,
    archived=True,
)
VANISHED = entry(
    "agence-armoria-ancien",
    Software(name="Ancien Portail"),
    ARMORIA,
    State.VANISHED,
    gone_since="2026-03-01T02:00:00Z",
    note="The repository no longer exists.",
)
DELISTED = entry(
    "agence-armoria-brouillon",
    Software(name="Brouillon Secret"),
    ARMORIA,
    State.DELISTED,
    note="No software.",
)
GREEK = entry(
    "panepistimio-thalassa",
    Software(
        name="Θάλασσα",
        categories=("geographic-information-systems", "data-visualization"),
        license="GPL-3.0-only",
        descriptions=(
            Description(
                "el", None, None, "Χάρτες και μετρήσεις της θάλασσας.", "Μετρήσεις σε πραγματικό χρόνο."
            ),
        ),
        available_languages=("el", "en"),
    ),
    UNIVERSITY,
    activity=activity("2026-01-05T08:00:00Z"),
)
ARABIC = entry(
    "open-library-maktaba",
    Software(
        name="مكتبة مفتوحة",
        categories=("integrated-library-system",),
        license="MIT",
        descriptions=(
            Description("ar", None, None, "نظام لإدارة المكتبات العامة.", "يدعم الإعارة والفهرسة."),
        ),
        available_languages=("ar", "fr"),
    ),
    Publisher("ma-maktaba", "المكتبة البلدية", None, "MA"),
    repository="file:///srv/secret/place/maktaba",
    host="directory",
    raw_url=None,
)
BARE = entry("bare", Software(name="Bare"), POLDER)
ENTRIES: tuple[Entry, ...] = (
    PROTOCOLLO,
    MIRROR,
    EINGANGSBUCH,
    TERMINBUCH,
    NEVER_VALID,
    STALE,
    ARCHIVED,
    VANISHED,
    DELISTED,
    GREEK,
    ARABIC,
    BARE,
    HOSTILE,
)
