"""What is said between a crawl and the process that fetches its pictures: lines of JSON."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from crawler.options import CrawlOptions, PictureOptions
from publiccode.pictures import PictureReport, WantedPicture
from publiccode.run import BudgetUse, HostRequests


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """``folder`` and ``log`` are paths, ``urls`` those that the operator named.

    ``used`` is what the crawl before spent of the budgets.
    """

    wanted: tuple[WantedPicture, ...]
    folder: str
    log: str
    crawl: CrawlOptions
    pictures: PictureOptions
    urls: tuple[str, ...] = ()
    used: dict[str, BudgetUse] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Addresses of names that are not asked of DNS; none but in tests."""


class Step(msgspec.Struct, frozen=True, tag="step"):
    """How many of the addresses are done."""

    done: int
    total: int


class Done(msgspec.Struct, frozen=True, tag="done"):
    """The last line: what was done, the requests by host, and what is now spent of the budgets."""

    report: PictureReport
    requests: dict[str, HostRequests]
    budgets: dict[str, BudgetUse]


Line = Step | Done
