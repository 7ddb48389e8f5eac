"""The eight parts: what each asks, which facts answer, what would raise it. A fact feeds one part only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.readiness.facts import (
    CHANGES,
    CONTAINER,
    CONTRIBUTING,
    DOCUMENTATION,
    GOVERNANCE,
    INSTALLING,
    LICENCE,
    SECURITY,
    days_since,
    from_file,
    from_git,
    from_host,
    in_root,
)
from index.readiness.model import Evidence, Part, Step, both, either, part
from index.vitality import people_at_work
from publiccode.licensing.facts import deprecated_ids
from publiccode.spdx import is_expression, license_ids

if TYPE_CHECKING:
    from datetime import date

    from index.entry import Entry
    from index.readiness.users import Users

YEAR_DAYS, TWO_YEARS_DAYS, THREE_YEARS_DAYS = 365, 730, 1095
MANY_USERS = 10
"""From so many users a software counts as widely used: the threshold of openCode's own example."""


def rights(entry: Entry) -> Part:
    """Tell whether one may use and change it, and from whom."""
    software = entry.software
    ids = license_ids(software.license)
    is_current = bool(ids) and is_expression(software.license or "")
    is_current = is_current and not deprecated_ids(software.license or "")
    confirmed = licence_confirmed(entry)
    owner = bool(software.organisation or software.main_copyright_owner or software.repo_owner)
    steps = (
        Step(is_current, "state-licence"),
        Step(confirmed, "add-licence-file"),
        Step(owner, "name-owner"),
    )
    evidence = (
        from_file(entry, "license", software.license),
        from_file(entry, "license-current", is_current),
        from_host(entry, "license-confirmed", confirmed),
        from_file(entry, "owner-named", owner),
    )
    return part("rights", steps, evidence)


def licence_confirmed(entry: Entry) -> bool | None:
    """Whether the repository's own licence file says what the file says, None where that is not known."""
    found, ids = license_ids(entry.host_license), license_ids(entry.software.license)
    if found:
        return any(_plain(one) == _plain(other) for one in found for other in ids)
    # A licence file that the host could not name may hold any text.
    return False if in_root(entry, LICENCE) is False else None


def _plain(identifier: str) -> str:
    # Hosts tell a licence from its text, which is one for -only and -or-later.
    return identifier.removesuffix("-only").removesuffix("-or-later")


def upkeep(entry: Entry, on: date) -> Part:
    """Tell whether somebody will answer."""
    software = entry.software
    kind = software.maintenance_type
    dates = (one.until for one in software.contractors if days_since(one.until, on) is not None)
    until = max(filter(None, dates), default=None)
    left = days_since(until, on)
    running = left is not None and left <= 0
    contact = entry.reaches_contact
    security = in_root(entry, SECURITY)
    is_kept = kind in {"internal", "community"} or (kind == "contract" and (running or until is None))
    steps = (
        Step(is_kept, "renew-contract" if kind == "contract" else "say-who-maintains"),
        Step(contact or (kind == "contract" and running), "add-contact"),
        Step(security, "add-security-file"),
    )
    evidence = (
        from_file(entry, "maintenance-type", kind),
        from_file(entry, "contract-until", until if kind == "contract" else None),
        from_file(entry, "contact-reachable", contact),
        from_host(entry, "security-file", security),
    )
    return part("upkeep", steps, evidence)


def pulse(entry: Entry, on: date) -> Part:
    """Tell whether work goes on."""
    activity = entry.activity
    silent = days_since(activity.last_commit, on) if activity else None
    factor = people_at_work(activity) if activity else None
    steps = (
        Step(None if silent is None else silent <= THREE_YEARS_DAYS, "say-obsolete"),
        Step(None if silent is None else silent <= YEAR_DAYS, "take-up-work"),
        Step(None if factor is None else factor > 1, "share-the-work"),
    )
    evidence = (
        from_git(entry, "last-commit", activity.last_commit[:10] if activity else None),
        from_git(entry, "bus-factor", factor),
    )
    return part("pulse", steps, evidence)


def releases(entry: Entry, on: date) -> Part:
    """Tell whether a fixed version can be taken."""
    software, activity = entry.software, entry.activity
    stated = bool(software.software_version or software.release_date)
    tagged = activity.releases > 0 if activity else None
    released = activity.last_release[:10] if activity and activity.last_release else None
    age = days_since(released, on)
    is_fresh = None if activity is None else age is not None and (age <= YEAR_DAYS or _unchanged_since(entry))
    changes = in_root(entry, CHANGES)
    steps = (
        Step(either(stated, tagged), "state-version"),
        Step(tagged, "tag-version"),
        Step(both(is_fresh, changes), "add-changelog" if is_fresh else "release-again"),
    )
    evidence = (
        from_file(entry, "version-stated", stated),
        from_git(entry, "tags", activity.releases if activity else None),
        from_git(entry, "last-release", released),
        from_git(entry, "release-current", is_fresh),
        from_host(entry, "changelog", changes),
    )
    return part("releases", steps, evidence)


def _unchanged_since(entry: Entry) -> bool:
    activity = entry.activity
    return activity is not None and (activity.last_release or "")[:10] >= activity.last_commit[:10]


def guidance(entry: Entry) -> Part:
    """Tell whether one can find out how."""
    texts = entry.software.descriptions
    linked = any(one.documentation for one in texts)
    interface = any(one.api_documentation for one in texts)
    folder, installing = in_root(entry, DOCUMENTATION), in_root(entry, INSTALLING)
    languages = len({one.language.lower().partition("-")[0] for one in texts})
    steps = (
        Step(either(linked, interface, folder), "link-documentation"),
        Step(either(interface, installing), "link-api-or-install-documentation"),
        Step(languages > 1, "describe-in-second-language"),
    )
    evidence = (
        from_file(entry, "documentation-linked", linked),
        from_host(entry, "documentation-folder", folder),
        from_file(entry, "api-documentation-linked", interface),
        from_host(entry, "install-file", installing),
        from_file(entry, "description-languages", languages),
    )
    return part("guidance", steps, evidence)


def portability(entry: Entry) -> Part:
    """Tell whether it would run elsewhere."""
    software = entry.software
    bound = sum(1 for one in software.dependencies if one.kind != "open" and not one.optional)
    container = in_root(entry, CONTAINER)
    steps = (
        Step(software.declares_dependencies, "declare-dependencies"),
        Step(bound == 0, "make-proprietary-optional"),
        Step(either(software.localisation_ready is True, container), "add-container-or-localise"),
    )
    evidence = (
        from_file(entry, "dependencies-declared", software.declares_dependencies),
        from_file(entry, "mandatory-not-open", bound if software.declares_dependencies else None),
        from_host(entry, "container-file", container),
        from_file(entry, "localisation-ready", software.localisation_ready),
    )
    return part("portability", steps, evidence)


def proof(users: Users, on: date) -> Part:
    """Tell who runs it besides the owner."""
    age = days_since(users.newest, on)
    is_wide = users.organisations >= MANY_USERS or users.countries > 1
    steps = (
        Step(users.organisations > 0, "ask-users-to-say-so"),
        Step(users.organisations > 1, "ask-users-to-say-so"),
        Step(is_wide and age is not None and age <= TWO_YEARS_DAYS, "ask-users-to-say-so"),
    )
    evidence = (
        Evidence("organisations", users.organisations, "claims", users.newest),
        Evidence("countries", users.countries, "claims", users.newest),
        Evidence("newest-claim", users.newest, "claims", users.newest),
    )
    return part("proof", steps, evidence)


def joining(entry: Entry) -> Part:
    """Tell whether others can take part."""
    contributing = in_root(entry, CONTRIBUTING)
    governance = in_root(entry, GOVERNANCE)
    planned = either(bool(entry.software.roadmap), governance)
    steps = (
        Step(either(contributing, planned), "add-contributing"),
        Step(both(contributing, planned), "add-contributing" if contributing is not True else "link-roadmap"),
        # Whether a change came from outside can't be told from counted authors.
        Step(None, "take-changes-from-outside"),
    )
    evidence = (
        from_host(entry, "contributing-file", contributing),
        from_file(entry, "roadmap-linked", bool(entry.software.roadmap)),
        from_host(entry, "governance-file", governance),
        from_host(entry, "outside-change", None),
    )
    return part("joining", steps, evidence)
