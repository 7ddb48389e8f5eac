"""From what somebody wrote to an organisation, with how sure that is and why; never silently.

The order: a person's correction, an identifier, a publisher's own name, the form of the name with the place
in it, a name almost like a publisher's. What nothing resolves stays the text it is.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from slugify import slugify

from index.adoption.claim import Link, Organisation, OrganisationKind
from index.adoption.forms import readings
from index.adoption.pieces import pieces
from index.adoption.place_choice import Choice, Unsure
from index.adoption.place_names import PlaceNames
from index.adoption.registry import Located, Registry, of_place, of_publisher
from index.gazetteer.names import fold
from index.gazetteer.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.adoption.pieces import Pieces
    from index.gazetteer.gazetteer import Gazetteer
    from index.gazetteer.place import Place
    from publiccode.publisher import Publisher

    Company = Sequence[tuple[float, float]]

LIKE_A_PUBLISHER = 93
"""So alike (0 to 100) a name must be to a publisher's to be its name misspelled."""
BARE_TOWN = 50_000
"""People; a smaller town is not meant by its mere name: Genes is a village, and a school."""
_IPA = "urn:x-italian-pa:"


_Found = tuple[Organisation, float, str]


class Resolver:
    """``corrections`` maps a folded name to the id that a person gave it, or to None: it stays text."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        publishers: Iterable[Publisher] = (),
        corrections: Mapping[str, str | None] | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self._places = PlaceNames(gazetteer)
        self._corrections = corrections or {}
        self._registry = Registry(self._located(publisher) for publisher in publishers)
        self._publisher_names = list(self._registry.names)

    def resolve(
        self, name: str, *, uri: str | None = None, country: str | None = None, company: Company = ()
    ) -> tuple[Organisation, Link]:
        """Return the organisation that ``name`` means; one of kind ``text`` where nothing is known.

        ``country`` is where it was said; ``company`` the places of others named in the same list.
        """
        found = self._corrected(name) or self._identified(uri) or self._named(name, country, company)
        if isinstance(found, tuple):
            organisation, confidence, reason = found
            return organisation, Link(organisation=organisation.id, confidence=confidence, reason=reason)
        text = as_text(name, country)
        return text, Link(organisation=text.id, confidence=0.0, reason=found or "no place or publisher known")

    def _corrected(self, name: str) -> _Found | str | None:
        key = fold(name)
        if key not in self._corrections:
            return None
        wanted = self._corrections[key]
        why = "corrected by a person"
        if wanted is None:
            return why
        known = self._registry.organisations.get(wanted)
        place = None if known else self._gazetteer.place(wanted)
        if known or place is None:
            return (known, 1.0, why) if known else f"corrected to {wanted!r}, which nothing is called"
        return of_place(place, _KIND_OF[place.kind]), 1.0, why

    def _identified(self, uri: str | None) -> _Found | None:
        if not uri:
            return None
        known = self._registry.by_uri(uri)
        if known:
            return known, 1.0, f"the identifier {uri}"
        code = uri.strip().casefold().removeprefix(_IPA)
        place = self._gazetteer.italian_municipality(code) if code.startswith("c_") else None
        return (
            self._administration(place, OrganisationKind.MUNICIPALITY, 1.0, f"the IPA code {code}")
            if place
            else None
        )

    def _named(self, text: str, country: str | None, company: Company) -> _Found | str | None:
        cut = pieces(text)
        country = cut.country or country
        unsure = None
        for name in cut.names:
            known = self._registry.by_name(name, country)
            if known:
                return known, 0.95, "the name of a publisher"
            found = self._by_form(name, cut, country, company)
            if isinstance(found, tuple):
                return found
            unsure = unsure or found
        return unsure or self._bare(cut, country) or self._almost_named(cut, country)

    def _by_form(self, name: str, cut: Pieces, country: str | None, company: Company) -> _Found | str | None:
        unsure = None
        for reading in readings(name, country):
            if reading.kind is OrganisationKind.MINISTRY:
                return _ministry(name, country, reading.language.countries, foreign=reading.language.foreign)
            found = self._places.find(reading, country=country, hints=cut.hints, company=company)
            if isinstance(found, Choice):
                return self._administration(found.place, reading.kind, found.confidence, found.reason)
            unsure = unsure or found
        return _several(unsure) if unsure else None

    def _administration(self, place: Place, kind: OrganisationKind, confidence: float, reason: str) -> _Found:
        known = self._registry.by_place(place, kind)
        return known or of_place(place, kind), confidence, reason

    def _bare(self, cut: Pieces, country: str | None) -> _Found | None:
        """Return what a mere place name means: a country, or a large town of the country it was said in."""
        for name in cut.names[:2]:
            nations = self._gazetteer.countries(name)
            if len(nations) == 1:
                return self._administration(
                    nations[0], OrganisationKind.COUNTRY, 0.8, "the name of a country"
                )
            found = self._places.large_town(fold(name), country, BARE_TOWN) if country else None
            if found:
                why = f"the mere name of {found.place.name}, a large town"
                return self._administration(found.place, OrganisationKind.MUNICIPALITY, 0.6, why)
        return None

    def _almost_named(self, cut: Pieces, country: str | None) -> _Found | None:
        name = fold(cut.names[-1]) if cut.names else ""
        if len(name) < 10:
            return None
        best = process.extractOne(
            name, self._publisher_names, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE_A_PUBLISHER
        )
        known = self._registry.by_name(best[0], country) if best else None
        if best is None or known is None or (country and known.country and known.country != country):
            return None
        return known, round(0.9 * best[1] / 100, 2), f"spelled almost like the publisher {known.name}"

    def _located(self, publisher: Publisher) -> Located:
        place, kind = self._governed(publisher)
        return Located(of_publisher(publisher, place, kind), place.id if place else None)

    def _governed(self, publisher: Publisher) -> tuple[Place | None, OrganisationKind]:
        """Return the place a publisher governs, told by its code or by its name's form, and its kind.

        It knows how to spell itself: what is almost a place's name is none.
        """
        code = (publisher.uri or "").casefold().removeprefix(_IPA)
        place = self._gazetteer.italian_municipality(code) if code.startswith("c_") else None
        if place:
            return place, OrganisationKind.MUNICIPALITY
        cut = pieces(publisher.name)
        kind = None
        for name in cut.names:
            for reading in readings(name, publisher.country):
                kind = kind or reading.kind
                found = self._places.find(reading, country=publisher.country, hints=cut.hints, company=())
                if not isinstance(found, Choice) or found.is_doubtful:
                    continue
                if publisher.country in {None, found.place.country}:
                    return found.place, reading.kind
        return None, kind or OrganisationKind.PUBLISHER


_KIND_OF = {
    PlaceKind.TOWN: OrganisationKind.MUNICIPALITY,
    PlaceKind.REGION: OrganisationKind.REGION,
    PlaceKind.COUNTRY: OrganisationKind.COUNTRY,
}


def as_text(name: str, country: str | None) -> Organisation:
    """Return an unresolved name as an organisation of its own: the same name is the same organisation."""
    shown = " ".join(name.split())[:200]
    digest = sha256(fold(name).encode() or name.encode()).hexdigest()[:8]
    slug = slugify(shown)[:60].strip("-")
    return Organisation(id=f"text-{slug}-{digest}", name=shown, kind=OrganisationKind.TEXT, country=country)


def _ministry(name: str, country: str | None, spoken: tuple[str, ...], *, foreign: bool) -> _Found | None:
    nation = country if country and (foreign or country in spoken) else None if foreign else spoken[0]
    if nation is None:
        return None
    sure = 0.9 if nation == country else 0.7
    organisation = Organisation(
        id=f"{nation.lower()}-{slugify(name)[:80].strip('-')}",
        name=name,
        kind=OrganisationKind.MINISTRY,
        country=nation,
    )
    return organisation, sure, f"called a ministry, in a language of {nation}"


def _several(unsure: Unsure) -> str:
    listed = ", ".join(place.id for place in unsure.candidates[:5])
    return f"several places are called so: {listed}"
