"""The history of a software, told from the nights of a catalogue."""

from __future__ import annotations

from datetime import date

import pytest

from index.catalogue import Catalogue
from index.history.changes import ChangeKind, changes, contracts_ending
from index.history.told import told
from index.pages.options import LANGUAGES
from index.pages.wording import wording_of
from publiccode.harvest import Outcome
from tests.index.catalogue.harvests import at, bad_text, crawl, good_text, night, record


@pytest.fixture
def catalogue(tmp_path):
    with Catalogue.open(tmp_path / "catalogue.sqlite") as opened:
        yield opened


def told_of(
    catalogue: Catalogue, name: str | None = None, language: str = "en"
) -> list[tuple[str, ChangeKind, str]]:
    found = changes(list(catalogue.entries(include_gone=True)), catalogue.readings(name))
    return [(change.when, change.kind, told(change, wording_of(language))) for change in found]


def test_each_kind_of_change_is_told_with_the_night_it_was_first_seen(catalogue):
    crawl(catalogue, 0, record(text=good_text(extra="softwareVersion: 1.0\nusedBy: [Alpha, Beta]\n")))
    changed = good_text(extra='softwareVersion: "1.1"\nusedBy: [beta, Gamma]\n').replace("EUPL-1.2", "MIT")
    changed = changed.replace("developmentStatus: stable", "developmentStatus: obsolete")
    crawl(catalogue, 3, record(on=3, text=changed.replace("type: internal", "type: none")))
    crawl(catalogue, 4, record(on=4, text=bad_text()))

    assert told_of(catalogue) == [
        (at(4), ChangeKind.VERSION, "version: 1.1 → not said"),
        (at(4), ChangeKind.VALIDITY, "its file now has errors"),
        (at(4), ChangeKind.USERS, "no longer named as users: beta, Gamma"),
        (at(4), ChangeKind.STATUS, "development status: Obsolete → not said"),
        (at(4), ChangeKind.MAINTENANCE, "maintenance: Not maintained → Maintained internally"),
        (at(4), ChangeKind.LICENSE, "licence: MIT → EUPL-1.2"),
        (at(3), ChangeKind.VERSION, "version: 1.0 → 1.1"),
        (at(3), ChangeKind.USERS, "now used by Gamma; no longer named as users: Alpha"),
        (at(3), ChangeKind.STATUS, "development status: Stable → Obsolete"),
        (at(3), ChangeKind.MAINTENANCE, "maintenance: Maintained internally → Not maintained"),
        (at(3), ChangeKind.LICENSE, "licence: EUPL-1.2 → MIT"),
        (at(0), ChangeKind.NEW, "new in the catalogue, version 1.0"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_change_is_told_in_every_language(catalogue, language):
    crawl(catalogue, 0, record(text=good_text(extra="usedBy: [Alpha, Beta]\n")))
    text = good_text("Oaks", extra='softwareVersion: "1.1"\nusedBy: [Gamma]\n').replace("EUPL-1.2", "MIT")
    text = text.replace("developmentStatus: stable", "developmentStatus: obsolete")
    crawl(catalogue, 1, record(on=1, text=text.replace("type: internal", "type: none")))
    crawl(catalogue, 2, record(on=2, text=bad_text("Oaks")))
    crawl(catalogue, 3, record(on=3, text=text))
    for number in (4, 20, 40, 60):
        crawl(catalogue, number)
    english, found = told_of(catalogue), told_of(catalogue, language=language)
    assert {kind for _, kind, _ in found} == set(ChangeKind)
    assert all(line for _, _, line in found)
    # A name is a name: "version" may be the same word, values are not translated.
    same = [kind for (_, kind, one), (_, _, other) in zip(found, english, strict=True) if one == other]
    assert len(same) == len(english) if language == "en" else set(same) <= {"version", "name"}


def test_an_unchanged_night_changes_nothing(catalogue):
    crawl(catalogue, 0, record())
    before = told_of(catalogue)
    crawl(catalogue, 1, record(on=1, outcome=Outcome.UNCHANGED))

    assert told_of(catalogue) == before == told_of(catalogue, name="town-trees")


def test_what_vanished_is_told_and_what_was_delisted_is_not(catalogue, tmp_path):
    crawl(catalogue, 0, record(), record("lamps"))
    for number in (1, 8, 20):
        crawl(catalogue, number, record("lamps", on=number))

    assert next((when, kind) for when, kind, _ in told_of(catalogue)) == (at(1), ChangeKind.VANISHED)
    (tmp_path / "curation.yml").write_text("delist: [{software: town-trees, reason: asked}]\n")
    assert len(told_of(catalogue)) == 1


def test_contracts_that_end_within_six_months_are_listed_soonest_first(catalogue):
    contract = "type: contract\n  contractors:\n" + "".join(
        f"    - {{name: {name}, until: '{until}'}}\n"
        for name, until in (
            ("Past", "2025-12-31"),
            ("Soon", "2026-06-01"),
            ("Now", "2026-01-01"),
            ("Far", "2026-09-01"),
        )
    )
    crawl(catalogue, 0, record(text=good_text().replace("type: internal\n", contract)))

    ending = contracts_ending(list(catalogue.entries()), night(0).date())
    assert [(one.contractor, one.days) for one in ending] == [("Now", 0), ("Soon", 151)]
    assert contracts_ending(list(catalogue.entries()), date(2030, 1, 1)) == ()
