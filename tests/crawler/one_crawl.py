"""One crawl in a process of its own: ``python -m tests.crawler.one_crawl PUBLISHERS DIRECTORY [HARVEST]``.

Prints the run report as JSON and ends with its exit code. What an earlier ``HARVEST`` brought is known, as
the catalogue would remember it.
"""

from __future__ import annotations

import os
import posixpath
import sys
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import msgspec
from scrapy.resolver import dnscache
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from crawler.errors import CrawlerError
from crawler.hosts import github_address, github_look
from crawler.options import Backlog, CrawlOptions
from crawler.publishers import read_publishers
from crawler.run import crawl
from crawler.settings import settings
from publiccode import validate
from publiccode.harvest import HarvestRecord, Known, Outcome, read_harvest
from tests.crawler.conftest import text

TOLD = {Outcome.FOUND, Outcome.UNCHANGED, Outcome.ABSENT, Outcome.EMPTY, Outcome.TOO_LARGE, Outcome.NOT_TEXT}
T = TypeVar("T")
_KINDS = ("EXTENSIONS_BASE", "DOWNLOADER_MIDDLEWARES_BASE", "SPIDER_MIDDLEWARES_BASE")
_SINGLE = (
    "STATS_CLASS",
    "LOG_FORMATTER",
    "ROBOTSTXT_PARSER",
    "SCHEDULER",
    "SCHEDULER_MEMORY_QUEUE",
    "DOWNLOADER",
)


def known_from(*harvests: Path) -> dict[str, Known]:
    """Return what is known after these harvests, the oldest first."""
    known: dict[str, Known] = {}
    for harvest in harvests:
        with harvest.open("rb") as stream:
            for record in read_harvest(stream):
                if record.outcome not in TOLD:
                    continue
                url, folder = record.repository, posixpath.dirname(record.path)
                before = known.get(url, Known(repository=url))
                if folder:
                    known[url] = replace(before, folders={**before.folders, folder: _known(record)})
                else:
                    known[url] = replace(_known(record), folders=before.folders)
    return known


def _known(record: HarvestRecord) -> Known:
    return Known(
        repository=record.repository,
        host_id=record.host_id,
        default_branch=record.default_branch,
        commit=record.commit,
        blob=record.blob,
        validators=record.validators,
        activity=record.activity,
        last_tried=record.fetched_at,
        last_outcome=Outcome(os.environ.get("LAST_OUTCOME", record.outcome)),
        has_file=record.blob is not None,
    )


def given(name: str, kind: type[T]) -> T:
    """Return what a variable holds as JSON, what ``kind`` is by default where it is not set."""
    return msgspec.json.decode(os.environ.get(name, "{}"), type=kind)


def _stand_in() -> None:
    """Ask the servers that ``GITHUB_COM`` names (web, REST, GraphQL, raw files) in place of github.com's.

    ``WITHOUT_HISTORY`` leaves out the git exchanges that follow what GitHub's GraphQL tells.
    """
    named = os.environ.get("GITHUB_COM")
    if named:
        github_address.PUBLIC = github_address.Address(*named.split())
    if "WITHOUT_HISTORY" in os.environ:
        github_look.Look.history = lambda _look, _repository, record: record  # type: ignore[assignment, method-assign]


def warm() -> None:
    """Import what Scrapy finds by name when a crawl begins, and judge a file."""
    made = vars(default_settings) | settings(Path("crawl.log"), CrawlOptions())
    components = [name for kind in _KINDS for name in made[kind]]
    for name in (*components, *(made[kind] for kind in _SINGLE), "protego.Protego"):
        load_object(name)
    validate(text())


def main(publishers: str, directory: str, *harvests: str) -> int:
    _stand_in()
    # Names that only this crawl knows: no local server can have a public one.
    dnscache.update(given("NAMES", dict))
    known = known_from(*(Path(harvest) for harvest in harvests))
    try:
        report = crawl(
            read_publishers([Path(publishers)]),
            known,
            Path(directory),
            run="20260101T000000Z",
            options=given("OPTIONS", CrawlOptions),
            backlog=given("BACKLOG", Backlog),
            hosting=given("HOSTING", dict[str, str]),
        )
    except CrawlerError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.buffer.write(msgspec.json.encode(report))
    return report.exit


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
