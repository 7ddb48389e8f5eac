"""Who uses each software, as far as claims tell; its owner is no proof of its worth to others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from index.adoption.claim import Source
from index.dossier.ask import Ask
from index.dossier.cells import not_checked, text
from index.dossier.model import Cell, CellState, Day, Message, Origin, Term
from index.gazetteer.place import distance_km
from index.pages.links import web_url
from index.pages.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.adoption.claim import Claim, Organisation
    from index.dossier.candidate import Candidate, Ground, Middle
    from index.dossier.model import Value

_MOST_NAMES = 12
Claims = list[tuple["Claim", "Organisation"]]


def others(candidate: Candidate) -> Claims | None:
    """Return today's claims of everybody but the owner, None where nobody has read any."""
    if candidate.claims is None:
        return None
    owner = {one.id for claim, one in candidate.claims if claim.source is Source.PUBLISHER}
    return [
        (claim, one)
        for claim, one in candidate.claims
        if claim.is_current and one.id not in owner and one.publisher != candidate.entry.publisher.id
    ]


def _cell(candidate: Candidate, claims: Claims | None, values: Iterable[Value]) -> Cell:
    if claims is None:
        return not_checked()
    told = tuple(values)
    seen = max((claim.last_seen[:10] for claim, _ in claims if claim.last_seen), default=None)
    evidence = next((web_url(claim.evidence) for claim, _ in claims if web_url(claim.evidence)), None)
    return Cell(
        state=CellState.VALUE if told else CellState.NOT_SAID,
        values=told,
        source=Origin.CLAIMS,
        permalink=evidence,
        as_of=seen or candidate.entry.last_seen[:10],
    )


def _count(candidate: Candidate, _: Ground) -> Cell:
    claims = others(candidate)
    found = len({one.id for _, one in claims or ()})
    return _cell(candidate, claims, [found] if found else [])


def _kinds(candidate: Candidate, _: Ground) -> Cell:
    claims = others(candidate)
    kinds = Counter(kind for _, kind in {(one.id, one.kind.value) for _, one in claims or ()})
    told = [Message(f"kind.{kind}", {"number": number}) for kind, number in sorted(kinds.items())]
    return _cell(candidate, claims, told)


def _countries(candidate: Candidate, _: Ground) -> Cell:
    claims = others(candidate)
    found = sorted({one.country for _, one in claims or () if one.country})
    return _cell(candidate, claims, (Term("country", one) for one in found))


def _names(candidate: Candidate, _: Ground) -> Cell:
    claims = others(candidate)
    names = list({one.id: one.name for _, one in claims or ()}.values())
    told: list[Value] = [said for said in map(text, names[:_MOST_NAMES]) if said]
    if len(names) > _MOST_NAMES:
        told.append(Message("more", {"number": len(names) - _MOST_NAMES}))
    return _cell(candidate, claims, told)


def _strength(candidate: Candidate, _: Ground) -> Cell:
    claims = others(candidate)
    counted = Counter(claim.strength.value for claim, _ in claims or ())
    told = [Message(f"strength.{one}", {"number": number}) for one, number in sorted(counted.items())]
    return _cell(candidate, claims, told)


def _dates(candidate: Candidate, _: Ground) -> Cell:
    claims = others(candidate)
    first = min((claim.first_seen[:10] for claim, _ in claims or () if claim.first_seen), default=None)
    last = max((claim.last_seen[:10] for claim, _ in claims or () if claim.last_seen), default=None)
    told = [Message("use.between", {"first": Day(first), "last": Day(last)})] if first and last else []
    return _cell(candidate, claims, told)


def nearest(middle: Middle) -> Ask:
    """Return what asks for the user nearest to the officer."""

    def read(candidate: Candidate, _: Ground) -> Cell:
        claims = others(candidate)
        placed = [
            (distance_km(middle.lat, middle.lon, one.lat, one.lon), one.id, (claim, one))
            for claim, one in claims or ()
            if one.lat is not None and one.lon is not None
        ]
        if not placed:
            return _cell(candidate, claims, [])
        km, _id, found = min(placed, key=lambda each: each[:2])
        told = [text(found[1].name), Message("use.away", {"km": round(km)})]
        return _cell(candidate, [found], filter(None, told))

    return Ask("use.nearest", read, values=(("place", shorten(middle.name, 120)),))


USE = (
    Ask("use.count", _count),
    Ask("use.kinds", _kinds),
    Ask("use.countries", _countries),
    Ask("use.names", _names),
    Ask("use.strength", _strength),
    Ask("use.dates", _dates),
)
