"""What the hosts say of publishers files: accounts that are gone, have another name, or do not answer."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.accounts import Look, Standing, look_up
from crawler.entry_reader import FileProblem
from publiccode.problem import Level, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cli.configuration import Configuration
    from cli.progress import Steps
    from crawler.publishers import PublisherSources
    from crawler.source import Source

_HINTS = {
    Standing.GONE: "Look for its new name; where there is none, remove it, or set 'active: false'.",
    Standing.MOVED: "Write the new address.",
    Standing.UNKNOWN: "Look again later; nothing says yet that it is gone.",
}
_SAID = {
    Standing.GONE: "is not there",
    Standing.MOVED: "is now",
    Standing.UNKNOWN: "could not be looked up",
}
_CODES = {Standing.GONE: "gone", Standing.MOVED: "moved", Standing.UNKNOWN: "not-reached"}


def ask_hosts(
    publishers: Sequence[PublisherSources], configuration: Configuration, steps: Steps
) -> tuple[FileProblem, ...]:
    """Ask each host for each source of the active publishers and tell what is no longer as written.

    Once a process: Scrapy's reactor runs once.
    """
    owners = {source: one for one in publishers if one.active for source in one.sources}
    with tempfile.TemporaryDirectory() as folder, steps.step("Accounts") as advance:
        log = Path(folder) / "accounts.log"
        looks = look_up(
            tuple(owners),
            log,
            options=configuration.crawl,
            tokens=configuration.tokens,
            progress=advance,
        )
    return tuple(_problems(looks, owners))


def _problems(looks: Iterable[Look], owners: dict[Source, PublisherSources]) -> Iterable[FileProblem]:
    for look in looks:
        if look.standing is not Standing.THERE:
            line = int(look.source.place.rpartition(":")[2] or 1)
            between = " " if look.standing is Standing.MOVED else ": "
            yield FileProblem(
                owners[look.source].file,
                Problem(
                    key=f"{look.source.kind}s",
                    line=line,
                    column=1,
                    level=Level.WARNING,
                    description=f"{look.source.url} {_SAID[look.standing]}{between}{look.detail}",
                    code=f"publishers/{_CODES[look.standing]}",
                    hint=_HINTS[look.standing],
                ),
            )
