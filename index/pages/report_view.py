"""The crawl report: what the last run saw, what it changed, and what is wrong in whose file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.operator_report import operator_report
from index.pages.browse_views import Pager
from index.pages.entry_text import name_of
from index.pages.links import INDEX, repository_name, web_url
from index.pages.picture_report import PicturesView, pictures_view
from index.pages.problem_words import problem_views
from index.pages.retelling import Said, said
from index.pages.text import shorten
from index.pages.views import Link, Out, ProblemView
from index.pages.wording import msg
from publiccode.harvest import Outcome
from publiccode.problem import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.entry import Entry
    from index.operator_report import Difference
    from index.pages.site import Site
    from publiccode.run import Changes, RunReport

FILES_PER_PAGE = 40
PROBLEMS_PER_FILE = 12
_MOST_CHANGES = 200
_MOST_SOURCES = 50
_REASONED = frozenset({"invalid", "stale", "vanished", "recovered", "renamed"})
_OUTCOMES: Mapping[str, str] = {
    Outcome.FOUND: msg("file found"),
    Outcome.UNCHANGED: msg("file as it was the last time"),
    Outcome.ABSENT: msg("no publiccode.yml"),
    Outcome.EMPTY: msg("empty repository"),
    Outcome.PRIVATE: msg("not public"),
    Outcome.GONE: msg("no longer there"),
    Outcome.MOVED: msg("moved elsewhere"),
    Outcome.TOO_LARGE: msg("file too large to be one"),
    Outcome.NOT_TEXT: msg("file is no text"),
    Outcome.FORBIDDEN: msg("host refused"),
    Outcome.RATE_LIMITED: msg("host asked to come back later"),
    Outcome.UNREACHABLE: msg("host did not answer"),
    Outcome.TIMED_OUT: msg("host took too long"),
    Outcome.HOST_ERROR: msg("host failed"),
    Outcome.SKIPPED: msg("skipped this time"),
}
_CHANGES = (
    ("new", msg("New"), "good"),
    ("changed", msg("Changed"), "neutral"),
    ("recovered", msg("Repaired"), "good"),
    ("renamed", msg("Moved"), "neutral"),
    ("invalid", msg("Now with errors"), "warn"),
    ("stale", msg("Not reachable"), "warn"),
    ("vanished", msg("Gone"), "quiet"),
)


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One software that a run changed; ``kind`` in words."""

    id: str
    kind: str
    tone: str
    link: Link
    publisher: str
    day: str
    reason: Said | None = None


@dataclass(frozen=True, slots=True)
class OutcomeView:
    outcome: str
    text: str
    count: int
    tone: str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """This run beside the one before: outcomes with a signed count, and sources that changed sides."""

    end: str
    outcomes: tuple[tuple[str, str], ...]
    failing: tuple[Out, ...]
    working: tuple[Out, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    publisher: Link
    source: Out
    host: str
    repositories: int
    failure: Said


@dataclass(frozen=True, slots=True)
class UnusableView:
    repository: Out
    file: str
    line: int
    reason: Said


@dataclass(frozen=True, slots=True)
class RunView:
    run: str
    finished: str
    repositories: int
    changes: int
    failed_sources: int
    held: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    run: RunView
    started: str
    looked_at: int
    requests: int
    outcomes: tuple[OutcomeView, ...]
    changes: tuple[ChangeView, ...]
    more_changes: int
    failed: tuple[SourceView, ...]
    sources: tuple[SourceView, ...]
    unusable: tuple[UnusableView, ...]
    earlier: tuple[RunView, ...]
    minutes: int
    difference: DifferenceView | None
    pictures: PicturesView | None


@dataclass(frozen=True, slots=True)
class FileView:
    """A file with errors: whose it is, where, and what to do about each."""

    link: Link
    publisher: Link
    file: Out
    problems: tuple[ProblemView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FilesView:
    pager: Pager
    files: tuple[FileView, ...]


def report_view(site: Site) -> ReportView | None:
    """Return the report of the newest run, None where no run was reported."""
    if not site.reports:
        return None
    report = site.reports[0]
    sources = tuple(view for view, _ in source_views(report, site))
    changed = list(changes(report, site))
    before = site.reports[1] if len(site.reports) > 1 else None
    told = operator_report(report, before)
    return ReportView(
        run=_run(report, site),
        started=site.wording.time(report.started),
        looked_at=sum(report.repositories.values()),
        requests=sum(host.total for host in report.requests.values()),
        outcomes=_outcomes(report, site),
        changes=tuple(changed[:_MOST_CHANGES]),
        more_changes=max(0, len(changed) - _MOST_CHANGES),
        failed=tuple(source for source in sources if source.failure),
        sources=sources,
        unusable=tuple(
            UnusableView(
                _repository(file.repository),
                shorten(file.file, 120),
                file.line,
                said(file.reason, site.wording, 500),
            )
            for file in sorted(report.unusable, key=lambda f: (f.repository, f.file, f.line))
        ),
        earlier=tuple(_run(earlier, site) for earlier in site.reports[1:15]),
        minutes=max(1, round((told.duration_s or 0) / 60)),
        difference=_difference(told.difference, before, site) if told.difference and before else None,
        pictures=pictures_view(report.pictures, site.wording),
    )


def _difference(told: Difference, before: RunReport, site: Site) -> DifferenceView:
    number = site.wording.number
    return DifferenceView(
        end=site.wording.time(before.finished),
        outcomes=tuple(
            (
                site.say(_OUTCOMES[name]) if name in _OUTCOMES else name,
                f"{'+' if count > 0 else '−'}{number(abs(count))}",
            )
            for name, count in told.outcomes.items()
        ),
        failing=tuple(_repository(url) for url in told.failing[:_MOST_SOURCES]),
        working=tuple(_repository(url) for url in told.working[:_MOST_SOURCES]),
    )


def changes(report: RunReport, site: Site) -> Iterator[ChangeView]:
    """Yield what a run changed, as far as there is a page to look at."""
    day = site.wording.date(report.finished)
    for attribute, kind, tone in _CHANGES:
        for identifier in sorted(_of_kind(report.changes, attribute)):
            entry = site.pages.get(identifier) or site.tombstones.get(identifier)
            if entry is not None and not entry.hidden:
                link = Link(name_of(entry), site.software_path(identifier))
                reason = report.reasons.get(identifier) if attribute in _REASONED else None
                told = said(reason, site.wording)
                publisher = shorten(entry.publisher.name, 120)
                yield ChangeView(identifier, site.say(kind), tone, link, publisher, day, told)


def latest_changes(site: Site, most: int) -> tuple[ChangeView, ...]:
    """Return the changes of the newest runs, each software once."""
    found: dict[str | None, ChangeView] = {}
    for report in site.reports:
        for change in changes(report, site):
            found.setdefault(change.link.path, change)
            if len(found) == most:
                return tuple(found.values())
    return tuple(found.values())


def files_with_errors(site: Site) -> Iterator[FilesView]:
    """Yield the pages that list the files with errors and how to mend them; at least one."""
    entries = [e for e in site.pages.values() if any(p.level is Level.ERROR for p in e.problems)]
    pages = max(1, -(-len(entries) // FILES_PER_PAGE))
    for number in range(1, pages + 1):
        shown = entries[(number - 1) * FILES_PER_PAGE : number * FILES_PER_PAGE]
        pager = Pager(f"report/files/{INDEX}", number, pages, len(entries))
        yield FilesView(pager, tuple(_file(entry, site) for entry in shown))


def _file(entry: Entry, site: Site) -> FileView:
    errors = tuple(one for one in problem_views(entry, site) if one.level == Level.ERROR)
    return FileView(
        link=Link(name_of(entry), site.software_path(entry.id)),
        publisher=Link(shorten(entry.publisher.name, 120), site.publisher_path(entry.publisher.id)),
        file=Out(shorten(entry.path, 120), web_url(entry.raw_url)),
        problems=errors[:PROBLEMS_PER_FILE],
        more=max(0, len(errors) - PROBLEMS_PER_FILE),
    )


def _of_kind(changed: Changes, attribute: str) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(changed, attribute)
    return found


def _outcomes(report: RunReport, site: Site) -> tuple[OutcomeView, ...]:
    order = list(_OUTCOMES)
    found = sorted(
        report.repositories.items(), key=lambda item: order.index(item[0]) if item[0] in order else 99
    )
    return tuple(
        OutcomeView(
            name, site.say(_OUTCOMES[name]) if name in _OUTCOMES else name, count, _outcome_tone(name)
        )
        for name, count in found
        if count
    )


def _outcome_tone(name: str) -> str:
    if name in {Outcome.FOUND, Outcome.UNCHANGED}:
        return "good"
    transient = name in set(Outcome) and Outcome(name).is_transient
    return "warn" if transient else "quiet"


def source_views(report: RunReport, site: Site) -> Iterator[tuple[SourceView, str]]:
    """Yield the sources of a run, each with its address as it was given."""
    for source in sorted(report.sources, key=lambda s: (s.publisher, s.url)):
        publisher = site.publishers.get(source.publisher)
        name = shorten(publisher.name if publisher else source.publisher, 120)
        view = SourceView(
            publisher=Link(name, site.publisher_path(source.publisher)),
            source=_repository(source.url),
            host=source.host,
            repositories=source.repositories,
            failure=said(source.failure, site.wording),
        )
        yield view, source.url


def _repository(url: str) -> Out:
    safe = web_url(url)
    return Out(shorten(safe.partition("://")[2], 80) if safe else repository_name(url), safe)


def _run(report: RunReport, site: Site) -> RunView:
    return RunView(
        run=report.run,
        finished=site.wording.time(report.finished),
        repositories=sum(report.repositories.values()),
        changes=sum(len(_of_kind(report.changes, attribute)) for attribute, _, _ in _CHANGES),
        failed_sources=sum(1 for source in report.sources if source.failure),
        held=said(report.dropped, site.wording),
    )
