"""Section 3: what each software is, whose, and where it comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.dossier.ask import Ask
from index.dossier.cells import in_catalogue, in_file, text
from index.dossier.model import Cell, CellState, Day, Link, Message, Origin, Said, Term
from index.pages.links import web_url
from index.pages.retelling import said
from index.pages.wording import wording_of
from publiccode.publisher import Archetype

if TYPE_CHECKING:
    from index.dossier.candidate import Candidate, Ground
    from index.entry import Entry

_ADMINISTRATIONS = {Archetype.NATIONAL_GOVERNMENT, Archetype.INSTITUTION, Archetype.LOCAL_GOVERNMENT}


def is_reuse(entry: Entry) -> bool | None:
    """Whether it was made for an administration, None where the registry does not say what its owner is.

    A fork is somebody else's product: whose, only its owner can tell.
    """
    if entry.fork_of or entry.publisher.archetype is None:
        return None
    return entry.publisher.archetype in _ADMINISTRATIONS


def _summary(candidate: Candidate, ground: Ground) -> Cell:
    described = candidate.entry.software.description(ground.choices.languages)
    if described is None:
        return in_file(candidate)
    texts = (described.short_description, described.generic_name, described.long_description)
    said = next((one for one in (text(line, described.language) for line in texts) if one), None)
    return in_file(candidate, said)


def _owner(candidate: Candidate, _: Ground) -> Cell:
    software = candidate.entry.software
    organisation = software.organisation
    named = (organisation.name if organisation else None, software.main_copyright_owner, software.repo_owner)
    return in_file(candidate, text(next((name for name in named if name), None)))


def _identifier(candidate: Candidate, _: Ground) -> Cell:
    organisation = candidate.entry.software.organisation
    return in_file(candidate, text(organisation.uri) if organisation else None)


def _publisher(candidate: Candidate, _: Ground) -> Cell:
    publisher = candidate.entry.publisher
    values = [text(publisher.name)]
    found = [one for one in values if one]
    kind = Term("archetype", publisher.archetype.value) if publisher.archetype else None
    country = Term("country", publisher.country) if publisher.country else None
    told = tuple(one for one in (*found, kind, country) if one)
    return Cell(state=CellState.VALUE, values=told, source=Origin.REGISTRY, as_of=_seen(candidate))


def _origin(candidate: Candidate, _: Ground) -> Cell:
    reuse = is_reuse(candidate.entry)
    if reuse is None:
        note = Message("origin.fork" if candidate.entry.fork_of else "origin.not-known")
        return Cell(state=CellState.NOT_SAID, source=Origin.REGISTRY, as_of=_seen(candidate), note=note)
    told = Message("origin.reuse" if reuse else "origin.third-party")
    return Cell(state=CellState.VALUE, values=(told,), source=Origin.REGISTRY, as_of=_seen(candidate))


def _repository(candidate: Candidate, _: Ground) -> Cell:
    url = web_url(candidate.entry.repository) or web_url(candidate.entry.software.url)
    return in_catalogue(candidate, Link(url) if url else None)


def _website(candidate: Candidate, _: Ground) -> Cell:
    url = candidate.entry.software.landing_url
    return in_file(candidate, Link(url) if web_url(url) and url else None)


def _family(candidate: Candidate, _: Ground) -> Cell:
    told = tuple(
        Message(f"relation.{one.relation.value}", {"name": one.name or one.id})
        for one in candidate.entry.family
    )
    return in_catalogue(candidate, *(told or (Message("relation.none"),)))


def _state(candidate: Candidate, ground: Ground) -> Cell:
    entry = candidate.entry
    note = said(entry.note, wording_of(ground.choices.language))
    return in_catalogue(candidate, Term("state", entry.state.value), text(note.text, note.language))


def _status(candidate: Candidate, _: Ground) -> Cell:
    status = candidate.entry.software.development_status
    return in_file(candidate, Term("status", status) if status else None)


def _type(candidate: Candidate, _: Ground) -> Cell:
    kind = candidate.entry.software.software_type
    return in_file(candidate, Term("type", kind) if kind else None)


def _version(candidate: Candidate, _: Ground) -> Cell:
    software = candidate.entry.software
    return in_file(candidate, text(software.software_version), _day_said(software.release_date))


def _day_said(value: str | None) -> Said | None:
    said = text(value)
    return replace(said, is_day=True) if said else None


def _categories(candidate: Candidate, _: Ground) -> Cell:
    return in_file(candidate, *(Term("category", one) for one in candidate.entry.software.categories))


def _platforms(candidate: Candidate, _: Ground) -> Cell:
    return in_file(candidate, *(Term("platform", one) for one in candidate.entry.software.platforms))


def _first_seen(candidate: Candidate, _: Ground) -> Cell:
    return in_catalogue(candidate, Day(candidate.entry.first_seen[:10]))


def _seen(candidate: Candidate) -> str:
    return candidate.entry.last_seen[:10]


IDENTITY = (
    Ask("identity.summary", _summary),
    Ask("identity.owner", _owner),
    Ask("identity.identifier", _identifier),
    Ask("identity.publisher", _publisher),
    Ask("identity.origin", _origin),
    Ask("identity.repository", _repository),
    Ask("identity.website", _website),
    Ask("identity.family", _family),
    Ask("identity.state", _state),
    Ask("identity.status", _status),
    Ask("identity.type", _type),
    Ask("identity.version", _version),
    Ask("identity.categories", _categories),
    Ask("identity.platforms", _platforms),
    Ask("identity.first-seen", _first_seen),
)
