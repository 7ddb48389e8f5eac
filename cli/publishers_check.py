"""What there is to say of publishers files before any host is asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cli.errors import NothingToCrawlError
from crawler.publishers import FileProblem, PublisherSources, check_publishers
from publiccode.problem import Level, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from cli.data_folder import DataFolder


def publishers_files(given: Sequence[Path], data: DataFolder) -> tuple[Path, ...]:
    """Return the publishers files of a crawl: those given, else the data folder's own."""
    if given:
        return tuple(given)
    if data.publishers.is_file():
        return (data.publishers,)
    raise NothingToCrawlError(
        f"no publishers: name a file (`riuso crawl publishers.yml`) or keep one as {data.publishers}"
    )


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A problem and the publishers file that it is in."""

    file: str
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The JSON shape of ``riuso publishers check``; counts are of what could be read."""

    publishers: int
    inactive: int
    sources: int
    hosts: dict[str, int]
    countries: dict[str, int]
    problems: tuple[PlacedProblem, ...]


def check(files: Sequence[Path]) -> Findings:
    """Read ``files`` as a crawl would and count what they name."""
    checked = check_publishers(files)
    publishers = checked.publishers
    return Findings(
        publishers=len(publishers),
        inactive=sum(not one.active for one in publishers),
        sources=sum(len(one.sources) for one in publishers),
        hosts=_counts(source.host.value for one in publishers for source in one.sources),
        countries=_counts(one.publisher.country for one in publishers if one.publisher.country),
        problems=tuple(_placed([*checked.problems, *_without_source(publishers)])),
    )


def _placed(problems: Iterable[FileProblem]) -> Iterable[PlacedProblem]:
    return (PlacedProblem(str(one.file), one.problem) for one in problems)


def _without_source(publishers: Iterable[PublisherSources]) -> Iterable[FileProblem]:
    for one in publishers:
        if not one.sources:
            yield FileProblem(
                one.file,
                Problem(
                    key="orgs",
                    line=one.line,
                    column=one.column,
                    level=Level.WARNING,
                    description=f"{one.publisher.id} names nothing that can be crawled",
                    code="publishers/no-source",
                    hint="Name its accounts under 'orgs:' or its repositories under 'repos:'.",
                ),
            )


def _counts(values: Iterable[str]) -> dict[str, int]:
    """Return how often each value occurs, most frequent first, then by name."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
