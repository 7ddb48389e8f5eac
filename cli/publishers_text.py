"""How publishers files are told: their problems, their entries, their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.counting import counted
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
        f"{counted(findings.publishers, 'publisher')} ({findings.inactive} inactive), "
        f"{counted(findings.sources, 'source')}, {counted(len(findings.problems), 'problem')}"
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
    sources = sum(len(one.sources) for one in publishers)
    output.line(f"{counted(len(publishers), 'publisher')}, {counted(sources, 'source')}")


def print_statistics(output: Output, found: Statistics) -> None:
    output.line(
        f"{counted(found.publishers, 'publisher')} ({found.inactive} inactive), "
        f"{counted(found.sources, 'source')}"
    )
    rows: list[list[Part]] = [
        [(title, "dim"), _counts(counts)]
        for title, counts in (
            ("Countries", found.countries),
            ("Kinds of publisher", found.archetypes),
            ("Hosting software", found.hosts),
            ("Kinds of source", found.kinds),
            ("Hosts", found.names),
            ("Entries from", found.provenance),
            ("Last looked up in", found.checked),
        )
        if counts
    ]
    output.table(rows)


def _counts(counts: dict[str, int], most: int = _MOST) -> str:
    shown = [f"{name or 'not given'} {count}" for name, count in list(counts.items())[:most]]
    rest = f" and {len(counts) - most} more" if len(counts) > most else ""
    return ", ".join(shown) + rest
