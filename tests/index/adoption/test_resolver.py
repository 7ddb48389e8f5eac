"""Which organisation a written name means, measured on names labelled by hand."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from index.adoption.claim import OrganisationKind
from index.adoption.resolver import Resolver
from index.gazetteer import italy
from index.gazetteer.gazetteer import Gazetteer
from index.gazetteer.names import fold
from index.gazetteer.place import distance_km
from publiccode.publisher import Place, Publisher

HERE = Path(__file__).parent
PUBLISHERS = (
    Publisher("it-trento", "Comune di Trento", "urn:x-italian-pa:c_l378", "IT"),
    Publisher("it-iss", "Istituto Superiore di Sanità", "urn:x-italian-pa:iss", "IT"),
    Publisher("de-kiel", "Landeshauptstadt Kiel", None, "DE", None, Place("Kiel", 54.3, 10.1)),
)
NEAR_KM = 40
TRENTINO_KM = 95
"""The labels give one point for all of Trentino."""


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(Gazetteer(), PUBLISHERS)


@pytest.fixture(scope="module")
def bare() -> Resolver:
    return Resolver(Gazetteer())


def company_of(context: str, resolver: Resolver) -> list[tuple[float, float]]:
    found = [
        resolver.resolve(row["text"], country=context)
        for row in rows("labelled.csv")
        if row["context"] == context
    ]
    return [
        (o.lat, o.lon)
        for o, link in found
        if o.lat is not None and o.lon is not None and link.confidence >= 0.9
    ]


def is_right(row: dict[str, str], resolver: Resolver, company: list[tuple[float, float]]) -> bool | None:
    """Whether a labelled name is resolved rightly; None where it stayed text."""
    found, link = resolver.resolve(row["text"], country=row["context"])
    if link.confidence < 0.9:
        found, link = resolver.resolve(row["text"], country=row["context"], company=company)
    if found.kind is OrganisationKind.TEXT:
        return None
    if (found.kind, found.country) != (row["kind"], row["country"]):
        return False
    if not row["lat"]:
        return row["kind"] == "ministry" or fold(row["name"]).split()[0] in fold(found.name)
    near = TRENTINO_KM if "Trentino" in row["text"] else NEAR_KM
    assert found.lat is not None
    assert found.lon is not None
    return distance_km(float(row["lat"]), float(row["lon"]), found.lat, found.lon) <= near


def test_the_labelled_names_are_resolved(bare):
    labelled = rows("labelled.csv")
    company = {context: company_of(context, bare) for context in {row["context"] for row in labelled}}
    verdicts = {row["text"]: is_right(row, bare, company[row["context"]]) for row in labelled}

    assert len(verdicts) == 200
    wrong = [text for text, verdict in verdicts.items() if verdict is False]
    right = [text for text, verdict in verdicts.items() if verdict]
    assert len(right) >= 0.8 * len(verdicts), [text for text, verdict in verdicts.items() if verdict is None]
    assert len(wrong) < 0.02 * len(verdicts), wrong


def test_what_is_no_administration_of_a_place_stays_text(bare):
    found = {row["text"]: bare.resolve(row["text"], country=row["context"])[0] for row in rows("others.csv")}

    assert len(found) == 150
    assert [
        text for text, organisation in found.items() if organisation.kind is not OrganisationKind.TEXT
    ] == []


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Sundsvalls kommun", "SE", ("municipality", "Sundsvall", "SE")),
        ("Stockholms stad", "SE", ("municipality", "Stockholm", "SE")),
        ("Aarhus Kommune", "DK", ("municipality", "Århus", "DK")),
        ("Trondheim kommune", "NO", ("municipality", "Trondheim", "NO")),
        ("Helsingin kaupunki", "FI", ("municipality", "Helsinki", "FI")),
        ("Espoon kaupunki", "FI", ("municipality", "Espoo", "FI")),
        ("Gmina Wieliczka", "PL", ("municipality", "Wieliczka", "PL")),
        ("Obec Průhonice", "CZ", ("municipality", "Průhonice", "CZ")),
        ("Ayuntamiento de Gijón", "ES", ("municipality", "Gijón", "ES")),
        ("Câmara Municipal de Évora", "PT", ("municipality", "Évora", "PT")),
        ("Ville de La Rochelle", "FR", ("municipality", "La Rochelle", "FR")),
        ("Mairie du Mans", "FR", ("municipality", "Le Mans", "FR")),
        ("Gemeinde Kriens", "CH", ("municipality", "Kriens", "CH")),
        ("Stadt Graz", "AT", ("municipality", "Graz", "AT")),
        ("Ventspils pilsēta", "LV", ("municipality", "Ventspils", "LV")),
        ("Tallinna linn", "EE", ("municipality", "Tallinn", "EE")),
        ("Comune della Spezia", "IT", ("municipality", "La Spezia", "IT")),
        ("Comune di Reggio nell'Emilia", "IT", ("municipality", "Reggio nell'Emilia", "IT")),
        ("Kanton Zürich", "CH", ("region", "Zürich", "CH")),
        ("Conseil départemental du Finistère", "FR", ("region", "Finistère", "FR")),
        ("Generalitat de Catalunya", "ES", ("region", "Catalunya", "ES")),
        ("Ministerie van Binnenlandse Zaken", "NL", ("ministry", "Ministerie van Binnenlandse Zaken", "NL")),
        ("🇫🇷 City of Strasbourg", "DE", ("municipality", "Strasbourg", "FR")),
    ],
)
def test_each_language_has_its_way(text, country, expected, bare):
    found, link = bare.resolve(text, country=country)

    assert (found.kind, found.name, found.country) == expected, link.reason


@pytest.mark.parametrize(
    ("text", "country", "reason"),
    [
        ("Comune di Samone", "IT", "several places"),
        ("Comune di Castro", "IT", "several places"),
        ("Automobile Club Bari", "IT", "no place"),
        ("Genes", "FR", "no place"),
        ("<script>alert(1)</script>", "IT", "no place"),
        ("x" * 100_000, None, "no place"),
        ("", "IT", "no place"),
    ],
)
def test_what_may_be_several_or_nothing_stays_text_and_says_why(text, country, reason, bare):
    found, link = bare.resolve(text, country=country)

    assert found.kind is OrganisationKind.TEXT
    assert link.confidence == 0
    assert reason in link.reason


@pytest.mark.parametrize(
    ("text", "lat"),
    [
        ("Comune di Samone (TN)", 46.08),
        ("Comune di Samone (TO)", 45.45),
        ("Comune del Trentino Samone", 46.08),
    ],
)
def test_a_province_beside_the_name_tells_which_is_meant(text, lat, bare):
    found, _ = bare.resolve(text, country="IT")

    assert found.lat == pytest.approx(lat, abs=0.05)


def test_the_company_a_name_keeps_tells_which_is_meant(bare):
    around_turin = [(45.07, 7.69), (45.46, 7.87), (45.43, 7.76), (45.3, 7.9)]

    found, link = bare.resolve("Comune di Samone", country="IT", company=around_turin)

    assert found.lat == pytest.approx(45.45, abs=0.05)
    assert "same list" in link.reason
    assert link.confidence < 0.9


def test_an_identifier_comes_before_a_name(resolver):
    by_uri, link = resolver.resolve("anything", uri="URN:x-italian-pa:ISS", country="IT")
    by_code, _ = resolver.resolve("anything", uri="urn:x-italian-pa:c_h501")

    assert (by_uri.id, link.confidence) == ("it-iss", 1.0)
    assert by_code.name == "Roma"


def test_a_publisher_is_found_by_its_name_its_place_and_a_misspelling(resolver):
    assert resolver.resolve("Comune di Trento", country="IT")[0].id == "it-trento"
    assert resolver.resolve("Città di Trento", country="IT")[0].id == "it-trento"
    assert resolver.resolve("Provincia autonoma di Trento", country="IT")[0].id != "it-trento"
    assert resolver.resolve("ISTITUTO SUPERIORE DI SANITA", country="IT")[0].id == "it-iss"
    found, link = resolver.resolve("Istituto Superiore Di Sanitá'", country="IT")
    assert (found.id, link.confidence < 1) == ("it-iss", True)
    assert resolver.resolve("Stadt Kiel", country="DE")[0].id == "de-kiel"


@pytest.mark.parametrize(
    ("text", "country", "sure"),
    [
        ("Comune di Valdora", "IT", False),
        ("Ville de Lyonn", "FR", False),
        ("Comune di Castelnuovo di Garfagnanna", "IT", True),
        ("Seinäjoen kaupunki", "FI", True),
    ],
)
def test_a_slip_in_a_short_name_is_doubtful(text, country, sure, bare):
    found, link = bare.resolve(text, country=country)

    assert found.kind is OrganisationKind.MUNICIPALITY
    assert "spelled almost like" in link.reason
    assert (link.confidence > 0.6) is sure


def test_a_publisher_is_not_the_place_that_is_called_almost_as_it_is():
    resolver = Resolver(
        Gazetteer(),
        (
            Publisher("it-valdora", "Comune di Valdora", None, "IT"),
            Publisher("fi-town", "Hämeenlinnan kaupunki", None, "FI"),
        ),
    )

    assert resolver.resolve("Comune di Valdora", country="IT")[0].lat is None
    assert resolver.resolve("Comune di Valdaora", country="IT")[0].id == "it-valdaora-l552"
    assert resolver.resolve("Hämeenlinnan kaupunki", country="FI")[0].place == "Hämeenlinna"


def test_a_person_has_the_last_word():
    corrections = {
        fold("Comune di Trento"): "it-roma-h501",
        fold("Stadt Kiel"): None,
        fold("X"): "it-nowhere-1",
    }
    resolver = Resolver(Gazetteer(), PUBLISHERS, corrections)

    assert resolver.resolve("Comune di Trento", country="IT")[0].name == "Roma"
    assert resolver.resolve("Stadt Kiel", country="DE")[0].kind is OrganisationKind.TEXT
    assert "nothing is called" in resolver.resolve("X")[1].reason


def test_the_longest_list_of_users_is_resolved_in_seconds():
    towns = [f"Comune di {place.name}" for place in italy.municipalities()]
    schools = [f"Istituto Comprensivo {place.name}" for place in italy.municipalities()[:800]]
    slips = [f"Comune di {place.name[:-1]}q" for place in italy.municipalities()[:402]]
    started = time.process_time()

    resolver = Resolver(Gazetteer())
    found = [resolver.resolve(name, country="IT")[0] for name in [*towns[:4000], *schools, *slips]]

    assert len(found) == 5202
    assert time.process_time() - started < 10
    assert sum(one.kind is OrganisationKind.MUNICIPALITY for one in found) > 4000
