"""What there is to say of publishers files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cli.errors import NothingToCrawlError
from cli.publishers_list import counts
from crawler.publishers import FileProblem, PublisherSources, check_publishers, read_publishers
from publiccode.problem import Level, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from cli.data_folder import DataFolder


def publishers_files(given: Sequence[Path], data: DataFolder) -> tuple[Path, ...]:
    """Return the publishers files of a crawl: those given, else the data folder's own."""
    if given:
        return tuple(given)
    if data.publishers.is_file():
        return (data.publishers,)
    raise NothingToCrawlError(
        f"no publishers: name a file (`riuso crawl publishers.yml{data.option}`) "
        f"or keep one as {data.publishers}"
    )


def publishers_to_crawl(given: Sequence[Path], data: DataFolder) -> tuple[PublisherSources, ...]:
    """Return what the publishers files of a crawl name.

    Raises :class:`NothingToCrawlError` where that is nothing, and as :func:`read_publishers` does.
    """
    files = publishers_files(given, data)
    found = read_publishers(files)
    if not any(one.active and one.sources for one in found):
        raise NothingToCrawlError(
            f"nothing to crawl: no active publisher with a source in {', '.join(map(str, files))}"
            " (of a folder, every *.yml in it is read); docs/publishers-file.md tells what one looks like"
        )
    return found


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """A problem and the publishers file that it is in."""

    file: str
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The JSON shape of ``riuso publishers check``; counts are of what could be read.

    ``without`` holds the ids of the active publishers that lack what a reader or a join would want: an
    identifier (``uri``), a ``country``, an ``archetype``. To lack it is no problem.
    """

    publishers: int
    inactive: int
    sources: int
    hosts: dict[str, int]
    countries: dict[str, int]
    without: dict[str, tuple[str, ...]]
    problems: tuple[PlacedProblem, ...]


_WANTED: dict[str, Callable[[PublisherSources], object]] = {
    "uri": lambda one: one.publisher.uri,
    "country": lambda one: one.publisher.country,
    "archetype": lambda one: one.publisher.archetype,
}


def check(
    files: Sequence[Path],
    ask: Callable[[Sequence[PublisherSources]], Iterable[FileProblem]] = lambda _publishers: (),
) -> Findings:
    """Read ``files`` as a crawl would and count what they name; ``ask`` adds what the hosts say of it."""
    checked = check_publishers(files)
    return findings(checked.publishers, (*checked.problems, *ask(checked.publishers)))


def findings(publishers: Sequence[PublisherSources], problems: Sequence[FileProblem]) -> Findings:
    """Count ``publishers`` and put what is doubtful of them beside ``problems``."""
    active = [one for one in publishers if one.active]
    return Findings(
        publishers=len(publishers),
        inactive=len(publishers) - len(active),
        sources=sum(len(one.sources) for one in publishers),
        hosts=counts(source.host.value for one in publishers for source in one.sources),
        countries=counts(one.publisher.country for one in publishers if one.publisher.country),
        without={
            key: tuple(one.publisher.id for one in active if not value(one)) for key, value in _WANTED.items()
        },
        problems=tuple(
            PlacedProblem(str(one.file), one.problem)
            for one in (*problems, *_without_source(publishers), *_alike(publishers))
        ),
    )


def _without_source(publishers: Iterable[PublisherSources]) -> Iterator[FileProblem]:
    for one in publishers:
        if one.active and not one.sources:
            yield _doubt(
                one,
                "orgs",
                "no-source",
                f"{one.publisher.id} names nothing that can be crawled",
                "Name its accounts under 'orgs:' or its repositories under 'repos:'; "
                "or set 'active: false' and say why in 'note:'.",
            )
        elif not one.active and not one.provenance.note:
            yield _doubt(
                one,
                "active",
                "no-reason",
                f"{one.publisher.id} is inactive and does not say why",
                "Add 'note:' with the reason.",
            )


def _alike(publishers: Iterable[PublisherSources]) -> Iterator[FileProblem]:
    """Tell of publishers that another of the same identifier, or the same name and country, precedes."""
    first: dict[tuple[str, str], PublisherSources] = {}
    for one in publishers:
        whose = one.publisher
        keys = [("name", f"{whose.name.casefold()} {whose.country or ''}")]
        keys += [("uri", whose.uri)] if whose.uri else []
        for key, value in keys:
            other = first.setdefault((key, value), one)
            if other.publisher.id != whose.id:
                yield _doubt(
                    one,
                    key,
                    "same-publisher",
                    f"{whose.id} has the {key} of {other.publisher.id} ({other.file}:{other.line})",
                    "Put both together under the id that is longer in use.",
                )


def _doubt(publisher: PublisherSources, key: str, code: str, description: str, hint: str) -> FileProblem:
    problem = Problem(
        key=key,
        line=publisher.line,
        column=publisher.column,
        level=Level.WARNING,
        description=description,
        code=f"publishers/{code}",
        hint=hint,
    )
    return FileProblem(publisher.file, problem)
