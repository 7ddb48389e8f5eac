"""What a publisher owes those who reuse, beside a valid file: what a run can see, and what only people know.

The items and their levels are those of the Italian guidelines on reuse (annexes A, B and D) and of Sweden's
guide to preparing a release.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readiness.facts import CHANGES, CONTRIBUTING, LICENCE, README, SECURITY, in_root
from index.readiness.gates import open_licence
from index.readiness.parts import licence_confirmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.entry import Entry


@dataclass(frozen=True, slots=True)
class Item:
    """``level`` is ``must`` or ``should``; ``done`` is None where it was not checked.

    ``name`` is stable: licence-file, licence-agrees, licence-open, owner, readme, documentation,
    dependencies, maintenance, security, releases, changelog, contributing, roadmap, based-on. Where ``by`` is
    ``people``, and not ``riuso``, nobody else knows and ``done`` is always None: components, own-area,
    file-licences, secrets, readme-content, documentation-text, repository-link, answers, configuration,
    security-txt, tenders, upstream.
    """

    name: str
    level: str
    done: bool | None
    told: str
    todo: str | None = None
    by: str = "riuso"


_PEOPLE = (
    ("components", "must", "each component that stands alone has a repository of its own"),
    ("own-area", "must", "it lies in an area that the administration owns, under the project's name"),
    ("file-licences", "must", "each source file names the licence (an SPDX tag)"),
    ("secrets", "must", "no password or key is in the code or its history, and nothing is obfuscated"),
    (
        "readme-content",
        "must",
        "the README tells purpose, cases of use, structure, what it needs (what must be bought, too), "
        "installing, status and limits, owner, maintainers, and where to report a weakness",
    ),
    (
        "documentation-text",
        "must",
        "installing, building and architecture are documented in text, not PDF or ODT",
    ),
    ("repository-link", "must", "its interface links to the repository"),
    ("answers", "should", "questions are answered within two working days; dependencies are watched"),
    ("configuration", "should", "what is peculiar to one body is configuration, not code"),
    ("security-txt", "should", "where it runs on the web there is a /.well-known/security.txt"),
    ("tenders", "should", "tender papers ask for all this"),
)
_OF_A_FORK = (
    "upstream",
    "should",
    "changes are offered to the original, and its owner knows that you use it",
)


def checklist(entry: Entry, today: str) -> tuple[Item, ...]:
    """Return the items that hold for an entry, those that only people know last.

    ``today`` is ``YYYY-MM-DD``.
    """
    people = (*_PEOPLE, _OF_A_FORK) if entry.fork_of else _PEOPLE
    return (
        *_rights(entry),
        *_guidance(entry),
        _maintenance(entry, today),
        *_work(entry),
        *(Item(name, level, None, told, by="people") for name, level, told in people),
    )


def _rights(entry: Entry) -> Iterator[Item]:
    software = entry.software
    yield _item(
        "licence-file", "must", in_root(entry, LICENCE), "a LICENSE file", "Add the licence's whole text."
    )
    yield _item(
        "licence-agrees",
        "must",
        licence_confirmed(entry),
        "it is the licence that publiccode.yml names",
        "Make LICENSE and legal.license agree.",
    )
    yield _item(
        "licence-open",
        "must",
        open_licence(software.license),
        "OSI or FSF approve the licence",
        "Choose a licence that they approve, such as EUPL-1.2.",
    )
    yield _item(
        "owner",
        "must",
        bool(software.organisation or software.main_copyright_owner),
        "who owns it is said",
        "Name the administration under organisation, and in legal.mainCopyrightOwner.",
    )


def _guidance(entry: Entry) -> Iterator[Item]:
    software = entry.software
    yield _item(
        "readme",
        "must",
        in_root(entry, README),
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
    yield _item(
        "dependencies",
        "must",
        software.declares_dependencies,
        "what it depends on is said",
        "Add dependsOn: what it needs, and what of that is proprietary; empty lists for nothing.",
    )


def _work(entry: Entry) -> Iterator[Item]:
    software, activity = entry.software, entry.activity
    yield _item(
        "security",
        "must",
        in_root(entry, SECURITY),
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
    yield _item("changelog", "should", in_root(entry, CHANGES), "a changelog", "Add a CHANGELOG.")
    yield _item(
        "contributing", "should", in_root(entry, CONTRIBUTING), "how to contribute", "Add a CONTRIBUTING."
    )
    yield _item("roadmap", "should", bool(software.roadmap), "a roadmap is linked", "Add roadmap.")
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


def _item(name: str, level: str, done: bool | None, what: str, todo: str) -> Item:
    return Item(name, level, done, what, todo if done is False else None)
