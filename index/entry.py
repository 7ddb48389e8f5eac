"""One software as the catalogue shows it: what search, pages, exports and commands are made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from publiccode.activity import Activity
from publiccode.problem import Problem
from publiccode.publisher import Publisher
from publiccode.software import Software


class State(StrEnum):
    """Where a software stands; what each means for a reader is in docs/architecture.md."""

    LISTED = "listed"
    INVALID = "invalid"
    NEVER_VALID = "never-valid"
    STALE = "stale"
    ARCHIVED = "archived"
    VANISHED = "vanished"
    DELISTED = "delisted"


class Relation(StrEnum):
    """How another software of the catalogue belongs to this one."""

    MIRROR = "mirror"
    FORK = "fork"
    VARIANT = "variant"
    URL_MISTAKE = "url-mistake"


@dataclass(frozen=True, slots=True)
class Relative:
    """``relation`` is what the software ``id`` is to the one that lists it.

    ``is_original`` tells which of the two the other derives from.
    """

    id: str
    name: str
    relation: Relation
    is_original: bool = False


@dataclass(frozen=True, slots=True)
class User:
    """An organisation that is said to use a software; what is said, and by whom, is in ``index.adoption``."""

    id: str
    name: str
    kind: str
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``software`` is the version shown: the newest valid one, or the newest where none ever was.

    ``problems`` are those of the newest file, ``shown_problems`` those of the version shown: the two
    differ in state ``invalid`` (and may in ``stale`` and ``archived``). Times are RFC 3339, UTC.
    ``hidden`` is set for a mirror or a technical fork, which is never a second result.
    """

    id: str
    software: Software
    state: State
    publisher: Publisher
    host: str
    repository: str
    first_seen: str
    last_seen: str
    shown_fetched_at: str
    """When the version shown was first fetched."""
    aliases: tuple[str, ...] = ()
    archived: bool = False
    fork_of: str | None = None
    path: str = "publiccode.yml"
    raw_url: str | None = None
    commit: str | None = None
    blob: str | None = None
    problems: tuple[Problem, ...] = ()
    shown_problems: tuple[Problem, ...] = ()
    activity: Activity | None = None
    host_license: str | None = None
    root: tuple[str, ...] | None = None
    family: tuple[Relative, ...] = ()
    hidden: bool = False
    note: str | None = None
    """Why it is stale, vanished or delisted, for a reader."""
    gone_since: str | None = None
    shown_is_newest: bool = True
    users: tuple[User, ...] = ()
    """Who is said to use it; empty where nobody asked."""
    contact_named: bool | None = None
    contact_reachable: bool | None = None
    """Whether the file names a contact, and one with an e-mail address or telephone number.

    Known from the whole file, however much of people the entry tells; None: see ``software.contacts``.
    """

    @property
    def names_contact(self) -> bool:
        return bool(self.software.contacts) if self.contact_named is None else self.contact_named

    @property
    def reaches_contact(self) -> bool:
        if self.contact_reachable is not None:
            return self.contact_reachable
        return any(one.email or one.phone for one in self.software.contacts)
