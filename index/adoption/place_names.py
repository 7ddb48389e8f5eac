"""From a written name to a place: by the form of the name, in the countries that speak its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.adoption.claim import OrganisationKind
from index.adoption.place_choice import Choice, Unsure, choose
from index.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.adoption.forms import Reading
    from index.gazetteer.gazetteer import Gazetteer
    from index.gazetteer.name_table import NameTable
    from index.gazetteer.place import Place

ALIASES = {("IT", "roma capitale"): "roma", ("IT", "vaticano"): "citta del vaticano"}
"""Names that an administration has and its place has not."""

LARGER = 5
"""So many times the people, and the place with the longer name may be meant by the shorter one."""

SHORT = 10
"""Letters; a name with fewer that is almost a place's may as well be another's: Valdora is no Valdaora."""
DOUBTFUL = 0.5


class PlaceNames:
    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def find(
        self,
        reading: Reading,
        *,
        country: str | None,
        hints: Sequence[str],
        company: Sequence[tuple[float, float]],
    ) -> Choice | Unsure | None:
        """Return the place that ``reading`` means, several it may mean, or None.

        ``country`` is where it was said, ``hints`` what else the text tells, ``company`` the places
        (latitude, longitude) of the others in the list.
        """
        if reading.kind is OrganisationKind.MINISTRY:
            return None
        for nation in _countries(reading, country):
            at_home = nation == country or country is None
            found = self._in_country(reading, nation, hints, company, guess=at_home)
            if found is not None:
                return found
        if reading.language.foreign and reading.kind is OrganisationKind.MUNICIPALITY:
            return self._abroad(reading)
        return None

    def large_town(self, name: str, country: str, people: int) -> Choice | None:
        """Return the town of ``country`` with at least so many people that is called just so."""
        found = choose(name, towns) if (towns := self._gazetteer.names(country).towns.get(name)) else None
        return found if isinstance(found, Choice) and found.place.population >= people else None

    def _in_country(
        self,
        reading: Reading,
        country: str,
        hints: Sequence[str],
        company: Sequence[tuple[float, float]],
        *,
        guess: bool,
    ) -> Choice | Unsure | None:
        names = self._gazetteer.names(country)
        table = names.towns if reading.kind is OrganisationKind.MUNICIPALITY else names.regions
        regions = [region for hint in hints for region in self._regions(hint, country)]
        unsure: Unsure | None = None
        for rest, beside in self._variants(reading, country):
            near = [*beside, *regions]
            found = _exact(rest, table, near, company, hints)
            if isinstance(found, Choice):
                return found
            unsure = unsure or found
        if unsure or not guess:
            return unsure
        for rest, beside in self._variants(reading, country):
            nearly = _nearly(rest, table, reading, [*beside, *regions], company)
            if nearly:
                return nearly
        return None

    def _variants(self, reading: Reading, country: str) -> Iterator[tuple[str, list[Place]]]:
        """Yield each rest of the name, then the same without a region's name at its beginning or end."""
        for rest in reading.rests:
            yield ALIASES.get((country, rest), rest), []
        if reading.kind is not OrganisationKind.MUNICIPALITY:
            return
        for rest in reading.rests:
            words = rest.split()
            for cut in range(1, len(words)):
                for region, name in ((words[:cut], words[cut:]), (words[-cut:], words[:-cut])):
                    regions = self._regions(" ".join(region), country)
                    if regions:
                        yield " ".join(name), regions

    def _regions(self, name: str, country: str) -> list[Place]:
        table = self._gazetteer.names(country).regions
        code = f"{country}-{name.strip()}"
        by_code = [p for p in table.places if p.code == code] if len(name.strip()) <= 3 else []
        return [*by_code, *table.get(fold(name))]

    def _abroad(self, reading: Reading) -> Choice | None:
        for rest in reading.rests:
            places = self._gazetteer.large_towns().get(rest)
            found = choose(rest, places) if places else None
            if isinstance(found, Choice):
                return Choice(found.place, 0.7, f"{found.reason}, in {found.place.country}")
        return None


def _countries(reading: Reading, country: str | None) -> list[str]:
    """Return where to look: where it was said, and abroad only where a language is at home elsewhere."""
    spoken = list(reading.language.countries)
    if reading.language.foreign:
        return [country] if country else []
    if country == spoken[0]:
        return [country]
    if country in spoken:
        return [country, *(other for other in spoken if other != country)]
    return spoken


def _exact(
    rest: str,
    table: NameTable,
    regions: Sequence[Place],
    company: Sequence[tuple[float, float]],
    hints: Sequence[str],
) -> Choice | Unsure | None:
    for hint in hints:
        whole = table.get(fold(f"{rest} {hint}"))
        if whole:
            return choose(rest, whole, regions=regions, company=company)
    found = table.get(rest)
    if not found:
        return None
    choice = choose(rest, found, regions=regions, company=company)
    # Rüdersdorf may be the village of that name, or Rüdersdorf bei Berlin for short.
    largest = max(place.population for place in found)
    longer = [place for place in table.longer(rest) if place.population >= LARGER * max(largest, 500)]
    if not longer or any(place.code for place in found):
        return choice
    return choose(rest, [*found, *longer], regions=regions, company=company, surety=0.85)


def _nearly(
    rest: str,
    table: NameTable,
    reading: Reading,
    regions: Sequence[Place],
    company: Sequence[tuple[float, float]],
) -> Choice | Unsure | None:
    """Return the place for a shortened, inflected or misspelled name."""
    longer = table.longer(rest)
    if longer and len(rest) > 3:
        found = choose(rest, longer, regions=regions, company=company, surety=0.8)
        return _explained(found, f"{rest!r} begins the name of")
    likeness, alike = table.alike(rest, inflects=reading.language.inflects)
    if not alike:
        return None
    is_doubtful = len(rest) < SHORT and not reading.language.inflects
    most = DOUBTFUL if is_doubtful else round(0.9 * likeness, 2)
    found = choose(rest, alike, regions=regions, company=company, surety=most)
    if isinstance(found, Unsure):
        return found
    why = f"{rest!r} is spelled almost like {found.place.name}"
    return Choice(found.place, min(found.confidence, most), why, is_doubtful)


def _explained(found: Choice | Unsure, why: str) -> Choice | Unsure:
    if isinstance(found, Unsure):
        return found
    return Choice(found.place, min(found.confidence, 0.8), f"{why} {found.place.name}")
