from __future__ import annotations

from dataclasses import replace

from index.entry import State
from index.operator_report import operator_report
from index.reasons import reasons
from publiccode.problem import Level, Problem
from publiccode.run import Changes, HostRequests, RunReport, SourceResult, UnusableFile
from tests.index.entries import PROTOCOLLO


def source(name: str, failure: str | None = None, **more) -> SourceResult:
    host, _, _ = name.partition("/")
    facts = {"publisher": host, "url": f"https://{name}", "host": "gitea", "repositories": 2}
    return SourceResult(**{**facts, "failure": failure, **more})


def report(*sources: SourceResult, **more) -> RunReport:
    facts = {
        "run": "20260102T034500Z",
        "started": "2026-01-02T03:45:00Z",
        "finished": "2026-01-02T03:46:30Z",
        "sources": sources,
        "repositories": {},
        "requests": {},
    }
    return RunReport(**{**facts, **more})


def test_hosts_and_publishers_are_summed_up():
    told = operator_report(
        report(
            source("a.example/x", outcomes={"found": 2}),
            source("a.example/y", "down", repositories=0),
            source("b.example/z", publisher="a.example", outcomes={"absent": 1, "found": 1}),
            requests={"a.example": HostRequests(total=7, waited_s=1.5), "c.example": HostRequests(total=1)},
        )
    )

    a, b, c = told.hosts
    assert (a.host, a.sources, a.failed, a.repositories, a.outcomes) == ("a.example", 2, 1, 2, {"found": 2})
    assert (a.requests.total, a.requests.waited_s) == (7, 1.5)
    assert (b.outcomes, b.requests.total) == ({"absent": 1, "found": 1}, 0)
    assert (c.host, c.sources, c.requests.total) == ("c.example", 0, 1)
    (publisher,) = told.publishers
    assert (publisher.repositories, publisher.outcomes) == (4, {"absent": 1, "found": 3})
    assert publisher.failures == {"https://a.example/y": "down"}
    assert told.duration_s == 90.0
    assert told.difference is None


def test_the_difference_to_the_run_before_is_told():
    before = report(
        source("a.example/x"),
        source("a.example/y", "down"),
        source("a.example/gone"),
        run="20260101T034500Z",
        repositories={"found": 5, "absent": 2},
        requests={"a.example": HostRequests(total=10)},
        finished="2026-01-02T03:45:30Z",
    )
    after = report(
        source("a.example/x", "refused"),
        source("a.example/y"),
        source("a.example/new"),
        repositories={"found": 5, "absent": 1, "gone": 1},
        requests={"a.example": HostRequests(total=4)},
    )

    difference = operator_report(after, before).difference

    assert difference is not None
    assert (difference.run, difference.outcomes) == ("20260101T034500Z", {"absent": -1, "gone": 1})
    assert (difference.requests, difference.duration_s) == (-6, 60.0)
    assert difference.failing == ("https://a.example/x",)
    assert difference.working == ("https://a.example/y",)
    assert (difference.added, difference.removed) == (
        ("https://a.example/new",),
        ("https://a.example/gone",),
    )


def test_a_quiet_night_leaves_nothing_to_do():
    assert operator_report(report(source("a.example/x")), report(source("a.example/x"))).todo == ()


def test_what_to_do_is_most_pressing_first():
    before = report(source("a.example/x", "down"))
    told = operator_report(
        report(
            source("a.example/x", "down"),
            source("a.example/y", "down"),
            source("a.example/z", unfinished="the run's request budget"),
            repositories={"rate-limited": 3},
            requests={"a.example": HostRequests(remaining=0)},
            dropped="12 of 40 would vanish",
            stopped="SIGTERM",
            unusable=(UnusableFile("https://a.example/x/r", "publiccode.yml", 3, "no name"),),
            changes=Changes(invalid=("one", "two", "three", "four")),
        ),
        before,
    )

    beginnings = (
        "Publication was held (12 of 40 would vanish)",
        "The crawl ended before its end (SIGTERM)",
        "1 source failed again: `riuso publishers check`",
        "1 source failed that did not before",
        "1 source did not come to an end",
        "A host's rate limit was reached (a.example)",
        "1 file can't be listed",
        "Files of one, two, three and 1 more broke",
    )
    assert len(told.todo) == len(beginnings)
    for line, beginning in zip(told.todo, beginnings, strict=True):
        assert line.startswith(beginning)


def test_each_change_for_the_worse_or_better_has_its_reason():
    error = Problem("name", 7, 1, Level.ERROR, "name is missing", "name/missing", "")
    entries = {
        "broken": replace(PROTOCOLLO, problems=(error, error), state=State.INVALID),
        "unread": replace(PROTOCOLLO, problems=(), note=None),
        "asleep": replace(PROTOCOLLO, note="no answer since 2026-01-01"),
        "moved": replace(PROTOCOLLO, aliases=("https://a.example/old",), repository="https://a.example/new"),
        "well": replace(PROTOCOLLO, problems=()),
    }
    changes = Changes(
        new=("new",),
        invalid=("broken", "unread", "lost"),
        stale=("asleep",),
        renamed=("moved", "well"),
        recovered=("well",),
    )

    told = reasons(changes, entries.get)

    assert told["broken"] == f"{PROTOCOLLO.path}:7: name is missing (and 1 more)"
    assert told["unread"] == "its newest file can't be read"
    assert told["asleep"] == "no answer since 2026-01-01"
    assert told["moved"] == "https://a.example/old is now https://a.example/new"
    assert told["well"].startswith("its newest file has no errors; ")
    assert told.keys() == {"broken", "unread", "asleep", "moved", "well"}
