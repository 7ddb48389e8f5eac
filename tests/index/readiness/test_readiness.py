"""Readiness: what is not known is a range, never a zero; a fact feeds one part; a part has one advice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.entry import Entry, State
from index.readiness import Part, Users, readiness, users_named
from index.readiness.model import Step, both, either, part
from index.readiness.words import ADVICE, FACTS, GATES, QUESTIONS, SOURCES, TITLES
from publiccode import validate
from publiccode.activity import Activity
from publiccode.problem import Level, Problem
from publiccode.software import Contact, Contractor, Dependency, Description, Software
from tests.index.entries import EINGANGSBUCH, PROTOCOLLO

ON = date(2026, 6, 15)
LIVELY = Activity(
    head="h",
    first_commit="2021-05-04T10:00:00Z",
    last_commit="2026-06-01T10:00:00Z",
    commits=40,
    authors=2,
    merges=0,
    releases=2,
    last_release="2026-01-10T10:00:00Z",
    commits_12m=10,
    authors_12m=2,
    months=(1,) * 10,
    shares=(5, 5),
    releases_12m=1,
)
FULL_ROOT = ("LICENSE", "SECURITY.md", "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "docs", "INSTALL.md")
BARE = replace(
    PROTOCOLLO,
    software=Software(name="Bare"),
    root=None,
    host_license=None,
    activity=None,
)
BEST = replace(
    PROTOCOLLO,
    state=State.LISTED,
    archived=False,
    shown_problems=(),
    root=FULL_ROOT,
    host_license="EUPL-1.2",
    activity=LIVELY,
    software=replace(
        PROTOCOLLO.software,
        license="EUPL-1.2",
        main_copyright_owner="Comune di Valdora",
        maintenance_type="contract",
        contractors=(Contractor("Officina", until="2027-01-01"),),
        contacts=(Contact("Ada", email="ada@valdora.example"),),
        declares_dependencies=True,
        dependencies=(),
        roadmap="https://valdora.example/roadmap",
    ),
)
MANY = Users(12, 2, "2026-05-01")


def parts(entry: Entry, users: Users | None = None) -> dict[str, Part]:
    return {one.name: one for one in readiness(entry, ON, users).parts}


def levels(entry: Entry, users: Users | None = None) -> dict[str, tuple[int, int]]:
    return {name: (one.least, one.most) for name, one in parts(entry, users).items()}


def test_all_that_can_be_known_reaches_the_top():
    assert levels(BEST, MANY) == {
        **dict.fromkeys(TITLES, (3, 3)),
        "joining": (2, 3),
    }


def test_what_was_not_asked_leaves_a_range():
    assert levels(BARE) == {
        "rights": (0, 0),
        "upkeep": (0, 0),
        "pulse": (0, 3),
        "releases": (0, 3),
        "guidance": (0, 2),
        "portability": (0, 0),
        "proof": (0, 0),
        "joining": (0, 3),
    }
    result = readiness(BARE, ON)
    assert (result.known, result.mean, result.least, result.most) == (4, 0.0, 0.0, 1.38)


def test_an_empty_root_is_known_to_be_empty():
    assert parts(replace(BARE, root=()))["joining"].level == 0
    assert parts(replace(BEST, root=()))["upkeep"].level == 2


@pytest.mark.parametrize(
    ("host_license", "root", "level"),
    [
        ("EUPL-1.2", None, 3),
        ("GPL-3.0-only", None, 1),
        (None, ("README.md",), 1),
        (None, ("LICENSE.txt",), None),
        (None, None, None),
    ],
)
def test_the_licence_file_must_agree(host_license, root, level):
    entry = replace(BEST, host_license=host_license, root=root)
    assert parts(entry)["rights"].level == level


def test_a_host_cannot_tell_only_from_or_later():
    software = replace(BEST.software, license="AGPL-3.0-or-later")
    assert parts(replace(BEST, software=software, host_license="AGPL-3.0-only"))["rights"].level == 3


@pytest.mark.parametrize(
    "given", [None, "EUPL-9", "GPL-3.0", "MIT OR agpl-3.0", "Apache License, Version 2.0"]
)
def test_no_licence_of_today_is_no_right(given):
    told = parts(replace(BEST, software=replace(BEST.software, license=given)))["rights"]
    assert (told.level, told.advice) == (0, "state-licence")


@pytest.mark.parametrize(
    ("until", "level", "advice"),
    [("2027-01-01", 3, None), ("2026-06-14", 0, "renew-contract"), ("2026-06-15", 3, None)],
)
def test_a_contract_that_has_ended_is_no_upkeep(until, level, advice):
    software = replace(BEST.software, contractors=(Contractor("Officina", until=until),))
    told = parts(replace(BEST, software=software))["upkeep"]
    assert (told.level, told.advice) == (level, advice)


def test_a_community_without_contact_is_one_step():
    software = replace(BEST.software, maintenance_type="community", contacts=(), contractors=())
    told = parts(replace(BEST, software=software))["upkeep"]
    assert (told.level, told.advice) == (1, "add-contact")


@pytest.mark.parametrize(
    ("last", "shares", "level"),
    [
        ("2026-06-01T00:00:00Z", (5, 5), 3),
        ("2026-06-01T00:00:00Z", (9, 1), 2),
        ("2025-01-01T00:00:00Z", (5, 5), 1),
        ("2022-01-01T00:00:00Z", (5, 5), 0),
    ],
)
def test_the_pulse_looks_back_from_the_day(last, shares, level):
    activity = replace(LIVELY, last_commit=last, shares=shares)
    assert parts(replace(BEST, activity=activity))["pulse"].level == level


def test_a_finished_library_keeps_its_release():
    finished = replace(LIVELY, last_commit="2023-01-01T00:00:00Z", last_release="2023-01-01T00:00:00Z")
    assert parts(replace(BEST, activity=finished))["releases"].level == 3
    worked_on = replace(finished, last_commit="2023-06-01T00:00:00Z")
    told = parts(replace(BEST, activity=worked_on))["releases"]
    assert (told.level, told.advice) == (2, "release-again")


def test_proprietary_software_that_must_be_there_is_one_step():
    bound = (Dependency("proprietary", "Oracle"), Dependency("proprietary", "Office", optional=True))
    told = parts(replace(BEST, software=replace(BEST.software, dependencies=bound)))["portability"]
    assert (told.level, told.advice) == (1, "make-proprietary-optional")
    assert [one.value for one in told.evidence if one.fact == "mandatory-not-open"] == [1]


@pytest.mark.parametrize(
    ("users", "level"),
    [
        (Users(0, 0, None), 0),
        (Users(1, 1, "2026-01-01"), 1),
        (Users(9, 1, "2026-01-01"), 2),
        (Users(10, 1, "2026-01-01"), 3),
        (Users(2, 2, "2026-01-01"), 3),
        (Users(50, 5, "2024-01-01"), 2),
    ],
)
def test_proof_counts_organisations_and_their_age(users, level):
    assert parts(BEST, users)["proof"].level == level


def test_the_owner_is_no_user():
    software = replace(
        BEST.software, used_by=("comune  di VALDORA", "Comune di Pratolungo", "Pratolungo", "")
    )
    assert users_named(replace(BEST, software=software)).organisations == 2


def test_an_empty_list_of_dependencies_says_that_there_are_none():
    text = b"publiccodeYmlVersion: '0.7'\nname: X\ndependsOn: {}\n"
    declared = validate(text).software
    silent = validate(text.replace(b"dependsOn: {}\n", b"")).software
    assert declared is not None
    assert silent is not None
    assert (declared.declares_dependencies, silent.declares_dependencies) == (True, False)


def test_gates_have_three_answers():
    def gates(entry: Entry) -> dict[str, bool | None]:
        return {one.name: one.passed for one in readiness(entry, ON).gates}

    assert set(gates(BEST).values()) == {True}
    error = Problem("name", 1, 1, Level.ERROR, "x", "x/y", "z")
    bad = replace(
        BEST,
        state=State.NEVER_VALID,
        archived=True,
        shown_problems=(error,),
        software=replace(BEST.software, license="LicenseRef-house", development_status="concept"),
    )
    assert gates(bad) == {
        "open-licence": None,
        "valid-file": False,
        "repository-there": False,
        "status-ready": False,
    }
    assert gates(EINGANGSBUCH)["open-licence"] is True
    assert gates(BARE)["open-licence"] is False


@pytest.mark.parametrize(
    ("given", "is_open"),
    [
        ("MIT OR CC-BY-NC-4.0", True),
        ("MIT AND CC-BY-NC-4.0", False),
        ("GPL-2.0-only WITH Classpath-exception-2.0", True),
        ("CC0-1.0", True),
        ("free to use", None),
    ],
)
def test_open_follows_the_expression(given, is_open):
    result = readiness(replace(BEST, software=replace(BEST.software, license=given)), ON)
    assert result.gates[0].passed is is_open


def test_each_fact_feeds_one_part():
    facts = [one.fact for told in readiness(BEST, ON).parts for one in told.evidence]
    assert len(facts) == len(set(facts))


def test_what_is_not_known_has_no_day():
    for told in readiness(BARE, ON).parts:
        for one in told.evidence:
            if one.source in {"host", "git"}:
                assert (one.value is None) is (one.as_of is None), one


def test_every_name_and_advice_can_be_said():
    names = {told.name for told in readiness(BEST, ON).parts}
    assert names == set(TITLES) == set(QUESTIONS)
    assert {gate.name for gate in readiness(BEST, ON).gates} == set(GATES)
    told = readiness(BEST, ON)
    evidence = [one for each in told.parts for one in each.evidence]
    evidence += [one for each in told.gates for one in each.evidence]
    assert {one.fact for one in evidence} == set(FACTS)
    assert {one.source for one in evidence} == set(SOURCES)
    given = {told.advice for entry in (BEST, BARE) for told in readiness(entry, ON).parts} - {None}
    assert given <= set(ADVICE)


def test_a_ladder_stops_at_the_first_step_that_is_not_reached():
    no, yes, open_ = Step(False, "a"), Step(True, "b"), Step(None, "c")
    assert (part("x", (yes, no, yes), ()).level, part("x", (yes, no, yes), ()).advice) == (1, "a")
    ranged = part("x", (yes, open_, yes), ())
    assert (ranged.least, ranged.most, ranged.level, ranged.advice) == (1, 3, None, "c")
    assert (both(True, None), both(False, None), either(True, None), either(False, None)) == (
        None,
        False,
        True,
        None,
    )


def test_descriptions_count_languages_not_regions():
    texts = (Description("de-CH"), Description("de"), Description("fr"))
    told = parts(replace(BEST, software=replace(BEST.software, descriptions=texts)))["guidance"]
    assert [one.value for one in told.evidence if one.fact == "description-languages"] == [2]
