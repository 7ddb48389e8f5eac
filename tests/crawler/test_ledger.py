from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.ledger import Ledger
from crawler.repository import Repository
from crawler.source import HostKind, Source, SourceKind
from publiccode.harvest import Known, Outcome
from publiccode.publisher import Publisher

A, B = Publisher("a", "A"), Publisher("b", "B")
REPO = "https://host.example/o/r"


def source(url: str, kind: SourceKind = SourceKind.REPO, publisher: Publisher = A) -> Source:
    return Source(url, kind, HostKind.GITEA, publisher, "p.yml:1")


def record(of: Source, outcome: Outcome = Outcome.FOUND, url: str = REPO, **facts: str):
    return Repository(source=of, url=url, location=url).record(outcome, **facts)


INSTANCE = source("https://host.example", SourceKind.INSTANCE)
ORG = source("https://host.example/o", SourceKind.ORG, B)
ONE = source(REPO, publisher=B)


@pytest.mark.parametrize(
    ("sources", "holder"),
    [
        ([INSTANCE, ORG, ONE], ONE),
        ([INSTANCE, ORG], ORG),
        ([INSTANCE], INSTANCE),
        ([ORG, INSTANCE], ORG),
    ],
)
def test_the_source_that_names_a_repository_most_closely_has_it(sources, holder):
    ledger = Ledger(sources, {})
    opened = [one for one in sources if ledger.open(one, REPO)]
    assert opened == [holder]


def test_a_url_is_crawled_once_for_the_first_that_names_it():
    again = source("https://HOST.example/o/", SourceKind.ORG, A)
    ledger = Ledger([ORG, again], {})
    assert ledger.sources == (ORG,)
    assert [one.publisher for one in ledger.results()] == ["b", "a"]


def test_a_repository_has_one_record():
    ledger = Ledger([ONE], {})
    assert ledger.open(ONE, REPO)
    assert not ledger.open(ONE, REPO.upper().replace("HTTPS://HOST.EXAMPLE", "https://host.example"))
    assert ledger.settle(record(ONE))
    assert not ledger.settle(record(ONE, Outcome.HOST_ERROR))
    assert ledger.outcomes == {Outcome.FOUND: 1}
    assert (ledger.looked_at, ledger.listed, ledger.unsettled()) == (1, 1, ())


def test_local_paths_differ_by_case():
    ledger = Ledger([ONE], {})
    assert ledger.open(ONE, "file:///srv/A")
    assert ledger.open(ONE, "file:///srv/a")


def test_a_rename_is_entered_unless_another_source_has_the_repository():
    other = source("https://host.example/o/old", publisher=A)
    ledger = Ledger([ONE, other], {})
    assert ledger.open(ONE, REPO, "host.example#1")
    assert ledger.open(other, other.url)
    assert not ledger.rename(other, other.url, REPO, "host.example#1")
    assert not ledger.rename(other, other.url, "https://host.example/o/third", "host.example#1")
    assert ledger.rename(other, other.url, "https://host.example/o/new", "host.example#2")
    assert [one.repository for one in ledger.unsettled()] == [REPO, "https://host.example/o/new"]
    assert ledger.listed == 2


def test_what_was_taken_and_has_no_record_is_not_forgotten():
    ledger = Ledger([ONE], {})
    ledger.open(ONE, REPO)
    assert [(one.repository, one.outcome) for one in ledger.unsettled()] == [(REPO, Outcome.SKIPPED)]


def test_a_group_in_a_group_is_closer_and_a_list_comes_after_all():
    inner = source("https://host.example/o/inner", SourceKind.ORG, A)
    listing = source("https://lists.example/all.json", SourceKind.LIST, A)
    listed = replace(source("https://host.example/o/inner/x"), via=listing)
    ledger = Ledger([listing, ORG, inner], {})
    assert not ledger.open(ORG, "https://host.example/o/inner/r")
    assert ledger.open(inner, "https://host.example/o/inner/r")
    assert ledger.add(listed)
    assert not ledger.open(listed, listed.url)
    assert not ledger.add(replace(ORG, via=listing))
    other = replace(source("https://host.example/p/r", publisher=B), via=listing)
    assert ledger.open(other, other.url)
    assert ledger.settle(record(other, url=other.url))
    assert {one.url: one.repositories for one in ledger.results()} == {
        listing.url: 1,
        ORG.url: 0,
        inner.url: 1,
    }


def test_a_renamed_repository_is_known_by_its_id():
    known = Known(repository="https://host.example/o/old", host_id="host.example#1")
    ledger = Ledger([ONE], {known.repository: known})
    assert ledger.known_of(REPO, "host.example#1") is known
    assert ledger.known_of(known.repository) is known
    assert ledger.known_of(REPO) is None


@pytest.mark.parametrize(
    ("outcome", "failed"),
    [
        (Outcome.FOUND, False),
        (Outcome.UNCHANGED, False),
        (Outcome.ABSENT, False),
        (Outcome.PRIVATE, False),
        (Outcome.GONE, True),
        (Outcome.UNREACHABLE, True),
        (Outcome.RATE_LIMITED, True),
    ],
)
def test_a_source_of_which_nothing_was_seen_has_failed(outcome, failed):
    ledger = Ledger([ONE], {})
    ledger.open(ONE, REPO)
    ledger.settle(record(ONE, outcome, detail="why"))
    (result,) = ledger.results()
    assert result.failure == (f"{outcome}: why" if failed else None)


def test_one_repository_seen_is_enough_for_a_source():
    ledger = Ledger([ORG], {})
    for number, outcome in enumerate((Outcome.HOST_ERROR, Outcome.FOUND, Outcome.TIMED_OUT)):
        ledger.open(ORG, f"{ORG.url}/{number}")
        ledger.settle(record(ORG, outcome, f"{ORG.url}/{number}"))
    assert ledger.results()[0].failure is None
    lost = Ledger([ORG], {})
    for number in range(3):
        lost.open(ORG, f"{ORG.url}/{number}")
        lost.settle(record(ORG, Outcome.TIMED_OUT, f"{ORG.url}/{number}"))
    assert "none of 3 repositories" in str(lost.results()[0].failure)


def test_a_reason_is_one_line_without_control_characters():
    ledger = Ledger([ORG], {})
    ledger.fail(ORG, "evil\x1b[2J\nhost " + "x" * 5000)
    ledger.fail(ORG, "a second reason")
    failure = str(ledger.results()[0].failure)
    assert failure.startswith("evil [2J host xxx")
    assert len(failure) <= 400


def test_what_waited_for_its_history_stands_without_it_in_the_end():
    ledger = Ledger([ONE], {})
    ledger.open(ONE, REPO)
    ledger.hold([record(ONE, Outcome.FOUND)])
    ledger.end("stopped by a signal")
    (stands,) = ledger.unsettled()
    assert (stands.outcome, stands.detail) == (Outcome.FOUND, "its history was not read: stopped by a signal")
    assert ledger.settle(stands)
    assert ledger.unsettled() == ()
