from __future__ import annotations

from dataclasses import replace

import pytest

from index.checklist import checklist
from index.entry import Entry, Relation, Relative, State
from index.verdict import verdict
from publiccode.harvest import HarvestRecord, Outcome
from publiccode.problem import Level, Problem
from publiccode.run import UnusableFile
from publiccode.software import Contact, Contractor
from tests.index.entries import PROTOCOLLO, VALDORA

ERROR = Problem("name", 3, 1, Level.ERROR, "name is missing", "name/missing", "Add it.")
WARNING = Problem("logo", 9, 1, Level.WARNING, "logo is small", "logo/small", "")
GOOD = replace(PROTOCOLLO, state=State.LISTED, problems=(), hidden=False, family=(), note=None)


def seen(outcome: Outcome = Outcome.FOUND, detail: str | None = None) -> HarvestRecord:
    return HarvestRecord(
        publisher=VALDORA,
        source="https://code.example/town",
        host="gitea",
        repository=PROTOCOLLO.repository,
        outcome=outcome,
        fetched_at="2026-03-01T00:00:00Z",
        detail=detail,
    )


def test_a_good_file_is_listed_and_nothing_is_to_do():
    told = verdict(seen(), replace(GOOD, problems=(WARNING,)))

    assert (told.listed, told.fine, told.fix, told.id) == (True, True, None, GOOD.id)
    assert told.reason == "its file has no errors"
    assert told.problems == (WARNING,)
    assert told.state_before is None


@pytest.mark.parametrize(
    ("state", "listed", "fine"),
    [
        (State.INVALID, True, False),
        (State.NEVER_VALID, True, False),
        (State.ARCHIVED, True, True),
        (State.VANISHED, False, False),
        (State.DELISTED, False, False),
    ],
)
def test_each_state_says_whether_it_is_shown_and_what_to_do(state, listed, fine):
    problems = (ERROR,) if state in {State.INVALID, State.NEVER_VALID} else ()
    told = verdict(seen(), replace(GOOD, state=state, problems=problems, note="since March"), GOOD)

    assert (told.listed, told.fine, told.state_before) == (listed, fine, State.LISTED)
    assert told.reason.endswith(": since March")
    assert told.fix or state is State.VANISHED


def test_an_archived_repository_with_errors_is_not_fine():
    assert not verdict(seen(), replace(GOOD, state=State.ARCHIVED, problems=(ERROR,))).fine


def test_a_file_without_a_name_says_the_line():
    told = verdict(seen(), None, unusable=UnusableFile("r", "publiccode.yml", 8, "a colon too much"))

    assert (told.listed, told.fine) == (False, False)
    assert told.reason == "its file can't be shown: line 8: a colon too much"
    assert told.fix


@pytest.mark.parametrize("outcome", [one for one in Outcome if one not in {"found", "unchanged"}])
def test_every_outcome_without_a_text_has_a_reason(outcome):
    new = verdict(seen(outcome), None)
    known = verdict(seen(outcome, "as the host says"), GOOD)

    assert not new.listed
    assert not new.fine
    assert new.reason
    assert new.fix or outcome.is_transient
    assert known.listed
    assert known.reason == "as the host says; what was last seen stays (listed)"


def test_a_mirror_is_shown_with_its_original():
    family = (Relative("town-app", "App", Relation.MIRROR, is_original=True),)
    told = verdict(seen(), replace(GOOD, hidden=True, family=family))

    assert told.reason == "it is a mirror of App (town-app) and is shown there, not as a result of its own"
    assert "isBasedOn" in (told.fix or "")


def items(entry: Entry, today: str = "2026-03-01") -> dict[str, bool | None]:
    return {item.name: item.done for item in checklist(entry, today)}


def test_what_was_not_looked_at_is_neither_there_nor_missing():
    told = items(replace(GOOD, root=None, activity=None))

    assert told["licence-file"] is told["readme"] is told["releases"] is None


def test_names_in_the_root_folder_count_whatever_their_ending():
    told = items(replace(GOOD, root=("LICENCE.txt", "README.adoc", "SECURITY.md", "Changelog", "src")))

    there = ("licence-file", "readme", "security", "changelog")
    assert [told[name] for name in there] == [True] * 4
    assert told["contributing"] is False


def test_a_contract_that_has_ended_answers_for_nothing():
    software = replace(
        GOOD.software, maintenance_type="contract", contacts=(), contractors=(Contractor("X", "2026-02-28"),)
    )
    assert items(replace(GOOD, software=software))["maintenance"] is False
    assert items(replace(GOOD, software=software), "2026-02-28")["maintenance"] is True
    kept = replace(software, contacts=(Contact("Ada"),))
    assert items(replace(GOOD, software=kept))["maintenance"] is True
    assert items(replace(GOOD, software=replace(kept, maintenance_type="none")))["maintenance"] is False


def test_a_fork_should_name_what_it_came_from():
    assert "based-on" not in items(GOOD)
    fork = replace(GOOD, fork_of="https://code.example/o/r", software=replace(GOOD.software, is_based_on=()))
    assert items(fork)["based-on"] is False


def test_what_only_people_know_is_never_done_or_missing():
    told = checklist(replace(GOOD, fork_of="https://code.example/o/r"), "2026-03-01")
    people = [item for item in told if item.by == "people"]
    assert list(told[-len(people) :]) == people
    assert {item.done for item in people} == {None}
    assert {item.level for item in people} == {"must", "should"}
    assert people[-1].name == "upstream"
    assert "upstream" not in items(GOOD)
    assert len({item.name for item in told}) == len(told)


@pytest.mark.parametrize(
    ("given", "host", "agrees", "is_open"),
    [
        ("EUPL-1.2", "EUPL-1.2", True, True),
        ("EUPL-1.2", "MIT", False, True),
        ("EUPL-1.2", None, None, True),
        ("CC-BY-NC-4.0", "CC-BY-NC-4.0", True, False),
        ("LicenseRef-house", None, None, None),
    ],
)
def test_the_licence_must_be_open_and_the_same_in_both_places(given, host, agrees, is_open):
    software = replace(GOOD.software, license=given)
    told = items(replace(GOOD, software=software, host_license=host, root=None))
    assert (told["licence-agrees"], told["licence-open"]) == (agrees, is_open)
