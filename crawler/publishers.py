"""Publishers files: who publishes, and where. The format is described in docs/publishers-file.md."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from crawler.entry_reader import FileProblem
from crawler.errors import PublishersError
from crawler.publishers_file import PublisherSources, read_file
from publiccode.problem import Level, Problem
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from crawler.source import Source

__all__ = ["FileProblem", "PublisherSources", "PublishersCheck", "check_publishers", "read_publishers"]

_SHOWN = 20
"""Problems told in one error; who has more mends these first."""


@dataclass(frozen=True, slots=True)
class PublishersCheck:
    """All publishers that can be read, and all problems, in the order of the files."""

    publishers: tuple[PublisherSources, ...]
    problems: tuple[FileProblem, ...]

    @property
    def errors(self) -> tuple[FileProblem, ...]:
        return tuple(one for one in self.problems if one.problem.level is Level.ERROR)


def read_publishers(
    paths: Sequence[Path], texts: Mapping[Path, str] = MappingProxyType({})
) -> tuple[PublisherSources, ...]:
    """Return the publishers that the files, or the ``*.yml`` of the folders, name.

    A file that has a text in ``texts`` is read as it would be with it.

    Raises :class:`PublishersError` with every error's place; what is only doubtful does not stop a crawl
    and is told by :func:`check_publishers`.
    """
    check = check_publishers(paths, texts)
    if check.errors:
        lines = [str(error) for error in check.errors[:_SHOWN]]
        if len(check.errors) > _SHOWN:
            lines.append(f"… and {len(check.errors) - _SHOWN} more")
        raise PublishersError("\n".join(lines))
    return check.publishers


def check_publishers(
    paths: Sequence[Path], texts: Mapping[Path, str] = MappingProxyType({})
) -> PublishersCheck:
    """Read publishers files, as :func:`read_publishers` does, and tell every problem; raises nothing."""
    publishers: list[PublisherSources] = []
    problems: list[FileProblem] = []
    for path in _files(paths):
        found, own = read_file(path, texts.get(path))
        publishers += found
        problems += own
    problems += _same_ids(publishers)
    distinct, again = _distinct_sources(publishers)
    return PublishersCheck(tuple(distinct), tuple(problems + again))


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.iterdir() if one.suffix in {".yml", ".yaml"})
        else:
            yield path


def _same_ids(publishers: Iterable[PublisherSources]) -> Iterator[FileProblem]:
    first: dict[str, PublisherSources] = {}
    for one in publishers:
        other = first.setdefault(one.publisher.id, one)
        if other is not one:
            yield FileProblem(
                one.file,
                Problem(
                    key="id",
                    line=one.line,
                    column=one.column,
                    level=Level.ERROR,
                    description=f"the id {one.publisher.id} already belongs to {other.file}:{other.line}",
                    code="publishers/same-id",
                    hint="Give each publisher its own id, or put both together.",
                ),
            )


def _distinct_sources(
    publishers: Iterable[PublisherSources],
) -> tuple[list[PublisherSources], list[FileProblem]]:
    """Drop what a publisher names twice; tell of that and of what two publishers name."""
    first: dict[tuple[str, str], Source] = {}
    distinct, problems = [], []
    for one in publishers:
        kept = []
        for source in one.sources:
            other = first.setdefault((source.kind, canonical_url(source.url).lower()), source)
            if other is source or other.publisher.id != source.publisher.id:
                kept.append(source)
            if other is not source:
                problems.append(_named_again(one, source, other))
        distinct.append(replace(one, sources=tuple(kept)))
    return distinct, problems


def _named_again(publisher: PublisherSources, source: Source, other: Source) -> FileProblem:
    return FileProblem(
        publisher.file,
        Problem(
            key=f"{source.kind}s",
            line=int(source.place.rpartition(":")[2]),
            column=1,
            level=Level.WARNING,
            description=f"{source.url} is already named at {other.place}, for {other.publisher.id}",
            code="publishers/same-source",
            hint="It is crawled once, for the first that names it; remove it here.",
        ),
    )
