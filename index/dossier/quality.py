"""Section 6: what can be told of quality, each fact with its source and day; nothing is added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.dossier.ask import Ask
from index.dossier.cells import declared_none, in_file, in_git, not_checked, texts
from index.dossier.model import Day, Link, Message, Term
from index.pages.links import web_url
from index.readiness.facts import days_since
from index.vitality import people_at_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from index.dossier.ask import Read
    from index.dossier.candidate import Candidate, Ground
    from index.dossier.model import Cell, Value
    from publiccode.activity import Activity
    from publiccode.software import Dependency


def _features(candidate: Candidate, ground: Ground) -> Cell:
    described = candidate.entry.software.description(ground.choices.languages)
    found = texts(described.features, described.language) if described else ()
    return in_file(candidate, *found)


def _maintenance(candidate: Candidate, _: Ground) -> Cell:
    kind = candidate.entry.software.maintenance_type
    if kind == "none":
        return declared_none(candidate)
    return in_file(candidate, Term("maintenance", kind) if kind else None)


def _contract(candidate: Candidate, ground: Ground) -> Cell:
    """Tell until when: a contract that has ended is no maintenance."""
    software = candidate.entry.software
    told = [_until(one.name, one.until, ground.on) for one in software.contractors]
    return in_file(candidate, *told)


def _until(name: str, until: str | None, on: date) -> Message:
    past = days_since(until, on)
    if past is None:
        return Message("contract.open", {"name": name})
    if past > 0:
        return Message("contract.ended", {"name": name, "day": Day(until or ""), "days": past})
    return Message("contract.runs", {"name": name, "day": Day(until or ""), "days": -past})


def _contacts(candidate: Candidate, _: Ground) -> Cell:
    """Name people, and not how to reach them: that stays in the file, with its owner."""
    named = (
        f"{one.name}, {one.affiliation}" if one.affiliation else one.name
        for one in candidate.entry.software.contacts
    )
    return in_file(candidate, *texts(named))


def _depends(kind: str) -> Read:
    def read(candidate: Candidate, _: Ground) -> Cell:
        software = candidate.entry.software
        if not software.declares_dependencies:
            return in_file(candidate)
        found = [_dependency(one) for one in software.dependencies if one.kind == kind]
        return in_file(candidate, *found) if found else declared_none(candidate)

    return read


def _dependency(one: Dependency) -> Value:
    version = one.version or " – ".join(filter(None, (one.version_min, one.version_max)))
    name = f"{one.name} {version}".strip()
    return Message("dependency.optional" if one.optional else "dependency.needed", {"name": name[:200]})


def _languages(candidate: Candidate, _: Ground) -> Cell:
    return in_file(
        candidate, *(Term("language", one) for one in candidate.entry.software.available_languages)
    )


def _localisation(candidate: Candidate, _: Ground) -> Cell:
    return in_file(candidate, candidate.entry.software.localisation_ready)


def _territory(candidate: Candidate, _: Ground) -> Cell:
    software = candidate.entry.software
    fits = [Term("country", one) for one in software.countries]
    out = [
        Message("territory.not", {"country": Term("country", one)}) for one in software.unsupported_countries
    ]
    return in_file(candidate, *fits, *out)


def _links(which: str) -> Read:
    def read(candidate: Candidate, _: Ground) -> Cell:
        urls = [getattr(one, which) for one in candidate.entry.software.descriptions]
        return in_file(candidate, *(Link(url) for url in dict.fromkeys(urls) if web_url(url)))

    return read


def _roadmap(candidate: Candidate, _: Ground) -> Cell:
    url = candidate.entry.software.roadmap
    return in_file(candidate, Link(url) if url and web_url(url) else None)


def _history(of: Callable[[Activity], Value | None]) -> Read:
    def read(candidate: Candidate, _: Ground) -> Cell:
        activity = candidate.entry.activity
        value = of(activity) if activity else None
        note = Message("history.truncated") if activity and activity.truncated else None
        return in_git(candidate, value, note=note)

    return read


def _last_release(candidate: Candidate, _: Ground) -> Cell:
    activity = candidate.entry.activity
    if activity and not activity.releases:
        return in_git(candidate, Message("release.none"))
    return in_git(candidate, Day(activity.last_release[:10]) if activity and activity.last_release else None)


def _response(_candidate: Candidate, _: Ground) -> Cell:
    return not_checked(Message("response.not-measured"))


MAINTENANCE = (
    Ask("quality.maintenance", _maintenance),
    Ask("quality.contract", _contract),
    Ask("quality.contacts", _contacts),
    Ask("quality.response", _response),
    Ask("quality.proprietary", _depends("proprietary")),
    Ask("quality.hardware", _depends("hardware")),
    Ask("quality.open", _depends("open")),
    Ask("quality.languages", _languages),
    Ask("quality.localisation", _localisation),
    Ask("quality.territory", _territory),
    Ask("quality.documentation", _links("documentation")),
    Ask("quality.api", _links("api_documentation")),
    Ask("quality.roadmap", _roadmap),
)
HISTORY = (
    Ask("quality.first-commit", _history(lambda one: Day(one.first_commit[:10]))),
    Ask("quality.last-commit", _history(lambda one: Day(one.last_commit[:10]))),
    Ask("quality.commits", _history(lambda one: one.commits_12m)),
    Ask("quality.commits-all", _history(lambda one: one.commits)),
    Ask("quality.authors", _history(lambda one: one.authors_12m)),
    Ask("quality.authors-all", _history(lambda one: one.authors)),
    Ask("quality.absence", _history(people_at_work)),
    Ask("quality.releases", _history(lambda one: one.releases)),
    Ask("quality.last-release", _last_release),
)
FEATURES = (Ask("quality.features", _features),)
