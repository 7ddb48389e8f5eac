"""How publishers files are told: their problems, their entries, their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.problem_text import print_problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.output import Output, Part
    from cli.publishers_check import Findings
    from cli.publishers_list import ListedPublisher, Statistics

_MOST = 12
_MISSING = {"uri": "identifier", "country": "country", "archetype": "archetype"}


def print_findings(output: Output, findings: Findings) -> None:
    for one in findings.problems:
        print_problem(output, one.file, one.problem)
    output.line(
        f"{findings.publishers} publishers ({findings.inactive} inactive), {findings.sources} sources, "
        f"{len(findings.problems)} problems"
    )
    for title, counts in (("Hosts", findings.hosts), ("Countries", findings.countries)):
        if counts:
            output.line(f"{title}: {_counts(counts, len(counts))}")
    for key, ids in findings.without.items():
        if ids:
            rest = f" and {len(ids) - 3} more" if len(ids) > 3 else ""
            output.line(f"Without {_MISSING[key]}: {len(ids)} ({', '.join(ids[:3])}{rest})")


def print_publishers(output: Output, publishers: Sequence[ListedPublisher]) -> None:
    for one in publishers:
        facts = ", ".join(filter(None, [one.country, one.archetype, None if one.active else "inactive"]))
        output.line((one.id, "bold cyan"), f"  {one.name}", (f"  ({facts})" if facts else "", "dim"))
        for source in one.sources:
            output.line(f"{source.url}  ", (f"{source.kind}, {source.host}", "dim"), indent=4)
        if one.note:
            output.line(f"Note: {one.note}", indent=4)
    output.line(f"{len(publishers)} publishers, {sum(len(one.sources) for one in publishers)} sources")


def print_statistics(output: Output, counted: Statistics) -> None:
    output.line(f"{counted.publishers} publishers ({counted.inactive} inactive), {counted.sources} sources")
    rows: list[list[Part]] = [
        [(title, "dim"), _counts(counts)]
        for title, counts in (
            ("Countries", counted.countries),
            ("Kinds of publisher", counted.archetypes),
            ("Hosting software", counted.hosts),
            ("Kinds of source", counted.kinds),
            ("Hosts", counted.names),
            ("Entries from", counted.provenance),
            ("Last looked up in", counted.checked),
        )
        if counts
    ]
    output.table(rows)


def _counts(counts: dict[str, int], most: int = _MOST) -> str:
    shown = [f"{name or 'not given'} {count}" for name, count in list(counts.items())[:most]]
    rest = f" and {len(counts) - most} more" if len(counts) > most else ""
    return ", ".join(shown) + rest
