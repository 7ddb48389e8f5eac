from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest

from crawler.budget import RUN, Spending
from crawler.options import Backlog, Budget, CrawlOptions, HostLimits
from publiccode.run import BudgetUse
from tests.crawler.conftest import text
from tests.crawler.crawling import failures
from tests.hosts.gitea import API
from tests.hosts.repositories import make_repository
from tests.hosts.server import Fault

HOST = "code.example"


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def given(value: object) -> str:
    """Return a value as a crawl of the tests takes it."""
    return msgspec.json.encode(value).decode()


def spending(**options) -> tuple[Spending, Clock]:
    clock = Clock()
    spending = Spending(CrawlOptions(**options), clock)
    spending.begin()
    return spending, clock


def test_without_a_budget_there_is_no_bound():
    free, clock = spending()
    for _ in range(1000):
        free.spend(HOST)
    clock.now += 1e6
    assert free.why_not(HOST) is None
    assert free.why_no_time() is None
    assert free.uses() == {}


def test_requests_are_counted_for_the_host_and_for_the_run():
    held, _ = spending(budget=Budget(requests=3), hosts={HOST: HostLimits(budget=Budget(requests=2))})
    held.spend(HOST)
    assert held.why_not(HOST) is None
    held.spend(HOST)
    assert "the code.example budget of 2 requests" in str(held.why_not(HOST))
    assert held.why_not("other.example") is None
    held.spend("other.example")
    assert "the run's budget of 3 requests" in str(held.why_not("other.example"))
    assert held.why_no_time() is None
    assert held.uses() == {
        RUN: BudgetUse(requests=3, used_requests=3),
        HOST: BudgetUse(requests=2, used_requests=2),
    }


def test_a_hosts_time_counts_from_its_first_request():
    held, clock = spending(host=HostLimits(budget=Budget(seconds=60)))
    clock.now += 300
    assert held.why_not(HOST) is None
    held.spend(HOST)
    clock.now += 45
    held.spend(HOST)
    assert held.seconds_left(HOST) == 15
    clock.now += 15
    assert "time budget of 1 minutes" in str(held.why_not(HOST))
    assert held.uses()[HOST] == BudgetUse(seconds=60, used_requests=2, used_s=45.0)


def test_the_disk_costs_no_request_but_time():
    held, clock = spending(budget=Budget(requests=1, seconds=10))
    held.spend("file")
    held.spend("file")
    assert held.why_not("file") is None
    clock.now += 10
    assert held.why_not("file") == held.why_no_time() is not None


def test_a_host_with_a_port_may_be_named_with_it_or_without():
    limits = {"a.example": HostLimits(concurrency=1), "b.example:81": HostLimits(concurrency=2)}
    options = CrawlOptions(hosts=limits)
    assert options.limits_of("a.example:8080").concurrency == 1
    assert options.limits_of("b.example:81").concurrency == 2
    assert options.limits_of("b.example").concurrency is None


def test_what_was_spent_before_counts():
    clock = Clock()
    options = CrawlOptions(budget=Budget(requests=5, seconds=100))
    spending = Spending(options, clock, {"run": BudgetUse(used_requests=4, used_s=40.0)})
    assert spending.why_not("a.example") is None
    spending.spend("a.example")
    assert "5 requests" in (spending.why_not("a.example") or "")
    assert spending.uses()["run"] == BudgetUse(requests=5, seconds=100, used_requests=5, used_s=40.0)


def test_what_a_budget_left_undone_comes_first_the_next_night(crawl, gitea):
    gitea.page_size = 5
    projects = [gitea.add(f"comune/r{number:02}") for number in range(20)]
    for project in projects:
        project.empty = False
    source = {"host": "gitea", "orgs": [f"{gitea.url}/comune"]}
    host = f"127.0.0.1:{gitea.port}"
    crawl.environment["OPTIONS"] = given(CrawlOptions(budget=Budget(requests=10)))
    first = crawl(source, code=0)

    assert sum(gitea.requests.values()) == 10
    (unfinished,) = [one.unfinished for one in first.report.sources]
    assert "the run's budget of 10 requests is used up" in str(unfinished)
    assert failures(first) == [""]
    assert first.report.budgets[RUN].used_requests == 10
    assert first.report.requests[host].refused >= 1
    looked_at = {url for url, outcome in first.outcomes.items() if outcome == "absent"}
    assert 0 < len(looked_at) < 20
    assert set(first.outcomes.values()) == {"absent", "skipped"}

    # All have changed by the next night: those that had their turn wait, though they are listed first.
    for project in projects:
        project.updated_at += 60
    gitea.forget()
    backlog = Backlog(sources=frozenset({f"{gitea.url}/comune"}), tried=first.report.started)
    crawl.environment["BACKLOG"] = given(backlog)
    crawl.environment["OPTIONS"] = given(CrawlOptions(budget=Budget(requests=24 - len(looked_at))))
    second = crawl(source, after=first, code=0)

    now = {url for url, outcome in second.outcomes.items() if outcome == "absent"}
    assert now == set(second.outcomes) - looked_at
    assert looked_at | now == set(second.outcomes)
    assert len(second.outcomes) == 20


def test_a_time_budget_ends_a_run_and_keeps_what_it_saw(crawl, gitea):
    for number in range(4):
        gitea.add(f"comune/r{number}", {"publiccode.yml": text()})
    gitea.faults[f"{API}/repos/comune/r3"] = Fault(how="drip")
    crawl.environment["OPTIONS"] = given(
        CrawlOptions(timeout_s=2, budget=Budget(seconds=3), hosts={"127.0.0.1": HostLimits(delay=1.0)})
    )
    crawled = crawl({"host": "gitea", "orgs": [f"{gitea.url}/comune"]}, code=0)
    assert "time budget of 0.05 minutes" in str(crawled.report.sources[0].unfinished)
    assert "skipped" in crawled.outcomes.values()
    assert "found" in crawled.outcomes.values()
    assert len(crawled.outcomes) == 4


def test_the_operators_delay_and_concurrency_are_kept(crawl, gitea):
    for number in range(4):
        gitea.add(f"comune/r{number}")
        gitea.projects[-1].empty = False
    crawl.environment["OPTIONS"] = given(
        CrawlOptions(hosts={"127.0.0.1": HostLimits(delay=0.3, concurrency=1)})
    )
    crawl({"host": "gitea", "orgs": [f"{gitea.url}/comune"]}, code=0)
    moments = [asked.at for asked in gitea.asked]
    assert len(moments) == 5
    # As they arrive: on a busy machine one comes late and the next soon after it.
    assert all(later - earlier > 0.1 for earlier, later in pairwise(moments))
    assert moments[-1] - moments[0] > 4 * 0.3 - 0.2


def test_a_budgeted_git_host_pays_for_every_exchange(crawl, git_server):
    for name in ("a", "b", "c"):
        make_repository(git_server.root / f"{name}.git", {"publiccode.yml": text(name)})
    crawl.environment["OPTIONS"] = given(CrawlOptions(host=HostLimits(budget=Budget(requests=6))))
    crawled = crawl({"host": "git", "repos": [f"{git_server.url}/{name}.git" for name in "abc"]}, code=0)
    (requests,) = crawled.report.requests.values()
    assert requests.total == sum(git_server.exchanges.values())
    # Exchanges that follow each other in one request are not broken off: one for each of the three.
    assert (requests.total <= 6 + 3, requests.refused > 0) == (True, True)
    assert "skipped" in crawled.outcomes.values() or any(record.detail for record in crawled.records.values())


@pytest.mark.parametrize(("outcome", "asked"), [("absent", 0), ("unreachable", 1)])
def test_a_run_that_goes_on_asks_only_for_what_was_not_seen(crawl, gitea, outcome, asked):
    gitea.add("comune/a").empty = False
    source = {"host": "gitea", "orgs": [f"{gitea.url}/comune"]}
    first = crawl(source, code=0)
    gitea.projects[0].updated_at += 1
    crawl.environment["BACKLOG"] = given(Backlog(since=first.report.started))
    crawl.environment["LAST_OUTCOME"] = outcome
    gitea.forget()
    second = crawl(source, after=first, code=0)
    assert second.report.resumed == 1 - asked
    assert len(second.outcomes) == asked
    assert sum(gitea.requests.values()) == 1 + asked
