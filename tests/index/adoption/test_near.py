"""Neighbours: distances against an independent formula, and who counts as one."""

from __future__ import annotations

from math import atan2, cos, radians, sin, sqrt, tan
from typing import Any

import pytest

from index.adoption.adoption import Adoption, SoftwareName
from index.adoption.claim import Claim, Organisation, OrganisationKind, Source, Strength
from index.adoption.near import nearest_first, neighbours
from index.gazetteer.gazetteer import Gazetteer
from index.gazetteer.place import Place, distance_km

TOWNS = (
    ("Ventspils", "LV", 57.39, 21.56),
    ("Liepāja", "LV", 56.51, 21.01),
    ("Samone", "IT", None, None),
    ("Castro", "IT", None, None),
    ("La Spezia", "IT", 44.10, 9.82),
    ("Aosta", "IT", 45.74, 7.32),
    ("Frankfurt (Oder)", "DE", 52.35, 14.55),
    ("Frankfurt am Main", "DE", 50.11, 8.68),
    ("Freiburg im Breisgau", "DE", 47.99, 7.85),
    ("Halle (Saale)", "DE", 51.48, 11.97),
    ("Saint-Denis", "FR", 48.94, 2.36),
    ("Brest", "FR", 48.39, -4.49),
    ("Brest", "BY", 52.10, 23.69),
    ("Utrecht", "NL", 52.09, 5.12),
    ("Bergen", "NO", 60.39, 5.33),
    ("Bergen op Zoom", "NL", 51.49, 4.29),
    ("Santiago de Compostela", "ES", 42.88, -8.54),
    ("Córdoba", "ES", 37.88, -4.78),
    ("Vila Nova de Gaia", "PT", 41.13, -8.61),
    ("Espoo", "FI", 60.21, 24.66),
)
"""Where they are, from a map, to a hundredth of a degree; None where the name means two towns of one size."""


def on_the_ellipsoid(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance in km by Vincenty's inverse formula on WGS 84: not the formula that is tested."""
    a, f = 6378.137, 1 / 298.257223563
    b = (1 - f) * a
    u1, u2 = (atan2((1 - f) * tan(radians(x)), 1) for x in (lat, other_lat))
    l0 = lam = radians(other_lon - lon)
    for _ in range(200):
        sigma_sin = sqrt((cos(u2) * sin(lam)) ** 2 + (cos(u1) * sin(u2) - sin(u1) * cos(u2) * cos(lam)) ** 2)
        if sigma_sin == 0:
            return 0.0
        sigma_cos = sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(lam)
        sigma = atan2(sigma_sin, sigma_cos)
        alpha_sin = cos(u1) * cos(u2) * sin(lam) / sigma_sin
        alpha_cos2 = 1 - alpha_sin**2
        mid = sigma_cos - 2 * sin(u1) * sin(u2) / alpha_cos2 if alpha_cos2 else 0.0
        c = f / 16 * alpha_cos2 * (4 + f * (4 - 3 * alpha_cos2))
        before = lam
        lam = l0 + (1 - c) * f * alpha_sin * (
            sigma + c * sigma_sin * (mid + c * sigma_cos * (2 * mid**2 - 1))
        )
        if abs(lam - before) < 1e-12:
            break
    u = alpha_cos2 * (a**2 - b**2) / b**2
    big_a = 1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u)))
    big_b = u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)))
    delta = big_b * sigma_sin * (mid + big_b / 4 * sigma_cos * (2 * mid**2 - 1))
    return b * big_a * (sigma - delta)


@pytest.fixture(scope="module")
def places() -> dict[tuple[str, str], tuple[Place, ...]]:
    gazetteer = Gazetteer()
    return {(name, country): gazetteer.find(name, country) for name, country, *_ in TOWNS}


def test_twenty_towns_of_eight_countries_and_more_are_where_a_map_has_them(places):
    assert len(TOWNS) == 20
    assert len({country for _, country, *_ in TOWNS}) >= 8
    for name, country, lat, lon in TOWNS:
        found = places[name, country]
        if lat is None or lon is None:
            assert len([one for one in found if one.code]) == 2, name
        else:
            assert on_the_ellipsoid(lat, lon, found[0].lat, found[0].lon) < 5, (name, country, found[0])


def test_distances_agree_with_another_formula(places):
    points = [(p.lat, p.lon) for found in places.values() for p in found[:1]]
    pairs = [(*one, *other) for one in points for other in points if one < other]
    assert len(pairs) == 190
    for pair in pairs:
        # A sphere is within 0.6 % of the ellipsoid.
        assert distance_km(*pair) == pytest.approx(on_the_ellipsoid(*pair), rel=0.006)


def made(places: Any) -> Adoption:
    organisations = []
    claims = []
    for number, (name, country, *_) in enumerate(TOWNS):
        place = places[name, country][0]
        identifier = f"{country.lower()}-{number:02}"
        organisations.append(
            Organisation(
                id=identifier, name=name, kind=OrganisationKind.MUNICIPALITY, country=country,
                lat=place.lat, lon=place.lon,
            )
        )  # fmt: skip
        for software, source, is_current in (
            ("maps", Source.USED_BY, True),
            ("old", Source.USED_BY, False),
            (f"own-{number}", Source.PUBLISHER, number % 2 == 0),
        ):
            claims.append(
                Claim(
                    software=software, organisation=identifier, name=name, source=source,
                    strength=Strength.HEARSAY, confidence=1, reason="", is_current=is_current,
                )
            )  # fmt: skip
    organisations.append(
        Organisation(id="lv", name="Latvia", kind=OrganisationKind.COUNTRY, country="LV", lat=57.0, lon=22.0)
    )
    listed = [SoftwareName("maps", "Maps", "x", ("geo",)), SoftwareName("old", "Old", "x")]
    listed += [SoftwareName(f"own-{n}", f"Own {n}", "x", ("other",)) for n in range(len(TOWNS))]
    return Adoption(seal="", software=tuple(listed), organisations=tuple(organisations), claims=tuple(claims))


def test_neighbours_are_those_within_reach_nearest_first(places):
    adoption = made(places)
    for name, country, *_ in TOWNS:
        here = places[name, country][0]
        expected = sorted(
            (on_the_ellipsoid(here.lat, here.lon, one.lat or 0, one.lon or 0), one.id)
            for one in adoption.organisations
            if one.kind is OrganisationKind.MUNICIPALITY
        )
        found = neighbours(adoption, here.lat, here.lon, km=800)
        assert [one.organisation.id for one in found] == [i for km, i in expected if km <= 800], name
        for one, (km, _) in zip(found, expected, strict=False):
            assert one.km == pytest.approx(km, rel=0.006, abs=0.1)


def test_what_is_no_longer_said_and_other_categories_do_not_count(places):
    adoption = made(places)
    here = places["Ventspils", "LV"][0]

    (itself, *_) = neighbours(adoption, here.lat, here.lon, km=1)
    assert ([s.id for s in itself.uses], [s.id for s in itself.publishes]) == (["maps"], ["own-0"])
    others = neighbours(
        adoption, here.lat, here.lon, km=30000, categories=["other"], without=itself.organisation.id
    )
    assert len(others) == 9
    assert not any(one.uses for one in others)
    assert [*nearest_first(neighbours(adoption, here.lat, here.lon, km=200))] == ["own-0", "maps"]
