from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cli.data_folder import DataFolder
from cli.output import PlainOutput
from cli.retold import report_in
from cli.run import Run
from cli.run_text import MOST_LINES, OUTCOMES, as_json, print_next_steps, print_report, print_run
from publiccode.harvest import Outcome
from publiccode.pictures import PictureReport
from publiccode.run import BudgetUse, Changes, HostRequests, RunReport, SourceResult, UnusableFile

DATA = DataFolder(Path("/srv/riuso"))


def report(**facts: object) -> RunReport:
    whole: dict[str, object] = {
        "run": "20260131T034500Z",
        "started": "2026-01-31T03:45:00Z",
        "finished": "2026-01-31T03:47:05Z",
        "sources": (),
        "repositories": {"found": 2, "absent": 1},
        "requests": {},
    }
    return RunReport(**whole | facts)  # type: ignore[arg-type]  # a test names only the facts it is about


@pytest.fixture
def told(capsys):
    def show(printing, *arguments):
        printing(PlainOutput(), *arguments)
        return capsys.readouterr().out

    return show


def test_outcomes_are_told_in_words(told):
    out = told(print_report, report())

    assert "Run 20260131T034500Z: complete (3 repositories in 2 min 5 s)" in out
    assert "  1  without a publiccode.yml\n  2  read\n" in out
    assert "Nothing new in the catalogue." in out


def test_every_outcome_has_words():
    assert set(OUTCOMES) == {outcome.value for outcome in Outcome}


def test_budgets_say_what_was_used_of_them(told):
    budgets = {
        "slow.example": BudgetUse(None, 1800.0, 40, 600.0),
        "run": BudgetUse(20000, None, 1234, 90.0),
    }

    out = told(print_report, report(budgets=budgets))

    assert "Budgets\n  run           1234 of 20000 requests  2 minutes\n" in out
    assert "  slow.example  40 requests             10 of 30 minutes\n" in out
    assert "Budgets" not in told(print_report, report())


def test_reasons_stand_below_the_changes(told):
    out = told(
        print_report,
        report(changes=Changes(invalid=("a",)), reasons={"a": "publiccode.yml:3: name is missing"}),
    )

    assert "  a: publiccode.yml:3: name is missing\n" in out


def test_changes_name_the_first_and_count_the_rest(told):
    changes = Changes(new=tuple(f"n{number}" for number in range(9)), vanished=("gone",))

    out = told(print_report, report(changes=changes))

    assert "new       9  n0, n1, n2, n3, n4 and 4 more" in out
    assert "vanished  1  gone" in out
    assert "recovered" not in out


def test_what_stood_in_the_way_is_told_with_its_place(told):
    out = told(
        print_report,
        report(
            exit=3,
            unusable=(UnusableFile("https://code.example/a/b", "publiccode.yml", 8, "no name"),),
            sources=(
                SourceResult("x", "https://code.example/a", "gitea", 1),
                SourceResult("x", "https://code.example/c", "gitea", 0, failure="refused"),
            ),
            requests={
                "code.example": HostRequests(5, 2, 1, 0.25),
                "big.example": HostRequests(3, limit=5000, remaining=4997, resets="2026-01-31T04:00:00Z"),
            },
        ),
    )

    assert "complete, but some sources failed" in out
    assert "https://code.example/a/b publiccode.yml:8: no name" in out
    assert "https://code.example/c (x): refused" in out
    assert "https://code.example/a (x)" not in out
    assert "code.example  5 sent  2 not modified  1 failed  waited 0.2 s\n" in out
    assert "0 failed  waited 0.0 s  4997 of 5000 left until 2026-01-31T04:00:00Z" in out


def test_a_report_is_told_in_the_reader_s_language(told):
    kept = report(
        sources=(SourceResult("x", "https://a.example", "git", 0, failure="no answer in time"),),
        reasons={"a": "its newest file has no errors", "b": "made by hand"},
        changes=Changes(recovered=("a", "b")),
        unusable=(UnusableFile("https://a.example/b", "publiccode.yml", 3, "name is missing"),),
    )

    out = told(print_report, report_in(kept, "de"))

    assert "https://a.example (x): keine Antwort in der Zeit\n" in out
    assert "a: seine neueste Datei hat keine Fehler\n" in out
    assert "b: made by hand\n" in out
    assert "publiccode.yml:3: name fehlt\n" in out
    assert report_in(kept, "en") is kept


def test_a_long_list_is_cut_and_says_so(told):
    files = tuple(UnusableFile(f"https://code.example/{n}", "publiccode.yml", 1, "?") for n in range(12))

    out = told(print_report, report(unusable=files))

    assert out.count("publiccode.yml:1: ?") == MOST_LINES
    assert "and 2 more (--format json has them all)" in out
    shape: dict[str, Any] = as_json(report(unusable=files))
    assert len(shape["unusable"]) == 12


def test_a_full_folder_of_pictures_says_what_to_raise(told):
    pictures = PictureReport(named=3, fetched=1, no_room=2, kept=1, kept_bytes=2048, most_bytes=3 * 1024**2)

    out = told(print_report, report(pictures=pictures))

    assert "  2  without room in the folder\n" in out
    assert "1 kept, 2.0 KiB of 3.0 MiB\n  Full: raise total_megabytes under [pictures]" in out


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (Run(report(), 5, index_built=True, pages=None), "5 software in the catalogue; search index built"),
        (Run(report(), 5, index_built=False, pages=9), "search index was up to date, 9 pages written"),
        (Run(report(dropped="too much", exit=5), 5, index_built=False, pages=None), "left as it was"),
    ],
)
def test_what_was_published_is_told(told, run, words):
    assert words in told(print_run, run)


@pytest.mark.parametrize(
    ("run", "site", "words"),
    [
        (Run(report(), 5, index_built=True, pages=None), None, "riuso site build DIR --data /srv/riuso"),
        (Run(report(), 5, index_built=True, pages=9), Path("out"), "riuso site serve out"),
        (Run(report(dropped="x", exit=5), 5, index_built=False, pages=None), None, "rebuild --accept-drop"),
        (Run(report(exit=4), 5, index_built=False, pages=None), None, "the catalogue is as it was"),
    ],
)
def test_the_next_step_fits_how_it_ended(told, run, site, words):
    assert words in told(print_next_steps, run, DATA, site, "riuso crawl")


def test_a_stopped_crawl_is_gone_on_with_by_the_same_command(told):
    stopped = Run(report(exit=130), None, index_built=False, pages=None)

    out = told(print_next_steps, stopped, DATA, Path("out"), "riuso crawl p.yml --data /srv/riuso")

    assert "Next: riuso crawl p.yml --data /srv/riuso" in out
    assert "      riuso rebuild --site out --data /srv/riuso" in out
