"""Who uses what, as a file in the data folder: made when the catalogue is published, read by the commands."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from cli.data_folder import DataFolder, write_atomically
from cli.errors import NoAdoptionError, NoSuchOrganisationError
from index.adoption.files import outside_digest
from index.adoption.store import adoption_bytes, read_adoption
from index.entry import Entry, User

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.adoption.adoption import Adoption
    from index.adoption.claim import Organisation
    from index.catalogue import Catalogue
    from index.gazetteer.gazetteer import Gazetteer


def gazetteer() -> Gazetteer:
    """Return the gazetteer, which keeps what it has read in the user's cache folder."""
    # Imported late: only what resolves names pays for it.
    from index.gazetteer.gazetteer import Gazetteer as Opened  # noqa: PLC0415

    return Opened(Path(platformdirs.user_cache_dir("riuso", appauthor=False)) / "gazetteer")


def publication_fingerprint(catalogue: Catalogue, data: DataFolder) -> str:
    """Return what changes when anything does that search and pages are made from."""
    outside = outside_digest(data.claims, catalogue.organisation_decisions())
    own = catalogue.fingerprint()
    return own if outside is None else hashlib.sha256(f"{own} {outside}".encode()).hexdigest()


def current_adoption(
    catalogue: Catalogue, data: DataFolder, entries: Sequence[Entry], fingerprint: str
) -> Adoption:
    """Return the adoption of the catalogue, made anew where it is old; the caller holds the lock.

    ``entries`` and ``fingerprint`` are those of :func:`publication_fingerprint`'s moment. Claims tell when
    they were last seen, so every run that saw anything makes them anew, and only once.
    """
    seal = f"{fingerprint} {max((entry.last_seen for entry in entries), default='')}"
    known = read_adoption(data.adoption)
    if known is not None and known.seal == seal:
        return known
    # Imported late: only who makes it anew pays for reading names.
    from index.adoption.build import build_adoption  # noqa: PLC0415

    adoption = build_adoption(catalogue, entries, claims=data.claims, gazetteer=gazetteer(), seal=seal)
    write_atomically(data.adoption, adoption_bytes(adoption))
    return adoption


def require_adoption(data: DataFolder) -> Adoption:
    """Return the adoption as it was last made; raise :class:`NoAdoptionError` where there is none."""
    data.require_catalogue()
    adoption = read_adoption(data.adoption)
    if adoption is None:
        raise NoAdoptionError(f"nobody has read yet who uses what: run `riuso rebuild{data.option}`")
    return adoption


def with_users(entries: Iterable[Entry], adoption: Adoption) -> list[Entry]:
    """Return the entries with the organisations that are said to use them."""
    return [replace(entry, users=users_of(entry.id, adoption)) for entry in entries]


def users_of(software: str, adoption: Adoption) -> tuple[User, ...]:
    """Return the organisations that are said to use a software now, the strongest claim first."""
    return tuple(User(one.id, one.name, one.kind.value, one.country) for one in adoption.users(software))


def one_organisation(name: str, adoption: Adoption) -> Organisation:
    """Return the organisation with this id or name.

    Raises :class:`NoSuchOrganisationError` where there is none, or where the name means several.
    """
    found = adoption.named(name)
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(f"{one.id} ({one.name}, {one.kind.value})" for one in found[:8])
        raise NoSuchOrganisationError(f"{name!r} means several organisations; give one's id: {listed}")
    near = adoption.almost_named(name)
    hint = f" Did you mean {', '.join(repr(one.name) for one in near)}?" if near else ""
    raise NoSuchOrganisationError(f"nobody called {name!r} is known to use or publish anything.{hint}")
