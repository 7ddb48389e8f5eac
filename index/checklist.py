"""What a publisher owes those who reuse, beside a valid file, as far as a run can see it.

The items and their levels are those of the Italian guidelines on reuse (annexes A, B and D) and of Sweden's
guide to preparing a release; what needs a person's judgement is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.entry import Entry


@dataclass(frozen=True, slots=True)
class Item:
    """``level`` is ``must`` or ``should``; ``done`` is None where it was not checked.

    ``name`` is stable: licence-file, owner, readme, documentation, maintenance, security, releases,
    changelog, contributing, based-on.
    """

    name: str
    level: str
    done: bool | None
    told: str
    todo: str | None = None


_LICENCE = ("license", "licence", "copying", "licenses")
_SECURITY = ("security", ".well-known")
_CHANGES = ("changelog", "changes", "history", "news", "releases")


def checklist(entry: Entry, today: str) -> tuple[Item, ...]:
    """Return the items that hold for an entry; ``today`` is ``YYYY-MM-DD``."""
    return tuple(_items(entry, today))


def _items(entry: Entry, today: str) -> Iterator[Item]:
    software, activity = entry.software, entry.activity
    yield _item(
        "licence-file", "must", _is_there(entry, *_LICENCE), "a LICENSE file", "Add the licence's whole text."
    )
    yield _item(
        "owner",
        "must",
        bool(software.organisation or software.main_copyright_owner),
        "who owns it is said",
        "Name the administration under organisation, and in legal.mainCopyrightOwner.",
    )
    yield _item(
        "readme",
        "must",
        _is_there(entry, "readme"),
        "a README",
        "Say what it does, for whom, and how to install it.",
    )
    yield _item(
        "documentation",
        "must",
        any(one.documentation for one in software.descriptions),
        "documentation is linked",
        "Add description.LANGUAGE.documentation.",
    )
    yield _maintenance(entry, today)
    yield _item(
        "security",
        "must",
        _is_there(entry, *_SECURITY),
        "where to report a weakness",
        "Add a SECURITY.md with an address.",
    )
    yield _item(
        "releases",
        "should",
        activity.releases > 0 if activity else None,
        "releases are tagged",
        "Tag the version in use, and name it in softwareVersion.",
    )
    yield _item("changelog", "should", _is_there(entry, *_CHANGES), "a changelog", "Add a CHANGELOG.")
    yield _item(
        "contributing", "should", _is_there(entry, "contributing"), "how to contribute", "Add a CONTRIBUTING."
    )
    if entry.fork_of:
        yield _item(
            "based-on",
            "should",
            bool(software.is_based_on),
            "what it was forked from is named",
            f"Add isBasedOn: {entry.fork_of}",
        )


def _maintenance(entry: Entry, today: str) -> Item:
    """Look whether somebody answers: a contact, or a contract that has not ended."""
    software = entry.software
    running = any(one.until is None or one.until >= today for one in software.contractors)
    if software.contractors and not running:
        todo = "The contract has ended: renew contractors, or correct maintenance.type."
    else:
        todo = "Name a contact under maintenance.contacts, or a contractor with the end of the contract."
    is_kept = software.maintenance_type != "none" and (running or entry.names_contact)
    return _item("maintenance", "must", is_kept, "somebody answers for it", todo)


def _is_there(entry: Entry, *stems: str) -> bool | None:
    """Whether a name in the root folder begins so, capitals aside; None where the names were not asked."""
    return None if entry.root is None else any(name.lower().startswith(stems) for name in entry.root)


def _item(name: str, level: str, done: bool | None, what: str, todo: str) -> Item:
    return Item(name, level, done, what, todo if done is False else None)
