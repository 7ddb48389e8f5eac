"""Finds what is to be compared, and reads what the dossier is made from."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from cli.adopting import require_adoption, users_of
from cli.around import middle_of, tell_others
from cli.errors import NoAdoptionError, NoSuchSoftwareError
from cli.opening import read_catalogue, unknown
from index.adoption.collect import original_of
from index.adoption.store import read_adoption
from index.dossier.build import build_dossier
from index.dossier.candidate import Candidate, Ground, LeftOut, Middle, SearchRecord
from index.dossier.searching import reason_of
from index.engine import open_index
from index.entry import State
from index.readiness import readiness, users_claimed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cli.data_folder import DataFolder
    from index.adoption.adoption import Adoption
    from index.catalogue import Catalogue
    from index.dossier.candidate import Choices
    from index.dossier.model import Dossier
    from index.entry import Entry
    from index.personal_data import PersonalData
    from index.query import Query

MOST_LEFT_OUT = 30


def dossier_of(
    names: Sequence[str],
    data: DataFolder,
    choices: Choices,
    asked: Query | None = None,
    personal: PersonalData | None = None,
    *,
    near: str | None = None,
) -> Dossier:
    """Return the dossier of the software that the names mean; ``asked`` is the search they were found by.

    ``near`` is an organisation or place, of which the nearest users are told. Raises
    :class:`NoSuchSoftwareError` for a name of a software that means nothing, or several, and
    :class:`NoSuchOrganisationError` for an unknown ``near``.
    """
    adoption = require_adoption(data) if near else read_adoption(data.adoption)
    if near and adoption:
        middle = middle_of(near, adoption)
        tell_others(middle)
        choices = replace(choices, near=Middle(name=middle.name, lat=middle.lat, lon=middle.lon))
    with read_catalogue(data, personal) as catalogue:
        found = [_found(name, catalogue) for name in names]
        on = catalogue.as_of()
        counts = catalogue.counts()
        record = _record(asked, found, catalogue, data) if asked else None
    if on is None:
        raise NoAdoptionError(f"nothing was crawled into {data.path} yet")
    ground = Ground(
        on=on,
        entries=sum(number for state, number in counts.items() if state not in _GONE),
        choices=replace(choices, search=record),
    )
    return build_dossier([_candidate(entry, on, adoption) for entry in found], ground)


_GONE = {State.VANISHED, State.DELISTED}


def _found(name: str, catalogue: Catalogue) -> Entry:
    entry = catalogue.entry(name)
    if entry is not None:
        return entry
    wanted = name.casefold()
    named = [one for one in catalogue.entries() if not one.hidden and one.software.name.casefold() == wanted]
    if len(named) == 1:
        return named[0]
    if named:
        ids = ", ".join(one.id for one in named[:8])
        raise NoSuchSoftwareError(f"{name!r} names several software; give one's id: {ids}")
    raise unknown(name)


def _candidate(entry: Entry, on: date, adoption: Adoption | None) -> Candidate:
    if adoption is None:
        return Candidate(entry=entry, readiness=readiness(entry, on))
    entry = replace(entry, users=users_of(entry.id, adoption))
    claims = tuple(
        (claim, adoption.by_id[claim.organisation])
        for claim in adoption.by_software.get(original_of(entry), ())
    )
    return Candidate(
        entry=entry, readiness=readiness(entry, on, users_claimed(entry, adoption)), claims=claims
    )


def _record(asked: Query, found: Sequence[Entry], catalogue: Catalogue, data: DataFolder) -> SearchRecord:
    """Ask the search again, and tell which of its hits are not compared."""
    with closing(open_index(data.search)) as index:
        answer = index.search(msgspec.structs.replace(asked, limit=200))
    compared = {entry.id for entry in found}
    others = [hit for hit in answer.hits if hit.id not in compared]
    left = []
    for hit in others[:MOST_LEFT_OUT]:
        entry = catalogue.entry(hit.id)
        reason = reason_of(entry, asked.languages) if entry else ""
        left.append(LeftOut(id=hit.id, name=hit.name, reason=reason))
    inside = sum(hit.id in compared for hit in answer.hits)
    return SearchRecord(
        text=asked.text,
        filters=_filters(asked),
        hits=answer.total,
        left_out=tuple(left),
        more=max(0, answer.total - inside - len(left)),
    )


def _filters(asked: Query) -> Mapping[str, tuple[str, ...]]:
    without = {f"not {facet}": values for facet, values in asked.excluded.items()}
    return {**asked.filters, **without}
