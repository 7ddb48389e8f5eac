"""How one software is told: as text, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from cli.counting import counted
from cli.problem_text import print_problem
from cli.readiness_text import print_readiness
from index.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cli.output import Output, Part
    from index.catalogue import Version
    from index.entry import Entry
    from index.readiness import Readiness
    from index.vitality import Vitality
    from publiccode.software import Description, Software

_STATES = {
    "listed": ("its newest file has no errors", "green"),
    "invalid": ("its newest file has errors; the last good version is shown", "yellow"),
    "never-valid": ("no version of its file was without errors yet", "yellow"),
    "stale": ("not reachable lately; what was last seen is shown", "yellow"),
    "archived": ("its host says that it is archived", "yellow"),
    "vanished": ("gone", "red"),
    "delisted": ("taken out of the catalogue", "red"),
}


def as_json(
    entry: Entry,
    history: Sequence[Version],
    vitality: Vitality | None = None,
    readiness: Readiness | None = None,
) -> dict[str, object]:
    """Return the documented JSON shape of one software: its entry, what follows from it, and its history."""
    more = {"vitality": vitality, "readiness": readiness, "history": history}
    return {**msgspec.to_builtins(entry), **msgspec.to_builtins(more)}


def print_entry(
    output: Output,
    entry: Entry,
    history: Sequence[Version],
    languages: Sequence[str],
    *,
    vitality: Vitality | None = None,
    readiness: Readiness | None = None,
) -> None:
    """Print all facts of ``entry``, its description in the first of ``languages`` there is."""
    software = entry.software
    described = software.description(languages)
    output.line((software.name, "bold cyan"), f"  {entry.id}")
    if described and described.short_description:
        output.line(described.short_description)
    told, style = _STATES.get(entry.state.value, ("", ""))
    output.line("State: ", (entry.state.value, style), f" - {told}")
    if entry.note:
        output.line(f"Note: {entry.note}")
    if described:
        _print_description(output, described)
    _section(output, "Facts", _facts(software, languages))
    _section(output, "Whose it is", _origin(entry, languages))
    _section(output, "Where it was found", _found(entry))
    if vitality:
        _print_vitality(output, vitality)
    if readiness:
        print_readiness(output, readiness, languages)
    _print_relatives(output, entry)
    _print_problems(output, entry)
    _print_history(output, history)


def _print_description(output: Output, described: Description) -> None:
    if described.long_description:
        output.line()
        output.paragraph(described.long_description)
    if described.features:
        output.line()
        output.line((f"Features ({described.language})", "bold"))
        for feature in described.features:
            output.line(f"- {feature}", indent=2)


def _facts(software: Software, languages: Sequence[str]) -> Iterable[tuple[str, str | None]]:
    def labels(facet: str, values: Iterable[str]) -> str:
        return ", ".join(label(facet, value, languages[0]) for value in values)

    yield "Version", software.software_version
    yield "Released", software.release_date
    yield "Licence", software.license
    yield "Categories", labels("category", software.categories)
    yield "Field of work", labels("scope", software.scope)
    yield "Type", labels("type", filter(None, [software.software_type]))
    yield "Development status", labels("status", filter(None, [software.development_status]))
    yield "Maintenance", labels("maintenance", filter(None, [software.maintenance_type]))
    yield (
        "Contractors",
        ", ".join(
            contractor.name + (f" (until {contractor.until})" if contractor.until else "")
            for contractor in software.contractors
        ),
    )
    yield "Platforms", ", ".join(software.platforms)
    yield "Interface languages", labels("language", software.available_languages)
    yield "Meant for", labels("country", software.countries)
    yield "Not for", labels("country", software.unsupported_countries)
    yield "Supports", ", ".join(software.supports)
    yield "Used by", ", ".join(software.used_by)
    yield "Based on", ", ".join(software.is_based_on)
    yield (
        "Depends on",
        ", ".join(
            dependency.name + (" (optional)" if dependency.optional else "")
            for dependency in software.dependencies
        ),
    )
    yield "Suite", software.application_suite


def _origin(entry: Entry, languages: Sequence[str]) -> Iterable[tuple[str, str | None]]:
    software = entry.software
    publisher = entry.publisher
    country = label("country", publisher.country, languages[0]) if publisher.country else ""
    yield "Publisher", f"{publisher.name} ({publisher.id})"
    yield "Country", country
    yield "Kind", label("archetype", publisher.archetype, languages[0]) if publisher.archetype else ""
    if software.organisation:
        yield "Organisation", software.organisation.name or software.organisation.uri
    yield "Copyright", software.main_copyright_owner
    yield (
        "Contacts",
        ", ".join(
            contact.name + (f" <{contact.email}>" if contact.email else "") for contact in software.contacts
        ),
    )
    yield "Web site", software.landing_url
    yield "Roadmap", software.roadmap


def _found(entry: Entry) -> Iterable[tuple[str, str | None]]:
    activity = entry.activity
    yield "Repository", entry.repository
    yield "Also known as", ", ".join(entry.aliases)
    yield "Named in the file", entry.software.url
    yield "File", entry.path
    yield "Commit", entry.commit
    yield "First seen", entry.first_seen
    yield "Last seen", entry.last_seen
    yield "Version shown since", entry.shown_fetched_at
    yield "Fork of", entry.fork_of
    if activity:
        more = " or more" if activity.truncated else ""
        yield "Commits", f"{activity.commits}{more}, {activity.commits_12m} in the last twelve months"
        yield "Authors", f"{activity.authors}{more}, {activity.authors_12m} in the last twelve months"
        yield "Last commit", activity.last_commit
        yield (
            "Releases",
            str(activity.releases) + (f", last {activity.last_release}" if activity.last_release else ""),
        )


def _print_vitality(output: Output, vitality: Vitality) -> None:
    output.line()
    output.line(("Vitality", "bold"), f"  {vitality.score} of 100 on {vitality.on}")
    rows: list[list[Part]] = [
        [(part.name, "dim"), f"{part.points} of {part.most}", part.evidence] for part in vitality.parts
    ]
    output.table(rows, indent=2)
    if vitality.limit:
        output.line(vitality.limit, indent=2)


def _section(output: Output, title: str, facts: Iterable[tuple[str, str | None]]) -> None:
    rows: list[list[Part]] = [[(name, "dim"), value] for name, value in facts if value]
    if rows:
        output.line()
        output.line((title, "bold"))
        output.table(rows, indent=2)


def _print_relatives(output: Output, entry: Entry) -> None:
    if not entry.family:
        return
    output.line()
    output.line(("Family", "bold"))
    rows: list[list[Part]] = [
        [
            relative.id,
            relative.name,
            relative.relation.value + (", the original" if relative.is_original else ""),
        ]
        for relative in entry.family
    ]
    output.table(rows, indent=2)


def _print_problems(output: Output, entry: Entry) -> None:
    if not entry.problems:
        return
    output.line()
    output.line(("Problems in its newest file", "bold"))
    for problem in entry.problems:
        print_problem(output, entry.path, problem, indent=2)


def _print_history(output: Output, history: Sequence[Version]) -> None:
    if not history:
        return
    output.line()
    output.line(("History of its file", "bold"))
    rows: list[list[Part]] = [
        [
            version.first_seen,
            version.last_seen,
            (version.commit or "")[:10],
            counted(version.problems, "problem"),
        ]
        for version in history
    ]
    output.table(rows, indent=2, header=("first seen", "last seen", "commit", ""))
