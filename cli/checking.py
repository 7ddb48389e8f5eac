"""A run on one source, beside the catalogue, that says what tonight's would do with it."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cli.applying import apply_harvest
from crawler.publishers import PublisherSources
from crawler.run import crawl
from index.catalogue import Catalogue
from index.checklist import Item, checklist
from index.personal_data import PersonalData
from index.verdict import Verdict, verdict
from publiccode.harvest import read_harvest
from publiccode.run import HARVEST, Changes, HostRequests
from publiccode.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cli.configuration import Configuration
    from cli.data_folder import DataFolder
    from cli.progress import Steps
    from cli.target import Target
    from index.entry import Entry
    from publiccode.harvest import HarvestRecord
    from publiccode.run import RunReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a run would do. ``failure`` says why the source was not looked at to its end, None where it was.

    ``changes`` are those of the catalogue, gone software included. ``checklists`` has for each verdict what
    is owed beside a valid file, empty where nothing is shown.
    """

    verdicts: tuple[Verdict, ...]
    failure: str | None
    changes: Changes
    requests: dict[str, HostRequests]
    checklists: tuple[tuple[Item, ...], ...] = ()

    @property
    def fine(self) -> bool:
        """Whether the source can be listed, something in it is, and nothing in it needs mending.

        A repository without a file is nothing to mend, unless it is all there is.
        """
        about = [one for one in self.verdicts if one.problems or one.listed or one.id]
        return self.failure is None and bool(about) and all(one.fine for one in about)


def check(
    target: Target,
    data: DataFolder,
    configuration: Configuration,
    *,
    steps: Steps,
    language: str = "en",
) -> Checked:
    """Crawl one source into a scratch folder and apply the harvest to a copy of the catalogue.

    It is the nightly run's own code from the first request to the state; only what is known of the
    repositories is not handed over, so that every file is read and its problems can be told, in
    ``language`` where there are messages in it. Nothing in the data folder changes. Once a process: Scrapy's
    reactor runs once.
    """
    with _scratch(data) as (folder, copy):
        report = _crawl(target, folder, configuration, steps)
        # Whoever asks for a repository sees what is in its file.
        with Catalogue.open(copy, personal=PersonalData.ALL) as catalogue:
            records = _records(folder)
            before = {_place(one): _entry(catalogue, one) for one in records}
            done = apply_harvest(catalogue, folder, report, datetime.now(UTC))
            after = {_place(one): _entry(catalogue, one) for one in records}
    unusable = {(one.repository, one.file): one for one in done.unusable}
    return Checked(
        verdicts=tuple(
            in_language(
                verdict(one, after[_place(one)], before[_place(one)], unusable.get(_place(one))),
                one.text,
                language,
            )
            for one in records
        ),
        failure=report.stopped
        or next((source.failure or source.unfinished for source in report.sources), None),
        changes=done.changes,
        requests=report.requests,
        checklists=tuple(_checklist(after[_place(one)]) for one in records),
    )


def _checklist(entry: Entry | None) -> tuple[Item, ...]:
    return checklist(entry, f"{datetime.now(UTC):%Y-%m-%d}") if entry else ()


def in_language(told: Verdict, text: str | None, language: str) -> Verdict:
    """Tell the same problems in another language; which there are was settled by the run."""
    if language == "en" or text is None or not told.problems:
        return told
    report = validate(
        text,
        repository=told.repository,
        path=told.path,
        today=datetime.now(UTC).date(),
        language=language,
    )
    words = {(one.code, one.key, one.line, one.column): one for one in report.problems}
    return replace(
        told,
        problems=tuple(words.get((one.code, one.key, one.line, one.column), one) for one in told.problems),
    )


@contextmanager
def _scratch(data: DataFolder) -> Iterator[tuple[Path, Path]]:
    """Yield a folder for the run and a copy of the catalogue with its decisions, both removed in the end."""
    with tempfile.TemporaryDirectory(prefix="riuso-check-") as name:
        folder = Path(name)
        copy = folder / data.catalogue.name
        if data.catalogue.is_file():
            with Catalogue.open(data.catalogue, read_only=True) as catalogue:
                catalogue.copy_to(copy)
            curation = data.catalogue.with_name("curation.yml")
            if curation.is_file():
                shutil.copyfile(curation, copy.with_name("curation.yml"))
        yield folder / "run", copy


def _crawl(target: Target, folder: Path, configuration: Configuration, steps: Steps) -> RunReport:
    publisher = PublisherSources(target.source.publisher, (target.source,))
    with steps.step("Repositories") as advance:
        return crawl(
            [publisher],
            {},
            folder,
            run=f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-check",
            options=configuration.crawl,
            tokens=configuration.tokens,
            progress=lambda progress: advance(progress.looked_at, progress.total),
        )


def _records(folder: Path) -> list[HarvestRecord]:
    with (folder / HARVEST).open("rb") as stream:
        return sorted(read_harvest(stream), key=_place)


def _entry(catalogue: Catalogue, record: HarvestRecord) -> Entry | None:
    """Return the entry of a repository and, where it has several files, of this one."""
    entry = catalogue.entry(record.repository)
    if entry is None or entry.path == record.path:
        return entry
    places = (one for one in catalogue.entries(include_gone=True) if one.repository == entry.repository)
    return next((one for one in places if one.path == record.path), entry)


def _place(record: HarvestRecord) -> tuple[str, str]:
    return record.repository, record.path
